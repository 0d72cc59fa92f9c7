//! TypeScript declarations for the host of a world: from the resolved graph to files in memory.
//!
//! [`generate`] reads as the pipeline: a survey of what the world reaches, refusal of what cannot be expressed, names, a
//! model in which everything is decided, and a printer that only prints.
//!
//! | WIT | TypeScript |
//! |---|---|
//! | an interface, per version | `interfaces/<ns>-<pkg>-<name>@<version>.d.ts` with its types, and the functions of each side as the interfaces `Imports` and `Exports` |
//! | a world | `<world>.d.ts` with `Imports`, `Exports` and the interfaces as namespaces |
//! | what does not depend on the WIT | `wit.js` and `wit.d.ts`, or `wit.ts`: number aliases, `Option`, `Result`, `WitError` |
//! | a world, as [`core_view`] | `<world>.core.d.ts` and `<world>.core.js` |
//!
//! The declarations need TypeScript 5.7 or newer and nothing beyond `lib: es2022`.

pub mod core_view;
pub mod diagnostics;
#[cfg(feature = "explain")]
pub mod explain;
mod facts;
mod lower;
mod model;
mod names;
mod naming;
mod print;
mod printer;
mod refuse;
mod runtime;
mod survey;

use outwit_bindgen_core::Bindings;
use outwit_diagnostics::Diagnostic;
use outwit_resolve::abi::PointerWidth;
use outwit_resolve::graph::{Resolve, WorldId};

/// What to generate.
#[derive(Clone, Debug)]
pub struct Options {
    /// For whom.
    pub mode: Mode,
    /// As which kind of files.
    pub emit: Emit,
    /// Who generates, for the head of each file: name and version.
    pub generator: String,
    /// Whether the [core view](core_view) comes with them, and for which width of addresses.
    pub core: Option<PointerWidth>,
}

impl Default for Options {
    /// Declarations for a host.
    fn default() -> Options {
        let generator = concat!("outwit ", env!("CARGO_PKG_VERSION")).to_owned();
        Options { mode: Mode::Host, emit: Emit::Js, generator, core: None }
    }
}

/// For whom declarations are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// For a program that runs a component of the world: it provides the imports and calls the exports.
    Host,
}

/// The kind of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emit {
    /// `.d.ts`, with `.js` where something exists at run time.
    Js,
    /// `.ts` that holds nothing but what a compiler erases, and the runtime module.
    Ts,
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where it belongs below the output folder, with `/`.
    pub path: String,
    /// Its text, with LF.
    pub text: String,
}

/// The files for `world`, ordered by path: the same for the same graph, on every system.
///
/// # Errors
/// One diagnostic for each item that the world reaches and that cannot be expressed, by place.
pub fn generate(
    resolve: &Resolve,
    world: WorldId,
    options: &Options,
) -> Result<Vec<OutputFile>, Vec<Diagnostic>> {
    let bindings = Bindings::new(resolve, world);
    let survey = survey::survey(resolve, &bindings);
    refuse::refuse(resolve, &survey)?;
    let facts = facts::facts(resolve, &bindings, options.mode);
    let naming = naming::naming(resolve, world, &survey, &facts);
    let model = lower::lower(&lower::Context {
        resolve,
        world,
        survey: &survey,
        facts: &facts,
        naming: &naming,
        options,
    });
    let mut files: Vec<OutputFile> = model.iter().map(|file| print::file(file, options)).collect();
    files.extend(runtime::files(resolve, world, options));
    if let Some(pointer) = options.core {
        files.extend(core_view::files(resolve, world, pointer, options));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
