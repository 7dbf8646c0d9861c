"""What every script here shares: where things stand, and how a table is read and written.

Tables are plain: no quotes, no commas inside a cell, `;` between the entries of a cell that is a list. The program
splits lines on commas and nothing else, so `write` refuses a cell that would break that.
"""

import csv
import unicodedata
from pathlib import Path

MAKE = Path(__file__).parent
SEEDS = MAKE.parent


def read(name):
    """The rows of a hand-made table, as dictionaries; cells without surrounding blanks."""
    with open(MAKE / name, encoding="utf-8", newline="") as file:
        rows = [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]
    for row in rows:
        if None in row:
            raise SystemExit(f"{name}: too many cells in the row {row}")
    return rows


def entries(cell):
    """The entries of a list cell."""
    return [entry.strip() for entry in cell.split(";") if entry.strip()]


def write(name, header, rows):
    """Writes a finished table, NFC, one line a row."""
    lines = [",".join(header)]
    for row in rows:
        cells = [unicodedata.normalize("NFC", cell) for cell in row]
        for cell in cells:
            if any(c in cell for c in ',"\r\n') or cell != cell.strip():
                raise SystemExit(f"{name}: the cell ‹{cell}› would not survive a plain split on commas")
        if len(cells) != len(header):
            raise SystemExit(f"{name}: {row} has {len(cells)} cells instead of {len(header)}")
        lines.append(",".join(cells))
    path = SEEDS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(rows)} rows")


# ISO 3166-3: the states that trade news still names, but means only in reports of their time.
GONE = {"SU", "YU", "DD", "CS"}


class Forms:
    """The surface forms of one language's areas: one row for each form and area, likeliest area first."""

    def __init__(self, areas, ambiguous):
        # Where a form has several areas and no order is given: countries, blocs, subdivisions, and last what is gone.
        self.rank = {code: (code in GONE, place) for place, code in enumerate(areas)}
        self.rows = {}
        self.first = {row["form"]: entries(row["areas"]) for row in ambiguous}

    def add(self, form, area, sense, case="", capital="initial"):
        """Keeps a form. The first sense given stays; grammatical cases are collected."""
        form = " ".join(form.split())
        if area not in self.rank:
            raise SystemExit(f"‹{form}› means {area}, which is no area")
        key = (form, area)
        if key in self.rows:
            kept = self.rows[key]
            if case and case not in kept[1]:
                kept[1].append(case)
        else:
            self.rows[key] = (sense, [case] if case else [], capital)

    def drop(self, form, area=None):
        """Forgets a form, for one area or all."""
        for key in [k for k in self.rows if k[0] == form and area in (None, k[1])]:
            del self.rows[key]

    def _wanted(self, form):
        """The order of a form's areas that was given by hand; `Брюссел*` speaks for every form that begins so."""
        if form in self.first:
            return self.first[form]
        stems = [stem for stem in self.first if stem.endswith("*") and form.startswith(stem[:-1])]
        return self.first[max(stems, key=len)] if stems else []

    def table(self, case_order=()):
        """The finished rows. Forms that differ only in case are one, unless a row says `exact`."""
        place = {case: n for n, case in enumerate(case_order)}
        merged = {}
        for (form, area), (sense, cases, capital) in self.rows.items():
            key = (form if capital == "exact" else form.casefold(), area)
            if key in merged:
                merged[key][3].extend(c for c in cases if c not in merged[key][3])
            else:
                merged[key] = [form, area, sense, list(cases), capital]
        groups = {}
        for row in merged.values():
            groups.setdefault(row[0].casefold(), []).append(row)
        rows = []
        for key in sorted(groups):
            group = groups[key]
            wanted = self._wanted(group[0][0])
            order = {area: n - len(wanted) for n, area in enumerate(wanted)}
            group.sort(key=lambda r: (order.get(r[1], 0), self.rank[r[1]], r[0]))
            for form, area, sense, cases, capital in group:
                rows.append([form, area, sense, "|".join(sorted(cases, key=lambda c: place.get(c, 99))), capital])
        return rows

    def ambiguous(self):
        """Every form with several areas, for proof-reading."""
        seen = {}
        for form, area, *_ in self.table():
            seen.setdefault(form, []).append(area)
        return {form: areas for form, areas in seen.items() if len(areas) > 1}
