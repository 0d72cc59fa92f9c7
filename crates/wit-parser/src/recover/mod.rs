//! Text with errors into a tree. Tokens go into a vector; the outline cuts it into blocks and parts by braces, line starts
//! and keywords; each part goes through the grammar alone, so that a fault stays in its part; inside a part, small repairs
//! are tried. Every fault is reported once, where it is.

mod assemble;
mod classify;
mod edit;
mod expected;
mod outline;
mod repair;
mod tokens;

use outwit_diagnostics::Diagnostic;

use crate::ast::File;
use crate::lexer::Side;

/// Parses a text of which the grammar has refused some part (or none: then the tree is the one of the fast path).
pub(crate) fn recover(text: &str, side: &Side) -> (File, Vec<Diagnostic>) {
    let mut tokens = tokens::lex(text, side);
    classify::correct_keywords(&mut tokens);
    let pieces = outline::outline(&tokens);
    assemble::assemble(&tokens, &pieces, side)
}
