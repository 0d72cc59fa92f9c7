//! What the user has to write, as a file to begin with: the imports of a host, the exports of a guest. Keys, signatures and
//! comments are those of the declarations, so a stub fits them until somebody edits it.

use std::collections::{BTreeMap, BTreeSet};

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{FunctionId, FunctionKind, InterfaceId, TypeId, TypeKind};

use super::Context;
use super::resources::{self, Members};
use super::sheet::Sheet;
use super::{docs, functions};
use crate::Mode;
use crate::facts::{Flow, Form};
use crate::model::stub::{StubFile, StubItem, StubKind, StubMember, StubMemberKind};
use crate::model::{Doc, File, Item, ItemKind, Key, Member, MemberKind, Origin, Signature, TsType};
use crate::names::{self, Reserved, Scope};
use crate::survey::{self, Home, Slot, Survey, Unit};

/// What the object of all imports is called.
const IMPORTS: &str = "imports";

/// The path of the file for a world whose own file is at `path`. No other file has a dot in the middle.
pub(crate) fn path(path: &str, mode: Mode) -> String {
    format!("{path}.{}.ts", file_kind(mode))
}

fn file_kind(mode: Mode) -> &'static str {
    match mode {
        Mode::Host => "host",
        Mode::Guest => "component",
    }
}

/// The side that the user writes.
fn side(mode: Mode) -> Direction {
    match mode {
        Mode::Host => Direction::Import,
        Mode::Guest => Direction::Export,
    }
}

/// The stubs of a world whose files are `files`.
pub(crate) fn stubs(cx: &Context<'_>, files: &[File]) -> Option<StubFile> {
    let world = cx.survey.units.iter().find(|unit| unit.home == Home::World)?;
    let names = cx.naming.unit(Home::World);
    let whole = match cx.options.mode {
        Mode::Host => &names.imports,
        Mode::Guest => &names.exports,
    };
    let file = files.iter().find(|file| file.path == names.path)?;
    let declared = members(file.items.iter().find(|item| item.name == *whole)?);
    let locals = Locals::new(cx, world, declared);
    let module = format!("{}.{}", names.path, file_kind(cx.options.mode));
    let mut sheet = Sheet::for_stubs(cx, &module, locals.scope.clone(), locals.classes.clone());
    let here = sheet.claim(whole);
    sheet.import_type(Home::World, whole, &here);
    let side = side(cx.options.mode);
    let implemented = implemented(&mut sheet, &locals, side);
    let all = TsType::name(here);
    let mut writer = Writer { sheet, side, locals: &locals, implemented, all, items: Vec::new() };
    writer.objects(declared);
    let own = writer.own(world);
    let (items, renamed) = match cx.options.mode {
        Mode::Host => (writer.host(declared, own), Vec::new()),
        Mode::Guest => writer.guest(declared, own),
    };
    let check = (cx.options.mode == Mode::Guest).then_some((writer.all, format!("./{module}.js")));
    let error = writer.sheet.global("Error");
    let source = cx.world_id();
    let File { imports, doc, .. } = writer.sheet.finish(source.clone(), intro(cx), Vec::new());
    Some(StubFile {
        path: path(&names.path, cx.options.mode),
        source,
        doc,
        imports,
        items,
        renamed,
        check,
        error,
    })
}

/// The names of the interfaces that the classes of the file implement.
fn implemented(sheet: &mut Sheet<'_>, locals: &Locals, side: Direction) -> BTreeMap<TypeId, String> {
    let mut implemented = BTreeMap::new();
    for ty in locals.classes.keys() {
        if let Some(home) = survey::home(sheet.cx.resolve, *ty) {
            implemented.insert(*ty, sheet.implemented(*ty, Form { flow: Flow::Output, side }, home));
        }
    }
    implemented
}

/// What the file says of itself.
fn intro(cx: &Context<'_>) -> Doc {
    let world = cx.world_id();
    Doc::text(match cx.options.mode {
        Mode::Host => format!("What this program provides to a component of the world `{world}`."),
        Mode::Guest => format!("A component of the world `{world}`."),
    })
}

fn members(item: &Item) -> &[Member] {
    match &item.kind {
        ItemKind::Interface { members, .. } => members,
        _ => &[],
    }
}

/// The names of what the file declares.
struct Locals {
    scope: Scope,
    /// The object of each interface that is written.
    objects: BTreeMap<InterfaceId, String>,
    /// The class of each resource that is written.
    classes: BTreeMap<TypeId, String>,
    /// Functions and values of the world itself, by key.
    own: BTreeMap<String, String>,
}

impl Locals {
    /// What is exported has its name first, then classes, which are called like their resources.
    fn new(cx: &Context<'_>, world: &Unit, declared: &[Member]) -> Locals {
        let mut locals = Locals {
            scope: Scope::new(),
            objects: BTreeMap::new(),
            classes: BTreeMap::new(),
            own: BTreeMap::new(),
        };
        if cx.options.mode == Mode::Host {
            locals.scope.claim(IMPORTS, Reserved::Nothing);
        }
        for member in declared {
            let Key::Name(key) = &member.key else { continue };
            if cx.options.mode == Mode::Guest && !matches!(member.origin, Origin::Key(_)) {
                let name = locals.scope.claim(key, Reserved::Binding);
                locals.own.insert(key.clone(), name);
            }
        }
        let side = side(cx.options.mode);
        let slots: Vec<&Slot> = written(cx, declared).collect();
        for slot in &slots {
            let scope = &mut locals.scope;
            let name = || scope.claim(cx.naming.namespace(slot.interface), Reserved::Binding);
            locals.objects.entry(slot.interface).or_insert_with(name);
        }
        let units = slots.iter().filter_map(|slot| cx.survey.interface(slot.interface));
        for unit in units.chain([world]).filter(|unit| Survey::sides(unit).any(|copy| copy == side)) {
            for (_, ty) in &unit.types {
                if matches!(cx.resolve[*ty].kind, TypeKind::Resource) && !locals.classes.contains_key(ty) {
                    let form = Form { flow: Flow::Output, side: Direction::Import };
                    let name = locals.scope.claim(cx.naming.ty(*ty, form), Reserved::Nothing);
                    locals.classes.insert(*ty, name);
                }
            }
        }
        locals
    }
}

/// The interfaces that are written, in the order of the members that stand for them.
fn written<'a>(cx: &Context<'a>, declared: &'a [Member]) -> impl Iterator<Item = &'a Slot> {
    let (survey, side) = (cx.survey, side(cx.options.mode));
    declared.iter().filter_map(move |member| {
        let Origin::Key(key) = member.origin else { return None };
        survey.slots.iter().find(|slot| slot.direction == side && slot.key == key)
    })
}

struct Writer<'a, 'l> {
    sheet: Sheet<'a>,
    side: Direction,
    locals: &'l Locals,
    implemented: BTreeMap<TypeId, String>,
    /// The type of everything that is written.
    all: TsType,
    items: Vec<StubItem>,
}

impl Writer<'_, '_> {
    /// The classes and the object of each interface, once.
    fn objects(&mut self, declared: &[Member]) {
        let cx = self.sheet.cx;
        let mut done = BTreeSet::new();
        let is_key = |name: &str| keyed(declared).any(|member| member.key == Key::Name(name.to_owned()));
        for (slot, member) in written(cx, declared).zip(keyed(declared)) {
            let Some(unit) = cx.survey.interface(slot.interface) else { continue };
            if !done.insert(slot.interface) {
                continue;
            }
            let name = self.locals.objects[&slot.interface].clone();
            self.classes(unit, &name);
            let found = functions::all(&mut self.sheet, unit, self.side, &mut Scope::new());
            let members = found.into_iter().flat_map(|member| self.member(&name, false, member)).collect();
            let ty = TsType::Index { of: Box::new(self.all.clone()), key: text(&member.key) };
            let is_exported = cx.options.mode == Mode::Guest && is_key(&name);
            let doc = match member.doc.lines.is_empty() {
                true => docs::text(cx.resolve, cx.resolve[slot.interface].docs),
                false => member.doc.clone(),
            };
            self.items.push(StubItem { doc, name, is_exported, kind: StubKind::Object { ty, members } });
        }
    }

    /// The classes of a unit whose object is called `owner`.
    fn classes(&mut self, unit: &Unit, owner: &str) {
        let cx = self.sheet.cx;
        for (_, ty) in &unit.types {
            let Some(name) = self.locals.classes.get(ty).cloned() else { continue };
            let Members { values, statics } = resources::members(&mut self.sheet, unit, *ty, self.side);
            let here = self.implemented[ty].clone();
            let path = if owner.is_empty() { name.clone() } else { format!("{owner}.{name}") };
            let mut members = Vec::new();
            for (is_static, found) in [(true, statics), (false, values)] {
                members.extend(found.into_iter().flat_map(|member| self.member(&path, is_static, member)));
            }
            members.sort_by_key(|member| !matches!(member.kind, StubMemberKind::Constructor { .. }));
            let def = &cx.resolve[*ty];
            let doc = docs::item(cx.resolve, def.docs, def.stability);
            let kind = StubKind::Class { implements: TsType::name(here), members };
            self.items.push(StubItem { doc, name, is_exported: false, kind });
        }
    }

    /// The functions and classes of the world itself.
    fn own(&mut self, world: &Unit) -> Vec<StubMember> {
        self.classes(world, "");
        let found = functions::all(&mut self.sheet, world, self.side, &mut Scope::new());
        found.into_iter().flat_map(|member| self.member("", false, member)).collect()
    }

    /// A host puts everything into one object.
    fn host(&mut self, declared: &[Member], own: Vec<StubMember>) -> Vec<StubItem> {
        let cx = self.sheet.cx;
        let entry = |(slot, member): (&Slot, &Member)| StubMember {
            doc: Doc::default(),
            is_static: false,
            key: member.key.clone(),
            kind: StubMemberKind::Local(self.locals.objects[&slot.interface].clone()),
        };
        let mut members: Vec<StubMember> = written(cx, declared).zip(keyed(declared)).map(entry).collect();
        members.extend(own);
        let mut items = std::mem::take(&mut self.items);
        items.push(StubItem {
            doc: Doc::text("All of it, under the names that the world has for it."),
            name: IMPORTS.to_owned(),
            is_exported: true,
            kind: StubKind::Object { ty: self.all.clone(), members },
        });
        items
    }

    /// A guest exports each thing on its own; what cannot be declared under its name is renamed.
    fn guest(&mut self, declared: &[Member], own: Vec<StubMember>) -> (Vec<StubItem>, Vec<(String, Key)>) {
        let cx = self.sheet.cx;
        let mut items = std::mem::take(&mut self.items);
        let mut renamed: Vec<(String, Key)> = written(cx, declared)
            .zip(keyed(declared))
            .map(|(slot, member)| (self.locals.objects[&slot.interface].clone(), member.key.clone()))
            .collect();
        for StubMember { doc, key, kind, .. } in own {
            let name = self.locals.own[&text(&key)].clone();
            let kind = match kind {
                StubMemberKind::Function { is_async, params, result, message } => {
                    StubKind::Function { is_async, params, result, message }
                }
                StubMemberKind::Accessors { get, message, .. } => StubKind::Value { ty: get, message },
                StubMemberKind::Constructor { .. } | StubMemberKind::Local(_) => continue,
            };
            let is_exported = key == Key::Name(name.clone());
            renamed.push((name.clone(), key));
            items.push(StubItem { doc, name, is_exported, kind });
        }
        renamed.retain(|(name, key)| *key != Key::Name(name.clone()));
        (items, renamed)
    }

    /// A declared member, with what stands in for its body.
    fn member(&self, owner: &str, is_static: bool, member: Member) -> Option<StubMember> {
        let Member { doc, key, origin, kind } = member;
        if let Origin::Class(ty) = origin {
            let kind = StubMemberKind::Local(self.locals.classes.get(&ty)?.clone());
            return Some(StubMember { doc: Doc::default(), is_static, key, kind });
        }
        let message = match &key {
            Key::New => format!("new {owner} is not implemented"),
            key if owner.is_empty() => format!("{} is not implemented", text(key)),
            key => format!("{owner}.{} is not implemented", text(key)),
        };
        let is_async = matches!(origin, Origin::Function(id) if is_async(self.sheet.cx, id));
        let function = |Signature { params, result }, message| StubMemberKind::Function {
            is_async,
            params,
            result,
            message,
        };
        let kind = match kind {
            MemberKind::Method(signature) => function(signature, message),
            MemberKind::Property { ty: TsType::Function(signature), .. } => function(*signature, message),
            MemberKind::Construct(signature) => {
                StubMemberKind::Constructor { params: signature.params, message }
            }
            MemberKind::Property { readonly, ty, .. } => {
                StubMemberKind::Accessors { set: (!readonly).then(|| ty.clone()), get: ty, message }
            }
            MemberKind::Accessors { get, set } => StubMemberKind::Accessors { get, set: Some(set), message },
        };
        Some(StubMember { doc, is_static, key, kind })
    }
}

/// The members that stand for interfaces.
fn keyed(declared: &[Member]) -> impl Iterator<Item = &Member> {
    declared.iter().filter(|member| matches!(member.origin, Origin::Key(_)))
}

/// Whether a function can be written with `async`: its promise must not hold what is itself taken for a promise.
fn is_async(cx: &Context<'_>, function: FunctionId) -> bool {
    let function = &cx.resolve[function];
    let mut held = function.result;
    while let Some(ty) = held {
        held = match cx.resolve.kind(ty) {
            TypeKind::Result { ok, .. } => *ok,
            TypeKind::Option(some) => Some(*some),
            TypeKind::Own(resource) => {
                return function.is_async && !has_then(cx, cx.resolve.resource(*resource));
            }
            _ => None,
        };
    }
    function.is_async
}

/// Whether the values of a resource have a function of the name by which promises are known.
fn has_then(cx: &Context<'_>, ty: TypeId) -> bool {
    let units = cx.survey.units.iter();
    let mut functions = units.flat_map(|unit| unit.imports.iter().chain(&unit.exports));
    functions.any(|func| {
        let function = &cx.resolve[func.id];
        matches!(function.kind, FunctionKind::Method(of) if cx.resolve.dealias(of) == ty)
            && names::camel(&cx.resolve[func.name]) == "then"
    })
}

/// A key as a string.
fn text(key: &Key) -> String {
    match key {
        Key::Name(text) | Key::Quoted(text) => text.clone(),
        Key::New => String::new(),
    }
}
