//! The codes of binary forms, and the wording of each.

use outwit_diagnostics::{Diagnostic, Span, codes};

use crate::linkers::LinkerNeed;

codes! {
    MALFORMED_WASM = "WIT0802", "malformed-wasm", Error, "bytes that are no valid WebAssembly";
    UNKNOWN_VERSION = "WIT0803", "unknown-version", Error, "a version of a binary format that is not known";
    MALFORMED_SECTION = "WIT0804", "malformed-section", Error, "a custom section that does not follow its format";
    NO_COMPONENT_TYPE = "WIT0805", "no-component-type", Error, "a core module that says nothing about its world";
    CONTRADICTING_SECTIONS = "WIT0806", "contradicting-sections", Error, "two sections of a core module that contradict each other";
    COMPONENT_AS_PACKAGE = "WIT0807", "component-as-package", Error, "a component or core module where a WIT package is needed";
    PACKAGE_AS_MODULE = "WIT0808", "package-as-module", Error, "a WIT package or component where a core module is needed";
    NOT_WIT = "WIT0809", "not-wit", Error, "a component that WIT has no words for";
    TOO_LARGE_AS_TEXT = "WIT0810", "too-large-as-text", Error, "types that are far larger written out than encoded";
    NEEDS_NEW_LINKER = "WIT0811", "needs-new-linker", Warning, "names that linkers before 2026 cannot read";
    MALFORMED_WAT = "WIT0812", "malformed-wat", Error, "text that is no valid WebAssembly";
}

/// Whether an error says that bytes could not be read, as opposed to what they say being wrong.
pub fn is_unreadable(error: &Diagnostic) -> bool {
    [&MALFORMED_WASM, &UNKNOWN_VERSION, &MALFORMED_SECTION, &MALFORMED_WAT].contains(&error.code)
}

const NEWER: &str =
    "if a newer tool wrote it, ask that tool for the text (`.wit`), or write it with an older one";
const OLDER: &str = "a tool from before the format was settled wrote it; make it again from its source";

pub(crate) fn malformed(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(&MALFORMED_WASM, format!("this is no valid WebAssembly: {what}"))
        .at(span, "found here")
        .help("the file may be cut off or damaged; make or fetch it again")
        .help(NEWER)
}

/// `is_text` if it looks like the text of a module or component, which the programs turn into bytes.
pub(crate) fn not_wasm(span: Span, is_text: bool) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&MALFORMED_WASM, "this is no WebAssembly").at(span, "`\\0asm` belongs here");
    match is_text {
        true => diagnostic
            .note("it looks like the text of WebAssembly (`.wat`), which the programs alone read")
            .help("`outwit wit` writes down the WIT that it holds"),
        false => diagnostic.help("WIT text belongs in files that end in `.wit`"),
    }
}

pub(crate) fn too_long(span: Span) -> Diagnostic {
    Diagnostic::new(&MALFORMED_WASM, "files of 4 GiB and more cannot be read")
        .at(span, "")
        .help("leave out of the file what is neither a package nor says what world it is for, such as data")
}

pub(crate) fn unknown_wasm_version(span: Span, version: u32, layer: u8) -> Diagnostic {
    let is_old = layer == 1 && version < 13;
    Diagnostic::new(&UNKNOWN_VERSION, format!("version {version}, layer {layer} of WebAssembly is not known"))
        .at(span, "core modules have version 1, components version 13 and layer 1")
        .help(if is_old { OLDER } else { NEWER })
}

pub(crate) fn unknown_section_version(span: Span, section: &str, found: u8, newest: u8) -> Diagnostic {
    Diagnostic::new(&UNKNOWN_VERSION, format!("version {found} of the section `{section}` is not known"))
        .at(span, format!("the newest known is {newest}"))
        .help(if found < newest { OLDER } else { NEWER })
}

pub(crate) fn malformed_section(span: Span, section: &str, what: &str) -> Diagnostic {
    Diagnostic::new(&MALFORMED_SECTION, format!("the section `{section}` {what}"))
        .at(span, "found here")
        .help("make the file again from its source")
}

pub(crate) fn second_section(span: Span, section: &str) -> Diagnostic {
    Diagnostic::new(&MALFORMED_SECTION, format!("there is a second section `{section}`"))
        .at(span, "one file has one")
        .help("make the file again from its source")
}

pub(crate) fn no_component_type(span: Span) -> Diagnostic {
    Diagnostic::new(&NO_COMPONENT_TYPE, "this core module has no section that says what world it is for")
        .at(span, "")
        .note("such a section is named `component-type…`; bindings bring it, and strippers may take it away")
        .help("`outwit embed` writes one")
}

pub(crate) fn contradicting(
    span: Span,
    (section, other): (&str, &str),
    first: Span,
    what: &str,
) -> Diagnostic {
    let sections = match section == other {
        true => format!("two sections `{section}`"),
        false => format!("the sections `{other}` and `{section}`"),
    };
    Diagnostic::new(&CONTRADICTING_SECTIONS, format!("{sections} contradict each other about {what}"))
        .at(span, "one says this")
        .also(first, "the other says this")
        .help("the module holds bindings that were made from different WIT; make all from the same")
}

pub(crate) fn component_as_package(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(&COMPONENT_AS_PACKAGE, format!("this is {what}, not a WIT package")).at(span, "").help(
        "`outwit wit` writes down the WIT that it has; dependencies are packages, which `outwit wasm` makes",
    )
}

pub(crate) fn not_wit(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(&NOT_WIT, format!("WIT cannot say that {what}"))
        .at(span, "")
        .help("leave it out of what the component shows, or use tools that read the component without WIT")
}

pub(crate) fn too_large_as_text(span: Span) -> Diagnostic {
    Diagnostic::new(
        &TOO_LARGE_AS_TEXT,
        "written out, the types of this file would be far larger than the file",
    )
    .at(span, "the limit is reached here")
    .note("types that share parts are written once in binary, and as often as they are used in text")
    .help("give the parts names of their own: records, variants and aliases are written once")
}

pub(crate) fn too_deep_as_text(span: Span) -> Diagnostic {
    Diagnostic::new(&TOO_LARGE_AS_TEXT, "written out, this type would be nested more than 100 levels deep")
        .at(span, "")
        .help("give a part of it a name of its own")
}

pub(crate) fn needs_new_linker(LinkerNeed { what, since, span }: &LinkerNeed) -> Diagnostic {
    Diagnostic::new(&NEEDS_NEW_LINKER, format!("linkers before wit-component {since} cannot read {what}"))
        .at(*span, "in use here")
        .note("the linker that comes with a toolchain is often older; rustc 1.95 has wit-component 0.245")
        .help("link with `wasm-component-ld` 0.5.31 or newer, or make the component with `wasm-tools component new`")
}

/// Text that should be WebAssembly and is not; `line` and `column` count from 1.
pub fn malformed_wat(span: Span, (line, column): (usize, usize), what: &str) -> Diagnostic {
    let message = format!("line {line}, column {column}: this is no valid WebAssembly text: {what}");
    Diagnostic::new(&MALFORMED_WAT, message)
        .at(span, "found here")
        .help("correct the text; a `.wat` file holds `(component …)` or `(module …)`, and WIT belongs in `.wit` files")
}

/// Something else where `outwit embed` needs a core module.
pub fn package_as_module(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(&PACKAGE_AS_MODULE, format!("this is {what}, not a core module"))
        .at(span, "")
        .help("give the module that a compiler made; a component is finished and needs nothing more")
}
