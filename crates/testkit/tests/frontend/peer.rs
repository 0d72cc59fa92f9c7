//! The graph of the published parser as text, in the form of [`crate::ours::graph_text`].

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use outwit_parser::{Token, TokenKind, tokens};
use outwit_resolve::Features;
use outwit_testkit::random::grouped;
use wit_parser_oracle as oracle;

use crate::corpora::{entries, is_kind};
use crate::ours;
use crate::packages::Package;

/// What the peer says when a world has an interface twice, itself and by `include`, with two gates. `docs/compatibility.md`
/// has this and the next one.
pub(crate) const GATES_DIFFER: &str = "mismatch in stability from";

/// What the peer says when a hidden item is the first in which an anonymous type stands, when a type of a world is hidden,
/// and in some more cases of hidden items that nothing refers to.
pub(crate) const MISSES_HIDDEN: &str =
    "found a reference to a type which is excluded due to its feature not being activated";

/// What the peer makes of a file or folder: its graph as text, or its message. Ordinary comments are taken out first,
/// because the peer takes those in front of an item for documentation.
pub(crate) fn read(path: &Path, features: &Features) -> Result<String, String> {
    let copy = Copy::without_comments(path);
    let mut graph = empty(features);
    graph.push_path(&copy.path).map_err(|error| graph.render_error(&error))?;
    Ok(graph_text(&graph))
}

/// The same for a package in memory, which has no ordinary comments.
pub(crate) fn read_package(package: &Package, features: &Features) -> Result<String, String> {
    resolve_package(package, features).map(|graph| graph_text(&graph))
}

/// What the peer's parser, its encoder and its validator say together of a package in memory: some rules of the language
/// are left to the last two.
pub(crate) fn judge(package: &Package, features: &Features) -> Result<(), String> {
    let graph = resolve_package(package, features)?;
    for (id, package) in graph.packages.iter() {
        let bytes = wit_component_oracle::encode(&graph, id, false)
            .map_err(|error| format!("{}: encoding: {error:#}", package.name))?;
        let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
        validator.validate_all(&bytes).map_err(|error| format!("{}: validation: {error}", package.name))?;
    }
    Ok(())
}

fn resolve_package(package: &Package, features: &Features) -> Result<oracle::Resolve, String> {
    let mut graph = empty(features);
    let mut parsed = Vec::new();
    for files in grouped(&package.files) {
        let mut sources = oracle::SourceMap::new();
        files.into_iter().for_each(|(path, text)| sources.push_str(path, text));
        parsed.push(sources.parse().map_err(|(_, error)| error.to_string())?);
    }
    let dependencies = parsed.split_off(1);
    let root = parsed.remove(0);
    match graph.push_groups(root, dependencies) {
        Ok(_) => Ok(graph),
        Err(error) => Err(error.to_string()),
    }
}

/// The first difference between our graph of an accepted input and the peer's.
pub(crate) fn difference(path: &Path, features: &Features) -> Option<String> {
    let shown = path.display();
    let ours = match ours::read(path, features).text() {
        Ok(ours) => ours,
        Err(error) => return Some(format!("{shown}: rejected: {error}")),
    };
    let theirs = match read(path, features) {
        Ok(theirs) => theirs,
        Err(error) => return Some(format!("{shown}: the peer rejects it: {error}")),
    };
    first_difference(&ours, &theirs).map(|difference| format!("{shown}: {difference}"))
}

/// The first line in which two texts of graphs differ, with the section that it stands in.
pub(crate) fn first_difference(ours: &str, theirs: &str) -> Option<String> {
    let mut section = "";
    for (a, b) in ours.lines().zip(theirs.lines()) {
        section = if a.starts_with(' ') { section } else { a };
        if a != b {
            return Some(format!("in {section}\n  ours   {a}\n  theirs {b}"));
        }
    }
    (ours != theirs).then(|| "one graph has more than the other".to_owned())
}

/// A line of a file of the suite.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its path below the suite.
    file: String,
    line: u32,
}

impl Line {
    pub(crate) fn new(path: &str, line: u32) -> Line {
        let below = path.rsplit_once("tests/ui/").map_or(path, |(_, below)| below);
        Line { file: below.to_owned(), line }
    }
}

/// The first line that the peer's stored message for a rejected case names; some name none.
pub(crate) fn message_line(case: &Path) -> Option<Line> {
    let message = case.with_extension("wit.result");
    let message =
        std::fs::read_to_string(&message).unwrap_or_else(|error| panic!("{}: {error}", message.display()));
    // `--> path:line:column` under a sentence, `* path:line:column` in a list, or in front of the sentence.
    let mut words = message.split_whitespace().filter(|word| word.contains(".wit:"));
    let mut parts = words.next()?.split(':');
    Some(Line::new(parts.next()?, parts.next()?.parse().ok()?))
}

/// A copy of a file or folder in a scratch folder, which goes with it.
struct Copy {
    scratch: PathBuf,
    path: PathBuf,
}

impl Copy {
    fn without_comments(from: &Path) -> Copy {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let scratch =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("peer-{}-{number}", std::process::id()));
        let path = scratch.join(from.file_name().expect("an input has a name"));
        std::fs::create_dir_all(&scratch).expect("the target folder can be written");
        copy(from, &path);
        // A file sees the packages beside it.
        let deps = from.with_file_name("deps");
        if from.is_file() && deps.is_dir() {
            copy(&deps, &scratch.join("deps"));
        }
        Copy { scratch, path }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.scratch);
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).expect("a folder can be made");
        for entry in entries(from) {
            copy(&entry, &to.join(entry.file_name().expect("entries have names")));
        }
    } else if is_kind(from, "wit") {
        let text = std::fs::read_to_string(from).expect("WIT is text");
        std::fs::write(to, without_comments(&text)).expect("a file can be written");
    } else {
        std::fs::copy(from, to).expect("a file can be copied");
    }
}

/// Whether a file or folder has a comment that is not documentation.
pub(crate) fn has_comments(path: &Path) -> bool {
    if path.is_dir() {
        return entries(path).iter().any(|entry| has_comments(entry));
    }
    let is_comment = |token: Token| matches!(token.kind, TokenKind::LineComment | TokenKind::BlockComment);
    is_kind(path, "wit") && tokens(&std::fs::read_to_string(path).expect("WIT is text")).any(is_comment)
}

/// A text of the same lines without comments that are not documentation.
fn without_comments(text: &str) -> String {
    let keep = |token: Token| {
        let text = &text[token.range.as_usize()];
        match token.kind {
            TokenKind::LineComment | TokenKind::BlockComment => {
                text.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect()
            }
            _ => text.to_owned(),
        }
    };
    tokens(text).map(keep).collect()
}

fn empty(features: &Features) -> oracle::Resolve {
    let mut graph = oracle::Resolve { all_features: features.all, ..oracle::Resolve::default() };
    graph.features.extend(features.names.iter().cloned());
    graph
}

fn graph_text(graph: &oracle::Resolve) -> String {
    let mut sections: Vec<String> = graph
        .packages
        .iter()
        .map(|(_, package)| format!("package {}{}\n", package.name, docs(&package.docs)))
        .collect();
    for (id, interface) in graph.interfaces.iter().filter(|(_, interface)| interface.name.is_some()) {
        let id = graph.id_of(id).expect("a named interface");
        let tail = gate(&interface.stability) + &docs(&interface.docs);
        sections.push(format!("interface {id}{tail}\n{}", interface_text(graph, interface)));
    }
    for (_, world) in graph.worlds.iter() {
        let package = &graph.packages[world.package.expect("a world stands in a package")].name;
        let tail = gate(&world.stability) + &docs(&world.docs);
        let mut text = format!("world {}{tail}\n", package.interface_id(&world.name));
        for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
            items.iter().for_each(|(key, item)| text += &world_item(graph, verb, key, item));
        }
        sections.push(text);
    }
    sections.sort();
    sections.concat()
}

fn interface_text(graph: &oracle::Resolve, interface: &oracle::Interface) -> String {
    let mut text = String::new();
    for (name, ty) in &interface.types {
        writeln!(text, "  type {name} {}", kind(graph, *ty)).unwrap();
    }
    for one in interface.functions.values() {
        writeln!(text, "  {}", function(graph, one)).unwrap();
    }
    text
}

fn kind(graph: &oracle::Resolve, id: oracle::TypeId) -> String {
    use oracle::TypeDefKind as Kind;
    let def = &graph.types[id];
    let tail = gate(&def.stability) + &docs(&def.docs) + &external(&def.external_id);
    let list = |parts: Vec<String>| parts.join(", ");
    let text = match &def.kind {
        Kind::Type(oracle::Type::Id(to)) => used(graph, def, *to),
        Kind::Type(to) => format!("= {}", ty(graph, to)),
        Kind::Record(record) => {
            let field = record.fields.iter();
            let field =
                field.map(|field| format!("{}: {}{}", field.name, ty(graph, &field.ty), docs(&field.docs)));
            format!("record {}", list(field.collect()))
        }
        Kind::Variant(variant) => {
            let payload = |of: &Option<oracle::Type>| of.map_or(String::new(), |of| ty(graph, &of));
            let case = variant.cases.iter();
            let case = case.map(|case| format!("{}({}){}", case.name, payload(&case.ty), docs(&case.docs)));
            format!("variant {}", list(case.collect()))
        }
        Kind::Enum(cases) => {
            let case = cases.cases.iter().map(|case| format!("{}{}", case.name, docs(&case.docs)));
            format!("enum {}", list(case.collect()))
        }
        Kind::Flags(flags) => {
            let flag = flags.flags.iter().map(|flag| format!("{}{}", flag.name, docs(&flag.docs)));
            format!("flags {}", list(flag.collect()))
        }
        Kind::Resource => "resource".to_owned(),
        _ => format!("= {}", anonymous(graph, &def.kind)),
    };
    text + &tail
}

/// An alias of a named type: from a `use` if another interface owns that.
fn used(graph: &oracle::Resolve, def: &oracle::TypeDef, to: oracle::TypeId) -> String {
    match graph.types[to].owner {
        oracle::TypeOwner::Interface(owner) if graph.types[to].owner != def.owner => {
            let name = graph.types[to].name.clone().unwrap_or_default();
            format!("use {} {name}", graph.id_of(owner).unwrap_or_default())
        }
        _ => format!("= {}", ty(graph, &oracle::Type::Id(to))),
    }
}

fn ty(graph: &oracle::Resolve, ty: &oracle::Type) -> String {
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
                None => anonymous(graph, &def.kind),
            };
        }
    };
    text.to_owned()
}

fn anonymous(graph: &oracle::Resolve, kind: &oracle::TypeDefKind) -> String {
    use oracle::TypeDefKind as Kind;
    let text = |of: &oracle::Type| ty(graph, of);
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

fn function(graph: &oracle::Resolve, function: &oracle::Function) -> String {
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
    let params = function.params.iter().map(|param| format!("{}: {}", param.name, ty(graph, &param.ty)));
    let params = params.collect::<Vec<_>>().join(", ");
    let keyword = if is_async { "async func" } else { "func" };
    let result = function.result.as_ref().map_or(String::new(), |of| format!(" -> {}", ty(graph, of)));
    let tail = gate(&function.stability) + &docs(&function.docs) + &external(&function.external_id);
    format!("{kind} {}: {keyword}({params}){result}{tail}", function.name)
}

fn world_item(
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
        oracle::WorldItem::Interface { id, stability, docs: own, external_id, .. } => {
            let interface = &graph.interfaces[*id];
            let tail = gate(stability) + &docs(own) + &external(external_id);
            if interface.name.is_none() {
                let inner = gate(&interface.stability) + &docs(&interface.docs);
                return format!("  {verb} {key} inline{inner}{tail}\n{}", interface_text(graph, interface));
            }
            format!("  {verb} {key} interface {}{tail}\n", graph.id_of(*id).unwrap_or_default())
        }
        oracle::WorldItem::Type { id, .. } => format!("  {verb} {key} {}\n", kind(graph, *id)),
        oracle::WorldItem::Function(one) => format!("  {verb} {key} {}\n", function(graph, one)),
    }
}

fn docs(docs: &oracle::Docs) -> String {
    docs.contents.as_ref().map_or(String::new(), |text| format!(" doc {text:?}"))
}

fn external(id: &Option<String>) -> String {
    id.as_ref().map_or(String::new(), |id| format!(" @external-id {id:?}"))
}

fn gate(stability: &oracle::Stability) -> String {
    let (text, deprecated) = match stability {
        oracle::Stability::Unknown => return String::new(),
        oracle::Stability::Stable { since, deprecated } => (format!(" @since {since}"), deprecated),
        oracle::Stability::Unstable { feature, deprecated } => (format!(" @unstable {feature}"), deprecated),
    };
    text + &deprecated.as_ref().map_or(String::new(), |version| format!(" @deprecated {version}"))
}
