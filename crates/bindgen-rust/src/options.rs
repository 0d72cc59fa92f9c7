//! What users can choose, in one table for the macro, the build-script API and the program.

use crate::RustPath;

/// How to generate. Where the WIT comes from stands in [`Input`](crate::Input).
#[derive(Clone, Debug)]
pub struct Options {
    /// Generate interfaces of other packages too; otherwise a world that needs one is refused, with a list of them.
    pub generate_all: bool,
    /// Generate types that no function uses.
    pub generate_unused_types: bool,
    /// Functions to leave out, by their names in WIT, imported and exported ones.
    pub skip: Vec<String>,
    /// Derives for records, variants and enums, besides those they have anyway.
    pub additional_derives: Vec<RustPath>,
    /// Where the module `rt` of the crate `outwit` is found; default `::outwit::rt`.
    pub runtime_path: Option<RustPath>,
    /// What the macro `export!` is called.
    pub export_macro_name: Option<String>,
    /// Where `export!(Type)` looks for the bindings; default `self`.
    pub default_bindings_module: Option<RustPath>,
    /// Ends the name of the custom section, to tell apart two for one world in one component.
    pub type_section_suffix: Option<String>,
    /// How parameters of imports are lent.
    pub ownership: Ownership,
}

/// How parameters of imports are lent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ownership {
    /// By reference to owned values: `&Record`, `&[String]`.
    #[default]
    Owning,
    /// All the way down: `Record<'_>`, `&[&str]`.
    Borrowing {
        /// Whether a type that is lent here and owned there becomes two, `RecordParam<'_>` and `RecordResult`. Otherwise it is
        /// owned, and lent by reference.
        duplicate_if_necessary: bool,
    },
}

impl Default for Options {
    fn default() -> Options {
        Options {
            generate_all: true,
            generate_unused_types: false,
            skip: Vec::new(),
            additional_derives: Vec::new(),
            runtime_path: None,
            export_macro_name: None,
            default_bindings_module: None,
            type_section_suffix: None,
            ownership: Ownership::default(),
        }
    }
}

/// One option, for whoever reads or explains them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionInfo {
    /// The key in the macro; the build-script API has a setter of the same name, the program a flag with `-` for `_`.
    pub key: &'static str,
    /// What values it takes.
    pub value: ValueKind,
    /// What it does, in a line.
    pub help: &'static str,
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
    /// A list of Rust paths.
    Paths,
}

/// Every option, those of [`Input`](crate::Input) first.
pub static OPTIONS: &[OptionInfo] = &[
    info("path", ValueKind::Texts, "WIT files and folders, relative to the manifest of the crate"),
    info("inline", ValueKind::Text, "WIT as text; its worlds are the ones to choose from"),
    info("world", ValueKind::Text, "The world, if there are several"),
    info("features", ValueKind::Texts, "The `@unstable` features to show"),
    info("generate_all", ValueKind::Flag, "Generate interfaces of other packages too"),
    info("generate_unused_types", ValueKind::Flag, "Generate types that no function uses"),
    info("skip", ValueKind::Texts, "Functions to leave out, by their names in WIT"),
    info("additional_derives", ValueKind::Paths, "Derives for records, variants and enums"),
    info("runtime_path", ValueKind::Text, "Where the module `rt` of the crate `outwit` is found"),
    info("export_macro_name", ValueKind::Text, "What the macro `export!` is called"),
    info("default_bindings_module", ValueKind::Text, "Where `export!(Type)` looks for the bindings"),
    info("type_section_suffix", ValueKind::Text, "Ends the name of the custom section"),
];

const fn info(key: &'static str, value: ValueKind, help: &'static str) -> OptionInfo {
    OptionInfo { key, value, help }
}

impl Options {
    /// Sets an option whose value is a string.
    ///
    /// # Errors
    /// Why the value cannot be, or that `key` is no such option.
    pub fn set_text(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "runtime_path" => self.runtime_path = Some(value.parse()?),
            "default_bindings_module" => self.default_bindings_module = Some(value.parse()?),
            "export_macro_name" if RustPath::is_plain_name(value) => {
                self.export_macro_name = Some(value.to_owned());
            }
            "export_macro_name" => return Err(format!("`{value}` is not a name for a macro")),
            "type_section_suffix" => self.type_section_suffix = Some(value.to_owned()),
            _ => return Err(format!("`{key}` is not an option with a string")),
        }
        Ok(())
    }

    /// Sets an option that is on or off.
    ///
    /// # Errors
    /// That `key` is no such option.
    pub fn set_flag(&mut self, key: &str, value: bool) -> Result<(), String> {
        match key {
            "generate_all" => self.generate_all = value,
            "generate_unused_types" => self.generate_unused_types = value,
            _ => return Err(format!("`{key}` is not an option that is on or off")),
        }
        Ok(())
    }

    /// The options that differ from the default, as text for the head of a generated file.
    pub(crate) fn chosen(&self) -> Vec<String> {
        let mut chosen = Vec::new();
        if !self.generate_all {
            chosen.push("generate_all: false".to_owned());
        }
        if self.generate_unused_types {
            chosen.push("generate_unused_types".to_owned());
        }
        if !self.skip.is_empty() {
            chosen.push(format!("skip: {:?}", self.skip));
        }
        if !self.additional_derives.is_empty() {
            let derives: Vec<String> = self.additional_derives.iter().map(ToString::to_string).collect();
            chosen.push(format!("additional_derives: [{}]", derives.join(", ")));
        }
        let texts = [
            ("runtime_path", self.runtime_path.as_ref().map(ToString::to_string)),
            ("export_macro_name", self.export_macro_name.clone()),
            ("default_bindings_module", self.default_bindings_module.as_ref().map(ToString::to_string)),
            ("type_section_suffix", self.type_section_suffix.clone()),
        ];
        chosen.extend(texts.into_iter().filter_map(|(key, text)| Some(format!("{key}: {:?}", text?))));
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_can_be_set_by_its_kind() {
        let input = ["path", "inline", "world", "features"];
        let lists = ["skip", "additional_derives"];
        for option in
            OPTIONS.iter().filter(|option| !input.contains(&option.key) && !lists.contains(&option.key))
        {
            let mut options = Options::default();
            let set = match option.value {
                ValueKind::Text => options.set_text(option.key, "some_name"),
                ValueKind::Flag => options.set_flag(option.key, option.key != "generate_all"),
                other => panic!("{}: {other:?}", option.key),
            };
            assert_eq!(set, Ok(()));
            assert_eq!(options.chosen().len(), 1, "{}", option.key);
        }
    }

    #[test]
    fn values_that_cannot_be_are_refused() {
        let mut options = Options::default();
        assert!(options.set_text("runtime_path", "a b").unwrap_err().contains("`a b`"));
        assert!(options.set_text("export_macro_name", "a::b").unwrap_err().contains("name"));
        assert!(options.set_text("world", "x").is_err());
        assert!(options.set_flag("skip", true).is_err());
    }
}
