//! Records and tuples: padded, nested, with strings and lists inside.

outwit::bindgen!({ path: "world.wit" });

use exports::test::records::values::{self as exported, Guest as Values};
use test::records::values::{self, EmptyIsh, Nested, Padded, Person, Small};

struct Component;
export!(Component);

impl Values for Component {
    fn one(v: exported::EmptyIsh) -> exported::EmptyIsh {
        exported::EmptyIsh { one: !v.one }
    }
    fn pad(v: exported::Padded) -> exported::Padded {
        exported::Padded { a: v.c, b: v.b + 1, c: v.a, d: !v.d }
    }
    fn small_one(v: exported::Small) -> exported::Small {
        exported::Small { a: v.b as u8, b: v.a as i8 }
    }
    fn older(mut v: exported::Person) -> exported::Person {
        v.age += 1;
        v.tags.push(format!("{} is {}", v.name, v.age));
        v
    }
    fn wrap(who: exported::Person, x: f64, y: f64) -> exported::Nested {
        exported::Nested { who, spot: (y, x), extra: None }
    }
    fn unwrap(v: exported::Nested) -> (exported::Person, f64, Option<exported::Padded>) {
        (v.who, v.spot.0 + v.spot.1, v.extra)
    }
    fn people(v: Vec<exported::Person>) -> Vec<exported::Nested> {
        let extra = Some(exported::Padded { a: 1, b: 2, c: 3, d: 4 });
        v.into_iter().map(|who| exported::Nested { who, spot: (0.5, 0.25), extra }).collect()
    }
    fn swap(v: (u8, String)) -> (String, u8) {
        (v.1, v.0)
    }
    fn single(v: (String,)) -> (String,) {
        (v.0.to_uppercase(),)
    }
}

fn person(name: &str, age: u32) -> Person {
    Person { name: name.to_owned(), age, tags: vec![] }
}

impl Guest for Component {
    fn run() -> u32 {
        assert!(values::one(EmptyIsh { one: false }).one);
        let back = values::pad(Padded { a: 1, b: u64::MAX - 1, c: 3, d: 0 });
        assert_eq!((back.a, back.b, back.c, back.d), (3, u64::MAX, 1, 65535));
        let back = values::small_one(Small { a: 255, b: -128 });
        assert_eq!((back.a, back.b), (128, -1));
        let back = values::older(&person("Ann", 41));
        assert_eq!((back.name.as_str(), back.age, back.tags), ("Ann", 42, vec!["Ann is 42".to_owned()]));
        let back = values::wrap(&person("", 0), 1.0, 2.0);
        assert_eq!((back.who.name.as_str(), back.spot, back.extra.is_none()), ("", (2.0, 1.0), true));
        let nested =
            Nested { who: person("Bo", 1), spot: (1.5, 2.5), extra: Some(Padded { a: 9, b: 8, c: 7, d: 6 }) };
        let (who, sum, extra) = values::unwrap(&nested);
        assert_eq!(
            (who.name.as_str(), sum, extra.map(|p| (p.a, p.b, p.c, p.d))),
            ("Bo", 4.0, Some((9, 8, 7, 6)))
        );
        let back = values::people(&[person("x", 1), person("y", 2)]);
        assert_eq!(back.iter().map(|n| n.who.name.as_str()).collect::<Vec<_>>(), ["x", "y"]);
        assert!(back.iter().all(|n| n.extra.is_some_and(|p| p.d == 4)));
        assert_eq!(values::swap((7, "seven")), ("seven".to_owned(), 7));
        assert_eq!(values::single(("abc",)), ("ABC".to_owned(),));
        9
    }
}
