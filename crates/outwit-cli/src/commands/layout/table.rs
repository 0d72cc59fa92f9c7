//! Layouts as tables.

use std::collections::BTreeMap;
use std::fmt::Write;

use outwit_resolve::abi::PointerWidth;

use super::describe::{Described, Row, TypeLayout, What};
use super::summary::{Class, Padding, Smaller, Summary, ThroughMemory};

/// How many lists of one class are named.
const MAX_NAMED: usize = 6;

/// All groups, and the summary behind them.
pub(super) fn text(pointer: PointerWidth, groups: &[Described], summary: Option<&Summary>) -> String {
    let mut parts: Vec<String> = groups.iter().filter(|group| !group.types.is_empty()).map(group).collect();
    parts.extend(summary.filter(|summary| !summary.is_empty()).map(summary_text));
    if pointer == PointerWidth::P64 && !parts.is_empty() {
        parts.insert(0, "in a memory with 64-bit addresses\n".to_owned());
    }
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

fn summary_text(summary: &Summary) -> String {
    let mut out = String::new();
    functions(&mut out, summary);
    lists(&mut out, &summary.lists);
    padding(&mut out, &summary.padding);
    out
}

fn functions(out: &mut String, Summary { functions, through_memory, .. }: &Summary) {
    if *functions == 0 {
        return;
    }
    let count =
        |has: fn(&ThroughMemory) -> bool| through_memory.iter().filter(|function| has(function)).count();
    let params = count(|function| function.params.is_some() || function.async_params.is_some());
    let results = count(|function| function.result.is_some());
    let some = through_memory.len();
    line(
        out,
        format_args!(
            "functions that pass parameters ({params}) or results ({results}) through memory: {some} of {functions}"
        ),
    );
    let mut last = "";
    for function in through_memory {
        owner(out, &function.owner, &mut last);
        line(out, format_args!("    {}: {}", function.name, bytes_text(function)));
    }
}

fn lists(out: &mut String, lists: &BTreeMap<Class, Vec<String>>) {
    if lists.is_empty() {
        return;
    }
    line(out, format_args!("lists by what their elements are"));
    for class in Class::ALL {
        let Some(lists) = lists.get(&class) else { continue };
        let mut names = lists.iter().take(MAX_NAMED).cloned().collect::<Vec<_>>().join(", ");
        if lists.len() > MAX_NAMED {
            names += &format!(", and {} more", lists.len() - MAX_NAMED);
        }
        let (count, word, meaning) = (lists.len(), class.word(), class.meaning());
        line(out, format_args!("  {word}, {meaning}: {count}\n    {names}"));
    }
}

fn padding(out: &mut String, Padding { types, padded, bytes, smaller }: &Padding) {
    if *types == 0 {
        return;
    }
    let sum = if *padded > 0 { format!(", {bytes} bytes in one value of each") } else { String::new() };
    line(out, format_args!("types that hold padding: {padded} of {types}{sum}"));
    if smaller.is_empty() {
        return;
    }
    line(out, format_args!("records that are smaller with fields by falling alignment: {}", smaller.len()));
    let mut last = "";
    for Smaller { owner: of, name, size, best } in smaller {
        owner(out, of, &mut last);
        line(out, format_args!("    {name}: {best} bytes, not {size}"));
    }
}

/// Says whose the next lines are, unless the last ones were too.
fn owner<'o>(out: &mut String, owner: &'o str, last: &mut &'o str) {
    if owner != *last {
        line(out, format_args!("  {owner}"));
        *last = owner;
    }
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
