//! Calls of what a plan is for, and the blocks of memory around them.

use outwit_resolve::abi::plan::{Address, Lives, Op, Val};
use proc_macro2::Literal;
use quote::{ToTokens as _, format_ident, quote};

use super::{BORROWS, Printer, Stmt, Term, number, scalar};
use crate::loan::Mode;
use crate::moved::Moved;

impl Printer<'_, '_> {
    /// Memory of the call, and calls.
    pub(super) fn call(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        match op {
            Op::Load { dst, at, width } => {
                let load = scalar::load(*width);
                let (base, offset) = self.address(*at);
                self.define_simple(out, *dst, quote!(#glue #load(#base, #offset)));
            }
            Op::Store { at, src, width } => {
                let store = scalar::store(*width);
                let (base, offset) = self.address(*at);
                let src = self.term(*src);
                out.push(Stmt::Call(quote!(#glue #store(#base, #offset, #src))));
            }
            Op::AddressOf { dst, at } => {
                let address = self.address_of(*at);
                self.define_simple(out, *dst, address.into_token_stream());
            }
            Op::Add { dst, a, b } => {
                let (a, b) = (self.term(*a), self.term(*b));
                self.define(out, *dst, quote!(#glue add_sizes(#a, #b)));
            }
            Op::Temps { dst, size } => {
                let stmts = self.stmts(size);
                out.extend(stmts);
                self.inline(&size.yields, out);
                let size = self.tuple(&size.yields);
                self.define(out, *dst, quote!(&mut #glue temps(#size)));
            }
            // They are freed where their scope ends.
            Op::FreeTemps { .. } => {}
            Op::Area { dst, layout, lives } => self.area(*dst, layout.size, *lives, out),
            Op::FreeArea { ptr, layout } => {
                let (ptr, size, align) = (self.term(*ptr), number(layout.size), number(layout.align));
                out.push(Stmt::Call(quote!(#glue free_area(#ptr, #size, #align))));
            }
            Op::CallProc { dsts, proc, args } => {
                let wit = args.iter().find(|arg| self.typing.get(**arg).is_some());
                let inner = wit.map_or(Mode::OWNED, |arg| self.seen(*arg).inner());
                let value = args.iter().chain(dsts).find_map(|val| self.typing.get(*val));
                let function = Moved::new(self.abi.function(*proc, value, inner, self.here));
                let mut args = args.iter().map(|arg| self.argument(*arg)).collect::<Vec<_>>();
                if self.abi.takes_borrows(*proc) {
                    self.has_borrows = true;
                    let borrows = format_ident!("{BORROWS}");
                    args.push(Term::Other(quote!(#borrows)));
                }
                self.define_call(out, dsts, quote!(#function(#(#args),*)));
            }
            Op::CallCore { dsts, args } => {
                let args = args.iter().map(|arg| self.term(*arg));
                let core = &self.calls.core;
                let call = quote!(#core(#(#args),*));
                self.define_call(out, dsts, call);
            }
            Op::CallWit { dst, args } => {
                let call = self.call_wit(args);
                self.define_all(out, dst.as_slice(), call);
            }
            other => unreachable!("no operation of a guest without handles: {other:?}"),
        }
    }

    fn area(&mut self, dst: Val, size: u32, lives: Lives, out: &mut Vec<Stmt>) {
        let (glue, size) = (self.glue, number(size));
        if lives == Lives::Return {
            let area = format_ident!("__AREA{}", dst.0);
            out.push(Stmt::Do(quote! {
                static #area: #glue ReturnArea<#size> = #glue ReturnArea::new();
            }));
            self.define(out, dst, quote!(#glue return_area(&#area)));
        } else {
            let area = format_ident!("__area{}", dst.0);
            // It needs nothing of what is lowered, which may go on into the call.
            let place =
                out.iter().rposition(|stmt| !matches!(stmt, Stmt::Value(..))).map_or(0, |last| last + 1);
            let values = out.split_off(place);
            out.push(Stmt::Do(quote!(let mut #area = #glue CallArea::<#size>::EMPTY;)));
            self.define(out, dst, quote!(#glue call_area(&mut #area)));
            out.extend(values);
        }
    }

    /// Base and offset of a place in memory.
    pub(super) fn address(&self, at: Address) -> (Term, Literal) {
        (self.term(at.base), number(at.offset))
    }

    /// A place in memory as one address.
    pub(super) fn address_of(&self, at: Address) -> Term {
        let (base, offset) = self.address(at);
        if at.offset == 0 { base } else { Term::Compound(quote!(#base.wrapping_add(#offset))) }
    }
}
