//! The peer's own generator, for the counts that ours are measured by.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use wit_bindgen_core::wit_parser::Resolve;
use wit_bindgen_core::{Files, WorldGenerator as _};

/// `rust`, as the harness calls it.
#[derive(Debug, Parser)]
struct Arguments {
    wit: Vec<PathBuf>,
    #[arg(long)]
    world: String,
    #[arg(long)]
    out_dir: PathBuf,
    #[arg(long, value_delimiter = ',')]
    features: Vec<String>,
    #[command(flatten)]
    options: wit_bindgen_rust::Opts,
}

/// Writes the peer's bindings.
pub(crate) fn generate(arguments: Vec<OsString>) -> Result<ExitCode> {
    // The first word, `rust`, stands where the program's name does.
    let arguments = Arguments::parse_from(arguments);
    let mut resolve = Resolve::default();
    resolve.features.extend(arguments.features);
    let mut packages = Vec::new();
    for wit in &arguments.wit {
        packages.push(resolve.push_path(wit)?.0);
    }
    let world = resolve.select_world(&packages, Some(&arguments.world))?;
    let mut files = Files::default();
    arguments.options.build().generate(&mut resolve, world, &mut files)?;
    std::fs::create_dir_all(&arguments.out_dir)?;
    for (name, content) in files.iter() {
        let path = arguments.out_dir.join(name);
        std::fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
