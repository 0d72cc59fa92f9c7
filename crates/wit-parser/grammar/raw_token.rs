//! The regular part of the lexer. Keywords, versions, doc comments and letters outside ASCII are told apart afterwards, in
//! `lexer`, so that the automaton stays small.

#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(extras = crate::lexer::CommentMemo)]
pub(crate) enum RawToken {
    #[regex(r"([ \t\n]|\r+\n)+")]
    Whitespace,
    #[token("//", crate::lexer::line_comment)]
    LineComment,
    #[token("/*", crate::lexer::block_comment)]
    BlockComment,
    /// Built by the callback of `BlockComment` when the comment does not end.
    UnterminatedComment,
    /// A lower-case label.
    #[regex("[a-z][a-z0-9]*(-[a-z0-9]+)*", priority = 20)]
    Word,
    /// Looks like a label and needs a closer look.
    #[regex("%?[A-Za-z_][A-Za-z0-9_-]*", priority = 10)]
    OddWord,
    #[regex("[0-9]+", priority = 20)]
    Integer,
    /// A name that starts with a digit, or the start of a version.
    #[regex("[0-9][A-Za-z0-9_-]*", priority = 10)]
    DigitWord,
    #[regex(r#""([^"\\\n]|\\[^\n])*""#, priority = 20)]
    String,
    #[regex(r#""([^"\\\n]|\\[^\n])*\\?"#, priority = 10)]
    UnterminatedString,
    #[regex(r"\r+")]
    CarriageReturn,
    #[token("=")]
    Equals,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(".")]
    Dot,
    #[token(";")]
    Semicolon,
    #[token("(")]
    LeftParen,
    #[token(")")]
    RightParen,
    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,
    #[token("<")]
    LeftAngle,
    #[token(">")]
    RightAngle,
    #[token("*")]
    Star,
    #[token("@")]
    At,
    #[token("/")]
    Slash,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("->")]
    Arrow,
}
