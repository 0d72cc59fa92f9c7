//! Flags of 1, 8, 9, 17 and 32 bits.

outwit::bindgen!({ path: "world.wit" });

use exports::test::bits::values::{self as exported, Guest as Values};
use test::bits::values::{self, Eight, Nine, One, Seventeen, ThirtyTwo};

struct Component;
export!(Component);

impl Values for Component {
    fn flip_one(v: exported::One) -> exported::One {
        !v
    }
    fn flip_eight(v: exported::Eight) -> exported::Eight {
        !v
    }
    fn flip_nine(v: exported::Nine) -> exported::Nine {
        !v
    }
    fn flip_seventeen(v: exported::Seventeen) -> exported::Seventeen {
        !v
    }
    fn flip_thirty_two(v: exported::ThirtyTwo) -> exported::ThirtyTwo {
        !v
    }
    fn both(v: Vec<(exported::Eight, exported::ThirtyTwo)>) -> Option<exported::Nine> {
        let (eight, many) = v.first()?;
        let right = eight.contains(exported::Eight::A7) && many.contains(exported::ThirtyTwo::D31);
        Some(if right { exported::Nine::B8 } else { exported::Nine::empty() })
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::flip_one(One::empty()), One::ONLY);
        assert_eq!(values::flip_one(One::all()), One::empty());
        assert_eq!(values::flip_eight(Eight::A0 | Eight::A7), Eight::all() - (Eight::A0 | Eight::A7));
        assert_eq!(values::flip_nine(Nine::B8), Nine::all() - Nine::B8);
        assert_eq!(values::flip_seventeen(Seventeen::C16), Seventeen::all() - Seventeen::C16);
        assert_eq!(values::flip_thirty_two(ThirtyTwo::D31), ThirtyTwo::all() - ThirtyTwo::D31);
        assert_eq!(values::flip_thirty_two(ThirtyTwo::empty()), ThirtyTwo::all());
        assert_eq!(values::both(&[(Eight::A7, ThirtyTwo::D31 | ThirtyTwo::D0)]), Some(Nine::B8));
        assert_eq!(values::both(&[(Eight::empty(), ThirtyTwo::all())]), Some(Nine::empty()));
        assert_eq!(values::both(&[]), None);
        10
    }
}
