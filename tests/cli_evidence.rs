//! `tradestat evidence` through the program, and what a browser makes of its pages.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop at once, and says what it skips"
)]

mod cli_support;

use cli_support::Desk;
use std::process::{Command, Stdio};

/// A store whose series has something of everything: a hedge, rivals, a derived value, a title that would be a script.
fn desk() -> Desk {
    let desk = Desk::new();
    for (name, day, text) in [
        (
            "a.txt",
            "2024-02-03",
            "In 2023 the trade turnover between Tatarstan and China exceeded $3 billion.",
        ),
        (
            "b.txt",
            "2024-03-03",
            "In 2023 the trade turnover between Tatarstan and China amounted to $2.1 billion.",
        ),
        (
            "c.txt",
            "2022-03-03",
            "In 2021 the trade turnover between Tatarstan and China grew 1.4 times to $1.4 billion.",
        ),
    ] {
        desk.file(
            &format!("reports/{name}"),
            format!("<script>alert({name})</script>\n\n{text}\n"),
        );
        desk.run(["ingest", &format!("reports/{name}"), "--published", day]).says(0, &["1 added"]);
    }
    desk
}

#[test]
fn every_value_has_its_sentence() {
    let desk = desk();
    desk.run(["evidence", "Tatarstan", "China", "turnover", "-o", "a.html"])
        .says(0, &["wrote a.html"]);
    let page = desk.read("a.html");
    for part in [
        "<!doctype html>",
        "amounted to <mark>$2.1 billion</mark>.",
        "Said otherwise: 1",
        "exceeded <mark>$3 billion</mark>.",
        "Computed: 1.4 billion US dollars ÷ 1.4 = 1 billion US dollars",
        "grew <mark>1.4 times</mark> to <mark>$1.4 billion</mark>.",
        "3 March 2024",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    let again = desk.run(["evidence", "Tatarstan", "China", "turnover"]);
    again.says(0, &[]);
    assert_eq!(again.out, page, "a pipe gets the same");
}

#[test]
fn a_definition_is_a_page_too() {
    let desk = desk();
    desk.file(
        "a.toml",
        "series = [\"Tatarstan China turnover\"]\ntitle = \"Торговля\"\nlanguage = \"ru\"\n",
    );
    desk.run(["evidence", "a.toml", "-o", "a.html"]).says(0, &["wrote a.html"]);
    let page = desk.read("a.html");
    assert!(
        page.contains("<html lang=\"ru\">") && page.contains("<title>Торговля</title>"),
        "{page}"
    );
    assert!(page.contains("1,4 млрд долларов США ÷ 1,4 = 1 млрд долларов США"), "{page}");
}

#[test]
fn what_a_page_cannot_show_is_said() {
    let desk = desk();
    let words = ["evidence", "Tatarstan", "China", "turnover", "-o", "a.html"];
    for flags in [&["--as-of", "2023"][..], &["--narrow"], &["--dark"]] {
        desk.run(words.iter().chain(flags))
            .says(2, &[flags[0], "a page shows the store as it is now"]);
    }
    desk.file("a.toml", "series = [\"Tatarstan China turnover\"]\nas_of = \"2023\"\n");
    desk.run(["evidence", "a.toml"]).says(2, &["leave `as_of` out"]);
    desk.run(["evidence", "Tatarstan", "Turkey"])
        .says(1, &["nothing in the store for ‘Tatarstan Turkey’"]);
    assert!(!desk.path("a.html").exists());
}

/// A browser that is there, run without a window; `None` where there is none.
fn browser(desk: &Desk, more: &[&str]) -> Option<(String, String)> {
    let name = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let mut asked = Command::new(name);
        asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        asked.status().is_ok_and(|status| status.success())
    })?;
    let profile = desk.path("profile");
    let output = Command::new(name)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(more)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(&output.stdout), text(&output.stderr)))
}

#[test]
fn a_browser_shows_it_runs_its_script_and_complains_of_nothing() {
    let desk = desk();
    desk.run(["evidence", "Tatarstan", "China", "turnover", "-o", "a.html"]).says(0, &[]);
    let address = format!("file://{}", desk.path("a.html").display());
    let Some((page, said)) = browser(&desk, &["--window-size=900,900", &address]) else {
        eprintln!("skipped: there is no Chromium here");
        return;
    };
    let complaints: Vec<&str> = said.lines().filter(|line| line.contains(":CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
    assert!(page.contains("id=\"told\""), "its script has not run: {page}");
    // A page of a stranger's making would be stopped by the policy, and the browser say so.
    let other =
        desk.read("a.html").replace("</main>", "<script>document.title = 'x'</script></main>");
    desk.file("b.html", other);
    let address = format!("file://{}", desk.path("b.html").display());
    let (page, said) = browser(&desk, &[&address]).unwrap();
    assert!(
        said.contains("Content Security Policy") && !page.contains("<title>x</title>"),
        "{said}"
    );
}
