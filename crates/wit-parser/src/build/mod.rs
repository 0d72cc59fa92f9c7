//! The actions of the grammar: each makes one node from what its tokens say. The fast path and the recovery run the same ones.

mod attribute;
mod item;
mod path;
mod ty;

use outwit_diagnostics::{ByteRange, Diagnostic, FileId};

use crate::ast::{
    ArenaMark, Attribute, Case, Docs, DocsId, EnumCase, Field, File, Flag, Func, FuncKind, Ident,
    InterfaceItem, Item, List, Meta, NamedFunc, Node, Param, Rename, ResourceItem, TyId, UseName,
    VersionText, WorldItem,
};
use crate::lexer::Side;
use crate::{diagnostics, label};

pub(crate) use attribute::{Arg, ArgValue, Args};
pub(crate) use path::PathParts;

/// What one run of the grammar yields.
#[derive(Clone, Copy)]
pub(crate) enum Root {
    /// A whole file: its items stand on the stack of the builder.
    Done,
    Item(Item),
    InterfaceItem(InterfaceItem),
    WorldItem(WorldItem),
    ResourceItem(ResourceItem),
    Head(Head),
    PackageHead(PackageHead),
    ExternHead(ExternHead),
    Fields(List<Field>),
    Flags(List<Flag>),
    Cases(List<Case>),
    EnumCases(List<EnumCase>),
}

/// What stands before the `{` of most blocks.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) meta: Meta,
    pub(crate) name: Ident,
    /// Where the keyword starts.
    pub(crate) start: u32,
}

/// `package a:b`; without a name if that was malformed and reported.
#[derive(Clone, Copy)]
pub(crate) struct PackageHead {
    pub(crate) meta: Meta,
    pub(crate) name: Option<crate::ast::PackageName>,
    pub(crate) start: u32,
}

/// `import i: interface`.
#[derive(Clone, Copy)]
pub(crate) struct ExternHead {
    pub(crate) meta: Meta,
    pub(crate) direction: Direction,
    pub(crate) name: Ident,
    pub(crate) start: u32,
}

#[derive(Clone, Copy)]
pub(crate) enum Direction {
    Import,
    Export,
}

/// Makes the tree of one file.
pub(crate) struct Builder<'t> {
    text: &'t str,
    side: &'t Side,
    pub(crate) tree: File,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Items whose list is still open: nested packages nest.
    items: Vec<Item>,
    /// Elements of tuples that are still open.
    tuple_tys: Vec<TyId>,
}

/// A state of a [`Builder`] to go back to.
pub(crate) struct BuilderMark {
    arenas: ArenaMark,
    diagnostics: usize,
    items: usize,
    tuple_tys: usize,
}

impl<'t> Builder<'t> {
    pub(crate) fn new(text: &'t str, side: &'t Side) -> Builder<'t> {
        let mut tree = File::new(side.file);
        tree.reserve(text.len());
        Builder { text, side, tree, diagnostics: Vec::new(), items: Vec::new(), tuple_tys: Vec::new() }
    }

    /// The tree with all items, and what the actions reported.
    pub(crate) fn finish(mut self) -> (File, Vec<Diagnostic>) {
        self.tree.items = self.tree.arenas.list(self.items);
        (self.tree, self.diagnostics)
    }

    pub(crate) fn mark(&self) -> BuilderMark {
        BuilderMark {
            arenas: self.tree.arenas.mark(),
            diagnostics: self.diagnostics.len(),
            items: self.items.len(),
            tuple_tys: self.tuple_tys.len(),
        }
    }

    /// Forgets all that was made since `mark`, but for names, which cost nothing to keep.
    pub(crate) fn rollback(&mut self, mark: &BuilderMark) {
        self.tree.arenas.truncate(&mark.arenas);
        self.diagnostics.truncate(mark.diagnostics);
        self.items.truncate(mark.items);
        self.tuple_tys.truncate(mark.tuple_tys);
    }

    pub(crate) fn file(&self) -> FileId {
        self.side.file
    }

    /// The list of one node.
    #[inline]
    pub(crate) fn one<T: Node>(&mut self, node: T) -> List<T> {
        self.tree.arenas.grow(List::EMPTY, node)
    }

    /// `list` with one more node.
    #[inline]
    pub(crate) fn grow<T: Node>(&mut self, list: List<T>, node: T) -> List<T> {
        self.tree.arenas.grow(list, node)
    }

    /// Both lists as one.
    pub(crate) fn join<T: Node>(&mut self, list: List<T>, more: List<T>) -> List<T> {
        self.tree.arenas.join(list, more)
    }

    #[inline]
    pub(crate) fn ident(&mut self, start: u32, end: u32) -> Ident {
        let range = ByteRange { start, end };
        let text = &self.text[range.as_usize()];
        if !self.side.is_odd(range) {
            return Ident { name: self.tree.names.intern(text), range };
        }
        self.odd_ident(text, range)
    }

    /// A name that is not kept; [`Builder::text_of_word`] gives its text.
    #[inline]
    pub(crate) fn word(&mut self, start: u32, end: u32) -> ByteRange {
        let range = ByteRange { start, end };
        if self.side.is_odd(range) {
            self.odd_label(&self.text[range.as_usize()], range);
        }
        range
    }

    #[inline]
    fn text_of_word(&self, word: ByteRange) -> &'t str {
        let text = &self.text[word.as_usize()];
        text.strip_prefix('%').unwrap_or(text)
    }

    fn odd_ident(&mut self, text: &str, range: ByteRange) -> Ident {
        let label = self.odd_label(text, range);
        Ident { name: self.tree.names.intern(label), range }
    }

    /// Reports what is wrong with a name, and gives it without `%`.
    fn odd_label<'a>(&mut self, text: &'a str, range: ByteRange) -> &'a str {
        let label = text.strip_prefix('%').unwrap_or(text);
        // Where a name is missing altogether, recovery has put an empty one and said so.
        let checked = if text.is_empty() { Ok(()) } else { label::check(label) };
        if let Err(fault) = checked {
            let diagnostic = diagnostics::bad_name(self.file(), text, range, fault);
            self.diagnostics.push(diagnostic);
        }
        label
    }

    pub(crate) fn version(&mut self, start: u32, end: u32) -> VersionText {
        let range = ByteRange { start, end };
        VersionText { text: self.tree.names.intern(&self.text[range.as_usize()]), range }
    }

    /// Docs and attributes of an item: `first` is where its first attribute starts, or the item itself; `item` is where
    /// that starts.
    #[inline]
    pub(crate) fn meta(&mut self, first: u32, attributes: List<Attribute>, item: u32) -> Meta {
        Meta { docs: self.docs(first, item), attributes }
    }

    /// The docs before the tokens from `first` to `last`.
    #[inline]
    fn docs(&mut self, first: u32, last: u32) -> Option<DocsId> {
        let side = self.side;
        let docs = side.docs.borrow();
        if docs.last().is_none_or(|doc| doc.anchor < first) {
            return None;
        }
        let from = docs.partition_point(|doc| doc.anchor < first);
        let len = docs[from..].iter().take_while(|doc| doc.anchor <= last).count();
        let range = docs.get(from)?.range.to(docs[from..][..len].last()?.range);
        Some(self.tree.arenas.docs(Docs { first: from as u32, count: len as u32, range }))
    }

    #[inline]
    pub(crate) fn use_name(&mut self, name: Ident, rename: Option<Ident>) -> UseName {
        UseName { name, rename, range: name.range.to(rename.unwrap_or(name).range) }
    }

    pub(crate) fn rename(&mut self, from: Ident, to: Ident) -> Rename {
        Rename { from, to, range: from.range.to(to.range) }
    }

    #[inline]
    pub(crate) fn named_func(
        &mut self,
        first: u32,
        attributes: List<Attribute>,
        name: Ident,
        func: Func,
        end: u32,
    ) -> NamedFunc {
        let start = name.range.start;
        NamedFunc { meta: self.meta(first, attributes, start), name, func, range: ByteRange { start, end } }
    }

    #[inline]
    pub(crate) fn func(
        &mut self,
        start: u32,
        kind: FuncKind,
        params: List<Param>,
        result: Option<TyId>,
        end: u32,
    ) -> Func {
        Func { kind, params, result, range: ByteRange { start, end } }
    }

    pub(crate) fn async_accessor(&mut self, start: u32, end: u32, kind: FuncKind) -> FuncKind {
        let range = ByteRange { start, end };
        self.diagnostics.push(diagnostics::async_accessor(self.file(), range));
        kind
    }

    #[inline]
    pub(crate) fn param(&mut self, name: Ident, ty: TyId) -> Param {
        let start = name.range.start;
        Param { docs: self.docs(start, start), name, ty, range: name.range.to(self.tree[ty].range) }
    }
}
