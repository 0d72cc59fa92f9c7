//! Numbers, characters, enums and flags.

use outwit_resolve::abi::plan::{Coercion, Op, Val, Width};
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::{Primitive, TypeId};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Printer, Seen, Stmt, Term, number};
use crate::loan::Mode;

impl Printer<'_, '_> {
    pub(super) fn scalar(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        match op {
            Op::Const { dst, bits } => {
                let literal = constant(self.core_type(*dst), *bits);
                self.bind(*dst, Term::Compound(literal), Seen::Given);
            }
            Op::ScalarLower { dst, src, ty } => self.scalar_lower(*dst, *src, *ty, out),
            Op::ScalarLift { dst, src, ty } => self.scalar_lift(*dst, *src, *ty, out),
            Op::Coerce { dst, src, how } => self.coerce(*dst, *src, *how, out),
            Op::FlagsLower { dst, src, .. } => {
                let src = self.receiver(*src);
                self.define_simple(out, *dst, quote!(#src.bits() as i32));
            }
            Op::FlagsLift { dst, src, ty } => {
                let (path, src, bits) = (self.path(*dst, Mode::OWNED), self.term(*src), self.integer(*ty));
                self.define_simple(out, *dst, quote!(#path::from_bits_truncate(#src as #bits)));
            }
            Op::EnumLower { dst, src, .. } if self.is_elsewhere(*src) => {
                let (path, value, numbers) =
                    (self.path(*src, Mode::OWNED), self.copied(*src), self.cases(*src));
                self.define(out, *dst, quote!(match #value { #(#path::#numbers,)* }));
            }
            Op::EnumLower { dst, src, .. } => {
                let src = self.copied(*src);
                self.define_simple(out, *dst, quote!(#src as i32));
            }
            Op::EnumLift { dst, src, .. } if self.is_elsewhere(*dst) => {
                let (glue, path, src) = (self.glue, self.path(*dst, Mode::OWNED), self.term(*src));
                let model = self.abi.model;
                let cases = model.members(self.typing.of(*dst).ty).iter().enumerate().map(|(index, case)| {
                    let index = Literal::usize_unsuffixed(index);
                    quote!(#index => #path::#case)
                });
                let lifted = quote!(match #src { #(#cases,)* _ => #glue invalid_case(), });
                self.define(out, *dst, lifted);
            }
            Op::EnumLift { dst, src, cases, .. } => {
                let (glue, path, src, cases) =
                    (self.glue, self.path(*dst, Mode::OWNED), self.term(*src), number(*cases));
                self.define_simple(out, *dst, quote!(#glue lift_enum::<#path>(#src, #cases)));
            }
            other => unreachable!("no scalar operation: {other:?}"),
        }
    }

    /// Whether the type of a value is defined elsewhere: nothing is known about its layout then.
    fn is_elsewhere(&self, val: Val) -> bool {
        self.abi.model.is_elsewhere(self.typing.of(val).ty)
    }

    /// `Case => number` for each case of an enum.
    fn cases(&self, val: Val) -> Vec<TokenStream> {
        let members = self.abi.model.members(self.typing.of(val).ty).iter().enumerate();
        members
            .map(|(index, case)| {
                let index = Literal::usize_unsuffixed(index);
                quote!(#case => #index)
            })
            .collect()
    }

    fn scalar_lower(&mut self, dst: Val, src: Val, ty: Primitive, out: &mut Vec<Stmt>) {
        let src = self.copied(src);
        match ty {
            Primitive::S32 | Primitive::S64 | Primitive::F32 | Primitive::F64 => {
                self.bind(dst, src, Seen::Given);
            }
            Primitive::U64 => self.define_simple(out, dst, quote!(#src as i64)),
            _ => self.define_simple(out, dst, quote!(#src as i32)),
        }
    }

    fn scalar_lift(&mut self, dst: Val, src: Val, ty: Primitive, out: &mut Vec<Stmt>) {
        let (glue, src) = (self.glue, self.term(src));
        let value = match ty {
            Primitive::Bool => quote!(#src != 0),
            Primitive::Char => quote!(#glue lift_char(#src)),
            Primitive::U8 => quote!(#src as u8),
            Primitive::S8 => quote!(#src as i8),
            Primitive::U16 => quote!(#src as u16),
            Primitive::S16 => quote!(#src as i16),
            Primitive::U32 => quote!(#src as u32),
            Primitive::U64 => quote!(#src as u64),
            _ => return self.bind(dst, src, Seen::Given),
        };
        self.define_simple(out, dst, value);
    }

    fn coerce(&mut self, dst: Val, src: Val, how: Coercion, out: &mut Vec<Stmt>) {
        let (src, receiver) = (self.term(src), self.receiver(src));
        let value = match how {
            Coercion::I32ToI64 => quote!(#src as u32 as i64),
            Coercion::I64ToI32 => quote!(#src as i32),
            Coercion::F32ToI32 => quote!(#receiver.to_bits() as i32),
            Coercion::I32ToF32 | Coercion::I64ToF32 => quote!(f32::from_bits(#src as u32)),
            Coercion::F32ToI64 | Coercion::F64ToI64 => quote!(#receiver.to_bits() as i64),
            Coercion::I64ToF64 => quote!(f64::from_bits(#src as u64)),
        };
        self.define_simple(out, dst, value);
    }

    /// The integer behind flags.
    fn integer(&self, ty: TypeId) -> Ident {
        format_ident!("u{}", self.abi.layouts.of(ty).size * 8)
    }
}

fn constant(ty: CoreType, bits: u64) -> TokenStream {
    let literal = match ty {
        CoreType::I32 => Literal::i32_suffixed(bits as u32 as i32),
        CoreType::I64 => Literal::i64_suffixed(bits as i64),
        CoreType::F32 => Literal::f32_suffixed(f32::from_bits(bits as u32)),
        CoreType::F64 => Literal::f64_suffixed(f64::from_bits(bits)),
    };
    quote!(#literal)
}

/// The runtime's function for a load.
pub(super) fn load(width: Width) -> Ident {
    let name = match width {
        Width::U8 => "load_u8",
        Width::S8 => "load_s8",
        Width::U16 => "load_u16",
        Width::S16 => "load_s16",
        Width::I32 => "load_i32",
        Width::I64 => "load_i64",
        Width::F32 => "load_f32",
        Width::F64 => "load_f64",
    };
    Ident::new(name, Span::call_site())
}

/// The runtime's function for a store.
pub(super) fn store(width: Width) -> Ident {
    let name = match width {
        Width::U8 | Width::S8 => "store_8",
        Width::U16 | Width::S16 => "store_16",
        Width::I32 => "store_i32",
        Width::I64 => "store_i64",
        Width::F32 => "store_f32",
        Width::F64 => "store_f64",
    };
    Ident::new(name, Span::call_site())
}
