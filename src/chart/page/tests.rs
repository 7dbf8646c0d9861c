use super::*;
use crate::chart::{ChartSeries, Places, View};
use crate::model::{Indicator, Language, Observation, Qualifier, Status, Transform, Unit};

const PAGE: &str = "tradestat 1.0.0";

fn observation(period: &str, value: i64) -> Observation {
    Observation {
        period: Period::parse(period).unwrap(),
        value: value.into(),
        value_high: None,
        qualifier: Qualifier::Exactly,
        status: Status::Actual,
        rounding: 50_000_000.into(),
        derived: false,
        figures: 2,
        rivals: 0,
        range: (value.into(), value.into()),
        rival_counts: Vec::new(),
        source_area: None,
        source_kind: None,
        publisher: Some("Volga <b>News</b>".to_owned()),
        published: "2024-02-03".parse().ok(),
        url: None,
        quote: String::new(),
    }
}

fn chart(language: &str) -> ChartSpec {
    let series = ChartSeries {
        slug: "ru-ta-cn-turnover".to_owned(),
        places: Places {
            ref_area: Some("Tatarstan".to_owned()),
            counterpart_area: Some("China".to_owned()),
        },
        name: None,
        indicator: Indicator::Turnover,
        transform: Transform::Level,
        product: None,
        unit: Unit::parse("USD"),
        observations: vec![
            observation("2022", 1_600_000_000),
            observation("2023-S1", 700_000_000),
            observation("2023", 3_000_000_000),
        ],
        vintages: Vec::new(),
        vintages_left_out: 0,
    };
    ChartSpec::new(vec![series], language.parse::<Language>().unwrap())
}

fn told(quote: &str, numbers: &[&str]) -> Told {
    Told {
        quote: quote.to_owned(),
        numbers: numbers.iter().map(|number| (*number).to_owned()).collect(),
        source: "a.txt".to_owned(),
        ..Told::default()
    }
}

/// The page of a chart with this behind the value of 2023.
fn page(chart: &ChartSpec, behind: Behind) -> String {
    let behind = [((0, Period::Year(2023)), behind)].into();
    write(&Page { chart, behind, program: PAGE }).unwrap()
}

#[track_caller]
fn check(told: Told, expected: &[&str]) {
    let page = page(&chart("en"), Behind { told: vec![told], ..Behind::default() });
    for part in expected {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn every_point_leads_to_its_row() {
    let page = page(&chart("en"), Behind::default());
    let rows: Vec<&str> =
        page.split("<tr id=\"").skip(1).filter_map(|row| row.split('"').next()).collect();
    assert_eq!(
        rows,
        ["ru-ta-cn-turnover@2023", "ru-ta-cn-turnover@2023-S1", "ru-ta-cn-turnover@2022"]
    );
    for row in rows {
        // In the wide chart and in the narrow one.
        assert_eq!(page.matches(&format!("href=\"#{row}\"")).count(), 2, "{row}");
    }
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|id| id.split('"').next()).collect();
    let once: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
}

#[test]
fn a_point_says_what_when_in_what_and_who() {
    let page = page(&chart("en"), Behind::default());
    let said = "aria-label=\"2023: 3,000 million US dollars, Volga &lt;b&gt;News&lt;/b&gt; (3 February 2024)\"";
    assert!(page.contains(said), "{page}");
    assert!(page.contains("aria-label=\"H1 2023: 700 million US dollars,"), "{page}");
    // Growth is nobody's word.
    let growth = ChartSpec { view: View::YearOnYear, ..chart("en") };
    let page =
        super::write(&Page { chart: &growth, behind: BTreeMap::new(), program: PAGE }).unwrap();
    assert!(page.contains("aria-label=\"2023: 87.5 percent\""), "{page}");
}

#[test]
fn the_number_is_marked_where_it_stands() {
    check(
        told("In 2023 it was $3 billion.", &["$3 billion"]),
        &["In 2023 it was <mark>$3 billion</mark>."],
    );
    check(
        told("It grew 13 % to 3 billion, by 13 %.", &["3"]),
        &["It grew 13 % to <mark>3</mark> billion, by 13 %."],
    );
    check(told("Up 3 %, then 3 %.", &["3 %"]), &["<blockquote>Up 3 %, then 3 %.</blockquote>"]);
    check(
        told("It grew 1.4 times to $372 million.", &["$372 million", "1.4 times"]),
        &["It grew <mark>1.4 times</mark> to <mark>$372 million</mark>."],
    );
}

#[test]
fn nothing_that_a_stranger_wrote_runs() {
    let evil = "<script>alert(1)</script>";
    let attribute = "\" onmouseover=\"alert(1)";
    let told = Told {
        quote: evil.to_owned(),
        heading: Some(evil.to_owned()),
        title: Some(evil.to_owned()),
        publisher: Some(attribute.to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        source: evil.to_owned(),
        counted_by: Some(evil.to_owned()),
        ..Told::default()
    };
    let web = Told { url: Some(format!("https://example.org/{attribute}")), ..told.clone() };
    let mut chart = chart("en");
    chart.title = Some(format!("{evil}{attribute}"));
    chart.series[0].slug = attribute.to_owned();
    let behind = Behind {
        because: evil.to_owned(),
        sums: vec![evil.to_owned()],
        told: vec![told],
        otherwise: vec![web],
    };
    let page = page(&chart, behind);
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("onmouseover=\"") && !page.contains("\"javascript:"), "{page}");
    assert!(
        page.contains("href=\"https://example.org/&quot; onmouseover=&quot;alert(1)\""),
        "{page}"
    );
}

#[test]
fn the_policy_names_the_one_style_and_the_one_script() {
    let page = page(&chart("en"), Behind::default());
    let between = |begin: &str, end: &str| {
        page.split_once(begin).and_then(|(_, rest)| rest.split_once(end)).unwrap().0.to_owned()
    };
    let policy = between("Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for (directive, text) in [
        ("style-src", between("<style>", "</style>")),
        ("script-src", between("<script>", "</script>")),
    ] {
        assert!(
            policy.contains(&format!("{directive} 'sha256-{}';", hash(&text))),
            "{directive}: {policy}"
        );
    }
    // Nothing is fetched, and no attribute is a style of its own, which the policy would refuse.
    for fetched in [" src=", "url(", "@import", "<link", " style="] {
        assert!(!page.contains(fetched), "{fetched}");
    }
}

#[test]
fn what_says_otherwise_and_why_stand_beside() {
    let behind = Behind {
        because: "own count before the partner's".to_owned(),
        told: vec![told("It was 3 billion.", &["3 billion"])],
        otherwise: vec![told("It was 2 billion.", &["2 billion"])],
        ..Behind::default()
    };
    let page = page(&chart("en"), behind);
    for part in [
        "Of 2 figures this one was taken: this side counts it itself.",
        "<summary>Said otherwise: 1</summary><div>\n<blockquote>It was <mark>2 billion</mark>.",
        "<h2>Reports (1)</h2>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn every_language_has_its_page() {
    for (language, reports) in
        [("en", "Reports (1)"), ("ru", "Публикации (1)"), ("zh", "报告（1）")]
    {
        let behind = Behind { told: vec![told("x", &[])], ..Behind::default() };
        let page = page(&chart(language), behind);
        let period = Words::of(language.parse().unwrap()).unwrap().period(Period::Half(2023, 1));
        assert!(
            page.contains(&format!("<html lang=\"{language}\">"))
                && page.contains(reports)
                && page.contains(&period),
            "{page}"
        );
    }
}
