//! Why a world holds an item: from what elaboration noted ([`Origin`]), link by link to what is written.

use std::collections::HashMap;

use super::{IncludeId, InterfaceId, Origin, Resolve, Side, TypeId, WorldId, WorldItemKind, WorldKey};

/// An import or export of a world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemRef {
    /// The world.
    pub world: WorldId,
    /// Where it stands in it.
    pub side: Side,
    /// Its place among the imports or exports.
    pub index: usize,
}

/// One link from an item towards what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The item is written in its world, at the place that it carries.
    Written,
    /// An `include` brings it.
    Included {
        /// The `include`.
        include: IncludeId,
        /// The item of the included world that it is a copy of; perhaps under another name.
        from: ItemRef,
    },
    /// Another item of the same world needs types of it.
    Needed {
        /// The item that does.
        by: ItemRef,
        /// The types of that item that come from it, which are aliases made by `use`; at least one. If the item that needs it is
        /// a type, that type itself.
        types: Vec<TypeId>,
    },
}

impl Reason {
    /// The item whose reasons lead on; `None` at the end.
    pub fn next(&self) -> Option<ItemRef> {
        match self {
            Reason::Written => None,
            Reason::Included { from, .. } => Some(*from),
            Reason::Needed { by, .. } => Some(*by),
        }
    }
}

/// Answers why worlds hold their items. Keeps what it had to look for, so asking about all items costs as much as reading
/// their worlds and interfaces once.
#[derive(Debug)]
pub struct Why<'a> {
    graph: &'a Resolve,
    /// The places of the items of each world, once somebody asked.
    places: HashMap<WorldId, HashMap<(Side, WorldKey), usize>>,
    /// The types that an interface uses, by the interface that they come from, once somebody asked.
    uses: HashMap<InterfaceId, HashMap<InterfaceId, Vec<TypeId>>>,
}

impl<'a> Why<'a> {
    /// For the worlds of a finished graph.
    pub fn new(graph: &'a Resolve) -> Why<'a> {
        Why { graph, places: HashMap::new(), uses: HashMap::new() }
    }

    /// Why the world holds this item, one link. Links lead to what is written and never in a circle.
    ///
    /// # Panics
    /// If there is no such item.
    pub fn reason(&mut self, item: ItemRef) -> Reason {
        let found = &self.graph[item.world].items(item.side)[item.index];
        match found.origin {
            Origin::Written => Reason::Written,
            Origin::Included { include, item: index } => {
                let world = self.graph[include].world;
                Reason::Included { include, from: ItemRef { world, side: item.side, index: index as usize } }
            }
            Origin::Needed { side, by } => {
                let index = self.place(item.world, side, by).expect("what needs an item stands in its world");
                let by = ItemRef { world: item.world, side, index };
                Reason::Needed { by, types: self.types(by, found.kind) }
            }
        }
    }

    /// All links from an item to what is written, each with the item that it is the reason for.
    pub fn chain(&mut self, item: ItemRef) -> Vec<(ItemRef, Reason)> {
        let mut chain = Vec::new();
        let mut next = Some(item);
        while let Some(item) = next {
            let reason = self.reason(item);
            next = reason.next();
            chain.push((item, reason));
        }
        chain
    }

    fn place(&mut self, world: WorldId, side: Side, key: WorldKey) -> Option<usize> {
        let places = self.places.entry(world).or_insert_with(|| {
            let numbered =
                |side| self.graph[world].items(side).iter().enumerate().map(move |item| (side, item));
            let items = numbered(Side::Import).chain(numbered(Side::Export));
            items.map(|(side, (index, item))| ((side, item.key), index)).collect()
        });
        places.get(&(side, key)).copied()
    }

    /// The types that `by` has from what it needs.
    fn types(&mut self, by: ItemRef, needed: WorldItemKind) -> Vec<TypeId> {
        let WorldItemKind::Interface(needed) = needed else { return Vec::new() };
        match self.graph[by.world].items(by.side)[by.index].kind {
            WorldItemKind::Interface(user) => {
                let graph = self.graph;
                let uses = self.uses.entry(user).or_insert_with(|| {
                    let mut uses: HashMap<InterfaceId, Vec<TypeId>> = HashMap::new();
                    for (_, ty) in graph.types_of(user) {
                        if let Some(from) = graph.used_from(ty) {
                            uses.entry(from).or_default().push(ty);
                        }
                    }
                    uses
                });
                uses.get(&needed).cloned().unwrap_or_default()
            }
            WorldItemKind::Type(ty) => vec![ty],
            WorldItemKind::Function(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Features, Loader, MemorySource, resolve};

    fn graph(text: &str) -> Resolve {
        let files = MemorySource::new();
        let mut loader = Loader::new(&files);
        loader.text("a.wit", text);
        let loaded = loader.finish();
        resolve(&loaded, &Features::default()).finish().expect("the text is right").graph
    }

    /// Each item of the last world with its reasons: `import x: needed by import y for t, written`.
    fn told(graph: &Resolve) -> Vec<String> {
        let (world, _) = graph.worlds().last().expect("there is a world");
        let mut why = Why::new(graph);
        let name = |at: ItemRef| {
            let key = match graph[at.world].items(at.side)[at.index].key {
                WorldKey::Name(name) => graph[name].to_owned(),
                WorldKey::Interface(id) => graph[graph[id].name.expect("a key")].to_owned(),
            };
            format!("{} {key}", at.side.verb())
        };
        let mut lines = Vec::new();
        for side in [Side::Import, Side::Export] {
            for index in 0..graph[world].items(side).len() {
                let item = ItemRef { world, side, index };
                let steps = why.chain(item).into_iter().map(|(_, reason)| match reason {
                    Reason::Written => "written".to_owned(),
                    Reason::Included { include, from } => {
                        format!("{} of {}", name(from), &graph[graph[graph[include].world].name])
                    }
                    Reason::Needed { by, types } => {
                        let types: Vec<&str> =
                            types.iter().map(|ty| &graph[graph[*ty].name.expect("a used type")]).collect();
                        format!("needed by {} for {}", name(by), types.join(" "))
                    }
                });
                lines.push(format!("{}: {}", name(item), steps.collect::<Vec<_>>().join(", ")));
            }
        }
        lines
    }

    const INTERFACES: &str = "package a:b;
        interface one { type t = u8; type s = u8; }
        interface two { use one.{t, s as r}; }
        interface three { use two.{t}; }
        ";

    #[test]
    fn what_is_needed_leads_to_what_is_written() {
        let graph = graph(&format!("{INTERFACES} world w {{ import three; }}"));
        let expected = [
            "import one: needed by import two for t r, needed by import three for t, written",
            "import two: needed by import three for t, written",
            "import three: written",
        ];
        assert_eq!(told(&graph), expected);
    }

    #[test]
    fn exports_and_types_of_the_world_need_too() {
        let graph = graph(&format!("{INTERFACES} world w {{ export two; use three.{{t}}; }}"));
        let expected = [
            "import one: needed by import two for t r, needed by import three for t, needed by import t for t, written",
            "import two: needed by import three for t, needed by import t for t, written",
            "import three: needed by import t for t, written",
            "import t: written",
            "export two: written",
        ];
        assert_eq!(told(&graph), expected);
        let graph = self::graph(&format!("{INTERFACES} world w {{ export three; }}"));
        let expected = [
            "import one: needed by import two for t r, needed by export three for t, written",
            "import two: needed by export three for t, written",
            "export three: written",
        ];
        assert_eq!(told(&graph), expected);
    }

    #[test]
    fn written_wins_over_included_and_included_over_needed() {
        let graph = graph(&format!(
            "{INTERFACES} world base {{ import one; import f: func(); }}
            world w {{ import three; import two; include base with {{ f as g }} }}"
        ));
        let expected = [
            "import one: import one of base, written",
            "import two: written",
            "import three: written",
            "import g: import f of base, written",
        ];
        assert_eq!(told(&graph), expected);
    }
}
