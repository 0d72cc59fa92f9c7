//! Wording about paths and package names.

use outwit_diagnostics::{ByteRange, Diagnostic, FileId};

use super::{codes, wrong_mark};

/// What is wrong with a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum PathFault {
    /// `:` behind `/`, or something behind the version.
    Disordered,
    /// `name@1.0.0`.
    LocalVersion,
    /// `pkg/name`.
    NoNamespace,
    /// `ns:pkg`.
    NoInterface,
    /// `package name`.
    NoPackageNamespace,
}

pub(crate) fn malformed_path(file: FileId, text: &str, at: ByteRange, fault: PathFault) -> Diagnostic {
    let text = if text.len() > 80 { "this path" } else { text };
    let new = |message: &str| Diagnostic::new(&codes::MALFORMED_PATH, message);
    match fault {
        PathFault::Disordered => new("the parts of this path are in the wrong order")
            .at(at.in_file(file), "not a path")
            .help("a path is written `namespace:package/interface@1.2.3`"),
        PathFault::LocalVersion => new("a name of this package cannot have a version")
            .at(at.in_file(file), "a version without a package")
            .help("write `namespace:package/interface@1.2.3`, or the name alone"),
        PathFault::NoNamespace => new("this path has no namespace")
            .at(at.in_file(file), "starts with a package")
            .help(format!("write the namespace too: `namespace:{text}`")),
        PathFault::NoInterface => new("this path names a package, but no interface or world of it")
            .at(at.in_file(file), "ends too early")
            .help("write the name behind the package: `namespace:package/name`"),
        PathFault::NoPackageNamespace => new("a package name has a namespace")
            .at(at.in_file(file), "no namespace")
            .help(match text.contains('/') {
                true => format!("write `{}`", text.replacen('/', ":", 1)),
                false => format!("write `namespace:{text}`"),
            }),
    }
}

/// The first item of a file is `use a:b;`.
pub(crate) fn use_for_package(file: FileId, at: ByteRange) -> Diagnostic {
    wrong_mark(file, "package", "keyword `use`", at)
        .help("if an interface of that package is meant, write its name behind it: `use a:b/name;`")
}
