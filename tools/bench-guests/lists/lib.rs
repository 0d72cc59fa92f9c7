//! Lists of every kind of element, in both directions, with as little else as can be.

wit_bindgen::generate!({ path: "../world.wit", generate_all });

use std::cell::RefCell;
use std::hint::black_box;

use bench::lists::lists as imported;
use exports::bench::lists::lists as exported;

struct Component;

/// A kind for each line: its number, its functions, its element as an import and as an export has it, what makes one of its
/// number, and how a list of it is handed to an import: lent or given.
macro_rules! kinds {
    ($($number:literal $take:ident $give:ident $imported:ty, $exported:ty, $in:expr, $out:expr, $how:ident;)*) => {
        /// The lists that are ready.
        #[derive(Default)]
        struct Ready {
            $($take: Vec<$imported>, $give: Vec<$exported>,)*
        }

        fn prepare(ready: &mut Ready, kind: u32, length: u32) {
            match kind {
                $($number => {
                    ready.$take = (0..length).map($in).collect();
                    ready.$give = (0..length).map($out).collect();
                })*
                _ => {}
            }
        }

        fn run_take(ready: &mut Ready, kind: u32) {
            match kind {
                $($number => imported::$take(kinds!($how ready.$take)),)*
                _ => {}
            }
        }

        fn run_give(kind: u32) {
            match kind {
                $($number => kinds!(end $how black_box(imported::$give())),)*
                _ => {}
            }
        }

        impl exported::Guest for Component {
            type Thing = Thing;

            $(fn $take(a: Vec<$exported>) {
                kinds!(end $how black_box(a));
            }

            fn $give() -> Vec<$exported> {
                READY.with(|ready| std::mem::take(&mut ready.borrow_mut().$give))
            })*
        }
    };
    (lent $list:expr) => { &$list };
    (given $list:expr) => { std::mem::take(&mut $list) };
    (end lent $list:expr) => { drop($list) };
    // Handles are not let go of one by one, which would be a call of the host for each.
    (end given $list:expr) => { std::mem::forget($list) };
}

const TEXT: &str = "a string";

kinds! {
    0 take_u8 give_u8 u8, u8, |i| i as u8, |i| i as u8, lent;
    1 take_u32 give_u32 u32, u32, |i| i, |i| i, lent;
    2 take_f64 give_f64 f64, f64, f64::from, f64::from, lent;
    3 take_bool give_bool bool, bool, |i| i % 2 == 0, |i| i % 2 == 0, lent;
    4 take_char give_char char, char, |_| 'x', |_| 'x', lent;
    5 take_enum give_enum imported::Color, exported::Color,
        |_| imported::Color::Green, |_| exported::Color::Green, lent;
    6 take_flags give_flags imported::Permissions, exported::Permissions,
        |_| imported::Permissions::READ, |_| exported::Permissions::READ, lent;
    7 take_point give_point imported::Point, exported::Point,
        |_| imported::Point { x: 1, y: 2 }, |_| exported::Point { x: 1, y: 2 }, lent;
    8 take_mixed give_mixed imported::Mixed, exported::Mixed,
        |number| imported::Mixed { number, yes: true, color: imported::Color::Blue },
        |number| exported::Mixed { number, yes: true, color: exported::Color::Blue }, lent;
    9 take_option give_option Option<u32>, Option<u32>,
        |i| (i % 2 == 0).then_some(i), |i| (i % 2 == 0).then_some(i), lent;
    10 take_result give_result Result<u32, imported::Color>, Result<u32, exported::Color>,
        |i| if i % 2 == 0 { Ok(i) } else { Err(imported::Color::Red) },
        |i| if i % 2 == 0 { Ok(i) } else { Err(exported::Color::Red) }, lent;
    11 take_tuple give_tuple (u32, u32), (u32, u32), |i| (i, i), |i| (i, i), lent;
    12 take_handle give_handle imported::Thing, exported::Thing,
        |_| imported::Thing::new(), |_| exported::Thing::new(Thing), given;
    13 take_string give_string String, String, |_| TEXT.to_owned(), |_| TEXT.to_owned(), lent;
    14 take_bytes give_bytes Vec<u8>, Vec<u8>, |_| TEXT.into(), |_| TEXT.into(), lent;
    15 take_person give_person imported::Person, exported::Person,
        |age| imported::Person { name: TEXT.to_owned(), age },
        |age| exported::Person { name: TEXT.to_owned(), age }, lent;
    16 take_shape give_shape imported::Shape, exported::Shape,
        |i| match i % 3 {
            0 => imported::Shape::Nothing,
            1 => imported::Shape::Number(i),
            _ => imported::Shape::Named(TEXT.to_owned()),
        },
        |i| match i % 3 {
            0 => exported::Shape::Nothing,
            1 => exported::Shape::Number(i),
            _ => exported::Shape::Named(TEXT.to_owned()),
        }, lent;
}

thread_local! {
    static READY: RefCell<Ready> = RefCell::default();
}

impl Guest for Component {
    fn prepare(kind: u32, length: u32) {
        READY.with(|ready| prepare(&mut ready.borrow_mut(), kind, length));
    }

    fn run_take(kind: u32) {
        READY.with(|ready| run_take(&mut ready.borrow_mut(), kind));
    }

    fn run_give(kind: u32) {
        run_give(kind);
    }
}

struct Thing;

impl exported::GuestThing for Thing {
    fn new() -> Thing {
        Thing
    }
}

export!(Component);
