"""Makes `seeds/lexicon/ru/areas.csv`: every Russian form that means an area, with its grammatical cases.

The words come from `ru/countries.csv`, `ru/subdivisions.csv` and `ru/blocs.csv`; `inflect` declines them. What it cannot
is in `ru/irregular.csv`; `ru/ambiguous.csv` orders the areas of a form that has several, `ru/left_out.csv` names the
forms that are ordinary words far more often than places.
"""

import csv
import re

from common import SEEDS, Forms, entries, read, write
from inflect import CASE_ORDER, CASES, adjective_forms, demonym_forms, phrase_forms, plain

# Where the adjective before «область» or «край» is used alone: «свердловские предприятия». Elsewhere it is mostly
# something else: «балканский», «араратский».
OWN_ADJECTIVE = {"RU", "KZ", "BY", "UA", "UZ", "KG"}
REGION = re.compile(r"^(\S+(?:ая|ий)) (область|край|автономный округ|район|велаят)$")


def spellings(form):
    """The form, then the other ways it is typed: е for ё, hyphens for dashes, the typewriter's apostrophe."""
    out = [form]
    out += [f.replace("ё", "е").replace("Ё", "Е") for f in out]
    out += [f.replace("’", "'") for f in out]
    out += [f.replace("—", dash) for f in out for dash in "-–"]
    return list(dict.fromkeys(out))


def stem_of(adjective):
    """китайский: китайско."""
    return re.sub(r"(ий|ый)$", "о", adjective)


def main():
    with open(SEEDS / "areas.csv", encoding="utf-8") as file:
        areas = list(csv.DictReader(file))
    forms = Forms([a["code"] for a in areas], read("ru/ambiguous.csv"))
    rows = {r["code"]: r for name in ("countries", "subdivisions", "blocs") for r in read(f"ru/{name}.csv")}

    def add(pairs, code, sense, capital):
        for word, case in pairs:
            for form in spellings(word):
                own = "any" if capital == "initial" and form[0].islower() else capital
                forms.add(form, code, sense, case, own)

    for area in areas:
        code = area["code"]
        row = rows[code]
        for short in entries(row["abbreviation"]):
            add([(short, case) for case in CASES], code, "abbreviation", "exact")
        for name in [row["name"]] + entries(row["also"]):
            add(phrase_forms(name), code, "name", "initial")
            region = REGION.match(name)
            if region and region[2] == "область":
                add([(f.rsplit(" ", 1)[0] + " обл.", case) for f, case in phrase_forms(name)], code, "name", "initial")
            if region and code[:2] in OWN_ADJECTIVE and " " not in region[1] and code != "RU-YEV":
                word = re.sub("ая$", "ий", region[1].lower())
                add(adjective_forms(word), code, "adjective", "any")
        if row["official"]:
            add(phrase_forms(row["official"]), code, "official", "initial")
        for word in entries(row["adjective"]):
            add(adjective_forms(word), code, "adjective", "any")
            forms.add(stem_of(word), code, "stem", capital="any")
        for stem in entries(row.get("stem", "")):
            forms.add(stem, code, "stem", capital="any")
        for word in entries(row.get("demonym", "")):
            add(demonym_forms(word), code, "demonym", "any")
        for seat in entries(row.get("capital") or row.get("seat") or ""):
            add(phrase_forms(seat), code, "capital", "initial")
    for row in read("ru/irregular.csv"):
        for case in row["case"].split("|"):
            forms.add(row["form"], row["area"], row["sense"], case, row["capital"])
    for row in read("ru/left_out.csv"):
        forms.drop(row["form"], row["area"] or None)
    write("lexicon/ru/areas.csv", ["form", "area", "sense", "case", "capital"], forms.table(CASE_ORDER))


if __name__ == "__main__":
    main()
