//! Where the declarations of jco and ours differ: not at all over WASI, and as follows over a world that has everything that may
//! differ.

use outwit_bindgen_ts::Mode;

/// Differences of one kind.
#[derive(Debug)]
pub(crate) struct Difference {
    pub(crate) what: &'static str,
    pub(crate) reason: &'static str,
    /// Where they are found in the declarations for a host: module, item, and what the script says of it.
    pub(crate) host: &'static [Place],
    /// The same for a guest.
    pub(crate) guest: &'static [Place],
}

/// A module, an item of it, and in what it differs.
pub(crate) type Place = (&'static str, &'static str, &'static str);

impl Difference {
    /// Where it is found in the declarations of a mode.
    pub(crate) fn places(&self, mode: Mode) -> &'static [Place] {
        match mode {
            Mode::Host => self.host,
            Mode::Guest => self.guest,
        }
    }
}

pub(crate) const DIFFERENCES: &[Difference] = &[
    Difference {
        what: "Two versions of an interface are two files, with the version in their names.",
        reason: "jco writes the first one alone and says that it is both.",
        host: &[
            (
                "everything.d.ts",
                "VersionsATypes010",
                "interfaces/versions-a-types@0.1.0 is not interfaces/versions-a-types",
            ),
            (
                "everything.d.ts",
                "VersionsATypes020",
                "interfaces/versions-a-types@0.2.0 is not interfaces/versions-a-types",
            ),
            ("interfaces/versions-a-types.d.ts", "", "only theirs"),
            ("interfaces/versions-a-types@0.1.0.d.ts", "", "only ours"),
            ("interfaces/versions-a-types@0.2.0.d.ts", "", "only ours"),
        ],
        guest: &[
            ("like:jco/everything@1.2.0", "VersionsATypes020", "versions:a/types@0.2.0 is not unknown"),
            ("versions:a/types@0.2.0", "", "only ours"),
        ],
    },
    Difference {
        what: "An interface that is imported and exported has a module for its exported copy, if its resources differ.",
        reason: "They are other resources, and disposable on one side alone; jco says that they are the same, and leaves out for a host \
                 that the exported ones are disposable.",
        host: &[
            ("everything.d.ts", "both", "interfaces/like-jco-both.exports is not interfaces/like-jco-both"),
            ("interfaces/like-jco-both.exports.d.ts", "", "only ours"),
        ],
        guest: &[
            ("like:jco/everything@1.2.0", "both", "[export]like:jco/both@1.2.0 is not like:jco/both@1.2.0"),
            ("[export]like:jco/both@1.2.0", "", "only ours"),
        ],
    },
    Difference {
        what: "The second of two exported interfaces of one name has package and version in its name.",
        reason: "jco exports both under one name, which does not compile.",
        host: &[("everything.d.ts", "versionsBNames010", "only ours")],
        guest: &[("like:jco/everything@1.2.0", "versionsBNames010", "only ours")],
    },
    Difference {
        what: "Each function that the world imports is a module, whose default export it is.",
        reason: "jco does not declare them; this is how tools look for them.",
        host: &[
            ("everything.d.ts", "Say", "only ours"),
            ("everything.d.ts", "Handle", "only ours"),
            ("interfaces/handle.d.ts", "", "only ours"),
            ("interfaces/say.d.ts", "", "only ours"),
        ],
        guest: &[
            ("like:jco/everything@1.2.0", "Say", "only ours"),
            ("like:jco/everything@1.2.0", "Handle", "only ours"),
            ("handle", "", "only ours"),
            ("say", "", "only ours"),
        ],
    },
    Difference {
        what: "A resource of the world has its constructor and functions.",
        reason: "jco declares every such class without a constructor, and leaves out its functions.",
        host: &[
            ("everything.d.ts", "static Thing", "typeof Thing is not typeof Thing in one direction"),
            ("everything.d.ts", "new Thing", "only one may be called"),
        ],
        guest: &[
            (
                "like:jco/everything@1.2.0",
                "static Thing",
                "typeof Thing is not typeof Thing in one direction",
            ),
            ("like:jco/everything@1.2.0", "new Thing", "only one may be called"),
        ],
    },
    Difference {
        what: "`Option` and `Result` are declared where they are used.",
        reason: "jco declares them in the file of the world whenever an option or result is there, though none of them is used.",
        host: &[("everything.d.ts", "Option", "only theirs"), ("everything.d.ts", "Result", "only theirs")],
        guest: &[
            ("like:jco/everything@1.2.0", "Option", "only theirs"),
            ("like:jco/everything@1.2.0", "Result", "only theirs"),
        ],
    },
    Difference {
        what: "They are `Option_` and `Result_` where the WIT has types of these names.",
        reason: "jco declares two types of one name, which does not compile, and makes `any` of what refers to them.",
        host: &[
            ("interfaces/like-jco-named-like-others.d.ts", "ask(r)", "any"),
            ("interfaces/like-jco-named-like-others.d.ts", "Option_", "only ours"),
            ("interfaces/like-jco-named-like-others.d.ts", "Result_", "only ours"),
        ],
        guest: &[
            ("like:jco/named-like-others@1.2.0", "ask(r)", "any"),
            ("like:jco/named-like-others@1.2.0", "Option_", "only ours"),
            ("like:jco/named-like-others@1.2.0", "Result_", "only ours"),
        ],
    },
    Difference {
        what: "A global whose name the WIT takes is reached through `globalThis`.",
        reason: "jco refers to the type of the WIT in its place, which does not compile.",
        host: &[("interfaces/like-jco-named-like-others.d.ts", "wait()", "any")],
        guest: &[("like:jco/named-like-others@1.2.0", "wait()", "any")],
    },
    Difference {
        what: "The case of a variant stands in the union if another type has its name.",
        reason: "jco merges both into one interface, which is neither.",
        host: &[
            ("interfaces/like-jco-merged.d.ts", "get", "() => Foo is not () => FooBar in one direction"),
            ("interfaces/like-jco-merged.d.ts", "get()", "Foo is not FooBar in one direction"),
            ("interfaces/like-jco-merged.d.ts", "Foo", "Foo is not FooBar in one direction"),
            ("interfaces/like-jco-merged.d.ts", "FooBar", "FooBar is not FooBar in one direction"),
        ],
        guest: &[
            ("like:jco/merged@1.2.0", "get", "() => Foo is not () => FooBar in one direction"),
            ("like:jco/merged@1.2.0", "get()", "Foo is not FooBar in one direction"),
            ("like:jco/merged@1.2.0", "Foo", "Foo is not FooBar in one direction"),
            ("like:jco/merged@1.2.0", "FooBar", "FooBar is not FooBar in one direction"),
        ],
    },
    Difference {
        what: "A static function `prototype` is `prototype_`.",
        reason: "No class can have it.",
        host: &[
            (
                "interfaces/like-jco-words.d.ts",
                "static Maker",
                "typeof Maker is not typeof Maker in one direction",
            ),
            ("interfaces/like-jco-words.d.ts", "static Maker.prototype_", "only ours"),
        ],
        guest: &[
            ("like:jco/words@1.2.0", "static Maker", "typeof Maker is not typeof Maker in one direction"),
            ("like:jco/words@1.2.0", "static Maker.prototype_", "only ours"),
        ],
    },
    Difference {
        what: "A list of a fixed length over 16 is an array of that length.",
        reason: "jco spells out every element: 29 KB for `list<u8, 4096>`. Its value can be given where ours is expected, not the other way.",
        host: &[
            ("interfaces/like-jco-fixed.d.ts", "get", "() => Page is not () => Page in one direction"),
            ("interfaces/like-jco-fixed.d.ts", "get()", "Page is not Page in one direction"),
            ("interfaces/like-jco-fixed.d.ts", "Page", "Page is not Page in one direction"),
        ],
        guest: &[
            ("like:jco/fixed@1.2.0", "get", "() => Page is not () => Page in one direction"),
            ("like:jco/fixed@1.2.0", "get()", "Page is not Page in one direction"),
            ("like:jco/fixed@1.2.0", "Page", "Page is not Page in one direction"),
        ],
    },
];

/// The table as the page shows it.
pub(crate) fn table() -> String {
    let mut text = "| with `--compat jco` | for example | why |\n|---|---|---|\n".to_owned();
    for Difference { what, reason, host, guest } in DIFFERENCES {
        let example = host.first().or(guest.first()).map(|(module, item, _)| match *item {
            "" => format!("`{module}`"),
            item => format!("`{item}` in `{module}`"),
        });
        text += &format!("| {what} | {} | {reason} |\n", example.unwrap_or_default());
    }
    text
}
