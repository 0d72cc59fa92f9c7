//! A core module with `component-type` sections in, a validated component out.

use std::path::Path;

use wasmtime::error::Context as _;
use wasmtime::{Error, Result};
use wit_component::ComponentEncoder;

/// Makes a component of the core module `core` and writes it to `output`.
pub(crate) fn componentize(core: &Path, output: &Path) -> Result<()> {
    let module = std::fs::read(core).with_context(|| format!("cannot read `{}`", core.display()))?;
    let component =
        encode(&module).with_context(|| format!("cannot make a component of `{}`", core.display()))?;
    std::fs::write(output, component).with_context(|| format!("cannot write `{}`", output.display()))
}

fn encode(module: &[u8]) -> Result<Vec<u8>> {
    ComponentEncoder::default()
        .validate(true)
        .module(module)
        .and_then(ComponentEncoder::encode)
        .map_err(Error::from_anyhow)
}
