//! Rows in, aligned text out.

use std::fmt;

/// A table with `N` columns; a row may have lines of remarks below it.
pub(crate) struct Table<const N: usize> {
    rows: Vec<([String; N], Vec<String>)>,
}

impl<const N: usize> Table<N> {
    pub(crate) fn new(head: [&str; N]) -> Table<N> {
        Table { rows: vec![(head.map(str::to_owned), Vec::new())] }
    }

    pub(crate) fn row(&mut self, cells: [String; N], remarks: &[String]) {
        self.rows.push((cells, remarks.to_vec()));
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths: [usize; N] = std::array::from_fn(|column| {
            self.rows.iter().map(|(cells, _)| cells[column].chars().count()).max().unwrap_or(0)
        });
        for (cells, remarks) in &self.rows {
            let line: Vec<String> =
                cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
            writeln!(f, "{}", line.join("  ").trim_end())?;
            for remark in remarks {
                writeln!(f, "    {remark}")?;
            }
        }
        Ok(())
    }
}
