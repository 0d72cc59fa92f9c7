//! Exports: the trait `Guest`, for each function a generic one between the core export and the trait, and a hidden macro that
//! makes the core exports for a type.

use outwit_resolve::abi::mangle;
use outwit_resolve::abi::plan::Plan;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::abi::Abi;
use crate::docs::docs;
use crate::model::{Func, Here};
use crate::names::snake;
use crate::op::{Calls, Printer, Typing};

/// The exports of one module, or of the world itself.
#[derive(Default)]
pub(crate) struct Exports {
    methods: Vec<TokenStream>,
    glue: Vec<TokenStream>,
    cores: Vec<TokenStream>,
}

impl Exports {
    /// Adds a function.
    pub(crate) fn add(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan, here: Here) {
        self.method(abi, func, here);
        self.glue(abi, func, plan, here);
        self.post_return(abi, func, plan, here);
    }

    /// The method of the trait.
    fn method(&mut self, abi: Abi<'_, '_>, func: &Func, here: Here) {
        let function = &abi.model.resolve[func.callable.function];
        let name = &func.ident;
        let params = function.params.iter().zip(&func.params).map(|(param, name)| {
            let ty = abi.model.owned(param.ty, here);
            quote!(#name: #ty)
        });
        let result = function.result.map(|ty| {
            let ty = abi.model.owned(ty, here);
            quote!(-> #ty)
        });
        let docs = docs(abi.model.resolve, function.docs);
        self.methods.push(quote!(#docs fn #name(#(#params),*) #result;));
    }

    /// Core values in, the method, core values out.
    fn glue(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan, here: Here) {
        let (method, rt) = (&func.ident, &abi.model.rt);
        let name = hidden("export", method);
        let function = &abi.model.resolve[func.callable.function];
        let typing = Typing::of_plan(abi.model, function, plan, here.context);
        let calls = Calls { implementation: quote!(<__T as Guest>::#method), ..Calls::default() };
        let mut printer = Printer::new(abi, here, &plan.vals, typing, calls);
        let params: Vec<TokenStream> = plan.params.iter().map(|val| printer.core_param(*val)).collect();
        let args = plan.params.iter().map(|val| printer.name(*val));
        let args: Vec<Ident> = args.collect();
        let body = printer.block(&plan.body);
        let result = Printer::core_results(&plan.body.yields, &plan.vals);
        self.glue.push(quote! {
            #[doc(hidden)]
            pub unsafe fn #name<__T: Guest>(#(#params),*) #result {
                unsafe {
                    #rt::run_ctors_once();
                    #body
                }
            }
        });
        let core = mangle::export(abi.model.resolve, func.callable.key, func.callable.function);
        self.core(&core, &name, &quote!(::<$ty>), &params, &args, &result);
    }

    fn post_return(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan, here: Here) {
        let Some(post_return) = &plan.post_return else { return };
        let name = hidden("post_return", &func.ident);
        let mut printer = Printer::new(abi, here, &post_return.vals, Typing::default(), Calls::default());
        let params: Vec<TokenStream> =
            post_return.params.iter().map(|val| printer.core_param(*val)).collect();
        let args: Vec<Ident> = post_return.params.iter().map(|val| printer.name(*val)).collect();
        let body = printer.block(&post_return.body);
        self.glue.push(quote! {
            #[doc(hidden)]
            pub unsafe fn #name(#(#params),*) {
                unsafe { #body }
            }
        });
        let core = mangle::post_return(abi.model.resolve, func.callable.key, func.callable.function);
        self.core(&core, &name, &TokenStream::new(), &params, &args, &TokenStream::new());
    }

    /// A core export, made where the macro is used.
    fn core(
        &mut self,
        export: &str,
        name: &Ident,
        generics: &TokenStream,
        params: &[TokenStream],
        args: &[Ident],
        result: &TokenStream,
    ) {
        self.cores.push(quote! {
            #[allow(dead_code, unsafe_code)]
            #[cfg_attr(target_arch = "wasm32", unsafe(export_name = #export))]
            unsafe extern "C" fn #name(#(#params),*) #result {
                unsafe { $($path_to_types)*::#name #generics(#(#args),*) }
            }
        });
    }

    /// All of it, with the macro under the name `export_macro`; nothing if there are no functions. `docs` are those of the
    /// interface or world.
    pub(crate) fn finish(self, export_macro: &Ident, attributes: &TokenStream) -> TokenStream {
        let Exports { methods, glue, cores } = self;
        if methods.is_empty() {
            return TokenStream::new();
        }
        quote! {
            #attributes
            pub trait Guest {
                #(#methods)*
            }
            #(#attributes #glue)*
            #[doc(hidden)]
            #[allow(unused_macros)]
            macro_rules! #export_macro {
                ($ty:ident with_types_in $($path_to_types:tt)*) => {
                    const _: () = {
                        #(#cores)*
                    };
                };
            }
            #[doc(hidden)]
            #[allow(unused_imports)]
            pub(crate) use #export_macro;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.methods.is_empty()
    }
}

/// The name of what stands between a core export and the trait.
fn hidden(what: &str, method: &Ident) -> Ident {
    let method = method.to_string();
    format_ident!("__{what}_{}", method.strip_prefix("r#").unwrap_or(&method))
}

/// One part of `export!`: the hidden macro of a module or of the world, and the path of the module.
pub(crate) struct ExportPart {
    pub(crate) name: Ident,
    pub(crate) path: Vec<Ident>,
}

/// The macro `export!`; nothing if there is nothing to export.
pub(crate) fn export_macro(abi: Abi<'_, '_>, parts: &[ExportPart]) -> TokenStream {
    if parts.is_empty() {
        return TokenStream::new();
    }
    let options = abi.model.options;
    let world = &abi.model.resolve[abi.model.bindings.world];
    let name = format_ident!("__export_{}_impl", snake(&abi.model.resolve[world.name]));
    let public = crate::names::ident(options.export_macro_name.as_deref().unwrap_or("export"));
    let bindings =
        options.default_bindings_module.as_ref().map_or_else(|| quote!(self), |path| path.tokens().clone());
    let calls = parts.iter().map(|ExportPart { name, path }| {
        let path = quote!($($path_to_types_root)* #(::#path)*);
        quote!(#path::#name!($ty with_types_in #path);)
    });
    quote! {
        /// Exports a type that implements every trait `Guest` of these bindings: `export!(Type)`, or, where the bindings are
        /// in another module, `export!(Type with_types_in path::to::bindings)`.
        #[allow(unused_macros)]
        macro_rules! #name {
            ($ty:ident) => {
                #bindings::#public!($ty with_types_in #bindings);
            };
            ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
                #(#calls)*
            };
        }
        #[doc(inline)]
        #[allow(unused_imports)]
        pub(crate) use #name as #public;
    }
}
