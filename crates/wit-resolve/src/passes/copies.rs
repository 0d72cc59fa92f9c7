//! Packages that stand in several places. WIT.md, "Root Package: A Directory": "Any package which is duplicated across
//! dependencies must have the same contents"; if they do, the first place counts. In one file a package stands once.

use outwit_diagnostics::{ByteRange, SourceMap, Span};
use outwit_parser::{TokenKind, ast, tokens};

use super::{Context, FileIndex};

/// Where the contents of a package stand, if that is in one place.
#[derive(Clone, Copy)]
pub(crate) struct Contents {
    /// What follows the name: `;` and the rest of a file, or a block with its braces.
    rest: Span,
    is_block: bool,
}

impl Contents {
    /// The contents of a block; `None` in a file in binary form, which has no text.
    pub(super) fn of_block(
        cx: &Context<'_>,
        file: FileIndex,
        nested: &ast::NestedPackage,
    ) -> Option<Contents> {
        if cx.sources.get(cx.file(file).id).is_binary() {
            return None;
        }
        let rest = ByteRange::new(nested.name.range.end, nested.range.end);
        Some(Contents { rest: cx.span(file, rest), is_block: true })
    }

    /// The contents of a package whose name stands at `name` in the header of one of its files. `None` if there are several files,
    /// which are compared when they are loaded, or if other packages stand in the file.
    pub(super) fn of_file(
        cx: &Context<'_>,
        name: Span,
        scopes: &[(FileIndex, &[ast::Item])],
    ) -> Option<Contents> {
        let [(_, items)] = scopes else { return None };
        let source = cx.sources.get(name.file);
        let has_blocks = items.iter().any(|item| matches!(item, ast::Item::NestedPackage(_)));
        if source.is_binary() || has_blocks {
            return None;
        }
        let rest = Span::new(name.file, name.range.end, source.text().len() as u32);
        Some(Contents { rest, is_block: false })
    }

    /// Whether this is in another file than `other` and says the same, token by token. Texts that differ are told apart at the
    /// first token that does.
    pub(super) fn is_copy_of(&self, other: &Contents, sources: &SourceMap) -> bool {
        self.rest.file != other.rest.file && self.tokens(sources).get(1..) == other.tokens(sources).get(1..)
    }

    /// The texts of its tokens without `;`, or `{` and `}`.
    fn tokens<'s>(&self, sources: &'s SourceMap) -> Vec<&'s str> {
        let text = sources.text(self.rest);
        let mut found = Vec::new();
        for token in tokens(text) {
            let is_last = token.kind == TokenKind::RightBrace && token.range.end as usize == text.len();
            if token.kind.is_trivia() || self.is_block && is_last {
                continue;
            }
            found.push(&text[token.range.as_usize()]);
        }
        found
    }
}
