"""What a colleague holds is asked for when it matters, and is the same however it is asked."""

import pytest

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Grant
from underrose.access.roles import Role

DIRECTOR, PARTNER, ADMIN = Role.PROGRAMME_DIRECTOR, Role.PARTNER, Role.ADMINISTRATOR


@pytest.mark.parametrize("count", [1, 3])
def test_one_question_tells_a_meeting_the_house_and_the_rest(count, make, django_assert_num_queries):
    held = {f"AB{number}": [PARTNER] for number in range(count)}
    holder = holder_of(make("Ada", ADMIN, ZZ99=[DIRECTOR], **held))
    with django_assert_num_queries(1):
        found = [
            holder.may(PARTNER, meeting_code="AB0"),
            holder.may(ADMIN),
            holder.may(ADMIN, meeting_code="AB0"),
            holder.may_anywhere(DIRECTOR),
            holder.may_anywhere(Role.RAPPORTEUR),
            holder.has_meetings,
        ]
    assert found == [True, True, False, True, False, True]


def test_whole_list_of_grants_is_the_same_after_single_questions(make):
    account = make("Ada", ADMIN, AB12=[DIRECTOR, PARTNER], ZZ99=[PARTNER])
    whole = {"": {ADMIN}, "AB12": {DIRECTOR, PARTNER}, "ZZ99": {PARTNER}}
    asked = holder_of(account)
    assert [asked.may(PARTNER, meeting_code="NONE"), asked.may(PARTNER, meeting_code="AB12")] == [False, True]
    assert (dict(asked.grants), len(asked.grants)) == (whole, 3)
    assert dict(holder_of(account).grants) == whole


def test_codes_within_a_query_are_those_of_the_list(make):
    account = make("Ada", DIRECTOR, AB12=[DIRECTOR], ZZ99=[PARTNER])
    lazy = holder_of(account)
    told = Holder(account=account, grants=dict(lazy.grants))
    for roles in [(), (DIRECTOR,), (PARTNER, DIRECTOR), (Role.RAPPORTEUR,)]:
        assert set(lazy.codes_within(*roles)) == set(told.codes_within(*roles))
    assert set(lazy.codes_within(DIRECTOR)) == {"AB12"}
    assert [told.has_meetings, told.may_anywhere(PARTNER), Holder().has_meetings] == [True, True, False]


def test_nobody_is_asked_for_the_meetings_of_somebody_without_any(make, django_assert_num_queries):
    holder = holder_of(make("Ada", ADMIN))
    assert holder.may(ADMIN)
    with django_assert_num_queries(0):
        assert list(Grant.objects.filter(meeting_code__in=holder.codes_within())) == []
