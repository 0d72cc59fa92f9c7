//! What tells one finding from another from run to run, when lines move: for services that keep track of findings.

use std::collections::HashMap;

use outwit_diagnostics::{Diagnostic, SourceMap};

/// Makes fingerprints that are unique in one report.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    /// A hash of code, file, message and the text at fault, not of the place. Findings that are alike in all of these are
    /// told apart by their order.
    pub(super) fn next(&mut self, sources: &SourceMap, diagnostic: &Diagnostic) -> String {
        let (file, text) = match &diagnostic.primary {
            Some(label) => (sources.get(label.span.file).name(), sources.text(label.span)),
            None => ("", ""),
        };
        let parts = [diagnostic.code.id, file, &diagnostic.message, text];
        let hash = parts.iter().fold(FNV_BASIS, |hash, part| fnv1a(fnv1a(hash, part.as_bytes()), &[0xff]));
        let count = self.seen.entry(hash).or_default();
        *count += 1;
        format!("{:016x}", if *count == 1 { hash } else { fnv1a(hash, &count.to_le_bytes()) })
    }
}

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the same on every system and in every version, which the standard library does not promise of its hashes.
fn fnv1a(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use outwit_diagnostics::Span;

    use super::*;

    #[test]
    fn fingerprints_are_unique_and_do_not_depend_on_lines() {
        let of = |text: &str, start: u32| {
            let mut sources = SourceMap::new();
            let file = sources.add("a.wit", text);
            let diagnostic = Diagnostic::new(&crate::diagnostics::CANNOT_WRITE, "m")
                .at(Span::new(file, start, start + 1), "here");
            let mut fingerprints = Fingerprints::default();
            (fingerprints.next(&sources, &diagnostic), fingerprints.next(&sources, &diagnostic))
        };
        let (first, second) = of("x", 0);
        assert_ne!(first, second);
        assert_eq!(of("\n\n  x", 4), (first, second));
    }
}
