//! Web pages in, their articles out: without menus, cookie notices, share bars, related posts and comments; headings, lists
//! and tables kept as blocks; and what the page says of itself.
//!
//! A page is built into a [`tree`], as browsers do. [`article`] finds the part that is read, [`render`] writes it, and
//! `about` reads the metadata. Nothing goes deeper than the loops that walk the tree: its depth costs no stack.

mod about;
mod article;
mod days;
mod elements;
mod furniture;
mod json_ld;
mod names;
mod render;
mod site;
mod table;
mod tree;

use super::decode::{Encoding, decode};
use super::{Page, ReadError};
use article::Article;
use render::Writer;
use std::collections::HashSet;
use std::ops::RangeInclusive;
use tree::Tree;

/// What is said of a page by what it came in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said<'a> {
    /// The name of its encoding.
    pub(super) encoding: Option<&'a str>,
    /// Where it was saved from.
    pub(super) address: Option<&'a str>,
}

/// The article of a page and what it says about itself.
pub(super) fn page(
    name: &str,
    mut bytes: Vec<u8>,
    encoding: Option<Encoding>,
    said: &Said<'_>,
) -> Result<Page, ReadError> {
    let declared = declared(&bytes);
    // A browser passes over single zeros; in UTF-16 they are half of every letter.
    if bytes.iter().take(4096).filter(|&&b| b == 0).count() < 400 {
        bytes.retain(|&b| b != 0);
    }
    let html = decode(name, bytes, encoding, said.encoding.or(declared.as_deref()))?;
    let tree = Tree::parse(&html).ok_or_else(|| ReadError::Document {
        path: name.to_owned(),
        why: format!(
            "has more than {} elements and pieces of text, or an element with thousands of attributes; no page of a \
             report has: save its text",
            Tree::MOST_NODES
        ),
    })?;
    drop(html);
    let article = Article::of(&tree);
    let mut writer = Writer::new(&tree, &article);
    let head = about::headline(&tree, &article);
    for line in about::before(&tree, &article, head) {
        writer.block(&line);
    }
    writer.write(article.root);
    let text = without_repeats(&writer.finish().finish().0);
    let about = about::about(&tree, &article, head, &text, said.address);
    Ok(Page { text, about, ..Page::default() })
}

/// The letters of a line that, standing twice, is a caption or a headline repeated: a shorter one is a label, a longer one a
/// paragraph that its author wrote twice.
const REPEATED: RangeInclusive<usize> = 20..=200;

/// A text without the lines that it has said before: galleries repeat their captions, pages their headlines.
fn without_repeats(text: &str) -> String {
    let mut seen = HashSet::new();
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let once =
            line.contains(" | ") || !REPEATED.contains(&line.chars().count()) || seen.insert(line);
        if once && !(line.is_empty() && out.ends_with("\n\n")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    let end = out.trim_end_matches('\n').len();
    out.truncate(end + usize::from(end > 0));
    out
}

/// The bytes at the beginning of a page that may declare its encoding.
const DECLARED_WITHIN: usize = 8 << 10;

/// The encoding that a page declares: `<meta charset=…>`, or the `encoding=` of XML.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let xml = start.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    let xml = xml.and_then(|head| head.split_once("encoding")).map(|(_, rest)| rest);
    let metas = || start.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let charset = || metas().find_map(|meta| meta.split_once("charset")).map(|(_, rest)| rest);
    let value = xml.or_else(charset)?.trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
    Some(value[..end.unwrap_or(value.len())].to_owned()).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    fn read(html: &str) -> Page {
        page("a.html", html.as_bytes().to_vec(), None, &Said::default()).unwrap()
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(read(html).text, expected);
    }

    /// Title, publisher, address, language and day, `-` for none.
    #[track_caller]
    fn check_about(head: &str, body: &str, expected: [&str; 5]) {
        let html = format!("<!doctype html><html><head>{head}</head><body>{body}</body></html>");
        let about = read(&html).about;
        let found = [
            about.title,
            about.publisher,
            about.url,
            about.language.map(|l| l.to_string()),
            about.published.map(|d| d.to_string()),
        ];
        assert_eq!(found.map(|field| field.unwrap_or_else(|| "-".to_owned())), expected);
    }

    const NEWS: &str =
        "<p>Turnover between the two countries grew by 12% to $3.1 billion in 2024.</p>";

    /// A page of three sentences among everything that pages have.
    fn site(article: &str) -> String {
        let section = |n| format!("<li><a href='/{n}'>Section {n}</a></li>");
        let menu = (1..30).map(section).collect::<Vec<_>>().concat();
        let teaser = |n| {
            format!(
                "<div class=item><a href='/n{n}'><h3>Plant number {n} was opened in the region today</h3></a>\
                 <p>The plant makes parts, the ministry said. It cost {n} billion roubles.</p></div>"
            )
        };
        let teasers = (1..9).map(teaser).collect::<Vec<_>>().concat();
        format!(
            "<!doctype html><title>Trade grows | The Paper</title><div id=top><ul>{menu}</ul></div>\
             <div class='cookie-notice'><p>We use cookies to make this page better for all of you.</p></div>\
             <div class=main>{article}</div><div class=column>{teasers}</div>\
             <div class=footer>© 2025 All rights reserved. Write to us before you copy this.</div>"
        )
    }

    #[test]
    fn a_short_article_is_found_among_all_the_rest() {
        let article = "<h1>Trade grows</h1><div class=when>22 August 2025, 14:05</div><div class=text>\
            <p>Exports grew by 12% in 2024.</p><p>The minister said so.</p><p>Imports fell by 3%.</p></div>\
            <div class='share-bar'><a href='#'>Tell a friend about this page</a></div>";
        check(
            &site(article),
            "Trade grows\n\n22 August 2025, 14:05\n\nExports grew by 12% in 2024.\n\nThe minister said so.\n\n\
             Imports fell by 3%.\n",
        );
    }

    #[test]
    fn a_table_alone_is_an_article() {
        let row = |n| format!("<tr><td>Country {n}<td>{n}.5<td>1{n}.5");
        let rows = (1..6).map(row).collect::<Vec<_>>().concat();
        let table = format!(
            "<h1>Trade</h1><table><caption>Exports, $ mn</caption><tr><th>To<th>2023<th>2024{rows}</table>"
        );
        let text = read(&site(&table)).text;
        assert!(
            text.starts_with("Trade\n\nExports, $ mn\nTo | 2023 | 2024\nCountry 1 | 1.5 | 11.5\n"),
            "{text}"
        );
        assert!(text.ends_with("Country 5 | 5.5 | 15.5\n"), "{text}");
    }

    #[test]
    fn what_leads_away_is_left_out() {
        let article = format!(
            "<article><h1>Trade grows</h1>{NEWS}<p>Читайте также: <a href=/x>Завод открылся</a></p>{NEWS}\
             <h2>Related stories</h2><ul><li><a href=/1>One more story</a><li><a href=/2>And another</a></ul>\
             <div class=tags><a href=/t>trade</a></div><section id=comments><p>I do not believe this, said Bob.</p></section></article>"
        );
        let line = "Turnover between the two countries grew by 12% to $3.1 billion in 2024.";
        check(&site(&article), &format!("Trade grows\n\n{line}\n"));
    }

    #[test]
    fn what_nobody_sees_is_not_read() {
        check(
            &format!(
                "<body>{NEWS}<p style='display: none'>A hidden sum of $9 billion stands here.</p><p hidden>And $8 billion \
                 here.</p><noscript><p>Turn on scripts to see $7 billion.</p></noscript><template><p>$6 billion.</p>\
                 </template><script>var x = '<p>$5 billion.</p>'</script><p aria-hidden=true>$4 billion were lost.</p>"
            ),
            "Turnover between the two countries grew by 12% to $3.1 billion in 2024.\n",
        );
    }

    #[test]
    fn lines_lists_and_headings_are_kept() {
        check(
            "<body><h2>Trade in  2024</h2><p>It grew<br>by 3%.</p><ol start=3><li>exports<li><p>imports</p><ul><li>oil</ul></ol>\
             <p>Ex\u{ad}ports&nbsp;grew, the ministry of trade of the republic said on Monday.<pre>Year   Sum\n2023   1.2</pre>",
            "Trade in 2024\n\nIt grew\nby 3%.\n\n3. exports\n4. imports\n- oil\n\nExports\u{a0}grew, the ministry of trade of \
             the republic said on Monday.\n\nYear   Sum\n2023   1.2\n",
        );
    }

    #[test]
    fn a_raised_sign_joins_no_figure() {
        check(
            "<body><p>Area of 12 km<sup>2</sup> and 3×10<sup>6</sup> tonnes on the 1<sup>st</sup>; $3.1<sup>1</sup> billion, \
             2.4<sup><a href='#n2'>[2]</a></sup> before, of CO<sub>2</sub>.</p>",
            "Area of 12 km² and 3×10⁶ tonnes on the 1st; $3.1 billion, 2.4 before, of CO2.\n",
        );
    }

    #[test]
    fn spans_are_written_in_each_place() {
        check(
            "<body><table><tr><th rowspan=2>Country<th colspan=2>Exports<tr><th>2023<th>2024<tr><td>China<td>1.5<td>\
             <tr><td colspan=0>Turkey<td>2.5<td>3<sup>a</sup></table>",
            "Country | Exports | Exports\nCountry | 2023 | 2024\nChina | 1.5 |\nTurkey | 2.5 | 3a\n",
        );
    }

    #[test]
    fn a_table_that_lays_out_a_page_is_none() {
        let menu =
            "<a href=/1>First section</a><br><a href=/2>Second section</a><br><a href=/3>Third</a>";
        check(
            &format!(
                "<html><body><table><tr><td>{menu}</td><td><font size=4><b>Trade grows</b></font><br><br>\
                 <font>Turnover grew by 12% to 3 billion dollars in 2002, the ministry said.<br><br>Exports rose too, \
                 though not as fast as in the year before.</font></td><td>{menu}</td></tr></table>"
            ),
            "Trade grows\nTurnover grew by 12% to 3 billion dollars in 2002, the ministry said.\nExports rose too, though not \
             as fast as in the year before.\n",
        );
    }

    #[test]
    fn metadata_says_what_the_page_is() {
        check_about(
            r#"<title>Trade grows - The Paper</title><link rel=canonical href="https://paper.example/news/1">
               <script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
               {"@type":["NewsArticle"],"headline":"Trade &quot;grows&quot;&nbsp;","datePublished":"2025-08-22T23:30:00+03:00",
               "dateModified":"2025-09-01","inLanguage":"en-GB","publisher":{"@id":"publisher"}},
               {"@type":"Organization","@id":"publisher","name":"The Paper"}]}</script>"#,
            NEWS,
            ["Trade \"grows\"", "The Paper", "https://paper.example/news/1", "en", "2025-08-22"],
        );
        check_about(
            "<title>Trade grows | Paper</title><meta property='og:title' content='Trade grows'><meta property='og:site_name' \
             content='Paper'><meta property='og:url' content='https://paper.example/news/2'><meta name='DC.date.issued' \
             content='22.08.2025'>",
            NEWS,
            ["Trade grows", "Paper", "https://paper.example/news/2", "-", "2025-08-22"],
        );
        check_about(
            "<!-- saved from url=(0028)https://www.paper.example/3.htm --><title>Paper :: Trade grows</title>",
            &format!(
                "<div><h1>Trade grows</h1><time datetime=2025-08-22>Friday</time>{NEWS}</div><aside><time datetime=2025-08-30>"
            ),
            ["Trade grows", "paper.example", "https://www.paper.example/3.htm", "-", "2025-08-22"],
        );
    }

    #[test]
    fn a_title_is_the_headline_without_its_site() {
        let headed = format!("<h1>Trade grows</h1>{NEWS}");
        check_about(
            "<title>Trade grows - Paper</title><meta property='og:title' content='Trade grows - Paper'>",
            &headed,
            ["Trade grows", "-", "-", "-", "-"],
        );
        // Two lines of a headline, each in a span of its own.
        check_about(
            "<title>Trade</title>",
            &format!("<h1><span>Trade grows</span><span>Exports rose by 3%</span></h1>{NEWS}"),
            ["Trade grows Exports rose by 3%", "-", "-", "-", "-"],
        );
        // An encyclopedia describes its subject where papers have their headline.
        check_about(
            r#"<title>Trade of Ghana - Encyclopedia</title><script type="application/ld+json">
               {"@type":"Article","name":"Trade of Ghana","headline":"overview of the economy"}</script>"#,
            NEWS,
            ["Trade of Ghana", "-", "-", "-", "-"],
        );
    }

    #[test]
    fn of_several_articles_the_own_one_is_described() {
        let list = r#"<title>Trade grows</title><script type="application/ld+json">[
            {"@type":"NewsArticle","headline":"Plant opened","datePublished":"2025-01-01"},
            {"@type":"NewsArticle","headline":"Trade grows","datePublished":"2025-08-22"}]</script>"#;
        check_about(list, NEWS, ["Trade grows", "-", "-", "-", "2025-08-22"]);
        check_about(
            &list.replace("<title>Trade grows", "<title>News"),
            NEWS,
            ["News", "-", "-", "-", "-"],
        );
    }

    #[test]
    fn a_day_of_change_or_a_template_s_language_is_not_believed() {
        check_about(
            "<title>Оборот вырос</title><meta property='article:modified_time' content='2025-08-22'><meta name=date content='0000-00-00'>",
            "<script>document.documentElement.lang='en'</script><p>Оборот Татарстана с Китаем вырос за год на 12 процентов.</p>",
            ["Оборот вырос", "-", "-", "-", "-"],
        );
        let page = read(
            "<html lang=en><body><p>Оборот Татарстана с Китаем вырос за год на 12 процентов.</p>",
        );
        assert_eq!(page.about.language, None);
    }

    #[test]
    fn a_declared_encoding_is_found() {
        assert_eq!(declared(b"<html><meta charset=\"KOI8-R\">").as_deref(), Some("koi8-r"));
        let old = b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>";
        assert_eq!(declared(old).as_deref(), Some("windows-1251"));
        assert_eq!(
            declared(b"<?xml version='1.0' encoding='utf-16'?><html>").as_deref(),
            Some("utf-16")
        );
        assert_eq!(declared(b"<p>charset=koi8-r"), None);
    }

    #[test]
    fn what_is_endless_is_bounded() {
        let line = "Exports grew by 3% in 2024, officials said.";
        check(
            &format!(
                "{}{line}{}<p>Imports fell by 2%, they also said.",
                "<div>".repeat(100_000),
                "</div>".repeat(100_000)
            ),
            &format!("{line}\n\nImports fell by 2%, they also said.\n"),
        );
        check(&format!("<p>{line}{}", "<b><i>".repeat(50_000)), &format!("{line}\n"));
        check(&format!("<p>{line}<a href='{}", "x".repeat(1_000_000)), &format!("{line}\n"));
        check(
            &format!("<p>{line}<plaintext>{}", "</p>".repeat(3)),
            &format!("{line}\n\n</p></p></p>\n"),
        );
    }
}
