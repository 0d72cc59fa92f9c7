//! Plans as Rust: each operation becomes a `let` or a call of the runtime. Sizes, offsets, joins and spills stand in the plan.
//!
//! Values that an import lends to its callee are seen through references, as deep as they go; whatever is given away or
//! received is moved.

mod aggregate;
mod handle;
mod inline;
mod list;
mod scalar;
mod typing;
mod uses;
mod values;

use outwit_resolve::abi::plan::{Address, Block, Lives, Op, Val, ValType};
use outwit_resolve::abi::signature::CoreType;
use outwit_resolve::graph::TypeId;
use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::abi::Abi;
use crate::loan::Mode;
use crate::model::Here;

pub(crate) use typing::Typing;

/// Prints one plan or procedure.
pub(crate) struct Printer<'a, 'r> {
    abi: Abi<'a, 'r>,
    rt: &'a TokenStream,
    /// The path of the runtime's functions for glue.
    glue: &'a TokenStream,
    here: Here,
    vals: &'a [ValType],
    /// What stands for each value, once it is defined.
    bound: Vec<Option<Bound>>,
    /// How often each value is used.
    uses: Vec<u32>,
    typing: Typing,
    calls: Calls,
    /// Whether borrowed handles were lifted, which [`BORROWS`] keeps.
    has_borrows: bool,
}

/// What keeps the borrowed handles of a call.
const BORROWS: &str = "__borrows";

/// What a plan calls.
#[derive(Default)]
pub(crate) struct Calls {
    /// The core function.
    pub(crate) core: TokenStream,
    /// The implementation of an export.
    pub(crate) implementation: Implementation,
    /// Whether it is lent its strings and lists.
    pub(crate) lends: bool,
}

/// What implements an export.
#[derive(Default)]
pub(crate) enum Implementation {
    /// Nothing: this is no export.
    #[default]
    None,
    /// A function of a trait.
    Function(TokenStream),
    /// A method of the trait of a resource, for this type.
    Method(TokenStream, TokenStream),
    /// A function of the trait of a resource that makes a value, and what makes a handle of it.
    Constructor(TokenStream, TokenStream),
    /// The same where it may fail.
    FallibleConstructor(TokenStream, TokenStream),
}

/// What stands for a value.
#[derive(Clone, Debug)]
struct Bound {
    tokens: TokenStream,
    seen: Seen,
    text: Text,
}

/// What the tokens of a value are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// The name of this value, which may be another one that is the same.
    Name(Val),
    /// Another name.
    Other,
    /// More than a name: a method call needs parentheses around it.
    Compound,
}

/// How a WIT value is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// The value itself, which is moved.
    Given,
    /// A parameter of an import, by value; it outlives the call and must not be moved. Its parts depend on the mode.
    Param { inner: Mode },
    /// Through so many references.
    Lent { inner: Mode, references: u8 },
}

/// One statement.
enum Stmt {
    /// `let pattern = value;`, which defines values.
    Let(Vec<Val>, TokenStream),
    /// `let name = value;`, where the value may as well stand where the name is used.
    Value(Val, TokenStream),
    /// A call that results in nothing, without its semicolon.
    Call(TokenStream),
    /// A statement with its semicolon, if it needs one.
    Do(TokenStream),
}

impl<'a, 'r> Printer<'a, 'r> {
    /// A printer for code that stands `here`.
    pub(crate) fn new(
        abi: Abi<'a, 'r>,
        here: Here,
        vals: &'a [ValType],
        typing: Typing,
        calls: Calls,
    ) -> Printer<'a, 'r> {
        let bound = vec![None; vals.len()];
        let rt = &abi.model.rt;
        let (glue, uses) = (abi.model.glue.at(here), vec![0; vals.len()]);
        Printer { abi, rt, glue, here, vals, bound, uses, typing, calls, has_borrows: false }
    }

    /// Binds a WIT parameter of an import to its name.
    pub(crate) fn wit_param(&mut self, val: Val, name: &TokenStream, ty: TypeId) {
        let model = self.abi.model;
        let mode = model.param_mode(ty);
        let inner = model.inner_mode(ty, mode);
        let seen = if model.is_reference(ty, mode) {
            Seen::Lent { inner, references: 1 }
        } else {
            Seen::Param { inner }
        };
        self.bind(val, name.clone(), seen, Text::Other);
    }

    /// Binds the parameter of a method that is the resource itself, or a reference to it.
    pub(crate) fn self_param(&mut self, val: Val, by_value: bool) {
        let tokens = if by_value { quote!(&self) } else { quote!(self) };
        self.bind(val, tokens, Seen::Lent { inner: Mode::OWNED, references: 1 }, Text::Other);
    }

    /// The parameter of a procedure that lifts borrowed handles.
    pub(crate) fn borrows_param(&self) -> TokenStream {
        let (glue, borrows) = (self.glue, format_ident!("{BORROWS}"));
        quote!(#borrows: &'a #glue::Borrows)
    }

    /// What keeps the borrowed handles that have been lifted so far, as a statement.
    fn borrows(&self) -> TokenStream {
        let (glue, borrows) = (self.glue, format_ident!("{BORROWS}"));
        if self.has_borrows { quote!(let #borrows = &#glue::Borrows::new();) } else { TokenStream::new() }
    }

    /// The name of a parameter.
    pub(crate) fn name(&self, val: Val) -> Ident {
        name(val)
    }

    /// Binds a core parameter and returns its declaration.
    pub(crate) fn core_param(&mut self, val: Val) -> TokenStream {
        let (name, ty) = (name(val), core_type(self.core_type(val)));
        self.bind_name(val, Seen::Given);
        quote!(#name: #ty)
    }

    /// Binds a parameter of a procedure and returns its declaration; `value` is the type of the WIT value.
    pub(crate) fn proc_param(&mut self, val: Val, seen: Seen, value: &TokenStream) -> TokenStream {
        let (name, glue) = (name(val), self.glue);
        match self.vals[val.0 as usize] {
            ValType::Core(_) => self.core_param(val),
            ValType::Temps => {
                self.bind_name(val, Seen::Given);
                quote!(#name: &mut #glue::Temps)
            }
            ValType::Wit(_) => {
                self.bind_name(val, seen);
                quote!(#name: #value)
            }
        }
    }

    /// `-> type` for core values that are yielded.
    pub(crate) fn core_results(yields: &[Val], vals: &[ValType]) -> TokenStream {
        let types = yields.iter().map(|val| match vals[val.0 as usize] {
            ValType::Core(ty) => core_type(ty),
            _ => core_type(CoreType::I32),
        });
        match yields.len() {
            0 => TokenStream::new(),
            1 => quote!(-> #(#types)*),
            _ => quote!(-> (#(#types),*)),
        }
    }

    /// The statements of a plan or procedure, with what it yields as the last expression, in braces.
    pub(crate) fn body(&mut self, body: &Block) -> TokenTree {
        uses::count(body, &mut self.uses);
        let (stmts, tail) = self.block(body);
        braced(stmts, tail)
    }

    /// The same, behind other statements, and behind what keeps the borrowed handles that are lifted.
    pub(crate) fn body_behind(&mut self, before: Option<TokenStream>, body: &Block) -> TokenTree {
        uses::count(body, &mut self.uses);
        let (stmts, tail) = self.block(body);
        let before = before.into_iter().chain([self.borrows()]).map(Stmt::Do);
        braced(before.chain(stmts).collect(), tail)
    }

    /// A block as an expression: without statements, what it yields; otherwise with braces. `wrap` makes something of what is
    /// yielded.
    fn expression(&mut self, block: &Block, wrap: impl FnOnce(TokenStream) -> TokenStream) -> TokenStream {
        let (mut stmts, mut tail) = self.block(block);
        tail = wrap(tail);
        if tail.is_empty() && stmts.len() == 1 {
            match stmts.pop() {
                Some(Stmt::Call(call)) => tail = call,
                other => stmts.extend(other),
            }
        }
        if stmts.is_empty() && !tail.is_empty() { tail } else { braced(stmts, tail).into() }
    }

    /// The statements of a block, and what it yields.
    fn block(&mut self, block: &Block) -> (Vec<Stmt>, TokenStream) {
        let mut stmts = self.stmts(block);
        // What was defined last and is yielded needs no name.
        let yielded = block.yields.iter().map(|val| self.bound(*val).text);
        let last = stmts.pop_if(|stmt| match stmt {
            Stmt::Let(dsts, _) => dsts.iter().map(|dst| Text::Name(*dst)).eq(yielded),
            Stmt::Value(dst, _) => yielded.eq([Text::Name(*dst)]),
            Stmt::Call(_) | Stmt::Do(_) => false,
        });
        let tail = match last {
            Some(Stmt::Let(_, value) | Stmt::Value(_, value)) => value,
            _ => {
                self.inline(&block.yields, &mut stmts);
                self.tuple(&block.yields)
            }
        };
        (stmts, tail)
    }

    fn stmts(&mut self, block: &Block) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        let mut ops = &block.ops[..];
        while let Some((op, next)) = ops.split_first() {
            if let Some(count) = self.fused(ops, &mut stmts) {
                ops = &ops[count..];
                continue;
            }
            self.inline_into(op, &mut stmts);
            self.op(op, &mut stmts);
            ops = &next[self.store_pair(op, next, &mut stmts)..];
        }
        stmts
    }

    fn op(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        match op {
            Op::Const { .. }
            | Op::ScalarLower { .. }
            | Op::ScalarLift { .. }
            | Op::Coerce { .. }
            | Op::FlagsLower { .. }
            | Op::FlagsLift { .. }
            | Op::EnumLower { .. }
            | Op::EnumLift { .. } => self.scalar(op, out),
            Op::RecordLower { .. }
            | Op::RecordLift { .. }
            | Op::Match { .. }
            | Op::Switch { .. }
            | Op::FixedListLower { .. }
            | Op::FixedListLift { .. } => self.aggregate(op, out),
            Op::StringLower { .. }
            | Op::StringLift { .. }
            | Op::StringFree { .. }
            | Op::ListLower { .. }
            | Op::ListLift { .. }
            | Op::ListFree { .. }
            | Op::ListSize { .. }
            | Op::FixedListStore { .. }
            | Op::FixedListLoad { .. }
            | Op::FixedListFree { .. }
            | Op::FixedListSize { .. } => self.list(op, out),
            Op::HandleLower { dst, src, handle } => self.handle_lower(*dst, *src, *handle, out),
            Op::HandleLift { dst, src, handle } => self.handle_lift(*dst, *src, *handle, out),
            _ => self.call(op, out),
        }
    }

    /// Memory of the call, and calls.
    fn call(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        let glue = self.glue;
        match op {
            Op::Load { dst, at, width } => {
                let load = scalar::load(*width);
                let (base, offset) = self.address(*at);
                self.define_simple(out, *dst, quote!(#glue::#load(#base, #offset)));
            }
            Op::Store { at, src, width } => {
                let store = scalar::store(*width);
                let (base, offset) = self.address(*at);
                let src = self.tokens(*src);
                out.push(Stmt::Call(quote!(#glue::#store(#base, #offset, #src))));
            }
            Op::AddressOf { dst, at } => {
                let address = self.address_of(*at);
                self.define_simple(out, *dst, address);
            }
            Op::Add { dst, a, b } => {
                let [a, b] = [a, b].map(|val| self.tokens(*val));
                self.define(out, *dst, quote!(#glue::add_sizes(#a, #b)));
            }
            Op::Temps { dst, size } => {
                let stmts = self.stmts(size);
                out.extend(stmts);
                self.inline(&size.yields, out);
                let size = self.tuple(&size.yields);
                self.define(out, *dst, quote!(&mut #glue::temps(#size)));
            }
            // They are freed where their scope ends.
            Op::FreeTemps { .. } => {}
            Op::Area { dst, layout, lives } => self.area(*dst, layout.size, *lives, out),
            Op::FreeArea { ptr, layout } => {
                let (ptr, [size, align]) = (self.tokens(*ptr), [layout.size, layout.align].map(number));
                out.push(Stmt::Call(quote!(#glue::free_area(#ptr, #size, #align))));
            }
            Op::CallProc { dsts, proc, args } => {
                let wit = args.iter().find(|arg| self.typing.get(**arg).is_some());
                let inner = wit.map_or(Mode::OWNED, |arg| self.seen(*arg).inner());
                let value = args.iter().chain(dsts).find_map(|val| self.typing.get(*val));
                let function = self.abi.function(*proc, value, inner, self.here);
                let mut args = args.iter().map(|arg| self.argument(*arg)).collect::<Vec<_>>();
                if self.abi.takes_borrows(*proc) {
                    self.has_borrows = true;
                    let borrows = format_ident!("{BORROWS}");
                    args.push(quote!(#borrows));
                }
                self.define_call(out, dsts, quote!(#function(#(#args),*)));
            }
            Op::CallCore { dsts, args } => {
                let args = args.iter().map(|arg| self.tokens(*arg));
                let core = &self.calls.core;
                let call = quote!(#core(#(#args),*));
                self.define_call(out, dsts, call);
            }
            Op::CallWit { dst, args } => {
                let call = self.call_wit(args);
                self.define_all(out, dst.as_slice(), call);
            }
            other => unreachable!("no operation of a guest without handles: {other:?}"),
        }
    }

    fn area(&mut self, dst: Val, size: u32, lives: Lives, out: &mut Vec<Stmt>) {
        let (glue, size) = (self.glue, number(size));
        if lives == Lives::Return {
            let area = format_ident!("__AREA{}", dst.0);
            out.push(Stmt::Do(quote! {
                static #area: #glue::ReturnArea<#size> = #glue::ReturnArea::new();
            }));
            self.define(out, dst, quote!(#glue::return_area(&#area)));
        } else {
            let area = format_ident!("__area{}", dst.0);
            // It needs nothing of what is lowered, which may go on into the call.
            let place =
                out.iter().rposition(|stmt| !matches!(stmt, Stmt::Value(..))).map_or(0, |last| last + 1);
            let values = out.split_off(place);
            out.push(Stmt::Do(quote!(let mut #area = #glue::CallArea::<#size>::EMPTY;)));
            self.define(out, dst, quote!(#glue::call_area(&mut #area)));
            out.extend(values);
        }
    }

    /// Base and offset of a place in memory.
    fn address(&self, at: Address) -> (TokenStream, Literal) {
        (self.tokens(at.base), number(at.offset))
    }

    /// A place in memory as one address.
    fn address_of(&self, at: Address) -> TokenStream {
        let (base, offset) = self.address(at);
        if at.offset == 0 { base } else { quote!(#base.wrapping_add(#offset)) }
    }
}

impl Seen {
    /// What the parts of the value depend on.
    fn inner(self) -> Mode {
        match self {
            Seen::Given => Mode::OWNED,
            Seen::Param { inner } | Seen::Lent { inner, .. } => inner,
        }
    }
}

/// Statements and a last expression in braces. Tokens are moved, not copied: most of what is generated passes here, and each
/// level of nesting would copy all that is in it once more.
fn braced(stmts: Vec<Stmt>, tail: TokenStream) -> TokenTree {
    let mut tokens = TokenStream::new();
    for stmt in stmts {
        print(stmt, &mut tokens);
    }
    tokens.extend(tail);
    Group::new(Delimiter::Brace, tokens).into()
}

fn print(stmt: Stmt, out: &mut TokenStream) {
    let value = match stmt {
        Stmt::Let(dsts, value) => {
            let names = dsts.iter().map(|val| name(*val));
            out.extend(if dsts.len() == 1 { quote!(let #(#names)* =) } else { quote!(let (#(#names),*) =) });
            value
        }
        Stmt::Value(dst, value) => {
            let name = name(dst);
            out.extend(quote!(let #name =));
            value
        }
        Stmt::Call(call) => call,
        Stmt::Do(tokens) => return out.extend(tokens),
    };
    out.extend(value);
    out.extend(quote!(;));
}

/// The name of a value, which no WIT name can spell.
fn name(val: Val) -> Ident {
    format_ident!("__v{}", val.0)
}

fn number(number: u32) -> Literal {
    Literal::u32_unsuffixed(number)
}

/// A core type as Rust has it.
pub(crate) fn core_type(ty: CoreType) -> TokenStream {
    match ty {
        CoreType::I32 => quote!(i32),
        CoreType::I64 => quote!(i64),
        CoreType::F32 => quote!(f32),
        CoreType::F64 => quote!(f64),
    }
}
