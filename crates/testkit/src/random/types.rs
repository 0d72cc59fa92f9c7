//! Type expressions, type definitions and functions, as text.

use super::choices::Choices;
use super::names::{ESCAPED, Names, Place, gate_in};

/// The types that may be named where something is declared.
#[derive(Clone, Default)]
pub(super) struct Scope {
    pub(super) values: Vec<String>,
    pub(super) resources: Vec<String>,
    /// Types that may hold borrowed handles: for parameters of functions in the same place.
    pub(super) borrows: Vec<String>,
}

impl Scope {
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.resources.is_empty()
    }
}

const PRIMITIVES: &[&str] = &[
    "u8",
    "bool",
    "s8",
    "u16",
    "s16",
    "u32",
    "s32",
    "u64",
    "s64",
    "f32",
    "f64",
    "char",
    "string",
    "error-context",
];
/// What may be the key of a map.
const KEYS: &[&str] = &["string", "u8", "s16", "u32", "s64", "bool", "char"];
/// How many flags or cases there are now and then: around the numbers where their integers grow.
const MANY_FLAGS: &[usize] = &[8, 9, 16, 17, 32];
const MANY_CASES: &[usize] = &[256, 257];
/// A fixed length around the number of values that are passed flat, now and then.
const LONG: &[usize] = &[8, 16, 17];

/// How types are made up.
#[derive(Clone, Copy)]
struct Shape {
    may_borrow: bool,
    /// How deep anonymous types are nested at most.
    depth: usize,
    /// No anonymous types at all. One that stands in a hidden item first, the peer misses where it stands again.
    is_hidden: bool,
}

impl Shape {
    fn new(is_hidden: bool) -> Shape {
        Shape { may_borrow: false, depth: 3, is_hidden }
    }
}

fn any(scope: &Scope, shape: Shape, choices: &mut Choices<'_>) -> String {
    let kinds = match shape {
        Shape { is_hidden: true, .. } => 2,
        Shape { depth: 0, .. } => 4,
        _ => 11,
    };
    let kind = choices.below(kinds);
    let shape = Shape { depth: shape.depth.saturating_sub(1), ..shape };
    let later = Shape { may_borrow: false, ..shape };
    let mut inner = |choices: &mut Choices<'_>| any(scope, shape, choices);
    match kind {
        1 => choices.pick(&scope.values).cloned(),
        2 => choices.pick(&scope.resources).map(|resource| match choices.below(2) {
            0 => resource.clone(),
            _ => format!("own<{resource}>"),
        }),
        3 if shape.may_borrow && choices.chance(30) => choices.pick(&scope.borrows).cloned(),
        3 if shape.may_borrow => choices.pick(&scope.resources).map(|resource| format!("borrow<{resource}>")),
        4 => Some(format!("list<{}>", inner(choices))),
        5 => Some(format!("option<{}>", inner(choices))),
        6 => Some(result(&mut inner, choices)),
        7 => {
            let parts: Vec<String> = (0..=choices.below(3)).map(|_| inner(choices)).collect();
            Some(format!("tuple<{}>", parts.join(", ")))
        }
        8 => {
            let elem = inner(choices);
            let long = choices.pick(LONG).copied().filter(|_| choices.chance(10));
            Some(format!("list<{elem}, {}>", long.unwrap_or_else(|| 1 + choices.below(4))))
        }
        9 => Some(format!("map<{}, {}>", choices.pick(KEYS).expect("there are keys"), plain(choices))),
        // What is sent later cannot be borrowed, and characters have no streams yet.
        10 => Some(match choices.below(5) {
            0 => "future".to_owned(),
            1 => "stream".to_owned(),
            2 => format!("future<{}>", any(scope, later, choices)),
            3 => format!("stream<{}>", choices.pick(&PRIMITIVES[..11]).expect("there are numbers")),
            _ => format!("stream<list<{}>>", any(scope, later, choices)),
        }),
        _ => None,
    }
    .unwrap_or_else(|| PRIMITIVES[choices.below(PRIMITIVES.len())].to_owned())
}

/// A type without handles, as the values of maps must be.
fn plain(choices: &mut Choices<'_>) -> String {
    let key = choices.pick(KEYS).expect("there are keys");
    match choices.below(4) {
        0 => (*key).to_owned(),
        1 => format!("list<{key}>"),
        2 => format!("result<{key}, option<string>>"),
        _ => format!("map<{key}, tuple<f32, u8>>"),
    }
}

fn result(inner: &mut dyn FnMut(&mut Choices<'_>) -> String, choices: &mut Choices<'_>) -> String {
    match choices.below(4) {
        0 => "result".to_owned(),
        1 => format!("result<{}>", inner(choices)),
        2 => format!("result<_, {}>", inner(choices)),
        _ => format!("result<{}, {}>", inner(choices), inner(choices)),
    }
}

/// A definition, and the name that it adds to the scope.
pub(super) fn definition(
    place: Place<'_>,
    scope: &mut Scope,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> String {
    let name = names.next(choices);
    // The peer misses a type of a world that is hidden alone.
    let is_used = choices.chance(70) || place.is_world;
    let front = place.front(is_used, choices);
    let comma = if choices.chance(50) { "," } else { "" };
    let parts = |names: &mut Names, choices: &mut Choices<'_>| -> Vec<String> {
        let escaped = ESCAPED.iter().take(choices.below(3)).map(|name| (*name).to_owned());
        let escaped: Vec<String> = escaped.collect();
        let new = (0..=choices.below(3)).map(|_| names.next(choices));
        new.chain(escaped).collect()
    };
    let may_borrow = choices.chance(15);
    let shape = Shape { may_borrow, ..Shape::new(gate_in(&front).is_some()) };
    let value = |scope: &Scope, choices: &mut Choices<'_>| any(scope, shape, choices);
    let front = front + external_id(choices);
    let body = match choices.below(6) {
        0 => format!("type {name} = {};", value(scope, choices)),
        1 => {
            let fields =
                parts(names, choices).into_iter().map(|field| format!("{field}: {}", value(scope, choices)));
            format!("record {name} {{ {}{comma} }}", fields.collect::<Vec<_>>().join(", "))
        }
        2 => {
            let cases = parts(names, choices).into_iter().map(|case| match choices.chance(60) {
                true => format!("{case}({})", value(scope, choices)),
                false => case,
            });
            format!("variant {name} {{ {}{comma} }}", cases.collect::<Vec<_>>().join(", "))
        }
        3 => format!("enum {name} {{ {}{comma} }}", many(MANY_CASES, parts, names, choices).join(", ")),
        4 => format!("flags {name} {{ {}{comma} }}", many(MANY_FLAGS, parts, names, choices).join(", ")),
        _ => {
            let place = Place { gate: gate_in(&front), ..place };
            let text = resource(&name, place, scope, names, choices);
            if is_used {
                scope.resources.push(name);
            }
            return front + &text;
        }
    };
    if is_used {
        if may_borrow { scope.borrows.push(name) } else { scope.values.push(name) }
    }
    front + &body
}

/// The names of parts; now and then as many as one of `counts`.
fn many(
    counts: &[usize],
    parts: impl Fn(&mut Names, &mut Choices<'_>) -> Vec<String>,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> Vec<String> {
    match choices.pick(counts).copied().filter(|_| choices.chance(10)) {
        Some(count) => (0..count).map(|_| names.next(choices)).collect(),
        None => parts(names, choices),
    }
}

/// The members of a resource that is hidden need its gate.
fn resource(
    name: &str,
    place: Place<'_>,
    scope: &Scope,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> String {
    let mut scope = scope.clone();
    scope.resources.push(name.to_owned());
    let mut members = Vec::new();
    if choices.chance(50) {
        let shape = Shape::new(place.gate.is_some());
        let result = match choices.below(4) {
            1 if !shape.is_hidden => format!(" -> result<{name}>"),
            2 if !shape.is_hidden => format!(" -> result<{name}, {}>", any(&scope, shape, choices)),
            _ => String::new(),
        };
        let params = params(&scope, shape, names, choices);
        members.push(format!("{}constructor({params}){result};", place.gate_line()));
    }
    for _ in 0..choices.below(3) {
        let is_static = if choices.chance(30) { "static " } else { "" };
        if choices.chance(20) {
            members.extend(property(is_static, place, &scope, names, choices));
            continue;
        }
        let method = names.next(choices);
        let front = place.front(false, choices);
        let front = front + external_id(choices);
        let ty = function_type(&scope, gate_in(&front).is_some(), names, choices);
        members.push(format!("{front}{method}: {is_static}{ty};"));
    }
    if members.is_empty() && choices.chance(50) {
        return format!("resource {name};");
    }
    choices.shuffle(&mut members);
    format!("resource {name} {{\n{}\n}}", members.join("\n"))
}

/// The name that a component shows instead, now and then.
fn external_id(choices: &mut Choices<'_>) -> &'static str {
    if choices.chance(8) { "@external-id(\"an \\\"id\\\" of it\")\n" } else { "" }
}

/// `name: func(…)` with its semicolon; or a getter, and perhaps its setter.
pub(super) fn functions(
    place: Place<'_>,
    scope: &Scope,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> Vec<String> {
    if choices.chance(15) {
        return property("", place, scope, names, choices);
    }
    let name = names.next(choices);
    let front = place.front(false, choices);
    let front = front + external_id(choices);
    let ty = function_type(scope, gate_in(&front).is_some(), names, choices);
    vec![format!("{front}{name}: {ty};")]
}

/// A getter and perhaps its setter, in any order, with the same gates.
fn property(
    is_static: &str,
    place: Place<'_>,
    scope: &Scope,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> Vec<String> {
    let name = names.next(choices);
    let front = place.front(false, choices);
    let accessors = accessor_types(scope, gate_in(&front).is_some(), names, choices);
    accessors.into_iter().map(|ty| format!("{front}{name}: {is_static}{ty};")).collect()
}

/// `get() -> …` and perhaps `set(…)`, without names in front and semicolons behind.
pub(super) fn accessor_types(
    scope: &Scope,
    is_hidden: bool,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> Vec<String> {
    let shape = Shape::new(is_hidden);
    let kinds = if is_hidden { 1 } else { 4 };
    // Of a `result` the setter would take a part, so the value itself is none.
    let value = match choices.below(kinds) {
        0 => PRIMITIVES[choices.below(PRIMITIVES.len())].to_owned(),
        1 => format!("list<{}>", any(scope, shape, choices)),
        2 => format!("option<{}>", any(scope, shape, choices)),
        _ => format!("tuple<{}, {}>", any(scope, shape, choices), any(scope, shape, choices)),
    };
    let fallible = |ok: Option<&str>, choices: &mut Choices<'_>| match choices.below(kinds) {
        1 => Some(ok.map_or("result".to_owned(), |ok| format!("result<{ok}>"))),
        2 => Some(format!("result<{}, {}>", ok.unwrap_or("_"), any(scope, shape, choices))),
        _ => None,
    };
    let given = fallible(Some(&value), choices).unwrap_or_else(|| value.clone());
    let mut accessors = vec![format!("get() -> {given}")];
    if choices.chance(60) {
        let result = fallible(None, choices).map_or(String::new(), |result| format!(" -> {result}"));
        accessors.push(format!("set({}: {value}){result}", names.next(choices)));
    }
    choices.shuffle(&mut accessors);
    accessors
}

/// `func(…)` without a name in front and a semicolon behind.
pub(super) fn function_type(
    scope: &Scope,
    is_hidden: bool,
    names: &mut Names,
    choices: &mut Choices<'_>,
) -> String {
    let shape = Shape::new(is_hidden);
    let keyword = if choices.chance(20) { "async func" } else { "func" };
    let params = params(scope, shape, names, choices);
    let result =
        if choices.chance(60) { format!(" -> {}", any(scope, shape, choices)) } else { String::new() };
    format!("{keyword}({params}){result}")
}

/// Parameters, which may hold borrowed handles.
fn params(scope: &Scope, shape: Shape, names: &mut Names, choices: &mut Choices<'_>) -> String {
    let shape = Shape { may_borrow: true, ..shape };
    let mut params = Vec::new();
    for _ in 0..choices.below(4) {
        let name = names.next(choices);
        params.push(format!("{name}: {}", any(scope, shape, choices)));
    }
    if choices.chance(20) {
        params.push(format!("{}: {}", ESCAPED[0], any(scope, shape, choices)));
    }
    params.join(", ")
}
