//! The module that is being lowered: what it refers to so far.

use std::collections::BTreeSet;

use outwit_resolve::abi::Direction;
use outwit_resolve::graph::TypeId;

use super::Context;
use super::names::{ModuleNames, Place};
use crate::Mode;
use crate::model::{Again, Doc, Item, ItemKind, ModuleShape, Namespace, Origin, TsType};
use crate::names::relative;
use crate::survey::Home;

/// One module in the making.
pub(super) struct Sheet<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) names: &'a ModuleNames,
    /// The module that types without a qualifier are of; none if it has no types of its own.
    place: Option<Place>,
    /// The copy of interfaces that its types refer to.
    pub(super) side: Direction,
    pub(super) again: Vec<Again>,
    pub(super) labels: Vec<Namespace>,
    needs: BTreeSet<String>,
    uses_option: bool,
    uses_result: bool,
    uses_disposable: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(cx: &'a Context<'a>, place: Place) -> Sheet<'a> {
        let side = cx.survey.copy(place.home, place.side);
        Sheet::named(cx, cx.names.module(place), Some(place), side)
    }

    pub(super) fn named(
        cx: &'a Context<'a>,
        names: &'a ModuleNames,
        place: Option<Place>,
        side: Direction,
    ) -> Sheet<'a> {
        Sheet {
            cx,
            names,
            place,
            side,
            again: Vec::new(),
            labels: Vec::new(),
            needs: BTreeSet::new(),
            uses_option: false,
            uses_result: false,
            uses_disposable: false,
        }
    }

    /// How a type of the unit `home` is referred to here.
    pub(super) fn named_type(&mut self, ty: TypeId, home: Home) -> TsType {
        let names = &self.cx.names;
        let place = names.place(self.cx.survey, home, self.side);
        let there = names.module(place);
        let name = there.types.get(&ty).expect("the survey found every named type").clone();
        if self.place == Some(place) {
            return TsType::name(name);
        }
        TsType::Import { from: self.module(there), name }
    }

    /// How another module is referred to here.
    pub(super) fn module(&mut self, there: &ModuleNames) -> String {
        self.needs.insert(there.path.clone());
        match self.cx.mode {
            Mode::Host => relative(&self.names.path, &there.path, ".js"),
            Mode::Guest => there.id.clone(),
        }
    }

    /// How a global is referred to here: with `globalThis` where a name of the module hides it.
    pub(super) fn global(&self, name: &str) -> String {
        if self.names.scope.holds(name) { format!("globalThis.{name}") } else { name.to_owned() }
    }

    pub(super) fn option(&mut self, some: TsType) -> TsType {
        self.uses_option = true;
        TsType::generic(&self.names.option, vec![some])
    }

    pub(super) fn result(&mut self, ok: TsType, err: TsType) -> TsType {
        self.uses_result = true;
        TsType::generic(&self.names.result, vec![ok, err])
    }

    /// What a disposable class implements, and the key of what disposes.
    pub(super) fn disposable(&mut self) -> (String, String) {
        self.uses_disposable = true;
        (self.global("Disposable"), format!("[{}.dispose]", self.global("Symbol")))
    }

    /// The module.
    pub(super) fn finish(self, source: String, doc: Doc, mut items: Vec<Item>) -> ModuleShape {
        if self.uses_option {
            let some = TsType::Tagged { tag: "some".to_owned(), val: Some(Box::new(TsType::name("T"))) };
            let none = TsType::Tagged { tag: "none".to_owned(), val: None };
            items.push(helper(&format!("{}<T>", self.names.option), vec![none, some]));
        }
        if self.uses_result {
            let side = |tag: &str, val: &str| TsType::Tagged {
                tag: tag.to_owned(),
                val: Some(Box::new(TsType::name(val))),
            };
            let sides = vec![side("ok", "T"), side("err", "E")];
            items.push(helper(&format!("{}<T, E>", self.names.result), sides));
        }
        let path = self.names.path.clone();
        let reference = |there: &String| relative(&path, there, ".d.ts");
        let is_guest = self.cx.mode == Mode::Guest;
        ModuleShape {
            source,
            doc,
            libraries: self.uses_disposable.then(|| "esnext.disposable".to_owned()).into_iter().collect(),
            references: self.needs.iter().filter(|_| is_guest).map(reference).collect(),
            module: is_guest.then(|| self.names.id.clone()),
            again: self.again,
            items,
            labels: self.labels,
            needs: self.needs.into_iter().collect(),
            path,
        }
    }
}

fn helper(name: &str, alternatives: Vec<TsType>) -> Item {
    Item {
        doc: Doc::default(),
        name: name.to_owned(),
        origin: Origin::Own,
        kind: ItemKind::Alias(TsType::Union(alternatives)),
    }
}
