//! Handles of resources, and calls of what implements them.

use outwit_resolve::abi::plan::{Handle, Val};
use outwit_resolve::graph::TypeKind;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{BORROWS, Implementation, Printer, Seen, Stmt};
use crate::loan::Mode;
use crate::model::Settled;

impl Printer<'_, '_> {
    /// Owned handles are given, and whatever held one drops nothing afterwards; so even these are only looked at.
    pub(super) fn handle_lower(&mut self, dst: Val, src: Val, handle: Handle, out: &mut Vec<Stmt>) {
        let rt = self.rt;
        if self.is_users(src) {
            let method = if let Handle::Own(_) = handle { quote!(take_handle) } else { quote!(handle) };
            let src = self.receiver(src);
            return self.define(out, dst, quote!(#src.#method() as i32));
        }
        let function = match handle {
            Handle::Own(_) => quote!(lower_own),
            Handle::Borrow(_) => quote!(lower_borrow),
            other => unreachable!("refused while the model was built: {other:?}"),
        };
        let (tokens, path) = (self.tokens(src), self.resource_path(src));
        let src = if let Seen::Lent { .. } = self.seen(src) { tokens } else { quote!(&#tokens) };
        self.define(out, dst, quote!(#rt::abi::#function::<#path>(#src)));
    }

    pub(super) fn handle_lift(&mut self, dst: Val, src: Val, handle: Handle, out: &mut Vec<Stmt>) {
        let rt = self.rt;
        let (resource, src) = (self.resource(dst), self.tokens(src));
        let value = match handle {
            Handle::Own(_) if self.is_users(dst) => {
                let path = self.resource_path(dst);
                quote!(#path::from_handle(#src as u32))
            }
            Handle::Own(_) => {
                let path = self.resource_path(dst);
                quote!(#rt::abi::lift_own::<#path>(#src))
            }
            Handle::Borrow(_) if self.abi.model.is_exported(resource) => {
                let path = self.abi.model.borrow_path(resource, self.here);
                quote!(#path::__lift(#src))
            }
            Handle::Borrow(_) => {
                let (path, borrows) = (self.resource_path(dst), format_ident!("{BORROWS}"));
                self.has_borrows = true;
                quote!(#rt::abi::lift_borrow::<#path>(#borrows, #src))
            }
            other => unreachable!("refused while the model was built: {other:?}"),
        };
        self.define(out, dst, value);
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

    /// Whether users define the type of a handle by themselves. It has methods like those that handles have here.
    fn is_users(&self, handle: Val) -> bool {
        let Settled { ty, context } = self.resource(handle);
        let model = self.abi.model;
        model.type_elsewhere(model.place(ty, context), ty).is_some()
    }

    fn resource_path(&self, handle: Val) -> TokenStream {
        let Settled { ty, context } = self.resource(handle);
        self.abi.model.type_path(ty, Mode::OWNED, self.here.seeing(context))
    }

    /// Calls what implements an export.
    pub(super) fn call_wit(&self, args: &[Val]) -> TokenStream {
        let tokens = args.iter().map(|arg| self.tokens(*arg));
        match &self.calls.implementation {
            Implementation::None => unreachable!("an import calls a core function"),
            Implementation::Function(function) => quote!(#function(#(#tokens),*)),
            Implementation::Method(method, ty) => {
                let (this, rest) = (self.tokens(args[0]), tokens.skip(1));
                quote!(#method(#this.get::<#ty>() #(, #rest)*))
            }
            Implementation::Constructor(function, wrap) => quote!(#wrap(#function(#(#tokens),*))),
            Implementation::FallibleConstructor(function, wrap) => {
                quote!(::core::result::Result::map(#function(#(#tokens),*), #wrap))
            }
        }
    }
}
