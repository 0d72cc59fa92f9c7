//! From a world to the list of its core imports and exports.

use super::super::flat::Flats;
use super::super::mangle::{CoreImport, INITIALIZE, MEMORY, REALLOC, ROOT, prefix};
use super::super::signature::{CoreType, Signature};
use super::super::{CallAbi, Direction, Options, PointerWidth, StringEncoding};
use super::builtins::{
    Builtin, ERROR_CONTEXT, LINKAGE, PayloadBuiltin, ROOT as ROOT_BUILTINS, TASK_CANCEL, WAITING,
};
use super::names::TASK;
use super::{CoreModule, Export, ExportKind, Import, ImportKind, Mangling, ResourceBuiltin, Standing, When};
use crate::graph::{
    FunctionId, IdMap, Resolve, TypeId, TypeKind, WorldId, WorldItem, WorldItemKind, WorldKey,
};

pub(super) fn build(resolve: &Resolve, world: WorldId, options: Options, mangling: Mangling) -> CoreModule {
    let options = match mangling {
        Mangling::Legacy => options,
        Mangling::Standard32 => Options { pointer: PointerWidth::P32, async_: false, ..options },
    };
    let mut list = List {
        resolve,
        options,
        mangling,
        flats: Flats::new(resolve, options.pointer),
        payloads: Payloads::new(resolve),
        imports: Vec::new(),
        exports: Vec::new(),
    };
    let world = &resolve[world];
    world.imports.iter().for_each(|item| list.import(item));
    if mangling == Mangling::Legacy {
        list.root();
    }
    world.exports.iter().for_each(|item| list.export(item));
    list.single();
    CoreModule { imports: list.imports, exports: list.exports }
}

struct List<'r> {
    resolve: &'r Resolve,
    options: Options,
    mangling: Mangling,
    flats: Flats,
    payloads: Payloads<'r>,
    imports: Vec<Import>,
    exports: Vec<Export>,
}

/// What is imported.
impl List<'_> {
    fn import(&mut self, item: &WorldItem) {
        match item.kind {
            WorldItemKind::Function(function) => self.imported_function(None, function),
            WorldItemKind::Type(ty) => self.imported_type(None, ty),
            WorldItemKind::Interface(id) => {
                for function in self.resolve.functions_of(id) {
                    self.imported_function(Some(item.key), function);
                }
                for (_, ty) in self.resolve.types_of(id) {
                    self.imported_type(Some(item.key), ty);
                }
            }
        }
    }

    fn imported_function(&mut self, interface: Option<WorldKey>, function: FunctionId) {
        let usual = self.options.call_abi(Direction::Import, &self.resolve[function]);
        self.call(interface, function, usual, Standing::Plain);
        if usual == CallAbi::AsyncLower {
            self.call(interface, function, CallAbi::SyncLower, Standing::Alternative);
        } else if self.resolve[function].is_async && self.mangling == Mangling::Legacy {
            self.call(interface, function, CallAbi::AsyncLower, Standing::Alternative);
        }
        self.payload_builtins(interface, function, false);
    }

    fn call(&mut self, interface: Option<WorldKey>, function: FunctionId, abi: CallAbi, standing: Standing) {
        let name = CoreImport {
            module: self.mangling.module(self.resolve, interface, false),
            field: format!("{}{}", prefix(abi), self.resolve.function_label(function)),
        };
        let signature = Signature::of(&self.resolve[function], abi, &self.flats);
        let kind = ImportKind::Function { function, interface, abi };
        self.imports.push(Import { name, signature, kind, when: When::Calls, standing });
    }

    fn imported_type(&mut self, interface: Option<WorldKey>, ty: TypeId) {
        if self.resolve[ty].kind == TypeKind::Resource {
            self.resource(interface, (ty, false), ResourceBuiltin::Drop);
        }
    }

    fn resource(
        &mut self,
        interface: Option<WorldKey>,
        (resource, exported): (TypeId, bool),
        builtin: ResourceBuiltin,
    ) {
        let name = self.mangling.resource(self.resolve, interface, (resource, exported), builtin);
        let (results, when): (&[CoreType], When) = match builtin {
            ResourceBuiltin::New => (&[CoreType::I32], When::MakesHandles),
            ResourceBuiltin::Rep => (&[CoreType::I32], When::TakesHandles),
            ResourceBuiltin::Drop => (&[], When::DropsHandles),
        };
        let signature = Signature::new(&[CoreType::I32], results);
        let kind = ImportKind::Resource { resource, builtin };
        self.imports.push(Import { name, signature, kind, when, standing: Standing::Plain });
    }

    /// The built-ins for each stream and future that a function passes. They are named after the place of the type among all
    /// that the function passes, counted from the inside out, parameters first.
    fn payload_builtins(&mut self, interface: Option<WorldKey>, function: FunctionId, exported: bool) {
        if self.mangling == Mangling::Standard32 {
            return;
        }
        let label = self.resolve.function_label(function);
        let module = self.mangling.module(self.resolve, interface, exported);
        for (ty, index) in self.payloads.of(function) {
            let (stream, payload) = match self.resolve[ty].kind {
                TypeKind::Stream(payload) => (true, payload),
                TypeKind::Future(payload) => (false, payload),
                _ => continue,
            };
            let word = if stream { "stream" } else { "future" };
            for builtin in PayloadBuiltin::ALL {
                for (lowered, standing) in builtin.lowerings() {
                    let prefix = if *lowered { "[async-lower]" } else { "" };
                    let mut add = |index: &str, standing: Standing| {
                        let field = format!("{prefix}[{word}-{}-{index}]{label}", builtin.word());
                        self.imports.push(Import {
                            name: CoreImport { module: module.clone(), field },
                            signature: builtin.signature(stream, self.options.pointer),
                            kind: ImportKind::Payload { function, ty, builtin },
                            when: builtin.when(),
                            standing,
                        });
                    };
                    add(&index.to_string(), *standing);
                    if payload.is_none() && *standing == Standing::Plain {
                        add("unit", Standing::Alternative);
                    }
                }
            }
        }
    }

    /// What belongs to the world as a whole.
    fn root(&mut self) {
        self.builtin(TASK, TASK_CANCEL.field.to_owned(), &TASK_CANCEL, TASK_CANCEL.standing);
        for builtin in ROOT_BUILTINS {
            self.builtin(ROOT, builtin.field.to_owned(), builtin, builtin.standing);
        }
        for builtin in WAITING {
            let names = match self.options.pointer {
                PointerWidth::P32 => [(Standing::Plain, "]"), (Standing::Alternative, "-i32]")].as_slice(),
                PointerWidth::P64 => &[(Standing::Plain, "-i64]")],
            };
            for (standing, suffix) in names {
                self.builtin(ROOT, format!("{}{suffix}", builtin.field), builtin, *standing);
            }
        }
        let encoding = match self.options.string_encoding {
            StringEncoding::Utf8 => "utf8",
            StringEncoding::Utf16 => "utf16",
            StringEncoding::Latin1OrUtf16 => "latin1+utf16",
        };
        for builtin in ERROR_CONTEXT {
            self.builtin(ROOT, format!("{}{encoding}]", builtin.field), builtin, builtin.standing);
        }
        for builtin in LINKAGE {
            self.builtin("env", builtin.field.to_owned(), builtin, builtin.standing);
        }
    }

    fn builtin(&mut self, module: &str, field: String, builtin: &Builtin, standing: Standing) {
        let kind = if module == "env" { ImportKind::Linkage } else { ImportKind::Builtin };
        self.imports.push(Import {
            name: CoreImport { module: module.to_owned(), field },
            signature: builtin.signature(self.options.pointer),
            kind,
            when: builtin.when,
            standing,
        });
    }
}

/// What is exported, and what is imported for it.
impl List<'_> {
    fn export(&mut self, item: &WorldItem) {
        match item.kind {
            WorldItemKind::Function(function) => self.exported_function(None, function),
            WorldItemKind::Type(_) => {}
            WorldItemKind::Interface(id) => {
                for function in self.resolve.functions_of(id) {
                    self.exported_function(Some(item.key), function);
                }
                for (_, ty) in self.resolve.types_of(id) {
                    self.exported_type(item.key, ty);
                }
            }
        }
    }

    fn exported_function(&mut self, interface: Option<WorldKey>, function: FunctionId) {
        let resolve = self.resolve;
        let abi = self.options.call_abi(Direction::Export, &resolve[function]);
        let name =
            format!("{}{}", self.mangling.export(resolve, interface), resolve.function_label(function));
        let signature = Signature::of(&resolve[function], abi, &self.flats);
        let kind = ExportKind::Function { function, interface, abi };
        match abi {
            CallAbi::CallbackLift => {
                self.add(format!("{}{name}", prefix(abi)), signature, kind, When::Always);
                let callback = format!("[callback]{}{name}", prefix(abi));
                self.add(callback, Signature::callback(), ExportKind::Callback(function), When::Always);
            }
            CallAbi::StackfulLift => {
                self.add(format!("{}{name}", prefix(abi)), signature, kind, When::Always);
            }
            _ => {
                let post_return = Signature::post_return(&signature);
                self.add(name.clone(), signature, kind, When::Always);
                let name = match self.mangling {
                    Mangling::Legacy => format!("cabi_post_{name}"),
                    Mangling::Standard32 => format!("{name}_post"),
                };
                self.add(name, post_return, ExportKind::PostReturn(function), When::ReturnsMemory);
            }
        }
        if abi.is_async() {
            self.task_return(interface, function);
        }
        self.payload_builtins(interface, function, true);
    }

    fn task_return(&mut self, interface: Option<WorldKey>, function: FunctionId) {
        let name = CoreImport {
            module: self.mangling.module(self.resolve, interface, true),
            field: format!("[task-return]{}", self.resolve.function_label(function)),
        };
        let signature = Signature::task_return(&self.resolve[function], &self.flats);
        let kind = ImportKind::TaskReturn { function };
        self.imports.push(Import { name, signature, kind, when: When::Always, standing: Standing::Plain });
    }

    fn exported_type(&mut self, interface: WorldKey, ty: TypeId) {
        if self.resolve[ty].kind != TypeKind::Resource {
            return;
        }
        for builtin in [ResourceBuiltin::Drop, ResourceBuiltin::New, ResourceBuiltin::Rep] {
            self.resource(Some(interface), (ty, true), builtin);
        }
        let name = self.mangling.destructor(self.resolve, Some(interface), ty);
        self.add(name, Signature::destructor(), ExportKind::Destructor(ty), When::HasDestructor);
    }

    /// What is there once.
    fn single(&mut self) {
        let single = |legacy: &str, standard: &str| self.mangling.single(legacy, standard);
        let [memory, realloc, initialize] =
            [(MEMORY, "memory"), (REALLOC, "realloc"), (INITIALIZE, "initialize")]
                .map(|(legacy, standard)| single(legacy, standard));
        let allocate = Signature::realloc(self.options.pointer);
        self.exports.push(Export {
            name: memory,
            signature: None,
            kind: ExportKind::Memory,
            when: When::HasMemory,
            standing: Standing::Plain,
        });
        self.add(realloc, allocate.clone(), ExportKind::Realloc, When::TakesMemory);
        self.add(initialize, Signature::default(), ExportKind::Initialize, When::Starts);
        if self.mangling == Mangling::Standard32 {
            return;
        }
        for (name, standing) in [
            ("canonical_abi_realloc", Standing::Exclusive),
            ("cabi_import_realloc", Standing::Exclusive),
            ("cabi_export_realloc", Standing::Exclusive),
        ] {
            self.add_standing(
                name.to_owned(),
                allocate.clone(),
                ExportKind::Realloc,
                When::TakesMemory,
                standing,
            );
        }
        let hook = Signature::new(&[CoreType::I32], &[]);
        self.add_standing(
            "__wasm_task_hook".to_owned(),
            hook,
            ExportKind::TaskHook,
            When::Compiled,
            Standing::Threads,
        );
        self.exports.push(Export {
            name: "__indirect_function_table".to_owned(),
            signature: None,
            kind: ExportKind::Table,
            when: When::HasThreads,
            standing: Standing::Threads,
        });
    }

    fn add(&mut self, name: String, signature: Signature, kind: ExportKind, when: When) {
        self.add_standing(name, signature, kind, when, Standing::Plain);
    }

    fn add_standing(
        &mut self,
        name: String,
        signature: Signature,
        kind: ExportKind,
        when: When,
        standing: Standing,
    ) {
        self.exports.push(Export { name, signature: Some(signature), kind, when, standing });
    }
}

/// Finds the streams and futures of functions. Types may be written out in exponentially many places, so each is entered once
/// and counted after that.
struct Payloads<'r> {
    resolve: &'r Resolve,
    /// How many streams and futures a type holds, itself included.
    counts: IdMap<TypeId, u64>,
}

impl<'r> Payloads<'r> {
    fn new(resolve: &'r Resolve) -> Payloads<'r> {
        let mut counts = IdMap::filled(resolve.type_count(), 0_u64);
        for &ty in resolve.types_in_dependency_order() {
            let mut count = u64::from(is_payload_type(resolve, ty));
            each_part(resolve, ty, |part| count = count.saturating_add(counts[part]));
            counts[ty] = count;
        }
        Payloads { resolve, counts }
    }

    /// Each stream and future of a function with its first place among all of them. Places beyond what linkers read are left
    /// out.
    fn of(&self, function: FunctionId) -> Vec<(TypeId, u32)> {
        let function = &self.resolve[function];
        let mut roots: Vec<TypeId> = function.params.iter().map(|param| param.ty).collect();
        roots.extend(function.result);
        if roots.iter().all(|ty| self.counts[*ty] == 0) {
            return Vec::new();
        }
        let mut seen = IdMap::filled(self.resolve.type_count(), false);
        let mut found = Vec::new();
        let mut place = 0_u64;
        // A type is on the stack to be entered, or to be noted when its parts are done.
        let mut stack: Vec<(TypeId, bool)> = roots.iter().rev().map(|ty| (*ty, false)).collect();
        while let Some((ty, done)) = stack.pop() {
            if done {
                found.extend(u32::try_from(place).ok().map(|place| (ty, place)));
                place = place.saturating_add(1);
            } else if std::mem::replace(&mut seen[ty], true) || self.counts[ty] == 0 {
                place = place.saturating_add(self.counts[ty]);
            } else {
                if is_payload_type(self.resolve, ty) {
                    stack.push((ty, true));
                }
                let start = stack.len();
                each_part(self.resolve, ty, |part| stack.push((part, false)));
                stack[start..].reverse();
            }
        }
        found
    }
}

fn is_payload_type(resolve: &Resolve, ty: TypeId) -> bool {
    matches!(resolve[ty].kind, TypeKind::Stream(_) | TypeKind::Future(_))
}

/// The parts of a type in order; handles hide what they stand for.
fn each_part(resolve: &Resolve, ty: TypeId, each: impl FnMut(TypeId)) {
    if !matches!(resolve[ty].kind, TypeKind::Own(_) | TypeKind::Borrow(_)) {
        resolve[ty].kind.for_each_type(each);
    }
}
