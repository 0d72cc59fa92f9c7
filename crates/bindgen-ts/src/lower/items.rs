//! The declarations of named types: one for outputs, and one for inputs where those differ.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Case, EnumCase, Field, Flag, Resolve, TypeId, TypeKind};

use super::sheet::Sheet;
use super::{docs, guards, resources};
use crate::facts::{Flow, Form};
use crate::model::{Alternative, Doc, Item, ItemKind, Key, Member, MemberKind, Origin, TsType};
use crate::names::{self, Reserved, Scope};
use crate::survey::{Survey, Unit, home};

/// The types of a unit, in order, each in all its forms, with what belongs to them.
pub(super) fn types(sheet: &mut Sheet<'_>, unit: &Unit) -> Vec<Item> {
    let mut items = Vec::new();
    for (_, ty) in &unit.types {
        let forms = forms(sheet, unit, *ty);
        for form in &forms {
            match sheet.cx.resolve[*ty].kind {
                TypeKind::Resource => items.extend(resources::resource(sheet, unit, *ty, form.side)),
                _ => items.push(item(sheet, unit, *ty, *form)),
            }
        }
        let sides = [Direction::Import, Direction::Export];
        items.extend(sides.into_iter().filter_map(|side| guards::guard(sheet, *ty, side)));
    }
    items
}

/// The forms in which a type is declared.
fn forms(sheet: &Sheet<'_>, unit: &Unit, ty: TypeId) -> Vec<Form> {
    let mut forms = Vec::new();
    for side in Survey::sides(unit) {
        for flow in [Flow::Output, Flow::Input] {
            let declared = sheet.cx.facts.declared(ty, Form { flow, side });
            if !forms.contains(&declared) {
                forms.push(declared);
            }
        }
    }
    forms
}

fn item(sheet: &mut Sheet<'_>, unit: &Unit, ty: TypeId, declared: Form) -> Item {
    let cx = sheet.cx;
    let name = cx.naming.ty(ty, declared).to_owned();
    let def = &cx.resolve[ty];
    // What it consists of is found from the copy of the interface that the declaration is of.
    let form = Form { flow: declared.flow, side: cx.survey.copy(unit.home, declared.side) };
    let kind = match &def.kind {
        TypeKind::Record(fields) => {
            ItemKind::Interface { extends: None, members: record(sheet, ty, fields, form) }
        }
        TypeKind::Flags(members) => {
            ItemKind::Interface { extends: None, members: flags(sheet, ty, members, form) }
        }
        TypeKind::Variant(cases) => ItemKind::Union(variant(sheet, ty, cases, form)),
        TypeKind::Enum(cases) => ItemKind::Union(enumeration(sheet.cx.resolve, ty, cases)),
        TypeKind::Alias(to) if home(cx.resolve, *to).is_some_and(|home| Some(home) != sheet.home) => {
            used(sheet, *to, form, &name);
            ItemKind::Again
        }
        kind => ItemKind::Alias(sheet.spelled_out(kind, form)),
    };
    let doc = match form.flow {
        Flow::Output => docs::item(cx.resolve, def.docs, def.stability),
        Flow::Input if kind == ItemKind::Again => Doc::default(),
        Flow::Input => {
            let output = cx.facts.declared(ty, Form { flow: Flow::Output, ..form });
            docs::input_form(cx, def, cx.naming.ty(ty, output))
        }
    };
    Item { doc, name, origin: Origin::Type(ty), kind }
}

/// A type of another file under a name of this one: it stays the same type, with its documentation.
fn used(sheet: &mut Sheet<'_>, to: TypeId, form: Form, here: &str) {
    if let Some(home) = home(sheet.cx.resolve, to) {
        let there = sheet.cx.naming.ty(to, sheet.cx.facts.declared(to, form));
        sheet.import_type(home, there, here);
    }
}

/// A field that holds an option may be absent as well as `undefined`.
fn record(sheet: &mut Sheet<'_>, record: TypeId, fields: &[Field], form: Form) -> Vec<Member> {
    let mut scope = Scope::new();
    let cx = sheet.cx;
    let members = (0..).zip(fields).map(|(index, field)| Member {
        doc: docs::text(cx.resolve, field.docs),
        key: Key::Name(cx.claim(
            &mut scope,
            field.name,
            names::camel(&cx.resolve[field.name]),
            Reserved::Property,
            Some(field.span),
        )),
        origin: Origin::Part(record, index),
        kind: MemberKind::Property {
            optional: cx.facts.nullable(field.ty),
            readonly: false,
            ty: sheet.ty(field.ty, form),
        },
    });
    members.collect()
}

/// An output says of every flag whether it is set; an input may leave out those that are not.
fn flags(sheet: &Sheet<'_>, ty: TypeId, flags: &[Flag], form: Form) -> Vec<Member> {
    let mut scope = Scope::new();
    let cx = sheet.cx;
    let members = (0..).zip(flags).map(|(index, flag)| Member {
        doc: docs::text(cx.resolve, flag.docs),
        key: Key::Name(cx.claim(
            &mut scope,
            flag.name,
            names::camel(&cx.resolve[flag.name]),
            Reserved::Property,
            Some(flag.span),
        )),
        origin: Origin::Part(ty, index),
        kind: MemberKind::Property {
            optional: form.flow == Flow::Input,
            readonly: false,
            ty: match form.flow {
                Flow::Output => TsType::name("boolean"),
                Flow::Input => TsType::name("boolean").or_undefined(),
            },
        },
    });
    members.collect()
}

fn variant(sheet: &mut Sheet<'_>, ty: TypeId, cases: &[Case], form: Form) -> Vec<Alternative> {
    let resolve = sheet.cx.resolve;
    let alternatives = (0..).zip(cases).map(|(index, case)| Alternative {
        doc: docs::text(resolve, case.docs),
        origin: Origin::Part(ty, index),
        ty: TsType::Tagged {
            tag: resolve[case.name].to_owned(),
            val: case.ty.map(|ty| Box::new(sheet.ty(ty, form))),
        },
    });
    alternatives.collect()
}

/// An enum as its names, in any shape of the declarations.
pub(crate) fn enumeration(resolve: &Resolve, ty: TypeId, cases: &[EnumCase]) -> Vec<Alternative> {
    let alternatives = (0..).zip(cases).map(|(index, case)| Alternative {
        doc: docs::text(resolve, case.docs),
        origin: Origin::Part(ty, index),
        ty: TsType::Literal(resolve[case.name].to_owned()),
    });
    alternatives.collect()
}
