//! Resources: an interface for what values can do, and one for what belongs to the resource itself. Neither is a class, so that
//! any class of the user's can implement them.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{FunctionKind, Owner, Resolve, TypeId};

use super::docs;
use super::functions::{self, Names};
use super::sheet::Sheet;
use crate::facts::{Flow, Form, Role};
use crate::model::{Doc, Item, ItemKind, Key, Member, MemberKind, Origin, TsType};
use crate::names::{Reserved, Scope};
use crate::survey::{Func, Survey, Unit};

/// The declarations of a resource in one copy of its interface.
pub(super) fn resource(sheet: &mut Sheet<'_>, unit: &Unit, ty: TypeId, declared: Direction) -> [Item; 2] {
    let cx = sheet.cx;
    let side = cx.survey.copy(unit.home, declared);
    let role = Role::of(cx.options.mode, side);
    let name = name(sheet, ty, side).to_owned();
    let def = &cx.resolve[ty];
    let helper = match role {
        Role::Consumer => "Handle",
        Role::Implementer => "Resource",
    };
    let id = id(cx.resolve, cx.world_id(), ty, cx.facts.is_sided(ty) && side == Direction::Export);
    let extends = Some(sheet.helper_type(helper, vec![TsType::Literal(id)]));
    let Members { values: members, statics } = members(sheet, unit, ty, side);
    let value = Item {
        doc: docs::item(cx.resolve, def.docs, def.stability),
        name: name.clone(),
        origin: Origin::Type(ty),
        kind: ItemKind::Interface { extends, members },
    };
    [value, class(sheet, ty, side, &name, statics)]
}

/// The members of a resource.
pub(super) struct Members {
    /// Those of its values.
    pub(super) values: Vec<Member>,
    /// Its own.
    pub(super) statics: Vec<Member>,
}

/// The members of a resource in one copy of its interface.
pub(super) fn members(sheet: &mut Sheet<'_>, unit: &Unit, ty: TypeId, side: Direction) -> Members {
    let (methods, statics) = functions_of(sheet.cx.resolve, Survey::functions(unit, side), ty);
    let mut named = |functions: &[Func], reserved| {
        functions::members(sheet, functions, Names { reserved, side }, &mut Scope::new())
    };
    Members { values: named(&methods, Reserved::Function), statics: named(&statics, Reserved::Static) }
}

/// What belongs to the resource itself: its constructor and its static functions.
fn class(sheet: &mut Sheet<'_>, ty: TypeId, side: Direction, name: &str, members: Vec<Member>) -> Item {
    let cx = sheet.cx;
    let has_constructor = members.iter().any(|member| member.key == Key::New);
    let extends = match has_constructor {
        true => None,
        false => Some(sheet.helper_type("ResourceClass", vec![TsType::name(name)])),
    };
    Item {
        doc: Doc::text(format!("The class of {{@link {name}}}.")),
        name: cx.naming.class(ty, side).to_owned(),
        origin: Origin::Class(ty),
        kind: ItemKind::Interface { extends, members },
    }
}

/// The member that holds the class among the imports or exports. A host need not have one where nothing of it is used.
pub(super) fn member(
    sheet: &Sheet<'_>,
    unit: &Unit,
    ty: TypeId,
    side: Direction,
    scope: &mut Scope,
) -> Member {
    let cx = sheet.cx;
    let (_, statics) = functions_of(cx.resolve, Survey::functions(unit, side), ty);
    let key = Key::Name(scope.claim(plain_name(sheet, ty), Reserved::Nothing));
    let ty_of = TsType::name(cx.naming.class(ty, side));
    let optional = cx.options.mode == crate::Mode::Host && side == Direction::Import && statics.is_empty();
    let doc = docs::item(cx.resolve, cx.resolve[ty].docs, cx.resolve[ty].stability);
    let kind = MemberKind::Property { optional, readonly: false, ty: ty_of };
    Member { doc, key, origin: Origin::Class(ty), kind }
}

/// What the resource is called in one copy of its interface.
pub(super) fn name<'a>(sheet: &Sheet<'a>, ty: TypeId, side: Direction) -> &'a str {
    let cx = sheet.cx;
    cx.naming.ty(ty, cx.facts.declared(ty, Form { flow: Flow::Output, side }))
}

/// What it is called whichever copy is meant.
pub(super) fn plain_name<'a>(sheet: &Sheet<'a>, ty: TypeId) -> &'a str {
    let form = Form { flow: Flow::Output, side: Direction::Import };
    sheet.cx.naming.ty(ty, form)
}

/// What tells a resource from all others: its id, as the canonical ABI writes such names.
fn id(resolve: &Resolve, world: String, ty: TypeId, exported: bool) -> String {
    let owner = match resolve[ty].owner {
        Owner::Interface(interface) => resolve.interface_id(interface).unwrap_or(world),
        Owner::World(_) | Owner::None => world,
    };
    let name = resolve[ty].name.map_or("", |name| &resolve[name]);
    format!("{}{owner}#{name}", if exported { "[export]" } else { "" })
}

/// The functions of a resource that are called on a value, and the others.
fn functions_of(resolve: &Resolve, functions: &[Func], ty: TypeId) -> (Vec<Func>, Vec<Func>) {
    let all = functions.iter().copied().filter(|func| resolve[func.id].resource() == Some(ty));
    all.partition(|func| matches!(resolve[func.id].kind, FunctionKind::Method(_)))
}
