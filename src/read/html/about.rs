//! What a page says of itself: title, publisher, address, language, day of publication.
//!
//! `JSON-LD` first, which is written for those who read pages by program; then `OpenGraph` and `<meta>`; then what people see.
//! The day that a page was changed is never the day that it was published, nor is a day in a list of other news.

use super::article::Article;
use super::elements::is_heading;
use super::json_ld::{self, Described};
use super::tree::{Data, Id, Tree};
use super::{days, site};
use crate::model::Language;
use crate::read::{About, language};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The names under which pages write their day of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "mediator_published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "ptime",
    "citation_publication_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "date",
];

/// What is said of a page. `head` is its headline, `from` the address that it was saved from, where its file says so.
pub(super) fn about(
    tree: &Tree,
    article: &Article,
    head: Option<Id>,
    text: &str,
    from: Option<&str>,
) -> About {
    let metas = Metas::of(tree);
    let page_title =
        tree.below(Tree::ROOT).find(|&id| tree.name(id) == "title").map(|id| tree.text(id));
    let canonical = metas.canonical.clone().filter(|url| site::is_page(url));
    let own = |described: &Described| {
        let same_address = described.url.as_deref().is_some_and(|url| {
            let own = [canonical.as_deref(), metas.get("og:url"), from];
            own.into_iter().flatten().any(|address| site::is_same(address, url))
        });
        let same_title = described.headline.as_deref().is_some_and(|headline| {
            let own = [metas.get("og:title"), page_title.as_deref()];
            own.into_iter().flatten().any(|title| is_within(headline, title))
        });
        same_address || same_title
    };
    let described = json_ld::described(tree, own).unwrap_or_default();
    let url = [
        canonical.as_deref(),
        metas.get("og:url"),
        described.url.as_deref(),
        from,
        metas.saved_from.as_deref(),
    ]
    .into_iter()
    .flatten()
    .find(|url| site::is_page(url))
    .map(str::to_owned);
    let site_name = metas.get("og:site_name").map(str::to_owned);
    let publisher = described
        .publisher
        .or(site_name)
        .or_else(|| metas.get("dc.publisher").map(str::to_owned))
        .or_else(|| metas.get("citation_publisher").map(str::to_owned))
        .or_else(|| url.as_deref().and_then(site::host).map(str::to_owned));
    let heading = head.map(|id| tree.text(id)).filter(|heading| !heading.is_empty());
    let by_name =
        described.name.as_deref().zip(page_title.as_deref()).is_some_and(|(name, title)| {
            let headed = described.headline.as_deref().is_some_and(|own| is_within(own, title));
            goes_on(title, name) && !headed
        });
    let described_so = if by_name { described.name } else { described.headline };
    let named = |title: &str| match &heading {
        Some(heading) if goes_on(title, heading) => heading.clone(),
        _ => without_site(title, publisher.as_deref()),
    };
    let title = described_so
        .or_else(|| metas.get("og:title").map(named))
        .or_else(|| heading.clone())
        .or_else(|| page_title.as_deref().map(named));
    let spoken = [metas.language.as_deref(), described.language.as_deref(), metas.get("og:locale")];
    let spoken = spoken
        .into_iter()
        .flatten()
        .chain(["content-language", "language", "dc.language"].iter().filter_map(|n| metas.get(n)));
    let language =
        spoken.filter_map(|tag| language(tag.get(..2)?).ok()).find(|&l| is_written_so(l, text));
    let day = described
        .published
        .or_else(|| PUBLISHED.iter().find_map(|name| metas.get(name).and_then(days::day)))
        .or_else(|| marked(tree, article, head));
    About {
        title: title.map(|t| plain(&t)).filter(|t| !t.is_empty()),
        publisher: publisher.map(|p| plain(site::host(&p).unwrap_or(&p))).filter(|p| !p.is_empty()),
        url,
        published: day,
        language,
    }
}

/// The `<meta>` of a page by name, and the few other elements that say the same.
#[derive(Default)]
struct Metas {
    by_name: HashMap<String, String>,
    canonical: Option<String>,
    language: Option<String>,
    saved_from: Option<String>,
}

impl Metas {
    fn of(tree: &Tree) -> Self {
        let mut metas = Self::default();
        for id in tree.below(Tree::ROOT) {
            let element = match tree.data(id) {
                Data::Element(element) => element,
                Data::Comment(comment) => {
                    metas.saved_from = metas.saved_from.or_else(|| saved_from(comment));
                    continue;
                }
                _ => continue,
            };
            match element.name() {
                "html" => metas.language = element.get("lang").map(str::to_owned),
                "link"
                    if element
                        .get("rel")
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                {
                    metas.canonical =
                        metas.canonical.or_else(|| element.get("href").map(str::to_owned));
                }
                "meta" => {
                    let keys = ["property", "name", "http-equiv", "itemprop"];
                    let value = element.get("content").filter(|value| !value.is_empty());
                    for key in keys.iter().filter_map(|key| element.get(key)) {
                        if let Some(value) = value {
                            metas
                                .by_name
                                .entry(key.to_ascii_lowercase())
                                .or_insert_with(|| value.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        metas
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(String::as_str)
    }
}

/// The address in what browsers write above a page that they save:
/// `<!-- saved from url=(0042)https://… -->`, and `url: https://…` of `SingleFile`.
fn saved_from(comment: &str) -> Option<String> {
    let rest = match comment.split_once("saved from url=(") {
        Some((_, rest)) => rest.split_once(')')?.1,
        None if comment.contains("SingleFile") => comment.split_once("url:")?.1,
        None => return None,
    };
    rest.split_whitespace().next().map(str::to_owned)
}

/// The headline that people see: the `<h1>` of the article, or the one before it.
pub(super) fn headline(tree: &Tree, article: &Article) -> Option<Id> {
    let is_in =
        |id: Id| id == article.root || tree.ancestors(id).any(|above| above == article.root);
    let headings: Vec<Id> = tree
        .below(Tree::ROOT)
        .filter(|&id| tree.name(id) == "h1" && !tree.text_up_to(id, 200).is_empty())
        .take(20)
        .collect();
    let within = headings.iter().copied().find(|&id| is_in(id) && !article.leaves_out(id));
    within.or_else(|| {
        let title =
            tree.below(Tree::ROOT).find(|&id| tree.name(id) == "title").map(|id| tree.text(id));
        headings
            .into_iter()
            .find(|&id| title.as_deref().is_none_or(|title| is_within(&tree.text(id), title)))
    })
}

/// The day of an element that is marked as the article's: `itemprop="datePublished"`, or the first `<time>` in it or just
/// before it. A page has many days; those of other news stand elsewhere.
fn marked(tree: &Tree, article: &Article, head: Option<Id>) -> Option<NaiveDate> {
    let value = |id: Id| {
        let element = tree.element(id)?;
        let said = element.get("datetime").or_else(|| element.get("content"));
        said.and_then(days::day).or_else(|| days::day(&tree.text_up_to(id, 100)))
    };
    let published = |id: Id| {
        let element = tree.element(id);
        element
            .and_then(|e| e.get("itemprop"))
            .is_some_and(|p| p.eq_ignore_ascii_case("datePublished"))
    };
    if let Some(day) = tree.below(Tree::ROOT).filter(|&id| published(id)).find_map(value) {
        return Some(day);
    }
    let is_time = |id: Id| {
        let element = tree.element(id).filter(|e| e.name() == "time");
        let names = |e: &super::tree::Element| {
            [e.get("class"), e.get("itemprop")]
                .into_iter()
                .flatten()
                .collect::<String>()
                .to_ascii_lowercase()
        };
        element.is_some_and(|e| !["modif", "updat"].iter().any(|word| names(e).contains(word)))
    };
    // The headline and the article have a common place, in which its day stands too.
    let place = head.map_or(article.root, |head| common(tree, head, article.root));
    tree.below(place).take_while(|_| place != Tree::ROOT).filter(|&id| is_time(id)).find_map(value)
}

/// The nearest element that both are in.
fn common(tree: &Tree, a: Id, b: Id) -> Id {
    let above: Vec<Id> = std::iter::once(a).chain(tree.ancestors(a)).collect();
    std::iter::once(b).chain(tree.ancestors(b)).find(|id| above.contains(id)).unwrap_or(Tree::ROOT)
}

/// Whether a language can be written in the letters of the text: templates say `lang="en"` above any language.
fn is_written_so(language: Language, text: &str) -> bool {
    let (mut cyrillic, mut signs, mut letters) = (0_u32, 0_u32, 0_u32);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(5_000) {
        letters += 1;
        cyrillic += u32::from(('\u{400}'..='\u{52f}').contains(&c));
        signs += u32::from(c >= '\u{2e80}');
    }
    let code = language.to_string();
    let in_cyrillic = [
        "ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "os", "ce",
        "uz",
    ];
    let in_signs = ["zh", "ja", "ko"];
    let may_be = ["sr", "kk", "uz", "tt", "mn"].contains(&code.as_str());
    letters == 0
        || ((cyrillic * 2 > letters) == in_cyrillic.contains(&code.as_str()) || may_be)
            && (signs * 3 > letters) == in_signs.contains(&code.as_str())
}

/// Whether a title is the headline and something behind a mark: the name of a site that the page says nowhere else.
fn goes_on(title: &str, heading: &str) -> bool {
    let rest = title.trim().strip_prefix(heading).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(['-', '–', '—', '|', ':', '•', '/', '»', '·']))
}

/// A title without the name of its site: "Trade grows | The Paper".
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let title = title.trim();
    let Some((at, mark)) = [" | ", " — ", " – ", " - ", " :: ", " • ", " / ", " » "]
        .iter()
        .filter_map(|mark| title.rfind(mark).map(|at| (at, mark)))
        .max_by_key(|&(at, _)| at)
    else {
        return title.to_owned();
    };
    let (head, tail) = (title[..at].trim(), title[at + mark.len()..].trim());
    let is_site = publisher.is_some_and(|p| is_within(p, tail) || is_within(tail, p));
    // «Экспорт — 2024» ends in no site: that is one or two words behind a headline.
    let looks_so = *mark == " | " || *mark == " :: ";
    if head.split_whitespace().count() >= 2
        && (is_site || (looks_so && tail.chars().count() < head.chars().count()))
    {
        head.to_owned()
    } else {
        title.to_owned()
    }
}

/// Whether one text is in another, letters and digits alone.
fn is_within(part: &str, whole: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let part = letters(part);
    part.chars().count() >= 3 && letters(whole).contains(&part)
}

/// A value that was escaped twice: `&quot;` in JSON-LD.
fn plain(text: &str) -> String {
    let mut plain = text.to_owned();
    for (name, sign) in [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&laquo;", "«"),
        ("&raquo;", "»"),
        ("&nbsp;", " "),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&amp;", "&"),
    ] {
        if plain.contains(name) {
            plain = plain.replace(name, sign);
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines before the article that belong to it: its headline and the line with its day.
pub(super) fn before(tree: &Tree, article: &Article, head: Option<Id>) -> Vec<String> {
    let mut lines = Vec::new();
    let Some(head) = head else { return lines };
    if article.root == head || tree.ancestors(head).any(|above| above == article.root) {
        return lines;
    }
    lines.push(tree.text(head));
    let place = common(tree, head, article.root);
    if place == Tree::ROOT {
        return lines;
    }
    // Whatever is short and has a day in it, from the place that headline and article share to where the article begins.
    let candidates = tree.below(place).take_while(|&id| id != article.root);
    let line = candidates.filter(|&id| !is_heading(tree.name(id))).find_map(|id| {
        let text = tree.words(id)?;
        let text = text.trim();
        (text.chars().count() <= 60 && has_day(text))
            .then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    lines.extend(line);
    lines
}

/// Whether a short line is or has a day: a year, and a number that can be a day of a month.
fn has_day(line: &str) -> bool {
    let numbers: Vec<&str> =
        line.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let year = |n: &&str| n.len() == 4 && (n.starts_with("19") || n.starts_with("20"));
    let day = |n: &&str| n.len() <= 2 && n.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
    numbers.iter().any(year) && numbers.iter().any(day) && !line.contains('©')
}
