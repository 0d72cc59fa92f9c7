//! Random packages with one change of meaning: another name in some place, an item too few or too many. Ours and the peer
//! must agree on whether what comes of it is right. The peer's verdict is that of its parser, its encoder and its validator.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use outwit_parser::{TokenKind, tokens};
use outwit_resolve::Features;
use outwit_testkit::random::{Choices, packages};

use crate::corpora::everything;
use crate::packages::Package;
use crate::peer;
use crate::random::Random;

/// Verdicts that differ, and why: who rejects, a part of what that one says, and the reason.
const ARGUED: &[(Who, &str, &str)] = &[
    (Who::Ours, "is defined more than once", "the peer misses a `use` behind a type of the same name"),
    (Who::Peer, peer::GATES_DIFFER, "an interface that a world has twice may have two gates"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Ours,
    Peer,
}

#[test]
fn changed_packages_have_the_peers_verdict() {
    let count = if everything() { 20_000 } else { 300 };
    without_the_peers_panics();
    let mut random = Random::new(0x0dd5);
    let mut tally = Tally::default();
    while tally.judged < count {
        let numbers: Vec<u32> = (0..random.below(900)).map(|_| random.next()).collect();
        let package = Package { name: "random".to_owned(), files: packages(&mut Choices::new(&numbers)) };
        for _ in 0..4 {
            if let Some((what, changed)) = change(&package, &mut random) {
                tally.judge(&what, &changed);
            }
        }
    }
    println!("{}", tally.summary());
    assert!(tally.unargued.is_empty(), "{}", tally.unargued.join("\n"));
    assert!(tally.both_reject * 5 > tally.judged, "enough changes do harm");
    assert!(tally.both_accept * 10 > tally.judged, "and not all do");
}

/// The peer's parser panics at some attributes; what it says then would hide what matters.
fn without_the_peers_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|at| at.file().contains("wit-parser-0.263")) {
            usual(panic);
        }
    }));
}

#[derive(Default)]
struct Tally {
    judged: usize,
    both_accept: usize,
    both_reject: usize,
    /// How often each argument was needed.
    argued: BTreeMap<&'static str, usize>,
    unargued: Vec<String>,
}

impl Tally {
    fn judge(&mut self, what: &str, package: &Package) {
        self.judged += 1;
        let features = Features::all();
        let outcome = package.resolve_with(&features);
        let ours = outcome.report();
        // A panic is no acceptance.
        let theirs = catch_unwind(|| peer::judge(package, &features));
        let theirs = theirs.unwrap_or_else(|_| Err("it panicked".to_owned()));
        let (who, message) = match (ours.is_empty(), theirs) {
            (true, Ok(())) => {
                self.both_accept += 1;
                return;
            }
            (false, Err(_)) => {
                self.both_reject += 1;
                return;
            }
            (false, Ok(())) => (Who::Ours, ours),
            (true, Err(theirs)) => (Who::Peer, theirs),
        };
        match ARGUED.iter().find(|(by, part, _)| *by == who && message.contains(part)) {
            Some((_, _, why)) => *self.argued.entry(why).or_default() += 1,
            None => {
                let files: String =
                    package.files.iter().map(|(path, text)| format!("//// {path}\n{text}\n")).collect();
                self.unargued.push(format!("{what}: rejected by {who:?} alone: {message}\n{files}"));
            }
        }
    }

    fn summary(&self) -> String {
        let Tally { judged, both_accept, both_reject, .. } = self;
        let mut text = format!(
            "{judged} changed packages: {both_accept} accepted by both, {both_reject} rejected by both"
        );
        for (why, count) in &self.argued {
            text += &format!("\n  {count} argued: {why}");
        }
        text
    }
}

/// The package with one change, and what it is.
fn change(package: &Package, random: &mut Random) -> Option<(String, Package)> {
    let mut changed = package.clone();
    let file = random.below(package.files.len());
    let (path, text) = &package.files[file];
    let (what, new) = match random.below(4) {
        0 | 1 => another_name(package, text, random)?,
        2 => without_a_line(text, random)?,
        _ => with_a_line_more(package, text, random)?,
    };
    changed.files[file].1 = new;
    Some((format!("{path}: {what}"), changed))
}

/// Another name of the package in place of a name.
fn another_name(package: &Package, text: &str, random: &mut Random) -> Option<(String, String)> {
    let names = names(text);
    let old = names.get(random.below(names.len()))?.clone();
    let (_, other) = &package.files[random.below(package.files.len())];
    let others = self::names(other);
    let new = &other[others.get(random.below(others.len()))?.clone()];
    let what = format!("`{new}` in place of `{}`", &text[old.clone()]);
    Some((what, format!("{}{new}{}", &text[..old.start], &text[old.end..])))
}

fn names(text: &str) -> Vec<std::ops::Range<usize>> {
    let names = tokens(text).filter(|token| token.kind == TokenKind::Ident);
    names.map(|token| token.range.as_usize()).collect()
}

/// Without an item, an attribute or a line of documentation: those stand on lines of their own.
fn without_a_line(text: &str, random: &mut Random) -> Option<(String, String)> {
    let mut lines = whole_lines(text);
    let at = *lines.get(random.below(lines.len()))?;
    lines = text.lines().collect();
    let place = lines.iter().position(|line| line.as_ptr() == at.as_ptr())?;
    lines.remove(place);
    Some((format!("without `{at}`"), lines.join("\n")))
}

/// With a line more of this file or another one.
fn with_a_line_more(package: &Package, text: &str, random: &mut Random) -> Option<(String, String)> {
    let (_, other) = &package.files[random.below(package.files.len())];
    let new = whole_lines(other);
    let new = *new.get(random.below(new.len()))?;
    let before = whole_lines(text);
    let before = *before.get(random.below(before.len()))?;
    let mut lines: Vec<&str> = text.lines().collect();
    let place = lines.iter().position(|line| line.as_ptr() == before.as_ptr())?;
    lines.insert(place, new);
    Some((format!("with `{new}` before `{before}`"), lines.join("\n")))
}

/// Lines with as many opening brackets as closing ones.
fn whole_lines(text: &str) -> Vec<&str> {
    let is_whole = |line: &&str| line.matches(['{', '(']).count() == line.matches(['}', ')']).count();
    text.lines().filter(|line| !line.is_empty()).filter(is_whole).collect()
}
