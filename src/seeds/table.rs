//! A CSV file of `seeds/`, cut into cells. The files hold no quotes and no commas inside a cell (a test keeps it so), so
//! that a split on commas is all the parsing there is: the program's start is counted in milliseconds.

/// The rows below the header, each as its `N` cells; cells that a row lacks are empty, cells beyond are dropped.
pub(super) fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    file.lines().skip(1).filter(|line| !line.is_empty()).map(cells)
}

fn cells<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut cells = [""; N];
    for (cell, text) in cells.iter_mut().zip(line.split(',')) {
        *cell = text;
    }
    cells
}

/// A rough count of the rows, to allocate for once.
pub(super) fn count(file: &str) -> usize {
    file.bytes().filter(|&b| b == b'\n').count()
}

/// Every embedded file with the number of its columns, for the tests that hold all of them to the rules above.
#[cfg(test)]
pub(super) const FILES: &[(&str, &str, usize)] = &[
    ("areas.csv", include_str!("../../seeds/areas.csv"), 8),
    ("bloc_members.csv", include_str!("../../seeds/bloc_members.csv"), 4),
    ("currencies.csv", include_str!("../../seeds/currencies.csv"), 6),
    ("exchange_rates.csv", include_str!("../../seeds/exchange_rates.csv"), 4),
    ("fiscal_years.csv", include_str!("../../seeds/fiscal_years.csv"), 3),
    ("indicators.csv", include_str!("../../seeds/indicators.csv"), 6),
    ("lexicon/en/areas.csv", include_str!("../../seeds/lexicon/en/areas.csv"), 5),
    ("lexicon/en/currencies.csv", include_str!("../../seeds/lexicon/en/currencies.csv"), 4),
    ("lexicon/ru/areas.csv", include_str!("../../seeds/lexicon/ru/areas.csv"), 5),
    ("lexicon/ru/currencies.csv", include_str!("../../seeds/lexicon/ru/currencies.csv"), 4),
    ("lexicon/zh/areas.csv", include_str!("../../seeds/lexicon/zh/areas.csv"), 5),
    ("lexicon/zh/currencies.csv", include_str!("../../seeds/lexicon/zh/currencies.csv"), 4),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_survives_a_plain_split_on_commas() {
        for (name, text, columns) in FILES {
            assert!(
                !text.contains(['"', '\r', '\t', '\u{feff}']),
                "{name} has a quote, CR, tab or BOM"
            );
            assert!(text.ends_with('\n'), "{name} ends without a line feed");
            for line in text.lines() {
                let cells: Vec<_> = line.split(',').collect();
                assert_eq!(cells.len(), *columns, "{name}: {line}");
                assert!(
                    cells.iter().all(|cell| cell.trim() == *cell),
                    "{name} has blanks round a cell: {line}"
                );
            }
        }
    }

    #[test]
    fn a_short_row_is_padded_and_a_long_one_cut() {
        assert_eq!(rows("a,b\n1\n1,2,3\n").collect::<Vec<[_; 2]>>(), [["1", ""], ["1", "2"]]);
    }
}
