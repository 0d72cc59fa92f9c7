//! One file of text into its tree. Text without errors, the usual case, streams through the grammar; anything else is lexed
//! again into a vector and goes through `recover`. Both run the same actions and give the same tree for the same text.

use std::sync::Arc;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, mapped};

use crate::ast::{Comments, File, Item, List};
use crate::build::{Builder, Root};
use crate::lexer::{Side, Stream};
use crate::{diagnostics, lr, recover};

/// A tree, and everything wrong with the text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree; what could not be read stands in it as `Error` nodes, and every one of those was reported.
    pub file: File,
    /// What is wrong, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses one file. Ranges and diagnostics are in `file`, of which `text` is the whole text. There is always a tree. It
/// shares the text if it has doc comments.
pub fn parse(file: FileId, text: impl Into<Arc<str>>) -> Parsed {
    parse_text(file, &text.into())
}

fn parse_text(file: FileId, text: &Arc<str>) -> Parsed {
    if u32::try_from(text.len()).is_err() {
        return Parsed { file: File::new(file), diagnostics: vec![diagnostics::file_too_large(file)] };
    }
    // A comment without its end may have taken more than its text, which recovery gives back.
    let is_whole = |parsed: &Parsed| {
        parsed
            .diagnostics
            .iter()
            .all(|diagnostic| diagnostic.code != &diagnostics::codes::UNTERMINATED_COMMENT)
    };
    parse_fast(file, text).filter(is_whole).unwrap_or_else(|| parse_with_recovery(file, text))
}

/// Streams the text through the grammar. `None` if the grammar refuses it.
fn parse_fast(file: FileId, text: &Arc<str>) -> Option<Parsed> {
    let side = Side::new(file, text);
    let mut builder = Builder::new(text, &side);
    match lr::parse(&mut builder, Stream::new(text, &side)) {
        Ok(Root::Done) => {}
        _ => return None,
    }
    let (tree, found) = builder.finish();
    Some(complete(text, tree, found, side))
}

pub(crate) fn parse_with_recovery(file: FileId, text: &Arc<str>) -> Parsed {
    let side = Side::new(file, text);
    let (tree, found) = recover::recover(text, &side);
    complete(text, tree, found, side)
}

fn complete(text: &Arc<str>, mut file: File, found: Vec<Diagnostic>, side: Side) -> Parsed {
    let (docs, mut diagnostics) = side.into_parts();
    if !docs.is_empty() {
        let ranges = mapped(&docs, |doc| doc.range);
        file.comments = Arc::new(Comments::new(text.clone(), ranges));
    }
    diagnostics.extend(found);
    check_headers(&file, &mut diagnostics);
    Diagnostic::sort(&mut diagnostics);
    Parsed { file, diagnostics }
}

/// The grammar takes `package a:b;` wherever items stand. WIT.md, "Package declaration": it is the first item of a file.
fn check_headers(file: &File, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: Option<ByteRange> = None;
    let mut leads = true;
    for item in &file[file.items] {
        if let Item::PackageHeader(header) = item {
            if !leads {
                diagnostics.push(diagnostics::misplaced_package_header(file.id, header.range, first, false));
            }
            first = first.or(Some(header.range));
        }
        leads &= matches!(item, Item::Error(_));
    }
    let mut lists: Vec<List<Item>> = vec![file.items];
    while let Some(list) = lists.pop() {
        for item in &file[list] {
            let Item::NestedPackage(package) = item else { continue };
            lists.push(package.items);
            for inner in &file[package.items] {
                if let Item::PackageHeader(header) = inner {
                    diagnostics.push(diagnostics::misplaced_package_header(
                        file.id,
                        header.range,
                        None,
                        true,
                    ));
                }
            }
        }
    }
}
