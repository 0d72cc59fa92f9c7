//! Functions, types and inline interfaces of the world itself.

outwit::bindgen!({ path: "world.wit" });

use exports::helper::{Axis as ExportedAxis, Guest as HelperGuest};
use helper::Axis;

struct Component;
export!(Component);

impl HelperGuest for Component {
    fn mirror(axis: ExportedAxis, text: String) -> (ExportedAxis, String) {
        let other = if axis == ExportedAxis::X { ExportedAxis::Y } else { ExportedAxis::X };
        (other, text.chars().rev().collect())
    }
}

fn squared(line: &Line) -> f64 {
    let (dx, dy) = (line.end.x - line.start.x, line.end.y - line.start.y);
    f64::from(dx * dx + dy * dy)
}

impl Guest for Component {
    fn length(v: Line) -> f64 {
        squared(&v).sqrt()
    }
    fn longest(all: Lines) -> Option<Line> {
        all.into_iter().max_by(|a, b| squared(a).total_cmp(&squared(b)))
    }
    fn run() -> u32 {
        let line = |x, y, name: &str| Line {
            start: Point { x: 0, y: 0 },
            end: Point { x, y },
            name: name.to_owned(),
        };
        assert_eq!(length(&line(3, 4, "a")), 5.0);
        let found = longest(&[line(1, 1, "short"), line(-9, 0, "long"), line(2, 2, "")]).unwrap();
        assert_eq!((found.end.x, found.name.as_str()), (-9, "long"));
        assert!(longest(&[]).is_none());
        assert_eq!(helper::mirror(Axis::X, "abc"), (Axis::Y, "cba".to_owned()));
        4
    }
}
