//! `outwit man`: manual pages, made from the same descriptions as `--help`.

use std::io;
use std::path::PathBuf;

use clap::Command;
use clap_mangen::Man;

use crate::args::{self, ManArgs, ProgramName};
use crate::console::Console;
use crate::files::{self, NewFile};
use crate::status::Status;

pub(crate) fn man(args: &ManArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|error| {
        console.note(format_args!("error: {error}"));
        Status::Unable
    })
}

fn run(args: &ManArgs, console: &mut Console) -> io::Result<Status> {
    let pages = pages()?;
    if let Some(folder) = &args.out_dir {
        return Ok(files::emit(folder, &pages, args.check, console));
    }
    let name = args.page.as_deref().map_or("outwit.1".to_owned(), |page| format!("{page}.1"));
    let names = [format!("outwit-{name}"), name];
    let Some(page) =
        names.iter().find_map(|name| pages.iter().find(|page| page.path.as_os_str() == name.as_str()))
    else {
        let known: Vec<String> =
            pages.iter().map(|page| page.path.with_extension("").display().to_string()).collect();
        let known = outwit_diagnostics::quoted_list(known.iter().map(String::as_str));
        return Err(io::Error::other(format!("there is no such page; there is {known}")));
    };
    console.print(&page.text);
    Ok(Status::Clean)
}

/// A page for each program and each command, by the name of its file.
fn pages() -> io::Result<Vec<NewFile>> {
    let mut pages = Vec::new();
    for name in [ProgramName::Outwit, ProgramName::WitCheck] {
        let mut program = args::command(name).disable_help_subcommand(true);
        program.build();
        let commands: Vec<Command> = program.get_subcommands().cloned().collect();
        for command in std::iter::once(program).chain(commands) {
            let man = Man::new(command);
            let mut text = Vec::new();
            man.render(&mut text)?;
            let path = PathBuf::from(man.get_filename());
            pages.push(NewFile { path, text: String::from_utf8_lossy(&text).into_owned(), keep: false });
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_program_and_command_has_a_page_with_all_its_flags() {
        let pages = pages().expect("pages can be made");
        let text = |name: &str| {
            let page = pages.iter().find(|page| page.path.as_os_str() == name);
            page.unwrap_or_else(|| panic!("{name}")).text.replace('\\', "")
        };
        let mut count = 0;
        for program in [ProgramName::Outwit, ProgramName::WitCheck] {
            let program = args::command(program);
            let own = std::iter::once((format!("{}.1", program.get_name()), &program));
            let name = program.get_name();
            let commands = program
                .get_subcommands()
                .map(|command| (format!("{name}-{}.1", command.get_name()), command));
            for (name, command) in own.chain(commands) {
                count += 1;
                let text = text(&name);
                for flag in command.get_arguments().filter_map(clap::Arg::get_long) {
                    assert!(text.contains(&format!("--{flag}")), "{name}: {flag}");
                }
            }
        }
        assert_eq!(pages.len(), count);
    }
}
