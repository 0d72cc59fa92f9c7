//! The options of the generator as methods, each under the name that it has in the macro.

use std::string::String;

use outwit_bindgen_rust::{Keywords, Ownership};

use super::Builder;

/// Options. What each means stands in [`bindgen!`](crate::bindgen!) and, at length, in the reference page of options.
impl Builder {
    /// Whether interfaces of other packages are generated too; they are unless this says otherwise.
    pub fn generate_all(self, all: bool) -> Builder {
        self.flag("generate_all", all)
    }

    /// Says where the bindings of an interface, a package or a type are: `value` is a path of Rust, or `generate`.
    pub fn with(self, key: &str, value: &str) -> Builder {
        self.pair("with", key, value)
    }

    /// Whether types that no function uses are generated too.
    pub fn generate_unused_types(self, unused: bool) -> Builder {
        self.flag("generate_unused_types", unused)
    }

    /// Adds functions to leave out: `f`, or `ns:pkg/interface#f`.
    pub fn skip(self, names: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.list("skip", names)
    }

    /// How names that are keywords of Rust are spelled; raw unless this says otherwise.
    pub fn keywords(mut self, keywords: Keywords) -> Builder {
        self.options.keywords = keywords;
        self
    }

    /// Whether types of the parameters of imports own what they hold or borrow it.
    pub fn ownership(mut self, ownership: Ownership) -> Builder {
        self.options.ownership = ownership;
        self
    }

    /// Whether strings are bytes: `&[u8]` and `Vec<u8>`.
    pub fn raw_strings(self, raw: bool) -> Builder {
        self.flag("raw_strings", raw)
    }

    /// Whether `impl Error` stands behind `cfg(feature = "std")`.
    pub fn std_feature(self, feature: bool) -> Builder {
        self.flag("std_feature", feature)
    }

    /// Adds derives for records, variants and enums, by their paths.
    pub fn additional_derives(self, paths: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.list("additional_derives", paths)
    }

    /// Adds types without additional derives: `type`, or `ns:pkg/interface/type`.
    pub fn additional_derives_ignore(self, names: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.list("additional_derives_ignore", names)
    }

    /// Adds attributes, `#[...]`, to the type `ns:pkg/interface/type`.
    pub fn additional_type_attributes(self, selector: &str, attributes: &str) -> Builder {
        self.pair("additional_type_attributes", selector, attributes)
    }

    /// Adds attributes, `#[...]`, to the field, case or flag `ns:pkg/interface/type.member`.
    pub fn additional_member_attributes(self, selector: &str, attributes: &str) -> Builder {
        self.pair("additional_member_attributes", selector, attributes)
    }

    /// The type behind `map<k, v>`, without parameters; default `rt::Map`.
    pub fn map_type(self, path: &str) -> Builder {
        self.text("map_type", path)
    }

    /// Where the crate `bitflags` is found; default `rt::bitflags`.
    pub fn bitflags_path(self, path: &str) -> Builder {
        self.text("bitflags_path", path)
    }

    /// Where the module `rt` of this crate is found; default `::outwit::rt`.
    pub fn runtime_path(self, path: &str) -> Builder {
        self.text("runtime_path", path)
    }

    /// Whether there is a type `Stub` that implements every `Guest` by panicking, and is exported.
    pub fn stubs(self, stubs: bool) -> Builder {
        self.flag("stubs", stubs)
    }

    /// Begins the name of every core export.
    pub fn export_prefix(self, prefix: &str) -> Builder {
        self.text("export_prefix", prefix)
    }

    /// What the macro `export!` is called.
    pub fn export_macro_name(self, name: &str) -> Builder {
        self.text("export_macro_name", name)
    }

    /// Whether `export!` is public, for other crates.
    pub fn pub_export_macro(self, public: bool) -> Builder {
        self.flag("pub_export_macro", public)
    }

    /// Where `export!(Type)` looks for the bindings; default `self`.
    pub fn default_bindings_module(self, path: &str) -> Builder {
        self.text("default_bindings_module", path)
    }

    /// Ends the name of the custom section, to tell apart two for one world in one component.
    pub fn type_section_suffix(self, suffix: &str) -> Builder {
        self.text("type_section_suffix", suffix)
    }

    /// Whether to leave out the statics that keep the custom section when bindings are linked from a library.
    pub fn disable_custom_section_link_helpers(self, disable: bool) -> Builder {
        self.flag("disable_custom_section_link_helpers", disable)
    }

    /// Whether to leave out the call that runs static constructors at the first export.
    pub fn disable_run_ctors_once_workaround(self, disable: bool) -> Builder {
        self.flag("disable_run_ctors_once_workaround", disable)
    }

    /// Whether all types of one structure have one definition.
    pub fn merge_structurally_equal_types(self, merge: bool) -> Builder {
        self.flag("merge_structurally_equal_types", merge)
    }

    /// Adds functions that are async in WIT and not in Rust: `all`, or `ns:pkg/interface#f`.
    pub fn sync(self, names: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.list("sync", names)
    }

    /// Adds imported methods without result that return what they were called on: `all`, `ns:pkg/interface#resource` or
    /// `ns:pkg/interface#[method]resource.method`.
    pub fn chainable_methods(self, names: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.list("chainable_methods", names)
    }

    /// Adds exported functions that are lent strings and lists, as `&str` and `&[T]`: `all`, or `ns:pkg/interface#f`.
    pub fn borrowed_params(self, names: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        self.list("borrowed_params", names)
    }

    fn flag(mut self, key: &str, value: bool) -> Builder {
        let set = self.options.set_flag(key, value);
        self.note(key, set)
    }

    fn text(mut self, key: &str, value: &str) -> Builder {
        let set = self.options.set_text(key, value);
        self.note(key, set)
    }

    fn list(mut self, key: &str, values: impl IntoIterator<Item = impl Into<String>>) -> Builder {
        for value in values {
            let added = self.options.add(key, &value.into());
            self = self.note(key, added);
        }
        self
    }

    fn pair(self, key: &str, name: &str, value: &str) -> Builder {
        self.list(key, [std::format!("{name}={value}")])
    }

    /// Keeps why a value cannot be, for when bindings are made.
    fn note(mut self, key: &str, set: Result<(), String>) -> Builder {
        self.faults.extend(set.err().map(|fault| std::format!("{key}: {fault}")));
        self
    }
}
