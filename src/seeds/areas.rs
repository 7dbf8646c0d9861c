//! Who can trade: countries, their parts, and blocs with their members.

use super::table;
use crate::model::{AreaCode, Language};
use chrono::NaiveDate;
use std::collections::HashMap;
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
    [code, kind, parent, name_en, name_ru, name_zh, official_en, official_ru]: [&'static str; 8],
) -> Option<Area> {
    Some(Area {
        code: code.parse().ok()?,
        kind: AreaKind::parse(kind)?,
        parent: parent.parse().ok(),
        name_en,
        name_ru,
        name_zh,
        official_en,
        official_ru,
    })
}

/// The area with a code.
#[must_use]
pub fn area(code: AreaCode) -> Option<&'static Area> {
    static BY_CODE: OnceLock<HashMap<AreaCode, &'static Area>> = OnceLock::new();
    BY_CODE
        .get_or_init(|| areas().iter().map(|area| (area.code, area)).collect())
        .get(&code)
        .copied()
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
