//! Lists of bool, char, enum, flags and plain records, which are passed and taken over as they are.

outwit::bindgen!({ path: "world.wit" });

use exports::test::whole::values::{self as exported, Guest as Values};
use test::whole::values::{self, Color, Inner, Outer, Perms, Pixel, Point};

struct Component;
export!(Component);

impl Values for Component {
    fn bools(mut v: Vec<bool>) -> Vec<bool> {
        v.iter_mut().for_each(|b| *b = !*b);
        v
    }
    fn chars(mut v: Vec<char>) -> Vec<char> {
        v.push('\u{10FFFF}');
        v
    }
    fn colors(mut v: Vec<exported::Color>) -> Vec<exported::Color> {
        v.reverse();
        v.push(exported::Color::Blue);
        v
    }
    fn perms_of(v: Vec<exported::Perms>) -> Vec<exported::Perms> {
        v.into_iter().map(|p| !p).collect()
    }
    fn pixels(mut v: Vec<exported::Pixel>) -> Vec<exported::Pixel> {
        v.reverse();
        v
    }
    fn outers(v: Vec<exported::Outer>) -> Vec<exported::Outer> {
        v.into_iter().rev().collect()
    }
    fn points(v: Vec<exported::Point>) -> Vec<exported::Point> {
        v.into_iter().map(|p| exported::Point { x: p.y, y: p.x }).collect()
    }
    fn fixed(v: Vec<[bool; 2]>) -> Vec<[bool; 2]> {
        v.into_iter().map(|[a, b]| [b, a]).collect()
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::bools(&[true, false]), [false, true]);
        let many: Vec<bool> = (0..1001).map(|i| i % 3 == 0).collect();
        assert_eq!(values::bools(&many), many.iter().map(|b| !b).collect::<Vec<_>>());
        assert_eq!(values::bools(&[]), []);
        assert_eq!(
            values::chars(&['\0', '\u{d7ff}', '\u{e000}']),
            ['\0', '\u{d7ff}', '\u{e000}', '\u{10FFFF}']
        );
        assert_eq!(values::colors(&[Color::Red, Color::Green]), [Color::Green, Color::Red, Color::Blue]);
        assert_eq!(
            values::perms_of(&[Perms::empty(), Perms::READ | Perms::EXEC]),
            [Perms::all(), Perms::WRITE]
        );
        let pixel = |x, y, color, on| Pixel { x, y, color, on };
        let back = values::pixels(&[pixel(1, 2, Color::Blue, true), pixel(65535, 0, Color::Red, false)]);
        assert_eq!(
            format!("{back:?}"),
            format!("{:?}", [pixel(65535, 0, Color::Red, false), pixel(1, 2, Color::Blue, true)])
        );
        let outer =
            |big, letter, fixed| Outer { a: Inner { small: 9, big }, letter, perms: Perms::WRITE, fixed };
        let back = values::outers(&[outer(u64::MAX, 'x', [1, 2, 3]), outer(0, '\u{1F980}', [4, 5, 6])]);
        assert_eq!(back.len(), 2);
        assert_eq!((back[0].a.big, back[0].letter, back[0].fixed), (0, '\u{1F980}', [4, 5, 6]));
        assert_eq!((back[1].a.big, back[1].letter, back[1].fixed), (u64::MAX, 'x', [1, 2, 3]));
        assert_eq!((back[0].a.small, back[0].perms), (9, Perms::WRITE));
        let back = values::points(&[Point { x: 1.0, y: -0.5 }]);
        assert_eq!((back[0].x, back[0].y), (-0.5, 1.0));
        assert_eq!(values::fixed(&[[true, false], [true, true]]), [[false, true], [true, true]]);
        10
    }
}
