//! Command line in, one component made or run: `componentize`, `greet`, `run-case`, `raw-case`, `--invoke=run() FILE`.
//!
//! The status is 0 when it went well, 1 when a component trapped or a check failed, 2 when the command line is wrong.

mod bench;
mod componentize;
mod engine;
mod greet;
mod invoke;
mod raw_case;
mod run_case;
mod value;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use wasmtime::Result;

const USAGE: &str = "\
usage: outwit-runner COMMAND

  componentize CORE.wasm -o OUT.wasm   make a component of a core module that holds its component-type sections
  greet COMPONENT.wasm NAME AGE        run the example greeter, with a host that writes down what it logs
  run-case COMPONENT.wasm              run a case of testdata/run and print every call that crossed the host
  bench-fuel COMPONENT.wasm            the fuel of each call, imported and exported
  bench-lists LENGTH ROUNDS CORE.wasm… nanoseconds an element, imported and exported lists
  raw-case CORE.wasm SCRIPT            call a core module with values that no proper host passes, and print what comes of it
  --invoke=run() COMPONENT.wasm        call the exported function `run`, which takes nothing
  --version                            the versions of this program and of its engine";

/// Features of the engine that are on, as the program wasmtime is told to turn them on.
const FEATURES: &[&str] = &["-Wcomponent-model-map", "-Wcomponent-model-fixed-length-lists"];

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some(command) = Command::parse(&arguments) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}

/// What the command line asks for.
enum Command {
    Componentize { core: PathBuf, output: PathBuf },
    Greet { component: PathBuf, name: String, age: u32 },
    RunCase { component: PathBuf },
    RawCase { module: PathBuf, script: PathBuf },
    Invoke { component: PathBuf, function: String },
    BenchFuel { component: PathBuf },
    BenchLists { length: u32, rounds: u32, cores: Vec<PathBuf> },
    Version,
    Help,
}

impl Command {
    /// `None` when the arguments are none of the documented forms.
    fn parse(arguments: &[OsString]) -> Option<Command> {
        let (first, rest) = arguments.split_first()?;
        let command = match (first.to_str()?, rest) {
            ("componentize", [core, flag, output]) if flag == "-o" => {
                Command::Componentize { core: core.into(), output: output.into() }
            }
            ("greet", [component, name, age]) => Command::Greet {
                component: component.into(),
                name: name.to_str()?.to_owned(),
                age: age.to_str()?.parse().ok()?,
            },
            ("run-case", [component]) => Command::RunCase { component: component.into() },
            ("bench-fuel", [component]) => Command::BenchFuel { component: component.into() },
            ("bench-lists", [length, rounds, cores @ ..]) if !cores.is_empty() => Command::BenchLists {
                length: length.to_str()?.parse().ok()?,
                rounds: rounds.to_str()?.parse().ok()?,
                cores: cores.iter().map(PathBuf::from).collect(),
            },
            ("raw-case", [module, script]) => {
                Command::RawCase { module: module.into(), script: script.into() }
            }
            ("--version", []) => Command::Version,
            ("help" | "--help" | "-h", []) => Command::Help,
            // The features that callers may ask for are on anyway.
            (flag, [features @ .., component])
                if features.iter().all(|flag| FEATURES.iter().any(|known| flag == known)) =>
            {
                let function = flag.strip_prefix("--invoke=")?.strip_suffix("()")?;
                Command::Invoke { component: component.into(), function: function.to_owned() }
            }
            _ => return None,
        };
        Some(command)
    }

    fn run(self) -> Result<()> {
        match self {
            Command::Componentize { core, output } => componentize::componentize(&core, &output),
            Command::Greet { component, name, age } => greet::greet(&component, &name, age),
            Command::RunCase { component } => run_case::run_case(&component),
            Command::RawCase { module, script } => raw_case::raw_case(&module, &script),
            Command::Invoke { component, function } => invoke::invoke(&component, &function),
            Command::BenchFuel { component } => bench::fuel::measure(&component),
            Command::BenchLists { length, rounds, cores } => bench::lists::measure(length, rounds, &cores),
            Command::Version => {
                println!("outwit-runner {} (wasmtime {})", env!("CARGO_PKG_VERSION"), engine::version());
                Ok(())
            }
            Command::Help => {
                println!("{USAGE}");
                Ok(())
            }
        }
    }
}
