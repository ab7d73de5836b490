"""Somebody has several letters, each with an address of its own: they lead to one page, with one set of devices and codes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from underrose.access import devices, links
from underrose.access.holders import Holder, holder_of
from underrose.access.models import BoundDevice, BoundPage, Link, LinkCode
from underrose.access.permissions import addresses
from underrose.access.roles import Role
from underrose.access.tests import personal
from underrose.access.tests.personal import code_for, device_of, has_device, issued, opened, tells
from underrose.kit.models import OutboxMail

pytestmark = pytest.mark.usefixtures("pages")
NOW = datetime(2026, 5, 4, 10, 31, 17, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
OF_A_PAGE = (BoundPage, BoundDevice, LinkCode)


def kept() -> list[int]:
    return [table.objects.count() for table in OF_A_PAGE]


def letters(count: int = 2) -> tuple[UUID, list[str]]:
    """The paths in several letters to the same guest."""
    guest = uuid4()
    return guest, [issued(guest)[1] for _ in range(count)]


@pytest.fixture
def manager(make: Any) -> Holder:
    return holder_of(make("Ada", **{personal.MEETING: [Role.PROJECT_MANAGER]}))


# --- whoever finds another letter of the same guest


@pytest.mark.parametrize("said", [{"door": "open"}, {"answer": "yes"}, {"door": "code", "code": "123456"}])
def test_finder_of_another_letter_is_a_stranger(said: dict[str, str]) -> None:
    guest, (invitation, reminder) = letters()
    opened(invitation)
    _link, later = issued(guest)
    for path in (reminder, later):
        finder = Client()
        answer = finder.post(path, said)
        assert [has_device(answer), tells(answer), tells(finder.get(path))] == [False, [], []]
        assert 'value="send"' in finder.get(path).content.decode()
    assert [BoundDevice.objects.count(), personal.answers] == [1, []]


def test_letter_sent_after_every_device_left_is_closed_too() -> None:
    guest, (path,) = letters(1)
    opened(path).post(path, {"door": "leave"})
    later = issued(guest)[1]
    assert tells(opened(later).get(later)) == []


def test_code_binds_all_letters() -> None:
    _guest, (one, other) = letters()
    link = Link.objects.get(hash=links.fingerprint(one.split("/")[2]))
    devices.send_code(link, timezone.now())
    code = OutboxMail.objects.get().body.split()
    digits = next(word for word in code if word.isdigit() and len(word) == 6)
    assert devices.bind_with_code(link, "cookie", digits, timezone.now()) is True
    assert tells(opened(other).get(other)) == []


@pytest.mark.django_db(transaction=True)
def test_of_many_with_different_letters_exactly_one_is_first() -> None:
    _guest, paths = letters(4)

    def press(path: str) -> bool:
        try:
            return has_device(Client().post(path, {"door": "open"}))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        found = list(hands.map(press, paths * 3))
    assert [found.count(True), *kept()] == [1, 1, 1, 0]


# --- the owner


def test_known_device_opens_every_letter_with_one_cookie() -> None:
    guest, (one, other) = letters()
    client = opened(one)
    later = issued(guest)[1]
    for path in (one, other, later):
        assert personal.NAME in client.get(path + "held/").content.decode()
    assert [device_of(client)["path"], BoundDevice.objects.count()] == ["/invitations/", 1]


def test_cookie_lasts_as_long_as_the_letter_that_opens_longest() -> None:
    guest, (path,) = letters(1)
    now = timezone.now()
    short = links.issue("invitation", guest, personal.MEETING, now, 3 * DAY)[1]
    seconds = int(device_of(opened(f"/invitations/{short}/"))["max-age"])
    assert seconds > (devices.LONGEST - 2 * DAY).total_seconds()
    assert path


def test_pages_of_two_guests_go_together_in_one_browser() -> None:
    """A couple, or somebody who reads the mail of two colleagues."""
    paths = [issued()[1], issued()[1]]
    client = Client()
    for path in paths:
        opened(path, client)
    assert [personal.NAME in client.get(path).content.decode() for path in paths] == [True, True]
    client.post(paths[0], {"door": "leave"})
    assert [personal.NAME in client.get(path).content.decode() for path in paths] == [False, True]


def test_leaving_by_one_letter_leaves_by_all() -> None:
    _guest, (one, other) = letters()
    client = opened(one)
    stolen = device_of(client).value
    client.post(other, {"door": "leave"})
    client.cookies[devices.cookie_name(Link.objects.first())] = stolen
    assert [tells(client.get(one)), tells(client.get(other))] == [[], []]


# --- cookies where they do not belong


def test_cookie_of_another_guest_is_refused_under_every_name() -> None:
    (mine, own), (other, elsewhere) = issued(), issued()
    value = device_of(opened(own)).value
    opened(elsewhere)
    thief = Client()
    for link in (mine, other):
        thief.cookies[devices.cookie_name(link)] = value
    assert tells(thief.get(elsewhere)) == []


def test_hash_of_a_device_moved_to_another_guest_opens_nothing() -> None:
    """Whoever can write in the table of devices alone still cannot bring a cookie of their own page to another's."""
    (_mine, own), (other, elsewhere) = issued(), issued()
    value = device_of(opened(own)).value
    opened(elsewhere)
    BoundDevice.objects.filter(subject=_mine.subject).update(subject=other.subject)
    thief = Client()
    thief.cookies[devices.cookie_name(other)] = value
    assert tells(thief.get(elsewhere)) == []


def test_name_of_the_cookie_is_of_the_guest_and_tells_nothing_of_them() -> None:
    (one, _path), (other, _other) = issued(), issued()
    again = issued(one.subject)[0]
    elsewhere = links.issue("review", one.subject, personal.MEETING, NOW)[0]
    names = [devices.cookie_name(link) for link in (one, again, other, elsewhere)]
    assert [names[0] == names[1], len(set(names))] == [True, 3]
    assert [part in names[0] for part in (str(one.subject)[:8], one.hash[:8])] == [False, False]


def test_where_a_cookie_of_a_device_goes_there_are_personal_pages_alone() -> None:
    """If this fails: a page stands where cookies of devices are sent. Put it elsewhere, above all if answers are anonymous."""
    found = [one for one in addresses() if not one.name.startswith("test_")]
    personal_pages = [one for one in found if one.audience and one.audience.link_kinds]
    reach = {one.route.partition("<")[0] for one in personal_pages}
    assert reach.isdisjoint({"", "/"})
    beside = [one.name for one in found if one.route.startswith(tuple(reach)) and one not in personal_pages]
    # The page that says that an address opens nothing.
    assert [name for name in beside if not name.startswith("unknown_")] == []


# --- codes


def test_letters_of_one_guest_share_the_three_codes_an_hour() -> None:
    _guest, paths = letters(4)
    opened(paths[0])
    for path in paths * 3:
        assert Client().post(path, {"door": "send"}).status_code == 200
    assert OutboxMail.objects.count() == 3


def test_letters_of_one_guest_share_the_three_tries() -> None:
    _guest, paths = letters(4)
    opened(paths[0])
    code = code_for(Client(), paths[0])
    wrong = str((int(code) + 1) % 10**6).zfill(6)
    for path in paths[1:]:
        Client().post(path, {"door": "code", "code": wrong})
    assert not has_device(Client().post(paths[0], {"door": "code", "code": code}))


def test_code_asked_for_by_one_letter_opens_by_any_and_once() -> None:
    _guest, (one, other) = letters()
    opened(one)
    code = code_for(Client(), one)
    said = {"door": "code", "code": code}
    assert [has_device(Client().post(path, said)) for path in (other, one)] == [True, False]


def test_telephone_code_opens_whichever_letter_the_guest_has_at_hand(manager: Holder) -> None:
    guest, paths = letters(5)
    opened(paths[0])
    for path in paths:
        link = links.current("invitation", guest, timezone.now())
        assert link is not None
        code = devices.telephone_code(link, by=manager, now=timezone.now())
        client = Client()
        assert has_device(client.post(path, {"door": "code", "code": code}))
        assert personal.NAME in client.get(path).content.decode()


def test_link_in_use_is_always_the_same_of_several_and_opens_longest() -> None:
    guest = uuid4()
    made = [
        links.issue("invitation", guest, personal.MEETING, NOW, days * DAY)[0] for days in (9, 30, 2, 30, 30)
    ]
    expected = min((made[place] for place in (1, 3, 4)), key=lambda link: link.pk)
    assert [links.current("invitation", guest, NOW) for _ in range(5)] == [expected] * 5
    for link in made[::-1]:
        Link.objects.filter(pk=link.pk).delete()
        Link.objects.create(
            **{name: getattr(link, name) for name in ("key", "kind", "subject", "hash", "expires_at")}
        )
    assert links.current("invitation", guest, NOW) == expected
    links.revoke(expected, NOW)
    assert links.current("invitation", guest, NOW) in {made[place] for place in (1, 3, 4)} - {expected}


def test_code_of_another_guest_with_several_letters_opens_nothing() -> None:
    (_one, (path, _more)), (_other, (elsewhere, _last)) = letters(), letters()
    opened(path)
    opened(elsewhere)
    code = code_for(Client(), elsewhere)
    code_for(Client(), path)
    assert not has_device(Client().post(path, {"door": "code", "code": code}))


# --- the team, and the end


def test_every_device_is_a_stranger_on_every_letter_and_no_code_is_on_its_way(manager: Holder) -> None:
    guest, (one, other) = letters()
    client = opened(one)
    code = code_for(Client(), other)
    link = links.current("invitation", guest, timezone.now())
    assert link is not None
    assert devices.forget_all(link, by=manager, now=timezone.now()) == 1
    assert [tells(client.get(path)) for path in (one, other)] == [[], []]
    assert not has_device(Client().post(one, {"door": "code", "code": code}))
    assert not has_device(Client().post(other, {"door": "open"}))


def test_withdrawing_one_of_several_leaves_devices_and_codes() -> None:
    guest = uuid4()
    first, second = (links.issue("invitation", guest, personal.MEETING, NOW)[0] for _ in range(2))
    devices.bind_first(first, "cookie", TODAY)
    devices.send_code(first, NOW)
    links.revoke(first, NOW)
    assert [kept(), devices.is_known(second, "cookie")] == [[1, 1, 1], True]
    links.revoke(second, NOW)
    assert [kept(), OutboxMail.objects.count()] == [[0, 0, 0], 0]


def test_last_that_still_opens_counts_and_not_one_that_has_run_out() -> None:
    guest = uuid4()
    long = links.issue("invitation", guest, personal.MEETING, NOW, 30 * DAY)[0]
    links.issue("invitation", guest, personal.MEETING, NOW, DAY)
    devices.bind_first(long, "cookie", TODAY)
    links.revoke(long, NOW + 5 * DAY)
    assert kept() == [0, 0, 0]


def test_withdrawing_all_forgets_devices_and_codes_of_this_guest_alone() -> None:
    ours, theirs = (links.issue("invitation", uuid4(), personal.MEETING, NOW)[0] for _ in range(2))
    for link in (ours, theirs):
        devices.bind_first(link, "cookie", TODAY)
        devices.send_code(link, NOW)
    links.issue("invitation", ours.subject, personal.MEETING, NOW)
    links.revoke_all("invitation", ours.subject, NOW)
    assert [kept(), OutboxMail.objects.count()] == [[1, 1, 1], 1]
    assert devices.is_known(theirs, "cookie") is True


def test_devices_stay_until_the_last_letter_has_run_out() -> None:
    guest = uuid4()
    short = links.issue("invitation", guest, personal.MEETING, NOW, 3 * DAY)[0]
    links.issue("invitation", guest, personal.MEETING, NOW, 30 * DAY)
    devices.bind_first(short, "cookie", TODAY)
    devices.send_code(short, NOW)
    found = []
    for days in (2, 5, 29, 32):
        links.forget_ended(NOW + days * DAY)
        found.append([Link.objects.count(), *kept()])
    assert found == [[2, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]]


def test_address_withdrawn_while_it_is_pressed_binds_nobody() -> None:
    """The page was found open; before the button is counted, the team withdraws it and sends a new letter."""
    link = links.issue("invitation", uuid4(), personal.MEETING, NOW)[0]
    pressed = Link.objects.get(pk=link.pk)
    new, _token = links.reissue("invitation", link.subject, personal.MEETING, NOW)
    assert [devices.bind_first(pressed, "cookie", TODAY), devices.is_taken(new)] == [False, False]
