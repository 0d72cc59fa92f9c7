//! WIT documentation as `#[doc]`.

use outwit_resolve::graph::{DocsId, Resolve};
use proc_macro2::TokenStream;
use quote::quote;

use crate::moved::append;

/// One attribute for each line; nothing without documentation.
pub(crate) fn docs(resolve: &Resolve, docs: Option<DocsId>) -> TokenStream {
    docs.map(|docs| attributes(&resolve[docs])).unwrap_or_default()
}

/// One attribute for each line of `text`.
fn attributes(text: &str) -> TokenStream {
    let mut fence = None;
    let mut attributes = TokenStream::new();
    for line in text.lines() {
        let line = without_doctest(line, &mut fence);
        // A space sets the text off from the slashes when attributes are shown as comments.
        let line = if line.is_empty() { line } else { format!(" {line}") };
        append(&mut attributes, quote!(#[doc = #line]));
    }
    attributes
}

/// Code in WIT documentation is no Rust: a fence that names no language is marked as text, so that it is not run as a test
/// of the crate that holds the bindings.
fn without_doctest(line: &str, open: &mut Option<(char, usize)>) -> String {
    let trimmed = line.trim_start();
    let Some(mark) = trimmed.chars().next().filter(|char| matches!(char, '`' | '~')) else {
        return line.to_owned();
    };
    let length = trimmed.chars().take_while(|char| *char == mark).count();
    let info = trimmed[length..].trim();
    match *open {
        _ if length < 3 => {}
        None => {
            *open = Some((mark, length));
            if info.is_empty() {
                return format!("{}text", line.trim_end());
            }
        }
        Some((opened, least)) if mark == opened && length >= least && info.is_empty() => *open = None,
        Some(_) => {}
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut open = None;
        text.lines().map(|line| without_doctest(line, &mut open)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn fences_without_a_language_hold_text() {
        assert_eq!(shown("```\nx\n```\n```\ny\n```"), "```text\nx\n```\n```text\ny\n```");
        assert_eq!(shown("~~~~\n~~~\n```\n~~~~\nend"), "~~~~text\n~~~\n```\n~~~~\nend");
        assert_eq!(shown("```json\n{}\n```"), "```json\n{}\n```");
        assert_eq!(shown("`x` and ``y``"), "`x` and ``y``");
    }

    #[test]
    fn quotes_and_backslashes_stay_what_they_are() {
        assert_eq!(attributes("a \"b\" \\").to_string(), r##"# [doc = " a \"b\" \\"]"##);
        assert_eq!(attributes("a\n\nb").to_string(), r##"# [doc = " a"] # [doc = ""] # [doc = " b"]"##);
    }
}
