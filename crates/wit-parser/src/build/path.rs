//! Paths and package names. The grammar takes names in any order of `:` and `/`; what makes sense is decided here.

use outwit_diagnostics::ByteRange;

use super::Builder;
use crate::ast::{Ident, List, PackageName, UsePath, VersionText};
use crate::diagnostics::{self, PathFault};

/// Names joined by `:` and then by `/`, with a version behind.
#[derive(Clone, Copy)]
pub(crate) struct PathParts {
    idents: List<Ident>,
    last: Ident,
    /// How many of the names stand before the first `/`.
    before_slash: u32,
    version: Option<VersionText>,
    /// A `:` came behind a `/`, or something behind the version.
    disordered: bool,
    pub(super) range: ByteRange,
}

impl PathParts {
    fn slashes(&self) -> usize {
        self.idents.len() - self.before_slash as usize
    }

    /// Whether it is the name of a package, and not of something in one.
    pub(super) fn names_package(&self) -> bool {
        self.fault() == Some(PathFault::NoInterface)
    }

    fn fault(&self) -> Option<PathFault> {
        if self.disordered {
            return Some(PathFault::Disordered);
        }
        match (self.before_slash, self.slashes()) {
            (1, 0) => self.version.map(|_| PathFault::LocalVersion),
            (1, _) => Some(PathFault::NoNamespace),
            (_, 0) => Some(PathFault::NoInterface),
            _ => None,
        }
    }
}

impl Builder<'_> {
    #[inline]
    pub(crate) fn path_start(&mut self, ident: Ident) -> PathParts {
        let idents = self.one(ident);
        PathParts {
            idents,
            last: ident,
            before_slash: 1,
            version: None,
            disordered: false,
            range: ident.range,
        }
    }

    pub(crate) fn path_colon(&mut self, parts: PathParts, ident: Ident) -> PathParts {
        let disordered = parts.disordered || parts.slashes() > 0 || parts.version.is_some();
        let before_slash = parts.before_slash + u32::from(!disordered);
        PathParts { before_slash, disordered, ..self.path_more(parts, ident) }
    }

    pub(crate) fn path_slash(&mut self, parts: PathParts, ident: Ident) -> PathParts {
        let disordered = parts.disordered || parts.version.is_some();
        PathParts { disordered, ..self.path_more(parts, ident) }
    }

    fn path_more(&mut self, parts: PathParts, ident: Ident) -> PathParts {
        let idents = self.grow(parts.idents, ident);
        PathParts { idents, last: ident, range: parts.range.to(ident.range), ..parts }
    }

    pub(crate) fn path_version(&mut self, parts: PathParts, start: u32, end: u32) -> PathParts {
        let version = self.version(start, end);
        let disordered = parts.disordered || parts.version.is_some();
        PathParts { version: Some(version), disordered, range: parts.range.to(version.range), ..parts }
    }

    /// The path to an interface or world; `None` after a report.
    pub(super) fn use_path(&mut self, parts: PathParts) -> Option<UsePath> {
        if let Some(fault) = parts.fault() {
            return self.path_fault(parts.range, fault);
        }
        let (namespaces, rest) = parts.idents.split_at(parts.before_slash as usize - 1);
        let (names, _item) = rest.split_at(rest.len() - 1);
        Some(UsePath { namespaces, names, item: parts.last, version: parts.version, range: parts.range })
    }

    /// What stands behind `import` or `export` as `first: rest`: a path if `rest` has no namespace of its own, as in
    /// `a:b/c`, and otherwise a name for the path `rest`.
    pub(super) fn extern_path(&mut self, first: Ident, rest: PathParts) -> Option<(Option<Ident>, UsePath)> {
        let whole = rest.before_slash == 1 && (rest.slashes() > 0 || rest.version.is_some());
        if !whole {
            return self.use_path(rest).map(|path| (Some(first), path));
        }
        let range = first.range.to(rest.range);
        if rest.disordered || rest.slashes() == 0 {
            let fault = if rest.disordered { PathFault::Disordered } else { PathFault::NoInterface };
            return self.path_fault(range, fault);
        }
        let namespaces = self.one(first);
        let (names, _item) = rest.idents.split_at(rest.idents.len() - 1);
        Some((None, UsePath { namespaces, names, item: rest.last, version: rest.version, range }))
    }

    /// The name of a package; `None` after a report.
    pub(super) fn package_name(&mut self, parts: PathParts) -> Option<PackageName> {
        if parts.disordered || parts.before_slash == 1 {
            let fault = if parts.disordered { PathFault::Disordered } else { PathFault::NoPackageNamespace };
            return self.path_fault(parts.range, fault);
        }
        let (namespaces, names) = parts.idents.split_at(parts.before_slash as usize - 1);
        Some(PackageName { namespaces, names, version: parts.version, range: parts.range })
    }

    pub(super) fn path_fault<T>(&mut self, range: ByteRange, fault: PathFault) -> Option<T> {
        let text = &self.text[range.as_usize()];
        self.diagnostics.push(diagnostics::malformed_path(self.file(), text, range, fault));
        None
    }
}
