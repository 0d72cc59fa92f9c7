//! Documentation comments as text.

/// Cleans and joins the comments before one item. See [`Comments::clean`](crate::ast::Comments::clean).
pub(crate) fn clean(comments: &[&str]) -> String {
    // Most comments are one line each.
    let mut lines: Vec<Line<'_>> = Vec::with_capacity(comments.len());
    for comment in comments {
        if let Some(line) = comment.strip_prefix("///") {
            lines.push(Line { text: line.trim_end(), is_of_block: false });
        } else if let Some(block) = comment.strip_prefix("/*") {
            let block = block.strip_suffix("*/").unwrap_or(block);
            lines.extend(block_lines(block.strip_prefix('*').unwrap_or(block)));
        } else {
            for line in comment.lines() {
                lines.push(Line { text: line.trim_end(), is_of_block: false });
            }
        }
    }
    let mut indent = usize::MAX;
    for line in &lines {
        if !line.is_of_block && !line.text.is_empty() {
            indent = indent.min(leading_spaces(line.text));
        }
    }
    for line in &mut lines {
        if !line.is_of_block {
            line.text = without_indent(line.text, indent);
        }
    }
    let first = lines.iter().position(|line| !line.text.is_empty()).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !line.text.is_empty()).map_or(first, |last| last + 1);
    let lines = &lines[first..last];
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 1).sum());
    for line in lines {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(line.text);
    }
    text
}

struct Line<'a> {
    text: &'a str,
    /// Lines of blocks have lost their indentation already.
    is_of_block: bool,
}

/// The lines of one block. The first stands behind `/**`, so its indentation says nothing about that of the others.
fn block_lines(block: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut indent = usize::MAX;
    for (at, line) in block.lines().enumerate() {
        let text = block_line(line);
        if at > 0 && !text.is_empty() {
            indent = indent.min(leading_spaces(text));
        }
        lines.push(Line { text, is_of_block: true });
    }
    for (at, line) in lines.iter_mut().enumerate() {
        line.text = if at == 0 { line.text.trim_start() } else { without_indent(line.text, indent) };
    }
    lines
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

fn without_indent(line: &str, indent: usize) -> &str {
    line.get(indent..).unwrap_or("")
}

fn leading_spaces(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

#[cfg(test)]
mod tests {
    use super::clean;

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
        assert_eq!(clean(&["/** one\n\n    two\n      three */"]), "one\n\ntwo\n  three");
        assert_eq!(clean(&["/** one\n  * two */"]), "one\ntwo");
        assert_eq!(clean(&["///  one", "/** two\n   three */", "/// four"]), " one\ntwo\nthree\nfour");
    }
}
