//! Handles of resources, and calls of what implements them.

use outwit_resolve::abi::plan::{Handle, Val};
use outwit_resolve::graph::TypeKind;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{BORROWS, Implementation, Printer, Seen, Stmt, Term};
use crate::loan::Mode;
use crate::model::Settled;
use crate::moved::Moved;

impl Printer<'_, '_> {
    /// Owned handles are given. What was lent is only looked at: it drops nothing afterwards.
    pub(super) fn handle_lower(&mut self, dst: Val, src: Val, handle: Handle, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        let is_moved = self.seen(src) == Seen::Given;
        let function = match handle {
            Handle::Own(_) if is_moved => quote!(give_own),
            Handle::Own(_) => quote!(lower_own),
            Handle::Borrow(_) => quote!(lower_borrow),
            other => unreachable!("refused while the model was built: {other:?}"),
        };
        let (term, path) = (self.term(src), Moved::new(self.resource_path(src)));
        let by_handle = self.is_by_handle(self.resource(src));
        let is_moved = is_moved && !by_handle && matches!(handle, Handle::Own(_));
        let is_value = is_moved || matches!(self.seen(src), Seen::Lent { .. });
        let src = if is_value { term } else { Term::Compound(quote!(&#term)) };
        let value = if by_handle {
            let function = if let Handle::Own(_) = handle { quote!(take_handle) } else { quote!(handle) };
            self.by_handle(quote!(<#path>::#function(#src) as i32))
        } else {
            quote!(#glue #function::<#path>(#src))
        };
        self.define_simple(out, dst, value);
    }

    pub(super) fn handle_lift(&mut self, dst: Val, src: Val, handle: Handle, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        let (resource, src) = (self.resource(dst), self.term(src));
        let value = match handle {
            Handle::Own(_) => {
                let path = self.resource_path(dst);
                if self.is_by_handle(resource) {
                    self.by_handle(quote!(<#path>::from_handle(#src as u32)))
                } else {
                    quote!(#glue lift_own::<#path>(#src))
                }
            }
            Handle::Borrow(_) if self.abi.model.is_exported(resource) => {
                let path = self.abi.model.borrow_path(resource, self.here);
                quote!(#path::__lift(#src))
            }
            Handle::Borrow(_) => {
                let (path, borrows) = (self.resource_path(dst), format_ident!("{BORROWS}"));
                self.has_borrows = true;
                quote!(#glue lift_borrow::<#path>(#borrows, #src))
            }
            other => unreachable!("refused while the model was built: {other:?}"),
        };
        self.define_simple(out, dst, value);
    }

    /// The resource of a handle.
    fn resource(&self, handle: Val) -> Settled {
        let settled = self.typing.of(handle);
        match self.abi.model.resolve[settled.ty].kind {
            TypeKind::Own(id) | TypeKind::Borrow(id) => {
                self.abi.model.resource(id, self.here.seeing(settled.context))
            }
            _ => settled,
        }
    }

    /// Whether the type is one that `with` names, which may have been made by others. One that has functions of the same
    /// names in WIT must be ours, or there would be two of them.
    fn is_by_handle(&self, resource: Settled) -> bool {
        let model = self.abi.model;
        if model.is_exported(resource) || !model.is_elsewhere(resource.ty) {
            return false;
        }
        !model.has_handle_functions(resource.ty)
    }

    /// A call of a function of the type itself, else of the runtime's of this name.
    fn by_handle(&self, call: TokenStream) -> TokenStream {
        let glue = self.glue;
        quote!({
            #[allow(unused_imports)]
            use #glue ByHandle as _;
            #call
        })
    }

    fn resource_path(&self, handle: Val) -> TokenStream {
        let Settled { ty, context } = self.resource(handle);
        self.abi.model.type_path(ty, Mode::OWNED, self.here.seeing(context))
    }

    /// Calls what implements an export.
    pub(super) fn call_wit(&self, args: &[Val]) -> TokenStream {
        let terms = args.iter().map(|arg| {
            let term = self.term(*arg);
            let is_lent = self.calls.lends && self.abi.model.can_lend(self.typing.of(*arg));
            if is_lent { Term::Compound(quote!(&#term)) } else { term }
        });
        match &self.calls.implementation {
            Implementation::None => unreachable!("an import calls a core function"),
            Implementation::Function(function) => quote!(#function(#(#terms),*)),
            Implementation::Method(method, ty) => {
                let (this, rest) = (self.term(args[0]), terms.skip(1));
                quote!(#method(#this.get::<#ty>() #(, #rest)*))
            }
            Implementation::Constructor(function, wrap) => quote!(#wrap(#function(#(#terms),*))),
            Implementation::FallibleConstructor(function, wrap) => {
                quote!(::core::result::Result::map(#function(#(#terms),*), #wrap))
            }
        }
    }
}
