//! What a panic looks like to users: a fault of the program, said as such, with the inputs that led to it.

use std::any::Any;
use std::io::{self, Write};
use std::panic::PanicHookInfo;

/// From now on a panic says on standard error that `program` is at fault and with which arguments, and ends the process
/// with status 2.
pub fn install(program: &'static str) {
    std::panic::set_hook(Box::new(move |info| {
        let _ = io::stderr().lock().write_all(message(program, info).as_bytes());
        std::process::exit(2);
    }));
}

fn message(program: &str, info: &PanicHookInfo<'_>) -> String {
    let place =
        info.location().map_or(String::new(), |place| format!(" ({}:{})", place.file(), place.line()));
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| quoted(&argument.to_string_lossy())).collect();
    let folder = std::env::current_dir().map_or("unknown".to_owned(), |folder| folder.display().to_string());
    format!(
        "{program}: internal fault: {}{place}\n  command: {program} {}\n  folder: {folder}\n  version: {}\n\
         This is a fault of {program}, not of your files. Please report it with the text above and the files that were \
         read.\n",
        text(info.payload()),
        arguments.join(" "),
        env!("CARGO_PKG_VERSION"),
    )
}

fn text(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown cause")
}

fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("{argument:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn arguments_can_be_copied_into_a_shell() {
        assert_eq!(quoted("--out-dir=a/b.c"), "--out-dir=a/b.c");
        assert_eq!(quoted("two words"), "\"two words\"");
        assert_eq!(quoted(""), "\"\"");
    }
}
