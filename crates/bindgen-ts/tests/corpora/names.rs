//! The documented rule for names, written a second time: types are `PascalCase`, everything else is `camelCase`, cases keep
//! their spelling; what is reserved or taken has `_` at its end, as often as needed.

use heck::{ToLowerCamelCase, ToUpperCamelCase};

/// The name of a type.
pub(crate) fn pascal(wit: &str) -> String {
    wit.to_upper_camel_case()
}

/// The name of a function, field, flag or parameter.
pub(crate) fn camel(wit: &str) -> String {
    wit.to_lower_camel_case()
}

/// Whether `found` is what may become of `name`.
pub(crate) fn is_from(found: &str, name: &str) -> bool {
    found.strip_prefix(name).is_some_and(|rest| rest.bytes().all(|byte| byte == b'_'))
}
