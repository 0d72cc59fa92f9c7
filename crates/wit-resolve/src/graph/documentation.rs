//! Documentation of a graph, cleaned when somebody asks for it.

use std::ops::Index;
use std::sync::{Arc, OnceLock};

use outwit_parser::ast;

use super::{DocsId, Id};

/// The documentation of all items, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documentation {
    files: Vec<Arc<ast::Comments>>,
    docs: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    file: u32,
    docs: ast::Docs,
    text: OnceLock<Box<str>>,
}

impl Documentation {
    /// Makes room for so much more documentation.
    pub(crate) fn reserve(&mut self, docs: usize) {
        self.docs.reserve(docs);
    }

    /// Adds the comments of a file and returns their number.
    pub(crate) fn add_file(&mut self, comments: &Arc<ast::Comments>) -> u32 {
        self.files.push(comments.clone());
        self.files.len() as u32 - 1
    }

    /// Adds documentation from the file with this number.
    pub(crate) fn push(&mut self, file: u32, docs: ast::Docs) -> DocsId {
        self.docs.push(Entry { file, docs, text: OnceLock::new() });
        DocsId::from_index(self.docs.len() - 1)
    }
}

impl Index<DocsId> for Documentation {
    type Output = str;

    fn index(&self, id: DocsId) -> &str {
        let Entry { file, docs, text } = &self.docs[id.index()];
        text.get_or_init(|| self.files[*file as usize].clean(*docs).into())
    }
}
