//! `seeds/offices.csv`: the sites of offices that publish figures.

use super::table;
use crate::model::{Office, SourceKind};

/// The site of an office.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Site {
    /// Its host, without `www.`.
    host: &'static str,
    /// Whose it is.
    office: Office,
}

fn sites() -> impl Iterator<Item = Site> {
    let file = include_str!("../../seeds/offices.csv");
    table::rows::<4>(file).filter_map(|[host, area, kind, _]| {
        let office = Office { area: area.parse().ok(), kind: SourceKind::parse(kind)? };
        Some(Site { host, office })
    })
}

/// The office that a host is the site of, or a part of the site; of several the narrowest.
#[must_use]
pub fn office_of_host(host: &str) -> Option<Office> {
    let host = host.to_ascii_lowercase();
    let site = sites().filter(|site| lies_in(&host, site.host)).max_by_key(|site| site.host.len());
    site.map(|site| site.office)
}

fn lies_in(host: &str, site: &str) -> bool {
    host.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds;

    fn check(host: &str, expected: Option<(&str, SourceKind)>) {
        let office = office_of_host(host);
        let got = office.map(|o| (o.area.map_or(String::new(), |area| area.to_string()), o.kind));
        assert_eq!(got, expected.map(|(area, kind)| (area.to_owned(), kind)), "{host}");
    }

    #[test]
    fn a_host_is_that_of_an_office_or_lies_in_it() {
        check("stat.gov.kz", Some(("KZ", SourceKind::Statistics)));
        check("English.Customs.gov.cn", Some(("CN", SourceKind::Customs)));
        check("comtradeplus.un.org", Some(("", SourceKind::International)));
        check("notrosstat.gov.ru", None);
        check("example.org", None);
    }

    #[test]
    fn every_row_is_understood() {
        let file = include_str!("../../seeds/offices.csv");
        assert_eq!(sites().count(), file.lines().count() - 1);
        for Site { host, office } in sites() {
            let known = office.area.is_none_or(|area| seeds::area(area).is_some());
            let international = office.kind == SourceKind::International;
            assert!(known && office.area.is_none() == international, "{host}");
        }
    }
}
