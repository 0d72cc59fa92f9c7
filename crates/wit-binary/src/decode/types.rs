//! Value types as type expressions of a tree.

use outwit_diagnostics::{ByteRange, Diagnostic};
use outwit_parser::ast::{self, Primitive, Ty, TyId, TyKind, TypeDefKind};
use wasmparser::PrimitiveValType;
use wasmparser::component_types::{
    AliasableResourceId, ComponentAnyTypeId, ComponentDefinedType, ComponentDefinedTypeId, ComponentValType,
};

use super::decoder::Decoder;
use super::model::{FunctionKind, Member, Named, ScopeId, Type, TypeKind};
use crate::diagnostics as errors;

/// Type expressions nest no deeper than in text.
const DEPTH: usize = 100;

type Decoded<T> = Result<T, Diagnostic>;

impl<'a> Decoder<'a> {
    /// The named type that `id` stands for, if it has a name somewhere.
    pub(super) fn find(&mut self, id: ComponentAnyTypeId, range: ByteRange) -> Decoded<Option<Named>> {
        let mut next = Some(id);
        while let Some(id) = next {
            if let Some(named) = self.names.get(&id) {
                return Ok(Some(named.clone()));
            }
            self.model.spend(1, range)?;
            next = self.types.as_ref().peel_alias(id);
        }
        Ok(None)
    }

    /// What a type that gets its first name is.
    pub(super) fn definition(
        &mut self,
        scope: ScopeId,
        id: ComponentAnyTypeId,
        range: ByteRange,
    ) -> Decoded<TypeKind> {
        let id = match id {
            ComponentAnyTypeId::Resource(_) => return Ok(TypeKind::Resource),
            ComponentAnyTypeId::Defined(id) => id,
            _ => return Err(self.model.not_wit(range, "a type is that of a function or interface")),
        };
        let package = self.model.scopes[scope.0].package;
        let types = self.types;
        let def = match &types[id] {
            ComponentDefinedType::Record(record) => {
                self.model.spend(record.fields.len(), range)?;
                let mut fields = Vec::new();
                for (name, ty) in &record.fields {
                    let ty = self.value(scope, ty, range)?;
                    let name = self.model.packages[package].ident(name, range);
                    fields.push(ast::Field { docs: None, name, ty, range });
                }
                TypeDefKind::Record(self.list(package, fields))
            }
            ComponentDefinedType::Variant(variant) => {
                self.model.spend(variant.cases.len(), range)?;
                let mut cases = Vec::new();
                for (name, case) in &variant.cases {
                    let ty = self.optional(scope, case.ty.as_ref(), range, DEPTH)?;
                    let name = self.model.packages[package].ident(name, range);
                    cases.push(ast::Case { docs: None, name, ty, range });
                }
                TypeDefKind::Variant(self.list(package, cases))
            }
            ComponentDefinedType::Flags(names) => {
                self.model.spend(names.len(), range)?;
                let mut ident = |name: &str| self.model.packages[package].ident(name, range);
                let flags = names.iter().map(|name| ast::Flag { docs: None, name: ident(name) });
                let flags = flags.collect();
                TypeDefKind::Flags(self.list(package, flags))
            }
            ComponentDefinedType::Enum(names) => {
                self.model.spend(names.len(), range)?;
                let mut ident = |name: &str| self.model.packages[package].ident(name, range);
                let cases = names.iter().map(|name| ast::EnumCase { docs: None, name: ident(name) });
                let cases = cases.collect();
                TypeDefKind::Enum(self.list(package, cases))
            }
            // A name alone would be another name for the resource.
            ComponentDefinedType::Own(resource) => {
                let name = self.resource(scope, *resource, range)?;
                TypeDefKind::Alias(self.ty(package, TyKind::Own(name), range))
            }
            _ => {
                let kind = self.anonymous(scope, id, range, DEPTH)?;
                TypeDefKind::Alias(self.ty(package, kind, range))
            }
        };
        Ok(TypeKind::Def(def))
    }

    fn list<T: ast::Node>(&mut self, package: usize, nodes: Vec<T>) -> ast::List<T> {
        self.model.packages[package].tree.arenas.list(nodes)
    }

    fn ty(&mut self, package: usize, kind: TyKind, range: ByteRange) -> TyId {
        self.model.packages[package].tree.arenas.ty(Ty { kind, range })
    }

    /// A type where one is referred to.
    pub(super) fn value(&mut self, scope: ScopeId, ty: &ComponentValType, range: ByteRange) -> Decoded<TyId> {
        self.nested(scope, ty, range, DEPTH)
    }

    fn nested(
        &mut self,
        scope: ScopeId,
        ty: &ComponentValType,
        range: ByteRange,
        depth: usize,
    ) -> Decoded<TyId> {
        self.model.spend(1, range)?;
        let Some(depth) = depth.checked_sub(1) else {
            return Err(errors::too_deep_as_text(self.model.span(range)));
        };
        let kind = match ty {
            ComponentValType::Primitive(ty) => TyKind::Primitive(primitive(*ty)),
            ComponentValType::Type(id) => match self.find((*id).into(), range)? {
                Some(named) => TyKind::Name(self.local(scope, &named, range)?),
                None => self.anonymous(scope, *id, range, depth)?,
            },
        };
        Ok(self.ty(self.model.scopes[scope.0].package, kind, range))
    }

    fn optional(
        &mut self,
        scope: ScopeId,
        ty: Option<&ComponentValType>,
        range: ByteRange,
        depth: usize,
    ) -> Decoded<Option<TyId>> {
        ty.map(|ty| self.nested(scope, ty, range, depth)).transpose()
    }

    /// A type without a name.
    fn anonymous(
        &mut self,
        scope: ScopeId,
        id: ComponentDefinedTypeId,
        range: ByteRange,
        depth: usize,
    ) -> Decoded<TyKind> {
        let types = self.types;
        Ok(match &types[id] {
            ComponentDefinedType::Primitive(ty) => TyKind::Primitive(primitive(*ty)),
            ComponentDefinedType::List { element, .. } => {
                TyKind::List(self.nested(scope, element, range, depth)?)
            }
            ComponentDefinedType::FixedLengthList { element, length, .. } => {
                TyKind::FixedLengthList(self.nested(scope, element, range, depth)?, *length)
            }
            ComponentDefinedType::Map { key, value, .. } => {
                let key = self.nested(scope, key, range, depth)?;
                TyKind::Map(key, self.nested(scope, value, range, depth)?)
            }
            ComponentDefinedType::Option { ty, .. } => TyKind::Option(self.nested(scope, ty, range, depth)?),
            ComponentDefinedType::Result { ok, err, .. } => {
                let ok = self.optional(scope, ok.as_ref(), range, depth)?;
                TyKind::Result { ok, err: self.optional(scope, err.as_ref(), range, depth)? }
            }
            ComponentDefinedType::Tuple(tuple) => {
                let mut elements = Vec::new();
                for ty in &tuple.types {
                    elements.push(self.nested(scope, ty, range, depth)?);
                }
                TyKind::Tuple(self.list(self.model.scopes[scope.0].package, elements))
            }
            ComponentDefinedType::Future { ty, .. } => {
                TyKind::Future(self.optional(scope, ty.as_ref(), range, depth)?)
            }
            ComponentDefinedType::Stream { ty, .. } => {
                TyKind::Stream(self.optional(scope, ty.as_ref(), range, depth)?)
            }
            ComponentDefinedType::Own(resource) => TyKind::Name(self.resource(scope, *resource, range)?),
            ComponentDefinedType::Borrow(resource) => TyKind::Borrow(self.resource(scope, *resource, range)?),
            ComponentDefinedType::Record(_)
            | ComponentDefinedType::Variant(_)
            | ComponentDefinedType::Flags(_)
            | ComponentDefinedType::Enum(_) => {
                return Err(self.model.not_wit(range, "a record, variant, enum or flags has no name"));
            }
        })
    }

    fn resource(
        &mut self,
        scope: ScopeId,
        resource: AliasableResourceId,
        range: ByteRange,
    ) -> Decoded<ast::Ident> {
        match self.find(ComponentAnyTypeId::Resource(resource), range)? {
            Some(named) => self.local(scope, &named, range),
            None => Err(self.model.not_wit(range, "a handle is to a resource without a name")),
        }
    }

    /// Whether `ty` is what a constructor of this kind returns without saying so: its resource.
    pub(super) fn is_made_by(
        &mut self,
        scope: ScopeId,
        kind: &FunctionKind,
        ty: &ComponentValType,
        range: ByteRange,
    ) -> Decoded<bool> {
        let (Some((resource, Member::Constructor)), ComponentValType::Type(id)) = (&kind.resource, ty) else {
            return Ok(false);
        };
        let ComponentDefinedType::Own(made) = &self.types[*id] else { return Ok(false) };
        let found = self.find(ComponentAnyTypeId::Resource(*made), range)?;
        Ok(found == Some(Named { scope, name: resource.clone() }))
    }

    /// What a named type is called in `scope`. Components may refer to types of other interfaces without naming them
    /// again; WIT says `use`.
    fn local(&mut self, scope: ScopeId, named: &Named, range: ByteRange) -> Decoded<ast::Ident> {
        let package = self.model.scopes[scope.0].package;
        if named.scope == scope {
            return Ok(self.model.packages[package].ident(&named.name, range));
        }
        if let Some(name) = self.model.scopes[scope.0].uses.get(named) {
            return Ok(self.model.packages[package].ident(name, range));
        }
        if self.model.scopes[named.scope.0].name.is_none() {
            let what = format!("the type `{}` of a world or inline interface is used elsewhere", named.name);
            return Err(self.model.not_wit(range, what));
        }
        self.model.spend(1, range)?;
        let scope = &mut self.model.scopes[scope.0];
        let mut text = named.name.to_string();
        let mut number = 1;
        while scope.type_names.contains_key(text.as_str()) || scope.function_names.contains_key(&text) {
            number += 1;
            text = format!("{}-{number}", named.name);
        }
        let name = self.model.packages[package].ident(&text, range);
        let kind = TypeKind::Use(named.clone());
        scope.add_type(Type { name, text: text.into(), kind, external_id: None });
        Ok(name)
    }
}

fn primitive(ty: PrimitiveValType) -> Primitive {
    match ty {
        PrimitiveValType::Bool => Primitive::Bool,
        PrimitiveValType::S8 => Primitive::S8,
        PrimitiveValType::U8 => Primitive::U8,
        PrimitiveValType::S16 => Primitive::S16,
        PrimitiveValType::U16 => Primitive::U16,
        PrimitiveValType::S32 => Primitive::S32,
        PrimitiveValType::U32 => Primitive::U32,
        PrimitiveValType::S64 => Primitive::S64,
        PrimitiveValType::U64 => Primitive::U64,
        PrimitiveValType::F32 => Primitive::F32,
        PrimitiveValType::F64 => Primitive::F64,
        PrimitiveValType::Char => Primitive::Char,
        PrimitiveValType::String => Primitive::String,
        PrimitiveValType::ErrorContext => Primitive::ErrorContext,
    }
}
