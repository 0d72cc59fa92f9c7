//! What is said about worlds that become TypeScript: codes and wording.

use outwit_diagnostics::{Diagnostic, Span, closest, codes, quoted_list};

codes! {
    RENAMED = "WIT0754", "typescript-same-name", Warning, "two WIT names are one name in TypeScript";
    UNREACHED = "WIT0755", "typescript-unreached-interface", Error, "an interface that was asked for is not reached";
    PACKAGE_NAME = "WIT0756", "typescript-package-name", Error, "no package can have the name that was asked for";
}

pub(crate) fn renamed(wit: &str, mapped: &str, name: &str, at: Span) -> Diagnostic {
    Diagnostic::new(
        &RENAMED,
        format!("`{wit}` is `{name}` in TypeScript, as another item is `{mapped}` already"),
    )
    .at(at, "maps to a name that is taken")
    .note("a name that is taken gets `_` behind it, once more until it is free")
    .help("choose names that differ without their packages, too")
}

pub(crate) fn unreached(asked: &str, world: &str, reached: &[String]) -> Diagnostic {
    let found =
        Diagnostic::new(&UNREACHED, format!("the world `{world}` does not reach the interface `{asked}`"));
    match closest(asked, reached.iter().map(|id| &**id)) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.note(match reached {
            [] => "it reaches none".to_owned(),
            reached => format!("it reaches {}", quoted_list(reached.iter().map(|id| &**id))),
        }),
    }
}

pub(crate) fn package_name(name: &str) -> Diagnostic {
    Diagnostic::new(&PACKAGE_NAME, format!("no package can be called `{name}`"))
        .note("a name is of lower-case letters, digits, `-`, `.`, `_` and `~`, perhaps behind a scope: `@scope/name`")
}
