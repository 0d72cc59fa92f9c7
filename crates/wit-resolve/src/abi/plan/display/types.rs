//! Types as WIT writes them where they are used.

use std::fmt::{self, Display, Formatter};

use crate::graph::{Resolve, TypeId, TypeKind};

/// Types that are written out deeper than this are cut short; no person writes one.
const MAX_DEPTH: usize = 12;

/// A type: its name, or what it is.
pub(super) struct TypeText<'a>(pub(super) &'a Resolve, pub(super) TypeId);

impl Display for TypeText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_type(self.0, self.1, MAX_DEPTH, f)
    }
}

fn write_type(resolve: &Resolve, ty: TypeId, depth: usize, f: &mut Formatter<'_>) -> fmt::Result {
    let def = &resolve[ty];
    if let Some(name) = def.name {
        return f.write_str(&resolve[name]);
    }
    if depth == 0 {
        return f.write_str("…");
    }
    let name = match &def.kind {
        TypeKind::Primitive(primitive) => primitive.keyword(),
        TypeKind::Tuple(_) => "tuple",
        TypeKind::Option(_) => "option",
        TypeKind::Result { .. } => "result",
        TypeKind::List(_) | TypeKind::FixedLengthList(..) => "list",
        TypeKind::Map(..) => "map",
        TypeKind::Borrow(_) => "borrow",
        TypeKind::Future(_) => "future",
        TypeKind::Stream(_) => "stream",
        TypeKind::Own(resource) => return write_type(resolve, resource.as_written(), depth, f),
        _ => "?",
    };
    f.write_str(name)?;
    let ok_missing = matches!(def.kind, TypeKind::Result { ok: None, err: Some(_) });
    let mut separator = if ok_missing { "<_, " } else { "<" };
    let mut outcome = Ok(());
    def.kind.for_each_type(|part| {
        if outcome.is_ok() {
            outcome = f.write_str(separator).and_then(|()| write_type(resolve, part, depth - 1, f));
            separator = ", ";
        }
    });
    outcome?;
    if let TypeKind::FixedLengthList(_, length) = def.kind {
        write!(f, ", {length}")?;
    }
    if separator == ", " { f.write_str(">") } else { Ok(()) }
}
