//! Making graphs: interning anonymous types, adding named ones. The passes use it, and tests that need a graph without text.

use std::collections::HashMap;

use super::{Id, Owner, Primitive, Resolve, Stability, StabilityId, TypeDef, TypeId, TypeKind};

/// A graph that is being made. The primitives are in it from the start.
#[derive(Debug)]
pub struct Builder {
    /// What is there so far.
    pub(crate) resolve: Resolve,
    /// Anonymous types by structure.
    interned: HashMap<TypeKind, TypeId>,
    stabilities: HashMap<Stability, StabilityId>,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
}

impl Builder {
    /// A graph with primitives alone.
    pub fn new() -> Builder {
        let mut builder =
            Builder { resolve: Resolve::default(), interned: HashMap::new(), stabilities: HashMap::new() };
        builder.stability(Stability::Unknown);
        for primitive in Primitive::ALL {
            let id = builder.anonymous(TypeKind::Primitive(primitive));
            debug_assert_eq!(id, TypeId::primitive(primitive));
        }
        builder
    }

    /// The type of this structure, new or known.
    pub fn anonymous(&mut self, kind: TypeKind) -> TypeId {
        if let Some(id) = self.interned.get(&kind) {
            return *id;
        }
        let id = self.resolve.types.push(TypeDef {
            name: None,
            owner: Owner::None,
            kind: kind.clone(),
            docs: None,
            stability: StabilityId::from_index(0),
            active: true,
            external_id: None,
            span: None,
        });
        self.interned.insert(kind, id);
        id
    }

    /// The id for this stability, new or known; `Unknown` has the first.
    pub fn stability(&mut self, stability: Stability) -> StabilityId {
        let arena = &mut self.resolve.stabilities;
        *self.stabilities.entry(stability).or_insert_with_key(|stability| arena.push(stability.clone()))
    }

    /// Adds a named type without docs and gates, for tests and tools that build graphs from nothing.
    pub fn named(&mut self, name: &str, kind: TypeKind) -> TypeId {
        let name = Some(self.resolve.names.intern(name));
        self.resolve.types.push(TypeDef {
            name,
            owner: Owner::None,
            kind,
            docs: None,
            stability: StabilityId::from_index(0),
            active: true,
            external_id: None,
            span: None,
        })
    }

    /// The graph, with the order of its types found.
    pub fn finish(mut self) -> Resolve {
        self.resolve.find_type_order();
        self.resolve
    }
}

impl Resolve {
    /// Fills `type_order`: depth first, without recursion. Types on a cycle, which the passes report, come in the order in
    /// which they are met.
    pub(crate) fn find_type_order(&mut self) {
        let mut order = Vec::with_capacity(self.types.len());
        let mut visited = vec![false; self.types.len()];
        let mut stack: Vec<(TypeId, bool)> = Vec::new();
        for root in self.types.ids() {
            stack.push((root, false));
            while let Some((ty, done)) = stack.pop() {
                if done {
                    order.push(ty);
                } else if !std::mem::replace(&mut visited[ty.index()], true) {
                    stack.push((ty, true));
                    let from = stack.len();
                    self.types[ty].kind.for_each_type(|part| {
                        if !visited[part.index()] {
                            stack.push((part, false));
                        }
                    });
                    stack[from..].reverse();
                }
            }
        }
        self.type_order = order;
    }
}
