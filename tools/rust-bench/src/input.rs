//! What is generated from: a folder with a package, and with worlds that have all of its interfaces.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use wit_bindgen_core::wit_parser::Resolve;

/// So many interfaces a world has at most: ours refuses worlds whose components a validator would refuse.
const PER_WORLD: usize = 500;

/// The dense package, with worlds that import all of it and worlds that export it too.
pub(crate) fn dense(interfaces: usize, folder: &Path) -> Result<()> {
    let text = outwit_testkit::generate::dense(interfaces);
    // It has worlds of its own, which come last.
    let (package, _) = text.split_once("world w0 {").context("the dense package has a world `w0`")?;
    let names: Vec<String> = (0..interfaces).map(|number| format!("i{number}")).collect();
    write(folder, "dense.wit", &format!("{package}{}", worlds(&names)))
}

/// A package with worlds for all interfaces of the packages in `wit/deps`, and these packages.
pub(crate) fn wasi(wit: &Path, folder: &Path) -> Result<()> {
    let deps = wit.join("deps");
    let mut names = Vec::new();
    let mut resolve = Resolve::default();
    resolve.push_path(wit)?;
    for (_, package) in &resolve.packages {
        let interfaces = package.interfaces.values();
        names.extend(interfaces.filter_map(|interface| resolve.id_of(*interface)));
    }
    for entry in fs::read_dir(&deps)? {
        let path = entry?.path();
        let name = path.file_name().context("an entry of a folder has a name")?.to_string_lossy();
        write(folder, &format!("deps/{name}"), &fs::read_to_string(&path)?)?;
    }
    write(folder, "worlds.wit", &format!("package bench:wasi;\n{}", worlds(&names)))
}

/// `bench-imports-0`, `bench-both-0` and so on, each for a share of the interfaces.
fn worlds(names: &[String]) -> String {
    let mut text = String::new();
    for (number, share) in names.chunks(PER_WORLD).enumerate() {
        let _ = writeln!(text, "world bench-imports-{number} {{\n{}}}", statements("import", share));
        let _ = writeln!(
            text,
            "world bench-both-{number} {{\n{}{}}}",
            statements("import", share),
            statements("export", share)
        );
    }
    text
}

fn statements(verb: &str, names: &[String]) -> String {
    names.iter().map(|name| format!("  {verb} {name};\n")).collect()
}

fn write(folder: &Path, file: &str, text: &str) -> Result<()> {
    let path = folder.join(file);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
