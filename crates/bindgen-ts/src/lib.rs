//! TypeScript declarations for a world, for its host or for a guest: from the resolved graph to files in memory.
//!
//! Nothing is written, so what becomes of some WIT can be looked at in a test. The same graph and options give the same text on
//! every system; only the first two lines of a file, which name the generator and hold a hash, are better left out of snapshots.
//!
//! ```
//! use outwit_bindgen_ts::{Mode, Options, generate};
//! use outwit_resolve::{DiskSource, Features, Loader, resolve};
//!
//! let mut loader = Loader::new(&DiskSource);
//! loader.text("greet.wit", "package a:b; world w { export greet: func(name: string) -> result<string, u8>; }");
//! let loaded = loader.finish();
//! let analysis = resolve(&loaded, &Features::default());
//! let resolved = analysis.finish().expect("the WIT is right");
//! let world = resolved.select_world(None).expect("there is one world");
//!
//! let options = Options { mode: Mode::Guest, stubs: true, ..Options::default() };
//! let files = generate(&resolved.graph, world, &options).expect("nothing unreachable is asked for").files;
//! let paths: Vec<&str> = files.iter().map(|file| &*file.path).collect();
//! assert_eq!(paths, ["w.component.ts", "w.d.ts", "w.js", "w.modules.d.ts", "wit.d.ts", "wit.js"]);
//!
//! // What a snapshot would hold.
//! let (_, body) = files[1].text.split_once("/* eslint-disable */\n").expect("a head");
//! assert!(body.contains("  greet: (name: string) => Awaitable<string>;"));
//! ```
//!
//! `docs/typescript-guide.md` is about the use of what is generated.
//!
//! [`generate`] reads as the pipeline: a survey of what the world reaches, facts about types, names, a model in which
//! everything is decided, and a printer that only prints.
//!
//! | WIT | TypeScript |
//! |---|---|
//! | an interface, per version | `interfaces/<ns>-<pkg>-<name>@<version>`: its types, and the functions of each side as the interfaces `Imports` and `Exports` |
//! | a world | `<world>`: `Imports`, `Exports` and the interfaces as namespaces |
//! | the modules that a guest imports | `<world>.modules`: declarations under the names in WIT |
//! | all that there is to implement | `<world>.host` or `<world>.component`: stubs, if they are asked for |
//! | what does not depend on the WIT | `wit`: number aliases, `Option`, `Result`, streams, resources, `WitError` |
//! | a world, as [`core_view`] | `<world>.core`: what a guest's module imports and exports, and how types lie in memory |
//!
//! Each is a `.d.ts` and a `.js`, or a `.ts`; in the shape of another generator's ([`Compat`]) declarations alone. The declarations
//! need TypeScript 5.7 or newer and nothing beyond `lib: es2022`.

mod choice;
mod compat;
pub mod core_view;
pub mod diagnostics;
#[cfg(feature = "explain")]
pub mod explain;
mod facts;
mod lower;
mod model;
mod names;
mod naming;
mod notes;
mod package;
mod print;
mod printer;
mod runtime;
mod survey;
mod table;

use outwit_bindgen_core::Bindings;
use outwit_diagnostics::Diagnostic;
use outwit_resolve::abi::PointerWidth;
use outwit_resolve::graph::{Resolve, WorldId};

use choice::Choice;
use facts::Facts;
use notes::Notes;
use survey::Survey;
pub use table::{NameEntry, NameKind};

/// What to generate.
#[derive(Clone, Debug)]
pub struct Options {
    /// For whom.
    pub mode: Mode,
    /// As which kind of files.
    pub emit: Emit,
    /// How the error of a function is told.
    pub results: Results,
    /// Whether the names of everything are wanted beside the files.
    pub names: bool,
    /// Only these interfaces, by id with or without version, and what they need; all of the world if there are none.
    pub interfaces: Vec<String>,
    /// Whether to write what the user goes on with: see [`OutputFile::keep`].
    pub stubs: bool,
    /// The name in a `package.json` beside the files; there is none without it.
    pub package_json: Option<String>,
    /// In the shape of another generator's, if that is wanted: declarations alone, whatever `emit` says, with errors that are
    /// thrown, whatever `results` says, and without a table of names.
    pub compat: Option<Compat>,
    /// Who generates, for the head of each file: name and version.
    pub generator: String,
    /// Whether the [core view](core_view) comes with them, and for which width of addresses.
    pub core: Option<PointerWidth>,
}

impl Default for Options {
    /// Declarations for a host.
    fn default() -> Options {
        let generator = concat!("outwit ", env!("CARGO_PKG_VERSION")).to_owned();
        Options {
            mode: Mode::Host,
            emit: Emit::Js,
            results: Results::Throw,
            names: false,
            interfaces: Vec::new(),
            stubs: false,
            package_json: None,
            compat: None,
            generator,
            core: None,
        }
    }
}

/// For whom declarations are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// For a program that runs a component of the world: it provides the imports and calls the exports.
    Host,
    /// For a component of the world that is written in TypeScript: it calls the imports and provides the exports.
    Guest,
}

/// How a function ends whose result is a WIT `result`. What a guest calls always throws, and what it writes does where a
/// payload could be taken for a result: that is how the tools that make components of guests have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Results {
    /// It returns the payload of `ok`, and throws that of `err` in a `WitError`.
    Throw,
    /// It returns a `Result`.
    Return,
}

/// A generator whose names and shapes programs are written against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compat {
    /// jco 1.35: `jco types` for hosts, `jco guest-types` for guests.
    Jco,
}

/// The kind of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emit {
    /// `.d.ts`, and `.js` with what exists at run time.
    Js,
    /// `.ts`, with nothing that a compiler has to translate.
    Ts,
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Where it belongs below the output folder, with `/`.
    pub path: String,
    /// Its text, with LF.
    pub text: String,
    /// Whether it belongs to the user as soon as it is there, so that it is written only where there is none.
    pub keep: bool,
}

/// What is generated for a world.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files, ordered by path: the same for the same graph, on every system.
    pub files: Vec<OutputFile>,
    /// Items whose names needed a suffix, since others map to the same names, by place.
    pub warnings: Vec<Diagnostic>,
    /// What everything is called, if the options ask for it.
    pub names: Vec<NameEntry>,
}

/// The files for `world`.
///
/// # Errors
/// One diagnostic for each interface that was asked for and that the world does not reach, or one for a name that no package
/// can have.
pub fn generate(resolve: &Resolve, world: WorldId, options: &Options) -> Result<Output, Vec<Diagnostic>> {
    let bindings = Bindings::new(resolve, world);
    let survey = survey::survey(resolve, &bindings);
    options.package_json.as_deref().map_or(Ok(()), package::check_name).map_err(|error| vec![error])?;
    let chosen = choice::chosen(resolve, world, &survey, &options.interfaces)?;
    let facts = facts::facts(resolve, &bindings, &survey, options.mode);
    let notes = Notes::default();
    let ground =
        Ground { resolve, world, survey: &survey, facts: &facts, chosen: &chosen, options, notes: &notes };
    let (mut files, names) = match options.compat {
        None => ground.files(&bindings),
        Some(Compat::Jco) => (ground.files_like_jco(), Vec::new()),
    };
    if let Some(pointer) = options.core {
        files.extend(core_view::files(resolve, world, pointer, options));
    }
    files.extend(ground.package(&files));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Output { files, warnings: notes.finish(), names })
}

/// What is known of a world before anything is named.
struct Ground<'a> {
    resolve: &'a Resolve,
    world: WorldId,
    survey: &'a Survey,
    facts: &'a Facts,
    chosen: &'a Choice,
    options: &'a Options,
    notes: &'a Notes,
}

impl Ground<'_> {
    /// Files in our own shape, and the names in them if they are wanted.
    fn files(&self, bindings: &Bindings) -> (Vec<OutputFile>, Vec<NameEntry>) {
        let Ground { resolve, world, survey, facts, chosen, options, notes } = *self;
        let guarded = lower::guarded(resolve, bindings, options.mode);
        let ground = naming::Ground { resolve, world, survey, facts, guarded: &guarded };
        let naming = naming::naming(&ground, notes);
        let context = lower::Context { resolve, world, survey, facts, naming: &naming, options, notes };
        let model = lower::lower(&context);
        let modules =
            (options.mode == Mode::Guest && chosen.is_all()).then(|| lower::modules(&context, &model));
        let stubs = (options.stubs && chosen.is_all()).then(|| lower::stubs(&context, &model)).flatten();
        let model = chosen.retain(model, &naming);
        let names = if options.names { table::table(resolve, world, &model) } else { Vec::new() };
        let mut files: Vec<OutputFile> = model.iter().flat_map(|file| print::file(file, options)).collect();
        files.extend(modules.iter().map(|file| print::modules(file, options)));
        files.extend(stubs.iter().map(|file| print::stubs(file, options)));
        files.extend(runtime::files(resolve, world, options));
        (files, names)
    }

    /// The `package.json` for `files`, if the options ask for it. Files in another shape have no scripts to point to.
    fn package(&self, files: &[OutputFile]) -> Option<OutputFile> {
        let Ground { resolve, world, options, .. } = *self;
        let name = &resolve[resolve[world].package].name;
        let package = package::Package {
            name: options.package_json.as_deref().filter(|_| options.compat.is_none())?,
            generator: &options.generator,
            source: &name.to_string(),
            version: name.version.as_ref().map(ToString::to_string),
            world: &naming::world_path(resolve, world),
            emit: options.emit,
        };
        Some(package::file(&package, files))
    }

    /// Files in the shape of those of jco.
    fn files_like_jco(&self) -> Vec<OutputFile> {
        let Ground { resolve, world, survey, facts, chosen, options, notes } = *self;
        let names = compat::names(&compat::Ground { resolve, world, survey, facts, notes });
        let mode = options.mode;
        let context = compat::Context { resolve, world, survey, facts, names: &names, mode, notes };
        let modules = chosen.retain_modules(compat::lower(&context), &names);
        modules.iter().map(|module| print::module(module, options)).collect()
    }
}
