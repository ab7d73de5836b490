"""The page of a computation says only what is so by now, and no button changes nothing."""

import pytest

from underrose.participation.tests.furnished import browser_of, director
from underrose.programme.models import Allocation, AllocationState
from underrose.programme.tests.grouped import meeting_with, set_up
from underrose.programme.tests.planning import url

pytestmark = pytest.mark.django_db
WAIT = "Nobody can change seats until it is done."


def test_progress_that_is_done_no_longer_says_to_wait() -> None:
    set_up(meeting_with(4, rounds=1), 2)
    client = browser_of(director())
    Allocation.objects.update(state=AllocationState.running)
    page = client.get(url("groups_progress")).content.decode()
    assert WAIT in page
    assert 'hx-select-oob="#progress-title,#progress-state"' in page
    Allocation.objects.update(state=AllocationState.done)
    done = client.get(url("groups_progress"), headers={"HX-Request": "true"}).content.decode()
    assert WAIT not in done
    assert "The groups are being computed" not in done
    assert all(f'id="{name}"' in done for name in ("progress", "progress-title", "progress-state"))
    assert "See the groups" in done


def test_to_leave_all_as_it_is_takes_no_button() -> None:
    set_up(meeting_with(4, rounds=1), 2)
    point = {"again": 8, "violations": 0, "off_quota": 0}
    Allocation.objects.update(report={"curve": [{"changes": 0, **point}, {"changes": 3, **point}]})
    page = browser_of(director()).get(url("groups_repair")).content.decode()
    assert "Change 0 seats" not in page
    assert "As it is now" in page
    assert '<button class="button" name="changes" value="3">Change 3 seats</button>' in page
