//! Parameters and fields with the names that generators like to give to their own variables, and Rust keywords.

outwit::bindgen!({ path: "world.wit" });

use exports::test::names::values::{self as exported, Guest as Values};
use test::names::values::{self, Point, Record, Record2};

struct Component;
export!(Component);

impl Values for Component {
    fn draw(p: exported::Point, x0: u32, y0: u32) -> Vec<u32> {
        vec![p.x, p.y, x0, y0]
    }
    fn lengths(x: String, len0: u32, ptr0: u32) -> Vec<u32> {
        vec![x.len() as u32, len0, ptr0]
    }
    fn lists(a: Vec<String>, len1: u32, ret_area: u32, cleanup_list: u32) -> Vec<u32> {
        vec![a.len() as u32, len1, ret_area, cleanup_list]
    }
    fn tuples(a: (u32, u32), t0_0: u32, v0: u32, v1: u32) -> Vec<u32> {
        vec![a.0, a.1, t0_0, v0, v1]
    }
    fn r#async(r#gen: u8, r#fn: exported::Record, arg0: String) -> exported::Record {
        assert_eq!((r#gen, arg0.as_str()), (7, "arg"));
        r#fn
    }
    fn base(base: u32, e: Vec<Vec<u8>>, result: u32, option: u32, vec: u32) -> Vec<u32> {
        vec![base, e.concat().len() as u32, result, option, vec]
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::draw(Point { x: 1, y: 2 }, 30, 40), [1, 2, 30, 40]);
        assert_eq!(values::lengths("four", 5, 6), [4, 5, 6]);
        assert_eq!(values::lists(&["a".to_owned(), "b".to_owned()], 3, 4, 5), [2, 3, 4, 5]);
        assert_eq!(values::tuples((1, 2), 3, 4, 5), [1, 2, 3, 4, 5]);
        let record =
            Record { r#type: 1, self_: "me".to_owned(), r#match: Some(Record2 { ptr0: 8, len0: 9 }) };
        let back = values::r#async(7, &record, "arg");
        let inner = back.r#match.unwrap();
        assert_eq!((back.r#type, back.self_.as_str(), inner.ptr0, inner.len0), (1, "me", 8, 9));
        assert_eq!(values::base(1, &[vec![1, 2], vec![]], 3, 4, 5), [1, 2, 3, 4, 5]);
        6
    }
}
