//! The program `outwit`.

fn main() -> std::process::ExitCode {
    outwit_cli::outwit()
}
