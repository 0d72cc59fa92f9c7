//! Rows in, a table in Markdown out, and how numbers are written in it.

/// A table whose first column is text, and the others numbers.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these titles.
    pub(super) fn new(titles: &[&str]) -> Table {
        Table { rows: vec![titles.iter().map(|title| (*title).to_owned()).collect()] }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table, each column as wide as its widest cell.
    pub(super) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
        let width = |column| self.rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(|column| width(column).max(3)).collect();
        let mut lines: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let cells = widths.iter().enumerate().map(|(column, width)| {
                    let cell = cell(row, column);
                    if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
                });
                format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
            })
            .collect();
        let rules = widths.iter().enumerate().map(|(column, width)| match column {
            0 => "-".repeat(*width),
            _ => format!("{}:", "-".repeat(width - 1)),
        });
        lines.insert(1, format!("| {} |", rules.collect::<Vec<_>>().join(" | ")));
        lines.join("\n")
    }
}

/// How much of the peer's ours is: `0.43`.
pub(super) fn ratio(ours: f64, peer: f64) -> String {
    if peer == 0.0 { "-".to_owned() } else { format!("{:.2}", ours / peer) }
}

/// The geometric mean of ratios, which is the same whichever side is divided by the other.
pub(super) fn mean(ratios: &[f64]) -> f64 {
    let logarithms: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
    (logarithms / ratios.len().max(1) as f64).exp()
}

/// The numbers behind the first word of each line that a program printed, with that word.
pub(super) fn lines(text: &str) -> Vec<(String, Vec<f64>)> {
    let numbers = |line: &str| {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        Some((name, words.map(str::parse).collect::<Result<_, _>>().ok()?))
    };
    text.lines().filter_map(numbers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_aligned() {
        let mut table = Table::new(&["what", "ours"]);
        table.row(["größer".to_owned(), "1.00".to_owned()]);
        table.row(["a".to_owned()]);
        assert_eq!(
            table.text(),
            "| what   | ours |\n| ------ | ---: |\n| größer | 1.00 |\n| a      |      |"
        );
    }

    #[test]
    fn ratios_of_nothing_are_none() {
        assert_eq!(ratio(1.0, 4.0), "0.25");
        assert_eq!(ratio(1.0, 0.0), "-");
        assert!((mean(&[0.5, 2.0]) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn lines_without_numbers_are_left_out() {
        let read = lines("[method]thing.get 11 14\nwarning: x\n\nu8 0.5\n");
        assert_eq!(read, [("[method]thing.get".to_owned(), vec![11.0, 14.0]), ("u8".to_owned(), vec![0.5])]);
    }
}
