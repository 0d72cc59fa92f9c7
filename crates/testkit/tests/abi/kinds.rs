//! How often each kind of type, function and gate stood in what was compared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use outwit_resolve::graph::{
    Accessor, Function, FunctionId, FunctionKind, Resolve, Stability, StabilityId, TypeId, TypeKind,
};

/// Counts by kind. Types count once for each package, so primitives count the packages that they stand in.
#[derive(Default)]
pub(crate) struct Kinds(BTreeMap<&'static str, usize>);

/// Every kind there is, in the order in which they are printed.
const ALL: &[&str] = &[
    "bool",
    "u8",
    "u16",
    "u32",
    "u64",
    "s8",
    "s16",
    "s32",
    "s64",
    "f32",
    "f64",
    "char",
    "string",
    "error-context",
    "record",
    "variant",
    "option",
    "result",
    "tuple",
    "enum, 1 byte",
    "enum, 2 bytes",
    "flags, 1 byte",
    "flags, 2 bytes",
    "flags, 4 bytes",
    "list",
    "list of fixed length",
    "map",
    "own",
    "borrow",
    "stream",
    "stream of nothing",
    "future",
    "future of nothing",
    "alias of a handle",
    "alias of another type",
    "function",
    "async function",
    "constructor",
    "method",
    "static function",
    "getter",
    "setter",
    "@since",
    "@unstable",
    "@deprecated",
];

impl Kinds {
    /// Counts types and functions of one graph.
    pub(crate) fn add(
        &mut self,
        graph: &Resolve,
        types: &BTreeSet<TypeId>,
        functions: &BTreeSet<FunctionId>,
    ) {
        for ty in types {
            self.count(type_kind(graph, *ty));
            self.gates(graph, graph[*ty].stability);
        }
        for id in functions {
            let function = &graph[*id];
            self.count(function_kind(function));
            if function.is_async {
                self.count("async function");
            }
            self.gates(graph, function.stability);
        }
    }

    fn gates(&mut self, graph: &Resolve, stability: StabilityId) {
        let stability = &graph[stability];
        match stability {
            Stability::Unknown => {}
            Stability::Since { .. } => self.count("@since"),
            Stability::Unstable { .. } => self.count("@unstable"),
        }
        if stability.deprecated().is_some() {
            self.count("@deprecated");
        }
    }

    fn count(&mut self, kind: &'static str) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// # Panics
    /// If there was nothing of some kind.
    pub(crate) fn assert_complete(&self) {
        let missing: Vec<&str> = ALL.iter().filter(|kind| !self.0.contains_key(*kind)).copied().collect();
        assert!(missing.is_empty(), "nothing of these kinds: {}", missing.join(", "));
        assert_eq!(self.0.len(), ALL.len(), "all kinds are listed");
    }
}

fn type_kind(graph: &Resolve, ty: TypeId) -> &'static str {
    match &graph[ty].kind {
        TypeKind::Primitive(primitive) => primitive.keyword(),
        TypeKind::Record(_) => "record",
        TypeKind::Variant(_) => "variant",
        TypeKind::Option(_) => "option",
        TypeKind::Result { .. } => "result",
        TypeKind::Tuple(_) => "tuple",
        TypeKind::Enum(cases) if cases.len() <= 256 => "enum, 1 byte",
        TypeKind::Enum(_) => "enum, 2 bytes",
        TypeKind::Flags(flags) => match flags.len() {
            0..=8 => "flags, 1 byte",
            9..=16 => "flags, 2 bytes",
            _ => "flags, 4 bytes",
        },
        TypeKind::List(_) => "list",
        TypeKind::FixedLengthList(..) => "list of fixed length",
        TypeKind::Map(..) => "map",
        TypeKind::Own(_) => "own",
        TypeKind::Borrow(_) => "borrow",
        TypeKind::Stream(Some(_)) => "stream",
        TypeKind::Stream(None) => "stream of nothing",
        TypeKind::Future(Some(_)) => "future",
        TypeKind::Future(None) => "future of nothing",
        TypeKind::Alias(to) => match graph.kind(*to) {
            TypeKind::Own(_) | TypeKind::Borrow(_) => "alias of a handle",
            _ => "alias of another type",
        },
        TypeKind::Resource | TypeKind::Error => unreachable!("no type of values"),
    }
}

fn function_kind(function: &Function) -> &'static str {
    match (function.accessor, function.kind) {
        (Some(Accessor::Getter), _) => "getter",
        (Some(Accessor::Setter), _) => "setter",
        (None, FunctionKind::Freestanding) => "function",
        (None, FunctionKind::Constructor(_)) => "constructor",
        (None, FunctionKind::Method(_)) => "method",
        (None, FunctionKind::Static(_)) => "static function",
    }
}

impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = ALL.iter().filter_map(|kind| Some(format!("{kind}: {}", self.0.get(kind)?)));
        write!(f, "  {}", found.collect::<Vec<_>>().join("; "))
    }
}
