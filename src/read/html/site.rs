//! Addresses of pages.

/// Whether an address is that of a page on the web: of a site's front page and of files on a disk, nothing can be said.
pub(super) fn is_page(url: &str) -> bool {
    path(url).is_some_and(|path| path.trim_matches('/').len() > 1)
}

/// Whether two addresses are of one page, whatever their scheme and their last slash.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let plain = |url: &str| {
        let url = without_scheme(url).unwrap_or(url);
        let url = url.split(['?', '#']).next().unwrap_or(url);
        url.trim_start_matches("www.").trim_end_matches('/').to_ascii_lowercase()
    };
    plain(a) == plain(b)
}

/// The name of the site: its host without `www.`, of an archived page that of the page.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = without_scheme(url)?;
    if rest.starts_with("web.archive.org/")
        && let Some(at) = rest.rfind("http")
    {
        return host(&rest[at..]);
    }
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && host.bytes().any(|b| b.is_ascii_alphabetic())).then_some(host)
}

fn path(url: &str) -> Option<&str> {
    let rest = without_scheme(url)?;
    rest.find(['/', '?']).map(|at| &rest[at..])
}

fn without_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, page: bool, of: Option<&str>) {
        assert_eq!((is_page(url), host(url)), (page, of), "{url}");
    }

    #[test]
    fn an_address_names_its_site() {
        check("https://www.example.org/news/1", true, Some("example.org"));
        check("http://example.org/?id=5", true, Some("example.org"));
        check("https://example.org/", false, Some("example.org"));
        check(
            "https://web.archive.org/web/2020/https://www.example.org/a",
            true,
            Some("example.org"),
        );
        check("file:///home/a.html", false, None);
        check("/news/1", false, None);
        assert!(is_same("http://www.example.org/a/", "https://example.org/a?from=x"));
        assert!(!is_same("http://example.org/a", "https://example.org/b"));
    }
}
