//! Enums of 1, 3, 256 and 257 cases: the last needs two bytes; a variant of 257 cases.

outwit::bindgen!({ path: "world.wit" });

use exports::test::enums::values::{self as exported, Guest as Values};
use test::enums::values::{self, Big, Byte, Many, One, Three};

struct Component;
export!(Component);

impl Values for Component {
    fn only_one(v: exported::One) -> exported::One {
        v
    }
    fn next(v: exported::Three) -> exported::Three {
        use exported::Three;
        match v {
            Three::Red => Three::Green,
            Three::Green => Three::Blue,
            Three::Blue => Three::Red,
        }
    }
    fn last_byte(v: exported::Byte) -> exported::Byte {
        if v == exported::Byte::D0 { exported::Byte::D255 } else { v }
    }
    fn turn(v: exported::Many) -> exported::Many {
        match v {
            exported::Many::C256 => exported::Many::C0,
            exported::Many::C0 => exported::Many::C255,
            other => other,
        }
    }
    fn turn_all(mut v: Vec<exported::Many>) -> Vec<exported::Many> {
        v.reverse();
        v
    }
    fn in_record(
        v: (exported::Many, exported::Byte, exported::Three),
    ) -> (exported::Three, exported::Byte, exported::Many) {
        (v.2, v.1, v.0)
    }
    fn big_one(v: exported::Big) -> exported::Big {
        match v {
            exported::Big::V255 => exported::Big::Last("was 255".to_owned()),
            exported::Big::Last(text) => exported::Big::Last(text + "!"),
            _ => exported::Big::V255,
        }
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::only_one(One::Only), One::Only);
        assert_eq!(values::next(Three::Red), Three::Green);
        assert_eq!(values::next(Three::Blue), Three::Red);
        assert_eq!(values::last_byte(Byte::D0), Byte::D255);
        assert_eq!(values::last_byte(Byte::D128), Byte::D128);
        assert_eq!(values::turn(Many::C256), Many::C0);
        assert_eq!(values::turn(Many::C0), Many::C255);
        assert_eq!(values::turn(Many::C17), Many::C17);
        assert_eq!(values::turn_all(&[Many::C0, Many::C256, Many::C128]), [Many::C128, Many::C256, Many::C0]);
        assert_eq!(
            values::in_record((Many::C256, Byte::D200, Three::Blue)),
            (Three::Blue, Byte::D200, Many::C256)
        );
        assert!(matches!(values::big_one(&Big::V0), Big::V255));
        assert!(matches!(values::big_one(&Big::V255), Big::Last(text) if text == "was 255"));
        assert!(matches!(values::big_one(&Big::Last("x".to_owned())), Big::Last(text) if text == "x!"));
        13
    }
}
