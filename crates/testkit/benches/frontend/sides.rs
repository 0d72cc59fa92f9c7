//! What each side does: texts in memory to trees, trees to a graph.
//!
//! Ours keeps every comment, checks characters and names, and in `resolve` checks what the peer leaves to the validator of the
//! encoded binary (similar names, limits, borrows, gates); it also notes for each use of a name what it stands for. The peer's
//! `parse` contains its first resolution, within a package.

use outwit_diagnostics::FileId;
use outwit_resolve::{Analysis, Features, Loaded, Loader, MemorySource, resolve};
use wit_parser_oracle as peer;

use crate::input::{Input, Texts};

/// Every token of every file.
pub(crate) fn our_tokens(input: &Input) -> usize {
    input.all().map(|(_, text)| outwit_parser::tokens(text).count()).sum()
}

/// The trees alone, without a loader.
pub(crate) fn our_trees(input: &Input) -> Vec<outwit_parser::Parsed> {
    input.all().map(|(_, text)| outwit_parser::parse(FileId::from_index(0), text.as_str())).collect()
}

pub(crate) fn our_parse(input: &Input, source: &MemorySource) -> Loaded {
    let mut loader = Loader::new(source);
    loader.path(&input.path);
    loader.finish()
}

pub(crate) fn our_resolve(loaded: &Loaded) -> Analysis {
    resolve(loaded, &Features::default())
}

pub(crate) type Groups = (peer::UnresolvedPackageGroup, Vec<peer::UnresolvedPackageGroup>);

pub(crate) fn their_parse(input: &Input) -> Groups {
    (group(&input.main), input.dependencies.iter().map(group).collect())
}

fn group(texts: &Texts) -> peer::UnresolvedPackageGroup {
    let mut sources = peer::SourceMap::new();
    for (path, text) in texts {
        sources.push(path, text.as_str());
    }
    sources.parse().map_err(|(_, error)| error).expect("the peer accepts the input")
}

pub(crate) fn their_resolve((main, dependencies): Groups) -> peer::Resolve {
    let mut graph = peer::Resolve::default();
    graph.push_groups(main, dependencies).expect("the peer accepts the input");
    graph
}
