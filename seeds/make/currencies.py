"""Makes `seeds/currencies.csv` and `seeds/lexicon/*/currencies.csv`.

Active codes: ISO 4217 as packaged by pycountry (LGPL-2.1). Historic codes, names and decimal places: CLDR through Babel
(Unicode licence). A currency's area is the country whose two letters begin its code, if it is or was tender there.
Codes that no list has, but trade reports need (the toman, Comecon's transferable rouble), are in `currencies_extra.csv`.
"""

import pycountry
from babel import Locale
from babel.core import get_global

from common import entries, read, write
from inflect import adjective, adjective_forms, noun_paradigm

HISTORIC = """
ADP AFA ANG AOK AON ARA ARL ARM ARP ATS AZM BAD BEF BGL BGN BRB BRC BRE BRN BRR BYB BYR CLE CSD CSK CUC CYP DDM DEM ECS EEK ESP
FIM FRF GEK GHC GRD HRD HRK IEP ILP ILR ISJ ITL LTL LTT LUF LVL LVR MDC MGF MKN MLF MRO MTL MXP MZM NIC NLG PEI PES PLZ
PTE ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK UGS UYP VEB VEF XEU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWD
ZWL ZWR
""".split()

AREA = {"EUR": "EA", "XEU": "EU", "DDM": "DD", "SUR": "SU", "YUD": "YU", "YUM": "YU", "YUN": "YU", "CSK": "CS", "CSD": "RS",
        "ZRN": "CD", "ZRZ": "CD", "YDD": "YE", "TPE": "TL", "RUR": "RU", "BAD": "BA", "GEK": "GE"}
# ISO 4217's minor units; CLDR counts the coins that are still used, which is another number for a few.
NO_MINOR = set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE = set("BHD IQD JOD KWD LYD OMR TND".split())
FOUR = {"CLF", "UYW"}
# No unit of account of trade: test codes, and "no currency".
SKIPPED = {"XTS", "XXX"}


def area_of(code, tender):
    """The country that the code names."""
    if code in AREA:
        return AREA[code]
    return code[:2] if code in tender.get(code[:2], ()) else ""


def minor_digits(code, active, fractions):
    """How many decimal places the smallest unit makes."""
    if active:
        return 0 if code in NO_MINOR else 3 if code in THREE else 4 if code in FOUR else 2
    return fractions.get(code, fractions["DEFAULT"])[0]


def currencies():
    english, russian, chinese = Locale("en"), Locale("ru"), Locale("zh")
    tender = {t: {c[0] for c in all_of} for t, all_of in get_global("territory_currencies").items()}
    digits = get_global("currency_fractions")
    extra = {r["code"]: r for r in read("currencies_extra.csv")}
    iso = {c.alpha_3: c.name for c in pycountry.currencies}
    rows = []
    for code in sorted((set(iso) | set(HISTORIC) | set(extra)) - SKIPPED):
        hand = extra.get(code, {})
        metal = code in {"XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XSU", "XUA", "XDR"}
        rows.append([
            code,
            (hand.get("name_en") or english.currencies.get(code) or iso[code]).replace(",", ""),
            (hand.get("name_ru") or russian.currencies.get(code, "")).replace(",", ""),
            (hand.get("name_zh") or chinese.currencies.get(code, "")).replace(",", ""),
            "" if metal else str(minor_digits(code, code in iso, digits)),
            hand.get("area") or area_of(code, tender),
        ])
    write("currencies.csv", ["code", "name_en", "name_ru", "name_zh", "minor_digits", "area"], rows)
    return [r[0] for r in rows]


def code_forms(codes):
    """Every ISO code is a form, letter by letter; those that are English words or other things' names too."""
    return [(code, code, "code", "exact") for code in codes]


def finish(forms):
    """Rows without repeats, forms in order, their currencies as given: likeliest first."""
    seen, groups = set(), {}
    for form, currency, sense, capital in forms:
        if (form, currency) not in seen:
            seen.add((form, currency))
            groups.setdefault(form, []).append([form, currency, sense, capital])
    return [row for form in sorted(groups) for row in groups[form]]


def english(codes):
    forms = code_forms(codes)
    for row in read("en/currencies.csv"):
        for form in entries(row["forms"]):
            for currency in entries(row["currencies"]):
                forms.append((form, currency, row["sense"], row["capital"]))
    for row in read("en/currency_owners.csv"):
        for owner in entries(row["owners"]):
            for noun in entries(row["nouns"]):
                forms.append((f"{owner} {noun}", row["currency"], "name", "any"))
                if "’" in owner:
                    forms.append((f"{owner} {noun}".replace("’", "'"), row["currency"], "name", "any"))
    unknown = {f[1] for f in forms} - set(codes)
    if unknown:
        raise SystemExit(f"forms of currencies that are not in the table: {sorted(unknown)}")
    write("lexicon/en/currencies.csv", ["form", "currency", "sense", "capital"], finish(forms))


def counted(owner, noun):
    """Every form of an adjective with a noun, those after numbers too: «два канадских доллара», «две шведские кроны»."""
    if noun.endswith("="):
        word = noun.rstrip("=")
        return {f"{form} {word}" for form, _ in adjective_forms(owner)}
    forms, gender = noun_paradigm(noun)
    out = set()
    for (number, case), nouns in forms.items():
        adjectives = adjective(owner, gender if number == "sing" else "p")[case]
        if (number, case) == ("sing", "gen"):
            adjectives = adjectives + adjective(owner, "p")["gen"] + adjective(owner, "p")["nom"]
        out |= {f"{a} {n}" for a in adjectives for n in nouns}
    return out


def noun_words(noun):
    """Every form of a currency's noun of one to three words."""
    words = noun.split(" ")
    if len(words) == 1:
        return {noun.rstrip("=")} if noun.endswith("=") else {f for fs in noun_paradigm(noun)[0].values() for f in fs}
    if words[-1].endswith("="):
        return {f"{form} {words[-1].rstrip('=')}" for form in noun_words(" ".join(words[:-1]))}
    return counted(words[0], " ".join(words[1:]))


def russian(codes):
    forms = code_forms(codes)
    for row in read("ru/currency_abbreviations.csv"):
        for form in entries(row["forms"]):
            for currency in entries(row["currencies"]):
                forms.append((form, currency, row["sense"], row["capital"]))
    for row in read("ru/currency_nouns.csv"):
        for form in sorted(noun_words(row["noun"])):
            for currency in entries(row["currencies"]):
                forms.append((form, currency, "name", "any"))
    for row in read("ru/currency_owners.csv"):
        for owner in entries(row["owners"]):
            for form in sorted(counted(owner, row["noun"])):
                forms.append((form, row["currency"], "name", "any"))
    for form, currency, sense, capital in list(forms):
        if "ё" in form:
            forms.append((form.replace("ё", "е"), currency, sense, capital))
    unknown = {f[1] for f in forms} - set(codes)
    if unknown:
        raise SystemExit(f"forms of currencies that are not in the table: {sorted(unknown)}")
    write("lexicon/ru/currencies.csv", ["form", "currency", "sense", "capital"], finish(forms))


def main():
    codes = currencies()
    english(codes)
    russian(codes)


if __name__ == "__main__":
    main()
