//! Which types can be taken as they lie in memory, and what must be checked first.

use super::super::layout::{IntWidth, Layout, Layouts};
use super::elem::{Check, ElemClass, Valid};
use crate::graph::{IdMap, Primitive, Resolve, TypeId, TypeKind};

/// Types with more checks go one by one: the list of checks would be as long as the type is wide.
const MAX_CHECKS: usize = 32;

/// The class of every type of the graph, in one pass.
pub(super) fn classes(resolve: &Resolve, layouts: &Layouts) -> IdMap<TypeId, ElemClass> {
    let mut classes = IdMap::filled(resolve.type_count(), ElemClass::Loop);
    for &ty in resolve.types_in_dependency_order() {
        classes[ty] = class(resolve, layouts, &classes, ty);
    }
    classes
}

fn class(resolve: &Resolve, layouts: &Layouts, classes: &IdMap<TypeId, ElemClass>, ty: TypeId) -> ElemClass {
    match &resolve[ty].kind {
        TypeKind::Primitive(primitive) => of_primitive(*primitive),
        TypeKind::Alias(to) => classes[*to].clone(),
        TypeKind::Flags(flags) => of_flags(flags.len()),
        TypeKind::Enum(cases) => of_enum(cases.len()),
        TypeKind::Record(_) | TypeKind::Tuple(_) | TypeKind::FixedLengthList(..)
            if layouts.of(ty).size == Layout::MAX_SIZE =>
        {
            ElemClass::Loop
        }
        TypeKind::Record(fields) => {
            let mut all = Plain::default();
            for (offset, field) in layouts.fields(ty).iter().zip(fields) {
                all.add(*offset, &classes[field.ty]);
            }
            all.class()
        }
        TypeKind::Tuple(types) => {
            let mut all = Plain::default();
            for (offset, ty) in layouts.fields(ty).iter().zip(types) {
                all.add(*offset, &classes[*ty]);
            }
            all.class()
        }
        TypeKind::FixedLengthList(elem, length) => {
            let mut all = Plain::default();
            // Elements beyond the limit add nothing: with checks they are too many, without there is nothing to add.
            for index in 0..(*length).min(MAX_CHECKS as u32 + 1) {
                all.add(index * layouts.of(*elem).size, &classes[*elem]);
            }
            all.class()
        }
        _ => ElemClass::Loop,
    }
}

fn of_primitive(primitive: Primitive) -> ElemClass {
    match primitive {
        Primitive::Bool => ElemClass::Checked(vec![Check { offset: 0, valid: Valid::Bool }]),
        Primitive::Char => ElemClass::Checked(vec![Check { offset: 0, valid: Valid::Char }]),
        Primitive::String | Primitive::ErrorContext => ElemClass::Loop,
        _ => ElemClass::Scalar,
    }
}

/// Without a check where every bit means something.
fn of_flags(count: usize) -> ElemClass {
    let bytes = IntWidth::of_flags(count).bytes();
    let mask = u32::MAX.checked_shr(32 - count.min(32) as u32).unwrap_or(0);
    if count as u32 == bytes * 8 {
        return ElemClass::Checked(Vec::new());
    }
    ElemClass::Checked(vec![Check { offset: 0, valid: Valid::Mask { bytes: bytes as u8, mask } }])
}

/// Without a check where every number is a case.
fn of_enum(count: usize) -> ElemClass {
    let bytes = IntWidth::of_cases(count).bytes();
    if count as u64 == 1 << (bytes * 8) {
        return ElemClass::Checked(Vec::new());
    }
    let valid = Valid::Below { bytes: bytes as u8, bound: count as u32 };
    ElemClass::Checked(vec![Check { offset: 0, valid }])
}

/// The class of what consists of parts, from those that were added.
#[derive(Default)]
struct Plain {
    checks: Vec<Check>,
    is_loop: bool,
}

impl Plain {
    fn add(&mut self, offset: u32, class: &ElemClass) {
        let checks = match class {
            ElemClass::Scalar => &[][..],
            ElemClass::Checked(checks) | ElemClass::Plain(checks) => checks,
            ElemClass::Loop => return self.is_loop = true,
        };
        if self.is_loop || self.checks.len() + checks.len() > MAX_CHECKS {
            return self.is_loop = true;
        }
        for check in checks {
            self.checks.push(Check { offset: offset + check.offset, ..*check });
        }
    }

    fn class(self) -> ElemClass {
        if self.is_loop { ElemClass::Loop } else { ElemClass::Plain(self.checks) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::PointerWidth;
    use super::super::super::testing::Graph;
    use super::*;

    fn class_of(graph: Graph, ty: TypeId) -> ElemClass {
        let resolve = graph.finish();
        classes(&resolve, &Layouts::new(&resolve, PointerWidth::P32))[ty].clone()
    }

    fn check(offset: u32, valid: Valid) -> Check {
        Check { offset, valid }
    }

    #[test]
    fn plain_records_collect_the_checks_of_their_fields() {
        let mut graph = Graph::new();
        let (u32, bool, char) = (graph.prim("u32"), graph.prim("bool"), graph.prim("char"));
        let color = graph.enumeration("color", 3);
        let inner = graph.record("inner", &[("on", bool), ("letter", char)]);
        let twice = graph.fixed(inner, 2);
        let ty = graph.record("outer", &[("n", u32), ("c", color), ("i", twice)]);
        let alias = graph.alias("other", ty);
        let color = Valid::Below { bytes: 1, bound: 3 };
        let expected = [
            check(4, color),
            check(8, Valid::Bool),
            check(12, Valid::Char),
            check(16, Valid::Bool),
            check(20, Valid::Char),
        ];
        assert_eq!(class_of(graph, alias), ElemClass::Plain(expected.to_vec()));
    }

    #[test]
    fn flags_and_enums_that_use_all_bits_need_no_check() {
        let cases = [
            (8, Vec::new()),
            (9, vec![check(0, Valid::Mask { bytes: 2, mask: 0x1ff })]),
            (31, vec![check(0, Valid::Mask { bytes: 4, mask: 0x7fff_ffff })]),
            (32, Vec::new()),
        ];
        for (count, checks) in cases {
            let mut graph = Graph::new();
            let ty = graph.flags("f", count);
            assert_eq!(class_of(graph, ty), ElemClass::Checked(checks), "{count} flags");
        }
        for (count, checks) in
            [(256, Vec::new()), (257, vec![check(0, Valid::Below { bytes: 2, bound: 257 })])]
        {
            let mut graph = Graph::new();
            let ty = graph.enumeration("e", count);
            assert_eq!(class_of(graph, ty), ElemClass::Checked(checks), "{count} cases");
        }
    }

    #[test]
    fn pointers_cases_and_very_many_checks_make_a_loop() {
        let mut graph = Graph::new();
        let (u8, bool, string) = (graph.prim("u8"), graph.prim("bool"), graph.prim("string"));
        let option = graph.option(u8);
        let with_string = graph.record("r", &[("n", u8), ("s", string)]);
        let types = [string, option, with_string, graph.list(u8), graph.fixed(bool, 33), graph.map(u8, u8)];
        let wide = graph.fixed(u8, u32::MAX);
        let huge = graph.fixed(wide, 2);
        let (bools, bytes) = (graph.fixed(bool, 32), graph.fixed(u8, 1_000_000));
        let resolve = graph.finish();
        let classes = classes(&resolve, &Layouts::new(&resolve, PointerWidth::P32));
        for ty in types.into_iter().chain([huge]) {
            assert_eq!(classes[ty], ElemClass::Loop);
        }
        assert!(matches!(&classes[bools], ElemClass::Plain(checks) if checks.len() == 32));
        assert_eq!(classes[bytes], ElemClass::Plain(Vec::new()));
    }
}
