//! Records, tuples, variants, options, results, and fixed-length lists that are taken apart.

use outwit_resolve::abi::plan::{Arm, Block, Op, Val};
use outwit_resolve::graph::TypeKind;
use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream};
use quote::{ToTokens as _, TokenStreamExt as _, quote};

use super::{Printer, Stmt, Term, name};
use crate::loan::Mode;
use crate::moved::{Moved, append};

impl Printer<'_, '_> {
    pub(super) fn aggregate(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        match op {
            Op::RecordLower { fields, src, .. } => self.record_lower(fields, *src, out),
            Op::RecordLift { dst, fields, .. } => {
                let fields: Vec<Term> = fields.iter().map(|field| self.term(*field)).collect();
                let record = self.record(*dst, &fields);
                self.define_simple(out, *dst, record);
            }
            Op::Match { dsts, src, arms, .. } => self.match_(dsts, *src, arms, out),
            Op::Switch { dst, tag, arms, .. } => self.switch(*dst, *tag, arms, out),
            Op::FixedListLower { elems, src, .. } => {
                let (array, seen) = (self.argument(*src), self.part_seen(*src, 0));
                let names = elems.iter().map(|elem| name(*elem));
                out.push(Stmt::Do(quote!(let [#(#names),*] = #array;)));
                elems.iter().for_each(|elem| self.bind_name(*elem, seen));
            }
            Op::FixedListLift { dst, elems, .. } => {
                let elems = elems.iter().map(|elem| self.term(*elem));
                let array = quote!([#(#elems),*]);
                self.define_simple(out, *dst, array);
            }
            other => unreachable!("no operation on aggregates: {other:?}"),
        }
    }

    fn record_lower(&mut self, fields: &[Val], src: Val, out: &mut Vec<Stmt>) {
        let record = self.argument(src);
        let pattern = self.pattern(src, fields);
        out.push(Stmt::Do(quote!(let #pattern = #record;)));
        for (index, field) in fields.iter().enumerate() {
            let seen = self.part_seen(src, index);
            self.bind_name(*field, seen);
        }
    }

    /// A pattern for the fields of a record or tuple that are used.
    fn pattern(&self, record: Val, fields: &[Val]) -> TokenStream {
        let ty = self.typing.of(record).ty;
        let TypeKind::Record(_) = self.abi.model.resolve[ty].kind else {
            let names = fields.iter().map(|field| self.name_or_blank(*field));
            return quote!((#(#names,)*));
        };
        let (path, members) = (Moved::new(self.path(record, self.inner(record))), self.abi.model.members(ty));
        let used = members.iter().zip(fields).filter(|(_, field)| self.is_used(**field));
        let used = used.map(|(member, field)| {
            let name = name(*field);
            quote!(#member: #name,)
        });
        let rest = fields.iter().any(|field| !self.is_used(*field)).then(|| quote!(..));
        quote!(#path { #(#used)* #rest })
    }

    /// The name of a value in a pattern, or what stands for one that nothing uses.
    fn name_or_blank(&self, val: Val) -> TokenStream {
        let name = name(val);
        if self.is_used(val) { quote!(#name) } else { quote!(_) }
    }

    /// A record or tuple of these fields.
    fn record(&self, record: Val, fields: &[Term]) -> TokenStream {
        let ty = self.typing.of(record).ty;
        if let TypeKind::Record(_) = self.abi.model.resolve[ty].kind {
            let (path, members) =
                (Moved::new(self.path(record, self.inner(record))), self.abi.model.members(ty));
            quote!(#path { #(#members: #fields),* })
        } else {
            quote!((#(#fields,)*))
        }
    }

    fn match_(&mut self, dsts: &[Val], src: Val, arms: &[Arm], out: &mut Vec<Stmt>) {
        let value = self.argument(src);
        let mut printed = TokenStream::new();
        for (index, arm) in arms.iter().enumerate() {
            let case = self.case(src, index);
            let pattern = match arm.payload {
                Some(payload) => {
                    let seen = self.part_seen(src, index);
                    self.bind_name(payload, seen);
                    case.with(Some(self.name_or_blank(payload)))
                }
                None => case.with(None),
            };
            let block = self.expression(&arm.block, |tokens| tokens);
            print_arm(pattern, block, &mut printed);
        }
        let arms = Group::new(Delimiter::Brace, printed);
        let tokens = quote!(match #value #arms);
        if dsts.is_empty() {
            out.push(Stmt::Do(tokens));
        } else {
            self.define_all(out, dsts, tokens);
        }
    }

    fn switch(&mut self, dst: Option<Val>, tag: Val, arms: &[Block], out: &mut Vec<Stmt>) {
        let (glue, tag) = (self.glue, self.term(tag));
        let mut printed = TokenStream::new();
        for (index, arm) in arms.iter().enumerate() {
            let case = dst.map(|dst| self.case(dst, index));
            let block = self.expression(arm, |payload| match case {
                Some(case) => case.with((!payload.is_empty()).then_some(payload)),
                None => payload,
            });
            print_arm(Literal::usize_unsuffixed(index).into_token_stream(), block, &mut printed);
        }
        print_arm(quote!(_), quote!(#glue invalid_case()), &mut printed);
        let arms = Group::new(Delimiter::Brace, printed);
        let tokens = quote!(match #tag #arms);
        match dst {
            Some(dst) => self.define(out, dst, tokens),
            None => out.push(Stmt::Do(tokens)),
        }
    }

    /// What the parts of a value depend on; a value that is being made is owned.
    fn inner(&self, val: Val) -> Mode {
        self.bound[val.0 as usize].as_ref().map_or(Mode::OWNED, |bound| bound.seen.inner())
    }

    /// A case of the variant, option or result `whole`.
    fn case(&self, whole: Val, index: usize) -> Case {
        let ty = self.typing.of(whole).ty;
        let known = |case| self.abi.model.glue.case(case, self.here);
        let path = match (&self.abi.model.resolve[ty].kind, index) {
            (TypeKind::Variant(_), _) => {
                let path = Moved::new(self.path(whole, self.inner(whole)));
                let member = &self.abi.model.members(ty)[index];
                return Case { path: quote!(#path::#member), unit: false };
            }
            (TypeKind::Option(_), 0) => {
                return Case { path: known("None"), unit: false };
            }
            (TypeKind::Option(_), _) => known("Some"),
            (_, 0) => known("Ok"),
            _ => known("Err"),
        };
        Case { path, unit: true }
    }
}

/// `pattern => block,` behind other arms.
fn print_arm(pattern: TokenStream, block: TokenStream, arms: &mut TokenStream) {
    append(arms, pattern);
    arms.append(Punct::new('=', Spacing::Joint));
    arms.append(Punct::new('>', Spacing::Alone));
    append(arms, block);
    arms.append(Punct::new(',', Spacing::Alone));
}

/// A case of a variant, option or result.
struct Case {
    path: TokenStream,
    /// Without a payload it holds `()`.
    unit: bool,
}

impl Case {
    /// The case with its payload, as pattern or expression.
    fn with(self, payload: Option<TokenStream>) -> TokenStream {
        let Case { path, unit } = self;
        let (path, payload) = (Moved::new(path), payload.map(Moved::new));
        match payload {
            Some(payload) => quote!(#path(#payload)),
            None if unit => quote!(#path(())),
            None => quote!(#path),
        }
    }
}
