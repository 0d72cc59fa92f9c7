//! Core imports and exports: the sets of a full guest equal those of the published linker's dummy module, and a module with
//! every name that is on our lists becomes a component.

use std::collections::BTreeSet;

use outwit_resolve::abi::Options;
use outwit_resolve::abi::core_module::{
    CoreModule, Export, ExportKind, Import, ImportKind, Mangling, Standing,
};
use outwit_resolve::abi::mangle::world_key;
use outwit_resolve::abi::signature::{CoreType, Signature};
use outwit_resolve::graph::{FunctionId, Resolve, TypeId, TypeKind, WorldId, WorldItem, WorldKey};
use wasm_encoder::{
    CodeSection, EntityType, ExportSection, FunctionSection, ImportSection, Instruction, MemorySection,
    MemoryType, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Parser, Payload, TypeRef};
use wit_component_oracle::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser_oracle::{self as peer, LiftLowerAbi, ManglingAndAbi};

use crate::corpora::{everything, packages};
use crate::worlds::Both;

/// The four ways in which a guest of a world can be made.
const VARIANTS: [(&str, ManglingAndAbi, Mangling, (bool, bool)); 4] = [
    ("sync", ManglingAndAbi::Legacy(LiftLowerAbi::Sync), Mangling::Legacy, (false, false)),
    ("callback", ManglingAndAbi::Legacy(LiftLowerAbi::AsyncCallback), Mangling::Legacy, (true, true)),
    ("stackful", ManglingAndAbi::Legacy(LiftLowerAbi::AsyncStackful), Mangling::Legacy, (true, false)),
    ("cm32p2", ManglingAndAbi::Standard32, Mangling::Standard32, (false, false)),
];

/// An import or export as text: names, and core type.
type Names = BTreeSet<String>;

#[test]
fn a_full_guest_has_the_names_of_the_published_dummy_module() {
    let (mut loaded, mut refused, mut worlds, mut names) = (0, 0, 0, 0);
    for (suite, path) in packages() {
        let Some(both) = Both::load(&path) else {
            refused += 1;
            continue;
        };
        loaded += 1;
        for (name, ours, theirs) in both.worlds() {
            names += compare(&both, ours, theirs, &format!("{suite} {} {name}", path.display()));
            worlds += 1;
        }
    }
    println!(
        "{loaded} packages ({refused} that the published parser refuses), {worlds} worlds in 4 variants: {names} core imports and exports, 0 differences"
    );
}

/// Compares the names of one world in all variants; returns how many there were.
pub(crate) fn compare(both: &Both, ours: WorldId, theirs: peer::WorldId, place: &str) -> usize {
    let mut names = 0;
    for (variant, peer, mangling, (async_, callback)) in VARIANTS {
        let options = Options { async_, callback, ..Options::default() };
        let module = CoreModule::new(&both.ours.graph, ours, options, mangling);
        let expected = their_names(&dummy_module(&both.theirs, theirs, peer));
        let quirks = Quirks { graph: &both.ours.graph, is_async: async_ };
        let found = quirks.of_our_list(&module);
        let expected = quirks.of_theirs(expected, ours);
        let alone = |a: &Names, b: &Names| a.difference(b).cloned().collect::<Vec<_>>();
        let alone = [alone(&found, &expected), alone(&expected, &found)];
        assert!(alone.iter().all(Vec::is_empty), "{place} {variant}: ours alone, theirs alone: {alone:#?}");
        names += found.len();
    }
    names
}

/// What the dummy module has otherwise than a guest needs it.
struct Quirks<'a> {
    graph: &'a Resolve,
    is_async: bool,
}

impl Quirks<'_> {
    /// The dummy module imports no built-ins for streams and futures that a function passes synchronously, though whoever calls
    /// the function has to do something with them.
    fn of_our_list(&self, module: &CoreModule) -> Names {
        let imports = module.plain_imports().filter(|import| match import.kind {
            ImportKind::Payload { function, .. } => {
                self.is_async && (self.graph[function].is_async || import.name.module.starts_with("[export]"))
            }
            ImportKind::Builtin => self.is_async,
            _ => true,
        });
        let imports = imports.map(|import| {
            let name = &import.name;
            format!("import {} {} {}", name.module, name.field, signature(&import.signature))
        });
        let exports = module.plain_exports().map(|export| {
            let signature = export.signature.as_ref().map_or("memory".to_owned(), signature);
            format!("export {} {signature}", export.name)
        });
        imports.chain(exports).collect()
    }

    /// The dummy module imports `task.return` for functions that it exports synchronously, where calling it traps; and it
    /// prefixes destructors as if they were functions, which the linker reads the same. It has a stream or future that a
    /// function passes in types of two packages twice, by both its places; each of them serves.
    fn of_theirs(&self, names: Names, world: WorldId) -> Names {
        let synchronous = |(key, id): (Option<WorldKey>, FunctionId)| {
            let module = key.map_or("$root".to_owned(), |key| world_key(self.graph, key));
            let of_sync = !self.graph[id].is_async;
            of_sync
                .then(|| format!("import [export]{module} [task-return]{} (", self.graph.function_label(id)))
        };
        let wrong: Vec<String> = exported(self.graph, world).filter_map(synchronous).collect();
        let again: Vec<(String, String)> = self.again(world);
        let keep = |name: &String| {
            !wrong.iter().any(|wrong| name.starts_with(wrong.as_str()))
                && !again.iter().any(|(module, end)| name.starts_with(module.as_str()) && name.contains(end))
        };
        let plain = |name: String| match name.split_once("[dtor]") {
            Some((before, after)) => {
                let before = before.replace("[async-lift]", "").replace("[async-lift-stackful]", "");
                format!("{before}[dtor]{after}")
            }
            None => name,
        };
        names.into_iter().filter(keep).map(plain).collect()
    }
}

/// The second and further places of streams and futures in functions.
impl Quirks<'_> {
    /// How names for them begin, and what they contain.
    fn again(&self, world: WorldId) -> Vec<(String, String)> {
        let imported = functions(self.graph, &self.graph[world].imports).map(|function| ("", function));
        let exported = exported(self.graph, world).map(|function| ("[export]", function));
        let mut again = Vec::new();
        for (prefix, (key, id)) in imported.chain(exported) {
            let module = key.map_or("$root".to_owned(), |key| world_key(self.graph, key));
            let label = self.graph.function_label(id);
            let function = &self.graph[id];
            let mut places = Vec::new();
            for ty in function.params.iter().map(|param| param.ty).chain(function.result) {
                self.places(ty, &mut places);
            }
            for (place, _) in places.iter().enumerate().filter(|(place, ty)| places[..*place].contains(ty)) {
                again.push((format!("import {prefix}{module} "), format!("-{place}]{label} (")));
            }
        }
        again
    }

    /// All streams and futures of a type, from the inside out, as often as they stand there; a thousand at most.
    fn places(&self, ty: TypeId, places: &mut Vec<TypeId>) {
        let kind = &self.graph[ty].kind;
        if places.len() > 1000 || matches!(kind, TypeKind::Own(_) | TypeKind::Borrow(_)) {
            return;
        }
        kind.for_each_type(|part| self.places(part, places));
        if matches!(kind, TypeKind::Stream(_) | TypeKind::Future(_)) {
            places.push(ty);
        }
    }
}

fn exported(graph: &Resolve, world: WorldId) -> impl Iterator<Item = (Option<WorldKey>, FunctionId)> + '_ {
    functions(graph, &graph[world].exports)
}

fn functions<'a>(
    graph: &'a Resolve,
    items: &'a [WorldItem],
) -> impl Iterator<Item = (Option<WorldKey>, FunctionId)> + 'a {
    use outwit_resolve::graph::WorldItemKind::{Function, Interface, Type};
    items.iter().flat_map(|item| match item.kind {
        Function(id) => vec![(None, id)],
        Interface(id) => graph.functions_of(id).map(|function| (Some(item.key), function)).collect(),
        Type(_) => Vec::new(),
    })
}

fn signature(signature: &Signature) -> String {
    let text = |types: &[CoreType]| {
        types.iter().map(|ty| format!("{ty:?}").to_lowercase()).collect::<Vec<_>>().join(" ")
    };
    format!("({}) -> ({})", text(&signature.params), text(&signature.results))
}

fn their_names(wasm: &[u8]) -> Names {
    let mut names = Names::new();
    let (mut types, mut functions) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload.expect("the dummy module is a module") {
            Payload::TypeSection(section) => {
                types.extend(section.into_iter_err_on_gc_types().map(|ty| core_text(&ty.expect("a type"))));
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.expect("an import");
                    let TypeRef::Func(ty) = import.ty else { panic!("{import:?}") };
                    functions.push(ty);
                    names.insert(format!("import {} {} {}", import.module, import.name, types[ty as usize]));
                }
            }
            Payload::FunctionSection(section) => {
                functions.extend(section.into_iter().map(|ty| ty.expect("a type")));
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.expect("an export");
                    let ty = match export.kind {
                        wasmparser::ExternalKind::Func => {
                            types[functions[export.index as usize] as usize].clone()
                        }
                        _ => "memory".to_owned(),
                    };
                    names.insert(format!("export {} {ty}", export.name));
                }
            }
            _ => {}
        }
    }
    names
}

fn core_text(ty: &wasmparser::FuncType) -> String {
    let text =
        |types: &[wasmparser::ValType]| types.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    format!("({}) -> ({})", text(ty.params()), text(ty.results()))
}

#[test]
fn a_module_with_every_name_becomes_a_component() {
    let (mut components, mut names) = (0, 0);
    let step = if everything() { 1 } else { 5 };
    for (suite, path) in packages().into_iter().step_by(step) {
        let Some(both) = Both::load(&path) else { continue };
        for (name, ours, theirs) in both.worlds() {
            for (variant, _, mangling, (async_, callback)) in VARIANTS {
                let options = Options { async_, callback, ..Options::default() };
                let module = CoreModule::new(&both.ours.graph, ours, options, mangling);
                names += module.imports.len() + module.exports.len();
                if let Err(error) = componentize(&module, &both.theirs, theirs) {
                    panic!("{suite} {} {name} {variant}: {error:?}", path.display());
                }
                components += 1;
            }
        }
    }
    println!("{components} modules with {names} names became valid components");
}

fn componentize(module: &CoreModule, graph: &peer::Resolve, world: peer::WorldId) -> Result<Vec<u8>, String> {
    let mut wasm = encode(module);
    embed_component_metadata(&mut wasm, graph, world, StringEncoding::UTF8, false)
        .map_err(|error| format!("{error:#}"))?;
    let component = ComponentEncoder::default()
        .module(&wasm)
        .and_then(|encoder| encoder.validate(false).encode())
        .map_err(|error| format!("{error:#}"))?;
    let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
    validator.validate_all(&component).map_err(|error| error.to_string())?;
    Ok(component)
}

/// A module that imports and exports everything on the list that has room beside the rest.
fn encode(module: &CoreModule) -> Vec<u8> {
    let (mut types, mut imports, mut functions) =
        (TypeSection::new(), ImportSection::new(), FunctionSection::new());
    let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
    let mut index = 0;
    let mut add_type = |signature: &Signature| {
        let cores = |types: &[CoreType]| types.iter().map(|ty| val_type(*ty)).collect::<Vec<_>>();
        types.ty().function(cores(&signature.params), cores(&signature.results));
        types.len() - 1
    };
    for Import { name, signature, .. } in
        module.imports.iter().filter(|import| import.standing != Standing::Exclusive)
    {
        imports.import(&name.module, &name.field, EntityType::Function(add_type(signature)));
        index += 1;
    }
    for Export { name, signature, kind, .. } in
        module.exports.iter().filter(|export| export.standing != Standing::Exclusive)
    {
        match (signature, kind) {
            (Some(signature), _) => {
                functions.function(add_type(signature));
                let mut body = wasm_encoder::Function::new([]);
                body.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
                code.function(&body);
                exports.export(name, wasm_encoder::ExportKind::Func, index);
                index += 1;
            }
            (None, ExportKind::Table) => {
                exports.export(name, wasm_encoder::ExportKind::Table, 0);
            }
            (None, _) => {
                exports.export(name, wasm_encoder::ExportKind::Memory, 0);
            }
        }
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 0,
        maximum: None,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut wasm = Module::new();
    wasm.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
    wasm.section(&exports).section(&code);
    wasm.finish()
}

fn val_type(ty: CoreType) -> ValType {
    match ty {
        CoreType::I32 => ValType::I32,
        CoreType::I64 => ValType::I64,
        CoreType::F32 => ValType::F32,
        CoreType::F64 => ValType::F64,
    }
}
