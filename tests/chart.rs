//! Charts as a user gets them: what must be there, what must never touch, what is refused.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails should say where")]

mod chart_support;

use chart_support::*;
use proptest::prelude::*;
use tradestat::chart::Converted;
use tradestat::model::CurrencyCode;

/// The texts of a chart, joined by line breaks.
fn said(spec: &ChartSpec) -> String {
    let svg = chart::svg(spec).unwrap();
    check_picture("said", &svg);
    texts(&svg).into_iter().map(|(text, _)| text).collect::<Vec<_>>().join("\n")
}

fn refusal(spec: &ChartSpec) -> String {
    chart::svg(spec).unwrap_err().to_string()
}

/// The elements of one layer and tag, as their attributes.
fn count_of(svg: &str, layer: &str, tag: &str, class: &str) -> usize {
    let document = roxmltree::Document::parse(svg).unwrap();
    let group = document.descendants().find(|n| n.attribute("class") == Some(layer));
    let elements = group.into_iter().flat_map(|g| g.children());
    elements
        .filter(|n| n.has_tag_name(tag) && n.attribute("class").unwrap_or("").contains(class))
        .count()
}

#[test]
fn no_text_touches_another_or_a_line_or_leaves_the_picture() {
    for (name, spec) in gallery() {
        let svg = chart::svg(&spec).unwrap_or_else(|e| panic!("{name}: {e}"));
        check_picture(name, &svg);
    }
}

#[test]
fn every_chart_has_title_subtitle_with_unit_and_span_and_a_source() {
    let text = said(&one(turnover()));
    assert!(text.contains("Tatarstan–China: turnover"), "{text}");
    assert!(text.contains("Turnover (exports + imports), million US dollars, 2011–2024"), "{text}");
    assert!(text.contains("Sources: Business Online (30 January 2025); Tatar-inform (17 May 2024); Realnoe Vremya (3 February 2024)"), "{text}");
}

#[test]
fn labels_say_what_the_store_says() {
    let text = said(&one(turnover()));
    for label in ["335", "530.8", "357", "372", "565", "630", ">\u{a0}3,000", "3,300"] {
        assert!(text.lines().any(|line| line == label), "{label} is not among\n{text}");
    }
}

#[test]
fn a_missing_period_breaks_the_line_and_has_a_band() {
    let svg = chart::svg(&one(turnover())).unwrap();
    assert_eq!(count_of(&svg, "bands", "rect", "band"), 2);
    // 2011–2013, 2016–2018, 2023–2024.
    assert_eq!(count_of(&svg, "lines", "polyline", "s1"), 3);
    let dashed = ChartSpec { gaps: Gaps::Dash, ..one(turnover()) };
    let svg = chart::svg(&dashed).unwrap();
    assert_eq!(count_of(&svg, "lines", "polyline", "s1"), 5);
    assert!(said(&dashed).contains("Thin dashes join"));
}

#[test]
fn periods_asked_for_have_their_place_though_nothing_is_known_of_them() {
    let spec =
        ChartSpec { from: Some(day("2008-01-01")), to: Some(day("2026-12-31")), ..one(turnover()) };
    let svg = chart::svg(&spec).unwrap();
    assert_eq!(count_of(&svg, "bands", "rect", "band"), 4);
    assert!(said(&spec).contains("2008–2026"));
    let since =
        ChartSpec { from: Some(day("2016-01-01")), to: Some(day("2018-12-31")), ..one(turnover()) };
    let text = said(&since);
    assert!(
        text.contains("2016–2018") && !text.contains("530.8") && !text.contains("Business Online"),
        "{text}"
    );
}

/// Each qualifier and status: what is drawn, the note that explains it, and that the note is absent otherwise.
#[test]
fn every_doubt_has_its_mark_and_a_note_only_if_it_occurs() {
    let with =
        |o: Observation| one(vec![value("2019", "400000000"), o, value("2021", "500000000")]);
    let exact = said(&with(value("2020", "450000000")));
    let check = |o: Observation, note: &str, label: &str, tag: &str| {
        let spec = with(o);
        let text = said(&spec);
        assert!(text.contains(note), "{note} is not in\n{text}");
        assert!(!exact.contains(note), "{note} stands under a chart without it");
        assert!(text.lines().any(|line| line == label), "{label} is not in\n{text}");
        let svg = chart::svg(&spec).unwrap();
        assert!(count_of(&svg, "marks", tag, "s1") > 0, "{note}: no {tag}");
    };
    let number = "450000000";
    check(hedged("2020", number, Qualifier::Over), "Arrow up:", ">\u{a0}450", "polygon");
    check(hedged("2020", number, Qualifier::AtLeast), "Arrow up:", "≥\u{a0}450", "polygon");
    check(hedged("2020", number, Qualifier::Under), "Arrow down:", "<\u{a0}450", "polygon");
    check(hedged("2020", number, Qualifier::AtMost), "Arrow down:", "≤\u{a0}450", "polygon");
    check(hedged("2020", number, Qualifier::About), "Hollow marker (≈):", "≈\u{a0}450", "circle");
    check(hedged("2020", number, Qualifier::Nearly), "Dashed line:", "≈\u{a0}450", "circle");
    check(between("2020", "400000000", "480000000"), "Bar with caps:", "400–480", "polyline");
    check(planned(value("2020", number)), "Dotted line, hollow circle:", "450", "circle");
    check(derived(value("2020", number), "500000"), "Diamond:", "450", "polygon");
    check(
        disputed(value("2020", number), "440000000", "490000000"),
        "Thin bar: sources disagree (2020: 440 to 490).",
        "450",
        "polyline",
    );
    check(value("2020-S1", "200000000"), "Small marker:", "Jan–Jun: 200", "circle");
}

#[test]
fn rivals_are_told_by_their_values_and_the_label_stays_with_its_own() {
    let o = disputed(value("2021", "423000000"), "423000000", "629000000");
    let svg = chart::svg(&one(vec![o.clone()])).unwrap();
    // The marker and the dot of the rival.
    assert_eq!(count_of(&svg, "marks", "circle", "s1"), 2);
    let texts = texts(&svg);
    let top = |wanted: &str| texts.iter().find(|(text, _)| text == wanted).unwrap().1.y();
    assert!(top("423") > top("600"), "the label stands at the rival's height");
    assert!(chart::alt(&one(vec![o.clone()])).unwrap().contains("disagree on 2021 (423 to 629)"));

    // Of many the note counts the rest, and of several series it names each.
    let many = |name: &str| {
        let years = ["2015", "2016", "2017", "2018", "2019"];
        let each = years.map(|year| disputed(value(year, "450000000"), "450000000", "460000000"));
        ChartSeries { name: Some(name.to_owned()), ..series(Indicator::Exports, each.into()) }
    };
    let text = said(&spec(vec![many("One"), many("Two")])).replace('\n', " ");
    assert!(text.contains("(One 2015: 450 to 460; One 2016: 450 to 460;"), "{text}");
    assert!(text.contains("and 6 more)"), "{text}");
}

#[test]
fn a_plan_is_never_joined_to_actuals_by_a_solid_line() {
    let svg = chart::svg(&one(vec![value("2023", "1"), planned(value("2024", "2"))])).unwrap();
    assert_eq!(count_of(&svg, "lines", "polyline", "s1"), 1);
    assert!(svg.contains(r#"stroke-dasharray="0.1 5""#));
}

#[test]
fn a_part_of_a_year_is_not_joined_with_whole_years() {
    let mut with_part = course(2019, 6, |i| 500 + i64::from(i));
    let without = chart::svg(&one(with_part.clone())).unwrap();
    with_part.push(value("2025-S1", "260000000"));
    let svg = chart::svg(&one(with_part)).unwrap();
    assert_eq!(
        count_of(&svg, "lines", "polyline", "s1"),
        count_of(&without, "lines", "polyline", "s1")
    );
    assert_eq!(count_of(&svg, "bands", "rect", "band"), 0, "something is known of 2025");
}

#[test]
fn numbers_and_words_are_the_language_s() {
    let in_language = |language: &str| {
        said(&ChartSpec { language: language.parse().unwrap(), ..one(turnover()) })
    };
    let russian = in_language("ru");
    assert!(russian.contains("3\u{a0}300") && russian.contains("530,8"), "{russian}");
    assert!(russian.contains("млн долларов США") && russian.contains("нет данных"), "{russian}");
    assert!(russian.contains("17 мая 2024"), "{russian}");
    let chinese = in_language("zh");
    assert!(
        chinese.contains("亿美元") && chinese.contains("5.308") && chinese.contains("无数据"),
        "{chinese}"
    );
    let balance = one(values(&[("2020", "-1500000"), ("2021", "2000000")]));
    assert!(said(&balance).contains("\u{2212}1.5"));
}

#[test]
fn views_say_what_they_are() {
    assert!(
        said(&ChartSpec { scale: AxisScale::Log, ..one(turnover()) }).contains("logarithmic scale")
    );
    let index = said(&ChartSpec { view: View::Index(p("2018")), ..one(turnover()) });
    assert!(index.contains("index, 2018 = 100") && index.contains("523.8"), "{index}");
    let growth = said(&ChartSpec { view: View::YearOnYear, ..one(turnover()) });
    assert!(
        growth.contains("growth on the year before, percent") && growth.contains("58.4"),
        "{growth}"
    );
    assert!(growth.contains("No bar:") && growth.contains("<\u{a0}10"), "{growth}");
    let as_of = ChartSpec { as_of: Some(day("2024-03-01")), ..one(turnover()) };
    assert!(said(&as_of).contains("as of 1 March 2024"));
    let converted = Converted {
        from: [CurrencyCode::literal("RUB")].into(),
        sources: ["Bank of Russia".to_owned()].into(),
        coarser: true,
    };
    let converted = said(&ChartSpec { converted: Some(converted), ..one(turnover()) });
    assert!(converted.contains("2011–2024, converted from RUB"), "{converted}");
    assert!(converted.contains("at average exchange rates: Bank of Russia."), "{converted}");
    assert!(converted.contains("at the average of the whole year"), "{converted}");
}

#[test]
fn growth_is_not_told_across_a_gap() {
    let svg = chart::svg(&ChartSpec { view: View::YearOnYear, ..one(turnover()) }).unwrap();
    // 2012, 2013, 2017, 2018 in full, 2024 against "over 3 billion" in outline; none for 2016 and 2023.
    assert_eq!(count_of(&svg, "lines", "rect", "s1"), 4);
    assert_eq!(count_of(&svg, "lines", "polygon", "s1 hollow"), 1);
}

#[test]
fn levels_begin_at_zero_and_a_chart_that_does_not_says_so() {
    let flat = course(2015, 8, |i| 1000 + i64::from(i));
    assert!(said(&one(flat.clone())).lines().any(|line| line == "0"));
    let cut = said(&ChartSpec { zero: Some(false), ..one(flat) });
    assert!(
        !cut.lines().any(|line| line == "0") && cut.contains("does not begin at zero"),
        "{cut}"
    );
}

#[test]
fn names_of_converging_lines_stay_apart_and_there_is_no_legend() {
    let all = (0..4).map(|n| {
        let mut s =
            with_partner(["China", "India", "Kazakhstan", "Turkey"][n], course(2015, 9, |_| 700));
        s.observations[0] = value("2015", &format!("{}00000000", n + 3));
        s
    });
    let text = said(&spec(all.collect()));
    for name in ["China", "India", "Kazakhstan", "Turkey"] {
        assert_eq!(text.lines().filter(|line| *line == name).count(), 1, "{name} in\n{text}");
    }
}

#[test]
fn the_name_of_a_line_that_ends_early_stands_beside_it() {
    let early = with_partner("India", course(2011, 3, |y| 300 + i64::from(y)));
    let late = with_partner("China", course(2011, 14, |y| 5000 + 10 * i64::from(y)));
    let svg = chart::svg(&spec(vec![early, late])).unwrap();
    check_picture("early end", &svg);
    let all = texts(&svg);
    let left = |name: &str| all.iter().find(|(text, _)| text == name).unwrap().1.left();
    // Thirteen places on some 650 pixels: the third lies in the first quarter.
    assert!(left("India") < 250.0, "{}", left("India"));
    assert!(left("China") > 650.0, "{}", left("China"));
    assert_eq!(count_of(&svg, "context", "polyline", "s1"), 0, "a leader across the picture");
}

#[test]
fn five_to_twelve_series_are_small_multiples_and_thirteen_an_error() {
    let many = |n: usize| {
        spec(
            (0..n)
                .map(|i| {
                    with_partner(
                        &format!("Partner {i}"),
                        course(2015, 9, |y| 100 * (i64::from(y) + 1)),
                    )
                })
                .collect(),
        )
    };
    for n in [5, 7, 12] {
        let svg = chart::svg(&many(n)).unwrap();
        check_picture("multiples", &svg);
        let titles =
            texts(&svg).into_iter().filter(|(text, _)| text.starts_with("Partner ")).count();
        assert_eq!(titles, n);
        let narrow = chart::svg(&ChartSpec { layout: Layout::Narrow, ..many(n) }).unwrap();
        check_picture("narrow multiples", &narrow);
    }
    let error = refusal(&many(13));
    assert!(error.contains("13 series") && error.contains("12"), "{error}");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_a_reason() {
    let check = |spec: &ChartSpec, parts: &[&str]| {
        let error = refusal(spec);
        for part in parts {
            assert!(error.contains(part), "“{error}” lacks “{part}”");
        }
    };
    check(&spec(vec![]), &["nothing to draw", "tradestat series"]);
    check(&one(vec![]), &["Turnover has no values"]);
    let negative = values(&[("2020", "-5"), ("2021", "7")]);
    check(&ChartSpec { scale: AxisScale::Log, ..one(negative) }, &["--log", "-5", "2020"]);
    check(
        &ChartSpec { view: View::Index(p("2014")), ..one(turnover()) },
        &["--index 2014", "it has 2011, 2012"],
    );
    check(
        &ChartSpec { view: View::YearOnYear, ..one(values(&[("2020", "1"), ("2022", "2")])) },
        &["a year before"],
    );
    let mut roubles = series(Indicator::Exports, turnover());
    roubles.unit = Unit::parse("RUB");
    check(&spec(vec![series(Indicator::Imports, turnover()), roubles]), &["USD", "RUB", "--index"]);
    check(&ChartSpec { title: Some("Trade 🚢".to_owned()), ..one(turnover()) }, &["🚢", "U+1F6A2"]);
    check(&ChartSpec { language: "xx".parse().unwrap(), ..one(turnover()) }, &["xx", "en, ru, zh"]);
    check(
        &one(vec![value("0001-01-01", "1"), value("9999-12-31", "2")]),
        &["do not fit one chart"],
    );
}

#[test]
fn extremes_are_drawn() {
    let check = |name: &str, observations: Vec<Observation>| {
        for layout in [Layout::Wide, Layout::Narrow] {
            let svg = chart::svg(&ChartSpec { layout, ..one(observations.clone()) }).unwrap();
            check_picture(name, &svg);
        }
    };
    check("one point", values(&[("2020", "5")]));
    check("one zero", values(&[("2020", "0")]));
    check("two points", values(&[("2020", "5"), ("2021", "6")]));
    check("all equal", course(2010, 12, |_| 7));
    check("negative", values(&[("2020", "-5"), ("2021", "-60000"), ("2022", "-3")]));
    check("a thousandth", values(&[("2020", "0.001"), ("2021", "0.002")]));
    check("the least", values(&[("2020", "0.0000000000000000000000000001"), ("2021", "0")]));
    check("the most", values(&[("2020", "79228162514264337593543950335"), ("2021", "1")]));
    check("a trillion", values(&[("2020", "1000000000000"), ("2021", "3")]));
    check("same again", vec![value("2020", "5"), value("2020", "6"), value("2021", "5")]);
    check("a day", values(&[("2020-02-03", "5"), ("2020-02-07", "6")]));
    check("only spans", values(&[("2020-01-01/2020-11-30", "5"), ("2021-01-01/2021-11-30", "6")]));
    check(
        "every length",
        values(&[
            ("2020", "5"),
            ("2021-S1", "2"),
            ("2021-Q3", "1"),
            ("2021-11", "0.4"),
            ("2022", "6"),
        ]),
    );
}

#[test]
fn ten_thousand_points_leave_at_most_four_a_column() {
    let svg = chart::svg(&one(months(1100, 10_000, |i| i64::from((i * 7919) % 613)))).unwrap();
    check_picture("10,000", &svg);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let lines = document.descendants().find(|n| n.attribute("class") == Some("lines")).unwrap();
    let points = lines.descendants().filter_map(|n| n.attribute("points"));
    let xs = points
        .flat_map(|points| points.split(' '))
        .map(|p| p.split(['.', ',']).next().unwrap().parse::<i32>().unwrap());
    let mut columns = std::collections::BTreeMap::new();
    for x in xs {
        *columns.entry(x).or_insert(0) += 1;
    }
    assert!(columns.len() > 700 && columns.values().all(|points| *points <= 4));
}

#[test]
fn narrow_text_is_large_enough() {
    for spec in [
        ChartSpec { layout: Layout::Narrow, ..one(turnover()) },
        gallery().into_iter().find(|(name, _)| *name == "multiples-narrow").unwrap().1,
    ] {
        let svg = chart::svg(&spec).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        assert_eq!(document.root_element().attribute("width"), Some("360"));
        let sizes = document
            .descendants()
            .filter_map(|n| n.attribute("font-size"))
            .map(|size| size.parse::<f32>().unwrap());
        assert!(sizes.into_iter().all(|size| size >= 11.0));
    }
}

#[test]
fn a_chart_says_itself_to_those_who_do_not_see_it() {
    let spec = one(turnover());
    let alt = chart::alt(&spec).unwrap();
    for part in [
        "Line chart: Tatarstan–China: turnover.",
        "million US dollars, 2011–2024",
        "335 in 2011, 3,300 in 2024",
        "No data for 2014–2015, 2019–2022",
        "Not exact: 2023 (over 3,000)",
    ] {
        assert!(alt.contains(part), "{part} is not in {alt}");
    }
    let svg = chart::svg(&spec).unwrap();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!((root.attribute("role"), root.attribute("lang")), (Some("img"), Some("en")));
    let said = |tag: &str| {
        root.children().find(|n| n.has_tag_name(tag)).and_then(|n| n.text()).unwrap().to_owned()
    };
    assert_eq!((said("title").as_str(), said("desc")), ("Tatarstan–China: turnover", alt));
}

#[test]
fn two_charts_of_a_page_have_their_own_ids() {
    let ids = |spec: &ChartSpec| {
        let svg = chart::svg(spec).unwrap();
        let document = roxmltree::Document::parse(&svg).unwrap();
        document
            .descendants()
            .filter_map(|n| n.attribute("id").map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let wide = ids(&one(turnover()));
    let narrow = ids(&ChartSpec { layout: Layout::Narrow, ..one(turnover()) });
    assert!(wide.iter().all(|id| !narrow.contains(id)), "{wide:?} {narrow:?}");
}

#[test]
fn markup_in_titles_is_text() {
    let spec = ChartSpec { title: Some("Oil & gas <b>\"here\"</b>".to_owned()), ..one(turnover()) };
    assert!(said(&spec).contains("Oil & gas <b>\"here\"</b>"));
}

#[test]
fn annotations_stand_above_the_chart_or_in_a_note() {
    let annotate = |texts: &[(&str, &str)]| {
        let annotations = texts
            .iter()
            .map(|(period, text)| Annotation { period: p(period), text: (*text).to_owned() });
        said(&ChartSpec { annotations: annotations.collect(), ..one(turnover()) })
    };
    let text = annotate(&[
        ("2014", "Sanctions"),
        ("2014", "Currency crisis"),
        ("2024", "A rather long remark about the last year of the series"),
    ]);
    for part in ["Sanctions", "Currency crisis", "A rather long remark"] {
        assert!(text.contains(part), "{text}");
    }
    let before = annotate(&[("1999", "Before the series")]).replace('\n', " ");
    assert!(before.contains("1999: Before the series."), "{before}");
}

#[test]
fn the_same_chart_is_the_same_bytes_in_any_thread() {
    let draw = || {
        let svg = chart::svg(&one(turnover())).unwrap();
        let png = chart::png(&svg, 2.0).unwrap();
        (svg, png)
    };
    let first = draw();
    let others: Vec<_> = (0..4).map(|_| std::thread::spawn(draw)).collect();
    assert!(others.into_iter().all(|other| other.join().unwrap() == first));
}

#[test]
fn a_png_is_the_svg_with_its_density() {
    let svg = chart::svg(&one(turnover())).unwrap();
    let bytes = chart::png(&svg, 2.0).unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let info = reader.info();
    assert_eq!((info.width, info.height), (1600, 900));
    // 192 pixels to the inch.
    assert_eq!(info.pixel_dims.map(|dims| dims.xppu), Some(7559));
    for scale in [0.0, -1.0, f32::NAN, 1000.0] {
        assert!(chart::png(&svg, scale).is_err(), "{scale}");
    }
    assert!(chart::png("no svg", 1.0).is_err());
}

/// Whole charts, to be read in a diff. `UPDATE_GOLDEN=1 cargo test --test chart golden` writes them anew.
#[test]
fn golden_charts() {
    for name in ["single", "hedges", "russian", "narrow-four", "yoy"] {
        let spec = gallery().into_iter().find(|(n, _)| *n == name).unwrap().1;
        let svg = chart::svg(&spec).unwrap();
        let path = format!("{}/tests/golden/{name}.svg", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &svg).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            svg == golden,
            "{path} differs: look at the new picture, then run with UPDATE_GOLDEN=1"
        );
    }
}

#[test]
fn chart_files_of_the_repository_are_valid() {
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/charts")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            chart::ChartFile::parse(&text, &path).unwrap();
        }
    }
}

#[test]
fn a_chart_file_s_options_reach_the_chart() {
    let text = r#"
        series = ["a", "b"]
        names = ["First"]
        title = "T"
        note = "N."
        language = "ru"
        dark = true
        index = "2018"
        as_of = "2024-03-01"
        annotation = [{ period = "2020", text = "Event" }]
    "#;
    let file = chart::ChartFile::parse(text, std::path::Path::new("x.toml")).unwrap();
    let mut spec =
        spec(vec![series(Indicator::Exports, turnover()), series(Indicator::Imports, turnover())]);
    file.apply(&mut spec);
    let text = said(&spec);
    for part in ["T", "N.", "First", "Импорт", "ндекс, 2018 = 100", "1 марта 2024", "Event"]
    {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert_eq!(spec.theme, Theme::Dark);
}

fn any_observation() -> impl Strategy<Value = (i32, i64, usize, bool, bool, bool)> {
    (
        1990..2030_i32,
        -2_000_000_000_000..9_000_000_000_000_i64,
        0..24_usize,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
}

fn random_series(
    name: &str,
    drawn: &[(i32, i64, usize, bool, bool, bool)],
    positive: bool,
) -> ChartSeries {
    let mut all = Vec::new();
    for (year, number, kind, is_planned, is_derived, is_small) in drawn {
        let number = if positive { number.abs() + 1 } else { *number };
        let number = if *is_small { number / 1000 } else { number };
        let period = if kind % 7 == 6 { format!("{year}-S1") } else { year.to_string() };
        let qualifier = Qualifier::ALL.get(*kind).copied().unwrap_or(Qualifier::Exactly);
        let mut o = match qualifier {
            Qualifier::Between => {
                between(&period, &number.to_string(), &(number + number.abs() / 5 + 1).to_string())
            }
            other => hedged(&period, &number.to_string(), other),
        };
        if *is_planned && *year > 2024 {
            o = planned(o);
        }
        if *is_derived && kind % 3 == 0 {
            o = derived(o, "50000");
        }
        if kind % 5 == 4 {
            o = disputed(
                o,
                &(number - number.abs() / 4 - 1).to_string(),
                &(number + number.abs() / 3 + 1).to_string(),
            );
        }
        all.push(o);
    }
    with_partner(name, all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_chart_of_any_series_has_overlaps(
        drawn in prop::collection::vec(prop::collection::vec(any_observation(), 1..30), 1..7),
        options in (any::<bool>(), any::<bool>(), 0..3_usize, 0..3_usize, any::<bool>()),
    ) {
        let (narrow, dark, language, scale, dash) = options;
        let names = ["China", "United Arab Emirates and neighbours", "Казахстан", "印度", "EU", "Republic of Korea"];
        let positive = scale == 1;
        let all = drawn.iter().zip(names).map(|(drawn, name)| random_series(name, drawn, positive));
        let spec = ChartSpec {
            layout: if narrow { Layout::Narrow } else { Layout::Wide },
            theme: if dark { Theme::Dark } else { Theme::Light },
            language: ["en", "ru", "zh"][language].parse().unwrap(),
            scale: if positive { AxisScale::Log } else { AxisScale::Linear },
            view: if scale == 2 { View::YearOnYear } else { View::Level },
            gaps: if dash { Gaps::Dash } else { Gaps::Break },
            annotations: vec![
                Annotation { period: p("2009"), text: "Crisis".to_owned() },
                Annotation { period: p("2010-S1"), text: "Customs union".to_owned() },
            ],
            ..spec(all.collect())
        };
        match chart::svg(&spec) {
            Ok(svg) => {
                check_picture("random", &svg);
                let sheet = chart::Sheet { columns: if narrow { 40 } else { 90 }, coloured: false };
                check_sheet("random", &chart::text(&spec, sheet).unwrap(), sheet.columns);
            }
            // Growth of scattered years may have nothing to show.
            Err(error) => prop_assert!(scale == 2, "{error}"),
        }
    }
}
