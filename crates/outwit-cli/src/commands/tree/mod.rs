//! `outwit tree`: what worlds import and export after elaboration, in its order, and why each thing is there.

mod draw;
mod members;
mod reasons;
mod words;

use std::collections::HashMap;

use outwit_resolve::diagnostics::AMBIGUOUS_WORLD;
use outwit_resolve::graph::{
    IncludeId, Interface, ItemRef, Resolve, Side, Stability, WorldId, WorldItem, WorldItemKind,
};

use crate::args::{TreeArgs, WhyStyle};
use crate::console::Console;
use crate::input::{self, Ready};
use crate::places::Places;
use crate::status::Status;
use draw::Node;
use members::Members;
use reasons::Reasons;
use words::Words;

pub(crate) fn tree(args: &TreeArgs, console: &mut Console) -> Status {
    run(args, console).unwrap_or_else(|status| status)
}

fn run(args: &TreeArgs, console: &mut Console) -> Result<Status, Status> {
    let ready = input::ready(&args.paths, &args.selection, console)?;
    let worlds = match args.all {
        true => all_worlds(&ready, args.inactive),
        false => vec![chosen_world(&ready, args, console)?],
    };
    let graph = &ready.resolved.graph;
    let places = Places::new(&ready.sources);
    let words = Words::new(graph, &places);
    let mut trees = Trees::new(graph, &words, args);
    let color = console.style().color;
    let drawn: Vec<String> = worlds.iter().map(|world| draw::draw(&trees.world(*world), color)).collect();
    console.print(&drawn.join("\n"));
    if worlds.is_empty() {
        console.progress("there is no world");
    }
    match trees.hidden() {
        0 => {}
        1 => console.progress("feature gates hide 1 thing; `--inactive` shows it"),
        hidden => {
            console.progress(format_args!("feature gates hide {hidden} things; `--inactive` shows them"));
        }
    }
    Ok(Status::Clean)
}

/// The world that the user chose, or the only one.
fn chosen_world(ready: &Ready, args: &TreeArgs, console: &mut Console) -> Result<WorldId, Status> {
    ready.resolved.select_world(args.selection.world.as_deref()).map_err(|diagnostic| {
        let is_open = diagnostic.code == &AMBIGUOUS_WORLD && args.selection.world.is_none();
        let diagnostic = if is_open { diagnostic.help("or show all: `--all`") } else { diagnostic };
        ready.say(&[diagnostic], console);
        Status::Unable
    })
}

/// The worlds of the packages that the user named.
fn all_worlds(ready: &Ready, inactive: bool) -> Vec<WorldId> {
    let graph = &ready.resolved.graph;
    let worlds = ready.resolved.roots.iter().flat_map(|root| graph[*root].worlds.values().copied());
    worlds.filter(|world| inactive || graph[*world].active).collect()
}

/// From worlds to what is drawn.
struct Trees<'a> {
    graph: &'a Resolve,
    words: &'a Words<'a>,
    args: &'a TreeArgs,
    reasons: Reasons<'a>,
    members: Members<'a>,
    /// By the world that they stand in.
    inactive_includes: HashMap<WorldId, Vec<IncludeId>>,
    /// How many imports, exports and includes of the worlds are hidden and not shown.
    hidden: usize,
}

impl<'a> Trees<'a> {
    fn new(graph: &'a Resolve, words: &'a Words<'a>, args: &'a TreeArgs) -> Trees<'a> {
        let mut inactive_includes: HashMap<WorldId, Vec<IncludeId>> = HashMap::new();
        for (id, include) in graph.all_includes().filter(|(_, include)| !include.active) {
            inactive_includes.entry(include.into).or_default().push(id);
        }
        let reasons = Reasons::new(graph, words);
        let members = Members::new(graph, words, args.inactive);
        Trees { graph, words, args, reasons, members, inactive_includes, hidden: 0 }
    }

    fn hidden(&self) -> usize {
        self.hidden + self.members.hidden
    }

    fn world(&mut self, id: WorldId) -> Node {
        let world = &self.graph[id];
        let mut node = Node::new("world", self.graph.world_id(id), world.active);
        node.notes = vec![self.words.place(world.span), self.words.gate_alone(world.stability)];
        for side in [Side::Import, Side::Export] {
            for (index, item) in world.items(side).iter().enumerate() {
                node.children.push(self.item(ItemRef { world: id, side, index }, item));
            }
        }
        if self.args.inactive {
            node.children.extend(self.hidden_items(id));
        } else {
            self.hidden += world.inactive.len() + self.inactive_includes.get(&id).map_or(0, Vec::len);
        }
        node
    }

    fn item(&mut self, at: ItemRef, item: &WorldItem) -> Node {
        let mut node = Node::new(at.side.verb(), self.words.item(item), true);
        match self.args.why {
            WhyStyle::Brief => node.notes.push(self.reasons.brief(at)),
            WhyStyle::Full => node.children = self.reasons.full(at),
            WhyStyle::None => {}
        }
        self.describe(node, at.world, item)
    }

    /// What gates hide, as it is written: it takes no part in elaboration.
    fn hidden_items(&mut self, world: WorldId) -> Vec<Node> {
        let graph = self.graph;
        let mut nodes = Vec::new();
        for (side, item) in &graph[world].inactive {
            let mut node = Node::new(side.verb(), self.words.item(item), false);
            node.notes.push(self.words.place(item.span));
            nodes.push(self.describe(node, world, item));
        }
        for id in self.inactive_includes.get(&world).into_iter().flatten() {
            let include = &graph[*id];
            let mut node = Node::new("include", self.words.world(include.world), false);
            node.notes = vec![self.words.place(include.span), self.words.gate_alone(include.stability)];
            nodes.push(node);
        }
        nodes
    }

    /// Adds what is said about an item of `world` itself.
    fn describe(&mut self, mut node: Node, world: WorldId, item: &WorldItem) -> Node {
        let mut stability = item.stability;
        if let WorldItemKind::Interface(id) = item.kind {
            let interface: &Interface = &self.graph[id];
            if self.graph[stability] == Stability::Unknown {
                stability = interface.stability;
            }
            if self.args.items {
                node.children.extend(self.members.of(id, stability));
            }
        }
        node.notes.push(self.words.gate(stability, self.graph[world].stability));
        node.notes.push(self.words.external_id(item.external_id));
        node
    }
}
