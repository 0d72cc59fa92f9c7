//! 16 flat parameters, which fit, and 17 and more, which go through memory.

outwit::bindgen!({ path: "world.wit" });

use exports::test::parameters::values::{self as exported, Guest as Values};
use test::parameters::values::{self, Five};

struct Component;
export!(Component);

impl Values for Component {
    fn sixteen(
        p0: u32,
        p1: u32,
        p2: u32,
        p3: u32,
        p4: u32,
        p5: u32,
        p6: u32,
        p7: u32,
        p8: u32,
        p9: u32,
        p10: u32,
        p11: u32,
        p12: u32,
        p13: u32,
        p14: u32,
        p15: u32,
    ) -> u32 {
        [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15]
            .iter()
            .rev()
            .fold(0, |sum: u32, p| sum.wrapping_mul(3).wrapping_add(*p))
    }
    fn seventeen(
        p0: u32,
        p1: u32,
        p2: u32,
        p3: u32,
        p4: u32,
        p5: u32,
        p6: u32,
        p7: u32,
        p8: u32,
        p9: u32,
        p10: u32,
        p11: u32,
        p12: u32,
        p13: u32,
        p14: u32,
        p15: u32,
        p16: u32,
    ) -> u32 {
        [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16]
            .iter()
            .rev()
            .fold(0, |sum: u32, p| sum.wrapping_mul(3).wrapping_add(*p))
    }
    fn mixed(
        a: exported::Five,
        b: exported::Five,
        c: Vec<String>,
        d: u8,
        e: Option<exported::Five>,
    ) -> (String, u64) {
        let e = e.map_or(0, |e| e.d as u64);
        (format!("{}{}{}", a.b, b.b, c.concat()), u64::from(a.a) + u64::from(b.a) + u64::from(d) + e)
    }
    fn strings(
        t0: String,
        t1: String,
        t2: String,
        t3: String,
        t4: String,
        t5: String,
        t6: String,
        t7: String,
        t8: String,
    ) -> Vec<String> {
        vec![t0, t1, t2, t3, t4, t5, t6, t7, t8]
    }
}

fn expected(all: &[u32]) -> u32 {
    all.iter().rev().fold(0, |sum: u32, p| sum.wrapping_mul(3).wrapping_add(*p))
}

impl Guest for Component {
    fn run() -> u32 {
        let n: Vec<u32> = (0..17).map(|i| i * 1_000_003 + 1).collect();
        assert_eq!(
            values::sixteen(
                n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13],
                n[14], n[15]
            ),
            expected(&n[..16])
        );
        assert_eq!(
            values::seventeen(
                n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13],
                n[14], n[15], n[16]
            ),
            expected(&n)
        );
        let five = |a, b: &str| Five { a, b: b.to_owned(), c: Some(0.5), d: i64::from(a) };
        let c = ["x".to_owned(), "y".to_owned()];
        assert_eq!(
            values::mixed(&five(1, "a"), &five(2, "b"), &c, 3, Some(&five(100, ""))),
            ("abxy".to_owned(), 106)
        );
        assert_eq!(values::mixed(&five(255, ""), &five(255, ""), &[], 255, None), (String::new(), 765));
        let back = values::strings("0", "1", "", "3", "4", "\u{feff}", "6", "7", "8");
        assert_eq!(back, ["0", "1", "", "3", "4", "\u{feff}", "6", "7", "8"]);
        5
    }
}
