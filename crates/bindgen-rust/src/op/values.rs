//! What stands for each value of a plan, and how it is used.

use outwit_resolve::abi::plan::{Val, ValType};
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::TypeKind;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};

use super::{Bound, Printer, Seen, Stmt, Term};
use crate::loan::Mode;
use crate::model::Settled;

/// Values and what stands for them.
impl Printer<'_, '_> {
    pub(super) fn bound(&self, val: Val) -> &Bound {
        self.bound[val.0 as usize].as_ref().expect("a plan defines values before it uses them")
    }

    pub(super) fn term(&self, val: Val) -> Term {
        self.bound(val).term.clone()
    }

    pub(super) fn seen(&self, val: Val) -> Seen {
        self.bound(val).seen
    }

    /// A value that a method is called on.
    pub(super) fn receiver(&self, val: Val) -> Term {
        match &self.bound(val).term {
            Term::Compound(tokens) => Term::Other(quote!((#tokens))),
            term => term.clone(),
        }
    }

    /// A small value itself.
    pub(super) fn copied(&self, val: Val) -> Term {
        let Bound { term, seen } = self.bound(val);
        match seen {
            Seen::Lent { references: 2, .. } => Term::Compound(quote!(**#term)),
            Seen::Lent { .. } => Term::Compound(quote!(*#term)),
            _ => term.clone(),
        }
    }

    /// A value that is taken apart: moved if it was given, otherwise through a reference.
    pub(super) fn argument(&self, val: Val) -> Term {
        let Bound { term, seen } = self.bound(val);
        match seen {
            Seen::Param { .. } => Term::Compound(quote!(&#term)),
            _ => term.clone(),
        }
    }

    pub(super) fn bind(&mut self, val: Val, term: Term, seen: Seen) {
        self.bound[val.0 as usize] = Some(Bound { term, seen });
    }

    pub(super) fn bind_name(&mut self, val: Val, seen: Seen) {
        self.bind(val, Term::Name(val), seen);
    }

    /// `let` with the value's own name.
    pub(super) fn define(&mut self, out: &mut Vec<Stmt>, dst: Val, value: TokenStream) {
        self.bind_name(dst, Seen::Given);
        out.push(Stmt::Let(vec![dst], value));
    }

    /// The same, of a value that may as well stand where it is used.
    pub(super) fn define_simple(&mut self, out: &mut Vec<Stmt>, dst: Val, value: TokenStream) {
        self.bind_name(dst, Seen::Given);
        out.push(Stmt::Value(dst, value));
    }

    /// The results of a call.
    pub(super) fn define_call(&mut self, out: &mut Vec<Stmt>, dsts: &[Val], call: TokenStream) {
        match dsts {
            [dst] => self.define_simple(out, *dst, call),
            _ => self.define_all(out, dsts, call),
        }
    }

    pub(super) fn define_all(&mut self, out: &mut Vec<Stmt>, dsts: &[Val], value: TokenStream) {
        if dsts.is_empty() {
            out.push(Stmt::Call(value));
            return;
        }
        for dst in dsts {
            self.bind_name(*dst, Seen::Given);
        }
        out.push(Stmt::Let(dsts.to_vec(), value));
    }

    /// One value, several as a tuple, or nothing.
    pub(super) fn tuple(&self, vals: &[Val]) -> TokenStream {
        match vals {
            [] => TokenStream::new(),
            [val] => self.term(*val).into_token_stream(),
            _ => {
                let terms = vals.iter().map(|val| self.term(*val));
                quote!((#(#terms),*))
            }
        }
    }

    pub(super) fn core_type(&self, val: Val) -> CoreType {
        match self.vals[val.0 as usize] {
            ValType::Core(ty) => ty,
            other => unreachable!("a core value, not {other:?}"),
        }
    }

    /// The type of a part of a value, owned.
    pub(super) fn part_type(&self, whole: Val, index: usize) -> TokenStream {
        let whole = self.typing.of(whole);
        let part = self.abi.model.part(whole, index).expect("the value has this part");
        self.abi.model.owned(part, self.here.seeing(whole.context))
    }

    /// The path of the type of a value, behind aliases. `inner` is what its parts depend on.
    pub(super) fn path(&self, val: Val, inner: Mode) -> TokenStream {
        let Settled { ty, context } = self.typing.of(val);
        self.abi.model.type_path(ty, inner, self.here.seeing(context))
    }

    /// How a part of a value is seen, if the whole is not moved out of its place: through one more reference than it is
    /// spelled with.
    pub(super) fn part_seen(&self, whole: Val, index: usize) -> Seen {
        if self.seen(whole) == Seen::Given {
            return Seen::Given;
        }
        let (model, settled) = (self.abi.model, self.typing.of(whole));
        let part = model.part(settled, index).expect("the value has this part");
        let inner = self.seen(whole).inner();
        let passes = matches!(
            model.resolve[settled.ty].kind,
            TypeKind::Tuple(_) | TypeKind::Option(_) | TypeKind::Result { .. }
        );
        let mode = if passes { model.passed_mode(inner, part) } else { model.part_mode(inner, part) };
        let references = 1 + u8::from(model.is_reference(part, mode));
        Seen::Lent { inner: model.inner_mode(part, mode), references }
    }
}
