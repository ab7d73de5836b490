from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.contacts.cells import Telephone
from underrose.methods.contacts.headers import propose_mapping
from underrose.methods.contacts.readers.inside import read_here
from underrose.methods.contacts.rows import ContactRow, clean
from underrose.methods.contacts.vcards import as_vcards, escaped

OLD = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BC=\r\nrgen;;Dr.\r\n"
    b"TEL;CELL:+44 1632 960001\r\nTEL;WORK:+44 1632 960002\r\nEMAIL;INTERNET:j@x.example\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Other\r\nEND:VCARD\r\nEND:VCARD\r\n"
)
NEW = (
    b"BEGIN:VCARD\nVERSION:4.0\nFN:Long\n er name\\, Jr\nORG:A\\;B;Unit\\\\;Two\nitem1.EMAIL;TYPE=work:z@x.example\nitem2.EMAIL:y@x.example\n"
    b"ADR:;;Street 1;Town;;123;France\nLANG:fr\nNOTE:one\\ntwo\nUID:urn:uuid:7\nTEL;VALUE=uri:tel:+44-1632-960003\nnonsense\n\nX-OTHER:1\nPHOTO:abc\n"
)


def cards(raw: bytes):
    found = read_here(raw, "a.vcf")
    return found, [dict(zip(found.headers, row.cells, strict=True)) for row in found.rows]


def test_old_card_with_quoted_letters_and_a_card_inside():
    found, (card,) = cards(OLD)
    assert (card["Family name"], card["Given name"], card["Title"]) == ("Müller", "Jürgen", "Dr.")
    assert (card["Mobile"], card["Telephone"], card["E-mail"], card["Full name"]) == (
        "+44 1632 960001",
        "+44 1632 960002",
        "j@x.example",
        "",
    )
    assert found.rows[0].line == 1


def test_new_card_folded_escaped_and_without_an_end():
    found, (card,) = cards(NEW)
    assert card["Full name"] == "Longer name, Jr"
    assert (card["Organisation"], card["Department"]) == ("A;B", "Unit\\, Two")
    assert (card["E-mail"], card["Address"], card["Country"]) == (
        "z@x.example; y@x.example",
        "Street 1, Town, 123",
        "France",
    )
    assert (card["Notes"], card["Reference"], card["Telephone"]) == ("one two", "7", "+44-1632-960003")
    assert found.remarks == (
        "1 lines of the cards could not be read and were left out, the first of them line 13.",
    )


def test_second_card_knows_its_line():
    assert [row.line for row in cards(OLD + NEW)[0].rows] == [1, 13]


def test_cards_in_other_encodings():
    text = "BEGIN:VCARD\nFN:Иван Петров\nEND:VCARD\n"
    for encoding in ("utf-16", "cp1251", "utf-8-sig"):
        assert cards(text.encode(encoding))[1][0]["Full name"] == "Иван Петров"


def test_quoted_letters_in_an_unknown_or_false_charset():
    for said, octets in ((b"NONSENSE", b"=FC"), (b"UTF-8", b"=FC"), (b"CP1252", b"=FC")):
        assert (
            cards(
                b"BEGIN:VCARD\nFN;CHARSET="
                + said
                + b";ENCODING=QUOTED-PRINTABLE:J"
                + octets
                + b"rg\nEND:VCARD"
            )[1][0]["Full name"]
            == "Jürg"
        )
    assert (
        cards(b"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:J=81rg\nEND:VCARD")[1][0]["Full name"]
        == "J\ufffdrg"
    )


def test_end_without_a_beginning_is_passed_over():
    assert len(cards(b"BEGIN:VCARD\nFN:A\nEND:VCARD\nEND:VCARD\nFN:lost\n")[1]) == 1


def test_card_that_leaves():
    row = ContactRow(
        line=2, full_name="Ada Lind, the elder", title="Dr", family_name="Lind", given_name="Ada", native_name="Ада", organisation="House; North",
        department="Unit", position="Chair", emails=("a@x.example",), telephones=(Telephone("+44 1632 960001", "+441632960001", True), Telephone("1234567", "1234567")),
        duty_station="Rom", country="IT", languages=("it",), notes="a\nb", reference="R1",
    )  # fmt: skip
    assert b"".join(as_vcards([row])).decode().split("\r\n") == [
        "BEGIN:VCARD", "VERSION:4.0", "FN:Ada Lind\\, the elder", "N:Lind;Ada;;Dr;", "X-NATIVE-NAME:Ада", "ORG:House\\; North;Unit", "TITLE:Chair",
        "EMAIL:a@x.example", "TEL;TYPE=cell:+44 1632 960001", "TEL;TYPE=voice:1234567", "ADR:;;;Rom;;;IT", "LANG:it", "NOTE:a\\nb", "UID:R1", "END:VCARD", "",
    ]  # fmt: skip
    old = b"".join(
        as_vcards(
            [
                ContactRow(
                    line=1,
                    native_name="Ада",
                    telephones=row.telephones[:1],
                    languages=("it",),
                    organisation="H",
                )
            ],
            "3.0",
        )
    )
    assert b"TEL;TYPE=CELL:" in old
    assert b"X-LANG:it" in old


def test_lines_are_folded_by_octets_and_never_within_a_letter():
    (card,) = as_vcards([ContactRow(line=1, full_name="王" * 100)])
    assert max(len(line) for line in card.split(b"\r\n")) <= 75
    assert card.replace(b"\r\n ", b"").decode().split("\r\n")[2] == "FN:" + "王" * 100


TEXTS = st.text(
    st.characters(blacklist_categories=["C", "Z"], blacklist_characters="\ufffd"), min_size=1, max_size=40
)


@given(TEXTS, TEXTS, TEXTS)
def test_cards_come_back_as_they_left(name, organisation, note):
    (card,) = as_vcards([ContactRow(line=1, full_name=name, organisation=organisation, notes=note)])
    table = read_here(card, "a.vcf")
    (row,) = clean(table, propose_mapping(table.headers, []), lambda _: None).rows
    assert (row.full_name, row.organisation, row.notes) == (name, organisation, note)


def test_escaped_drops_what_no_line_can_hold():
    assert escaped("a\x00b\r\nc\rd") == "ab\\nc\\nd"
