//! Feeds bytes to [`outwit_fuzz::decoder`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outwit_fuzz::decoder(bytes));
