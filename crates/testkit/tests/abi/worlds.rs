//! One package in both graphs.

use std::path::Path;

use outwit_resolve::graph::WorldId;
use outwit_resolve::{DiskSource, Features, Loader, MemorySource, Resolved, resolve};
use outwit_testkit::random::grouped;
use wit_parser_oracle as peer;

/// A package as both parsers see it.
pub(crate) struct Both {
    pub(crate) ours: Resolved,
    pub(crate) theirs: peer::Resolve,
}

impl Both {
    /// Both graphs of what lies at `path`; `None` if the published parser refuses it, as it does what is part of a package.
    ///
    /// # Panics
    /// If ours alone refuses it.
    pub(crate) fn load(path: &Path) -> Option<Both> {
        let mut theirs = peer::Resolve { all_features: true, ..peer::Resolve::default() };
        theirs.push_path(path).ok()?;
        let mut loader = Loader::new(&DiskSource);
        loader.path(path);
        let features = Features { all: true, ..Features::default() };
        let resolved = resolve(&loader.finish(), &features).finish();
        let ours = resolved.unwrap_or_else(|failed| panic!("{}: {:?}", path.display(), failed.diagnostics));
        Some(Both { ours, theirs })
    }

    /// Both graphs of one text; `None` likewise.
    pub(crate) fn of_text(text: &str) -> Option<Both> {
        let mut theirs = peer::Resolve { all_features: true, ..peer::Resolve::default() };
        theirs.push_str("root.wit", text).ok()?;
        let nothing = MemorySource::default();
        let mut loader = Loader::new(&nothing);
        loader.text("root.wit", text);
        let features = Features { all: true, ..Features::default() };
        let ours = resolve(&loader.finish(), &features).finish().ok()?;
        Some(Both { ours, theirs })
    }

    /// Both graphs of a package in memory, with those that it depends on; the published parser's message if it refuses it.
    ///
    /// # Panics
    /// If ours alone refuses it.
    pub(crate) fn of_files(files: &[(String, String)]) -> Result<Both, String> {
        let mut parsed = Vec::new();
        for files in grouped(files) {
            let mut sources = peer::SourceMap::new();
            files.into_iter().for_each(|(path, text)| sources.push_str(path, text));
            parsed.push(sources.parse().map_err(|(_, error)| error.to_string())?);
        }
        let mut theirs = peer::Resolve { all_features: true, ..peer::Resolve::default() };
        let dependencies = parsed.split_off(1);
        theirs.push_groups(parsed.remove(0), dependencies).map_err(|error| error.to_string())?;
        let mut source = MemorySource::new();
        for (path, text) in files {
            source = source.with(format!("p/{path}"), text.as_str());
        }
        let mut loader = Loader::new(&source);
        loader.path(Path::new("p"));
        let resolved = resolve(&loader.finish(), &Features::all()).finish();
        let ours = resolved.unwrap_or_else(|failed| panic!("{files:#?}: {:?}", failed.diagnostics));
        Ok(Both { ours, theirs })
    }

    /// Worlds by their names.
    pub(crate) fn worlds(&self) -> Vec<(String, WorldId, peer::WorldId)> {
        let graph = &self.ours.graph;
        let name = |world: &peer::World| {
            let package = &self.theirs.packages[world.package.expect("a world stands in a package")];
            package.name.interface_id(&world.name)
        };
        let theirs: Vec<(String, peer::WorldId)> =
            self.theirs.worlds.iter().map(|(id, world)| (name(world), id)).collect();
        let found = graph.worlds().filter_map(|(id, _)| {
            let name = graph.world_id(id);
            let (_, peer) = theirs.iter().find(|(theirs, _)| *theirs == name)?;
            Some((name, id, *peer))
        });
        found.collect()
    }
}
