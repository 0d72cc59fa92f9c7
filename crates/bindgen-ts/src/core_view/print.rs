//! From the model of a core view to text.

use super::model::{Constant, Member, MemberKind, Value, View};
use crate::model::Doc;
use crate::print::{self, quoted};
use crate::printer::Printer;
use crate::{Emit, Options, OutputFile};

/// The module of types that the tables of all worlds have, below the output folder, without extension. No world is called
/// `wit` there.
const GENERAL: &str = "wit.core";

const GENERAL_TYPESCRIPT: &str = include_str!("../../runtime/core.ts");
const GENERAL_JAVASCRIPT: &str = include_str!("../../runtime/core.js");
const GENERAL_DECLARATIONS: &str = include_str!("../../runtime/core.d.ts");

/// How a constant is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// As a value.
    Value,
    /// As the type that holds this value alone.
    Type,
}

/// The file of the view and the general one.
pub(super) fn files(view: &View, options: &Options) -> Vec<OutputFile> {
    let own = |extension: &str, body: &dyn Fn(&mut Printer)| {
        let mut p = head(view);
        body(&mut p);
        let text = p.finish();
        let text = print::header(&view.source, options, &text) + &text;
        OutputFile { path: format!("{}{extension}", view.path), text, keep: false }
    };
    let general = |extension: &str, text: &str| {
        let text = print::header(&view.source, options, text) + text;
        OutputFile { path: format!("{GENERAL}{extension}"), text, keep: false }
    };
    match options.emit {
        Emit::Js => vec![
            own(".d.ts", &|p| {
                interface(p, view);
                constants(p, view, "export declare const", Style::Type, "");
            }),
            own(".js", &|p| constants(p, view, "export const", Style::Value, "")),
            general(".d.ts", GENERAL_DECLARATIONS),
            general(".js", GENERAL_JAVASCRIPT),
        ],
        Emit::Ts => vec![
            own(".ts", &|p| {
                interface(p, view);
                constants(p, view, "export const", Style::Value, " as const");
            }),
            general(".ts", GENERAL_TYPESCRIPT),
        ],
    }
}

fn head(view: &View) -> Printer {
    let mut p = Printer::new();
    p.doc(&Doc { lines: vec![view.about.clone(), String::new(), "@packageDocumentation".to_owned()] });
    p
}

/// Types alone: they are aliases, so that they fit the open-ended types that engines declare.
fn interface(p: &mut Printer, view: &View) {
    let memory = if view.memory64 { "Memory64" } else { "Memory" };
    p.blank();
    p.line(&format!("import type {{ {memory} }} from './{GENERAL}.js';"));
    p.blank();
    p.doc(&Doc::text("What a guest of the world may import, by module and name."));
    object_type(p, "export type CoreImports =", view.module.imports.is_empty(), |p| {
        for (module, members) in &view.module.imports {
            object_type(p, &format!("{}:", key(module)), members.is_empty(), |p| {
                members.iter().for_each(|each| member(p, each, memory));
            });
        }
    });
    p.blank();
    p.doc(&Doc::text("What a guest of the world exports."));
    object_type(p, "export type CoreExports =", view.module.exports.is_empty(), |p| {
        view.module.exports.iter().for_each(|each| member(p, each, memory));
    });
}

/// `head {`, members, and `};`.
fn object_type(p: &mut Printer, head: &str, is_empty: bool, members: impl FnOnce(&mut Printer)) {
    if is_empty {
        return p.line(&format!("{head} {{}};"));
    }
    p.line(&format!("{head} {{"));
    p.indented(members);
    p.line("};");
}

fn member(p: &mut Printer, member: &Member, memory: &str) {
    p.doc(&member.doc);
    let key = format!("{}{}: ", key(&member.name), if member.optional { "?" } else { "" });
    match &member.kind {
        MemberKind::Memory => p.line(&format!("readonly {key}{memory};")),
        MemberKind::Function { params, result } => {
            let params: Vec<String> = params.iter().map(|(name, ty)| format!("{name}: {ty}")).collect();
            p.list(&format!("{key}("), &params, &format!(") => {};", result.unwrap_or("void")));
        }
    }
}

fn constants(p: &mut Printer, view: &View, words: &str, style: Style, behind: &str) {
    for Constant { doc, name, value } in &view.constants {
        p.blank();
        p.doc(doc);
        let sign = if style == Style::Type { ": " } else { " = " };
        put(p, &format!("{words} {name}{sign}"), value, &format!("{behind};"), style);
    }
}

/// A value between two texts: on one line if that is short enough.
fn put(p: &mut Printer, before: &str, value: &Value, behind: &str, style: Style) {
    if let Some(text) = inline(value, style) {
        let line = format!("{before}{text}{behind}");
        if p.fits(&line) {
            return p.line(&line);
        }
    }
    let readonly = readonly(style);
    match value {
        Value::List(values) => {
            p.line(&format!("{before}{readonly}["));
            p.indented(|p| values.iter().for_each(|value| put(p, "", value, ",", style)));
            p.line(&format!("]{behind}"));
        }
        Value::Object(entries) => {
            p.line(&format!("{before}{{"));
            p.indented(|p| {
                let separator = if style == Style::Type { ";" } else { "," };
                for (name, value) in entries {
                    put(p, &format!("{readonly}{}: ", key(name)), value, separator, style);
                }
            });
            p.line(&format!("}}{behind}"));
        }
        _ => p.line(&format!("{before}{}{behind}", scalar(value).unwrap_or_default())),
    }
}

/// Longer texts are not put on one line anyway.
const LONGEST: usize = 100;

/// The value on one line; `None` if that is too long for any.
fn inline(value: &Value, style: Style) -> Option<String> {
    let readonly = readonly(style);
    let text = match value {
        Value::List(values) => {
            format!("{readonly}[{}]", joined(values.iter().map(|v| inline(v, style)), ", ")?)
        }
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, value)| Some(format!("{readonly}{}: {}", key(name), inline(value, style)?)));
            let separator = if style == Style::Type { "; " } else { ", " };
            format!("{{ {} }}", joined(entries, separator)?)
        }
        _ => scalar(value)?,
    };
    (text.len() <= LONGEST).then_some(text)
}

/// Texts one behind the other; stops as soon as they are too long.
fn joined(texts: impl Iterator<Item = Option<String>>, separator: &str) -> Option<String> {
    let mut whole = String::new();
    for text in texts {
        whole.push_str(if whole.is_empty() { "" } else { separator });
        whole.push_str(&text?);
        if whole.len() > LONGEST {
            return None;
        }
    }
    Some(whole)
}

/// A value without parts.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(quoted(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Null => Some("null".to_owned()),
        Value::List(_) | Value::Object(_) => None,
    }
}

fn readonly(style: Style) -> &'static str {
    if style == Style::Type { "readonly " } else { "" }
}

/// A key as it is written: bare if it is a plain word.
fn key(name: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let starts_well = !name.starts_with(|c: char| c.is_ascii_digit());
    if !name.is_empty() && starts_well && name.chars().all(is_word) { name.to_owned() } else { quoted(name) }
}
