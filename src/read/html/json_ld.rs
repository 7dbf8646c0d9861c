//! What a page says of itself in JSON-LD: the article that is the page's own, among all that it speaks of.

use super::days;
use super::tree::Tree;
use chrono::NaiveDate;
use serde_json::Value;

/// An article as JSON-LD describes it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) headline: Option<String>,
    /// Its name, where that is another: an encyclopedia's headline is a description.
    pub(super) name: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<NaiveDate>,
}

/// The most objects that are looked at; pages have some dozens.
const MOST_OBJECTS: usize = 10_000;

/// What JSON-LD says of the article of this page. `is_own` tells by an address or a headline whether an article is that of
/// the page; a single one needs no telling.
pub(super) fn described(tree: &Tree, is_own: impl Fn(&Described) -> bool) -> Option<Described> {
    let scripts = tree.below(Tree::ROOT).filter(|&id| {
        let kind = tree.element(id).filter(|e| e.name() == "script").and_then(|e| e.get("type"));
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
    });
    let (mut articles, mut pages) = (Vec::new(), Vec::new());
    let mut publishers: Vec<(String, String)> = Vec::new();
    for script in scripts {
        let text: String = tree.children(script).filter_map(|id| tree.words(id)).collect();
        let Some(value) = parse(&text) else { continue };
        let mut open = vec![&value];
        let mut seen = 0;
        while let Some(value) = open.pop() {
            seen += 1;
            if seen > MOST_OBJECTS {
                break;
            }
            match value {
                Value::Array(values) => open.extend(values.iter().rev()),
                Value::Object(object) => {
                    if let Some(kind) = kind(value) {
                        let of_kind =
                            if kind == Kind::Article { &mut articles } else { &mut pages };
                        of_kind.push(describe(value));
                    } else if let (Some(id), Some(name)) =
                        (text_of(value, "@id"), text_of(value, "name"))
                    {
                        publishers.push((id, name));
                    }
                    for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "publisher"]
                    {
                        open.extend(object.get(key).filter(|v| !v.is_string()));
                    }
                }
                _ => {}
            }
        }
    }
    if articles.is_empty() {
        articles = pages;
    }
    let own = articles.iter().position(|(article, _)| is_own(article));
    let place = own.or((articles.len() == 1).then_some(0))?;
    let (mut article, publisher) = articles.swap_remove(place);
    // `"publisher": {"@id": "…#organization"}` is spelled out elsewhere in the graph.
    let named = publishers.into_iter().find(|(id, _)| Some(id) == publisher.as_ref());
    article.publisher = article.publisher.or(named.map(|(_, name)| name));
    Some(article)
}

/// Reads JSON as pages write it: within comments and CDATA, with line ends inside of strings, followed by a semicolon.
fn parse(text: &str) -> Option<Value> {
    let text = text.split_once("<![CDATA[").map_or(text, |(_, inner)| inner);
    let text = text.trim_start().trim_start_matches("<!--");
    let first = |text: &str| {
        serde_json::Deserializer::from_str(text).into_iter::<Value>().next().and_then(Result::ok)
    };
    first(text).or_else(|| {
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        first(&clean)
    })
}

/// What an object of JSON-LD speaks of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    /// Anything that a page can be when it is no article: a release of figures, a page as such.
    Page,
}

fn kind(value: &Value) -> Option<Kind> {
    let kind = |kind: &Value| match kind.as_str()? {
        "BlogPosting" | "Report" | "LiveBlogPosting" | "SocialMediaPosting" => Some(Kind::Article),
        article if article.ends_with("Article") => Some(Kind::Article),
        "WebPage" | "ItemPage" | "Dataset" | "CreativeWork" => Some(Kind::Page),
        _ => None,
    };
    match value.get("@type")? {
        Value::Array(kinds) => kinds.iter().find_map(kind),
        one => kind(one),
    }
}

/// The article and the id of its publisher.
fn describe(value: &Value) -> (Described, Option<String>) {
    let publisher = value.get("publisher").map(|p| p.get(0).unwrap_or(p));
    let main = value.get("mainEntityOfPage");
    let own = |key| text_of(value, key);
    let described = Described {
        headline: own("headline").or_else(|| own("name")),
        name: own("name"),
        publisher: publisher
            .and_then(|p| text_of(p, "name").or_else(|| p.as_str().map(str::to_owned))),
        url: own("url").or_else(|| {
            main.and_then(|m| m.as_str().map(str::to_owned).or_else(|| text_of(m, "@id")))
        }),
        language: own("inLanguage"),
        published: own("datePublished").and_then(|day| days::day(&day)),
    };
    (described, publisher.and_then(|p| text_of(p, "@id")))
}

fn text_of(value: &Value, key: &str) -> Option<String> {
    let text = match value.get(key)? {
        Value::Array(values) => values.first()?.as_str()?,
        value => value.as_str()?,
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
