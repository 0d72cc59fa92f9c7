//! Debian's package manager, where it is there and this may use it.

use crate::error::{Failure, Result};
use crate::files;
use crate::process::Run;
use crate::report;

/// Whether packages can be installed here without asking: `apt-get` exists, and this runs as root.
pub(crate) fn may_install() -> bool {
    is_here() && Run::new("id").arg("-u").stdout().is_ok_and(|id| id.trim() == "0")
}

/// Whether this is a system with `apt-get`.
pub(crate) fn is_here() -> bool {
    files::program("apt-get").is_some()
}

/// Installs packages by name.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    report::step(&format!("installing the system's packages {names}"), || {
        apt_get().arg("update").success()?;
        apt_get().args(["install", "-y", "--no-install-recommends"]).args(packages).success()?;
        Ok(())
    })
    .map_err(|failure| Failure::Missing(format!("cannot install {names}: {}", failure.message())))
}

fn apt_get() -> Run {
    Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive")
}
