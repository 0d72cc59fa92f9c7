//! Text of bindings looks as rustfmt would have it, so that `cargo fmt` on bindings that are kept under version control changes
//! hardly anything.

use std::collections::HashMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use outwit_bindgen_rust::{Options, generate};
use outwit_resolve::{DiskSource, Features, Loader, resolve};

/// So many of a thousand lines stay as they are. What does not: types in the path of a call that rustfmt breaks rather than
/// what stands around it.
const LEAST: usize = 980;

#[test]
fn rustfmt_changes_hardly_anything() {
    let Some((mut all, mut kept)) = formatted("").map(|_| (0, 0)) else {
        eprintln!("not run: rustfmt is not there");
        return;
    };
    for path in inputs() {
        let mut loader = Loader::new(&DiskSource);
        loader.path(&path);
        let Ok(resolved) = resolve(&loader.finish(), &Features::default()).finish() else { continue };
        let graph = &resolved.graph;
        for (world, _) in graph.worlds() {
            let Ok(generated) = generate(graph, world, &Options::default()) else { continue };
            let text = generated.to_text();
            let after = formatted(&text).unwrap_or_else(|| panic!("{} is not Rust", graph.world_id(world)));
            all += text.lines().count();
            kept += in_both(&text, &after);
        }
    }
    assert!(all > 20_000 && kept * 1000 >= all * LEAST, "{kept} of {all} lines stay");
}

fn inputs() -> Vec<PathBuf> {
    let cases = outwit_testkit::cases("rust-guest").into_iter().map(|case| case.dir.join("input.wit"));
    let wasi = outwit_testkit::corpus("OUTWIT_CORPORA_WASIP2").map(|folder| folder.join("wit"));
    cases.chain(wasi).collect()
}

/// The text as rustfmt leaves it by default.
fn formatted(text: &str) -> Option<String> {
    let mut command = Command::new("rustfmt");
    // Settings of this repository are no one else's.
    command.args(["--edition", "2024"]).current_dir(std::env::temp_dir());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    // What comes out is read while the rest goes in.
    let input = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

/// How many lines the two have in common.
fn in_both(before: &str, after: &str) -> usize {
    let mut lines: HashMap<&str, usize> = HashMap::new();
    after.lines().for_each(|line| *lines.entry(line).or_default() += 1);
    let mut common = 0;
    for line in before.lines() {
        if let Some(left) = lines.get_mut(line).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    common
}
