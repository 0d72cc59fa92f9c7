//! Calls every imported function with an argument that is ready, and answers every exported one with its argument.

wit_bindgen::generate!({ path: "../world.wit", generate_all });

use std::cell::RefCell;
use std::hint::black_box;

use bench::fuel::calls as imported;
use exports::bench::fuel::calls as exported;

struct Component;

/// The arguments of the imported functions.
struct Arguments {
    text: String,
    person: imported::Person,
    shape: imported::Shape,
    bytes: Vec<u8>,
    points: Vec<imported::Point>,
    booleans: Vec<bool>,
    tuples: Vec<(u32, u32)>,
    strings: Vec<String>,
    nested: Vec<Vec<String>>,
    people: Vec<imported::Person>,
    lent: imported::Thing,
    given: Option<imported::Thing>,
}

thread_local! {
    static ARGUMENTS: RefCell<Option<Arguments>> = const { RefCell::new(None) };
}

/// How long lists are.
const LENGTH: usize = 8;

fn person(number: u32) -> imported::Person {
    imported::Person { name: "Ada Lovelace".to_owned(), age: number, nick: Some("Countess".to_owned()) }
}

fn prepare() -> Arguments {
    let strings = vec!["a string".to_owned(); LENGTH];
    Arguments {
        text: "Hello, world!".to_owned(),
        person: person(36),
        shape: imported::Shape::Polygon(vec![imported::Point { x: 1, y: 2 }; LENGTH]),
        bytes: vec![7; 100],
        points: vec![imported::Point { x: 1, y: 2 }; LENGTH],
        booleans: vec![true; 100],
        tuples: vec![(1, 2); LENGTH],
        strings: strings.clone(),
        nested: vec![strings; LENGTH],
        people: (0..LENGTH as u32).map(person).collect(),
        lent: imported::Thing::new(1),
        given: Some(imported::Thing::new(2)),
    }
}

/// Calls the function of this number, in the order of the interface.
fn call(which: u32, with: &mut Arguments) {
    match which {
        0 => drop(black_box(imported::scalar(1))),
        1 => drop(black_box(imported::character('x'))),
        2 => drop(black_box(imported::enumeration(imported::Color::Green))),
        3 => drop(black_box(imported::flag_set(imported::Permissions::READ))),
        4 => drop(black_box(imported::plain_record(imported::Point { x: 1, y: 2 }))),
        5 => drop(black_box(imported::wide_tuple((1, 2, 3.0)))),
        6 => drop(black_box(imported::text(&with.text))),
        7 => drop(black_box(imported::optional(Some(&with.text)))),
        8 => drop(black_box(imported::fallible(Ok(&with.text)))),
        9 => drop(black_box(imported::person_record(&with.person))),
        10 => drop(black_box(imported::shapes(&with.shape))),
        11 => drop(black_box(imported::bytes(&with.bytes))),
        12 => drop(black_box(imported::points(&with.points))),
        13 => drop(black_box(imported::booleans(&with.booleans))),
        14 => drop(black_box(imported::tuples(&with.tuples))),
        15 => drop(black_box(imported::strings(&with.strings))),
        16 => drop(black_box(imported::nested(&with.nested))),
        17 => drop(black_box(imported::people(&with.people))),
        18 => {
            let text = &with.text;
            black_box(imported::many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, text));
        }
        19 => with.given = with.given.take().map(|thing| black_box(imported::owned(thing))),
        20 => drop(black_box(imported::borrowed(&with.lent))),
        21 => drop(black_box(with.lent.get(1))),
        22 => drop(black_box(imported::formatted(&with.text))),
        _ => {}
    }
}

impl Guest for Component {
    fn prepare() {
        let made = prepare();
        ARGUMENTS.with(|arguments| *arguments.borrow_mut() = Some(made));
    }

    fn run(which: u32) {
        ARGUMENTS.with(|arguments| call(which, arguments.borrow_mut().as_mut().unwrap()));
    }
}

struct Thing(u32);

impl exported::GuestThing for Thing {
    fn new(number: u32) -> Thing {
        Thing(number)
    }

    fn get(&self, more: u32) -> u32 {
        self.0 + more
    }
}

/// Functions that return their argument.
macro_rules! echoes {
    ($($name:ident: $ty:ty,)*) => {
        $(fn $name(a: $ty) -> $ty {
            a
        })*
    };
}

impl exported::Guest for Component {
    type Thing = Thing;

    echoes! {
        scalar: u32,
        character: char,
        enumeration: exported::Color,
        flag_set: exported::Permissions,
        plain_record: exported::Point,
        wide_tuple: (u8, i64, f32),
        text: String,
        optional: Option<String>,
        fallible: Result<String, exported::Color>,
        person_record: exported::Person,
        shapes: exported::Shape,
        bytes: Vec<u8>,
        points: Vec<exported::Point>,
        booleans: Vec<bool>,
        tuples: Vec<(u32, u32)>,
        strings: Vec<String>,
        nested: Vec<Vec<String>>,
        people: Vec<exported::Person>,
        owned: exported::Thing,
    }

    fn many(
        a: u32,
        b: u32,
        c: u32,
        d: u32,
        e: u32,
        f: u32,
        g: u32,
        h: u32,
        i: u32,
        j: u32,
        k: u32,
        l: u32,
        m: u32,
        n: u32,
        o: u32,
        p: u32,
        q: String,
    ) -> u32 {
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p].iter().sum::<u32>() + q.len() as u32
    }

    fn formatted(a: String) -> String {
        let mut text = String::with_capacity(2 * a.len());
        text += &a;
        text
    }

    fn borrowed(a: exported::ThingBorrow<'_>) -> u32 {
        a.get::<Thing>().0
    }
}

export!(Component);
