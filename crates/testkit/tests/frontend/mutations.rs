//! One fault in a valid file gives one error, where the fault is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;

use outwit_diagnostics::FileId;
use outwit_parser::{Token, TokenKind, tokens};
use outwit_testkit::{cases, workspace};

use crate::corpora::{entries, everything, folder, is_kind, packages};
use crate::packages::{Outcome, Package};

/// At least so many of a hundred faults give one error, on the line of the fault or the next.
const WANTED_PERCENT: usize = 95;
/// No fault gives more errors.
const MOST_ERRORS: usize = 3;

#[test]
fn a_fault_in_the_fixtures_gives_one_error() {
    let mut valid: Vec<Package> = cases("resolve")
        .iter()
        .filter(|case| case.dir.join("graph.snap").exists())
        .map(|case| Package::load(&case.dir))
        .collect();
    let more = entries(&workspace().join("testdata/component-type"));
    valid.extend(more.iter().filter(|path| is_kind(path, "wit")).map(|path| Package::load(path)));
    run("fixtures", &valid, 1000, 0x5eed);
}

#[test]
fn a_fault_in_published_wit_gives_one_error() {
    let Some(folder) = folder("wit-bindgen-cli") else { return };
    let is_wit = |folder: &std::path::Path| folder.ends_with("wit");
    let valid = packages(&folder.join("tests/codegen"), &is_wit);
    let valid: Vec<Package> = valid.iter().map(|path| Package::load(path)).collect();
    run("published WIT", &valid, if everything() { 5000 } else { 1000 }, 0xf00d);
}

/// Makes `count` faults that do not leave the package valid.
fn run(what: &str, valid: &[Package], count: usize, seed: u64) {
    let subjects: Vec<Subject> = valid.iter().filter_map(Subject::new).collect();
    assert!(subjects.len() > 20, "{} valid packages", subjects.len());
    let mut random = Random(seed);
    let mut tally = Tally::default();
    while tally.faults < count {
        let subject = &subjects[random.below(subjects.len())];
        let kind = KINDS[tally.faults % KINDS.len()];
        if let Some(fault) = Fault::make(subject, kind, &mut random) {
            tally.judge(subject, &fault);
        }
    }
    println!("{what}: {}", tally.summary());
    if std::env::var_os("OUTWIT_SHOW_FAULTS").is_some() {
        println!("{}", tally.misses);
    }
    assert!(tally.hits * 100 >= tally.faults * WANTED_PERCENT, "{}", tally.misses);
    assert!(tally.by_errors.keys().all(|errors| *errors <= MOST_ERRORS), "{}", tally.misses);
}

// ---- what is mutated ----

/// A valid package with what the mutations need to know.
struct Subject<'p> {
    package: &'p Package,
    /// For each file, its tokens that are not trivia.
    tokens: Vec<Vec<Token>>,
    /// Places where names are used: file and range.
    uses: Vec<(usize, std::ops::Range<usize>)>,
}

impl<'p> Subject<'p> {
    fn new(package: &'p Package) -> Option<Subject<'p>> {
        let outcome = package.resolve();
        if !outcome.errors().is_empty() {
            return None;
        }
        let significant =
            |(_, text): &(String, String)| tokens(text).filter(|token| !token.kind.is_trivia()).collect();
        let uses = outcome.analysis.uses.iter();
        let uses = uses.filter_map(|(span, _)| {
            let name = outcome.sources.get(span.file).name();
            let file = package.files.iter().position(|(path, _)| name == format!("p/{path}"))?;
            Some((file, span.range.as_usize()))
        });
        Some(Subject {
            package,
            tokens: package.files.iter().map(significant).collect(),
            uses: uses.collect(),
        })
    }

    fn text(&self, file: usize) -> &str {
        &self.package.files[file].1
    }

    fn token_text(&self, file: usize, at: usize) -> &str {
        &self.text(file)[self.tokens[file][at].range.as_usize()]
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Delete,
    Insert,
    Swap,
    Rename,
    Brace,
}

const KINDS: &[Kind] = &[Kind::Delete, Kind::Insert, Kind::Swap, Kind::Rename, Kind::Brace];

/// What is inserted: punctuation, keywords, names, and what is no token of WIT.
const INSERTED: &[&str] = &[
    ";",
    ",",
    ":",
    ".",
    "=",
    "->",
    "/",
    "@",
    "*",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "%",
    "#",
    "record",
    "interface",
    "world",
    "func",
    "use",
    "type",
    "import",
    "export",
    "resource",
    "static",
    "async",
    "with",
    "as",
    "list",
    "option",
    "u32",
    "string",
    "_",
    "stray",
    "Stray-Name",
    "12",
    "1.0.0",
    "\"text\"",
];

/// A package with one fault.
struct Fault {
    what: String,
    package: Package,
    file: String,
    /// The lines that the fault touches, and the next.
    lines: RangeInclusive<u32>,
}

impl Fault {
    /// A fault of this kind; `None` if there is nothing to do it to.
    fn make(subject: &Subject<'_>, kind: Kind, random: &mut Random) -> Option<Fault> {
        let file = random.below(subject.tokens.len());
        let tokens = &subject.tokens[file];
        if tokens.len() < 2 {
            return None;
        }
        let at = random.below(tokens.len());
        let range = tokens[at].range.as_usize();
        let text = subject.token_text(file, at);
        match kind {
            Kind::Delete => Some(replace(subject, file, range, "", format!("delete `{text}`"))),
            Kind::Insert => {
                let new = INSERTED[random.below(INSERTED.len())];
                let place = range.start..range.start;
                Some(replace(
                    subject,
                    file,
                    place,
                    &format!("{new} "),
                    format!("insert `{new}` before `{text}`"),
                ))
            }
            Kind::Swap => {
                let next = tokens.get(at + 1)?.range.as_usize();
                let between = &subject.text(file)[range.end..next.start];
                let second = subject.token_text(file, at + 1);
                let both = format!("{second} {between}{text}");
                let what = format!("swap `{text}` and `{second}`");
                Some(replace(subject, file, range.start..next.end, &both, what))
            }
            Kind::Rename => {
                let (file, range) = subject.uses.get(random.below(subject.uses.len().max(1)))?.clone();
                let name = &subject.text(file)[range.clone()];
                let new = format!("{name}-unheard-of");
                let what = format!("use `{new}` instead of `{name}`");
                Some(replace(subject, file, range, &new, what))
            }
            Kind::Brace => {
                let is_brace =
                    |at: &usize| matches!(tokens[*at].kind, TokenKind::LeftBrace | TokenKind::RightBrace);
                let braces: Vec<usize> = (0..tokens.len()).filter(is_brace).collect();
                let at = *braces.get(random.below(braces.len().max(1)))?;
                let (range, text) = (tokens[at].range.as_usize(), subject.token_text(file, at));
                let other = if text == "{" { "}" } else { "{" };
                let (new, what) = match random.below(3) {
                    0 => (String::new(), format!("delete `{text}`")),
                    1 => (format!("{text} {text}"), format!("double `{text}`")),
                    _ => (other.to_owned(), format!("`{other}` instead of `{text}`")),
                };
                Some(replace(subject, file, range, &new, what))
            }
        }
    }
}

/// Puts `with` in place of a range. Spaces keep the tokens around it apart. The fault reaches from the end of the token
/// before it to the start of the one behind it: a token that is missing may be missed anywhere in between.
fn replace(
    subject: &Subject<'_>,
    file: usize,
    range: std::ops::Range<usize>,
    with: &str,
    what: String,
) -> Fault {
    let text = subject.text(file);
    let line = |at: usize| text[..at].matches('\n').count() as u32 + 1;
    let tokens = subject.tokens[file].iter().map(|token| token.range.as_usize());
    let before = tokens.clone().map(|token| token.end).take_while(|end| *end <= range.start).last();
    let behind = tokens.map(|token| token.start).find(|start| *start >= range.end);
    let lines = line(before.unwrap_or(0))..=line(behind.unwrap_or(text.len())) + 1;
    let mut package = subject.package.clone();
    let (path, _) = &subject.package.files[file];
    package.files[file].1 = format!("{} {with} {}", &text[..range.start], &text[range.end..]);
    let shown = text.lines().nth(*lines.start() as usize - 1).unwrap_or_default().trim();
    let what = format!("{} {path}:{}: {what} in `{shown}`", subject.package.name, lines.start());
    Fault { what, package, file: format!("p/{path}"), lines }
}

// ---- what comes of it ----

#[derive(Default)]
struct Tally {
    /// Faults that did not leave the package valid.
    faults: usize,
    /// Those with one error in the right place.
    hits: usize,
    by_errors: BTreeMap<usize, usize>,
    by_kind: BTreeMap<String, (usize, usize)>,
    elsewhere: usize,
    still_valid: usize,
    misses: String,
}

impl Tally {
    fn judge(&mut self, subject: &Subject<'_>, fault: &Fault) {
        let outcome = fault.package.resolve();
        let errors = outcome.errors();
        if errors.is_empty() {
            outcome.analysis.graph.assert_valid();
            self.still_valid += 1;
            return;
        }
        let kind = fault_kind(self.faults);
        self.faults += 1;
        *self.by_errors.entry(errors.len()).or_default() += 1;
        let in_place = fault.holds(&outcome, subject);
        let is_hit = errors.len() == 1 && in_place;
        let (hits, all) = self.by_kind.entry(kind).or_default();
        *all += 1;
        if is_hit {
            *hits += 1;
            self.hits += 1;
        } else {
            self.elsewhere += usize::from(errors.len() == 1);
            writeln!(self.misses, "{}\n{}", fault.what, outcome.report()).unwrap();
        }
    }

    fn summary(&self) -> String {
        let Tally { faults, hits, elsewhere, still_valid, by_errors, by_kind, .. } = self;
        let percent = 100.0 * *hits as f64 / *faults as f64;
        let counts: Vec<String> =
            by_errors.iter().map(|(errors, count)| format!("{count} with {errors}")).collect();
        let kinds: Vec<String> =
            by_kind.iter().map(|(kind, (hits, all))| format!("{kind} {hits}/{all}")).collect();
        format!(
            "{faults} faults ({still_valid} more left the file valid): {hits} give one error in place ({percent:.1} %), \
             {elsewhere} one elsewhere; errors: {}; by kind: {}",
            counts.join(", "),
            kinds.join(", ")
        )
    }
}

fn fault_kind(number: usize) -> String {
    format!("{:?}", KINDS[number % KINDS.len()])
}

impl Fault {
    /// Whether the first error stands where the fault is.
    fn holds(&self, outcome: &Outcome, _: &Subject<'_>) -> bool {
        let place = outcome.errors()[0].primary.as_ref().map(|label| label.span);
        place.is_some_and(|span| {
            let file: FileId = span.file;
            let line = outcome.sources.location(file, span.range.start).line;
            outcome.sources.get(file).name() == self.file && self.lines.contains(&line)
        })
    }
}

/// A small generator of numbers (SplitMix64), the same on every machine.
struct Random(u64);

impl Random {
    /// A number from 0 to before `end`; 0 if that is 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        (mixed % end.max(1) as u64) as usize
    }
}
