"""Points and texts are read beside the programme: whoever was there knows who chaired which session."""

import pytest
from django.utils import translation

from underrose.dialogue import guard
from underrose.programme.tests.planning import a_guest, a_meeting, a_session, a_task

pytestmark = pytest.mark.django_db
PASSED = "A participant of the second session disagreed."


@pytest.fixture
def meeting():
    meeting = a_meeting(regime="off_the_record")
    guests = [
        a_guest(meeting, name)
        for name in ("Ama Okoro", "Lea Moss", "Bo Lind", "Cy Young", "Di Ray", "Ed Poe")
    ]
    rows = [
        a_session(meeting, "09:00-10:00", title="Opening"),
        a_session(meeting, "10:00-11:00", title="From the village to the capital"),
    ]
    for session, guest in zip(rows, guests, strict=False):
        a_task(session, guest)
    return meeting


@pytest.mark.parametrize("language", ["en-gb", "ar"])
@pytest.mark.parametrize(
    "words",
    [
        "The chair of the second session disagreed.",
        "The chair of session 2 said that wells run dry.",
        "The moderator of plenary 2 warned of it.",
        "The chair of the session on “From the village to the capital” disagreed.",
    ],
)
def test_chair_of_a_session_is_as_good_as_a_name(meeting, words: str, language: str):
    with translation.override(language):
        every_way = (
            guard.look_at_point(meeting, words),
            guard.look_at_points(meeting, {"one": words})["one"],
            guard.check_point(meeting, "point", words),
            guard.look(meeting, words),
            guard.check(meeting, "report", words),
        )
        assert [[one.k for one in checked.findings] for checked in every_way] == [[1]] * 5
        assert guard.look_at_point(meeting, PASSED).findings == ()
