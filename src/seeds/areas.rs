//! Who can trade: countries, their parts, and blocs with their members.

use super::table;
use crate::model::{AreaCode, Language};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// What kind of place an area is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AreaKind {
    /// ISO 3166-1, or ISO 3166-3 for states that are gone.
    Country,
    /// ISO 3166-2.
    Subdivision,
    /// A group of countries.
    Bloc,
}

impl AreaKind {
    /// `country`, `subdivision` or `bloc`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Subdivision => "subdivision",
            Self::Bloc => "bloc",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        match code {
            "country" => Some(Self::Country),
            "subdivision" => Some(Self::Subdivision),
            "bloc" => Some(Self::Bloc),
            _ => None,
        }
    }
}

/// A row of `seeds/areas.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// Country, subdivision or bloc.
    pub kind: AreaKind,
    /// The country of a subdivision.
    pub parent: Option<AreaCode>,
    /// Whether it calls itself a republic: Tatarstan and Kazakhstan do, Zhejiang does not.
    pub is_republic: bool,
    /// Short name in English, as trade news writes it: "Tatarstan", "South Korea".
    pub name_en: &'static str,
    /// Short name in Russian: «Татарстан».
    pub name_ru: &'static str,
    /// Short name in Chinese, empty where there is none yet: 鞑靼斯坦.
    pub name_zh: &'static str,
    /// Official name in English, empty where the short one is official: "Republic of Tatarstan".
    pub official_en: &'static str,
    /// Official name in Russian, empty where there is none: «Республика Татарстан».
    pub official_ru: &'static str,
}

impl Area {
    /// The short name in a language; English where there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &'static str {
        let name = match language.as_str() {
            "ru" => self.name_ru,
            "zh" => self.name_zh,
            _ => self.name_en,
        };
        if name.is_empty() { self.name_en } else { name }
    }
}

/// A row of `seeds/bloc_members.csv`: who belongs to a bloc, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlocMember {
    /// The bloc.
    pub bloc: AreaCode,
    /// The country.
    pub member: AreaCode,
    /// First day of membership; `None` where the table does not know it.
    pub from: Option<NaiveDate>,
    /// Last day of membership; `None` while it lasts.
    pub to: Option<NaiveDate>,
}

impl BlocMember {
    /// Whether the country was a member on a day. An unknown first day counts as long ago.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Every area: countries, blocs, subdivisions, each in the order of their codes, states that are gone after the others.
pub fn areas() -> &'static [Area] {
    static AREAS: OnceLock<Vec<Area>> = OnceLock::new();
    AREAS.get_or_init(|| {
        let file = include_str!("../../seeds/areas.csv");
        let mut areas = Vec::with_capacity(table::count(file));
        areas.extend(table::rows(file).filter_map(read_area));
        areas
    })
}

fn read_area(
    [code, kind, parent, republic, name_en, name_ru, name_zh, official_en, official_ru]: [&'static str;
        9],
) -> Option<Area> {
    Some(Area {
        code: code.parse().ok()?,
        kind: AreaKind::parse(kind)?,
        parent: parent.parse().ok(),
        is_republic: republic == "yes",
        name_en,
        name_ru,
        name_zh,
        official_en,
        official_ru,
    })
}

/// A table by area: asked several times for every sentence, and its keys are ours, so that a quick hash will do.
type ByCode<T> = HashMap<AreaCode, T, BuildHasherDefault<ShortHash>>;

/// FNV-1a, for keys of a few bytes.
struct ShortHash(u64);

impl Default for ShortHash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for ShortHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_usize(&mut self, _: usize) {
        // Every code is of one length.
    }
}

/// The area with a code.
#[must_use]
pub fn area(code: AreaCode) -> Option<&'static Area> {
    static BY_CODE: OnceLock<ByCode<&'static Area>> = OnceLock::new();
    BY_CODE
        .get_or_init(|| areas().iter().map(|area| (area.code, area)).collect())
        .get(&code)
        .copied()
}

/// The month (1 to 12) in which an area's fiscal year begins, by `seeds/fiscal_years.csv`: a subdivision's is its
/// country's; 1 where it is the calendar's or not known.
#[must_use]
pub fn fiscal_start(code: AreaCode) -> u8 {
    static MONTHS: OnceLock<ByCode<u8>> = OnceLock::new();
    let months = MONTHS.get_or_init(|| {
        table::rows(include_str!("../../seeds/fiscal_years.csv"))
            .filter_map(|[code, month, _]| Some((code.parse().ok()?, month.parse().ok()?)))
            .collect()
    });
    let parent = || area(code).and_then(|area| area.parent);
    months.get(&code).copied().or_else(|| parent().map(fiscal_start)).unwrap_or(1)
}

/// Every membership, by bloc, then by member. A country that left and came back has several.
pub fn bloc_members() -> &'static [BlocMember] {
    static MEMBERS: OnceLock<Vec<BlocMember>> = OnceLock::new();
    MEMBERS.get_or_init(|| {
        table::rows(include_str!("../../seeds/bloc_members.csv")).filter_map(read_member).collect()
    })
}

fn read_member([bloc, member, from, to]: [&'static str; 4]) -> Option<BlocMember> {
    Some(BlocMember {
        bloc: bloc.parse().ok()?,
        member: member.parse().ok()?,
        from: from.parse().ok(),
        to: to.parse().ok(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]
mod tests {
    use super::*;
    use crate::model::Language;
    use std::collections::HashSet;

    const ENGLISH: Language = Language::literal("en");
    const RUSSIAN: Language = Language::literal("ru");
    const CHINESE: Language = Language::literal("zh");

    #[test]
    fn a_fiscal_year_is_the_country_s() {
        let start = |code: &str| fiscal_start(code.parse().unwrap());
        assert_eq!((start("IN"), start("IN-GJ"), start("PK"), start("KZ")), (4, 4, 7, 1));
        for [code, month, source] in table::rows(include_str!("../../seeds/fiscal_years.csv")) {
            assert!(area(code.parse().unwrap()).is_some(), "{code}");
            assert!(
                (2..=12).contains(&month.parse::<u8>().unwrap()) && !source.is_empty(),
                "{code}"
            );
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn members(bloc: &str, on: &str) -> HashSet<&'static str> {
        let bloc: AreaCode = bloc.parse().unwrap();
        let of = bloc_members().iter().filter(|m| m.bloc == bloc && m.on(day(on)));
        of.map(|m| area(m.member).unwrap().code.as_str()).collect()
    }

    #[test]
    fn every_row_is_read() {
        assert_eq!(areas().len(), table::rows::<1>(include_str!("../../seeds/areas.csv")).count());
        assert_eq!(
            bloc_members().len(),
            table::rows::<1>(include_str!("../../seeds/bloc_members.csv")).count()
        );
    }

    #[test]
    fn there_are_as_many_places_as_iso_has() {
        let kind = |kind| areas().iter().filter(|a| a.kind == kind).count();
        assert_eq!(kind(AreaKind::Country), 249 + 4, "ISO 3166-1 and SU, YU, DD, CS");
        assert_eq!(kind(AreaKind::Bloc), 17);
        let parts =
            |parent: &str| areas().iter().filter(|a| a.parent == parent.parse().ok()).count();
        let counted = [
            ("RU", 83),
            ("KZ", 20),
            ("CN", 31),
            ("BY", 7),
            ("UA", 27),
            ("UZ", 14),
            ("KG", 9),
            ("TJ", 5),
        ];
        for (parent, count) in counted {
            assert_eq!(parts(parent), count, "{parent}");
        }
        let counted = [
            ("TM", 6),
            ("AM", 11),
            ("AZ", 70),
            ("MD", 37),
            ("GE", 12),
            ("IN", 36),
            ("US", 51),
            ("DE", 16),
        ];
        for (parent, count) in counted {
            assert_eq!(parts(parent), count, "{parent}");
        }
    }

    #[test]
    fn codes_are_unique_and_a_subdivision_belongs_to_its_country() {
        let mut seen = HashSet::new();
        for area in areas() {
            assert!(seen.insert(area.code), "{} stands twice", area.code);
            if area.kind == AreaKind::Subdivision {
                let parent = super::area(area.parent.unwrap()).unwrap();
                assert_eq!(parent.kind, AreaKind::Country, "{}", area.code);
                assert!(
                    area.code.as_str().starts_with(&format!("{}-", parent.code)),
                    "{}",
                    area.code
                );
            } else {
                assert_eq!(area.parent, None, "{}", area.code);
            }
        }
    }

    #[test]
    fn every_place_has_a_name_in_english_and_russian_and_every_country_in_chinese() {
        for area in areas() {
            assert!(!area.name_en.is_empty(), "{}", area.code);
            assert!(
                area.name_ru.chars().any(|c| ('А'..='я').contains(&c))
                    || area.name_ru.starts_with('G'),
                "{}",
                area.code
            );
            assert!(
                !area.name_ru.contains(['=', '/', '+']),
                "{} keeps a mark of its table: {}",
                area.code,
                area.name_ru
            );
            assert!(area.kind != AreaKind::Country || !area.name_zh.is_empty(), "{}", area.code);
        }
    }

    #[test]
    fn names_are_those_of_trade_news() {
        let check = |code: &str, en, ru, zh| {
            let area = area(code.parse().unwrap()).unwrap();
            assert_eq!((area.name(ENGLISH), area.name(RUSSIAN), area.name(CHINESE)), (en, ru, zh));
        };
        check("RU", "Russia", "Россия", "俄罗斯");
        check("KR", "South Korea", "Южная Корея", "韩国");
        check("IR", "Iran", "Иран", "伊朗");
        check("TR", "Turkey", "Турция", "土耳其");
        check("HK", "Hong Kong", "Гонконг", "香港");
        check("RU-TA", "Tatarstan", "Татарстан", "鞑靼斯坦");
        check("RU-MOS", "Moscow Region", "Московская область", "Moscow Region");
        check(
            "KZ-63",
            "East Kazakhstan Region",
            "Восточно-Казахстанская область",
            "East Kazakhstan Region",
        );
        check("EAEU", "Eurasian Economic Union", "Евразийский экономический союз", "欧亚经济联盟");
    }

    #[test]
    fn blocs_have_members_that_exist_and_end_after_they_begin() {
        for member in bloc_members() {
            assert_eq!(area(member.bloc).unwrap().kind, AreaKind::Bloc, "{}", member.bloc);
            assert!(area(member.member).is_some(), "{}", member.member);
            assert!(
                member.from.is_none_or(|from| member.to.is_none_or(|to| from < to)),
                "{member:?}"
            );
        }
        for bloc in areas().iter().filter(|a| a.kind == AreaKind::Bloc) {
            assert!(
                bloc_members().iter().any(|m| m.bloc == bloc.code),
                "{} has no members",
                bloc.code
            );
        }
    }

    #[test]
    fn no_country_is_twice_in_a_bloc_on_one_day() {
        for (i, one) in bloc_members().iter().enumerate() {
            for other in &bloc_members()[i + 1..] {
                if (one.bloc, one.member) == (other.bloc, other.member) {
                    assert!(one.to.unwrap() < other.from.unwrap(), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn membership_is_counted_by_the_day() {
        assert!(members("EU", "2020-01-31").contains("GB"));
        assert!(!members("EU", "2020-02-01").contains("GB"));
        assert_eq!(members("EU", "2024-01-01").len(), 27);
        assert_eq!(members("EU", "2014-01-01").len(), 28);
        assert_eq!(members("EA", "2023-06-30").len(), 20);
        assert_eq!(members("EAEU", "2016-01-01"), HashSet::from(["AM", "BY", "KG", "KZ", "RU"]));
        assert_eq!(members("BRICS", "2023-12-31").len(), 5);
        assert_eq!(members("ASEAN", "2024-12-31").len(), 10);
        assert_eq!(members("CASIA", "2000-01-01").len(), 5);
        assert_eq!(members("AFU", "2024-01-01").len(), 55);
        assert_eq!(members("OECD", "2024-01-01").len(), 38);
    }
}
