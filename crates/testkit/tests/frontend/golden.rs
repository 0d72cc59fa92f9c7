//! The golden JSON that the published parser's suite keeps for each accepted case, `<name>.wit.json`, as text in the form
//! of [`crate::ours::graph_text`]. The mapping:
//!
//! - Ids are indices into `packages`, `interfaces`, `worlds` and `types`; the text has names: `ns:pkg/item@version`.
//! - Packages, interfaces and worlds have no order of their own; the text sorts them. Types and functions of an interface,
//!   fields, cases and parameters stand as declared, and world items in elaborated order.
//! - A named type of kind `type` is an alias, or a `use` if an interface owns its target that does not own the alias. Other
//!   types without a name are written out where they stand.
//! - `kind` of a function gives its kind and `async`; which resource it belongs to, its name says as well.
//! - `stability` gives `@since`, `@unstable` and `@deprecated`.
//! - A world item under the key `interface-<id>` is that interface; an interface without a name stands in the world.
//! - Documentation: the peer takes ordinary comments in front of an item for it, and we do not. So it is compared in the
//!   cases that have no ordinary comment, and in the others in [`crate::peer`], which takes those comments out.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// The golden graph of an accepted case as text.
pub(crate) fn graph_text(case: &Path) -> String {
    let path = golden_file(case);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let root = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Golden(root).text()
}

/// `a.wit` and the folder `a` both have `a.wit.json`; `a.wit.md` has `a.wit.md.json`.
fn golden_file(case: &Path) -> PathBuf {
    let is_markdown = case.extension().is_some_and(|extension| extension == "md");
    case.with_extension(if is_markdown { "md.json" } else { "wit.json" })
}

/// What a file of golden JSON holds.
struct Golden(Value);

impl Golden {
    fn text(&self) -> String {
        let mut sections = Vec::new();
        for package in list(&self.0["packages"]) {
            sections.push(format!("package {}{}\n", string(&package["name"]), docs(package)));
        }
        for interface in list(&self.0["interfaces"]).iter().filter(|interface| !interface["name"].is_null()) {
            let head = format!("interface {}{}{}\n", self.id_of(interface), gate(interface), docs(interface));
            sections.push(head + &self.interface_text(interface));
        }
        for world in list(&self.0["worlds"]) {
            let mut section = format!("world {}{}{}\n", self.id_of(world), gate(world), docs(world));
            for (verb, items) in [("import", "imports"), ("export", "exports")] {
                for (key, item) in map(&world[items]) {
                    section += &self.world_item(verb, key, item);
                }
            }
            sections.push(section);
        }
        sections.sort();
        sections.concat()
    }

    fn entry(&self, list: &str, id: &Value) -> &Value {
        let index = id.as_u64().unwrap_or_else(|| panic!("{id} is an id"));
        &self.0[list][index as usize]
    }

    /// `ns:pkg/item@version` of an interface or world.
    fn id_of(&self, item: &Value) -> String {
        let package = string(&self.entry("packages", &item["package"])["name"]);
        let (package, version) = package.split_once('@').unwrap_or((package, ""));
        let at = if version.is_empty() { "" } else { "@" };
        format!("{package}/{}{at}{version}", string(&item["name"]))
    }

    fn interface_text(&self, interface: &Value) -> String {
        let mut text = String::new();
        for (name, id) in map(&interface["types"]) {
            writeln!(text, "  type {name} {}", self.kind(id)).unwrap();
        }
        for (name, function) in map(&interface["functions"]) {
            assert_eq!(name, string(&function["name"]), "functions are listed by name");
            writeln!(text, "  {}", self.function(function)).unwrap();
        }
        text
    }

    /// What stands behind the name of a type.
    fn kind(&self, id: &Value) -> String {
        let def = self.entry("types", id);
        let text = match tagged(&def["kind"]) {
            ("type", target) if target.is_u64() => self.alias(def, target),
            ("type", target) => format!("= {}", self.ty(target)),
            ("record", record) => self.parts("record", &record["fields"]),
            ("variant", variant) => self.parts("variant", &variant["cases"]),
            ("enum", cases) => self.parts("enum", &cases["cases"]),
            ("flags", flags) => self.parts("flags", &flags["flags"]),
            ("resource", _) => "resource".to_owned(),
            _ => format!("= {}", self.anonymous(&def["kind"])),
        };
        text + &gate(def) + &docs(def)
    }

    fn alias(&self, def: &Value, target: &Value) -> String {
        let owner = &self.entry("types", target)["owner"];
        if owner["interface"].is_null() || *owner == def["owner"] {
            return format!("= {}", self.ty(target));
        }
        let interface = self.entry("interfaces", &owner["interface"]);
        let from = if interface["name"].is_null() { String::new() } else { self.id_of(interface) };
        format!("use {from} {}", self.ty(target))
    }

    /// Fields, cases or flags behind the keyword of their type.
    fn parts(&self, keyword: &str, parts: &Value) -> String {
        let part = |part: &Value| {
            let ty = match keyword {
                "record" => format!(": {}", self.ty(&part["type"])),
                "variant" if part["type"].is_null() => "()".to_owned(),
                "variant" => format!("({})", self.ty(&part["type"])),
                _ => String::new(),
            };
            format!("{}{ty}{}", string(&part["name"]), docs(part))
        };
        let parts: Vec<String> = list(parts).iter().map(part).collect();
        format!("{keyword} {}", parts.join(", "))
    }

    /// A type where it is used: a primitive's name or an id.
    fn ty(&self, ty: &Value) -> String {
        if let Value::String(primitive) = ty {
            return primitive.clone();
        }
        let def = self.entry("types", ty);
        match &def["name"] {
            Value::String(name) => name.clone(),
            _ => self.anonymous(&def["kind"]),
        }
    }

    fn anonymous(&self, kind: &Value) -> String {
        let optional = |ty: &Value| if ty.is_null() { "_".to_owned() } else { self.ty(ty) };
        let all = |types: &Value| list(types).iter().map(|ty| self.ty(ty)).collect::<Vec<_>>().join(", ");
        match tagged(kind) {
            ("handle", handle) => {
                let (kind, resource) = tagged(handle);
                format!("{kind}<{}>", self.ty(resource))
            }
            ("tuple", tuple) => format!("tuple<{}>", all(&tuple["types"])),
            ("map", both) => format!("map<{}>", all(both)),
            ("fixed-length-list", both) => format!("list<{}, {}>", self.ty(&both[0]), both[1]),
            ("result", result) => match (&result["ok"], &result["err"]) {
                (Value::Null, Value::Null) => "result".to_owned(),
                (ok, Value::Null) => format!("result<{}>", self.ty(ok)),
                (ok, err) => format!("result<{}, {}>", optional(ok), optional(err)),
            },
            ("future" | "stream", Value::Null) => tagged(kind).0.to_owned(),
            (word @ ("option" | "list" | "future" | "stream"), elem) => format!("{word}<{}>", self.ty(elem)),
            (other, _) => panic!("a type of the kind {other}"),
        }
    }

    fn function(&self, function: &Value) -> String {
        let (kind, _) = tagged(&function["kind"]);
        let keyword = if kind.starts_with("async-") { "async func" } else { "func" };
        let kind = match kind {
            "freestanding" | "async-freestanding" | "getter" | "setter" => "free",
            "method" | "async-method" | "method-getter" | "method-setter" => "method",
            "static" | "async-static" | "static-getter" | "static-setter" => "static",
            "constructor" => "constructor",
            other => panic!("a function of the kind {other}"),
        };
        let param = |param: &Value| format!("{}: {}", string(&param["name"]), self.ty(&param["type"]));
        let params: Vec<String> = list(&function["params"]).iter().map(param).collect();
        let result = match &function["result"] {
            Value::Null => String::new(),
            result => format!(" -> {}", self.ty(result)),
        };
        let tail = gate(function) + &docs(function);
        format!("{kind} {}: {keyword}({}){result}{tail}", string(&function["name"]), params.join(", "))
    }

    fn world_item(&self, verb: &str, key: &str, item: &Value) -> String {
        match tagged(item) {
            ("interface", item) => {
                let interface = self.entry("interfaces", &item["id"]);
                let tail = gate(item) + &docs(item);
                if interface["name"].is_null() {
                    let inner = gate(interface) + &docs(interface);
                    return format!("  {verb} {key} inline{inner}{tail}\n{}", self.interface_text(interface));
                }
                let id = self.id_of(interface);
                let key = if key == format!("interface-{}", item["id"]) { &id } else { key };
                format!("  {verb} {key} interface {id}{tail}\n")
            }
            ("type", id) => format!("  {verb} {key} {}\n", self.kind(id)),
            ("function", function) => format!("  {verb} {key} {}\n", self.function(function)),
            (other, _) => panic!("a world item of the kind {other}"),
        }
    }
}

fn docs(of: &Value) -> String {
    match &of["docs"]["contents"] {
        Value::String(text) => format!(" doc {text:?}"),
        _ => String::new(),
    }
}

fn gate(of: &Value) -> String {
    let (kind, stability) = match &of["stability"] {
        Value::Null => return String::new(),
        stability => tagged(stability),
    };
    let gate = match kind {
        "stable" => format!(" @since {}", string(&stability["since"])),
        "unstable" => format!(" @unstable {}", string(&stability["feature"])),
        other => panic!("a gate of the kind {other}"),
    };
    match &stability["deprecated"] {
        Value::String(version) => format!("{gate} @deprecated {version}"),
        _ => gate,
    }
}

/// A name and what belongs to it: `{"name": …}`, or `"name"` alone.
fn tagged(value: &Value) -> (&str, &Value) {
    match value {
        Value::String(name) => (name, &Value::Null),
        Value::Object(one) if one.len() == 1 => {
            one.iter().map(|(name, value)| (&**name, value)).next().unwrap()
        }
        other => panic!("{other} has one name"),
    }
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is a string"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("{value} is a list"))
}

fn map(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("{value} is a map"))
}
