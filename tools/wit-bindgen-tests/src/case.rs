//! The folders of a suite in, the cases that can be asked of a synchronous Rust generator out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wit_parser::{FunctionKind, PackageId, Resolve, Type, TypeDefKind};

/// A case of a suite.
pub(crate) struct Case {
    /// The name of its file or folder, which no other case of the suite has.
    pub(crate) name: String,
    /// Its file or folder.
    pub(crate) path: PathBuf,
}

/// Cases that are run, and the names of those that are not, by the reason.
#[derive(Default)]
pub(crate) struct Selection {
    pub(crate) cases: Vec<Case>,
    left_out: BTreeMap<&'static str, Vec<String>>,
}

impl Selection {
    /// How many there are at all, and why some are not run.
    pub(crate) fn told(&self) -> String {
        let left_out: usize = self.left_out.values().map(Vec::len).sum();
        let mut text =
            format!("{} cases, of which {} are run\n", self.cases.len() + left_out, self.cases.len());
        for (reason, names) in &self.left_out {
            text += &format!("  {} left out: {reason}\n", names.len());
        }
        text
    }

    /// Why the case of this name is not run; `Some(None)` if it is.
    pub(crate) fn find(&self, name: &str) -> Option<Option<&'static str>> {
        let is_it = |found: &str| found == name || found.strip_suffix(".wit") == Some(name);
        if self.cases.iter().any(|case| is_it(&case.name)) {
            return Some(None);
        }
        let mut left_out = self.left_out.iter();
        left_out.find_map(|(reason, names)| names.iter().any(|found| is_it(found)).then_some(Some(*reason)))
    }

    /// Keeps the cases of these names.
    pub(crate) fn keep(&mut self, names: &[String]) {
        let is_it =
            |found: &str| names.iter().any(|name| found == name || found.strip_suffix(".wit") == Some(name));
        self.cases.retain(|case| is_it(&case.name));
    }

    fn sort(&mut self, found: Vec<(Case, Option<&'static str>)>) {
        for (case, reason) in found {
            match reason {
                None => self.cases.push(case),
                Some(reason) => self.left_out.entry(reason).or_default().push(case.name),
            }
        }
        self.cases.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

const IS_ASYNC: &str = "its WIT has async functions, streams, futures or error contexts";

/// The cases of the runtime suite: every folder below `root` with a `test.wit`.
pub(crate) fn runtime(root: &Path) -> Result<Selection> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        if folder.join("test.wit").is_file() {
            let reason = reason_against_runtime(&folder)?;
            found.push((case(folder), reason));
        } else {
            folders.extend(entries(&folder)?.into_iter().filter(|path| path.is_dir()));
        }
    }
    let mut selection = Selection::default();
    selection.sort(found);
    Ok(selection)
}

/// The cases of the codegen suite: every file and every folder with a folder `wit` in `root`.
pub(crate) fn codegen(root: &Path) -> Result<Selection> {
    let mut found = Vec::new();
    for path in entries(root)? {
        let wit = if path.is_dir() { path.join("wit") } else { path.clone() };
        let (resolve, _) = load(&wit)?;
        let reason = is_async(&wit, &resolve)?.then_some(IS_ASYNC);
        found.push((case(path), reason));
    }
    let mut selection = Selection::default();
    selection.sort(found);
    Ok(selection)
}

fn reason_against_runtime(folder: &Path) -> Result<Option<&'static str>> {
    let wit = folder.join("test.wit");
    let text = fs::read_to_string(&wit)?;
    let setting = |key: &str| {
        let is_it = |line: &&str| line.starts_with(&format!("//@ {key} ="));
        text.lines().find(is_it).map(|line| line.split(['\'', '"']).skip(1).step_by(2).collect::<Vec<_>>())
    };
    let mut worlds = setting("runner").unwrap_or_else(|| vec!["runner"]);
    worlds.extend(setting("dependencies").unwrap_or_else(|| vec!["test"]));
    let sources: Vec<PathBuf> = entries(folder)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    let has_source = |world: &&str| sources.iter().any(|path| name(path).starts_with(*world));
    if !worlds.iter().all(has_source) {
        return Ok(Some("a world has no source in Rust"));
    }
    let (resolve, _) = load(if folder.join("deps").exists() { folder } else { &wit })?;
    if is_async(&wit, &resolve)? {
        return Ok(Some(IS_ASYNC));
    }
    for source in sources {
        let text = fs::read_to_string(&source)?;
        let mut settings = text.lines().take_while(|line| line.starts_with("//@"));
        if settings.any(|line| line.contains("extern_dylibs") || line.contains("link_shared")) {
            return Ok(Some("it links shared libraries, for which it needs the WASI SDK"));
        }
    }
    Ok(None)
}

/// Whether the suite marks the WIT as such, or anything in it is.
fn is_async(wit: &Path, resolve: &Resolve) -> Result<bool> {
    if wit.is_file() && fs::read_to_string(wit)?.lines().any(|line| line == "//@ async = true") {
        return Ok(true);
    }
    let of_interfaces = resolve.interfaces.iter().flat_map(|(_, interface)| interface.functions.values());
    let of_worlds =
        resolve.worlds.iter().flat_map(|(_, world)| world.imports.values().chain(world.exports.values()));
    let of_worlds = of_worlds.filter_map(|item| match item {
        wit_parser::WorldItem::Function(function) => Some(function),
        _ => None,
    });
    let functions = of_interfaces.chain(of_worlds);
    let is_kind = |kind: &FunctionKind| kind.is_async();
    let mut types = resolve.types.iter().map(|(_, ty)| &ty.kind);
    Ok(functions.into_iter().any(|function| is_kind(&function.kind))
        || types.any(|kind| {
            matches!(
                kind,
                TypeDefKind::Future(_) | TypeDefKind::Stream(_) | TypeDefKind::Type(Type::ErrorContext)
            )
        }))
}

fn load(wit: &Path) -> Result<(Resolve, PackageId)> {
    // So that what is gated counts as well.
    let mut resolve = Resolve { all_features: true, ..Resolve::default() };
    let (package, _) = resolve.push_path(wit).with_context(|| format!("cannot read {}", wit.display()))?;
    Ok((resolve, package))
}

fn case(path: PathBuf) -> Case {
    Case { name: name(&path), path }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listing = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = listing.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
