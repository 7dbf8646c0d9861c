"""Russian declension of names: a phrase in, its forms with their cases out.

Known words are declined by pymorphy3 and its dictionary (OpenCorpora). Names that the dictionary lacks are declined by
their ending, for pymorphy takes Сычуань for a genitive plural and Конаев for a surname. Adjectives are always declined
by ending. What neither can know is said by a mark in the tables:

  Баку=       does not change                      Рейн-Вестфалия+   every part of the compound changes
  Грозный/a   an adjective without its noun        Кремль/m, Фуцзянь/f, Афины/p   masculine, feminine, plural
"""

import re
from itertools import zip_longest

import pymorphy3

CASES = ["nom", "gen", "dat", "acc", "ins", "loc"]
# The order in which the cases of a form are listed.
CASE_ORDER = CASES + [case + ".pl" for case in CASES]
_TAGS = {"nomn": "nom", "gent": "gen", "datv": "dat", "accs": "acc", "acc2": "acc", "ablt": "ins",
         "loct": "loc", "loc2": "loc"}
# Spellings that modern prose does not use: Россиею, в Приморьи.
_RARE = {"V-oy", "V-bi", "V-ie", "V-be", "V-en", "V-ey", "Infr", "Slng", "Arch", "Erro", "Dist"}
_ADJECTIVE = re.compile(r"(ая|яя|ий|ый|ое|ее|ие|ые)$")
# What follows these stands in apposition or in the genitive, and stays: «Республики Татарстан», «Штатов Америки».
_HEADS = set("""республика королевство государство султанат княжество герцогство эмират штаты содружество союз область
ассоциация совет организация соглашение образование префектура сообщество""".split())
_SMALL = {"и", "—", "-", "–", "в", "на", "о", "с"}

_morph = pymorphy3.MorphAnalyzer()


def _endings(stem, ends):
    return {case: [stem + end] for case, end in zip(CASES, ends.split("|"))}


def _by_ending(word, mark):
    """The forms of an inanimate name by its ending, as {case: [forms]}."""
    low, stem = word.lower(), word[:-1]
    hissing = stem[-1:].lower() in "жшщчц"
    if mark == "p":
        i = low.endswith("и")
        return {"nom": [word], "gen": [stem], "dat": [stem + ("ям" if i else "ам")], "acc": [word],
                "ins": [stem + ("ями" if i else "ами")], "loc": [stem + ("ях" if i else "ах")]}
    if low.endswith("ия"):
        return _endings(stem, "я|и|и|ю|ей|и")
    if low.endswith("я"):
        return _endings(stem, "я|и|е|ю|ей|е")
    if low.endswith("а"):
        y = "и" if stem[-1].lower() in "гкхжшщч" else "ы"
        return _endings(stem, f"а|{y}|е|у|{'ей' if hissing else 'ой'}|е")
    if low.endswith("ье"):
        return _endings(stem, "е|я|ю|е|ем|е")
    if low.endswith("ь"):
        return _endings(stem, "ь|я|ю|ь|ем|е" if mark == "m" else "ь|и|и|ь|ью|и")
    if low.endswith("й"):
        return _endings(stem, "й|я|ю|й|ем|е")
    if low[-1] in "бвгджзклмнпрстфхцчшщ":
        return _endings(word, f"|а|у||{'ем' if low[-1] in 'жшщчц' else 'ом'}|е")
    raise SystemExit(f"‹{word}›: no rule for its ending; does it change at all? Then mark it with =")


def _by_dictionary(word, plural, animate):
    """The forms of a word that the dictionary knows, or for demonyms predicts."""
    parses = []
    for parse in _morph.parse(word):
        tag = parse.tag
        if tag.POS != "NOUN" or tag.case != "nomn" or (tag.number == "plur") != plural:
            continue
        if "Name" in tag or "Surn" in tag or "Patr" in tag or "Abbr" in tag:
            continue
        if parse.is_known or animate:
            parses.append(parse)
    # A place name before a homonym, a person before a thing where people are meant.
    parses.sort(key=lambda p: (("anim" in p.tag) != animate, "Geox" not in p.tag, not p.is_known))
    return parses[0] if parses else None


def _lexeme(parse, numbers):
    """{(number, case): [forms]} of a parse."""
    out = {}
    for form in parse.lexeme:
        tag = form.tag
        if tag.POS != "NOUN" or tag.number not in numbers or tag.case not in _TAGS:
            continue
        if set(tag.grammemes) & _RARE - set(parse.tag.grammemes):
            continue
        # The second locative («в крае», «на краю») is kept: names are written with it too.
        forms = out.setdefault((tag.number, _TAGS[tag.case]), [])
        if form.word not in forms:
            forms.append(form.word)
    return out


def _like(pattern, word):
    """The word with the capitals of the pattern, part by part of a compound."""
    parts = word.split("-")
    capitals = pattern.split("-")
    if len(parts) != len(capitals):
        return word[0].upper() + word[1:] if pattern[0].isupper() else word
    return "-".join("".join(w.upper() if c.isupper() else w for w, c in zip_longest(part, capital[:len(part)], fillvalue=""))
                    for part, capital in zip(parts, capitals))


def noun(word, mark=""):
    """The forms of one noun in the number it is given in, its gender (m, f, n or p): ({case: [forms]}, gender)."""
    plural = mark == "p"
    if mark in ("m", "f"):
        return _by_ending(word, mark), mark
    parse = _by_dictionary(word, plural, animate=False)
    if parse is None and not mark:
        parse = _by_dictionary(word, True, animate=False)
        plural = parse is not None
    if parse is not None:
        forms = _lexeme(parse, {"plur" if plural else "sing"})
        table = {case: [_like(word, f) for f in forms.get((parse.tag.number, case), [])] for case in CASES}
        if all(table.values()):
            gender = "p" if plural else {"masc": "m", "femn": "f", "neut": "n"}.get(parse.tag.gender, "m")
            return table, gender
    table = _by_ending(word, mark)
    low = word.lower()
    gender = "p" if plural else "f" if low[-1] in "аяь" else "n" if low[-1] in "ео" else "m"
    return table, gender


_HARD = {"m": "ый|ого|ому|ый|ым|ом", "f": "ая|ой|ой|ую|ой|ой", "n": "ое|ого|ому|ое|ым|ом", "p": "ые|ых|ым|ые|ыми|ых"}
_SOFT = {"m": "ий|его|ему|ий|им|ем", "f": "яя|ей|ей|юю|ей|ей", "n": "ее|его|ему|ее|им|ем", "p": "ие|их|им|ие|ими|их"}


def adjective(word, gender):
    """The forms of an adjective that stands before an inanimate noun of this gender: {case: [forms]}."""
    if re.search(r"[ое]в[аы]?$", word):  # Маршалловы, Соломоновы
        return _endings(word.rstrip("аы"), "ы|ых|ым|ы|ыми|ых")
    if word.endswith("ой"):  # Святой
        table = _endings(word[:-2], _HARD["m"])
        table["nom"] = table["acc"] = [word]
        return table
    stem = re.sub(_ADJECTIVE, "", word)
    last = word[len(stem):]
    soft = last in ("яя", "ее") or (last in ("ий", "ие") and stem[-1].lower() == "н")
    ends = _SOFT[gender] if soft else _HARD[gender]
    if stem[-1].lower() in "гкхжшщч":
        ends = ends.replace("ы", "и")
    if stem[-1].lower() in "жшщч" and stem.lower() != "больш":  # общего рынка, but Большой семёрки
        ends = re.sub(r"\bо", "е", ends)
    return _endings(stem, ends)


def adjective_forms(word):
    """Every full form of an adjective in all genders, cases and numbers: [(form, case)]."""
    out = []
    for gender in "mfnp":
        for case, forms in adjective(word, gender).items():
            label = case + ".pl" if gender == "p" else case
            out += [(form, label) for form in forms]
        if gender in "mp":  # before what lives, the accusative is the genitive
            out += [(f, "acc.pl" if gender == "p" else "acc") for f in adjective(word, gender)["gen"]]
    return out


def demonym_forms(word):
    """Every form of a word for people, singular and plural: [(form, case)]."""
    parse = _by_dictionary(word, False, animate=True)
    if parse is None:
        raise SystemExit(f"‹{word}›: no reading as a person")
    out = []
    for (number, case), forms in _lexeme(parse, {"sing", "plur"}).items():
        out += [(form, case + (".pl" if number == "plur" else "")) for form in forms]
    return out


def plain(phrase):
    """The phrase without its marks: the name as it is shown."""
    return re.sub(r"/[amfp](?=\s|$|-)|[=+](?=\s|$)", "", phrase)


def phrase_forms(phrase):
    """Every form of a name of one or more words, in the number it is given in: [(form, case)]."""
    tokens = []
    for token in phrase.split():
        match = re.fullmatch(r"(.*?)(?:/([amfp])|(=)|(\+))?", token)
        word, mark = match[1], match[2] or match[3] or match[4] or ""
        tokens.append((word, mark))
    kinds, frozen = [], False
    for n, (word, mark) in enumerate(tokens):
        later = any(w not in _SMALL and m != "=" for w, m in tokens[n + 1:])
        abbreviation = len(word) > 1 and word.replace("-", "").isupper()
        if frozen or mark == "=" or word in _SMALL or abbreviation or word[0] in "(«":
            kinds.append("=")
        elif mark == "a" or (_ADJECTIVE.search(word) and later and mark not in ("m", "f", "p")):
            kinds.append("a")
        else:
            kinds.append("n")
            frozen = word.lower() in _HEADS and n + 1 < len(tokens) and tokens[n + 1][0] != "и"
    tables, gender = [None] * len(tokens), None
    # From the right, so that an adjective knows the gender of the noun it stands before.
    for n in range(len(tokens) - 1, -1, -1):
        (word, mark), kind = tokens[n], kinds[n]
        if kind == "=":
            tables[n] = {case: [word] for case in CASES}
        elif kind == "n":
            if mark == "+":
                parts = [noun(part) for part in word.split("-")]
                gender = parts[0][1]
                tables[n] = {case: ["-".join(p[0][case][0] for p in parts)] for case in CASES}
            else:
                tables[n], gender = noun(word, mark)
        else:
            own = gender if any(k == "n" for k in kinds[n + 1:]) else None
            ending = _ADJECTIVE.search(word)
            if own is None:
                own = {"ая": "f", "яя": "f", "ое": "n", "ее": "n", "ые": "p", "ие": "p"}.get(ending and ending[0], "m")
                gender = own
            first, _, rest = word.rpartition("-")
            # Петропавловск-Камчатский changes in both parts, Юго-Западное in its last.
            if first and mark == "a" and not first.endswith("о"):
                lead, tail = noun(first)[0], adjective(rest, own)
                tables[n] = {case: [f"{lead[case][0]}-{tail[case][0]}"] for case in CASES}
            else:
                tables[n] = adjective(word, own)
    plural = gender == "p"
    out = []
    for case in CASES:
        forms = [""]
        for table in tables:
            forms = [f"{f} {w}".strip() for f in forms for w in table[case]]
        out += [(form, case + ".pl" if plural else case) for form in forms]
    return out


def noun_paradigm(word):
    """Every form of a common noun by number and case, {(“sing” or “plur”, case): [forms]}, and its gender; it may have
    more than one word, the first of which changes («фунт стерлингов=» does not change its second)."""
    parses = [p for p in _morph.parse(word) if p.tag.POS == "NOUN" and p.tag.case == "nomn" and p.tag.number == "sing"
              and p.is_known and not {"Name", "Surn", "Fixd", "Abbr"} & set(p.tag.grammemes)]
    for parse in sorted(parses, key=lambda p: ("anim" in p.tag, "Geox" in p.tag)):
        forms = _lexeme(parse, {"sing", "plur"})
        if ("plur", "gen") in forms and ("sing", "gen") in forms:
            return forms, {"masc": "m", "femn": "f", "neut": "n"}[parse.tag.gender]
    if word.endswith("ь"):  # «риель», «шекель»
        stem, singular = word[:-1], _by_ending(word, "m")
        plural = {"nom": "и", "gen": "ей", "dat": "ям", "acc": "и", "ins": "ями", "loc": "ях"}
        forms = {("sing", case): f for case, f in singular.items()}
        return forms | {("plur", case): [stem + end] for case, end in plural.items()}, "m"
    singular = _by_ending(word, "")
    stem, feminine = (word[:-1], True) if word.endswith("а") else (word, False)
    y = "и" if stem[-1] in "гкхжшщч" else "ы"
    genitive = stem if feminine else stem + "ов"
    plural = dict(zip(CASES, [[stem + y], [genitive], [stem + "ам"], [stem + y], [stem + "ами"], [stem + "ах"]]))
    forms = {("sing", case): f for case, f in singular.items()} | {("plur", case): f for case, f in plural.items()}
    return forms, "f" if feminine else "m"
