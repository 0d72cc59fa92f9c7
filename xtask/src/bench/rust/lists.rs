//! Nanoseconds an element, for lists of every kind of element in every direction.

use super::guests;
use super::table::{self, Table};
use crate::error::{Failure, Result};
use crate::process::Run;
use crate::report;
use crate::setup::runner;
use crate::workspace::Workspace;

/// So many elements a list has, so that the call itself is no part of it.
const LENGTH: &str = "100000";
/// The shortest of so many counts.
const ROUNDS: &str = "40";

/// In the order in which the runner prints them.
const WAYS: [&str; 4] = ["import takes", "import gives", "export takes", "export gives"];

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let runner = runner::ensure(workspace)?;
    let pair = guests::build(workspace, "lists")?;
    let printed = report::step("timing lists, in turn", || {
        Run::new(&runner).args(["bench-lists", LENGTH, ROUNDS]).arg(&pair.ours).arg(&pair.peer).stdout()
    })?;
    report::result(&text(&table::lines(&printed))?);
    Ok(())
}

/// A cell has the quotient, and the nanoseconds of both in parentheses.
fn text(lines: &[(String, Vec<f64>)]) -> Result<String> {
    if lines.is_empty() || lines.iter().any(|(_, numbers)| numbers.len() != 2 * WAYS.len()) {
        return Err(Failure::failed("the runner did not print four numbers for each guest"));
    }
    let titles: Vec<String> = WAYS.iter().map(|way| format!("{way}: ours / peer (ns)")).collect();
    let titles: Vec<&str> = std::iter::once("element").chain(titles.iter().map(String::as_str)).collect();
    let mut table = Table::new(&titles);
    for (name, numbers) in lines {
        let (ours, peer) = numbers.split_at(WAYS.len());
        let cells = ours
            .iter()
            .zip(peer)
            .map(|(ours, peer)| format!("{} ({ours:.3} / {peer:.3})", table::ratio(*ours, *peer)));
        table.row(std::iter::once(name.clone()).chain(cells));
    }
    let means = (0..WAYS.len()).map(|way| {
        let ratios: Vec<f64> = lines.iter().map(|(_, all)| all[way] / all[way + WAYS.len()]).collect();
        format!("{:.2}", table::mean(&ratios))
    });
    table.row(std::iter::once("geometric mean".to_owned()).chain(means));
    Ok(table.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_come_first() {
        let text = text(&table::lines("u8 1 2 3 4 2 2 2 2\n")).unwrap();
        assert!(text.contains("0.50 (1.000 / 2.000)") && text.contains("2.00 (4.000 / 2.000)"), "{text}");
        assert!(super::text(&table::lines("u8 1 2\n")).is_err());
    }
}
