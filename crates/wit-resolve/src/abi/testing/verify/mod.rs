//! Whether a plan is well-formed: values are defined before they are used, once and in reach, and are of the type that the
//! operation works on. The interpreter does not notice when `f32` bits are used as an `i32`; wasm and Rust do.

mod blocks;

use crate::abi::Seat;
use crate::abi::plan::{Address, Block, Body, Coercion, Form, Lives, Op, Plan, Procs, Val, ValType};
use crate::abi::signature::CoreType;
use crate::graph::{Primitive, Resolve, TypeId, TypeKind};

use CoreType::{F32, F64, I32, I64};

/// Panics unless the plans and all procedures are well-formed.
#[track_caller]
pub(in crate::abi) fn verify<'a>(
    resolve: &Resolve,
    procs: &Procs,
    plans: impl IntoIterator<Item = &'a Plan>,
) {
    for plan in plans {
        let pointer = CoreType::pointer(plan.options.pointer);
        let new =
            |vals| Checker { resolve, procs, vals, pointer, live: vec![false; vals.len()], plan: Some(plan) };
        let mut checker = new(&plan.vals);
        checker.define_all(&plan.params);
        checker.block(&plan.body);
        if let Some(post) = &plan.post_return {
            let mut checker = new(&post.vals);
            checker.define_all(&post.params);
            assert_eq!(checker.cores(&post.params), plan.signature.results);
            checker.block(&post.body);
        }
        if let Some(task_return) = &plan.task_return {
            let mut checker = new(&task_return.vals);
            checker.define_all(&task_return.params);
            let yields = checker.yields(&task_return.body);
            if plan.position.seat == Seat::Host {
                assert_eq!(checker.types(&task_return.params), core_types(&task_return.signature.params));
                let result = resolve[plan.function].result.map(ValType::Wit);
                checker.all_same(&yields, result.as_slice());
            }
        }
        for (_, proc) in procs.iter() {
            let mut checker = Checker { plan: None, ..new(&proc.vals) };
            checker.define_all(&proc.params);
            checker.block(&proc.body);
            let yields = checker.types(&proc.body.yields);
            let expected = match proc.key.form {
                Form::Load | Form::LoadCopy | Form::Lift | Form::LiftCopy => vec![ValType::Wit(proc.key.ty)],
                Form::Measure => vec![ValType::Core(pointer)],
                Form::LowerBorrow | Form::LowerGive | Form::LowerRealloc => {
                    assert!(!yields.is_empty());
                    yields.clone()
                }
                _ => Vec::new(),
            };
            assert_eq!(yields, expected, "{:?}", proc.key);
        }
    }
}

struct Checker<'a> {
    resolve: &'a Resolve,
    procs: &'a Procs,
    vals: &'a [ValType],
    pointer: CoreType,
    /// Which values are defined where the check stands.
    live: Vec<bool>,
    plan: Option<&'a Plan>,
}

impl Checker<'_> {
    /// Checks a block; what it defines is out of reach behind it.
    fn block(&mut self, block: &Block) {
        let before = self.live.clone();
        for op in &block.ops {
            self.op(op);
        }
        for val in &block.yields {
            self.ty(*val);
        }
        self.live = before;
    }

    /// The types of what a block yields.
    fn yields(&mut self, block: &Block) -> Vec<ValType> {
        self.block(block);
        block.yields.iter().map(|val| self.vals[val.0 as usize]).collect()
    }

    fn body(&mut self, body: &Body) -> Vec<ValType> {
        let before = self.live.clone();
        self.define_all(&body.elems);
        if let Some(base) = body.base {
            self.define(base, ValType::Core(self.pointer));
        }
        let yields = self.yields(&body.block);
        self.live = before;
        yields
    }

    fn define_all(&mut self, vals: &[Val]) {
        for val in vals {
            assert!(!std::mem::replace(&mut self.live[val.0 as usize], true), "{val:?} is defined twice");
        }
    }

    fn define(&mut self, val: Val, ty: ValType) {
        self.define_all(&[val]);
        self.expect(val, ty);
    }

    fn expect(&self, val: Val, ty: ValType) {
        assert!(self.same(self.ty(val), ty), "{val:?} is {:?}, not {ty:?}", self.ty(val));
    }

    fn ty(&self, val: Val) -> ValType {
        assert!(self.live[val.0 as usize], "{val:?} is not defined here");
        self.vals[val.0 as usize]
    }

    /// The types of values that are used.
    fn used(&self, vals: &[Val]) -> Vec<ValType> {
        vals.iter().map(|val| self.ty(*val)).collect()
    }

    fn types(&self, vals: &[Val]) -> Vec<ValType> {
        vals.iter().map(|val| self.vals[val.0 as usize]).collect()
    }

    fn cores(&self, vals: &[Val]) -> Vec<CoreType> {
        let core = |val: &Val| match self.ty(*val) {
            ValType::Core(core) => core,
            other => panic!("{val:?} is {other:?}"),
        };
        vals.iter().map(core).collect()
    }

    fn same(&self, a: ValType, b: ValType) -> bool {
        match (a, b) {
            (ValType::Wit(a), ValType::Wit(b)) => self.resolve.dealias(a) == self.resolve.dealias(b),
            _ => a == b,
        }
    }

    fn all_same(&self, a: &[ValType], b: &[ValType]) {
        assert!(a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(*a, *b)), "{a:?} and {b:?}");
    }

    fn core(&self, val: Val, ty: CoreType) {
        self.expect(val, ValType::Core(ty));
    }

    fn address(&self, at: Address) {
        self.core(at.base, self.pointer);
    }

    fn op(&mut self, op: &Op) {
        let ptr = ValType::Core(self.pointer);
        let i32 = ValType::Core(I32);
        match op {
            Op::Const { dst, .. } => assert!(matches!(self.vals[dst.0 as usize], ValType::Core(_))),
            Op::Add { a, b, .. } => [a, b].into_iter().for_each(|val| self.expect(*val, ptr)),
            Op::ScalarLower { src, ty, .. } => self.expect(*src, ValType::Wit(TypeId::primitive(*ty))),
            Op::ScalarLift { src, ty, .. } => self.core(*src, CoreType::scalar(*ty)),
            Op::Coerce { src, how, .. } => self.core(*src, sides(*how).0),
            Op::Load { at, .. } | Op::AddressOf { at, .. } => self.address(*at),
            Op::Store { at, src, width } => {
                self.address(*at);
                self.core(*src, width.core());
            }
            Op::RecordLower { src, ty, .. }
            | Op::FlagsLower { src, ty, .. }
            | Op::EnumLower { src, ty, .. }
            | Op::FixedListLower { src, ty, .. } => self.expect(*src, ValType::Wit(*ty)),
            Op::RecordLift { fields: parts, ty, .. } | Op::FixedListLift { elems: parts, ty, .. } => {
                let expected = self.parts(*ty, parts.len());
                self.all_same(&self.used(parts), &expected);
            }
            Op::FlagsLift { src, .. } | Op::EnumLift { src, .. } | Op::HandleLift { src, .. } => {
                self.expect(*src, i32);
            }
            Op::StringLower { src, how, .. } => {
                self.expect(*src, ValType::Wit(TypeId::primitive(Primitive::String)));
                assert_eq!(how.temps(), None, "strings stay where they are");
            }
            Op::StringLift { ptr: at, len, .. } | Op::StringFree { ptr: at, len, .. } => {
                [at, len].into_iter().for_each(|val| self.expect(*val, ptr));
            }
            Op::FreeTemps { temps } => self.expect(*temps, ValType::Temps),
            Op::CheckArea { ptr: at, .. } | Op::FreeArea { ptr: at, .. } => self.expect(*at, ptr),
            Op::HandleLower { src, .. } => assert!(matches!(self.ty(*src), ValType::Wit(_))),
            Op::Temps { size, .. } => assert_eq!(self.yields(size), [ptr]),
            Op::Area { lives: Lives::Within { temps }, .. } => self.expect(*temps, ValType::Temps),
            Op::Area { .. } => {}
            Op::Await { .. }
            | Op::Subtask { .. }
            | Op::Task { .. }
            | Op::TaskReturn { .. }
            | Op::AwaitTask { .. } => self.task(op),
            Op::Match { .. } | Op::Switch { .. } => self.cases(op),
            Op::CallProc { .. } | Op::CallCore { .. } | Op::CallWit { .. } | Op::CallPostReturn { .. } => {
                self.call(op);
            }
            _ => self.elements(op),
        }
        self.results(op);
    }

    /// What an operation defines.
    fn results(&mut self, op: &Op) {
        let ptr = ValType::Core(self.pointer);
        match op {
            Op::Const { dst, .. } => self.define_all(&[*dst]),
            Op::Add { dst, .. }
            | Op::AddressOf { dst, .. }
            | Op::Area { dst, .. }
            | Op::ListSize { dst, .. }
            | Op::FixedListSize { dst, .. } => self.define(*dst, ptr),
            Op::ScalarLower { dst, ty, .. } => self.define(*dst, ValType::Core(CoreType::scalar(*ty))),
            Op::ScalarLift { dst, ty, .. } => self.define(*dst, ValType::Wit(TypeId::primitive(*ty))),
            Op::Coerce { dst, how, .. } => self.define(*dst, ValType::Core(sides(*how).1)),
            Op::Load { dst, width, .. } => self.define(*dst, ValType::Core(width.core())),
            Op::FlagsLower { dst, .. } | Op::EnumLower { dst, .. } | Op::HandleLower { dst, .. } => {
                self.define(*dst, ValType::Core(I32));
            }
            Op::RecordLower { fields: parts, ty, .. } | Op::FixedListLower { elems: parts, ty, .. } => {
                let expected = self.parts(*ty, parts.len());
                self.define_all(parts);
                self.all_same(&self.types(parts), &expected);
            }
            Op::RecordLift { dst, ty, .. }
            | Op::FlagsLift { dst, ty, .. }
            | Op::EnumLift { dst, ty, .. }
            | Op::FixedListLift { dst, ty, .. } => self.define(*dst, ValType::Wit(*ty)),
            Op::HandleLift { dst, .. } | Op::ListLift { dst, .. } | Op::FixedListLoad { dst, .. } => {
                self.define_all(&[*dst]);
                assert!(matches!(self.ty(*dst), ValType::Wit(_)));
            }
            Op::StringLift { dst, .. } => {
                self.define(*dst, ValType::Wit(TypeId::primitive(Primitive::String)));
            }
            Op::StringLower { ptr: at, len, .. } | Op::ListLower { ptr: at, len, .. } => {
                [at, len].into_iter().for_each(|val| self.define(*val, ptr));
            }
            Op::Temps { dst, .. } => self.define(*dst, ValType::Temps),
            Op::Match { dsts, .. } | Op::CallProc { dsts, .. } | Op::CallCore { dsts, .. } => {
                self.define_all(dsts);
            }
            Op::Switch { dst, .. }
            | Op::CallWit { dst, .. }
            | Op::Task { dst, .. }
            | Op::AwaitTask { dst, .. } => self.define_all(dst.as_slice()),
            Op::Subtask { dst, .. } => self.define(*dst, ValType::Core(I32)),
            _ => {}
        }
    }

    /// The types of the fields of a record or tuple, or of `count` elements.
    fn parts(&self, ty: TypeId, count: usize) -> Vec<ValType> {
        match &self.resolve[ty].kind {
            TypeKind::Record(fields) => fields.iter().map(|field| ValType::Wit(field.ty)).collect(),
            TypeKind::Tuple(types) => types.iter().copied().map(ValType::Wit).collect(),
            TypeKind::FixedLengthList(elem, length) => {
                assert_eq!(count, *length as usize);
                vec![ValType::Wit(*elem); count]
            }
            other => panic!("{other:?} has no fields"),
        }
    }

    /// The types of the payloads of a variant, option or result.
    fn payloads(&self, ty: TypeId) -> Vec<Option<TypeId>> {
        match &self.resolve[ty].kind {
            TypeKind::Variant(cases) => cases.iter().map(|case| case.ty).collect(),
            TypeKind::Option(ty) => vec![None, Some(*ty)],
            TypeKind::Result { ok, err } => vec![*ok, *err],
            other => panic!("{other:?} has no cases"),
        }
    }
}

fn core_types(types: &[CoreType]) -> Vec<ValType> {
    types.iter().copied().map(ValType::Core).collect()
}

/// The core types on both sides of a coercion.
fn sides(how: Coercion) -> (CoreType, CoreType) {
    match how {
        Coercion::I32ToI64 => (I32, I64),
        Coercion::I64ToI32 => (I64, I32),
        Coercion::F32ToI32 => (F32, I32),
        Coercion::I32ToF32 => (I32, F32),
        Coercion::F32ToI64 => (F32, I64),
        Coercion::I64ToF32 => (I64, F32),
        Coercion::F64ToI64 => (F64, I64),
        Coercion::I64ToF64 => (I64, F64),
    }
}
