//! Derives of the standard library that a type cannot have: said with the field that forbids it, before the compiler says so
//! without a word about the WIT.
//!
//! Only what is certain is said. A type may have a trait by an `impl` that users write, so a field of a named type forbids
//! nothing; the named type is looked at by itself.

use outwit_bindgen_core::Bindings;
use outwit_diagnostics::Span;
use outwit_resolve::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

use super::choices::Choices;
use super::with::Elsewhere;
use crate::diagnostics as errors;
use crate::selector::type_names_with_ids;
use crate::{Finding, Options};

/// Adds a finding for each derive that some types cannot have.
pub(super) fn check(
    resolve: &Resolve,
    bindings: &Bindings,
    options: &Options,
    (choices, elsewhere): (&Choices, &Elsewhere),
    needed: &IdMap<TypeId, bool>,
    findings: &mut Vec<Finding>,
) {
    for (index, path) in options.additional_derives.iter().enumerate() {
        let Some(rule) = Rule::of(&path.to_string()) else { continue };
        let (mut places, mut types) = (Vec::new(), Vec::new());
        let is_elsewhere = |id| elsewhere.module(id).is_some();
        for (name, ty) in type_names_with_ids(resolve, bindings, &is_elsewhere) {
            let generated = needed[ty] && elsewhere.ty(ty).is_none() && !choices.is_plain(ty);
            if !generated || types.contains(&name) {
                continue;
            }
            let search = Search { resolve, rule, custom_map: options.map_type.is_some() };
            if let Some(place) = search.forbidding(ty, choices) {
                places.push(place);
                types.push(name);
            }
        }
        if !types.is_empty() {
            let diagnostic = errors::impossible_derive(&path.to_string(), &places, &types);
            findings.push(Finding::of_option("additional_derives", index, diagnostic));
        }
    }
}

/// What a derive asks of every part.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
enum Rule {
    /// No memory.
    Copy,
    /// No floating-point number. The name is that of the trait.
    Total(&'static str),
    /// A marked case.
    Default,
}

impl Rule {
    /// The rule of a derive of the standard library.
    fn of(path: &str) -> Option<Rule> {
        let path = path.strip_prefix("::").unwrap_or(path);
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let (rule, of) = match name {
            "Copy" => (Rule::Copy, "marker"),
            "Eq" => (Rule::Total("Eq"), "cmp"),
            "Ord" => (Rule::Total("Ord"), "cmp"),
            "Hash" => (Rule::Total("Hash"), "hash"),
            "Default" => (Rule::Default, "default"),
            _ => return None,
        };
        let from = module.strip_prefix("core::").or(module.strip_prefix("std::"));
        (module.is_empty() || from == Some(of)).then_some(rule)
    }
}

struct Search<'r> {
    resolve: &'r Resolve,
    rule: Rule,
    /// What maps are is not known.
    custom_map: bool,
}

impl Search<'_> {
    /// What forbids the derive for a type: a place, and what stands there.
    fn forbidding(&self, ty: TypeId, choices: &Choices) -> Option<(Option<Span>, String)> {
        match &self.resolve[ty].kind {
            TypeKind::Variant(_) | TypeKind::Enum(_) if self.rule == Rule::Default => {
                let what = format!("no case of `{}` is the default", self.name(ty)?);
                (!choices.has_default(ty)).then_some((self.resolve[ty].span, what))
            }
            TypeKind::Record(fields) => fields.iter().find_map(|field| {
                let what = self.what(field.ty)?;
                Some((Some(field.span), format!("`{}` {what}", &self.resolve[field.name])))
            }),
            TypeKind::Variant(cases) => cases.iter().find_map(|case| {
                let what = self.what(case.ty?)?;
                Some((Some(case.span), format!("`{}` {what}", &self.resolve[case.name])))
            }),
            _ => None,
        }
    }

    fn name(&self, ty: TypeId) -> Option<&str> {
        Some(&self.resolve[self.resolve[ty].name?])
    }

    /// What a part is or holds that forbids the derive, behind aliases and within anonymous types.
    fn what(&self, ty: TypeId) -> Option<String> {
        let mut stack = vec![ty];
        while let Some(ty) = stack.pop() {
            let kind = &self.resolve[ty].kind;
            let found = match (self.rule, kind) {
                (Rule::Copy, TypeKind::Primitive(Primitive::String)) => Some("string"),
                (Rule::Copy, TypeKind::List(_)) => Some("list"),
                (Rule::Copy, TypeKind::Map(..)) if !self.custom_map => Some("map"),
                (Rule::Total(_), TypeKind::Primitive(Primitive::F32)) => Some("f32"),
                (Rule::Total(_), TypeKind::Primitive(Primitive::F64)) => Some("f64"),
                _ => None,
            };
            if let Some(found) = found {
                return Some(self.sentence(found));
            }
            match kind {
                TypeKind::Map(..) if self.custom_map => {}
                TypeKind::Alias(_)
                | TypeKind::Tuple(_)
                | TypeKind::Option(_)
                | TypeKind::Result { .. }
                | TypeKind::List(_)
                | TypeKind::FixedLengthList(..)
                | TypeKind::Map(..) => kind.for_each_type(|part| stack.push(part)),
                _ => {}
            }
        }
        None
    }

    fn sentence(&self, found: &str) -> String {
        match self.rule {
            Rule::Total(name) => format!("holds `{found}`, which is not `{name}`"),
            _ => format!("holds a {found}, which is not `Copy`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derives_of_the_standard_library_are_known_by_their_paths() {
        assert_eq!(Rule::of("Copy"), Some(Rule::Copy));
        assert_eq!(Rule::of("::core::hash::Hash"), Some(Rule::Total("Hash")));
        assert_eq!(Rule::of("std::cmp::Eq"), Some(Rule::Total("Eq")));
        for other in ["Clone", "derive_more::Eq", "::core::hash::Eq", "my::Hash"] {
            assert_eq!(Rule::of(other), None, "{other}");
        }
    }
}
