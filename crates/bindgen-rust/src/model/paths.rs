//! The names of the modules and of those around them.

use outwit_bindgen_core::{Bindings, Module, ModuleName};
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{NameMap, Names, Resolve};
use proc_macro2::Ident;

use crate::names::{Scope, Style, snake};
use crate::options::Keywords;

/// One scope for each module that holds modules.
pub(super) struct Paths {
    keywords: Keywords,
    /// The places of modules, in WIT words between slashes.
    places: Names,
    /// What the module at each place is called.
    known: NameMap<Ident>,
    /// What the modules in it are called.
    scopes: NameMap<Scope>,
}

/// The place of the module with all that is exported.
const EXPORTS: &str = "exports";

/// Names of types that Rust has without import. A module of such a name would hide one.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64",
];

impl Paths {
    pub(super) fn new(bindings: &Bindings, keywords: Keywords) -> Paths {
        let mut root = Scope::with(keywords, PRIMITIVES);
        let mut places = Names::new();
        let mut known = NameMap::default();
        if bindings.modules.iter().any(|module| module.direction == Direction::Export) {
            known.insert(places.intern(EXPORTS), root.add(Style::Snake, "exports"));
        }
        let scopes = NameMap::from_iter([(places.intern(""), root)]);
        Paths { keywords, places, known, scopes }
    }

    /// The path of a module: `ns::pkg::name`, or its plain name; below `exports` if it is exported.
    pub(super) fn add(&mut self, resolve: &Resolve, module: &Module) -> Vec<Ident> {
        let mut place = String::new();
        let mut path = Vec::new();
        if module.direction == Direction::Export {
            place += EXPORTS;
            path.push(self.known[&self.places.intern(&place)].clone());
        }
        // Each step with a letter for what it is: a namespace and an inline interface of one name are two modules.
        let steps = match &module.name {
            ModuleName::Plain(name) => vec![('i', resolve[*name].to_owned())],
            ModuleName::Interface { package, ambiguous, name } => {
                let mut full = snake(&package.name);
                if let Some(version) = package.version.as_ref().filter(|_| *ambiguous) {
                    full += &version.to_string().replace(['.', '-', '+'], "_");
                }
                vec![('n', package.namespace.clone()), ('p', full), ('i', resolve[*name].to_owned())]
            }
        };
        for (kind, name) in steps {
            let around = self.places.intern(&place);
            let scope = self.scopes.get_or_insert_with(around, || Scope::new(self.keywords));
            place += &format!("/{kind}{name}");
            let this = self.places.intern(&place);
            let ident = self.known.get_or_insert_with(this, || scope.add(Style::Snake, &name));
            path.push(ident.clone());
        }
        path
    }
}
