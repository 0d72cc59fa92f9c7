//! Modules in the shape of another generator's: functions and classes at their top level, each file a module or the
//! declaration of one.

use super::{callable, header, member, namespace_again, quoted, renamed_export, spell};
use crate::model::{ClassMember, Export, Item, ItemKind, Key, Member, MemberKind, ModuleShape, Namespace};
use crate::printer::Printer;
use crate::{Emit, Options, OutputFile};

/// The text of a file.
pub(crate) fn module(file: &ModuleShape, options: &Options) -> OutputFile {
    let mut p = Printer::new();
    p.doc(&file.doc);
    if !file.libraries.is_empty() || !file.references.is_empty() {
        p.blank();
        file.libraries.iter().for_each(|name| p.line(&format!("/// <reference lib=\"{name}\" />")));
        file.references.iter().for_each(|path| p.line(&format!("/// <reference path=\"{path}\" />")));
    }
    p.blank();
    match &file.module {
        None => body(&mut p, file, false),
        Some(name) => p.block(&format!("declare module {}", quoted(name)), |p| body(p, file, true)),
    }
    for Namespace { doc, from, name } in &file.labels {
        p.blank();
        p.doc(doc);
        p.block(&format!("declare module {}", quoted(name)), |p| {
            p.line(&format!("export * from {};", quoted(from)));
        });
    }
    let text = p.finish();
    let path = format!("{}.d.ts", file.path);
    OutputFile { path, text: header(&file.source, options, &text) + &text, keep: false }
}

fn body(p: &mut Printer, file: &ModuleShape, is_ambient: bool) {
    file.again.iter().for_each(|again| namespace_again(p, again));
    for (index, each) in file.items.iter().enumerate() {
        if index > 0 || !file.again.is_empty() {
            p.blank();
        }
        item(p, each, is_ambient);
    }
    if file.items.is_empty() && file.again.is_empty() {
        p.line("export {};");
    }
}

/// An item; where everything is declared already, nothing may be declared once more.
pub(super) fn item(p: &mut Printer, item: &Item, is_ambient: bool) {
    let name = &item.name;
    let declare = |export: &Export| match (export, is_ambient) {
        (Export::AsDeclared, _) => ("export ", name.clone()),
        (Export::From(here) | Export::Default(here), true) => ("", here.clone()),
        (Export::From(here) | Export::Default(here), false) => ("declare ", here.clone()),
    };
    match &item.kind {
        ItemKind::Function { export, signature } => {
            p.doc(&item.doc);
            let (declare, here) = declare(export);
            callable(p, &format!("{declare}function {here}"), signature, ": ");
            export_afterwards(p, name, export);
        }
        ItemKind::Value { export, readonly, ty } => {
            p.doc(&item.doc);
            let (declare, here) = declare(export);
            let keyword = if *readonly { "const" } else { "let" };
            p.line(&format!("{declare}{keyword} {here}: {};", spell(ty)));
            export_afterwards(p, name, export);
        }
        ItemKind::Class { implements, members } => {
            p.doc(&item.doc);
            let implements =
                implements.as_ref().map(|name| format!(" implements {name}")).unwrap_or_default();
            p.block(&format!("export class {name}{implements}"), |p| {
                members.iter().for_each(|each| class_member(p, each));
            });
        }
        _ => super::item(p, item, Emit::Js),
    }
}

fn export_afterwards(p: &mut Printer, name: &str, export: &Export) {
    match export {
        Export::AsDeclared => {}
        Export::From(here) => p.line(&renamed_export(here, name)),
        Export::Default(here) => p.line(&format!("export default {here};")),
    }
}

fn class_member(p: &mut Printer, each: &ClassMember) {
    match each {
        ClassMember::PrivateConstructor => p.line("private constructor();"),
        ClassMember::OfValues(Member {
            doc, key: Key::New, kind: MemberKind::Construct(signature), ..
        }) => {
            p.doc(doc);
            let params: Vec<String> = signature.params.iter().map(super::param).collect();
            p.list("constructor(", &params, ");");
        }
        ClassMember::OfValues(each) => member(p, each, ""),
        ClassMember::Static(each) => member(p, each, "static "),
    }
}
