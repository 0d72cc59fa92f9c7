//! Type expressions. Values that the guest lends, the parameters of imports, borrow at the top (`&str`, `&[T]`, `&Record`,
//! also within options, results and tuples); everything else is owned.

use outwit_bindgen_core::Place;
use outwit_resolve::graph::{Primitive, TypeId, TypeKind};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Here, Model, Stands};

impl Model<'_> {
    /// The owned type.
    pub(crate) fn owned(&self, ty: TypeId, here: Here) -> TokenStream {
        let rt = &self.rt;
        if self.resolve[ty].name.is_some() {
            return self.type_path(ty, here);
        }
        match &self.resolve[ty].kind {
            TypeKind::Primitive(primitive) => self.primitive(*primitive),
            TypeKind::Tuple(types) => {
                let types = types.iter().map(|ty| self.owned(*ty, here));
                quote!((#(#types,)*))
            }
            TypeKind::Option(some) => {
                let some = self.owned(*some, here);
                quote!(::core::option::Option<#some>)
            }
            TypeKind::Result { ok, err } => {
                let [ok, err] = [ok, err].map(|ty| ty.map_or_else(|| quote!(()), |ty| self.owned(ty, here)));
                quote!(::core::result::Result<#ok, #err>)
            }
            TypeKind::List(elem) => {
                let elem = self.owned(*elem, here);
                quote!(#rt::Vec<#elem>)
            }
            TypeKind::FixedLengthList(elem, count) => {
                let elem = self.owned(*elem, here);
                let count = Literal::u32_unsuffixed(*count);
                quote!([#elem; #count])
            }
            TypeKind::Map(key, value) => {
                let [key, value] = [key, value].map(|ty| self.owned(*ty, here));
                quote!(#rt::Map<#key, #value>)
            }
            kind => unreachable!("refused while the model was built: {kind:?}"),
        }
    }

    /// The type of a parameter of an import.
    pub(crate) fn lent(&self, ty: TypeId, here: Here) -> TokenStream {
        let rt = &self.rt;
        if !self.bindings.usage[ty].owns_memory {
            return self.owned(ty, here);
        }
        let settled = self.settle(ty, here.context);
        let behind = here.seeing(settled.context);
        match &self.resolve[settled.ty].kind {
            TypeKind::Primitive(Primitive::String) => return quote!(&str),
            TypeKind::List(elem) => {
                let elem = self.owned(*elem, behind);
                return quote!(&[#elem]);
            }
            TypeKind::Map(key, value) => {
                let [key, value] = [key, value].map(|ty| self.owned(*ty, behind));
                return quote!(&#rt::Map<#key, #value>);
            }
            _ => {}
        }
        if self.resolve[ty].name.is_some() {
            let path = self.type_path(ty, here);
            return quote!(&#path);
        }
        match &self.resolve[ty].kind {
            TypeKind::Tuple(types) => {
                let types = types.iter().map(|ty| self.lent(*ty, here));
                quote!((#(#types,)*))
            }
            TypeKind::Option(some) => {
                let some = self.lent(*some, here);
                quote!(::core::option::Option<#some>)
            }
            TypeKind::Result { ok, err } => {
                let [ok, err] = [ok, err].map(|ty| ty.map_or_else(|| quote!(()), |ty| self.lent(ty, here)));
                quote!(::core::result::Result<#ok, #err>)
            }
            _ => self.owned(ty, here),
        }
    }

    /// Whether a parameter of an import is no owned value and no reference to one, but borrows within.
    pub(crate) fn borrows_within(&self, ty: TypeId) -> bool {
        let def = &self.resolve[ty];
        let kind = matches!(def.kind, TypeKind::Tuple(_) | TypeKind::Option(_) | TypeKind::Result { .. });
        kind && def.name.is_none() && self.bindings.usage[ty].owns_memory
    }

    /// The path of a named type.
    pub(crate) fn type_path(&self, ty: TypeId, here: Here) -> TokenStream {
        let place = self.place(ty, here.context);
        let ident = self.type_ident(place, ty);
        let prefix = self.path_to(place, here);
        quote!(#prefix #ident)
    }

    /// The path to what stands in a place, with `::` behind it; nothing for a module's own names.
    pub(crate) fn path_to(&self, place: Place, here: Here) -> TokenStream {
        let root = here.to_root();
        match place {
            Place::World if here.depth == 0 => TokenStream::new(),
            Place::World => quote!(#root::),
            Place::Module(id) => {
                let path = &self.modules[id.index()].path;
                if here.stands == Stands::In(id) {
                    return TokenStream::new();
                }
                quote!(#root::#(#path::)*)
            }
        }
    }

    fn primitive(&self, primitive: Primitive) -> TokenStream {
        match primitive {
            Primitive::Bool => quote!(bool),
            Primitive::U8 => quote!(u8),
            Primitive::U16 => quote!(u16),
            Primitive::U32 => quote!(u32),
            Primitive::U64 => quote!(u64),
            Primitive::S8 => quote!(i8),
            Primitive::S16 => quote!(i16),
            Primitive::S32 => quote!(i32),
            Primitive::S64 => quote!(i64),
            Primitive::F32 => quote!(f32),
            Primitive::F64 => quote!(f64),
            Primitive::Char => quote!(char),
            Primitive::String => {
                let rt = &self.rt;
                quote!(#rt::String)
            }
            Primitive::ErrorContext => unreachable!("refused while the model was built"),
        }
    }
}
