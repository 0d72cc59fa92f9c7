//! From the section `package-docs` to what it says about each item, by name.

use std::collections::BTreeMap;

use outwit_diagnostics::ByteRange;
use semver::Version;

use super::VERSION;
use super::parse::{Member, Value, parse};

/// What is wrong with the section, and at which of its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Its version is not known.
    Version(u8),
    /// It is not what the format says.
    Malformed(ByteRange, String),
}

/// What the section says about the package. Items are taken out as they are found in the
/// package, so that what is left belongs to nothing.
#[derive(Debug, Default)]
pub(crate) struct PackageDocs {
    pub(crate) docs: Option<Text>,
    pub(crate) worlds: BTreeMap<String, WorldDocs>,
    pub(crate) interfaces: BTreeMap<String, InterfaceDocs>,
}

/// Documentation and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) range: ByteRange,
}

/// What every item may have.
#[derive(Clone, Debug, Default)]
pub(crate) struct ItemDocs {
    pub(crate) docs: Option<Text>,
    pub(crate) gate: Option<Gate>,
    pub(crate) range: ByteRange,
}

#[derive(Clone, Debug)]
pub(crate) struct Gate {
    pub(crate) kind: GateKind,
    pub(crate) deprecated: Option<Version>,
    pub(crate) range: ByteRange,
}

#[derive(Clone, Debug)]
pub(crate) enum GateKind {
    Since(Version),
    Unstable(String),
}

#[derive(Debug, Default)]
pub(crate) struct InterfaceDocs {
    pub(crate) item: ItemDocs,
    pub(crate) funcs: BTreeMap<String, ItemDocs>,
    pub(crate) types: BTreeMap<String, TypeDocs>,
}

#[derive(Debug, Default)]
pub(crate) struct TypeDocs {
    pub(crate) item: ItemDocs,
    /// Fields, cases and flags.
    pub(crate) items: BTreeMap<String, Text>,
}

#[derive(Debug, Default)]
pub(crate) struct WorldDocs {
    pub(crate) item: ItemDocs,
    pub(crate) types: BTreeMap<String, TypeDocs>,
    /// Version 0 has exports here too, where no import has the name.
    pub(crate) imports: SideDocs,
    pub(crate) exports: SideDocs,
}

/// What is said about the imports or exports of a world.
#[derive(Debug, Default)]
pub(crate) struct SideDocs {
    pub(crate) inline: BTreeMap<String, InterfaceDocs>,
    pub(crate) funcs: BTreeMap<String, ItemDocs>,
    /// On the import or export of an interface that is not inline.
    pub(crate) interfaces: BTreeMap<String, ItemDocs>,
}

/// Reads the section, whose first byte is byte `start` of the file.
pub(crate) fn read(data: &[u8], start: u32) -> Result<PackageDocs, Fault> {
    match data.first() {
        None => return Err(malformed(ByteRange::new(start, start), "is empty")),
        Some(version) if *version > VERSION => return Err(Fault::Version(*version)),
        Some(_) => {}
    }
    let value = parse(data, 1, start).map_err(|(at, what)| malformed(ByteRange::new(at, at), what))?;
    package(value)
}

fn malformed(range: ByteRange, what: impl Into<String>) -> Fault {
    Fault::Malformed(range, what.into())
}

/// The members of an object, each asked for once.
struct Members {
    members: BTreeMap<String, Member>,
    range: ByteRange,
}

impl Members {
    fn of(value: Value) -> Result<Members, Fault> {
        let Value::Object(found, range) = value else {
            return Err(malformed(value.range(), "has something else where an object belongs"));
        };
        let mut members = BTreeMap::new();
        for (name, member) in found {
            let at = member.name;
            if members.insert(name, member).is_some() {
                return Err(malformed(at, "names one thing twice"));
            }
        }
        Ok(Members { members, range })
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.members.remove(name).map(|member| member.value)
    }

    fn text(&mut self, name: &str) -> Result<Option<Text>, Fault> {
        match self.take(name) {
            None | Some(Value::Null(_)) => Ok(None),
            Some(value) => text(value).map(Some),
        }
    }

    /// The object `name`, read member by member.
    fn map<T>(
        &mut self,
        name: &str,
        read: impl Fn(Value) -> Result<T, Fault>,
    ) -> Result<BTreeMap<String, T>, Fault> {
        let Some(value) = self.take(name) else { return Ok(BTreeMap::new()) };
        let members = Members::of(value)?.members;
        members.into_iter().map(|(name, member)| Ok((name, read(member.value)?))).collect()
    }

    fn item(&mut self) -> Result<ItemDocs, Fault> {
        let docs = self.text("docs")?;
        let gate = self.take("stability").map(gate).transpose()?.flatten();
        Ok(ItemDocs { docs, gate, range: self.range })
    }

    fn finish(self) -> Result<(), Fault> {
        match self.members.into_iter().next() {
            None => Ok(()),
            Some((name, member)) => {
                Err(malformed(member.name, format!("has a member `{name}` that this version does not know")))
            }
        }
    }
}

fn package(value: Value) -> Result<PackageDocs, Fault> {
    let mut members = Members::of(value)?;
    let docs = members.text("docs")?;
    let worlds = members.map("worlds", world)?;
    let interfaces = members.map("interfaces", interface)?;
    members.finish()?;
    Ok(PackageDocs { docs, worlds, interfaces })
}

fn interface(value: Value) -> Result<InterfaceDocs, Fault> {
    let mut members = Members::of(value)?;
    let item = members.item()?;
    let funcs = members.map("funcs", function)?;
    let types = members.map("types", ty)?;
    members.finish()?;
    Ok(InterfaceDocs { item, funcs, types })
}

fn ty(value: Value) -> Result<TypeDocs, Fault> {
    let mut members = Members::of(value)?;
    let item = members.item()?;
    let items = members.map("items", text)?;
    members.finish()?;
    Ok(TypeDocs { item, items })
}

fn world(value: Value) -> Result<WorldDocs, Fault> {
    let mut members = Members::of(value)?;
    let item = members.item()?;
    let types = members.map("types", ty)?;
    let imports = SideDocs {
        inline: members.map("interfaces", interface)?,
        funcs: members.map("funcs", function)?,
        interfaces: externs(&mut members, "interface_import_docs", "interface_import_stability")?,
    };
    let exports = SideDocs {
        inline: members.map("interface_exports", interface)?,
        funcs: members.map("func_exports", function)?,
        interfaces: externs(&mut members, "interface_export_docs", "interface_export_stability")?,
    };
    members.finish()?;
    Ok(WorldDocs { item, types, imports, exports })
}

fn externs(members: &mut Members, docs: &str, gates: &str) -> Result<BTreeMap<String, ItemDocs>, Fault> {
    let mut all: BTreeMap<String, ItemDocs> = BTreeMap::new();
    for (name, docs) in members.map(docs, text)? {
        let range = docs.range;
        all.insert(name, ItemDocs { docs: Some(docs), gate: None, range });
    }
    for (name, gate) in members.map(gates, gate)? {
        let Some(gate) = gate else { continue };
        let range = gate.range;
        all.entry(name).or_insert(ItemDocs { docs: None, gate: None, range }).gate = Some(gate);
    }
    Ok(all)
}

/// In version 0 a function has its docs alone.
fn function(value: Value) -> Result<ItemDocs, Fault> {
    match value {
        Value::Null(range) => Ok(ItemDocs { range, ..ItemDocs::default() }),
        Value::Text(text, range) => Ok(ItemDocs { docs: Some(Text { text, range }), gate: None, range }),
        value => {
            let mut members = Members::of(value)?;
            let item = members.item()?;
            members.finish()?;
            Ok(item)
        }
    }
}

fn text(value: Value) -> Result<Text, Fault> {
    match value {
        Value::Text(text, range) => Ok(Text { text, range }),
        value => Err(malformed(value.range(), "has something else where a text belongs")),
    }
}

fn gate(value: Value) -> Result<Option<Gate>, Fault> {
    let range = value.range();
    match &value {
        Value::Null(_) => return Ok(None),
        Value::Text(text, _) if text == "unknown" => return Ok(None),
        _ => {}
    }
    let mut members = Members::of(value)?;
    let (kind, mut inner) = if let Some(value) = members.take("stable") {
        let mut inner = Members::of(value)?;
        let since = inner.text("since")?.map(version).transpose()?;
        let since = since.ok_or_else(|| malformed(range, "has a gate without its version"))?;
        (GateKind::Since(since), inner)
    } else if let Some(value) = members.take("unstable") {
        let mut inner = Members::of(value)?;
        let feature = inner.text("feature")?;
        let feature = feature.filter(|feature| wasmparser::names::KebabStr::new(&feature.text).is_some());
        let feature = feature.ok_or_else(|| malformed(range, "has a gate without a proper feature"))?;
        (GateKind::Unstable(feature.text), inner)
    } else {
        return Err(malformed(range, "has a gate that is neither `stable` nor `unstable`"));
    };
    let deprecated = inner.text("deprecated")?.map(version).transpose()?;
    inner.finish()?;
    members.finish()?;
    Ok(Some(Gate { kind, deprecated, range }))
}

fn version(text: Text) -> Result<Version, Fault> {
    Version::parse(&text.text).map_err(|error| malformed(text.range, format!("has no version here: {error}")))
}
