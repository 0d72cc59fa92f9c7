//! From validated component types to the model: interfaces, worlds and functions by name.

use std::collections::HashMap;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId, Span};
use outwit_parser::ast;
use wasmparser::WasmFeatures;
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentEntityType, ComponentFuncType, ComponentInstanceType, ComponentItem,
};
use wasmparser::names::{AccessorKind, ComponentName, ComponentNameKind, PlainName, ResourceFuncKind};
use wasmparser::types::Types;

use super::compare;
use super::model::{
    Function, FunctionKind, Member, Named, Package, PackageId, Scope, ScopeId, Type, TypeKind, World,
    WorldItem, WorldItemKind,
};
use super::place::Place;
use crate::diagnostics as errors;

/// Everything found so far.
pub(super) struct Model {
    pub(super) file: FileId,
    pub(super) packages: Vec<Package>,
    by_id: HashMap<PackageId, usize>,
    pub(super) scopes: Vec<Scope>,
    interfaces: HashMap<(usize, String), ScopeId>,
    /// Where the sections lie that were read so far, and their names, if it is a core module that is read.
    pub(super) sections: Vec<(ByteRange, String)>,
    /// How many more things may be written out. What is encoded can share parts, so that it could be exponentially larger as
    /// text, and hostile input makes it so.
    left: usize,
}

/// How many things may be written out for each byte. What tools make has 0.3 at most, and each takes some 60 bytes while it is
/// read.
const THINGS_PER_BYTE: usize = 1;
const THINGS_AT_LEAST: usize = 4096;

/// Reads one binary into a model.
pub(super) struct Decoder<'a> {
    pub(super) model: Model,
    pub(super) types: &'a Types,
    /// What named types are called where they are defined.
    pub(super) names: HashMap<ComponentAnyTypeId, Named>,
}

/// Whether the world gets something or gives it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Import,
    Export,
}

type Decoded<T> = Result<T, Diagnostic>;

impl Model {
    pub(super) fn new(file: FileId, length: usize) -> Model {
        Model {
            file,
            packages: Vec::new(),
            by_id: HashMap::new(),
            scopes: Vec::new(),
            interfaces: HashMap::new(),
            sections: Vec::new(),
            left: length.saturating_mul(THINGS_PER_BYTE).saturating_add(THINGS_AT_LEAST),
        }
    }

    pub(super) fn span(&self, range: ByteRange) -> Span {
        Span { file: self.file, range }
    }

    pub(super) fn spend(&mut self, things: usize, range: ByteRange) -> Decoded<()> {
        match self.left.checked_sub(things) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(errors::too_large_as_text(self.span(range))),
        }
    }

    pub(super) fn not_wit(&self, range: ByteRange, what: impl AsRef<str>) -> Diagnostic {
        errors::not_wit(self.span(range), what.as_ref())
    }

    /// Two places say different things about `what`.
    pub(super) fn contradiction(&self, range: ByteRange, first: ByteRange, what: &str) -> Diagnostic {
        let section = |range: ByteRange| {
            let found =
                self.sections.iter().find(|(all, _)| all.start <= range.start && range.end <= all.end);
            found.map_or("", |(_, name)| name.as_str())
        };
        let names = (section(range), section(first));
        errors::contradicting(self.span(range), names, self.span(first), what)
    }

    /// Two views of one interface differ.
    fn two_forms(&self, name: &str, range: ByteRange, first: ByteRange) -> Diagnostic {
        let is_earlier = |(all, _): &(ByteRange, String)| first.start >= all.start && range.start >= all.end;
        if self.sections.iter().any(|section| is_earlier(section) && first.end <= section.0.end) {
            return self.contradiction(range, first, &format!("`{name}`"));
        }
        let what = format!("`{name}` has one form here and another there");
        self.not_wit(range, what).also(self.span(first), "the other form")
    }

    /// The package with this id, known or new.
    pub(super) fn package(&mut self, id: PackageId, range: ByteRange) -> usize {
        let next = self.packages.len();
        let index = *self.by_id.entry(id.clone()).or_insert(next);
        if index == next {
            self.packages.push(Package::new(self.file, id, range));
        }
        index
    }

    pub(super) fn scope(&mut self, scope: Scope) -> ScopeId {
        self.scopes.push(scope);
        ScopeId(self.scopes.len() - 1)
    }

    fn ident(&mut self, scope: ScopeId, text: &str, range: ByteRange) -> ast::Ident {
        self.packages[self.scopes[scope.0].package].ident(text, range)
    }

    /// The package and the item that `ns:package/item@version` names.
    pub(super) fn item_id(&self, id: &str, range: ByteRange) -> Decoded<(PackageId, String)> {
        let name = ComponentName::new_with_features(id, 0, WasmFeatures::all());
        let name = name.map_err(|error| errors::malformed(self.span(range), error.message()))?;
        let ComponentNameKind::Interface(name) = name.kind() else {
            return Err(self.not_wit(range, format!("`{id}`, which has no package, stands in one")));
        };
        if name.namespace().contains(':') || name.projection().contains('/') {
            return Err(
                self.not_wit(range, format!("a package or namespace stands in another, as in `{id}`"))
            );
        }
        let version = name.version(None);
        let version = version.map_err(|error| errors::malformed(self.span(range), error.message()))?;
        let package = PackageId {
            namespace: name.namespace().to_string(),
            name: name.package().to_string(),
            version: version.map(|version| version.to_string()),
        };
        Ok((package, name.projection().to_string()))
    }
}

impl<'a> Decoder<'a> {
    pub(super) fn new(model: Model, types: &'a Types) -> Decoder<'a> {
        Decoder { model, types, names: HashMap::new() }
    }

    /// The interface that `id` names, with what this view of it shows.
    pub(super) fn interface(
        &mut self,
        id: &str,
        ty: &'a ComponentInstanceType,
        place: &Place,
    ) -> Decoded<ScopeId> {
        let (package, name) = self.model.item_id(id, place.range)?;
        let package = self.model.package(package, place.range);
        let scope = match self.model.interfaces.get(&(package, name.clone())) {
            Some(scope) => *scope,
            None => {
                let ident = self.model.packages[package].ident(&name, place.range);
                let scope = self.model.scope(Scope::new(package, Some((ident, name.as_str().into()))));
                self.model.interfaces.insert((package, name), scope);
                self.model.packages[package].interfaces.push(scope);
                scope
            }
        };
        self.view(scope, ty, place)?;
        Ok(scope)
    }

    /// Adds what is not known yet of an interface; what is known must be the same.
    fn view(&mut self, scope: ScopeId, ty: &'a ComponentInstanceType, place: &Place) -> Decoded<()> {
        for (name, item) in &ty.exports {
            let place = place.export(name);
            match item.ty {
                ComponentEntityType::Type { .. } => {
                    self.type_export(scope, name, item, &place)?;
                }
                ComponentEntityType::Func(id) => {
                    let function = self.function(scope, name, item, &self.types[id], &place)?;
                    self.add_function(scope, function)?;
                }
                _ => {
                    let what = format!("an interface holds `{name}`, which is neither type nor function");
                    return Err(self.model.not_wit(place.range, what));
                }
            }
        }
        Ok(())
    }

    fn add_function(&mut self, scope: ScopeId, function: Function) -> Decoded<()> {
        let Scope { package, functions, function_names, .. } = &mut self.model.scopes[scope.0];
        let next = functions.len();
        let index = *function_names.entry(function.label.clone()).or_insert(next);
        let Some(known) = functions.get(index) else {
            functions.push(function);
            return Ok(());
        };
        if compare::functions(&self.model.packages[*package].tree, known, &function) {
            return Ok(());
        }
        let (first, range) = (known.name.range, function.name.range);
        Err(self.model.two_forms(&function.label, range, first))
    }

    /// A named type of an interface or world.
    pub(super) fn type_export(
        &mut self,
        scope: ScopeId,
        name: &str,
        item: &ComponentItem,
        place: &Place,
    ) -> Decoded<usize> {
        let ComponentEntityType::Type { referenced, created } = item.ty else {
            unreachable!("only types come here")
        };
        let range = place.range;
        self.model.spend(1, range)?;
        let known = self.model.scopes[scope.0].type_names.get_key_value(name);
        let known = known.map(|(text, index)| (text.clone(), *index));
        let text = known.as_ref().map_or_else(|| name.into(), |(text, _)| text.clone());
        let kind = match self.find(referenced, range)? {
            // A view of what is known already.
            Some(named) if known.is_some() && named == (Named { scope, name: text.clone() }) => {
                self.names.entry(created).or_insert(named);
                return Ok(known.expect("it is").1);
            }
            Some(named) => self.used(scope, named, range)?,
            None => self.definition(scope, referenced, range)?,
        };
        self.names.entry(created).or_insert_with(|| Named { scope, name: text.clone() });
        let Some((_, index)) = known else {
            let name = self.model.ident(scope, name, range);
            let external_id = item.external_id.clone();
            let scope = &mut self.model.scopes[scope.0];
            scope.add_type(Type { name, text, kind, external_id });
            return Ok(scope.types.len() - 1);
        };
        let scope = &self.model.scopes[scope.0];
        let first = &scope.types[index];
        if !compare::types(&self.model.packages[scope.package].tree, &first.kind, &kind) {
            return Err(self.model.two_forms(name, range, first.name.range));
        }
        Ok(index)
    }

    /// What a name for a type that has a name already is: an alias, or a `use`.
    fn used(&mut self, scope: ScopeId, named: Named, range: ByteRange) -> Decoded<TypeKind> {
        if named.scope == scope {
            let name = self.model.ident(scope, &named.name, range);
            let package = self.model.scopes[scope.0].package;
            let ty = ast::Ty { kind: ast::TyKind::Name(name), range };
            let ty = self.model.packages[package].tree.arenas.ty(ty);
            return Ok(TypeKind::Def(ast::TypeDefKind::Alias(ty)));
        }
        if self.model.scopes[named.scope.0].name.is_none() {
            let what = format!("an interface uses the type `{}` of a world or inline interface", named.name);
            return Err(self.model.not_wit(range, what));
        }
        Ok(TypeKind::Use(named))
    }

    /// A function of an interface or world.
    fn function(
        &mut self,
        scope: ScopeId,
        label: &str,
        item: &ComponentItem,
        ty: &'a ComponentFuncType,
        place: &Place,
    ) -> Decoded<Function> {
        let range = place.range;
        self.model.spend(1 + ty.params.len(), range)?;
        let name = ComponentName::new_with_features(label, 0, WasmFeatures::all());
        let name = name.map_err(|error| errors::malformed(self.model.span(range), error.message()))?;
        let ComponentNameKind::Plain(plain) = name.kind() else {
            return Err(self.model.not_wit(range, format!("`{label}` is a function")));
        };
        let kind = self.function_kind(scope, label, &plain, ty, range)?;
        let is_method = matches!(kind.resource, Some((_, Member::Method)));
        let mut params = Vec::new();
        for (name, ty) in ty.params.iter().skip(usize::from(is_method)) {
            let ty = self.value(scope, ty, range)?;
            let name = self.model.ident(scope, name, range);
            params.push(ast::Param { docs: None, name, ty, range });
        }
        let result = match &ty.result {
            Some(ty) if !self.is_made_by(scope, &kind, ty, range)? => Some(self.value(scope, ty, range)?),
            _ => None,
        };
        let text = match kind.resource {
            Some((_, Member::Constructor)) => "constructor".to_owned(),
            _ => plain.name().to_string(),
        };
        let name = self.model.ident(scope, &text, range);
        let external_id = item.external_id.clone();
        Ok(Function { label: label.to_owned(), name, kind, params, result, external_id })
    }

    fn function_kind(
        &self,
        scope: ScopeId,
        label: &str,
        plain: &PlainName<'_>,
        ty: &ComponentFuncType,
        range: ByteRange,
    ) -> Decoded<FunctionKind> {
        let kind = match plain.accessor {
            Some(AccessorKind::Get) => ast::FuncKind::Getter,
            Some(AccessorKind::Set) => ast::FuncKind::Setter,
            None if ty.async_ => ast::FuncKind::AsyncFunc,
            None => ast::FuncKind::Func,
        };
        if ty.async_ && kind != ast::FuncKind::AsyncFunc {
            return Err(self.model.not_wit(range, format!("`{label}` is async")));
        }
        let member = match plain.resource_func {
            None => return Ok(FunctionKind { resource: None, kind }),
            Some(ResourceFuncKind::Constructor) => Member::Constructor,
            Some(ResourceFuncKind::Method) => Member::Method,
            Some(ResourceFuncKind::Static) => Member::Static,
        };
        let resource = plain.resource().map(|resource| resource.to_string()).unwrap_or_default();
        let scope = &self.model.scopes[scope.0];
        let found = scope.type_names.get_key_value(resource.as_str());
        match found {
            Some((name, index)) if matches!(scope.types[*index].kind, TypeKind::Resource) => {
                Ok(FunctionKind { resource: Some((name.clone(), member)), kind })
            }
            _ => {
                let what = format!("`{label}` belongs to a resource that is defined elsewhere");
                Err(self.model.not_wit(range, what))
            }
        }
    }
}

/// Worlds.
impl<'a> Decoder<'a> {
    /// A world with imports and exports by name.
    pub(super) fn world(
        &mut self,
        package: usize,
        name: &str,
        place: &Place,
        imports: impl Iterator<Item = (&'a str, &'a ComponentItem)>,
        exports: impl Iterator<Item = (&'a str, &'a ComponentItem)>,
    ) -> Decoded<World> {
        let name = self.model.packages[package].ident(name, place.range);
        let scope = self.model.scope(Scope::new(package, None));
        let mut world = World { name, scope, imports: Vec::new(), exports: Vec::new() };
        for (name, item) in imports {
            let place = place.import(name);
            world.imports.extend(self.world_item(scope, name, item, &place, Direction::Import)?);
        }
        for (name, item) in exports {
            let place = place.export(name);
            world.exports.extend(self.world_item(scope, name, item, &place, Direction::Export)?);
        }
        Ok(world)
    }

    /// What a world imports or exports; `None` for core modules and the like, which components import without WIT knowing.
    fn world_item(
        &mut self,
        scope: ScopeId,
        name: &str,
        item: &'a ComponentItem,
        place: &Place,
        direction: Direction,
    ) -> Decoded<Option<WorldItem>> {
        self.model.spend(1, place.range)?;
        let mut external_id = item.external_id.clone();
        let kind = match item.ty {
            ComponentEntityType::Instance(id) => {
                self.world_interface(scope, name, item, &self.types[id], place)?
            }
            ComponentEntityType::Func(id) => {
                let function = self.function(scope, name, item, &self.types[id], place)?;
                external_id = None;
                let functions = &mut self.model.scopes[scope.0].functions;
                functions.push(function);
                WorldItemKind::Function(functions.len() - 1)
            }
            ComponentEntityType::Type { .. } if direction == Direction::Import => {
                external_id = None;
                WorldItemKind::Type(self.type_export(scope, name, item, place)?)
            }
            _ if direction == Direction::Import => return Ok(None),
            _ => {
                let what = format!("a world exports `{name}`, which is neither interface nor function");
                return Err(self.model.not_wit(place.range, what));
            }
        };
        Ok(Some(WorldItem {
            label: item.full_name(name).into_owned(),
            range: place.range,
            external_id,
            kind,
        }))
    }

    fn world_interface(
        &mut self,
        scope: ScopeId,
        name: &str,
        item: &ComponentItem,
        ty: &'a ComponentInstanceType,
        place: &Place,
    ) -> Decoded<WorldItemKind> {
        if let Some(id) = item.full_implements() {
            let label = self.model.ident(scope, name, place.range);
            return Ok(WorldItemKind::Labelled(label, self.interface(&id, ty, place)?));
        }
        let id = item.full_name(name);
        if id.contains(':') {
            return Ok(WorldItemKind::Path(self.interface(&id, ty, place)?));
        }
        let package = self.model.scopes[scope.0].package;
        let label = self.model.ident(scope, name, place.range);
        let inline = self.model.scope(Scope::new(package, None));
        self.view(inline, ty, place)?;
        Ok(WorldItemKind::Inline(label, inline))
    }
}
