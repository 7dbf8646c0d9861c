//! "Did you mean …?"

/// The candidates most like `word`, best first, at most five. Case and accents of the candidates do not count.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<&'a str> {
    let wanted = letters(word);
    // One slip in a short word, two in a longer one, three in a long one: more is another word.
    let allowed = match wanted.len() {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = letters(candidate);
            // A long beginning is as good as one slip: ‘Kazakh’ for Kazakhstan.
            let begins = wanted.len() >= 4 && other.starts_with(&wanted);
            let slips = if begins { 1 } else { distance(&wanted, &other) };
            (slips <= allowed.max(usize::from(begins))).then_some((slips, candidate))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(5);
    near.into_iter().map(|(_, candidate)| candidate).collect()
}

fn letters(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// Letters to insert, remove, replace or swap with their neighbour (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: [&str; 6] = ["Tatarstan", "China", "Chile", "Kazakhstan", "Iran", "Татарстан"];

    fn check(word: &str, expected: &[&str]) {
        assert_eq!(nearest(word, PLACES), expected, "{word}");
    }

    #[test]
    fn a_slip_is_forgiven_and_another_word_is_not() {
        check("Tatarstn", &["Tatarstan"]);
        check("tataratsn", &["Tatarstan"]);
        check("Chnia", &["China"]);
        check("Kazakh", &["Kazakhstan"]);
        check("Татарстон", &["Татарстан"]);
        check("Atlantis", &[]);
        check("xx", &[]);
    }
}
