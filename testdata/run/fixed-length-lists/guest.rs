//! Lists of fixed length, flat and in memory, of strings, and nested.

outwit::bindgen!({ path: "world.wit" });

use exports::test::fixed::values::{self as exported, Guest as Values};
use test::fixed::values::{self, Matrix};

struct Component;
export!(Component);

impl Values for Component {
    fn reverse(mut v: [u8; 4]) -> [u8; 4] {
        v.reverse();
        v
    }
    fn text([a, b]: [String; 2]) -> [String; 2] {
        [b, a]
    }
    fn one(v: [u64; 1]) -> [u64; 1] {
        [v[0] + 1]
    }
    fn long(mut v: [u16; 40]) -> [u16; 40] {
        v.reverse();
        v
    }
    fn turn(v: exported::Matrix) -> exported::Matrix {
        let [[a, b], [c, d]] = v.rows;
        exported::Matrix { rows: [[a, c], [b, d]], label: v.label.map(|s| s + "'") }
    }
    fn many(v: Vec<[i16; 3]>) -> Vec<[i16; 3]> {
        v.into_iter().rev().collect()
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::reverse([1, 2, 3, 255]), [255, 3, 2, 1]);
        assert_eq!(values::text(["a".to_owned(), String::new()]), [String::new(), "a".to_owned()]);
        assert_eq!(values::one([u64::MAX - 1]), [u64::MAX]);
        let long: [u16; 40] = std::array::from_fn(|i| i as u16 * 1000);
        assert_eq!(values::long(long), std::array::from_fn(|i| (39 - i) as u16 * 1000));
        let matrix = Matrix { rows: [[1.0, 2.0], [3.0, 4.0]], label: ["x".to_owned(), "y".to_owned()] };
        let back = values::turn(&matrix);
        assert_eq!((back.rows, back.label), ([[1.0, 3.0], [2.0, 4.0]], ["x'".to_owned(), "y'".to_owned()]));
        assert_eq!(
            values::many(&[[1, -1, 0], [i16::MIN, 0, i16::MAX]]),
            [[i16::MIN, 0, i16::MAX], [1, -1, 0]]
        );
        6
    }
}
