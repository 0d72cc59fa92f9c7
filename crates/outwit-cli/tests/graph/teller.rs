//! A graph as text, told from its JSON alone.

use std::fmt::Write;

use serde_json::Value;

/// Tells a graph in the form of `Resolve::dump`, from its JSON.
pub(crate) struct Teller(pub(crate) Value);

impl Teller {
    pub(crate) fn tell(&self) -> String {
        let mut out = String::new();
        for package in list(&self.0["packages"]) {
            writeln!(out, "package {}{}", text(&package["id"]), docs(package)).unwrap();
            for interface in list(&package["interfaces"]) {
                self.interface(&mut out, 1, interface);
            }
            for world in list(&package["worlds"]) {
                self.world(&mut out, &self.0["worlds"][number(world)]);
            }
        }
        out
    }

    fn interface(&self, out: &mut String, depth: usize, number: &Value) {
        let interface = &self.0["interfaces"][self::number(number)];
        let name = interface["name"].as_str().unwrap_or("(inline)");
        line(out, depth, &format!("interface {name}{}{}", gate(interface), docs(interface)));
        for ty in list(&interface["types"]) {
            self.ty(out, depth + 1, ty);
        }
        for function in list(&interface["functions"]) {
            let function = &self.0["functions"][self::number(function)];
            let tail = gate(function) + &docs(function);
            line(out, depth + 1, &format!("{}{tail}", self.function(function)));
        }
    }

    fn ty(&self, out: &mut String, depth: usize, number: &Value) {
        let ty = &self.0["types"][self::number(number)];
        let (name, kind) = (text(&ty["name"]), text(&ty["kind"]));
        let part = |part: &Value| match (&part["type"], kind) {
            (Value::Null, _) => text(&part["name"]).to_owned(),
            (of, "variant") => format!("{}({})", text(&part["name"]), self.expression(of)),
            (of, _) => format!("{}: {}", text(&part["name"]), self.expression(of)),
        };
        let parts = |member: &str| list(&ty[member]).map(part).collect::<Vec<_>>().join(", ");
        let head = match kind {
            "alias" => match &ty["used_from"] {
                Value::Null => format!("type {name} = {}", self.expression(&ty["type"])),
                from => {
                    let from = text(&self.0["interfaces"][self::number(from)]["id"]);
                    format!("type {name} = {from}.{{{}}}", self.expression(&ty["type"]))
                }
            },
            "record" => format!("record {name} {{ {} }}", parts("fields")),
            "variant" | "enum" => format!("{kind} {name} {{ {} }}", parts("cases")),
            "flags" => format!("flags {name} {{ {} }}", parts("flags")),
            "resource" => format!("resource {name}"),
            other => panic!("{other} has no name"),
        };
        line(out, depth, &format!("{head}{}{}", gate(ty), docs(ty)));
    }

    fn expression(&self, number: &Value) -> String {
        let ty = &self.0["types"][self::number(number)];
        if let Some(name) = ty["name"].as_str() {
            return name.to_owned();
        }
        let kind = text(&ty["kind"]);
        let inner = |member: &str| match &ty[member] {
            Value::Null => "_".to_owned(),
            inner => self.expression(inner),
        };
        match kind {
            "primitive" => text(&ty["primitive"]).to_owned(),
            "tuple" => {
                let types: Vec<String> = list(&ty["types"]).map(|ty| self.expression(ty)).collect();
                format!("tuple<{}>", types.join(", "))
            }
            "result" => match (&ty["ok"], &ty["err"]) {
                (Value::Null, Value::Null) => "result".to_owned(),
                (_, Value::Null) => format!("result<{}>", inner("ok")),
                _ => format!("result<{}, {}>", inner("ok"), inner("err")),
            },
            "fixed-length-list" => format!("list<{}, {}>", inner("type"), ty["length"]),
            "map" => format!("map<{}, {}>", inner("key"), inner("value")),
            "own" | "borrow" => format!("{kind}<{}>", inner("resource")),
            "future" | "stream" if ty["type"].is_null() => kind.to_owned(),
            _ => format!("{kind}<{}>", inner("type")),
        }
    }

    fn function(&self, function: &Value) -> String {
        let params: Vec<String> = list(&function["params"])
            .map(|param| format!("{}: {}", text(&param["name"]), self.expression(&param["type"])))
            .collect();
        let keyword = if function["async"] == true { "async func" } else { "func" };
        let result = match &function["result"] {
            Value::Null => String::new(),
            result => format!(" -> {}", self.expression(result)),
        };
        format!("{}: {keyword}({}){result}", text(&function["label"]), params.join(", "))
    }

    fn world(&self, out: &mut String, world: &Value) {
        line(out, 1, &format!("world {}{}{}", text(&world["name"]), gate(world), docs(world)));
        for (verb, member) in [("import", "imports"), ("export", "exports")] {
            for item in list(&world[member]) {
                self.item(out, verb, world, member, item);
            }
        }
    }

    fn item(&self, out: &mut String, verb: &str, world: &Value, member: &str, item: &Value) {
        let origin = &item["origin"];
        let origin = match text(&origin["kind"]) {
            "written" => String::new(),
            "included" => {
                let include = &world["includes"][number(&origin["include"])];
                let included = &self.0["worlds"][number(&include["world"])];
                assert_eq!(included[member][number(&origin["item"])]["kind"], item["kind"]);
                format!(" (from {})", text(&included["id"]))
            }
            "needed" => {
                let by = &world[format!("{}s", text(&origin["side"]))][number(&origin["item"])];
                assert!(list(&origin["types"]).next().is_some(), "{item} is needed for some type of {by}");
                " (needed)".to_owned()
            }
            other => panic!("{other} is no origin"),
        };
        let (name, tail) = (text(&item["name"]), format!("{}{}{origin}", gate(item), docs(item)));
        match text(&item["kind"]) {
            "interface" => {
                let interface = &self.0["interfaces"][number(&item["interface"])];
                let is_inline = interface["name"].is_null();
                let label = match text(&interface["id"]) {
                    id if is_inline || id == name => name.to_owned(),
                    id => format!("{name}: {id}"),
                };
                line(out, 2, &format!("{verb} {label}{tail}"));
                if is_inline {
                    assert_eq!(self.0["worlds"][number(&interface["world"])]["id"], world["id"]);
                    self.interface(out, 3, &item["interface"]);
                }
            }
            "type" => {
                line(out, 2, &format!("{verb} type {name}{tail}"));
                self.ty(out, 3, &item["type"]);
            }
            _ => {
                let function = self.function(&self.0["functions"][number(&item["function"])]);
                line(out, 2, &format!("{verb} {function}{tail}"));
            }
        }
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    writeln!(out, "{:1$}{text}", "", depth * 2).unwrap();
}

fn docs(thing: &Value) -> String {
    thing["docs"].as_str().map_or(String::new(), |docs| format!("  {docs:?}"))
}

fn gate(thing: &Value) -> String {
    let stability = &thing["stability"];
    let gate = match stability["kind"].as_str() {
        None => String::new(),
        Some("since") => format!(" @since {}", text(&stability["version"])),
        Some(_) => format!(" @unstable {}", text(&stability["feature"])),
    };
    let deprecated =
        stability["deprecated"].as_str().map_or(String::new(), |version| format!(" @deprecated {version}"));
    let inactive = if thing["active"] == false { " (inactive)" } else { "" };
    format!("{gate}{deprecated}{inactive}")
}

pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is a text"))
}

pub(crate) fn number(value: &Value) -> usize {
    let number = value.as_u64().unwrap_or_else(|| panic!("{value} is a number"));
    usize::try_from(number).expect("a small number")
}
