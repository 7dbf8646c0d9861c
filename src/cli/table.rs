//! Tables: for people on a terminal, tab-separated for programs behind a pipe.

use super::console::Console;
use super::safe::{line, safe};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

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
    /// Who gets it.
    pub(super) reader: Reader,
    /// Whether it is set to the right, as numbers are.
    pub(super) right: bool,
}

/// Who gets a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reader {
    /// People and programs.
    Both,
    /// People.
    Person,
    /// People whose terminal has room for it: a drawing cannot be wrapped.
    Onlooker,
    /// Programs.
    Program,
}

/// Terminals narrower than this have no room for drawings.
const ROOM_FOR_DRAWINGS: u16 = 70;

impl Column {
    /// For both.
    pub(super) const fn both(name: &'static str) -> Self {
        Self { name, reader: Reader::Both, right: false }
    }

    /// For both, with numbers.
    pub(super) const fn number(name: &'static str) -> Self {
        Self { right: true, ..Self::both(name) }
    }

    /// For people only.
    pub(super) const fn shown(name: &'static str) -> Self {
        Self { reader: Reader::Person, ..Self::both(name) }
    }

    /// For people only, and only whole.
    pub(super) const fn drawing(name: &'static str) -> Self {
        Self { reader: Reader::Onlooker, ..Self::both(name) }
    }

    /// For programs only.
    pub(super) const fn plain(name: &'static str) -> Self {
        Self { reader: Reader::Program, ..Self::both(name) }
    }

    /// Whether it is shown on a terminal of this width.
    fn is_shown(&self, width: u16) -> bool {
        match self.reader {
            Reader::Both | Reader::Person => true,
            Reader::Onlooker => width >= ROOM_FOR_DRAWINGS,
            Reader::Program => false,
        }
    }

    /// Whether programs get it.
    fn is_plain(&self) -> bool {
        matches!(self.reader, Reader::Both | Reader::Program)
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
        let columns =
            || self.columns.iter().enumerate().filter(|(_, column)| column.is_shown(width));
        table.set_header(columns().map(|(_, column)| column.name));
        for row in &self.rows {
            table.add_row(columns().map(|(place, column)| {
                let align = if column.right { CellAlignment::Right } else { CellAlignment::Left };
                let text = row.get(place).map(|cell| safe(&cell.shown)).unwrap_or_default();
                comfy_table::Cell::new(text).set_alignment(align)
            }));
        }
        for (place, (_, column)) in columns().enumerate() {
            if let Some(drawing) = table.column_mut(place)
                && column.reader == Reader::Onlooker
            {
                drawing.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        // The first column says what a row is about: its words are not cut, however narrow the terminal.
        if let Some(first) = table.column_mut(0) {
            let least = Width::Fixed(self.longest_word().min(width * 2 / 5) + 2);
            first.set_constraint(ColumnConstraint::LowerBoundary(least));
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

    /// The width of the longest word of the first column.
    fn longest_word(&self) -> u16 {
        let cells = self.rows.iter().filter_map(|row| row.first());
        let words = cells.flat_map(|cell| cell.shown.split_whitespace());
        words.map(UnicodeWidthStr::width).max().and_then(|n| n.try_into().ok()).unwrap_or(0)
    }

    /// Tabs and line ends in a cell become blanks, so that `cut` and `awk` count right.
    fn plain(&self, out: &mut impl Write) -> io::Result<()> {
        let columns = || self.columns.iter().enumerate().filter(|(_, column)| column.is_plain());
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
