//! Documentation comments as text.

/// Cleans and joins the comments before one item. See [`Comments::clean`](crate::ast::Comments::clean).
pub(crate) fn clean<'a>(comments: impl Iterator<Item = &'a str> + Clone) -> String {
    let indent = indent(comments.clone());
    let mut text = String::new();
    let mut breaks = 0;
    for_each_line(comments, |line| {
        let line = line.trim_end();
        if !line.is_empty() {
            text.extend(std::iter::repeat_n('\n', std::mem::take(&mut breaks)));
            text.push_str(line.get(indent..).unwrap_or(""));
        }
        // Neither before the first text nor behind the last.
        breaks += usize::from(!text.is_empty());
    });
    text
}

/// How many spaces all lines with text begin with.
fn indent<'a>(comments: impl Iterator<Item = &'a str>) -> usize {
    let mut least = usize::MAX;
    for_each_line(comments, |line| {
        let spaces = leading_spaces(line);
        if spaces < least && !line[spaces..].trim_end().is_empty() {
            least = spaces;
        }
    });
    least
}

/// The lines of comments, without the marks around these.
fn for_each_line<'a>(comments: impl Iterator<Item = &'a str>, mut action: impl FnMut(&'a str)) {
    for comment in comments {
        if let Some(line) = comment.strip_prefix("///") {
            action(line);
        } else {
            let block = comment.strip_prefix("/*").unwrap_or(comment);
            let block = block.strip_suffix("*/").unwrap_or(block);
            block.strip_prefix('*').unwrap_or(block).lines().map(block_line).for_each(&mut action);
        }
    }
}

/// One line of a block: the usual ` * ` margin is not part of the text.
fn block_line(line: &str) -> &str {
    let trimmed = line.trim_start();
    match trimmed.strip_prefix('*') {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest,
        _ => line,
    }
}

fn leading_spaces(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

#[cfg(test)]
mod tests {
    fn clean(comments: &[&str]) -> String {
        super::clean(comments.iter().copied())
    }

    #[test]
    fn lines_lose_their_slashes_and_common_indentation() {
        assert_eq!(clean(&["/// one", "///", "///   two  "]), "one\n\n  two");
        assert_eq!(clean(&["///no space", "/// one"]), "no space\n one");
        assert_eq!(clean(&["///", "/// one", "///  ", "///", "/// two", "///"]), "one\n\n\ntwo");
        assert_eq!(clean(&["///", "///"]), "");
    }

    #[test]
    fn blocks_lose_their_margin() {
        assert_eq!(clean(&["/** one */"]), "one");
        assert_eq!(clean(&["/**\n   * one\n   *\n   *   two\n   */"]), "one\n\n  two");
        assert_eq!(clean(&["/** **bold** */"]), "**bold**");
        assert_eq!(clean(&["/**/"]), "");
        assert_eq!(clean(&["/// one", "/** two */", "/// three"]), "one\ntwo\nthree");
    }
}
