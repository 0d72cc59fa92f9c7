//! The graph itself and the questions that everybody asks it.

use std::ops::Index;

use super::{
    Accessor, Arena, DocsId, Documentation, Function, FunctionId, FunctionKind, Id, Include, IncludeId,
    Interface, InterfaceId, Name, Names, Owner, Package, PackageId, Primitive, ResourceId, Stability,
    StabilityId, TypeDef, TypeId, TypeKind, World, WorldId,
};

/// Packages, interfaces, worlds, types and functions, with all their names.
#[derive(Clone, Debug, Default)]
pub struct Resolve {
    pub(crate) names: Names,
    pub(crate) packages: Arena<PackageId, Package>,
    pub(crate) interfaces: Arena<InterfaceId, Interface>,
    pub(crate) worlds: Arena<WorldId, World>,
    pub(crate) includes: Arena<IncludeId, Include>,
    pub(crate) types: Arena<TypeId, TypeDef>,
    pub(crate) functions: Arena<FunctionId, Function>,
    pub(crate) docs: Documentation,
    pub(crate) stabilities: Arena<StabilityId, Stability>,
    /// Every type behind the types it consists of.
    pub(crate) type_order: Vec<TypeId>,
}

impl TypeId {
    /// The id of a primitive type, the same in every graph.
    pub fn primitive(primitive: Primitive) -> TypeId {
        TypeId::from_index(primitive as usize)
    }
}

impl Resolve {
    /// The name for `text`, if any item has it.
    pub fn name(&self, text: &str) -> Option<Name> {
        self.names.get(text)
    }

    /// Packages in the order in which they were loaded.
    pub fn packages(&self) -> impl Iterator<Item = (PackageId, &Package)> {
        self.packages.iter()
    }

    /// Active interfaces, inline ones included.
    pub fn interfaces(&self) -> impl Iterator<Item = (InterfaceId, &Interface)> {
        self.interfaces.iter().filter(|(_, interface)| interface.active)
    }

    /// All interfaces.
    pub fn all_interfaces(&self) -> impl Iterator<Item = (InterfaceId, &Interface)> {
        self.interfaces.iter()
    }

    /// Active worlds.
    pub fn worlds(&self) -> impl Iterator<Item = (WorldId, &World)> {
        self.worlds.iter().filter(|(_, world)| world.active)
    }

    /// All worlds.
    pub fn all_worlds(&self) -> impl Iterator<Item = (WorldId, &World)> {
        self.worlds.iter()
    }

    /// All `include`s whose worlds were found, in the order in which they are written in each world.
    pub fn all_includes(&self) -> impl Iterator<Item = (IncludeId, &Include)> {
        self.includes.iter()
    }

    /// Active types in the order of their ids, primitives and anonymous ones included.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.types.iter().filter(|(_, ty)| ty.active)
    }

    /// All types.
    pub fn all_types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.types.iter()
    }

    /// How many types there are; ids run from 0 to one less.
    pub fn type_count(&self) -> usize {
        self.types.len()
    }

    /// All types, each behind the types it consists of: a table over types can be filled in this order.
    pub fn types_in_dependency_order(&self) -> &[TypeId] {
        &self.type_order
    }

    /// Active functions in the order of their ids.
    pub fn functions(&self) -> impl Iterator<Item = (FunctionId, &Function)> {
        self.functions.iter().filter(|(_, function)| function.active)
    }

    /// All functions.
    pub fn all_functions(&self) -> impl Iterator<Item = (FunctionId, &Function)> {
        self.functions.iter()
    }

    /// Active types of an interface, in the order in which they were written.
    pub fn types_of(&self, interface: InterfaceId) -> impl Iterator<Item = (Name, TypeId)> {
        let types = self[interface].types.iter().map(|(name, ty)| (*name, *ty));
        types.filter(|(_, ty)| self[*ty].active)
    }

    /// Active functions of an interface, in the order in which they were written.
    pub fn functions_of(&self, interface: InterfaceId) -> impl Iterator<Item = FunctionId> {
        self[interface].functions.iter().copied().filter(|function| self[*function].active)
    }

    /// The features that gate something, active or not; each once, in the order in which they are met.
    pub fn features(&self) -> Vec<Name> {
        let mut features = Vec::new();
        for (_, stability) in self.stabilities.iter() {
            if let Stability::Unstable { feature, .. } = stability
                && !features.contains(feature)
            {
                features.push(*feature);
            }
        }
        features
    }

    /// The type behind all aliases.
    pub fn dealias(&self, mut ty: TypeId) -> TypeId {
        while let TypeKind::Alias(to) = self[ty].kind {
            ty = to;
        }
        ty
    }

    /// What the type behind all aliases is.
    pub fn kind(&self, ty: TypeId) -> &TypeKind {
        &self[self.dealias(ty)].kind
    }

    /// The resource itself, behind all aliases.
    pub fn resource(&self, resource: ResourceId) -> TypeId {
        self.dealias(resource.as_written())
    }

    /// If the type is an alias of a type that another interface owns, that is, comes from a `use`: that interface.
    pub fn used_from(&self, ty: TypeId) -> Option<InterfaceId> {
        let TypeKind::Alias(to) = self[ty].kind else { return None };
        match self[to].owner {
            Owner::Interface(interface) if self[ty].owner != self[to].owner => Some(interface),
            _ => None,
        }
    }

    /// The name of a function in its interface or world: `f`, `[constructor]r`, `[method]r.f`, `[static]r.f`, `[get]p`,
    /// `[method][get]r.p`. Explainer.md, "Import and Export Names".
    pub fn function_label(&self, function: FunctionId) -> String {
        let Function { name, kind, accessor, .. } = &self[function];
        let resource = |ty: &TypeId| &self[self[*ty].name.expect("a resource has a name")];
        let accessor = match accessor {
            None => "",
            Some(Accessor::Getter) => "[get]",
            Some(Accessor::Setter) => "[set]",
        };
        let name = &self[*name];
        match kind {
            FunctionKind::Freestanding => format!("{accessor}{name}"),
            FunctionKind::Constructor(ty) => format!("[constructor]{}", resource(ty)),
            FunctionKind::Method(ty) => format!("[method]{accessor}{}.{name}", resource(ty)),
            FunctionKind::Static(ty) => format!("[static]{accessor}{}.{name}", resource(ty)),
        }
    }

    /// `ns:pkg/name@version`; `None` for an interface inline in a world.
    pub fn interface_id(&self, interface: InterfaceId) -> Option<String> {
        let Interface { name, package, .. } = &self[interface];
        name.map(|name| self[*package].name.item_id(&self[name]))
    }

    /// `ns:pkg/name@version`.
    pub fn world_id(&self, world: WorldId) -> String {
        let World { name, package, .. } = &self[world];
        self[*package].name.item_id(&self[*name])
    }
}

macro_rules! index {
    ($($id:ty => $field:ident: $item:ty;)*) => {$(
        impl Index<$id> for Resolve {
            type Output = $item;

            fn index(&self, id: $id) -> &$item {
                &self.$field[id]
            }
        }
    )*};
}

index! {
    Name => names: str;
    PackageId => packages: Package;
    InterfaceId => interfaces: Interface;
    WorldId => worlds: World;
    IncludeId => includes: Include;
    TypeId => types: TypeDef;
    FunctionId => functions: Function;
    StabilityId => stabilities: Stability;
}

impl Index<DocsId> for Resolve {
    type Output = str;

    fn index(&self, id: DocsId) -> &str {
        &self.docs[id]
    }
}
