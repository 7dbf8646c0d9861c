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

/// Every embedded file that is no language's, with the number of its columns, for the tests that hold all of them to the
/// rules above.
#[cfg(test)]
pub(super) const FILES: &[(&str, &str, usize)] = &[
    ("areas.csv", include_str!("../../seeds/areas.csv"), 9),
    ("bloc_members.csv", include_str!("../../seeds/bloc_members.csv"), 4),
    ("confidence.csv", include_str!("../../seeds/confidence.csv"), 4),
    ("dating.csv", include_str!("../../seeds/dating.csv"), 4),
    ("linking.csv", include_str!("../../seeds/linking.csv"), 4),
    ("currencies.csv", include_str!("../../seeds/currencies.csv"), 6),
    ("exchange_rates.csv", include_str!("../../seeds/exchange_rates.csv"), 4),
    ("fiscal_years.csv", include_str!("../../seeds/fiscal_years.csv"), 3),
    ("offices.csv", include_str!("../../seeds/offices.csv"), 4),
    ("languages.csv", include_str!("../../seeds/languages.csv"), 3),
    ("indicators.csv", include_str!("../../seeds/indicators.csv"), 6),
];

#[cfg(test)]
mod tests {
    use super::super::languages::languages;
    use super::*;

    #[test]
    fn every_file_survives_a_plain_split_on_commas() {
        let of_languages = languages().flat_map(|language| {
            let table = move |(name, columns)| {
                Some((format!("{}/{name}", language.code()), language.file(name)?, columns))
            };
            [("areas.csv", 5), ("currencies.csv", 4)].into_iter().filter_map(table)
        });
        let own = FILES.iter().map(|(name, text, columns)| ((*name).to_owned(), *text, *columns));
        for (name, text, columns) in own.chain(of_languages) {
            assert!(
                !text.contains(['"', '\r', '\t', '\u{feff}']),
                "{name} has a quote, CR, tab or BOM"
            );
            assert!(text.ends_with('\n'), "{name} ends without a line feed");
            for line in text.lines() {
                let cells: Vec<_> = line.split(',').collect();
                assert_eq!(cells.len(), columns, "{name}: {line}");
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
