//! The passes, in order. Each states at its head what holds after it; all report what they find and go on.

mod accessors;
mod broken;
mod check;
mod collect;
mod consequences;
mod contents;
mod copies;
mod cycles;
mod elaborate;
mod functions;
#[cfg(any(test, feature = "optional-rules"))]
mod gate_rules;
#[cfg(any(test, feature = "optional-rules"))]
mod gated_syntax;
mod gates;
mod includes;
mod limits;
mod missing;
#[cfg(any(test, feature = "optional-rules"))]
mod optional;
mod places;
mod scope;
mod sizes;
mod types;
mod unique;
mod unknown;
mod worlds;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use outwit_diagnostics::{ByteRange, Diagnostic, SourceMap, Span};
use outwit_parser::ast;

use crate::analysis::{Analysis, Definition};
use crate::graph::{
    Builder, Id, InterfaceId, Name, NameMap, OrderMap, OrderSet, Owner, PackageId, PackageName, Resolve,
    StabilityId, TypeId, TypeKind, WorldId,
};
use crate::load::{Loaded, Supply};
use broken::BrokenText;
use copies::Contents;
#[cfg(any(test, feature = "optional-rules"))]
pub(crate) use gated_syntax::Gated;
use missing::MissingPackages;
use unknown::Unknown;

/// Which `@unstable` features are active.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// All of them.
    pub all: bool,
    /// Those with these names.
    pub names: BTreeSet<String>,
}

impl Features {
    /// The features with these names.
    pub fn named(names: impl IntoIterator<Item = impl Into<String>>) -> Features {
        Features { all: false, names: names.into_iter().map(Into::into).collect() }
    }

    /// All features.
    pub fn all() -> Features {
        Features { all: true, names: BTreeSet::new() }
    }
}

/// Resolves what was loaded. Never fails: what is wrong stands in the diagnostics of the analysis.
pub fn resolve(loaded: &Loaded, features: &Features) -> Analysis {
    let mut cx = Context::new(loaded, features);
    collect::collect(&mut cx, loaded);
    scope::resolve_uses(&mut cx);
    types::resolve_types(&mut cx);
    functions::resolve_functions(&mut cx);
    worlds::resolve_worlds(&mut cx);
    check::check(&mut cx);
    gates::check_references(&mut cx);
    gates::report_undated(&mut cx);
    types::report_no_resources(&mut cx);
    unknown::report(&mut cx);
    missing::report(&mut cx);
    consequences::remove(loaded, &mut cx.diagnostics);
    cx.finish(loaded)
}

/// Looking for similar names costs as many comparisons as there are candidates, for each name that is not found. So many
/// are made in all; after that, names are reported without a suggestion.
const COMPARISONS: usize = 400_000;

/// What the passes share.
pub(crate) struct Context<'a> {
    pub(crate) features: &'a Features,
    pub(crate) builder: Builder,
    /// What the passes found; what reading and parsing found is not among it.
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) uses: Vec<(Span, Definition)>,
    pub(crate) roots: Vec<PackageId>,
    /// The last `@since` that stood alone and was right, with its package and the stability it gives: most items say the same.
    pub(crate) last_since: Option<((FileIndex, PackageId, Name), StabilityId)>,
    /// Where `@since` stands in packages without a version.
    pub(crate) undated: OrderMap<PackageId, Vec<Span>>,
    /// Types of which there is a second definition.
    pub(crate) defined_twice: OrderSet<TypeId>,
    /// Types that are no resources and to which there are handles: the keyword of the first, and all places.
    pub(crate) no_resources: OrderMap<TypeId, (&'static str, Vec<Span>)>,
    /// Text that could not be parsed.
    pub(crate) broken: BrokenText,
    /// For messages: which interface of a package has which type, found when first asked for.
    pub(crate) types_of_packages: OrderMap<PackageId, NameMap<Name>>,
    /// For messages: the types of a scope, found when first asked for.
    pub(crate) types_of_scopes: OrderMap<Owner, Rc<[Name]>>,
    /// For messages: how many more names may be compared with a name that is not found.
    effort: usize,
    /// For messages: where dependencies were looked for.
    pub(crate) supply: &'a Supply,
    sources: &'a SourceMap,
    pub(crate) missing_packages: MissingPackages,
    /// Names that nothing defines.
    pub(crate) unknown: Unknown,
    /// Every parsed file, with the graph's names for its names.
    files: Vec<FileNames<'a>>,
    /// One for each package.
    pub(crate) units: Vec<Unit>,
    pub(crate) unit_by_name: HashMap<PackageName, usize>,
    /// The units of packages by how a path in a file names them, once some path has.
    pub(crate) packages_as_written: OrderMap<WrittenPackage, usize>,
    /// The top level of each file, or of a nested package.
    pub(crate) file_scopes: Vec<FileScope<'a>>,
    /// What is named in each interface, by id.
    pub(crate) interfaces: Vec<Scope<'a>>,
    /// What is named in each world, by id.
    pub(crate) worlds: Vec<Scope<'a>>,
    /// Streams, futures, maps and lists of fixed length, where they are written.
    pub(crate) written: Vec<(TypeId, Span)>,
    /// Worlds of which some import, export or `include` is not known.
    pub(crate) incomplete_worlds: OrderSet<WorldId>,
    /// Packages that each package depends on, with a place that says so.
    pub(crate) package_edges: NamelessGraph,
}

/// Edges between numbered things, each with a place.
pub(crate) type NamelessGraph = Vec<Vec<(usize, Span)>>;

struct FileNames<'a> {
    file: &'a ast::File,
    /// The graph's name for each name of the file, once somebody asked.
    names: Vec<Option<Name>>,
    /// The number of its comments in the graph.
    comments: u32,
}

/// A package in a path: the file, and its names for namespace, package and version.
pub(crate) type WrittenPackage = (FileIndex, Name, Name, Option<Name>);

/// A file in [`Context::files`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FileIndex(usize);

/// A package while it is resolved.
pub(crate) struct Unit {
    pub(crate) package: PackageId,
    /// Its text, if that is all in one place.
    contents: Option<Contents>,
    /// Its interfaces and worlds by name.
    pub(crate) items: NameMap<(Top, Span)>,
}

/// An interface or world.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Top {
    Interface(InterfaceId),
    World(WorldId),
}

/// The top level of one file (or nested package): what `use … as …` at that level brings.
pub(crate) struct FileScope<'a> {
    pub(crate) unit: usize,
    pub(crate) file: FileIndex,
    pub(crate) uses: Vec<&'a ast::TopUse>,
    pub(crate) aliases: NameMap<Option<Top>>,
}

/// What an interface or world defines and uses.
pub(crate) struct Scope<'a> {
    pub(crate) owner: Owner,
    pub(crate) file_scope: usize,
    pub(crate) file: FileIndex,
    pub(crate) active: bool,
    /// Types and functions by name; of a world, its types alone.
    pub(crate) members: NameMap<(Member, Span)>,
    pub(crate) uses: Vec<UseDecl<'a>>,
    pub(crate) defs: Vec<(TypeId, &'a ast::TypeDef)>,
    pub(crate) items: Items<'a>,
    /// Interfaces written inline in a world, in order.
    pub(crate) inline: Vec<InterfaceId>,
    /// Of a world: its types in order, `use`d ones first.
    pub(crate) ordered_types: Vec<TypeId>,
}

/// The syntax of a scope.
#[derive(Clone, Copy)]
pub(crate) enum Items<'a> {
    Interface(&'a [ast::InterfaceItem]),
    World(&'a [ast::WorldItem]),
}

/// A member of a scope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Member {
    Type(TypeId),
    Function,
}

/// A `use` in an interface or world.
pub(crate) struct UseDecl<'a> {
    pub(crate) decl: &'a ast::Use,
    pub(crate) types: Vec<(TypeId, ast::UseName)>,
    /// The interface, once found.
    pub(crate) target: Option<InterfaceId>,
}

impl<'a> Context<'a> {
    fn new(loaded: &'a Loaded, features: &'a Features) -> Context<'a> {
        let (mut names, mut docs) = (0, 0);
        for group in &loaded.groups {
            for ast::File { arenas, .. } in &group.files {
                names += arenas.tys.len() / 2 + arenas.use_names.len();
                docs += arenas.docs.len();
            }
        }
        let mut builder = Builder::new();
        builder.resolve.docs.reserve(docs);
        Context {
            features,
            builder,
            diagnostics: Vec::new(),
            // About half of all type expressions are names. Memory that nothing comes to stand in is not touched.
            uses: Vec::with_capacity(names),
            roots: Vec::new(),
            last_since: None,
            undated: OrderMap::default(),
            defined_twice: OrderSet::default(),
            no_resources: OrderMap::default(),
            broken: BrokenText::new(loaded),
            types_of_packages: OrderMap::default(),
            types_of_scopes: OrderMap::default(),
            effort: COMPARISONS,
            supply: &loaded.supply,
            sources: &loaded.sources,
            missing_packages: MissingPackages::default(),
            unknown: Unknown::default(),
            files: Vec::new(),
            units: Vec::new(),
            unit_by_name: HashMap::new(),
            packages_as_written: OrderMap::default(),
            file_scopes: Vec::new(),
            interfaces: Vec::new(),
            worlds: Vec::new(),
            written: Vec::new(),
            incomplete_worlds: OrderSet::default(),
            package_edges: Vec::new(),
        }
    }

    fn finish(self, loaded: &Loaded) -> Analysis {
        let mut diagnostics = loaded.diagnostics.clone();
        diagnostics.extend(self.diagnostics);
        Diagnostic::sort(&mut diagnostics);
        let mut uses = self.uses;
        // There are so many that a sort of their own is worth its code.
        uses.sort();
        Analysis { graph: self.builder.finish(), roots: self.roots, uses, diagnostics }
    }

    pub(crate) fn graph(&self) -> &Resolve {
        &self.builder.resolve
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether there is time to look for a similar name among so many candidates.
    pub(crate) fn may_compare(&mut self, candidates: usize) -> bool {
        let enough = candidates <= self.effort;
        self.effort -= if enough { candidates } else { 0 };
        enough
    }

    /// Reports a name that is not found, unless it stands in text that could not be parsed: then that is what is wrong.
    pub(crate) fn report_unknown(&mut self, name: &str, diagnostic: Diagnostic) {
        if !name.is_empty() && !self.broken.contains_word(name.trim_start_matches('%')) {
            self.report(diagnostic);
        }
    }

    /// Whether a name that a scope does not have may be one that it lost: a definition there has no name, a `use` names something
    /// else of an interface that has such a type, or the head of the scope has a fault and nothing stands in it. That was
    /// reported.
    pub(crate) fn may_be_lost(&mut self, owner: Owner, name: Name) -> bool {
        if !self.may_compare(self.scope(owner).uses.len()) {
            return false;
        }
        let graph = self.graph();
        let scope = self.scope(owner);
        let is_nameless = |name: Option<Name>| name.is_some_and(|name| scope.members.contains_key(&name));
        let is_slip = |decl: &UseDecl<'_>| {
            let has_it = |id| self.scope(Owner::Interface(id)).members.contains_key(&name);
            decl.target.is_some_and(has_it)
                && decl.types.iter().any(|(ty, _)| graph[*ty].kind == TypeKind::Error)
        };
        let name = match owner {
            Owner::Interface(id) => Some(graph[id].span),
            Owner::World(id) => Some(graph[id].span),
            Owner::None => None,
        };
        let is_cut = scope.members.is_empty() && name.is_some_and(|name| self.broken.has_fault_in(name));
        is_cut || is_nameless(graph.name("")) || scope.uses.iter().any(is_slip)
    }

    fn add_file(&mut self, file: &'a ast::File) -> FileIndex {
        let comments = self.builder.resolve.docs.add_file(&file.comments);
        self.files.push(FileNames { file, names: vec![None; file.names.len()], comments });
        FileIndex(self.files.len() - 1)
    }

    pub(crate) fn file(&self, file: FileIndex) -> &'a ast::File {
        self.files[file.0].file
    }

    /// The graph's name for a name of a file.
    pub(crate) fn name(&mut self, file: FileIndex, name: Name) -> Name {
        let FileNames { file, names, .. } = &mut self.files[file.0];
        *names[name.index()].get_or_insert_with(|| self.builder.resolve.names.intern(&file[name]))
    }

    pub(crate) fn span(&self, file: FileIndex, range: ByteRange) -> Span {
        range.in_file(self.file(file).id)
    }

    pub(crate) fn docs(
        &mut self,
        file: FileIndex,
        docs: Option<ast::DocsId>,
    ) -> Option<crate::graph::DocsId> {
        let FileNames { file, comments, .. } = &self.files[file.0];
        Some(self.builder.resolve.docs.push(*comments, file[docs?]))
    }

    pub(crate) fn scope(&self, owner: Owner) -> &Scope<'a> {
        match owner {
            Owner::Interface(id) => &self.interfaces[id.index()],
            Owner::World(id) => &self.worlds[id.index()],
            Owner::None => panic!("only interfaces and worlds have scopes"),
        }
    }

    /// The package that a scope belongs to.
    pub(crate) fn package_of(&self, owner: Owner) -> PackageId {
        self.units[self.file_scopes[self.scope(owner).file_scope].unit].package
    }

    /// Every interface and world, in the order of their ids.
    pub(crate) fn owners(&self) -> Vec<Owner> {
        let mut owners = Vec::with_capacity(self.interfaces.len() + self.worlds.len());
        for index in 0..self.interfaces.len() {
            owners.push(Owner::Interface(InterfaceId::from_index(index)));
        }
        for index in 0..self.worlds.len() {
            owners.push(Owner::World(WorldId::from_index(index)));
        }
        owners
    }

    /// For messages: "interface `x`", "this world", ...
    pub(crate) fn owner_name(&self, owner: Owner) -> String {
        let graph = self.graph();
        match owner {
            Owner::Interface(id) => match graph[id].name {
                Some(name) => format!("interface `{}`", &graph[name]),
                None => "this interface".to_owned(),
            },
            Owner::World(id) => format!("world `{}`", &graph[graph[id].name]),
            Owner::None => unreachable!("only interfaces and worlds are looked into"),
        }
    }
}
