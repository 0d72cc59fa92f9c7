//! Feeds bytes to [`outwit_fuzz::parser`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outwit_fuzz::parser(bytes));
