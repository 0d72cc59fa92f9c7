//! Feeds bytes to [`outwit_fuzz::resolver`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outwit_fuzz::resolver(bytes));
