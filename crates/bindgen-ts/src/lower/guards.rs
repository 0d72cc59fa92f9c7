//! Guards: for each type that the error of a called function can be, a function that tells it from anything else that was
//! caught, by what can be looked at when the program runs.

use std::collections::BTreeSet;

use outwit_bindgen_core::Bindings;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{EnumCase, Primitive, Resolve, TypeId, TypeKind};

use super::sheet::Sheet;
use crate::Mode;
use crate::facts::{Flow, Form, Role};
use crate::model::{Check, Doc, Item, ItemKind, Origin};
use crate::names::{self, Reserved, Scope};

/// The named types that are errors of functions which the user of the declarations calls, each with the side on which it is
/// one; with them what they are other names of, within one interface.
pub(crate) fn guarded(resolve: &Resolve, bindings: &Bindings, mode: Mode) -> BTreeSet<(TypeId, Direction)> {
    let mut found = BTreeSet::new();
    for callable in bindings.callables() {
        if Role::of(mode, callable.direction) != Role::Consumer {
            continue;
        }
        let Some(result) = resolve[callable.function].result else { continue };
        let TypeKind::Result { err: Some(err), .. } = resolve.kind(result) else { continue };
        let mut ty = *err;
        loop {
            if resolve[ty].name.is_some() && resolve.used_from(ty).is_none() {
                found.insert((ty, callable.direction));
            }
            ty = match resolve[ty].kind {
                TypeKind::Alias(to) => to,
                TypeKind::Own(resource) => resource.as_written(),
                _ => break,
            };
        }
    }
    found
}

/// The guard of a type on a side, if it has one.
pub(super) fn guard(sheet: &mut Sheet<'_>, ty: TypeId, side: Direction) -> Option<Item> {
    let cx = sheet.cx;
    let name = cx.naming.guard(ty, side)?.to_owned();
    let form = Form { flow: Flow::Output, side };
    let payload = sheet.ty(ty, form);
    let error = sheet.helper_type("WitError", vec![payload]);
    let is_error = sheet.value("isWitError");
    let check = check(sheet, ty);
    let doc = Doc::text(format!(
        "Whether what was caught is an error whose payload is {{@link {}}}.",
        cx.naming.ty(ty, cx.facts.declared(ty, form))
    ));
    Some(Item { doc, name, origin: Origin::Type(ty), kind: ItemKind::Guard { error, is_error, check } })
}

fn check(sheet: &mut Sheet<'_>, ty: TypeId) -> Check {
    let cx = sheet.cx;
    match cx.resolve.kind(ty) {
        TypeKind::Variant(cases) => Check::Tags {
            helper: sheet.value("hasTag"),
            tags: cases.iter().map(|case| cx.resolve[case.name].to_owned()).collect(),
        },
        TypeKind::Result { .. } => {
            Check::Tags { helper: sheet.value("hasTag"), tags: vec!["ok".to_owned(), "err".to_owned()] }
        }
        TypeKind::Enum(cases) => {
            Check::Literals { helper: sheet.value("isOneOf"), cases: literals(cx.resolve, cases) }
        }
        TypeKind::Record(fields) => {
            let mut scope = Scope::new();
            let reserved = Reserved::Property.in_mode(cx.options.mode);
            let names = fields
                .iter()
                .map(|field| (field, scope.claim(names::camel(&cx.resolve[field.name]), reserved)));
            let keys =
                names.filter(|(field, _)| !cx.facts.nullable(field.ty)).map(|(_, name)| name).collect();
            Check::Keys { helper: sheet.value("hasKeys"), keys }
        }
        TypeKind::Flags(_) | TypeKind::Resource | TypeKind::Own(_) | TypeKind::Map(..) => {
            Check::TypeOf("object")
        }
        TypeKind::List(_) | TypeKind::FixedLengthList(..) | TypeKind::Tuple(_) => Check::TypeOf("object"),
        TypeKind::Primitive(primitive) => Check::TypeOf(match primitive {
            Primitive::Bool => "boolean",
            Primitive::String | Primitive::Char => "string",
            Primitive::U64 | Primitive::S64 => "bigint",
            Primitive::ErrorContext => "object",
            _ => "number",
        }),
        _ => Check::Anything,
    }
}

fn literals(resolve: &Resolve, cases: &[EnumCase]) -> Vec<String> {
    cases.iter().map(|case| resolve[case.name].to_owned()).collect()
}
