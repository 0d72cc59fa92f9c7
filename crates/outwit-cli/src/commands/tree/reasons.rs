//! Why a thing is in a world, in words.

use outwit_resolve::graph::{ItemRef, Reason, Resolve, Side, TypeId, Why, WorldItem};

use super::draw::Node;
use super::words::Words;

pub(super) struct Reasons<'a> {
    graph: &'a Resolve,
    words: &'a Words<'a>,
    why: Why<'a>,
}

/// So many steps are told of one thing: chains may be as long as a program likes to write them.
const LONGEST_CHAIN: usize = 32;

impl<'a> Reasons<'a> {
    pub(super) fn new(graph: &'a Resolve, words: &'a Words<'a>) -> Reasons<'a> {
        Reasons { graph, words, why: Why::new(graph) }
    }

    /// One line: the `include`s that bring it, then where it is written or what needs it. What needs it has a line of its own,
    /// which goes on.
    pub(super) fn brief(&mut self, item: ItemRef) -> String {
        let mut steps = Vec::new();
        let mut at = item;
        loop {
            if steps.len() == LONGEST_CHAIN {
                return steps.join(" > ") + " > …";
            }
            let reason = self.why.reason(at);
            steps.push(match &reason {
                Reason::Written => format!("written at {}", self.words.place(self.item(at).span)),
                Reason::Included { .. } => self.step(at, &reason),
                Reason::Needed { types, .. } => {
                    format!("{} at {}", self.step(at, &reason), self.place_of_use(at, types))
                }
            });
            match reason {
                Reason::Included { from, .. } => at = from,
                Reason::Written | Reason::Needed { .. } => return steps.join(" > "),
            }
        }
    }

    /// A line for each step, down to what is written.
    pub(super) fn full(&mut self, item: ItemRef) -> Vec<Node> {
        let mut nodes = Vec::new();
        let mut next = Some(item);
        while let Some(at) = next {
            if nodes.len() == LONGEST_CHAIN {
                nodes.push(Node::new("", "…".to_owned(), true));
                break;
            }
            let reason = self.why.reason(at);
            let place = match &reason {
                Reason::Written => self.words.place(self.item(at).span),
                Reason::Included { include, .. } => self.words.place(self.graph[*include].span),
                Reason::Needed { types, .. } => self.place_of_use(at, types),
            };
            let mut node = Node::new("", self.step(at, &reason), true);
            node.notes.push(place);
            nodes.push(node);
            next = reason.next();
        }
        nodes
    }

    fn step(&self, at: ItemRef, reason: &Reason) -> String {
        match reason {
            Reason::Written => format!("written in {}", self.words.world(at.world)),
            Reason::Included { include, from } => {
                let world = self.words.world(self.graph[*include].world);
                let (here, there) = (self.item(at), self.item(*from));
                if here.key == there.key {
                    format!("include {world}")
                } else {
                    format!("include {world} ({} there)", self.words.reason(there))
                }
            }
            Reason::Needed { by, types } => {
                let names = types.iter().filter_map(|ty| self.graph[*ty].name).map(|name| &self.graph[name]);
                let names: Vec<&str> = names.collect();
                let export = if by.side == Side::Export { "export " } else { "" };
                format!("{export}{} uses {}", self.words.reason(self.item(*by)), names.join(", "))
            }
        }
    }

    /// The first `use` of a type; where the graph does not have it, the place of the item.
    fn place_of_use(&self, at: ItemRef, types: &[TypeId]) -> String {
        let span = types.iter().find_map(|ty| self.graph[*ty].span);
        self.words.place(span.unwrap_or(self.item(at).span))
    }

    fn item(&self, at: ItemRef) -> &'a WorldItem {
        &self.graph[at.world].items(at.side)[at.index]
    }
}
