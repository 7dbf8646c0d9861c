//! Web pages, beside cutting them into tags.

use super::{sentence, text, told};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::Cell;

pub(super) fn all() {
    for (what, page) in [
        ("news", news()),
        ("a table of 20,000 rows", table(20_000)),
        ("Windows-1251", old()),
        ("10,000 paragraphs", paragraphs(10_000)),
        ("10,000 links", links(10_000)),
        ("200 deep", deep(500)),
    ] {
        let what = format!("HTML, {what}");
        told(&what, page.len(), || text("a.html", &page), "the cutting into tags", || tags(&page));
    }
}

/// Counts tags.
#[derive(Default)]
struct Count(Cell<usize>);

impl TokenSink for Count {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        self.0.set(self.0.get() + usize::from(matches!(token, Token::TagToken(_))));
        TokenSinkResult::Continue
    }
}

fn tags(page: &[u8]) -> usize {
    let tokenizer = Tokenizer::new(Count::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(&*String::from_utf8_lossy(page)));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.get()
}

fn repeated(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// A page as papers have them: a tenth of it is the article.
fn news() -> Vec<u8> {
    let menu = repeated(200, |n| {
        format!(
            "<li class=\"nav__item\"><a class=\"nav__link\" href=\"/section/{n}\">Section {n}</a></li>\n"
        )
    });
    let script = repeated(400, |n| {
        format!("window.data[{n}] = {{\"a\": {n}, \"b\": \"{}\"}};\n", "x".repeat(60))
    });
    let teasers = repeated(60, |n| {
        format!(
            "<div class=\"card card--small\"><a href=\"/news/{n}\"><img src=\"/{n}.jpg\" alt=\"\"><h3>Story number {n} of the day</h3></a><p>{}</p></div>\n",
            sentence(n)
        )
    });
    let article = repeated(30, |n| format!("<p>{}</p>\n", sentence(n).repeat(4)));
    let head = "<meta property=\"og:title\" content=\"Trade grows\"><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-08-22\"}</script>";
    format!(
        "<!doctype html><html lang=en><head><title>Trade grows</title>{head}<script>{script}</script></head><body><nav><ul>{menu}</ul></nav>\
         <main><h1>Trade grows</h1><div class=text>{article}</div></main><aside>{teasers}</aside><footer>{menu}</footer></body></html>"
    )
    .into_bytes()
}

fn table(rows: usize) -> Vec<u8> {
    let row = |n| {
        format!("<tr><td>Country {n}</td><td>{n}.5</td><td>1{n}.2</td><td>{}%</td></tr>\n", n % 100)
    };
    format!("<html><body><h1>Exports by country</h1><table><tr><th>To<th>2023<th>2024<th>Change</tr>{}</table>", repeated(rows, row)).into_bytes()
}

fn paragraphs(count: usize) -> Vec<u8> {
    let paragraph = |n| format!("<p>Exports of plant {n} rose by {}%.</p>\n", n % 90);
    format!("<html><body><h1>Trade</h1><div class=text>{}</div>", repeated(count, paragraph))
        .into_bytes()
}

fn links(count: usize) -> Vec<u8> {
    let link = |n| format!("<li><a href=\"/news/{n}\">Story number {n} of the day</a></li>\n");
    format!(
        "<html><body><h1>Trade</h1><p>{}</p><ul>{}</ul>",
        sentence(1).repeat(4),
        repeated(count, link)
    )
    .into_bytes()
}

/// Paragraphs that each stand in two hundred elements: the parser asks at every tag what it is in.
fn deep(count: usize) -> Vec<u8> {
    let (open, close) = ("<div>".repeat(200), "</div>".repeat(200));
    let paragraph = |n| format!("{open}<p>{}</p>{close}\n", sentence(n));
    format!("<html><body><h1>Trade</h1>{}", repeated(count, paragraph)).into_bytes()
}

/// The same as news, in Russian and as papers wrote it twenty years ago.
fn old() -> Vec<u8> {
    let article = repeated(300, |n| {
        format!(
            "<br>В {} году товарооборот области вырос на {} процента и составил {n} млн долларов.<br>",
            1990 + n % 30,
            n % 90
        )
    });
    let page = format!(
        "<html><meta charset=windows-1251><table><tr><td><a href=/1>Новости</a></td><td><font size=2>{article}</font></td></tr></table>"
    );
    encoding_rs::WINDOWS_1251.encode(&page).0.into_owned()
}
