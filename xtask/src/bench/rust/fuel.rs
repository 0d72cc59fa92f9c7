//! Fuel a call: what wasmtime counts for the instructions of the guest, for a function of each kind of signature.

use super::guests;
use super::table::{self, Table};
use crate::error::{Failure, Result};
use crate::guest;
use crate::process::Run;
use crate::report;
use crate::setup::runner;
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let runner = runner::ensure(workspace)?;
    let pair = guests::build(workspace, "fuel")?;
    let mut printed = Vec::new();
    for (whose, core) in [("ours", pair.ours), ("peer", pair.peer)] {
        let component = workspace.kept(&format!("bench/fuel-{whose}.wasm"));
        guest::componentize(&runner, &core, &component)?;
        printed.push(table::lines(&Run::new(&runner).arg("bench-fuel").arg(&component).stdout()?));
    }
    report::result(&tables(&printed[0], &printed[1])?);
    Ok(())
}

type Lines = [(String, Vec<f64>)];

fn tables(ours: &Lines, peer: &Lines) -> Result<String> {
    let same = ours.len() == peer.len() && ours.iter().zip(peer).all(|(ours, peer)| ours.0 == peer.0);
    let whole = ours.iter().chain(peer).all(|(_, numbers)| numbers.len() == 2);
    if !(same && whole) || ours.is_empty() {
        return Err(Failure::failed("the guests do not have the same functions"));
    }
    let titles = ["function", "import, ours", "peer", "ours / peer", "export, ours", "peer", "ours / peer"];
    let mut table = Table::new(&titles);
    for ((name, ours), (_, peer)) in ours.iter().zip(peer) {
        let cells = [0, 1].into_iter().flat_map(|way| {
            let (ours, peer) = (ours[way], peer[way]);
            [format!("{ours:.0}"), format!("{peer:.0}"), table::ratio(ours, peer)]
        });
        table.row(std::iter::once(name.clone()).chain(cells));
    }
    let mean = |way: usize| {
        let ratios: Vec<f64> = ours.iter().zip(peer).map(|(ours, peer)| ours.1[way] / peer.1[way]).collect();
        format!("{:.2}", table::mean(&ratios))
    };
    let empty = String::new;
    table.row(["geometric mean".to_owned(), empty(), empty(), mean(0), empty(), empty(), mean(1)]);
    Ok(table.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_paired_by_name() {
        let ours = table::lines("text 10 20\nscalar 5 5\n");
        let peer = table::lines("text 20 20\nscalar 5 20\n");
        let text = tables(&ours, &peer).unwrap();
        assert!(text.contains("| text           |           10 |   20 |        0.50 |"), "{text}");
        assert!(text.ends_with("|              |      |        0.50 |"), "{text}");
        assert!(tables(&ours, &peer[..1]).is_err());
        assert!(tables(&[], &[]).is_err());
    }
}
