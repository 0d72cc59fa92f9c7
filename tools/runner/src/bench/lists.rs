//! Nanoseconds an element, guests of `tools/bench-guests/lists` as core modules, side by side: one line for each kind of
//! element, with its name and four numbers for each guest, in the order of [`WAYS`].
//!
//! The host lays the lists out before the clock starts, and its functions do nothing else than hand over where they lie,
//! so what is measured is the guest: its glue, its allocator, and that it drops what it was given. The guests take turns, every other
//! round in the opposite order, and the shortest counts.

use std::path::{Path, PathBuf};
use std::time::Instant;

use wasmtime::{
    AsContextMut, Caller, Engine, Extern, ExternType, Func, FuncType, Instance, Memory, Module, Result,
    Store, TypedFunc, Val, ValType, format_err,
};

use super::element::{KINDS, Kind, TEXT};

/// What is measured of each kind: an import takes a list, an import gives one, an export takes one, an export gives one and
/// is told that it was read.
const WAYS: [fn(&mut Guest, &Lists<'_>) -> Result<u128>; 4] =
    [Guest::import_takes, Guest::import_gives, Guest::export_takes, Guest::export_gives];

const INTERFACE: &str = "bench:lists/lists";

/// The lists of one kind.
struct Lists<'a> {
    number: u32,
    kind: &'a Kind,
    length: u32,
}

/// Prints a line for each kind.
pub(crate) fn measure(length: u32, rounds: u32, paths: &[PathBuf]) -> Result<()> {
    let engine = Engine::default();
    let mut guests = paths.iter().map(|path| Guest::start(&engine, path)).collect::<Result<Vec<_>>>()?;
    for (number, kind) in (0..).zip(KINDS) {
        let lists = Lists { number, kind, length };
        let mut best = vec![[u128::MAX; WAYS.len()]; guests.len()];
        for round in 0..rounds {
            for (way, measure) in WAYS.iter().enumerate() {
                // Whoever comes first finds the host's code cold.
                for turn in 0..guests.len() {
                    let at = if round % 2 == 0 { turn } else { guests.len() - 1 - turn };
                    best[at][way] = best[at][way].min(measure(&mut guests[at], &lists)?);
                }
            }
        }
        let numbers: Vec<String> = best
            .iter()
            .flatten()
            .map(|nanoseconds| format!("{:.4}", *nanoseconds as f64 / f64::from(length)))
            .collect();
        println!("{} {}", kind.name, numbers.join(" "));
    }
    Ok(())
}

/// Where the list lies that the next import gives: address and length.
#[derive(Default)]
struct Given(u32, u32);

struct Guest {
    store: Store<Given>,
    instance: Instance,
    memory: Memory,
    realloc: TypedFunc<(u32, u32, u32, u32), u32>,
}

impl Guest {
    fn start(engine: &Engine, path: &Path) -> Result<Guest> {
        let module = Module::from_file(engine, path)?;
        let mut store = Store::new(engine, Given::default());
        let imports: Vec<Extern> = module
            .imports()
            .map(|import| match import.ty() {
                ExternType::Func(ty) => Ok(host_function(&mut store, import.name(), ty).into()),
                other => Err(format_err!("a guest imports {other:?}")),
            })
            .collect::<Result<_>>()?;
        let instance = Instance::new(&mut store, &module, &imports)?;
        let memory = instance
            .get_memory(&mut store, "memory")
            .ok_or_else(|| format_err!("`{}` exports no memory", path.display()))?;
        let realloc = instance.get_typed_func(&mut store, "cabi_realloc")?;
        Ok(Guest { store, instance, memory, realloc })
    }

    fn import_takes(&mut self, lists: &Lists<'_>) -> Result<u128> {
        self.prepare(lists)?;
        let run = self.instance.get_typed_func::<u32, ()>(&mut self.store, "run-take")?;
        let start = Instant::now();
        run.call(&mut self.store, lists.number)?;
        Ok(start.elapsed().as_nanos())
    }

    fn import_gives(&mut self, lists: &Lists<'_>) -> Result<u128> {
        *self.store.data_mut() = Given(self.lay_out(lists)?, lists.length);
        let run = self.instance.get_typed_func::<u32, ()>(&mut self.store, "run-give")?;
        let start = Instant::now();
        run.call(&mut self.store, lists.number)?;
        Ok(start.elapsed().as_nanos())
    }

    fn export_takes(&mut self, lists: &Lists<'_>) -> Result<u128> {
        let list = self.lay_out(lists)?;
        let name = format!("{INTERFACE}#take-{}", lists.kind.name);
        let take = self.instance.get_typed_func::<(u32, u32), ()>(&mut self.store, &name)?;
        let start = Instant::now();
        take.call(&mut self.store, (list, lists.length))?;
        Ok(start.elapsed().as_nanos())
    }

    fn export_gives(&mut self, lists: &Lists<'_>) -> Result<u128> {
        self.prepare(lists)?;
        let name = format!("{INTERFACE}#give-{}", lists.kind.name);
        let give = self.instance.get_typed_func::<(), u32>(&mut self.store, &name)?;
        let name = format!("cabi_post_{name}");
        let post = self.instance.get_typed_func::<u32, ()>(&mut self.store, &name)?;
        let start = Instant::now();
        let results = give.call(&mut self.store, ())?;
        post.call(&mut self.store, results)?;
        Ok(start.elapsed().as_nanos())
    }

    fn prepare(&mut self, lists: &Lists<'_>) -> Result<()> {
        let prepare = self.instance.get_typed_func::<(u32, u32), ()>(&mut self.store, "prepare")?;
        prepare.call(&mut self.store, (lists.number, lists.length))
    }

    /// Writes a list into blocks that the guest allocates, and returns its address.
    fn lay_out(&mut self, lists: &Lists<'_>) -> Result<u32> {
        let Lists { kind, length, .. } = lists;
        let mut bytes = Vec::with_capacity(kind.size * *length as usize);
        for number in 0..*length {
            let text = if kind.text_of(number) { self.block(TEXT, 1)? } else { 0 };
            kind.write(number, text, &mut bytes);
        }
        self.block(&bytes, kind.align)
    }

    fn block(&mut self, bytes: &[u8], align: usize) -> Result<u32> {
        let at =
            self.realloc.call(&mut self.store, (0, 0, u32::try_from(align)?, u32::try_from(bytes.len())?))?;
        self.memory.write(&mut self.store, at as usize, bytes)?;
        Ok(at)
    }
}

/// What the host does for the import `name`: hands over a list, makes a handle, or nothing.
fn host_function(store: &mut Store<Given>, name: &str, ty: FuncType) -> Func {
    if name.starts_with("give-") {
        return Func::wrap(store, |mut caller: Caller<'_, Given>, results: u32| give(&mut caller, results));
    }
    let result = ty.results().next().map(|ty| match ty {
        ValType::I64 => Val::I64(1),
        _ => Val::I32(1),
    });
    Func::new(store, ty, move |_, _, results| {
        // A handle, or what a handle of the guest's own stands for, which it does not look at.
        if let Some(result) = &result {
            results[0] = *result;
        }
        Ok(())
    })
}

fn give(caller: &mut Caller<'_, Given>, results: u32) -> Result<()> {
    let Given(at, length) = *caller.data();
    let memory = caller.get_export("memory").and_then(Extern::into_memory);
    let memory = memory.ok_or_else(|| format_err!("a guest without memory"))?;
    let words = [at.to_le_bytes(), length.to_le_bytes()].concat();
    Ok(memory.write(caller.as_context_mut(), results as usize, &words)?)
}
