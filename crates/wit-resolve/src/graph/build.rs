//! Making graphs: interning anonymous types, adding named ones. The passes use it, and tests that need a graph without text.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use super::{
    Arena, Id, IdHasher, Owner, Primitive, Resolve, Stability, StabilityId, TypeDef, TypeId, TypeKind,
};

/// A graph that is being made. The primitives are in it from the start.
#[derive(Debug)]
pub struct Builder {
    /// What is there so far.
    pub(crate) resolve: Resolve,
    anonymous: Interner,
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
        let mut builder = Builder {
            resolve: Resolve::default(),
            anonymous: Interner::default(),
            stabilities: HashMap::new(),
        };
        builder.stability(Stability::Unknown);
        for primitive in Primitive::ALL {
            let id = builder.anonymous(TypeKind::Primitive(primitive));
            debug_assert_eq!(id, TypeId::primitive(primitive));
        }
        builder
    }

    /// The type of this structure, new or known.
    pub fn anonymous(&mut self, kind: TypeKind) -> TypeId {
        let slot = match self.anonymous.find(&self.resolve.types, &kind) {
            Ok(id) => return id,
            Err(slot) => slot,
        };
        let id = self.resolve.types.push(TypeDef {
            name: None,
            owner: Owner::None,
            kind,
            docs: None,
            stability: StabilityId::from_index(0),
            active: true,
            external_id: None,
            span: None,
        });
        self.anonymous.insert(slot, id);
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

/// Anonymous types by structure. The structure itself stands in the graph alone.
#[derive(Debug, Default)]
struct Interner {
    /// Open addressing: each type with the hash of its structure. The length is a power of two.
    slots: Vec<Option<(u32, TypeId)>>,
    len: usize,
}

impl Interner {
    /// The type of this structure, or the slot where it belongs.
    fn find(&mut self, types: &Arena<TypeId, TypeDef>, kind: &TypeKind) -> Result<TypeId, (u32, usize)> {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let mut hasher = IdHasher::default();
        kind.hash(&mut hasher);
        let hash = hasher.finish() as u32;
        let mut slot = self.first_slot(hash);
        while let Some((other, id)) = self.slots[slot] {
            if other == hash && types[id].kind == *kind {
                return Ok(id);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        Err((hash, slot))
    }

    /// Adds a type at a slot that `find` gave.
    fn insert(&mut self, (hash, slot): (u32, usize), id: TypeId) {
        self.slots[slot] = Some((hash, id));
        self.len += 1;
    }

    fn first_slot(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![None; size]);
        for (hash, id) in old.into_iter().flatten() {
            let mut slot = self.first_slot(hash);
            while self.slots[slot].is_some() {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = Some((hash, id));
        }
    }
}

impl Resolve {
    /// Goes on with `type_order` to the newest type: depth first, without recursion. Types that are in it already keep their
    /// place. Whether some type contains itself; types on a circle come in the order in which they are met.
    pub(crate) fn find_type_order(&mut self) -> bool {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done,
        }
        let known = self.type_order.len();
        debug_assert!(
            self.type_order.iter().all(|ty| ty.index() < known),
            "types come in the order of their ids"
        );
        let mut state = vec![State::New; self.types.len()];
        state[..known].fill(State::Done);
        let mut has_circle = false;
        let mut stack: Vec<TypeId> = Vec::new();
        self.type_order.reserve(self.types.len() - known);
        for root in self.types.ids().skip(known) {
            stack.push(root);
            while let Some(ty) = stack.last().copied() {
                let this = &mut state[ty.index()];
                if *this != State::New {
                    stack.pop();
                    if std::mem::replace(this, State::Done) == State::Open {
                        self.type_order.push(ty);
                    }
                    continue;
                }
                *this = State::Open;
                let from = stack.len();
                self.types[ty].kind.for_each_type(|part| match state[part.index()] {
                    State::New => stack.push(part),
                    State::Open => has_circle = true,
                    State::Done => {}
                });
                stack[from..].reverse();
            }
        }
        has_circle
    }
}
