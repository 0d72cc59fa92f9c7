//! The ground floor: source files, byte spans, diagnostic codes, and the one renderer that shows them.
//!
//! Nothing here knows a word of WIT. [`SourceMap`] holds the inputs, [`Span`] points into them, [`Diagnostic`] says what
//! is wrong where, [`Code`] names the rule, and [`render`] turns all that into text.

mod code;
mod diagnostic;
mod excerpt;
mod mapped;
pub mod render;
mod sort;
mod source;
mod span;
mod suggest;

pub use code::{Code, Severity};
pub use diagnostic::{Diagnostic, Label};
pub use mapped::mapped;
pub use sort::{sort_by, sort_by_key};
pub use source::{Location, SourceFile, SourceMap};
pub use span::{ByteRange, FileId, Span};
pub use suggest::{closest, quoted_list};
