//! Packages in binary form: what a decoder gives, and what becomes of packages that are there in part.
//!
//! An encoded package shows of others what it uses of them. That much serves as long as nobody declares the package itself;
//! where several show one, all they show is taken together.

use std::collections::{BTreeMap, HashMap, HashSet};

use outwit_diagnostics::{Diagnostic, FileId, Span};
use outwit_parser::ast;

use super::{Group, Loaded};
use crate::diagnostics as errors;

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
    let groups = roots.iter().chain(&loaded.groups);
    let whole: HashSet<String> = groups.flat_map(|group| &group.files).flat_map(declared).collect();
    let mut by_name: BTreeMap<String, Vec<Partial>> = BTreeMap::new();
    for part in partial {
        let name = declared(&part.file).next().filter(|name| !whole.contains(name));
        if let Some(name) = name {
            by_name.entry(name).or_default().push(part);
        }
    }
    for (name, parts) in by_name {
        let path = parts[0].path.clone();
        let files = join(&name, parts, &mut loaded.diagnostics);
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
        file[idents].iter().map(|ident| &file[*ident]).collect::<Vec<&str>>().join(by)
    };
    let version = name.version.map(|version| format!("@{}", &file[version.text])).unwrap_or_default();
    format!("{}:{}{version}", join(name.namespaces, ":"), join(name.names, "/"))
}

/// Where the fullest view of an interface is so far, and what it shows.
struct View {
    file: usize,
    members: HashSet<String>,
    span: Span,
}

/// Keeps of each interface the view that shows most. Views that each show something else cannot be joined: how types and
/// functions lie beside each other is known to the whole package alone.
fn join(name: &str, parts: Vec<Partial>, diagnostics: &mut Vec<Diagnostic>) -> Vec<ast::File> {
    let mut files: Vec<ast::File> = parts.into_iter().map(|part| part.file).collect();
    let mut views: HashMap<String, View> = HashMap::new();
    let mut unused: HashSet<(usize, String)> = HashSet::new();
    for (index, file) in files.iter().enumerate() {
        for item in &file[file.items] {
            let ast::Item::Interface(interface) = item else { continue };
            let label = file[interface.name].to_owned();
            let members = members(file, interface);
            let view = View { file: index, members, span: Span { file: file.id, range: interface.range } };
            let Some(known) = views.get(&label) else {
                views.insert(label, view);
                continue;
            };
            if view.members.is_subset(&known.members) {
                unused.insert((index, label));
            } else {
                if !known.members.is_subset(&view.members) {
                    diagnostics.push(errors::partial_packages(name, &label, view.span, known.span));
                }
                unused.insert((known.file, label.clone()));
                views.insert(label, view);
            }
        }
    }
    for (index, file) in files.iter_mut().enumerate() {
        let is_used = |item: &ast::Item| match item {
            ast::Item::Interface(interface) => !unused.contains(&(index, file[interface.name].to_owned())),
            _ => true,
        };
        let items: Vec<ast::Item> = file[file.items].iter().filter(|item| is_used(item)).copied().collect();
        file.items = file.arenas.list(items);
    }
    files
}

fn members(file: &ast::File, interface: &ast::Interface) -> HashSet<String> {
    let mut members = HashSet::new();
    for item in &file[interface.items] {
        match item {
            ast::InterfaceItem::Use(item) => {
                members.extend(file[item.names].iter().map(|name| file[name.local()].to_owned()));
            }
            ast::InterfaceItem::TypeDef(def) => {
                let name = &file[def.name];
                members.insert(name.to_owned());
                let ast::TypeDefKind::Resource(Some(items)) = def.kind else { continue };
                for item in &file[items] {
                    members.insert(match item {
                        ast::ResourceItem::Method { func, .. } => {
                            format!("{name}.{}.{:?}", &file[func.name], func.func.kind)
                        }
                        _ => format!("{name}.constructor"),
                    });
                }
            }
            ast::InterfaceItem::Func(func) => {
                members.insert(format!("{}.{:?}", &file[func.name], func.func.kind));
            }
            ast::InterfaceItem::Error(_) => {}
        }
    }
    members
}
