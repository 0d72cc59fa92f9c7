//! Type expressions.

use outwit_diagnostics::ByteRange;

use super::Builder;
use crate::ast::{Ident, List, Primitive, Ty, TyId, TyKind};
use crate::diagnostics;

impl Builder<'_> {
    #[inline]
    fn ty(&mut self, kind: TyKind, start: u32, end: u32) -> TyId {
        self.tree.arenas.ty(Ty { kind, range: ByteRange { start, end } })
    }

    #[inline]
    pub(crate) fn primitive(&mut self, start: u32, primitive: Primitive, end: u32) -> TyId {
        self.ty(TyKind::Primitive(primitive), start, end)
    }

    #[inline]
    pub(crate) fn type_name(&mut self, name: Ident) -> TyId {
        self.ty(TyKind::Name(name), name.range.start, name.range.end)
    }

    pub(crate) fn list_type(&mut self, start: u32, element: TyId, end: u32) -> TyId {
        self.ty(TyKind::List(element), start, end)
    }

    /// The number stands from `number` to `number_end`.
    pub(crate) fn fixed_length_list(
        &mut self,
        start: u32,
        element: TyId,
        number: u32,
        number_end: u32,
        end: u32,
    ) -> TyId {
        let range = ByteRange { start: number, end: number_end };
        let kind = match self.text[range.as_usize()].parse() {
            Ok(length) => TyKind::FixedLengthList(element, length),
            Err(_) => {
                self.diagnostics.push(diagnostics::number_too_large(self.file(), range));
                TyKind::Error
            }
        };
        self.ty(kind, start, end)
    }

    pub(crate) fn map(&mut self, start: u32, key: TyId, value: TyId, end: u32) -> TyId {
        self.ty(TyKind::Map(key, value), start, end)
    }

    pub(crate) fn option(&mut self, start: u32, ty: TyId, end: u32) -> TyId {
        self.ty(TyKind::Option(ty), start, end)
    }

    pub(crate) fn result(&mut self, start: u32, ok: Option<TyId>, err: Option<TyId>, end: u32) -> TyId {
        self.ty(TyKind::Result { ok, err }, start, end)
    }

    pub(crate) fn empty_tuple(&mut self, start: u32, end: u32) -> TyId {
        self.ty(TyKind::Tuple(List::EMPTY), start, end)
    }

    /// Puts the first element of a tuple on the stack and returns where it stands there.
    pub(crate) fn first_tuple_type(&mut self, ty: TyId) -> usize {
        self.tuple_tys.push(ty);
        self.tuple_tys.len() - 1
    }

    pub(crate) fn next_tuple_type(&mut self, mark: usize, ty: TyId) -> usize {
        self.tuple_tys.push(ty);
        mark
    }

    /// The tuple of the elements from `mark` on.
    pub(crate) fn tuple(&mut self, start: u32, mark: usize, end: u32) -> TyId {
        let elements = self.tree.arenas.list(self.tuple_tys.drain(mark..));
        self.ty(TyKind::Tuple(elements), start, end)
    }

    pub(crate) fn future(&mut self, start: u32, payload: Option<TyId>, end: u32) -> TyId {
        self.ty(TyKind::Future(payload), start, end)
    }

    pub(crate) fn stream(&mut self, start: u32, payload: Option<TyId>, end: u32) -> TyId {
        self.ty(TyKind::Stream(payload), start, end)
    }

    pub(crate) fn own(&mut self, start: u32, name: Ident, end: u32) -> TyId {
        self.ty(TyKind::Own(name), start, end)
    }

    pub(crate) fn borrow(&mut self, start: u32, name: Ident, end: u32) -> TyId {
        self.ty(TyKind::Borrow(name), start, end)
    }

    pub(crate) fn missing_type(&mut self, start: u32, end: u32) -> TyId {
        self.ty(TyKind::Error, start, end)
    }
}
