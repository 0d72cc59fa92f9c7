//! The program `wit-check`: `outwit check` under the name that people look for.

fn main() -> std::process::ExitCode {
    outwit_cli::wit_check()
}
