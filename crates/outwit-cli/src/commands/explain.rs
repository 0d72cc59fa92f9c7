//! `outwit explain`: the page of one code, or the list of all codes.

use outwit_diagnostics::Code;

use crate::args::ExplainArgs;
use crate::codes;
use crate::console::Console;
use crate::status::Status;

pub(crate) fn explain(args: &ExplainArgs, console: &mut Console) -> Status {
    match args.code {
        Some(code) if !args.list => {
            let text = page(code, console.style().color);
            console.print(&text);
        }
        _ => console.print(&list()),
    }
    Status::Clean
}

/// One line for each code: number, name, severity, title.
fn list() -> String {
    let width = codes::all().map(|code| code.name.len()).max().unwrap_or_default();
    let line = |code: &Code| {
        let severity = if code.is_off { "off" } else { code.severity.as_str() };
        format!("{}  {:width$}  {severity:7}  {}\n", code.id, code.name, code.title)
    };
    codes::all().map(line).collect()
}

/// The page for reading in a terminal: the Markdown with its examples indented and their kind in words.
fn page(code: &Code, color: bool) -> String {
    let bold = |text: &str| if color { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() };
    let mut out = String::new();
    let mut in_example = false;
    for line in codes::page(code).unwrap_or_default().lines() {
        if let Some(title) = line.strip_prefix("# ") {
            out += &bold(title);
            let off = if code.is_off { ", off by default" } else { "" };
            out += &format!(" ({}{off}): {}", code.severity, code.title);
        } else if let Some(kind) = line.strip_prefix("```") {
            in_example = !in_example;
            match kind {
                "wit,error" => out += &format!("{}\n", bold("Wrong:")),
                "wit,fixed" => out += &format!("{}\n", bold("Right:")),
                _ => continue,
            }
        } else if in_example && !line.is_empty() {
            out += &format!("    {line}");
        } else {
            out += line;
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_a_line_for_each_code() {
        let list = list();
        assert_eq!(list.lines().count(), codes::all().count());
        let line = list.lines().find(|line| line.starts_with("WIT0201")).expect("the code is there");
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[..4], ["WIT0201", "unknown-name", "error", "a"]);
    }

    #[test]
    fn colour_changes_nothing_that_is_said() {
        let code = codes::find("WIT0201").expect("a code");
        let plain = page(code, false);
        let colored = page(code, true);
        assert_ne!(plain, colored);
        assert_eq!(colored.replace("\x1b[1m", "").replace("\x1b[0m", ""), plain);
    }
}
