//! Where the WIT comes from: from the paths and texts of the options to one world of a resolved graph.

use std::io;
use std::path::{Path, PathBuf};

use outwit_diagnostics::{Diagnostic, SourceMap, closest};
use outwit_resolve::graph::{Resolve, WorldId};
use outwit_resolve::{Features, FileBytes, FileKind, FileSource, Loaded, Loader, resolve};

use crate::diagnostics as errors;

/// The folder that is read if no path is given.
const DEFAULT_FOLDER: &str = "wit";

/// What the name of an inline text is in diagnostics.
const INLINE: &str = "inline";

/// Where the WIT comes from.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// WIT files and folders. Without any, the folder `wit`; beside an inline text only if it exists.
    pub path: Vec<PathBuf>,
    /// WIT as text. Its package has the worlds to choose from; the paths have what it depends on.
    pub inline: Option<String>,
    /// The world: a name, or an id `ns:pkg/name@version`. Not needed if there is only one.
    pub world: Option<String>,
    /// Which `@unstable` items are visible.
    pub features: Features,
}

/// The chosen world.
#[derive(Debug)]
pub struct Selected {
    /// The graph.
    pub resolve: Resolve,
    /// The world.
    pub world: WorldId,
    /// The texts, for diagnostics.
    pub sources: SourceMap,
    /// Every file and folder that was read, in order.
    pub paths: Vec<PathBuf>,
    /// What is worth saying although nothing is wrong.
    pub warnings: Vec<Diagnostic>,
}

/// Why there is no world.
#[derive(Debug)]
pub struct Rejected {
    /// The texts.
    pub sources: SourceMap,
    /// Every file and folder that was read, in order: when one changes, it is worth trying again.
    pub paths: Vec<PathBuf>,
    /// Errors and warnings; at least one error.
    pub diagnostics: Vec<Diagnostic>,
    /// Some input is missing or could not be read at all.
    pub unreadable: bool,
    /// The feature at fault, if it is one.
    pub feature: Option<String>,
}

/// Files whose relative paths count from a folder: that of the manifest, for macros and build scripts. Diagnostics show the
/// paths as they were given.
#[derive(Clone, Copy)]
pub struct Beneath<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Where the files come from.
    pub files: &'a dyn FileSource,
}

impl FileSource for Beneath<'_> {
    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        self.files.kind(&self.folder.join(path))
    }

    fn read(&self, path: &Path) -> io::Result<FileBytes> {
        self.files.read(&self.folder.join(path))
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let full = self.folder.join(folder);
        let entries = self.files.entries(&full)?.into_iter();
        Ok(entries
            .map(|entry| entry.strip_prefix(&full).map_or(entry.clone(), |rest| folder.join(rest)))
            .collect())
    }

    fn identity(&self, path: &Path) -> PathBuf {
        self.files.identity(&self.folder.join(path))
    }

    fn look(&self, path: &Path, folder: &Path) -> io::Result<(FileKind, PathBuf)> {
        self.files.look(&self.folder.join(path), folder)
    }
}

impl Input {
    /// Reads the WIT through `files`, resolves it and chooses the world.
    ///
    /// # Errors
    /// Everything that is wrong with the WIT or with the choice of the world.
    pub fn select(&self, files: &dyn FileSource) -> Result<Selected, Box<Rejected>> {
        let loaded = self.load(files);
        let mut resolved = match resolve(&loaded, &self.features).finish() {
            Ok(resolved) => resolved,
            Err(failed) => return Err(rejected(loaded, failed.diagnostics)),
        };
        if self.inline.is_some() {
            // Roots come in the order in which they were given, and the inline text was given first.
            resolved.roots.truncate(1);
        }
        if let Some((feature, close)) = self.misspelled_feature(&resolved.graph) {
            let mut rejected = rejected(loaded, vec![errors::unknown_feature(&feature, &close)]);
            rejected.feature = Some(feature);
            return Err(rejected);
        }
        match resolved.select_world(self.world.as_deref()) {
            Ok(world) => Ok(Selected {
                resolve: resolved.graph,
                world,
                sources: loaded.sources,
                paths: loaded.paths,
                warnings: resolved.warnings,
            }),
            Err(diagnostic) => Err(rejected(loaded, vec![diagnostic])),
        }
    }

    /// A feature that gates nothing although one of nearly the same name does, which is not wanted. A feature of a name of its
    /// own may be one of another version of the WIT.
    fn misspelled_feature(&self, resolve: &Resolve) -> Option<(String, String)> {
        let known: Vec<&str> = resolve.features().into_iter().map(|feature| &resolve[feature]).collect();
        let wanted = &self.features.names;
        wanted.iter().filter(|name| !known.contains(&name.as_str())).find_map(|name| {
            let free = known.iter().copied().filter(|known| !wanted.contains(*known));
            Some((name.clone(), closest(name, free)?.to_owned()))
        })
    }

    fn load(&self, files: &dyn FileSource) -> Loaded {
        let mut loader = Loader::new(files);
        #[cfg(feature = "wasm-packages")]
        {
            loader = loader.with_decoder(&outwit_binary::WasmDecoder);
        }
        if let Some(text) = &self.inline {
            loader.text(INLINE, text);
        }
        for path in &self.path {
            loader.path(path);
        }
        let default = Path::new(DEFAULT_FOLDER);
        if self.path.is_empty() && (self.inline.is_none() || files.kind(default).is_ok()) {
            loader.path(default);
        }
        loader.finish()
    }
}

fn rejected(loaded: Loaded, diagnostics: Vec<Diagnostic>) -> Box<Rejected> {
    let unreadable = loaded.has_unreadable();
    Box::new(Rejected {
        sources: loaded.sources,
        paths: loaded.paths,
        diagnostics,
        unreadable,
        feature: None,
    })
}

#[cfg(test)]
mod tests {
    use outwit_resolve::MemorySource;

    use super::*;

    fn files() -> MemorySource {
        MemorySource::new()
            .with("app/wit/a.wit", "package a:b; world one {} world two {}")
            .with("app/wit/deps/d.wit", "package d:e; interface i { type t = u8; }")
            .with("app/other/c.wit", "package c:d; world three {}")
    }

    fn select(input: &Input) -> Result<String, String> {
        let (files, folder) = (files(), Path::new("app"));
        match input.select(&Beneath { folder, files: &files }) {
            Ok(selected) => Ok(selected.resolve.world_id(selected.world)),
            Err(rejected) => Err(rejected.diagnostics.iter().map(|found| found.code.id).collect()),
        }
    }

    #[test]
    fn the_folder_wit_is_read_if_there_is_no_path() {
        let input = Input { world: Some("two".into()), ..Input::default() };
        assert_eq!(select(&input), Ok("a:b/two".into()));
        let input = Input { path: vec!["other".into()], ..Input::default() };
        assert_eq!(select(&input), Ok("c:d/three".into()));
    }

    #[test]
    fn an_inline_text_has_the_worlds_and_paths_what_it_needs() {
        let text = "package x:y; world w { import d:e/i; }";
        let input = Input { inline: Some(text.into()), ..Input::default() };
        assert_eq!(select(&input), Ok("x:y/w".into()));
    }

    #[test]
    fn paths_are_shown_as_they_were_given() {
        let (files, folder) = (files(), Path::new("app"));
        let input = Input { world: Some("one".into()), ..Input::default() };
        let selected = input.select(&Beneath { folder, files: &files }).expect("the files are right");
        assert!(selected.paths.contains(&"wit/a.wit".into()), "{:?}", selected.paths);
        assert!(selected.sources.iter().any(|(_, file)| file.name() == "wit/deps/d.wit"));
    }

    #[test]
    fn features_that_gate_nothing_are_errors_if_they_look_like_a_slip() {
        let text = "package x:y; world w { @unstable(feature = clocks-zone) import i: interface {} }";
        let with = |names: &[&str]| {
            let mut input = Input { inline: Some(text.into()), ..Input::default() };
            input.features.names.extend(names.iter().map(|name| (*name).to_owned()));
            input.select(&MemorySource::new()).map(|_| ()).map_err(|rejected| rejected.feature)
        };
        for good in [&[][..], &["clocks-zone"], &["other"], &["clock-zone", "clocks-zone"]] {
            assert_eq!(with(good), Ok(()), "{good:?}");
        }
        assert_eq!(with(&["clock-zone"]), Err(Some("clock-zone".to_owned())));
    }

    #[test]
    fn what_cannot_be_chosen_is_a_diagnostic() {
        assert_eq!(select(&Input::default()), Err("WIT0506".into()));
        let input = Input { world: Some("on".into()), ..Input::default() };
        assert_eq!(select(&input), Err("WIT0505".into()));
        let input = Input { path: vec!["nowhere".into()], ..Input::default() };
        assert_eq!(select(&input), Err("WIT0410".into()));
    }
}
