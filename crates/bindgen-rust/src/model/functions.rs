//! Options that name functions: `skip`, `sync`, `chainable_methods` and `borrowed_params`.
//!
//! A function is named `ns:pkg/interface@version#label` or, in the world itself, by its label alone: `f`, `[method]r.f`.

use outwit_bindgen_core::{Bindings, Callable};
use outwit_resolve::abi::{Direction, mangle};
use outwit_resolve::graph::{FunctionKind, Resolve};

use crate::diagnostics as errors;
use crate::selector::{Fit, Selector, near};
use crate::{Finding, Options};

/// What the options say about functions.
#[derive(Default)]
pub(crate) struct Functions<'a> {
    skip: Vec<FunctionName<'a>>,
    chain: Vec<(Option<Chaining>, FunctionName<'a>)>,
    lent: Vec<FunctionName<'a>>,
}

/// What a method without result returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chaining {
    /// It takes and returns the resource.
    Owned,
    /// It takes and returns a reference.
    Borrowed,
}

/// The name of functions in an option.
struct FunctionName<'a> {
    /// `None` without `#`.
    owner: Option<Selector<'a>>,
    label: &'a str,
    /// What it means.
    scope: Scope,
    /// How well it fits what it fits best.
    best: Option<Fit>,
}

/// What a name means beyond its owner and label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// A label alone is meant wherever it is.
    Anywhere,
    /// A label alone is that of a function of the world; only one side may count.
    World(Option<Direction>),
    /// Imported methods without result; a resource stands for all of its own; `all` for all there are.
    Methods,
}

impl<'a> Functions<'a> {
    /// Reads the options. Names that fit nothing go to `findings`; only a label alone in `skip` may, since a list of them may
    /// be made for several worlds.
    pub(super) fn new(
        resolve: &Resolve,
        bindings: &Bindings,
        options: &'a Options,
        findings: &mut Vec<Finding>,
    ) -> Functions<'a> {
        let mut read = |option, index, text: &str, name: &mut FunctionName<'a>| {
            name.settle(resolve, bindings);
            let lenient = name.owner.is_none() && name.scope == Scope::Anywhere;
            if name.best.is_none() && name.label != "all" && !lenient {
                let diagnostic = unused(resolve, bindings, option, text, name);
                findings.push(Finding::of_option(option, index, diagnostic));
            }
        };
        let mut functions = Functions::default();
        for (index, text) in options.skip.iter().enumerate() {
            let mut name = FunctionName::parse(text, Scope::Anywhere);
            read("skip", index, text, &mut name);
            functions.skip.push(name);
        }
        for (index, text) in options.sync.iter().enumerate() {
            let (side, name) = match text.split_once(':') {
                Some(("import", name)) => (Some(Direction::Import), name),
                Some(("export", name)) => (Some(Direction::Export), name),
                _ => (None, text.as_str()),
            };
            read("sync", index, text, &mut FunctionName::parse(name, Scope::World(side)));
        }
        for (index, text) in options.chainable_methods.iter().enumerate() {
            let (chaining, name) = match text.strip_prefix('-') {
                Some(name) => (None, name),
                None => match text.strip_prefix('&') {
                    Some(name) => (Some(Chaining::Borrowed), name),
                    None => (Some(Chaining::Owned), text.as_str()),
                },
            };
            let mut name = FunctionName::parse(name, Scope::Methods);
            read("chainable_methods", index, text, &mut name);
            functions.chain.push((chaining, name));
        }
        for (index, text) in options.borrowed_params.iter().enumerate() {
            let mut name = FunctionName::parse(text, Scope::World(Some(Direction::Export)));
            read("borrowed_params", index, text, &mut name);
            functions.lent.push(name);
        }
        functions
    }

    /// Whether an exported function is lent its strings and lists.
    pub(crate) fn borrows_params(&self, resolve: &Resolve, callable: Callable) -> bool {
        self.lent.iter().any(|name| name.best.is_some() && name.fit(resolve, callable) == name.best)
    }

    /// Whether a function is to be left out.
    pub(super) fn skips(&self, resolve: &Resolve, callable: Callable) -> bool {
        self.skip.iter().any(|name| name.best.is_some() && name.fit(resolve, callable) == name.best)
    }

    /// What an imported method without result returns instead.
    pub(crate) fn chaining(&self, resolve: &Resolve, callable: Callable) -> Option<Chaining> {
        let mut fitting = self.chain.iter().filter(|(_, name)| name.best.is_some());
        fitting.find(|(_, name)| name.fit(resolve, callable) == name.best)?.0
    }
}

impl<'a> FunctionName<'a> {
    fn parse(text: &'a str, scope: Scope) -> FunctionName<'a> {
        let (owner, label) = match text.rsplit_once('#') {
            Some((owner, label)) => (Some(Selector::parse(owner, '/')), label),
            None => (None, text),
        };
        FunctionName { owner, label, scope, best: None }
    }

    fn settle(&mut self, resolve: &Resolve, bindings: &Bindings) {
        let mut best: Option<Fit> = None;
        for callable in bindings.callables() {
            if let Some(fit) = self.fit(resolve, callable) {
                best = Some(best.map_or(fit, |best| best.min(fit)));
            }
        }
        self.best = best;
    }

    fn fit(&self, resolve: &Resolve, callable: Callable) -> Option<Fit> {
        let function = &resolve[callable.function];
        let in_scope = match self.scope {
            Scope::Anywhere => true,
            Scope::World(side) => side.is_none_or(|side| side == callable.direction),
            Scope::Methods => {
                let is_method = matches!(function.kind, FunctionKind::Method(_));
                is_method && callable.direction == Direction::Import && function.result.is_none()
            }
        };
        if !in_scope {
            return None;
        }
        let all = self.owner.is_none() && self.label == "all" && self.scope != Scope::Anywhere;
        if all {
            return Some(Fit::Exact);
        }
        let resource = match function.kind {
            FunctionKind::Method(resource) if self.scope == Scope::Methods => {
                resolve[resource].name.is_some_and(|name| &resolve[name] == self.label)
            }
            _ => false,
        };
        if !resource && resolve.function_label(callable.function) != self.label {
            return None;
        }
        match (&self.owner, callable.key) {
            (Some(owner), Some(key)) => owner.fits_key(resolve, key),
            (None, None) => Some(Fit::Exact),
            (None, Some(_)) => (self.scope == Scope::Anywhere).then_some(Fit::Exact),
            (Some(_), None) => None,
        }
    }
}

fn unused(
    resolve: &Resolve,
    bindings: &Bindings,
    option: &str,
    text: &str,
    name: &FunctionName<'_>,
) -> outwit_diagnostics::Diagnostic {
    let mut names = Vec::new();
    for callable in bindings.callables() {
        let is_meant = match name.scope {
            Scope::Methods => matches!(resolve[callable.function].kind, FunctionKind::Method(_)),
            Scope::World(Some(side)) => side == callable.direction,
            _ => true,
        };
        if is_meant {
            let label = resolve.function_label(callable.function);
            names.push(match callable.key {
                Some(key) => format!("{}#{label}", mangle::world_key(resolve, key)),
                None => label,
            });
        }
    }
    let prefix = ["import:", "export:", "-", "&"].into_iter().find(|prefix| text.starts_with(prefix));
    let bare = prefix.map_or(text, |prefix| &text[prefix.len()..]);
    let what = match name.scope {
        Scope::Methods => "imported method without result",
        _ => "function",
    };
    errors::unused_selector(option, text, what, near(bare, names).as_deref())
}

#[cfg(test)]
mod tests {
    use outwit_resolve::MemorySource;

    use super::*;
    use crate::{Input, Selected};

    const WIT: &str = "package a:b@1.2.0; interface i { resource r { constructor(); m: func(); n: func() -> u8; } f: func(); }
        world w { import i; export i; import f: func(); }";

    fn selected() -> Selected {
        let input = Input { inline: Some(WIT.to_owned()), ..Input::default() };
        input.select(&MemorySource::new()).expect("the text is right")
    }

    /// The labels of what an option is true for, each with its owner, and the names that fit nothing.
    fn told(
        options: &Options,
        is: fn(&Functions<'_>, &Resolve, Callable) -> bool,
    ) -> (Vec<String>, Vec<String>) {
        let Selected { resolve, world, .. } = selected();
        let bindings = Bindings::new(&resolve, world);
        let mut findings = Vec::new();
        let functions = Functions::new(&resolve, &bindings, options, &mut findings);
        let told = bindings.callables().into_iter().filter(|callable| is(&functions, &resolve, *callable));
        let label = |callable: Callable| {
            let owner = callable.key.map(|key| mangle::world_key(&resolve, key)).unwrap_or_default();
            format!("{:?} {owner} {}", callable.direction, resolve.function_label(callable.function))
        };
        let messages = findings
            .iter()
            .map(|found| [vec![found.message.clone()], found.help.clone()].concat().join("; "));
        (told.map(label).collect(), messages.collect())
    }

    fn skipped(names: &[&str]) -> (Vec<String>, Vec<String>) {
        let skip = names.iter().map(|name| (*name).to_owned()).collect();
        told(&Options { skip, ..Options::default() }, |functions, resolve, callable| {
            functions.skips(resolve, callable)
        })
    }

    fn chained(names: &[&str], chaining: Chaining) -> Vec<String> {
        let chainable_methods = names.iter().map(|name| (*name).to_owned()).collect();
        let options = Options { chainable_methods, ..Options::default() };
        let is: fn(&Functions<'_>, &Resolve, Callable) -> bool = match chaining {
            Chaining::Owned => {
                |functions, resolve, callable| functions.chaining(resolve, callable) == Some(Chaining::Owned)
            }
            Chaining::Borrowed => |functions, resolve, callable| {
                functions.chaining(resolve, callable) == Some(Chaining::Borrowed)
            },
        };
        let (told, findings) = told(&options, is);
        assert!(findings.is_empty(), "{findings:?}");
        told
    }

    #[test]
    fn a_label_is_left_out_everywhere_and_a_qualified_one_where_it_is() {
        let (all, findings) = skipped(&["f", "nothing"]);
        assert_eq!(all, ["Import  f", "Import a:b/i@1.2.0 f", "Export a:b/i@1.2.0 f"]);
        assert!(findings.is_empty());
        for name in ["a:b/i@1.2.0#f", "a:b/i@1.0.0#f", "a:b/i#f"] {
            assert_eq!(skipped(&[name]).0, ["Import a:b/i@1.2.0 f", "Export a:b/i@1.2.0 f"], "{name}");
        }
        assert_eq!(skipped(&["[method]r.m"]).0.len(), 2);
        let (none, findings) = skipped(&["a:b/i@2.0.0#f", "a:b/i#g"]);
        assert!(none.is_empty());
        assert!(findings[0].contains("`a:b/i@2.0.0#f`") && findings[1].contains("did you mean `a:b/i#f`?"));
    }

    #[test]
    fn sync_names_a_side_and_must_fit() {
        let sync = |name: &str| {
            let options = Options { sync: vec![name.to_owned()], ..Options::default() };
            told(&options, |_, _, _| false).1.len()
        };
        for name in ["all", "f", "import:f", "a:b/i#f", "export:a:b/i@1.2.0#f"] {
            assert_eq!(sync(name), 0, "{name}");
        }
        for name in ["export:f", "import:a:b/j#f", "g"] {
            assert_eq!(sync(name), 1, "{name}");
        }
    }

    #[test]
    fn the_first_name_of_a_method_counts() {
        let method = ["Import a:b/i@1.2.0 [method]r.m"];
        assert_eq!(chained(&["all"], Chaining::Owned), method);
        assert_eq!(chained(&["&a:b/i#r", "all"], Chaining::Borrowed), method);
        assert_eq!(chained(&["a:b/i@1.2.0#[method]r.m", "&all"], Chaining::Owned), method);
        assert!(chained(&["-a:b/i#r", "all"], Chaining::Owned).is_empty());
    }
}
