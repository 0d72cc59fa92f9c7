//! Functions at the top level of a module, and those of a resource in its class.

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Accessor, Function, FunctionKind, TypeId, TypeKind};

use super::names::own_functions;
use super::sheet::Sheet;
use crate::facts::Role;
use crate::lower::docs::{self, FunctionDoc};
use crate::model::{
    ClassMember, Doc, Item, ItemKind, Key, Member, MemberKind, Origin, Param, Signature, TsType,
};
use crate::names::{self, Reserved, Scope};
use crate::print::spell;
use crate::survey::{Func, Home, Unit};

/// The functions of a unit that belong to no resource.
pub(super) fn free(sheet: &mut Sheet<'_>, unit: &Unit, side: Direction) -> Vec<Item> {
    let functions = own_functions(unit, side);
    let named = functions.iter().filter(|func| sheet.names.functions.contains_key(&func.id));
    let named: Vec<Func> = named.copied().collect();
    named.iter().map(|func| item(sheet, func, functions)).collect()
}

/// A function, or the value that a getter gets, whose setter is among `others`.
pub(super) fn item(sheet: &mut Sheet<'_>, func: &Func, others: &[Func]) -> Item {
    let function = &sheet.cx.resolve[func.id];
    let (name, export) = sheet.names.functions[&func.id].clone();
    let setter = setter(sheet, func, others);
    let (signature, doc) = signature(sheet, function, setter);
    let kind = match function.accessor {
        None => ItemKind::Function { export, signature },
        Some(_) => ItemKind::Value { export, readonly: setter.is_none(), ty: signature.result },
    };
    Item { doc, name, origin: Origin::Function(func.id), kind }
}

/// The class of a resource.
pub(super) fn class(sheet: &mut Sheet<'_>, unit: &Unit, ty: TypeId, side: Direction) -> ItemKind {
    let resolve = sheet.cx.resolve;
    // A resource of the world is imported, and its functions with it.
    let all = if unit.home == Home::World { &unit.imports } else { own_functions(unit, side) };
    let own: Vec<Func> = all.iter().copied().filter(|func| resolve[func.id].resource() == Some(ty)).collect();
    let mut members = Vec::new();
    let (mut of_values, mut statics) = (Scope::new(), Scope::new());
    for func in &own {
        let function = &resolve[func.id];
        if function.accessor == Some(Accessor::Setter) {
            continue;
        }
        let setter = setter(sheet, func, &own);
        let (signature, doc) = signature(sheet, function, setter);
        let origin = Origin::Function(func.id);
        let wit = &resolve[func.name];
        let mapped = names::camel(wit);
        let claim = |scope: &mut Scope, reserved| {
            Key::Name(sheet.cx.notes.claim(scope, wit, mapped.clone(), reserved, Some(function.span)))
        };
        let (key, is_static) = match function.kind {
            FunctionKind::Constructor(_) => (Key::New, false),
            FunctionKind::Static(_) => (claim(&mut statics, Reserved::ClassStatic), true),
            _ => (claim(&mut of_values, Reserved::ClassMember), false),
        };
        let kind = match function.accessor {
            Some(_) => {
                MemberKind::Property { optional: false, readonly: setter.is_none(), ty: signature.result }
            }
            None if key == Key::New => MemberKind::Construct(signature),
            None => MemberKind::Method(signature),
        };
        let member = Member { doc, key, origin, kind };
        members.push(if is_static { ClassMember::Static(member) } else { ClassMember::OfValues(member) });
    }
    if !members.iter().any(|it| matches!(it, ClassMember::OfValues(Member { key: Key::New, .. }))) {
        members.insert(0, ClassMember::PrivateConstructor);
    }
    let mut implements = None;
    if Role::of(sheet.cx.mode, side) == Role::Consumer {
        let (class, key) = sheet.disposable();
        implements = Some(class);
        let kind = MemberKind::Method(Signature { params: Vec::new(), result: TsType::name("void") });
        let doc = Doc::default();
        members.push(ClassMember::OfValues(Member { doc, key: Key::Name(key), origin: Origin::Own, kind }));
    }
    ItemKind::Class { implements, members }
}

/// The function that sets what `getter` gets.
fn setter<'a>(sheet: &Sheet<'a>, getter: &Func, others: &[Func]) -> Option<&'a Function> {
    let resolve = sheet.cx.resolve;
    resolve[getter.id].accessor?;
    let setter = others.iter().find(|func| {
        let function = &resolve[func.id];
        func.name == getter.name
            && function.accessor == Some(Accessor::Setter)
            && function.resource() == resolve[getter.id].resource()
    });
    setter.map(|func| &resolve[func.id])
}

/// How a function is called and ends: the payload of an error is thrown.
fn signature(sheet: &mut Sheet<'_>, function: &Function, setter: Option<&Function>) -> (Signature, Doc) {
    let resolve = sheet.cx.resolve;
    let skipped = usize::from(matches!(function.kind, FunctionKind::Method(_)));
    let mut scope = Scope::new();
    let mut params = Vec::new();
    for param in function.params.iter().skip(skipped) {
        let name = scope.claim(names::camel(&resolve[param.name]), Reserved::Binding);
        params.push(Param { name, optional: false, ty: sheet.ty(param.ty) });
    }
    let (value, err) = match function.result.map(|ty| resolve.kind(ty)) {
        Some(TypeKind::Result { ok, err }) => (*ok, Some(*err)),
        _ => (function.result, None),
    };
    let throws = err.flatten().map(|err| spell(&sheet.ty(err)));
    let result = match function.is_async {
        true => sheet.of_global("Promise", value),
        false => sheet.or_void(value),
    };
    let throws = throws.as_deref();
    let doc = docs::function(resolve, &FunctionDoc { function, params: &params, throws, setter });
    (Signature { params, result }, doc)
}
