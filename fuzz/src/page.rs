//! Bytes as web pages: tags that open and close anywhere, attributes that mean something to the reader, words, numbers.

use tradestat::read::{About, from_bytes};

/// Tags and pieces, each of which some rule of the reader speaks of.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class='share-bar'>",
    "<div id=comments>",
    "<article>",
    "</article>",
    "<main>",
    "<h1>",
    "</h1>",
    "<h2>Читайте также</h2>",
    "<a href='/x'>",
    "<a>",
    "</a>",
    "<b>",
    "<i>",
    "</b>",
    "</i>",
    "<font size=2>",
    "</font>",
    "<table>",
    "</table>",
    "<caption>",
    "<thead>",
    "<tbody>",
    "<tr>",
    "</tr>",
    "<td>",
    "<th>",
    "</td>",
    "<td colspan=3>",
    "<td rowspan=2>",
    "<td rowspan=0 colspan=999>",
    "<th colspan='-1'>",
    "<ul>",
    "<ol start=9>",
    "<li>",
    "</ul>",
    "</ol>",
    "</li>",
    "<br>",
    "<hr>",
    "<sup>",
    "</sup>",
    "<pre>",
    "</pre>",
    "<span style='display:none'>",
    "</span>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<select><option>",
    "</select>",
    "<svg><p>",
    "</svg>",
    "<math>",
    "</math>",
    "<title>",
    "</title>",
    "<time datetime='2025-08-22'>",
    "</time>",
    "<time>",
    "<frameset>",
    "<body class=x>",
    "<html lang=ru>",
    "<meta charset=windows-1251>",
    "<meta name=date content='22.08.2025'>",
    "<plaintext>",
    "<meta property='og:title' content='Trade - Paper'>",
    "<link rel=canonical href='https://a.example/b'>",
    "<script type='application/ld+json'>",
    "{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-08-22\",",
    "\"headline\":\"x\"}",
    "{\"@graph\":[",
    "]}",
    "</script>",
    "<script>",
    "<!--",
    "-->",
    "<!-- saved from url=(0020)https://a.example/b -->",
    "<![CDATA[",
    "]]>",
    "<style>",
    "</style>",
    "<iframe>",
    "<form>",
    "<button>",
    "<textarea>",
    "<object>",
    "<marquee>",
    "</body>",
    "</html>",
    "&nbsp;",
    "&#0;",
    "&#x10FFFF;",
    "&amp",
    "&notit;",
    "\u{ad}",
    "\u{200b}",
    "\0",
    "\u{feff}",
    "\r\n",
    "\t",
    "  ",
    "<",
    ">",
    "\"",
    "'",
    "Exports grew by 3% to $1.5 billion in 2024. ",
    "Оборот вырос на 12,4% и составил 3,1 млрд долларов. ",
    "2023",
    "10",
    "1.5",
    "2",
    "m",
    "贸易额增长了。",
    "Related stories",
    "22 August 2025, 14:05",
    " | ",
    "© 2025 ",
    "x",
];

/// The page of some bytes: their first says whether the others are the page itself or choose its pieces.
pub fn of(bytes: &[u8]) -> Vec<u8> {
    let Some((&first, rest)) = bytes.split_first() else { return Vec::new() };
    if first & 1 == 0 {
        return rest.to_vec();
    }
    let mut page = Vec::new();
    for &byte in rest {
        let piece = PIECES
            .get(usize::from(byte))
            .copied()
            .unwrap_or("<div><p>Imports fell by 3% in 2024. ");
        page.extend_from_slice(piece.as_bytes());
    }
    page
}

/// Reads a page twice, and panics where a promise is broken: lines are clean, the answer is the same, and a page does not
/// grow without end.
pub fn kept(page: &[u8]) {
    let read = || from_bytes("a.html", page.to_vec(), &About::default());
    let (Ok(report), again) = (read(), read()) else { return };
    assert_eq!(again.ok().as_ref(), Some(&report), "read twice: {page:?}");
    let text = &report.text;
    assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.starts_with('\n'), "{text:?}");
    assert!(!text.contains(['\0', '\r']) && !text.contains("\n\n\n"), "{text:?}");
    assert!(text.lines().all(|line| !line.ends_with(' ')), "{text:?}");
    assert!(text.len() <= (2 << 20) + 40 * page.len(), "{} bytes of {}", text.len(), page.len());
    for word in [&report.title, &report.publisher].into_iter().flatten() {
        assert!(!word.is_empty() && word.trim() == word && !word.contains('\n'), "{word:?}");
    }
}
