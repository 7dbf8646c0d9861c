"""Makes every table of `seeds/` that is made, in order. The same inputs give the same bytes.

    python -m venv /somewhere/venv && /somewhere/venv/bin/pip install -r seeds/make/requirements.txt
    /somewhere/venv/bin/python seeds/make/make.py && git diff --stat seeds
"""

import areas
import currencies
import english
import rates
import russian

if __name__ == "__main__":
    areas.main()
    english.main()
    russian.main()
    currencies.main()
    rates.main()
