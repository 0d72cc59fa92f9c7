//! Layouts and flat types of all named types, and signatures of all functions, beside the published parser's.

use outwit_resolve::abi::flat::Flats;
use outwit_resolve::abi::layout::{Layout, Layouts};
use outwit_resolve::abi::signature::{CoreType, Signature};
use outwit_resolve::abi::{CallAbi, PointerWidth};
use outwit_resolve::graph::{InterfaceId, TypeId, TypeKind};
use wit_parser_oracle::abi::{AbiVariant, FlatTypes, WasmType};
use wit_parser_oracle::{self as peer, SizeAlign};

use crate::corpora::packages;
use crate::worlds::Both;

#[test]
fn types_and_functions_of_published_packages_have_the_published_layouts() {
    let (mut types, mut functions) = (0, 0);
    for (suite, path) in packages() {
        let Some(both) = Both::load(&path) else { continue };
        let counts = compare(&both, &format!("{suite} {}", path.display()));
        types += counts.0;
        functions += counts.1;
    }
    println!(
        "{types} types and {functions} functions by all conventions, for both widths of addresses: 0 differences"
    );
}

/// Compares everything in interfaces that both graphs name; returns how many types and functions there were.
pub(crate) fn compare(both: &Both, place: &str) -> (usize, usize) {
    let mut sizes = SizeAlign::default();
    if sizes.fill(&both.theirs).is_err() {
        return (0, 0);
    }
    let (mut types, mut functions) = (0, 0);
    let graph = &both.ours.graph;
    for (id, _) in graph.interfaces() {
        let Some(name) = graph.interface_id(id) else { continue };
        let found = both
            .theirs
            .interfaces
            .iter()
            .find(|(theirs, _)| both.theirs.id_of(*theirs).as_ref() == Some(&name));
        let Some((_, theirs)) = found else { continue };
        let comparison = Comparison { both, sizes: &sizes, place: &format!("{place} {name}") };
        for pointer in [PointerWidth::P32, PointerWidth::P64] {
            let (layouts, flats) = (Layouts::new(graph, pointer), Flats::new(graph, pointer));
            let counts =
                (comparison.types(id, theirs, &layouts, &flats), comparison.functions(id, theirs, &flats));
            if pointer == PointerWidth::P32 {
                types += counts.0;
                functions += counts.1;
            }
        }
    }
    (types, functions)
}

struct Comparison<'a> {
    both: &'a Both,
    sizes: &'a SizeAlign,
    place: &'a str,
}

impl Comparison<'_> {
    fn types(&self, id: InterfaceId, theirs: &peer::Interface, layouts: &Layouts, flats: &Flats) -> usize {
        let graph = &self.both.ours.graph;
        let mut count = 0;
        for (name, ty) in graph.types_of(id) {
            if *graph.kind(ty) == TypeKind::Resource {
                continue;
            }
            let theirs = peer::Type::Id(theirs.types[&graph[name]]);
            self.ty(ty, &theirs, layouts, flats);
            count += 1;
        }
        count
    }

    fn ty(&self, ours: TypeId, theirs: &peer::Type, layouts: &Layouts, flats: &Flats) {
        let place = format!("{} {}", self.place, self.both.ours.graph.type_text(ours));
        let (size, align) = (self.sizes.size(theirs), self.sizes.align(theirs));
        let (size, align) = match layouts.pointer() {
            PointerWidth::P32 => (size.size_wasm32(), align.align_wasm32()),
            PointerWidth::P64 => (size.size_wasm64(), align.align_wasm64()),
        };
        assert_eq!(layouts.of(ours), Layout { size: size as u32, align: align as u32 }, "{place}");
        let mut storage = [WasmType::I32; 17];
        let mut flat = FlatTypes::new(&mut storage);
        let fits = self.both.theirs.push_flat(theirs, &mut flat) && flat.to_vec().len() <= 16;
        let expected = fits.then(|| cores(&flat.to_vec(), layouts.pointer()));
        assert_eq!(flats.of(ours).map(<[_]>::to_vec), expected, "{place}");
    }

    fn functions(&self, id: InterfaceId, theirs: &peer::Interface, flats: &Flats) -> usize {
        let graph = &self.both.ours.graph;
        let pointer = if flats.pointer() == CoreType::I64 { PointerWidth::P64 } else { PointerWidth::P32 };
        let mut count = 0;
        for function in graph.functions_of(id) {
            let label = graph.function_label(function);
            // What methods take first is an address to the published parser, but an `i32` to the specification.
            if pointer == PointerWidth::P64 && label.starts_with("[method]") {
                continue;
            }
            let theirs = &theirs.functions[&label];
            for abi in CallAbi::ALL {
                let expected = self.both.theirs.wasm_signature(variant(abi), theirs);
                let expected = Signature {
                    params: cores(&expected.params, pointer),
                    results: cores(&expected.results, pointer),
                    spilled_params: expected.indirect_params,
                    return_pointer: expected.retptr,
                };
                assert_eq!(
                    Signature::of(&graph[function], abi, flats),
                    expected,
                    "{} {label} {abi:?}",
                    self.place
                );
            }
            count += 1;
        }
        count
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
