//! Where dependencies were looked for, and the files of tools that fetch them. Lock files are read only when a dependency
//! is missing, to say how to get it.

use std::path::{Path, PathBuf};

use super::FileSource;
use super::paths::shown;
use crate::graph::PackageName;

/// Where dependencies come from: for messages about those that are missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supply {
    /// The `deps` folders, in the order in which they were looked at.
    pub(crate) folders: Vec<DependencyFolder>,
    /// Projects whose dependencies a tool fetches.
    projects: Vec<Project>,
}

/// A folder that was searched for packages.
#[derive(Clone, Debug)]
pub(crate) struct DependencyFolder {
    /// The path as shown to people.
    pub(crate) path: String,
    pub(crate) state: FolderState,
    /// Folders in it that hold no package, as shown to people.
    pub(crate) empty: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FolderState {
    Read,
    Missing,
    /// A file has its name.
    NotAFolder,
}

/// A tool that fetches packages into a `deps` folder.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tool {
    /// `wkg`: `wkg.toml` and `wkg.lock` beside the folder of the package, or in it.
    Wkg,
    /// `wit-deps`: `deps.toml` and `deps.lock` in the folder of the package.
    WitDeps,
}

/// The files of one tool for one package.
#[derive(Clone, Debug)]
struct Project {
    tool: Tool,
    /// The `deps` folder that the tool fills, as shown to people.
    fills: String,
    /// The files that are there, manifest and lock.
    files: Vec<ProjectFile>,
}

#[derive(Clone, Debug)]
struct ProjectFile {
    path: String,
    text: String,
}

/// How to get a package that is missing.
#[derive(Clone, Copy)]
pub(crate) struct Fetch<'s> {
    pub(crate) tool: Tool,
    /// The manifest or lock of the tool, if there is one; else the tool is only a proposal.
    pub(crate) file: Option<&'s str>,
    /// Whether that file names the package.
    pub(crate) is_listed: bool,
    /// The folder that the tool fills, or where the package may be put by hand.
    pub(crate) fills: &'s str,
}

impl Supply {
    /// Notes the files of tools that belong to the package in `folder` and fill `fills`.
    pub(super) fn look_for_projects(&mut self, source: &dyn FileSource, folder: &Path, fills: &Path) {
        let outer = outer(folder);
        let in_folders = |folders: &[&Path], names: [&str; 2]| {
            let mut files = Vec::new();
            for folder in folders {
                for name in names {
                    files.extend(ProjectFile::read(source, folder.join(name)));
                }
            }
            files
        };
        let wkg = in_folders(&[&outer, folder], ["wkg.lock", "wkg.toml"]);
        let wit_deps = in_folders(&[folder], ["deps.lock", "deps.toml"]);
        for (tool, files) in [(Tool::Wkg, wkg), (Tool::WitDeps, wit_deps)] {
            if !files.is_empty() {
                self.projects.push(Project { tool, fills: shown(fills), files });
            }
        }
    }

    /// How to get a package, if there is a folder that it could be put into.
    pub(crate) fn fetch(&self, package: &PackageName) -> Option<Fetch<'_>> {
        let listed = self.projects.iter().find_map(|project| {
            let file = project.files.iter().find(|file| project.tool.lists(&file.text, package))?;
            Some((project, file, true))
        });
        let any = || self.projects.iter().find_map(|project| Some((project, project.files.last()?, false)));
        if let Some((project, file, is_listed)) = listed.or_else(any) {
            let Project { tool, fills, .. } = project;
            return Some(Fetch { tool: *tool, file: Some(&file.path), is_listed, fills });
        }
        let folder = self.folders.iter().find(|folder| folder.state != FolderState::NotAFolder)?;
        Some(Fetch { tool: Tool::Wkg, file: None, is_listed: false, fills: &folder.path })
    }
}

impl ProjectFile {
    fn read(source: &dyn FileSource, path: PathBuf) -> Option<ProjectFile> {
        // A pipe of that name would never end.
        source.kind(&path).ok().filter(|kind| kind.is_file())?;
        let bytes = source.read(&path).ok()?;
        Some(ProjectFile { path: shown(&path), text: String::from_utf8_lossy(&bytes).into_owned() })
    }
}

impl Tool {
    /// Whether a manifest or lock of this tool names a package.
    fn lists(self, text: &str, package: &PackageName) -> bool {
        match self {
            Tool::Wkg => wkg_lists(text, package),
            Tool::WitDeps => wit_deps_lists(text, &package.name),
        }
    }
}

/// A lock has a table for each package with its `name`, and below it one for each `version`. A manifest names overrides by
/// tables or keys, without versions.
fn wkg_lists(text: &str, package: &PackageName) -> bool {
    let name = format!("{}:{}", package.namespace, package.name);
    let version = package.version.as_ref().map(ToString::to_string);
    let mut is_meant = false;
    for line in text.lines().map(str::trim) {
        match key_value(line) {
            Some(("name", value)) => is_meant = value == name,
            Some(("version", value)) if is_meant && version.as_deref() == Some(value) => return true,
            Some((key, _)) if key == name => return true,
            _ => {}
        }
        let is_override = line.starts_with("[overrides.") && line.contains(&format!("\"{name}\""));
        if is_override || (is_meant && version.is_none()) {
            return true;
        }
    }
    false
}

/// Both files have a table or a key for each dependency, under a name that is by custom that of the package without its
/// namespace.
fn wit_deps_lists(text: &str, name: &str) -> bool {
    text.lines().map(str::trim).any(|line| {
        let table = line.strip_prefix('[').and_then(|rest| rest.split(']').next());
        let found = table.or_else(|| key_value(line).map(|(key, _)| key));
        found.is_some_and(|found| unquoted(found) == name)
    })
}

/// The key and the value of a line of TOML such as `name = "wasi:io"`.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    Some((unquoted(key), unquoted(value)))
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches('"')
}

/// The folder that holds a folder.
fn outer(folder: &Path) -> PathBuf {
    match (folder.file_name(), folder.parent()) {
        (Some(_), Some(parent)) => parent.to_owned(),
        _ => folder.join(".."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: Option<&str>) -> PackageName {
        let (namespace, name) = name.split_once(':').expect("a name has two parts");
        let version = version.map(|version| version.parse().expect("a version"));
        PackageName { namespace: namespace.into(), name: name.into(), version }
    }

    #[test]
    fn a_lock_of_wkg_lists_packages_with_versions() {
        let lock = "# This file is automatically generated.\nversion = 1\n\n[[packages]]\nname = \"wasi:clocks\"\n\
                    registry = \"wasi.dev\"\n\n[[packages.versions]]\nrequirement = \"=0.2.1\"\nversion = \"0.2.1\"\n\
                    digest = \"sha256:00\"\n\n[[packages]]\nname = \"wasi:io\"\n\n[[packages.versions]]\n\
                    requirement = \"=0.2.0\"\nversion = \"0.2.0\"\n\n[[packages.versions]]\nversion = \"0.2.3\"\n";
        let lists = |name, version| Tool::Wkg.lists(lock, &package(name, version));
        assert!(lists("wasi:io", Some("0.2.0")) && lists("wasi:io", Some("0.2.3")));
        assert!(lists("wasi:clocks", Some("0.2.1")) && lists("wasi:clocks", None));
        assert!(!lists("wasi:clocks", Some("0.2.0")) && !lists("wasi:i", None) && !lists("wasi:http", None));
        let manifest = "[overrides]\n\"acme:shop\" = { path = \"../shop/wit\" }\n[overrides.\"acme:cart\"]\n";
        let lists = |name| Tool::Wkg.lists(manifest, &package(name, Some("1.0.0")));
        assert!(lists("acme:shop") && lists("acme:cart") && !lists("acme:card"));
    }

    #[test]
    fn files_of_wit_deps_list_names_without_namespace() {
        let lists = |text: &str, name| Tool::WitDeps.lists(text, &package(name, Some("0.2.0")));
        let lock = "[clocks]\nsha256 = \"00\"\n\n[\"io\"]\nurl = \"https://example.com/io.tar.gz\"\ndeps = [\"poll\"]\n";
        assert!(lists(lock, "wasi:clocks") && lists(lock, "wasi:io") && !lists(lock, "wasi:poll"));
        let manifest = "io = \"https://example.com/io.tar.gz\"\n[http]\npath = \"../http\"\n";
        assert!(
            lists(manifest, "wasi:io") && lists(manifest, "wasi:http") && !lists(manifest, "wasi:random")
        );
    }
}
