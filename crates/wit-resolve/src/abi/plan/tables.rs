//! What the planner knows of every type before it plans anything.

use super::super::flat::Flats;
use super::super::layout::Layouts;
use super::super::{Options, limits::MAX_FLAT_PARAMS};
use super::class::classes;
use super::elem::{ElemClass, List};
use super::shape::{Shape, despecialize};
use crate::graph::{IdMap, Resolve, TypeId, TypeKind};

/// A form with more operations than this becomes a procedure, whatever its type.
const MAX_INLINE: u32 = 128;

/// Facts of all types of a graph.
pub(super) struct Tables {
    pub(super) layouts: Layouts,
    pub(super) flats: Flats,
    pub(super) classes: IdMap<TypeId, ElemClass>,
    facts: IdMap<TypeId, Facts>,
}

/// Facts of one type.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// Whether the target language holds it as it lies in memory.
    pub(super) as_is: bool,
    /// Whether values own blocks: it holds a string, list or map.
    pub(super) owns: bool,
    /// Whether lowering a borrowed value lays something out: it holds a list or map that is not passed as it is.
    pub(super) temps: bool,
    /// Whether its memory forms are procedures.
    pub(super) memory_proc: bool,
    /// Whether its flat forms are.
    pub(super) flat_proc: bool,
    /// How many operations a memory form takes inline, roughly; of a procedure one.
    memory_ops: u32,
    /// The same of a flat form, if it has one.
    flat_ops: u32,
}

impl Tables {
    /// All facts, in one pass. `as_is` says of types that could be taken as they lie in memory whether the target does so.
    pub(super) fn new(
        resolve: &Resolve,
        options: Options,
        mut as_is: impl FnMut(TypeId, &ElemClass) -> bool,
    ) -> Tables {
        let layouts = Layouts::new(resolve, options.pointer);
        let flats = Flats::new(resolve, options.pointer);
        let classes = classes(resolve, &layouts);
        let facts = IdMap::filled(resolve.type_count(), Facts::default());
        let mut tables = Tables { layouts, flats, classes, facts };
        for &ty in resolve.types_in_dependency_order() {
            tables.facts[ty] = match resolve[ty].kind {
                TypeKind::Alias(to) => tables.facts[to],
                _ => {
                    let mut facts = tables.compute(resolve, ty);
                    let class = &tables.classes[ty];
                    facts.as_is = *class != ElemClass::Loop && as_is(ty, class);
                    facts
                }
            };
        }
        tables
    }

    pub(super) fn facts(&self, ty: TypeId) -> Facts {
        self.facts[ty]
    }

    /// Whether a list of `elem`, or a map to `value`, is passed and taken as it lies in memory.
    pub(super) fn list_as_is(&self, elem: TypeId, value: Option<TypeId>) -> bool {
        value.is_none() && self.facts[elem].as_is
    }

    /// What the elements of a list, map, fixed-length list or stream are.
    pub(super) fn list(&self, elem: TypeId, value: Option<TypeId>) -> List {
        let (layout, class) = match value {
            None => (self.layouts.of(elem), self.classes[elem].clone()),
            Some(value) => (self.layouts.tuple([elem, value]).0, ElemClass::Loop),
        };
        List { elem, value, layout, class, as_is: self.list_as_is(elem, value) }
    }

    fn compute(&self, resolve: &Resolve, ty: TypeId) -> Facts {
        let shape = despecialize(resolve, ty);
        let mut facts = match &shape {
            Shape::Scalar(_) | Shape::Enum(_) | Shape::Flags | Shape::Handle(_) => Facts::ops(2, 1),
            Shape::String => Facts { owns: true, ..Facts::ops(3, 1) },
            Shape::List { elem, value } => {
                let temps = !self.list_as_is(*elem, *value);
                let parts = self.sum([Some(*elem), *value].into_iter().flatten());
                let ops = parts.memory_ops.saturating_add(3);
                Facts { owns: true, temps, ..Facts::ops(ops, ops) }
            }
            Shape::FixedList { elem, count } => {
                let elem = self.sum([*elem]);
                let flat_ops = elem.flat_ops.saturating_mul((*count).min(MAX_FLAT_PARAMS as u32));
                Facts { flat_ops, ..elem }.more(1, 1)
            }
            Shape::Record(fields) => self.sum(fields.iter()).more(1, 1),
            Shape::Variant(cases) => {
                let slots = self.flats.of(ty).map_or(0, <[_]>::len) as u32;
                let count = cases.len() as u32;
                self.sum(cases.iter().flatten()).more(count + 1, count.saturating_mul(slots))
            }
        };
        let named = matches!(resolve[ty].kind, TypeKind::Record(_) | TypeKind::Variant(_));
        facts.memory_proc = named || facts.memory_ops > MAX_INLINE;
        facts.flat_proc = facts.flat_ops > MAX_INLINE;
        facts
    }

    /// What holds of parts together.
    fn sum(&self, parts: impl IntoIterator<Item = TypeId>) -> Facts {
        let mut sum = Facts::default();
        for ty in parts {
            let part = self.facts[ty];
            sum.owns |= part.owns;
            sum.temps |= part.temps;
            sum = sum.more(
                if part.memory_proc { 1 } else { part.memory_ops },
                if part.flat_proc { 1 } else { part.flat_ops },
            );
        }
        sum
    }
}

impl Facts {
    fn ops(memory_ops: u32, flat_ops: u32) -> Facts {
        Facts { memory_ops, flat_ops, ..Facts::default() }
    }

    fn more(self, memory_ops: u32, flat_ops: u32) -> Facts {
        Facts {
            memory_ops: self.memory_ops.saturating_add(memory_ops),
            flat_ops: self.flat_ops.saturating_add(flat_ops),
            ..self
        }
    }
}
