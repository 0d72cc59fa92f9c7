//! Value types and function types within one index space.
//!
//! What holds after [`Types::define`]: the type and everything it consists of has an index in the space, and named types
//! are bound to their names.

use std::collections::HashMap;

use outwit_resolve::graph::{Function, Name, OrderMap, Resolve, TypeId, TypeKind};

use super::bytes::{Bytes, ValType};

/// An index space of types that can be added to: that of an instance type, or that of the world's component type.
pub(super) trait Scope {
    /// Starts a new type, and gives its index.
    fn new_type(&mut self) -> (u32, &mut Bytes);
    /// Makes a type known that another scope defines, if `ty` is such a type, and gives its index here.
    fn foreign(&mut self, ty: TypeId) -> Option<u32>;
    /// Binds the named type `ty` to its name, and gives the index of what is bound: a type that is equal to the one with the
    /// index `definition`, or a resource.
    fn bind(&mut self, ty: TypeId, definition: Option<u32>) -> u32;
}

/// What one index space holds so far.
pub(super) struct Types<'a> {
    resolve: &'a Resolve,
    indices: OrderMap<TypeId, u32>,
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
        Types { resolve, indices: OrderMap::default(), functions: HashMap::new() }
    }

    /// Defines `ty` with its parts before it, unless it is there already.
    pub(super) fn define(&mut self, scope: &mut impl Scope, ty: TypeId) -> ValType {
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
        for (_, ty) in &key.params {
            self.define(scope, *ty);
        }
        if let Some(ty) = key.result {
            self.define(scope, ty);
        }
        let (index, out) = scope.new_type();
        self.write_function(&key, out);
        self.functions.insert(key, index);
        index
    }

    /// Binary.md, `functype`.
    fn write_function(&self, function: &FunctionType, out: &mut Bytes) {
        out.byte(if function.is_async { 0x43 } else { 0x40 });
        out.count(function.params.len());
        for (name, ty) in &function.params {
            out.name(&self.resolve[*name]);
            out.val_type(self.known(*ty));
        }
        match function.result {
            Some(ty) => {
                out.byte(0x00);
                out.val_type(self.known(ty));
            }
            None => out.append(&[0x01, 0x00]),
        }
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
            TypeKind::Resource => return scope.bind(ty, None),
            TypeKind::Alias(to) => self.index(*to),
            kind => {
                let (index, out) = scope.new_type();
                self.write(kind, out);
                index
            }
        };
        match resolve[ty].name {
            Some(_) => scope.bind(ty, Some(index)),
            None => index,
        }
    }

    /// Writes a definition. Binary.md, `defvaltype`.
    fn write(&self, kind: &TypeKind, out: &mut Bytes) {
        match kind {
            TypeKind::Record(fields) => {
                out.byte(0x72);
                out.count(fields.len());
                for field in fields {
                    out.name(&self.resolve[field.name]);
                    out.val_type(self.known(field.ty));
                }
            }
            TypeKind::Variant(cases) => {
                out.byte(0x71);
                out.count(cases.len());
                for case in cases {
                    out.name(&self.resolve[case.name]);
                    out.optional_type(self.optional(case.ty));
                    // What once said that a case refines another.
                    out.byte(0x00);
                }
            }
            TypeKind::Flags(_) => {
                out.byte(0x6e);
                self.write_names(kind.member_names(), out);
            }
            TypeKind::Enum(_) => {
                out.byte(0x6d);
                self.write_names(kind.member_names(), out);
            }
            TypeKind::Tuple(types) => {
                out.byte(0x6f);
                out.count(types.len());
                for ty in types {
                    out.val_type(self.known(*ty));
                }
            }
            TypeKind::Own(resource) => self.write_handle(0x69, resource.as_written(), out),
            TypeKind::Borrow(resource) => self.write_handle(0x68, resource.as_written(), out),
            kind => self.write_small(kind, out),
        }
    }

    /// Writes what has at most two parts.
    fn write_small(&self, kind: &TypeKind, out: &mut Bytes) {
        match kind {
            TypeKind::Option(ty) => {
                out.byte(0x6b);
                out.val_type(self.known(*ty));
            }
            TypeKind::Result { ok, err } => {
                out.byte(0x6a);
                out.optional_type(self.optional(*ok));
                out.optional_type(self.optional(*err));
            }
            TypeKind::List(ty) => {
                out.byte(0x70);
                out.val_type(self.known(*ty));
            }
            TypeKind::FixedLengthList(ty, length) => {
                out.byte(0x67);
                out.val_type(self.known(*ty));
                out.number(*length);
            }
            TypeKind::Map(key, value) => {
                out.byte(0x63);
                out.val_type(self.known(*key));
                out.val_type(self.known(*value));
            }
            TypeKind::Future(ty) => {
                out.byte(0x65);
                out.optional_type(self.optional(*ty));
            }
            TypeKind::Stream(ty) => {
                out.byte(0x66);
                out.optional_type(self.optional(*ty));
            }
            TypeKind::Primitive(kind) => out.val_type(ValType::Primitive(*kind)),
            other => {
                unreachable!("{other:?} is written elsewhere or nowhere: errors are in no finished graph")
            }
        }
    }

    fn write_names(&self, names: Vec<Name>, out: &mut Bytes) {
        out.count(names.len());
        for name in names {
            out.name(&self.resolve[name]);
        }
    }

    fn write_handle(&self, kind: u8, resource: TypeId, out: &mut Bytes) {
        out.byte(kind);
        out.number(self.index(resource));
    }

    /// The type as others refer to it, if it is there.
    fn value(&self, ty: TypeId) -> Option<ValType> {
        match self.resolve[ty].kind {
            TypeKind::Primitive(kind) => Some(ValType::Primitive(kind)),
            _ => self.indices.get(&ty).map(|index| ValType::Index(*index)),
        }
    }

    fn known(&self, ty: TypeId) -> ValType {
        self.value(ty).expect("parts are defined first")
    }

    fn optional(&self, ty: Option<TypeId>) -> Option<ValType> {
        ty.map(|ty| self.known(ty))
    }

    fn index(&self, ty: TypeId) -> u32 {
        self.indices[&ty]
    }
}
