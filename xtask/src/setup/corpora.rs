//! The published crates that `corpora/Cargo.toml` pins: fetched, and where their files lie.

use std::path::{Path, PathBuf};

use crate::error::{Failure, Result};
use crate::json::Json;
use crate::report;
use crate::setup::State;
use crate::workspace::Workspace;

const MANIFEST: &str = "corpora/Cargo.toml";

/// Nothing is compiled, so one platform is as good as another, and what other platforms need can stay away.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// A pinned crate.
pub(crate) struct Corpus {
    /// Its name, like `wit-parser`.
    pub(crate) name: String,
    /// The folder that holds its files.
    pub(crate) folder: PathBuf,
}

impl Corpus {
    /// The variable that tells tests where the crate lies: `OUTWIT_CORPORA_WIT_PARSER`.
    pub(crate) fn variable(&self) -> String {
        format!("OUTWIT_CORPORA_{}", self.name.to_uppercase().replace('-', "_"))
    }
}

/// Every pinned crate, fetched if need be, in the manifest's order.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Vec<Corpus>> {
    if let Ok(corpora) = locate(workspace) {
        return Ok(corpora);
    }
    report::step("fetching the published crates whose files are read (corpora/Cargo.toml)", || {
        workspace
            .cargo()
            .args(["fetch", "--locked", "--target", PLATFORM, "--manifest-path", MANIFEST])
            .success()
    })?;
    locate(workspace)
}

/// How it stands, without doing anything about it.
pub(crate) fn state(workspace: &Workspace) -> State {
    match locate(workspace) {
        Ok(corpora) => {
            let names: Vec<&str> = corpora.iter().map(|corpus| corpus.name.as_str()).collect();
            State::Present(names.join(", "))
        }
        Err(_) => State::Missing("runs `cargo fetch` in corpora".to_owned()),
    }
}

/// Asks cargo, which answers without the network when everything is fetched.
fn locate(workspace: &Workspace) -> Result<Vec<Corpus>> {
    let metadata = workspace
        .cargo()
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", PLATFORM, "--manifest-path", MANIFEST])
        .stdout()?;
    let unreadable = || Failure::failed("cannot read what `cargo metadata` says of corpora/Cargo.toml");
    let metadata = Json::parse(&metadata).ok_or_else(unreadable)?;
    pinned(&metadata).ok_or_else(unreadable)
}

/// The direct dependencies of the corpora package, each with the version that its requirement pins.
fn pinned(metadata: &Json) -> Option<Vec<Corpus>> {
    let packages = metadata.get("packages")?.items();
    let own = packages.iter().find(|package| text(package, "name") == Some("outwit-corpora"))?;
    own.get("dependencies")?.items().iter().map(|dependency| corpus(packages, dependency)).collect()
}

fn corpus(packages: &[Json], dependency: &Json) -> Option<Corpus> {
    let name = text(dependency, "name")?;
    let version = text(dependency, "req")?.strip_prefix('=')?;
    let is_it = |package: &&Json| {
        // A version may go on with build metadata, which a requirement does not name.
        let found = text(package, "version").and_then(|version| version.split('+').next());
        text(package, "name") == Some(name) && found == Some(version)
    };
    let folder = match packages.iter().find(is_it) {
        Some(package) => folder(package)?,
        None => beside_the_libraries(packages, name, version)?,
    };
    Some(Corpus { name: name.to_owned(), folder })
}

/// Where a crate lies that is a program alone: cargo fetches it with the others, and leaves it out of its answer.
fn beside_the_libraries(packages: &[Json], name: &str, version: &str) -> Option<PathBuf> {
    let mut libraries = packages.iter().filter_map(folder);
    libraries.find_map(|library| {
        let folder = library.with_file_name(format!("{name}-{version}"));
        folder.join("Cargo.toml").is_file().then_some(folder)
    })
}

fn folder(package: &Json) -> Option<PathBuf> {
    Some(Path::new(text(package, "manifest_path")?).parent()?.to_owned())
}

fn text<'a>(json: &'a Json, key: &str) -> Option<&'a str> {
    json.get(key)?.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned_crates_are_found_by_name_and_version() {
        let metadata = r#"{"packages": [
            {"name": "outwit-corpora", "version": "0.0.0", "manifest_path": "/c/Cargo.toml",
             "dependencies": [{"name": "a-b", "req": "=2.0.1"}]},
            {"name": "a-b", "version": "2.0.10", "manifest_path": "/wrong/Cargo.toml"},
            {"name": "a-b", "version": "2.0.1+wasi-0.2.12", "manifest_path": "/r/a-b/Cargo.toml"}]}"#;
        let corpora = pinned(&Json::parse(metadata).unwrap()).unwrap();
        assert_eq!(corpora.len(), 1);
        assert_eq!(corpora[0].folder, Path::new("/r/a-b"));
        assert_eq!(corpora[0].variable(), "OUTWIT_CORPORA_A_B");
    }

    #[test]
    fn a_program_lies_beside_the_libraries() {
        let sources = std::env::temp_dir().join(format!("outwit-corpora-{}", std::process::id()));
        for name in ["library-1.0.0", "program-2.0.0"] {
            std::fs::create_dir_all(sources.join(name)).unwrap();
            std::fs::write(sources.join(name).join("Cargo.toml"), "").unwrap();
        }
        let pinned_to = |version: &str| {
            let metadata = format!(
                r#"{{"packages": [
                    {{"name": "outwit-corpora", "version": "0.0.0", "manifest_path": "/c/Cargo.toml",
                     "dependencies": [{{"name": "program", "req": "={version}"}}]}},
                    {{"name": "library", "version": "1.0.0", "manifest_path": "{}"}}]}}"#,
                sources.join("library-1.0.0/Cargo.toml").display().to_string().replace('\\', "/"),
            );
            pinned(&Json::parse(&metadata).unwrap())
        };
        let (found, missing) = (pinned_to("2.0.0"), pinned_to("3.0.0"));
        std::fs::remove_dir_all(&sources).unwrap();
        assert_eq!(found.unwrap()[0].folder, sources.join("program-2.0.0"));
        assert!(missing.is_none(), "another version is not the one");
    }

    #[test]
    fn a_crate_that_is_not_pinned_exactly_is_not_guessed() {
        let metadata = r#"{"packages": [
            {"name": "outwit-corpora", "version": "0.0.0", "manifest_path": "/c/Cargo.toml",
             "dependencies": [{"name": "a", "req": "^2"}]},
            {"name": "a", "version": "2.0.0", "manifest_path": "/r/a/Cargo.toml"}]}"#;
        assert!(pinned(&Json::parse(metadata).unwrap()).is_none());
    }
}
