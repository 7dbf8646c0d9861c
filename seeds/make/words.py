"""Makes `seeds/lexicon/ru/*.toml`: the words of Russian in all their forms, from the lemmas of `ru/words/*.toml`.

A form that ends with ~ is declined or conjugated whole, with pymorphy3: a noun, adjective, numeral or pronoun in every
case and number, a verb in its past, present, future, infinitive, participles and gerunds. In a phrase ending with ~ the
words change together. A verb that ends with ~past, ~futr or ~infn is given in that tense, or the infinitive, only; a
noun with ~sing in the singular.
"""

import tomllib

import inflect
from common import MAKE, SEEDS

FILES = ["numbers", "periods", "trade", "grammar", "sources"]
_SKIP = {"V-oy", "V-bi", "V-ie", "V-be", "V-en", "V-ey", "Infr", "Slng", "Arch", "Erro", "Dist", "impr"}


def word_forms(word):
    """Every form of a word, the word itself first."""
    parses = [p for p in inflect._morph.parse(word) if not {"Name", "Surn", "Patr", "Abbr"} & set(p.tag.grammemes)]
    lower = [p for p in parses if p.normal_form.replace("ё", "е") == word.lower().replace("ё", "е")] or parses
    # What the dictionary lacks is guessed at by its like. A guess that takes it for a form of something else (хоким for a
    # short adjective, нацстатком for an instrumental) is none: it is declined by its ending.
    if not inflect._morph.word_is_known(word) and all(p.normal_form != word for p in lower):
        forms = inflect._by_ending(word, "")
        return [word] + [form for case in forms.values() for form in case if form != word]
    forms = [word]
    # A verb may be listed by its past ("удвоился"): its whole lexeme all the same. Every reading with the same part of
    # speech counts, so that «рост» is not declined as a name.
    for parse in lower[:1]:
        for form in parse.lexeme:
            if set(form.tag.grammemes) & _SKIP - set(parse.tag.grammemes):
                continue
            if form.word not in forms and "Supr" not in form.tag and not _is_small(form.word):
                forms.append(form.word)
    return forms


def _is_small(word):
    """Whether a form is a preposition far more often: «после» is seldom said of an ambassador."""
    return inflect._morph.parse(word)[0].tag.POS == "PREP"


def agreeing(words):
    """The forms of adjectives that stand together: «каждый шестой», «каждую шестую»."""
    tables = []
    for word in words:
        parses = [p for p in inflect._morph.parse(word) if p.tag.POS == "ADJF" and p.normal_form == word]
        table = {}
        for form in parses[0].lexeme if parses else []:
            tag = form.tag
            if tag.POS == "ADJF" and not set(tag.grammemes) & _SKIP:
                table.setdefault((tag.gender, tag.number, tag.case, tag.animacy), form.word)
        tables.append(table)
    keys = [key for key in tables[0] if all(key in table for table in tables)]
    return [" ".join(table[key] for table in tables) for key in keys]


def _is_adjective(word):
    """Whether a word ends as an adjective does, and is no noun that does so too: «управление»."""
    return bool(inflect._ADJECTIVE.search(word)) and {p.tag.POS for p in inflect._morph.parse(word)} != {"NOUN"}


def phrase_forms(phrase):
    """Every form of a phrase: its adjectives and its first noun change together, what follows them stays."""
    words = phrase.split()
    adjectives = 0
    while adjectives < len(words) and _is_adjective(words[adjectives]) or words[adjectives : adjectives + 1] in (
        ["каждый"], ["второй"], ["шестой"], ["седьмой"], ["восьмой"], ["заработной"]
    ):
        adjectives += 1
    if adjectives >= len(words):  # «каждый третий»
        tables = [[form for form, _ in inflect.adjective_forms(word)] for word in words]
        return [phrase] + (agreeing(words) or [" ".join(row) for row in zip(*tables)])
    head, tail = " ".join(words[: adjectives + 1]), words[adjectives + 1 :]
    if adjectives:
        heads = [form for form, _ in inflect.phrase_forms(head)]
    else:
        heads = word_forms(head)
    return [phrase] + [" ".join([form, *tail]) for form in heads]


def forms(entry):
    """The forms of an entry; `~past`, `~futr` and `~infn` give those of a verb only, `~sing` those in the singular."""
    if entry.startswith("^") and "~" in entry:
        return ["^" + form[:1].upper() + form[1:] for form in forms(entry[1:])]
    entry, tilde, tense = entry.rpartition("~")
    if not tilde or not entry:
        return [entry + tilde + tense]
    made = word_forms(entry) if " " not in entry else phrase_forms(entry)
    if tense:
        head = {"sing": _is_singular}.get(tense, lambda word: _is_tense(word, tense))
        made = [form for form in made if head(form.split()[0])]
    out = []
    for form in made:
        for spelling in (form, form.replace("ё", "е")):
            if spelling not in out:
                out.append(spelling)
    return out


def _is_tense(word, tense):
    """Whether a form is of that tense (or the infinitive), and no short participle too: «достигнут»."""
    tags = [p.tag for p in inflect._morph.parse(word)]
    wanted = any("INFN" in tag if tense == "infn" else "VERB" in tag and tense in tag for tag in tags)
    return wanted and not any("PRTS" in tag for tag in tags)


def _is_singular(word):
    return any("sing" in p.tag for p in inflect._morph.parse(word))


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    for name in FILES:
        with open(MAKE / "ru" / "words" / f"{name}.toml", "rb") as file:
            tables = tomllib.load(file)
        lines = [f"# {name.capitalize()} of Russian. Made by seeds/make/words.py from seeds/make/ru/words/{name}.toml: change it there."]
        for table, keys in tables.items():
            lines += ["", f"[{table}]"]
            for key, entries in keys.items():
                seen = []
                for entry in entries:
                    for form in forms(entry):
                        for spelling in (form, form.replace("ё", "е")):
                            if spelling not in seen:
                                seen.append(spelling)
                shown = key if key.replace("_", "").isalnum() and key.isascii() else quoted(key)
                lines.append(f"{shown} = [{', '.join(quoted(s) for s in seen)}]")
        (SEEDS / "lexicon" / "ru" / f"{name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"lexicon/ru/{name}.toml: {sum(line.count(',') + 1 for line in lines if ' = ' in line)} forms")


if __name__ == "__main__":
    main()
