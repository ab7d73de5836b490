"""Symbols of United Nations documents: a table of real ones, what looks like one, and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.context import sources, symbols

# as written, canonical, body, kind, session, year, number
TABLE = [
    ("A/RES/70/262", "A/RES/70/262", "GA", "resolution", 70, 2015, "262"),
    ("A/RES/60/251", "A/RES/60/251", "GA", "resolution", 60, 2005, "251"),
    ("A/RES/31/1", "A/RES/31/1", "GA", "resolution", 31, 1976, "1"),
    ("A/RES/46/36L", "A/RES/46/36L", "GA", "resolution", 46, 1991, "36L"),
    ("A/RES/S-10/2", "A/RES/S-10/2", "GA", "resolution", None, None, "S-10/2"),
    ("A/RES/ES-11/1", "A/RES/ES-11/1", "GA", "resolution", None, None, "ES-11/1"),
    ("A/RES/217 A (III)", "A/RES/217(III)A", "GA", "resolution", 3, 1948, "217A"),
    ("A/RES/217(III)A", "A/RES/217(III)A", "GA", "resolution", 3, 1948, "217A"),
    ("A/RES/217A (III)", "A/RES/217(III)A", "GA", "resolution", 3, 1948, "217A"),
    ("A/RES/217(III)", "A/RES/217(III)", "GA", "resolution", 3, 1948, "217"),
    ("A/RES/377 (V)", "A/RES/377(V)", "GA", "resolution", 5, 1950, "377"),
    ("A/RES/2200(XXI)", "A/RES/2200(XXI)", "GA", "resolution", 21, 1966, "2200"),
    ("A/RES/3314 (XXIX)", "A/RES/3314(XXIX)", "GA", "resolution", 29, 1974, "3314"),
    ("A/DEC/74/544", "A/DEC/74/544", "GA", "decision", 74, 2019, "544"),
    ("A/73/890", "A/73/890", "GA", "document", 73, 2018, "890"),
    ("A/72/707", "A/72/707", "GA", "document", 72, 2017, "707"),
    ("A/73/PV.12", "A/73/PV.12", "GA", "meeting record", 73, 2018, "PV.12"),
    ("A/70/L.43", "A/70/L.43", "GA", "draft", 70, 2015, "L.43"),
    ("A/59/565/Corr.1", "A/59/565/Corr.1", "GA", "document", 59, 2004, "565/Corr.1"),
    ("A/C.3/73/L.22/Rev.1", "A/C.3/73/L.22/Rev.1", "GA", "draft", 73, 2018, "L.22/Rev.1"),
    ("A/C.3/73/SR.5", "A/C.3/73/SR.5", "GA", "meeting record", 73, 2018, "SR.5"),
    ("A/CONF.157/23", "A/CONF.157/23", "GA", "document", None, None, "23"),
    ("A/CN.4/L.602", "A/CN.4/L.602", "ILC", "draft", None, None, "L.602"),
    ("A/CN.9/1025", "A/CN.9/1025", "UNCITRAL", "document", None, None, "1025"),
    ("CD/1864", "CD/1864", "CD", "document", None, None, "1864"),
    ("A/810", "A/810", "GA", "document", None, None, "810"),
    ("A/INF/73/4", "A/INF/73/4", "GA", "document", None, None, "INF/73/4"),
    ("A/HRC/RES/38/18", "A/HRC/RES/38/18", "HRC", "resolution", 38, 2018, "18"),
    ("A/HRC/RES/5/1", "A/HRC/RES/5/1", "HRC", "resolution", 5, 2007, "1"),
    ("A/HRC/DEC/17/119", "A/HRC/DEC/17/119", "HRC", "decision", 17, 2011, "119"),
    ("A/HRC/37/65", "A/HRC/37/65", "HRC", "document", 37, 2018, "65"),
    ("A/HRC/37/65/Add.1", "A/HRC/37/65/Add.1", "HRC", "document", 37, 2018, "65/Add.1"),
    ("A/HRC/43/37", "A/HRC/43/37", "HRC", "document", 43, 2020, "37"),
    ("A/HRC/44/L.9", "A/HRC/44/L.9", "HRC", "draft", 44, 2020, "L.9"),
    ("A/HRC/S-17/1", "A/HRC/S-17/1", "HRC", "document", None, None, "S-17/1"),
    ("A/HRC/WG.6/32/CHE/1", "A/HRC/WG.6/32/CHE/1", "UPR", "document", None, None, "32/CHE/1"),
    ("A/HRC/EMRIP/2019/2", "A/HRC/EMRIP/2019/2", "EMRIP", "document", None, 2019, "2"),
    ("S/RES/2282 (2016)", "S/RES/2282 (2016)", "SC", "resolution", None, 2016, "2282"),
    ("S/RES/2282(2016)", "S/RES/2282 (2016)", "SC", "resolution", None, 2016, "2282"),
    ("S/RES/1325 (2000)", "S/RES/1325 (2000)", "SC", "resolution", None, 2000, "1325"),
    ("S/RES/1325", "S/RES/1325", "SC", "resolution", None, None, "1325"),
    ("S/PRST/2018/1", "S/PRST/2018/1", "SC", "presidential statement", None, 2018, "1"),
    ("S/2019/448", "S/2019/448", "SC", "document", None, 2019, "448"),
    ("S/25704", "S/25704", "SC", "document", None, None, "25704"),
    ("S/PV.8546", "S/PV.8546", "SC", "meeting record", None, None, "PV.8546"),
    ("E/2018/33", "E/2018/33", "ECOSOC", "document", None, 2018, "33"),
    ("E/RES/2018/5", "E/RES/2018/5", "ECOSOC", "resolution", None, 2018, "5"),
    ("E/RES/1503(XLVIII)", "E/RES/1503(XLVIII)", "ECOSOC", "resolution", 48, None, "1503"),
    ("E/CN.4/2006/120", "E/CN.4/2006/120", "CHR", "document", None, 2006, "120"),
    ("E/CN.4/Sub.2/2003/12/Rev.2", "E/CN.4/Sub.2/2003/12/Rev.2", "CHR", "document", None, 2003, "12/Rev.2"),
    ("E/CN.6/2020/3", "E/CN.6/2020/3", "CSW", "document", None, 2020, "3"),
    ("E/C.12/GC/26", "E/C.12/GC/26", "CESCR", "general comment", None, None, "26"),
    ("E/ICEF/2017/17/Rev.1", "E/ICEF/2017/17/Rev.1", "UNICEF", "document", None, 2017, "17/Rev.1"),
    ("CEDAW/C/GC/30", "CEDAW/C/GC/30", "CEDAW", "general comment", None, None, "30"),
    ("CEDAW/C/CHE/CO/4-5", "CEDAW/C/CHE/CO/4-5", "CEDAW", "concluding observations", None, None, "4-5"),
    ("CEDAW/C/CHE/CO/4–5", "CEDAW/C/CHE/CO/4-5", "CEDAW", "concluding observations", None, None, "4-5"),
    ("CCPR/C/GC/36", "CCPR/C/GC/36", "CCPR", "general comment", None, None, "36"),
    ("CCPR/C/21/Rev.1/Add.13", "CCPR/C/21/Rev.1/Add.13", "CCPR", "document", None, None, "C/21/Rev.1/Add.13"),
    ("CRC/C/GC/25", "CRC/C/GC/25", "CRC", "general comment", None, None, "25"),
    ("CAT/OP/12/5", "CAT/OP/12/5", "SPT", "document", None, None, "12/5"),
    ("HRI/GEN/1/Rev.9", "HRI/GEN/1/Rev.9", "treaty bodies", "document", None, None, "GEN/1/Rev.9"),
    ("HRI/MC/2006/3", "HRI/MC/2006/3", "treaty bodies", "document", None, 2006, "3"),
    ("ST/SGB/2018/1", "ST/SGB/2018/1", "SECRETARIAT", "bulletin", None, 2018, "1"),
    ("ST/AI/2010/3", "ST/AI/2010/3", "SECRETARIAT", "administrative instruction", None, 2010, "3"),
    ("DP/2018/1", "DP/2018/1", "UNDP", "document", None, 2018, "1"),
    ("PBC/6/OC/1", "PBC/6/OC/1", "PBC", "document", None, None, "6/OC/1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "canonical", "body", "kind", "session", "year", "number"), TABLE)
def test_symbol_is_parsed(  # noqa: PLR0913, PLR0917 - a row of the table
    text: str, canonical: str, body: str, kind: str, session: int | None, year: int | None, number: str
) -> None:
    (one,) = symbols.parse(text)
    assert (one.canonical, one.body, one.kind, one.session, one.year, one.number) == (
        canonical, body, kind, session, year, number,
    )  # fmt: skip


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_symbol_is_found_in_a_sentence_and_is_not_malformed(text: str) -> None:
    sentence = f"See: Report, 30 May 2019, {text}, p.3, and ({text})."
    mentions = symbols.find(sentence)
    assert [sentence[one.start : one.end] for one in mentions] == [text, text]
    assert symbols.malformed(sentence) == []


@pytest.mark.parametrize("canonical", [row[1] for row in TABLE])
def test_canonical_form_parses_to_itself(canonical: str) -> None:
    assert [one.canonical for one in symbols.parse(canonical)] == [canonical]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/73/890–S/2019/448", ["A/73/890", "S/2019/448"]),
        ("A/73/890-S/2019/448", ["A/73/890", "S/2019/448"]),
        ("A/63/467—S/2008/636", ["A/63/467", "S/2008/636"]),
        ("A/59/2005-S/2005/1-E/2005/3", ["A/59/2005", "S/2005/1", "E/2005/3"]),
    ],
)
def test_document_of_two_organs_has_two_symbols(text: str, expected: list[str]) -> None:
    assert [one.canonical for one in symbols.parse(text)] == expected
    (mention,) = symbols.find(f"see {text}.")
    assert [one.canonical for one in mention.symbols] == expected


@pytest.mark.parametrize(
    "text",
    ["", "A", "A/B", "A/4", "S/5", "CAT/5", "and/or", "w/o", "E/W", "A/RES", "A/RES/262", "A/70/RES/262", "A/RES/262/70",
     "see A/RES/70/262", "S/RES/2282/2016", "S/RES/2282 (1816)", "A/RES/3/217", "A/73/890–B/2019/448"],
)  # fmt: skip
def test_what_is_no_symbol_is_not_parsed(text: str) -> None:
    assert symbols.parse(text) == ()


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("A/RES/70/262", "https://docs.un.org/en/A/RES/70/262"),
        ("S/RES/2282 (2016)", "https://docs.un.org/en/S/RES/2282(2016)"),
        ("A/RES/217(III)A", "https://docs.un.org/en/A/RES/217(III)"),
    ],
)
def test_address_of_a_document(canonical: str, url: str) -> None:
    assert symbols.parse(canonical)[0].url == url


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("A/70/RES/262", "RES comes directly after", "A/RES/70/262"),
        ("A/HRC/38/RES/18", "RES comes directly after", "A/HRC/RES/38/18"),
        ("A/RES 70/262", "There is no space inside", "A/RES/70/262"),
        ("A / RES / 70 / 262", "There is no space inside", "A/RES/70/262"),
        ("A/RES70/262", "Each part is set off by a slash", "A/RES/70/262"),
        ("A/RES/70-262", "Each part is set off by a slash", "A/RES/70/262"),
        ("a/res/70/262", "The letters", "A/RES/70/262"),
        ("A\\RES\\70\\262", "The parts are separated", "A/RES/70/262"),
        ("UNGA/RES/70/262", "The body has a letter", "A/RES/70/262"),
        ("UN/A/RES/70/262", "The body has a letter", "A/RES/70/262"),
        ("HRC/RES/38/18", "The body has a letter", "A/HRC/RES/38/18"),
        ("SC/RES/1325 (2000)", "The body has a letter", "S/RES/1325 (2000)"),
        ("S/RES/2282/2016", "The year of a Security Council resolution", "S/RES/2282 (2016)"),
        ("S/RES/2016/2282", "The year of a Security Council resolution", "S/RES/2282 (2016)"),
        ("S/RES/2282 (2016", "The year of a Security Council resolution", "S/RES/2282 (2016)"),
        ("A/RES/262/70", "There has been no such session", "A/RES/70/262"),
        ("A/RES/262", "The session is missing", ""),
        ("A/HRC/RES/18", "The session is missing", ""),
        ("A/RES/3/217", "Before the thirty-first session", ""),
        ("S/RES/2282 (1816)", "The year in brackets is not one", ""),
    ],
)
def test_malformed_symbol_is_met_with_a_reason(text: str, reason: str, suggestion: str) -> None:
    sentence = f"as in {text}, adopted"
    (one,) = symbols.malformed(sentence)
    assert (sentence[one.start : one.end], one.text, one.suggestion) == (text, text, suggestion)
    assert one.reason.startswith(reason)


@pytest.mark.parametrize(
    "text",
    ["and/or", "A/B testing", "A/4 paper", "9/11", "24/7", "N/A", "Q1/2020", "c/o 5 Rue", "E/W 3", "km/h", "TCP/IP 4",
     "https://undocs.org/A/RES 70", "/meetings/WP1725/", "HRC/GC"],
)  # fmt: skip
def test_ordinary_slashes_are_left_alone(text: str) -> None:
    assert symbols.find(text) == []
    assert symbols.malformed(text) == []


def test_suggestions_parse() -> None:
    for text in ("A/70/RES/262", "S/RES/2282/2016", "HRC/RES/38/18"):
        (one,) = symbols.malformed(text)
        assert [each.canonical for each in symbols.parse(one.suggestion)] == [one.suggestion]


def test_bodies_are_those_we_hold() -> None:
    held = {row["code"] for row in sources.rows("bodies.csv")} | {"treaty bodies"}
    assert {row["body"] for row in sources.rows("symbols.csv")} - held == set()


NUMBERS = st.integers(1, 9999).map(str)
YEARS = st.integers(1946, 2099).map(str)
MADE = st.one_of(
    st.tuples(st.integers(31, 120), NUMBERS).map(lambda t: f"A/RES/{t[0]}/{t[1]}"),
    st.tuples(NUMBERS, YEARS, st.sampled_from(["", " "])).map(lambda t: f"S/RES/{t[0]}{t[2]}({t[1]})"),
    # The sessions of the Assembly were counted in Roman numbers up to the thirtieth, which is three tens.
    st.tuples(NUMBERS, st.sampled_from(["I", "III", "XIV", 3 * "X"]), st.sampled_from(["", "A", "B"])).map(
        lambda t: f"A/RES/{t[0]} {t[2] + ' ' if t[2] else ''}({t[1]})"
    ),
    st.tuples(st.integers(1, 90), NUMBERS, st.sampled_from(["", "/Add.1", "/Rev.2"])).map(
        lambda t: f"A/HRC/{t[0]}/{t[1]}{t[2]}"
    ),
    st.tuples(st.integers(50, 120), NUMBERS, YEARS, NUMBERS, st.sampled_from("-–")).map(
        lambda t: f"A/{t[0]}/{t[1]}{t[4]}S/{t[2]}/{t[3]}"
    ),
    st.tuples(st.sampled_from(["CEDAW", "CCPR", "CRC", "CAT"]), NUMBERS).map(lambda t: f"{t[0]}/C/GC/{t[1]}"),
)


@given(MADE)
def test_parsing_the_canonical_form_again_changes_nothing(text: str) -> None:
    first = symbols.parse(text)
    assert first != ()
    for one in first:
        assert symbols.parse(one.canonical) == (one,)
    assert symbols.parse("–".join(one.canonical for one in first)) == first
    assert symbols.malformed(text) == []


@given(st.text(alphabet="AS/RESHRC0123456789.()-– IVX", max_size=40))
def test_anything_can_be_searched(text: str) -> None:
    for one in symbols.find(text):
        assert symbols.parse(text[one.start : one.end]) == one.symbols
    for other in symbols.malformed(text):
        assert text[other.start : other.end] == other.text
        assert other.reason != ""
