"""Notes that were written elsewhere, before they are taken: what may be chosen for each, and wordings that are taken over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from underrose.concept.models import Lens, Theme
from underrose.dialogue import brought
from underrose.dialogue.brought_page import MOST
from underrose.dialogue.models import Kind, Note, Point
from underrose.methods.documents.model import Block, Document
from underrose.methods.documents.model import Kind as Block_

from .browsing import reader
from .reading import NAMED, meeting, url  # noqa: F401 - the fixture
from .roomful import noted, rapporteur

pytestmark = pytest.mark.django_db
PART = {"X-Part": "line"}


class Bringing:
    """A page of brought notes: what stands on it, and what its form sends."""

    def __init__(self, note: Note) -> None:
        self.note, self.browser = note, reader(rapporteur())

    def file(self, words: str):
        sent = {"file": SimpleUploadedFile("notes.md", words.encode())}
        return self.keep(self.browser.post(url("import_notes", self.note.pk), sent))

    def keep(self, page):
        self.rows = page.context["rows"]
        return page

    def form(self) -> dict[str, object]:
        sent: dict[str, object] = {"id": [row["line"].id for row in self.rows]}
        for row in self.rows:
            one = row["line"]
            sent |= {
                f"{name}-{one.id}": getattr(one, name)
                for name in ("kind", "words", "theme", "agreement", "voices", "lens")
            }
            sent |= {
                f"{name}-{one.id}": value for name in ("sign", "before") if (value := getattr(one, name))
            }
            sent |= {f"take-{one.id}": "yes"} if one.is_ticked else {}
        return sent

    def press(self, **more: str):
        return self.browser.post(url("import_notes", self.note.pk), self.form() | more)

    def fix(self, at: int) -> str:
        """The first wording of the first finding of a point, as its button sends it."""
        row = self.rows[at]
        return f"{row['line'].id}|{row['found'].lines[0].found.mark}.0"

    def told(self) -> list[tuple[str, ...]]:
        return [(row["line"].words, row["line"].theme, row["line"].agreement) for row in self.rows]


@pytest.fixture
def bringing(meeting) -> Bringing:  # noqa: F811 - the fixture
    return Bringing(noted(meeting))


def test_what_was_not_read_of_a_file_is_told_beside_its_points(bringing):
    page = bringing.file("Wells run\u202e dry.\n")
    (told,) = page.context["left_out"]
    assert f"<li>{told}</li>" in page.content.decode()
    assert not bringing.file("Wells run dry.\n").context["left_out"]


def test_theme_and_agreement_are_chosen_point_by_point_and_taken(bringing):
    bringing.file("One.\n\nTwo.\n")
    theme = Theme.objects.first()
    (one, two) = (row["line"].id for row in bringing.rows)
    bringing.press(
        take="yes", **{f"theme-{one}": str(theme.pk), f"agreement-{two}": "some", f"kind-{two}": "insight"}
    )
    taken = {point.words: point for point in Point.objects.select_related("note")}
    assert (taken["One."].theme, taken["One."].agreement, taken["One."].kind) == (str(theme.pk), "", "issue")
    assert (taken["Two."].theme, taken["Two."].agreement, taken["Two."].kind) == ("", "some", "insight")


def test_voices_and_lens_are_chosen_for_one_point_or_for_all_and_taken(bringing):
    page = bringing.file("One.\n\nTwo.\n").content.decode()
    lens = str(Lens.objects.get().pk)
    one, two = (row["line"].id for row in bringing.rows)
    assert [
        f'name="{name}"' in page for name in (f"voices-{one}", f"lens-{two}", "all-voices", "all-lens")
    ] == [True] * 4
    bringing.keep(bringing.press(for_all="yes", **{"all-voices": "few", f"lens-{one}": lens}))
    assert [(row["line"].voices, row["line"].lens) for row in bringing.rows] == [("few", lens), ("few", "")]
    bringing.press(take="yes", **{f"lens-{two}": "somebody"})
    taken = {str(point.words): (point.voices, point.lens) for point in Point.objects.select_related("note")}
    assert taken == {"One.": ("few", lens), "Two.": ("few", "")}


def test_what_is_chosen_for_all_holds_for_those_that_are_ticked(bringing):
    bringing.file("One.\n\nTwo.\n\nThree.\n")
    theme = str(Theme.objects.first().pk)
    two = bringing.rows[1]["line"].id
    sent = bringing.form() | {"for_all": "yes", "all-theme": theme, "all-agreement": "broad", "all-kind": ""}
    del sent[f"take-{two}"]
    page = bringing.keep(bringing.browser.post(url("import_notes", bringing.note.pk), sent))
    assert bringing.told() == [("One.", theme, "broad"), ("Two.", "", ""), ("Three.", theme, "broad")]
    assert [row["line"].is_ticked for row in bringing.rows] == [True, False, True]
    assert page.content.decode().count(f'value="{theme}" selected') == 2
    assert not Point.objects.exists()


def test_wording_of_the_guard_is_taken_over_with_one_press(bringing):
    page = bringing.file(f"Wells run dry.\n\n{NAMED}\n")
    line, found = bringing.rows[1]["line"], bringing.rows[1]["found"].lines[0]
    pressed = f"{line.id}|{found.found.mark}.0"
    assert f'name="fix" value="{pressed}"' in page.content.decode()
    bringing.keep(bringing.press(fix=pressed, **{f"agreement-{line.id}": "some"}))
    assert bringing.told()[0][0] == "Wells run dry."
    said = bringing.rows[1]["line"]
    assert ("Ama Okoro" in said.words, said.agreement) == (False, "some")
    assert not Point.objects.exists()


@pytest.mark.parametrize(
    "pressed", ["", "|", "x|y.0", "{id}|nothing.0", "{id}|{mark}.99", "{id}|{mark}.-1", "{id}"]
)
def test_wording_that_is_no_longer_there_changes_nothing(bringing, pressed: str):
    bringing.file(NAMED)
    row = bringing.rows[0]
    value = pressed.format(id=row["line"].id, mark=row["found"].lines[0].found.mark)
    bringing.keep(bringing.press(fix=value))
    assert bringing.told() == [(NAMED, "", "")]


def test_script_is_answered_with_the_one_point_it_sent(bringing):
    bringing.file(f"Wells run dry.\n\n{NAMED}\n")
    one = bringing.rows[0]["line"]
    sent = {"id": one.id, f"words-{one.id}": NAMED, f"kind-{one.id}": "issue", "look": "yes"}
    answer = bringing.browser.post(url("import_notes", bringing.note.pk), sent, headers=PART)
    page = answer.content.decode()
    assert (page.count('<li class="brought-line"'), "<html" in page, page.count('name="fix"') > 0) == (
        1,
        False,
        True,
    )


def test_theme_that_is_none_of_the_note_is_left_out(bringing):
    bringing.file("One.")
    bringing.press(take="yes", **{f"theme-{bringing.rows[0]['line'].id}": "somebody"})
    assert Point.objects.get().theme == ""


def test_most_points_a_file_may_bring_come_back_whole(bringing):
    bringing.file("\n\n".join(f"Point number {number}." for number in range(MOST)))
    assert len(bringing.rows) == MOST
    assert bringing.press(take="yes").status_code == 302
    assert Point.objects.count() == MOST


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_a_constant_number_of_questions(bringing, number: int, django_assert_num_queries):
    bringing.file("\n\n".join(f"Point {at}." for at in range(number)))
    bringing.press(look="yes")
    with django_assert_num_queries(23, using="default"), django_assert_num_queries(2, using="dialogue"):
        bringing.press(look="yes")


def test_words_come_back_as_they_stood_before_a_wording(bringing):
    bringing.file(f"- {NAMED}\n")
    stood = bringing.rows[0]["line"].words
    mark = bringing.rows[0]["found"].lines[0]
    press = f"{bringing.rows[0]['line'].id}|{mark.found.mark}.{mark.fixes[0][0]}"
    bringing.keep(bringing.press(fix=press))
    assert bringing.rows[0]["line"].words != stood
    page = bringing.keep(bringing.press(look="yes"))
    assert "As it stood before" in page.content.decode()
    bringing.keep(bringing.press(fix=f"{bringing.rows[0]['line'].id}|stood.0"))
    assert (bringing.rows[0]["line"].words, bringing.rows[0]["line"].before) == (stood, "")


def test_most_points_fit_the_fields_a_form_may_send(bringing, settings):
    """Each of them twice, ticked all the same, with words that stood before: a form that is too large is lost whole."""
    text = "\n\n".join(f"- Point {number}" for number in range(MOST))
    bringing.file(text)
    bringing.press(take="yes")
    bringing.file(text)
    sent = bringing.form()
    for row in bringing.rows:
        sent |= {f"take-{row['line'].id}": "yes", f"before-{row['line'].id}": "It stood so."}
    html = bringing.keep(bringing.browser.post(url("import_notes", bringing.note.pk), sent)).content.decode()
    form = html[html.index('class="brought"') :]
    assert len(bringing.rows) == MOST
    assert form.count(' name="theme-') == form.count(' name="lens-') == MOST
    fields = sum(form.count(mark) for mark in ("<input", "<textarea", "<select"))
    assert fields <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_what_the_notes_hold_already_comes_without_a_tick(bringing):
    text = "- Who pays?\n- One desk.\n- Who pays?\n"
    page = bringing.file(text).content.decode()
    assert [row["line"].is_ticked for row in bringing.rows] == [True, True, False]
    assert "1 stands further up in the same words and has no tick." in page
    assert ("Stands further up, in these words." in page, "in the notes already" in page) == (True, False)
    bringing.press(take="yes")
    page = bringing.file(text)
    assert [row["line"].is_ticked for row in bringing.rows] == [False, False, False]
    assert "3 stand in the notes already and have no tick." in page.content.decode()
    bringing.press(take="yes")
    assert Point.objects.count() == 2


def test_line_in_the_words_of_a_heading_keeps_its_tick(bringing):
    bringing.file("## Wells and desks\n\nMoney\n\n- Wells and desks\n- Wells and desks\n")
    assert [(row["line"].words, row["line"].is_ticked) for row in bringing.rows] == [
        ("Wells and desks", False),
        ("Money", True),
        ("Wells and desks", True),
        ("Wells and desks", False),
    ]


# --- what headings say ------------------------------------------------------------------------------------


def heading(words: str, level: int) -> Block:
    return Block(Block_.heading, words, level)


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([heading("Theme 2: Shared rivers", 1), heading("Questions", 2)], (Kind.question, "r")),
        ([heading("Questions", 1), heading("shared rivers", 2)], (Kind.question, "r")),
        ([heading("Questions", 2), heading("2. Shared rivers", 1)], (Kind.issue, "r")),
        ([heading("Shared rivers", 1), heading("Questions", 1)], (Kind.question, "")),
        ([heading("Rivers", 1)], (Kind.issue, "")),
    ],
)
def test_headings_say_kind_and_theme(blocks: list[Block], found: tuple[Kind, str]):
    made = Document((*blocks, Block(Block_.paragraph, "Words.")))
    (one,) = brought.proposals(made, {"Shared rivers": "r"})
    assert (one.kind, one.theme) == found
