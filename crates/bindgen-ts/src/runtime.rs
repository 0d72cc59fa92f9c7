//! The runtime module: what does not depend on the WIT. It is real TypeScript in `runtime/`; its JavaScript and
//! declarations are what the compiler makes of it, which a test compares.

use outwit_resolve::graph::{Resolve, WorldId};

use crate::print;
use crate::{Emit, Options, OutputFile};

/// The path of the module below the output folder, without extension.
pub(crate) const MODULE: &str = "wit";

const TYPESCRIPT: &str = include_str!("../runtime/wit.ts");
const JAVASCRIPT: &str = include_str!("../runtime/wit.js");
const DECLARATIONS: &str = include_str!("../runtime/wit.d.ts");

/// The files of the module.
pub(crate) fn files(resolve: &Resolve, world: WorldId, options: &Options) -> Vec<OutputFile> {
    let source = resolve[resolve[world].package].name.to_string();
    let file = |(extension, text): (&str, &str)| {
        let text = print::header(&source, options, text) + text;
        OutputFile { path: format!("{MODULE}{extension}"), text, keep: false }
    };
    match options.emit {
        Emit::Js => [(".d.ts", DECLARATIONS), (".js", JAVASCRIPT)].map(file).into(),
        Emit::Ts => [(".ts", TYPESCRIPT)].map(file).into(),
    }
}
