//! Maps: empty, with strings, nested in records.

outwit::bindgen!({ path: "world.wit" });

use std::collections::BTreeMap;

use exports::test::maps::values::{self as exported, Guest as Values};
use test::maps::values::{self, Entry};

struct Component;
export!(Component);

impl Values for Component {
    fn count(v: BTreeMap<String, u32>) -> BTreeMap<u32, String> {
        v.into_iter().map(|(k, v)| (v, k)).collect()
    }
    fn merge(mut a: BTreeMap<char, bool>, b: BTreeMap<char, bool>) -> BTreeMap<char, bool> {
        a.extend(b);
        a
    }
    fn entries(v: BTreeMap<u64, exported::Entry>) -> Option<exported::Entry> {
        v.into_iter().next_back().map(|(_, entry)| entry)
    }
}

impl Guest for Component {
    fn run() -> u32 {
        assert_eq!(values::count(&BTreeMap::new()), BTreeMap::new());
        let words = BTreeMap::from([("one".to_owned(), 1), ("\u{1F980}".to_owned(), 2)]);
        assert_eq!(
            values::count(&words),
            BTreeMap::from([(1, "one".to_owned()), (2, "\u{1F980}".to_owned())])
        );
        let (a, b) =
            (BTreeMap::from([('a', true), ('b', true)]), BTreeMap::from([('b', false), ('\0', true)]));
        assert_eq!(values::merge(&a, &b), BTreeMap::from([('\0', true), ('a', true), ('b', false)]));
        let names =
            BTreeMap::from([("x".to_owned(), vec!["y".to_owned(), String::new()]), (String::new(), vec![])]);
        let entry = |count| Entry { count, names: names.clone() };
        let back = values::entries(&BTreeMap::from([(1, entry(1)), (u64::MAX, entry(2))])).unwrap();
        assert_eq!((back.count, back.names), (2, names.clone()));
        assert!(values::entries(&BTreeMap::new()).is_none());
        5
    }
}
