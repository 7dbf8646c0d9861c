//! Series for chart tests, a gallery of charts, and the checks every picture passes.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "shared by tests, a bench and an example, each of which uses a part; the gallery is a list"
)]

use chrono::NaiveDate;
use resvg::usvg;
pub use tradestat::chart::{
    self, Annotation, AxisScale, ChartSeries, ChartSpec, ChartVintage, Gaps, Layout, Places, Theme,
    View,
};
pub use tradestat::model::{
    Decimal, Indicator, Observation, Period, Qualifier, Status, Transform, Unit,
};
use unicode_width::UnicodeWidthStr;

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn p(code: &str) -> Period {
    Period::parse(code).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An exact, reported value.
pub fn value(period: &str, value: &str) -> Observation {
    let value = d(value);
    Observation {
        period: p(period),
        value,
        value_high: None,
        qualifier: Qualifier::Exactly,
        status: Status::Actual,
        rounding: Decimal::ZERO,
        derived: false,
        figures: 1,
        rivals: 0,
        range: (value, value),
        rival_counts: Vec::new(),
        source_area: None,
        source_kind: None,
        publisher: Some("Realnoe Vremya".to_owned()),
        published: Some(day("2024-02-03")),
        url: None,
        quote: "A sentence.".to_owned(),
    }
}

/// A value said with a hedge.
pub fn hedged(period: &str, number: &str, qualifier: Qualifier) -> Observation {
    Observation { qualifier, ..value(period, number) }
}

/// "From low to high".
pub fn between(period: &str, low: &str, high: &str) -> Observation {
    Observation { value_high: Some(d(high)), qualifier: Qualifier::Between, ..value(period, low) }
}

pub fn planned(o: Observation) -> Observation {
    Observation { status: Status::Planned, ..o }
}

pub fn derived(o: Observation, rounding: &str) -> Observation {
    Observation { derived: true, rounding: d(rounding), ..o }
}

pub fn disputed(o: Observation, low: &str, high: &str) -> Observation {
    Observation { rivals: 1, range: (d(low), d(high)), ..o }
}

pub fn from(o: Observation, publisher: &str, published: &str) -> Observation {
    Observation { publisher: Some(publisher.to_owned()), published: Some(day(published)), ..o }
}

pub fn values(pairs: &[(&str, &str)]) -> Vec<Observation> {
    pairs.iter().map(|(period, number)| value(period, number)).collect()
}

pub fn series(indicator: Indicator, observations: Vec<Observation>) -> ChartSeries {
    ChartSeries {
        slug: "ru-ta-cn-turnover".to_owned(),
        places: Places {
            ref_area: Some("Tatarstan".to_owned()),
            counterpart_area: Some("China".to_owned()),
        },
        name: None,
        indicator,
        transform: Transform::Level,
        product: None,
        unit: Unit::parse("USD"),
        observations,
        vintages: Vec::new(),
        vintages_left_out: 0,
    }
}

pub fn with_partner(partner: &str, observations: Vec<Observation>) -> ChartSeries {
    let mut s = series(Indicator::Exports, observations);
    s.places =
        Places { ref_area: Some("Russia".to_owned()), counterpart_area: Some(partner.to_owned()) };
    s
}

pub fn spec(all: Vec<ChartSeries>) -> ChartSpec {
    ChartSpec::new(all, "en".parse().unwrap())
}

pub fn one(observations: Vec<Observation>) -> ChartSpec {
    spec(vec![series(Indicator::Turnover, observations)])
}

/// The turnover of the README's picture.
pub fn turnover() -> Vec<Observation> {
    let mut all = values(&[
        ("2011", "335000000"),
        ("2012", "530800000"),
        ("2013", "357000000"),
        ("2016", "372000000"),
        ("2017", "565000000"),
        ("2018", "630000000"),
    ]);
    all.push(from(hedged("2023", "3000000000", Qualifier::Over), "Tatar-inform", "2024-05-17"));
    all.push(from(value("2024", "3300000000"), "Business Online", "2025-01-30"));
    all
}

/// Years of a smooth course.
pub fn course(from: i32, count: i32, shape: impl Fn(i32) -> i64) -> Vec<Observation> {
    (0..count)
        .map(|i| value(&(from + i).to_string(), &(shape(i) * 1_000_000).to_string()))
        .collect()
}

/// Months of a course, from January of a year.
pub fn months(from: i32, count: i32, shape: impl Fn(i32) -> i64) -> Vec<Observation> {
    (0..count)
        .map(|i| {
            value(
                &format!("{:04}-{:02}", from + i / 12, i % 12 + 1),
                &(shape(i) * 1_000_000).to_string(),
            )
        })
        .collect()
}

/// Charts of every kind, by name.
pub fn gallery() -> Vec<(&'static str, ChartSpec)> {
    let mut all = vec![("single", one(turnover()))];
    let wave = |i: i32| 400 + i64::from((i * 37) % 11) * 40 + i64::from(i) * 9;

    all.push(("dashed-gaps", ChartSpec { gaps: Gaps::Dash, ..one(turnover()) }));
    all.push((
        "hedges",
        one(vec![
            value("2014", "300000000"),
            hedged("2015", "340000000", Qualifier::About),
            hedged("2016", "390000000", Qualifier::Nearly),
            hedged("2017", "420000000", Qualifier::Over),
            hedged("2018", "470000000", Qualifier::AtLeast),
            hedged("2019", "520000000", Qualifier::Under),
            hedged("2020", "480000000", Qualifier::AtMost),
            between("2021", "300000000", "350000000"),
            value("2022", "450000000"),
        ]),
    ));
    let mut plan = course(2018, 6, |i| 500 + i64::from(i) * 120);
    plan.push(planned(value("2024", "1300000000")));
    plan.push(planned(hedged("2025", "1500000000", Qualifier::AtLeast)));
    all.push(("planned", one(plan)));
    let mut part = course(2019, 6, wave);
    part.push(value("2025-S1", "260000000"));
    all.push(("part-year", one(part)));
    let mut rivals = course(2017, 7, wave);
    rivals[2] = disputed(rivals[2].clone(), "650000000", "790000000");
    rivals[4] = derived(rivals[4].clone(), "500000");
    rivals[5] = derived(value("2022", "621234567.89"), "500000");
    all.push(("rivals-derived", one(rivals)));

    let four = |n: i32| {
        with_partner(
            ["China", "India", "Kazakhstan", "United Arab Emirates"][usize::try_from(n).unwrap()],
            course(2010, 14, move |i| {
                900 + i64::from(n) * 130 * i64::from(14 - i) / 3 + i64::from((i * (n + 3)) % 5) * 25
            }),
        )
    };
    all.push(("four-converging", spec((0..4).map(four).collect())));
    let names = [
        "China",
        "India",
        "Kazakhstan",
        "Turkey",
        "Uzbekistan",
        "Belarus",
        "Germany",
        "United Arab Emirates",
    ];
    let small = |n: usize| {
        with_partner(
            names[n],
            course(2012, 12, move |i| {
                200 + i64::try_from(n).unwrap() * 90
                    + i64::from((i * 7 + i32::try_from(n).unwrap() * 5) % 9) * 30
            }),
        )
    };
    all.push(("multiples-8", spec((0..8).map(small).collect())));
    let mut gappy: Vec<ChartSeries> = (0..6).map(small).collect();
    gappy[1].observations.drain(3..6);
    gappy[2].observations[11] = hedged("2023", "900000000", Qualifier::Over);
    all.push(("multiples-6-gaps", spec(gappy)));
    all.push((
        "multiples-narrow",
        ChartSpec { layout: Layout::Narrow, ..spec((0..5).map(small).collect()) },
    ));
    all.push(("narrow", ChartSpec { layout: Layout::Narrow, ..one(turnover()) }));
    all.push((
        "narrow-four",
        ChartSpec { layout: Layout::Narrow, ..spec((0..4).map(four).collect()) },
    ));
    all.push(("dark", ChartSpec { theme: Theme::Dark, ..one(turnover()) }));
    all.push(("dark-four", ChartSpec { theme: Theme::Dark, ..spec((0..4).map(four).collect()) }));

    let mut russian = one(turnover());
    russian.language = "ru".parse().unwrap();
    russian.series[0].places = Places {
        ref_area: Some("Татарстан".to_owned()),
        counterpart_area: Some("Китай".to_owned()),
    };
    for o in &mut russian.series[0].observations {
        o.publisher = Some("Татар-информ".to_owned());
    }
    all.push(("russian", russian.clone()));
    russian.title = Some(
        "Товар әйләнеше: Татарстан белән Кытай арасында үсеш, җиңел һәм авыр еллар".to_owned(),
    );
    all.push(("tatar-title", russian));
    let mut chinese = one(turnover());
    chinese.language = "zh".parse().unwrap();
    chinese.series[0].places = Places {
        ref_area: Some("鞑靼斯坦".to_owned()),
        counterpart_area: Some("中国".to_owned()),
    };
    for o in &mut chinese.series[0].observations {
        o.publisher = Some("新华社".to_owned());
    }
    all.push(("chinese", chinese));

    all.push(("log", ChartSpec { scale: AxisScale::Log, ..one(turnover()) }));
    let pair = || {
        let mut imports = series(
            Indicator::Imports,
            course(2012, 12, |i| 300 + i64::from((i * 5) % 7) * 60 + i64::from(i) * 40),
        );
        imports.observations[3] = hedged("2015", "700000000", Qualifier::About);
        vec![series(Indicator::Exports, course(2012, 12, wave)), imports]
    };
    all.push(("index", ChartSpec { view: View::Index(p("2018")), ..spec(pair()) }));
    all.push(("yoy", ChartSpec { view: View::YearOnYear, ..one(turnover()) }));
    all.push(("yoy-two", ChartSpec { view: View::YearOnYear, ..spec(pair()) }));
    all.push(("two", spec(pair())));
    all.push((
        "months-40",
        one(months(2021, 40, |i| 200 + i64::from((i * 29) % 17) * 12 + i64::from(i) * 3)),
    ));
    all.push((
        "months-150",
        one(months(2011, 150, |i| 200 + i64::from((i * 29) % 17) * 12 + i64::from(i) * 3)),
    ));
    let quarters = (0..14).map(|i| {
        value(
            &format!("{}-Q{}", 2021 + i / 4, i % 4 + 1),
            &format!("{}", 10_500_000_000_i64 + 700_000_000 * ((i * 3) % 5)),
        )
    });
    all.push(("quarters", one(quarters.collect())));
    let halves = (0..9).map(|i| {
        value(
            &format!("{}-S{}", 2021 + i / 2, i % 2 + 1),
            &format!("{}", 105_000_000_000_i64 + 7_300_000_000 * ((i * 3) % 5)),
        )
    });
    all.push(("halves", one(halves.collect())));
    all.push((
        "long-10000",
        one(months(1100, 10_000, |i| 300 + i64::from((i * 7919) % 613) + i64::from(i) / 10)),
    ));
    let long = "Trade between the Republic of Tatarstan and the People’s Republic of China, as told by newspapers, agencies, ministries and customs offices over fourteen years, with all that they left unsaid in between";
    all.push(("long-title", ChartSpec { title: Some(long.to_owned()), ..one(turnover()) }));
    let mut balance =
        series(Indicator::Balance, course(2014, 10, |i| 300 - i64::from((i * 7) % 10) * 90));
    balance.observations[4] = hedged("2018", "-120000000", Qualifier::Under);
    all.push(("balance", spec(vec![balance])));
    all.push((
        "annotated",
        ChartSpec {
            annotations: vec![
                Annotation { period: p("2014"), text: "Sanctions".to_owned() },
                Annotation {
                    period: p("2018-03"),
                    text: "Chinese consulate opens in Kazan".to_owned(),
                },
                Annotation { period: p("2020"), text: "Pandemic".to_owned() },
                Annotation { period: p("2022"), text: "Payments move to yuan".to_owned() },
            ],
            ..one(turnover())
        },
    ));
    let mut vintages = course(2016, 8, wave);
    vintages[7] = value("2023", "812500000");
    let mut revised = series(Indicator::Turnover, vintages);
    revised.vintages = vec![
        ChartVintage { day: day("2022-03-01"), observations: course(2016, 6, |i| wave(i) - 60) },
        ChartVintage { day: day("2023-03-01"), observations: course(2016, 7, |i| wave(i) - 25) },
    ];
    all.push(("vintages", ChartSpec { as_of: Some(day("2024-03-01")), ..spec(vec![revised]) }));
    let mut change = series(
        Indicator::Turnover,
        values(&[
            ("2016", "4.5"),
            ("2017", "20.8"),
            ("2018", "27.1"),
            ("2019", "2.5"),
            ("2020", "-2.9"),
            ("2021", "35.8"),
            ("2022", "29.3"),
            ("2023", "26.3"),
            ("2024", "1.9"),
        ]),
    );
    change.transform = Transform::Change;
    change.unit = Some(Unit::Percent);
    all.push(("change", spec(vec![change])));
    all.push(("one-point", one(values(&[("2023", "3000000000")]))));
    all.push(("two-points", one(values(&[("2022", "2500000000"), ("2023", "3000000000")]))));
    all.push(("all-equal", one(course(2015, 8, |_| 500))));
    all.push(("tiny", one(values(&[("2020", "0.001"), ("2021", "0.0015"), ("2022", "0.00075")]))));
    all.push((
        "huge",
        one(values(&[
            ("2020", "1000000000000"),
            ("2021", "2500000000000"),
            ("2022", "7250000000000"),
        ])),
    ));
    all
}

/// Every text of a picture with its room, as resvg lays it out.
pub fn texts(svg: &str) -> Vec<(String, usvg::Rect)> {
    fn walk(group: &usvg::Group, out: &mut Vec<(String, usvg::Rect)>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => walk(inner, out),
                usvg::Node::Text(text) => {
                    let said = text.chunks().iter().map(usvg::TextChunk::text).collect::<String>();
                    out.push((said, text.abs_bounding_box()));
                }
                usvg::Node::Path(_) | usvg::Node::Image(_) => {}
            }
        }
    }
    let tree = chart::tree(svg).unwrap();
    let mut out = Vec::new();
    walk(tree.root(), &mut out);
    out
}

/// The value labels of a picture: whatever text stands among its labels, with its room.
fn label_rooms<'a>(
    document: &roxmltree::Document,
    texts: &'a [(String, usvg::Rect)],
) -> Vec<&'a (String, usvg::Rect)> {
    let written = document.descendants().filter(|n| n.has_tag_name("text"));
    let inside = |n: roxmltree::Node| n.ancestors().any(|a| a.attribute("class") == Some("labels"));
    written.zip(texts).filter(|(node, _)| inside(*node)).map(|(_, text)| text).collect()
}

/// The ends of every segment drawn for a value: lines and bars of markers, not grid lines.
fn segments(document: &roxmltree::Document) -> Vec<[(f32, f32); 2]> {
    let layers = ["context", "lines", "marks"];
    let drawn = |n: &roxmltree::Node| {
        n.ancestors().any(|a| a.attribute("class").is_some_and(|c| layers.contains(&c)))
    };
    let lines = document.descendants().filter(|n| n.has_tag_name("polyline") && drawn(n));
    let mut out = Vec::new();
    for line in lines {
        let number = |text: &str| text.parse::<f32>().unwrap();
        let points =
            line.attribute("points").unwrap().split(' ').map(|p| p.split_once(',').unwrap());
        let points: Vec<_> = points.map(|(x, y)| (number(x), number(y))).collect();
        out.extend(points.windows(2).map(|pair| [pair[0], pair[1]]));
    }
    out
}

/// Whether a segment passes through a rectangle: tried at many of its points.
fn crosses([from, to]: [(f32, f32); 2], room: &usvg::Rect) -> bool {
    (0..=400_u16).any(|step| {
        let part = f32::from(step) / 400.0;
        let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        room.left() < x && x < room.right() && room.top() < y && y < room.bottom()
    })
}

/// What holds of every picture: valid XML, unique ids, no text on text, nothing outside, no letter without a glyph.
pub fn check_picture(name: &str, svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut ids: Vec<_> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{name}: ids are not unique");
    let root = document.root_element();
    let number = |key: &str| root.attribute(key).unwrap().parse::<f32>().unwrap();
    let (width, height) = (number("width"), number("height"));
    let texts = texts(svg);
    let written = document.descendants().filter(|n| n.has_tag_name("text")).count();
    assert_eq!(texts.len(), written, "{name}: a text has no font");
    let segments = segments(&document);
    for (label, room) in label_rooms(&document, &texts) {
        let crossed = segments.iter().find(|segment| crosses(**segment, room));
        assert!(crossed.is_none(), "{name}: label “{label}” {room:?} touches the line {crossed:?}");
    }
    for (i, (a, room)) in texts.iter().enumerate() {
        assert!(
            room.left() >= -0.5
                && room.top() >= -0.5
                && room.right() <= width + 0.5
                && room.bottom() <= height + 0.5,
            "{name}: “{a}” leaves the picture: {room:?}"
        );
        for (b, other) in &texts[i + 1..] {
            let touch = room.left() < other.right() - 0.2
                && other.left() < room.right() - 0.2
                && room.top() < other.bottom() - 0.2
                && other.top() < room.bottom() - 0.2;
            assert!(!touch, "{name}: “{a}” {room:?} touches “{b}” {other:?}");
        }
    }
}

/// Holds a chart in letters to its sheet.
pub fn check_sheet(name: &str, text: &str, columns: usize) {
    for line in text.lines() {
        assert!(line.width() <= columns, "{name}: wider than {columns}: {line}");
        assert!(!line.ends_with(' '), "{name}: a blank at the end of {line:?}");
        assert!(!line.contains(['\0', '\u{1b}', '\u{a0}']), "{name}: {line:?}");
    }
}
