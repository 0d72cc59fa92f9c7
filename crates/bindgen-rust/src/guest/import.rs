//! Imports: a function that lowers its parameters, calls the core import and lifts the result; resources with their
//! methods; and the core imports of a module together.

use outwit_bindgen_core::Place;
use outwit_resolve::abi::mangle;
use outwit_resolve::abi::plan::Plan;
use outwit_resolve::graph::{FunctionKind, OrderMap, TypeId, WorldKey};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::externs::Externs;
use super::resource::{Definition, define, raw_handles, result_of_constructor};
use crate::abi::Abi;
use crate::docs::docs;
use crate::model::{Chaining, Func, Here};
use crate::moved::{Moved, joined};
use crate::op::{Calls, Printer, Typing};
use crate::ty::Lifetime;

/// The imports of one module, or of the world itself.
pub(crate) struct Imports {
    externs: Externs,
    functions: Vec<TokenStream>,
    /// Those of resources.
    methods: OrderMap<TypeId, Vec<Moved>>,
    method_names: OrderMap<TypeId, Vec<String>>,
}

impl Imports {
    /// `owner` ends the name of the hidden module, to tell worlds apart that share a module.
    pub(crate) fn new(owner: Option<&str>) -> Imports {
        let externs = Externs::new("__imports", owner);
        Imports {
            externs,
            functions: Vec::new(),
            methods: OrderMap::default(),
            method_names: OrderMap::default(),
        }
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
        let core = self.declare(abi, func, plan);
        let typing = Typing::of_plan(abi.model, function, plan, here.context);
        let mut printer = Printer::new(abi, here, &plan.vals, typing, Calls { core, ..Calls::default() });
        let is_method = matches!(function.kind, FunctionKind::Method(_));
        let chaining = abi.model.functions.chaining(resolve, func.callable);
        let mut params = Vec::new();
        for (index, ((val, param), name)) in
            plan.params.iter().zip(&function.params).zip(&func.params).enumerate()
        {
            if is_method && index == 0 {
                printer.self_param(*val, chaining == Some(Chaining::Owned));
                let this = if chaining == Some(Chaining::Owned) { quote!(self) } else { quote!(&self) };
                params.push(Moved::new(this));
                continue;
            }
            printer.wit_param(*val, &quote!(#name), param.ty);
            let ty = abi.model.spell(param.ty, abi.model.param_mode(param.ty), Lifetime::Elided, here);
            let ty = Moved::new(ty);
            params.push(Moved::new(quote!(#name: #ty)));
        }
        let result = function.result.map(|ty| match function.kind {
            FunctionKind::Constructor(_) => result_of_constructor(abi.model, ty, here),
            _ => abi.model.owned(ty, here),
        });
        let result = result.map(|ty| {
            let ty = Moved::new(ty);
            quote!(-> #ty)
        });
        let (result, returned) = match chaining {
            Some(Chaining::Owned) => (Some(quote!(-> Self)), Some(quote!(self))),
            Some(Chaining::Borrowed) => (Some(quote!(-> &Self)), Some(quote!(self))),
            None => (result, None),
        };
        let body = printer.body(&plan.body);
        let (name, docs, result) =
            (&func.ident, Moved::new(docs(resolve, function.docs)), result.map(Moved::new));
        let attributes = function.resource().is_none().then_some(attributes);
        let function_tokens = quote! {
            #docs
            #attributes
            pub fn #name(#(#params),*) #result {
                unsafe #body
                #returned
            }
        };
        match function.resource() {
            Some(resource) => {
                self.methods.get_or_insert_with(resource, Vec::new).push(Moved::new(function_tokens));
                self.method_names.get_or_insert_with(resource, Vec::new).push(name.to_string());
            }
            None => self.functions.push(function_tokens),
        }
    }

    /// The core import.
    fn declare(&mut self, abi: Abi<'_, '_>, func: &Func, plan: &Plan) -> TokenStream {
        let field = mangle::import(abi.model.resolve, func.callable.key, func.callable.function).field;
        let name = crate::names::ident(&func.hidden);
        let signature = &plan.signature;
        self.externs.add(&name, &field, &signature.params, &signature.results)
    }

    /// All of it, with the resources of the place; nothing if there is nothing.
    pub(crate) fn finish(
        mut self,
        abi: Abi<'_, '_>,
        place: Place,
        key: Option<WorldKey>,
        attributes: &TokenStream,
    ) -> TokenStream {
        let model = abi.model;
        let glue = model.glue.in_place(place);
        let mut resources = Vec::new();
        for (ty, names) in model.resources(place) {
            if model.elsewhere.ty(ty).is_some() {
                continue;
            }
            let methods = self.methods.take(&ty);
            let definition = Definition { model, ty, names, key, is_exported: false, attributes, glue };
            let drop = format_ident!("__drop_{}", crate::names::snake(&names.ident.to_string()));
            resources.push(define(&definition, &drop, &mut self.externs));
            let taken = self.method_names.take(&ty);
            let (ident, raw) = (&names.ident, Moved::new(raw_handles(&taken, glue)));
            resources.push(quote!(#attributes impl #ident { #(#methods)* #raw }));
        }
        let functions = self.functions;
        let from = key.map_or_else(|| mangle::ROOT.to_owned(), |key| mangle::world_key(model.resolve, key));
        let externs = self.externs.finish(&from, glue);
        resources.extend(functions);
        resources.push(externs);
        joined(resources)
    }
}
