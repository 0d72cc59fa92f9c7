//! What is printed: every name, key, optional mark and order is decided here, so that printers, declarations today and glue
//! later, have nothing left to derive.

pub(crate) mod stub;

use outwit_resolve::graph::{FunctionId, TypeId, WorldKey};

/// One file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    /// Below the output folder, with `/`, without extension.
    pub(crate) path: String,
    /// The package that it comes from.
    pub(crate) source: String,
    /// About the file as a whole.
    pub(crate) doc: Doc,
    /// Types of other files.
    pub(crate) imports: Vec<Import>,
    /// What exists at run time and is used here.
    pub(crate) values: Vec<Import>,
    /// Other files that are exported again as namespaces.
    pub(crate) namespaces: Vec<Namespace>,
    /// A file of modules by their WIT names that comes with this one, relative to it.
    pub(crate) reference: Option<String>,
    /// The paths of the files that it imports, the runtime module left out.
    pub(crate) needs: Vec<String>,
    pub(crate) items: Vec<Item>,
}

/// Names of another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The other file, relative to this one.
    pub(crate) from: String,
    pub(crate) names: Vec<Renamed>,
}

/// A whole file under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Namespace {
    /// What is said about the import or export, if there is no other place for it.
    pub(crate) doc: Doc,
    /// The file, relative to this one.
    pub(crate) from: String,
    pub(crate) name: String,
}

/// A name of another file, and what it is called here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Renamed {
    pub(crate) there: String,
    pub(crate) here: String,
}

/// Something exported at top level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub(crate) doc: Doc,
    pub(crate) name: String,
    /// What it is made of.
    pub(crate) origin: Origin,
    pub(crate) kind: ItemKind,
}

/// The item of WIT that something is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// None: it is ours.
    Own,
    /// A named type.
    Type(TypeId),
    /// What belongs to a resource itself and not to its values.
    Class(TypeId),
    /// A field, flag or case by its place in its type.
    Part(TypeId, u32),
    /// A function.
    Function(FunctionId),
    /// An import or export of the world.
    Key(WorldKey),
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ItemKind {
    /// Named members, and those of what is extended.
    Interface { extends: Option<TsType>, members: Vec<Member> },
    /// Another name for a type.
    Alias(TsType),
    /// One of several, each perhaps documented.
    Union(Vec<Alternative>),
    /// Something imported, exported again.
    Again,
    /// A function that tells whether what was caught is an error with a payload of the type.
    Guard { error: TsType, is_error: String, check: Check },
    /// A function that the module itself has.
    Function { export: Export, signature: Signature },
    /// A value that the module itself has.
    Value { export: Export, readonly: bool, ty: TsType },
    /// A class with all that belongs to it.
    Class { implements: Option<String>, members: Vec<ClassMember> },
}

/// How a function or value of a module is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Export {
    /// Where it is declared.
    AsDeclared,
    /// From another name, since its own cannot be declared.
    From(String),
    /// As the default export, declared under this name.
    Default(String),
}

/// What stands in a class.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ClassMember {
    /// A constructor that only the class itself may call.
    PrivateConstructor,
    /// What values of the class have, its constructor among them.
    OfValues(Member),
    /// What the class itself has.
    Static(Member),
}

/// How a payload is told from others at run time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// It has one of these tags.
    Tags { helper: String, tags: Vec<String> },
    /// It is one of these strings.
    Literals { helper: String, cases: Vec<String> },
    /// It is an object with these keys.
    Keys { helper: String, keys: Vec<String> },
    /// `typeof` says this of it.
    TypeOf(&'static str),
    /// Nothing is looked at.
    Anything,
}

/// A member of an interface.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    pub(crate) doc: Doc,
    pub(crate) key: Key,
    pub(crate) origin: Origin,
    pub(crate) kind: MemberKind,
}

/// What a member is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MemberKind {
    /// A property, which may perhaps be absent.
    Property { optional: bool, readonly: bool, ty: TsType },
    /// A function whose parameters are compared in both directions, so that a class may take its own kind alone.
    Method(Signature),
    /// What `new` takes and makes.
    Construct(Signature),
    /// A property that is read as one type and written as another.
    Accessors { get: TsType, set: TsType },
}

/// Parameters and result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signature {
    pub(crate) params: Vec<Param>,
    pub(crate) result: TsType,
}

/// How a member is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// By an identifier.
    Name(String),
    /// By a string that need not be an identifier.
    Quoted(String),
    /// It has no name: a construct signature.
    New,
}

/// An alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alternative {
    pub(crate) doc: Doc,
    pub(crate) origin: Origin,
    pub(crate) ty: TsType,
}

/// Modules by the names that they have in WIT.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ModuleFile {
    /// Below the output folder, with `/` and extension.
    pub(crate) path: String,
    /// The package that it comes from.
    pub(crate) source: String,
    pub(crate) modules: Vec<AmbientModule>,
}

/// A module that somebody else provides.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AmbientModule {
    pub(crate) doc: Doc,
    pub(crate) name: String,
    pub(crate) items: Vec<AmbientItem>,
}

/// What such a module exports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AmbientItem {
    pub(crate) doc: Doc,
    pub(crate) name: String,
    pub(crate) kind: AmbientKind,
}

/// What is exported.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AmbientKind {
    Type(TsType),
    Value(TsType),
    /// A value whose name cannot be declared, only exported.
    Renamed {
        here: String,
        ty: TsType,
    },
    /// The value that is the default export.
    Default {
        here: String,
        ty: TsType,
    },
}

/// A file in the shape of another generator's: a module, or the declaration of one by its WIT name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ModuleShape {
    /// Below the output folder, with `/`, without extension.
    pub(crate) path: String,
    /// The package that it comes from.
    pub(crate) source: String,
    pub(crate) doc: Doc,
    /// The names of libraries that it needs, whatever else a program has.
    pub(crate) libraries: Vec<String>,
    /// Other files of the same program, relative to it.
    pub(crate) references: Vec<String>,
    /// The name of the module; none if the file is the module.
    pub(crate) module: Option<String>,
    /// Other modules that are exported again.
    pub(crate) again: Vec<Again>,
    pub(crate) items: Vec<Item>,
    /// More modules, each another one under a name of its own.
    pub(crate) labels: Vec<Namespace>,
    /// The paths of the files that it refers to.
    pub(crate) needs: Vec<String>,
}

/// A module that is exported again under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Again {
    /// Whether there is nothing of it at run time.
    pub(crate) types_only: bool,
    pub(crate) module: Namespace,
}

/// The lines of a documentation comment, without comment signs, safe to stand in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doc {
    pub(crate) lines: Vec<String>,
}

/// A type as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TsType {
    /// A name, perhaps with arguments.
    Name { name: String, args: Vec<TsType> },
    /// A string as a type.
    Literal(String),
    /// A number as a type.
    Number(u32),
    /// `T[]`, `readonly T[]`
    Array { readonly: bool, elem: Box<TsType> },
    /// `[A, B]`, `readonly [A, B]`
    Tuple { readonly: bool, elems: Vec<TsType> },
    /// `A | B`
    Union(Vec<TsType>),
    /// `{ tag: 'a'; val: T }`
    Tagged { tag: String, val: Option<Box<TsType>> },
    /// `(a: A, b?: B) => R`
    Function(Box<Signature>),
    /// `import('from').name`
    Import { from: String, name: String },
    /// `T['key']`
    Index { of: Box<TsType>, key: String },
    /// `T[] & { length: 3 }`
    Sized { array: Box<TsType>, length: u32 },
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Param {
    pub(crate) name: String,
    /// Whether it may be left out.
    pub(crate) optional: bool,
    pub(crate) ty: TsType,
}

/// How tightly a written type holds together, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precedence {
    /// `(a: A) => R`
    Function,
    /// `A | B`
    Union,
    /// `A & B`
    Intersection,
    /// `readonly T[]`
    Operator,
    /// `T[]`
    Postfix,
    /// Names and everything in brackets.
    Primary,
}

impl TsType {
    /// A name without arguments.
    pub(crate) fn name(name: impl Into<String>) -> TsType {
        TsType::Name { name: name.into(), args: Vec::new() }
    }

    /// A union, flat.
    pub(crate) fn union(parts: impl IntoIterator<Item = TsType>) -> TsType {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                TsType::Union(parts) => flat.extend(parts),
                part => flat.push(part),
            }
        }
        TsType::Union(flat)
    }

    /// A name with arguments.
    pub(crate) fn generic(name: impl Into<String>, args: Vec<TsType>) -> TsType {
        TsType::Name { name: name.into(), args }
    }

    /// The type, or `undefined`.
    pub(crate) fn or_undefined(self) -> TsType {
        TsType::union([self, TsType::name("undefined")])
    }

    pub(crate) fn precedence(&self) -> Precedence {
        match self {
            TsType::Function(_) => Precedence::Function,
            TsType::Union(_) => Precedence::Union,
            TsType::Sized { .. } => Precedence::Intersection,
            TsType::Array { readonly: true, .. } | TsType::Tuple { readonly: true, .. } => {
                Precedence::Operator
            }
            TsType::Array { readonly: false, .. } | TsType::Index { .. } => Precedence::Postfix,
            TsType::Name { .. }
            | TsType::Literal(_)
            | TsType::Number(_)
            | TsType::Import { .. }
            | TsType::Tuple { readonly: false, .. }
            | TsType::Tagged { .. } => Precedence::Primary,
        }
    }
}

impl Member {
    /// A property that is always there.
    pub(crate) fn property(doc: Doc, key: Key, origin: Origin, ty: TsType) -> Member {
        Member { doc, key, origin, kind: MemberKind::Property { optional: false, readonly: false, ty } }
    }
}

impl Doc {
    /// A comment of one line of ours.
    pub(crate) fn text(line: impl Into<String>) -> Doc {
        Doc { lines: vec![line.into()] }
    }
}
