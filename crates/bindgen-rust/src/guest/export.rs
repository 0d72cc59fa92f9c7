//! Exports: the trait `Guest` and those of resources, for each function a generic one between the core export and the trait, and
//! a hidden macro that makes the core exports for a type.

use outwit_bindgen_core::Place;
use outwit_resolve::abi::mangle;
use outwit_resolve::abi::plan::Plan;
use outwit_resolve::graph::{FunctionKind, OrderMap, TypeId, WorldKey};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::externs::Externs;
use super::resource::{Definition, define_exported, is_fallible, result_of_constructor};
use crate::abi::Abi;
use crate::docs::docs;
use crate::model::{Func, Here, TypeNames};
use crate::names::snake;
use crate::op::{Calls, Implementation, Printer, Typing};
use crate::section;

/// The exports of one module, or of the world itself.
pub(crate) struct Exports {
    place: Place,
    key: Option<WorldKey>,
    methods: Vec<TokenStream>,
    /// Those of resources.
    of_resources: OrderMap<TypeId, Vec<TokenStream>>,
    /// The methods of the type `Stub`, by resource.
    stubs: OrderMap<Option<TypeId>, Vec<TokenStream>>,
    glue: Vec<TokenStream>,
    cores: Vec<TokenStream>,
}

impl Exports {
    /// The exports of the place, which is called `key` in the world.
    pub(crate) fn new(place: Place, key: Option<WorldKey>) -> Exports {
        let none = Vec::new();
        Exports {
            place,
            key,
            methods: none.clone(),
            of_resources: OrderMap::default(),
            stubs: OrderMap::default(),
            glue: none.clone(),
            cores: none,
        }
    }

    /// Adds a function.
    pub(crate) fn add(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan, here: Here) {
        self.method(abi, func, here);
        self.glue(abi, func, plan, here);
        self.post_return(abi, func, plan, here);
    }

    /// The method of the trait.
    fn method(&mut self, abi: Abi<'_, '_>, func: &Func, here: Here) {
        let function = &abi.model.resolve[func.callable.function];
        let (docs, signature) = (docs(abi.model.resolve, function.docs), signature(abi, func, here));
        let method = quote!(#docs #signature;);
        if abi.model.options.stubs {
            let signature =
                self::signature(abi, func, Here::root(here.context.direction).seeing(here.context));
            let stub = quote!(#[allow(unused_variables)] #signature { ::core::unreachable!() });
            self.stubs.get_or_insert_with(function.resource(), Vec::new).push(stub);
        }
        match function.resource() {
            Some(resource) => self.of_resources.get_or_insert_with(resource, Vec::new).push(method),
            None => self.methods.push(method),
        }
    }

    /// What the type `Stub` implements, seen from where the bindings stand; nothing without the option.
    pub(crate) fn stubs(&mut self, abi: Abi<'_, '_>, path: &[Ident]) -> TokenStream {
        let model = abi.model;
        if !model.options.stubs {
            return TokenStream::new();
        }
        let mut types = Vec::new();
        let mut implementations = Vec::new();
        // The WIT chooses the names of parameters.
        let allow = quote!(#[allow(clippy::disallowed_names)]);
        if self.key.is_some() {
            for (ty, names) in model.resources(self.place) {
                let (ident, guest) = (&names.ident, guest(names));
                let methods = self.stubs.take(&Some(ty));
                types.push(quote!(type #ident = Stub;));
                implementations.push(quote!(#allow impl self::#(#path::)*#guest for Stub { #(#methods)* }));
            }
        }
        let methods = self.stubs.take(&None);
        if methods.is_empty() && types.is_empty() {
            return TokenStream::new();
        }
        quote! {
            #(#implementations)*
            #allow
            impl self::#(#path::)*Guest for Stub { #(#types)* #(#methods)* }
        }
    }

    /// Core values in, the method, core values out.
    fn glue(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan, here: Here) {
        let (model, rt) = (abi.model, &abi.model.rt);
        let name = format_ident!("__export_{}", func.hidden);
        let function = &model.resolve[func.callable.function];
        let names = function.resource().map(|resource| model.type_names(self.place, resource));
        let implementor = names.map_or_else(
            || quote!(Guest),
            |names| {
                let guest = guest(names);
                quote!(#guest)
            },
        );
        let implementation = self.implementation(abi, func, &implementor, names);
        let typing = Typing::of_plan(model, function, plan, here.context);
        let lends = model.functions.borrows_params(model.resolve, func.callable);
        let calls = Calls { implementation, lends, ..Calls::default() };
        let mut printer = Printer::new(abi, here, &plan.vals, typing, calls);
        let params: Vec<TokenStream> = plan.params.iter().map(|val| printer.core_param(*val)).collect();
        let args: Vec<Ident> = plan.params.iter().map(|val| printer.name(*val)).collect();
        let ctors =
            (!abi.model.options.disable_run_ctors_once_workaround).then(|| quote!(#rt::run_ctors_once();));
        let body = printer.body_behind(ctors, &plan.body);
        let result = Printer::core_results(&plan.body.yields, &plan.vals);
        self.glue.push(quote! {
            #[doc(hidden)]
            pub unsafe fn #name<__T: #implementor>(#(#params),*) #result #body
        });
        let core = mangle::export(model.resolve, func.callable.key, func.callable.function);
        let core = prefixed(abi, &core);
        let ty = names.map_or_else(
            || quote!($ty),
            |names| {
                let ident = &names.ident;
                quote!(<$ty as $($path_to_types)*::Guest>::#ident)
            },
        );
        self.core(&core, &name, &quote!(::<#ty>), &params, &args, &result);
    }

    fn implementation(
        &self,
        abi: Abi<'_, '_>,
        func: &Func,
        implementor: &TokenStream,
        names: Option<&TypeNames>,
    ) -> Implementation {
        let function = &abi.model.resolve[func.callable.function];
        let method = &func.ident;
        let method = quote!(<__T as #implementor>::#method);
        match (function.kind, names) {
            (FunctionKind::Method(_), _) => Implementation::Method(method, quote!(__T)),
            (FunctionKind::Constructor(_), Some(names)) => {
                let ident = &names.ident;
                let wrap = quote!(#ident::new::<__T>);
                if function.result.is_some_and(|result| is_fallible(abi.model, result)) {
                    Implementation::FallibleConstructor(method, wrap)
                } else {
                    Implementation::Constructor(method, wrap)
                }
            }
            _ => Implementation::Function(method),
        }
    }

    fn post_return(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan, here: Here) {
        let Some(post_return) = &plan.post_return else { return };
        let name = format_ident!("__post_return_{}", func.hidden);
        let mut printer = Printer::new(abi, here, &post_return.vals, Typing::default(), Calls::default());
        let params: Vec<TokenStream> =
            post_return.params.iter().map(|val| printer.core_param(*val)).collect();
        let args: Vec<Ident> = post_return.params.iter().map(|val| printer.name(*val)).collect();
        let body = printer.body(&post_return.body);
        self.glue.push(quote! {
            #[doc(hidden)]
            pub unsafe fn #name(#(#params),*) #body
        });
        let core = mangle::post_return(abi.model.resolve, func.callable.key, func.callable.function);
        let core = prefixed(abi, &core);
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

    /// The resources of the place, and their types in the trait `Guest`.
    fn resources(
        &mut self,
        abi: Abi<'_, '_>,
        attributes: &TokenStream,
    ) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let (key, Some(from)) = (self.key, self.key) else { return Default::default() };
        let model = abi.model;
        let resources = model.resources(self.place);
        let glue = model.glue.in_place(self.place);
        let mut externs = Externs::new("__intrinsics", None);
        let (mut definitions, mut types) = (Vec::new(), Vec::new());
        for (ty, names) in resources {
            let methods = self.of_resources.take(&ty);
            let definition = Definition { model, ty, names, key, is_exported: true, attributes, glue };
            definitions.push(define_exported(&definition, &methods, &mut externs));
            let (ident, guest) = (&names.ident, guest(names));
            let docs = format!(" What implements the resource `{}`.", definition.wit_name());
            types.push(quote!(#[doc = #docs] type #ident: #guest;));
            self.destructor(&prefixed(abi, &mangle::destructor(model.resolve, key, ty)), ident);
        }
        let from = format!("[export]{}", mangle::world_key(model.resolve, from));
        definitions.push(externs.finish(&from, glue));
        (definitions, types)
    }

    fn destructor(&mut self, export: &str, ident: &Ident) {
        let name = format_ident!("__drop_{}", snake(&ident.to_string()));
        self.cores.push(quote! {
            #[allow(dead_code, unsafe_code)]
            #[cfg_attr(target_arch = "wasm32", unsafe(export_name = #export))]
            unsafe extern "C" fn #name(rep: i32) {
                unsafe {
                    $($path_to_types)*::#ident::__drop_value::<<$ty as $($path_to_types)*::Guest>::#ident>(rep)
                }
            }
        });
    }

    /// All of it, with the macro under the name `export_macro`, and whether there is anything.
    pub(crate) fn finish(
        mut self,
        abi: Abi<'_, '_>,
        export_macro: &Ident,
        attributes: &TokenStream,
    ) -> (TokenStream, bool) {
        let (definitions, types) = self.resources(abi, attributes);
        let Exports { methods, glue, cores, .. } = self;
        if methods.is_empty() && types.is_empty() {
            return Default::default();
        }
        let (exported, visibility) = visibility(abi);
        let (defined, imported) = if abi.model.options.pub_export_macro {
            // An exported macro is at the root of its crate, where a `use` of the same name may not stand.
            let world = &abi.model.resolve[abi.model.bindings.world];
            let defined = format_ident!("{export_macro}_of_{}", snake(&abi.model.resolve[world.name]));
            let imported = quote!(#defined as #export_macro);
            (defined, imported)
        } else {
            (export_macro.clone(), quote!(#export_macro))
        };
        let tokens = quote! {
            #(#definitions)*
            #attributes
            pub trait Guest {
                #(#types)*
                #(#methods)*
            }
            #(#attributes #glue)*
            #[doc(hidden)]
            #[allow(unused_macros)]
            #exported
            macro_rules! #defined {
                ($ty:ident with_types_in $($path_to_types:tt)*) => {
                    const _: () = {
                        #(#cores)*
                    };
                };
            }
            #[doc(hidden)]
            #[allow(unused_imports)]
            #visibility use #imported;
        };
        (tokens, true)
    }
}

/// The signature of a method of a trait, for code that stands `here`.
fn signature(abi: Abi<'_, '_>, func: &Func, here: Here) -> TokenStream {
    let function = &abi.model.resolve[func.callable.function];
    let name = &func.ident;
    let is_method = matches!(function.kind, FunctionKind::Method(_));
    let lends = abi.model.functions.borrows_params(abi.model.resolve, func.callable);
    let params = function.params.iter().zip(&func.params).enumerate().map(|(index, (param, name))| {
        if is_method && index == 0 {
            return quote!(&self);
        }
        let ty = if lends { abi.model.lent(param.ty, here) } else { abi.model.owned(param.ty, here) };
        quote!(#name: #ty)
    });
    let result = function.result.map(|ty| {
        let ty = match function.kind {
            FunctionKind::Constructor(_) => result_of_constructor(abi.model, ty, here),
            _ => abi.model.owned(ty, here),
        };
        quote!(-> #ty)
    });
    quote!(fn #name(#(#params),*) #result)
}

/// The name of a core export with what the user puts before it.
fn prefixed(abi: Abi<'_, '_>, core: &str) -> String {
    format!("{}{core}", abi.model.options.export_prefix.as_deref().unwrap_or_default())
}

fn guest(names: &TypeNames) -> &Ident {
    let exported = names.exported.as_ref().expect("the resource is exported");
    exported.guest.as_ref().expect("it is no alias")
}

/// How a macro is made visible: in the crate, or to others too.
fn visibility(abi: Abi<'_, '_>) -> (TokenStream, TokenStream) {
    if abi.model.options.pub_export_macro {
        (quote!(#[macro_export]), quote!(pub))
    } else {
        (TokenStream::new(), quote!(pub(crate)))
    }
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
    let (exported, visibility) = visibility(abi);
    let section = options.pub_export_macro.then(|| section::exports(abi.model));
    let stubs = options.stubs.then(|| quote!(self::#public!(Stub with_types_in self);));
    quote! {
        /// Exports a type that implements every trait `Guest` of these bindings: `export!(Type)`, or, where the bindings are
        /// in another module, `export!(Type with_types_in path::to::bindings)`.
        #[allow(unused_macros)]
        #exported
        macro_rules! #name {
            ($ty:ident) => {
                #bindings::#public!($ty with_types_in #bindings);
            };
            ($ty:ident with_types_in $($path_to_types_root:tt)*) => {
                #(#calls)*
                #section
            };
        }
        #[doc(inline)]
        #[allow(unused_imports)]
        #visibility use #name as #public;
        #stubs
    }
}
