//! `outwit wasm`: a WIT package as WebAssembly.

use std::path::{Path, PathBuf};

use outwit_binary::encode_package;
use outwit_resolve::graph::{PackageId, PackageName, Resolve};

use crate::args::{Selection, WasmArgs};
use crate::console::Console;
use crate::diagnostics as errors;
use crate::files;
use crate::input::{self, Ready};
use crate::status::Status;

/// What is recorded as the program that made a file.
pub(crate) const PRODUCER: (&str, &str) = ("outwit", env!("CARGO_PKG_VERSION"));

pub(crate) fn wasm(args: &WasmArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &WasmArgs, console: &mut Console) -> Result<Status, Status> {
    let selection =
        Selection { world: None, features: args.features.clone(), all_features: args.all_features };
    let ready = input::ready(&args.paths, &selection, console)?;
    let graph = &ready.resolved.graph;
    if let Some(folder) = &args.out_dir {
        std::fs::create_dir_all(folder).map_err(|error| {
            ready.say(&[errors::cannot_write(folder, &error)], console);
            Status::Unable
        })?;
        for (package, definition) in graph.packages() {
            write(&ready, package, &folder.join(file_name(&definition.name)), console)?;
        }
        return Ok(Status::Clean);
    }
    let package = choose(&ready, args.package.as_deref()).map_err(|error| {
        console.note(format_args!("error: {error}"));
        Status::Unable
    })?;
    let output: PathBuf = args.output.clone().unwrap_or_default();
    write(&ready, package, &output, console)?;
    Ok(Status::Clean)
}

fn write(ready: &Ready, package: PackageId, path: &Path, console: &mut Console) -> Result<(), Status> {
    let bytes = encode_package(&ready.resolved.graph, package, Some(PRODUCER));
    files::write_named(path, &bytes).map_err(|error| {
        ready.say(&[*error], console);
        Status::Unable
    })?;
    console.progress(format_args!("wrote {}", errors::shown(path)));
    Ok(())
}

/// The package that the user means, or the only one that the paths name.
fn choose(ready: &Ready, name: Option<&str>) -> Result<PackageId, String> {
    let graph = &ready.resolved.graph;
    let names = |ids: &[PackageId]| {
        ids.iter().map(|id| format!("`{}`", graph[*id].name)).collect::<Vec<_>>().join(", ")
    };
    let Some(name) = name else {
        return match ready.resolved.roots[..] {
            [only] => Ok(only),
            [] => Err("no package is named".to_owned()),
            ref several => Err(format!(
                "there are several packages: {}; choose one with `--package`, or write all with `--out-dir`",
                names(several)
            )),
        };
    };
    let found: Vec<PackageId> = matching(graph, name);
    match found[..] {
        [only] => Ok(only),
        [] => {
            let all: Vec<PackageId> = graph.packages().map(|(id, _)| id).collect();
            Err(format!("there is no package `{name}`; there are {}", names(&all)))
        }
        ref several => Err(format!("`{name}` may be {}; add the version", names(several))),
    }
}

fn matching(graph: &Resolve, name: &str) -> Vec<PackageId> {
    let is_meant = |package: &PackageName| {
        package.to_string() == name || format!("{}:{}", package.namespace, package.name) == name
    };
    graph.packages().filter(|(_, package)| is_meant(&package.name)).map(|(id, _)| id).collect()
}

/// `ns-name@version.wasm`
pub(crate) fn file_name(name: &PackageName) -> String {
    let version = name.version.as_ref().map(|version| format!("@{version}")).unwrap_or_default();
    format!("{}-{}{version}.wasm", name.namespace, name.name)
}
