//! Packages, interfaces, worlds and what they hold.

use outwit_diagnostics::ByteRange;

use super::{Builder, Direction, ExternHead, Head, PackageHead, PathParts};
use crate::ast::{
    Attribute, Case, EnumCase, Extern, ExternKind, Field, Flag, Func, Ident, Include, Interface,
    InterfaceItem, Item, List, Meta, NestedPackage, PackageHeader, Param, Rename, ResourceItem, TopUse, TyId,
    TypeDef, TypeDefKind, Use, UseName, World, WorldItem,
};
use crate::diagnostics::{self, PathFault};

/// Top level.
impl Builder<'_> {
    /// Puts an item on the stack of items whose list is open.
    pub(crate) fn item(&mut self, item: Item) {
        self.items.push(item);
    }

    /// Starts a list of items within another one.
    pub(crate) fn open_items(&mut self) -> usize {
        self.items.len()
    }

    pub(crate) fn package_head(&mut self, meta: Meta, start: u32, parts: PathParts) -> PackageHead {
        PackageHead { meta, name: self.package_name(parts), start }
    }

    pub(crate) fn package_header(&mut self, head: PackageHead, end: u32) -> Item {
        let range = ByteRange { start: head.start, end };
        match head.name {
            Some(name) => Item::PackageHeader(PackageHeader { meta: head.meta, name, range }),
            None => Item::Error(range),
        }
    }

    /// Closes the list of items that started at `mark`.
    pub(crate) fn nested_package(&mut self, head: PackageHead, mark: usize, end: u32) -> Item {
        let range = ByteRange { start: head.start, end };
        let items = self.tree.arenas.list(self.items.drain(mark..));
        match head.name {
            Some(name) => Item::NestedPackage(NestedPackage { meta: head.meta, name, items, range }),
            None => Item::Error(range),
        }
    }

    pub(crate) fn top_use(
        &mut self,
        meta: Meta,
        start: u32,
        path: PathParts,
        rename: Option<Ident>,
        end: u32,
    ) -> Item {
        let range = ByteRange { start, end };
        if rename.is_none() && path.names_package() && self.is_first_item(start) {
            let keyword = ByteRange { start, end: start + "use".len() as u32 };
            self.diagnostics.push(diagnostics::use_for_package(self.file(), keyword));
            return self
                .package_name(path)
                .map_or(Item::Error(range), |name| Item::PackageHeader(PackageHeader { meta, name, range }));
        }
        match self.use_path(path) {
            Some(path) => Item::Use(TopUse { meta, path, rename, range }),
            None => Item::Error(range),
        }
    }

    /// Whether nothing but comments stands before `start`.
    fn is_first_item(&self, start: u32) -> bool {
        self.items.is_empty()
            && crate::tokens(&self.text[..start as usize]).all(|token| token.kind.is_trivia())
    }

    pub(crate) fn head(&mut self, first: u32, attributes: List<Attribute>, start: u32, name: Ident) -> Head {
        Head { meta: self.meta(first, attributes, start), name, start }
    }

    pub(crate) fn interface(&mut self, head: Head, items: List<InterfaceItem>, end: u32) -> Interface {
        Interface { meta: head.meta, name: head.name, items, range: ByteRange { start: head.start, end } }
    }

    pub(crate) fn world(&mut self, head: Head, items: List<WorldItem>, end: u32) -> World {
        World { meta: head.meta, name: head.name, items, range: ByteRange { start: head.start, end } }
    }
}

/// Imports and exports, `use` and `include`.
impl Builder<'_> {
    pub(crate) fn extern_func(
        &mut self,
        meta: Meta,
        direction: Direction,
        start: u32,
        name: Ident,
        func: Func,
        end: u32,
    ) -> WorldItem {
        direction.item(Extern {
            meta,
            kind: ExternKind::Func { name, func },
            range: ByteRange { start, end },
        })
    }

    pub(crate) fn extern_named(
        &mut self,
        meta: Meta,
        direction: Direction,
        start: u32,
        name: Ident,
        parts: PathParts,
        end: u32,
    ) -> WorldItem {
        let range = ByteRange { start, end };
        let kind = match self.extern_path(name, parts) {
            Some((Some(name), path)) => ExternKind::Named { name, path },
            Some((None, path)) => ExternKind::Path(path),
            None => return WorldItem::Error(range),
        };
        direction.item(Extern { meta, kind, range })
    }

    pub(crate) fn extern_local(
        &mut self,
        meta: Meta,
        direction: Direction,
        start: u32,
        name: Ident,
        end: u32,
    ) -> WorldItem {
        let path = crate::ast::UsePath {
            namespaces: List::EMPTY,
            names: List::EMPTY,
            item: name,
            version: None,
            range: name.range,
        };
        direction.item(Extern { meta, kind: ExternKind::Path(path), range: ByteRange { start, end } })
    }

    /// `import a/b;`
    pub(crate) fn extern_without_namespace(
        &mut self,
        start: u32,
        first: Ident,
        rest: PathParts,
        end: u32,
    ) -> WorldItem {
        self.path_fault::<()>(first.range.to(rest.range), PathFault::NoNamespace);
        WorldItem::Error(ByteRange { start, end })
    }

    /// `import a@1.0.0;`, with the version from `version` to `version_end`.
    pub(crate) fn extern_local_version(
        &mut self,
        start: u32,
        name: Ident,
        version: u32,
        version_end: u32,
        end: u32,
    ) -> WorldItem {
        let version = ByteRange { start: version, end: version_end };
        self.path_fault::<()>(name.range.to(version), PathFault::LocalVersion);
        WorldItem::Error(ByteRange { start, end })
    }

    pub(crate) fn extern_interface(
        &mut self,
        head: ExternHead,
        items: List<InterfaceItem>,
        end: u32,
    ) -> WorldItem {
        let kind = ExternKind::Interface { name: head.name, items };
        let range = ByteRange { start: head.start, end };
        head.direction.item(Extern { meta: head.meta, kind, range })
    }

    /// A `use` of types, or its range after a report.
    pub(crate) fn use_names(
        &mut self,
        meta: Meta,
        start: u32,
        path: PathParts,
        names: List<UseName>,
        end: u32,
    ) -> Result<Use, ByteRange> {
        let range = ByteRange { start, end };
        self.use_path(path).map(|path| Use { meta, path, names, range }).ok_or(range)
    }

    pub(crate) fn include(
        &mut self,
        meta: Meta,
        start: u32,
        path: PathParts,
        with: List<Rename>,
        end: u32,
    ) -> WorldItem {
        let range = ByteRange { start, end };
        match self.use_path(path) {
            Some(path) => WorldItem::Include(Include { meta, path, with, range }),
            None => WorldItem::Error(range),
        }
    }

    /// A `;` that ends at `end` follows a `}`.
    pub(crate) fn semicolon_after_brace(&mut self, end: u32) {
        let range = ByteRange { start: end - 1, end };
        self.diagnostics.push(diagnostics::semicolon_after_brace(self.file(), range));
    }
}

impl Direction {
    fn item(self, item: Extern) -> WorldItem {
        match self {
            Direction::Import => WorldItem::Import(item),
            Direction::Export => WorldItem::Export(item),
        }
    }
}

/// Type definitions.
impl Builder<'_> {
    fn type_def(&mut self, head: Head, kind: TypeDefKind, end: u32) -> TypeDef {
        TypeDef { meta: head.meta, name: head.name, kind, range: ByteRange { start: head.start, end } }
    }

    pub(crate) fn alias(&mut self, head: Head, ty: TyId, end: u32) -> TypeDef {
        self.type_def(head, TypeDefKind::Alias(ty), end)
    }

    pub(crate) fn record(&mut self, head: Head, fields: List<Field>, end: u32) -> TypeDef {
        self.type_def(head, TypeDefKind::Record(fields), end)
    }

    pub(crate) fn flags(&mut self, head: Head, flags: List<Flag>, end: u32) -> TypeDef {
        self.type_def(head, TypeDefKind::Flags(flags), end)
    }

    pub(crate) fn variant(&mut self, head: Head, cases: List<Case>, end: u32) -> TypeDef {
        self.type_def(head, TypeDefKind::Variant(cases), end)
    }

    pub(crate) fn enumeration(&mut self, head: Head, cases: List<EnumCase>, end: u32) -> TypeDef {
        self.type_def(head, TypeDefKind::Enum(cases), end)
    }

    pub(crate) fn resource(&mut self, head: Head, items: Option<List<ResourceItem>>, end: u32) -> TypeDef {
        self.type_def(head, TypeDefKind::Resource(items), end)
    }

    #[inline]
    pub(crate) fn field(&mut self, name: Ident, ty: TyId) -> Field {
        let start = name.range.start;
        Field { docs: self.docs(start, start), name, ty, range: name.range.to(self.tree[ty].range) }
    }

    pub(crate) fn flag(&mut self, name: Ident) -> Flag {
        Flag { docs: self.docs(name.range.start, name.range.start), name }
    }

    pub(crate) fn case(&mut self, name: Ident, ty: Option<TyId>, end: u32) -> Case {
        let start = name.range.start;
        Case { docs: self.docs(start, start), name, ty, range: ByteRange { start, end } }
    }

    pub(crate) fn enum_case(&mut self, name: Ident) -> EnumCase {
        EnumCase { docs: self.docs(name.range.start, name.range.start), name }
    }

    pub(crate) fn constructor(
        &mut self,
        meta: Meta,
        start: u32,
        keyword_end: u32,
        params: List<Param>,
        result: Option<TyId>,
        end: u32,
    ) -> ResourceItem {
        let keyword = ByteRange { start, end: keyword_end };
        ResourceItem::Constructor { meta, keyword, params, result, range: ByteRange { start, end } }
    }
}
