//! Tokens that are changed from front to back: a change costs as much as it moves forward, however many tokens follow.

use std::ops::Range;

use super::tokens::Tok;

/// Tokens as they are after some changes: those up to the last change, and the rest as it was.
pub(super) struct Gap<'a> {
    left: Vec<Tok>,
    right: &'a [Tok],
    /// How many tokens there were before any change.
    original: usize,
}

impl<'a> Gap<'a> {
    pub(super) fn new(tokens: &'a [Tok]) -> Gap<'a> {
        Gap { left: Vec::new(), right: tokens, original: tokens.len() }
    }

    pub(super) fn len(&self) -> usize {
        self.left.len() + self.right.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Tok> {
        match at.checked_sub(self.left.len()) {
            None => Some(&self.left[at]),
            Some(at) => self.right.get(at),
        }
    }

    /// The tokens of a range, which ends at the last one at the latest.
    pub(super) fn range(&self, range: Range<usize>) -> impl Iterator<Item = &Tok> + Clone {
        let split = self.left.len();
        let left = &self.left[range.start.min(split)..range.end.min(split)];
        let right = &self.right[range.start.saturating_sub(split)..range.end.saturating_sub(split)];
        left.iter().chain(right)
    }

    /// Puts tokens in place of others, none of which stands far before an earlier change.
    pub(super) fn replace(&mut self, range: Range<usize>, with: Vec<Tok>) {
        let missing = range.end.saturating_sub(self.left.len());
        let (moved, right) = self.right.split_at(missing);
        self.left.extend_from_slice(moved);
        self.right = right;
        self.left.splice(range, with);
    }

    /// Which token this was before any change, if none of those behind it was changed.
    pub(super) fn before_changes(&self, at: usize) -> Option<usize> {
        let at = at.checked_sub(self.left.len())?;
        Some(at + self.original - self.right.len())
    }

    /// The reverse of `before_changes`.
    pub(super) fn after_changes(&self, original: usize) -> Option<usize> {
        let at = original.checked_sub(self.original - self.right.len())?;
        Some(at + self.left.len())
    }

    pub(super) fn into_vec(mut self) -> Vec<Tok> {
        self.left.extend_from_slice(self.right);
        self.left
    }
}
