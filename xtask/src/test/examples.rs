//! Both guests of the greeter run and say the right thing, and its TypeScript compiles.

use super::{Session, guest_tools};
use crate::error::Result;
use crate::example::{self, BY_BUILD_SCRIPT, BY_MACRO};
use crate::setup::npm;

/// What the demo shows, for every guest.
pub(super) fn run(session: &Session<'_>) -> Result<String> {
    let workspace = session.workspace;
    let (toolchain, runner) = guest_tools(session)?;
    let compilers = npm::ensure(workspace)?;
    example::check_wit(workspace)?;
    for guest in [BY_MACRO, BY_BUILD_SCRIPT] {
        let core = guest.build(workspace, &toolchain)?;
        let component = guest.componentize(workspace, &runner, &core)?;
        example::greet(&runner, &component)?;
    }
    let folder = example::write_typescript(workspace)?;
    example::check_typescript(&compilers, &folder)?;
    Ok("2 guests".to_owned())
}
