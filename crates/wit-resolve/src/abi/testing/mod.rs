//! Graphs without text, for tests; random ones, a check of plans, and the published crate as an oracle.

mod oracle;
mod random;
mod shapes;
mod values;
mod vectors;
mod verify;

pub(super) use verify::verify;

use outwit_diagnostics::{ByteRange, FileId, Span};

use crate::graph::{
    Builder, Case, EnumCase, Field, Flag, Function, FunctionId, FunctionKind, Id, Interface, InterfaceId,
    Name, NameMap, Owner, Package, PackageName, Param, Primitive, Resolve, ResourceId, StabilityId, TypeId,
    TypeKind,
};

/// How much a random test does: `test` in a plain run, `conformance` with `OUTWIT_CONFORMANCE=1`.
pub(super) fn amount(test: usize, conformance: usize) -> usize {
    let everything = std::env::var_os("OUTWIT_CONFORMANCE").is_some_and(|value| value == "1");
    if everything { conformance } else { test }
}

/// Prints the counts of a run, which are its result.
#[allow(clippy::print_stdout, reason = "a suite shows what tests print")]
pub(super) fn say(counts: std::fmt::Arguments<'_>) {
    println!("{counts}");
}

/// A graph that a test makes.
pub(crate) struct Graph(Builder);

fn nowhere() -> Span {
    ByteRange::empty(0).in_file(FileId::from_index(0))
}

impl Graph {
    pub(crate) fn new() -> Graph {
        Graph(Builder::new())
    }

    pub(crate) fn finish(self) -> Resolve {
        self.0.finish()
    }

    pub(crate) fn intern(&mut self, name: &str) -> Name {
        self.0.resolve.names.intern(name)
    }

    pub(crate) fn prim(&self, keyword: &str) -> TypeId {
        let primitive = Primitive::ALL.into_iter().find(|primitive| primitive.keyword() == keyword);
        TypeId::primitive(primitive.expect("a keyword"))
    }

    pub(crate) fn record(&mut self, name: &str, fields: &[(&str, TypeId)]) -> TypeId {
        let field = |(name, ty): &(&str, TypeId)| Field {
            name: self.intern(name),
            ty: *ty,
            docs: None,
            span: nowhere(),
        };
        let fields = fields.iter().map(field).collect();
        self.0.named(name, TypeKind::Record(fields))
    }

    pub(crate) fn variant(&mut self, name: &str, cases: &[(&str, Option<TypeId>)]) -> TypeId {
        let case = |(name, ty): &(&str, Option<TypeId>)| Case {
            name: self.intern(name),
            ty: *ty,
            docs: None,
            span: nowhere(),
        };
        let cases = cases.iter().map(case).collect();
        self.0.named(name, TypeKind::Variant(cases))
    }

    pub(crate) fn enumeration(&mut self, name: &str, cases: usize) -> TypeId {
        let case = |index| EnumCase { name: self.intern(&format!("c{index}")), docs: None, span: nowhere() };
        let cases = (0..cases).map(case).collect();
        self.0.named(name, TypeKind::Enum(cases))
    }

    pub(crate) fn flags(&mut self, name: &str, flags: usize) -> TypeId {
        let flag = |index| Flag { name: self.intern(&format!("f{index}")), docs: None, span: nowhere() };
        let flags = (0..flags).map(flag).collect();
        self.0.named(name, TypeKind::Flags(flags))
    }

    pub(crate) fn resource(&mut self, name: &str) -> TypeId {
        self.0.named(name, TypeKind::Resource)
    }

    pub(crate) fn own(&mut self, resource: TypeId) -> TypeId {
        self.0.anonymous(TypeKind::Own(ResourceId::new(resource)))
    }

    pub(crate) fn borrow(&mut self, resource: TypeId) -> TypeId {
        self.0.anonymous(TypeKind::Borrow(ResourceId::new(resource)))
    }

    pub(crate) fn stream(&mut self, payload: Option<TypeId>) -> TypeId {
        self.0.anonymous(TypeKind::Stream(payload))
    }

    pub(crate) fn future(&mut self, payload: Option<TypeId>) -> TypeId {
        self.0.anonymous(TypeKind::Future(payload))
    }

    pub(crate) fn alias(&mut self, name: &str, ty: TypeId) -> TypeId {
        self.0.named(name, TypeKind::Alias(ty))
    }

    pub(crate) fn tuple(&mut self, types: &[TypeId]) -> TypeId {
        self.0.anonymous(TypeKind::Tuple(types.into()))
    }

    pub(crate) fn option(&mut self, ty: TypeId) -> TypeId {
        self.0.anonymous(TypeKind::Option(ty))
    }

    pub(crate) fn result(&mut self, ok: Option<TypeId>, err: Option<TypeId>) -> TypeId {
        self.0.anonymous(TypeKind::Result { ok, err })
    }

    pub(crate) fn list(&mut self, ty: TypeId) -> TypeId {
        self.0.anonymous(TypeKind::List(ty))
    }

    pub(crate) fn map(&mut self, key: TypeId, value: TypeId) -> TypeId {
        self.0.anonymous(TypeKind::Map(key, value))
    }

    pub(crate) fn fixed(&mut self, ty: TypeId, length: u32) -> TypeId {
        self.0.anonymous(TypeKind::FixedLengthList(ty, length))
    }

    pub(crate) fn function(
        &mut self,
        name: &str,
        params: &[(&str, TypeId)],
        result: Option<TypeId>,
    ) -> FunctionId {
        let name = self.intern(name);
        let param = |(name, ty): &(&str, TypeId)| Param {
            name: self.intern(name),
            ty: *ty,
            docs: None,
            span: nowhere(),
        };
        let params = params.iter().map(param).collect();
        self.0.resolve.functions.push(Function {
            name,
            kind: FunctionKind::Freestanding,
            accessor: None,
            is_async: false,
            params,
            result,
            owner: Owner::None,
            docs: None,
            stability: StabilityId::from_index(0),
            active: true,
            external_id: None,
            span: nowhere(),
        })
    }

    pub(crate) fn change(&mut self, function: FunctionId, change: impl FnOnce(&mut Function)) {
        change(&mut self.0.resolve.functions[function]);
    }

    /// An empty interface of a package `ns:name@version`.
    pub(crate) fn interface(&mut self, name: &str, package: &str) -> InterfaceId {
        let (namespace, rest) = package.split_once(':').expect("a namespace");
        let (package, version) = rest.split_once('@').expect("a version");
        let name = Some(self.intern(name));
        let package = self.0.resolve.packages.push(Package {
            name: PackageName {
                namespace: namespace.to_owned(),
                name: package.to_owned(),
                version: Some(version.parse().expect("a version")),
            },
            interfaces: NameMap::default(),
            worlds: NameMap::default(),
            docs: None,
            span: nowhere(),
        });
        self.0.resolve.interfaces.push(Interface {
            name,
            package,
            types: NameMap::default(),
            functions: Vec::new(),
            docs: None,
            stability: StabilityId::from_index(0),
            active: true,
            span: nowhere(),
        })
    }
}
