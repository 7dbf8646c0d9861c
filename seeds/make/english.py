"""Makes `seeds/lexicon/en/areas.csv`: every English form that means an area.

The words come from `en/countries.csv`, `en/subdivisions.csv` and `en/blocs.csv`, names from `seeds/areas.csv`. The
rest is spelling: plurals of demonyms, typographic and typewriter apostrophes, letters without their marks, “St.” and
“Saint”. `en/ambiguous.csv` orders the areas of a form that has several, `en/left_out.csv` names the forms that are
ordinary words far more often than places.
"""

import csv
import unicodedata

from common import SEEDS, Forms, entries, read, write

KIND_FORMS = {
    "republic": ["{}", "Republic of {}", "{} Republic"],
    "name": ["{}"],
    "city": ["{}", "city of {}"],
    "province": ["{}", "{} Province", "province of {}"],
    "state": ["{}", "state of {}"],
    "prefecture": ["{}", "{} Prefecture", "prefecture of {}"],
    "emirate": ["{}", "{} Emirate", "emirate of {}"],
    "governorate": ["{}", "{} Governorate", "{} Province", "province of {}"],
    "canton": ["{}", "canton of {}"],
    "division": ["{}", "{} Division"],
    # What is an ordinary word, a name or another place when it stands alone is known by the word for its kind.
    "province!": ["{} Province", "province of {}"],
    "state!": ["{} State", "state of {}"],
    "prefecture!": ["{} Prefecture", "prefecture of {}"],
    "governorate!": ["{} Governorate", "{} Province", "province of {}"],
    "canton!": ["canton of {}"],
    "division!": ["{} Division"],
    "voivodeship!": ["{} Voivodeship", "{} Province", "{} Region"],
    "region": ["{} Region", "{} Oblast", "{} Province"],
    "krai": ["{} Krai", "{} Kray", "{} Territory", "{} Region"],
    "okrug": ["{} Autonomous Okrug", "{} Autonomous Area", "{} Autonomous District", "{} Autonomous Region"],
    "district": ["{} District", "{} Rayon", "{} Raion"],
}


def bare(form):
    """A form without the marks on its letters: Türkiye, Turkiye."""
    letters = unicodedata.normalize("NFD", form)
    return "".join(c for c in letters if not unicodedata.combining(c)).translate(str.maketrans("ıəđĐłŁ", "iadDlL"))


def spellings(form):
    """The form, then the other ways it is typed."""
    out = [form]
    for start, others in (("St. ", ("Saint ", "St ")),):
        if form.startswith(start):
            out += [other + form[len(start):] for other in others]
    out += [bare(f) for f in out]
    out += [f.replace("’", "'") for f in out]
    out += [f.replace(" & ", " and ") for f in out]
    out += [f.replace("–", "-").replace("‑", "-") for f in out]
    return list(dict.fromkeys(out))


def plural(demonym):
    """The plural of an adjective that also names people: Russian, Russians; there is none for Chinese or Dutch."""
    return demonym + "s" if demonym.endswith(("an", "i", "b", "k")) and " " not in demonym else None


def main():
    with open(SEEDS / "areas.csv", encoding="utf-8") as file:
        areas = list(csv.DictReader(file))
    forms = Forms([a["code"] for a in areas], read("en/ambiguous.csv"))

    def add(words, area, sense, capital="initial"):
        for word in words:
            for form in spellings(word):
                # A name that begins small ("euro area") has no capital to ask for.
                forms.add(form, area, sense, capital="any" if capital == "initial" and form[0].islower() else capital)

    hand = {r["code"]: r for r in read("en/countries.csv") + read("en/blocs.csv")}
    places = {r["code"]: r for r in read("en/subdivisions.csv")}
    for area in areas:
        code, name = area["code"], area["name_en"]
        if code in hand:
            row = hand[code]
            add([name], code, "name")
            add(entries(row["abbreviation"]), code, "abbreviation", "exact")
            add(entries(row["also"]), code, "name")
            add([area["official_en"]] if area["official_en"] else [], code, "official")
            add(entries(row["adjective"]), code, "adjective")
            people = entries(row["demonym"])
            add(people, code, "demonym")
            add([p for p in map(plural, entries(row["adjective"]) + people) if p], code, "demonym")
            add(entries(row["capital"]), code, "capital")
            for stem in entries(row["stem"]):
                forms.add(stem, code, "stem", capital="exact" if stem.isupper() else "initial")
        else:
            row = places[code]
            base = row["base"]
            add([name], code, "name")
            add([kind.format(base) for kind in KIND_FORMS[row["class"]]], code, "name")
            add(entries(row["also"]), code, "name")
            add([area["official_en"]] if area["official_en"] else [], code, "official")
            add(entries(row["adjective"]), code, "adjective")
            add([p for p in map(plural, entries(row["adjective"])) if p], code, "demonym")
            add(entries(row["seat"]), code, "capital")
    for row in read("en/left_out.csv"):
        forms.drop(row["form"], row["area"] or None)
    write("lexicon/en/areas.csv", ["form", "area", "sense", "case", "capital"], forms.table())
    known = {r["form"] for r in read("en/ambiguous.csv")}
    for form, codes in forms.ambiguous().items():
        if form not in known:
            print(f"  several areas, by rank: {form}: {' '.join(codes)}")


if __name__ == "__main__":
    main()
