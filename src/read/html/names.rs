//! What the names that a page gives its elements say of them, in `class` and `id`. Thousands of elements share a dozen
//! names; each is read once.

use super::furniture;
use std::collections::HashMap;

/// What is known of the names of one page.
#[derive(Default)]
pub(super) struct Names<'t>(HashMap<&'t str, Named>);

/// What a name says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    /// This is something around the article.
    pub(super) furniture: bool,
    /// This is the article.
    pub(super) article: bool,
}

/// The names of articles, without `-` and `_`.
const ARTICLES: &[&str] = &[
    "articlebody",
    "entrycontent",
    "postcontent",
    "storybody",
    "articletext",
    "articlecontent",
    "newstext",
    "postbody",
];

impl<'t> Names<'t> {
    /// What the value of a `class` or `id` says.
    pub(super) fn of(&mut self, name: &'t str) -> Named {
        *self.0.entry(name).or_insert_with(|| Named {
            furniture: furniture::is_named(name),
            article: is_of_article(name),
        })
    }
}

fn is_of_article(name: &str) -> bool {
    let letters = name.chars().filter(|c| !matches!(c, '-' | '_'));
    let plain: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    ARTICLES.iter().any(|article| plain.contains(article))
}
