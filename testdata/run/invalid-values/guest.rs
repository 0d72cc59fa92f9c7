//! Core values that stand for no value of their type: what cannot be a bool, char, enum, variant or text traps, and what the
//! canonical ABI reads all the same (a bool that is not 0 or 1, bits beyond those of flags or integers) is read like that.

outwit::bindgen!({ path: "world.wit" });

use exports::test::invalid::values::{Access, Color, Guest as Values, Plain, Shape};
use test::invalid::values;

struct Component;
export!(Component);

impl Values for Component {
    fn take_bool(v: bool) -> u32 {
        // Two bits that are not equal make a `bool` that is neither.
        u32::from(v) + 10 * u32::from(std::hint::black_box(v) == std::hint::black_box(true))
    }
    fn take_char(v: char) -> u32 {
        u32::from(v)
    }
    fn take_color(v: Color) -> u32 {
        v as u32
    }
    fn take_shape(v: Shape) -> u32 {
        match v {
            Shape::None => 0,
            Shape::Square(side) => side,
            Shape::Round(color) => 10 + color as u32,
        }
    }
    fn take_option(v: Option<u8>) -> u32 {
        v.map_or(1000, u32::from)
    }
    fn take_result(v: Result<u8, u8>) -> u32 {
        v.map_or_else(|error| 1000 + u32::from(error), u32::from)
    }
    fn take_access(v: Access) -> u32 {
        u32::from(v.bits())
    }
    fn take_byte(v: u8) -> u32 {
        u32::from(v)
    }
    fn take_text(v: String) -> u32 {
        v.chars().map(u32::from).sum()
    }
    fn take_bools(v: Vec<bool>) -> u32 {
        v.iter().filter(|on| **on).count() as u32 + 10 * v.iter().filter(|on| !**on).count() as u32
    }
    fn take_chars(v: Vec<char>) -> u32 {
        v.into_iter().map(u32::from).sum()
    }
    fn take_colors(v: Vec<Color>) -> u32 {
        v.into_iter().map(|color| color as u32).sum()
    }
    fn take_plains(v: Vec<Plain>) -> u32 {
        v.into_iter().map(|v| v.shade as u32 + u32::from(v.letter) + 100 * u32::from(v.on)).sum()
    }
    fn take_options(v: Vec<Option<bool>>) -> u32 {
        v.into_iter().map(|v| v.map_or(10, u32::from)).sum()
    }
    fn take_accesses(v: Vec<Access>) -> u32 {
        v.into_iter().map(|v| u32::from(v.bits())).sum()
    }
    fn take_texts(v: Vec<String>) -> u32 {
        v.iter().flat_map(|text| text.chars()).map(u32::from).sum()
    }
    fn give_bool() -> bool {
        true
    }
    fn give_char() -> char {
        'c'
    }
    fn give_color() -> Color {
        Color::Blue
    }
    fn give_plain() -> Plain {
        Plain { shade: Color::Green, letter: 'p', on: true }
    }
}

impl Guest for Component {
    fn run() -> u32 {
        use values::{Access, Color, Plain, Shape};
        assert_eq!(values::take_bool(true), 11);
        assert_eq!(values::take_char('a'), 97);
        assert_eq!(values::take_color(Color::Blue), 2);
        assert_eq!(values::take_shape(Shape::Round(Color::Green)), 11);
        assert_eq!(values::take_option(Some(7)), 7);
        assert_eq!(values::take_result(Err(7)), 1007);
        assert_eq!(values::take_access(Access::READ | Access::RUN), 5);
        assert_eq!(values::take_byte(255), 255);
        assert_eq!(values::take_text("ab"), 195);
        assert_eq!(values::take_bools(&[true, false, true]), 12);
        assert_eq!(values::take_chars(&['a', 'b']), 195);
        assert_eq!(values::take_colors(&[Color::Blue, Color::Green]), 3);
        assert_eq!(values::take_plains(&[Plain { shade: Color::Blue, letter: 'a', on: true }]), 199);
        assert_eq!(values::take_options(&[Some(true), None]), 11);
        assert_eq!(values::take_accesses(&[Access::READ, Access::WRITE]), 3);
        assert_eq!(values::take_texts(&["a".to_owned(), "b".to_owned()]), 195);
        assert!(values::give_bool());
        assert_eq!(values::give_char(), 'c');
        assert_eq!(values::give_color(), Color::Blue);
        let plain = values::give_plain();
        assert_eq!((plain.shade, plain.letter, plain.on), (Color::Green, 'p', true));
        20
    }
    fn asked_for_bool() -> u32 {
        let on = values::give_bool();
        u32::from(on) + 10 * u32::from(std::hint::black_box(on) == std::hint::black_box(true))
    }
    fn asked_for_char() -> u32 {
        u32::from(values::give_char())
    }
    fn asked_for_color() -> u32 {
        values::give_color() as u32
    }
    fn asked_for_plain() -> u32 {
        let plain = values::give_plain();
        plain.shade as u32 + u32::from(plain.letter) + 100 * u32::from(plain.on)
    }
}
