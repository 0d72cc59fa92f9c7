//! Type expressions. How deep what a guest lends to an import borrows is decided in [`loan`](crate::loan).

use outwit_bindgen_core::{ModuleId, Place};
use outwit_resolve::abi::Direction;
use outwit_resolve::graph::{Primitive, ResourceId, TypeId, TypeKind};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, quote};

use crate::loan::{Loan, Mode};
use crate::model::{Here, Model, Settled, Stands};
use crate::moved::{Moved, append};

/// The lifetime of what is borrowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// `'_`, in the signatures of functions.
    Elided,
    /// `'a`, in definitions.
    A,
}

impl Lifetime {
    /// Behind a path.
    pub(crate) fn generics(self, mode: Mode) -> TokenStream {
        match self {
            _ if !mode.lends => TokenStream::new(),
            Lifetime::Elided => quote!(<'_>),
            Lifetime::A => quote!(<'a>),
        }
    }

    fn reference(self) -> TokenStream {
        match self {
            Lifetime::Elided => quote!(&),
            Lifetime::A => quote!(&'a),
        }
    }
}

/// A type expression in a place.
#[derive(Clone, Copy)]
struct Speller<'a, 'r> {
    model: &'a Model<'r>,
    lifetime: Lifetime,
    here: Here,
}

impl Model<'_> {
    /// The owned type.
    pub(crate) fn owned(&self, ty: TypeId, here: Here) -> TokenStream {
        self.spell(ty, self.mode(ty, Loan::Owned), Lifetime::Elided, here)
    }

    /// What an exported function is lent: a slice of a string or list, and otherwise the owned type.
    pub(crate) fn lent(&self, ty: TypeId, here: Here) -> TokenStream {
        let settled = self.settle(ty, here.context);
        if !self.can_lend(settled) {
            return self.owned(ty, here);
        }
        match self.resolve[settled.ty].kind {
            TypeKind::List(elem) => {
                let elem = self.owned(elem, here.seeing(settled.context));
                quote!(&[#elem])
            }
            _ if self.options.raw_strings => quote!(&[u8]),
            _ => quote!(&str),
        }
    }

    /// Whether an exported function can be lent such a parameter. An owned handle is for the function to keep.
    pub(crate) fn can_lend(&self, settled: Settled) -> bool {
        match self.resolve[settled.ty].kind {
            TypeKind::Primitive(Primitive::String) => true,
            TypeKind::List(_) => !self.bindings.usage[settled.ty].has_own,
            _ => false,
        }
    }

    /// The type in this mode.
    pub(crate) fn spell(&self, ty: TypeId, mode: Mode, lifetime: Lifetime, here: Here) -> TokenStream {
        Speller { model: self, lifetime, here }.spell(ty, mode)
    }

    /// The path of the version of a named type that `mode` asks for, without generics.
    pub(crate) fn type_path(&self, ty: TypeId, mode: Mode, here: Here) -> TokenStream {
        let place = self.place(ty, here.context);
        if let Some(name) = self.type_elsewhere(place, ty) {
            let root = here.to_root();
            return quote!(#root::#name);
        }
        let ident = self.type_names(place, ty).version(mode);
        let mut path = self.path_to(place, here);
        ident.to_tokens(&mut path);
        path
    }

    /// The resource of a handle, with the place where it stands: whether it is imported or exported shows there.
    pub(crate) fn resource(&self, resource: ResourceId, here: Here) -> Settled {
        self.settle(resource.as_written(), here.context)
    }

    /// Whether the guest implements a resource.
    pub(crate) fn is_exported(&self, resource: Settled) -> bool {
        resource.context.module.is_some() && resource.context.direction == Direction::Export
    }

    /// The path of the type of a borrowed handle to a resource that the guest implements.
    pub(crate) fn borrow_path(&self, resource: Settled, here: Here) -> TokenStream {
        let place = self.place(resource.ty, resource.context);
        let ident = &self.type_names(place, resource.ty).exported.as_ref().expect("it is exported").borrow;
        let prefix = self.path_to(place, here);
        quote!(#prefix #ident)
    }

    /// The path to what stands in a place, with `::` behind it; nothing for a module's own names.
    pub(crate) fn path_to(&self, place: Place, here: Here) -> TokenStream {
        match place {
            Place::World if here.depth == 0 => TokenStream::new(),
            Place::World => {
                let root = here.to_root();
                quote!(#root::)
            }
            Place::Module(id) => {
                if let Some(name) = self.elsewhere.module(id) {
                    let root = here.to_root();
                    return quote!(#root::#name::);
                }
                let path = &self.modules[id.index()].path;
                match here.stands {
                    Stands::In(here) if here == id => TokenStream::new(),
                    Stands::Abi => {
                        let alias = &self.modules[id.index()].alias;
                        quote!(#alias::)
                    }
                    Stands::In(here) => self.path_between(here, id),
                    Stands::Root => {
                        let root = here.to_root();
                        quote!(#root::#(#path::)*)
                    }
                }
            }
        }
    }

    /// From one module to another, from where their paths part.
    fn path_between(&self, from: ModuleId, to: ModuleId) -> TokenStream {
        let (from, to) = (&self.modules[from.index()].path, &self.modules[to.index()].path);
        let same = from.iter().zip(to).take_while(|(from, to)| from == to).count();
        let (up, down) = (std::iter::repeat_n(quote!(super::), from.len() - same), &to[same..]);
        quote!(#(#up)* #(#down::)*)
    }
}

impl Speller<'_, '_> {
    fn spell(self, ty: TypeId, mode: Mode) -> TokenStream {
        let Speller { model, here, lifetime } = self;
        if mode.lends {
            let settled = model.settle(ty, here.context);
            let behind = Speller { here: here.seeing(settled.context), ..self };
            if let Some(list) = behind.list(settled.ty, mode) {
                return list;
            }
        }
        if model.resolve[ty].name.is_none() {
            return self.anonymous(ty, mode);
        }
        let is_reference = mode.lends && mode.loan == Loan::Top;
        let mode = if is_reference { model.mode(ty, Loan::Owned) } else { mode };
        let mut path = model.type_path(ty, mode, here);
        append(&mut path, lifetime.generics(mode));
        if !is_reference {
            return path;
        }
        let (reference, path) = (lifetime.reference(), Moved::new(path));
        quote!(#reference #path)
    }

    /// Lists, maps and strings, which are slices in some modes.
    fn list(self, ty: TypeId, mode: Mode) -> Option<TokenStream> {
        let Speller { model, lifetime, .. } = self;
        let rt = &model.rt;
        let reference = if mode.slices { lifetime.reference() } else { TokenStream::new() };
        let part = |ty: TypeId| Moved::new(self.spell(ty, model.part_mode(mode, ty)));
        Some(match &model.resolve[ty].kind {
            TypeKind::Primitive(Primitive::String) => match (mode.slices, model.options.raw_strings) {
                (true, false) => quote!(#reference str),
                (true, true) => quote!(#reference [u8]),
                (false, false) => quote!(#rt::String),
                (false, true) => quote!(#rt::Vec<u8>),
            },
            TypeKind::List(elem) => {
                let elem = part(*elem);
                if mode.slices { quote!(#reference [#elem]) } else { quote!(#rt::Vec<#elem>) }
            }
            TypeKind::Map(key, value) => {
                let (key, value) = (part(*key), part(*value));
                let map = model.options.map_type.as_ref();
                let map = map.map_or_else(|| quote!(#rt::Map), |path| path.tokens().clone());
                quote!(#reference #map<#key, #value>)
            }
            _ => return None,
        })
    }

    fn anonymous(self, ty: TypeId, mode: Mode) -> TokenStream {
        let Speller { model, .. } = self;
        let passed = |ty: TypeId| Moved::new(self.spell(ty, model.passed_mode(mode, ty)));
        match &model.resolve[ty].kind {
            TypeKind::Primitive(Primitive::String) | TypeKind::List(_) | TypeKind::Map(..) => {
                self.list(ty, mode).expect("it is one")
            }
            TypeKind::Primitive(primitive) => {
                let primitive = self::primitive(*primitive);
                quote!(#primitive)
            }
            TypeKind::Tuple(types) => {
                let types = types.iter().map(|ty| passed(*ty));
                quote!((#(#types,)*))
            }
            TypeKind::Option(some) => {
                let some = passed(*some);
                quote!(::core::option::Option<#some>)
            }
            TypeKind::Result { ok, err } => {
                let side = |ty: Option<TypeId>| ty.map_or_else(|| Moved::new(quote!(())), passed);
                let (ok, err) = (side(*ok), side(*err));
                quote!(::core::result::Result<#ok, #err>)
            }
            TypeKind::FixedLengthList(elem, count) => {
                let elem = Moved::new(self.spell(*elem, model.part_mode(mode, *elem)));
                let count = Literal::u32_unsuffixed(*count);
                quote!([#elem; #count])
            }
            TypeKind::Own(resource) => self.spell(resource.as_written(), Mode::OWNED),
            TypeKind::Borrow(resource) => self.borrow(*resource),
            kind => unreachable!("refused while the model was built: {kind:?}"),
        }
    }

    fn borrow(self, resource: ResourceId) -> TokenStream {
        let Speller { model, lifetime, here } = self;
        let settled = model.resource(resource, here);
        if model.is_exported(settled) {
            let path = model.borrow_path(settled, here);
            return match lifetime {
                Lifetime::Elided => quote!(#path<'_>),
                Lifetime::A => quote!(#path<'a>),
            };
        }
        let (reference, path) = (lifetime.reference(), self.spell(resource.as_written(), Mode::OWNED));
        quote!(#reference #path)
    }
}

fn primitive(primitive: Primitive) -> Ident {
    let name = match primitive {
        Primitive::Bool => "bool",
        Primitive::U8 => "u8",
        Primitive::U16 => "u16",
        Primitive::U32 => "u32",
        Primitive::U64 => "u64",
        Primitive::S8 => "i8",
        Primitive::S16 => "i16",
        Primitive::S32 => "i32",
        Primitive::S64 => "i64",
        Primitive::F32 => "f32",
        Primitive::F64 => "f64",
        Primitive::Char => "char",
        Primitive::String | Primitive::ErrorContext => unreachable!("no Rust type of its own"),
    };
    crate::names::ident(name)
}
