//! What is in an interface, for `outwit tree --items`.

use std::collections::HashMap;

use outwit_resolve::graph::{
    Accessor, Function, FunctionId, FunctionKind, InterfaceId, Resolve, StabilityId, TypeId, TypeKind,
};

use super::draw::Node;
use super::words::Words;

pub(super) struct Members<'a> {
    graph: &'a Resolve,
    words: &'a Words<'a>,
    inactive: bool,
    /// How many members are hidden and not shown.
    pub(super) hidden: usize,
}

impl<'a> Members<'a> {
    pub(super) fn new(graph: &'a Resolve, words: &'a Words<'a>, inactive: bool) -> Members<'a> {
        Members { graph, words, inactive, hidden: 0 }
    }

    /// Types, each resource with its functions below it, then free functions; `above` is the gate of the line above.
    pub(super) fn of(&mut self, id: InterfaceId, above: StabilityId) -> Vec<Node> {
        let interface = &self.graph[id];
        let mut of_resources: HashMap<TypeId, Vec<Node>> = HashMap::new();
        let mut free = Vec::new();
        for id in &interface.functions {
            let function = &self.graph[*id];
            if !self.shows(function.active) {
                continue;
            }
            let above = function.resource().map_or(above, |resource| self.graph[resource].stability);
            let node = self.function(*id, function, above);
            match function.resource() {
                Some(resource) => of_resources.entry(resource).or_default().push(node),
                None => free.push(node),
            }
        }
        let mut nodes = Vec::new();
        for id in interface.types.values() {
            let def = &self.graph[*id];
            if !self.shows(def.active) {
                continue;
            }
            let mut node = Node::new("", self.words.type_head(*id), def.active);
            node.notes = vec![self.words.gate(def.stability, above), self.words.external_id(def.external_id)];
            node.children = of_resources.remove(id).unwrap_or_default();
            nodes.push(node);
        }
        nodes.extend(free);
        nodes
    }

    fn shows(&mut self, active: bool) -> bool {
        let shows = active || self.inactive;
        self.hidden += usize::from(!shows);
        shows
    }

    fn function(&self, id: FunctionId, function: &Function, above: StabilityId) -> Node {
        let mut node = Node::new("", self.signature(id, function), function.active);
        node.notes =
            vec![self.words.gate(function.stability, above), self.words.external_id(function.external_id)];
        node
    }

    /// A function as it is written in WIT.
    fn signature(&self, id: FunctionId, function: &Function) -> String {
        let graph = self.graph;
        if function.kind == FunctionKind::Freestanding && function.accessor.is_none() {
            return graph.function_text(id);
        }
        let has_self = matches!(function.kind, FunctionKind::Method(_));
        let params = function.params.iter().skip(usize::from(has_self));
        let params: Vec<String> =
            params.map(|param| format!("{}: {}", &graph[param.name], graph.type_text(param.ty))).collect();
        let params = params.join(", ");
        let result = function.result.map_or(String::new(), |ty| format!(" -> {}", graph.type_text(ty)));
        let (name, word) = (&graph[function.name], if function.is_async { "async " } else { "" });
        let word = match function.kind {
            FunctionKind::Static(_) => format!("static {word}"),
            _ => word.to_owned(),
        };
        match (function.kind, function.accessor) {
            (FunctionKind::Constructor(_), _) => {
                let is_plain = function.result.is_some_and(|ty| matches!(graph.kind(ty), TypeKind::Own(_)));
                format!("constructor({params}){}", if is_plain { "" } else { &result })
            }
            (_, Some(Accessor::Getter)) => format!("{name}: {word}get({params}){result}"),
            (_, Some(Accessor::Setter)) => format!("{name}: {word}set({params}){result}"),
            (_, None) => format!("{name}: {word}func({params}){result}"),
        }
    }
}
