//! Where names stand in the binary, for ranges of the tree: a table of scopes beside the validated types.
//!
//! A place that is not found is that of what surrounds it, so a gap in the table costs precision and nothing else.

use std::collections::HashMap;
use std::rc::Rc;

use outwit_diagnostics::ByteRange;
use wasmparser::{
    ComponentAlias, ComponentExternName, ComponentExternalKind, ComponentOuterAliasKind, ComponentType,
    ComponentTypeDeclaration, ComponentTypeRef, InstanceTypeDeclaration,
};

/// Where something stands, and where the things in it do.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) range: ByteRange,
    inside: Option<Rc<Scope>>,
}

/// The names in one component or instance type.
#[derive(Debug, Default)]
pub(super) struct Scope {
    imports: HashMap<String, Place>,
    exports: HashMap<String, Place>,
}

impl Place {
    pub(super) fn at(range: ByteRange) -> Place {
        Place { range, inside: None }
    }

    /// The import `name` of what stands here.
    pub(super) fn import(&self, name: &str) -> Place {
        let found = self.inside.as_ref().and_then(|scope| scope.imports.get(name));
        found.cloned().unwrap_or(Place::at(self.range))
    }

    /// The export `name` of what stands here.
    pub(super) fn export(&self, name: &str) -> Place {
        let found = self.inside.as_ref().and_then(|scope| scope.exports.get(name));
        found.cloned().unwrap_or(Place::at(self.range))
    }
}

/// Builds the scope of one component or type while its declarations are read in order.
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    /// Where the bytes start in the file.
    start: u32,
    /// The index space of types.
    types: Vec<Option<Rc<Scope>>>,
    scope: Scope,
}

impl<'a> Table<'a> {
    pub(super) fn new(bytes: &'a [u8], start: u32) -> Table<'a> {
        Table { bytes, start, types: Vec::new(), scope: Scope::default() }
    }

    pub(super) fn finish(self) -> Place {
        let range = ByteRange::new(self.start, self.start);
        Place { range, inside: Some(Rc::new(self.scope)) }
    }

    /// Component types nest as deep as their reader lets them, 100 levels.
    pub(super) fn ty(&mut self, ty: &ComponentType<'a>) {
        let mut inner = Table::new(self.bytes, self.start);
        let scope = match ty {
            ComponentType::Component(declarations) => {
                for declaration in declarations {
                    inner.component_declaration(declaration);
                }
                Some(Rc::new(inner.scope))
            }
            ComponentType::Instance(declarations) => {
                for declaration in declarations {
                    inner.instance_declaration(declaration);
                }
                Some(Rc::new(inner.scope))
            }
            _ => None,
        };
        self.types.push(scope);
    }

    pub(super) fn alias(&mut self, alias: &ComponentAlias<'a>) {
        match alias {
            ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, .. }
            | ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. } => self.types.push(None),
            _ => {}
        }
    }

    pub(super) fn import(&mut self, name: &ComponentExternName<'a>, ty: &ComponentTypeRef) {
        let place = self.named(name.name, ty);
        self.scope.imports.insert(name.name.to_owned(), place);
    }

    /// An export of a type: `index` for one that is there already.
    pub(super) fn export(&mut self, name: &str, ty: Option<&ComponentTypeRef>, index: Option<u32>) {
        let mut place = Place::at(self.range_of(name));
        if let Some(ty) = ty {
            place = self.named(name, ty);
        } else if let Some(index) = index {
            place.inside = self.types.get(index as usize).cloned().flatten();
            self.types.push(None);
        }
        self.scope.exports.insert(name.to_owned(), place);
    }

    fn component_declaration(&mut self, declaration: &ComponentTypeDeclaration<'a>) {
        match declaration {
            ComponentTypeDeclaration::CoreType(_) => {}
            ComponentTypeDeclaration::Type(ty) => self.ty(ty),
            ComponentTypeDeclaration::Alias(alias) => self.alias(alias),
            ComponentTypeDeclaration::Export { name, ty } => self.export(name.name, Some(ty), None),
            ComponentTypeDeclaration::Import(import) => self.import(&import.name, &import.ty),
        }
    }

    fn instance_declaration(&mut self, declaration: &InstanceTypeDeclaration<'a>) {
        match declaration {
            InstanceTypeDeclaration::CoreType(_) => {}
            InstanceTypeDeclaration::Type(ty) => self.ty(ty),
            InstanceTypeDeclaration::Alias(alias) => self.alias(alias),
            InstanceTypeDeclaration::Export { name, ty } => self.export(name.name, Some(ty), None),
        }
    }

    fn named(&mut self, name: &str, ty: &ComponentTypeRef) -> Place {
        let inside = match ty {
            ComponentTypeRef::Instance(index) | ComponentTypeRef::Component(index) => {
                self.types.get(*index as usize).cloned().flatten()
            }
            ComponentTypeRef::Type(_) => {
                self.types.push(None);
                None
            }
            _ => None,
        };
        Place { range: self.range_of(name), inside }
    }

    /// Where a text that was read out of the bytes stands in them.
    fn range_of(&self, text: &str) -> ByteRange {
        let from = (text.as_ptr() as usize).wrapping_sub(self.bytes.as_ptr() as usize);
        match from.checked_add(text.len()) {
            Some(to) if to <= self.bytes.len() => {
                ByteRange::new(self.start + from as u32, self.start + to as u32)
            }
            _ => ByteRange::new(self.start, self.start),
        }
    }
}
