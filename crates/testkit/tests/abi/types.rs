//! Layouts and flat types of all types that functions and definitions reach, and signatures of all functions, beside the
//! published parser's.

use std::collections::BTreeSet;

use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::{Layout, Layouts};
use outwit_resolve::abi::signature::{CoreType, Signature};
use outwit_resolve::abi::{CallAbi, PointerWidth};
use outwit_resolve::graph::{FunctionId, InterfaceId, TypeId, TypeKind, WorldId, WorldItemKind, WorldKey};
use wit_parser_oracle::abi::{AbiVariant, FlatTypes, WasmType};
use wit_parser_oracle::{self as peer, SizeAlign, TypeDefKind};

use crate::corpora::packages;
use crate::kinds::Kinds;
use crate::worlds::Both;

#[test]
fn types_and_functions_of_published_packages_have_the_published_layouts() {
    let mut counts = Counts::default();
    for (suite, path) in packages() {
        let Some(both) = Both::load(&path) else { continue };
        counts.compare(&both, &format!("{suite} {}", path.display()));
    }
    println!("{}", counts.summary());
}

/// What was compared.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) types: usize,
    pub(crate) functions: usize,
    pub(crate) kinds: Kinds,
}

impl Counts {
    /// Compares everything in interfaces and worlds that both graphs name.
    pub(crate) fn compare(&mut self, both: &Both, place: &str) {
        let mut sizes = SizeAlign::default();
        sizes.fill(&both.theirs).unwrap_or_else(|error| panic!("{place}: {error:?}"));
        let scopes = scopes(both);
        for pointer in [PointerWidth::P32, PointerWidth::P64] {
            let graph = &both.ours.graph;
            let (layouts, flats) = (Layouts::new(graph, pointer), Flats::new(graph, pointer));
            let comparison = Comparison { both, sizes: &sizes, layouts, flats, place };
            let mut seen = BTreeSet::new();
            for Scope { types, functions } in &scopes {
                types.iter().for_each(|pair| comparison.types(*pair, &mut seen));
                for (id, theirs) in functions {
                    comparison.function(*id, theirs, &mut seen);
                }
            }
            if pointer == PointerWidth::P32 {
                let functions = scopes.iter().flat_map(|scope| &scope.functions);
                let functions: BTreeSet<FunctionId> = functions.map(|(id, _)| *id).collect();
                let types = seen.iter().filter(|ty| !matches!(graph.kind(**ty), TypeKind::Primitive(_)));
                self.types += types.count();
                self.functions += functions.len();
                self.kinds.add(graph, &seen, &functions);
            }
        }
    }

    pub(crate) fn summary(&self) -> String {
        let Counts { types, functions, kinds } = self;
        format!(
            "{types} types and {functions} functions by all conventions, for both widths of addresses: 0 differences\n{kinds}"
        )
    }
}

/// What an interface or world defines, in both graphs.
#[derive(Default)]
struct Scope<'b> {
    types: Vec<(TypeId, peer::Type)>,
    functions: Vec<(FunctionId, &'b peer::Function)>,
}

/// All interfaces and worlds.
fn scopes(both: &Both) -> Vec<Scope<'_>> {
    let graph = &both.ours.graph;
    let mut scopes = Vec::new();
    for (id, _) in graph.interfaces() {
        let Some(name) = graph.interface_id(id) else { continue };
        let mut theirs = both.theirs.interfaces.iter();
        let found = theirs.find(|(theirs, _)| both.theirs.id_of(*theirs).as_ref() == Some(&name));
        scopes.extend(found.map(|(_, theirs)| both.interface(id, theirs)));
    }
    for (_, ours, theirs) in both.worlds() {
        both.world(ours, &both.theirs.worlds[theirs], &mut scopes);
    }
    scopes
}

impl Both {
    fn interface<'b>(&self, id: InterfaceId, theirs: &'b peer::Interface) -> Scope<'b> {
        let graph = &self.ours.graph;
        let types = graph.types_of(id).map(|(name, ty)| (ty, peer::Type::Id(theirs.types[&graph[name]])));
        let functions = graph.functions_of(id).map(|id| (id, &theirs.functions[&graph.function_label(id)]));
        Scope { types: types.collect(), functions: functions.collect() }
    }

    /// Interfaces without a name are scopes of their own.
    fn world<'b>(&'b self, id: WorldId, theirs: &'b peer::World, scopes: &mut Vec<Scope<'b>>) {
        let graph = &self.ours.graph;
        let mut own = Scope::default();
        let (imports, exports) = (&graph[id].imports, &graph[id].exports);
        for (ours, theirs_of) in [(imports, &theirs.imports), (exports, &theirs.exports)] {
            for item in ours {
                let WorldKey::Name(name) = item.key else { continue };
                let name = match item.kind {
                    WorldItemKind::Function(id) => graph.function_label(id),
                    _ => graph[name].to_owned(),
                };
                match (item.kind, &theirs_of[&peer::WorldKey::Name(name)]) {
                    (WorldItemKind::Interface(id), peer::WorldItem::Interface { id: theirs, .. }) => {
                        scopes.push(self.interface(id, &self.theirs.interfaces[*theirs]));
                    }
                    (WorldItemKind::Type(ty), peer::WorldItem::Type { id, .. }) => {
                        own.types.push((ty, peer::Type::Id(*id)));
                    }
                    (WorldItemKind::Function(id), peer::WorldItem::Function(theirs)) => {
                        own.functions.push((id, theirs));
                    }
                    (_, theirs) => panic!("{}: {theirs:?}", graph.world_id(id)),
                }
            }
        }
        scopes.push(own);
    }
}

struct Comparison<'a> {
    both: &'a Both,
    sizes: &'a SizeAlign,
    layouts: Layouts,
    flats: Flats,
    place: &'a str,
}

impl Comparison<'_> {
    /// Compares a type and its parts, unless it has been `seen`. Resources are no types of values.
    fn types(&self, pair: (TypeId, peer::Type), seen: &mut BTreeSet<TypeId>) {
        let graph = &self.both.ours.graph;
        let mut rest = vec![pair];
        while let Some((ours, theirs)) = rest.pop() {
            if *graph.kind(ours) == TypeKind::Resource || !seen.insert(ours) {
                continue;
            }
            self.ty(ours, &theirs);
            rest.extend(self.parts(ours, &theirs));
        }
    }

    /// The parts of a type that has some, pairwise.
    fn parts(&self, ours: TypeId, theirs: &peer::Type) -> Vec<(TypeId, peer::Type)> {
        let graph = &self.both.ours.graph;
        let peer::Type::Id(id) = theirs else { return Vec::new() };
        let both = |pairs: Vec<(Option<TypeId>, Option<peer::Type>)>| {
            pairs.into_iter().filter_map(|(ours, theirs)| {
                assert_eq!(ours.is_some(), theirs.is_some(), "{}", self.place);
                ours.zip(theirs)
            })
        };
        let pairs = match (&graph[ours].kind, &self.both.theirs.types[*id].kind) {
            (TypeKind::Alias(ours), TypeDefKind::Type(theirs)) => vec![(Some(*ours), Some(*theirs))],
            (TypeKind::Record(ours), TypeDefKind::Record(theirs)) => {
                ours.iter().zip(&theirs.fields).map(|(a, b)| (Some(a.ty), Some(b.ty))).collect()
            }
            (TypeKind::Variant(ours), TypeDefKind::Variant(theirs)) => {
                ours.iter().zip(&theirs.cases).map(|(a, b)| (a.ty, b.ty)).collect()
            }
            (TypeKind::Tuple(ours), TypeDefKind::Tuple(theirs)) => {
                ours.iter().zip(&theirs.types).map(|(a, b)| (Some(*a), Some(*b))).collect()
            }
            (TypeKind::Result { ok, err }, TypeDefKind::Result(theirs)) => {
                vec![(*ok, theirs.ok), (*err, theirs.err)]
            }
            (TypeKind::Map(key, value), TypeDefKind::Map(their_key, their_value)) => {
                vec![(Some(*key), Some(*their_key)), (Some(*value), Some(*their_value))]
            }
            (TypeKind::FixedLengthList(ours, length), TypeDefKind::FixedLengthList(theirs, other)) => {
                assert_eq!(length, other, "{}", self.place);
                vec![(Some(*ours), Some(*theirs))]
            }
            (TypeKind::Option(ours), TypeDefKind::Option(theirs))
            | (TypeKind::List(ours), TypeDefKind::List(theirs)) => vec![(Some(*ours), Some(*theirs))],
            (TypeKind::Stream(ours), TypeDefKind::Stream(theirs))
            | (TypeKind::Future(ours), TypeDefKind::Future(theirs)) => vec![(*ours, *theirs)],
            (TypeKind::Flags(ours), TypeDefKind::Flags(theirs)) if ours.len() == theirs.flags.len() => {
                Vec::new()
            }
            (TypeKind::Enum(ours), TypeDefKind::Enum(theirs)) if ours.len() == theirs.cases.len() => {
                Vec::new()
            }
            (TypeKind::Own(_), TypeDefKind::Handle(peer::Handle::Own(_)))
            | (TypeKind::Borrow(_), TypeDefKind::Handle(peer::Handle::Borrow(_))) => Vec::new(),
            // `type a = list<u8>` is one type to the published parser.
            (TypeKind::Alias(ours), _) => vec![(Some(*ours), Some(peer::Type::Id(*id)))],
            (ours, theirs) => panic!("{}: {ours:?} and {theirs:?}", self.place),
        };
        both(pairs).collect()
    }

    /// Size, alignment, where parts stand, and flat types.
    fn ty(&self, ours: TypeId, theirs: &peer::Type) {
        let place = || format!("{} {}", self.place, self.both.ours.graph.type_text(ours));
        let align = self.sizes.align(theirs);
        let align = match self.layouts.pointer() {
            PointerWidth::P32 => align.align_wasm32(),
            PointerWidth::P64 => align.align_wasm64(),
        };
        let expected = Layout { size: self.bytes(self.sizes.size(theirs)), align: align as u32 };
        assert_eq!(self.layouts.of(ours), expected, "{}", place());
        self.offsets(ours, theirs);
        let mut storage = [WasmType::I32; 17];
        let mut flat = FlatTypes::new(&mut storage);
        let fits = self.both.theirs.push_flat(theirs, &mut flat) && flat.to_vec().len() <= 16;
        let expected = fits.then(|| cores(&flat.to_vec(), self.layouts.pointer()));
        assert_eq!(self.flats.of(ours).map(<[_]>::to_vec), expected, "{}", place());
    }

    fn offsets(&self, ours: TypeId, theirs: &peer::Type) {
        let peer::Type::Id(id) = theirs else { return };
        let payload = |tag: peer::Int, cases: Vec<Option<&peer::Type>>| {
            vec![self.bytes(self.sizes.payload_offset(tag, cases))]
        };
        let expected = match &self.both.theirs.types[*id].kind {
            TypeDefKind::Record(record) => {
                let offsets = self.sizes.field_offsets(record.fields.iter().map(|field| &field.ty));
                offsets.into_iter().map(|(offset, _)| self.bytes(offset)).collect()
            }
            TypeDefKind::Tuple(tuple) => {
                let offsets = self.sizes.field_offsets(&tuple.types);
                offsets.into_iter().map(|(offset, _)| self.bytes(offset)).collect()
            }
            TypeDefKind::Variant(variant) => {
                payload(variant.tag(), variant.cases.iter().map(|case| case.ty.as_ref()).collect())
            }
            TypeDefKind::Option(ty) => payload(peer::Int::U8, vec![None, Some(ty)]),
            TypeDefKind::Result(result) => {
                payload(peer::Int::U8, vec![result.ok.as_ref(), result.err.as_ref()])
            }
            _ => return,
        };
        let found = match self.layouts.variant(ours) {
            Some(variant) => vec![variant.payload],
            None => self.layouts.fields(ours).to_vec(),
        };
        assert_eq!(found, expected, "{} {}", self.place, self.both.ours.graph.type_text(ours));
    }

    fn bytes(&self, size: peer::ArchitectureSize) -> u32 {
        match self.layouts.pointer() {
            PointerWidth::P32 => size.size_wasm32() as u32,
            PointerWidth::P64 => size.size_wasm64() as u32,
        }
    }

    fn function(&self, id: FunctionId, theirs: &peer::Function, seen: &mut BTreeSet<TypeId>) {
        let (graph, pointer) = (&self.both.ours.graph, self.layouts.pointer());
        let (function, label) = (&graph[id], graph.function_label(id));
        assert_eq!(function.params.len(), theirs.params.len(), "{} {label}", self.place);
        let params = function.params.iter().map(|param| param.ty);
        let their_params = theirs.params.iter().map(|param| param.ty);
        params
            .zip(their_params)
            .chain(function.result.zip(theirs.result))
            .for_each(|pair| self.types(pair, seen));
        // What methods take first is an address to the published parser, but an `i32` to the specification.
        if pointer == PointerWidth::P64 && label.starts_with("[method]") {
            return;
        }
        let copy = |expected: peer::abi::WasmSignature| Signature {
            params: cores(&expected.params, pointer),
            results: cores(&expected.results, pointer),
            spilled_params: expected.indirect_params,
            return_pointer: expected.retptr,
        };
        for abi in CallAbi::ALL {
            let expected = copy(self.both.theirs.wasm_signature(variant(abi), theirs));
            assert_eq!(Signature::of(function, abi, &self.flats), expected, "{} {label} {abi:?}", self.place);
        }
        let (_, _, expected) = theirs.task_return_import(&self.both.theirs, None, peer::Mangling::Legacy);
        assert_eq!(Signature::task_return(function, &self.flats), copy(expected), "{} {label}", self.place);
    }
}

fn variant(abi: CallAbi) -> AbiVariant {
    match abi {
        CallAbi::SyncLower => AbiVariant::GuestImport,
        CallAbi::AsyncLower => AbiVariant::GuestImportAsync,
        CallAbi::SyncLift => AbiVariant::GuestExport,
        CallAbi::CallbackLift => AbiVariant::GuestExportAsync,
        CallAbi::StackfulLift => AbiVariant::GuestExportAsyncStackful,
    }
}

fn cores(types: &[WasmType], pointer: PointerWidth) -> Vec<CoreType> {
    let core = |ty: &WasmType| match ty {
        WasmType::I32 => CoreType::I32,
        WasmType::I64 | WasmType::PointerOrI64 => CoreType::I64,
        WasmType::F32 => CoreType::F32,
        WasmType::F64 => CoreType::F64,
        WasmType::Pointer | WasmType::Length => CoreType::pointer(pointer),
    };
    types.iter().map(core).collect()
}
