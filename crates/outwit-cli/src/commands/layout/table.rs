//! Layouts as tables.

use std::fmt::Write;

use super::describe::{Described, Row, TypeLayout, What};
use super::summary::{Class, Summary, ThroughMemory};

/// How many lists of one class are named.
const MAX_NAMED: usize = 6;

/// All groups, and the summary behind them.
pub(super) fn text(groups: &[Described], summary: Option<&Summary>) -> String {
    let mut parts: Vec<String> = groups.iter().filter(|group| !group.types.is_empty()).map(group).collect();
    parts.extend(summary.filter(|summary| !summary.is_empty()).map(summary_text));
    parts.join("\n")
}

fn group(group: &Described) -> String {
    let types: Vec<String> = group.types.iter().map(ty).collect();
    format!("{}\n\n{}", group.title, types.join("\n"))
}

fn ty(ty: &TypeLayout) -> String {
    let flat = match &ty.flat {
        Some(flat) => {
            flat.iter().map(|core| format!("{core:?}").to_lowercase()).collect::<Vec<_>>().join(" ")
        }
        None => "more than 16 core values, passed in memory".to_owned(),
    };
    let mut out = format!("{}\n  size {}, align {}, flat {flat}\n", ty.head, ty.size, ty.align);
    if ty.waste > 0 {
        let best =
            ty.best.map_or(String::new(), |best| format!("; {best} bytes with fields by falling alignment"));
        line(&mut out, format_args!("  {} bytes of padding{best}", ty.waste));
    }
    if !ty.rows.is_empty() {
        out += "  offset  size  align\n";
    }
    for Row { offset, size, align, what } in &ty.rows {
        let align = align.map_or(String::new(), |align| align.to_string());
        line(&mut out, format_args!("  {offset:>6}  {size:>4}  {align:>5}  {}", what_text(what)));
    }
    out
}

fn what_text(what: &What) -> String {
    match what {
        What::Padding => "(padding)".to_owned(),
        What::Tag(bits, cases) => format!("case number, u{bits} of {cases}"),
        What::Field(name, ty) => format!("{name}: {ty}"),
        What::Case(case, ty) => format!("{case}({ty})"),
    }
}

impl Summary {
    fn is_empty(&self) -> bool {
        self.functions == 0 && self.lists.is_empty()
    }
}

fn summary_text(summary: &Summary) -> String {
    let mut out = String::new();
    if summary.functions > 0 {
        let (some, all) = (summary.through_memory.len(), summary.functions);
        line(
            &mut out,
            format_args!("functions that pass parameters or results through memory: {some} of {all}"),
        );
        let mut owner = "";
        for function in &summary.through_memory {
            if function.owner != owner {
                line(&mut out, format_args!("  {}", function.owner));
                owner = &function.owner;
            }
            line(&mut out, format_args!("    {}: {}", function.name, bytes_text(function)));
        }
    }
    if !summary.lists.is_empty() {
        line(&mut out, format_args!("lists by what their elements are"));
        for class in Class::ALL {
            let Some(lists) = summary.lists.get(&class) else { continue };
            let mut names = lists.iter().take(MAX_NAMED).cloned().collect::<Vec<_>>().join(", ");
            if lists.len() > MAX_NAMED {
                names += &format!(", and {} more", lists.len() - MAX_NAMED);
            }
            let (count, word, meaning) = (lists.len(), class.word(), class.meaning());
            line(&mut out, format_args!("  {word}, {meaning}: {count}\n    {names}"));
        }
    }
    out
}

fn bytes_text(function: &ThroughMemory) -> String {
    let parts = [
        function.params.map(|size| format!("{size} bytes of parameters")),
        function
            .async_params
            .map(|size| format!("{size} bytes of parameters where it is called asynchronously")),
        function.result.map(|size| format!("{size} bytes of result")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a string cannot fail");
}
