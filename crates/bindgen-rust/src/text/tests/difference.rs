//! Streams of tokens compared: they differ where the printer may not change anything.

use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};

/// A token; of groups, both ends.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Flat {
    Open(char),
    Close(char),
    Text(String),
    /// With what follows it, if the two are one mark.
    Mark(char, bool),
}

pub(super) fn flatten(stream: TokenStream, into: &mut Vec<Flat>) {
    let mut trees = stream.into_iter().peekable();
    // Whether the mark before is one with this one.
    let mut is_end = false;
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Group(group) => {
                let ends = match group.delimiter() {
                    Delimiter::Parenthesis => Some(('(', ')')),
                    Delimiter::Bracket => Some(('[', ']')),
                    Delimiter::Brace => Some(('{', '}')),
                    Delimiter::None => None,
                };
                into.extend(ends.map(|(open, _)| Flat::Open(open)));
                flatten(group.stream(), into);
                into.extend(ends.map(|(_, close)| Flat::Close(close)));
            }
            TokenTree::Ident(ident) => into.push(Flat::Text(ident.to_string())),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                // Documentation in the generator's own code is raw.
                let raw = text.strip_prefix("r\"").and_then(|rest| rest.strip_suffix('"'));
                into.push(Flat::Text(raw.map_or(text.clone(), |raw| Literal::string(raw).to_string())));
            }
            TokenTree::Punct(punct) => {
                let next = match trees.peek() {
                    Some(TokenTree::Punct(next)) => Some(next.as_char()),
                    _ => None,
                };
                let char = punct.as_char();
                let is_joint = !is_end && punct.spacing() == Spacing::Joint;
                is_end = is_joint && (joins(char, next) || (matches!(char, '&' | '|') && next == Some(char)));
                into.push(Flat::Mark(char, is_joint && joins(char, next)));
                continue;
            }
        }
        is_end = false;
    }
}

/// Whether two marks are one if they are joined, and mean something else than one after the other.
fn joins(first: char, next: Option<char>) -> bool {
    match (first, next) {
        (_, None) => false,
        (':', Some(next)) => next == ':',
        ('.', Some(next)) => next == '.',
        ('-' | '=', Some('>')) => true,
        ('+' | '-' | '*' | '/' | '%' | '^' | '&' | '|' | '=' | '!' | '<' | '>', Some('=')) => true,
        _ => false,
    }
}

/// Where two streams differ, if in more than a comma at the end of a list, and braces around what an arm or a closure does.
pub(super) fn difference(wanted: &[Flat], found: &[Flat]) -> Option<String> {
    let comma = Flat::Mark(',', false);
    let closes = |flat: Option<&Flat>| matches!(flat, Some(Flat::Close(_) | Flat::Mark('>', _)));
    let is = |flat: Option<&Flat>, char| matches!(flat, Some(Flat::Mark(mark, _)) if *mark == char);
    // Also behind the braces of an arm.
    let may_go = |flats: &[Flat], at: usize| {
        let is_behind_arm = at > 0 && flats[at - 1] == Flat::Close('}');
        is_behind_arm || (closes(flats.get(at + 1)) && is_list(flats, at))
    };
    let (mut left, mut right, mut depth, mut added) = (0, 0, 0, Vec::new());
    while left < wanted.len() || right < found.len() {
        let (want, find) = (wanted.get(left), found.get(right));
        let before = right.checked_sub(1).map(|before| &found[before]);
        if added.last() == Some(&depth) && find == Some(&Flat::Close('}')) {
            // A comma behind the arm goes.
            added.pop();
            right += 1;
            left += usize::from(want == Some(&comma) && found.get(right) != Some(&comma));
            depth -= 1;
        } else if want == find {
            match find {
                Some(Flat::Open(_)) => depth += 1,
                Some(Flat::Close(_)) => depth -= 1,
                _ => {}
            }
            (left, right) = (left + 1, right + 1);
        } else if find == Some(&comma) && closes(found.get(right + 1)) && is_list(found, right) {
            right += 1;
        } else if want == Some(&comma) && may_go(wanted, left) {
            left += 1;
        } else if find == Some(&Flat::Open('{')) && (is(before, '>') || is(before, '|')) {
            right += 1;
            depth += 1;
            added.push(depth);
        } else {
            let near = |flats: &[Flat], at: usize| {
                format!("{:?}", &flats[at.saturating_sub(6)..(at + 6).min(flats.len())])
            };
            return Some(format!("{}\n{}", near(wanted, left), near(found, right)));
        }
    }
    None
}

/// Whether a comma that stands before what closes says nothing: not so in a tuple of one element.
fn is_list(flats: &[Flat], comma: usize) -> bool {
    if matches!(flats.get(comma + 1), Some(Flat::Mark(..))) {
        return true;
    }
    let (mut depth, mut has_comma) = (0, false);
    let mut at = comma;
    while at > 0 {
        at -= 1;
        match &flats[at] {
            Flat::Close(_) => depth += 1,
            Flat::Open(open) if depth == 0 => {
                let before = at.checked_sub(1).map(|before| &flats[before]);
                return *open != '('
                    || has_comma
                    || matches!(before, Some(Flat::Text(_) | Flat::Mark('>', _)));
            }
            Flat::Open(_) => depth -= 1,
            Flat::Mark(',', _) if depth == 0 => has_comma = true,
            _ => {}
        }
    }
    false
}
