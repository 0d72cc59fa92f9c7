//! Names and types of what a plan or procedure takes and gives.

use outwit_resolve::abi::plan::{Val, ValType};
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::TypeId;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{BORROWS, Printer, Seen, Term, core_type, name};
use crate::loan::Mode;

impl Printer<'_, '_> {
    /// Binds a WIT parameter of an import to its name.
    pub(crate) fn wit_param(&mut self, val: Val, name: &TokenStream, ty: TypeId) {
        let model = self.abi.model;
        let mode = model.param_mode(ty);
        let inner = model.inner_mode(ty, mode);
        let seen = if model.is_reference(ty, mode) {
            Seen::Lent { inner, references: 1 }
        } else {
            Seen::Param { inner }
        };
        self.bind(val, Term::Other(name.clone()), seen);
    }

    /// Binds the parameter of a method that is the resource itself, or a reference to it.
    pub(crate) fn self_param(&mut self, val: Val, by_value: bool) {
        let tokens = if by_value { quote!(&self) } else { quote!(self) };
        self.bind(val, Term::Other(tokens), Seen::Lent { inner: Mode::OWNED, references: 1 });
    }

    /// The parameter of a procedure that lifts borrowed handles.
    pub(crate) fn borrows_param(&self) -> TokenStream {
        let (glue, borrows) = (self.glue, format_ident!("{BORROWS}"));
        quote!(#borrows: &'a #glue Borrows)
    }

    /// What keeps the borrowed handles that have been lifted so far, as a statement.
    pub(super) fn borrows(&self) -> TokenStream {
        let (glue, borrows) = (self.glue, format_ident!("{BORROWS}"));
        if self.has_borrows { quote!(let #borrows = &#glue Borrows::new();) } else { TokenStream::new() }
    }

    /// The name of a parameter.
    pub(crate) fn name(&self, val: Val) -> Ident {
        name(val)
    }

    /// Binds a core parameter and returns its declaration.
    pub(crate) fn core_param(&mut self, val: Val) -> TokenStream {
        let (name, ty) = (name(val), core_type(self.core_type(val)));
        self.bind_name(val, Seen::Given);
        quote!(#name: #ty)
    }

    /// Binds a parameter of a procedure and returns its declaration; `value` is the type of the WIT value.
    pub(crate) fn proc_param(&mut self, val: Val, seen: Seen, value: &TokenStream) -> TokenStream {
        let (name, glue) = (name(val), self.glue);
        match self.vals[val.0 as usize] {
            ValType::Core(_) => self.core_param(val),
            ValType::Temps => {
                self.bind_name(val, Seen::Given);
                quote!(#name: &mut #glue Temps)
            }
            ValType::Wit(_) => {
                self.bind_name(val, seen);
                quote!(#name: #value)
            }
        }
    }

    /// `-> type` for core values that are yielded.
    pub(crate) fn core_results(yields: &[Val], vals: &[ValType]) -> TokenStream {
        let types = yields.iter().map(|val| match vals[val.0 as usize] {
            ValType::Core(ty) => core_type(ty),
            _ => core_type(CoreType::I32),
        });
        match yields.len() {
            0 => TokenStream::new(),
            1 => quote!(-> #(#types)*),
            _ => quote!(-> (#(#types),*)),
        }
    }
}
