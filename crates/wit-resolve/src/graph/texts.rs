//! Many texts in one allocation.

use std::marker::PhantomData;
use std::ops::Index;

use super::Id;

/// Texts by id, one behind the other.
#[derive(Clone, Debug)]
pub(crate) struct Texts<I> {
    text: String,
    /// End of each; its start is the end of the one before.
    ends: Vec<usize>,
    ids: PhantomData<fn(I)>,
}

impl<I: Id> Texts<I> {
    /// Makes room for so many texts of so many bytes together.
    pub(crate) fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.text.reserve(bytes);
    }

    /// Adds a text and returns its id.
    pub(crate) fn push(&mut self, text: &str) -> I {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        I::from_index(self.ends.len() - 1)
    }
}

impl<I> Default for Texts<I> {
    fn default() -> Self {
        Texts { text: String::new(), ends: Vec::new(), ids: PhantomData }
    }
}

impl<I: Id> Index<I> for Texts<I> {
    type Output = str;

    fn index(&self, id: I) -> &str {
        let index = id.index();
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[index]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::DocsId;

    #[test]
    fn texts_are_told_apart() {
        let mut texts = Texts::<DocsId>::default();
        let ids = ["a", "", "bc"].map(|text| texts.push(text));
        assert_eq!(ids.map(|id| &texts[id]), ["a", "", "bc"]);
    }
}
