//! What braces hold, how wide everything is, and what cannot stand on one line: by one pass over the tokens.

use super::spacing::is_after_hash;
use super::tokens::{Body, Delimiter, Kind, Token};

/// Arguments, elements of a tuple and of an array that are wider stand on lines of their own, as rustfmt has it.
pub(super) const LIST_WIDTH: u32 = 60;
/// The same for the fields of an expression or a pattern, and for those of a variant.
const LITERAL_WIDTH: u32 = 18;
const VARIANT_WIDTH: u32 = 35;

/// The keyword that says what the next braces hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    None,
    Is(Body),
}

/// A pair that is open.
#[derive(Clone, Copy)]
struct Frame {
    open: usize,
    head: Head,
    body: Body,
    commas: u32,
    has_semicolon: bool,
    has_attribute: bool,
    /// Types, attributes: what is not broken for its width.
    is_soft: bool,
    frozen: bool,
}

/// Sets [`Token::body`], [`Token::frozen`], [`Token::hard`] and the columns.
pub(super) fn set(text: &str, tokens: &mut [Token]) {
    let outermost = Frame {
        open: 0,
        head: Head::None,
        body: Body::Items,
        commas: 0,
        has_semicolon: false,
        has_attribute: false,
        is_soft: false,
        frozen: false,
    };
    let mut frames = vec![outermost];
    let mut column = 0;
    for at in 0..tokens.len() {
        let token = tokens[at];
        let frame = frames.last_mut().expect("the outermost stays");
        tokens[at].frozen = frame.frozen;
        tokens[at].skipped = token.kind == Kind::Comma && is_needless(tokens, at, frame);
        let from = column + u32::from(token.space);
        column = if tokens[at].skipped { from } else { from + width(token.text(text)) };
        (tokens[at].from, tokens[at].to) = (from, column);
        match token.kind {
            Kind::Open(delimiter) => {
                let inner = opened(text, tokens, at, delimiter, frame);
                tokens[at].body = inner.body;
                tokens[at].frozen = inner.frozen;
                if delimiter == Delimiter::Brace {
                    frame.head = Head::None;
                }
                frames.push(inner);
            }
            Kind::Close(_) => {
                let frame = *frame;
                // The outermost stays, should more close than open.
                if frames.len() > 1 {
                    frames.pop();
                }
                closed(tokens, frame, at);
            }
            Kind::Comma if !is_in_angles(tokens, at) => frame.commas += 1,
            Kind::Semicolon => {
                frame.head = Head::None;
                frame.has_semicolon = true;
            }
            Kind::Hash => frame.has_attribute = true,
            Kind::Keyword => frame.head = headed(token.text(text), frame.head),
            _ => {}
        }
    }
    let mut hard = 0;
    for token in tokens {
        token.hard_before = hard;
        hard += u32::from(token.hard);
    }
}

fn width(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.chars().count() as u32 }
}

/// Whether a comma may be left out, for what follows closes a list of which it is not the only one.
fn is_needless(tokens: &[Token], at: usize, frame: &Frame) -> bool {
    let Some(Token { kind: Kind::Close(delimiter), mate, .. }) = tokens.get(at + 1) else { return false };
    let (open, mate) = (frame.open, *mate as usize);
    if frame.frozen || mate != open || matches!(frame.body, Body::Macro | Body::Statements | Body::Function) {
        return false;
    }
    let is_call = open > 0 && matches!(tokens[open - 1].kind, Kind::Word | Kind::CloseAngle);
    *delimiter != Delimiter::Paren || frame.commas > 0 || is_call
}

/// Whether the comma separates what stands in `<…>` or between bars. It stands there if what opened last did not close:
/// what closes is one of these only a few tokens on, so looking ahead is cheap.
fn is_in_angles(tokens: &[Token], at: usize) -> bool {
    let mut next = at + 1;
    for _ in 0..16 {
        match tokens[next].kind {
            Kind::CloseAngle | Kind::CloseBar => return true,
            Kind::Close(_) | Kind::Semicolon | Kind::Arrow | Kind::Assign | Kind::End => return false,
            _ => next = (tokens[next].mate as usize).max(next) + 1,
        }
    }
    false
}

/// The keyword that decides, with one more.
fn headed(keyword: &str, head: Head) -> Head {
    let decides = match (keyword, head) {
        (_, Head::Is(Body::Use | Body::Function | Body::Arms)) => return head,
        ("fn", _) => Body::Function,
        ("use", _) => Body::Use,
        ("struct", _) => Body::Fields,
        ("enum", _) => Body::Variants,
        ("trait" | "mod", _) | ("impl" | "extern", Head::None) => Body::Items,
        ("match", _) => Body::Arms,
        ("if" | "while" | "for" | "loop", Head::None) => Body::Statements,
        _ => return head,
    };
    Head::Is(decides)
}

fn opened(text: &str, tokens: &[Token], at: usize, delimiter: Delimiter, outer: &Frame) -> Frame {
    let before = |back: usize| at.checked_sub(back).map(|before| tokens[before]);
    let before_kind = before(1).map_or(Kind::End, |before| before.kind);
    let is_named = before_kind == Kind::Word && before(2).is_some_and(|before| before.kind == Kind::Bang);
    let is_rules = delimiter == Delimiter::Brace
        && is_named
        && before(3).is_some_and(|before| before.text(text) == "macro_rules");
    let is_rule = before_kind == Kind::Arrow && outer.body == Body::Macro && !outer.frozen;
    let is_macro = matches!(before_kind, Kind::Bang | Kind::Hash);
    let body = match (delimiter, outer.head) {
        (Delimiter::Paren | Delimiter::Bracket, _) => Body::None,
        _ if is_macro || is_rules => Body::Macro,
        _ if is_rule => Body::Function,
        (_, Head::Is(body)) => body,
        _ if matches!(before_kind, Kind::Word | Kind::CloseAngle) => match outer.body {
            Body::Variants => Body::Fields,
            _ => Body::Literal,
        },
        _ if before_kind == Kind::Path => Body::Use,
        _ => Body::Statements,
    };
    // A matcher of a macro is left as it is.
    let is_matcher = outer.body == Body::Macro && !outer.frozen && delimiter != Delimiter::Brace;
    let is_params = outer.head == Head::Is(Body::Function) && delimiter == Delimiter::Paren;
    let is_attribute = delimiter == Delimiter::Bracket && is_macro && is_after_hash(tokens, at);
    let is_in_type = delimiter != Delimiter::Brace
        && (outer.is_soft || matches!(outer.body, Body::Fields | Body::Variants));
    Frame {
        open: at,
        head: Head::None,
        body,
        commas: 0,
        has_semicolon: false,
        has_attribute: false,
        is_soft: is_params || is_matcher || is_attribute || is_in_type,
        frozen: (outer.frozen && !is_rule) || is_macro || is_matcher,
    }
}

/// Says whether the group can stand on one line.
fn closed(tokens: &mut [Token], frame: Frame, close: usize) {
    let open = frame.open;
    let closes = matches!(tokens[open].kind, Kind::Open(_)) && tokens[open].mate as usize == close;
    if close <= open + 1 || !closes {
        return;
    }
    let inner = tokens[close - 1].to.saturating_sub(tokens[open + 1].from);
    if tokens[open].body == Body::Fields && frame.has_semicolon {
        tokens[open].body = Body::Items;
    }
    tokens[open].hard = match tokens[open].body {
        Body::None if frame.is_soft || inner <= LIST_WIDTH => false,
        Body::None => {
            let is_list = frame.commas > u32::from(tokens[close - 1].kind == Kind::Comma);
            !frame.has_semicolon && (is_list || is_call(tokens, open + 1, close))
        }
        Body::Function | Body::Items | Body::Variants | Body::Arms => true,
        Body::Fields => !is_of_variant(tokens, open) || frame.has_attribute || inner > VARIANT_WIDTH,
        Body::Statements => frame.has_semicolon || frame.has_attribute,
        Body::Literal => {
            let is_literal = !frame.frozen || is_list_of_words(tokens, open, close);
            frame.has_attribute || (inner > LITERAL_WIDTH && is_literal)
        }
        Body::Macro => frame.has_semicolon,
        Body::Use => false,
    };
}

/// Whether rustfmt takes them for an expression although they are handed to a macro.
fn is_list_of_words(tokens: &[Token], open: usize, close: usize) -> bool {
    let is_word = |token: &Token| matches!(token.kind, Kind::Word | Kind::Comma);
    tokens[open - 1].kind == Kind::Word && tokens[open + 1..close].iter().all(is_word)
}

/// Whether the braces are those of a variant, and not of a type.
fn is_of_variant(tokens: &[Token], open: usize) -> bool {
    let before = |back: usize| open.checked_sub(back).map(|before| tokens[before].kind);
    before(1) == Some(Kind::Word) && matches!(before(2), Some(Kind::Comma | Kind::Open(_) | Kind::Close(_)))
}

/// Whether it is a call of a path, `path(…)` or `path!(…)`.
pub(super) fn is_call(tokens: &[Token], from: usize, to: usize) -> bool {
    if from >= to || tokens[to - 1].kind != Kind::Close(Delimiter::Paren) {
        return false;
    }
    let open = tokens[to - 1].mate as usize;
    if open <= from {
        return false;
    }
    let mut at = from;
    while at < open {
        match tokens[at].kind {
            Kind::Word | Kind::Path | Kind::Bang => at += 1,
            Kind::OpenAngle => at = tokens[at].mate as usize + 1,
            _ => return false,
        }
    }
    matches!(tokens[open - 1].kind, Kind::Word | Kind::CloseAngle | Kind::Bang)
}
