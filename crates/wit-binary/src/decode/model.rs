//! What was found in a binary, before it becomes trees: packages with their interfaces and worlds, each thing once, however
//! many views of it the binary holds.

use std::collections::HashMap;
use std::rc::Rc;

use outwit_diagnostics::{ByteRange, FileId};
use outwit_parser::ast;

/// A package, whole or as far as another one shows it.
pub(super) struct Package {
    pub(super) id: PackageId,
    pub(super) range: ByteRange,
    /// Holds the nodes of its types.
    pub(super) tree: ast::File,
    pub(super) interfaces: Vec<ScopeId>,
    pub(super) worlds: Vec<World>,
}

/// `ns:name@version`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PackageId {
    pub(super) namespace: String,
    pub(super) name: String,
    pub(super) version: Option<String>,
}

/// The index of an interface, or of the own types of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ScopeId(pub(super) usize);

/// An interface, or the own types of a world.
pub(super) struct Scope {
    /// The index of its package.
    pub(super) package: usize,
    /// The name of an interface; inline interfaces and worlds have none.
    pub(super) name: Option<(ast::Ident, Rc<str>)>,
    pub(super) types: Vec<Type>,
    pub(super) type_names: HashMap<Rc<str>, usize>,
    /// Types from elsewhere with their names here.
    pub(super) uses: HashMap<Named, Rc<str>>,
    pub(super) functions: Vec<Function>,
    pub(super) function_names: HashMap<String, usize>,
}

/// A named type where it is defined.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Named {
    pub(super) scope: ScopeId,
    pub(super) name: Rc<str>,
}

pub(super) struct Type {
    pub(super) name: ast::Ident,
    pub(super) text: Rc<str>,
    pub(super) kind: TypeKind,
    pub(super) external_id: Option<String>,
}

pub(super) enum TypeKind {
    Use(Named),
    Def(ast::TypeDefKind),
    Resource,
}

pub(super) struct Function {
    /// The name in the binary, with its annotations.
    pub(super) label: String,
    pub(super) name: ast::Ident,
    pub(super) kind: FunctionKind,
    pub(super) params: Vec<ast::Param>,
    pub(super) result: Option<ast::TyId>,
    pub(super) external_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FunctionKind {
    /// The resource it belongs to.
    pub(super) resource: Option<(Rc<str>, Member)>,
    pub(super) kind: ast::FuncKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Member {
    Constructor,
    Method,
    Static,
}

pub(super) struct World {
    pub(super) name: ast::Ident,
    pub(super) scope: ScopeId,
    pub(super) imports: Vec<WorldItem>,
    pub(super) exports: Vec<WorldItem>,
}

pub(super) struct WorldItem {
    /// The name in the binary.
    pub(super) label: String,
    pub(super) range: ByteRange,
    pub(super) external_id: Option<String>,
    pub(super) kind: WorldItemKind,
}

pub(super) enum WorldItemKind {
    /// An interface by its id.
    Path(ScopeId),
    /// An interface by its id, under a name of its own.
    Labelled(ast::Ident, ScopeId),
    Inline(ast::Ident, ScopeId),
    /// The index of a type of the world.
    Type(usize),
    /// The index of a function of the world.
    Function(usize),
}

impl Package {
    pub(super) fn new(file: FileId, id: PackageId, range: ByteRange) -> Package {
        Package { id, range, tree: ast::File::new(file), interfaces: Vec::new(), worlds: Vec::new() }
    }

    pub(super) fn ident(&mut self, text: &str, range: ByteRange) -> ast::Ident {
        ast::Ident { name: self.tree.names.intern(text), range }
    }
}

impl Scope {
    pub(super) fn new(package: usize, name: Option<(ast::Ident, Rc<str>)>) -> Scope {
        Scope {
            package,
            name,
            types: Vec::new(),
            type_names: HashMap::new(),
            uses: HashMap::new(),
            functions: Vec::new(),
            function_names: HashMap::new(),
        }
    }

    pub(super) fn add_type(&mut self, ty: Type) {
        if let TypeKind::Use(named) = &ty.kind {
            self.uses.entry(named.clone()).or_insert_with(|| ty.text.clone());
        }
        self.type_names.insert(ty.text.clone(), self.types.len());
        self.types.push(ty);
    }
}
