"""Notes of a rapporteur as they are written: prefixes, themes above their notes, tables, hours and speakers before a colon."""

from pathlib import Path

import pytest
import typst
from django.utils.translation import override

from underrose.dialogue import brought, line_marks
from underrose.dialogue.line_marks import Head
from underrose.dialogue.models import Kind, Point
from underrose.methods.documents import reading
from underrose.methods.documents.model import Block, Document, Footnote
from underrose.methods.documents.model import Kind as Block_
from underrose.methods.documents.readers.inside import read_here

from .reading import meeting  # noqa: F401 - the fixture
from .test_brought import Bringing, bringing  # noqa: F401 - the fixture

THEMES = {"Early warning": "e", "Women who warn": "w"}
NOTES = """Notes

1. Early warning
Recommendation: keep the list in one office.
14:20 – The desk should call back within a day.

2. Women who warn
Action: translate the form into three languages and send it to everybody who asked for it last year.
Q: who keeps the list?
Disagreement: some would rather
keep none.

3. Money
- Nobody pays for calls.
"""


def read(text: str, name: str) -> list[tuple[str, str, str]]:
    document = reading.read(brought.parted(text.encode(), name), name)
    return [(one.kind.value, one.theme, one.words) for one in brought.proposals(document, THEMES)]


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_marked_lines_are_points_of_their_own_below_their_theme(name: str):
    found = [one for one in read(NOTES, name) if one[2] != "Notes"]
    assert found == [
        ("recommendation", "e", "Keep the list in one office."),
        ("issue", "e", "The desk should call back within a day."),
        (
            "proposed_action",
            "w",
            "Translate the form into three languages and send it to everybody who asked for it last year.",
        ),
        ("question", "w", "Who keeps the list?"),
        ("disagreement", "w", "Some would rather keep none."),
        ("issue", "", "Nobody pays for calls."),
    ]


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
@pytest.mark.parametrize(
    "head", ["Early warning", "2. Early warning", "Theme 2: Early warning", "EARLY WARNING:"]
)
def test_theme_directly_above_its_notes_is_their_theme(head: str, name: str):
    notes = f"{head}\nA desk calls back within a day.\n\nOpen questions:\nwho pays for the calls?\n"
    document = reading.read(brought.parted(notes.encode(), name, THEMES), name)
    assert [(one.kind, one.theme, one.words) for one in brought.proposals(document, THEMES)] == [
        (Kind.issue, "e", "A desk calls back within a day."),
        (Kind.question, "e", "who pays for the calls?"),
    ]


def test_lines_without_a_mark_stay_one_paragraph():
    wrapped = (
        "Wells run dry in the north and nobody\nwho lives there is asked. Pumps are\nolder than the roads.\n"
    )
    assert [words for _kind, _theme, words in read(wrapped, "notes.txt")] == [
        wrapped.replace("\n", " ").strip()
    ]
    assert brought.parted(wrapped.encode(), "notes.txt") == wrapped.encode()


def test_lines_of_one_paragraph_of_a_word_file_are_points_where_one_is_marked():
    block = Block(Block_.paragraph, "Action: translate the form.\nQ: who keeps the list?")
    assert [(one.kind, one.words) for one in brought.proposals(Document((block,)))] == [
        (Kind.proposed_action, "Translate the form."),
        (Kind.question, "Who keeps the list?"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Q: who?", Kind.question),
        ("Q3: who?", Kind.question),
        ("Question – who?", Kind.question),
        ("[Action] Write.", Kind.proposed_action),
        ("Issue: none.", Kind.issue),
        ("Recommandation : écrire.", Kind.recommendation),
        ("Désaccord : non.", Kind.disagreement),
        ("Recomendación: escribir.", Kind.recommendation),
        ("Pregunta: ¿quién?", Kind.question),
        ("Empfehlung: schreiben.", Kind.recommendation),
        ("Maßnahme: schreiben.", Kind.proposed_action),
        ("Question of money: none.", None),
        ("Actions speak louder: none.", None),
    ],
)
def test_word_before_a_colon_says_the_kind_in_four_languages(line: str, kind: Kind | None):
    found = line_marks.kind_of_prefix(line)
    assert (found[0] if found else None) == kind


def test_word_before_a_colon_says_the_kind_in_the_language_of_the_page():
    with override("ar"):
        found = line_marks.kind_of_prefix(f"{Kind.question.label}: من يدفع؟")
    assert found == (Kind.question, "من يدفع؟")


def test_head_row_of_a_table_names_its_columns_and_is_no_point():
    rows = (
        ("Kind", "Point", "Theme", "Agreement", "Speaker", "Time"),
        ("Question", "Who verifies the rumour?", "Women who warn", "Contested", "Salma", "14:20"),
        ("", "Keep a list.", "", "", "", ""),
    )
    found = brought.notes(Document((Block(Block_.table, "", rows=rows),)), THEMES)
    assert [(one.kind, one.words, one.theme, one.agreement) for one in found.points] == [
        (Kind.question, "Who verifies the rumour?", "w", "contested"),
        (Kind.issue, "Keep a list.", "", ""),
    ]
    assert found.columns == ("Speaker", "Time")


def test_table_without_a_head_that_is_known_is_read_row_by_row():
    rows = (("Wells", "dry"), ("Roads", "broken"))
    found = brought.proposals(Document((Block(Block_.table, "", rows=rows),)))
    assert [one.words for one in found] == ["Wells · dry", "Roads · broken"]


# --- hours and speakers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("14:20 – The desk.", "The desk."),
        ("[14:20] the desk.", "The desk."),
        ("- 14h20 : le bureau.", "Le bureau."),
        ("14.20 Uhr: das Amt.", "Das Amt."),
        ("14:20–14:35 The desk.", "The desk."),
        ("2 pm – the desk.", "The desk."),
        ("22:00 is too late for a curfew.", None),
        ("2.10 Wells.", None),
        ("12 wells ran dry.", None),
    ],
)
def test_hour_before_a_line_is_taken_out(line: str, left: str | None):
    assert line_marks.without_hour(line) == ((left, True) if left else (line, False))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Salma: The desk calls back.", [(Head.label, "Salma", "The desk calls back.")]),
        ("HN: we promise nothing.", [(Head.label, "HN", "We promise nothing.")]),
        ("The chair: order.", [(Head.label, "The chair", "Order.")]),
        ("Speaker 3: no.", [(Head.label, "Speaker 3", "No.")]),
        ("Ms Vella – no.", [(Head.label, "Ms Vella", "No.")]),
        ("سلمى: يجب أن يتصل المكتب.", [(Head.label, "سلمى", "يجب أن يتصل المكتب.")]),
        ("At 14:20 the bishop left.", [(Head.hour, "14:20", "The bishop left.")]),
        ("He left (14:20) in anger.", [(Head.hour, "14:20", "He left in anger.")]),
        ("Background: the state pays.", []),
        ("Guest list: nobody keeps it.", []),
        ("NB: the state pays.", []),
        ("14.25 The desk calls back.", [(Head.hour, "14.25", "The desk calls back.")]),
        ("One ratio is 1:10.", []),
        ("Early warning – the desk.", []),
    ],
)
def test_hour_and_speaker_that_still_stand_are_told(words: str, told: list[tuple[Head, str, str]]):
    assert [(one.head, one.quoted, one.without) for one in line_marks.told(words)] == told


@pytest.mark.django_db
def test_page_takes_hours_out_tells_of_speakers_and_leaves_them_out_when_pressed(bringing):  # noqa: F811
    page = bringing.file("14:20 – Salma: The desk should call back.\n\nWells run dry.\n").content.decode()
    assert "An hour stood before 1 point and was left out" in page
    assert "14:20" not in page
    assert bringing.told()[0][0] == "Salma: The desk should call back."
    assert page.count('name="fix"') == 1
    bringing.keep(bringing.press(fix=bringing.fix(0)))
    assert bringing.told()[0][0] == "The desk should call back."
    assert bringing.rows[0]["found"].lines == ()


@pytest.mark.django_db
def test_hour_written_into_a_point_is_told_when_it_is_looked_at_again(bringing):  # noqa: F811
    bringing.file("Wells run dry.\n")
    line = bringing.rows[0]["line"].id
    page = bringing.keep(bringing.press(look="yes", **{f"words-{line}": "14:20 Wells run dry."}))
    assert "No exact time of a point is kept" in page.content.decode()
    bringing.keep(bringing.press(fix=bringing.fix(0), **{f"words-{line}": "14:20 Wells run dry."}))
    assert bringing.told()[0][0] == "Wells run dry."


@pytest.mark.django_db
def test_kind_theme_and_agreement_of_a_table_are_taken(bringing):  # noqa: F811
    page = bringing.file("Wells run dry.\n")
    key, words = page.context["themes"][0]
    theme = words.partition(". ")[2]
    rows = f"| Kind | Point | Theme | Agreement |\n|---|---|---|---|\n| Question | Who pays? | {theme} | Some |\n"
    bringing.file(rows)
    bringing.press(take="yes")
    point = Point.objects.get()
    assert (point.kind, point.words, point.theme, point.agreement) == (
        "question",
        "Who pays?",
        key,
        "some",
    )


@pytest.mark.parametrize("name", ["notes.txt", "notes.md"])
def test_line_that_only_looks_like_a_heading_is_not_lost(name: str):
    text = "- Recommendation: give every call a number\nA line that stands below\nI think we should stop."
    said = " ".join(words for _kind, _theme, words in read(text, name))
    assert all(words in said for words in ("ive every call", "A line that stands below", "we should stop"))


TELEGRAPHIC = """LM1 raw notes

Desks
warnings late, nobody reads them
Council procs too slow for 72h
Decision: none taken today
Agreement on one desk
?? who pays
Trust lost after 2023
"""


def test_each_line_of_telegraphic_notes_is_a_point():
    assert read(TELEGRAPHIC, "notes.txt") == [
        # "Desks" leads to a line, and stands among the points as a heading.
        ("issue", "", "warnings late, nobody reads them"),
        ("issue", "", "Council procs too slow for 72h"),
        ("issue", "", "Decision: none taken today"),
        ("issue", "", "Agreement on one desk"),
        ("issue", "", "?? who pays"),
        ("issue", "", "Trust lost after 2023"),
    ]


def test_arrow_before_a_kind_is_a_bullet_and_lines_of_one_look_are_no_headings():
    text = "-> action: JM to write\n=> question: who pays\n→ rec: one desk\nA. Kivelahti offers money\nRoads closed\n"
    assert read(text, "notes.txt") == [
        ("proposed_action", "", "JM to write"),
        ("question", "", "Who pays"),
        ("recommendation", "", "One desk"),
        ("issue", "", "A. Kivelahti offers money"),
        ("issue", "", "Roads closed"),
    ]


def test_lines_of_a_pdf_that_end_before_they_are_full_are_points(tmp_path: Path):
    long = "Desk to call back within a day and to tell everybody who asked for it by the end of the week what became of it"
    lines = ["Boats late", "Nobody pays for gauges", long, "SM to write, Sara to call"]
    source = tmp_path / "notes.typ"
    source.write_text("#set par(spacing: 0.65em)\n" + "\n\n".join(lines))
    found = brought.notes(read_here(typst.compile(str(source)), "notes.pdf"))
    assert [one.words for one in found.points] == lines


@pytest.mark.django_db
def test_headings_stand_among_the_points_without_a_tick(bringing):  # noqa: F811 - the fixture
    bringing.file(
        "# Raw notes of Tuesday\n\n## Money and desks\n\n- Who pays?\n- One desk.\n\n## Nothing below\n"
    )
    shown = [(row["line"].words, row["line"].is_ticked) for row in bringing.rows]
    assert shown == [
        ("Raw notes of Tuesday", False),
        ("Money and desks", False),
        ("Who pays?", True),
        ("One desk.", True),
        ("Nothing below", True),
    ]
    bringing.press(take="yes")
    assert sorted(point.words for point in Point.objects.all()) == ["Nothing below", "One desk.", "Who pays?"]


def test_footnote_stands_in_brackets_where_it_is_referred_to():
    assert read("Boats are late.[^1]\n\n[^1]: By two hours.\n", "notes.md") == [
        ("issue", "", "Boats are late. (By two hours.)")
    ]


def test_mark_of_a_footnote_stands_in_no_point_and_no_footnote_is_lost():
    text = "Boats are late.[^9]\n\n| Notes |\n|---|\n| Nobody pays.[^a] |\n\n[^a]: By *far*.[^9]\n"
    assert read(text, "notes.md") == [
        ("issue", "", "Boats are late."),
        ("issue", "", "Nobody pays. (By far.)"),
    ]
    alone = Document((Block(Block_.paragraph, "Boats."),), (Footnote("1", "Nobody calls *this*."),))
    assert [one.words for one in brought.proposals(alone)] == ["Boats.", "Nobody calls this."]


def test_hours_and_speakers_of_a_table_without_heads_are_taken_out_or_told():
    rows = (
        ("10:15", "SM", "Boats are late."),
        ("10:20 – 10:30", "Sara Mint", "Nobody pays.", "10:31"),
        ("", "Wells", "Dry."),
    )
    found = brought.notes(Document((Block(Block_.table, "", rows=rows),)))
    words = [one.words for one in found.points]
    assert (words, found.hours) == (
        ["SM: Boats are late.", "Sara Mint: Nobody pays.", "Wells · Dry."],
        3,
    )
    assert [[one.quoted for one in line_marks.told(line)] for line in words] == [["SM"], ["Sara Mint"], []]


def test_table_of_a_pdf_leaves_out_its_hours_and_initials(tmp_path: Path):
    source = tmp_path / "notes.typ"
    cells = "[*Hour*], [*Initials*], [*What was said*], [10:15], [SM], [Boats are late.], [10:22], [TL], [Nobody pays.]"
    source.write_text(f"#table(columns: (2cm, 2cm, 1fr), {cells})")
    found = brought.notes(read_here(typst.compile(str(source)), "notes.pdf"))
    assert [one.words for one in found.points] == ["Boats are late.", "Nobody pays."]
    assert found.columns == ("Hour", "Initials")


def test_first_cell_of_a_table_without_a_head_may_say_the_kind():
    rows = (("Good practice", "A telephone tree"), ("Hall B", "Cold"))
    block = Block(Block_.table, "", rows=rows)
    assert [(one.kind, one.words) for one in brought.proposals(Document((block,)))] == [
        (Kind.good_practice, "A telephone tree"),
        (Kind.issue, "Hall B · Cold"),
    ]


def test_line_of_signs_alone_is_no_point():
    assert read("----\n\nBoats are late.\n\n***\n", "notes.txt") == [("issue", "", "Boats are late.")]
