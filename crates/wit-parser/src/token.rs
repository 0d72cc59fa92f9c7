//! The kinds of tokens, the keyword table, and what tokens are called in messages.

use outwit_diagnostics::ByteRange;

use crate::ast::Primitive;

/// One token: what it is and which bytes it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The bytes it covers.
    pub range: ByteRange,
}

macro_rules! token_kinds {
    (
        $($(#[doc = $doc:literal])+ $plain:ident,)*
        ; punctuation $($mark:ident = $mark_text:literal,)*
        ; keywords $($word:ident = $word_text:literal,)*
    ) => {
        /// What a token is. WIT.md, "Lexical structure".
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum TokenKind {
            $($(#[doc = $doc])+ $plain,)*
            /// A keyword that names a type.
            Primitive(Primitive),
            $(#[doc = concat!("`", $mark_text, "`")] $mark,)*
            $(#[doc = concat!("`", $word_text, "`")] $word,)*
        }

        impl TokenKind {
            /// The text of punctuation and keywords; `None` where the text differs from token to token.
            pub fn text(self) -> Option<&'static str> {
                match self {
                    TokenKind::Primitive(primitive) => Some(primitive.keyword()),
                    $(TokenKind::$mark => Some($mark_text),)*
                    $(TokenKind::$word => Some($word_text),)*
                    _ => None,
                }
            }

            /// Whether this is a keyword of the language, which is a name only behind `%`.
            pub fn is_keyword(self) -> bool {
                matches!(self, TokenKind::Primitive(_) $(| TokenKind::$word)*)
                    && !matches!(self, TokenKind::Get | TokenKind::Set)
            }
        }

        const PUNCTUATION: &[(&str, TokenKind)] = &[$(($mark_text, TokenKind::$mark),)*];
        const WORDS: &[(&str, TokenKind)] = &[$(($word_text, TokenKind::$word),)*];
    };
}

token_kinds! {
    /// Spaces, tabs and line breaks.
    Whitespace,
    /// U+FEFF at the very start.
    ByteOrderMark,
    /// `// ...`
    LineComment,
    /// `/// ...`
    DocLine,
    /// `/* ... */`
    BlockComment,
    /// `/** ... */`
    DocBlock,
    /// A block comment without its end. It covers what was taken for its text.
    UnterminatedComment,
    /// Characters that start no token.
    Unknown,
    /// `\r` without `\n` behind it.
    CarriageReturn,
    /// A string without its end, up to the end of the line.
    UnterminatedString,
    /// A name, perhaps with `%`, perhaps badly spelt.
    Ident,
    /// `[0-9]+`
    Integer,
    /// What looks like a version behind `@` or `=`.
    Version,
    /// `"..."`
    String,
    ; punctuation
    Equals = "=",
    Comma = ",",
    Colon = ":",
    Dot = ".",
    Semicolon = ";",
    LeftParen = "(",
    RightParen = ")",
    LeftBrace = "{",
    RightBrace = "}",
    LeftAngle = "<",
    RightAngle = ">",
    Star = "*",
    At = "@",
    Slash = "/",
    Plus = "+",
    Minus = "-",
    Arrow = "->",
    ; keywords
    As = "as",
    Async = "async",
    Borrow = "borrow",
    Constructor = "constructor",
    Enum = "enum",
    Export = "export",
    Flags = "flags",
    From = "from",
    Func = "func",
    Future = "future",
    Get = "get",
    Import = "import",
    Include = "include",
    Interface = "interface",
    List = "list",
    Map = "map",
    Option = "option",
    Own = "own",
    Package = "package",
    Record = "record",
    Resource = "resource",
    Result = "result",
    Set = "set",
    Static = "static",
    Stream = "stream",
    Tuple = "tuple",
    Type = "type",
    Underscore = "_",
    Use = "use",
    Variant = "variant",
    With = "with",
    World = "world",
}

impl TokenKind {
    /// Whether the grammar never sees such a token: white space, comments, and what the lexer has reported.
    pub fn is_trivia(self) -> bool {
        matches!(
            self,
            TokenKind::Whitespace
                | TokenKind::ByteOrderMark
                | TokenKind::LineComment
                | TokenKind::DocLine
                | TokenKind::BlockComment
                | TokenKind::DocBlock
                | TokenKind::UnterminatedComment
                | TokenKind::Unknown
                | TokenKind::CarriageReturn
        )
    }

    /// The kind of a token that is written `text`, for punctuation and keywords.
    pub(crate) fn from_text(text: &str) -> Option<TokenKind> {
        let mark = PUNCTUATION.iter().find(|(mark, _)| *mark == text).map(|(_, kind)| *kind);
        mark.or_else(|| keyword(text))
            .or_else(|| WORDS.iter().find(|(word, _)| *word == text).map(|(_, kind)| *kind))
    }
}

/// Whether `name` is a keyword, so that it is a name only with `%` before it.
pub fn is_keyword(name: &str) -> bool {
    keyword(name).is_some()
}

/// The keyword that is written `word`. `get` and `set` are keywords only in their place and `_` is no word: the lexer
/// sees to these.
#[inline]
pub(crate) fn keyword(word: &str) -> Option<TokenKind> {
    let bytes = word.as_bytes();
    if !(2..=LONGEST).contains(&bytes.len()) {
        return None;
    }
    let (text, kind) = TABLE[slot(bytes)]?;
    (text.len() == bytes.len() && text.as_bytes() == bytes).then_some(kind)
}

const LONGEST: usize = "error-context".len();
const SLOTS: usize = 256;

/// A perfect hash of the keywords; `table` fails to compile should a new keyword collide.
const fn slot(bytes: &[u8]) -> usize {
    let [first, second] = [bytes[0] as usize, bytes[1] as usize];
    let last = bytes[bytes.len() - 1] as usize;
    (first + second + last * 11 + bytes.len() * 3) % SLOTS
}

static TABLE: [Option<(&str, TokenKind)>; SLOTS] = table();

const fn table() -> [Option<(&'static str, TokenKind)>; SLOTS] {
    let mut table = [None; SLOTS];
    let mut at = 0;
    while at < WORDS.len() {
        let (text, kind) = WORDS[at];
        if !matches!(kind, TokenKind::Get | TokenKind::Set | TokenKind::Underscore) {
            let slot = slot(text.as_bytes());
            assert!(table[slot].is_none(), "two keywords share a slot");
            table[slot] = Some((text, kind));
        }
        at += 1;
    }
    let mut at = 0;
    while at < Primitive::ALL.len() {
        let primitive = Primitive::ALL[at];
        let text = primitive.keyword();
        let slot = slot(text.as_bytes());
        assert!(table[slot].is_none(), "two keywords share a slot");
        table[slot] = Some((text, TokenKind::Primitive(primitive)));
        at += 1;
    }
    table
}

/// The punctuation that is this byte, unless something longer may start with it.
#[inline]
pub(crate) fn mark(byte: u8) -> Option<TokenKind> {
    MARKS[byte as usize]
}

static MARKS: [Option<TokenKind>; 256] = marks();

const fn marks() -> [Option<TokenKind>; 256] {
    let mut marks = [None; 256];
    let mut at = 0;
    while at < PUNCTUATION.len() {
        let (text, kind) = PUNCTUATION[at];
        if text.len() == 1 && !matches!(kind, TokenKind::Minus | TokenKind::Slash) {
            marks[text.as_bytes()[0] as usize] = Some(kind);
        }
        at += 1;
    }
    marks
}

/// What the grammar sees: tokens of the text, and two kinds that are made up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terminal {
    /// The first terminal, which says what is to be parsed.
    Start(Start),
    /// Stands where recovery found no type.
    MissingType,
    /// A token of the text.
    Token(TokenKind),
}

impl Terminal {
    /// The text of punctuation and keywords.
    pub(crate) fn text(self) -> Option<&'static str> {
        match self {
            Terminal::Token(kind) => kind.text(),
            Terminal::Start(_) | Terminal::MissingType => None,
        }
    }
}

/// What is to be parsed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    File,
    Item,
    InterfaceItem,
    WorldItem,
    ResourceItem,
    Head,
    Fields,
    Flags,
    Cases,
    EnumCases,
}

/// A token in a message: `` `;` ``, `` keyword `type` ``, `` `foo` ``.
pub(crate) fn describe(kind: TokenKind, text: &str) -> String {
    const LONGEST_SHOWN: usize = 40;
    if kind.is_keyword() {
        return format!("keyword `{text}`");
    }
    let shown = match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    match kind {
        TokenKind::Integer => format!("number `{shown}`"),
        TokenKind::Version => format!("version `{shown}`"),
        TokenKind::String | TokenKind::UnterminatedString => format!("string {shown}"),
        _ => format!("`{shown}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_found_and_nothing_else() {
        for (text, kind) in WORDS {
            let special = matches!(kind, TokenKind::Get | TokenKind::Set | TokenKind::Underscore);
            assert_eq!(keyword(text), (!special).then_some(*kind), "{text}");
            assert_eq!(TokenKind::from_text(text), Some(*kind));
        }
        for primitive in Primitive::ALL {
            assert_eq!(keyword(primitive.keyword()), Some(TokenKind::Primitive(primitive)));
        }
        for name in ["", "u", "float32", "typ", "types", "worlds", "since", "version", "feature", "get", "é"]
        {
            assert_eq!(keyword(name), None, "{name}");
        }
    }

    #[test]
    fn tokens_are_small() {
        assert!(size_of::<Terminal>() <= 2);
    }
}
