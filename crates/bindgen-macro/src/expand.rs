//! The pipeline: options, WIT, bindings; or an error at the place that caused it.

use std::path::{Path, PathBuf};

use outwit_bindgen_rust::{Beneath, Finding, Rejected, generate};
use outwit_diagnostics::{Diagnostic, SourceMap, render};
use outwit_resolve::{DiskSource, FileKind, FileSource, diagnostics as codes};
use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::config::{Config, Keys};
use crate::debug;
use crate::error::{Error, Result};

/// What the macro becomes.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    Config::parse(input).and_then(|config| bindings(&config)).unwrap_or_else(Error::into_tokens)
}

fn bindings(config: &Config) -> Result<TokenStream> {
    let folder = manifest_folder();
    let files = Beneath { folder: &folder, files: &DiskSource };
    let selected = config.input.select(&files).map_err(|rejected| rejected_error(&config.keys, &rejected))?;
    let generated = generate(&selected.resolve, selected.world, &config.options)
        .map_err(|found| refused_error(&config.keys, &selected.sources, &found))?;
    let file_name = generated.file_name().to_owned();
    let mut items = generated.into_tokens();
    if debug::is_wanted(config.debug) {
        items = debug::written(items, &file_name)?;
    }
    items.extend([config.tracked.clone(), tracked(&files, &folder, &selected.paths)]);
    Ok(items)
}

/// The folder of the manifest of the crate that uses the macro.
fn manifest_folder() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default()
}

/// Makes the compiler note every file that was read, so that a change compiles the crate again.
fn tracked(files: &dyn FileSource, folder: &Path, paths: &[PathBuf]) -> TokenStream {
    let mut tracked = TokenStream::new();
    for path in paths {
        let full = folder.join(path);
        if let Some(full) = full.to_str()
            && files.kind(path).is_ok_and(FileKind::is_file)
        {
            tracked.extend([quote!(
                const _: &[u8] = ::core::include_bytes!(#full);
            )]);
        }
    }
    tracked
}

fn rejected_error(keys: &Keys, rejected: &Rejected) -> Error {
    let span = |found: &Diagnostic| {
        if let Some(feature) = &rejected.feature {
            return keys.feature_or_call(feature);
        }
        let about_world = [&codes::UNKNOWN_WORLD, &codes::AMBIGUOUS_WORLD].contains(&found.code);
        if about_world { keys.world_or_call() } else { keys.wit_or_call() }
    };
    errors(&rejected.sources, rejected.diagnostics.iter().map(|found| (found, span(found))))
}

/// Errors in an option stand at its value, all others at the name of the world.
fn refused_error(keys: &Keys, sources: &SourceMap, found: &[Finding]) -> Error {
    let span = |found: &Finding| {
        found.option.map_or_else(|| keys.world_or_call(), |place| keys.value_or_call(place))
    };
    errors(sources, found.iter().map(|found| (&found.diagnostic, span(found))))
}

/// One error for each finding, as the renderer draws it.
fn errors<'a>(sources: &SourceMap, found: impl Iterator<Item = (&'a Diagnostic, Span)>) -> Error {
    let style = render::Style { color: false, ascii: true };
    let mut errors = Vec::new();
    for (found, span) in found {
        if found.is_error() {
            let text = render::human(sources, found, style);
            // The compiler writes `error: ` before it.
            errors.push(Error::new(span, text.strip_prefix("error").unwrap_or(&text).trim_end()));
        }
    }
    Error::all(errors).err().unwrap_or_else(|| Error::new(Span::call_site(), "the WIT cannot be used"))
}
