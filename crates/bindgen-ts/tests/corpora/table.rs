//! Holds the table of names against what the files declare: the same names in the same places, in both directions.

use std::collections::{BTreeMap, BTreeSet};

use outwit_bindgen_ts::{NameEntry, NameKind};

use crate::expected::MemberKind;
use crate::found::File;

/// A name in its place: the file, the declaration, and for a function its parameters.
type Place = (String, Option<String>, String, Vec<String>);

/// The names that only the table or only the files have, `files` being those of a world by their paths in its folder.
pub(crate) fn differences(names: &[NameEntry], files: &BTreeMap<&str, &File>) -> Vec<String> {
    let (said, declared) = (of_table(names), of_files(files));
    let only = |where_: &str, a: &BTreeSet<Place>, b: &BTreeSet<Place>| -> Vec<String> {
        a.difference(b).map(|place| format!("only in {where_}: {place:?}")).collect()
    };
    [only("the table", &said, &declared), only("the files", &declared, &said)].concat()
}

fn of_table(names: &[NameEntry]) -> BTreeSet<Place> {
    let mut places: Vec<Place> = Vec::new();
    for entry in names {
        match entry.kind {
            NameKind::Parameter => {
                places.last_mut().expect("a parameter stands behind its function").3.push(entry.name.clone());
            }
            _ => places.push((entry.file.clone(), entry.within.clone(), entry.name.clone(), Vec::new())),
        }
    }
    places.into_iter().collect()
}

fn of_files(files: &BTreeMap<&str, &File>) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    for (path, file) in files {
        let stem = path.strip_suffix(".d.ts").unwrap_or(path);
        if stem == "wit" || stem.ends_with(".modules") {
            continue;
        }
        for declaration in &file.declarations {
            places.insert((stem.to_owned(), None, declaration.name.clone(), Vec::new()));
            if !declaration.has_members {
                continue;
            }
            for member in declaration.members.iter().filter(|member| !member.name.starts_with("__@")) {
                let name = match member.kind {
                    MemberKind::Constructor => "new",
                    _ => &member.name,
                };
                let within = Some(declaration.name.clone());
                places.insert((stem.to_owned(), within, name.to_owned(), member.params.clone()));
            }
        }
    }
    places
}

#[test]
fn a_name_that_differs_is_told_from_both_sides() {
    let entry = |kind, within: Option<&str>, name: &str| NameEntry {
        wit: String::new(),
        kind,
        file: "w".to_owned(),
        within: within.map(str::to_owned),
        name: name.to_owned(),
    };
    let names = [
        entry(NameKind::Own, None, "Imports"),
        entry(NameKind::Function, Some("Imports"), "log"),
        entry(NameKind::Parameter, Some("Imports"), "message"),
    ];
    let member = |name: &str, params: &[&str]| crate::found::Member {
        kind: MemberKind::Property,
        name: name.to_owned(),
        doc: Vec::new(),
        params: params.iter().map(|name| (*name).to_owned()).collect(),
    };
    let file = |members| File {
        path: "w.d.ts".to_owned(),
        head: Vec::new(),
        comments: Vec::new(),
        declarations: vec![crate::found::Declaration {
            name: "Imports".to_owned(),
            doc: Vec::new(),
            has_members: true,
            members,
        }],
    };
    let told = |members| differences(&names, &[("w.d.ts", &file(members))].into()).len();
    assert_eq!(told(vec![member("log", &["message"])]), 0);
    assert_eq!(told(vec![member("log", &["text"])]), 2);
    assert_eq!(told(vec![member("log", &["message"]), member("more", &[])]), 1);
    assert_eq!(told(vec![]), 1);
}
