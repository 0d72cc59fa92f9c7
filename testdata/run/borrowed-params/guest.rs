//! Exported functions that are lent strings and lists, also through an alias.

outwit::bindgen!({ path: "world.wit", borrowed_params: true });

use exports::test::lent::values::{Color, Guest as Values, Named, Point};
use test::lent::values;

struct Component;
export!(Component);

impl Values for Component {
    fn length(text: &str) -> u32 {
        text.chars().count() as u32
    }
    fn sum(numbers: &[u64], first: u32) -> u64 {
        numbers.iter().take(first as usize).sum()
    }
    fn total(bytes: &[u8]) -> u32 {
        bytes.iter().map(|byte| u32::from(*byte)).sum()
    }
    fn greens(colors: &[Color]) -> u32 {
        colors.iter().filter(|color| **color == Color::Green).count() as u32
    }
    fn farthest(points: &[Point]) -> Option<Point> {
        points.iter().copied().max_by_key(|point| point.x * point.x + point.y * point.y)
    }
    fn join(parts: &[String], separator: &str) -> String {
        parts.join(separator)
    }
    fn names(all: &[Named]) -> Vec<String> {
        all.iter().map(|named| format!("{} {} {}", named.name, named.at.x, named.at.y)).collect()
    }
    fn maybe(text: Option<String>) -> u32 {
        text.map_or(0, |text| text.len() as u32)
    }
}

impl Guest for Component {
    fn echo(text: &str) -> String {
        text.to_uppercase()
    }
    fn run() -> u32 {
        use values::{Color, Named, Point};
        assert_eq!(values::length("Grüße"), 5);
        assert_eq!(values::length(""), 0);
        assert_eq!(values::sum(&[1, 2, u64::from(u32::MAX)], 2), 3);
        assert_eq!(values::sum(&[], 7), 0);
        assert_eq!(values::total(&[255, 1]), 256);
        assert_eq!(values::greens(&[Color::Green, Color::Red, Color::Green]), 2);
        let far = values::farthest(&[Point { x: 1, y: 1 }, Point { x: 3, y: 4 }]).unwrap();
        assert_eq!((far.x, far.y), (3, 4));
        assert_eq!(values::join(&["a".to_owned(), "b".to_owned()], ", "), "a, b");
        let named = Named { name: "home".to_owned(), at: Point { x: 1, y: 2 } };
        assert_eq!(values::names(&[named]), ["home 1 2"]);
        assert_eq!(values::maybe(Some("abc")), 3);
        assert_eq!(echo("loud"), "LOUD");
        11
    }
}
