//! A guest of the world `vault`: boxes of entries, and a report that goes through everything that the host provides.

mod bindings {
    outwit::bindgen!({ path: "../wit" });
}

use std::cell::RefCell;
use std::collections::BTreeMap;

use bindings::exports::test::vault::store::{
    Box as BoxHandle, BoxBorrow, Entry, Guest as Store, GuestBox, Problem, Rights,
};
use bindings::test::vault::desk::{Level, Note, Watch, glance, write};
use bindings::{Guest, limit};

struct Component;

struct Shelf {
    rights: Rights,
    entries: RefCell<BTreeMap<String, Entry>>,
}

impl GuestBox for Shelf {
    fn new(rights: Rights) -> Shelf {
        Shelf { rights, entries: RefCell::default() }
    }

    fn put(&self, entry: Entry) -> Result<(), Problem> {
        if !self.rights.contains(Rights::WRITE) {
            return Err(Problem::Denied(format!("no right to write `{}`", entry.key)));
        }
        if self.entries.borrow().len() >= limit() as usize {
            return Err(Problem::Denied("full".to_owned()));
        }
        self.entries.borrow_mut().insert(entry.key.clone(), entry);
        Ok(())
    }

    fn get(&self, key: String) -> Result<Entry, Problem> {
        self.entries.borrow().get(&key).cloned().ok_or(Problem::Missing)
    }

    fn keys(&self) -> Vec<String> {
        self.entries.borrow().keys().cloned().collect()
    }

    fn merge(one: BoxHandle, other: BoxBorrow<'_>) -> BoxHandle {
        let (one, other) = (one.into_inner::<Shelf>(), other.get::<Shelf>());
        one.entries.borrow_mut().extend(other.entries.borrow().clone());
        BoxHandle::new(one)
    }
}

impl Store for Component {
    type Box = Shelf;

    fn sum(values: Vec<u32>) -> u64 {
        values.into_iter().map(u64::from).sum()
    }

    fn first(values: Vec<u8>, at: Option<u32>) -> Option<u8> {
        values.get(at.unwrap_or(0) as usize).copied()
    }

    fn swap((text, number): (String, f64)) -> (f64, String) {
        (number, text)
    }
}

impl Guest for Component {
    fn report(author: Option<String>) -> Result<String, String> {
        Watch::set(40);
        let watch = Watch::new(2);
        let shown = glance(&watch);
        assert_eq!(shown, watch.read());
        let tags = vec!["a".to_owned(), "ü".to_owned()];
        let note = Note { at: u64::MAX, level: Level::Loud, text: format!("{shown}"), tags, author };
        let number = write(&note)?;
        Ok(format!("note {number} at {shown}"))
    }
}

bindings::export!(Component with_types_in bindings);
