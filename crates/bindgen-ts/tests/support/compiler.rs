//! The TypeScript compilers that the environment names.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A TypeScript compiler.
pub(crate) struct Compiler {
    pub(crate) path: PathBuf,
    /// The variable that names it, for folders and messages.
    pub(crate) name: String,
}

impl Compiler {
    /// Those that the environment names, by the names of their variables: the oldest first.
    #[expect(clippy::print_stderr, reason = "who runs the tests has to know what was not run")]
    pub(crate) fn all() -> Vec<Compiler> {
        let mut variables: Vec<_> = std::env::vars_os().filter_map(Compiler::named_by).collect();
        variables.sort_by(|a, b| a.name.cmp(&b.name));
        if variables.is_empty() {
            eprintln!("skipped: OUTWIT_TSC names no TypeScript compiler");
        }
        variables
    }

    /// The compiler that a variable of the environment names.
    fn named_by((name, value): (OsString, OsString)) -> Option<Compiler> {
        let name = name.to_str().filter(|name| name.starts_with("OUTWIT_TSC"))?.to_owned();
        let path = Some(PathBuf::from(value)).filter(|path| !path.as_os_str().is_empty())?;
        assert!(path.is_file(), "{name}: {} is not a file", path.display());
        Some(Compiler { path, name })
    }

    /// Whether a program can ask it what declarations say: the native ones have no API.
    pub(crate) fn has_api(&self) -> bool {
        self.library().is_file()
    }

    /// The module with its API.
    pub(crate) fn library(&self) -> PathBuf {
        self.path.with_file_name("../lib/typescript.js")
    }

    /// The project in `root` compiles.
    pub(crate) fn assert_accepts(&self, root: &Path, name: &str, settings: &str) {
        let output = self.run(root, settings, &["--noEmit"]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{} with settings `{name}`:\n{text}", self.path.display());
    }

    /// Compiles the whole project in `root`.
    pub(crate) fn run(&self, root: &Path, settings: &str, arguments: &[&str]) -> Output {
        let config = format!(
            "{{ \"compilerOptions\": {{ {settings}, \"types\": [], \"skipLibCheck\": false }}, \"include\": [\"**/*.ts\"] }}\n"
        );
        fs::write(root.join("tsconfig.json"), config).expect("a file that can be written");
        let mut command = Command::new(&self.path);
        if self.is_script() {
            command = node();
            command.arg(&self.path);
        }
        let command = command.args(["--pretty", "false", "-p"]).arg(root).args(arguments).current_dir(root);
        command.output().unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }

    /// Whether `node` has to run it.
    fn is_script(&self) -> bool {
        let by_name = self
            .path
            .extension()
            .is_some_and(|end| ["js", "cjs", "mjs"].iter().any(|js| end == OsStr::new(js)));
        let head = fs::read(&self.path).unwrap_or_default();
        let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
        by_name || (first_line.starts_with(b"#!") && String::from_utf8_lossy(first_line).contains("node"))
    }
}

/// The program that runs scripts: `OUTWIT_NODE`, or the one that `PATH` has.
pub(crate) fn node() -> Command {
    Command::new(std::env::var_os("OUTWIT_NODE").unwrap_or_else(|| "node".into()))
}
