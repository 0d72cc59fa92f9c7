//! This runtime and that of wit-bindgen in one component. The peer's exports are called first: its runtime cannot know when
//! another one has run the constructors.

use std::sync::atomic::{AtomicU32, Ordering};

mod ours {
    outwit::bindgen!({
        inline: "
            package test:ours;
            interface echo {
                echo: func(text: string) -> string;
                constructed: func() -> u32;
            }
            world ours {
                import echo;
                export echo;
                export run: func() -> u32;
            }
        ",
    });

    pub struct Component;
    export!(Component);
}

mod others {
    wit_bindgen::generate!({
        inline: "
            package test:others;
            interface echo {
                echo: func(texts: list<string>) -> list<string>;
                constructed: func() -> u32;
            }
            world others {
                import echo;
                export echo;
            }
        ",
    });

    pub struct Component;
    export!(Component);
}

/// How often the module's constructors have run.
static CONSTRUCTED: AtomicU32 = AtomicU32::new(0);

#[used]
#[unsafe(link_section = ".init_array")]
static CONSTRUCT: extern "C" fn() = construct;

extern "C" fn construct() {
    CONSTRUCTED.fetch_add(1, Ordering::Relaxed);
}

impl ours::exports::test::ours::echo::Guest for ours::Component {
    fn echo(text: String) -> String {
        text
    }
    fn constructed() -> u32 {
        CONSTRUCTED.load(Ordering::Relaxed)
    }
}

impl others::exports::test::others::echo::Guest for others::Component {
    fn echo(texts: Vec<String>) -> Vec<String> {
        texts
    }
    fn constructed() -> u32 {
        CONSTRUCTED.load(Ordering::Relaxed)
    }
}

impl ours::Guest for ours::Component {
    fn run() -> u32 {
        use {others::test::others::echo as other, ours::test::ours::echo};

        let long = "a text that is long enough for memory to grow ".repeat(5000);
        let texts = [String::new(), long.clone(), "\u{1F980}".to_owned()];
        assert_eq!(other::constructed(), 1);
        assert_eq!(echo::constructed(), 1);
        assert_eq!(other::echo(&texts), texts);
        assert_eq!(echo::echo(&long), long);
        assert_eq!(other::constructed(), 1);
        assert_eq!(echo::constructed(), 1);
        // Here, where the first export that was called is this one, too.
        assert_eq!(CONSTRUCTED.load(Ordering::Relaxed), 1);
        6
    }
}
