import io
import json

import pikepdf
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from underrose.methods.attribution.guard import Guard

ROSTER = "Name,Country,Role\nAmina Otieno,Kenya,lawyer\nBodil Lindqvist,Sweden,diplomat\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "clean.txt").write_text("Several participants disagreed.")
    (tmp_path / "draft.txt").write_text("A report.\n\nThen Dr Otieno warned of it.")
    return tmp_path


def _scan(capsys, *given):
    """The exit and what was printed."""
    code = 0
    try:
        call_command("guard", "scan", *map(str, given))
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_scan_of_a_clean_text_ends_with_0_and_promises_nothing(folder, capsys):
    code, said = _scan(capsys, folder / "clean.txt", "--roster", folder / "roster.csv")
    assert code == 0
    assert "That does not make the text anonymous" in said


def test_scan_of_a_leak_ends_with_1_and_names_nobody(folder, capsys):
    with (folder / "roster.csv").open("a") as more:  # among two nobody is hidden by any wording
        more.writelines(f"Guest{at} Of{at},Norway,diplomat\n" for at in range(4))
    code, said = _scan(capsys, folder / "draft.txt", "--roster", folder / "roster.csv")
    assert code == 1
    assert "draft.txt: line 3, column 6: D1 " in said
    assert "a participant" in said
    assert "Otieno" not in said


def test_scan_names_candidates_when_asked(folder, capsys):
    _, said = _scan(capsys, folder / "draft.txt", "--roster", folder / "roster.csv", "--candidates")
    assert "“Dr Otieno”: Amina Otieno" in said


def test_scan_as_json(folder, capsys):
    code, said = _scan(
        capsys, folder / "draft.txt", folder / "clean.txt", "--roster", folder / "roster.csv", "--json"
    )
    draft, clean = json.loads(said)
    assert code == 1
    assert [one["leak"] for one in draft["findings"]] == ["D1"]
    assert (draft["findings"][0]["line"], draft["findings"][0]["column"]) == (3, 6)
    assert clean["findings"] == []
    assert "Otieno" not in said


def test_scan_writes_sarif(folder, capsys):
    _scan(capsys, folder / "draft.txt", "--roster", folder / "roster.csv", "--sarif", folder / "out.sarif")
    log = json.loads((folder / "out.sarif").read_text())
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["D1"]


def test_scan_under_another_regime(folder, capsys):
    given = [folder / "draft.txt", "--roster", folder / "roster.csv", "--regime"]
    assert _scan(capsys, *given, "on_the_record")[0] == 0
    assert _scan(capsys, *given, "on_the_record", "--regime", "private")[0] == 1


def test_scan_with_published_documents_and_points(folder, capsys):
    (folder / "list.txt").write_text("Amina Otieno, Kenya\n")
    (folder / "points.txt").write_text(
        "we were never told that the survey of the river was done twice\n\nno\n"
    )
    (folder / "draft.txt").write_text(
        "Amina Otieno, Kenya\n\n“We were never told that the survey of the river was done twice.”"
    )
    given = [folder / "draft.txt", "--roster", folder / "roster.csv", "--json"]
    _, said = _scan(capsys, *given, "--published", folder / "list.txt", "--points", folder / "points.txt")
    (draft,) = json.loads(said)
    assert [one["leak"] for one in draft["findings"]] == ["V1"]


@pytest.fixture
def refused(folder):
    """Files of which none can be inspected."""
    (folder / "program.bin").write_bytes(b"MZ\x00\x01\x02")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "empty.csv").write_bytes(b"")
    (folder / "old.docx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    (folder / "damaged.xlsx").write_bytes(b"PK\x03\x04" + bytes(300))
    (folder / "bytes.txt").write_bytes(bytes(range(256)))
    (folder / "nobody.csv").write_text("Country,Role\nKenya,lawyer\n")
    (folder / "rooms.json").write_text('{"A": [{"name": "Amina Otieno"}], "B": []}')
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "page.pdf").write_bytes(_protected())
    (folder / "folder").mkdir()
    return folder


def _protected() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as page:
        page.add_blank_page()
        page.save(made, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return made.getvalue()


@pytest.mark.parametrize(
    ("text", "roster"),
    [
        ("missing.txt", "roster.csv"),
        ("draft.txt", "missing.csv"),
        ("program.bin", "roster.csv"),
        ("draft.txt", "draft.txt"),
        ("empty.txt", "roster.csv"),
        ("bytes.txt", "roster.csv"),
        ("old.docx", "roster.csv"),
        ("page.pdf", "roster.csv"),
        ("folder", "roster.csv"),
        ("-", "roster.csv"),
        ("draft.txt", "empty.csv"),
        ("draft.txt", "damaged.xlsx"),
        ("draft.txt", "nobody.csv"),
        ("draft.txt", "folder"),
        ("draft.txt", "deep.json"),
        ("draft.txt", "rooms.json"),
        ("draft.txt", "rooms.json#C"),
        ("draft.txt", "rooms.json#B"),
        ("draft.txt", "roster.csv#A"),
    ],
)
def test_scan_of_what_cannot_be_read_is_blocked_with_a_sentence(refused, text, roster):
    with pytest.raises(CommandError) as refusal:
        call_command("guard", "scan", str(refused / text), "--roster", str(refused / roster))
    assert refusal.value.returncode == 2
    assert str(refusal.value).endswith(".")


def test_one_file_that_cannot_be_read_blocks_all_of_them(refused):
    given = [str(refused / "draft.txt"), str(refused / "empty.txt"), "--roster", str(refused / "roster.csv")]
    with pytest.raises(CommandError) as refusal:
        call_command("guard", "scan", *given)
    assert refusal.value.returncode == 2


def test_fault_of_the_guard_is_no_finding(folder, monkeypatch):
    def fail(*_, **__):
        raise RecursionError("Otieno")

    monkeypatch.setattr(Guard, "scan_set", fail)
    with pytest.raises(CommandError, match="RecursionError") as refusal:
        call_command("guard", "scan", str(folder / "draft.txt"), "--roster", str(folder / "roster.csv"))
    assert refusal.value.returncode == 2
    assert "Otieno" not in str(refusal.value)


def test_roster_with_a_number_sign_in_its_name(folder, capsys):
    (folder / "room #3.csv").write_text(ROSTER)
    assert _scan(capsys, folder / "draft.txt", "--roster", folder / "room #3.csv")[0] == 1


def test_roster_on_which_nobody_counts_passes_nothing(folder, capsys):
    (folder / "staff.csv").write_text("Name,Counts\nAmina Otieno,no\n")
    with pytest.raises(CommandError, match="No guest stands on the list") as blocked:
        _scan(capsys, folder / "clean.txt", "--roster", folder / "staff.csv")
    assert blocked.value.returncode == 2
