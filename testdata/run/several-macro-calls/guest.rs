//! Three worlds by three calls of the macro in one crate: two in modules, one beside them, with an interface that two of them use.

mod one {
    outwit::bindgen!({ path: "world.wit", world: "one" });
}

mod two {
    outwit::bindgen!({ path: "world.wit", world: "two" });
}

outwit::bindgen!({ path: "world.wit", world: "three" });

use one::exports::test::several::first;
use two::exports::test::several::second;

struct Component;
one::export!(Component with_types_in one);
two::export!(Component with_types_in two);
export!(Component);

impl first::Guest for Component {
    fn name(at: first::Point) -> String {
        format!("{}/{}", at.x, at.y)
    }
    fn twice(text: String) -> String {
        text.repeat(2)
    }
}

impl one::Guest for Component {
    fn run() -> u32 {
        use one::test::several::first;
        use two::test::several::second;
        assert_eq!(first::name(first::Point { x: 1, y: 2 }), "1/2");
        assert_eq!(first::twice("ab"), "abab");
        let all = second::all(&[second::Point { x: 3, y: 4 }, second::Point { x: 5, y: 6 }]);
        assert_eq!((all[0].x, all[1].y), (5, 4));
        assert_eq!(second::twice(21), 42);
        assert_eq!(log("done"), 4);
        5
    }
}

impl second::Guest for Component {
    fn all(mut points: Vec<second::Point>) -> Vec<second::Point> {
        points.reverse();
        points
    }
    fn twice(number: u32) -> u32 {
        2 * number
    }
}

impl Guest for Component {
    fn log(text: String) -> u32 {
        text.len() as u32
    }
}
