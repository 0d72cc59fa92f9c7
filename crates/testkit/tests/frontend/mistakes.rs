//! Many mistakes at once: a file with fifty independent ones gives fifty diagnostics, each on its own line.

use outwit_resolve::Features;
use outwit_testkit::cases;

use crate::packages::Package;

/// Line and code of each mistake, as the fixture names them: `// number code` at the end of the line.
fn announced(text: &str) -> Vec<(u32, String)> {
    let announced = text.lines().zip(1u32..).filter_map(|(line, number)| {
        let (_, comment) = line.rsplit_once("// ")?;
        let (_, code) = comment.split_once(' ')?;
        Some((number, code.to_owned()))
    });
    announced.collect()
}

#[test]
fn fifty_mistakes_give_fifty_diagnostics() {
    let case = cases("mistakes").into_iter().find(|case| case.name == "fifty").expect("the fixture is there");
    let text = case.read("input.wit");
    let wanted = announced(&text);
    assert_eq!(wanted.len(), 50, "the fixture announces fifty mistakes");
    let outcome = Package::of_text("fifty", text).resolve_with(&Features::default());
    let found = outcome.errors().into_iter().map(|error| {
        let span = error.primary.as_ref().expect("each mistake has a place").span;
        (outcome.sources.location(span.file, span.range.start).line, error.code.id.to_owned())
    });
    let found: Vec<(u32, String)> = found.collect();
    let missing: Vec<_> = wanted.iter().filter(|mistake| !found.contains(mistake)).collect();
    let surplus: Vec<_> = found.iter().filter(|mistake| !wanted.contains(mistake)).collect();
    assert!(
        missing.is_empty() && surplus.is_empty() && found.len() == wanted.len(),
        "missing {missing:?}, surplus {surplus:?}\n{}",
        outcome.report()
    );
    case.snapshot("diagnostics", &outcome.report());
}
