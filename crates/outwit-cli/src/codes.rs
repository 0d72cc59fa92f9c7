//! The codes of all crates, each with its explanation page.

use outwit_diagnostics::{Code, closest};

use crate::{diagnostics, explain};

/// Every code that the programs know, by number within each family.
pub fn all() -> impl Iterator<Item = &'static Code> {
    let tables = [
        outwit_parser::codes::ALL,
        outwit_resolve::diagnostics::ALL,
        outwit_binary::diagnostics::ALL,
        outwit_bindgen_rust::diagnostics::ALL,
        outwit_bindgen_ts::diagnostics::ALL,
        diagnostics::ALL,
    ];
    tables.into_iter().flatten().copied()
}

/// The explanation of a code, in Markdown.
pub fn page(code: &Code) -> Option<&'static str> {
    let tables = [
        outwit_parser::explain::EXPLANATIONS,
        outwit_resolve::explain::EXPLANATIONS,
        outwit_binary::explain::EXPLANATIONS,
        outwit_bindgen_rust::explain::EXPLANATIONS,
        outwit_bindgen_ts::explain::EXPLANATIONS,
        explain::EXPLANATIONS,
    ];
    tables.into_iter().flatten().find(|(other, _)| *other == code).map(|(_, page)| *page)
}

/// The code that a user means by its number or name, in upper or lower case; else what to say.
pub(crate) fn find(text: &str) -> Result<&'static Code, String> {
    let is_meant = |code: &&Code| code.id.eq_ignore_ascii_case(text) || code.name.eq_ignore_ascii_case(text);
    if let Some(code) = all().find(is_meant) {
        return Ok(code);
    }
    let near = closest(text, all().flat_map(|code| [code.name, code.id]));
    Err(match near {
        Some(near) => format!("there is no such code; did you mean `{near}`?"),
        None => "there is no such code; `outwit explain --list` names all".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn numbers_and_names_are_found_in_either_case() {
        for text in ["WIT0201", "wit0201", "unknown-name", "Unknown-Name"] {
            assert_eq!(find(text).map(|code| code.id), Ok("WIT0201"), "{text}");
        }
    }

    #[test]
    fn near_misses_are_named() {
        let said = |text| find(text).expect_err("not a code");
        assert_eq!(said("unknown-nam"), "there is no such code; did you mean `unknown-name`?");
        assert_eq!(said("WIT020l"), "there is no such code; did you mean `WIT0201`?");
        assert_eq!(said("colour"), "there is no such code; `outwit explain --list` names all");
    }
}
