//! What has to be known about types before any is rendered: tables by type, filled in dependency order.

use outwit_bindgen_core::{Bindings, Usage};
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

use crate::Mode;
use crate::survey::{Survey, home};

/// In which position a type is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flow {
    /// The user of the declarations gives the value: as much as possible is accepted.
    Input,
    /// The user is given the value: it is as exact as possible.
    Output,
}

/// What decides how a type is rendered: its position, and the copy of its interface, to which its resources belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    pub(crate) flow: Flow,
    pub(crate) side: Direction,
}

/// What the user of the declarations does with a function or resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Calls it.
    Consumer,
    /// Writes it.
    Implementer,
}

impl Role {
    /// What the user of the mode does with what stands on a side.
    pub(crate) fn of(mode: Mode, side: Direction) -> Role {
        match (mode, side) {
            (Mode::Host, Direction::Import) | (Mode::Guest, Direction::Export) => Role::Implementer,
            (Mode::Host, Direction::Export) | (Mode::Guest, Direction::Import) => Role::Consumer,
        }
    }

    /// Positions of the parameters and of the result of a function.
    pub(crate) fn flows(self) -> (Flow, Flow) {
        match self {
            Role::Implementer => (Flow::Output, Flow::Input),
            Role::Consumer => (Flow::Input, Flow::Output),
        }
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
    thenable: IdMap<TypeId, bool>,
    two_forms: IdMap<TypeId, bool>,
    sided: IdMap<TypeId, bool>,
    has_resource: IdMap<TypeId, bool>,
    input_on: IdMap<TypeId, [bool; 2]>,
    weight: IdMap<TypeId, u32>,
    depth: IdMap<TypeId, u32>,
}

impl Facts {
    /// Whether a value of the type may be `undefined`, so that an option around it needs a tag.
    pub(crate) fn nullable(&self, ty: TypeId) -> bool {
        self.nullable[ty]
    }

    /// Whether a value of the type may be a promise, so that another promise cannot hold it.
    pub(crate) fn thenable(&self, ty: TypeId) -> bool {
        self.thenable[ty]
    }

    /// Whether the type holds resources that are others in the exported copy of its interface than in the imported one.
    pub(crate) fn is_sided(&self, ty: TypeId) -> bool {
        self.sided[ty]
    }

    /// Whether values of the type hold resources; other handles do not count.
    pub(crate) fn has_resource(&self, ty: TypeId) -> bool {
        self.has_resource[ty]
    }

    /// The form of the declaration that stands for a named type in `form`: what makes no difference is left out.
    pub(crate) fn declared(&self, ty: TypeId, form: Form) -> Form {
        let side = if self.sided[ty] { form.side } else { Direction::Import };
        let is_input = match self.sided[ty] {
            true => self.input_on[ty][side as usize],
            false => self.input_on[ty].contains(&true),
        };
        let flow = if self.two_forms[ty] && is_input { form.flow } else { Flow::Output };
        Form { flow, side }
    }

    /// How many types without names stand in each other in a reference to the type.
    pub(crate) fn depth(&self, ty: TypeId) -> u32 {
        self.depth[ty]
    }

    /// Whether a list of `length` elements is written as a tuple.
    pub(crate) fn is_tuple(&self, elem: TypeId, length: u32) -> bool {
        length <= LONGEST_TUPLE && length.saturating_mul(self.weight[elem]) <= LARGEST_TUPLE
    }
}

pub(crate) fn facts(resolve: &Resolve, bindings: &Bindings, survey: &Survey, mode: Mode) -> Facts {
    let count = resolve.type_count();
    let mut facts = Facts {
        nullable: IdMap::filled(count, false),
        thenable: IdMap::filled(count, false),
        two_forms: IdMap::filled(count, false),
        sided: IdMap::filled(count, false),
        has_resource: IdMap::filled(count, false),
        input_on: IdMap::filled(count, [false; 2]),
        weight: IdMap::filled(count, 1),
        depth: IdMap::filled(count, 0),
    };
    let order = resolve.types_in_dependency_order().iter().copied();
    for ty in order.filter(|ty| survey.reached[*ty]) {
        let kind = &resolve[ty].kind;
        facts.nullable[ty] = match kind {
            TypeKind::Alias(to) => facts.nullable[*to],
            TypeKind::Option(some) => !facts.nullable[*some],
            _ => false,
        };
        facts.thenable[ty] = match kind {
            TypeKind::Alias(to) => facts.thenable[*to],
            TypeKind::Option(some) => !facts.nullable[*some] && facts.thenable[*some],
            TypeKind::Future(_) => true,
            _ => false,
        };
        facts.two_forms[ty] = two_forms(&facts, kind);
        let has_two_copies = home(resolve, ty).is_none_or(|home| survey.has_two_copies(home));
        facts.sided[ty] = has_two_copies && (matches!(kind, TypeKind::Resource) || any(kind, &facts.sided));
        facts.has_resource[ty] = matches!(kind, TypeKind::Resource) || any(kind, &facts.has_resource);
        facts.weight[ty] = if resolve[ty].name.is_some() { 1 } else { weight(&facts, kind) };
        facts.depth[ty] = if resolve[ty].name.is_some() { 0 } else { depth(&facts, kind) };
        facts.input_on[ty] = input_on(bindings.usage[ty], mode);
    }
    facts
}

/// Whether a type is an input on the side of the imports, and on that of the exports.
fn input_on(usage: Usage, mode: Mode) -> [bool; 2] {
    match mode {
        Mode::Host => [usage.import_result, usage.export_param],
        Mode::Guest => [usage.import_param, usage.export_result],
    }
}

/// Whether input and output differ: arrays are wider as inputs, the keys of flags may be left out, and what comes later may
/// come in more ways.
fn two_forms(facts: &Facts, kind: &TypeKind) -> bool {
    match kind {
        TypeKind::List(_)
        | TypeKind::FixedLengthList(..)
        | TypeKind::Tuple(_)
        | TypeKind::Map(..)
        | TypeKind::Flags(_)
        | TypeKind::Stream(_)
        | TypeKind::Future(_) => true,
        _ => any(kind, &facts.two_forms),
    }
}

/// Whether something is true of any part of a type.
fn any(kind: &TypeKind, table: &IdMap<TypeId, bool>) -> bool {
    let mut found = false;
    kind.for_each_type(|part| found |= table[part]);
    found
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

/// How many types without names stand in each other in one that has none itself.
fn depth(facts: &Facts, kind: &TypeKind) -> u32 {
    let mut deepest = 0;
    kind.for_each_type(|part| deepest = deepest.max(facts.depth[part]));
    deepest + 1
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
