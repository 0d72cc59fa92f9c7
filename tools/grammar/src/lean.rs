//! The output of LALRPOP as less code for compilers: every user of the macro compiles it. The tables and the actions stay as
//! they are. What goes is what the loop over the tables (`lr.rs` of the parser, made for a grammar without error
//! recovery) does not ask for, and what says nothing: phantoms, clones of numbers, attributes that the module has.

use crate::Result;

/// Items of which our loop has no use, by how their first lines begin. What calls `lalrpop-util` is among them.
const UNUSED: [&str; 6] = [
    "    fn __expected_tokens(",
    "    struct __StateMachine<",
    "    impl<'b, 't> __state_machine::ParserDefinition for ",
    "    pub struct RootParser ",
    "    impl RootParser ",
    "pub trait __ToTriple<",
];

/// Lines that are dropped wherever they stand, by their text without the space around it.
const NOTHING: [&str; 8] = [
    "#[allow(unused_extern_crates)]",
    "#[allow(unused_imports)]",
    "#[allow(unused_variables)]",
    "extern crate lalrpop_util as __lalrpop_util;",
    "use self::__lalrpop_util::state_machine as __state_machine;",
    "use super::__ToTriple;",
    "impl Default for RootParser { fn default() -> Self { Self::new() } }",
    "_: core::marker::PhantomData<(&'b (), &'t ())>,",
];

/// What is said otherwise: each must be there. What our loop calls is visible to it, and what it calls for each token
/// becomes part of it.
const SHORTER: [(&str, &str); 17] = [
    ("pub use self::__parse__Root::RootParser;", EXPORTS),
    ("    fn __action(", "    #[inline]\n    pub(crate) fn __action("),
    ("    const __EOF_ACTION:", "    pub(crate) const __EOF_ACTION:"),
    ("    fn __token_to_integer<", "    #[inline(always)]\n    pub(crate) fn __token_to_integer<"),
    ("    fn __token_to_symbol<", "    pub(crate) fn __token_to_symbol<"),
    ("    fn __reduce<", "    pub(crate) fn __reduce<"),
    ("    fn __expected_tokens_from_states<", "    pub(crate) fn __expected_tokens_from_states<"),
    ("__state_machine::SimulatedReduce<__StateMachine<'b, 't>>", "__state_machine::SimulatedReduce"),
    ("__state_machine::", "crate::lr::"),
    (", core::marker::PhantomData::<(&(), &())>)", ")"),
    ("Option<Result<Root,__lalrpop_util::ParseError<u32, Terminal, TooDeep>>>", "Option<Root>"),
    ("return Some(Ok(__nt));", "return Some(__nt);"),
    (NEAREST, "crate::lr::nearest(__lookahead_start, __symbols)"),
    ("assert!(__symbols.len() >= ", "crate::lr::at_least(__symbols, "),
    (".0.clone()", ".0"),
    (".2.clone()", ".2"),
    ("__start.clone()", "__start"),
];

/// The functions of the tables under names for readers.
const EXPORTS: &str = "pub(crate) use self::__parse__Root::{
    __EOF_ACTION as EOF_ACTION, __Symbol as Symbol, __action as action, __expected_tokens_from_states as expected,
    __reduce as reduce, __token_to_integer as column, __token_to_symbol as symbol,
};";

/// Where a production of nothing stands.
const NEAREST: &str =
    "__lookahead_start.cloned().or_else(|| __symbols.last().map(|s| s.2.clone())).unwrap_or_default()";

/// Makes it so. It is an error if LALRPOP writes something else than it did.
pub(crate) fn lean(text: &str) -> Result<String> {
    let mut text = without_items(text)?;
    for (from, to) in SHORTER {
        if !text.contains(from) {
            return Err(format!("the output of LALRPOP should have `{from}`").into());
        }
        text = text.replace(from, to);
    }
    if text.contains("lalrpop_util") {
        return Err("the output of LALRPOP still names lalrpop_util".into());
    }
    Ok(text)
}

/// Drops items, each up to the bracket that closes it, and lines.
fn without_items(text: &str) -> Result<String> {
    let mut kept = String::with_capacity(text.len());
    let mut dropped = 0;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if UNUSED.iter().any(|start| line.starts_with(start)) {
            dropped += 1;
            skip_item(line, &mut lines);
        } else if line.starts_with("impl<'b, 't, > __ToTriple<") {
            skip_item(line, &mut lines);
        } else if line.starts_with("#[allow(clippy::") {
            // It may go on in the next line.
            let mut last = line;
            while !last.ends_with(")]") {
                last = lines.next().ok_or("an attribute ends")?;
            }
        } else if !NOTHING.contains(&trimmed) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    if dropped == UNUSED.len() {
        Ok(kept)
    } else {
        Err(format!("the output of LALRPOP should have each of {UNUSED:?} once").into())
    }
}

/// Reads on to the line that closes the item which `first` begins: a bracket below its first letter.
fn skip_item<'t>(first: &str, lines: &mut impl Iterator<Item = &'t str>) {
    let indent = first.len() - first.trim_start().len();
    let is_last =
        |line: &str| line[..indent.min(line.len())].trim().is_empty() && line.get(indent..) == Some("}");
    for line in lines {
        if is_last(line) {
            return;
        }
    }
}
