//! `outwit completions`: a script that completes command lines in a shell.

use crate::args::{self, CompletionsArgs};
use crate::console::Console;
use crate::status::Status;

pub(crate) fn completions(args: &CompletionsArgs, console: &mut Console) -> Status {
    let mut command = args::command(args.program);
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    console.print(&String::from_utf8_lossy(&script));
    Status::Clean
}
