//! The text of a file of stubs.

use crate::model::stub::{StubFile, StubItem, StubKind, StubMember, StubMemberKind};
use crate::model::{Key, Param, TsType};
use crate::print::{import, one_line, param, quoted, spell};
use crate::printer::Printer;
use crate::{Options, OutputFile};

/// The text of a file of stubs, which is the user's from then on.
pub(crate) fn stubs(file: &StubFile, options: &Options) -> OutputFile {
    let mut p = Printer::new();
    let generator = one_line(&options.generator);
    p.line(&format!(
        "// Begun by {generator} for {}, and yours: it is written only where it is missing.",
        file.source
    ));
    p.blank();
    p.doc(&file.doc);
    p.blank();
    file.imports.iter().for_each(|each| import(&mut p, "import type", each));
    for each in &file.items {
        p.blank();
        item(&mut p, each, &file.error);
    }
    if !file.renamed.is_empty() {
        let names = file.renamed.iter().map(|(here, there)| format!("{here} as {}", key(there)));
        p.blank();
        p.list("export { ", &names.collect::<Vec<_>>(), " };");
    }
    if let Some((ty, itself)) = &file.check {
        p.blank();
        p.line("// An export that is missing or does not fit is named here.");
        p.line(&format!("({{}} as typeof import({})) satisfies {};", quoted(itself), spell(ty)));
    }
    OutputFile { path: file.path.clone(), text: p.finish(), keep: true }
}

fn item(p: &mut Printer, item: &StubItem, error: &str) {
    let StubItem { doc, name, is_exported, kind } = item;
    let export = if *is_exported { "export " } else { "" };
    p.doc(doc);
    match kind {
        StubKind::Class { implements, members } => {
            p.block(&format!("{export}class {name} implements {}", spell(implements)), |p| {
                separated(p, members, |p, each| class_member(p, each, error));
            });
        }
        StubKind::Object { ty, members } => {
            p.line(&format!("{export}const {name}: {} = {{", spell(ty)));
            p.indented(|p| separated(p, members, |p, each| object_member(p, each, error)));
            p.line("};");
        }
        StubKind::Function { is_async, params, result, message } => {
            let asynchronous = if *is_async { "async " } else { "" };
            function(p, &format!("{export}{asynchronous}function {name}"), params, Some(result));
            throw(p, error, message, "}");
        }
        StubKind::Value { ty, message } => {
            p.line(&format!("{export}const {name}: {} = (() => {{", spell(ty)));
            throw(p, error, message, "})();");
        }
    }
}

/// Members, with an empty line between those that are longer than one.
fn separated(p: &mut Printer, members: &[StubMember], print: impl Fn(&mut Printer, &StubMember)) {
    let mut last_is_short = true;
    for (index, member) in members.iter().enumerate() {
        let is_short = matches!(member.kind, StubMemberKind::Local(_));
        if index > 0 && !(is_short && last_is_short) {
            p.blank();
        }
        print(p, member);
        last_is_short = is_short;
    }
}

fn class_member(p: &mut Printer, member: &StubMember, error: &str) {
    // A plain key `constructor` would make it one.
    let key = match &member.key {
        Key::Name(name) if name == "constructor" => "['constructor']".to_owned(),
        other => key(other),
    };
    let modifier = if member.is_static { "static " } else { "" };
    any_member(p, member, modifier, &key, "", error);
}

fn object_member(p: &mut Printer, member: &StubMember, error: &str) {
    any_member(p, member, "", &key(&member.key), ",", error);
}

/// A member under `key` between `modifier` and `end`.
fn any_member(p: &mut Printer, member: &StubMember, modifier: &str, key: &str, end: &str, error: &str) {
    let closing = format!("}}{end}");
    p.doc(&member.doc);
    match &member.kind {
        StubMemberKind::Local(name) if key == name => p.line(&format!("{name}{end}")),
        StubMemberKind::Local(name) => p.line(&format!("{key}: {name}{end}")),
        StubMemberKind::Function { is_async, params, result, message } => {
            let asynchronous = if *is_async { "async " } else { "" };
            function(p, &format!("{modifier}{asynchronous}{key}"), params, Some(result));
            throw(p, error, message, &closing);
        }
        StubMemberKind::Constructor { params, message } => {
            function(p, "constructor", params, None);
            throw(p, error, message, &closing);
        }
        StubMemberKind::Accessors { get, set, message } => {
            p.line(&format!("{modifier}get {key}(): {} {{", spell(get)));
            throw(p, error, message, &closing);
            if let Some(set) = set {
                p.line(&format!("{modifier}set {key}(value: {}) {{", spell(set)));
                throw(p, error, message, &closing);
            }
        }
    }
}

/// The head of a function up to its brace.
fn function(p: &mut Printer, head: &str, params: &[Param], result: Option<&TsType>) {
    let params: Vec<String> = params.iter().map(param).collect();
    let result = result.map(|result| format!(": {}", spell(result))).unwrap_or_default();
    p.list(&format!("{head}("), &params, &format!("){result} {{"));
}

/// A body that throws, and what closes it.
fn throw(p: &mut Printer, error: &str, message: &str, closing: &str) {
    p.indented(|p| p.line(&format!("throw new {error}({});", quoted(message))));
    p.line(closing);
}

fn key(key: &Key) -> String {
    match key {
        Key::Name(name) => name.clone(),
        Key::Quoted(text) => quoted(text),
        Key::New => "constructor".to_owned(),
    }
}
