//! Resources: the type of their handles, and for those that the guest implements the type of borrowed handles, a trait, and the
//! destructor.

use outwit_resolve::abi::core_module::ResourceBuiltin;
use outwit_resolve::abi::mangle;
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::{TypeId, TypeKind, WorldKey};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::externs::Externs;
use crate::docs::docs;
use crate::glue::GluePath;
use crate::model::{Here, Model, TypeNames};

/// A resource that is to be defined.
pub(super) struct Definition<'a, 'r> {
    pub(super) model: &'a Model<'r>,
    pub(super) ty: TypeId,
    pub(super) names: &'a TypeNames,
    /// The name of its interface in the world.
    pub(super) key: Option<WorldKey>,
    pub(super) is_exported: bool,
    pub(super) attributes: &'a TokenStream,
    /// The path of the runtime's functions for glue.
    pub(super) glue: &'a GluePath,
}

/// The type of the handles of a resource. `drop` is what its core import is called.
pub(super) fn define(definition: &Definition<'_, '_>, drop: &Ident, externs: &mut Externs) -> TokenStream {
    let Definition { model, ty, names, attributes, glue, .. } = definition;
    let ident = &names.ident;
    let docs = docs(model.resolve, model.resolve[*ty].docs);
    let drop = definition.builtin(ResourceBuiltin::Drop, drop, externs);
    let name = definition.wit_name();
    quote! {
        #docs
        #attributes
        #[derive(::core::fmt::Debug)]
        #[repr(transparent)]
        pub struct #ident {
            handle: #glue Handle<#ident>,
        }
        #glue resource!(#ident = #name, #drop);
    }
}

/// What a resource that the guest implements has beside the type of its handles: access to values, the type of borrowed
/// handles, and a trait with `methods`.
pub(super) fn define_exported(
    definition: &Definition<'_, '_>,
    methods: &[TokenStream],
    externs: &mut Externs,
) -> TokenStream {
    let names = definition.names;
    let base = crate::names::snake(&names.ident.to_string());
    let handle = define(definition, &format_ident!("__drop_{base}"), externs);
    let [new, rep] = [("new", ResourceBuiltin::New), ("rep", ResourceBuiltin::Rep)]
        .map(|(word, builtin)| definition.builtin(builtin, &format_ident!("__{word}_{base}"), externs));
    let exported = names.exported.as_ref().expect("it is exported");
    let guest = exported.guest.as_ref().expect("it is no alias");
    let access = access(definition, guest, &new, &rep);
    let borrow = borrow(definition, guest, &exported.borrow);
    let implementation = implementation(definition, guest, methods);
    quote!(#handle #access #borrow #implementation)
}

/// Between handles and values.
fn access(
    definition: &Definition<'_, '_>,
    guest: &Ident,
    new: &TokenStream,
    rep: &TokenStream,
) -> TokenStream {
    let Definition { model, names, attributes, glue, .. } = definition;
    let (ident, rt) = (&names.ident, &model.rt);
    let raw = raw_handles(&[], glue);
    let name = definition.wit_name();
    let summary = format!(" Makes a new `{name}` of a value, which lives as long as the resource.");
    quote! {
        #attributes
        impl #ident {
            #[doc = #summary]
            pub fn new<__T: #guest>(value: __T) -> #ident {
                #ident::__guard().check::<#ident, __T>();
                unsafe {
                    let rep = <__T as #guest>::resource_into_raw_(#glue rep_new(value));
                    #glue lift_own(#new(#glue lower_rep(rep)))
                }
            }

            /// The value of the resource.
            pub fn get<__T: #guest>(&self) -> &__T {
                unsafe { #glue rep_as_ref(self.__rep::<__T>()) }
            }

            /// The value of the resource, to be changed.
            pub fn get_mut<__T: #guest>(&mut self) -> &mut __T {
                unsafe { #glue rep_as_mut(self.__rep::<__T>()) }
            }

            /// Takes the value out. The resource is dropped.
            pub fn into_inner<__T: #guest>(self) -> __T {
                unsafe { #glue rep_take(self.__rep::<__T>()) }
            }

            #raw

            #[doc(hidden)]
            pub unsafe fn __drop_value<__T: #guest>(rep: i32) {
                #ident::__guard().check::<#ident, __T>();
                unsafe { ::core::mem::drop(<__T as #guest>::resource_from_raw_(#glue lift_rep(rep))) }
            }

            fn __rep<__T: #guest>(&self) -> *mut <__T as #rt::Resource>::Rep {
                #ident::__guard().check::<#ident, __T>();
                unsafe { #glue lift_rep(#rep(#glue lower_borrow(self))) }
            }

            fn __guard() -> &'static #glue RepGuard {
                static GUARD: #glue RepGuard = #glue RepGuard::new();
                &GUARD
            }
        }
    }
}

fn borrow(definition: &Definition<'_, '_>, guest: &Ident, borrow: &Ident) -> TokenStream {
    let Definition { names, attributes, glue, .. } = definition;
    let ident = &names.ident;
    let summary = format!(" A borrowed handle of [`{ident}`], for the time of a call.");
    quote! {
        #[doc = #summary]
        #attributes
        #[derive(::core::fmt::Debug)]
        #[repr(transparent)]
        pub struct #borrow<'a> {
            rep: *const u8,
            resource: ::core::marker::PhantomData<&'a #ident>,
        }
        #attributes
        impl<'a> #borrow<'a> {
            /// The value of the resource. It cannot be changed: there may be several borrowed handles.
            pub fn get<__T: #guest>(&self) -> &'a __T {
                #ident::__guard().check::<#ident, __T>();
                unsafe { #glue rep_as_ref::<__T>(self.rep.cast()) }
            }

            #[doc(hidden)]
            pub unsafe fn __lift(rep: i32) -> #borrow<'a> {
                #borrow { rep: #glue lift_rep(rep), resource: ::core::marker::PhantomData }
            }
        }
    }
}

fn implementation(definition: &Definition<'_, '_>, guest: &Ident, methods: &[TokenStream]) -> TokenStream {
    let Definition { model, attributes, glue, .. } = definition;
    let rt = &model.rt;
    let summary = format!(" What implements the resource `{}`.", definition.wit_name());
    quote! {
        #[doc = #summary]
        #attributes
        pub trait #guest: #rt::Resource {
            /// Puts what is stored for a value into a place where it stays until [`resource_from_raw_`](Self::resource_from_raw_)
            /// takes it from there: a box, unless an implementation knows better. Whoever replaces one replaces both.
            ///
            /// # Safety
            /// It is safe to call; implementations answer for the place.
            #[doc(hidden)]
            unsafe fn resource_into_raw_(value: Self::Rep) -> *mut Self::Rep {
                #glue rep_into_raw(value)
            }

            /// Takes back what [`resource_into_raw_`](Self::resource_into_raw_) put away.
            ///
            /// # Safety
            /// Each place is given back once.
            #[doc(hidden)]
            unsafe fn resource_from_raw_(place: *mut Self::Rep) -> Self::Rep {
                unsafe { #glue rep_from_raw(place) }
            }

            #(#methods)*
        }
    }
}

impl Definition<'_, '_> {
    fn builtin(&self, builtin: ResourceBuiltin, name: &Ident, externs: &mut Externs) -> TokenStream {
        let resource = (self.ty, self.is_exported);
        let core = mangle::resource_builtin(self.model.resolve, self.key, resource, builtin);
        let results: &[CoreType] =
            if matches!(builtin, ResourceBuiltin::Drop) { &[] } else { &[CoreType::I32] };
        externs.add(name, &core.field, &[CoreType::I32], results)
    }

    /// `ns:pkg/interface.resource`
    pub(super) fn wit_name(&self) -> String {
        let resolve = self.model.resolve;
        let resource = &resolve[resolve[self.ty].name.expect("a resource has a name")];
        self.key.map_or_else(
            || resource.to_owned(),
            |key| format!("{}.{resource}", mangle::world_key(resolve, key)),
        )
    }
}

/// What a constructor returns: `Self`, or a result of it.
pub(super) fn result_of_constructor(model: &Model<'_>, ty: TypeId, here: Here) -> TokenStream {
    let settled = model.settle(ty, here.context);
    match &model.resolve[settled.ty].kind {
        TypeKind::Result { err, .. } => {
            let behind = here.seeing(settled.context);
            let err = err.map_or_else(|| quote!(()), |err| model.owned(err, behind));
            quote!(::core::result::Result<Self, #err>)
        }
        _ => quote!(Self),
    }
}

/// Whether a constructor may fail.
pub(super) fn is_fallible(model: &Model<'_>, ty: TypeId) -> bool {
    matches!(model.resolve.kind(ty), TypeKind::Result { .. })
}

/// Access to the index of a handle, for code that is written by hand; under names that the WIT does not use.
pub(super) fn raw_handles(taken: &[String], glue: &GluePath) -> TokenStream {
    const NAMES: [&str; 3] = ["from_handle", "take_handle", "handle"];
    if !taken.iter().any(|taken| NAMES.contains(&taken.as_str())) {
        return quote!(#glue raw_handles!(););
    }
    let is_free = |name: &str| !taken.iter().any(|taken| taken == name);
    let from = is_free("from_handle").then(|| {
        quote! {
            /// # Safety
            /// The handle is the caller's to give, and one of this resource.
            #[doc(hidden)]
            pub unsafe fn from_handle(handle: u32) -> Self {
                unsafe { #glue lift_own(handle as i32) }
            }
        }
    });
    let take = is_free("take_handle").then(|| {
        quote! {
            #[doc(hidden)]
            pub fn take_handle(&self) -> u32 {
                self.handle.give()
            }
        }
    });
    let index = is_free("handle").then(|| {
        quote! {
            #[doc(hidden)]
            pub fn handle(&self) -> u32 {
                self.handle.index()
            }
        }
    });
    quote!(#from #take #index)
}
