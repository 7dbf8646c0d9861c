//! The words by which a language speaks of areas and currencies, as they stand in `seeds/lexicon/`. A form that can mean
//! several has a row for each, likeliest first when nothing else is known: "Georgia" is `GE`, then `US-GA`.

use super::{languages, table};
use crate::model::{AreaCode, CurrencyCode, Language, coded};

coded! {
    /// How a form means its area.
    pub enum AreaSense {
        /// "Tatarstan", «Китаем», "Ivory Coast".
        Name = "name",
        /// "People's Republic of China", «Республики Татарстан».
        Official = "official",
        /// "PRC", "UK", «РФ».
        Abbreviation = "abbreviation",
        /// "Chinese", «китайскими».
        Adjective = "adjective",
        /// "Dutchmen", «россияне».
        Demonym = "demonym",
        /// A capital, seat or palace that stands for its government: "Beijing", "Kremlin", «Казань».
        Capital = "capital",
        /// First half of a pair adjective, without its hyphen: "Sino", «российско».
        Stem = "stem",
    }
}

coded! {
    /// How a form must be written to count. Beyond this, letters are compared without case.
    pub enum Capital {
        /// In any way: «китайский», "euro area".
        Any = "any",
        /// With a capital first letter, or all in capitals, as headlines are.
        Initial = "initial",
        /// Letter by letter: "US", «РФ».
        Exact = "exact",
    }
}

coded! {
    /// How a form means its currency.
    pub enum CurrencySense {
        /// "$", "€", "руб."'s sign "₽".
        Symbol = "symbol",
        /// ISO 4217: "USD".
        Code = "code",
        /// "dollars", «рублями».
        Name = "name",
        /// "dlrs", «руб.».
        Abbreviation = "abbreviation",
        /// "pounds", "won": a name that is another word too.
        Homonym = "homonym",
        /// "cents", «копеек»: the smallest coin.
        Minor = "minor",
        /// "TEUR", «т. р.»: thousands of it.
        Thousands = "thousands",
        /// "MUSD", "$m".
        Millions = "millions",
        /// "$bn".
        Billions = "billions",
    }
}

/// A row of `seeds/lexicon/<language>/areas.csv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AreaForm {
    /// The form as it is written; one space between its words.
    pub form: &'static str,
    /// What it means.
    pub area: AreaCode,
    /// How it means it.
    pub sense: AreaSense,
    /// The grammatical cases it can stand in, joined by `|`, with `.pl` for the plural: `gen|loc`, `nom.pl`. Empty where
    /// the language has none.
    pub case: &'static str,
    /// How it must be written.
    pub capital: Capital,
}

impl AreaForm {
    /// The cases it can stand in, one by one: `gen`, `loc`, `nom.pl`.
    pub fn cases(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.case.split('|').filter(|case| !case.is_empty())
    }
}

/// A row of `seeds/lexicon/<language>/currencies.csv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CurrencyForm {
    /// The form as it is written.
    pub form: &'static str,
    /// What it means.
    pub currency: CurrencyCode,
    /// How it means it.
    pub sense: CurrencySense,
    /// How it must be written.
    pub capital: Capital,
}

/// Every form that means an area in a language; none for a language without tables. Read afresh each time, without
/// allocating: whoever looks forms up builds an index of their own, once.
pub fn area_forms(language: Language) -> impl Iterator<Item = AreaForm> {
    let file = languages::language(language).and_then(|l| l.file("areas.csv")).unwrap_or_default();
    table::rows(file).filter_map(|[form, area, sense, case, capital]| {
        Some(AreaForm {
            form,
            area: area.parse().ok()?,
            sense: AreaSense::parse(sense)?,
            case,
            capital: Capital::parse(capital)?,
        })
    })
}

/// Every form that means a currency in a language; none for a language without tables.
pub fn currency_forms(language: Language) -> impl Iterator<Item = CurrencyForm> {
    let file =
        languages::language(language).and_then(|l| l.file("currencies.csv")).unwrap_or_default();
    table::rows(file).filter_map(|[form, currency, sense, capital]| {
        Some(CurrencyForm {
            form,
            currency: currency.parse().ok()?,
            sense: CurrencySense::parse(sense)?,
            capital: Capital::parse(capital)?,
        })
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that unwraps fails where it should")]
mod tests {
    use super::*;
    use crate::seeds::{AreaKind, area, areas, currency};
    use std::collections::{HashMap, HashSet};

    const ENGLISH: Language = Language::literal("en");
    const RUSSIAN: Language = Language::literal("ru");
    const CASES: [&str; 6] = ["nom", "gen", "dat", "acc", "ins", "loc"];

    /// What a form means: its areas in order, as `code sense case capital`.
    fn meanings(language: Language, form: &str) -> Vec<String> {
        let rows = area_forms(language).filter(|row| row.form == form);
        rows.map(|r| format!("{} {} {} {}", r.area, r.sense, r.case, r.capital)).collect()
    }

    fn monies(language: Language, form: &str) -> String {
        let rows = currency_forms(language).filter(|row| row.form == form);
        rows.map(|row| row.currency.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_row_is_read() {
        let rows = |file: &'static str| table::rows::<1>(file).count();
        assert_eq!(
            area_forms(ENGLISH).count(),
            rows(include_str!("../../seeds/lexicon/en/areas.csv"))
        );
        assert_eq!(
            area_forms(RUSSIAN).count(),
            rows(include_str!("../../seeds/lexicon/ru/areas.csv"))
        );
        assert_eq!(
            currency_forms(ENGLISH).count(),
            rows(include_str!("../../seeds/lexicon/en/currencies.csv"))
        );
        assert_eq!(
            currency_forms(RUSSIAN).count(),
            rows(include_str!("../../seeds/lexicon/ru/currencies.csv"))
        );
    }

    #[test]
    fn a_language_without_tables_has_no_forms() {
        assert_eq!(area_forms(Language::literal("tt")).count(), 0);
        assert_eq!(currency_forms(Language::literal("tt")).count(), 0);
    }

    #[test]
    fn forms_mean_what_exists_and_say_it_once() {
        for language in [ENGLISH, RUSSIAN] {
            let mut seen = HashSet::new();
            for row in area_forms(language) {
                assert!(area(row.area).is_some(), "{row:?}");
                assert!(seen.insert((row.form, row.area)), "{row:?} stands twice");
                assert!(!row.form.is_empty() && !row.form.contains("  "), "{row:?}");
                assert!(
                    row.cases().all(|case| CASES.contains(&case.trim_end_matches(".pl"))),
                    "{row:?}"
                );
                assert!(language == RUSSIAN || row.case.is_empty(), "{row:?}");
                assert!(!row.form.contains(['=', '/']), "{row:?} keeps a mark of its table");
            }
            let mut seen = HashSet::new();
            for row in currency_forms(language) {
                assert!(currency(row.currency).is_some(), "{row:?}");
                assert!(seen.insert((row.form, row.currency)), "{row:?} stands twice");
            }
        }
    }

    #[test]
    fn a_form_that_asks_for_a_capital_begins_with_one() {
        for row in area_forms(ENGLISH).chain(area_forms(RUSSIAN)) {
            let first = row.form.chars().next().unwrap();
            assert!(row.capital != Capital::Initial || first.is_uppercase(), "{row:?}");
        }
    }

    #[test]
    fn every_place_is_called_by_its_name() {
        let english: HashSet<_> =
            area_forms(ENGLISH).map(|row| (row.form.to_lowercase(), row.area)).collect();
        let russian: HashSet<_> =
            area_forms(RUSSIAN).map(|row| (row.form.to_lowercase(), row.area)).collect();
        // At the beginning of a sentence it is nearly always the pronoun.
        let left_out = ["Того"];
        for area in areas() {
            assert!(
                english.contains(&(area.name_en.to_lowercase(), area.code)),
                "{}",
                area.name_en
            );
            let known = russian.contains(&(area.name_ru.to_lowercase(), area.code));
            assert!(known || left_out.contains(&area.name_ru), "{}", area.name_ru);
        }
    }

    #[test]
    fn every_country_has_a_russian_name_in_all_six_cases() {
        let mut cases: HashMap<AreaCode, HashSet<&str>> = HashMap::new();
        for row in area_forms(RUSSIAN)
            .filter(|row| matches!(row.sense, AreaSense::Name | AreaSense::Official))
        {
            cases
                .entry(row.area)
                .or_default()
                .extend(row.cases().map(|case| case.trim_end_matches(".pl")));
        }
        for area in areas().iter().filter(|area| area.kind != AreaKind::Bloc) {
            let known = cases
                .get(&area.code)
                .unwrap_or_else(|| panic!("{} has no Russian form", area.code));
            assert!(CASES.iter().all(|case| known.contains(case)), "{} {known:?}", area.name_ru);
        }
    }

    #[test]
    fn english_forms() {
        let check =
            |form: &str, expected: &[&str]| assert_eq!(meanings(ENGLISH, form), expected, "{form}");
        check("China", &["CN name  initial"]);
        check("mainland China", &["CN name  any"]);
        check("PRC", &["CN abbreviation  exact"]);
        check("U.S.", &["US abbreviation  exact"]);
        check("Chinese", &["CN adjective  initial"]);
        check("Sino", &["CN stem  initial"]);
        check("People's Republic of China", &["CN official  initial"]);
        check("People’s Republic of China", &["CN official  initial"]);
        check("Georgia", &["GE name  initial", "US-GA name  initial"]);
        check("Korea", &["KR name  initial"]);
        check("Washington", &["US capital  initial", "US-WA name  initial"]);
        check("Moscow", &["RU capital  initial", "RU-MOW name  initial", "SU capital  initial"]);
        check("Kazan", &["RU-TA capital  initial"]);
        check("Nursultan", &["KZ capital  initial", "KZ-71 name  initial"]);
        check("Türkiye", &["TR name  initial"]);
        check("Turkiye", &["TR name  initial"]);
        check("Sverdlovsk Region", &["RU-SVE name  initial"]);
        check("Sverdlovsk Oblast", &["RU-SVE name  initial"]);
        check("Sverdlovsk", &["RU-SVE adjective  initial"]);
        check("West German", &["DE adjective  initial"]);
        check("euro area", &["EA name  any"]);
        for hopeless in [
            "Man", "Male", "Nice", "Victoria", "Kingston", "San Jose", "Mary", "Oral", "IN", "IT",
            "us",
        ] {
            check(hopeless, &[]);
        }
    }

    #[test]
    fn russian_forms() {
        let check =
            |form: &str, expected: &[&str]| assert_eq!(meanings(RUSSIAN, form), expected, "{form}");
        check("Татарстаном", &["RU-TA name ins initial"]);
        check("Татарстан", &["RU-TA name nom|acc initial"]);
        check("Республики Татарстан", &["RU-TA official gen initial"]);
        check("китайского", &["CN adjective gen|acc any"]);
        check("китайскими", &["CN adjective ins.pl any"]);
        check("китайско", &["CN stem  any"]);
        check("Китайской Народной Республикой", &["CN official ins initial"]);
        check("Объединённых Арабских Эмиратов", &["AE name gen.pl initial"]);
        check("Объединенных Арабских Эмиратов", &["AE name gen.pl initial"]);
        check("Соединённых Штатах Америки", &["US name loc.pl initial"]);
        check("Соединенных Штатах Америки", &["US name loc.pl initial"]);
        check("Свердловской областью", &["RU-SVE name ins initial"]);
        check("Свердловской области", &["RU-SVE name gen|dat|loc initial"]);
        check("свердловских", &["RU-SVE adjective gen.pl|acc.pl|loc.pl any"]);
        check("Перу", &["PE name nom|gen|dat|acc|ins|loc initial"]);
        check("Сычуанью", &["CN-SC name ins initial"]);
        check("Баден-Вюртембергом", &["DE-BW name ins initial"]);
        check("Кот-д’Ивуара", &["CI name gen initial"]);
        check("Кот-д'Ивуара", &["CI name gen initial"]);
        check("Крыму", &["UA-43 name dat|loc initial"]);
        check("Кубанью", &["RU-KDA name ins initial"]);
        check("Подмосковья", &["RU-MOS name gen initial"]);
        check("Кыргызстаном", &["KG name ins initial"]);
        check("россиян", &["RU demonym gen.pl|acc.pl any"]);
        check(
            "Москвой",
            &["RU capital ins initial", "RU-MOW name ins initial", "SU capital ins initial"],
        );
        check(
            "РТ",
            &[
                "RU-TA abbreviation nom|gen|dat|acc|ins|loc exact",
                "TJ abbreviation nom|gen|dat|acc|ins|loc exact",
            ],
        );
        check("Нижнего Новгорода", &["RU-NIZ capital gen initial"]);
        let belarus = meanings(RUSSIAN, "РБ");
        assert!(belarus[0].starts_with("RU-BA ") && belarus[1].starts_with("BY "), "{belarus:?}");
        check("Того", &[]);
    }

    #[test]
    fn currencies_of_a_word_come_likeliest_first() {
        assert!(monies(ENGLISH, "dollars").starts_with("USD CAD AUD HKD SGD NZD"));
        assert!(monies(ENGLISH, "$").starts_with("USD "));
        assert!(monies(ENGLISH, "francs").starts_with("CHF FRF BEF"));
        assert!(monies(ENGLISH, "rouble").starts_with("RUB BYN SUR"));
        assert_eq!(monies(ENGLISH, "¥"), "JPY CNY");
        assert_eq!(monies(ENGLISH, "Hong Kong dollars"), "HKD");
        assert_eq!(monies(ENGLISH, "U.S. dollars"), "USD");
        assert_eq!(monies(ENGLISH, "renminbi"), "CNY");
        assert!(monies(ENGLISH, "dlrs").starts_with("USD CAD AUD HKD SGD NZD"));
        assert_eq!(monies(RUSSIAN, "долларов США"), "USD");
        assert_eq!(monies(RUSSIAN, "канадских доллара"), "CAD");
        assert!(monies(RUSSIAN, "долларах").starts_with("USD "));
        assert!(monies(RUSSIAN, "рублём").starts_with("RUB BYN"));
        assert_eq!(monies(RUSSIAN, "рублем"), monies(RUSSIAN, "рублём"));
        assert!(monies(RUSSIAN, "руб.").starts_with("RUB "));
        assert_eq!(monies(RUSSIAN, "тенге"), "KZT");
        assert_eq!(monies(RUSSIAN, "фунтов стерлингов"), "GBP");
        assert_eq!(monies(RUSSIAN, "японских иен"), "JPY");
    }

    #[test]
    fn every_currency_code_is_a_form_letter_by_letter() {
        for language in [ENGLISH, RUSSIAN] {
            let codes: HashSet<_> = currency_forms(language)
                .filter(|row| row.sense == CurrencySense::Code && row.capital == Capital::Exact)
                .map(|row| row.form)
                .collect();
            for currency in crate::seeds::currencies() {
                assert!(codes.contains(currency.code.as_str()), "{}", currency.code);
            }
        }
    }
}
