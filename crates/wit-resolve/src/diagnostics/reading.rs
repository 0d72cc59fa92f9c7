//! Wording of what is found while inputs are read, and about packages that no input holds.

use std::io;

use outwit_diagnostics::{Diagnostic, FileId, Span, quoted_list};

use super::{
    CANNOT_READ, ENCODED_PACKAGE, FILE_TOO_LARGE, MISSING_PACKAGE, NO_WIT, NOT_UTF8, PACKAGE_NOT_FOUND,
};
use crate::graph::PackageName;
use crate::load::{Fetch, FolderState, Foreign, Supply, Tool};

/// A path in a message: on one line, whatever its characters.
fn quoted(path: &str) -> String {
    format!("`{}`", path.replace(['\n', '\r', '\t'], "?"))
}

fn why(path: &str, error: &io::Error) -> String {
    let path = quoted(path);
    // The kind of such an error has no name yet.
    if format!("{:?}", error.kind()) == "FilesystemLoop" {
        return format!("{path} is a symbolic link that leads to itself");
    }
    match error.kind() {
        io::ErrorKind::NotFound => format!("{path} does not exist"),
        io::ErrorKind::PermissionDenied => format!("{path} may not be read"),
        io::ErrorKind::NotADirectory => {
            format!("{path} cannot be read: a part of the path is a file, not a folder")
        }
        _ => format!("{path} cannot be read: {error}"),
    }
}

/// An input that the user named; `near` is one that exists and has a similar name.
pub(crate) fn cannot_read(path: &str, error: &io::Error, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean {}?", quoted(near)),
        None => "name a `.wit` file or a folder that holds some".to_owned(),
    };
    Diagnostic::new(&CANNOT_READ, why(path, error)).help(help)
}

/// Something that a folder lists.
pub(crate) fn cannot_read_listed(path: &str, error: &io::Error) -> Diagnostic {
    let diagnostic = Diagnostic::new(&CANNOT_READ, why(path, error));
    match error.kind() {
        io::ErrorKind::NotFound => diagnostic
            .note(
                "its folder lists it: it is a link to something that is not there, or was removed meanwhile",
            )
            .help("mend or remove the link, or run the command again"),
        io::ErrorKind::PermissionDenied => {
            diagnostic.help("give yourself the right to read it, or move it out of the package")
        }
        _ => diagnostic.help("mend it, or move it out of the package"),
    }
}

pub(crate) fn neither_file_nor_folder(path: &str, is_named: bool) -> Diagnostic {
    let help = if is_named {
        "name a `.wit` file or a folder; `wit-check --stdin-filename NAME.wit` reads from a pipe"
    } else {
        "move it out of the package, or give it another extension"
    };
    Diagnostic::new(&CANNOT_READ, format!("{} is neither a file nor a folder", quoted(path)))
        .note("pipes, sockets and devices are not read")
        .help(help)
}

pub(crate) fn deps_is_a_file(path: &str) -> Diagnostic {
    Diagnostic::new(&CANNOT_READ, format!("{} is a file, but dependencies lie in a folder", quoted(path)))
        .help("make it a folder with a file or a folder for each package, or rename it")
}

/// What is in a folder that might have been meant.
pub(crate) enum NearWit<'a> {
    /// A folder with WIT in it.
    Folder(&'a str),
    /// A file whose name is almost right.
    File(&'a str),
    Nothing,
}

pub(crate) fn no_wit_in_folder(path: &str, near: &NearWit<'_>) -> Diagnostic {
    let folder = match path {
        "." | "" => "current folder".to_owned(),
        _ => format!("folder {}", quoted(path)),
    };
    let diagnostic = Diagnostic::new(&NO_WIT, format!("the {folder} holds no `.wit` file"))
        .note("a package is made of the `.wit` files directly in its folder; subfolders are not searched");
    match near {
        NearWit::Folder(folder) => diagnostic.help(format!("did you mean {}?", quoted(folder))),
        NearWit::File(file) => {
            diagnostic.help(format!("rename {}: names of WIT files end in `.wit`", quoted(file)))
        }
        NearWit::Nothing => diagnostic.help("name the folder that holds the package, often `wit`"),
    }
}

/// `file` has the text of [`Foreign::Byte`], or none.
pub(crate) fn not_text(file: FileId, foreign: &Foreign) -> Diagnostic {
    let start = Span::new(file, 0, 0);
    let save = "save the file as UTF-8";
    match foreign {
        Foreign::Utf16 => Diagnostic::new(&NOT_UTF8, "the file is encoded as UTF-16, but WIT is UTF-8")
            .at(start, "looks like UTF-16")
            .help("save the file as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8`"),
        Foreign::Known(what) => Diagnostic::new(&NOT_UTF8, format!("the file is {what}, not WIT text"))
            .at(start, format!("begins like {what}"))
            .help("remove it, or give it another extension"),
        Foreign::Zeros => Diagnostic::new(&NOT_UTF8, "the file is not text: it holds NUL bytes")
            .at(start, "not text")
            .help("restore the file, or remove it"),
        Foreign::Byte { at, byte, .. } => {
            // The replacement character has three bytes.
            let diagnostic = Diagnostic::new(&NOT_UTF8, "the file is not UTF-8 text")
                .at(Span::new(file, *at, *at + 3), format!("the byte 0x{byte:02X} is not UTF-8 here"));
            match byte {
                0xa0.. => diagnostic
                    .note(format!("in ISO 8859-1 (Latin-1) it is `{}`", char::from(*byte)))
                    .help(save),
                _ => diagnostic.help(save),
            }
        }
    }
}

pub(crate) fn file_too_large(path: &str) -> Diagnostic {
    Diagnostic::new(&FILE_TOO_LARGE, format!("{} has 4 GiB or more", quoted(path)))
        .help("split the package into several files")
}

pub(crate) fn encoded_package(path: &str) -> Diagnostic {
    Diagnostic::new(
        &ENCODED_PACKAGE,
        format!("{} is a package in binary form, which cannot be read here", quoted(path)),
    )
    .help("name the package's WIT text instead")
    .help("macro and build scripts read such packages with the Cargo feature `wasm-packages` of the crate `outwit`")
}

/// Two encoded packages show different parts of an interface that no input holds whole.
#[cfg(any(test, feature = "decoder"))]
pub(crate) fn partial_packages(package: &str, interface: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        &super::PARTIAL_PACKAGES,
        format!(
            "the inputs show different parts of `{interface}` of package `{package}`, and none the whole"
        ),
    )
    .at(at, "one part")
    .also(first, "another part")
    .help(format!("add package `{package}` itself to the `deps` folder"))
}

/// A package without a header; `is_file` if it is one file that was named.
pub(crate) fn missing_package(path: &str, is_file: bool, first: Span) -> Diagnostic {
    let message = match path {
        _ if is_file => format!("{} does not say which package it is", quoted(path)),
        "." | "" => "no file of the current folder says which package it belongs to".to_owned(),
        _ => format!("no file of {} says which package it belongs to", quoted(path)),
    };
    let diagnostic = Diagnostic::new(&MISSING_PACKAGE, message).at(first, "a `package` line is missing here");
    if is_file {
        diagnostic
            .help("begin it with `package namespace:name;`, or name its folder, if other files there do")
    } else {
        diagnostic.help("begin one file with `package namespace:name;`")
    }
}

/// What is known about a package that is needed and not there.
pub(crate) struct Missing<'a> {
    pub(crate) name: &'a PackageName,
    /// Where it is needed; at least one place.
    pub(crate) places: &'a [Span],
    /// The same package in other versions.
    pub(crate) versions: &'a [String],
    /// A package with a similar name.
    pub(crate) near: Option<&'a str>,
    pub(crate) supply: &'a Supply,
}

pub(crate) fn package_not_found(missing: &Missing<'_>) -> Diagnostic {
    let Missing { name, places, versions, near, supply } = missing;
    let there = match versions {
        [] => String::new(),
        [_] => format!(", but {} is", quoted_list(versions.iter().map(String::as_str))),
        _ => format!(", but {} are", quoted_list(versions.iter().map(String::as_str))),
    };
    let mut diagnostic =
        Diagnostic::new(&PACKAGE_NOT_FOUND, format!("package `{name}` is not among the inputs{there}"))
            .at(places[0], "this package is needed");
    if let Some(second) = places.get(1) {
        let times = if places.len() > 2 { format!(", {} times in all", places.len()) } else { String::new() };
        diagnostic = diagnostic.also(*second, format!("needed here too{times}"));
    }
    if !versions.is_empty() {
        diagnostic = diagnostic.note("a package is found by its exact version");
    }
    for note in searched(supply) {
        diagnostic = diagnostic.note(note);
    }
    let fetch = supply.fetch(name);
    if let Some(Fetch { file: Some(file), is_listed: true, .. }) = fetch {
        diagnostic = diagnostic.note(format!("{} lists it, but it has not been fetched", quoted(file)));
    }
    let is_listed = fetch.is_some_and(|fetch| fetch.is_listed);
    match (versions, near) {
        ([one], _) if !is_listed => diagnostic
            .help(change_version(one))
            .help(format!("or get the one that is missing: {}", get_it(fetch.as_ref()))),
        ([], Some(near)) if !is_listed => diagnostic.help(format!("did you mean `{near}`?")),
        _ => diagnostic.help(get_it(fetch.as_ref())),
    }
}

/// Which folders were searched, and what in them was passed over.
fn searched(supply: &Supply) -> Vec<String> {
    let in_state = |state| {
        let mut paths = Vec::new();
        for folder in &supply.folders {
            if folder.state == state {
                paths.push(folder.path.as_str());
            }
        }
        quoted_list(paths)
    };
    let (read, missing) = (in_state(FolderState::Read), in_state(FolderState::Missing));
    let mut notes = match (&*read, &*missing) {
        ("", "") => Vec::new(),
        (_, "") => vec![format!("searched for dependencies in {read}")],
        ("", _) => vec![format!("looked for dependencies in {missing}, which does not exist")],
        _ => vec![format!("searched for dependencies in {read}; {missing} does not exist")],
    };
    let mut empty = Vec::new();
    for folder in &supply.folders {
        empty.extend(folder.empty.iter().map(String::as_str));
    }
    let empty = quoted_list(empty);
    if !empty.is_empty() {
        notes.push(format!("no `.wit` file lies directly in {empty}"));
    }
    notes
}

fn change_version(there: &str) -> String {
    match there.split_once('@') {
        Some((_, version)) => format!("write the version that is there: `@{version}`"),
        None => "leave the version out, as the package that is there has none".to_owned(),
    }
}

/// How to get a package.
fn get_it(fetch: Option<&Fetch<'_>>) -> String {
    let Some(fetch) = fetch else {
        return "put the package into a folder of its own in `deps/`, beside the files that use it"
            .to_owned();
    };
    let fills = quoted(fetch.fills);
    match (fetch.tool, fetch.file, fetch.is_listed) {
        (Tool::Wkg, None, _) => {
            format!("put the package into a folder of its own in {fills}, or fetch it with `wkg wit fetch`")
        }
        (Tool::Wkg, Some(_), _) => format!("run `wkg wit fetch`, which fills {fills}"),
        (Tool::WitDeps, Some(file), false) => {
            let manifest = quoted(&file.replace("deps.lock", "deps.toml"));
            format!("add the package to {manifest} and run `wit-deps update`, which fills {fills}")
        }
        (Tool::WitDeps, ..) => format!("run `wit-deps update`, which fills {fills}"),
    }
}
