//! Every row keeps the rules of its table.
//!
//! The integrity check of SQLite would say so too, but not of a file that it opened for reading only: it does not learn the
//! rules of tables that it cannot write. So they are read out of the schema and asked here.

use super::{Checked, RESTORE};
use rusqlite::Connection;

pub(super) fn rules(connection: &Connection) -> rusqlite::Result<Checked> {
    let mut checked = Checked::new("rules", "");
    RESTORE.clone_into(&mut checked.remedy);
    let mut tables = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")?;
    let tables: Vec<(String, String)> =
        tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut count = 0;
    for (table, sql) in &tables {
        for rule in rules_of(sql) {
            count += 1;
            let broken = format!("SELECT count(*) FROM \"{table}\" WHERE NOT ({rule})");
            let broken: u64 = connection.query_row(&broken, [], |row| row.get(0))?;
            if broken > 0 {
                let rule = rule.split_whitespace().collect::<Vec<_>>().join(" ");
                checked
                    .fault(format!("{table}: {broken} rows for which this does not hold: {rule}"));
            }
        }
    }
    checked.promise = format!("{count} rules of {} tables are kept by every row", tables.len());
    Ok(checked)
}

/// What stands in the parentheses of every CHECK of a CREATE TABLE statement, comments left out.
fn rules_of(sql: &str) -> Vec<String> {
    let sql: String = sql.lines().map(|line| uncommented(line).to_owned() + "\n").collect();
    let mut rules = Vec::new();
    let mut rest = sql.as_str();
    while let Some((_, after)) = rest.split_once("CHECK") {
        let Some(open) = after.find('(') else { break };
        let Some(length) = balanced(&after[open..]) else { break };
        rules.push(after[open + 1..open + length - 1].trim().to_owned());
        rest = &after[open + length..];
    }
    rules
}

/// A line up to its comment; `--` within quotes is none.
fn uncommented(line: &str) -> &str {
    let outside = |at: &usize| line[..*at].matches('\'').count().is_multiple_of(2);
    line.match_indices("--").map(|(at, _)| at).find(outside).map_or(line, |at| &line[..at])
}

/// How long the parenthesis is that `text` begins with.
fn balanced(text: &str) -> Option<usize> {
    let (mut depth, mut quoted) = (0_u32, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sql: &str, expected: &[&str]) {
        assert_eq!(rules_of(sql), expected);
    }

    #[test]
    fn rules_stand_in_parentheses() {
        check("CREATE TABLE a (b TEXT) STRICT", &[]);
        check(
            "CREATE TABLE a (\n  -- CHECK (not me)\n  b TEXT CHECK (length(b) = 3), -- nor me: CHECK (1)\n  CHECK ((b IS NULL) = (c IS NULL))\n)",
            &["length(b) = 3", "(b IS NULL) = (c IS NULL)"],
        );
        check("CREATE TABLE a (b CHECK (b IN ('--', ')', '(')))", &["b IN ('--', ')', '(')"]);
        check("CREATE TABLE a (b CHECK\n  (b IN\n    ('x')))", &["b IN\n    ('x')"]);
    }
}
