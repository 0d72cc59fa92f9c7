//! Every scalar at its limits, as parameter and result.

outwit::bindgen!({ path: "world.wit" });

use exports::test::scalars::values::Guest as Values;
use test::scalars::values;

struct Component;
export!(Component);

impl Values for Component {
    fn take_u8(v: u8) -> u8 {
        !v
    }
    fn take_s8(v: i8) -> i8 {
        !v
    }
    fn take_u16(v: u16) -> u16 {
        !v
    }
    fn take_s16(v: i16) -> i16 {
        !v
    }
    fn take_u32(v: u32) -> u32 {
        !v
    }
    fn take_s32(v: i32) -> i32 {
        !v
    }
    fn take_u64(v: u64) -> u64 {
        !v
    }
    fn take_s64(v: i64) -> i64 {
        !v
    }
    fn truth(v: bool) -> bool {
        !v
    }
    fn letter(v: char) -> char {
        match v {
            'a' => '\0',
            '\u{feff}' => char::MAX,
            other => other,
        }
    }
    fn single(v: f32) -> f32 {
        -v
    }
    fn double(v: f64) -> f64 {
        -v
    }
    fn nothing() {}
}

impl Guest for Component {
    fn run() -> u32 {
        let mut calls = 0;
        let mut check = |right: bool| {
            assert!(right);
            calls += 1;
        };
        for v in [u8::MIN, 127, u8::MAX] {
            check(values::take_u8(v) == !v);
        }
        for v in [i8::MIN, -1, 0, i8::MAX] {
            check(values::take_s8(v) == !v);
        }
        for v in [u16::MIN, u16::MAX] {
            check(values::take_u16(v) == !v);
        }
        for v in [i16::MIN, -1, i16::MAX] {
            check(values::take_s16(v) == !v);
        }
        for v in [u32::MIN, 1 << 31, u32::MAX] {
            check(values::take_u32(v) == !v);
        }
        for v in [i32::MIN, -1, i32::MAX] {
            check(values::take_s32(v) == !v);
        }
        for v in [u64::MIN, 1 << 63, u64::MAX] {
            check(values::take_u64(v) == !v);
        }
        for v in [i64::MIN, -1, i64::MAX] {
            check(values::take_s64(v) == !v);
        }
        check(values::truth(false));
        check(!values::truth(true));
        check(values::letter('a') == '\0');
        check(values::letter('\u{feff}') == char::MAX);
        check(values::letter('\u{d7ff}') == '\u{d7ff}');
        check(values::letter('\u{e000}') == '\u{e000}');
        for v in [0.0, f32::MIN_POSITIVE, f32::MAX, f32::INFINITY, 1.5e-45] {
            check(values::single(v).to_bits() == (-v).to_bits());
        }
        check(values::single(f32::NAN).is_nan());
        for v in [0.0, f64::MIN_POSITIVE, f64::MAX, f64::NEG_INFINITY, 5e-324] {
            check(values::double(v).to_bits() == (-v).to_bits());
        }
        check(values::double(f64::NAN).is_nan());
        values::nothing();
        calls + 1
    }
}
