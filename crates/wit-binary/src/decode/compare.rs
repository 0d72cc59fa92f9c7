//! Whether two views of one thing are the same. Both stand in one tree; names mean the same in both.

use outwit_parser::ast::{self, File, TyId, TyKind, TypeDefKind};

use super::model::{Function, TypeKind};

pub(super) fn types(tree: &File, a: &TypeKind, b: &TypeKind) -> bool {
    match (a, b) {
        (TypeKind::Use(a), TypeKind::Use(b)) => a == b,
        (TypeKind::Resource, TypeKind::Resource) => true,
        (TypeKind::Def(a), TypeKind::Def(b)) => defs(tree, *a, *b),
        _ => false,
    }
}

pub(super) fn functions(tree: &File, a: &Function, b: &Function) -> bool {
    a.kind == b.kind
        && a.params.len() == b.params.len()
        && a.params.iter().zip(&b.params).all(|(a, b)| a.name.name == b.name.name && tys(tree, a.ty, b.ty))
        && optional(tree, a.result, b.result)
}

fn defs(tree: &File, a: TypeDefKind, b: TypeDefKind) -> bool {
    match (a, b) {
        (TypeDefKind::Alias(a), TypeDefKind::Alias(b)) => tys(tree, a, b),
        (TypeDefKind::Record(a), TypeDefKind::Record(b)) => {
            same(tree, a, b, |a, b| a.name.name == b.name.name && tys(tree, a.ty, b.ty))
        }
        (TypeDefKind::Variant(a), TypeDefKind::Variant(b)) => {
            same(tree, a, b, |a, b| a.name.name == b.name.name && optional(tree, a.ty, b.ty))
        }
        (TypeDefKind::Flags(a), TypeDefKind::Flags(b)) => same(tree, a, b, |a, b| a.name.name == b.name.name),
        (TypeDefKind::Enum(a), TypeDefKind::Enum(b)) => same(tree, a, b, |a, b| a.name.name == b.name.name),
        _ => false,
    }
}

fn same<T: ast::Node>(tree: &File, a: ast::List<T>, b: ast::List<T>, each: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && tree[a].iter().zip(&tree[b]).all(|(a, b)| each(a, b))
}

fn optional(tree: &File, a: Option<TyId>, b: Option<TyId>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => tys(tree, a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Type expressions nest 100 deep at most.
fn tys(tree: &File, a: TyId, b: TyId) -> bool {
    match (tree[a].kind, tree[b].kind) {
        (TyKind::Primitive(a), TyKind::Primitive(b)) => a == b,
        (TyKind::Name(a), TyKind::Name(b))
        | (TyKind::Own(a), TyKind::Own(b))
        | (TyKind::Borrow(a), TyKind::Borrow(b)) => a.name == b.name,
        (TyKind::List(a), TyKind::List(b)) | (TyKind::Option(a), TyKind::Option(b)) => tys(tree, a, b),
        (TyKind::FixedLengthList(a, n), TyKind::FixedLengthList(b, m)) => n == m && tys(tree, a, b),
        (TyKind::Map(a, v), TyKind::Map(b, w)) => tys(tree, a, b) && tys(tree, v, w),
        (TyKind::Result { ok: a, err: e }, TyKind::Result { ok: b, err: f }) => {
            optional(tree, a, b) && optional(tree, e, f)
        }
        (TyKind::Tuple(a), TyKind::Tuple(b)) => same(tree, a, b, |a, b| tys(tree, *a, *b)),
        (TyKind::Future(a), TyKind::Future(b)) | (TyKind::Stream(a), TyKind::Stream(b)) => {
            optional(tree, a, b)
        }
        _ => false,
    }
}
