//! Names that are too much alike, as numbers: which names differ only in hyphens and case, and which of some names is the
//! first of its kind. Explainer.md, "Name Uniqueness".

use std::hash::Hash;

use outwit_diagnostics::Span;

use crate::graph::{Name, Names, Resolve, Table, hash};

/// For each name of a graph a number, the same for names that only hyphens and case keep apart.
pub(super) struct StrongNames {
    keys: Vec<u32>,
}

impl StrongNames {
    /// Hardly a name is like another one. So only those are compared by what is left of them that share a slot of a table
    /// with others, which like names do.
    pub(super) fn new(graph: &Resolve) -> StrongNames {
        let names = &graph.names;
        let size = (names.len() * 8).next_power_of_two().min(1 << 24);
        let mut slots = Vec::with_capacity(names.len());
        let mut counts = vec![0_u8; size];
        for (_, text) in names.iter() {
            let slot = bytes_left(text) as usize & (size - 1);
            slots.push(slot as u32);
            counts[slot] = counts[slot].saturating_add(1);
        }
        let mut left = Left::default();
        // The slot of each name gives way to its key.
        let mut keys = slots;
        for (name, text) in names.iter() {
            let key = &mut keys[name.index()];
            *key = match counts[*key as usize] {
                1 => name.index() as u32,
                _ => left.first_with(text, name),
            };
        }
        StrongNames { keys }
    }

    pub(super) fn key(&self, name: Name) -> u32 {
        self.keys[name.index()]
    }
}

/// Sums up numbers that stand for the bytes of a name, the same for names that only hyphens and case keep apart.
fn bytes_left(text: &str) -> u32 {
    text.bytes().fold(0, |sum: u32, byte| sum.wrapping_add(NUMBERS[byte as usize]))
}

/// 0 for a hyphen, one number for both cases of a letter, and otherwise different ones that share no low bits.
static NUMBERS: [u32; 256] = {
    let mut numbers = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte != b'-' as usize {
            let number = ((byte as u8).to_ascii_lowercase() as u32 + 1).wrapping_mul(0x9e37_79b1);
            numbers[byte] = number ^ (number >> 15);
        }
        byte += 1;
    }
    numbers
};

/// What is left of some names when hyphens and case are taken away.
#[derive(Default)]
struct Left {
    texts: Names,
    /// For each text the first name of which it is left.
    firsts: Vec<Name>,
    buffer: String,
}

impl Left {
    /// The index of the first name of which the same is left as of this one.
    fn first_with(&mut self, text: &str, name: Name) -> u32 {
        self.buffer.clear();
        push_left_of(text, &mut self.buffer);
        let at = self.texts.intern(&self.buffer).index();
        if at == self.firsts.len() {
            self.firsts.push(name);
        }
        self.firsts[at].index() as u32
    }
}

/// Names that must differ in more than hyphens and case, list by list.
pub(super) struct SeenNames<'a> {
    strong: &'a StrongNames,
    /// For each key, behind how many names of all lists so far the newest with this key stood, plus 1.
    places: Vec<usize>,
    /// How many names were in the lists before this one.
    before: usize,
    list: Vec<(Name, Span)>,
}

impl<'a> SeenNames<'a> {
    pub(super) fn new(strong: &'a StrongNames) -> SeenNames<'a> {
        SeenNames { strong, places: vec![0; strong.keys.len()], before: 0, list: Vec::new() }
    }

    /// Starts the next list.
    pub(super) fn clear(&mut self) {
        self.before += self.list.len();
        self.list.clear();
    }

    /// The first name of the list that is too much like this one, if there was one; otherwise this is the first.
    pub(super) fn add(&mut self, name: Name, span: Span) -> Option<(Name, Span)> {
        let place = &mut self.places[self.strong.key(name) as usize];
        if *place > self.before {
            return self.list.get(*place - self.before - 1).copied();
        }
        self.list.push((name, span));
        *place = self.before + self.list.len();
        None
    }
}

/// Whether only hyphens and case keep two names apart.
pub(super) fn are_alike(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.bytes(), b.bytes());
    loop {
        match (next_left(&mut a), next_left(&mut b)) {
            (None, None) => return true,
            (a, b) if a != b => return false,
            _ => {}
        }
    }
}

fn next_left(bytes: &mut std::str::Bytes<'_>) -> Option<u8> {
    loop {
        match bytes.next()? {
            b'-' => {}
            byte => return Some(byte.to_ascii_lowercase()),
        }
    }
}

/// What is left of a label when hyphens and case are taken away.
pub(super) fn left_of(label: &str) -> String {
    let mut left = String::new();
    push_left_of(label, &mut left);
    left
}

/// Adds what is left of a label.
fn push_left_of(label: &str, out: &mut String) {
    for c in label.chars() {
        if c != '-' {
            out.push(c.to_ascii_lowercase());
        }
    }
}

/// Names that must differ, by what they are compared by.
pub(super) struct Seen<K, N> {
    list: Vec<(K, N, Span)>,
    /// Where each key stands in the list; empty while the list is short.
    table: Table,
}

/// The longest list that is searched without a table.
const SHORT: usize = 12;

impl<K: Copy + Eq + Hash, N: Copy> Seen<K, N> {
    pub(super) fn new() -> Seen<K, N> {
        Seen { list: Vec::new(), table: Table::default() }
    }

    /// Starts again with no name.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        // Emptying a large table takes as long as filling it.
        if !self.table.is_empty() {
            self.table = Table::default();
        }
    }

    /// The first name with this key, if there was one; otherwise this is the first.
    pub(super) fn add(&mut self, key: K, name: N, span: Span) -> Option<(N, Span)> {
        let found = match self.table.is_empty() {
            true => self.list.iter().position(|(other, ..)| *other == key),
            false => self.table.find(hash(&key), &|at| self.list[at].0 == key),
        };
        if let Some(at) = found {
            let (_, name, span) = self.list[at];
            return Some((name, span));
        }
        self.list.push((key, name, span));
        if self.list.len() > SHORT {
            let from = if self.table.is_empty() { 0 } else { self.list.len() - 1 };
            self.list[from..].iter().for_each(|(key, ..)| self.table.push(hash(key)));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use outwit_diagnostics::FileId;

    use super::*;
    use crate::graph::Builder;

    #[test]
    fn hyphens_and_case_do_not_count() {
        let mut builder = Builder::new();
        let mut name = |text: &str| builder.resolve.names.intern(text);
        let alike = [name("a-b"), name("ab"), name("AB"), name("A-B")];
        let others = [name("C-D"), name("cD"), name("ef")];
        let strong = StrongNames::new(&builder.resolve);
        assert!(alike.iter().all(|name| strong.key(*name) == strong.key(alike[0])));
        assert_eq!(strong.key(others[0]), strong.key(others[1]));
        let mut keys = [alike[0], others[0], others[2]].map(|name| strong.key(name)).to_vec();
        keys.dedup();
        assert_eq!(keys.len(), 3);
    }

    #[test]
    fn the_first_of_many_is_found() {
        let mut names = Names::new();
        let span = |at| Span::new(FileId::from_index(0), at, at);
        let mut seen = Seen::new();
        for _ in 0..2 {
            for at in 0..100 {
                let name = names.intern(&at.to_string());
                assert_eq!(seen.add(at, name, span(at)), None);
                assert_eq!(seen.add(at / 2, name, span(1000)).map(|(_, at)| at), Some(span(at / 2)));
            }
            seen.clear();
        }
    }
}
