//! The vocabulary of plans: values, blocks, operations, procedures.

use super::super::layout::Layout;
use super::super::signature::{CoreType, Signature};
use super::super::{CallAbi, Options, Position, StringEncoding};
use crate::graph::{FunctionId, Id, Primitive, TypeId};

/// The lifting and lowering of one function in one position: a small program.
///
/// The guest's import glue takes WIT values, calls the core import, and yields the WIT result; the guest's export glue
/// takes core values, calls the implementation, and yields core results. On the host seat it is the other way round.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The function.
    pub function: FunctionId,
    /// Where the glue sits.
    pub position: Position,
    /// What it was made for.
    pub options: Options,
    /// By which convention the core function is called.
    pub abi: CallAbi,
    /// The core function that is called or provided.
    pub signature: Signature,
    /// The values that the glue is given: WIT parameters or core parameters.
    pub params: Vec<Val>,
    /// What to do; yields the results of the glue.
    pub body: Block,
    /// Guest exports whose result owns memory: what the core function `cabi_post_*` does with the core results.
    pub post_return: Option<PostReturn>,
    /// Exports that are lifted asynchronously: the built-in that takes the result.
    pub task_return: Option<TaskReturn>,
    /// What each value is, by its number.
    pub vals: Vec<ValType>,
}

/// `task.return` of one export. CanonicalABI.md, `canon task.return`.
#[derive(Clone, Debug)]
pub struct TaskReturn {
    /// The built-in as a core function: the guest imports it, the host provides it.
    pub signature: Signature,
    /// Host seat: what the built-in is given.
    pub params: Vec<Val>,
    /// Host seat: what the built-in does; yields the result of the export. On the guest seat it is empty.
    pub body: Block,
    /// What each value is; numbers count apart from those of the plan.
    pub vals: Vec<ValType>,
}

/// What `cabi_post_*` does.
#[derive(Clone, Debug)]
pub struct PostReturn {
    /// The core results of the export.
    pub params: Vec<Val>,
    /// What to free.
    pub body: Block,
    /// What each value is; numbers count apart from those of the plan.
    pub vals: Vec<ValType>,
}

/// A value of a plan or procedure: every operation defines new ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Val(pub u32);

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValType {
    /// A value of a WIT type.
    Wit(TypeId),
    /// A core value.
    Core(CoreType),
    /// The block that holds the temporaries of one call; see [`Op::Temps`].
    Temps,
}

/// Operations in order, and the values that they result in.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// What to do.
    pub ops: Vec<Op>,
    /// What results.
    pub yields: Vec<Val>,
}

/// A block that runs for each element of a list or map.
#[derive(Clone, Debug)]
pub struct Body {
    /// The element, or key and value of a map; empty when lifting, freeing or where elements are reached by address.
    pub elems: Vec<Val>,
    /// The address of the element; `None` when measuring.
    pub base: Option<Val>,
    /// What to do. Lifting yields the element (or key and value); measuring yields a size; storing yields nothing.
    pub block: Block,
}

/// One operation. `dst` is defined by it; other values are used.
#[derive(Clone, Debug)]
pub enum Op {
    /// A core constant; floats by their bits.
    Const {
        /// The constant.
        dst: Val,
        /// Its bits.
        bits: u64,
    },
    /// The sum of two sizes.
    Add {
        /// The sum.
        dst: Val,
        /// One size.
        a: Val,
        /// The other size.
        b: Val,
    },
    /// A scalar to its core value: `bool` to 0 or 1, `char` to its scalar value, small integers extended by their sign.
    ScalarLower {
        /// The core value.
        dst: Val,
        /// The scalar.
        src: Val,
        /// Its type; neither `string` nor `error-context`.
        ty: Primitive,
    },
    /// A core value to a scalar: `bool` from any value but 0, small integers by their low bits; a `char` that is no Unicode
    /// scalar value traps.
    ScalarLift {
        /// The scalar.
        dst: Val,
        /// The core value.
        src: Val,
        /// Its type; neither `string` nor `error-context`.
        ty: Primitive,
    },
    /// Puts a core value into the slot of a joined payload, or takes it out. CanonicalABI.md, `lower_flat_variant`.
    Coerce {
        /// The value of the other core type.
        dst: Val,
        /// The value.
        src: Val,
        /// From what to what.
        how: Coercion,
    },
    /// Reads memory.
    Load {
        /// The core value.
        dst: Val,
        /// Where.
        at: Address,
        /// How many bytes, and how they are extended.
        width: Width,
    },
    /// Writes memory.
    Store {
        /// Where.
        at: Address,
        /// The core value.
        src: Val,
        /// How many bytes.
        width: Width,
    },
    /// The address of `at` as a value.
    AddressOf {
        /// The address.
        dst: Val,
        /// Where.
        at: Address,
    },
    /// A record or tuple into its fields.
    RecordLower {
        /// The fields in order.
        fields: Vec<Val>,
        /// The record or tuple.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
    },
    /// Fields into a record or tuple.
    RecordLift {
        /// The record or tuple.
        dst: Val,
        /// The fields in order.
        fields: Vec<Val>,
        /// Its type, behind aliases.
        ty: TypeId,
    },
    /// Flags to their bits.
    FlagsLower {
        /// The bits, one `i32`.
        dst: Val,
        /// The flags.
        src: Val,
        /// Their type, behind aliases.
        ty: TypeId,
    },
    /// Bits to flags; bits that mean nothing are dropped.
    FlagsLift {
        /// The flags.
        dst: Val,
        /// The bits.
        src: Val,
        /// Their type, behind aliases.
        ty: TypeId,
    },
    /// An enum to the number of its case.
    EnumLower {
        /// The number, an `i32`.
        dst: Val,
        /// The enum.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
    },
    /// The number of a case to an enum; traps on a number without a case.
    EnumLift {
        /// The enum.
        dst: Val,
        /// The number.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
        /// How many cases there are.
        cases: u32,
    },
    /// Takes a variant, option or result apart: the arm of its case runs and yields `dsts`.
    Match {
        /// What the arms yield.
        dsts: Vec<Val>,
        /// The variant, option or result.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
        /// One arm for each case in order: `none`, `some`; `ok`, `error`.
        arms: Vec<Arm>,
    },
    /// Chooses by the number of a case: the block of that case runs; traps on a number without a case. With `dst` each block
    /// yields its payload, if the case has one, and `dst` is the case with it; without, the blocks run for what they do.
    Switch {
        /// The variant, option or result.
        dst: Option<Val>,
        /// The number of the case, an `i32`.
        tag: Val,
        /// The type, behind aliases.
        ty: TypeId,
        /// One block for each case in order.
        arms: Vec<Block>,
    },
    /// A string to address and length.
    StringLower {
        /// The address.
        ptr: Val,
        /// The length, in the unit of the encoding.
        len: Val,
        /// The string.
        src: Val,
        /// The encoding in memory.
        encoding: StringEncoding,
        /// What happens to its bytes.
        how: Transfer,
    },
    /// Address and length to a string; traps on text that is not well-formed or out of bounds.
    StringLift {
        /// The string.
        dst: Val,
        /// The address.
        ptr: Val,
        /// The length.
        len: Val,
        /// The encoding in memory.
        encoding: StringEncoding,
        /// Whether the bytes are taken over.
        how: Receive,
    },
    /// A list or map to address and length. The body stores one element at its address; where [`List::as_is`] says so, the
    /// elements lie in memory already and are passed as they are instead.
    ListLower {
        /// The address.
        ptr: Val,
        /// The number of elements.
        len: Val,
        /// The list or map.
        src: Val,
        /// The elements.
        list: List,
        /// What happens to them.
        how: Transfer,
        /// Stores one element.
        body: Body,
    },
    /// Address and length to a list or map. The body loads one element; where [`List::as_is`] says so, the elements are taken
    /// as they lie if the checks of [`List::class`] hold for all of them, and the body is for when they do not.
    ListLift {
        /// The list or map.
        dst: Val,
        /// The address.
        ptr: Val,
        /// The number of elements.
        len: Val,
        /// The elements.
        list: List,
        /// Whether the block is taken over.
        how: Receive,
        /// Loads one element.
        body: Body,
    },
    /// A fixed-length list into its elements.
    FixedListLower {
        /// The elements in order.
        elems: Vec<Val>,
        /// The list.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
    },
    /// Elements into a fixed-length list.
    FixedListLift {
        /// The list.
        dst: Val,
        /// The elements in order.
        elems: Vec<Val>,
        /// Its type, behind aliases.
        ty: TypeId,
    },
    /// Stores a fixed-length list, element by element.
    FixedListStore {
        /// Where the first element goes.
        at: Address,
        /// The list.
        src: Val,
        /// How many elements there are.
        count: u32,
        /// The elements.
        list: List,
        /// Stores one element.
        body: Body,
    },
    /// Loads a fixed-length list, element by element.
    FixedListLoad {
        /// The list.
        dst: Val,
        /// Where the first element stands.
        at: Address,
        /// How many elements there are.
        count: u32,
        /// The elements.
        list: List,
        /// Loads one element.
        body: Body,
    },
    /// Runs the body for each element of a fixed-length list in memory, to free what they own.
    FixedListFree {
        /// Where the first element stands.
        at: Address,
        /// How many elements there are.
        count: u32,
        /// The elements.
        list: List,
        /// Frees what one element owns.
        body: Body,
    },
    /// A handle to its index.
    HandleLower {
        /// The index, an `i32`.
        dst: Val,
        /// The handle.
        src: Val,
        /// What kind of handle it is.
        handle: Handle,
    },
    /// An index to a handle.
    HandleLift {
        /// The handle.
        dst: Val,
        /// The index.
        src: Val,
        /// What kind of handle it is.
        handle: Handle,
    },
    /// Makes room for all temporaries of this call at once. They are freed by [`Op::FreeTemps`].
    Temps {
        /// The block.
        dst: Val,
        /// Yields the size in bytes; every part is rounded up to 8.
        size: Block,
    },
    /// The temporaries are no longer needed.
    FreeTemps {
        /// The block.
        temps: Val,
    },
    /// The size of a list or map that lies in temporaries: its elements rounded up to 8, and what the body yields for each.
    /// Without a body elements hold no lists themselves.
    ListSize {
        /// The size.
        dst: Val,
        /// The list or map.
        src: Val,
        /// The elements.
        list: List,
        /// Measures one element.
        body: Option<Body>,
    },
    /// The sum of what the body yields for each element of a fixed-length list.
    FixedListSize {
        /// The size.
        dst: Val,
        /// The list.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
        /// Measures one element.
        body: Body,
    },
    /// A block for spilled parameters or for results that do not fit into one core value.
    Area {
        /// The address.
        dst: Val,
        /// Size and alignment.
        layout: Layout,
        /// How long it lives.
        lives: Lives,
    },
    /// Host: traps unless the block is aligned and lies within memory: spilled parameters, and where results are or go.
    CheckArea {
        /// The address.
        ptr: Val,
        /// Size and alignment.
        layout: Layout,
    },
    /// Frees a block that came with the call: spilled parameters of an export.
    FreeArea {
        /// The address.
        ptr: Val,
        /// Size and alignment.
        layout: Layout,
    },
    /// Frees the bytes of a string.
    StringFree {
        /// The address.
        ptr: Val,
        /// The length, in the unit of the encoding.
        len: Val,
        /// The encoding in memory.
        encoding: StringEncoding,
    },
    /// Frees a list, and before that what its elements own.
    ListFree {
        /// The address.
        ptr: Val,
        /// The number of elements.
        len: Val,
        /// The elements.
        list: List,
        /// Frees what one element owns; `None` if elements own nothing.
        body: Option<Body>,
    },
    /// Runs a procedure.
    CallProc {
        /// What it yields: a value, a size, core values or nothing, as [`Form`] says.
        dsts: Vec<Val>,
        /// The procedure.
        proc: ProcId,
        /// What its parameters are.
        args: Vec<Val>,
    },
    /// Calls the core function.
    CallCore {
        /// Its results.
        dsts: Vec<Val>,
        /// Its arguments.
        args: Vec<Val>,
    },
    /// Calls the function in terms of WIT values: the implementation of an export, or on the host seat of an import.
    CallWit {
        /// Its result.
        dst: Option<Val>,
        /// Its arguments.
        args: Vec<Val>,
    },
    /// Host seat, exports: tells the guest to free what its result owns, if it has a post-return function.
    CallPostReturn {
        /// The core results of the export.
        args: Vec<Val>,
    },
    /// Guest, imports that are lowered asynchronously: goes on when the callee has returned. What was lent to the call must stay
    /// until then. Who gives up waiting cancels the subtask and frees what was lent when that is resolved; if it is cancelled
    /// before it started, handles that were given are the caller's again. CanonicalABI.md, `canon lower`, `Subtask`.
    Await {
        /// The packed state of the subtask, as the core function returned it.
        status: Val,
    },
    /// Host, imports that are lowered asynchronously: runs the body as a subtask. It has started when the arguments are lifted,
    /// before [`Op::CallWit`], and has returned at the end of the body. CanonicalABI.md, `canon lower`.
    Subtask {
        /// The packed state: that it has returned, or how far it is with the index of the subtask.
        dst: Val,
        /// What the subtask does.
        body: Block,
    },
    /// Guest, exports that are lifted asynchronously: runs the body as a task. CanonicalABI.md, `canon lift`.
    Task {
        /// With a callback: that the body is over, or what it waits for in [`Op::CallWit`]; then the callback goes on with it.
        /// Without: nothing, for the export blocks until it is over.
        dst: Option<Val>,
        /// What the task does; it contains one [`Op::TaskReturn`].
        body: Block,
    },
    /// Guest, exports that are lifted asynchronously: gives the result to `task.return`, which copies it before it returns.
    TaskReturn {
        /// Its core arguments.
        args: Vec<Val>,
    },
    /// Host, exports that are lifted asynchronously: calls the callback with events as long as the task is not over, and traps if
    /// `task.return` was not called by then.
    AwaitTask {
        /// The result, as [`Plan::task_return`] lifted it.
        dst: Option<Val>,
        /// With a callback: what the core function returned.
        status: Option<Val>,
    },
}

/// One arm of [`Op::Match`].
#[derive(Clone, Debug)]
pub struct Arm {
    /// The payload, if the case has one.
    pub payload: Option<Val>,
    /// What to do.
    pub block: Block,
}

/// A place in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address of the whole.
    pub base: Val,
    /// Bytes behind it.
    pub offset: u32,
}

/// Bytes of a core value in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is a load or store instruction of wasm")]
pub enum Width {
    U8,
    S8,
    U16,
    S16,
    I32,
    I64,
    F32,
    F64,
}

/// How a core value changes into a slot of a joined payload and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coercion {
    /// `i32` to `i64`, with zeros above.
    I32ToI64,
    /// `i64` to `i32`, by its low bits.
    I64ToI32,
    /// The bits of an `f32` as `i32`.
    F32ToI32,
    /// An `i32` as the bits of an `f32`.
    I32ToF32,
    /// The bits of an `f32` as `i64`, with zeros above.
    F32ToI64,
    /// The low bits of an `i64` as an `f32`.
    I64ToF32,
    /// The bits of an `f64` as `i64`.
    F64ToI64,
    /// An `i64` as the bits of an `f64`.
    I64ToF64,
}

/// What happens to the memory of a string or list that is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transfer {
    /// Guest, imports: the callee reads the caller's memory during the call. Strings, and lists that are passed as they are,
    /// stay where the caller has them; every other list goes into the temporaries of the call.
    Borrow {
        /// The temporaries; `None` where nothing is laid out.
        temps: Option<Val>,
    },
    /// Guest, exports: the block is given away, and post-return frees it.
    Give,
    /// Host: the bytes are copied into a block from the guest's `realloc`.
    Realloc,
}

/// What happens to the memory of a string or list that is lifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Receive {
    /// Guest: the block is the guest's now.
    Adopt,
    /// Host: the bytes are copied, the block stays the guest's.
    Copy,
}

/// How long an [`Op::Area`] lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lives {
    /// Guest, imports: until the call returns.
    Call,
    /// Guest, exports: until the host has read the results.
    Return,
    /// Host, exports: it comes from the guest's `realloc`, and the guest frees it.
    Given,
    /// Guest, imports that are lowered asynchronously: as long as the temporaries of the call, of which it is a part.
    Within {
        /// The temporaries.
        temps: Val,
    },
}

/// What the elements of a list, map or fixed-length list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The element; of a map, the key.
    pub elem: TypeId,
    /// Of a map, the value.
    pub value: Option<TypeId>,
    /// Size and alignment of one element, or of one entry of a map.
    pub layout: Layout,
    /// Whether elements can be taken as they lie in memory.
    pub class: ElemClass,
    /// Whether elements are taken so: the class allows it, and the target language holds them in the same layout.
    pub as_is: bool,
}

/// Whether the elements of a list can be taken as they lie in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElemClass {
    /// Integers and floats: all bits are valid.
    Scalar,
    /// `bool`, `enum`, `char`, `flags`: all bits are valid that pass the checks.
    Checked(Vec<Check>),
    /// Records, tuples and fixed-length lists of those, without pointers; padding means nothing.
    Plain(Vec<Check>),
    /// Anything else goes one by one.
    Loop,
}

/// What must hold of one part of each element before it can be taken as it lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Check {
    /// Bytes from the start of the element.
    pub offset: u32,
    /// What must hold.
    pub valid: Valid,
}

/// What must hold of an integer in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Valid {
    /// One byte, 0 or 1.
    Bool,
    /// Four bytes, a Unicode scalar value.
    Char,
    /// An enum: less than the number of cases.
    Below {
        /// Bytes of the integer.
        bytes: u8,
        /// The number of cases.
        bound: u32,
    },
    /// Flags: no bit outside of the mask.
    Mask {
        /// Bytes of the integer.
        bytes: u8,
        /// The bits that mean something.
        mask: u32,
    },
}

/// What kind of handle an index stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handle {
    /// `own<r>`, by the resource itself.
    Own(TypeId),
    /// `borrow<r>`, by the resource itself.
    Borrow(TypeId),
    /// The readable end of a `future`.
    Future(Option<TypeId>),
    /// The readable end of a `stream`.
    Stream(Option<TypeId>),
    /// `error-context`
    ErrorContext,
}

/// A procedure of one [`Procs`](super::Procs) table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcId(pub(crate) u32);

impl Id for ProcId {
    fn from_index(index: usize) -> ProcId {
        ProcId(index as u32)
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a procedure does with a value of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `(address) -> value`; guest: adopts what it points to.
    Load,
    /// `(address) -> value`; host: copies.
    LoadCopy,
    /// `(value, address, temps)`; guest, imports. Without `temps` if no value of the type takes any.
    StoreBorrow,
    /// `(value, address)`; guest, exports.
    StoreGive,
    /// `(value, address)`; host.
    StoreRealloc,
    /// `(address)`: frees what the value owns.
    Free,
    /// `(value) -> size`: how many bytes of temporaries it takes.
    Measure,
    /// `(core values) -> value`; guest: adopts what they point to.
    Lift,
    /// `(core values) -> value`; host: copies.
    LiftCopy,
    /// `(value, temps) -> core values`; guest, imports. Without `temps` if no value of the type takes any.
    LowerBorrow,
    /// `(value) -> core values`; guest, exports.
    LowerGive,
    /// `(value) -> core values`; host.
    LowerRealloc,
}

/// How the elements of a stream, or the value of a future, lie in a buffer. CanonicalABI.md, "Buffer State".
#[derive(Clone, Debug)]
pub struct Payload {
    /// The elements; a guest that holds them as they lie in memory ([`List::as_is`]) copies them in and out.
    pub list: List,
    /// `(value, address)`: puts a value into the buffer. Guest: what it owns is given away, until the other side has copied it or
    /// the write is over without.
    pub store: ProcId,
    /// `(address) -> value`: takes a value out. Guest: after a read, and to take back what a write did not transfer.
    pub load: ProcId,
    /// `(address)`; guest: frees what a value owned that a write transferred. `None` if values own nothing.
    pub free: Option<ProcId>,
}

/// What identifies a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProcKey {
    /// The type, behind aliases: a record or variant, or an anonymous type that is too large to stand inline.
    pub ty: TypeId,
    /// What is done.
    pub form: Form,
}

/// One form of a type, planned once for a world and called.
#[derive(Clone, Debug)]
pub struct Proc {
    /// What it is.
    pub key: ProcKey,
    /// Its parameters, as [`Form`] says.
    pub params: Vec<Val>,
    /// What to do; yields what [`Form`] says.
    pub body: Block,
    /// What each value is, by its number; they count apart from those of plans.
    pub vals: Vec<ValType>,
}

impl std::fmt::Debug for Val {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "v{}", self.0)
    }
}

impl std::fmt::Debug for ProcId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "proc{}", self.0)
    }
}
