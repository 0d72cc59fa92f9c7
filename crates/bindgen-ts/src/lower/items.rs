//! The declarations of named types: one for outputs, and one for inputs where those differ.

use outwit_resolve::graph::{Case, EnumCase, Field, Flag, TypeId, TypeKind};

use super::docs;
use super::sheet::Sheet;
use crate::facts::Flow;
use crate::model::{Alternative, Doc, Item, ItemKind, Key, Member, TsType};
use crate::names::{self, Reserved, Scope};
use crate::survey::{Unit, home};

/// The types of a unit, in order.
pub(super) fn types(sheet: &mut Sheet<'_>, unit: &Unit) -> Vec<Item> {
    let mut items = Vec::new();
    for (_, ty) in &unit.types {
        items.push(item(sheet, *ty, Flow::Output));
        if sheet.cx.facts.has_input_form(*ty) {
            items.push(item(sheet, *ty, Flow::Input));
        }
    }
    items
}

fn item(sheet: &mut Sheet<'_>, ty: TypeId, flow: Flow) -> Item {
    let cx = sheet.cx;
    let name = cx.naming.ty(ty, flow).to_owned();
    let def = &cx.resolve[ty];
    let kind = match &def.kind {
        TypeKind::Record(fields) => ItemKind::Interface(record(sheet, fields, flow)),
        TypeKind::Flags(members) => ItemKind::Interface(flags(sheet, members, flow)),
        TypeKind::Variant(cases) => ItemKind::Union(variant(sheet, cases, flow)),
        TypeKind::Enum(cases) => ItemKind::Union(enumeration(sheet, cases)),
        TypeKind::Alias(to) if home(cx.resolve, *to).is_some_and(|home| home != sheet.home) => {
            used(sheet, *to, flow, &name);
            ItemKind::Again
        }
        kind => ItemKind::Alias(sheet.spelled_out(kind, flow)),
    };
    let doc = match flow {
        Flow::Output => docs::item(cx.resolve, def.docs, def.stability),
        Flow::Input if kind == ItemKind::Again => Doc::default(),
        Flow::Input => docs::input_form(cx.resolve, def, cx.naming.ty(ty, Flow::Output)),
    };
    Item { doc, name, kind }
}

/// A type of another file under a name of this one: it stays the same type, with its documentation.
fn used(sheet: &mut Sheet<'_>, to: TypeId, flow: Flow, here: &str) {
    if let Some(home) = home(sheet.cx.resolve, to) {
        let there = sheet.cx.naming.ty(to, flow);
        sheet.import_type(home, there, here);
    }
}

/// A field that holds an option may be absent as well as `undefined`.
fn record(sheet: &mut Sheet<'_>, fields: &[Field], flow: Flow) -> Vec<Member> {
    let mut scope = Scope::new();
    let resolve = sheet.cx.resolve;
    let members = fields.iter().map(|field| Member {
        doc: docs::text(resolve, field.docs),
        key: Key::Name(scope.claim(names::camel(&resolve[field.name]), Reserved::Property)),
        optional: sheet.cx.facts.nullable(field.ty),
        ty: sheet.ty(field.ty, flow),
    });
    members.collect()
}

/// An output says of every flag whether it is set; an input may leave out those that are not.
fn flags(sheet: &Sheet<'_>, flags: &[Flag], flow: Flow) -> Vec<Member> {
    let mut scope = Scope::new();
    let resolve = sheet.cx.resolve;
    let members = flags.iter().map(|flag| Member {
        doc: docs::text(resolve, flag.docs),
        key: Key::Name(scope.claim(names::camel(&resolve[flag.name]), Reserved::Property)),
        optional: flow == Flow::Input,
        ty: match flow {
            Flow::Output => TsType::name("boolean"),
            Flow::Input => TsType::name("boolean").or_undefined(),
        },
    });
    members.collect()
}

fn variant(sheet: &mut Sheet<'_>, cases: &[Case], flow: Flow) -> Vec<Alternative> {
    let resolve = sheet.cx.resolve;
    let alternatives = cases.iter().map(|case| Alternative {
        doc: docs::text(resolve, case.docs),
        ty: TsType::Tagged {
            tag: resolve[case.name].to_owned(),
            val: case.ty.map(|ty| Box::new(sheet.ty(ty, flow))),
        },
    });
    alternatives.collect()
}

fn enumeration(sheet: &Sheet<'_>, cases: &[EnumCase]) -> Vec<Alternative> {
    let resolve = sheet.cx.resolve;
    let alternatives = cases.iter().map(|case| Alternative {
        doc: docs::text(resolve, case.docs),
        ty: TsType::Literal(resolve[case.name].to_owned()),
    });
    alternatives.collect()
}
