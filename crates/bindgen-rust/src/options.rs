//! What users can choose. [`OPTIONS`] describes every option; [`Options`] holds the values.

mod table;
mod value;

use crate::RustPath;

pub use table::{OPTIONS, OptionInfo, ValueKind};
pub use value::{Attributes, Keywords, Ownership, With};

/// How to generate. Where the WIT comes from stands in [`Input`](crate::Input).
///
/// The default is that of `bindgen!`, the build-script API and the program. What an option means is written down once, in
/// [`OPTIONS`].
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the options, and `OPTIONS` explains them")]
pub struct Options {
    pub generate_all: bool,
    /// In the order in which they were given.
    pub with: Vec<(String, With)>,
    pub generate_unused_types: bool,
    pub skip: Vec<String>,
    pub keywords: Keywords,
    pub ownership: Ownership,
    pub raw_strings: bool,
    pub std_feature: bool,
    pub additional_derives: Vec<RustPath>,
    pub additional_derives_ignore: Vec<String>,
    /// In the order in which they were given.
    pub additional_type_attributes: Vec<(String, Attributes)>,
    /// In the order in which they were given.
    pub additional_member_attributes: Vec<(String, Attributes)>,
    pub map_type: Option<RustPath>,
    pub bitflags_path: Option<RustPath>,
    pub runtime_path: Option<RustPath>,
    pub stubs: bool,
    pub export_prefix: Option<String>,
    pub export_macro_name: Option<String>,
    pub pub_export_macro: bool,
    pub default_bindings_module: Option<RustPath>,
    pub type_section_suffix: Option<String>,
    pub disable_custom_section_link_helpers: bool,
    pub disable_run_ctors_once_workaround: bool,
    pub merge_structurally_equal_types: bool,
    pub sync: Vec<String>,
    pub chainable_methods: Vec<String>,
    pub borrowed_params: Vec<String>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            generate_all: true,
            with: Vec::new(),
            generate_unused_types: false,
            skip: Vec::new(),
            keywords: Keywords::Raw,
            ownership: Ownership::Owning,
            raw_strings: false,
            std_feature: false,
            additional_derives: Vec::new(),
            additional_derives_ignore: Vec::new(),
            additional_type_attributes: Vec::new(),
            additional_member_attributes: Vec::new(),
            map_type: None,
            bitflags_path: None,
            runtime_path: None,
            stubs: false,
            export_prefix: None,
            export_macro_name: None,
            pub_export_macro: false,
            default_bindings_module: None,
            type_section_suffix: None,
            disable_custom_section_link_helpers: false,
            disable_run_ctors_once_workaround: false,
            merge_structurally_equal_types: false,
            sync: Vec::new(),
            chainable_methods: Vec::new(),
            borrowed_params: Vec::new(),
        }
    }
}

impl Options {
    /// The defaults of `generate!`, which are those of the published generator.
    pub fn drop_in() -> Options {
        Options { generate_all: false, keywords: Keywords::Underscore, ..Options::default() }
    }

    /// Sets an option whose value is one string.
    ///
    /// # Errors
    /// Why the value cannot be, or that `key` is no such option.
    pub fn set_text(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "keywords" => self.keywords = value.parse()?,
            "ownership" => self.ownership = value.parse()?,
            "map_type" => self.map_type = Some(value.parse()?),
            "bitflags_path" => self.bitflags_path = Some(value.parse()?),
            "runtime_path" => self.runtime_path = Some(value.parse()?),
            "default_bindings_module" => self.default_bindings_module = Some(value.parse()?),
            "export_macro_name" if RustPath::is_plain_name(value) => {
                self.export_macro_name = Some(value.to_owned());
            }
            "export_macro_name" => return Err(format!("`{value}` is not a name for a macro")),
            "export_prefix" => self.export_prefix = Some(value.to_owned()),
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
        let all = if value { vec!["all".to_owned()] } else { Vec::new() };
        match key {
            "sync" => self.sync = all,
            "borrowed_params" => self.borrowed_params = all,
            _ => return self.set_plain_flag(key, value),
        }
        Ok(())
    }

    fn set_plain_flag(&mut self, key: &str, value: bool) -> Result<(), String> {
        let flag = match key {
            "generate_all" => &mut self.generate_all,
            "generate_unused_types" => &mut self.generate_unused_types,
            "raw_strings" => &mut self.raw_strings,
            "std_feature" => &mut self.std_feature,
            "stubs" => &mut self.stubs,
            "pub_export_macro" => &mut self.pub_export_macro,
            "disable_custom_section_link_helpers" => &mut self.disable_custom_section_link_helpers,
            "disable_run_ctors_once_workaround" => &mut self.disable_run_ctors_once_workaround,
            "merge_structurally_equal_types" => &mut self.merge_structurally_equal_types,
            _ => return Err(format!("`{key}` is not an option that is on or off")),
        };
        *flag = value;
        Ok(())
    }

    /// Adds one value to an option that has a list of them. A value with a key is written `key=value`.
    ///
    /// # Errors
    /// Why the value cannot be, or that `key` is no such option.
    pub fn add(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "skip" => self.skip.push(value.to_owned()),
            "additional_derives" => self.additional_derives.push(value.parse()?),
            "additional_derives_ignore" => self.additional_derives_ignore.push(value.to_owned()),
            "sync" => self.sync.push(value.to_owned()),
            "chainable_methods" => self.chainable_methods.push(value.to_owned()),
            "borrowed_params" => self.borrowed_params.push(value.to_owned()),
            "with" => {
                let (key, value) = pair(value, "KEY=PATH")?;
                self.with.push((key, value.parse()?));
            }
            "additional_type_attributes" => {
                let (key, value) = pair(value, "SELECTOR=#[ATTRIBUTE]")?;
                self.additional_type_attributes.push((key, value.parse()?));
            }
            "additional_member_attributes" => {
                let (key, value) = pair(value, "SELECTOR=#[ATTRIBUTE]")?;
                self.additional_member_attributes.push((key, value.parse()?));
            }
            _ => return Err(format!("`{key}` is not an option with a list")),
        }
        Ok(())
    }

    /// The options that differ from the default, as text for the head of a generated file.
    #[cfg(any(test, feature = "format"))]
    pub(crate) fn chosen(&self) -> Vec<String> {
        OPTIONS.iter().filter_map(|option| self.chosen_one(option.key)).collect()
    }

    #[cfg(any(test, feature = "format"))]
    fn chosen_one(&self, key: &str) -> Option<String> {
        let default = Options::default();
        let flag = |is: bool, usual: bool| match (is, usual) {
            (true, false) => Some(key.to_owned()),
            (false, true) => Some(format!("{key}: false")),
            _ => None,
        };
        let list = |texts: &[String]| (!texts.is_empty()).then(|| format!("{key}: {texts:?}"));
        let text = |text: &Option<String>| Some(format!("{key}: {:?}", text.as_ref()?));
        let path = |path: &Option<RustPath>| text(&path.as_ref().map(ToString::to_string));
        match key {
            "generate_all" => flag(self.generate_all, default.generate_all),
            "with" => pairs(key, &self.with),
            "generate_unused_types" => flag(self.generate_unused_types, false),
            "skip" => list(&self.skip),
            "keywords" => (self.keywords != default.keywords).then(|| format!("{key}: \"underscore\"")),
            "ownership" => {
                (self.ownership != default.ownership).then(|| format!("{key}: {:?}", self.ownership))
            }
            "raw_strings" => flag(self.raw_strings, false),
            "std_feature" => flag(self.std_feature, false),
            "additional_derives" if self.additional_derives.is_empty() => None,
            "additional_derives" => {
                let derives: Vec<String> = self.additional_derives.iter().map(ToString::to_string).collect();
                Some(format!("{key}: [{}]", derives.join(", ")))
            }
            "additional_derives_ignore" => list(&self.additional_derives_ignore),
            "additional_type_attributes" => pairs(key, &self.additional_type_attributes),
            "additional_member_attributes" => pairs(key, &self.additional_member_attributes),
            "map_type" => path(&self.map_type),
            "bitflags_path" => path(&self.bitflags_path),
            "runtime_path" => path(&self.runtime_path),
            "stubs" => flag(self.stubs, false),
            "export_prefix" => text(&self.export_prefix),
            "export_macro_name" => text(&self.export_macro_name),
            "pub_export_macro" => flag(self.pub_export_macro, false),
            "default_bindings_module" => path(&self.default_bindings_module),
            "type_section_suffix" => text(&self.type_section_suffix),
            "disable_custom_section_link_helpers" => flag(self.disable_custom_section_link_helpers, false),
            "disable_run_ctors_once_workaround" => flag(self.disable_run_ctors_once_workaround, false),
            "merge_structurally_equal_types" => flag(self.merge_structurally_equal_types, false),
            "sync" => list(&self.sync),
            "chainable_methods" => list(&self.chainable_methods),
            "borrowed_params" => list(&self.borrowed_params),
            _ => None,
        }
    }
}

/// The two halves around the first `=`.
fn pair<'a>(text: &'a str, form: &str) -> Result<(String, &'a str), String> {
    let (key, value) = text.split_once('=').ok_or_else(|| format!("`{text}` is not `{form}`"))?;
    Ok((key.trim().to_owned(), value.trim()))
}

#[cfg(any(test, feature = "format"))]
fn pairs(key: &str, pairs: &[(String, impl std::fmt::Display)]) -> Option<String> {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key:?}: {value}")).collect();
    (!pairs.is_empty()).then(|| format!("{key}: {{ {} }}", pairs.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_can_be_set_by_its_kind() {
        for option in OPTIONS.iter().filter(|option| !option.is_input() && !option.macro_only()) {
            let mut options = Options::default();
            let set = match option.value {
                ValueKind::Text => options.set_text(option.key, "some_name"),
                ValueKind::Word(words) => options.set_text(option.key, words[1]),
                ValueKind::Ownership => options.set_text(option.key, Ownership::ALL[1]),
                ValueKind::Flag => options.set_flag(option.key, option.key != "generate_all"),
                ValueKind::Texts | ValueKind::FlagOrTexts | ValueKind::Paths => {
                    options.add(option.key, "some_name")
                }
                ValueKind::With => options.add(option.key, "a:b/c=crate::d"),
                ValueKind::Attributes => options.add(option.key, "a:b/c=#[d(e = \"f\")]"),
            };
            assert_eq!(set, Ok(()), "{}", option.key);
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
        assert!(options.add("with", "a:b/c").unwrap_err().contains("KEY=PATH"));
        assert!(options.add("additional_type_attributes", "a:b/c=serde").unwrap_err().contains("#[...]"));
        assert!(options.add("runtime_path", "x").is_err());
    }

    #[test]
    fn flags_and_keys_are_there_once() {
        let mut words: Vec<&str> = OPTIONS.iter().map(|option| option.key).collect();
        words.extend(OPTIONS.iter().filter_map(|option| option.flag).filter(|flag| flag.contains('-')));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }
}
