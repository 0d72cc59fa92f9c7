//! Functions: the members of `Imports`, `Exports` and resources. They are properties, not methods, so that parameters are
//! compared strictly and a function may be taken out of its object. The exception is what the user writes and what takes the
//! user's own resources: its class may expect values of that class.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Accessor, Function, FunctionKind, TypeId, TypeKind};

use super::Context;
use super::docs::{self, FunctionDoc};
use super::resources;
use super::sheet::Sheet;
use crate::facts::{Flow, Form, Role};
use crate::model::{Doc, Item, ItemKind, Key, Member, MemberKind, Origin, Param, Signature, TsType};
use crate::names::{self, Reserved, Scope};
use crate::print::spell;
use crate::survey::{Func, Survey, Unit};
use crate::{Mode, Results};

/// So many types without names in each other are compared part by part. TypeScript 5.9 and 7.0 give up on streams in futures when
/// they stand 42 deep, and later on anything else.
const DEEPEST_COMPARED: u32 = 32;

/// How members are named, and on which side they stand.
#[derive(Clone, Copy)]
pub(super) struct Names {
    pub(super) reserved: Reserved,
    pub(super) side: Direction,
}

/// The functions and classes of one side of an interface, if there are any.
pub(super) fn side(sheet: &mut Sheet<'_>, unit: &Unit, direction: Direction) -> Option<Item> {
    let mut scope = Scope::new();
    let members = all(sheet, unit, direction, &mut scope);
    if members.is_empty() {
        return None;
    }
    let names = sheet.cx.naming.unit(unit.home);
    let (name, text) = match direction {
        Direction::Import => (&names.imports, "What the host provides to the component."),
        Direction::Export => (&names.exports, "What the component provides to the host."),
    };
    Some(Item {
        doc: Doc::text(text),
        name: name.clone(),
        origin: Origin::Own,
        kind: ItemKind::Interface { extends: None, members },
    })
}

/// Classes and functions of one side of a unit, as members of an object with the names of `scope`.
pub(super) fn all(sheet: &mut Sheet<'_>, unit: &Unit, side: Direction, scope: &mut Scope) -> Vec<Member> {
    let resolve = sheet.cx.resolve;
    let mut members = Vec::new();
    if Survey::sides(unit).any(|copy| copy == side) {
        let classes = unit.types.iter().filter(|(_, ty)| matches!(resolve[*ty].kind, TypeKind::Resource));
        members.extend(classes.map(|(_, ty)| resources::member(sheet, unit, *ty, side, scope)));
    }
    let functions = Survey::functions(unit, side).iter().copied();
    let free: Vec<Func> = functions.filter(|func| resolve[func.id].resource().is_none()).collect();
    members.extend(self::members(sheet, &free, Names { reserved: Reserved::Function, side }, scope));
    members
}

/// Whether one side of a unit has any members.
pub(super) fn has_members(sheet: &Sheet<'_>, unit: &Unit, side: Direction) -> bool {
    let resolve = sheet.cx.resolve;
    let has_resource = || unit.types.iter().any(|(_, ty)| matches!(resolve[*ty].kind, TypeKind::Resource));
    !Survey::functions(unit, side).is_empty()
        || (Survey::sides(unit).any(|copy| copy == side) && has_resource())
}

/// Functions as members of an object with the names of `scope`.
pub(super) fn members(
    sheet: &mut Sheet<'_>,
    functions: &[Func],
    names: Names,
    scope: &mut Scope,
) -> Vec<Member> {
    let cx = sheet.cx;
    let mut members = Vec::new();
    for func in functions {
        let function = &cx.resolve[func.id];
        if let FunctionKind::Constructor(resource) = function.kind {
            members.push(constructor(sheet, func, resource, names.side));
            continue;
        }
        // A setter stands with its getter.
        if function.accessor == Some(Accessor::Setter) {
            continue;
        }
        let mapped = self::names::camel(&cx.resolve[func.name]);
        let name = cx.claim(scope, func.name, mapped, names.reserved, Some(function.span));
        members.push(match function.accessor {
            Some(_) => property(sheet, func, setter(sheet, functions, func), name, names.side),
            None => member(sheet, func, name, names.side),
        });
    }
    members
}

/// The function that sets what `getter` gets.
fn setter<'f>(sheet: &Sheet<'_>, functions: &'f [Func], getter: &Func) -> Option<&'f Func> {
    let resolve = sheet.cx.resolve;
    functions.iter().find(|func| {
        let function = &resolve[func.id];
        func.name == getter.name && function.accessor == Some(Accessor::Setter)
    })
}

fn member(sheet: &mut Sheet<'_>, func: &Func, name: String, side: Direction) -> Member {
    let function = &sheet.cx.resolve[func.id];
    let (signature, doc) = comparable(sheet, function, |sheet| signature(sheet, function, None, side));
    let kind = match takes_own_class(sheet, function, side) {
        true => MemberKind::Method(signature),
        false => {
            let ty = TsType::Function(Box::new(signature));
            MemberKind::Property { optional: false, readonly: false, ty }
        }
    };
    Member { doc, key: Key::Name(name), origin: Origin::Function(func.id), kind }
}

/// Whether the user writes the function and is given resources, which may be of the user's own class.
fn takes_own_class(sheet: &Sheet<'_>, function: &Function, side: Direction) -> bool {
    let cx = sheet.cx;
    Role::of(cx.options.mode, side) == Role::Implementer
        && written_params(function).any(|param| cx.facts.has_resource(param.ty))
}

fn constructor(sheet: &mut Sheet<'_>, func: &Func, resource: TypeId, side: Direction) -> Member {
    let function = &sheet.cx.resolve[func.id];
    // What is given to `new` is compared strictly.
    let (mut signature, doc) = sheet.by_interfaces(|sheet| signature(sheet, function, None, side));
    // Whatever the results of functions look like, `new` makes a value or throws.
    signature.result = TsType::name(resources::name(sheet, resource, side));
    Member { doc, key: Key::New, origin: Origin::Function(func.id), kind: MemberKind::Construct(signature) }
}

/// A property that is got, and perhaps set.
fn property(
    sheet: &mut Sheet<'_>,
    getter: &Func,
    setter: Option<&Func>,
    name: String,
    side: Direction,
) -> Member {
    let resolve = sheet.cx.resolve;
    let function = &resolve[getter.id];
    let setter = setter.map(|setter| &resolve[setter.id]);
    let (get, doc, set) = comparable(sheet, function, |sheet| {
        let (signature, doc) = signature(sheet, function, setter, side);
        let (given, _) = Role::of(sheet.cx.options.mode, side).flows();
        let param = setter.and_then(|setter| written_params(setter).next());
        (signature.result, doc, param.map(|param| sheet.ty(param.ty, Form { flow: given, side })))
    });
    let kind = match set {
        Some(set) if set != get => MemberKind::Accessors { get, set },
        set => MemberKind::Property { optional: false, readonly: set.is_none(), ty: get },
    };
    Member { doc, key: Key::Name(name), origin: Origin::Function(getter.id), kind }
}

/// What `lower` gives for a function. A file of stubs, which has classes for resources, names their interfaces in types so deep
/// that compilers would give up comparing them with those that are declared.
fn comparable<'a, T>(
    sheet: &mut Sheet<'a>,
    function: &Function,
    lower: impl FnOnce(&mut Sheet<'a>) -> T,
) -> T {
    let facts = sheet.cx.facts;
    let mut types = function.params.iter().map(|param| param.ty).chain(function.result);
    if sheet.is_of_stubs() && types.any(|ty| facts.depth(ty) > DEEPEST_COMPARED) {
        return sheet.by_interfaces(lower);
    }
    lower(sheet)
}

/// How a function is called and ends, and its comment; that of a getter speaks of its setter, too.
pub(super) fn signature(
    sheet: &mut Sheet<'_>,
    function: &Function,
    setter: Option<&Function>,
    side: Direction,
) -> (Signature, Doc) {
    let cx = sheet.cx;
    let role = Role::of(cx.options.mode, side);
    let (given, taken) = role.flows();
    let params = params(sheet, function, Form { flow: given, side });
    let outcome = outcome(sheet, function, role, Form { flow: taken, side });
    let throws = outcome.throws.as_deref();
    let doc = docs::function(cx.resolve, &FunctionDoc { function, params: &params, throws, setter });
    (Signature { params, result: outcome.returns }, doc)
}

/// The parameters that are written: all but `self`.
fn written_params(function: &Function) -> impl Iterator<Item = &outwit_resolve::graph::Param> {
    function.params.iter().skip(usize::from(matches!(function.kind, FunctionKind::Method(_))))
}

fn params(sheet: &mut Sheet<'_>, function: &Function, form: Form) -> Vec<Param> {
    let mut scope = Scope::new();
    let cx = sheet.cx;
    let written: Vec<_> = written_params(function).collect();
    // Callers may leave out options at the end.
    let required = match form.flow {
        Flow::Input => written.iter().rposition(|param| !cx.facts.nullable(param.ty)).map_or(0, |at| at + 1),
        Flow::Output => written.len(),
    };
    let params = written.iter().enumerate().map(|(index, param)| {
        let name = scope.claim(names::camel(&cx.resolve[param.name]), Reserved::Binding);
        let optional = index >= required;
        let ty = match cx.resolve[param.ty].kind {
            TypeKind::Option(some) if optional => sheet.ty(some, form),
            _ => sheet.ty(param.ty, form),
        };
        Param { name, optional, ty }
    });
    params.collect()
}

/// Whether an error is thrown, and the payload `ok` returned. Tools that run guests give them what they call in no other way;
/// of what a guest returns they take a `Result` for such, except where the payload could be mistaken for one.
fn is_thrown(cx: &Context<'_>, role: Role, ok: Option<TypeId>) -> bool {
    match (cx.options.results, cx.options.mode, role) {
        (Results::Throw, ..) | (Results::Return, Mode::Guest, Role::Consumer) => true,
        (Results::Return, Mode::Host, _) => false,
        (Results::Return, Mode::Guest, Role::Implementer) => ok.is_some_and(|ok| has_tag(cx, ok)),
    }
}

/// Whether a value of the type may have a tag that a result has, too.
fn has_tag(cx: &Context<'_>, ty: TypeId) -> bool {
    let resolve = cx.resolve;
    let mut kind = resolve.kind(ty);
    while let TypeKind::Option(some) = kind {
        kind = resolve.kind(*some);
    }
    match kind {
        TypeKind::Result { .. } => true,
        TypeKind::Variant(cases) => cases.iter().any(|case| ["ok", "err"].contains(&&resolve[case.name])),
        TypeKind::Record(fields) => fields.iter().any(|field| names::camel(&resolve[field.name]) == "tag"),
        _ => false,
    }
}

/// How a function ends.
struct Outcome {
    returns: TsType,
    /// The error that it throws, as text.
    throws: Option<String>,
}

/// A result as a whole is returned or thrown, as the options have it; inside another type it is a value.
fn outcome(sheet: &mut Sheet<'_>, function: &Function, role: Role, form: Form) -> Outcome {
    let cx = sheet.cx;
    let is_constructor = matches!(function.kind, FunctionKind::Constructor(_));
    let whole = function.result.map(|ty| cx.resolve.kind(ty));
    let (value, err) = match whole {
        Some(TypeKind::Result { ok, err }) if is_constructor || is_thrown(cx, role, *ok) => (*ok, Some(*err)),
        _ => (function.result, None),
    };
    let throws =
        err.map(|err| format!("WitError<{}>", sheet.in_comment(|sheet| spell(&sheet.or_void(err, form)))));
    let is_promise = value.is_some_and(|ty| cx.facts.thenable(ty));
    // Tools that run guests wait for what an exported function returns, whatever WIT says of it.
    let is_awaited = cx.options.mode == Mode::Guest && role == Role::Implementer && !is_promise;
    let returns = if function.is_async {
        let held = sheet.held(value, form);
        // What is written is made of one thing or the other.
        let flow = if sheet.is_of_stubs() { Flow::Output } else { form.flow };
        sheet.promise(held, flow)
    } else if !sheet.is_of_stubs() && is_awaited && function.accessor.is_none() && !is_constructor {
        let held = sheet.or_void(value, form);
        sheet.promise(held, form.flow)
    } else {
        sheet.or_void(value, form)
    };
    Outcome { returns, throws }
}
