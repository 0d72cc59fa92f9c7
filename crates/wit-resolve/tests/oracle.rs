//! The graph against that of the published parser: worlds in elaborated order, types and functions of interfaces.
//!
//! Inputs are the accepted cases of `testdata/resolve/`, and the WASI packages where the environment says they lie
//! (`OUTWIT_CORPORA_WASIP2`, `OUTWIT_CORPORA_WASIP3`, which `cargo xtask test` sets).

use std::fmt::Write;
use std::path::{Path, PathBuf};

use outwit_resolve::graph::{FunctionKind, Owner, Resolve, TypeKind, WorldItem, WorldItemKind, WorldKey};
use outwit_resolve::{DiskSource, Features, Loader, resolve};
use outwit_testkit::cases;
use wit_parser_oracle as oracle;

/// What both graphs are compared by: a line for each world item, type and function.
fn ours(path: &Path, features: &Features) -> Option<String> {
    let mut loader = Loader::new(&DiskSource);
    loader.path(path);
    let resolved = resolve(&loader.finish(), features).finish().ok()?;
    let graph = &resolved.graph;
    graph.assert_valid();
    let mut sections = Vec::new();
    for (_, interface) in graph.interfaces().filter(|(_, interface)| interface.name.is_some()) {
        let id = graph[interface.package].name.item_id(&graph[interface.name?]);
        sections.push(format!("interface {id}\n{}", our_interface(graph, interface)));
    }
    for (id, world) in graph.worlds() {
        let mut text = format!("world {}\n", graph.world_id(id));
        for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
            items.iter().for_each(|item| text += &our_world_item(graph, verb, item));
        }
        sections.push(text);
    }
    sections.sort();
    Some(sections.concat())
}

fn our_interface(graph: &Resolve, interface: &outwit_resolve::graph::Interface) -> String {
    let mut text = String::new();
    for (name, ty) in interface.types.iter().filter(|(_, ty)| graph[**ty].active) {
        writeln!(text, "  type {} {}", &graph[*name], our_kind(graph, *ty)).unwrap();
    }
    for function in interface.functions.iter().filter(|function| graph[**function].active) {
        writeln!(text, "  {}", our_function(graph, *function)).unwrap();
    }
    text
}

fn our_kind(graph: &Resolve, ty: outwit_resolve::graph::TypeId) -> String {
    match &graph[ty].kind {
        TypeKind::Alias(to) => match graph[*to].owner {
            Owner::Interface(owner) if graph[*to].owner != graph[ty].owner => {
                format!("use {} {}", graph.interface_id(owner).unwrap_or_default(), graph.type_text(*to))
            }
            _ => format!("= {}", our_type(graph, *to)),
        },
        TypeKind::Record(fields) => {
            let fields =
                fields.iter().map(|field| format!("{}: {}", &graph[field.name], our_type(graph, field.ty)));
            format!("record {}", fields.collect::<Vec<_>>().join(", "))
        }
        TypeKind::Variant(cases) => {
            let cases = cases.iter().map(|case| {
                format!("{}({})", &graph[case.name], case.ty.map_or(String::new(), |ty| our_type(graph, ty)))
            });
            format!("variant {}", cases.collect::<Vec<_>>().join(", "))
        }
        TypeKind::Enum(cases) => {
            format!("enum {}", cases.iter().map(|case| &graph[case.name]).collect::<Vec<_>>().join(", "))
        }
        TypeKind::Flags(flags) => {
            format!("flags {}", flags.iter().map(|flag| &graph[flag.name]).collect::<Vec<_>>().join(", "))
        }
        TypeKind::Resource => "resource".to_owned(),
        other => format!("{other:?}"),
    }
}

fn our_type(graph: &Resolve, ty: outwit_resolve::graph::TypeId) -> String {
    graph.type_text(ty)
}

fn our_function(graph: &Resolve, id: outwit_resolve::graph::FunctionId) -> String {
    let function = &graph[id];
    let kind = match function.kind {
        FunctionKind::Freestanding => "free",
        FunctionKind::Constructor(_) => "constructor",
        FunctionKind::Method(_) => "method",
        FunctionKind::Static(_) => "static",
    };
    let docs = function.docs.map_or("", |docs| &graph[docs]);
    format!("{kind} {} {:?}", graph.function_text(id), docs)
}

fn our_world_item(graph: &Resolve, verb: &str, item: &WorldItem) -> String {
    let key = match item.key {
        WorldKey::Name(name) => graph[name].to_owned(),
        WorldKey::Interface(id) => graph.interface_id(id).unwrap_or_default(),
    };
    match item.kind {
        WorldItemKind::Interface(id) if graph[id].name.is_none() => {
            format!("  {verb} {key} inline\n{}", our_interface(graph, &graph[id]))
        }
        WorldItemKind::Interface(id) => {
            format!("  {verb} {key} interface {}\n", graph.interface_id(id).unwrap_or_default())
        }
        WorldItemKind::Type(ty) => format!("  {verb} {key} {}\n", our_kind(graph, ty)),
        WorldItemKind::Function(id) => format!("  {verb} {key} {}\n", our_function(graph, id)),
    }
}

// ---- the oracle ----

fn theirs(path: &Path, features: &Features) -> Result<String, String> {
    let mut graph = oracle::Resolve { all_features: features.all, ..oracle::Resolve::default() };
    graph.features.extend(features.names.iter().cloned());
    graph.push_path(path).map_err(|error| format!("{error:#}"))?;
    let mut sections = Vec::new();
    for (id, interface) in graph.interfaces.iter().filter(|(_, interface)| interface.name.is_some()) {
        sections.push(format!(
            "interface {}\n{}",
            graph.id_of(id).unwrap_or_default(),
            their_interface(&graph, interface)
        ));
    }
    for (_, world) in graph.worlds.iter() {
        let package = &graph.packages[world.package.expect("a world stands in a package")].name;
        let mut text = format!("world {}\n", package.interface_id(&world.name));
        for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
            items.iter().for_each(|(key, item)| text += &their_world_item(&graph, verb, key, item));
        }
        sections.push(text);
    }
    sections.sort();
    Ok(sections.concat())
}

fn their_interface(graph: &oracle::Resolve, interface: &oracle::Interface) -> String {
    let mut text = String::new();
    for (name, ty) in &interface.types {
        writeln!(text, "  type {name} {}", their_kind(graph, *ty)).unwrap();
    }
    for function in interface.functions.values() {
        writeln!(text, "  {}", their_function(graph, function)).unwrap();
    }
    text
}

fn their_kind(graph: &oracle::Resolve, id: oracle::TypeId) -> String {
    use oracle::TypeDefKind as Kind;
    let def = &graph.types[id];
    match &def.kind {
        Kind::Type(oracle::Type::Id(to)) if graph.types[*to].owner != def.owner => {
            let oracle::TypeOwner::Interface(owner) = graph.types[*to].owner else {
                return format!("= {}", their_type(graph, &oracle::Type::Id(*to)));
            };
            let name = graph.types[*to].name.clone().unwrap_or_default();
            format!("use {} {name}", graph.id_of(owner).unwrap_or_default())
        }
        Kind::Type(ty) => format!("= {}", their_type(graph, ty)),
        Kind::Record(record) => {
            let fields =
                record.fields.iter().map(|field| format!("{}: {}", field.name, their_type(graph, &field.ty)));
            format!("record {}", fields.collect::<Vec<_>>().join(", "))
        }
        Kind::Variant(variant) => {
            let payload = |ty: &Option<oracle::Type>| ty.map_or(String::new(), |ty| their_type(graph, &ty));
            let cases = variant.cases.iter().map(|case| format!("{}({})", case.name, payload(&case.ty)));
            format!("variant {}", cases.collect::<Vec<_>>().join(", "))
        }
        Kind::Enum(e) => {
            format!("enum {}", e.cases.iter().map(|case| case.name.as_str()).collect::<Vec<_>>().join(", "))
        }
        Kind::Flags(f) => {
            format!("flags {}", f.flags.iter().map(|flag| flag.name.as_str()).collect::<Vec<_>>().join(", "))
        }
        Kind::Resource => "resource".to_owned(),
        _ => format!("= {}", their_anonymous(graph, &def.kind)),
    }
}

fn their_type(graph: &oracle::Resolve, ty: &oracle::Type) -> String {
    use oracle::Type;
    let text = match ty {
        Type::Bool => "bool",
        Type::U8 => "u8",
        Type::U16 => "u16",
        Type::U32 => "u32",
        Type::U64 => "u64",
        Type::S8 => "s8",
        Type::S16 => "s16",
        Type::S32 => "s32",
        Type::S64 => "s64",
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Char => "char",
        Type::String => "string",
        Type::ErrorContext => "error-context",
        Type::Id(id) => {
            let def = &graph.types[*id];
            return match &def.name {
                Some(name) => name.clone(),
                None => their_anonymous(graph, &def.kind),
            };
        }
    };
    text.to_owned()
}

fn their_anonymous(graph: &oracle::Resolve, kind: &oracle::TypeDefKind) -> String {
    use oracle::TypeDefKind as Kind;
    let text = |ty: &oracle::Type| their_type(graph, ty);
    let name = |id: &oracle::TypeId| graph.types[*id].name.clone().unwrap_or_default();
    let optional = |ty: &Option<oracle::Type>| ty.as_ref().map_or("_".to_owned(), text);
    match kind {
        Kind::Tuple(t) => format!("tuple<{}>", t.types.iter().map(text).collect::<Vec<_>>().join(", ")),
        Kind::Option(ty) => format!("option<{}>", text(ty)),
        Kind::Result(r) => match (&r.ok, &r.err) {
            (None, None) => "result".to_owned(),
            (Some(ok), None) => format!("result<{}>", text(ok)),
            (ok, err) => format!("result<{}, {}>", optional(ok), optional(err)),
        },
        Kind::List(ty) => format!("list<{}>", text(ty)),
        Kind::FixedLengthList(ty, len) => format!("list<{}, {len}>", text(ty)),
        Kind::Map(key, value) => format!("map<{}, {}>", text(key), text(value)),
        Kind::Handle(oracle::Handle::Own(id)) => format!("own<{}>", name(id)),
        Kind::Handle(oracle::Handle::Borrow(id)) => format!("borrow<{}>", name(id)),
        Kind::Future(None) => "future".to_owned(),
        Kind::Future(Some(ty)) => format!("future<{}>", text(ty)),
        Kind::Stream(None) => "stream".to_owned(),
        Kind::Stream(Some(ty)) => format!("stream<{}>", text(ty)),
        other => format!("{other:?}"),
    }
}

fn their_function(graph: &oracle::Resolve, function: &oracle::Function) -> String {
    use oracle::FunctionKind as Kind;
    let (kind, is_async) = match function.kind {
        Kind::Freestanding | Kind::Getter | Kind::Setter => ("free", false),
        Kind::AsyncFreestanding => ("free", true),
        Kind::Constructor(_) => ("constructor", false),
        Kind::Method(_) | Kind::MethodGetter(_) | Kind::MethodSetter(_) => ("method", false),
        Kind::AsyncMethod(_) => ("method", true),
        Kind::Static(_) | Kind::StaticGetter(_) | Kind::StaticSetter(_) => ("static", false),
        Kind::AsyncStatic(_) => ("static", true),
    };
    let params =
        function.params.iter().map(|param| format!("{}: {}", param.name, their_type(graph, &param.ty)));
    let params = params.collect::<Vec<_>>().join(", ");
    let keyword = if is_async { "async func" } else { "func" };
    let result =
        function.result.as_ref().map_or(String::new(), |ty| format!(" -> {}", their_type(graph, ty)));
    let docs = function.docs.contents.clone().unwrap_or_default();
    format!("{kind} {}: {keyword}({params}){result} {docs:?}", function.name)
}

fn their_world_item(
    graph: &oracle::Resolve,
    verb: &str,
    key: &oracle::WorldKey,
    item: &oracle::WorldItem,
) -> String {
    let key = match key {
        oracle::WorldKey::Name(name) => name.clone(),
        oracle::WorldKey::Interface(id) => graph.id_of(*id).unwrap_or_default(),
    };
    match item {
        oracle::WorldItem::Interface { id, .. } if graph.interfaces[*id].name.is_none() => {
            format!("  {verb} {key} inline\n{}", their_interface(graph, &graph.interfaces[*id]))
        }
        oracle::WorldItem::Interface { id, .. } => {
            format!("  {verb} {key} interface {}\n", graph.id_of(*id).unwrap_or_default())
        }
        oracle::WorldItem::Type { id, .. } => format!("  {verb} {key} {}\n", their_kind(graph, *id)),
        oracle::WorldItem::Function(function) => {
            format!("  {verb} {key} {}\n", their_function(graph, function))
        }
    }
}

fn assert_same(path: &Path, features: &Features) {
    let ours = ours(path, features).unwrap_or_else(|| panic!("{} is accepted", path.display()));
    let theirs =
        theirs(path, features).unwrap_or_else(|error| panic!("the peer accepts {}: {error}", path.display()));
    if ours != theirs {
        let first = ours.lines().zip(theirs.lines()).find(|(a, b)| a != b);
        panic!("{}: {first:#?}\n--- ours\n{ours}\n--- theirs\n{theirs}", path.display());
    }
}

/// What the specification allows and the peer cannot read.
const BEYOND_THE_PEER: &[(&str, &str)] = &[("aliases-of-aliases", "a top-level alias of another one")];

#[test]
fn accepted_cases_have_the_peers_graph() {
    let mut compared = 0;
    for case in cases("resolve") {
        let features = match std::fs::read_to_string(case.dir.join("features.txt")) {
            Ok(text) => Features::named(text.split_whitespace()),
            Err(_) => Features::default(),
        };
        if BEYOND_THE_PEER.iter().any(|(name, _)| *name == case.name) {
            assert!(theirs(&case.dir, &features).is_err(), "{} is still beyond the peer", case.name);
        } else if case.dir.join("graph.snap").exists() {
            assert_same(&case.dir, &features);
            compared += 1;
        } else {
            assert!(theirs(&case.dir, &features).is_err(), "the peer rejects {} too", case.name);
        }
    }
    assert!(compared > 10, "{compared} graphs compared");
}

#[test]
fn wasi_has_the_peers_graph_and_no_finding() {
    for corpus in ["OUTWIT_CORPORA_WASIP2", "OUTWIT_CORPORA_WASIP3"] {
        let Some(folder) = std::env::var_os(corpus) else {
            eprintln!("skipped: {corpus} is not set; `cargo xtask test` sets it");
            continue;
        };
        let path = PathBuf::from(folder).join("wit");
        let mut loader = Loader::new(&DiskSource);
        loader.path(&path);
        let analysis = resolve(&loader.finish(), &Features::default());
        assert_eq!(analysis.diagnostics, [], "{corpus} is right");
        assert_same(&path, &Features::default());
        assert_same(&path, &Features::all());
    }
}
