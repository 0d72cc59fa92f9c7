//! Codes and wording of what concerns the programs themselves: arguments, and files to be written.

use std::io;
use std::path::Path;

use outwit_diagnostics::{Diagnostic, closest, codes, quoted_list};

codes! {
    CANNOT_WRITE = "WIC0001", "cannot-write", Error, "a file or folder that cannot be written";
    OUT_OF_DATE = "WIC0002", "out-of-date", Error, "a generated file that is not what would be generated now";
    OUTSIDE_OUTPUT = "WIC0003", "outside-output", Error, "a generated file that would lie outside the output folder";
    UNKNOWN_FUNCTION = "WIC0004", "unknown-function", Error, "a function that the world does not have";
    UNKNOWN_TYPE = "WIC0005", "unknown-type", Error, "a type that does not exist";
}

pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Diagnostic {
    let path = shown(path);
    let message = match error.kind() {
        io::ErrorKind::PermissionDenied => format!("`{path}` may not be written"),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            format!("`{path}` cannot be made: a file stands where a folder is needed")
        }
        io::ErrorKind::IsADirectory => format!("`{path}` cannot be written: it is a folder"),
        io::ErrorKind::NotFound => format!("`{path}` cannot be written: its folder does not exist"),
        _ => format!("`{path}` cannot be written: {error}"),
    };
    Diagnostic::new(&CANNOT_WRITE, message).help("choose another place, or make this one writable")
}

pub(crate) fn out_of_date(path: &Path, exists: bool) -> Diagnostic {
    let path = shown(path);
    let message = if exists {
        format!("`{path}` is out of date")
    } else {
        format!("`{path}` has not been generated yet")
    };
    Diagnostic::new(&OUT_OF_DATE, message).help("run the same command without `--check`")
}

pub(crate) fn outside_output(path: &Path, folder: &Path) -> Diagnostic {
    Diagnostic::new(
        &OUTSIDE_OUTPUT,
        format!("`{}` lies outside the output folder `{}`", shown(path), shown(folder)),
    )
    .note("nothing was written")
    .help("remove symbolic links from the output folder")
}

/// A path for people: `/` everywhere.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn lookup_help<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>, none: &str) -> String {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    match closest(name, candidates.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if candidates.is_empty() => none.to_owned(),
        None => format!("there is {}", quoted_list(candidates)),
    }
}

pub(crate) fn unknown_function<'n>(
    name: &str,
    world: &str,
    side: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_FUNCTION, format!("world `{world}` does not {side} a function `{name}`"))
        .help(lookup_help(name, candidates, &format!("the world does not {side} any function")))
}

/// `none` is what to say where there is no type at all.
pub(crate) fn unknown_type<'n>(
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
    none: &str,
) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_TYPE, format!("there is no type `{name}`"))
        .help(lookup_help(name, candidates, none))
}
