//! Types in `outwit json`: what all have, and what goes with each kind.

use outwit_diagnostics::Span;
use outwit_resolve::graph::{DocsId, Name, TypeId, TypeKind};

use super::text::{Json, list, object, optional, plain, text};
use super::write::Writer;

/// Members of an object, in their order.
type Members = Vec<(&'static str, Json)>;

impl Writer<'_> {
    pub(super) fn ty(&self, id: TypeId) -> Json {
        let def = &self.graph[id];
        let mut members = vec![
            ("id", optional(self.ids.ty(id), |id| text(&id))),
            ("name", self.name(def.name)),
            ("owner", self.owner(def.owner)),
        ];
        members.extend(self.kind(id));
        members.extend([
            ("docs", self.docs(def.docs)),
            ("stability", self.stability(def.stability)),
            ("external_id", self.name(def.external_id)),
            ("active", plain(def.active)),
            ("span", optional(def.span, |span| self.span(span))),
        ]);
        object(members)
    }

    /// `kind` and what goes with it.
    fn kind(&self, id: TypeId) -> Members {
        let ty = |ty: TypeId| plain(self.kept.types.of(ty));
        let payload = |of: Option<TypeId>| optional(of, ty);
        let (kind, members): (&str, Members) = match &self.graph[id].kind {
            TypeKind::Primitive(primitive) => ("primitive", vec![("primitive", text(primitive.keyword()))]),
            TypeKind::Alias(to) => {
                let from = self.graph.used_from(id);
                let from = optional(from, |interface| plain(self.kept.interfaces.of(interface)));
                ("alias", vec![("type", ty(*to)), ("used_from", from)])
            }
            TypeKind::Record(fields) => {
                let fields = fields.iter().map(|f| self.part(f.name, Some(ty(f.ty)), f.docs, f.span));
                ("record", vec![("fields", list(fields))])
            }
            TypeKind::Variant(cases) => {
                let cases = cases.iter().map(|c| self.part(c.name, Some(payload(c.ty)), c.docs, c.span));
                ("variant", vec![("cases", list(cases))])
            }
            TypeKind::Enum(cases) => {
                let cases = cases.iter().map(|case| self.part(case.name, None, case.docs, case.span));
                ("enum", vec![("cases", list(cases))])
            }
            TypeKind::Flags(flags) => {
                let flags = flags.iter().map(|flag| self.part(flag.name, None, flag.docs, flag.span));
                ("flags", vec![("flags", list(flags))])
            }
            TypeKind::Resource => ("resource", Vec::new()),
            TypeKind::Tuple(types) => ("tuple", vec![("types", list(types.iter().copied().map(ty)))]),
            TypeKind::Option(some) => ("option", vec![("type", ty(*some))]),
            TypeKind::Result { ok, err } => ("result", vec![("ok", payload(*ok)), ("err", payload(*err))]),
            TypeKind::List(elem) => ("list", vec![("type", ty(*elem))]),
            TypeKind::FixedLengthList(elem, len) => {
                ("fixed-length-list", vec![("type", ty(*elem)), ("length", plain(len))])
            }
            TypeKind::Map(key, value) => ("map", vec![("key", ty(*key)), ("value", ty(*value))]),
            TypeKind::Own(resource) => ("own", vec![("resource", ty(resource.as_written()))]),
            TypeKind::Borrow(resource) => ("borrow", vec![("resource", ty(resource.as_written()))]),
            TypeKind::Future(of) => ("future", vec![("type", payload(*of))]),
            TypeKind::Stream(of) => ("stream", vec![("type", payload(*of))]),
            TypeKind::Error => unreachable!("a finished graph has no unresolved type"),
        };
        std::iter::once(("kind", text(kind))).chain(members).collect()
    }

    /// A field, case or flag.
    fn part(&self, name: Name, ty: Option<Json>, docs: Option<DocsId>, span: Span) -> Json {
        let name = ("name", text(&self.graph[name]));
        let rest = [("docs", self.docs(docs)), ("span", self.span(span))];
        object(std::iter::once(name).chain(ty.map(|ty| ("type", ty))).chain(rest))
    }
}
