//! Diagnostics in the formats that `--format` names.

mod json;

use std::path::PathBuf;
use std::str::FromStr;

use outwit_diagnostics::render::{self, Style};
use outwit_diagnostics::{Diagnostic, Severity, SourceMap};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// With the source text, for people.
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
}

const FORMATS: [(&str, Format); 3] =
    [("human", Format::Human), ("short", Format::Short), ("json", Format::Json)];

/// A format and where it goes: a file, or standard output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Output, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of a file is missing behind `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        match FORMATS.iter().find(|(known, _)| *known == name) {
            Some((_, format)) => Ok(Output { format: *format, file }),
            None => Err(format!(
                "the formats are {}",
                outwit_diagnostics::quoted_list(FORMATS.iter().map(|(known, _)| *known))
            )),
        }
    }
}

/// All of `diagnostics` as one text that ends with a line break, or is empty.
pub(crate) fn render(
    format: Format,
    sources: &SourceMap,
    diagnostics: &[Diagnostic],
    style: Style,
) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        match format {
            Format::Human => out += &render::human(sources, diagnostic, style),
            Format::Short => out += &(render::short(sources, diagnostic) + "\n"),
            Format::Json => out += &(json::line(sources, diagnostic) + "\n"),
        }
    }
    out
}

/// `2 errors, 1 warning`, if there is anything to count.
pub(crate) fn count<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic>) -> Option<String> {
    let severities: Vec<Severity> = diagnostics.map(|diagnostic| diagnostic.severity).collect();
    let of = |severity| severities.iter().filter(|other| **other == severity).count();
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .map(|severity| (severity, of(severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {severity}{}", if count == 1 { "" } else { "s" }))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_may_name_a_file() {
        assert_eq!("json".parse(), Ok(Output { format: Format::Json, file: None }));
        assert_eq!("short=a=b".parse(), Ok(Output { format: Format::Short, file: Some("a=b".into()) }));
        assert_eq!("jsn".parse::<Output>(), Err("the formats are `human`, `short` and `json`".to_owned()));
        assert_eq!("json=".parse::<Output>(), Err("the name of a file is missing behind `=`".to_owned()));
    }
}
