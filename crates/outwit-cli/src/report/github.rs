//! One diagnostic as a workflow command of GitHub Actions, which shows it beside the line in question.

use std::fmt::Write;

use outwit_diagnostics::render::safe;
use outwit_diagnostics::{Diagnostic, Severity, SourceMap};

/// The command, without the line break.
pub(super) fn command(sources: &SourceMap, diagnostic: &Diagnostic) -> String {
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut place = String::new();
    if let Some(label) = &diagnostic.primary {
        let (start, end) = sources.locations(label.span);
        let file = property(&safe(sources.get(label.span.file).name()));
        let _ = write!(place, "file={file},line={},endLine={},", start.line, end.line);
        // Columns count only if they are of one line.
        if start.line == end.line {
            let _ = write!(place, "col={},endColumn={},", start.column, end.column);
        }
    }
    let title = property(&format!("{} {}", diagnostic.code.id, diagnostic.code.name));
    format!("::{kind} {place}title={title}::{}", data(&super::prose(diagnostic)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use outwit_diagnostics::Span;

    use super::*;
    use crate::diagnostics::CANNOT_WRITE;

    #[test]
    fn what_ends_a_command_is_escaped() {
        let mut sources = SourceMap::new();
        let file = sources.add("a,b:%\u{1b}.wit", "one\ntwo");
        let diagnostic = Diagnostic::new(&CANNOT_WRITE, "100 %\r\n::error::x").help("a\nb");
        assert_eq!(
            command(&sources, &diagnostic),
            "::error title=WIC0001 cannot-write::100 %25 %0A::error::x%0Ahelp: a%0Ab"
        );
        let placed = Diagnostic::new(&CANNOT_WRITE, "m").at(Span::new(file, 1, 5), "");
        assert_eq!(
            command(&sources, &placed),
            "::error file=a%2Cb%3A%25?.wit,line=1,endLine=2,title=WIC0001 cannot-write::m"
        );
    }
}
