//! The one table of options: the macro, the build-script API, the program, its help and the reference page come from it.

use super::Keywords;

/// One option, for whoever reads or explains them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionInfo {
    /// The key in the macro. The build-script API has a setter of the same name, unless [`OptionInfo::macro_only`].
    pub key: &'static str,
    /// The flag of the program without `--`; `None` if the program has none.
    pub flag: Option<&'static str>,
    /// Another flag for the same, without `--`.
    pub alias: Option<&'static str>,
    /// The flag in one letter.
    pub short: Option<char>,
    /// What values it takes.
    pub value: ValueKind,
    /// What it does, in a line.
    pub help: &'static str,
    /// What else there is to know, in Markdown; may be empty.
    pub more: &'static str,
}

/// What values an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A string.
    Text,
    /// A string or a list of strings.
    Texts,
    /// Nothing, `true` or `false`.
    Flag,
    /// `true`, `false` or a list of strings.
    FlagOrTexts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// The word for an [`Ownership`](crate::Ownership), or how Rust writes one.
    Ownership,
    /// A list of Rust paths.
    Paths,
    /// Keys of WIT, each with a path or `generate`.
    With,
    /// Keys of WIT, each with a list of attributes.
    Attributes,
}

impl ValueKind {
    /// Whether the option may be given several times where it is a flag of a program.
    pub fn is_many(self) -> bool {
        use ValueKind::{Attributes, FlagOrTexts, Paths, Texts, With};
        matches!(self, Texts | Paths | With | Attributes | FlagOrTexts)
    }

    /// How a value is written in the macro, with the colon before it; nothing for a flag.
    pub fn form(self) -> &'static str {
        match self {
            ValueKind::Text => ": \"...\"",
            ValueKind::Texts => ": [\"...\"]",
            ValueKind::Flag => "",
            ValueKind::FlagOrTexts => ": true` or `[\"...\"]",
            ValueKind::Word(_) => ": \"word\"",
            ValueKind::Ownership => ": Owning` or `ownership: Borrowing { duplicate_if_necessary: true }",
            ValueKind::Paths => ": [path::Name]",
            ValueKind::With => ": { \"ns:pkg/name\": path::to::module, \"...\": generate }",
            ValueKind::Attributes => ": { \"ns:pkg/interface/type\": [#[attribute]] }",
        }
    }
}

impl OptionInfo {
    /// Whether it stands for the WIT itself: where it is, and which part of it counts.
    pub fn is_input(&self) -> bool {
        INPUT.contains(&self.key)
    }

    /// Whether neither the build-script API nor the program has it.
    pub fn macro_only(&self) -> bool {
        self.key == "debug"
    }

    /// The option with this key.
    pub fn find(key: &str) -> Option<&'static OptionInfo> {
        OPTIONS.iter().find(|option| option.key == key)
    }

    const fn alias(self, alias: &'static str) -> OptionInfo {
        OptionInfo { alias: Some(alias), ..self }
    }

    const fn short(self, short: char) -> OptionInfo {
        OptionInfo { short: Some(short), ..self }
    }

    const fn no_flag(self) -> OptionInfo {
        OptionInfo { flag: None, ..self }
    }

    const fn more(self, more: &'static str) -> OptionInfo {
        OptionInfo { more, ..self }
    }
}

const INPUT: [&str; 4] = ["path", "inline", "world", "features"];

/// An option that the program has under this flag.
const fn info(key: &'static str, flag: &'static str, value: ValueKind, help: &'static str) -> OptionInfo {
    OptionInfo { key, flag: Some(flag), alias: None, short: None, value, help, more: "" }
}

/// Every option, those of [`Input`](crate::Input) first.
pub static OPTIONS: &[OptionInfo] = &[
    info("path", "", ValueKind::Texts, "WIT files and folders, relative to the manifest of the crate")
        .no_flag()
        .more(
            "The default is the folder `wit`. The program takes files and folders without a flag. With the Cargo feature \
             `wasm-packages`, packages in binary form (`.wasm`) are read too.",
        ),
    info("inline", "", ValueKind::Text, "WIT as text; its worlds are the ones to choose from").no_flag().more(
        "`path` then has what the text depends on; without it the folder `wit` is read if there is one.",
    ),
    info("world", "world", ValueKind::Text, "The world, if there are several")
        .short('w')
        .more("`name`, `ns:pkg/name` or `ns:pkg/name@version`."),
    info("features", "features", ValueKind::Texts, "The `@unstable` features to show"),
    info("generate_all", "generate-all", ValueKind::Flag, "Generate interfaces of other packages too").more(
        "Off with `generate!`, as with the published generator, and on everywhere else. Where it is off, imported \
         interfaces of other packages must be named in `with`.",
    ),
    info("with", "with", ValueKind::With, "Interfaces and types whose bindings are elsewhere").more(
        "See [below](#bindings-elsewhere). With the program: `--with KEY=PATH,KEY=generate`.",
    ),
    info(
        "generate_unused_types",
        "generate-unused-types",
        ValueKind::Flag,
        "Generate types that no function uses",
    ),
    info("skip", "skip", ValueKind::Texts, "Functions to leave out").more(
        "A name, `f` or `[method]r.f`, is left out wherever it is imported or exported; `ns:pkg/interface#f` in this \
         interface alone. See [selectors](#selectors).",
    ),
    info(
        "keywords",
        "keywords",
        ValueKind::Word(Keywords::ALL),
        "How names that are keywords of Rust are spelled: `raw` (`r#type`) or `underscore` (`type_`)",
    )
    .more("`underscore` with `generate!`, as with the published generator, and `raw` everywhere else."),
    info(
        "ownership",
        "ownership",
        ValueKind::Ownership,
        "Whether types of the parameters of imports own what they hold or borrow it",
    )
    .more(
        "In the macro `Owning` or `Borrowing { duplicate_if_necessary: true }`; elsewhere, and in the macro too, the words \
         `owning`, `borrowing` and `borrowing-duplicate-if-necessary`.",
    ),
    info("raw_strings", "raw-strings", ValueKind::Flag, "Strings as bytes: `&[u8]` and `Vec<u8>`").more(
        "What the guest passes on must be UTF-8 all the same. What it is given is not checked.",
    ),
    info("std_feature", "std-feature", ValueKind::Flag, "Put `impl Error` behind `cfg(feature = \"std\")`"),
    info(
        "additional_derives",
        "additional-derive-attributes",
        ValueKind::Paths,
        "Derives for records, variants and enums",
    )
    .alias("additional-derives")
    .short('d')
    .more("A derive that a type has anyway is not repeated; one that it cannot have is an error, WIT0711."),
    info(
        "additional_derives_ignore",
        "additional-derive-ignore",
        ValueKind::Texts,
        "Types without additional derives",
    )
    .alias("additional-derives-ignore")
    .more("A name, `type`, or `ns:pkg/interface/type`. See [selectors](#selectors)."),
    info(
        "additional_type_attributes",
        "additional-type-attributes",
        ValueKind::Attributes,
        "Attributes for types",
    )
    .more(
        "For records, variants, enums and flags: `{ \"ns:pkg/interface/type\": [#[attribute]] }`. With the program: \
         `--additional-type-attributes 'SELECTOR=#[attribute]'`.",
    ),
    info(
        "additional_member_attributes",
        "additional-member-attributes",
        ValueKind::Attributes,
        "Attributes for fields, cases and flags",
    )
    .more("The same with `ns:pkg/interface/type.member`."),
    info("map_type", "map-type", ValueKind::Text, "The type behind `map<k, v>`").more(
        "A path without parameters. The type must implement `outwit::rt::WitMap`, and be iterated by value and by reference, \
         as `BTreeMap` is. The default is `rt::Map`.",
    ),
    info("bitflags_path", "bitflags-path", ValueKind::Text, "Where the crate `bitflags` is found")
        .more("The default is `rt::bitflags`."),
    info("runtime_path", "runtime-path", ValueKind::Text, "Where the module `rt` of the crate `outwit` is found")
        .more("The macro knows it by itself; everywhere else the default is `::outwit::rt`."),
    info("stubs", "stubs", ValueKind::Flag, "A type `Stub` that implements every `Guest` by panicking, exported"),
    info("export_prefix", "export-prefix", ValueKind::Text, "Begins the name of every core export").more(
        "For tests that link several guests into one module. A component cannot be made of it.",
    ),
    info("export_macro_name", "export-macro-name", ValueKind::Text, "What the macro `export!` is called"),
    info("pub_export_macro", "pub-export-macro", ValueKind::Flag, "Make `export!` public, for other crates").more(
        "The section for the tool that makes the component is then split: imports with the bindings, exports with `export!`.",
    ),
    info(
        "default_bindings_module",
        "default-bindings-module",
        ValueKind::Text,
        "Where `export!(Type)` looks for the bindings",
    )
    .more("The default is `self`, the module in which `export!` is called."),
    info(
        "type_section_suffix",
        "type-section-suffix",
        ValueKind::Text,
        "Ends the name of the custom section, to tell apart two for one world in one component",
    ),
    info(
        "disable_custom_section_link_helpers",
        "disable-custom-section-link-helpers",
        ValueKind::Flag,
        "Leave out the statics that keep the custom section when bindings are linked from a library",
    ),
    info(
        "disable_run_ctors_once_workaround",
        "disable-run-ctors-once-workaround",
        ValueKind::Flag,
        "Leave out the call that runs static constructors at the first export",
    ),
    info(
        "merge_structurally_equal_types",
        "merge-structurally-equal-types",
        ValueKind::Flag,
        "One definition for all types of one structure; the others are aliases of it",
    )
    .more(
        "Records, variants, enums and flags of equal members in equal order are one type, also that of an interface which is \
         both imported and exported. What holds an owned handle is merged within its interface alone, what holds a borrowed one never, and what holds memory only if parameters do not borrow.",
    ),
    info("sync", "sync", ValueKind::FlagOrTexts, "Functions that are async in WIT and not in Rust").more(
        "`all` or `true`; `ns:pkg/interface#f`; `import:` or `export:` in front chooses a side.",
    ),
    info(
        "chainable_methods",
        "chainable-methods",
        ValueKind::Texts,
        "Imported methods without result that return what they were called on",
    )
    .more(
        "`all`, `ns:pkg/interface#resource` or `ns:pkg/interface#[method]resource.method`. The first that fits counts. \
         `-` in front turns it off, `&` makes the method take and return a reference.",
    ),
    info(
        "borrowed_params",
        "borrowed-params",
        ValueKind::FlagOrTexts,
        "Exported functions that are lent strings and lists, as `&str` and `&[T]`",
    )
    .more(
        "`all` or `true`, or `ns:pkg/interface#f`. The memory is freed when the function has returned. What is no string or list \
         itself, and a list that holds owned handles, is given to the function as always.",
    ),
    info("debug", "", ValueKind::Flag, "Write the expansion of the macro to a file").no_flag().more(
        "The file is in `OUT_DIR` if the crate has a build script, or else in a folder `outwit` among temporary files; \
         the variable `OUTWIT_DEBUG` or `WIT_BINDGEN_DEBUG` in the environment does the same for every macro.",
    ),
];
