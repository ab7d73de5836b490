"""People who have not met: both opt in, nobody is ranked, nothing is kept, and a protected person shows themes alone."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.concept.models import Meeting, State, Theme
from underrose.participation import delegates
from underrose.participation.models import Participant
from underrose.participation.tests.asked import becomes_protected, protected
from underrose.participation.tests.furnished import (
    END,
    browser_of,
    furnished,
    guest,
    manager,
)
from underrose.participation.tests.test_personal import post, told
from underrose.programme import in_numbers
from underrose.programme import introductions as suggested
from underrose.programme.actions import forgetting
from underrose.programme.actions import introductions as joining
from underrose.programme.models import (
    Allocation,
    Assignment,
    Availability,
    Group,
    Introduction,
    Kind,
    Pairing,
    Seat,
    TopicWish,
)
from underrose.programme.tests.furnished_rounds import grouped, seat, session, topics
from underrose.programme.tests.grouped import computed
from underrose.programme.tests.test_ranking import accepted

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
DURING = dt.datetime(2027, 3, 3, 18, tzinfo=dt.UTC)
AFTER = dt.datetime(2027, 4, 5, 3, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def themed(meeting: Meeting, *words: str) -> list[Theme]:
    return [Theme.objects.create(meeting=meeting, words=one, position=at) for at, one in enumerate(words)]


def joined(participant: Participant, *themes: Theme, words: str = "") -> Participant:
    joining.join(participant, [theme.key for theme in themes], words, today=TODAY)
    return participant


def offered(participant: Participant, now: dt.datetime = NOON) -> tuple[suggested.Suggested, ...]:
    return suggested.of(participant, delegates.carded(participant.meeting, now.date()), now)


def names(participant: Participant, now: dt.datetime = NOON) -> list[str]:
    return [one.name for one in offered(participant, now)]


def test_opting_in_seeing_others_and_leaving() -> None:
    meeting = furnished()
    water, law = themed(meeting, "Water", "Law")
    client, page, _ama = accepted(meeting)
    here = f"{page}programme/introductions/"
    joined(
        guest(meeting, "Ben Hale", post=("Judge", "Larkmoor Court", "GB")),
        water,
        law,
        words="Courts & rivers <i>",
    )
    guest(meeting, "Chi Silent")
    words = told(client, here)
    assert ("Ben Hale" in words, Introduction.objects.count()) == (False, 1)
    assert "They would read of you: “Ama Okoro”" in words
    assert post(client, here, themes=[str(water.key)], words="Wells in dry years").status_code == 303
    words = told(client, here)
    there = (
        "Ben Hale",
        "Judge, Larkmoor Court",
        "Courts &amp; rivers &lt;i&gt;",
        "You both work on “Water”.",
    )
    assert [
        one for one in (*there, "You have not sat in one group.", "order of their names") if one not in words
    ] == []
    assert ("“Law”" in words, "Chi Silent" in words) == (False, False)
    once = re.search(r'name="once" value="([^"]+)"', told(client, here))[1]
    for _click in range(2):
        assert client.post(f"{here}leave/", {"once": once}).status_code in {302, 303}
    assert Introduction.objects.filter(participant__person__full_name="Ama Okoro").count() == 0
    assert "Ben Hale" not in told(client, here)


def test_looking_writes_nothing_anywhere() -> None:
    """No record of introductions taken up: a look at somebody leaves no row and no line."""
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    client, page, ama = accepted(meeting)
    joined(ama, water)
    joined(guest(meeting, "Ben Hale"), water)
    lines, rows = (
        RecordEntry.objects.count(),
        list(Introduction.objects.order_by("key").values_list("key", "themes")),
    )
    words = told(client, f"{page}programme/introductions/")
    assert "Ben Hale" in words
    assert "Ben Hale" not in "".join(re.findall(r"<(?:a|form|button|input)\b[^>]*>[^<]*", words))
    assert (
        RecordEntry.objects.count(),
        list(Introduction.objects.order_by("key").values_list("key", "themes")),
    ) == (lines, rows)


def test_they_stand_in_the_order_of_names_however_much_they_share() -> None:
    meeting = furnished()
    water, law = themed(meeting, "Water", "Law")
    me = joined(guest(meeting, "Me Myself"), water, law)
    joined(guest(meeting, "Zoe Adams"), water, law, words="much")
    joined(guest(meeting, "Ann Young"), water)
    joined(guest(meeting, "Ben Hale"), law)
    assert names(me) == ["Zoe Adams", "Ben Hale", "Ann Young"]


def test_both_must_have_opted_in_and_share_a_theme() -> None:
    meeting = furnished()
    water, law = themed(meeting, "Water", "Law")
    ama, ben, chi = (guest(meeting, name) for name in ("Ama Okoro", "Ben Hale", "Chi Lam"))
    joined(ben, water)
    assert names(ama) == []
    joined(ama, water)
    joined(chi, law)
    assert (names(ama), names(ben), names(chi)) == (["Ben Hale"], ["Ama Okoro"], [])
    Participant.objects.filter(pk=ben.pk).update(place="withdrawn")
    assert names(ama) == []


def test_whoever_sat_together_works_together_or_is_kept_apart_is_not_shown() -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    trust = ("Adviser", "Larkmoor Trust", "GB")
    me = joined(guest(meeting, "Me Myself", post=trust), water)
    sat, colleague_, apart, later = (
        joined(guest(meeting, name, post=post), water)
        for name, post in (
            ("Sat With", None),
            ("Works With", trust),
            ("Kept Apart", None),
            ("Later On", None),
        )
    )
    grouped(session(meeting), [me, sat])
    grouped(session(meeting, "Tomorrow", on=END), [me, later])
    one, other = sorted((me, apart), key=lambda found: found.key)
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    assert names(me) == ["Later On", "Sat With"]
    assert names(me, DURING) == ["Later On"]
    assert "Me Myself" not in names(apart) + names(colleague_)


def test_nobody_met_in_a_round_that_was_taken_out() -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    me, other = (joined(guest(meeting, name), water) for name in ("Me Myself", "Ben Hale"))
    grouped(session(meeting, is_removed=True), [me, other])
    assert names(me, DURING) == ["Ben Hale"]


def test_who_met_at_an_earlier_meeting_has_met() -> None:
    earlier, meeting = (
        furnished("CD34", start_on=dt.date(2026, 3, 2), end_on=dt.date(2026, 3, 4)),
        furnished(),
    )
    (water,) = themed(meeting, "Water")
    before = [guest(earlier, name) for name in ("Me Myself", "Known Already")]
    grouped(session(earlier, on=dt.date(2026, 3, 2)), before)
    me, known = (
        Participant.objects.create(meeting=meeting, person=one.person, since=TODAY) for one in before
    )
    joined(me, water)
    joined(known, water)
    joined(guest(meeting, "New Face"), water)
    assert names(me) == ["New Face"]


def test_a_protected_person_is_not_led_there_and_shows_themes_alone() -> None:
    meeting = furnished()
    water, law = themed(meeting, "Water", "Law")
    client, page, rowan = accepted(meeting, protected())
    ama = joined(guest(meeting, "Ama Okoro"), water)
    assert "programme/introductions/" not in told(client, page)
    here = f"{page}programme/introductions/"
    words = told(client, here)
    assert ("You are protected" in words, 'name="words"' in words) == (True, False)
    post(client, here, themes=[str(water.key), str(law.key)], words="Canary words")
    (one,) = offered(ama)
    assert (one.name, one.native, one.about, one.words, one.reasons) == (
        "Rowan",
        "",
        "",
        "",
        ("You both work on “Water”.",),
    )
    assert Introduction.objects.get(participant=rowan).words is None
    assert "Ama Okoro" in told(client, here)


@pytest.mark.parametrize("now", [NOON, DURING])
def test_where_a_protected_person_sat_is_told_by_no_reason(now: dt.datetime) -> None:
    """Left out after one round, they would be known to whoever sat at that table."""
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    ama, rowan = (
        joined(guest(meeting, "Ama Okoro"), water),
        Participant.objects.create(meeting=meeting, person=protected(), since=TODAY),
    )
    joined(rowan, water)
    grouped(session(meeting), [ama, rowan])
    (one,) = offered(ama, now)
    assert "You have not sat in one group." not in one.reasons


def test_whoever_becomes_protected_is_no_longer_introduced() -> None:
    """Words and themes that were read beside a name would tell whose the other name is."""
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    ama, ben = (
        joined(guest(meeting, "Ama Okoro"), water, words="Canary"),
        joined(guest(meeting, "Ben Hale"), water),
    )
    becomes_protected(ama.person)
    assert names(ben) == []
    assert Introduction.objects.filter(participant=ama).count() == 0


@pytest.mark.parametrize(
    "said", [{}, {"themes": ["nonsense"]}, {"themes": ["00000000-0000-4000-8000-000000000000"]}]
)
def test_without_a_theme_of_the_meeting_nothing_is_kept(said: dict) -> None:
    meeting = furnished()
    themed(meeting, "Water")
    client, page, _ama = accepted(meeting)
    answer = post(client, f"{page}programme/introductions/", words="my words stay", **said)
    assert (answer.status_code, "my words stay" in answer.content.decode()) == (200, True)
    assert Introduction.objects.count() == 0


def test_themes_are_asked_for_and_not_called_optional() -> None:
    meeting = furnished()
    themed(meeting, "Water")
    client, page, _ama = accepted(meeting)
    here = f"{page}programme/introductions/"
    legend = client.get(here).content.decode().partition("What your work touches")[2][:60]
    assert "optional" not in legend
    answer = post(client, here, words="my words stay").content.decode()
    assert "Please choose at least one theme of the meeting: by it others find you." in answer


@pytest.mark.parametrize("words", ["x" * 501, "م" * 100_000])
def test_words_that_are_too_long_are_refused_with_the_words_kept(words: str) -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    client, page, _ama = accepted(meeting)
    answer = post(client, f"{page}programme/introductions/", themes=[str(water.key)], words=words)
    assert (answer.status_code, words[:50] in answer.content.decode()) == (200, True)
    assert Introduction.objects.count() == 0


def test_a_cancelled_meeting_introduces_nobody_and_one_may_still_leave() -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    client, page, ama = accepted(meeting)
    joined(ama, water)
    Meeting.objects.filter(pk=meeting.pk).update(state=State.cancelled)
    here = f"{page}programme/introductions/"
    words = told(client, here)
    assert ("This meeting was cancelled." in words, "Take me out again" in words) == (True, True)
    once = re.search(r'name="once" value="([^"]+)"', words)[1]
    client.post(f"{here}leave/", {"once": once})
    assert Introduction.objects.count() == 0


def test_words_lie_sealed_and_everything_goes_a_month_later() -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    ama = joined(guest(meeting, "Ama Okoro"), water, words="Canary words")
    topic = topics(session(meeting), "Water")[0]
    TopicWish.objects.create(topic=topic, participant=ama, rank=1)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM introduction")
        assert b"Canary" not in bytes(cursor.fetchone()[0])
    forgetting.old_pairings(AFTER - dt.timedelta(days=1))
    assert (Introduction.objects.count(), TopicWish.objects.count()) == (1, 1)
    forgetting.old_pairings(AFTER)
    assert (Introduction.objects.count(), TopicWish.objects.count()) == (0, 0)


def test_what_is_held_is_told_to_its_owner() -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    client, page, ama = accepted(meeting)
    joined(ama, water, words="Wells in dry years")
    one = session(meeting)
    topic = topics(one, "Early warning", "Law")[0]
    TopicWish.objects.create(topic=topic, participant=ama, rank=1)
    grouped(one, [ama])
    Assignment.objects.create(session=one, participant=ama, task="chair")
    Availability.objects.create(day=one.day, participant=ama, leaves=dt.time(16, 30))
    words = told(client, f"{page}held/")
    chosen = ("Early warning", "Water; Wells in dry years", "of one round", "4 April 2027")
    there = (*chosen, "Chair: Breakout groups", "Wednesday 3 March 2027, until 16:30", "5 March 2029")
    assert [part for part in there if part not in words] == []


def test_the_team_reads_numbers_alone() -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Canary theme")
    one = session(meeting)
    topic = topics(one, "Canary topic", "Law")[0]
    ama = joined(guest(meeting, "Canary Ama"), water, words="Canary words")
    guest(meeting, "Ben Hale")
    TopicWish.objects.create(topic=topic, participant=ama, rank=1)
    words = browser_of(manager()).get(reverse("chosen_by_guests", args=["AB12"])).content.decode()
    assert ("1 of 2 guests would like to be introduced" in words, "Canary" in words) == (True, False)


def test_meals_are_computed_with_the_rounds_when_asked() -> None:
    """A table plan adds encounters: who sat together in a round is seated apart at dinner where that can be."""
    meeting = furnished()
    people = [guest(meeting, f"Guest {number}") for number in range(4)]
    one, meal = session(meeting), session(meeting, "Dinner", 19, kind=Kind.meal)
    for row in (one, meal):
        for number in (1, 2):
            Group.objects.create(session=row, number=number, smallest=2, largest=2)
    allocation = Allocation.objects.create(meeting=meeting, mixes_meals=True)
    assert [found.key for found in in_numbers.of(allocation, NOON).rounds] == [one.key, meal.key]
    computed(meeting)
    tables = [
        set(Seat.objects.filter(group=group).values_list("participant", flat=True))
        for group in Group.objects.filter(session__in=[one, meal])
    ]
    assert len({frozenset(table) for table in tables}) == len(tables) == 4
    assert set().union(*tables) == {person.key for person in people}


def test_introductions_cost_the_same_for_one_and_three(django_assert_num_queries) -> None:
    meeting = furnished()
    (water,) = themed(meeting, "Water")
    me = joined(guest(meeting, "Me Myself"), water)
    one = session(meeting)
    (group,) = grouped(one, [me])
    for number in (1, 2, 3):
        joined(guest(meeting, f"Guest {number}", post=("Adviser", f"House {number}", "GB")), water)
        seat(group, [guest(meeting, f"Sitting {number}")])
        if number != 2:
            fresh = Participant.objects.select_related("meeting").get(pk=me.pk)
            with django_assert_num_queries(11):
                assert len(names(fresh)) == number
