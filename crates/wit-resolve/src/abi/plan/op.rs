//! The operations of plans, and the blocks that they stand in.

use super::super::StringEncoding;
use super::super::layout::Layout;
use super::elem::List;
use super::program::ProcId;
#[cfg(doc)]
use super::program::{Form, Plan};
use super::val::{Val, Vals};
use super::words::{Coercion, Handle, Lives, Receive, Transfer, Width};
use crate::graph::{Primitive, TypeId};

/// Operations in order, and the values that they result in.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// What to do.
    pub ops: Box<[Op]>,
    /// What results.
    pub yields: Vals,
}

/// A block that runs for each element of a list or map.
#[derive(Clone, Debug)]
pub struct Body {
    /// The element, or key and value of a map; empty when lifting, freeing or where elements are reached by address.
    pub elems: Vals,
    /// The address of the element; `None` when measuring.
    pub base: Option<Val>,
    /// What to do. Lifting yields the element (or key and value); measuring yields a size; storing yields nothing.
    pub block: Block,
}

/// One operation. `dst` is defined by it; other values are used. Plans hold very many, so what few have is boxed.
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
        fields: Vals,
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
        fields: Vals,
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
        dsts: Vals,
        /// The variant, option or result.
        src: Val,
        /// Its type, behind aliases.
        ty: TypeId,
        /// One arm for each case in order: `none`, `some`; `ok`, `error`.
        arms: Box<Arms>,
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
        arms: Box<[Block]>,
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
        list: Box<List>,
        /// What happens to them.
        how: Transfer,
        /// Stores one element.
        body: Box<Body>,
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
        list: Box<List>,
        /// Whether the block is taken over.
        how: Receive,
        /// Loads one element.
        body: Box<Body>,
    },
    /// A fixed-length list into its elements.
    FixedListLower {
        /// The elements in order.
        elems: Vals,
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
        elems: Vals,
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
        list: Box<List>,
        /// Stores one element.
        body: Box<Body>,
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
        list: Box<List>,
        /// Loads one element.
        body: Box<Body>,
    },
    /// Runs the body for each element of a fixed-length list in memory, to free what they own.
    FixedListFree {
        /// Where the first element stands.
        at: Address,
        /// How many elements there are.
        count: u32,
        /// The elements.
        list: Box<List>,
        /// Frees what one element owns.
        body: Box<Body>,
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
        size: Box<Block>,
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
        list: Box<List>,
        /// Measures one element.
        body: Option<Box<Body>>,
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
        body: Box<Body>,
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
        list: Box<List>,
        /// Frees what one element owns; `None` if elements own nothing.
        body: Option<Box<Body>>,
    },
    /// Runs a procedure.
    CallProc {
        /// What it yields: a value, a size, core values or nothing, as [`Form`] says.
        dsts: Vals,
        /// The procedure.
        proc: ProcId,
        /// What its parameters are.
        args: Vals,
    },
    /// Calls the core function.
    CallCore {
        /// Its results.
        dsts: Vals,
        /// Its arguments.
        args: Vals,
    },
    /// Calls the function in terms of WIT values: the implementation of an export, or on the host seat of an import.
    CallWit {
        /// Its result.
        dst: Option<Val>,
        /// Its arguments.
        args: Vals,
    },
    /// Host seat, exports: tells the guest to free what its result owns, if it has a post-return function.
    CallPostReturn {
        /// The core results of the export.
        args: Vals,
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
        body: Box<Block>,
    },
    /// Guest, exports that are lifted asynchronously: runs the body as a task. CanonicalABI.md, `canon lift`.
    Task {
        /// With a callback: that the body is over, or what it waits for in [`Op::CallWit`]; then the callback goes on with it.
        /// Without: nothing, for the export blocks until it is over.
        dst: Option<Val>,
        /// What the task does; it contains one [`Op::TaskReturn`].
        body: Box<Block>,
    },
    /// Guest, exports that are lifted asynchronously: gives the result to `task.return`, which copies it before it returns.
    TaskReturn {
        /// Its core arguments.
        args: Vals,
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

/// The arms of [`Op::Match`], one for each case in order; a pointer to them has room in an operation.
pub type Arms = Vec<Arm>;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn operations_are_small() {
        assert_eq!(size_of::<Op>(), 40);
        assert_eq!(size_of::<Vals>(), 16);
        assert_eq!(size_of::<Block>(), 32);
    }
}
