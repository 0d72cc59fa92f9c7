//! [`Model`]: a world with all its Rust names. What Rust cannot express has been refused before.

mod choices;
mod derives;
mod functions;
mod merge;
mod paths;
mod reach;
mod refuse;
mod with;

use outwit_bindgen_core::{Bindings, Callable, Module, ModuleId, Place};
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{
    Accessor, Function, FunctionKind, IdMap, OrderMap, OrderSet, Resolve, TypeId, TypeKind, WorldId,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use self::choices::Choices;
pub(crate) use self::functions::Chaining;
use self::functions::Functions;
use self::merge::Merged;
use self::paths::Paths;
use self::with::Elsewhere;
use crate::glue::Glue;
use crate::loan::{Loan, Mode};
use crate::names::{Scope, Style};
use crate::options::Keywords;
use crate::{Finding, Options};

/// A world with all its Rust names.
pub(crate) struct Model<'r> {
    pub(crate) resolve: &'r Resolve,
    pub(crate) options: &'r Options,
    pub(crate) bindings: Bindings,
    /// The path of the runtime.
    pub(crate) rt: TokenStream,
    pub(crate) glue: Glue,
    /// The world's own types and functions.
    pub(crate) root: Root,
    /// By [`ModuleId::index`].
    pub(crate) modules: Vec<ModuleModel>,
    /// Fields, cases and flags by type.
    members: OrderMap<TypeId, Vec<Ident>>,
    /// Which types a function needs.
    needed: IdMap<TypeId, bool>,
    /// What has its bindings elsewhere.
    pub(crate) elsewhere: Elsewhere,
    /// What options say about types.
    pub(crate) choices: Choices,
    /// What options say about functions.
    pub(crate) functions: Functions<'r>,
    /// Which definitions are aliases of others.
    pub(crate) merged: Merged,
    /// Resources with functions that are called like those that reach a handle.
    with_handle_functions: OrderSet<TypeId>,
}

/// The names of the world's own things.
#[derive(Default)]
pub(crate) struct Root {
    types: Types,
    pub(crate) imports: Vec<Func>,
    pub(crate) exports: Vec<Func>,
}

/// The names of a module.
pub(crate) struct ModuleModel {
    /// The modules around it, outermost first, and itself.
    pub(crate) path: Vec<Ident>,
    /// What it is called among the procedures.
    pub(crate) alias: Ident,
    types: Types,
    pub(crate) functions: Vec<Func>,
}

type Types = OrderMap<TypeId, TypeNames>;

/// The names of a type.
pub(crate) struct TypeNames {
    /// Of the type, or if it has two versions of the owned one.
    pub(crate) ident: Ident,
    /// Of the lent version, if there are two.
    lent: Option<Ident>,
    /// Of what comes with a resource that the guest implements.
    pub(crate) exported: Option<ExportedNames>,
}

/// The names that come with a resource that the guest implements.
pub(crate) struct ExportedNames {
    /// The trait, which an alias does not have.
    pub(crate) guest: Option<Ident>,
    /// The type of borrowed handles.
    pub(crate) borrow: Ident,
}

impl TypeNames {
    /// The name of the version that is wanted.
    pub(crate) fn version(&self, mode: Mode) -> &Ident {
        let owned = mode.loan == Loan::Owned || !mode.lends;
        self.lent.as_ref().filter(|_| !owned).unwrap_or(&self.ident)
    }
}

/// A function with its Rust names.
pub(crate) struct Func {
    pub(crate) callable: Callable,
    /// In its module, or among the functions of its resource.
    pub(crate) ident: Ident,
    /// What hidden names of its module are made of.
    pub(crate) hidden: String,
    /// Of all parameters; that of the resource itself is never seen.
    pub(crate) params: Vec<Ident>,
}

/// From where a type is looked up: of an interface that is imported and exported there are two, and each refers to its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Context {
    /// The module; `None` for what the world itself has.
    pub(crate) module: Option<ModuleId>,
    pub(crate) direction: Direction,
}

/// Where a piece of code stands.
#[derive(Clone, Copy)]
pub(crate) struct Here {
    /// From where the types that it names are looked up.
    pub(crate) context: Context,
    /// The module that it stands in directly.
    pub(crate) stands: Stands,
    /// How many modules are around it.
    pub(crate) depth: usize,
}

/// The module that a piece of code stands in directly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Where the bindings stand.
    Root,
    /// An interface.
    In(ModuleId),
    /// The hidden module of procedures.
    Abi,
}

/// A type behind aliases, with the place from where what it consists of is looked up: for a named type its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) ty: TypeId,
    pub(crate) context: Context,
}

impl<'r> Model<'r> {
    /// The names of everything in `world`.
    ///
    /// # Errors
    /// Everything that Rust bindings cannot express, and every option that means nothing here, at once.
    pub(crate) fn new(
        resolve: &'r Resolve,
        world: WorldId,
        options: &'r Options,
    ) -> Result<Model<'r>, Vec<Finding>> {
        let mut bindings = Bindings::new(resolve, world);
        let mut findings = Vec::new();
        let elsewhere = with::elsewhere(resolve, &bindings, options, &mut findings);
        let functions = Functions::new(resolve, &bindings, options, &mut findings);
        let choices = Choices::new(resolve, &bindings, options, &mut findings);
        // A resource that is defined elsewhere has its methods there.
        let is_elsewhere = |callable: Callable| {
            let resource = resolve[callable.function].resource();
            callable.direction == Direction::Import && resource.is_some_and(|ty| elsewhere.ty(ty).is_some())
        };
        skip(&mut bindings, |callable| is_elsewhere(callable) || functions.skips(resolve, callable));
        for (index, module) in bindings.modules.iter_mut().enumerate() {
            if elsewhere.is_module(index) {
                module.functions.clear();
            }
        }
        let needed = reach::needed(resolve, &bindings, options.generate_unused_types);
        findings.extend(refuse::refuse(resolve, &bindings, &needed, options, &elsewhere));
        derives::check(resolve, &bindings, options, (&choices, &elsewhere), &needed, &mut findings);
        if !findings.is_empty() {
            Finding::sort(&mut findings);
            return Err(findings);
        }
        let rt = match &options.runtime_path {
            Some(path) => path.tokens().clone(),
            None => quote!(::outwit::rt),
        };
        let merged = merge::merged(resolve, &bindings, options, &elsewhere, &needed);
        let keywords = options.keywords;
        let mut paths = Paths::new(&bindings, keywords);
        // That of the runtime stands beside them.
        let mut aliases = Scope::with(keywords, &["abi"]);
        let modules = bindings.modules.iter();
        let modules = modules
            .map(|module| {
                let path = paths.add(resolve, module);
                module_model(resolve, keywords, module, path, &mut aliases)
            })
            .collect();
        let root = root(resolve, keywords, &bindings);
        let members = members(resolve, keywords, &bindings);
        let mut model = Model {
            resolve,
            options,
            bindings,
            glue: Glue::new(&rt),
            rt,
            root,
            modules,
            members,
            needed,
            elsewhere,
            choices,
            functions,
            merged,
            with_handle_functions: with_handle_functions(resolve),
        };
        model.name_types();
        Ok(model)
    }

    /// Gives each type its names, in a scope for each place.
    fn name_types(&mut self) {
        self.root.types = self.names_of_types(Place::World);
        for index in 0..self.modules.len() {
            let (id, _) = self.bindings.modules().nth(index).expect("a name for each module");
            self.modules[index].types = self.names_of_types(Place::Module(id));
        }
    }

    /// What comes with a resource has its names first: they are the same whatever else there is.
    fn names_of_types(&self, place: Place) -> Types {
        let mut scope = Scope::with(self.options.keywords, &["Guest"]);
        let types = self.needed_types(place);
        let name = |ty: TypeId| &self.resolve[self.resolve[ty].name.expect("a type of a module has a name")];
        let mut exported: OrderMap<TypeId, Option<ExportedNames>> = OrderMap::default();
        for ty in &types {
            let settled = self.settle(*ty, self.context(place));
            if self.resolve[settled.ty].kind != TypeKind::Resource || !self.is_exported(settled) {
                continue;
            }
            let is_alias = *ty != settled.ty;
            let guest = (!is_alias).then(|| scope.add(Style::Camel, &format!("guest-{}", name(*ty))));
            let borrow = scope.add(Style::Camel, &format!("{}-borrow", name(*ty)));
            exported.insert(*ty, Some(ExportedNames { guest, borrow }));
        }
        let mut names = Types::default();
        for ty in types {
            let mut add = |suffix| scope.add(Style::Camel, &format!("{}{suffix}", name(ty)));
            let (ident, lent) = if self.has_two_versions(ty) {
                (add("-result"), Some(add("-param")))
            } else {
                (add(""), None)
            };
            names.insert(ty, TypeNames { ident, lent, exported: exported.take(&ty) });
        }
        names
    }

    /// The types of a module or of the world that are generated, with their names.
    pub(crate) fn types(&self, place: Place) -> Vec<(TypeId, &TypeNames)> {
        let mut types = Vec::new();
        for ty in self.needed_types(place) {
            types.push((ty, self.type_names(place, ty)));
        }
        types
    }

    /// The resources among them.
    pub(crate) fn resources(&self, place: Place) -> Vec<(TypeId, &TypeNames)> {
        let mut types = self.types(place);
        types.retain(|(ty, _)| self.resolve[*ty].kind == TypeKind::Resource);
        types
    }

    /// Whether a module or the world has resources of its own.
    pub(crate) fn has_resources(&self, place: Place) -> bool {
        self.needed_types(place).iter().any(|ty| self.resolve[*ty].kind == TypeKind::Resource)
    }

    fn needed_types(&self, place: Place) -> Vec<TypeId> {
        let mut types = match place {
            Place::World => self.bindings.types.clone(),
            Place::Module(id) => self.bindings[id].types.clone(),
        };
        types.retain(|ty| self.needed[*ty]);
        types
    }

    /// The fields, cases or flags of a named type in order.
    pub(crate) fn members(&self, ty: TypeId) -> &[Ident] {
        self.members.get(&ty).map_or(&[], Vec::as_slice)
    }

    /// The names of a named type where it stands.
    pub(crate) fn type_names(&self, place: Place, ty: TypeId) -> &TypeNames {
        let types = match place {
            Place::World => &self.root.types,
            Place::Module(id) => &self.modules[id.index()].types,
        };
        types.get(&ty).expect("the types of a place have names there")
    }

    /// Where a named type stands, seen from a context.
    pub(crate) fn place(&self, ty: TypeId, context: Context) -> Place {
        self.bindings.place(self.resolve, ty, context.module, context.direction)
    }

    /// The name that stands for a type of a place that is defined elsewhere. A resource that the guest exports never is.
    pub(crate) fn type_elsewhere(&self, place: Place, ty: TypeId) -> Option<&Ident> {
        let is_own = self.resolve[ty].kind == TypeKind::Resource
            && matches!(place, Place::Module(id) if self.bindings[id].direction == Direction::Export);
        self.elsewhere.ty(ty).filter(|_| !is_own)
    }

    /// Whether a type is defined elsewhere, or may be for one of those who use it.
    pub(crate) fn is_elsewhere(&self, ty: TypeId) -> bool {
        self.elsewhere.has_type(self.resolve, ty)
    }

    /// Whether a resource has functions in WIT that are called like those by which the published generator reaches a handle.
    pub(crate) fn has_handle_functions(&self, resource: TypeId) -> bool {
        self.with_handle_functions.contains(resource)
    }

    /// Whether a type has a part, however deep, that the option `with` names as a type.
    pub(crate) fn holds_users_type(&self, ty: TypeId) -> bool {
        let mut stack = if self.elsewhere.has_types() { vec![ty] } else { Vec::new() };
        let mut seen = OrderSet::default();
        while let Some(ty) = stack.pop() {
            if self.elsewhere.ty(ty).is_some() {
                return true;
            }
            if seen.insert(ty) {
                self.resolve[ty].kind.for_each_type(|part| stack.push(part));
            }
        }
        false
    }

    /// Whether a type is an error, or one definition with a type that is.
    pub(crate) fn is_error(&self, ty: TypeId) -> bool {
        self.bindings.usage[ty].error || self.merged.is_error(ty)
    }

    /// How what stands in a place sees names.
    pub(crate) fn context(&self, place: Place) -> Context {
        match place {
            Place::World => Context { module: None, direction: Direction::Import },
            Place::Module(id) => Context { module: Some(id), direction: self.bindings[id].direction },
        }
    }

    /// The code of a module, directly in it.
    pub(crate) fn in_module(&self, id: ModuleId) -> Here {
        let (context, depth) = (self.context(Place::Module(id)), self.modules[id.index()].path.len());
        Here { context, stands: Stands::In(id), depth }
    }

    /// A type behind its aliases. Each step goes on from where the alias stands.
    pub(crate) fn settle(&self, mut ty: TypeId, mut context: Context) -> Settled {
        loop {
            if self.resolve[ty].name.is_some() {
                context = self.context(self.place(ty, context));
            }
            match self.resolve[ty].kind {
                TypeKind::Alias(to) => ty = to,
                _ => return Settled { ty, context },
            }
        }
    }

    /// The type of a part as it is written: of a field, a payload, an element, a key (0) or value (1).
    pub(crate) fn part(&self, whole: Settled, index: usize) -> Option<TypeId> {
        match &self.resolve[whole.ty].kind {
            TypeKind::Record(fields) => fields.get(index).map(|field| field.ty),
            TypeKind::Variant(cases) => cases.get(index)?.ty,
            TypeKind::Tuple(types) => types.get(index).copied(),
            TypeKind::Option(some) => (index == 1).then_some(*some),
            TypeKind::Result { ok, err } => [*ok, *err][index],
            TypeKind::List(elem) | TypeKind::FixedLengthList(elem, _) => Some(*elem),
            TypeKind::Map(key, value) => Some([*key, *value][index]),
            _ => None,
        }
    }
}

impl Here {
    /// The world's own code, for one side.
    pub(crate) fn root(direction: Direction) -> Here {
        Here { context: Context { module: None, direction }, stands: Stands::Root, depth: 0 }
    }

    /// The code of a procedure.
    pub(crate) fn procedure(context: Context) -> Here {
        Here { context, stands: Stands::Abi, depth: 1 }
    }

    /// The same code, with types looked up from elsewhere.
    pub(crate) fn seeing(self, context: Context) -> Here {
        Here { context, ..self }
    }

    /// The path to the place where the bindings stand: `self`, or `super::super`.
    pub(crate) fn to_root(self) -> TokenStream {
        match self.depth {
            0 => quote!(self),
            1 => quote!(super),
            _ => {
                let more = std::iter::repeat_n(quote!(::super), self.depth - 1);
                quote!(super #(#more)*)
            }
        }
    }
}

/// Drops the functions that are to be left out.
fn skip(bindings: &mut Bindings, skips: impl Fn(Callable) -> bool) {
    bindings.imports.retain(|callable| !skips(*callable));
    bindings.exports.retain(|callable| !skips(*callable));
    for module in &mut bindings.modules {
        module.functions.retain(|callable| !skips(*callable));
    }
}

fn module_model(
    resolve: &Resolve,
    keywords: Keywords,
    module: &Module,
    path: Vec<Ident>,
    aliases: &mut Scope,
) -> ModuleModel {
    let name = path.last().map(ToString::to_string).unwrap_or_default();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    let alias = match module.direction {
        Direction::Import => aliases.add(Style::Snake, name),
        Direction::Export => aliases.add(Style::Snake, &format!("exports-{name}")),
    };
    let alias = alias.to_string();
    let alias = format_ident!("__{}", alias.strip_prefix("r#").unwrap_or(&alias));
    let functions = funcs(resolve, keywords, &module.functions);
    ModuleModel { path, alias, types: Types::default(), functions }
}

fn root(resolve: &Resolve, keywords: Keywords, bindings: &Bindings) -> Root {
    Root {
        types: Types::default(),
        imports: funcs(resolve, keywords, &bindings.imports),
        exports: funcs(resolve, keywords, &bindings.exports),
    }
}

/// Functions of a module are one scope, those of each resource another. Constructors have their name first: it is `new`
/// whatever else there is.
fn funcs(resolve: &Resolve, keywords: Keywords, callables: &[Callable]) -> Vec<Func> {
    let mut scopes: OrderMap<Option<TypeId>, Scope> = OrderMap::default();
    let mut hidden = Scope::default();
    let mut constructors: OrderMap<TypeId, Ident> = OrderMap::default();
    for callable in callables {
        if let FunctionKind::Constructor(resource) = resolve[callable.function].kind {
            let scope = scopes.get_or_insert_with(Some(resource), || Scope::new(keywords));
            constructors.insert(resource, scope.add(Style::Snake, "new"));
        }
    }
    let callables = callables.iter();
    callables
        .map(|callable| {
            let function = &resolve[callable.function];
            let name = method_name(resolve, function);
            let ident = match function.kind {
                FunctionKind::Constructor(resource) => {
                    constructors.get(&resource).expect("it has its name first").clone()
                }
                _ => scopes
                    .get_or_insert_with(function.resource(), || Scope::new(keywords))
                    .add(Style::Snake, &name),
            };
            let owner = function.resource().and_then(|resource| resolve[resource].name);
            let hidden = match owner {
                Some(owner) => hidden.add(Style::Snake, &format!("{}-{name}", &resolve[owner])),
                None => hidden.add(Style::Snake, &name),
            };
            let mut params = Scope::new(keywords);
            let params = function.params.iter().map(|param| params.add(Style::Snake, &resolve[param.name]));
            let params = params.collect();
            let hidden = hidden.to_string().replace("r#", "");
            Func { callable: *callable, ident, hidden, params }
        })
        .collect()
}

/// What a function is called in WIT, among those of its resource.
fn method_name(resolve: &Resolve, function: &Function) -> String {
    match (function.kind, function.accessor) {
        (FunctionKind::Constructor(_), _) => "new".to_owned(),
        (_, Some(Accessor::Setter)) => format!("set-{}", &resolve[function.name]),
        _ => resolve[function.name].to_owned(),
    }
}

fn members(resolve: &Resolve, keywords: Keywords, bindings: &Bindings) -> OrderMap<TypeId, Vec<Ident>> {
    let mut members = OrderMap::default();
    for ty in bindings.all_types() {
        members.insert(ty, members_of(resolve, keywords, ty));
    }
    members
}

fn members_of(resolve: &Resolve, keywords: Keywords, ty: TypeId) -> Vec<Ident> {
    let mut scope = Scope::new(keywords);
    let kind = &resolve[ty].kind;
    let style = match kind {
        TypeKind::Record(_) => Style::Snake,
        TypeKind::Flags(_) => Style::Shouty,
        _ => Style::Camel,
    };
    kind.member_names().into_iter().map(|name| scope.add(style, &resolve[name])).collect()
}

/// Found once for all handles: a world may pass very many.
fn with_handle_functions(resolve: &Resolve) -> OrderSet<TypeId> {
    const NAMES: [&str; 3] = ["take-handle", "handle", "from-handle"];
    let mut found = OrderSet::default();
    for (_, function) in resolve.all_functions() {
        if NAMES.contains(&&resolve[function.name]) {
            found.extend(function.resource());
        }
    }
    found
}
