//! What declaration files export, as the compiler's API enumerates it.

use std::path::Path;

use serde_json::Value;

use crate::expected::{MemberKind, plain_lines};
use crate::support::compiler::{Compiler, node};

/// A file.
#[derive(Debug)]
pub(crate) struct File {
    /// Below the folder that was enumerated.
    pub(crate) path: String,
    /// The lines of the comment about the file as a whole.
    pub(crate) head: Vec<String>,
    /// The lines of all comments.
    pub(crate) comments: Vec<String>,
    pub(crate) declarations: Vec<Declaration>,
}

/// Something exported.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) name: String,
    pub(crate) doc: Vec<String>,
    /// Whether its members are written in it.
    pub(crate) has_members: bool,
    pub(crate) members: Vec<Member>,
}

/// A property, constructor or case.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) kind: MemberKind,
    pub(crate) name: String,
    pub(crate) doc: Vec<String>,
    /// The names of its parameters, if it can be called.
    pub(crate) params: Vec<String>,
}

/// Enumerates every `.ts` file below a folder, by a compiler with an API.
pub(crate) fn enumerate(root: &Path, compiler: &Compiler) -> Vec<File> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora/declared.mjs");
    let output = root.join("declared.json");
    let call = node()
        .arg("--max-old-space-size=4096")
        .arg(script)
        .args([root, &output, &compiler.library()])
        .output();
    let call = call.expect("node runs");
    assert!(call.status.success(), "{}", String::from_utf8_lossy(&call.stderr));
    let text = std::fs::read_to_string(&output).expect("the script wrote its output");
    let files: Value = serde_json::from_str(&text).expect("the script writes JSON");
    list(&files, file)
}

fn file(value: &Value) -> File {
    File {
        path: string(&value["path"]),
        head: lines(&value["head"]),
        comments: lines(&value["comments"]),
        declarations: list(&value["declarations"], |value| Declaration {
            name: string(&value["name"]),
            doc: lines(&value["doc"]),
            has_members: value["has"].as_bool().expect("a truth"),
            members: list(&value["members"], member),
        }),
    }
}

fn member(value: &Value) -> Member {
    let kind = match value["kind"].as_str() {
        Some("property") => MemberKind::Property,
        Some("constructor") => MemberKind::Constructor,
        Some("tag") => MemberKind::Tag,
        Some("string") => MemberKind::String,
        other => panic!("no member is a {other:?}"),
    };
    Member {
        kind,
        name: string(&value["name"]),
        doc: lines(&value["doc"]),
        params: list(&value["params"], string),
    }
}

fn list<T>(value: &Value, of: impl Fn(&Value) -> T) -> Vec<T> {
    value.as_array().expect("a list").iter().map(of).collect()
}

fn string(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn lines(value: &Value) -> Vec<String> {
    list(value, string).iter().flat_map(|line| plain_lines(line)).collect()
}
