//! Imports: a function that lowers its parameters, calls the core import and lifts the result; and the core imports of a
//! module together, with stand-ins for targets other than WebAssembly.

use outwit_resolve::abi::mangle;
use outwit_resolve::abi::plan::Plan;
use outwit_resolve::graph::WorldKey;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::abi::Abi;
use crate::docs::docs;
use crate::model::{Func, Here};
use crate::op::{Calls, Printer, Typing, core_type};

/// The imports of one module, or of the world itself.
pub(crate) struct Imports {
    /// The hidden module of the core imports.
    module: Ident,
    functions: Vec<TokenStream>,
    externs: Vec<TokenStream>,
    stubs: Vec<TokenStream>,
}

impl Imports {
    /// `owner` ends the name of the hidden module, to tell worlds apart that share a module.
    pub(crate) fn new(owner: Option<&str>) -> Imports {
        let module = match owner {
            Some(owner) => format_ident!("__imports_{owner}"),
            None => format_ident!("__imports"),
        };
        Imports { module, functions: Vec::new(), externs: Vec::new(), stubs: Vec::new() }
    }

    /// Adds a function.
    pub(crate) fn add(
        &mut self,
        abi: Abi<'_, '_>,
        func: &Func,
        plan: &Plan,
        here: Here,
        attributes: &TokenStream,
    ) {
        let resolve = abi.model.resolve;
        let function = &resolve[func.callable.function];
        self.declare(abi, func, plan);
        let (name, module) = (&func.ident, &self.module);

        let params = function.params.iter().zip(&func.params).map(|(param, name)| {
            let ty = abi.model.lent(param.ty, here);
            quote!(#name: #ty)
        });
        let result = function.result.map(|ty| {
            let ty = abi.model.owned(ty, here);
            quote!(-> #ty)
        });
        let typing = Typing::of_plan(abi.model, function, plan, here.context);
        let calls = Calls { core: quote!(#module::#name), ..Calls::default() };
        let mut printer = Printer::new(abi, here, &plan.vals, typing, calls);
        for ((val, param), name) in plan.params.iter().zip(&function.params).zip(&func.params) {
            printer.wit_param(*val, name, param.ty);
        }
        let body = printer.block(&plan.body);
        let docs = docs(resolve, function.docs);
        self.functions.push(quote! {
            #docs
            #attributes
            pub fn #name(#(#params),*) #result {
                unsafe { #body }
            }
        });
    }

    /// The core import and its stand-in.
    fn declare(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan) {
        let (name, rt) = (&func.ident, &abi.model.rt);
        let field = mangle::import(abi.model.resolve, func.callable.key, func.callable.function).field;
        let params: Vec<TokenStream> = plan.signature.params.iter().map(|ty| core_type(*ty)).collect();
        let result = plan.signature.results.first().map(|ty| {
            let ty = core_type(*ty);
            quote!(-> #ty)
        });
        self.externs.push(quote!(#[link_name = #field] pub(super) fn #name(#(_: #params),*) #result;));
        self.stubs.push(quote! {
            pub(super) unsafe fn #name(#(_: #params),*) #result {
                #rt::abi::no_import()
            }
        });
    }

    /// All of it; nothing if there are no functions.
    pub(crate) fn finish(self, abi: Abi<'_, '_>, key: Option<WorldKey>) -> TokenStream {
        let Imports { module, functions, externs, stubs } = self;
        if functions.is_empty() {
            return TokenStream::new();
        }
        let from =
            key.map_or_else(|| mangle::ROOT.to_owned(), |key| mangle::world_key(abi.model.resolve, key));
        quote! {
            #(#functions)*
            #[cfg(target_arch = "wasm32")]
            mod #module {
                #[link(wasm_import_module = #from)]
                unsafe extern "C" {
                    #(#externs)*
                }
            }
            #[cfg(not(target_arch = "wasm32"))]
            mod #module {
                #(#stubs)*
            }
        }
    }
}
