//! "Did you mean": the closest of the names in scope, and lists of names for people.

use crate::mapped;

/// The candidate nearest to `name` by edit distance with transpositions, if it is near enough to be a likely slip:
/// at most a third of the longer length. Case and hyphens count less than letters. The first of
/// equally near candidates wins.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest_of(name, &mut candidates.into_iter())
}

/// Compiled once for iterators of all types.
fn closest_of<'a>(name: &str, candidates: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == name {
            continue;
        }
        let limit = name.chars().count().max(candidate.chars().count()) / 3;
        // Lengths alone can rule a candidate out.
        if name.len().abs_diff(candidate.len()) > limit * 4 {
            continue;
        }
        let distance = if fold(name) == fold(candidate) { 0 } else { edit_distance(name, candidate) };
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn fold(name: &str) -> String {
    name.replace(['-', '_'], "").to_lowercase()
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours cost 1 each.
fn edit_distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut current = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            current[j] = (previous[j] + 1).min(current[j - 1] + 1).min(previous[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                current[j] = current[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[b.len()]
}

/// Names for people: `` `a`, `b` and `c` ``; long lists end in "and N more".
pub fn quoted_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    quoted_list_of(&names.into_iter().collect::<Vec<&str>>())
}

fn quoted_list_of(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let mut parts = mapped(&names[..names.len().min(SHOWN)], |name| format!("`{name}`"));
    if names.len() > SHOWN {
        parts.push(format!("{} more", names.len() - SHOWN));
    }
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_else() {
        let names = ["descriptor", "datetime", "pollable", "a"];
        assert_eq!(closest("descritpor", names), Some("descriptor"));
        assert_eq!(closest("Date-Time", names), Some("datetime"));
        assert_eq!(closest("widget", names), None);
        assert_eq!(closest("b", names), None);
        assert_eq!(closest("A", names), Some("a"));
        assert_eq!(closest("pollable", names), None);
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(quoted_list([]), "");
        assert_eq!(quoted_list(["a"]), "`a`");
        assert_eq!(quoted_list(["a", "b", "c"]), "`a`, `b` and `c`");
        assert!(quoted_list(["x"; 10]).ends_with("and 2 more"));
    }
}
