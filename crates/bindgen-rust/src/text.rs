//! Text from pieces, each formatted by itself: what a whole world takes at once would be many times its text.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::module::{Module, Piece};

/// Appends a piece as text, with so many modules around it. The result is that of formatting all pieces at once.
pub(crate) fn write(piece: &Piece, depth: usize, out: &mut String) {
    match piece {
        Piece::Items(items) => out.push_str(&formatted(items.clone(), depth)),
        Piece::Module(Module { head, pieces }) => {
            let empty = formatted(quote!(#head {}), depth);
            let open = empty.trim_end().trim_end_matches('}');
            out.push_str(open);
            if !pieces.is_empty() {
                out.push('\n');
                pieces.iter().for_each(|piece| write(piece, depth + 1, out));
                out.extend(std::iter::repeat_n(INDENT, depth));
            }
            out.push_str("}\n");
        }
    }
}

const INDENT: &str = "    ";
const OPEN: &str = "mod m {\n";
const CLOSE: &str = "}\n";

/// Items as text. Where lines are broken depends on how far they are set in, so the modules around them are there while they
/// are formatted.
fn formatted(items: TokenStream, depth: usize) -> String {
    let mut file: syn::File = syn::parse2(items).expect("what was generated is Rust");
    for _ in 0..depth {
        file.items = vec![syn::Item::Mod(module(file.items))];
    }
    let mut text = prettyplease::unparse(&file);
    let indents: usize = (0..depth).map(|level| level * INDENT.len()).sum();
    text.truncate(text.len() - indents - depth * CLOSE.len());
    text.drain(..indents + depth * OPEN.len());
    one_import_a_line(text)
}

/// Core imports are declared in a macro, whose tokens are printed like prose.
fn one_import_a_line(text: String) -> String {
    const OPEN: &str = "::imports! {\n";
    let Some((before, rest)) = text.split_once(OPEN) else { return text };
    let is_comment = before.lines().next_back().is_some_and(|line| line.trim_start().starts_with("//"));
    if is_comment {
        return text;
    }
    let Some((declarations, after)) = rest.split_once("}\n") else { return text };
    let indent = &declarations[..declarations.len() - declarations.trim_start().len()];
    let words: Vec<&str> = declarations.split_whitespace().collect();
    let mut lines = format!("{before}{OPEN}");
    for declaration in words.join(" ").split_inclusive(';') {
        lines.extend([indent, declaration.trim_start(), "\n"]);
    }
    let close = &indent[..indent.len().saturating_sub(INDENT.len())];
    lines.extend([close, "}\n", after]);
    lines
}

fn module(items: Vec<syn::Item>) -> syn::ItemMod {
    syn::ItemMod {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        unsafety: None,
        mod_token: syn::token::Mod::default(),
        ident: Ident::new("m", Span::call_site()),
        content: Some((syn::token::Brace::default(), items)),
        semi: None,
    }
}

#[cfg(test)]
mod tests {
    use outwit_resolve::DiskSource;
    use outwit_testkit::cases;

    use crate::{Input, Options, generate};

    #[test]
    fn pieces_are_formatted_like_the_whole() {
        for case in cases("rust-guest").iter().filter(|case| !case.name.starts_with("refused")) {
            let input = Input { path: vec![case.dir.join("input.wit")], ..Input::default() };
            let selected = input.select(&DiskSource).expect("it is right");
            let generated = generate(&selected.resolve, selected.world, &Options::default());
            let generated = generated.expect("it is not refused");
            let text = generated.to_text();
            let (_, text) = text.split_once("\n\n").unwrap_or_default();
            // Between the outermost pieces stands an empty line.
            let text: String =
                text.lines().filter(|line| !line.is_empty()).map(|line| line.to_owned() + "\n").collect();
            let whole = syn::parse2(generated.to_tokens()).expect("it is Rust");
            let [text, whole] = [text, prettyplease::unparse(&whole)].map(|text| {
                // But for the lines of imports.
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            assert_eq!(text, whole, "{}", case.name);
        }
    }
}
