//! The syntax floor: one file of WIT in; its tree and all its diagnostics out.
//!
//! [`parse`] makes the tree, `print` (Cargo feature `inspect`) turns a tree back into text, [`tokens`] yields every token with white space and
//! comments. Nothing here reads a disk, prints or panics, whatever the text.

pub mod ast;
mod build;
mod diagnostics;
mod docs;
#[cfg(feature = "explain")]
pub mod explain;
mod label;
mod lexer;
mod lr;
mod names;
mod parse;
#[cfg(any(test, feature = "inspect"))]
mod print;
#[cfg(test)]
mod properties;
mod recover;
mod string;
mod token;

/// Written by `cargo xtask grammar` from the sources in `grammar/`.
#[allow(clippy::all, clippy::pedantic, missing_docs, unreachable_pub, unused, reason = "generated code")]
mod generated {
    pub(crate) mod grammar;
    pub(crate) mod raw_token;
}

pub use diagnostics::codes;
pub use lexer::tokens;
pub use names::{Name, Names};
pub use parse::{Parsed, parse};
#[cfg(any(test, feature = "inspect"))]
pub use print::print;
pub use token::{Token, TokenKind, is_keyword};

#[cfg(test)]
mod tests {
    /// FNV-1a, as `tools/grammar` writes it into the generated files.
    fn fnv1a(text: &str) -> u64 {
        text.bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }

    #[test]
    fn generated_code_is_up_to_date() {
        for (source, generated) in [
            (include_str!("../grammar/grammar.lalrpop"), include_str!("generated/grammar.rs")),
            (include_str!("../grammar/raw_token.rs"), include_str!("generated/raw_token.rs")),
        ] {
            let hash = format!("// Source hash: {:016x}", fnv1a(source));
            assert!(generated.lines().take(3).any(|line| line == hash), "run `cargo xtask grammar`");
        }
    }
}
