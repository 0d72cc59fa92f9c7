//! Actions in the place of their calls. LALRPOP writes a function for each production, one for its action, and one for each
//! part that is written in a production in the grammar but is none (a location, an optional part, a list). Most are called once;
//! every user of the macro compiles all of them, at the price of a function each.

use std::collections::BTreeMap;

use crate::Result;

/// How the name of an action begins; a number follows.
const ACTION: &str = "__action";

struct Action {
    /// The text up to its body.
    head: String,
    /// Patterns, the first of which is the builder.
    patterns: Vec<String>,
    body: String,
}

struct Actions {
    by_name: BTreeMap<String, Action>,
    calls: BTreeMap<String, usize>,
}

/// Writes actions that are called once, and those that say little, where they are called, and drops their functions.
pub(crate) fn inline(text: &str) -> Result<String> {
    let start = text.find("\nfn __action0<").ok_or("the actions follow the parser")?;
    let (parser, rest) = text.split_at(start + 1);
    let actions = Actions::read(parser, rest)?;
    let mut inliner = Inliner { actions: &actions, done: 0 };
    let mut out = inliner.expand(parser, "super::")?;
    for (name, action) in &actions.by_name {
        if !actions.is_inlined(name) {
            let body = inliner.expand(&action.body, "")?;
            out.push_str(&format!("{}{{{body}}}\n", action.head));
        }
    }
    Ok(out)
}

impl Actions {
    /// Reads the functions of `rest`, which hold nothing but code, and counts the calls in all.
    fn read(parser: &str, mut rest: &str) -> Result<Actions> {
        let mut by_name = BTreeMap::new();
        while let Some(start) = rest.find("fn __action") {
            let function = &rest[start..];
            let name = name_at(&function[3..]).to_owned();
            let open = function.find('(').ok_or("a function has parameters")?;
            let close = closing(function, open)?;
            let body = close + function[close..].find('{').ok_or("a function has a body")?;
            let end = closing(function, body)?;
            let mut patterns = Vec::new();
            for parameter in list(&function[open + 1..close]) {
                let (pattern, _) = parameter.rsplit_once(": ").ok_or("a parameter has a type")?;
                patterns.push(pattern.to_owned());
            }
            let [head, body] = [&function[..body], function[body + 1..end].trim()].map(str::to_owned);
            by_name.insert(name, Action { head, patterns, body });
            rest = &function[end + 1..];
        }
        let mut calls = BTreeMap::new();
        for text in by_name.values().map(|action| action.body.as_str()).chain([parser]) {
            let mut at = 0;
            while let Some(call) = next_call(text, at)? {
                *calls.entry(call.name.to_owned()).or_default() += 1;
                at = call.open;
            }
        }
        Ok(Actions { by_name, calls })
    }

    /// Whether the action is called once, or is one expression. `None` would not tell its type.
    fn is_inlined(&self, name: &str) -> bool {
        let body = &self.by_name[name].body;
        self.calls.get(name) == Some(&1) || !body.contains([';', '{']) && !body.contains("None")
    }
}

struct Inliner<'a> {
    actions: &'a Actions,
    /// How many calls are replaced: each has variables of its own.
    done: usize,
}

impl Inliner<'_> {
    /// The text with bodies in the place of calls; `path` leads to what is called still. Actions nest a few levels deep.
    fn expand(&mut self, text: &str, path: &str) -> Result<String> {
        let mut out = String::new();
        let mut at = 0;
        while let Some(call) = next_call(text, at)? {
            out.push_str(&text[at..call.start]);
            if self.actions.is_inlined(call.name) {
                let body = self.body(call.name, &list(&text[call.open + 1..call.close]))?;
                out.push_str(&self.expand(&body, path)?);
            } else {
                out.push_str(&format!("{path}{}{}", call.name, &text[call.open..=call.close]));
            }
            at = call.close + 1;
        }
        out.push_str(&text[at..]);
        Ok(out)
    }

    /// The body of an action as an expression that takes these arguments, which are names or references to them.
    fn body(&mut self, name: &str, arguments: &[&str]) -> Result<String> {
        let action = &self.actions.by_name[name];
        if action.patterns.len() != arguments.len() {
            return Err(format!("{name} is called with as many arguments as it takes").into());
        }
        self.done += 1;
        let mut lets = String::new();
        let mut names = BTreeMap::new();
        for (pattern, argument) in action.patterns.iter().zip(arguments).skip(1) {
            if !pattern.starts_with('(') {
                names.insert(pattern.as_str(), *argument);
            } else if pattern != "(_, _, _)" {
                lets.push_str(&format!("let {pattern} = {argument};\n"));
            }
        }
        let body = renamed(&action.body, |name| {
            let is_own = ["__start", "__end", "__temp"].iter().any(|own| name.starts_with(own));
            match names.get(name) {
                Some(argument) => Some((*argument).to_owned()),
                None => is_own.then(|| format!("{name}_{}", self.done)),
            }
        });
        let is_block = !lets.is_empty() || body.is_empty() || body.contains(';');
        Ok(if is_block { format!("{{\n{lets}{body}\n}}") } else { body })
    }
}

/// A call: where it begins, its name, and its brackets.
struct Call<'t> {
    start: usize,
    name: &'t str,
    open: usize,
    close: usize,
}

/// The first call of an action that begins at `from` or behind it.
fn next_call(text: &str, from: usize) -> Result<Option<Call<'_>>> {
    let mut at = from;
    while let Some(found) = text[at..].find(ACTION) {
        let start = at + found;
        let name = name_at(&text[start..]);
        at = start + name.len();
        let open = if text[at..].starts_with("::<>(") { at + 4 } else { at };
        if name.len() > ACTION.len() && text[open..].starts_with('(') {
            let start = if text[..start].ends_with("super::") { start - "super::".len() } else { start };
            return Ok(Some(Call { start, name, open, close: closing(text, open)? }));
        }
    }
    Ok(None)
}

/// The place of the bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Result<usize> {
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(open + at);
        }
    }
    Err("brackets are closed".into())
}

/// The parts of a list with commas, which may be in brackets within it and at its end.
fn list(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '<' => depth += 1,
            ')' | '>' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The name with which the text begins.
fn name_at(text: &str) -> &str {
    &text[..text.find(|c| !is_of_name(c)).unwrap_or(text.len())]
}

/// The text with other names for those that have one.
fn renamed(text: &str, other: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_of_name) {
        let name = name_at(&rest[at..]);
        out.push_str(&rest[..at]);
        out.push_str(&other(name).unwrap_or_else(|| name.to_owned()));
        rest = &rest[at + name.len()..];
    }
    out + rest
}
