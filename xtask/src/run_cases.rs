//! The cases of `testdata/run` in, every value that crossed a host compared with what is expected.
//!
//! A case is a folder with `world.wit`, `guest.rs` and `expect.txt`. Its world imports and exports the same interfaces
//! and exports `run: func() -> u32`. Its guest begins with `outwit::bindgen!({ path: "world.wit" })`. The runner
//! instantiates the component twice: `run` of the one calls its imports, asserts what they return and returns how many
//! calls it made; the exports of the other assert their parameters. The runner prints each call as the host between
//! them saw it, and `expect.txt` is that text.
//!
//! With a `raw.txt` beside it, the core module of the case is also called with values that no proper host passes: that script
//! holds what must come of each call. A `core.ts` is for [`core_cases`](crate::core_cases).

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::files;
use crate::guest;
use crate::process::Run;
use crate::report;
use crate::setup::runner;
use crate::setup::wasm::{self, WasmToolchain};
use crate::workspace::Workspace;

/// The manifest of the workspace that holds a generated crate for each case.
const WORKSPACE: &str = "\
[workspace]
members = [\"cases/*\"]
resolver = \"3\"

[profile.release]
panic = \"abort\"
strip = \"debuginfo\"
";

/// `cargo xtask run-cases`: some cases by name, or all.
pub(crate) fn command(workspace: &Workspace, update: bool, names: &[String]) -> Result<()> {
    let count = run(workspace, update, names)?;
    report::result(&format!("{count} cases passed"));
    Ok(())
}

/// Builds and runs cases, all if none is named; returns how many passed if all did. With `update`, what they print
/// becomes what is expected.
pub(crate) fn run(workspace: &Workspace, update: bool, names: &[String]) -> Result<usize> {
    let all = all_cases(workspace)?;
    let chosen = choose(&all, names)?;
    let toolchain = wasm::ensure(workspace)?;
    let runner = runner::ensure(workspace)?;
    report::step(&format!("compiling {} run cases for {}", chosen.len(), wasm::TARGET), || {
        build(workspace, &toolchain, &all, &chosen)
    })?;
    let failures = report::step("running them, two instances each, in wasmtime", || {
        let outcomes = chosen.iter().map(|case| run_one(workspace, &toolchain, &runner, case, update));
        Ok(outcomes.filter_map(Result::err).collect::<Vec<_>>())
    })?;
    if failures.is_empty() {
        return Ok(chosen.len());
    }
    let texts: Vec<&str> = failures.iter().map(Failure::message).collect();
    Err(Failure::Failed(format!(
        "{} of {} cases failed\n\n{}",
        texts.len(),
        chosen.len(),
        texts.join("\n\n")
    )))
}

/// A case whose guest is built.
pub(crate) struct Built {
    pub(crate) name: String,
    /// Where the case stands.
    pub(crate) folder: PathBuf,
    /// The core module of its guest.
    pub(crate) module: PathBuf,
}

/// Builds the cases that have a file of this name.
pub(crate) fn build_those_with(
    workspace: &Workspace,
    toolchain: &WasmToolchain,
    file: &str,
) -> Result<Vec<Built>> {
    let all = all_cases(workspace)?;
    let chosen: Vec<&Case> = all.iter().filter(|case| case.folder.join(file).is_file()).collect();
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    build(workspace, toolchain, &all, &chosen)?;
    let built = |case: &&Case| Built {
        name: case.name.clone(),
        folder: case.folder.clone(),
        module: guest::core_module(toolchain, &case.package()),
    };
    Ok(chosen.iter().map(built).collect())
}

/// Builds some cases, in a workspace of all.
fn build(workspace: &Workspace, toolchain: &WasmToolchain, all: &[Case], chosen: &[&Case]) -> Result<()> {
    let manifest = write_crates(workspace, all)?;
    let packages: Vec<String> = chosen.iter().map(|case| case.package()).collect();
    guest::build(workspace, toolchain, &manifest, &packages)
}

/// A folder of `testdata/run`.
struct Case {
    name: String,
    folder: PathBuf,
}

fn all_cases(workspace: &Workspace) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for folder in files::entries(&workspace.path("testdata/run"))? {
        if folder.join("guest.rs").is_file() {
            cases.push(Case { name: files::name(&folder), folder });
        }
    }
    if cases.is_empty() { Err(Failure::failed("there is no case in testdata/run")) } else { Ok(cases) }
}

/// The cases of these names, all if none is named.
fn choose<'a>(all: &'a [Case], names: &[String]) -> Result<Vec<&'a Case>> {
    if names.is_empty() {
        return Ok(all.iter().collect());
    }
    let by_name = |name: &String| {
        let unknown = || Failure::Usage(format!("there is no case `{name}` in testdata/run"));
        all.iter().find(|case| case.name == *name).ok_or_else(unknown)
    };
    names.iter().map(by_name).collect()
}

/// Writes the workspace of the crates and returns the path of its manifest.
fn write_crates(workspace: &Workspace, cases: &[Case]) -> Result<PathBuf> {
    let folder = workspace.kept("run");
    let crates = folder.join("cases");
    for old in files::entries(&crates)? {
        if !cases.iter().any(|case| case.name == files::name(&old)) {
            files::remove(&old)?;
        }
    }
    for case in cases {
        write_crate(workspace, case, &crates.join(&case.name))?;
    }
    // The versions that the workspace was tested with; cargo takes out what is not needed.
    files::copy(&workspace.path("Cargo.lock"), &folder.join("Cargo.lock"))?;
    let manifest = folder.join("Cargo.toml");
    files::write(&manifest, WORKSPACE)?;
    Ok(manifest)
}

/// A crate whose source is the case's guest where it lies, beside a copy of the case's WIT: a macro finds files from
/// the folder of the manifest.
fn write_crate(workspace: &Workspace, case: &Case, folder: &Path) -> Result<()> {
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [lib]\npath = {:?}\ncrate-type = [\"cdylib\"]\n\n\
         [dependencies]\noutwit = {{ path = {:?} }}\n",
        case.package(),
        case.folder.join("guest.rs"),
        workspace.path("crates/outwit"),
    );
    files::write(&folder.join("Cargo.toml"), manifest)?;
    for file in files::all(&case.folder)? {
        if let (true, Ok(place)) = (files::name(&file).ends_with(".wit"), file.strip_prefix(&case.folder)) {
            files::copy(&file, &folder.join(place))?;
        }
    }
    Ok(())
}

fn run_one(
    workspace: &Workspace,
    toolchain: &WasmToolchain,
    runner: &Path,
    case: &Case,
    update: bool,
) -> Result<()> {
    let component = workspace.kept("run/components").join(format!("{}.wasm", case.name));
    let named = |failure: Failure| Failure::Failed(format!("case {}: {}", case.name, failure.message()));
    let module = guest::core_module(toolchain, &case.package());
    guest::componentize(runner, &module, &component).map_err(named)?;
    let printed = Run::new(runner).arg("run-case").arg(&component).stdout().map_err(named)?;
    case.compare("expect.txt", &printed, update).map_err(named)?;
    let script = case.folder.join("raw.txt");
    if !script.is_file() {
        return Ok(());
    }
    let printed = Run::new(runner).arg("raw-case").arg(&module).arg(&script).stdout().map_err(named)?;
    case.compare("raw.txt", &printed, update).map_err(named)
}

impl Case {
    fn package(&self) -> String {
        format!("case-{}", self.name)
    }

    /// Compares what was printed with a file of the case.
    fn compare(&self, expected: &str, printed: &str, update: bool) -> Result<()> {
        let file = self.folder.join(expected);
        let printed = &printed.replace("\r\n", "\n");
        if update {
            return files::write(&file, printed);
        }
        if !file.is_file() {
            let advice = format!("`cargo xtask run-cases --update {}` writes it", self.name);
            return Err(Failure::failed(format!("there is no {expected}; {advice}:\n{printed}")));
        }
        match first_difference(&files::read(&file)?.replace("\r\n", "\n"), printed) {
            Some(difference) => Err(Failure::failed(format!("not as in {expected}: {difference}"))),
            None => Ok(()),
        }
    }
}

/// Where two texts first differ, for a person.
fn first_difference(expected: &str, printed: &str) -> Option<String> {
    if expected == printed {
        return None;
    }
    let mut expected = expected.lines();
    let mut printed = printed.lines();
    for number in 1.. {
        match (expected.next(), printed.next()) {
            (None, None) => break,
            (expected, printed) if expected == printed => {}
            (expected, printed) => {
                let [expected, printed] = [expected, printed].map(|line| line.unwrap_or("(the end)"));
                return Some(format!("line {number}\n  expected  {expected}\n  printed   {printed}"));
            }
        }
    }
    Some("the end of the last line".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_told() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        let told = first_difference("a\nb\n", "a\nc\nd\n").unwrap();
        assert!(told.starts_with("line 2\n") && told.contains("printed   c"));
        assert!(first_difference("a\n", "a\nb\n").unwrap().contains("expected  (the end)"));
        assert_eq!(first_difference("a\n", "a").unwrap(), "the end of the last line");
    }
}
