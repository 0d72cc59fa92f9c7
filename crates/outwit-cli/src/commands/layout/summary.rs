//! What functions pass through memory, which lists can be passed as they lie, and what is padding.

use std::collections::{BTreeMap, BTreeSet};

use outwit_resolve::abi::CallAbi;
use outwit_resolve::abi::plan::{ElemClass, Planner};
use outwit_resolve::abi::signature::Signature;
use outwit_resolve::graph::{FunctionId, Resolve, TypeId};

use super::Group;
use super::describe::Described;

/// What holds of all functions and lists together.
pub(super) struct Summary {
    /// How many functions there are.
    pub(super) functions: usize,
    /// Those that do not pass everything in core values.
    pub(super) through_memory: Vec<ThroughMemory>,
    /// Lists, maps and fixed-length lists by what their elements are, each once.
    pub(super) lists: BTreeMap<Class, Vec<String>>,
    pub(super) padding: Padding,
}

/// What holds nothing, in types that are no other names for named ones.
#[derive(Default)]
pub(super) struct Padding {
    /// How many types there are.
    pub(super) types: usize,
    /// How many of them hold padding.
    pub(super) padded: usize,
    /// The padding of one value of each.
    pub(super) bytes: u64,
    /// Records that would be smaller with their fields by falling alignment.
    pub(super) smaller: Vec<Smaller>,
}

/// A record that could be smaller.
pub(super) struct Smaller {
    /// `interface ns:pkg/name`, `world ns:pkg/name`.
    pub(super) owner: String,
    pub(super) name: String,
    pub(super) size: u32,
    pub(super) best: u32,
}

/// A function that passes something through memory.
pub(super) struct ThroughMemory {
    /// `interface ns:pkg/name`, `world ns:pkg/name`.
    pub(super) owner: String,
    pub(super) name: String,
    /// Bytes of the parameters, if they do not fit into core values.
    pub(super) params: Option<u32>,
    /// Bytes of the parameters, if they only do not fit where an import is called asynchronously.
    pub(super) async_params: Option<u32>,
    /// Bytes of the result, if it does not fit.
    pub(super) result: Option<u32>,
}

/// What elements are, without the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Scalar,
    Checked,
    Plain,
    Loop,
}

impl Class {
    pub(super) const ALL: [Class; 4] = [Class::Scalar, Class::Checked, Class::Plain, Class::Loop];

    fn of(class: &ElemClass) -> Class {
        match class {
            ElemClass::Scalar => Class::Scalar,
            ElemClass::Checked(_) => Class::Checked,
            ElemClass::Plain(_) => Class::Plain,
            ElemClass::Loop => Class::Loop,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Class::Scalar => "scalar",
            Class::Checked => "checked",
            Class::Plain => "plain",
            Class::Loop => "loop",
        }
    }

    pub(super) fn meaning(self) -> &'static str {
        match self {
            Class::Scalar => "passed as they lie",
            Class::Checked => "passed as they lie, adopted after a check",
            Class::Plain => "records of those, the same where the language lays them out so",
            Class::Loop => "one by one",
        }
    }
}

impl Summary {
    /// Over all functions of the groups, and all lists in them and in the types of the groups; `described` are those types.
    pub(super) fn of(
        graph: &Resolve,
        planner: &Planner<'_>,
        groups: &[Group],
        described: &[Described],
    ) -> Summary {
        let functions = groups.iter().flat_map(|group| group.functions.iter().map(move |id| (group, *id)));
        let through_memory = functions.clone().filter_map(|(group, id)| function(graph, planner, group, id));
        Summary {
            functions: functions.clone().count(),
            through_memory: through_memory.collect(),
            lists: lists(graph, planner, groups),
            padding: Padding::of(described),
        }
    }

    /// Whether there is nothing to tell about.
    pub(super) fn is_empty(&self) -> bool {
        self.functions == 0 && self.lists.is_empty() && self.padding.types == 0
    }
}

impl Padding {
    fn of(described: &[Described]) -> Padding {
        let mut padding = Padding::default();
        for group in described {
            for ty in group.types.iter().filter(|ty| !ty.other_name) {
                padding.types += 1;
                padding.padded += usize::from(ty.waste > 0);
                padding.bytes += u64::from(ty.waste);
                padding.smaller.extend(ty.best.map(|best| Smaller {
                    owner: group.title.clone(),
                    name: ty.name.clone(),
                    size: ty.size,
                    best,
                }));
            }
        }
        padding
    }
}

fn function(graph: &Resolve, planner: &Planner<'_>, group: &Group, id: FunctionId) -> Option<ThroughMemory> {
    let function = &graph[id];
    let signature = |abi| Signature::of(function, abi, planner.flats());
    let sync = signature(CallAbi::SyncLower);
    let spilled = function.is_async && signature(CallAbi::AsyncLower).spilled_params;
    if !sync.spilled_params && !sync.return_pointer && !spilled {
        return None;
    }
    let layouts = planner.layouts();
    let params = layouts.tuple(function.params.iter().map(|param| param.ty)).0.size;
    Some(ThroughMemory {
        owner: group.title.clone(),
        name: graph.function_label(id),
        params: sync.spilled_params.then_some(params),
        async_params: (spilled && !sync.spilled_params).then_some(params),
        result: function.result.filter(|_| sync.return_pointer).map(|ty| layouts.of(ty).size),
    })
}

fn lists(graph: &Resolve, planner: &Planner<'_>, groups: &[Group]) -> BTreeMap<Class, Vec<String>> {
    let mut lists: BTreeMap<Class, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut stack: Vec<TypeId> = Vec::new();
    for group in groups {
        stack.extend(&group.types);
        let functions = group.functions.iter().map(|id| &graph[*id]);
        stack.extend(functions.flat_map(|f| f.params.iter().map(|param| param.ty).chain(f.result)));
    }
    stack.reverse();
    while let Some(ty) = stack.pop() {
        let ty = graph.dealias(ty);
        if !seen.insert(ty) {
            continue;
        }
        if let Some(list) = planner.list(ty) {
            lists.entry(Class::of(&list.class)).or_default().push(graph.type_text(ty));
        }
        graph[ty].kind.for_each_type(|part| stack.push(part));
    }
    lists
}
