"""Makes quasi/tables/{m49,names}.csv anew: sub-regions from our M49 table, names of countries from CLDR through babel.

.venv/bin/python bench/attribution/make_places.py
"""

import csv
from pathlib import Path

from babel import Locale

ROOT = Path(__file__).parents[2] / "src" / "underrose"
TABLES = ROOT / "methods" / "attribution" / "quasi" / "tables"
LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "nl", "ru", "ar", "zh")

M49_HEAD = """\
# The smallest M49 region each country or area lies in.
# source: United Nations Statistics Division, Standard Country or Area Codes for Statistical Use (M49), through context/reference/areas.csv; Taiwan and Kosovo, which M49 does not list, are placed by where they lie
# licence: AGPL-3.0-or-later; codes and names are facts of public record
# note: made by bench/attribution/make_places.py
"""
NAMES_HEAD = """\
# Names of countries in ten languages and their formal English names, for reading rosters; parted by "|".
# source: Unicode CLDR through Babel (Unicode licence v3); formal names from context/reference/areas.csv
# licence: Unicode-3.0 and AGPL-3.0-or-later
# note: made by bench/attribution/make_places.py
"""


def rows(name: str) -> list[dict[str, str]]:
    lines = (ROOT / "context" / "reference" / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def main() -> None:
    regions = {row["code"]: row["name"].casefold() for row in rows("regions.csv")}
    areas = {row["alpha2"]: row for row in rows("areas.csv")}
    leaf = {code: regions[row["region"]] for code, row in areas.items()}
    leaf |= {"TW": "eastern asia", "XK": "southern europe"}
    (TABLES / "m49.csv").write_text(
        M49_HEAD + "code,region\n" + "".join(f"{code},{name}\n" for code, name in sorted(leaf.items())),
        encoding="utf-8",
    )
    lines = []
    for code in sorted(leaf):
        row = areas.get(code, {"name": "", "formal": ""})
        found = [Locale.parse(language).territories.get(code, "") for language in LANGUAGES]
        names = dict.fromkeys(name for name in (row["name"], row["formal"], *found) if name)
        lines.append(f'{code},"{"|".join(names)}"\n')
    (TABLES / "names.csv").write_text(NAMES_HEAD + "code,names\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
