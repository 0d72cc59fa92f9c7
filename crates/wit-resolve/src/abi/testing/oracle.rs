//! The published crate `wit-parser` as an oracle for layouts, flat types and signatures.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use wit_parser_oracle as oracle;

use super::shapes::{Types, function};
use super::{Graph, amount, say};
use crate::abi::flat::Flats;
use crate::abi::layout::{IntWidth, Layout, Layouts};
use crate::abi::signature::{CoreType, Signature};
use crate::abi::{CallAbi, PointerWidth};
use crate::graph::{FunctionId, Id, Primitive, Resolve, TypeId, TypeKind};

/// The same types in both, by the ids of ours.
struct Twin {
    resolve: oracle::Resolve,
    types: Vec<Option<oracle::Type>>,
}

impl Twin {
    /// Copies every type in the order in which the oracle wants to see them.
    fn new(ours: &Resolve) -> Twin {
        let mut twin = Twin { resolve: oracle::Resolve::default(), types: vec![None; ours.type_count()] };
        for &ty in ours.types_in_dependency_order() {
            let copy = match &ours[ty].kind {
                TypeKind::Primitive(primitive) => copy_primitive(*primitive),
                kind => oracle::Type::Id(twin.add(kind)),
            };
            twin.types[ty.index()] = Some(copy);
        }
        twin
    }

    fn ty(&self, ty: TypeId) -> oracle::Type {
        self.types[ty.index()].expect("parts come first")
    }

    fn named(&self, ty: TypeId) -> oracle::TypeId {
        match self.ty(ty) {
            oracle::Type::Id(id) => id,
            other => panic!("{other:?} has no id"),
        }
    }

    fn add(&mut self, kind: &TypeKind) -> oracle::TypeId {
        let kind = self.kind(kind);
        self.resolve.types.alloc(oracle::TypeDef {
            name: None,
            kind,
            owner: oracle::TypeOwner::None,
            docs: oracle::Docs::default(),
            stability: oracle::Stability::default(),
            span: oracle::Span::default(),
            external_id: None,
        })
    }

    fn kind(&self, kind: &TypeKind) -> oracle::TypeDefKind {
        use oracle::TypeDefKind as To;
        let (docs, span) = (oracle::Docs::default(), oracle::Span::default());
        let name = || "n".to_owned();
        match kind {
            TypeKind::Alias(ty) => To::Type(self.ty(*ty)),
            TypeKind::Record(fields) => {
                let field = |ty| oracle::Field { name: name(), ty: self.ty(ty), docs: docs.clone(), span };
                To::Record(oracle::Record { fields: fields.iter().map(|f| field(f.ty)).collect() })
            }
            TypeKind::Flags(flags) => {
                let flag = |_| oracle::Flag { name: name(), docs: docs.clone(), span };
                To::Flags(oracle::Flags { flags: flags.iter().map(flag).collect() })
            }
            TypeKind::Variant(cases) => {
                let case = |ty: Option<TypeId>| oracle::Case {
                    name: name(),
                    ty: ty.map(|ty| self.ty(ty)),
                    docs: docs.clone(),
                    span,
                };
                To::Variant(oracle::Variant { cases: cases.iter().map(|c| case(c.ty)).collect() })
            }
            TypeKind::Enum(cases) => {
                let case = |_| oracle::EnumCase { name: name(), docs: docs.clone(), span };
                To::Enum(oracle::Enum { cases: cases.iter().map(case).collect() })
            }
            TypeKind::Tuple(types) => {
                To::Tuple(oracle::Tuple { types: types.iter().map(|ty| self.ty(*ty)).collect() })
            }
            TypeKind::Option(ty) => To::Option(self.ty(*ty)),
            TypeKind::Result { ok, err } => {
                To::Result(oracle::Result_ { ok: ok.map(|ty| self.ty(ty)), err: err.map(|ty| self.ty(ty)) })
            }
            TypeKind::List(ty) => To::List(self.ty(*ty)),
            TypeKind::FixedLengthList(ty, length) => To::FixedLengthList(self.ty(*ty), *length),
            TypeKind::Map(key, value) => To::Map(self.ty(*key), self.ty(*value)),
            TypeKind::Resource => To::Resource,
            TypeKind::Own(resource) => To::Handle(oracle::Handle::Own(self.named(resource.as_written()))),
            TypeKind::Borrow(resource) => {
                To::Handle(oracle::Handle::Borrow(self.named(resource.as_written())))
            }
            TypeKind::Stream(payload) => To::Stream(payload.map(|ty| self.ty(ty))),
            TypeKind::Future(payload) => To::Future(payload.map(|ty| self.ty(ty))),
            other => panic!("{other:?} is not made here"),
        }
    }

    fn function(&self, ours: &Resolve, function: FunctionId) -> oracle::Function {
        let param =
            |ty| oracle::Param { name: "p".to_owned(), ty: self.ty(ty), span: oracle::Span::default() };
        oracle::Function {
            name: "f".to_owned(),
            kind: oracle::FunctionKind::Freestanding,
            params: ours[function].params.iter().map(|p| param(p.ty)).collect(),
            result: ours[function].result.map(|ty| self.ty(ty)),
            docs: oracle::Docs::default(),
            stability: oracle::Stability::default(),
            span: oracle::Span::default(),
            external_id: None,
        }
    }
}

fn copy_primitive(primitive: Primitive) -> oracle::Type {
    match primitive {
        Primitive::Bool => oracle::Type::Bool,
        Primitive::U8 => oracle::Type::U8,
        Primitive::U16 => oracle::Type::U16,
        Primitive::U32 => oracle::Type::U32,
        Primitive::U64 => oracle::Type::U64,
        Primitive::S8 => oracle::Type::S8,
        Primitive::S16 => oracle::Type::S16,
        Primitive::S32 => oracle::Type::S32,
        Primitive::S64 => oracle::Type::S64,
        Primitive::F32 => oracle::Type::F32,
        Primitive::F64 => oracle::Type::F64,
        Primitive::Char => oracle::Type::Char,
        Primitive::String => oracle::Type::String,
        Primitive::ErrorContext => oracle::Type::ErrorContext,
    }
}

fn bytes(size: oracle::ArchitectureSize, pointer: PointerWidth) -> u32 {
    let bytes = match pointer {
        PointerWidth::P32 => size.size_wasm32(),
        PointerWidth::P64 => size.size_wasm64(),
    };
    u32::try_from(bytes).expect("small types")
}

fn core(ty: oracle::abi::WasmType, pointer: PointerWidth) -> CoreType {
    use oracle::abi::WasmType;
    match ty {
        WasmType::I32 => CoreType::I32,
        WasmType::I64 | WasmType::PointerOrI64 => CoreType::I64,
        WasmType::F32 => CoreType::F32,
        WasmType::F64 => CoreType::F64,
        WasmType::Pointer | WasmType::Length => CoreType::pointer(pointer),
    }
}

fn int(width: IntWidth) -> oracle::Int {
    match width {
        IntWidth::W8 => oracle::Int::U8,
        IntWidth::W16 => oracle::Int::U16,
        IntWidth::W32 => oracle::Int::U32,
    }
}

/// Compares sizes, alignments, offsets and flat types of all types but resources, which are no value types.
fn compare_types(ours: &Resolve, twin: &Twin, pointer: PointerWidth) {
    let (layouts, flats) = (Layouts::new(ours, pointer), Flats::new(ours, pointer));
    let mut sizes = oracle::SizeAlign::default();
    sizes.fill(&twin.resolve).expect("small types");
    for (ty, def) in ours.all_types().filter(|(_, def)| def.kind != TypeKind::Resource) {
        let theirs = twin.ty(ty);
        let align = match pointer {
            PointerWidth::P32 => sizes.align(&theirs).align_wasm32(),
            PointerWidth::P64 => sizes.align(&theirs).align_wasm64(),
        };
        let expected = Layout { size: bytes(sizes.size(&theirs), pointer), align: align as u32 };
        assert_eq!(layouts.of(ty), expected, "{pointer:?} {def:?}");
        let fields: Option<Vec<oracle::Type>> = match &def.kind {
            TypeKind::Record(fields) => Some(fields.iter().map(|field| twin.ty(field.ty)).collect()),
            TypeKind::Tuple(types) => Some(types.iter().map(|ty| twin.ty(*ty)).collect()),
            _ => None,
        };
        if let Some(fields) = fields {
            let offsets = sizes.field_offsets(&fields).into_iter();
            let offsets: Vec<u32> = offsets.map(|(offset, _)| bytes(offset, pointer)).collect();
            assert_eq!(layouts.fields(ty), offsets, "{pointer:?} {def:?}");
        }
        let payloads: Option<Vec<Option<oracle::Type>>> = match &def.kind {
            TypeKind::Variant(cases) => {
                Some(cases.iter().map(|case| case.ty.map(|ty| twin.ty(ty))).collect())
            }
            TypeKind::Option(ty) => Some(vec![None, Some(twin.ty(*ty))]),
            TypeKind::Result { ok, err } => Some([ok, err].map(|ty| ty.map(|ty| twin.ty(ty))).to_vec()),
            _ => None,
        };
        if let Some(payloads) = payloads {
            let variant = layouts.variant(ty).expect("a variant");
            let offset = sizes.payload_offset(int(variant.tag), payloads.iter().map(Option::as_ref));
            assert_eq!(variant.payload, bytes(offset, pointer), "{pointer:?} {def:?}");
        }
        let mut storage = [oracle::abi::WasmType::I32; 17];
        let mut flat = oracle::abi::FlatTypes::new(&mut storage);
        let fits = twin.resolve.push_flat(&theirs, &mut flat) && flat.to_vec().len() <= 16;
        let expected =
            fits.then(|| flat.to_vec().into_iter().map(|ty| core(ty, pointer)).collect::<Vec<_>>());
        assert_eq!(flats.of(ty).map(<[_]>::to_vec), expected, "{pointer:?} {def:?}");
    }
}

fn compare_signatures(ours: &Resolve, twin: &Twin, function: FunctionId, pointer: PointerWidth) {
    let flats = Flats::new(ours, pointer);
    let theirs = twin.function(ours, function);
    let cores = |types: &[oracle::abi::WasmType]| types.iter().map(|ty| core(*ty, pointer)).collect();
    let copy = |theirs: oracle::abi::WasmSignature| Signature {
        params: cores(&theirs.params),
        results: cores(&theirs.results),
        spilled_params: theirs.indirect_params,
        return_pointer: theirs.retptr,
    };
    for abi in CallAbi::ALL {
        let expected = copy(twin.resolve.wasm_signature(variant(abi), &theirs));
        assert_eq!(Signature::of(&ours[function], abi, &flats), expected, "{abi:?} {theirs:?}");
    }
    let (_, _, expected) = theirs.task_return_import(&twin.resolve, None, oracle::Mangling::Legacy);
    assert_eq!(Signature::task_return(&ours[function], &flats), copy(expected), "task.return {theirs:?}");
}

fn variant(abi: CallAbi) -> oracle::abi::AbiVariant {
    use oracle::abi::AbiVariant;
    match abi {
        CallAbi::SyncLower => AbiVariant::GuestImport,
        CallAbi::AsyncLower => AbiVariant::GuestImportAsync,
        CallAbi::SyncLift => AbiVariant::GuestExport,
        CallAbi::CallbackLift => AbiVariant::GuestExportAsync,
        CallAbi::StackfulLift => AbiVariant::GuestExportAsyncStackful,
    }
}

#[test]
fn layouts_flat_types_and_signatures_are_the_published_ones() {
    let mut runner = TestRunner::deterministic();
    let wanted = amount(5_000, 100_000);
    let (mut types, mut functions) = (0, 0);
    while types < wanted {
        let shapes = function().new_tree(&mut runner).expect("nothing is rejected").current();
        let mut graph = Graph::new();
        let function = Types::default().function(&mut graph, &shapes);
        let ours = graph.finish();
        let twin = Twin::new(&ours);
        for pointer in [PointerWidth::P32, PointerWidth::P64] {
            compare_types(&ours, &twin, pointer);
            compare_signatures(&ours, &twin, function, pointer);
        }
        types += ours.type_count() - Primitive::ALL.len();
        functions += 1;
    }
    say(format_args!(
        "{types} random types and {functions} functions by all conventions, for both widths of addresses: 0 differences"
    ));
}
