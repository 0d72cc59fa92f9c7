//! The names of the modules and of those around them.

use std::collections::HashMap;

use outwit_bindgen_core::{Bindings, Module, ModuleName};
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::Resolve;
use proc_macro2::Ident;

use crate::names::{Scope, Style, snake};
use crate::options::Keywords;

/// One scope for each module that holds modules.
pub(super) struct Paths {
    keywords: Keywords,
    /// What each module that holds modules is called, by its place in WIT words.
    known: HashMap<Vec<String>, Ident>,
    scopes: HashMap<Vec<String>, Scope>,
}

/// Names of types that Rust has without import. A module of such a name would hide one.
const PRIMITIVES: &[&str] = &[
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64",
];

impl Paths {
    pub(super) fn new(bindings: &Bindings, keywords: Keywords) -> Paths {
        let mut root = Scope::with(keywords, PRIMITIVES);
        let mut known = HashMap::new();
        if bindings.modules.iter().any(|module| module.direction == Direction::Export) {
            known.insert(vec!["exports".to_owned()], root.add(Style::Snake, "exports"));
        }
        Paths { keywords, known, scopes: HashMap::from([(Vec::new(), root)]) }
    }

    /// The path of a module: `ns::pkg::name`, or its plain name; below `exports` if it is exported.
    pub(super) fn add(&mut self, resolve: &Resolve, module: &Module) -> Vec<Ident> {
        let mut place: Vec<String> = Vec::new();
        let mut path = Vec::new();
        if module.direction == Direction::Export {
            place.push("exports".to_owned());
            path.push(self.known[&place].clone());
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
            let scope = self.scopes.entry(place.clone()).or_insert_with(|| Scope::new(self.keywords));
            place.push(format!("{kind}{name}"));
            let ident = self.known.entry(place.clone()).or_insert_with(|| scope.add(Style::Snake, &name));
            path.push(ident.clone());
        }
        path
    }
}
