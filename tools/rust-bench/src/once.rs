//! One side's work, once: WIT read from a folder, bindings made of every world of a kind, one after the other.
//!
//! What was made of a world is dropped before the next one, as it is when each is a call of a macro or of a program.

use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Result, anyhow, bail, ensure};
use outwit_resolve::{DiskSource, Features, Loader};
use proc_macro2::TokenStream;
use wit_bindgen_core::wit_parser::Resolve;
use wit_bindgen_core::{Files, WorldGenerator as _};

/// Whose generator.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Ours,
    Peer,
}

/// What is made.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    /// What a macro hands to the compiler. The peer writes text, and has it read again.
    Tokens,
    /// Formatted: ours by its own printer, the peer by prettyplease.
    Text,
}

/// What it took.
pub(crate) struct Spent {
    /// Of the processor, where the system tells.
    pub(crate) milliseconds: f64,
    /// The highest resident set of this process; 0 where the system does not tell.
    pub(crate) kilobytes: u64,
    /// Of text; 0 for tokens.
    pub(crate) bytes: usize,
}

/// Generates bindings for all worlds in `folder` whose names begin with `kind`.
pub(crate) fn generate(side: Side, form: Form, kind: &str, folder: &Path) -> Result<Spent> {
    let (start, before) = (Instant::now(), processor_time("thread-self"));
    let bytes = match side {
        Side::Ours => ours(form, kind, folder),
        Side::Peer => peer(form, kind, folder),
    }?;
    let elapsed = start.elapsed().as_secs_f64() * 1e3;
    let milliseconds = before
        .zip(processor_time("thread-self"))
        .map_or(elapsed, |(before, after)| (after - before) as f64 / 1e6);
    Ok(Spent { milliseconds, kilobytes: highest_resident_set(), bytes })
}

fn ours(form: Form, kind: &str, folder: &Path) -> Result<usize> {
    let mut loader = Loader::new(&DiskSource);
    loader.path(folder);
    let resolved = outwit_resolve::resolve(&loader.finish(), &Features::default()).finish();
    let resolved = resolved.map_err(|failed| anyhow!("{:?}", failed.diagnostics))?;
    let graph = &resolved.graph;
    let is_wanted = |name: &str| name.starts_with(kind);
    let worlds: Vec<_> =
        graph.worlds().filter(|(_, world)| is_wanted(&graph[world.name])).map(|(id, _)| id).collect();
    ensure!(!worlds.is_empty(), "no world `{kind}…`");
    let options = outwit_bindgen_rust::Options::default();
    let mut bytes = 0;
    for world in worlds {
        let generated =
            outwit_bindgen_rust::generate(graph, world, &options).map_err(|found| anyhow!("{found:?}"))?;
        match form {
            Form::Tokens => drop(std::hint::black_box(generated.into_tokens())),
            Form::Text => bytes += std::hint::black_box(generated.to_text()).len(),
        }
    }
    Ok(bytes)
}

fn peer(form: Form, kind: &str, folder: &Path) -> Result<usize> {
    let mut resolve = Resolve::default();
    resolve.push_path(folder)?;
    let is_wanted = |name: &str| name.starts_with(kind);
    let worlds: Vec<_> =
        resolve.worlds.iter().filter(|(_, world)| is_wanted(&world.name)).map(|(id, _)| id).collect();
    ensure!(!worlds.is_empty(), "no world `{kind}…`");
    let mut bytes = 0;
    for world in worlds {
        let mut options = wit_bindgen_rust::Opts::default();
        options.generate_all = true;
        options.format = form == Form::Text;
        let mut files = Files::default();
        options.build().generate(&mut resolve, world, &mut files)?;
        for (_, content) in files.iter() {
            match form {
                Form::Tokens => {
                    let tokens: TokenStream =
                        std::str::from_utf8(content)?.parse().map_err(|error| anyhow!("{error}"))?;
                    drop(std::hint::black_box(tokens));
                }
                Form::Text => bytes += std::hint::black_box(content).len(),
            }
        }
    }
    Ok(bytes)
}

impl FromStr for Side {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Side> {
        match text {
            "ours" => Ok(Side::Ours),
            "peer" => Ok(Side::Peer),
            _ => bail!("`{text}` is neither `ours` nor `peer`"),
        }
    }
}

impl FromStr for Form {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Form> {
        match text {
            "tokens" => Ok(Form::Tokens),
            "text" => Ok(Form::Text),
            _ => bail!("`{text}` is neither `tokens` nor `text`"),
        }
    }
}

/// Nanoseconds that a thread had a processor, `thread-self` or the first of this process, `self`; if the system tells.
pub(crate) fn processor_time(whose: &str) -> Option<u64> {
    fs::read_to_string(format!("/proc/{whose}/schedstat")).ok()?.split_whitespace().next()?.parse().ok()
}

/// The highest resident set of this process in kB; 0 where the system does not tell.
pub(crate) fn highest_resident_set() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
