//! What is said where it is used, and not by a `let` before it: a value that is used once, right behind its definition, and
//! pairs of loads and stores. What is evaluated, and in which order, stays as the plan has it.

use outwit_resolve::abi::plan::{Address, Op, Transfer, Val, Width};
use quote::quote;

use super::{Bound, Printer, Seen, Stmt, Term, number};
use crate::moved::Moved;

impl Printer<'_, '_> {
    /// Moves the last definitions of a block into the operation that comes next, if it uses nothing else of what they define
    /// and nothing else uses it.
    pub(super) fn inline_into(&mut self, op: &Op, out: &mut Vec<Stmt>) {
        match op {
            Op::ScalarLift { src, .. }
            | Op::EnumLift { src, .. }
            | Op::FlagsLift { src, .. }
            | Op::Coerce { src, .. }
            | Op::HandleLift { src, .. }
            | Op::Store { src, .. }
            | Op::Switch { tag: src, .. } => self.inline(&[*src], out),
            Op::Add { a, b, .. } => self.inline(&[*a, *b], out),
            Op::StringLift { ptr, len, .. }
            | Op::StringFree { ptr, len, .. }
            | Op::ListFree { ptr, len, body: None, .. } => self.inline(&[*ptr, *len], out),
            Op::ListLift { ptr, len, list, .. } if !list.as_is || super::list::checks_of(list).is_empty() => {
                self.inline(&[*ptr, *len], out);
            }
            Op::RecordLift { fields: vals, .. }
            | Op::FixedListLift { elems: vals, .. }
            | Op::CallProc { args: vals, .. }
            | Op::CallCore { args: vals, .. } => self.inline(vals, out),
            _ => {}
        }
    }

    /// The same, for values that are evaluated in this order.
    pub(super) fn inline(&mut self, vals: &[Val], out: &mut Vec<Stmt>) {
        for val in vals.iter().rev() {
            let Bound { term: Term::Name(name), seen: Seen::Given } = *self.bound(*val) else { continue };
            if !self.is_used_once(*val) || !self.is_used_once(name) {
                continue;
            }
            let is_last = matches!(out.last(), Some(Stmt::Value(defined, _)) if *defined == name);
            if let Some(Stmt::Value(_, value)) = out.pop_if(|_| is_last) {
                self.bind(*val, Term::Compound(value), Seen::Given);
            }
        }
    }

    /// Prints several operations as one, if they are one to the runtime, and says how many.
    pub(super) fn fused(&mut self, ops: &[Op], out: &mut Vec<Stmt>) -> Option<usize> {
        self.load_pair(ops, out).or_else(|| self.store_list(ops, out))
    }

    /// A string or list whose address and length are loaded.
    fn load_pair(&mut self, ops: &[Op], out: &mut Vec<Stmt>) -> Option<usize> {
        let [load, next @ Op::Load { .. }, lift, ..] = ops else { return None };
        let (Op::Load { dst: first, .. }, Op::Load { dst: second, .. }) = (load, next) else { return None };
        let (at, glue) = (pair(load, next)?, self.glue);
        let (Op::StringLift { ptr, len, .. } | Op::ListLift { ptr, len, .. }) = lift else { return None };
        if [ptr, len] != [first, second] || ![*ptr, *len].iter().all(|val| self.is_used_once(*val)) {
            return None;
        }
        let (base, offset) = self.address(at);
        match lift {
            Op::StringLift { dst, .. } if !self.abi.model.options.raw_strings => {
                self.define_simple(out, *dst, quote!(#glue load_string(#base, #offset)));
            }
            Op::ListLift { dst, list, body, .. } if !list.as_is && list.value.is_none() => {
                let (size, align) = (number(list.layout.size), number(list.layout.align));
                let load = Moved::new(self.at_address(body));
                let value = quote!(#glue load_list(#base, #offset, #size, #align, #load));
                self.define_simple(out, *dst, value);
            }
            _ => return None,
        }
        Some(3)
    }

    /// A string or list that is lowered, and whose address and length are stored.
    fn store_list(&mut self, ops: &[Op], out: &mut Vec<Stmt>) -> Option<usize> {
        let [lower, first, second, ..] = ops else { return None };
        let (at, glue) = (self.stored(lower, first, second)?, self.glue);
        let (base, offset) = self.address(at);
        match lower {
            Op::StringLower { src, how: Transfer::Borrow { .. }, .. }
                if !self.abi.model.options.raw_strings =>
            {
                let src = self.argument(*src);
                out.push(Stmt::Call(quote!(#glue store_string(#base, #offset, #src))));
            }
            Op::ListLower { src, list, how: Transfer::Borrow { temps: Some(temps) }, body, .. }
                if !list.as_is && !self.is_users_map(list) =>
            {
                let each = Moved::new(self.each(*src, *temps, list, body));
                out.push(Stmt::Call(quote!(#glue store_list(#base, #offset, #each))));
            }
            _ => return None,
        }
        Some(3)
    }

    /// Stores address and length, which the last operation has defined, and says how many operations that is.
    pub(super) fn store_pair(&mut self, op: &Op, next: &[Op], out: &mut Vec<Stmt>) -> usize {
        let ([first, second, ..], Op::StringLower { ptr, len, .. } | Op::ListLower { ptr, len, .. }) =
            (next, op)
        else {
            return 0;
        };
        let Some(at) = pair(first, second).filter(|_| stores(first, *ptr) && stores(second, *len)) else {
            return 0;
        };
        let is_last = matches!(out.last(), Some(Stmt::Let(dsts, _)) if dsts[..] == [*ptr, *len]);
        let is_used_here = self.is_used_once(*ptr) && self.is_used_once(*len);
        let value = Moved::new(match out.pop_if(|_| is_last && is_used_here) {
            Some(Stmt::Let(_, value)) => value,
            _ => self.tuple(&[*ptr, *len]),
        });
        let (glue, (base, offset)) = (self.glue, self.address(at));
        out.push(Stmt::Call(quote!(#glue store_pair(#base, #offset, #value))));
        2
    }

    /// Where address and length are stored, if nothing else uses them.
    fn stored(&self, lower: &Op, first: &Op, second: &Op) -> Option<Address> {
        let (Op::StringLower { ptr, len, .. } | Op::ListLower { ptr, len, .. }) = lower else { return None };
        let is_used = self.is_used_once(*ptr) && self.is_used_once(*len);
        pair(first, second).filter(|_| is_used && stores(first, *ptr) && stores(second, *len))
    }

    /// Whether anything uses a value.
    pub(super) fn is_used(&self, val: Val) -> bool {
        self.uses[val.0 as usize] > 0
    }

    fn is_used_once(&self, val: Val) -> bool {
        self.uses[val.0 as usize] == 1
    }
}

fn stores(op: &Op, val: Val) -> bool {
    matches!(op, Op::Store { src, .. } if *src == val)
}

/// Where two words are loaded or stored, one behind the other.
fn pair(first: &Op, second: &Op) -> Option<Address> {
    let ((a, Width::I32), (b, Width::I32)) = (place(first)?, place(second)?) else { return None };
    (a.base == b.base && a.offset + 4 == b.offset).then_some(a)
}

fn place(op: &Op) -> Option<(Address, Width)> {
    match op {
        Op::Load { at, width, .. } | Op::Store { at, width, .. } => Some((*at, *width)),
        _ => None,
    }
}
