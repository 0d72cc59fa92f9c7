//! Parsing of all texts at once, on as many threads as that is worth.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use outwit_diagnostics::{SourceMap, mapped, sort_by_key};
use outwit_parser::{Parsed, ast};

/// So many bytes take some milliseconds to parse: far longer than a thread takes to start, on a busy machine too.
const WORTH_A_THREAD: usize = 1 << 19;

/// Puts the tree of its text in the place of each file, and returns what is wrong with all of them, in their order.
pub(super) fn parse_all(
    sources: &SourceMap,
    mut files: Vec<&mut ast::File>,
) -> Vec<outwit_diagnostics::Diagnostic> {
    let text = |file: &ast::File| &**sources.get(file.id).text();
    let bytes: usize = files.iter().map(|file| text(file).len()).sum();
    let threads = match bytes / WORTH_A_THREAD {
        0 | 1 => 1,
        worth => worth.min(files.len()).min(cores()),
    };
    let ids = mapped(&files, |file| file.id);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(outwit_parser::parse(*id, sources.get(*id).text().clone()));
        }
        done
    };
    let mut parsed: Vec<Parsed> = thread::scope(|scope| {
        // Where no thread can be started, this one does it all.
        let mut helpers = Vec::new();
        for _ in 1..threads {
            helpers.extend(thread::Builder::new().spawn_scoped(scope, work));
        }
        let mut done = work();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    sort_by_key(&mut parsed, |parsed| parsed.file.id);
    sort_by_key(&mut files, |file| file.id);
    let mut diagnostics = Vec::new();
    for (file, parsed) in files.into_iter().zip(parsed) {
        *file = parsed.file;
        diagnostics.extend(parsed.diagnostics);
    }
    diagnostics
}

/// How many threads can run at once. Asking the system takes as long as parsing a small file.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, Into::into))
}
