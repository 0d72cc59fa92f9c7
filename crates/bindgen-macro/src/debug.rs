//! The expansion of a macro as a file that people can read, and the compiler can point at.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::quote;

use crate::error::{Error, Result};

/// Variables of the environment that ask for a file from every macro.
const VARIABLES: [&str; 2] = ["OUTWIT_DEBUG", "WIT_BINDGEN_DEBUG"];

/// Whether somebody wants a file.
pub(crate) fn is_wanted(option: bool) -> bool {
    option || VARIABLES.iter().any(|variable| std::env::var_os(variable).is_some())
}

/// Writes `items` to a file and returns what takes their place: the file itself or, if only the compiler can say where the
/// runtime is, what they were.
pub(crate) fn written(items: TokenStream, file_name: &str) -> Result<TokenStream> {
    static CALL: AtomicUsize = AtomicUsize::new(0);
    let number = CALL.fetch_add(1, Ordering::Relaxed);
    let name = std::env::var("CARGO_CRATE_NAME").unwrap_or_default();
    let path = folder().join(format!("{name}-{number}-{file_name}"));
    let text = text(&items);
    write(&path, &text).map_err(|error| {
        Error::new(Span::call_site(), format!("`{}` cannot be written: {error}", path.display()))
    })?;
    // `$crate` means nothing in a file.
    if text.contains("$crate") {
        return Ok(items);
    }
    let path = path.to_string_lossy();
    Ok(quote!(::core::include!(#path);))
}

fn folder() -> PathBuf {
    std::env::var_os("OUT_DIR").map_or_else(|| std::env::temp_dir().join("outwit"), PathBuf::from)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    std::fs::write(path, text)
}

/// Tokens with a line for each statement and item, indented by braces.
fn text(items: &TokenStream) -> String {
    let mut text = String::new();
    print(items.clone(), 0, &mut text);
    text.push('\n');
    text
}

fn print(tokens: TokenStream, depth: usize, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::None => ("", ""),
                };
                if open == "{" {
                    space(text);
                }
                text.push_str(open);
                let is_block = open == "{" && !group.stream().is_empty();
                if is_block {
                    line(depth + 1, text);
                }
                print(group.stream(), depth + usize::from(is_block), text);
                if is_block {
                    text.truncate(text.trim_end().len());
                    line(depth, text);
                }
                text.push_str(close);
                if open == "{" {
                    line(depth, text);
                } else if open == "[" && text.trim_start().starts_with('#') {
                    text.push(' ');
                }
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                match punct.as_char() {
                    ';' => line(depth, text),
                    ',' | '=' | '>' => text.push(' '),
                    _ => {}
                }
                // What belongs together stays so: `=>`, `==`, `::`.
                if punct.spacing() == proc_macro2::Spacing::Joint {
                    text.truncate(text.trim_end_matches(' ').len());
                }
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if text.ends_with(|last: char| last.is_alphanumeric() || "_\"')]".contains(last)) {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
            }
        }
    }
}

fn space(text: &mut String) {
    if !text.ends_with([' ', '\n']) {
        text.push(' ');
    }
}

fn line(depth: usize, text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
    text.push_str(&"    ".repeat(depth));
}
