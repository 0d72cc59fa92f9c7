//! What each mark is, and where a space stands: from the tokens before it.
//!
//! Whatever is decided here, the text is the same tokens: a space that is left out never makes one mark of two.

use super::tokens::{Delimiter, Kind, Token};

/// What is open while the tokens are gone through.
#[derive(Clone, Copy)]
enum Open {
    Group { is_attribute: bool },
    Angle(usize),
    Bar(usize),
}

/// Says of each mark what it is, and of each token whether a space stands before it.
pub(super) fn set(text: &str, tokens: &mut [Token]) {
    let mut open = Vec::new();
    for at in 0..tokens.len() {
        let kind = resolve(text, tokens, at, &mut open);
        tokens[at].kind = kind;
        match kind {
            Kind::Open(_) => {
                let is_attribute = is_after_hash(tokens, at);
                open.push(Open::Group { is_attribute });
            }
            Kind::Close(_) => {
                give_up(text, tokens, &mut open);
                if let Some(Open::Group { is_attribute: true }) = open.pop() {
                    // What follows an attribute begins anew.
                    tokens[at].frozen = true;
                }
            }
            Kind::Semicolon | Kind::Arrow => give_up(text, tokens, &mut open),
            _ => {}
        }
        tokens[at].space = at > 0 && is_spaced(text, tokens, at);
    }
}

/// Whether what opens here is an attribute.
pub(super) fn is_after_hash(tokens: &[Token], at: usize) -> bool {
    match &tokens[..at] {
        [.., Token { kind: Kind::Hash, .. }] => true,
        [.., hash, bang] => bang.kind == Kind::Bang && hash.kind == Kind::Hash,
        _ => false,
    }
}

/// What looked like brackets within the innermost group is none.
fn give_up(text: &str, tokens: &mut [Token], open: &mut Vec<Open>) {
    while let Some(Open::Angle(at) | Open::Bar(at)) = open.last().copied() {
        tokens[at].kind = Kind::Binary;
        tokens[at].space = true;
        if at + 1 < tokens.len() {
            tokens[at + 1].space = !continues(text, tokens, at + 1);
        }
        open.pop();
    }
}

fn resolve(text: &str, tokens: &mut [Token], at: usize, open: &mut Vec<Open>) -> Kind {
    let token = tokens[at];
    if at > 1 && is_repetition(tokens, at) {
        return Kind::Repeat;
    }
    match token.kind {
        Kind::Mark => {}
        // The rest of `<=`, `>=`.
        Kind::Assign if continues(text, tokens, at) => return Kind::Binary,
        kind => return kind,
    }
    let ends = at > 0 && ends_operand(tokens, at - 1);
    match token.text(text) {
        "<" => open_angle(text, tokens, at, ends, open),
        ">" => match open.last() {
            Some(Open::Angle(from)) => {
                (tokens[at].mate, tokens[*from].mate) = (*from as u32, at as u32);
                open.pop();
                Kind::CloseAngle
            }
            _ => Kind::Binary,
        },
        "|" => match open.last() {
            Some(Open::Bar(from)) => {
                (tokens[at].mate, tokens[*from].mate) = (*from as u32, at as u32);
                open.pop();
                Kind::CloseBar
            }
            _ if ends => Kind::Binary,
            _ => {
                open.push(Open::Bar(at));
                Kind::OpenBar
            }
        },
        "||" if !ends => Kind::Bars,
        "!" => {
            let before = at.checked_sub(1).map(|before| tokens[before].kind);
            match before {
                Some(Kind::Word | Kind::Hash) => Kind::Bang,
                _ => Kind::Prefix,
            }
        }
        _ if ends => Kind::Binary,
        _ => Kind::Prefix,
    }
}

fn open_angle(text: &str, tokens: &[Token], at: usize, ends: bool, open: &mut Vec<Open>) -> Kind {
    let is_shift = continues(text, tokens, at) && tokens[at - 1].kind == Kind::Binary;
    if is_shift
        || (at + 1 < tokens.len() && continues(text, tokens, at + 1) && tokens[at + 1].kind == Kind::Assign)
    {
        return Kind::Binary;
    }
    let is_bracket = !ends || {
        let before = tokens[at - 1];
        let named = before.text(text).trim_start_matches("r#").trim_start_matches('_');
        let is_type = before.kind == Kind::Word && named.starts_with(char::is_uppercase);
        let declares = at > 1 && matches!(tokens[at - 2].kind, Kind::Keyword | Kind::Dollar);
        is_type || (declares && before.kind == Kind::Word && tokens[at - 2].text(text) != "as")
    };
    if !is_bracket {
        return Kind::Binary;
    }
    open.push(Open::Angle(at));
    Kind::OpenAngle
}

/// Whether it is a part of `<<`, `>>`, `<=` and the like, or may be: what is one mark stays one.
fn continues(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| tokens[before]) else { return false };
    before.joint
        && matches!(before.text(text), "<" | ">")
        && matches!(tokens[at].text(text), "<" | ">" | "=" | "==" | "=>")
}

/// `*`, `+` and `?` behind what a macro repeats, or the separator before them.
fn is_repetition(tokens: &[Token], at: usize) -> bool {
    let is_group = |close: usize| {
        let (kind, mate) = (tokens[close].kind, tokens[close].mate as usize);
        matches!(kind, Kind::Close(Delimiter::Paren)) && mate > 0 && tokens[mate - 1].kind == Kind::Dollar
    };
    let is_sign = |kind| matches!(kind, Kind::Mark | Kind::Binary | Kind::Question);
    let sign_follows =
        || tokens.get(at + 1).is_some_and(|next| next.kind != Kind::Question && is_sign(next.kind));
    let separates = matches!(tokens[at].kind, Kind::Comma | Kind::Semicolon);
    if is_group(at - 1) {
        return is_sign(tokens[at].kind) || (separates && sign_follows());
    }
    let is_separated = matches!(tokens[at - 1].kind, Kind::Repeat) && is_sign(tokens[at].kind);
    is_separated && is_group(at - 2)
}

/// Whether an operand may end with it.
fn ends_operand(tokens: &[Token], at: usize) -> bool {
    match tokens[at].kind {
        Kind::Word | Kind::Literal | Kind::Lifetime | Kind::CloseAngle | Kind::Question => true,
        Kind::Close(Delimiter::Brace) => false,
        Kind::Close(_) => !tokens[at].frozen,
        _ => false,
    }
}

fn is_spaced(text: &str, tokens: &[Token], at: usize) -> bool {
    let (before, token) = (tokens[at - 1], tokens[at]);
    if continues(text, tokens, at) {
        return false;
    }
    wants_space(text, tokens, at) || would_join(text, before, token) || would_be_number(text, tokens, at)
}

/// Whether the two would be read as one mark.
fn would_join(text: &str, before: Token, token: Token) -> bool {
    let last = text.as_bytes()[before.end as usize - 1];
    let Some(first) = text.as_bytes().get(token.start as usize) else { return false };
    match (last, first) {
        // Two references, brackets within brackets, a closure without parameters.
        (b'&', b'&') => token.kind == Kind::Binary,
        (b'>', b'>') => token.kind != Kind::CloseAngle,
        (b'<', b'<') => token.kind != Kind::OpenAngle,
        (b'|', b'|') => token.kind != Kind::CloseBar,
        (
            b':' | b'.' | b'-' | b'=' | b'!' | b'<' | b'>' | b'+' | b'*' | b'/' | b'%' | b'^' | b'&' | b'|',
            b'=',
        ) => true,
        (b':', b':') | (b'.', b'.') | (b'-' | b'=', b'>') | (b'/', b'/' | b'*') | (b'<', b'-') => true,
        _ => false,
    }
}

/// Whether `x.0` and `.1` would be read as `x` and `.0.1`, or `1` and `.0` as one number.
fn would_be_number(text: &str, tokens: &[Token], at: usize) -> bool {
    let is_digit = |token: Option<&Token>| {
        let first = token.and_then(|token| text.as_bytes().get(token.start as usize));
        first.is_some_and(u8::is_ascii_digit)
    };
    tokens[at].kind == Kind::Dot && is_digit(tokens.get(at - 1)) && !is_word(tokens.get(at + 1))
}

fn is_word(token: Option<&Token>) -> bool {
    token.is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Keyword))
}

fn wants_space(text: &str, tokens: &[Token], at: usize) -> bool {
    let (before, token) = (tokens[at - 1], tokens[at]);
    match before.kind {
        Kind::Open(Delimiter::Brace) => {
            return !matches!(token.kind, Kind::Close(_)) && !is_use_list(tokens, at - 1);
        }
        Kind::Open(_) | Kind::OpenAngle | Kind::OpenBar | Kind::Prefix | Kind::Dollar => return false,
        Kind::Path | Kind::Dot => return false,
        Kind::Hash => return !matches!(token.kind, Kind::Open(Delimiter::Bracket) | Kind::Bang),
        Kind::Range => {
            let close = Kind::Close(Delimiter::Brace);
            return token.kind == close || matches!(token.kind, Kind::Assign | Kind::Binary | Kind::Arrow);
        }
        _ => {}
    }
    match token.kind {
        Kind::Close(Delimiter::Brace) => !is_use_list(tokens, token.mate as usize),
        Kind::Close(_) | Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dot => false,
        Kind::CloseAngle | Kind::CloseBar | Kind::Repeat | Kind::Bang => false,
        Kind::Question | Kind::Range => !ends_operand(tokens, at - 1),
        Kind::Path => !ends_operand(tokens, at - 1) && before.kind != Kind::Repeat,
        Kind::OpenAngle => {
            let opens = before.kind == Kind::Keyword && matches!(before.text(text), "impl" | "for" | "fn");
            !opens && !ends_operand(tokens, at - 1)
        }
        Kind::Open(Delimiter::Paren) => is_paren_spaced(text, tokens, at),
        Kind::Open(Delimiter::Bracket) => match before.kind {
            Kind::Bang | Kind::Word => false,
            Kind::Close(Delimiter::Brace) | Kind::CloseAngle => true,
            Kind::Close(_) => before.frozen,
            _ => true,
        },
        Kind::Word => !names_fragment(text, tokens, at),
        _ => true,
    }
}

/// Whether the braces are those of a path, as in `use a::{b, c}`.
fn is_use_list(tokens: &[Token], open: usize) -> bool {
    open > 0 && tokens[open - 1].kind == Kind::Path
}

fn is_paren_spaced(text: &str, tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1];
    match before.kind {
        Kind::Word | Kind::CloseAngle | Kind::Bang => false,
        Kind::Keyword => !matches!(before.text(text), "fn" | "pub" | "unsafe"),
        Kind::Close(Delimiter::Brace) => true,
        Kind::Close(_) => before.frozen,
        Kind::Question => !ends_operand(tokens, at - 1),
        _ => true,
    }
}

/// Whether it says what a parameter of a macro is, as in `$name:ident`.
fn names_fragment(text: &str, tokens: &[Token], at: usize) -> bool {
    if at < 3 || tokens[at - 1].kind != Kind::Colon || tokens[at - 3].kind != Kind::Dollar {
        return false;
    }
    let fragments = [
        "ident", "tt", "ty", "expr", "path", "literal", "pat", "block", "item", "vis", "stmt", "meta",
        "lifetime",
    ];
    fragments.contains(&tokens[at].text(text))
}
