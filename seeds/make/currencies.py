"""Makes `seeds/currencies.csv` and `seeds/lexicon/*/currencies.csv`.

Active codes: ISO 4217 as packaged by pycountry (LGPL-2.1). Historic codes, names and decimal places: CLDR through Babel
(Unicode licence). A currency's area is the country whose two letters begin its code, if it is or was tender there.
Codes that no list has, but trade reports need (the toman, Comecon's transferable rouble), are in `currencies_extra.csv`.
"""

import csv
import re
import unicodedata

import pycountry
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from common import SEEDS, entries, read, write
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


# Codes that stand in lower case too ("usd 20") and with a dollar sign ("AUD$ 15"); most others are words of some language.
LOWER = """usd eur gbp jpy cny rub inr cad aud chf hkd sgd nzd twd sek nok dkk pln czk huf krw brl mxn zar uah kzt byn uzs aed sar
thb idr myr vnd php pkr egp ngn qar kwd ils azn kgs""".split()
DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN BRL CLP COP ARS NAD BND FJD JMD BBD TTD XCD BSD BZD GYD LRD SRD".split()
# Metals, funds and units of account: named in one way or not at all.
UNSPOKEN = set("XAD XAG XAU XBA XBB XBC XBD XPD XPT XSU XTR XUA".split())
# Companies of the north write a scale into the code: MSEK, TEUR.
SCALED = "EUR USD GBP SEK NOK DKK CHF AUD CAD NZD JPY CNY RUB PLN CZK HUF ZAR INR BRL SGD HKD ISK".split()
SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "A$": "AUD", "C$": "CAD", "S$": "SGD", "HK$": "HKD", "NZ$": "NZD", "R$": "BRL"}


def signs_and_codes(codes):
    """What is written alike in every language."""
    forms = [(code, code, "code", "exact") for code in codes]
    forms += [(code, code.upper(), "code", "exact") for code in LOWER]
    for code in DOLLARS:
        forms += [(f"{code}$", code, "symbol", "exact"), (f"{code.lower()}$", code, "symbol", "exact")]
    for code in SCALED:
        forms += [(f"T{code}", code, "thousands", "exact"), (f"k{code}", code, "thousands", "exact"),
                  (f"K{code}", code, "thousands", "exact"), (f"M{code}", code, "millions", "exact"),
                  (f"m{code}", code, "millions", "exact"), (f"{code}m", code, "millions", "exact"),
                  (f"{code}mn", code, "millions", "exact"), (f"bn{code}", code, "billions", "exact"),
                  (f"{code}bn", code, "billions", "exact")]
    for sign, code in SIGNS.items():
        forms += [(f"{sign}m", code, "millions", "exact"), (f"{sign}mn", code, "millions", "exact"),
                  (f"{sign}bn", code, "billions", "exact")]
    for row in read("signs.csv"):
        for form in entries(row["forms"]):
            for currency in entries(row["currencies"]):
                forms.append((form, currency, row["sense"], row["capital"]))
    return forms


def table(name):
    """The rows of a finished table."""
    with open(SEEDS / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def active_first(codes):
    iso = {c.alpha_3 for c in pycountry.currencies}
    return sorted(codes, key=lambda code: (code not in iso, code))


def plain(name):
    """A name of CLDR without its years: "Polish Zloty (1950-1995)"."""
    return re.sub(r"\s*\(.*?\)", "", name).strip()


def ascii_too(name):
    """"Costa Rican colón" is written without its accent as well."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return [name] if bare == name else [name, bare]


def finish(forms):
    """Rows without repeats, forms in order, their currencies as given: likeliest first."""
    seen, groups = set(), {}
    for form, currency, sense, capital in forms:
        if (form, currency) not in seen:
            seen.add((form, currency))
            groups.setdefault(form, []).append([form, currency, sense, capital])
    return [row for form in sorted(groups) for row in groups[form]]


def english(codes):
    forms = signs_and_codes(codes)
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
    forms += english_names(codes, {form.lower() for form, *_ in forms})
    unknown = {f[1] for f in forms} - set(codes)
    if unknown:
        raise SystemExit(f"forms of currencies that are not in the table: {sorted(unknown)}")
    write("lexicon/en/currencies.csv", ["form", "currency", "sense", "capital"], finish(forms))


def english_names(codes, known):
    """The names of CLDR in both numbers, and the noun behind every name and adjective of its country: "Bermudian dollars"."""
    countries = {row["code"]: row for row in read("en/countries.csv")}
    areas = {row["code"]: row["name_en"] for row in table("areas.csv")}
    tender = {row["code"]: row["area"] for row in table("currencies.csv")}
    forms = []
    for code in active_first(codes):
        names = [plain(get_currency_name(code, count=n, locale="en")) for n in (None, 1, 2)]
        if code in UNSPOKEN or names[0] == code:
            continue
        wholes = {form for name in names if " " in name for form in ascii_too(name.lower())}
        nouns = {form for name in names for form in ascii_too(name.split()[-1].lower())}
        row = countries.get(tender.get(code), {})
        owners = entries(row.get("adjective", "")) + entries(row.get("also", ""))
        owners += entries(row.get("name", "")) + [areas.get(tender.get(code), "")]
        spoken = {f"{owner} {noun}" for owner in owners if owner for noun in nouns if noun not in ("certificate", "unit", "units")}
        for form in sorted(wholes | spoken):
            if form.lower() not in known:
                known.add(form.lower())
                forms.append((form, code, "name", "any"))
    return forms


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


def russian_names(codes, known):
    """The names of CLDR in every form: «бермудских долларов», «франков КФА»."""
    forms = []
    for code in active_first(codes):
        name = plain(get_currency_name(code, count=1, locale="ru"))
        words = name.split()
        if code in UNSPOKEN or name == code or len(words) < 2 or re.search("[A-Za-z()]", name):
            continue
        adjectives = 0
        while adjectives < len(words) - 1 and re.search("(ый|ий|ой|ая|яя|ое|ее)$", words[adjectives]):
            adjectives += 1
        tail = " ".join(words[adjectives + 1 :])
        noun = words[adjectives].lower()
        noun += "=" if noun[-1] in "оиеую" else ""
        if adjectives > 1:
            continue
        spoken = counted(words[0].lower(), noun) if adjectives else noun_words(noun)
        spoken |= {plain(get_currency_name(code, count=n, locale="ru")) for n in (1, 2, 5)} if not tail else set()
        for form in sorted(f"{form} {tail}".strip() for form in spoken):
            if form.lower() not in known:
                known.add(form.lower())
                forms.append((form, code, "name", "any"))
    return forms


def russian(codes):
    forms = signs_and_codes(codes)
    for row in read("ru/currency_abbreviations.csv"):
        for form in entries(row["forms"]):
            for currency in entries(row["currencies"]):
                forms.append((form, currency, row["sense"], row["capital"]))
    for row in read("ru/currency_nouns.csv"):
        for form in sorted(noun_words(row["noun"])):
            for currency in entries(row["currencies"]):
                forms.append((form, currency, row["sense"] or "name", "any"))
    for row in read("ru/currency_owners.csv"):
        for owner in entries(row["owners"]):
            for form in sorted(counted(owner, row["noun"])):
                forms.append((form, row["currency"], "name", "any"))
    forms += russian_names(codes, {form.lower() for form, *_ in forms})
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
