//! Types that the guest defines by itself, laid out in another way than the bindings would; strings as bytes; maps of the
//! guest's choice; methods of both sides meet the same types.

outwit::generate!({
    path: "world.wit",
    with: {
        "test:mine/values/kind": own::Kind,
        "test:mine/values/point": own::Point,
        "test:mine/values/shape": crate::own::Shape,
        "test:mine/values/marks": self::own::Marks,
    },
    raw_strings,
    map_type: "std::collections::HashMap",
    additional_derives_ignore: ["test:mine/values/point"],
    merge_structurally_equal_types: true,
});

use std::collections::HashMap;

use exports::test::mine::values::Guest as Values;
use own::{Kind, Marks, Point, Shape};
use test::mine::values;

mod own {
    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(i64)]
    pub enum Kind {
        Flat = -7,
        Round = 1 << 40,
        Square = 0,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub struct Point {
        pub y: u8,
        pub x: u32,
        pub z: i16,
    }

    #[derive(Clone, Debug, PartialEq)]
    pub enum Shape {
        Nothing,
        Named(Vec<u8>),
        Dot(Point),
    }

    outwit::rt::bitflags::bitflags! {
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Marks: u8 {
            const A = 1;
            const B = 2;
            const C = 4;
        }
    }
}

struct Component;
export!(Component);

fn mirrored(Point { y, x, z }: Point) -> Point {
    Point { y: 255 - y, x: !x, z: -z }
}

fn turned(kind: Kind) -> Kind {
    match kind {
        Kind::Round => Kind::Square,
        Kind::Square => Kind::Flat,
        Kind::Flat => Kind::Round,
    }
}

impl Values for Component {
    fn turn(v: Kind) -> Kind {
        turned(v)
    }
    fn turn_all(v: Vec<Kind>) -> Vec<Kind> {
        v.into_iter().map(turned).collect()
    }
    fn mirror(v: Point) -> Point {
        mirrored(v)
    }
    fn mirror_all(v: Vec<Point>) -> Vec<Point> {
        v.into_iter().map(mirrored).collect()
    }
    fn corners([a, b]: [Point; 2]) -> [Point; 2] {
        [b, a]
    }
    fn reshape(v: Vec<Shape>) -> Vec<Shape> {
        v.into_iter()
            .map(|shape| match shape {
                Shape::Dot(point) => Shape::Dot(mirrored(point)),
                Shape::Named(name) => Shape::Named([&name[..], b"!"].concat()),
                Shape::Nothing => Shape::Nothing,
            })
            .collect()
    }
    fn mark(v: Marks, all: Vec<Marks>) -> Vec<Marks> {
        all.into_iter().map(|marks| marks | v).collect()
    }
    fn words(v: Vec<Vec<u8>>) -> Vec<u8> {
        v.join(&b' ')
    }
    fn counts(v: HashMap<Vec<u8>, u32>) -> HashMap<u32, Vec<u8>> {
        v.into_iter().map(|(word, count)| (count, word)).collect()
    }
}

impl Guest for Component {
    fn run() -> u32 {
        let point = |x, y, z| Point { x, y, z };
        assert_eq!(values::turn(Kind::Round), Kind::Square);
        assert_eq!(values::turn(Kind::Flat), Kind::Round);
        assert_eq!(
            values::turn_all(&[Kind::Round, Kind::Square, Kind::Flat]),
            [Kind::Square, Kind::Flat, Kind::Round]
        );
        assert_eq!(values::mirror(point(1, 2, 3)), point(!1, 253, -3));
        assert_eq!(
            values::mirror_all(&[point(0, 0, 0), point(7, 8, -9)]),
            [point(!0, 255, 0), point(!7, 247, 9)]
        );
        assert_eq!(values::corners([point(1, 2, 3), point(4, 5, 6)]), [point(4, 5, 6), point(1, 2, 3)]);
        assert_eq!(
            values::reshape(&[Shape::Dot(point(1, 1, 1)), Shape::Named(b"x".to_vec()), Shape::Nothing]),
            [Shape::Dot(point(!1, 254, -1)), Shape::Named(b"x!".to_vec()), Shape::Nothing]
        );
        assert_eq!(
            values::mark(Marks::C, &[Marks::A, Marks::empty(), Marks::all()]),
            [Marks::A | Marks::C, Marks::C, Marks::all()]
        );
        assert_eq!(
            values::words(&[b"one".to_vec(), Vec::new(), "z\u{fc}".into()]),
            "one  z\u{fc}".as_bytes()
        );
        let counts = HashMap::from([(b"three".to_vec(), 3)]);
        assert_eq!(values::counts(&counts), HashMap::from([(3, b"three".to_vec())]));
        10
    }
}
