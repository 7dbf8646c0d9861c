//! `seeds/offices.csv`: the sites of offices that publish figures.

use super::table;
use crate::model::{AreaCode, SourceKind};

/// An office with a site of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Office {
    /// The site's host, without `www.`.
    pub host: &'static str,
    /// Whose office it is; `None` for a body of many countries.
    pub area: Option<AreaCode>,
    /// What it is.
    pub kind: SourceKind,
}

/// Every office with a site, the narrower hosts before the wider ones that they lie in.
fn offices() -> impl Iterator<Item = Office> {
    let file = include_str!("../../seeds/offices.csv");
    table::rows::<4>(file).filter_map(|[host, area, kind, _]| {
        Some(Office { host, area: area.parse().ok(), kind: SourceKind::parse(kind)? })
    })
}

/// The office that a host is the site of, or a part of the site.
#[must_use]
pub fn office_of_host(host: &str) -> Option<Office> {
    let host = host.to_ascii_lowercase();
    offices().filter(|office| lies_in(&host, office.host)).max_by_key(|office| office.host.len())
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
        assert_eq!(offices().count(), file.lines().count() - 1);
        for office in offices() {
            let known = office.area.is_none_or(|area| seeds::area(area).is_some());
            let international = office.kind == SourceKind::International;
            assert!(known && office.area.is_none() == international, "{}", office.host);
        }
    }
}
