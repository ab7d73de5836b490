import json

import pytest
import xlsxwriter

from underrose.methods.attribution.roster_files import from_json, from_list, read_roster
from underrose.methods.documents.intake import Unreadable

CSV = (
    "Name;Gender;Country;Region;Role;Sector;Position;Organisation;E-mail;Phone;Works on;Nickname;Duty station;Counts\n"
    "Amina OTIENO;Female;Kenya;Africa;lawyer | judge;civil society;Director;Rivers Watch;a@r.example;+44 20 7946 0318;water;Mina;Nairobi;\n"
    "Svensson, Lotta;F;Sweden;Europe;;;;;;;;;;no\n"
)  # fmt: skip


def test_roster_of_a_separated_list():
    amina, lotta = from_list(CSV.encode(), "room.csv").people
    assert (amina.given, amina.family, amina.gender) == ("Amina", "OTIENO", "F")
    assert (amina.countries, amina.regions, amina.roles) == (("Kenya",), ("Africa",), ("lawyer", "judge"))
    assert (amina.sectors, amina.posts, amina.bodies) == (
        ("civil society",),
        ("Director",),
        ("Rivers Watch",),
    )
    assert (amina.mails, amina.telephones, amina.works_on) == (
        ("a@r.example",),
        ("+44 20 7946 0318",),
        ("water",),
    )
    assert amina.other_names == ("Mina",)
    assert amina.facts == {"duty station": ("Nairobi",)}
    assert (lotta.given, lotta.family, lotta.counts) == ("Lotta", "Svensson", False)


def test_roster_of_a_workbook(tmp_path):
    path = tmp_path / "room.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["First name", "Family name", "Pays", "Rôle", "Courriel"])
    sheet.write_row(1, 0, ["Chidi", "Okafor", "Nigeria", "lawyer", "chidi@room.example"])
    book.close()
    (chidi,) = read_roster(path).people
    assert (chidi.name, chidi.countries, chidi.mails) == (
        "Chidi Okafor",
        ("Nigeria",),
        ("chidi@room.example",),
    )


def test_roster_of_json_with_rooms():
    raw = json.dumps(
        {
            "A": [
                {
                    "given": "Jun",
                    "family": "Matsuda",
                    "native": "松田純",
                    "position": "Editor",
                    "facts": {"group": "2"},
                }
            ],
            "B": [
                {"name": "Ines Quiroga", "country": "Peru", "phone": ["1234567", "7654321"], "counts": False}
            ],
        }
    ).encode()
    (jun,) = from_json(raw, "A").people
    assert (jun.name, jun.native, jun.posts, jun.facts) == (
        "Jun Matsuda",
        ("松田純",),
        ("Editor",),
        {"group": ("2",)},
    )
    (ines,) = from_json(raw, "B").people
    assert (ines.family, ines.countries, ines.telephones) == ("Quiroga", ("Peru",), ("1234567", "7654321"))
    assert not ines.counts


def test_roster_of_json_with_one_list():
    assert len(from_json(b'[{"name": "Jun Matsuda"}]')) == 1
    assert len(from_json(b'{"rooms": {"A": {"people": [{"name": "Jun Matsuda"}]}}}')) == 1


@pytest.mark.parametrize(
    ("raw", "room", "said"),
    [
        (b"{", "", "not JSON"),
        (b'{"A": [], "B": []}', "", "name one of them behind #: A, B"),
        (b'{"A": [], "B": []}', "C", "name one of them behind #: A, B"),
        (b'["Jun"]', "", "no list of people"),
    ],
)
def test_roster_that_is_none_is_refused_with_a_sentence(raw, room, said):
    with pytest.raises(Unreadable, match=said):
        from_json(raw, room)


def test_roster_that_is_missing_or_empty_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_roster(tmp_path / "none.json")
    (tmp_path / "empty.json").write_text("[]")
    with pytest.raises(Unreadable, match="names nobody"):
        read_roster(tmp_path / "empty.json")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Nom;Prénom;Pays;Courriel;Table\nOtieno;Amina;Kenya;amina@r.example;4\n".encode("utf-8-sig"), "liste.csv"),
        ("Nom de famille;Prénoms;Nationalité;Courriel\nOtieno;Amina;Kenya;amina@r.example\n".encode("cp1252"), "liste.csv"),
        ("Full Name\tCountry\tE-Mail Address\nAmina Otieno\tKenya\tamina@r.example\n".encode("utf-16"), "list.csv"),
        (b"List of participants,,\n,,\nName,Country,Email\nAmina Otieno,Kenya,amina@r.example\n", "list.csv"),
    ],
)  # fmt: skip
def test_rosters_as_people_write_them(raw, name):
    (amina,) = from_list(raw, name).people
    assert (amina.given, amina.family, amina.countries) == ("Amina", "Otieno", ("Kenya",))
    assert amina.mails == ("amina@r.example",)


@pytest.mark.parametrize(
    "one",
    [
        {"First name": "Amina", "Last name": "Otieno", "Country of origin": "Kenya"},
        {"Prénom": "Amina", "Nom": "Otieno", "Pays": "Kenya"},
        {"full_name": "Amina Otieno", "nationality": "Kenya"},
        {"name": {"first": "Amina", "last": "Otieno"}, "country": "Kenya"},
    ],
)
def test_json_with_headings_as_people_write_them(one):
    raw = json.dumps({"people": [one]}, ensure_ascii=False).encode("utf-8-sig")
    (amina,) = from_json(raw).people
    assert (amina.given, amina.family) == ("Amina", "Otieno")
    assert "Kenya" in (*amina.countries, *(value for values in amina.facts.values() for value in values))


@pytest.mark.parametrize(
    ("raw", "room"),
    [
        (b"[" * 100_000, ""),
        (b"5", ""),
        (b"null", ""),
        (b'{"A": 5}', "A"),
        (b'{"A": [1]}', "A"),
        (b'{"rooms": []}', ""),
        (b'[{"name": "Amina Otieno"}]', "A"),
        (b'{"A": [], "B": []}', "C"),
    ],
)
def test_json_that_is_no_roster_is_refused_with_a_sentence(raw, room):
    with pytest.raises(Unreadable) as refusal:
        from_json(raw, room)
    assert refusal.value.sentence.endswith(".")


def test_room_behind_a_list_without_rooms_is_refused(tmp_path):
    (tmp_path / "room.csv").write_text("Name\nAmina Otieno\n")
    with pytest.raises(Unreadable, match="no rooms"):
        read_roster(tmp_path / "room.csv", "A")
