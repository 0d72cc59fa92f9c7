//! What the published tools make of an input, and of our bytes.

use std::path::Path;

use outwit_resolve::{DiskSource, Features, Loader, Resolved, resolve};
use wit_component_oracle::{DecodedWasm, OutputToString, WitPrinter};
use wit_parser_oracle as oracle;

/// The input as Outwit resolves it, all features chosen, or what is wrong with it.
pub(crate) fn ours(path: &Path) -> Result<Resolved, String> {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let loaded = loader.finish();
    let features = Features { all: true, ..Features::default() };
    resolve(&loaded, &features).finish().map_err(|failed| {
        let shown = failed.diagnostics.iter().map(|d| outwit_diagnostics::render::short(&loaded.sources, d));
        shown.collect::<Vec<_>>().join("\n")
    })
}

/// The input as the published parser resolves it, all features chosen, and its root package.
pub(crate) fn theirs(path: &Path) -> Result<(oracle::Resolve, oracle::PackageId), String> {
    let mut resolve = oracle::Resolve { all_features: true, ..oracle::Resolve::default() };
    let (package, _) = resolve.push_path(path).map_err(|error| format!("{error:?}"))?;
    Ok((resolve, package))
}

/// The text of one package.
pub(crate) fn print(resolve: &oracle::Resolve, package: oracle::PackageId) -> String {
    let mut printer = WitPrinter::<OutputToString>::default();
    printer.print(resolve, package, &[]).expect("a graph can be printed");
    printer.output.to_string()
}

/// The text of all packages: `main`, then the others by name.
pub(crate) fn print_all(resolve: &oracle::Resolve, main: oracle::PackageId) -> String {
    let mut others: Vec<_> = resolve.packages.iter().filter(|(id, _)| *id != main).collect();
    others.sort_by_key(|(_, package)| package.name.to_string());
    let others: Vec<oracle::PackageId> = others.into_iter().map(|(id, _)| id).collect();
    let mut printer = WitPrinter::<OutputToString>::default();
    printer.print(resolve, main, &others).expect("a graph can be printed");
    printer.output.to_string()
}

/// A binary as the published decoder reads it, and its main package. That decoder panics on some packages.
pub(crate) fn decode(wasm: &[u8]) -> Result<(oracle::Resolve, oracle::PackageId), String> {
    let decoded = std::panic::catch_unwind(|| wit_component_oracle::decode(wasm));
    let decoded = decoded.map_err(|_| "the published decoder panics".to_owned())?;
    match decoded.map_err(|error| format!("{error:?}"))? {
        DecodedWasm::WitPackage(resolve, package) => Ok((resolve, package)),
        DecodedWasm::Component(resolve, world) => {
            let package = resolve.worlds[world].package.expect("worlds stand in packages");
            Ok((resolve, package))
        }
    }
}
