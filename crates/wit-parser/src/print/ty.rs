//! Type expressions as text.

use super::{MALFORMED, Printer};
use crate::ast::{TyId, TyKind};

impl Printer<'_> {
    /// A type expression. Types that are still to be printed stand on a stack.
    pub(super) fn ty(&self, ty: TyId) -> String {
        enum Work {
            Ty(TyId),
            Text(&'static str),
            Length(u32),
        }
        let mut out = String::new();
        let mut work = vec![Work::Ty(ty)];
        // What is pushed last is printed first.
        while let Some(next) = work.pop() {
            let ty = match next {
                Work::Ty(ty) => ty,
                Work::Text(text) => {
                    out += text;
                    continue;
                }
                Work::Length(length) => {
                    out += &format!(", {length}");
                    continue;
                }
            };
            let mut generic = |name: &str, arguments: Vec<Work>| {
                out += name;
                out.push('<');
                work.push(Work::Text(">"));
                work.extend(arguments.into_iter().rev());
            };
            match self.file[ty].kind {
                TyKind::Primitive(primitive) => out += primitive.keyword(),
                TyKind::Name(name) => out += &self.ident(name),
                TyKind::List(element) => generic("list", vec![Work::Ty(element)]),
                TyKind::FixedLengthList(element, length) => {
                    generic("list", vec![Work::Ty(element), Work::Length(length)]);
                }
                TyKind::Map(key, value) => {
                    generic("map", vec![Work::Ty(key), Work::Text(", "), Work::Ty(value)]);
                }
                TyKind::Option(ty) => generic("option", vec![Work::Ty(ty)]),
                TyKind::Result { ok: None, err: None } => out += "result",
                TyKind::Result { ok: Some(ok), err: None } => generic("result", vec![Work::Ty(ok)]),
                TyKind::Result { ok: None, err: Some(err) } => {
                    generic("result", vec![Work::Text("_, "), Work::Ty(err)]);
                }
                TyKind::Result { ok: Some(ok), err: Some(err) } => {
                    generic("result", vec![Work::Ty(ok), Work::Text(", "), Work::Ty(err)]);
                }
                TyKind::Tuple(tys) => {
                    let mut elements = Vec::new();
                    for (at, ty) in self.file[tys].iter().enumerate() {
                        if at > 0 {
                            elements.push(Work::Text(", "));
                        }
                        elements.push(Work::Ty(*ty));
                    }
                    generic("tuple", elements);
                }
                TyKind::Future(None) => out += "future",
                TyKind::Future(Some(ty)) => generic("future", vec![Work::Ty(ty)]),
                TyKind::Stream(None) => out += "stream",
                TyKind::Stream(Some(ty)) => generic("stream", vec![Work::Ty(ty)]),
                TyKind::Own(name) => out += &format!("own<{}>", self.ident(name)),
                TyKind::Borrow(name) => out += &format!("borrow<{}>", self.ident(name)),
                TyKind::Error => out += MALFORMED,
            }
        }
        out
    }
}
