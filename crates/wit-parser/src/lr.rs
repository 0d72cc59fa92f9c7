//! Terminals through the tables that LALRPOP made, up to the first that they refuse. The grammar recovers from nothing by
//! itself, so the loop is short; the generated parser uses the rest.

use crate::build::{Builder, Root};
use crate::generated::grammar::{EOF_ACTION, Symbol, action, column, expected, reduce, symbol};
use crate::lexer::TooDeep;
use crate::token::Terminal;

/// A terminal, and where it starts and ends.
pub(crate) type Spanned = (u32, Terminal, u32);

/// Why there is no tree.
pub(crate) enum Refusal {
    /// A terminal cannot stand where it does; `expected` names those that can.
    Terminal { expected: Vec<String> },
    /// The end comes too early.
    End { expected: Vec<String> },
    /// Something stands behind the end.
    Extra,
    /// Brackets are nested too deep.
    TooDeep,
}

/// Runs the actions of the grammar. Positive entries of the tables are states to go to, negative ones reductions.
pub(crate) fn parse(
    builder: &mut Builder<'_>,
    terminals: impl Iterator<Item = Result<Spanned, TooDeep>>,
) -> Result<Root, Refusal> {
    // Deeper than most files need.
    let mut states = Vec::with_capacity(64);
    let mut symbols: Vec<(u32, Symbol, u32)> = Vec::with_capacity(64);
    let mut state = 0;
    states.push(state);
    for terminal in terminals {
        let Ok((start, terminal, end)) = terminal else { return Err(Refusal::TooDeep) };
        let Some(column) = column(&terminal) else {
            return Err(Refusal::Terminal { expected: expected(&states) });
        };
        loop {
            let entry = action(state, column);
            if entry > 0 {
                symbols.push((start, symbol(column, terminal), end));
                state = entry - 1;
                states.push(state);
                break;
            }
            if entry == 0 {
                return Err(Refusal::Terminal { expected: expected(&states) });
            }
            if reduce(builder, -(entry + 1), Some(&start), &mut states, &mut symbols).is_some() {
                return Err(Refusal::Extra);
            }
            state = top(&states);
        }
    }
    loop {
        let entry = EOF_ACTION[usize::from(top(&states).unsigned_abs())];
        if entry == 0 {
            return Err(Refusal::End { expected: expected(&states) });
        }
        if let Some(root) = reduce(builder, -(entry + 1), None, &mut states, &mut symbols) {
            return Ok(root);
        }
    }
}

fn top(states: &[i16]) -> i16 {
    *states.last().expect("there is always a state")
}

/// What a reduction does to the stack of states. With these alone the tables tell which terminals they would take.
pub(crate) enum SimulatedReduce {
    /// Takes states from it, and goes where this nonterminal leads.
    Reduce { states_to_pop: usize, nonterminal_produced: usize },
    /// Everything is read.
    Accept,
}

/// Where a production of nothing stands: before the next terminal, or behind the last symbol.
pub(crate) fn nearest(next: Option<&u32>, symbols: &[(u32, Symbol, u32)]) -> u32 {
    match (next, symbols.last()) {
        (Some(start), _) => *start,
        (None, Some((_, _, end))) => *end,
        (None, None) => 0,
    }
}

/// Tells an optimizer, and does not repeat in every reduction, that there are symbols to take.
#[inline]
pub(crate) fn at_least(symbols: &[(u32, Symbol, u32)], count: usize) {
    assert!(symbols.len() >= count, "a reduction takes symbols that are there");
}
