"""Makes `penn_world_table.csv`, the one table that `rates.py` takes from a package that Python cannot install: the
exchange rates of the Penn World Table 9.1 (CC BY 4.0), as the R package pwt9 ships them.

    python penn.py /usr/lib/R/site-library/pwt9/data     needs `pip install rdata`
"""

import lzma
import sys
import tempfile
import warnings
from pathlib import Path

import rdata

from common import MAKE

COUNTRIES = {"RUS": "RUB", "KAZ": "KZT", "UZB": "UZS", "BLR": "BYN", "CHN": "CNY", "IND": "INR"}


def main(folder):
    warnings.simplefilter("ignore")
    start, length = (int(n) for n in rdata.read_rds(Path(folder, "Rdata.rdx"))["variables"]["pwt9.1"])
    packed = Path(folder, "Rdata.rdb").read_bytes()[start:start + length]
    # R's lazy-load format: four bytes of length, one of kind (Z: raw LZMA2), then the object.
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6 | lzma.PRESET_EXTREME}]
    with tempfile.NamedTemporaryFile(suffix=".rds") as file:
        file.write(lzma.decompress(packed[5:], format=lzma.FORMAT_RAW, filters=filters))
        file.flush()
        table = rdata.read_rds(file.name)
    rows = []
    for country, year, rate in zip(table.isocode, table.year, table.xr):
        if country in COUNTRIES and int(year) >= 2000:
            rows.append(f"{COUNTRIES[country]},{int(year)},{float(rate):.6f}")
    Path(MAKE, "penn_world_table.csv").write_text("\n".join(["currency,year,xr"] + sorted(rows)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
