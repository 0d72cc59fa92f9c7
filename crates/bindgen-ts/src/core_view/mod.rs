//! The core view of a world, for people who meet the module of a guest itself: its imports and exports as core functions,
//! and tables of how every type of the world lies in memory.
//!
//! [`files`] reads as the pipeline: where named types stand, a model in which everything is decided, and a printer that only
//! prints. Sizes, offsets, signatures and core names all come from [`outwit_resolve::abi`].

mod describe;
mod functions;
mod model;
mod module;
mod places;
mod print;
mod tables;

use outwit_resolve::abi::PointerWidth;
use outwit_resolve::graph::{Resolve, WorldId};

use crate::naming::world_path;
use crate::{Options, OutputFile};

/// The files of the core view of `world`, for a guest whose memory has addresses of this width: `<world>.core` with
/// `CoreImports`, `CoreExports` and the tables `types`, `functions`, `primitives`, `address`; and `wit.core`, the types that the
/// tables of all worlds have. Of `options`, the kind of files and the generator count. Every world has a core view.
pub fn files(resolve: &Resolve, world: WorldId, pointer: PointerWidth, options: &Options) -> Vec<OutputFile> {
    let abi = tables::Abi::new(resolve, world, pointer);
    let places = places::places(resolve, world);
    let view = model::View {
        path: format!("{}.core", world_path(resolve, world)),
        source: resolve[resolve[world].package].name.to_string(),
        about: format!("The core view of the world `{}`.", resolve.world_id(world)),
        memory64: pointer == PointerWidth::P64,
        module: module::module(&abi, &places),
        constants: tables::constants(&abi, &places),
    };
    print::files(&view, options)
}
