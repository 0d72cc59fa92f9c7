//! What is said about bad bytes: a code, the byte at which something is wrong, and what to do.

mod inputs;

use inputs::Bad;
use outwit_binary::WasmDecoder;
use outwit_diagnostics::{Diagnostic, SourceMap, render};
use outwit_resolve::Decoder;
use outwit_testkit::Case;

/// What is refused, by the name of the input.
fn refused() -> Vec<(&'static str, usize, SourceMap, Diagnostic)> {
    let mut refused = Vec::new();
    for Bad { name, bytes, code, is_dependency } in inputs::all() {
        let mut sources = SourceMap::new();
        let file = sources.add_binary("input.wasm");
        let found = WasmDecoder.decode(file, &bytes, is_dependency).err();
        assert_eq!(found.as_ref().map(|diagnostic| diagnostic.code.id), code, "{name}");
        refused.extend(found.map(|diagnostic| (name, bytes.len(), sources, diagnostic)));
    }
    refused
}

#[test]
fn every_message_has_a_code_a_byte_and_a_remedy() {
    for (name, length, _, diagnostic) in refused() {
        assert!(diagnostic.code.id.starts_with("WIT08") && diagnostic.is_error(), "{name}");
        let labels: Vec<_> = diagnostic.primary.iter().chain(&diagnostic.secondary).collect();
        assert!(!labels.is_empty() && !diagnostic.help.is_empty(), "{name}: {diagnostic:?}");
        for label in labels {
            assert!(label.span.range.end as usize <= length, "{name}: {diagnostic:?} points into the bytes");
        }
    }
}

#[test]
fn messages_read_well() {
    let dir = outwit_testkit::workspace().join("testdata/binary/bad-input");
    let text: String = refused()
        .iter()
        .map(|(name, length, sources, diagnostic)| {
            let shown = render::human(sources, diagnostic, render::Style::default());
            format!("# {name}, {length} bytes\n{shown}\n")
        })
        .collect();
    Case { name: "bad-input".to_owned(), dir }.snapshot("messages", &text);
}
