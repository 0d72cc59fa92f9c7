//! Options and results in every position, nested, with and without payloads.

outwit::bindgen!({ path: "world.wit" });

use exports::test::options::values::{self as exported, Guest as Values};
use test::options::values::{self, Problem};

struct Component;
export!(Component);

impl Values for Component {
    fn maybe(v: Option<u32>) -> Option<u32> {
        v.map(|v| v + 1)
    }
    fn maybe_text(v: Option<String>) -> Option<String> {
        v.filter(|v| !v.is_empty())
    }
    fn nested(v: Option<Option<u8>>) -> Option<Option<u8>> {
        match v {
            None => Some(None),
            Some(None) => Some(Some(1)),
            Some(Some(_)) => None,
        }
    }
    fn maybe_list(v: Option<Vec<String>>) -> Option<Vec<Option<String>>> {
        v.map(|v| v.into_iter().map(|s| if s.is_empty() { None } else { Some(s) }).collect())
    }
    fn check(v: Result<u32, String>) -> Result<String, exported::Problem> {
        match v {
            Ok(0) => Err(exported::Problem::Missing),
            Ok(v) => Ok(v.to_string()),
            Err(text) => Err(exported::Problem::Wrong(text)),
        }
    }
    fn bare(v: Result<(), ()>) -> Result<(), ()> {
        if v.is_ok() { Err(()) } else { Ok(()) }
    }
    fn ok_only(v: Result<String, ()>) -> Result<u64, ()> {
        v.map(|v| v.len() as u64)
    }
    fn err_only(v: Result<(), f32>) -> Result<(), Vec<u8>> {
        v.map_err(|v| v.to_le_bytes().to_vec())
    }
    fn deep(
        v: Vec<Result<Option<String>, (u8, i64)>>,
    ) -> Result<Vec<Result<Option<String>, (u8, i64)>>, exported::Problem> {
        if v.is_empty() { Err(exported::Problem::Missing) } else { Ok(v.into_iter().rev().collect()) }
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::maybe(None), None);
        assert_eq!(values::maybe(Some(41)), Some(42));
        assert_eq!(values::maybe_text(None), None);
        assert_eq!(values::maybe_text(Some("")), None);
        assert_eq!(values::maybe_text(Some("x\0")), Some("x\0".to_owned()));
        assert_eq!(values::nested(None), Some(None));
        assert_eq!(values::nested(Some(None)), Some(Some(1)));
        assert_eq!(values::nested(Some(Some(2))), None);
        assert_eq!(values::maybe_list(None), None);
        let list = ["a".to_owned(), String::new()];
        assert_eq!(values::maybe_list(Some(&list)), Some(vec![Some("a".to_owned()), None]));
        assert!(matches!(values::check(Ok(0)), Err(Problem::Missing)));
        assert!(matches!(values::check(Ok(7)), Ok(text) if text == "7"));
        assert!(matches!(values::check(Err("bad")), Err(Problem::Wrong(text)) if text == "bad"));
        assert_eq!(values::bare(Ok(())), Err(()));
        assert_eq!(values::bare(Err(())), Ok(()));
        assert_eq!(values::ok_only(Ok("four")), Ok(4));
        assert_eq!(values::ok_only(Err(())), Err(()));
        assert_eq!(values::err_only(Ok(())), Ok(()));
        assert_eq!(values::err_only(Err(1.0)), Err(1.0_f32.to_le_bytes().to_vec()));
        let all = [Ok(Some("x".to_owned())), Ok(None), Err((255, i64::MIN))];
        let back = [Err((255, i64::MIN)), Ok(None), Ok(Some("x".to_owned()))];
        assert_eq!(values::deep(&all).unwrap(), back);
        assert!(matches!(values::deep(&[]), Err(Problem::Missing)));
        21
    }
}
