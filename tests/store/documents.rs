//! The file explains and proves itself.

use crate::support::{rows, sample_store, sql, store};
use std::collections::BTreeSet;
use tradestat::model::{
    FindingKind, Indicator, PublishedBasis, Qualifier, Severity, SourceKind, Status, Transform,
};
use tradestat::seeds;
use tradestat::store::{ChosenBecause, Verdict, dictionary};

#[test]
fn every_quote_is_proved_by_one_query() {
    let (_directory, store) = sample_store();
    let connection = sql(store.path());
    let proof = "SELECT count(*) FROM figure JOIN report_text USING (report_id)
        WHERE substr(text, char_start + 1, char_end - char_start) <> at";
    assert_eq!(rows(&connection, proof), ["0"]);
    assert_eq!(rows(&connection, "SELECT count(*) FROM figure"), ["17"]);
    let of_sources = "SELECT count(*) FROM figure JOIN report_text USING (report_id)
        WHERE substr(text, source_start + 1, source_end - source_start) <> source_at";
    assert_eq!(rows(&connection, of_sources), ["0"]);
    assert_eq!(rows(&connection, "SELECT count(source_at) FROM figure"), ["1"]);
    let of_sentences = "SELECT count(*) FROM sentence JOIN report_text USING (report_id)
        WHERE substr(text, char_start + 1, char_end - char_start) <> quote";
    assert_eq!(rows(&connection, of_sentences), ["0"]);
    let of_mentions = "SELECT count(*) FROM figure AS f JOIN mention AS m USING (mention_id)
        WHERE (m.char_start, m.char_end) <> (f.char_start, f.char_end)";
    assert_eq!(rows(&connection, of_mentions), ["0"]);
}

#[test]
fn every_column_is_documented_and_nothing_else() {
    let (_directory, store) = store();
    let connection = sql(store.path());
    let columns: BTreeSet<String> = rows(
        &connection,
        "SELECT t.name || '.' || c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c
         WHERE t.schema = 'main' AND t.type <> 'shadow' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
         UNION SELECT name || '.' FROM pragma_table_list
         WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    )
    .into_iter()
    .collect();
    let documented: BTreeSet<String> =
        rows(&connection, "SELECT tbl || '.' || col FROM column_doc").into_iter().collect();
    let missing: Vec<_> = columns.difference(&documented).collect();
    let stale: Vec<_> = documented.difference(&columns).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing {missing:?}, stale {stale:?}");
    let text = dictionary(&store).unwrap();
    assert!(text.starts_with("### `amount` (view)\n"), "{text}");
    assert!(text.contains("| `chosen_because` | What put it before the next figure"), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.starts_with("| `")).count(),
        documented.iter().filter(|name| !name.ends_with('.')).count()
    );
}

#[test]
fn every_table_is_strict() {
    let (_directory, store) = store();
    let lax = "SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite!_%' ESCAPE '!'";
    assert_eq!(rows(&sql(store.path()), lax), Vec::<String>::new());
}

/// The codes in the CHECK list of a column, in their order.
fn check_list(table_sql: &str, column: &str) -> Vec<String> {
    let flat = table_sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = flat
        .split_once(&format!("CHECK ({column} IN ("))
        .unwrap_or_else(|| panic!("{column}: {flat}"))
        .1;
    let list = list.split_once("))").unwrap().0;
    list.split(", ").map(|code| code.trim_matches('\'').to_owned()).collect()
}

#[test]
fn check_lists_are_the_codes_of_the_program() {
    let (_directory, store) = store();
    let connection = sql(store.path());
    let check = |table: &str, column: &str, codes: Vec<&str>| {
        let sql =
            &rows(&connection, &format!("SELECT sql FROM sqlite_schema WHERE name = '{table}'"))[0];
        assert_eq!(check_list(sql, column), codes, "{table}.{column}");
    };
    let indicators = || Indicator::ALL.iter().map(|code| code.code()).collect::<Vec<_>>();
    let transforms = || Transform::ALL.iter().map(|code| code.code()).collect::<Vec<_>>();
    let qualifiers = || Qualifier::ALL.iter().map(|code| code.code()).collect::<Vec<_>>();
    let statuses = || Status::ALL.iter().map(|code| code.code()).collect::<Vec<_>>();
    check("indicator", "code", indicators());
    check("series", "indicator", indicators());
    check("figure", "indicator", indicators());
    check("series", "transform", transforms());
    check("figure", "transform", transforms());
    check("mention", "qualifier", qualifiers());
    check("figure", "qualifier", qualifiers());
    check("decision", "qualifier", qualifiers());
    check("figure", "status", statuses());
    check("decision", "status", statuses());
    check(
        "report",
        "published_basis",
        PublishedBasis::ALL.iter().map(|code| code.code()).collect(),
    );
    let sources = || SourceKind::ALL.iter().map(|code| code.code()).collect::<Vec<_>>();
    check("report", "publisher_kind", sources());
    check("figure", "source_kind", sources());
    check("decision", "verdict", Verdict::ALL.iter().map(|code| code.code()).collect());
    check("finding", "kind", FindingKind::ALL.iter().map(|code| code.code()).collect());
    check("finding", "severity", Severity::ALL.iter().map(|code| code.code()).collect());
    check("mention", "kind", vec!["money", "percent", "quantity", "period", "area"]);
    check("area", "kind", vec!["country", "subdivision", "bloc"]);
    let choice = &rows(&connection, "SELECT sql FROM sqlite_schema WHERE name = 'choice'")[0];
    for reason in ChosenBecause::ALL {
        let quoted = format!("'{}'", reason.code().replace('\'', "''"));
        assert!(choice.contains(&quoted), "{reason}");
    }
}

#[test]
fn reference_tables_hold_the_seeds_and_are_refreshed() {
    let (_directory, store) = sample_store();
    let path = store.path().to_owned();
    let connection = sql(&path);
    let count = |table: &str| {
        rows(&connection, &format!("SELECT count(*) FROM {table}"))[0].parse::<usize>().unwrap()
    };
    assert_eq!(count("area"), seeds::areas().len());
    assert_eq!(count("currency"), seeds::currencies().len());
    assert_eq!(count("exchange_rate"), seeds::exchange_rates().len());
    assert_eq!(count("bloc_member"), seeds::bloc_members().len());
    assert_eq!(count("indicator"), Indicator::ALL.len());
    drop(store);
    // As if an older program, with another name for Tatarstan, had made the file.
    connection
        .execute_batch(
            "UPDATE meta SET value = 'older';
             UPDATE area SET name = 'Tataria' WHERE code = 'RU-TA';
             UPDATE series SET name = 'Tataria–China turnover' WHERE slug = 'ru-ta-cn-turnover'",
        )
        .unwrap();
    drop(tradestat::store::Store::open_or_create(&path).unwrap());
    let names = rows(&connection, "SELECT name FROM series WHERE slug = 'ru-ta-cn-turnover'");
    assert_eq!(names, ["Tatarstan–China turnover"]);
    assert_eq!(rows(&connection, "SELECT name FROM area WHERE code = 'RU-TA'"), ["Tatarstan"]);
}

#[test]
fn one_name_for_one_area() {
    let (_directory, store) = store();
    let georgias = "SELECT code, name FROM area WHERE name LIKE 'Georgia%' ORDER BY code";
    assert_eq!(rows(&sql(store.path()), georgias), ["GE|Georgia", "US-GA|Georgia (US-GA)"]);
}
