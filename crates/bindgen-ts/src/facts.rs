//! What has to be known about types before any is rendered: tables by type, filled in dependency order.

use outwit_bindgen_core::Bindings;
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

use crate::Mode;

/// In which position a type is rendered: the first of the things that decide how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flow {
    /// The user of the declarations gives the value: as much as possible is accepted.
    Input,
    /// The user is given the value: it is as exact as possible.
    Output,
}

/// Positions of the parameters and of the result of a function, for the user of the declarations.
pub(crate) fn flows(mode: Mode, direction: Direction) -> (Flow, Flow) {
    match (mode, direction) {
        (Mode::Host, Direction::Import) => (Flow::Output, Flow::Input),
        (Mode::Host, Direction::Export) => (Flow::Input, Flow::Output),
    }
}

/// Longest list of fixed length that is a tuple.
const LONGEST_TUPLE: u32 = 16;
/// Most elements that nested tuples may spell out.
const LARGEST_TUPLE: u32 = 64;

/// Tables by type.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    nullable: IdMap<TypeId, bool>,
    two_forms: IdMap<TypeId, bool>,
    is_input: IdMap<TypeId, bool>,
    weight: IdMap<TypeId, u32>,
}

impl Facts {
    /// Whether a value of the type may be `undefined`, so that an option around it needs a tag.
    pub(crate) fn nullable(&self, ty: TypeId) -> bool {
        self.nullable[ty]
    }

    /// Whether a named type needs a declaration of its own for inputs.
    pub(crate) fn has_input_form(&self, ty: TypeId) -> bool {
        self.two_forms[ty] && self.is_input[ty]
    }

    /// Whether a list of `length` elements is written as a tuple.
    pub(crate) fn is_tuple(&self, elem: TypeId, length: u32) -> bool {
        length <= LONGEST_TUPLE && length.saturating_mul(self.weight[elem]) <= LARGEST_TUPLE
    }
}

pub(crate) fn facts(resolve: &Resolve, bindings: &Bindings, mode: Mode) -> Facts {
    let count = resolve.type_count();
    let mut facts = Facts {
        nullable: IdMap::filled(count, false),
        two_forms: IdMap::filled(count, false),
        is_input: IdMap::filled(count, false),
        weight: IdMap::filled(count, 1),
    };
    for ty in resolve.types_in_dependency_order().iter().copied() {
        facts.nullable[ty] = match resolve[ty].kind {
            TypeKind::Alias(to) => facts.nullable[to],
            TypeKind::Option(some) => !facts.nullable[some],
            _ => false,
        };
        facts.two_forms[ty] = two_forms(&facts, &resolve[ty].kind);
        facts.weight[ty] = if resolve[ty].name.is_some() { 1 } else { weight(&facts, &resolve[ty].kind) };
        let usage = bindings.usage[ty];
        facts.is_input[ty] = match mode {
            Mode::Host => usage.import_result || usage.export_param,
        };
    }
    facts
}

/// Whether input and output differ: arrays are wider as inputs, the keys of flags may be left out.
fn two_forms(facts: &Facts, kind: &TypeKind) -> bool {
    match kind {
        TypeKind::List(_)
        | TypeKind::FixedLengthList(..)
        | TypeKind::Tuple(_)
        | TypeKind::Map(..)
        | TypeKind::Flags(_) => true,
        _ => {
            let mut differs = false;
            kind.for_each_type(|part| differs |= facts.two_forms[part]);
            differs
        }
    }
}

/// How many names an anonymous type spells out.
fn weight(facts: &Facts, kind: &TypeKind) -> u32 {
    if let TypeKind::FixedLengthList(elem, length) = kind {
        let times = if facts.is_tuple(*elem, *length) { *length } else { 1 };
        return facts.weight[*elem].saturating_mul(times);
    }
    let mut sum = 0u32;
    kind.for_each_type(|part| sum = sum.saturating_add(facts.weight[part]));
    sum.max(1)
}

/// The typed array whose elements are numbers of this type, if there is one.
pub(crate) fn typed_array(resolve: &Resolve, elem: TypeId) -> Option<&'static str> {
    let TypeKind::Primitive(primitive) = resolve.kind(elem) else { return None };
    Some(match primitive {
        Primitive::U8 => "Uint8Array",
        Primitive::S8 => "Int8Array",
        Primitive::U16 => "Uint16Array",
        Primitive::S16 => "Int16Array",
        Primitive::U32 => "Uint32Array",
        Primitive::S32 => "Int32Array",
        Primitive::U64 => "BigUint64Array",
        Primitive::S64 => "BigInt64Array",
        Primitive::F32 => "Float32Array",
        Primitive::F64 => "Float64Array",
        Primitive::Bool | Primitive::Char | Primitive::String | Primitive::ErrorContext => return None,
    })
}
