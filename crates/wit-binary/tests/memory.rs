//! What reading takes: no more memory than the length of the input justifies, however hostile it is.

#![allow(unsafe_code, reason = "an allocator that counts is one")]

mod inputs;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use outwit_binary::decode;
use outwit_diagnostics::SourceMap;

/// The allocator of the system, with the bytes in use and the most there were.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: everything is left to the allocator of the system.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: the caller keeps what `alloc` asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps what `dealloc` asks for.
        unsafe { System.dealloc(block, layout) }
    }
}

/// The most bytes in use at one time while `bytes` are read, beyond those before.
fn peak(bytes: &[u8]) -> usize {
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let file = SourceMap::new().add_binary("input.wasm");
    let decoded = decode(file, bytes);
    let peak = PEAK.load(Ordering::Relaxed) - before;
    drop(decoded);
    peak
}

/// Where nothing is in proportion: tables of a fixed size, and what may be written out of a small file.
const ALWAYS: usize = 512 << 10;

/// For each byte. The validator takes this much for components of two bytes each, which hold nothing.
const PER_BYTE: usize = 320;

/// Inputs that are far larger than those of the list.
fn larger() -> Vec<(&'static str, Vec<u8>)> {
    let many_docs = format!("\\01{{{}\\22a\\22:null}}", "\\22\\22:0,".repeat(100_000));
    vec![
        ("100 000 primitive types", inputs::many(&[0x7d], 100_000)),
        ("100 000 lists", inputs::many(&[0x70, 0x7d], 100_000)),
        ("100 000 interfaces", inputs::many(&[0x42, 0], 100_000)),
        ("100 000 components", inputs::many(&[0x41, 0], 100_000)),
        (
            "100 000 interfaces with a type",
            inputs::many(&[0x42, 2, 1, 0x7d, 4, 0, 1, b'a', 3, 0, 0], 100_000),
        ),
        ("100 000 functions", inputs::many(&[0x40, 0, 1, 0], 100_000)),
        ("100 000 members of package-docs", inputs::wat(&inputs::docs(&many_docs))),
        ("20 000 names for one type", inputs::renamed(20_000)),
        ("an enum of 10 000 cases under 2 000 names", inputs::shared(10_000, 2_000)),
        ("an enum of 100 cases under 10 000 names", inputs::shared(100, 10_000)),
    ]
}

#[test]
fn memory_is_in_proportion_to_the_input() {
    let mut inputs = larger();
    inputs.extend(inputs::all().into_iter().map(|bad| (bad.name, bad.bytes)));
    let mut report = String::new();
    for (name, bytes) in &inputs {
        let peak = peak(bytes);
        report += &format!("{:>8} bytes read in {:>6} KiB: {name}\n", bytes.len(), peak >> 10);
        assert!(peak <= ALWAYS + PER_BYTE * bytes.len(), "{report}");
    }
    println!("{report}");
}
