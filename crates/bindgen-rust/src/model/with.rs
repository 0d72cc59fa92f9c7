//! The option `with`: which interfaces and types have their bindings elsewhere.
//!
//! A key for an interface or a package is about what is imported; an exported interface is generated always, for its
//! traits are the guest's own. A key for a type is about the type wherever it is used.

use outwit_bindgen_core::{Bindings, Module, ModuleId, ModuleName};
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{InterfaceId, OrderMap, OrderSet, Owner, Resolve, TypeId};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::diagnostics as errors;
use crate::names::{snake, snake_ident};
use crate::selector::{Fit, Selector, module_name, near, type_names};
use crate::{Finding, Options, With};

/// What has its bindings elsewhere.
#[derive(Default)]
pub(crate) struct Elsewhere {
    /// For each module by its index: the name that stands for the module elsewhere.
    modules: Vec<Option<Ident>>,
    /// The interfaces of these modules.
    interfaces: OrderSet<InterfaceId>,
    /// The names that stand for types elsewhere.
    types: OrderMap<TypeId, Ident>,
    /// Each name with the path that it stands for.
    paths: Vec<(Ident, TokenStream)>,
    /// Modules that some key says are to be generated.
    wanted: Vec<ModuleId>,
}

impl Elsewhere {
    /// Whether the module at this index has its bindings elsewhere.
    pub(super) fn is_module(&self, index: usize) -> bool {
        self.modules[index].is_some()
    }

    /// The name at the root that stands for a module whose bindings are elsewhere.
    pub(crate) fn module(&self, id: ModuleId) -> Option<&Ident> {
        self.modules.get(id.index())?.as_ref()
    }

    /// Whether a type is defined elsewhere, or may be for one of those who use it.
    pub(super) fn has_type(&self, resolve: &Resolve, ty: TypeId) -> bool {
        let interface = match resolve[ty].owner {
            Owner::Interface(interface) => self.interfaces.contains(interface),
            _ => false,
        };
        interface || self.types.contains_key(&ty)
    }

    /// The name at the root that stands for a type that is defined elsewhere.
    pub(crate) fn ty(&self, ty: TypeId) -> Option<&Ident> {
        self.types.get(&ty)
    }

    /// Whether there are such types.
    pub(super) fn has_types(&self) -> bool {
        !self.types.is_empty()
    }

    /// Whether a key says that the module is to be generated, or that it need not be.
    pub(super) fn mentions(&self, id: ModuleId) -> bool {
        self.module(id).is_some() || self.wanted.contains(&id)
    }

    /// The definitions of all names, for the root.
    pub(crate) fn uses(&self) -> TokenStream {
        let mut uses = TokenStream::new();
        for (name, path) in &self.paths {
            uses.extend(quote! {
                #[doc(hidden)]
                #[allow(unused_imports)]
                use #path as #name;
            });
        }
        uses
    }

    fn name(&mut self, world: &str, path: TokenStream) -> Ident {
        let name = format_ident!("__with_{world}_{}", self.paths.len());
        self.paths.push((name.clone(), path));
        name
    }
}

/// What an entry says about a module, best first.
type Rank = (bool, Fit, usize);

/// Reads the option. What a key means twice, or does not mean at all, goes to `findings`.
pub(super) fn elsewhere(
    resolve: &Resolve,
    bindings: &Bindings,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Elsewhere {
    let mut elsewhere = Elsewhere { modules: vec![None; bindings.modules.len()], ..Elsewhere::default() };
    let world = snake(&resolve[resolve[bindings.world].name]);
    let mut chosen: Vec<Option<Rank>> = vec![None; bindings.modules.len()];
    for (index, (key, with)) in options.with.iter().enumerate() {
        if options.with[..index].iter().any(|(other, _)| other == key) {
            findings.push(Finding::of_option("with", index, errors::repeated_key(key)));
        }
        let selector = Selector::parse(key, '/');
        let modules = modules(resolve, bindings, &selector);
        let types = selector.types(resolve, bindings);
        if modules.is_empty() && types.is_empty() && !is_exported(resolve, bindings, &selector) {
            findings.push(Finding::of_option("with", index, unused(resolve, bindings, key, &selector)));
        } else if let With::Path(path) = with {
            findings.extend(
                ambiguity(resolve, bindings, key, &modules)
                    .map(|found| Finding::of_option("with", index, found)),
            );
            if types.len() > 1 {
                let owner = |ty: TypeId| match resolve[ty].owner {
                    Owner::Interface(interface) => resolve.interface_id(interface),
                    _ => None,
                };
                let names = types.iter().map(|(_, ty)| owner(*ty).unwrap_or_else(|| key.clone()));
                let names: Vec<String> = names.collect();
                findings.push(Finding::of_option("with", index, errors::ambiguous_key(key, &names)));
            }
            if let [(_, ty), ..] = types[..] {
                let name = elsewhere.name(&world, path.tokens().clone());
                elsewhere.types.insert_new(ty, name);
            }
        }
        for (fit, id) in modules {
            let rank = (selector.is_package(), fit, index);
            let best = &mut chosen[id.index()];
            if best.is_none_or(|best| rank < best) {
                *best = Some(rank);
            }
        }
    }
    for (id, module) in bindings.modules() {
        let Some((is_package, _, index)) = chosen[id.index()] else { continue };
        match &options.with[index].1 {
            With::Generate => elsewhere.wanted.push(id),
            With::Path(path) => {
                let mut path = path.tokens().clone();
                if let (true, ModuleName::Interface { name, .. }) = (is_package, &module.name) {
                    let name = snake_ident(options.keywords, &resolve[*name]);
                    path = quote!(#path::#name);
                }
                elsewhere.interfaces.insert(module.interface);
                elsewhere.modules[id.index()] = Some(elsewhere.name(&world, path));
            }
        }
    }
    elsewhere
}

/// The imported modules that a key without a type names; only those that it fits best.
fn modules(resolve: &Resolve, bindings: &Bindings, selector: &Selector<'_>) -> Vec<(Fit, ModuleId)> {
    if selector.item.is_some() {
        return Vec::new();
    }
    let fits = |module: &Module| {
        if selector.is_package() {
            let ModuleName::Interface { package, .. } = &module.name else { return None };
            return selector.fits_package(package);
        }
        selector.fits_key(resolve, module.key)
    };
    let mut found: Vec<(Fit, ModuleId)> = Vec::new();
    for (id, module) in bindings.modules() {
        if module.direction == Direction::Import {
            found.extend(fits(module).map(|fit| (fit, id)));
        }
    }
    let best = found.iter().map(|(fit, _)| *fit).min();
    found.retain(|(fit, _)| Some(*fit) == best);
    found
}

/// Whether a key names something that is exported: it means nothing then, and options that several worlds share may have it.
fn is_exported(resolve: &Resolve, bindings: &Bindings, selector: &Selector<'_>) -> bool {
    let fits = |module: &Module| match &module.name {
        ModuleName::Interface { package, .. } if selector.is_package() => selector.fits_package(package),
        _ => selector.fits_key(resolve, module.key),
    };
    selector.item.is_none() && bindings.modules.iter().any(|module| fits(module).is_some())
}

/// One path cannot be the bindings of several versions.
fn ambiguity(
    resolve: &Resolve,
    bindings: &Bindings,
    key: &str,
    modules: &[(Fit, ModuleId)],
) -> Option<outwit_diagnostics::Diagnostic> {
    let version = |id: ModuleId| match &bindings[id].name {
        ModuleName::Interface { package, .. } => package.version.as_ref(),
        ModuleName::Plain(_) => None,
    };
    let (_, first) = modules.first()?;
    let differs = modules.iter().any(|(_, id)| version(*id) != version(*first));
    let names = || modules.iter().map(|(_, id)| module_name(resolve, &bindings[*id])).collect::<Vec<_>>();
    differs.then(|| errors::ambiguous_key(key, &names()))
}

/// A key that names nothing.
fn unused(
    resolve: &Resolve,
    bindings: &Bindings,
    key: &str,
    selector: &Selector<'_>,
) -> outwit_diagnostics::Diagnostic {
    let mut names: Vec<String> = bindings.modules.iter().map(|module| module_name(resolve, module)).collect();
    if selector.item.is_some() {
        names = type_names(resolve, bindings);
    }
    if selector.is_package() {
        names.clear();
        for module in &bindings.modules {
            if let ModuleName::Interface { package, .. } = &module.name {
                names.push(package.to_string());
            }
        }
    }
    let what = if selector.item.is_some() { "type" } else { "interface" };
    errors::unused_key(key, what, near(key, names).as_deref())
}
