//! Packages in binary form (Cargo feature `decoder`): what a decoder gives, and what becomes of packages that are there in
//! part.
//!
//! An encoded package shows of others what it uses of them. That much serves as long as nobody declares the package itself;
//! where several show one, all they show is taken together.

use std::path::Path;

use outwit_diagnostics::{Diagnostic, FileId, Span, mapped, sort_by};
use outwit_parser::ast;

use super::paths::shown;
use super::{Group, Loaded, Loader};
use crate::diagnostics as errors;
use crate::graph::{Name, NameMap, Names, OrderSet};

/// Reads WIT packages encoded as wasm. Injected by programs that can do it; without one, such an input is a diagnostic.
pub trait Decoder {
    /// What is in `bytes`, as trees whose ranges count bytes of the wasm; `file` stands for it in diagnostics. A dependency
    /// must be a package; elsewhere a component stands for its world.
    fn decode(&self, file: FileId, bytes: &[u8], is_dependency: bool) -> Result<Decoded, Diagnostic>;

    /// Whether what [`decode`](Decoder::decode) said means that the bytes could not be read at all, as opposed to what
    /// they say being wrong: [`Loaded::has_unreadable`](super::Loaded::has_unreadable) then is true.
    fn is_unreadable(&self, error: &Diagnostic) -> bool;
}

/// What was read from wasm.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// One tree for each package, with its header: first the packages themselves, then others, as far as they are in use.
    pub files: Vec<ast::File>,
    /// How many of the trees hold their packages whole.
    pub whole: usize,
    /// What the wasm is.
    pub kind: DecodedKind,
}

/// What a wasm binary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodedKind {
    /// A WIT package.
    Package,
    /// A component; its world stands in a package made up for it.
    Component,
    /// A core module that says what worlds it is for.
    Module,
}

/// What a loader keeps of packages in binary form.
#[derive(Default)]
pub(super) struct Encoded<'a> {
    decoder: Option<&'a dyn Decoder>,
    /// Further packages of the wasm that was read last.
    more: Vec<ast::File>,
    pub(super) partial: Vec<Partial>,
}

impl<'a> Loader<'a> {
    /// Reads WIT packages encoded as wasm with `decoder`.
    #[must_use]
    pub fn with_decoder(mut self, decoder: &'a dyn Decoder) -> Loader<'a> {
        self.encoded.decoder = Some(decoder);
        self
    }

    pub(super) fn decode(&mut self, path: &Path, bytes: &[u8], is_dependency: bool) -> Vec<ast::File> {
        let file = self.loaded.sources.add_binary(shown(path));
        let Some(decoder) = self.encoded.decoder else {
            self.unreadable(errors::encoded_package(&shown(path)));
            return Vec::new();
        };
        match decoder.decode(file, bytes, is_dependency) {
            Ok(Decoded { mut files, whole, .. }) => {
                let whole = whole.min(files.len());
                for file in files.split_off(whole) {
                    self.encoded.partial.push(Partial { path: shown(path), file });
                }
                self.encoded.more = files.split_off(whole.min(1));
                files
            }
            Err(error) => {
                self.loaded.unreadable |= decoder.is_unreadable(&error);
                self.loaded.diagnostics.push(error);
                Vec::new()
            }
        }
    }

    /// Adds the further packages of the wasm that was read last.
    pub(super) fn push_more(&mut self, path: &str, identity: &Path, is_root: bool) {
        for (number, file) in std::mem::take(&mut self.encoded.more).into_iter().enumerate() {
            let identity = identity.join(number.to_string());
            self.push(Group { path: path.to_owned(), files: vec![file], is_root, is_file: true, identity });
        }
    }
}

/// A tree with a package as far as another one uses it.
pub(super) struct Partial {
    pub(super) path: String,
    pub(super) file: ast::File,
}

/// Adds packages that are there in part, unless they are there whole.
pub(super) fn add_partial(loaded: &mut Loaded, roots: &[Group], partial: Vec<Partial>) {
    if partial.is_empty() {
        return;
    }
    let mut names = Names::new();
    let mut whole = OrderSet::default();
    for group in roots.iter().chain(&loaded.groups) {
        for file in &group.files {
            whole.extend(declared(file).map(|name| names.intern(&name)));
        }
    }
    let mut by_name: NameMap<Vec<Partial>> = NameMap::default();
    for part in partial {
        let name = declared(&part.file).next().map(|name| names.intern(&name));
        if let Some(name) = name.filter(|name| !whole.contains(*name)) {
            by_name.get_or_insert_with(name, Vec::new).push(part);
        }
    }
    let mut by_name: Vec<(Name, Vec<Partial>)> = by_name.into_iter().collect();
    sort_by(&mut by_name, |(a, _), (b, _)| names[*a].cmp(&names[*b]));
    for (name, parts) in by_name {
        let name = &names[name];
        let path = parts[0].path.clone();
        let files = join(name, parts, &mut loaded.diagnostics);
        let identity = format!("{path}#{name}").into();
        loaded.groups.push(Group { path, files, is_root: false, is_file: true, identity });
    }
}

/// The packages that a file declares: by its header and by blocks.
fn declared(file: &ast::File) -> impl Iterator<Item = String> + '_ {
    file[file.items].iter().filter_map(|item| match item {
        ast::Item::PackageHeader(header) => Some(package_name(file, &header.name)),
        ast::Item::NestedPackage(package) => Some(package_name(file, &package.name)),
        _ => None,
    })
}

fn package_name(file: &ast::File, name: &ast::PackageName) -> String {
    let join = |idents: ast::List<ast::Ident>, by: &str| -> String {
        mapped(&file[idents], |ident| &file[*ident]).join(by)
    };
    let version = name.version.map(|version| format!("@{}", &file[version.text])).unwrap_or_default();
    format!("{}:{}{version}", join(name.namespaces, ":"), join(name.names, "/"))
}

/// Where the fullest view of an interface is so far, and what it shows.
struct View {
    file: usize,
    members: OrderSet<Name>,
    span: Span,
}

/// Keeps of each interface the view that shows most. Views that each show something else cannot be joined: how types and
/// functions lie beside each other is known to the whole package alone.
fn join(name: &str, parts: Vec<Partial>, diagnostics: &mut Vec<Diagnostic>) -> Vec<ast::File> {
    let mut files: Vec<ast::File> = parts.into_iter().map(|part| part.file).collect();
    let mut names = Names::new();
    let mut views: NameMap<View> = NameMap::default();
    let mut unused: OrderSet<(usize, Name)> = OrderSet::default();
    for (index, file) in files.iter().enumerate() {
        for item in &file[file.items] {
            let ast::Item::Interface(interface) = item else { continue };
            let label = names.intern(&file[interface.name]);
            let members = members(&mut names, file, interface);
            let view = View { file: index, members, span: Span { file: file.id, range: interface.range } };
            let Some(known) = views.get(&label) else {
                views.insert(label, view);
                continue;
            };
            if view.members.is_subset(&known.members) {
                unused.insert((index, label));
            } else {
                if !known.members.is_subset(&view.members) {
                    diagnostics.push(errors::partial_packages(name, &names[label], view.span, known.span));
                }
                unused.insert((known.file, label));
                views.insert(label, view);
            }
        }
    }
    for (index, file) in files.iter_mut().enumerate() {
        let is_used = |item: &ast::Item| match item {
            ast::Item::Interface(interface) => {
                names.get(&file[interface.name]).is_none_or(|label| !unused.contains((index, label)))
            }
            _ => true,
        };
        let items: Vec<ast::Item> = file[file.items].iter().filter(|item| is_used(item)).copied().collect();
        file.items = file.arenas.list(items);
    }
    files
}

fn members(names: &mut Names, file: &ast::File, interface: &ast::Interface) -> OrderSet<Name> {
    let mut members = OrderSet::default();
    for item in &file[interface.items] {
        match item {
            ast::InterfaceItem::Use(item) => {
                members.extend(file[item.names].iter().map(|name| names.intern(&file[name.local()])));
            }
            ast::InterfaceItem::TypeDef(def) => {
                let name = &file[def.name];
                members.insert(names.intern(name));
                let ast::TypeDefKind::Resource(Some(items)) = def.kind else { continue };
                for item in &file[items] {
                    let member = match item {
                        ast::ResourceItem::Method { func, .. } => {
                            format!("{name}.{}.{:?}", &file[func.name], func.func.kind)
                        }
                        _ => format!("{name}.constructor"),
                    };
                    members.insert(names.intern(&member));
                }
            }
            ast::InterfaceItem::Func(func) => {
                members.insert(names.intern(&format!("{}.{:?}", &file[func.name], func.func.kind)));
            }
            ast::InterfaceItem::Error(_) => {}
        }
    }
    members
}
