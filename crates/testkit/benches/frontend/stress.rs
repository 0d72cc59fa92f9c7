//! The table of inputs made to hurt: each in two sizes, four times as large the second time, from the disk and in processes of
//! their own. Time and memory should grow by four.

use std::path::{Path, PathBuf};

use outwit_testkit::generate::{self, Stress};

use crate::child::Report;

pub(crate) fn table(folder: &Path) {
    println!(
        "\nInputs made to hurt, each in a process of its own (60 s and 6 GB at most), files read from the disk; the best of three"
    );
    println!("runs of ours. `growth` is the time divided by that of the input a quarter as large.\n");
    println!(
        "{:<34} {:>7} {:>16} {:>9} {:>7} {:>9} {:>8}   {:<20} {:>9} {:>9}",
        "input", "MB", "ours", "ms", "growth", "memory MB", "per byte", "peer", "ms", "memory MB"
    );
    for stress in generate::stress() {
        let small = measure(&stress, stress.size / 4, folder, 0.0);
        measure(&stress, stress.size, folder, small);
    }
}

/// Prints one row and returns the time of ours.
fn measure(stress: &Stress, size: usize, folder: &Path, before: f64) -> f64 {
    let (path, bytes) = write(stress, size, folder);
    let ours = best(&path);
    let theirs = Report::of("peer", "disk", &path);
    let (peer, time, memory) = match theirs {
        Ok(report) => {
            (report.result, format!("{:.1}", report.milliseconds), format!("{:.1}", report.megabytes))
        }
        Err(ending) => (ending, String::new(), String::new()),
    };
    let growth = if before > 0.0 { format!("{:.1}", ours.milliseconds / before) } else { String::new() };
    println!(
        "{:<34} {:>7.2} {:>16} {:>9.1} {growth:>7} {:>9.1} {:>8.1}   {peer:<20} {time:>9} {memory:>9}",
        stress.name.replace("{}", &grouped(size)),
        bytes as f64 / 1e6,
        ours.result,
        ours.milliseconds,
        ours.megabytes,
        ours.megabytes * 1024.0 * 1024.0 / bytes as f64,
    );
    if path.is_dir() {
        std::fs::remove_dir_all(&path).expect("the generated folder goes");
    }
    ours.milliseconds
}

fn best(path: &Path) -> Report {
    let runs = (0..3).map(|_| Report::of("ours", "disk", path).expect("ours gets to its end"));
    runs.min_by(|a, b| a.milliseconds.total_cmp(&b.milliseconds)).expect("three runs")
}

/// Writes the input: a file, or a folder of files.
fn write(stress: &Stress, size: usize, folder: &Path) -> (PathBuf, usize) {
    let files = (stress.files)(size);
    let bytes = files.iter().map(String::len).sum();
    if let [file] = &files[..] {
        let path = folder.join("stress.wit");
        std::fs::write(&path, file).expect("a file for an input");
        return (path, bytes);
    }
    let path = folder.join("stress");
    std::fs::create_dir_all(&path).expect("a folder for an input");
    for (number, file) in files.iter().enumerate() {
        std::fs::write(path.join(format!("f{number}.wit")), file).expect("a file of an input");
    }
    (path, bytes)
}

/// `1000000` as `1,000,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
