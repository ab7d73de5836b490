"""Where names are looked for no letter is guessed: a file in an older encoding is refused, and never called clean."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

from underrose.dialogue.models import Point

from .browsing import reader
from .reading import meeting, url
from .roomful import director, noted, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
OLDER = [
    pytest.param("Милица Стојковић рекла.".encode("cp1251"), id="cp1251"),
    pytest.param("Milica Stojkovčić said so.".encode("iso8859-2"), id="latin2"),
    pytest.param("Stojkovčić said so.".encode("cp1250"), id="cp1250"),
    pytest.param("王小明说 Milica".encode("gbk"), id="gbk"),
    pytest.param("Dewi と言った。".encode("iso2022_jp"), id="iso2022"),
]


@pytest.mark.parametrize("raw", OLDER)
@pytest.mark.parametrize("ending", ["txt", "md"])
@pytest.mark.parametrize("field", ["file", "beside"])
def test_text_to_check_is_refused(meeting, raw, ending, field):
    sent = {"text": "A report.", field: SimpleUploadedFile(f"draft.{ending}", raw)}
    page = reader(director()).post(url("check_text"), sent).content.decode()
    assert "UTF-8" in page
    assert "No leak found" not in page
    assert "Nothing found" not in page


@pytest.mark.parametrize("raw", OLDER)
def test_brought_notes_are_refused(meeting, raw):
    note = noted(meeting)
    sent = {"file": SimpleUploadedFile("notes.txt", raw)}
    page = reader(rapporteur()).post(url("import_notes", note.pk), sent)
    assert "UTF-8" in page.content.decode()
    assert "rows" not in page.context
    assert not Point.objects.exists()


@pytest.mark.parametrize("raw", OLDER)
@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_command_ends_with_2(tmp_path, raw, ending):
    (tmp_path / "roster.csv").write_text("Name\nMilica Stojkovčić\n")
    (tmp_path / f"draft.{ending}").write_bytes(raw)
    with pytest.raises(CommandError, match="UTF-8") as refusal:
        call_command(
            "guard", "scan", str(tmp_path / f"draft.{ending}"), "--roster", str(tmp_path / "roster.csv")
        )
    assert refusal.value.returncode == 2


def test_command_calls_no_text_clean_in_which_letters_are_damaged(tmp_path, capsys):
    (tmp_path / "roster.csv").write_text("Name\nMilica Stojkovčić\n")
    (tmp_path / "draft.txt").write_bytes("žčšć žčšć žčšć Stojk".encode() + b"\xff and so on.")
    with pytest.raises(SystemExit) as end:
        call_command("guard", "scan", str(tmp_path / "draft.txt"), "--roster", str(tmp_path / "roster.csv"))
    assert end.value.code == 1
    assert "not read" in capsys.readouterr().out
