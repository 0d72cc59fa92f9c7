//! Lists of every number type, empty, large, nested three deep, and of padded tuples.

outwit::bindgen!({ path: "world.wit" });

use exports::test::lists::values::Guest as Values;
use test::lists::values;

struct Component;
export!(Component);

fn reversed<T>(mut v: Vec<T>) -> Vec<T> {
    v.reverse();
    v
}

impl Values for Component {
    fn bytes(v: Vec<u8>) -> Vec<u8> {
        reversed(v)
    }
    fn shorts(v: Vec<i16>) -> Vec<i16> {
        reversed(v)
    }
    fn words(v: Vec<u32>) -> Vec<u32> {
        reversed(v)
    }
    fn longs(v: Vec<i64>) -> Vec<i64> {
        reversed(v)
    }
    fn singles(v: Vec<f32>) -> Vec<f32> {
        reversed(v)
    }
    fn doubles(v: Vec<f64>) -> Vec<f64> {
        reversed(v)
    }
    fn nested(v: Vec<Vec<u16>>) -> Vec<Vec<u16>> {
        reversed(v)
    }
    fn deep(v: Vec<Vec<Vec<String>>>) -> Vec<Vec<Vec<String>>> {
        reversed(v)
    }
    fn pairs(v: Vec<(u8, u64)>) -> Vec<(u8, u64)> {
        reversed(v)
    }
    fn two(a: Vec<u8>, b: Vec<String>) -> Vec<Vec<u8>> {
        let mut all = vec![a];
        all.extend(b.into_iter().map(String::into_bytes));
        // Spare capacity must not reach the host.
        all.reserve(17);
        all
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::bytes(&[]), []);
        assert_eq!(values::bytes(&[1, 2, 255]), [255, 2, 1]);
        let many: Vec<u8> = (0..100_000_u32).map(|i| i as u8).collect();
        assert_eq!(values::bytes(&many), reversed(many.clone()));
        assert_eq!(values::shorts(&[i16::MIN, -1, i16::MAX]), [i16::MAX, -1, i16::MIN]);
        assert_eq!(values::words(&[1, u32::MAX]), [u32::MAX, 1]);
        assert_eq!(values::longs(&[i64::MIN, 7]), [7, i64::MIN]);
        assert_eq!(values::singles(&[-0.0, 1.5]), [1.5, -0.0]);
        assert_eq!(values::doubles(&[f64::MAX]), [f64::MAX]);
        assert_eq!(values::nested(&[vec![1, 2], vec![], vec![3]]), [vec![3], vec![], vec![1, 2]]);
        assert_eq!(values::nested(&[]), [] as [Vec<u16>; 0]);
        let text = |s: &str| s.to_owned();
        let deep = vec![vec![vec![text("a"), text("")], vec![]], vec![], vec![vec![text("\u{1F980}")]]];
        assert_eq!(values::deep(&deep), reversed(deep.clone()));
        assert_eq!(values::pairs(&[(1, u64::MAX), (255, 2)]), [(255, 2), (1, u64::MAX)]);
        assert_eq!(values::two(b"ab", &[text("c"), text("")]), [b"ab".to_vec(), b"c".to_vec(), vec![]]);
        13
    }
}
