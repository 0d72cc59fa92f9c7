//! Value types and function types within one index space.
//!
//! What holds after [`Types::define`]: the type and everything it consists of has an index in the space, and named types
//! are bound to their names.

use std::collections::HashMap;

use outwit_resolve::graph::{Function, Name, Primitive, Resolve, TypeId, TypeKind};
use wasm_encoder::{
    ComponentDefinedTypeEncoder, ComponentTypeEncoder, ComponentValType, PrimitiveValType, TypeBounds,
};

/// An index space of types that can be added to: that of an instance type, or that of the world's component type.
pub(super) trait Scope {
    /// Starts a new type, and gives its index.
    fn new_type(&mut self) -> (u32, ComponentTypeEncoder<'_>);
    /// Makes a type known that another scope defines, if `ty` is such a type, and gives its index here.
    fn foreign(&mut self, ty: TypeId) -> Option<u32>;
    /// Binds the named type `ty` to its name, and gives the index of what is bound.
    fn bind(&mut self, ty: TypeId, bounds: TypeBounds) -> u32;
}

/// What one index space holds so far.
pub(super) struct Types<'a> {
    resolve: &'a Resolve,
    indices: HashMap<TypeId, u32>,
    functions: HashMap<FunctionType, u32>,
}

/// What tells function types apart.
#[derive(PartialEq, Eq, Hash)]
struct FunctionType {
    is_async: bool,
    params: Vec<(Name, TypeId)>,
    result: Option<TypeId>,
}

/// A step of the walk over a type.
enum Step {
    /// Not met before, as far as known.
    Enter(TypeId),
    /// Its parts are defined.
    Leave(TypeId),
}

impl<'a> Types<'a> {
    pub(super) fn new(resolve: &'a Resolve) -> Types<'a> {
        Types { resolve, indices: HashMap::new(), functions: HashMap::new() }
    }

    /// Defines `ty` with its parts before it, unless it is there already.
    pub(super) fn define(&mut self, scope: &mut impl Scope, ty: TypeId) -> ComponentValType {
        let mut steps = vec![Step::Enter(ty)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(ty) if self.value(ty).is_some() => {}
                Step::Enter(ty) => match scope.foreign(ty) {
                    Some(index) => {
                        self.indices.insert(ty, index);
                    }
                    None => {
                        steps.push(Step::Leave(ty));
                        let parts = steps.len();
                        self.definition(ty).for_each_type(|part| steps.push(Step::Enter(part)));
                        steps[parts..].reverse();
                    }
                },
                Step::Leave(ty) => {
                    let index = self.add(scope, ty);
                    self.indices.insert(ty, index);
                }
            }
        }
        self.known(ty)
    }

    /// The index of the type of `function`, new or known.
    pub(super) fn define_function(&mut self, scope: &mut impl Scope, function: &Function) -> u32 {
        let key = FunctionType {
            is_async: function.is_async,
            params: function.params.iter().map(|param| (param.name, param.ty)).collect(),
            result: function.result,
        };
        if let Some(index) = self.functions.get(&key) {
            return *index;
        }
        let resolve = self.resolve;
        let params: Vec<(&str, ComponentValType)> =
            key.params.iter().map(|(name, ty)| (&resolve[*name], self.define(scope, *ty))).collect();
        let result = key.result.map(|ty| self.define(scope, ty));
        let (index, ty) = scope.new_type();
        ty.function().async_(key.is_async).params(params).result(result);
        self.functions.insert(key, index);
        index
    }

    /// What is written for a type. A name for an anonymous type has a definition of its own, which others do not refer to:
    /// published decoders refuse a name for something that was in use without it.
    fn definition(&self, ty: TypeId) -> &'a TypeKind {
        match &self.resolve[ty].kind {
            TypeKind::Alias(to) if self.resolve[*to].name.is_none() => &self.resolve[*to].kind,
            kind => kind,
        }
    }

    /// Adds a type whose parts are there.
    fn add(&self, scope: &mut impl Scope, ty: TypeId) -> u32 {
        let resolve = self.resolve;
        let index = match self.definition(ty) {
            TypeKind::Resource => return scope.bind(ty, TypeBounds::SubResource),
            TypeKind::Alias(to) => self.index(*to),
            kind => {
                let (index, ty) = scope.new_type();
                self.write(kind, ty.defined_type());
                index
            }
        };
        match resolve[ty].name {
            Some(_) => scope.bind(ty, TypeBounds::Eq(index)),
            None => index,
        }
    }

    /// Writes a definition. Binary.md, `defvaltype`.
    fn write(&self, kind: &TypeKind, out: ComponentDefinedTypeEncoder<'_>) {
        let resolve = self.resolve;
        let name = |name: Name| &resolve[name];
        let optional = |ty: &Option<TypeId>| ty.map(|ty| self.known(ty));
        match kind {
            TypeKind::Record(fields) => out.record(fields.iter().map(|f| (name(f.name), self.known(f.ty)))),
            TypeKind::Variant(cases) => out.variant(cases.iter().map(|c| (name(c.name), optional(&c.ty)))),
            TypeKind::Flags(flags) => out.flags(flags.iter().map(|flag| name(flag.name))),
            TypeKind::Enum(cases) => out.enum_type(cases.iter().map(|case| name(case.name))),
            TypeKind::Tuple(types) => out.tuple(types.iter().map(|ty| self.known(*ty))),
            TypeKind::Option(ty) => out.option(self.known(*ty)),
            TypeKind::Result { ok, err } => out.result(optional(ok), optional(err)),
            TypeKind::List(ty) => out.list(self.known(*ty)),
            TypeKind::FixedLengthList(ty, length) => out.fixed_length_list(self.known(*ty), *length),
            TypeKind::Map(key, value) => out.map(self.known(*key), self.known(*value)),
            TypeKind::Own(resource) => out.own(self.index(resource.as_written())),
            TypeKind::Borrow(resource) => out.borrow(self.index(resource.as_written())),
            TypeKind::Future(ty) => out.future(optional(ty)),
            TypeKind::Stream(ty) => out.stream(optional(ty)),
            TypeKind::Primitive(kind) => out.primitive(primitive(*kind)),
            TypeKind::Alias(_) | TypeKind::Resource | TypeKind::Error => {
                unreachable!("aliases and resources are not written; errors are in no finished graph")
            }
        }
    }

    /// The type as others refer to it, if it is there.
    fn value(&self, ty: TypeId) -> Option<ComponentValType> {
        match self.resolve[ty].kind {
            TypeKind::Primitive(kind) => Some(ComponentValType::Primitive(primitive(kind))),
            _ => self.indices.get(&ty).map(|index| ComponentValType::Type(*index)),
        }
    }

    fn known(&self, ty: TypeId) -> ComponentValType {
        self.value(ty).expect("parts are defined first")
    }

    fn index(&self, ty: TypeId) -> u32 {
        self.indices[&ty]
    }
}

fn primitive(kind: Primitive) -> PrimitiveValType {
    match kind {
        Primitive::Bool => PrimitiveValType::Bool,
        Primitive::U8 => PrimitiveValType::U8,
        Primitive::U16 => PrimitiveValType::U16,
        Primitive::U32 => PrimitiveValType::U32,
        Primitive::U64 => PrimitiveValType::U64,
        Primitive::S8 => PrimitiveValType::S8,
        Primitive::S16 => PrimitiveValType::S16,
        Primitive::S32 => PrimitiveValType::S32,
        Primitive::S64 => PrimitiveValType::S64,
        Primitive::F32 => PrimitiveValType::F32,
        Primitive::F64 => PrimitiveValType::F64,
        Primitive::Char => PrimitiveValType::Char,
        Primitive::String => PrimitiveValType::String,
        Primitive::ErrorContext => PrimitiveValType::ErrorContext,
    }
}
