//! Functions: the members of `Imports` and `Exports`. They are properties, not methods, so that parameters are compared
//! strictly and a function may be taken out of its object.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Function, TypeId, TypeKind};

use super::docs::{self, FunctionDoc};
use super::sheet::Sheet;
use crate::facts::{Flow, flows};
use crate::model::{Doc, Item, ItemKind, Key, Member, Param, TsType};
use crate::names::{self, Reserved, Scope};
use crate::print::spell;
use crate::survey::{Func, Survey, Unit};

/// The functions of one side of an interface, if there are any.
pub(super) fn side(sheet: &mut Sheet<'_>, unit: &Unit, direction: Direction) -> Option<Item> {
    let functions = Survey::functions(unit, direction);
    if functions.is_empty() {
        return None;
    }
    let names = sheet.cx.naming.unit(unit.home);
    let (name, text) = match direction {
        Direction::Import => (&names.imports, "What the host provides to the component."),
        Direction::Export => (&names.exports, "What the component provides to the host."),
    };
    let members = members(sheet, functions, direction, &mut Scope::new());
    Some(Item { doc: Doc::text(text), name: name.clone(), kind: ItemKind::Interface(members) })
}

/// Functions as members of an object with the names of `scope`.
pub(super) fn members(
    sheet: &mut Sheet<'_>,
    functions: &[Func],
    direction: Direction,
    scope: &mut Scope,
) -> Vec<Member> {
    let member = |func: &Func| {
        let name = scope.claim(names::camel(&sheet.cx.resolve[func.name]), Reserved::Function);
        function(sheet, name, &sheet.cx.resolve[func.id], direction)
    };
    functions.iter().map(member).collect()
}

fn function(sheet: &mut Sheet<'_>, name: String, function: &Function, direction: Direction) -> Member {
    let (given, taken) = flows(sheet.cx.options.mode, direction);
    let params = params(sheet, function, given);
    let outcome = outcome(sheet, function.result, taken);
    let doc = docs::function(
        sheet.cx.resolve,
        &FunctionDoc { function, params: &params, throws: outcome.throws.as_deref() },
    );
    let ty = TsType::Function { params, result: Box::new(outcome.returns) };
    Member { doc, key: Key::Name(name), optional: false, ty }
}

fn params(sheet: &mut Sheet<'_>, function: &Function, flow: Flow) -> Vec<Param> {
    let mut scope = Scope::new();
    let cx = sheet.cx;
    // Callers may leave out options at the end.
    let required = match flow {
        Flow::Input => {
            function.params.iter().rposition(|param| !cx.facts.nullable(param.ty)).map_or(0, |at| at + 1)
        }
        Flow::Output => function.params.len(),
    };
    let params = function.params.iter().enumerate().map(|(index, param)| {
        let name = scope.claim(names::camel(&cx.resolve[param.name]), Reserved::Binding);
        let optional = index >= required;
        let ty = match cx.resolve[param.ty].kind {
            TypeKind::Option(some) if optional => sheet.ty(some, flow),
            _ => sheet.ty(param.ty, flow),
        };
        Param { name, optional, ty }
    });
    params.collect()
}

/// How a function ends.
struct Outcome {
    returns: TsType,
    /// The payload of the error that it throws, as text.
    throws: Option<String>,
}

/// A result as a whole is returned or thrown; inside another type it is a value.
fn outcome(sheet: &mut Sheet<'_>, result: Option<TypeId>, flow: Flow) -> Outcome {
    let Some(ty) = result else { return Outcome { returns: TsType::name("void"), throws: None } };
    match sheet.cx.resolve.kind(ty) {
        TypeKind::Result { ok, err } => Outcome {
            returns: sheet.or_void(*ok, flow),
            throws: Some(sheet.in_comment(|sheet| spell(&sheet.or_void(*err, flow)))),
        },
        _ => Outcome { returns: sheet.ty(ty, flow), throws: None },
    }
}
