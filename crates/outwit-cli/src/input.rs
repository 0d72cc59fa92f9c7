//! From the paths and choices on the command line to a resolved graph.

use std::path::{Path, PathBuf};

use outwit_diagnostics::render::Style;
use outwit_diagnostics::{Code, Diagnostic, SourceMap};
use outwit_resolve::diagnostics as codes;
use outwit_resolve::graph::WorldId;
use outwit_resolve::{Analysis, DiskSource, Failed, Features, FileSource, Loader, Resolved, resolve};

use crate::args::Selection;
use crate::console::Console;
use crate::report::{Format, render};
use crate::status::Status;
use crate::wasm::WasmOrWat;

/// What was read, right or wrong.
pub(crate) struct Input {
    pub(crate) sources: SourceMap,
    pub(crate) analysis: Analysis,
    /// `Unable` if some input could not be read, else `Clean`.
    pub(crate) reading: Status,
}

/// What was read, right, for commands that go on from there.
pub(crate) struct Ready {
    pub(crate) sources: SourceMap,
    pub(crate) resolved: Resolved,
}

/// Reads and resolves `paths`; without any, `wit/` if it exists, else the current folder.
pub(crate) fn read(source: &dyn FileSource, paths: &[PathBuf], selection: &Selection) -> Input {
    read_closely(source, paths, selection, &|_| false)
}

/// As [`read`], with what those rules find that are off by default and wanted.
pub(crate) fn read_closely(
    source: &dyn FileSource,
    paths: &[PathBuf],
    selection: &Selection,
    wanted: &dyn Fn(&Code) -> bool,
) -> Input {
    let mut loader = Loader::new(source).with_decoder(&WasmOrWat);
    if paths.is_empty() {
        let wit = Path::new("wit");
        loader.path(if wit.is_dir() { wit } else { Path::new(".") });
    }
    for path in paths {
        loader.path(path);
    }
    let loaded = loader.finish();
    let mut analysis = resolve(&loaded, &features(selection));
    analysis.add_optional(&loaded, wanted);
    let reading = if loaded.has_unreadable() { Status::Unable } else { Status::Clean };
    Input { sources: loaded.sources, analysis, reading }
}

/// Reads and resolves `paths` for a check. They see one another, so that one can be a dependency of the next. If two of
/// them hold the same package, as two versions of a tree do, each is read by itself, provided that each can stand alone.
pub(crate) fn read_for_check(
    source: &dyn FileSource,
    paths: &[PathBuf],
    selection: &Selection,
    wanted: &dyn Fn(&Code) -> bool,
) -> Vec<Input> {
    let read = |paths: &[PathBuf]| read_closely(source, paths, selection, wanted);
    let together = read(paths);
    if paths.len() > 1 && together.has(&codes::DUPLICATE_PACKAGE) {
        let apart: Vec<Input> = paths.iter().map(|path| read(std::slice::from_ref(path))).collect();
        if !apart.iter().any(|input| input.has(&codes::PACKAGE_NOT_FOUND)) {
            return apart;
        }
    }
    vec![together]
}

impl Input {
    fn has(&self, code: &Code) -> bool {
        self.analysis.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
    }
}

/// Reads and resolves `paths`, and says what is wrong; errors end the command.
pub(crate) fn ready(
    paths: &[PathBuf],
    selection: &Selection,
    console: &mut Console,
) -> Result<Ready, Status> {
    ready_with(paths, selection, console, say)
}

/// As [`ready`], for a command whose results a machine reads: then warnings go to standard error, so that standard output
/// holds results alone, or, where there are none, what is wrong.
pub(crate) fn ready_for_machine(
    paths: &[PathBuf],
    selection: &Selection,
    console: &mut Console,
) -> Result<Ready, Status> {
    ready_with(paths, selection, console, |sources, warnings, console| {
        let text = render(Format::Human, sources, warnings, Style::default());
        text.lines().for_each(|line| console.note(line));
    })
}

fn ready_with(
    paths: &[PathBuf],
    selection: &Selection,
    console: &mut Console,
    warn: impl FnOnce(&SourceMap, &[Diagnostic], &mut Console),
) -> Result<Ready, Status> {
    let Input { sources, analysis, reading } = read(&DiskSource, paths, selection);
    match analysis.finish() {
        Ok(resolved) if reading == Status::Clean => {
            warn(&sources, &resolved.warnings, console);
            Ok(Ready { sources, resolved })
        }
        Ok(Resolved { warnings: diagnostics, .. }) | Err(Failed { diagnostics }) => {
            say(&sources, &diagnostics, console);
            Err(reading.max(Status::of(&diagnostics)))
        }
    }
}

impl Ready {
    /// The world that the user chose, or the only one.
    pub(crate) fn world(&self, selection: &Selection, console: &mut Console) -> Result<WorldId, Status> {
        self.resolved.select_world(selection.world.as_deref()).map_err(|diagnostic| {
            self.say(&[diagnostic], console);
            Status::Unable
        })
    }

    /// Says what was found later.
    pub(crate) fn say(&self, diagnostics: &[Diagnostic], console: &mut Console) {
        say(&self.sources, diagnostics, console);
    }
}

fn say(sources: &SourceMap, diagnostics: &[Diagnostic], console: &mut Console) {
    console.print(&render(Format::Human, sources, diagnostics, console.style()));
}

fn features(selection: &Selection) -> Features {
    let names = selection.features.iter().flat_map(|list| list.split([',', ' ']));
    Features {
        all: selection.all_features,
        names: names.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
    }
}
