//! The published parser's own suite, `tests/ui` of the crate `wit-parser`: verdicts, graphs, and the lines of messages.

use std::path::{Path, PathBuf};

use outwit_resolve::Features;

use crate::corpora::{entries, folder, is_kind};
use crate::golden;
use crate::ours::{self, Read};
use crate::peer::{self, Line};

const PARSER: &str = "wit-parser";

/// Cases with another verdict, and why; `docs/compatibility.md` lists the same.
const ARGUED: &[(&str, &str)] = &[
    ("foreign-world-dep-gated.wit", "it imports a world, which the peer does not notice behind a gate"),
    ("parse-fail/use-world", "a top-level `use` may name a world of another package"),
    ("parse-fail/use-and-include-world", "a top-level `use` may name a world of another package"),
];

/// Cases in which our first message stands on another line than the peer's, and why that is a better one.
const BETTER_LINE: &[(&str, &str)] = &[
    ("bad-deprecated1.wit", "at the attribute that lacks its version, not at the item behind it"),
    ("bad-include2.wit", "at the `include` that closes the circle, not at the name of the world"),
    ("bad-include3.wit", "at the `include` that closes the circle, not at the name of the world"),
    ("bad-list.wit", "where `>` is missing, not at the next line"),
    ("bad-list2.wit", "where the length is missing, not at the next line"),
    ("bad-since-on-include.wit", "at the attribute with the version, not at the item"),
    ("bad-since-on-interface.wit", "at the attribute with the version, not at the item"),
    ("bad-since-on-type.wit", "at the attribute with the version, not at the item"),
    ("bad-since-on-world-import.wit", "at the attribute with the version, not at the item"),
    ("bad-since-on-world.wit", "at the attribute with the version, not at the item"),
    ("bad-since1.wit", "at the attribute that lacks its version, not at the item behind it"),
    ("dangling-type.wit", "behind the `type` that breaks off, not at the end of the file"),
    ("import-and-export1.wit", "at the export that leads to both, not at the name of the world"),
    ("import-and-export2.wit", "at the export that leads to both, not at the name of the world"),
    ("import-and-export3.wit", "at the export that leads to both, not at the name of the world"),
    ("import-and-export4.wit", "at the export that leads to both, not at the name of the world"),
    ("import-and-export5.wit", "at the export that leads to both, not at the name of the world"),
    ("include-cycle.wit", "at the `include` that closes the circle, not at the name of the world"),
    ("invalid-toplevel.wit", "where `:` is missing, not at the next line"),
    (
        "multi-file-missing-delimiter",
        "behind the last item of what is not closed, not at the end of the file",
    ),
    ("package-nesting-too-deep.wit", "at the first package inside another one, not at the hundredth"),
    ("type-nesting-too-deep.wit", "at the bracket that opens one level too many, not at what stands in it"),
    ("use-cycle1.wit", "at the `use` that closes the circle, not at the name of the interface"),
    ("use-cycle4.wit", "at the `use` that closes the circle, not at the name of the interface"),
];

/// Cases in which our first message stands on another line, neither better nor worse.
const OTHER_LINE: &[(&str, &str)] = &[
    ("multiple-package-inline-cycle.wit", "at another member of the circle"),
    ("pkg-cycle2", "at another member of the circle"),
];

/// At least so many of a hundred first messages stand on the peer's line or a better one.
const WANTED_PERCENT: usize = 95;

/// A case of the suite.
struct Case {
    /// Its path below `tests/ui`.
    name: String,
    path: PathBuf,
}

impl Case {
    fn is_rejected(&self) -> bool {
        self.name.starts_with("parse-fail/")
    }

    fn argument(&self) -> Option<&'static str> {
        ARGUED.iter().find(|(name, _)| *name == self.name).map(|(_, why)| *why)
    }

    fn read(&self) -> Read {
        ours::read(&self.path, &features())
    }
}

/// What the suite itself chooses.
fn features() -> Features {
    Features::named(["active"])
}

/// The files and folders that the suite itself takes for cases.
fn cases() -> Option<Vec<Case>> {
    let ui = folder(PARSER)?.join("tests/ui");
    let is_case = |path: &PathBuf| {
        let has_kind = |extension: &&str| is_kind(path, extension);
        path.is_dir() && !path.ends_with("parse-fail") || ["wit", "wat", "wasm", "md"].iter().any(has_kind)
    };
    let all = entries(&ui).into_iter().chain(entries(&ui.join("parse-fail"))).filter(is_case);
    let name = |path: &Path| path.strip_prefix(&ui).expect("below").to_string_lossy().replace('\\', "/");
    let cases: Vec<Case> = all.map(|path| Case { name: name(&path), path }).collect();
    let rejected = cases.iter().filter(|case| case.is_rejected()).count();
    assert_eq!((cases.len() - rejected, rejected), (78, 187), "the suite is whole");
    Some(cases)
}

#[test]
fn verdicts_are_the_peers() {
    let Some(cases) = cases() else { return };
    let mut faults = Vec::new();
    for case in &cases {
        let error = case.read().text().err();
        let same = error.is_some() == case.is_rejected();
        if same == case.argument().is_some() {
            faults.push(format!("{}: {}", case.name, error.unwrap_or_else(|| "accepted".to_owned())));
        }
    }
    let argued = ARGUED.len();
    println!("{} verdicts: {} as the peer's, {argued} argued", cases.len(), cases.len() - argued);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_argued_is_documented() {
    let page = std::fs::read_to_string(outwit_testkit::workspace().join("docs/compatibility.md"));
    let page = page.expect("docs/compatibility.md can be read");
    for (name, _) in ARGUED {
        assert!(page.contains(name), "docs/compatibility.md has {name}");
    }
}

#[test]
fn accepted_cases_have_the_peers_graph() {
    let Some(cases) = cases() else { return };
    let mut compared = 0;
    let mut faults = Vec::new();
    for case in cases.iter().filter(|case| !case.is_rejected() && case.argument().is_none()) {
        compared += 1;
        faults.extend(peer::difference(&case.path, &features()));
    }
    println!("{compared} graphs are the peer's");
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn accepted_cases_have_the_golden_graph() {
    let Some(cases) = cases() else { return };
    let (mut compared, mut with_docs) = (0, 0);
    let mut faults = Vec::new();
    for case in cases.iter().filter(|case| !case.is_rejected() && case.argument().is_none()) {
        let (mut ours, mut theirs) = match case.read().text() {
            Ok(ours) => (ours, golden::graph_text(&case.path)),
            Err(error) => {
                faults.push(format!("{}: rejected: {error}", case.name));
                continue;
            }
        };
        compared += 1;
        if peer::has_comments(&case.path) {
            (ours, theirs) = (ours::without_docs(&ours), ours::without_docs(&theirs));
        } else {
            with_docs += 1;
        }
        let difference = peer::first_difference(&ours, &theirs);
        faults.extend(difference.map(|difference| format!("{}: {difference}", case.name)));
    }
    println!("{compared} graphs are the golden ones, {with_docs} of them with documentation");
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn first_messages_stand_on_the_peers_line_or_a_better_one() {
    let Some(cases) = cases() else { return };
    let mut compared = 0;
    let mut tally = [0; 3];
    let mut faults = Vec::new();
    for case in cases.iter().filter(|case| case.is_rejected() && case.argument().is_none()) {
        let Some(theirs) = peer::message_line(&case.path) else { continue };
        compared += 1;
        let name = case.name.trim_start_matches("parse-fail/");
        let ours = first_line(&case.read());
        let listed = |list: &[(&str, &str)]| list.iter().any(|(listed, _)| *listed == name);
        let class = match (ours.as_ref() == Some(&theirs), listed(BETTER_LINE), listed(OTHER_LINE)) {
            (true, false, false) => 0,
            (false, true, false) => 1,
            (false, false, true) => 2,
            _ => {
                faults.push(format!("{name}: ours {ours:?}, theirs {theirs:?}, or listed without need"));
                continue;
            }
        };
        tally[class] += 1;
    }
    let [same, better, other] = tally;
    let percent = (same + better) as f64 * 100.0 / compared as f64;
    println!(
        "{compared} rejected cases name a line: {same} the same, {better} better, {other} another ({percent:.1} %)"
    );
    for (name, why) in BETTER_LINE.iter().chain(OTHER_LINE) {
        println!("  {name}: {why}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!((same + better) * 100 >= compared * WANTED_PERCENT);
}

/// Where the first error stands. That no file has a package header does not count: the peer says so only when nothing else
/// is wrong.
fn first_line(read: &Read) -> Option<Line> {
    let mut errors = read.errors().filter(|error| error.code.id != "WIT0401");
    let (file, line) = read.place(errors.find_map(|error| error.primary.as_ref())?);
    Some(Line::new(file, line))
}
