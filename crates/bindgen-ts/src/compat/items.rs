//! The declarations of named types, one for each; that of a resource is a class.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Case, Field, Flag, TypeId, TypeKind};

use super::functions;
use super::sheet::Sheet;
use crate::lower::{docs, enumeration};
use crate::model::{Alternative, Item, ItemKind, Key, Member, MemberKind, Origin, TsType};
use crate::names::{self, Reserved, Scope};
use crate::survey::Unit;

/// The types of a unit, in order, with the interfaces of cases behind their variants.
pub(super) fn types(sheet: &mut Sheet<'_>, unit: &Unit, side: Direction) -> Vec<Item> {
    let mut items = Vec::new();
    for (_, ty) in &unit.types {
        let def = &sheet.cx.resolve[*ty];
        let name = sheet.names.types[ty].clone();
        let mut cases = Vec::new();
        let kind = match &def.kind {
            TypeKind::Record(fields) => {
                ItemKind::Interface { extends: None, members: record(sheet, *ty, fields) }
            }
            TypeKind::Flags(members) => {
                ItemKind::Interface { extends: None, members: flags(sheet, *ty, members) }
            }
            TypeKind::Variant(alternatives) => ItemKind::Union(variant(sheet, *ty, alternatives, &mut cases)),
            TypeKind::Enum(alternatives) => ItemKind::Union(enumeration(sheet.cx.resolve, *ty, alternatives)),
            TypeKind::Resource => functions::class(sheet, unit, *ty, side),
            kind => ItemKind::Alias(sheet.spelled_out(kind)),
        };
        let doc = docs::item(sheet.cx.resolve, def.docs, def.stability);
        items.push(Item { doc, name, origin: Origin::Type(*ty), kind });
        items.append(&mut cases);
    }
    items
}

/// A field that holds an option may be absent.
fn record(sheet: &mut Sheet<'_>, record: TypeId, fields: &[Field]) -> Vec<Member> {
    let mut scope = Scope::new();
    let resolve = sheet.cx.resolve;
    let members = (0..).zip(fields).map(|(index, field)| {
        let wit = &resolve[field.name];
        let span = Some(field.span);
        let name = sheet.cx.notes.claim(&mut scope, wit, names::camel(wit), Reserved::Nothing, span);
        let optional = sheet.cx.facts.nullable(field.ty);
        // An alias of an option is seen through.
        let ty = match resolve.kind(field.ty) {
            TypeKind::Option(some) if optional => sheet.ty(*some),
            _ => sheet.ty(field.ty),
        };
        let kind = MemberKind::Property { optional, readonly: false, ty };
        let doc = docs::text(resolve, field.docs);
        Member { doc, key: Key::Name(name), origin: Origin::Part(record, index), kind }
    });
    members.collect()
}

fn flags(sheet: &Sheet<'_>, ty: TypeId, flags: &[Flag]) -> Vec<Member> {
    let mut scope = Scope::new();
    let resolve = sheet.cx.resolve;
    let members = (0..).zip(flags).map(|(index, flag)| {
        let wit = &resolve[flag.name];
        let span = Some(flag.span);
        let name = sheet.cx.notes.claim(&mut scope, wit, names::camel(wit), Reserved::Nothing, span);
        let kind = MemberKind::Property { optional: true, readonly: false, ty: TsType::name("boolean") };
        let doc = docs::text(resolve, flag.docs);
        Member { doc, key: Key::Name(name), origin: Origin::Part(ty, index), kind }
    });
    members.collect()
}

/// A union of interfaces, one for each case, which are added to `interfaces`. A case whose name was taken stands in the union.
fn variant(
    sheet: &mut Sheet<'_>,
    ty: TypeId,
    cases: &[Case],
    interfaces: &mut Vec<Item>,
) -> Vec<Alternative> {
    let resolve = sheet.cx.resolve;
    let mut alternatives = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let doc = docs::text(resolve, case.docs);
        let origin = Origin::Part(ty, u32::try_from(index).expect("a variant of as many cases is refused"));
        let tag = resolve[case.name].to_owned();
        let val = case.ty.map(|ty| sheet.ty(ty));
        let Some(name) = sheet.names.cases.get(&(ty, index)) else {
            let ty = TsType::Tagged { tag, val: val.map(Box::new) };
            alternatives.push(Alternative { doc, origin, ty });
            continue;
        };
        let key = |name: &str| Key::Name(name.to_owned());
        let mut members =
            vec![Member::property(docs::text(resolve, None), key("tag"), Origin::Own, TsType::Literal(tag))];
        members
            .extend(val.map(|val| Member::property(docs::text(resolve, None), key("val"), Origin::Own, val)));
        alternatives.push(Alternative { doc: docs::text(resolve, None), origin, ty: TsType::name(name) });
        let kind = ItemKind::Interface { extends: None, members };
        interfaces.push(Item { doc, name: name.clone(), origin, kind });
    }
    alternatives
}
