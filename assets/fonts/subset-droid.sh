#!/bin/sh
# Makes DroidSansFallback-GB2312.ttf: the letters of GB 2312 (simplified Chinese) out of Droid Sans Fallback.
#
#   subset-droid.sh /usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf
#
# Needs python3 and fonttools (Debian: fonts-droid-fallback, fonttools). Layout tables and hints are left out: charts are
# drawn from outlines, and Chinese needs no ligatures. The same versions of font and fonttools give the same bytes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
letters=$(mktemp)
trap 'rm -f "$letters"' EXIT
# Every two-byte code of GB 2312 that is a letter, besides the full-width forms that Chinese prose mixes in.
python3 - >"$letters" <<'PYTHON'
codes = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
letters = {code.decode("gb2312", "ignore") for code in codes} | {"\u3000", "鞑", "靼", "•", "…"}
print("".join(sorted(letters)))
PYTHON
SOURCE_DATE_EPOCH=1262304000 pyftsubset "$1" --text-file="$letters" --layout-features= --no-hinting \
    --no-recalc-timestamp --name-IDs=0,1,2,3,4,5,6,13,14 --output-file="$here/DroidSansFallback-GB2312.ttf"
