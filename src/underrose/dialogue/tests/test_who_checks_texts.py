"""Whoever types names into “Check a text” learns who is in the room: it stands in the record, and ends somewhere."""

import datetime as dt
import pickle
import re
import zlib
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from underrose.access import limits
from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.access.spending import Spending
from underrose.dialogue import beside_the_text, checked_page, rules
from underrose.dialogue.actions import checking
from underrose.kit.refusals import Refused
from underrose.methods.attribution import pressing
from underrose.programme.tests.planning import browser_of

from .browsing import reader
from .reading import NAMED, PLAIN, meeting, url
from .roomful import colleague, director, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
REPORT = "The chair of the second session warned that wells run dry."
PROGRAMME = "Second session\n\nChair: Ama Okoro\n"


def lines():
    return RecordEntry.objects.filter(verb="checked", noun="text")


# --- the record -----------------------------------------------------------------------------------------


def test_one_line_a_day_for_each_who_checks(meeting):
    office, other = reader(colleague(Role.COMMUNICATIONS)), reader(rapporteur())
    office.get(url("check_text"))
    assert not lines().exists()
    for browser in (office, office, other):
        browser.post(url("check_text"), {"text": NAMED})
        browser.post(url("look_at_text"), {"text": NAMED})
    assert list(lines().values_list("meeting_code", "subject")) == [("AB12", None)] * 2
    assert lines().values("who").distinct().count() == 2


def test_typing_on_writes_nothing_more(meeting, django_assert_num_queries):
    by, now = colleague(Role.COMMUNICATIONS), timezone.now()
    checking.note_check(meeting, by=by, now=now)
    with django_assert_num_queries(1) as asked:
        checking.note_check(meeting, by=by, now=now)
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_next_day_is_another_line(meeting):
    by, now = colleague(Role.COMMUNICATIONS), timezone.now()
    for days in (0, 0, 1):
        checking.note_check(meeting, by=by, now=now + dt.timedelta(days=days))
    assert lines().count() == 2


# --- the limit ------------------------------------------------------------------------------------------


def test_who_asks_again_and_again_is_told_to_stop_and_keeps_the_text(meeting, monkeypatch):
    monkeypatch.setattr(rules, "MOST_CHECKS", 2)
    office = reader(colleague(Role.COMMUNICATIONS))
    for _time in range(2):
        assert office.post(url("check_text"), {"text": NAMED}).context["found"].lines
    page = office.post(url("check_text"), {"text": NAMED})
    html = page.content.decode()
    assert ("more often today than anybody writes" in html, NAMED in html) == (True, True)
    assert (page.context["is_checked"], "leak-what" in html) == (False, False)
    typed = office.post(url("look_at_text"), {"text": NAMED}).content.decode()
    assert ("more often today" in typed, "leak-what" in typed, 'id="found"' in typed) == (True, False, True)
    assert reader(rapporteur()).post(url("check_text"), {"text": NAMED}).context["found"].lines


def test_limit_is_for_one_day(meeting, monkeypatch):
    monkeypatch.setattr(rules, "MOST_CHECKS", 1)
    by, now = colleague(Role.COMMUNICATIONS), timezone.now()
    checking.note_check(meeting, by=by, now=now)
    with pytest.raises(Refused):
        checking.note_check(meeting, by=by, now=now)
    checking.note_check(meeting, by=by, now=now + dt.timedelta(days=1))


def measured(monkeypatch, letters: int, **more) -> None:
    monkeypatch.setattr(checking, "_read", Spending(letters, checking.WITHIN))
    for name, value in {"A_FILE": 10, "A_SECOND": 0, **more}.items():
        monkeypatch.setattr(checking, name, value)


TOO_MUCH = "more text read within a few minutes"


def test_long_report_is_checked_five_times_in_a_row(meeting, monkeypatch):
    """With a file each time, what goes out with it, and as slowly as a text full of findings is read."""
    monkeypatch.setattr(checking, "_read", Spending(checking.LETTERS, checking.WITHIN))
    by = colleague(Role.COMMUNICATIONS)
    for _time in range(5):
        checking.weigh(2 * checking.A_FILE, by=by, at=0.0)
        checking.weigh(180_000 + 60_000, by=by, at=0.0)
        checking.weigh_time(4.0, 240_000, by=by, at=0.0)


def test_who_writes_on_in_a_long_report_is_never_stopped(monkeypatch):
    monkeypatch.setattr(checking, "_read", Spending(checking.LETTERS, checking.WITHIN))
    by = colleague(Role.COMMUNICATIONS)
    for at in range(0, 3 * 60 * 60, 8):
        checking.weigh(180_000, by=by, at=float(at))


def test_texts_are_weighed_and_nothing_is_lost(meeting, monkeypatch):
    measured(monkeypatch, 2 * len(NAMED))
    office = reader(colleague(Role.COMMUNICATIONS))
    for _time in range(2):
        assert office.post(url("check_text"), {"text": NAMED}).context["found"].lines
    for typed in (NAMED, NAMED * 2):
        page = office.post(url("check_text"), {"text": typed})
        html = page.content.decode()
        assert (TOO_MUCH in html, typed in html, page.context["is_checked"]) == (True, True, False)
        html = office.post(url("look_at_text"), {"text": typed}).content.decode()
        assert (TOO_MUCH in html, "leak-what" in html) == (True, False)
    assert reader(rapporteur()).post(url("check_text"), {"text": NAMED}).context["found"].lines


def test_text_of_a_file_stays_on_the_page_that_refuses_it(meeting, monkeypatch):
    measured(monkeypatch, 100)
    office, raw = reader(colleague(Role.COMMUNICATIONS)), (NAMED * 3).encode()
    office.post(url("check_text"), {"text": PLAIN})
    page = office.post(url("check_text"), {"text": "", "file": SimpleUploadedFile("a.txt", raw)})
    html = page.content.decode()
    assert (TOO_MUCH in html, html.count(NAMED), page.context["is_checked"]) == (True, 3, False)


def test_file_is_weighed_before_it_is_opened(meeting, monkeypatch):
    measured(monkeypatch, 100, A_FILE=99)
    monkeypatch.setattr(beside_the_text, "of", None)
    office = reader(colleague(Role.COMMUNICATIONS))
    office.post(url("check_text"), {"text": PLAIN})
    page = office.post(
        url("check_text"), {"text": "", "file": SimpleUploadedFile("a.docx", b"PK and no more")}
    )
    assert TOO_MUCH in page.content.decode()
    assert "file" not in page.context["form"].errors


def test_text_that_takes_long_counts_for_more(meeting, monkeypatch):
    measured(monkeypatch, 10_000, A_SECOND=100_000_000_000)
    office = reader(colleague(Role.COMMUNICATIONS))
    assert office.post(url("check_text"), {"text": NAMED}).context["found"].lines
    assert TOO_MUCH in office.post(url("check_text"), {"text": NAMED}).content.decode()


def test_weight_is_written_nowhere(meeting, settings, tmp_path):
    settings.CACHES = {
        **settings.CACHES,
        "limits": {**settings.CACHES["limits"], "LOCATION": tmp_path / "limits"},
    }
    checking.weigh(1_000, by=colleague(Role.COMMUNICATIONS), at=0.0)
    caches.close_all()
    assert not (tmp_path / "limits").exists()


def test_wordings_are_tried_for_the_findings_of_a_page_alone(meeting, monkeypatch):
    """Each costs a reading of the sentences around it: of a text full of names a page shows twenty."""
    tried, choose = [], pressing.Pressing._kept
    monkeypatch.setattr(pressing.Pressing, "_kept", lambda *given: (tried.append(1), choose(*given))[1])
    page = reader(rapporteur()).post(url("check_text"), {"text": f"{NAMED} " * 60}).context["found"]
    assert (page.number >= 60, len(page.lines)) == (True, checked_page.MOST)
    assert len(tried) <= checked_page.MOST


def test_count_tells_no_hour_and_no_colleague(settings, tmp_path):
    settings.CACHES = {
        **settings.CACHES,
        "limits": {**settings.CACHES["limits"], "LOCATION": tmp_path / "limits"},
    }
    by = colleague(Role.COMMUNICATIONS)
    now = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time(11, 7, 31)))
    assert [limits.times_today("texts", by.account.pk, now) for _time in range(3)] == [1, 2, 3]
    caches.close_all()
    (file,) = [path for path in Path(tmp_path / "limits").iterdir() if path.name != "lock"]
    raw = file.read_bytes()
    ends = dt.datetime.fromtimestamp(pickle.loads(raw), dt.UTC)  # noqa: S301 - Django's own cache file
    midnight = timezone.make_aware(dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time()))
    assert abs(ends - midnight) < dt.timedelta(seconds=2)
    assert file.stat().st_mtime == 0
    said = raw + zlib.decompress(raw[raw.index(b"x\x9c") :]) + file.name.encode()
    assert by.account.pk.hex.encode() not in said
    assert str(by.account.pk).encode() not in said


# --- whom it could mean, with a second text -------------------------------------------------------------


def checked(browser, **more):
    sent = {"text": REPORT, "beside": SimpleUploadedFile("programme.txt", PROGRAMME.encode())}
    return browser.post(url("check_text"), {**sent, **more})


def carried(page):
    """What the page sends along of the second text, which no file can be sent for again."""
    (found,) = re.findall(r'name="beside_text" value="([^"]*)"', page.content.decode())
    assert found == PROGRAMME.strip() or found == PROGRAMME
    return found


def asked():
    return RecordEntry.objects.filter(verb="asked", noun="candidates").count()


def test_director_asks_whom_both_texts_together_mean(meeting):
    browser = reader(director())
    page = checked(browser)
    (one,) = page.context["found"].lines
    assert "Whom could it mean?" in page.content.decode()
    sent = {"text": REPORT, "beside_text": carried(page), "who": one.found.mark}
    named = browser.post(url("check_text"), sent)
    assert (named.context["names"], asked()) == (("Ama Okoro",), 1)
    assert "It could mean" in named.content.decode()
    assert carried(named)


def test_director_asks_whom_the_second_text_means(meeting):
    browser = reader(director())
    page = checked(browser, text=PLAIN)
    marks = [line.found.mark for line in page.context["beside"].lines if line.found.k is not None]
    sent = {"text": PLAIN, "beside_text": carried(page), "who": marks[0]}
    assert browser.post(url("check_text"), sent).context["names"] == ("Ama Okoro",)


def test_nobody_else_learns_whom_it_could_mean(meeting):
    alone = browser_of(director())  # signed in by a code alone
    for browser in (reader(rapporteur()), reader(colleague(Role.COMMUNICATIONS)), alone):
        page = checked(browser)
        (one,) = page.context["found"].lines
        sent = {"text": REPORT, "beside_text": carried(page), "who": one.found.mark}
        answer = browser.post(url("check_text"), sent)
        assert "names" not in answer.context
        assert "Whom could it mean?" not in answer.content.decode()
    assert asked() == 0


def test_second_text_goes_along_while_typing_and_is_left_out_by_button(meeting):
    browser = reader(rapporteur())
    beside = carried(checked(browser))
    typed = browser.post(url("look_at_text"), {"text": REPORT, "beside_text": beside})
    assert typed.context["found"].open_number == 1
    apart = browser.post(url("check_text"), {"text": REPORT, "beside_text": beside, "apart": "yes"})
    assert (apart.context["found"].open_number, "beside" in apart.context) == (0, False)
    assert 'name="beside_text" value="' not in apart.content.decode()
