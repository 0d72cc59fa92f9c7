//! The generators of Rust bindings side by side: Outwit's and that of wit-bindgen 0.63.0, in one program.
//!
//! `write` makes an input; `once` generates in a process of its own, so that its memory can be measured.

mod input;
mod limit;
mod once;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: outwit-rust-bench COMMAND

  write dense INTERFACES FOLDER            write the dense package
  write wasi WIT FOLDER                    write a package whose worlds have all interfaces of the packages in WIT/deps
  once SECONDS MEGABYTES SIDE FORM WORLDS FOLDER
      generate bindings and print: CPU milliseconds, peak kB, bytes of text; or `over` if it takes more than that

SIDE is `ours` or `peer`, FORM is `tokens` or `text` (formatted), WORLDS is what the names of the worlds begin with.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match *arguments {
        ["write", "dense", interfaces, folder] => input::dense(interfaces.parse()?, &PathBuf::from(folder)),
        ["write", "wasi", wit, folder] => input::wasi(&PathBuf::from(wit), &PathBuf::from(folder)),
        ["once", seconds, megabytes, side, form, worlds, folder] => {
            limit::set(seconds.parse()?, megabytes.parse()?);
            let once::Spent { milliseconds, kilobytes, bytes } =
                once::generate(side.parse()?, form.parse()?, worlds, &PathBuf::from(folder))?;
            println!("{milliseconds:.3} {kilobytes} {bytes}");
            Ok(())
        }
        _ => bail!("{USAGE}"),
    }
}
