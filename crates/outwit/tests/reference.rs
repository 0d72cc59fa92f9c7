//! The pages about options are made from the table of options: `docs/options.md` and the table in the documentation of the
//! macro. With `INSTA_UPDATE=always` they are written anew.

use std::fmt::Write as _;
use std::path::Path;

use outwit_bindgen_rust::{OPTIONS, OptionInfo, ValueKind};

/// How a value is written in the macro.
fn value(option: &OptionInfo) -> String {
    match option.value {
        ValueKind::Flag => format!("`{0}`, `{0}: true`", option.key),
        kind => format!("`{}{}`", option.key, kind.form()),
    }
}

fn flag(option: &OptionInfo) -> String {
    let value = match option.value {
        ValueKind::Flag => "",
        ValueKind::With => " KEY=PATH",
        ValueKind::Attributes => " SELECTOR=ATTRIBUTE",
        ValueKind::Paths => " PATH",
        _ => " TEXT",
    };
    let short = option.short.map(|short| format!("`-{short}`, ")).unwrap_or_default();
    let alias = option.alias.map(|alias| format!(", `--{alias}`")).unwrap_or_default();
    option.flag.map_or_else(|| "-".to_owned(), |flag| format!("{short}`--{flag}{value}`{alias}"))
}

fn pages() -> (String, String) {
    let mut page = String::from("| key | program | |\n|---|---|---|\n");
    let mut table = String::from("| key | value | |\n|---|---|---|\n");
    for option in OPTIONS {
        let OptionInfo { key, help, .. } = option;
        writeln!(page, "| [`{key}`](#{key}) | {} | {help} |", flag(option)).expect("a string");
        writeln!(table, "| `{key}` | {} | {help} |", value(option)).expect("a string");
    }
    for option in OPTIONS {
        let OptionInfo { key, help, more, .. } = option;
        write!(page, "\n### {key}\n\n{}\n\n{help}.", value(option)).expect("a string");
        page += &if more.is_empty() { "\n".to_owned() } else { format!(" {more}\n") };
    }
    (page, table)
}

/// The file must have this text, or gets it.
fn hold(path: &Path, expected: &str) {
    let there = std::fs::read_to_string(path).unwrap_or_default();
    if there != expected && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        return std::fs::write(path, expected).expect("the file can be written");
    }
    assert_eq!(there, expected, "{} is not current; run this test with INSTA_UPDATE=always", path.display());
}

#[test]
fn pages_about_options_are_current() {
    const BEGIN: &str = "<!-- options -->\n";
    const END: &str = "<!-- end of options -->";
    let (page, table) = pages();
    let path = outwit_testkit::workspace().join("docs/options.md");
    let text = std::fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = text.split_once(BEGIN).expect("a place for the options");
    let (_, behind) = rest.split_once(END).expect("its end");
    hold(&path, &format!("{before}{BEGIN}\n{page}\n{END}{behind}"));
    hold(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/options.md"), &table);
}
