//! Plans as Rust: each operation becomes a `let` or a call of the runtime. Sizes, offsets, joins and spills stand in the plan.
//!
//! Values that an import lends to its callee are seen through references, as deep as they go; whatever is given away or
//! received is moved.

mod aggregate;
mod call;
mod handle;
mod inline;
mod list;
mod params;
mod scalar;
mod typing;
mod uses;
mod values;

use outwit_resolve::abi::plan::{Block, Op, Val, ValType};
use outwit_resolve::abi::signature::CoreType;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, format_ident, quote};

use crate::abi::Abi;
use crate::glue::GluePath;
use crate::loan::Mode;
use crate::model::Here;
use crate::moved::append;

pub(crate) use typing::Typing;

/// Prints one plan or procedure.
pub(crate) struct Printer<'a, 'r> {
    abi: Abi<'a, 'r>,
    rt: &'a TokenStream,
    /// The path of the runtime's functions for glue.
    glue: &'a GluePath,
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
#[derive(Clone)]
struct Bound {
    term: Term,
    seen: Seen,
}

/// The tokens of a value.
#[derive(Clone)]
enum Term {
    /// The name of this value, which may be another one that is the same.
    Name(Val),
    /// Another name.
    Other(TokenStream),
    /// More than a name: a method call needs parentheses around it.
    Compound(TokenStream),
}

/// How a WIT value is seen.
#[derive(Clone, Copy, PartialEq, Eq)]
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
        let mut all = vec![Stmt::Do(before.unwrap_or_default()), Stmt::Do(self.borrows())];
        all.extend(stmts);
        braced(all, tail)
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
        let are_yielded = |dsts: &[Val]| {
            let is_name = |(dst, val): (&Val, &Val)| self.bound(*val).term.name() == Some(*dst);
            dsts.len() == block.yields.len() && dsts.iter().zip(&block.yields).all(is_name)
        };
        let last = stmts.pop_if(|stmt| match stmt {
            Stmt::Let(dsts, _) => are_yielded(dsts),
            Stmt::Value(dst, _) => are_yielded(&[*dst]),
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
}

impl Term {
    /// The value whose name it is.
    fn name(&self) -> Option<Val> {
        if let Term::Name(val) = self { Some(*val) } else { None }
    }
}

impl ToTokens for Term {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Term::Name(val) => name(*val).to_tokens(tokens),
            Term::Other(own) | Term::Compound(own) => own.to_tokens(tokens),
        }
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
    append(&mut tokens, tail);
    Group::new(Delimiter::Brace, tokens).into()
}

fn print(stmt: Stmt, out: &mut TokenStream) {
    match stmt {
        Stmt::Let(dsts, value) if dsts.len() != 1 => {
            let names = dsts.iter().map(|val| name(*val));
            append(out, quote!(let (#(#names),*) =));
            append(out, value);
        }
        Stmt::Let(dsts, value) => let_(dsts[0], value, out),
        Stmt::Value(dst, value) => let_(dst, value, out),
        Stmt::Call(call) => append(out, call),
        Stmt::Do(tokens) => return append(out, tokens),
    }
    out.append(Punct::new(';', Spacing::Alone));
}

/// `let name = value`.
fn let_(dst: Val, value: TokenStream, out: &mut TokenStream) {
    out.append(Ident::new("let", Span::call_site()));
    out.append(name(dst));
    out.append(Punct::new('=', Spacing::Alone));
    append(out, value);
}

/// The name of a value, which no WIT name can spell.
fn name(val: Val) -> Ident {
    // A quarter of all words that are generated: most plans have few values.
    const FEW: [&str; 20] = [
        "__v0", "__v1", "__v2", "__v3", "__v4", "__v5", "__v6", "__v7", "__v8", "__v9", "__v10", "__v11",
        "__v12", "__v13", "__v14", "__v15", "__v16", "__v17", "__v18", "__v19",
    ];
    match FEW.get(val.0 as usize) {
        Some(name) => Ident::new(name, Span::call_site()),
        None => format_ident!("__v{}", val.0),
    }
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
