//! What a core module imports and exports, and when a guest needs each.

use super::super::mangle::CoreImport;
use super::super::signature::Signature;
use super::super::{CallAbi, Options};
use super::{Mangling, PayloadBuiltin, ResourceBuiltin, build};
use crate::graph::{FunctionId, Resolve, TypeId, WorldId, WorldKey};

/// What a guest of a world may import, and what it exports.
#[derive(Clone, Debug)]
pub struct CoreModule {
    /// Imports: functions, then what belongs to the world as a whole, then what belongs to exports.
    pub imports: Vec<Import>,
    /// Exports: functions with what belongs to them, then what is there once.
    pub exports: Vec<Export>,
}

/// An import of a core module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its two names.
    pub name: CoreImport,
    /// Its type; every import is a function.
    pub signature: Signature,
    /// What it does.
    pub kind: ImportKind,
    /// When a guest needs it.
    pub when: When,
    /// Whether linkers and engines take it without more ado.
    pub standing: Standing,
}

/// What an import does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportKind {
    /// Calls a function.
    Function {
        /// The function.
        function: FunctionId,
        /// The key of its interface, if it is none of the world itself.
        interface: Option<WorldKey>,
        /// By which convention.
        abi: CallAbi,
    },
    /// `resource.new`, `resource.rep`, `resource.drop`.
    Resource {
        /// The resource.
        resource: TypeId,
        /// Which of the three.
        builtin: ResourceBuiltin,
    },
    /// A built-in for the streams or futures of one type.
    Payload {
        /// The function whose parameters or result hold the type.
        function: FunctionId,
        /// The stream or future, behind aliases.
        ty: TypeId,
        /// Which of them.
        builtin: PayloadBuiltin,
    },
    /// `task.return` of an exported function.
    TaskReturn {
        /// The function.
        function: FunctionId,
    },
    /// A built-in that belongs to no item of the world; its name says which.
    Builtin,
    /// What compilers emit for the state of a thread, and linkers make of built-ins.
    Linkage,
}

/// An export of a core module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// Its type; `None` if it is a memory or table.
    pub signature: Option<Signature>,
    /// What it is.
    pub kind: ExportKind,
    /// When a guest needs it.
    pub when: When,
    /// Whether linkers and engines take it without more ado.
    pub standing: Standing,
}

/// What an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportKind {
    /// A function of the world.
    Function {
        /// The function.
        function: FunctionId,
        /// The key of its interface, if it is none of the world itself.
        interface: Option<WorldKey>,
        /// By which convention.
        abi: CallAbi,
    },
    /// Frees what the result of a function owns.
    PostReturn(FunctionId),
    /// Goes on with a function.
    Callback(FunctionId),
    /// Destroys a resource that the guest implements.
    Destructor(TypeId),
    /// The memory.
    Memory,
    /// The table of functions that threads start with.
    Table,
    /// Allocates, moves and frees.
    Realloc,
    /// Is called before all others.
    Initialize,
    /// Is called when a task begins or ends.
    TaskHook,
}

/// When a guest needs an import or export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// Always: without it there is no component.
    Always,
    /// It calls the function.
    Calls,
    /// It is done with a handle.
    DropsHandles,
    /// It gives a resource that it implements to somebody.
    MakesHandles,
    /// It is given a handle of a resource that it implements.
    TakesHandles,
    /// It makes a stream or future.
    MakesEnds,
    /// It reads from one.
    Reads,
    /// It writes to one.
    Writes,
    /// It gives up reading.
    CancelsReads,
    /// It gives up writing.
    CancelsWrites,
    /// It is done with a readable end.
    DropsReadable,
    /// It is done with a writable end.
    DropsWritable,
    /// It passes on what it reads without looking at it.
    Forwards,
    /// It gives up a task that it was told to give up.
    CancelsTasks,
    /// It says how many tasks it takes on.
    LimitsTasks,
    /// A call, read or write of its own was not over at once.
    Waits,
    /// A call that it lowered asynchronously was not over at once.
    HasSubtasks,
    /// It gives up such a call.
    CancelsSubtasks,
    /// It lets others run.
    Yields,
    /// It keeps something for the running task.
    KeepsState,
    /// It has threads.
    HasThreads,
    /// It tells why a stream or future ended early.
    HasErrorContexts,
    /// Its compiler keeps the stack or thread-local variables there.
    Compiled,
    /// Its result owns memory.
    ReturnsMemory,
    /// It is passed strings or lists, or parameters that do not fit into core values.
    TakesMemory,
    /// Anything goes through memory.
    HasMemory,
    /// Something is to be done when a resource is destroyed.
    HasDestructor,
    /// It has something to do before all else.
    Starts,
}

/// Whether linkers and engines take a name without more ado.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// They do.
    Plain,
    /// They do; another name does the same.
    Alternative,
    /// Behind the gate of more built-ins for async: reads and writes that block, cancels that do not.
    MoreAsync,
    /// Behind the gate of threads.
    Threads,
    /// Behind the gate of error contexts.
    ErrorContexts,
    /// It has no room beside something else of the list, such as a second allocator.
    Exclusive,
}

impl CoreModule {
    /// Everything that a guest of `world` may import and export, lowered and lifted as `options` say. With
    /// [`Mangling::Standard32`] everything is synchronous and 32-bit whatever `options` say.
    pub fn new(resolve: &Resolve, world: WorldId, options: Options, mangling: Mangling) -> CoreModule {
        build::build(resolve, world, options, mangling)
    }

    /// Imports that linkers and engines take without more ado, each once under its usual name.
    pub fn plain_imports(&self) -> impl Iterator<Item = &Import> {
        self.imports.iter().filter(|import| import.standing == Standing::Plain)
    }

    /// The same of exports.
    pub fn plain_exports(&self) -> impl Iterator<Item = &Export> {
        self.exports.iter().filter(|export| export.standing == Standing::Plain)
    }
}
