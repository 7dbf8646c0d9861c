//! Tables: for people on a terminal, tab-separated for programs behind a pipe.

use super::console::Console;
use super::safe::{line, safe};
use comfy_table::{CellAlignment, ContentArrangement, presets};
use std::io::{self, Write};

/// A cell: as people read it, and as programs do.
#[derive(Debug)]
pub(super) struct Cell {
    shown: String,
    plain: String,
}

impl Cell {
    /// The same for both.
    pub(super) fn new(text: impl Into<String>) -> Self {
        let plain = text.into();
        Self { shown: plain.clone(), plain }
    }

    /// One for people, one for programs.
    pub(super) fn two(shown: impl Into<String>, plain: impl Into<String>) -> Self {
        Self { shown: shown.into(), plain: plain.into() }
    }
}

/// A table of some columns.
#[derive(Debug)]
pub(super) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// Who a column is for, and how it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether it is shown on a terminal.
    pub(super) shown: bool,
    /// Whether programs get it.
    pub(super) plain: bool,
    /// Whether it is set to the right, as numbers are.
    pub(super) right: bool,
}

impl Column {
    /// For both.
    pub(super) const fn both(name: &'static str) -> Self {
        Self { name, shown: true, plain: true, right: false }
    }

    /// For both, with numbers.
    pub(super) const fn number(name: &'static str) -> Self {
        Self { right: true, ..Self::both(name) }
    }

    /// For people only.
    pub(super) const fn shown(name: &'static str) -> Self {
        Self { plain: false, ..Self::both(name) }
    }

    /// For programs only.
    pub(super) const fn plain(name: &'static str) -> Self {
        Self { shown: false, ..Self::both(name) }
    }
}

impl Table {
    /// An empty one.
    pub(super) fn new(columns: &[Column]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: a cell per column.
    pub(super) fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// Writes the table for whoever reads: `pretty` for people, else for programs.
    pub(super) fn write(&self, console: &mut Console, pretty: bool) -> io::Result<()> {
        if pretty {
            let width = console.width();
            writeln!(console.out(), "{}", self.pretty(width))
        } else {
            self.plain(console.out())
        }
    }

    fn pretty(&self, width: u16) -> String {
        let mut table = comfy_table::Table::new();
        table.load_preset(presets::UTF8_HORIZONTAL_ONLY);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        let columns = || self.columns.iter().enumerate().filter(|(_, column)| column.shown);
        table.set_header(columns().map(|(_, column)| column.name));
        for row in &self.rows {
            table.add_row(columns().map(|(place, column)| {
                let align = if column.right { CellAlignment::Right } else { CellAlignment::Left };
                let text = row.get(place).map(|cell| safe(&cell.shown)).unwrap_or_default();
                comfy_table::Cell::new(text).set_alignment(align)
            }));
        }
        // Every rule after the head's would part rows that belong together.
        table.remove_style(comfy_table::TableComponent::HorizontalLines);
        table.remove_style(comfy_table::TableComponent::MiddleIntersections);
        table
            .lines()
            .map(|line| line.trim_end().to_owned() + "\n")
            .collect::<String>()
            .trim_end()
            .to_owned()
    }

    /// Tabs and line ends in a cell become blanks, so that `cut` and `awk` count right.
    fn plain(&self, out: &mut impl Write) -> io::Result<()> {
        let columns = || self.columns.iter().enumerate().filter(|(_, column)| column.plain);
        let names: Vec<_> = columns().map(|(_, column)| column.name).collect();
        writeln!(out, "{}", names.join("\t"))?;
        for row in &self.rows {
            let cells: Vec<_> = columns()
                .map(|(place, _)| row.get(place).map(|cell| line(&cell.plain)).unwrap_or_default())
                .collect();
            writeln!(out, "{}", cells.join("\t"))?;
        }
        Ok(())
    }
}
