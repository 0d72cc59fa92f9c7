//! Names for rules: permanent numbers with kebab names and default severities.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, nothing to mend.
    Note,
    /// Works, but should be mended.
    Warning,
    /// Cannot work.
    Error,
}

impl Severity {
    /// The word shown to people and written in machine formats.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One rule. Numbers are never reused; the table of a crate is made by [`codes!`](crate::codes).
#[derive(Debug)]
pub struct Code {
    /// The permanent number, such as `WIT0201`.
    pub id: &'static str,
    /// The name in kebab case, such as `unknown-name`.
    pub name: &'static str,
    /// The severity unless the user asks for another; of a rule that is off, the one that it has when it is turned on.
    pub severity: Severity,
    /// Whether nothing is told unless the user asks for it: not wrong, but some want to know.
    pub is_off: bool,
    /// One line that says what the rule is about.
    pub title: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Code) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// Declares the table of codes of a crate: one `pub static` each, and `ALL`, which lists them in order. `Off` in the place
/// of a severity makes a warning that is not told unless the user asks for it.
///
/// ```
/// outwit_diagnostics::codes! {
///     UNKNOWN_NAME = "WIT0201", "unknown-name", Error, "a name that nothing defines";
/// }
/// assert_eq!(ALL[0].id, UNKNOWN_NAME.id);
/// ```
#[macro_export]
macro_rules! codes {
    ($($konst:ident = $id:literal, $name:literal, $severity:ident, $title:literal;)*) => {
        $(
            #[doc = concat!("`", $id, "`, ", $name, ": ", $title, ".")]
            pub static $konst: $crate::Code = $crate::Code {
                id: $id,
                name: $name,
                severity: $crate::severity!($severity),
                is_off: $crate::is_off!($severity),
                title: $title,
            };
        )*
        /// Every code of this table, in the order of their numbers.
        pub static ALL: &[&$crate::Code] = &[$(&$konst),*];
    };
}

/// The severity that a word in the table of [`codes!`](crate::codes) stands for.
#[doc(hidden)]
#[macro_export]
macro_rules! severity {
    (Off) => {
        $crate::Severity::Warning
    };
    ($severity:ident) => {
        $crate::Severity::$severity
    };
}

/// Whether a word in the table of [`codes!`](crate::codes) turns its rule off.
#[doc(hidden)]
#[macro_export]
macro_rules! is_off {
    (Off) => {
        true
    };
    ($severity:ident) => {
        false
    };
}
