#!/usr/bin/env python3
"""Print how often figures are right by the confidence they were given, and hold the promise of 0.9.

    calibration.py SHARED -- COMMAND [ARG...]

SHARED holds corpus/score.py with its corpora. A figure is right when value, unit, transform, indicator and both areas are
(`linked`); one whose existence is debatable counts only when it is. Exits 1 when of the figures given 0.9 and more fewer
than 95 in 100 are right, or a surer band is less often right than one before it; bands of fewer than 25 figures tell
too little to be held to that.
"""
import glob
import json
import os
import subprocess
import sys

BANDS = [0.0, 0.6, 0.7, 0.8, 0.9, 1.01]
PROMISE = 0.95
LEAST = 25


def figures(score, folder, command):
    """The confidence of every figure of a corpus, and whether it is right."""
    documents, *_ = score.load(folder, folder)
    run = subprocess.run(command, input=score.feed(documents), capture_output=True, text=True, check=True)
    answers = {answer["id"]: answer for answer in map(json.loads, run.stdout.splitlines())}
    for gold, text in documents:
        spans = [score.locate(text, f["at"], f.get("nth", 1)) for f in gold["figures"]]
        for figure in answers[gold["slug"]]["figures"]:
            if figure["indicator"] == "other":
                continue
            here = [g for g, s in zip(gold["figures"], spans) if score.overlaps(s, score.span_of(figure))]
            right = any(score.level_of(g, figure)[0] >= 1 for g in here)
            if right or not any("exists" in score.debatable(g) for g in here):
                yield figure["confidence"], right


def main():
    cut = sys.argv.index("--")
    shared, command = sys.argv[1], sys.argv[cut + 1 :]
    sys.path.insert(0, os.path.join(shared, "corpus"))
    import score

    seen = []
    for folder in sorted(glob.glob(os.path.join(shared, "corpus", "*", ""))):
        if glob.glob(folder + "*.json") and not folder.endswith("/zh/"):
            seen += figures(score, folder.rstrip("/"), command)
    print("confidence  figures  right")
    before, kept = 0.0, True
    for low, high in zip(BANDS, BANDS[1:]):
        band = [right for confidence, right in seen if low <= confidence < high]
        if not band:
            continue
        share = sum(band) / len(band)
        print(f"{low:.1f}–{min(high, 1.0):.1f}     {len(band):7}  {share:.3f}")
        if len(band) >= LEAST:
            kept &= share >= before and (low < 0.9 or share >= PROMISE)
            before = share
    if not kept:
        sys.exit("the confidence does not keep its promise")


main()
