//! The arenas that hold the nodes of one file.

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Index;
use std::sync::Arc;

use outwit_diagnostics::{ByteRange, FileId, mapped};

use super::{
    Attribute, Case, EnumCase, Field, Flag, Ident, InterfaceItem, Item, Param, Rename, ResourceItem, Ty,
    UseName, WorldItem,
};
use crate::{Name, Names};

/// A type expression of one file. `Option<TyId>` takes no more room.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TyId(NonZeroU32);

impl TyId {
    /// The position in the arena.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl fmt::Debug for TyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ty{}", self.index())
    }
}

/// A run of nodes of one kind in the arenas of a file; `file[list]` is the slice.
pub struct List<T> {
    start: u32,
    len: u32,
    nodes: PhantomData<fn() -> T>,
}

impl<T> List<T> {
    /// A list without nodes.
    pub const EMPTY: List<T> = List { start: 0, len: 0, nodes: PhantomData };

    /// How many nodes there are.
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is no node.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The first `len` nodes, and the rest.
    pub(crate) fn split_at(self, len: usize) -> (List<T>, List<T>) {
        let len = self.len.min(len as u32);
        let rest = List { start: self.start + len, len: self.len - len, nodes: PhantomData };
        (List { len, ..self }.normal(), rest.normal())
    }

    fn normal(self) -> List<T> {
        if self.len == 0 { List::EMPTY } else { self }
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.len) == (other.start, other.len)
    }
}

impl<T> Eq for List<T> {}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::EMPTY
    }
}

impl<T> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.start, self.len)
    }
}

/// The documentation before one item of one file. `Option<DocsId>` takes no more room.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocsId(NonZeroU32);

impl fmt::Debug for DocsId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "docs{}", self.0.get() - 1)
    }
}

/// The documentation before one item: all of its `///` lines and `/** */` blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Docs {
    /// Which of [`File::comments`] they are.
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// From the first comment to the last.
    pub range: ByteRange,
}

/// The doc comments of one file as they are written. They are cleaned when somebody asks for their text.
#[derive(Clone, Debug)]
pub struct Comments {
    text: Text,
    ranges: Vec<ByteRange>,
}

/// What the ranges of comments are in.
#[derive(Clone, Debug)]
enum Text {
    /// The whole file.
    Whole(Arc<str>),
    /// The comments alone, of a file that was not read as text.
    Comments(String),
}

impl Comments {
    pub(crate) fn new(text: Arc<str>, ranges: Vec<ByteRange>) -> Comments {
        Comments { text: Text::Whole(text), ranges }
    }

    fn none() -> Comments {
        Comments { text: Text::Comments(String::new()), ranges: Vec::new() }
    }

    /// The text of documentation: `///`, `/**`, `*/`, one leading space and the indentation common to all lines are taken
    /// off, lines are joined with `\n`, blank lines at both ends are gone.
    pub fn clean(&self, docs: Docs) -> String {
        let text = match &self.text {
            Text::Whole(text) => text,
            Text::Comments(text) => text.as_str(),
        };
        let ranges = &self.ranges[docs.first as usize..][..docs.count as usize];
        let comments: Vec<&str> = mapped(ranges, |range| &text[range.as_usize()]);
        crate::docs::clean(&comments)
    }

    fn add(&mut self, comment: &str) {
        if let Text::Comments(text) = &mut self.text {
            let start = text.len() as u32;
            text.push_str(comment);
            self.ranges.push(ByteRange::new(start, text.len() as u32));
        }
    }
}

/// How long each arena was at some time.
#[derive(Clone)]
pub(crate) struct ArenaMark(Vec<usize>);

macro_rules! arenas {
    ($($field:ident: $node:ty,)*) => {
        /// The nodes of a file, one vector for each kind.
        #[derive(Clone, Debug, Default)]
        #[expect(missing_docs, reason = "each field is named after its nodes")]
        pub struct Arenas {
            pub tys: Vec<Ty>,
            $(pub $field: Vec<$node>,)*
        }

        impl Arenas {
            /// The state to which [`Arenas::truncate`] goes back.
            pub(crate) fn mark(&self) -> ArenaMark {
                ArenaMark(vec![self.tys.len(), $(self.$field.len()),*])
            }

            /// Forgets all nodes added since `mark` was taken.
            pub(crate) fn truncate(&mut self, mark: &ArenaMark) {
                let mut lengths = mark.0.iter().copied();
                let mut next = || lengths.next().unwrap_or(0);
                self.tys.truncate(next());
                $(self.$field.truncate(next());)*
            }
        }

        $(
            impl Node for $node {
                fn arena(arenas: &Arenas) -> &Vec<$node> {
                    &arenas.$field
                }

                fn arena_mut(arenas: &mut Arenas) -> &mut Vec<$node> {
                    &mut arenas.$field
                }
            }
        )*
    };
}

/// A kind of node that stands in lists.
pub trait Node: Copy {
    /// Where such nodes live.
    fn arena(arenas: &Arenas) -> &Vec<Self>;
    /// The same, to add some.
    fn arena_mut(arenas: &mut Arenas) -> &mut Vec<Self>;
}

arenas! {
    items: Item,
    interface_items: InterfaceItem,
    world_items: WorldItem,
    resource_items: ResourceItem,
    fields: Field,
    flags: Flag,
    cases: Case,
    enum_cases: EnumCase,
    params: Param,
    use_names: UseName,
    renames: Rename,
    attributes: Attribute,
    idents: Ident,
    tuple_tys: TyId,
    docs: Docs,
}

impl Arenas {
    /// Moves `nodes` to the end of their arena.
    pub fn list<T: Node>(&mut self, nodes: impl IntoIterator<Item = T>) -> List<T> {
        let arena = T::arena_mut(self);
        let start = arena.len();
        arena.extend(nodes);
        let len = arena.len() - start;
        if len == 0 {
            return List::EMPTY;
        }
        List { start: start as u32, len: len as u32, nodes: PhantomData }
    }

    /// `list` with one more node. A list that no longer stands at the end of its arena is moved there.
    #[inline]
    pub(crate) fn grow<T: Node>(&mut self, list: List<T>, node: T) -> List<T> {
        let arena = T::arena_mut(self);
        let (start, end) = (list.start as usize, list.start as usize + list.len());
        let start = match list.is_empty() {
            true => arena.len(),
            false if end == arena.len() => start,
            false => {
                let moved = arena.len();
                arena.extend_from_within(start..end);
                moved
            }
        };
        arena.push(node);
        List { start: start as u32, len: list.len + 1, nodes: PhantomData }
    }

    /// `list` with the nodes of `more` behind it; where they follow each other, nothing moves.
    pub(crate) fn join<T: Node>(&mut self, list: List<T>, more: List<T>) -> List<T> {
        if list.is_empty() || more.is_empty() {
            return if list.is_empty() { more } else { list };
        }
        if list.start + list.len == more.start {
            return List { len: list.len + more.len, ..list };
        }
        let mut joined = list;
        for index in more.start..more.start + more.len {
            let node = T::arena(self)[index as usize];
            joined = self.grow(joined, node);
        }
        joined
    }

    pub(crate) fn docs(&mut self, docs: Docs) -> DocsId {
        self.docs.push(docs);
        let number = u32::try_from(self.docs.len()).ok().and_then(NonZeroU32::new);
        DocsId(number.expect("a text of less than 4 GiB has fewer than 2^32 comments"))
    }

    /// Adds a type expression.
    pub fn ty(&mut self, ty: Ty) -> TyId {
        self.tys.push(ty);
        let number = u32::try_from(self.tys.len()).ok().and_then(NonZeroU32::new);
        TyId(number.expect("a text of less than 4 GiB has fewer than 2^32 types"))
    }
}

/// The syntax tree of one file.
#[derive(Clone, Debug)]
pub struct File {
    /// The file whose bytes all ranges count.
    pub id: FileId,
    /// What stands at the top level.
    pub items: List<Item>,
    /// All nodes.
    pub arenas: Arenas,
    /// All identifiers and strings.
    pub names: Names,
    /// All doc comments.
    pub comments: Arc<Comments>,
}

impl File {
    /// A file without items.
    pub fn new(id: FileId) -> File {
        let comments = Arc::new(Comments::none());
        File { id, items: List::EMPTY, arenas: Arenas::default(), names: Names::new(), comments }
    }

    /// Makes room for the nodes that a text of so many bytes usually has. Of a long one, room that no node comes to stand in
    /// costs nothing, since its pages are not touched; of a short one there is room for what a third of it may be.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        const LONG: usize = 1 << 18;
        let bytes = if bytes < LONG { bytes / 3 } else { bytes };
        let Arenas { tys, interface_items, fields, cases, params, docs, attributes, .. } = &mut self.arenas;
        tys.reserve(bytes / 24);
        interface_items.reserve(bytes / 90);
        fields.reserve(bytes / 110);
        cases.reserve(bytes / 110);
        params.reserve(bytes / 120);
        docs.reserve(bytes / 120);
        attributes.reserve(bytes / 240);
        self.names.reserve(bytes / 8, bytes / 64);
    }

    /// Adds the documentation of one item to a file that was not read as text. It consists of these comments, written as in
    /// WIT, and came from `range`.
    pub fn add_docs<'a>(&mut self, comments: impl Iterator<Item = &'a str>, range: ByteRange) -> DocsId {
        let all = Arc::make_mut(&mut self.comments);
        let first = all.ranges.len() as u32;
        comments.for_each(|comment| all.add(comment));
        let count = all.ranges.len() as u32 - first;
        self.arenas.docs(Docs { first, count, range })
    }

    /// The text of documentation, if there is any. See [`Comments::clean`].
    pub fn doc_text(&self, docs: Option<DocsId>) -> Option<String> {
        docs.map(|docs| self.comments.clean(self[docs]))
    }
}

impl<T: Node> Index<List<T>> for File {
    type Output = [T];

    fn index(&self, list: List<T>) -> &[T] {
        &T::arena(&self.arenas)[list.start as usize..][..list.len as usize]
    }
}

impl Index<TyId> for File {
    type Output = Ty;

    fn index(&self, ty: TyId) -> &Ty {
        &self.arenas.tys[ty.index()]
    }
}

impl Index<DocsId> for File {
    type Output = Docs;

    fn index(&self, docs: DocsId) -> &Docs {
        &self.arenas.docs[docs.0.get() as usize - 1]
    }
}

impl Index<Name> for File {
    type Output = str;

    fn index(&self, name: Name) -> &str {
        &self.names[name]
    }
}

impl Index<Ident> for File {
    type Output = str;

    fn index(&self, ident: Ident) -> &str {
        &self.names[ident.name]
    }
}
