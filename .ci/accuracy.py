#!/usr/bin/env python3
"""Hold an extractor to the scores in accuracy.toml.

    accuracy.py SHARED -- COMMAND [ARG...]

SHARED holds corpus/score.py with its corpora and suites/score.py with its suites; one that is missing is said to be
skipped. The scores in accuracy.toml are floors that only ever go up. Exits 1 when any is missed.
"""
import json
import os
import subprocess
import sys
import tempfile
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))


def scored(script, arguments, command):
    """What a score script writes with --json."""
    handle, out = tempfile.mkstemp(suffix=".json")
    os.close(handle)
    try:
        run = subprocess.run(
            [sys.executable, script, "--json", out, *arguments, "--", *command], capture_output=True, text=True
        )
        if run.returncode:
            sys.exit(f"{script} failed: {run.stderr or run.stdout}")
        with open(out, encoding="utf-8") as file:
            return json.load(file)
    finally:
        os.unlink(out)


def main():
    cut = sys.argv.index("--")
    shared, command = sys.argv[1], sys.argv[cut + 1 :]
    with open(os.path.join(HERE, "accuracy.toml"), "rb") as file:
        floors = tomllib.load(file)
    missed = 0

    def judge(name, what, score, floor):
        nonlocal missed
        held = score >= floor
        missed += not held
        print(f"{'ok  ' if held else 'MISS'} {name:34} {what:10} {score:.3f}  (floor {floor:.3f})")

    for name, floor in floors["corpus"].items():
        folder = os.path.join(shared, "corpus", name)
        if not os.path.isdir(folder):
            print(f"skipped: {folder} is not here")
            continue
        result = scored(os.path.join(shared, "corpus", "score.py"), [folder, folder], command)
        if "numbers" in floor:
            found = result["numbers"]["figure"]["found"] + result["numbers"]["other"]["found"]
            total = result["numbers"]["figure"]["of"] + result["numbers"]["other"]["of"]
            judge(name, "numbers", found / total, floor["numbers"])
        for level in ("value", "linked", "full"):
            if level in floor:
                judge(name, level, result["figures"][level]["f1"], floor[level])
    for name, floor in floors.get("suite", {}).items():
        path = os.path.join(shared, "suites", name + ".dev.jsonl")
        if not os.path.exists(path):
            print(f"skipped: {path} is not here")
            continue
        (result,) = scored(os.path.join(shared, "suites", "score.py"), [path], command).values()
        for kind, least in floor.items():
            judge(name, kind, result["kinds"][kind]["f1"] if kind != "exact" else result["exact"], least)
    print(f"{missed} missed")
    sys.exit(1 if missed else 0)


main()
