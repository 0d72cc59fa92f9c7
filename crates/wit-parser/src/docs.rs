//! Documentation comments as text.

/// Cleans and joins the comments before one item. See [`File::doc_text`](crate::ast::File::doc_text).
pub(crate) fn clean<'a>(comments: impl Iterator<Item = &'a str>) -> String {
    // Most comments are one line each.
    let mut lines: Vec<&str> = Vec::with_capacity(comments.size_hint().0);
    for comment in comments {
        if let Some(line) = comment.strip_prefix("///") {
            lines.push(line.trim_end());
        } else if let Some(block) = comment.strip_prefix("/*") {
            let block = block.strip_suffix("*/").unwrap_or(block);
            lines.extend(block.strip_prefix('*').unwrap_or(block).lines().map(block_line));
        } else {
            lines.extend(comment.lines().map(str::trim_end));
        }
    }
    let indent =
        lines.iter().filter(|line| !line.is_empty()).map(|line| leading_spaces(line)).min().unwrap_or(0);
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    let lines = &lines[first..last];
    let mut text =
        String::with_capacity(lines.iter().map(|line| line.len() + 1 - indent.min(line.len())).sum());
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.get(indent..).unwrap_or(""));
    }
    text
}

/// One line of a block: the usual ` * ` margin is not part of the text.
fn block_line(line: &str) -> &str {
    let trimmed = line.trim_start();
    let line = match trimmed.strip_prefix('*') {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest,
        _ => line,
    };
    line.trim_end()
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
    }

    #[test]
    fn blocks_lose_their_margin() {
        assert_eq!(clean(&["/** one */"]), "one");
        assert_eq!(clean(&["/**\n   * one\n   *\n   *   two\n   */"]), "one\n\n  two");
        assert_eq!(clean(&["/** **bold** */"]), "**bold**");
        assert_eq!(clean(&["/**/"]), "");
    }
}
