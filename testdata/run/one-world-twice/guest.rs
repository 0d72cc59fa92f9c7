//! Bindings of one world in two places: either calls its imports, and one of them exports.

mod one {
    outwit::bindgen!({ path: "world.wit" });
}

mod two {
    outwit::bindgen!({ path: "world.wit" });
}

struct Component;
one::export!(Component with_types_in one);

impl one::exports::test::twice::values::Guest for Component {
    fn show(at: one::exports::test::twice::values::Point) -> String {
        format!("{}/{}", at.x, at.y)
    }
}

impl one::Guest for Component {
    fn run() -> u32 {
        assert_eq!(one::test::twice::values::show(one::test::twice::values::Point { x: 1, y: 2 }), "1/2");
        assert_eq!(two::test::twice::values::show(two::test::twice::values::Point { x: 3, y: 4 }), "3/4");
        2
    }
}
