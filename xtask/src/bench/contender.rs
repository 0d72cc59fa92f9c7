//! A crate that uses a macro: by Outwit, or by the published wit-bindgen.

use std::path::Path;

use crate::error::Result;
use crate::files;
use crate::workspace::Workspace;

/// One of the two that are compared.
pub(super) struct Contender {
    /// The name of the dependency.
    pub(super) name: &'static str,
    dependency: String,
    /// The macro, with its path.
    macro_path: &'static str,
    /// Whether it uses the versions of the workspace's lock file.
    shares_lock: bool,
}

impl Contender {
    /// The macro of this workspace that is called like this.
    pub(super) fn ours(workspace: &Workspace, macro_path: &'static str) -> Contender {
        let outwit = workspace.path("crates/outwit");
        Contender {
            name: "outwit",
            dependency: format!("outwit = {{ path = {outwit:?} }}"),
            macro_path,
            shares_lock: true,
        }
    }

    /// The published one.
    pub(super) fn peer() -> Contender {
        Contender {
            name: "wit-bindgen",
            dependency: "wit-bindgen = \"=0.63.0\"".to_owned(),
            macro_path: "wit_bindgen::generate",
            shares_lock: false,
        }
    }

    /// Writes a crate that calls the macro with these options, in a module of its own.
    pub(super) fn write(&self, workspace: &Workspace, folder: &Path, options: &str) -> Result<()> {
        let manifest = format!(
            "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\n{}\n",
            self.dependency
        );
        files::write(&folder.join("Cargo.toml"), manifest)?;
        files::write(&folder.join("src/lib.rs"), "mod bindings;\n")?;
        files::write(&folder.join("src/bindings.rs"), format!("{}!({{ {options} }});\n", self.macro_path))?;
        if self.shares_lock {
            files::copy(&workspace.path("Cargo.lock"), &folder.join("Cargo.lock"))?;
        }
        Ok(())
    }
}
