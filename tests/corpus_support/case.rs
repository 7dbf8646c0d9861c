//! The text of a corpus file in, its cases out.

use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The day of publication of every report of the corpus.
pub(crate) const PUBLISHED: &str = "2024-03-15";

/// A row of a table: its cells by the name of their column.
pub(crate) type Row = BTreeMap<String, String>;

/// A report and what it states.
#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) heading: String,
    /// Where the heading stands in its file, counted from 1.
    pub(crate) line: usize,
    pub(crate) report: String,
    /// All figures, empty if the case says *nothing*; `None` if it only speaks of mentions.
    pub(crate) figures: Option<Vec<Row>>,
    pub(crate) mentions: Vec<Row>,
    /// All figures with who counts them.
    pub(crate) sources: Vec<Row>,
    /// Why the answer written here, which is today's, is not the right one.
    pub(crate) wrong: Option<String>,
}

const FIGURE: [&str; 13] = [
    "at",
    "indicator",
    "transform",
    "ref",
    "partner",
    "value",
    "high",
    "unit",
    "qualifier",
    "period",
    "status",
    "product",
    "base",
];
const OPTIONAL: [&str; 5] = ["high", "qualifier", "status", "product", "base"];
const SOURCE: [&str; 3] = ["figure", "who", "named"];
const MENTION: [&str; 7] = ["mention", "kind", "value", "high", "unit", "qualifier", "code"];

/// Reads the cases of a file. A case that asks nothing, and a table with a column nobody knows, are errors: a slip of the
/// pen must not pass for a test.
pub(crate) fn read(text: &str) -> Result<Vec<Case>, String> {
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end())).peekable();
    if lines.next().map(|l| l.1) != Some(&format!("Published: {PUBLISHED}")) {
        return Err(format!("the first line must be ‘Published: {PUBLISHED}’"));
    }
    let mut cases: Vec<Case> = Vec::new();
    while let Some((at, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            cases.push(Case { heading: heading.to_owned(), line: at, ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(quoted) = line.strip_prefix('>') {
            if !case.report.is_empty() {
                case.report.push('\n');
            }
            case.report.push_str(quoted.strip_prefix(' ').unwrap_or(quoted));
        } else if line == "nothing" {
            case.figures = Some(Vec::new());
        } else if let Some(reason) = line.strip_prefix("wrong: ") {
            case.wrong = Some(reason.to_owned());
        } else if line.starts_with('|') {
            let columns = cells(line);
            let known: &[&str] = match columns[0].as_str() {
                "mention" => &MENTION,
                "figure" => &SOURCE,
                _ => &FIGURE,
            };
            if let Some(column) = columns.iter().find(|c| !known.contains(&c.as_str())) {
                return Err(format!("line {at}: there is no column ‘{column}’"));
            }
            // What a left-out column would hide from the judge must be there: all up to the period but the upper end and the
            // qualifier.
            let needed = known.iter().filter(|c| known == FIGURE && !OPTIONAL.contains(*c));
            if let Some(column) =
                needed.into_iter().find(|c| !columns.iter().any(|have| have == *c))
            {
                return Err(format!("line {at}: the column ‘{column}’ is missing"));
            }
            let mut rows = Vec::new();
            while let Some((at, line)) = lines.next_if(|(_, line)| line.starts_with('|')) {
                if line.starts_with("|-") {
                    continue;
                }
                let cells = cells(line);
                if cells.len() != columns.len() {
                    return Err(format!("line {at}: {} cells, not {}", cells.len(), columns.len()));
                }
                rows.push(columns.iter().cloned().zip(cells).collect());
            }
            match known {
                _ if known == MENTION => case.mentions = rows,
                _ if known == SOURCE => case.sources = rows,
                _ => case.figures = Some(rows),
            }
        }
    }
    for case in &cases {
        let asks = case.figures.is_some() || !case.mentions.is_empty() || !case.sources.is_empty();
        if case.report.is_empty() || !asks {
            return Err(format!("line {}: ‘{}’ asks nothing", case.line, case.heading));
        }
    }
    if cases.is_empty() { Err("there is no case".to_owned()) } else { Ok(cases) }
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// "3.1 bn" is 3100000000. A value that is none is given back as it stands, and so differs from every number.
pub(crate) fn value(cell: &str) -> String {
    let (digits, scale) = cell.split_once(' ').unwrap_or((cell, ""));
    let factor: i64 = match scale {
        "" => 1,
        "k" => 1_000,
        "mn" => 1_000_000,
        "bn" => 1_000_000_000,
        "tn" => 1_000_000_000_000,
        _ => return cell.to_owned(),
    };
    let exact: Option<Decimal> = digits.parse().ok();
    exact.map_or_else(|| cell.to_owned(), |d| (d * Decimal::from(factor)).normalize().to_string())
}

#[test]
fn a_slip_of_the_pen_is_an_error() {
    for (body, complaint) in [
        ("", "there is no case"),
        ("## A\n> Exports rose.", "asks nothing"),
        ("## A\n> Exports rose.\n\n| at | colour |", "no column ‘colour’"),
        ("## A\n> Exports rose.\n\n| at | unit |", "‘indicator’ is missing"),
        ("## A\n> Exports rose.\n\n| mention | kind |\n|--|--|\n| 5% |", "1 cells, not 2"),
    ] {
        let error = read(&format!("Published: {PUBLISHED}\n\n{body}")).unwrap_err();
        assert!(error.contains(complaint), "{error}");
    }
    assert!(read("Published: 2024-03-16").is_err());
}

#[test]
fn a_value_is_read_with_its_scale() {
    assert_eq!(value("3.10 bn"), "3100000000");
    assert_eq!(value("-4.5"), "-4.5");
    assert_eq!(value("many"), "many");
}
