//! Feeds bytes to [`outwit_fuzz::lexer`].
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| outwit_fuzz::lexer(bytes));
