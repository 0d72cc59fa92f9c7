//! Which compilers there are, how old, and whether one brings the source of the standard library.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::files;
use crate::process::Run;
use crate::workspace::Workspace;

/// A compiler that answered when asked what it is.
pub(crate) struct Rustc {
    /// The program.
    pub(crate) program: PathBuf,
    /// What `-vV` says: two compilers are the same if this is.
    pub(crate) identity: String,
    /// Where its libraries lie.
    pub(crate) sysroot: PathBuf,
}

impl Rustc {
    /// Asks `program`, by name or path; `None` when it does not run.
    pub(crate) fn ask(program: impl AsRef<OsStr>) -> Option<Rustc> {
        let program = program.as_ref();
        let identity = Run::new(program).arg("-vV").stdout().ok()?;
        let sysroot = Run::new(program).args(["--print", "sysroot"]).stdout().ok()?;
        Some(Rustc { program: program.into(), identity, sysroot: sysroot.trim().into() })
    }

    /// Its version without the name of a channel: `1.96.0`.
    pub(crate) fn release(&self) -> &str {
        let release = self.field("release").unwrap_or("unknown");
        release.split('-').next().unwrap_or(release)
    }

    /// The target that it runs on.
    pub(crate) fn host(&self) -> &str {
        self.field("host").unwrap_or("unknown")
    }

    /// The source of its standard library, if it is installed.
    pub(crate) fn library_source(&self) -> Option<PathBuf> {
        let library = self.sysroot.join("lib/rustlib/src/rust/library");
        library.join("std/Cargo.toml").is_file().then_some(library)
    }

    /// Whether the folder of its libraries for `target` holds a standard library.
    pub(crate) fn has_target(&self, target: &str) -> bool {
        let asked = Run::new(&self.program).args(["--print", "target-libdir", "--target", target]).stdout();
        asked.is_ok_and(|folder| holds_std(Path::new(folder.trim())))
    }

    /// Whether it is at least of `version`, like `1.88`.
    pub(crate) fn is_at_least(&self, version: &str) -> bool {
        numbers(self.release()) >= numbers(version)
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.identity.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Every compiler here that is new enough: the one that cargo uses, those on the search path, the system's.
pub(crate) fn all(workspace: &Workspace) -> Result<Vec<Rustc>> {
    let oldest = workspace.rust_version()?;
    let mut programs = vec![PathBuf::from(workspace.rustc())];
    programs.extend(files::programs("rustc"));
    programs.push("/usr/bin/rustc".into());
    let mut found: Vec<Rustc> = Vec::new();
    for rustc in programs.iter().filter_map(Rustc::ask) {
        let same = |other: &Rustc| other.identity == rustc.identity && other.sysroot == rustc.sysroot;
        if rustc.is_at_least(&oldest) && !found.iter().any(same) {
            found.push(rustc);
        }
    }
    Ok(found)
}

fn holds_std(folder: &Path) -> bool {
    let is_std = |path: &PathBuf| {
        let name = files::name(path);
        name.starts_with("libstd-") && name.ends_with(".rlib")
    };
    files::entries(folder).is_ok_and(|paths| paths.iter().any(is_std))
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        let identity =
            "rustc 1.96.0 (built from a source tarball)\nrelease: 1.96.0-beta.2\nhost: h\n".to_owned();
        let rustc = Rustc { program: "rustc".into(), identity, sysroot: "/".into() };
        assert_eq!((rustc.release(), rustc.host()), ("1.96.0", "h"));
        assert!(rustc.is_at_least("1.88"));
        assert!(rustc.is_at_least("1.96"));
        assert!(!rustc.is_at_least("1.100"));
    }
}
