//! Ending the program where the canonical ABI says *trap*.

use core::fmt;

/// Ends the program: an `unreachable` instruction in a WebAssembly release build, otherwise a panic with the message.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn trap(message: &str) -> ! {
    #[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
    {
        let _ = message;
        core::arch::wasm32::unreachable()
    }
    #[cfg(not(all(target_arch = "wasm32", not(debug_assertions))))]
    panic!("{message}")
}

/// Ends the program with a message of these parts. Where `panic!` puts strings together it brings what pads them: more than
/// a kilobyte.
#[cold]
#[inline(never)]
#[track_caller]
pub(crate) fn panic_with(parts: &[&str]) -> ! {
    struct Message<'a>(&'a [&'a str]);

    impl fmt::Display for Message<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.iter().try_for_each(|part| f.write_str(part))
        }
    }

    panic!("{}", Message(parts))
}
