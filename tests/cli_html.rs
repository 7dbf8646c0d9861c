//! Web pages through the program: saved pages, encodings, days.

mod cli_support;

use cli_support::{Desk, sql};

/// A page of a regional paper of 2003: tables for columns, Windows-1251, no word of metadata.
const PAPER: &str = "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\"><title>Деловая \
    газета</title></head><body><table width=100%><tr><td colspan=2><font size=1>Понедельник, 12 мая 2003 года</font></td></tr>\
    <tr><td><a href=/1>Политика</a><br><a href=/2>Экономика</a><br><a href=/3>Общество</a></td><td><b>Оборот с Китаем</b><br><br>\
    Товарооборот России с Китаем в 2002 году составил 11,9 млрд долларов.<br><br>По словам министра, рост продолжится.\
    </td></tr></table></body></html>";

#[test]
fn a_page_in_an_old_encoding_gives_its_figure() {
    let desk = Desk::new();
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(PAPER);
    desk.file("paper.htm", bytes.as_ref());
    desk.run(["ingest", "paper.htm"]).says(0, &["1 added"]);
    let figure = "SELECT ref_area || counterpart_area || indicator || period || value || unit FROM figure_detail";
    assert_eq!(sql(&desk.path("tradestat.db"), figure), ["RUCNturnover200211900000000.0USD"]);
}

#[test]
fn a_saved_page_is_one_report() {
    let desk = Desk::new();
    let page = "<!-- saved from url=(0026)https://paper.example/news -->\n<html><head><title>Trade grew | The Paper</title>\
        <meta property=\"article:published_time\" content=\"2024-02-01T10:00:00+03:00\"></head><body><p>Russia's exports to China \
        grew by 12% to $129 billion in 2023, customs said.</p></body></html>";
    desk.file("r/Trade grew.html", page);
    desk.file("r/Trade grew_files/frame.html", "<p>An advertisement of $5 billion.</p>");
    desk.run(["ingest", "r"]).says(0, &["1 added"]);
    let rows = "SELECT source || '|' || title || '|' || publisher || '|' || url || '|' || ifnull(published || published_basis, '-') FROM report ORDER BY source";
    assert_eq!(
        sql(&desk.path("tradestat.db"), rows),
        [
            "r/Trade grew.html|Trade grew|paper.example|https://paper.example/news|2024-02-01metadata",
        ]
    );
}
