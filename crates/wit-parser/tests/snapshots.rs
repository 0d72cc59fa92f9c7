//! Fixtures: `testdata/parse/<case>/input.wit` beside its tokens, its tree, and what is printed or reported for it;
//! `testdata/lex/<case>/input.wit` beside its tokens.

use std::fmt::Write;

use outwit_diagnostics::{Diagnostic, SourceMap, render};
use outwit_parser::{TokenKind, ast, parse, print, tokens};
use outwit_testkit::{Case, cases};

#[test]
fn parse_cases() {
    for case in cases("parse") {
        let text = case.read("input.wit");
        let (sources, parsed) = parse_source(&text);
        case.snapshot("tokens", &token_lines(&text));
        case.snapshot("ast", &ast::dump(&parsed.file));
        diagnostics(&case, &sources, &parsed.diagnostics);
        if parsed.diagnostics.is_empty() {
            case.snapshot("printed", &print(&parsed.file));
        }
    }
}

#[test]
fn lex_cases() {
    for case in cases("lex") {
        let text = case.read("input.wit");
        let (sources, parsed) = parse_source(&text);
        case.snapshot("tokens", &token_lines(&text));
        diagnostics(&case, &sources, &parsed.diagnostics);
    }
}

fn parse_source(text: &str) -> (SourceMap, outwit_parser::Parsed) {
    let mut sources = SourceMap::new();
    let file = sources.add("input.wit", text);
    let parsed = parse(file, text);
    (sources, parsed)
}

/// A case without findings has no snapshot of them, and none from earlier days.
fn diagnostics(case: &Case, sources: &SourceMap, diagnostics: &[Diagnostic]) {
    if diagnostics.is_empty() {
        let stale = case.dir.join("diagnostics.snap");
        assert!(!stale.exists(), "{} has no findings any more", case.name);
        return;
    }
    let style = render::Style { color: false, ascii: true };
    let text: String =
        diagnostics.iter().map(|diagnostic| render::human(sources, diagnostic, style)).collect();
    case.snapshot("diagnostics", &text);
}

/// One line a token, white space left out.
fn token_lines(text: &str) -> String {
    let mut out = String::new();
    for token in tokens(text).filter(|token| token.kind != TokenKind::Whitespace) {
        let kind = format!("{:?}", token.kind);
        let _ = writeln!(out, "{:?} {kind} {:?}", token.range, &text[token.range.as_usize()]);
    }
    out
}
