//! Size of the guests of the peer's runtime suite, compiled to be small: `opt-level = "s"`, `lto`, `panic = "abort"`,
//! `strip`. They are also run, so that what is small is right.

use std::path::Path;

use super::table::{self, Table};
use crate::conformance;
use crate::error::{Failure, Result};
use crate::files;
use crate::report;
use crate::workspace::Workspace;

/// What the core modules are called, before components are made of them.
const CORE: &str = ".core.wasm";

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let mut sizes = Vec::new();
    for (whose, peer) in [("Outwit", false), ("wit-bindgen", true)] {
        let what =
            format!("building and running the guests of the runtime suite with {whose}: several minutes");
        sizes.push(of_cores(&report::step(&what, || conformance::build_small(workspace, peer))?)?);
    }
    report::result(&text(&sizes[0], &sizes[1])?);
    Ok(())
}

/// The core modules below a folder, by their paths there.
fn of_cores(folder: &Path) -> Result<Vec<(String, f64)>> {
    let mut sizes = Vec::new();
    for path in files::all(folder)? {
        if path.to_string_lossy().ends_with(CORE) {
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            let bytes = std::fs::metadata(&path)
                .map_err(|error| Failure::failed(format!("cannot look at `{}`: {error}", path.display())))?
                .len();
            sizes.push((name.replace(CORE, ""), bytes as f64));
        }
    }
    Ok(sizes)
}

/// The sum, and how the quotients are distributed, with the guests at the ends.
fn text(ours: &[(String, f64)], peer: &[(String, f64)]) -> Result<String> {
    if ours.is_empty() || ours.iter().map(|guest| &guest.0).ne(peer.iter().map(|guest| &guest.0)) {
        return Err(Failure::failed("the suite did not build the same guests with both"));
    }
    let sum = |sizes: &[(String, f64)]| sizes.iter().map(|(_, bytes)| bytes).sum::<f64>();
    let mut pairs: Vec<(&str, f64, f64)> =
        ours.iter().zip(peer).map(|((name, ours), (_, peer))| (name.as_str(), *ours, *peer)).collect();
    pairs.sort_by(|a, b| (a.1 / a.2).total_cmp(&(b.1 / b.2)));
    let mut table = Table::new(&["guest", "ours, bytes", "peer, bytes", "ours / peer"]);
    let mut row = |name: &str, ours: f64, peer: f64| {
        table.row([name.to_owned(), format!("{ours:.0}"), format!("{peer:.0}"), table::ratio(ours, peer)]);
    };
    row(&format!("sum of {}", pairs.len()), sum(ours), sum(peer));
    let last = pairs.len() - 1;
    for (title, at) in [
        ("least", 0),
        ("first tenth", last / 10),
        ("median", last / 2),
        ("last tenth", last - last / 10),
        ("most", last),
    ] {
        let (name, ours, peer) = pairs[at];
        row(&format!("{title}: {name}"), ours, peer);
    }
    let larger: Vec<String> = pairs
        .iter()
        .filter(|(_, ours, peer)| ours > peer)
        .map(|(name, ours, peer)| format!("{name} {}", table::ratio(*ours, *peer)))
        .collect();
    Ok(format!("{}\n\n{} are larger: {}", table.text(), larger.len(), larger.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_summed_and_sorted() {
        let sizes = |of: [f64; 3]| -> Vec<(String, f64)> {
            ["a", "b", "c"].into_iter().map(str::to_owned).zip(of).collect()
        };
        let text = text(&sizes([10.0, 30.0, 10.0]), &sizes([20.0, 20.0, 10.0])).unwrap();
        assert!(text.contains("| sum of 3       |          50 |          50 |        1.00 |"), "{text}");
        assert!(text.contains("| least: a       |          10 |          20 |        0.50 |"), "{text}");
        assert!(text.ends_with("1 are larger: b 1.50"), "{text}");
        assert!(super::text(&sizes([1.0; 3])[..2], &sizes([1.0; 3])).is_err());
    }
}
