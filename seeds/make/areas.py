"""Makes `seeds/areas.csv`: every country, the subdivisions listed by hand, the blocs; names in three languages.

Codes and official English names: ISO 3166 as packaged by pycountry (LGPL-2.1). Short names: CLDR through Babel
(Unicode licence), replaced where trade news writes another (`en/*.csv`, `ru/*.csv`).
"""

import pycountry
from babel import Locale

from common import GONE, read, write
from inflect import plain

# Official names that pycountry lacks, or writes in a form that prose does not.
OFFICIAL_EN = {
    "BQ": "Bonaire Sint Eustatius and Saba",
    "CD": "Democratic Republic of the Congo",
    "DZ": "People’s Democratic Republic of Algeria",
    "ER": "State of Eritrea",
    "IR": "Islamic Republic of Iran",
    "KP": "Democratic People’s Republic of Korea",
    "KR": "Republic of Korea",
    "LA": "Lao People’s Democratic Republic",
    "LR": "Republic of Liberia",
    "MD": "Republic of Moldova",
    "PS": "State of Palestine",
    "RU": "Russian Federation",
    "RW": "Republic of Rwanda",
    "SY": "Syrian Arab Republic",
    "TW": "",
    "TZ": "United Republic of Tanzania",
    "UY": "Oriental Republic of Uruguay",
    "VE": "Bolivarian Republic of Venezuela",
    "SU": "Union of Soviet Socialist Republics",
    "YU": "Socialist Federal Republic of Yugoslavia",
    "DD": "German Democratic Republic",
    "CS": "Czechoslovak Socialist Republic",
}

KIND_EN = {
    "republic": "{}", "name": "{}", "city": "{}", "province": "{}", "state": "{}", "prefecture": "{}", "emirate": "{}",
    "governorate": "{}", "canton": "{}", "division": "{} Division",
    "region": "{} Region", "krai": "{} Krai", "okrug": "{} Autonomous Okrug", "district": "{} District",
    "province!": "{} Province", "state!": "{} State", "prefecture!": "{} Prefecture", "governorate!": "{} Governorate",
    "canton!": "Canton of {}", "division!": "{} Division", "voivodeship!": "{} Voivodeship",
}


def english_name(row):
    """The short name of a subdivision: its base and the word for its kind."""
    return KIND_EN[row["class"]].format(row["base"])


def republic(*names):
    """Whether one of its English names says that it is a republic, not only that it belongs to one or was made of several."""
    return "yes" if any("Republic" in name.split() for name in names) else ""


def main():
    english, chinese = Locale("en"), Locale("zh")
    by_code = lambda name: {r["code"]: r for r in read(name)}
    ru_countries, ru_subdivisions = by_code("ru/countries.csv"), by_code("ru/subdivisions.csv")
    ru_blocs = by_code("ru/blocs.csv")
    chinese_names = {r["code"]: r["name"] for r in read("zh/areas.csv")}
    rows = []
    for row in read("en/countries.csv"):
        code = row["code"]
        iso = pycountry.countries.get(alpha_2=code)
        official = OFFICIAL_EN.get(code)
        if official is None:
            official = getattr(iso, "official_name", "") if iso else ""
        ru = ru_countries[code]
        rows.append([
            code, "country", "", row["name"] or english.territories[code],
            plain(ru["name"]),
            chinese_names.get(code) or chinese.territories.get(code, ""),
            official.replace("'", "’"), plain(ru["official"]),
        ])
    missing = {c.alpha_2 for c in pycountry.countries} - {r[0] for r in rows}
    if missing:
        raise SystemExit(f"en/countries.csv lacks {sorted(missing)}")
    for row in read("en/subdivisions.csv"):
        code = row["code"]
        if not pycountry.subdivisions.get(code=code):
            raise SystemExit(f"en/subdivisions.csv: ISO 3166-2 has no {code}")
        ru = ru_subdivisions[code]
        rows.append([
            code, "subdivision", code[:2], english_name(row), plain(ru["name"]), chinese_names.get(code, ""),
            row["official"].replace("'", "’"), plain(ru["official"]),
        ])
    for row in read("en/blocs.csv"):
        code = row["code"]
        ru = ru_blocs[code]
        rows.append([
            code, "bloc", "", row["name"], plain(ru["name"]), chinese_names.get(code, ""), row["official"],
            plain(ru["official"]),
        ])
    rows = [row[:3] + [republic(row[3], row[6])] + row[3:] for row in rows]
    order = {"country": 0, "bloc": 1, "subdivision": 2}
    rows.sort(key=lambda r: (order[r[1]], r[0] in GONE, r[0]))
    head = ["code", "kind", "parent", "republic", "name_en", "name_ru", "name_zh", "official_en", "official_ru"]
    write("areas.csv", head, rows)


if __name__ == "__main__":
    main()
