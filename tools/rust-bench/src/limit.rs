//! An end for a generation that takes too much.

use std::thread;
use std::time::{Duration, Instant};

use crate::once::{highest_resident_set, processor_time};

/// How often it is looked at.
const STEP: Duration = Duration::from_millis(50);

/// From now on, this process prints `over` and ends well when its first thread has taken more time, or it more memory, than
/// this. Others may be busy too, so time is the processor's where the system tells.
pub(crate) fn set(seconds: u64, megabytes: u64) {
    let start = Instant::now();
    thread::spawn(move || {
        let elapsed = || processor_time("self").map_or_else(|| start.elapsed(), Duration::from_nanos);
        while elapsed() < Duration::from_secs(seconds) && highest_resident_set() < megabytes * 1024 {
            thread::sleep(STEP);
        }
        println!("over");
        std::process::exit(0);
    });
}
