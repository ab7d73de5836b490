"""Cards for the table and opening words: the rule as the table decides it, in the language of the meeting, naming nobody."""

import io
import zipfile

import pypdfium2
import pytest

from underrose.concept.models import Meeting
from underrose.methods.disclosure import Regime
from underrose.programme import regime_papers, regime_words
from underrose.programme.announcements import regimes_of

from .planning import TODAY, a_meeting, a_room, a_session, a_task, planner, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def pages(content: bytes) -> list[str]:
    found = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in found]


def said(meeting, session) -> list[str]:
    sheet = regime_papers.opening_words(meeting, session, TODAY)
    return sheet.blocks[1].markdown.split("\n\n")


def test_card_of_a_session_says_the_rule_in_english_and_arabic_on_both_sides():
    session = a_session(a_meeting(regime="chatham_house_rule"), title="Canary")
    answer = planner().get(url("regime_card", session.pk))
    (words,) = pages(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="AB12-card.pdf"'
    assert words.count("Chatham House Rule") == 2
    assert words.count("You may use what you hear.") == 2
    assert "Canary" not in words


def test_meeting_has_one_card_for_each_rule_that_differs():
    meeting = a_meeting(regime="chatham_house_rule")
    for at, regime in enumerate(("", "private", "", "on_the_record")):
        a_session(meeting, f"{9 + at:02}:00-{9 + at:02}:45", regime=regime)
    found = pages(planner().get(url("regime_cards") + "?paper=letter").content)
    assert ["Private and confidential" in words for words in found] == [False, True]
    assert len(pages(planner("AB12").get(url("regime_cards")).content)) == 2


def test_card_stands_first_in_the_language_of_the_meeting():
    for language, first in (("en", "en"), ("fr", "fr"), ("ar", "ar"), ("de", "en"), ("fr-CH", "fr")):
        card = regime_papers.card(Meeting(language=language), ["private"])
        assert (card.words[0].language, len(card.words)) == (first, 3 if first == "fr" else 2)


def test_opening_words_are_three_paragraphs_on_one_page():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting, title="Opening", room=a_room(meeting))
    a_task(session, "Canary Quillfeather")
    rule, notes, object_to = said(meeting, session)
    assert rule.startswith(
        "Before we begin, a word on the rule of this room. This session is held under the Chatham House Rule."
    )
    assert "never of who says it" in notes
    assert "on Sunday 5 December 2027 at the latest, nine months after the meeting" in notes
    assert "thirty days after the report" in notes
    assert "If you cannot accept this rule" in object_to
    (words,) = pages(planner().get(url("opening_words", session.pk, "pdf")).content)
    assert "Opening words" in words
    assert "Great Hall" in words
    assert "Canary" not in words


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("regime", list(Regime))
def test_every_rule_fits_on_one_page_in_every_language(language, regime):
    meeting = a_meeting(regime=regime.value, language=language)
    session = a_session(meeting, regime="rule_without_country" if regime == Regime.off_the_record else "")
    client = planner()
    for paper in ("", "?paper=letter"):
        assert len(pages(client.get(url("opening_words", session.pk, "pdf") + paper).content)) == 1
    assert len(pages(client.get(url("regime_card", session.pk)).content)) == 1
    with zipfile.ZipFile(io.BytesIO(client.get(url("opening_words", session.pk, "docx")).content)) as word:
        body = word.read("word/document.xml").decode()
    for one in regime_words.on_paper(language, regime_words.holding(regimes_of(meeting, session))):
        assert one["spoken"].partition(".")[0] in body
    assert client.get(url("opening_words", session.pk, "txt")).status_code == 404


def test_what_may_never_leave_is_said_never_to_leave():
    meeting = a_meeting(regime="undisclosed")
    assert "Nothing of them ever leaves the team." in said(meeting, a_session(meeting))[1]
    meeting = a_meeting("CD34", regime="off_the_record")
    assert "two people of the team have read it" in said(meeting, a_session(meeting))[1]
    meeting = a_meeting("EF56", regime="chatham_house_rule")
    assert "before somebody of the team has read it" in said(meeting, a_session(meeting))[1]


def test_meeting_without_dates_promises_no_day():
    meeting = a_meeting()
    session = a_session(meeting)
    meeting.end_on = None
    assert "nine months after the meeting at the latest" in said(meeting, session)[1]
