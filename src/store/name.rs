//! What a series is called: the one place that knows.
//!
//! | key | name | slug |
//! |---|---|---|
//! | turnover, level, RU-TA, CN, USD | `Tatarstan–China turnover` | `ru-ta-cn-turnover` |
//! | the same as a change in percent | `Tatarstan–China turnover, change` | `ru-ta-cn-turnover-change` |
//! | exports, level, RU, CN, USD | `Russia exports to China` | `ru-cn-exports` |
//! | imports, level, RU, CN, RUB | `Russia imports from China, level in RUB` | `ru-cn-imports-level-rub` |
//! | turnover, level, UZ, no partner, USD | `Uzbekistan turnover (world)` | `uz-world-turnover` |
//! | exports, level, RU, CN, USD, wheat | `Russia exports to China: wheat` | `ru-cn-exports-of-wheat` |
//!
//! What goes without saying is left out: a level, in dollars, of all goods; percent for a change or a share. Every other
//! part of the key is spelled, so that different keys have different names.

use crate::model::{CurrencyCode, Indicator, SeriesKey, Transform, Unit};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The name of the series with this key, for people. `ref_area` and `partner` are the names of its areas.
#[must_use]
pub fn series_name(key: &SeriesKey, ref_area: &str, partner: Option<&str>) -> String {
    let indicator = key.indicator.code();
    let mut name = match (partner, key.indicator) {
        (None, _) => format!("{ref_area} {indicator} (world)"),
        (Some(partner), Indicator::Turnover) if key.transform == Transform::Share => {
            // A share has a direction: its whole is the first area's.
            format!("{ref_area} turnover with {partner}")
        }
        (Some(partner), Indicator::Turnover) => format!("{ref_area}–{partner} turnover"),
        (Some(partner), Indicator::Exports) => format!("{ref_area} exports to {partner}"),
        (Some(partner), Indicator::Imports | Indicator::Investment) => {
            format!("{ref_area} {indicator} from {partner}")
        }
        (Some(partner), Indicator::Balance | Indicator::Other) => {
            format!("{ref_area} {indicator} with {partner}")
        }
    };
    let unit = spelled_unit(key);
    if key.transform != Transform::Level || unit.is_some() {
        let transform = match key.transform {
            Transform::ChangeAbs => "absolute change",
            other => other.code(),
        };
        let _ = write!(name, ", {transform}");
    }
    if let Some(unit) = unit {
        let _ = write!(name, " in {unit}");
    }
    if let Some(product) = &key.product {
        let _ = write!(name, ": {product}");
    }
    name
}

/// The same in lower-case letters, digits and hyphens, made of codes: easy to type, and the same in every language.
#[must_use]
pub fn series_slug(key: &SeriesKey) -> String {
    let code = |area: Option<crate::model::AreaCode>| {
        area.map_or_else(|| "world".to_owned(), |code| code.as_str().to_ascii_lowercase())
    };
    let mut slug =
        format!("{}-{}-{}", code(key.ref_area), code(key.counterpart_area), key.indicator);
    let unit = spelled_unit(key);
    if key.transform != Transform::Level || unit.is_some() {
        let _ = write!(slug, "-{}", key.transform.code().replace('_', "-"));
    }
    if let Some(unit) = unit {
        // Codes of currencies are capitals only, so that small letters lose nothing; "t" and "T" are different units.
        let faithful = match key.unit {
            Some(Unit::Physical(_)) => unit.to_owned(),
            _ => unit.to_lowercase().replace('_', " "),
        };
        let _ = write!(slug, "-{}", sluggish(unit, &faithful));
    }
    if let Some(product) = &key.product {
        let _ = write!(slug, "-of-{}", sluggish(product, product));
    }
    slug
}

/// The unit, where it does not go without saying.
fn spelled_unit(key: &SeriesKey) -> Option<&str> {
    const DOLLAR: Unit = Unit::Currency(CurrencyCode::literal("USD"));
    let silent = match key.transform {
        Transform::Level | Transform::ChangeAbs => Some(DOLLAR),
        Transform::Change | Transform::Share => Some(Unit::Percent),
        Transform::Multiple => None,
    };
    if key.unit == silent { None } else { Some(key.unit.as_ref().map_or("number", Unit::code)) }
}

/// Letters and digits of any script in lower case, hyphens for the rest. Where that loses more than blanks, as in "oil &
/// gas", a few letters of a hash keep it apart from its like.
fn sluggish(text: &str, faithful: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches('-');
    if slug.replace('-', " ") == faithful {
        return slug.to_owned();
    }
    let hash = Sha256::digest(text.as_bytes());
    let mark = format!("{:02x}{:02x}{:02x}", hash[0], hash[1], hash[2]);
    if slug.is_empty() { mark } else { format!("{slug}-{mark}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AreaCode;

    fn key(
        indicator: Indicator,
        transform: Transform,
        areas: (&str, &str),
        product: &str,
        unit: &str,
    ) -> SeriesKey {
        let area = |code: &str| code.parse::<AreaCode>().ok();
        let product = (!product.is_empty()).then(|| product.to_owned());
        SeriesKey::new(
            indicator,
            transform,
            (area(areas.0), area(areas.1)),
            product,
            Unit::parse(unit),
        )
    }

    fn check(key: &SeriesKey, name: &str, slug: &str) {
        let word = |area: AreaCode| match area.as_str() {
            "RU-TA" => "Tatarstan",
            "RU" => "Russia",
            "CN" => "China",
            "UZ" => "Uzbekistan",
            _ => "Elsewhere",
        };
        let partner = key.counterpart_area.map(word);
        assert_eq!(series_name(key, key.ref_area.map_or("", word), partner), name);
        assert_eq!(series_slug(key), slug);
    }

    #[test]
    fn what_goes_without_saying_is_not_said() {
        use Indicator::{Balance, Exports, Imports, Investment, Turnover};
        use Transform::{Change, ChangeAbs, Level, Multiple, Share};
        check(
            &key(Turnover, Level, ("CN", "RU-TA"), "", "USD"),
            "Tatarstan–China turnover",
            "ru-ta-cn-turnover",
        );
        check(
            &key(Turnover, Change, ("RU-TA", "CN"), "", "percent"),
            "Tatarstan–China turnover, change",
            "ru-ta-cn-turnover-change",
        );
        check(
            &key(Turnover, Share, ("RU", "CN"), "", "percent"),
            "Russia turnover with China, share",
            "ru-cn-turnover-share",
        );
        check(
            &key(Exports, Level, ("RU", "CN"), "", "USD"),
            "Russia exports to China",
            "ru-cn-exports",
        );
        check(
            &key(Exports, ChangeAbs, ("RU", "CN"), "", "USD"),
            "Russia exports to China, absolute change",
            "ru-cn-exports-change-abs",
        );
        check(
            &key(Imports, Level, ("RU", "CN"), "", "RUB"),
            "Russia imports from China, level in RUB",
            "ru-cn-imports-level-rub",
        );
        check(
            &key(Imports, Multiple, ("RU", "CN"), "", ""),
            "Russia imports from China, multiple",
            "ru-cn-imports-multiple",
        );
        check(
            &key(Turnover, Level, ("UZ", ""), "", "USD"),
            "Uzbekistan turnover (world)",
            "uz-world-turnover",
        );
        check(
            &key(Balance, Level, ("RU", "CN"), "", "USD"),
            "Russia balance with China",
            "ru-cn-balance",
        );
        check(
            &key(Investment, Level, ("UZ", "CN"), "", "USD"),
            "Uzbekistan investment from China",
            "uz-cn-investment",
        );
    }

    #[test]
    fn products_and_quantities_are_spelled() {
        use Indicator::Exports;
        use Transform::{Change, Level};
        check(
            &key(Exports, Level, ("RU", "CN"), "wheat", "t"),
            "Russia exports to China, level in t: wheat",
            "ru-cn-exports-level-t-of-wheat",
        );
        check(
            &key(Exports, Change, ("RU", ""), "household appliances", "percent"),
            "Russia exports (world), change: household appliances",
            "ru-world-exports-change-of-household-appliances",
        );
        check(
            &key(Exports, Level, ("RU", "CN"), "сталь", "USD"),
            "Russia exports to China: сталь",
            "ru-cn-exports-of-сталь",
        );
    }

    #[test]
    fn like_products_stay_apart() {
        let slug = |product| {
            series_slug(&key(Indicator::Exports, Transform::Level, ("RU", "CN"), product, "USD"))
        };
        assert_eq!(slug("oil gas"), "ru-cn-exports-of-oil-gas");
        assert_ne!(slug("oil gas"), slug("oil & gas"));
        assert_ne!(slug("oil gas"), slug("Oil gas"));
        assert_ne!(slug("oil gas"), slug("oil-gas"));
    }

    proptest::proptest! {
        #[test]
        fn different_keys_have_different_names(
            a in any_key(), b in any_key()
        ) {
            let name = |key: &SeriesKey| series_name(
                key, key.ref_area.as_ref().map_or("", AreaCode::as_str), key.counterpart_area.as_ref().map(AreaCode::as_str));
            proptest::prop_assert_eq!(a == b, name(&a) == name(&b));
            proptest::prop_assert_eq!(a == b, series_slug(&a) == series_slug(&b));
        }
    }

    fn any_key() -> impl proptest::strategy::Strategy<Value = SeriesKey> {
        use proptest::sample::select;
        use proptest::strategy::Strategy as _;
        (
            select(Indicator::ALL),
            select(Transform::ALL),
            (select(vec!["RU", "RU-TA"]), select(vec!["", "CN", "RU"])),
            select(vec!["", "wheat", "change", "level in RUB", "of wheat", "Wheat"]),
            select(vec!["", "USD", "RUB", "percent", "percentage_point", "t", "kW.h"]),
        )
            .prop_map(|(i, t, areas, product, unit)| key(i, t, areas, product, unit))
    }
}
