//! Strings: empty, with U+FEFF, NUL and four-byte characters, long, and in lists.

outwit::bindgen!({ path: "world.wit" });

use exports::test::strings::values::Guest as Values;
use test::strings::values;

struct Component;
export!(Component);

impl Values for Component {
    fn echo(s: String) -> String {
        s
    }
    fn join(parts: Vec<String>, separator: String) -> String {
        parts.join(&separator)
    }
    fn split(s: String) -> Vec<String> {
        s.split('|').map(str::to_owned).collect()
    }
    fn lengths(s: String) -> (u32, u32) {
        (s.len() as u32, s.chars().count() as u32)
    }
}

impl Guest for Component {
    fn run() -> u32 {
        let long = "långer text ".repeat(1000);
        let samples = [
            "",
            "plain",
            "\u{feff}bom first",
            "nul\0inside\0",
            "four bytes: \u{1F980}\u{10FFFF}",
            long.as_str(),
        ];
        let mut calls = 0;
        for sample in samples {
            assert_eq!(values::echo(sample), sample);
            assert_eq!(values::lengths(sample), (sample.len() as u32, sample.chars().count() as u32));
            calls += 2;
        }
        let parts = ["\u{feff}".to_owned(), String::new(), "b\0".to_owned()];
        assert_eq!(values::join(&parts, "\u{1F980}"), "\u{feff}\u{1F980}\u{1F980}b\0");
        assert_eq!(values::join(&[], "x"), "");
        assert_eq!(values::split("a||\u{1F980}"), ["a", "", "\u{1F980}"]);
        assert_eq!(values::split(""), [""]);
        calls + 4
    }
}
