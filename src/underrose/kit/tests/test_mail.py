import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import send_mail
from django.db import transaction

from underrose.kit import delivery, jobs, keys, mail, post, sink
from underrose.kit.delivery import Carrier, NotNow, NoWay, OtherSideRefuses
from underrose.kit.models import TRANSITIONS, MailState, OutboxMail, Worker
from underrose.kit.refusals import Refused

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
QUIET = {"url": "http://localhost:8000/links/x/"}


@pytest.fixture(autouse=True)
def _own_keys(key_folder: Path) -> None:
    pass


def queued(cause: str = "", **given: Any) -> OutboxMail:
    told = {"to": "a@b.org", "context": QUIET, "tone": "quiet", **given}
    return mail.queue("kit/mail/quiet", cause=cause or str(uuid4()), **told)


class Answering(sink.Sink):
    """A mail server that answers as it is told to."""

    answer = "250 Taken"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        return self.answer if self.answer[0] != "2" else await super().handle_DATA(server, session, envelope)


@pytest.fixture
def other_side(tmp_path: Path, port: int) -> Iterator[tuple[Answering, str]]:
    answering = Answering(tmp_path / "sink")
    controller = Controller(answering, hostname="127.0.0.1", port=port)
    controller.start()
    yield answering, f"smtp://127.0.0.1:{port}"
    controller.stop()


@pytest.mark.django_db
def test_mail_is_written_with_its_cause_and_lost_with_it() -> None:
    def approve() -> None:
        with transaction.atomic():
            queued("approval:1")
            raise Refused("The act could not be finished.")

    with pytest.raises(Refused):
        approve()
    assert OutboxMail.objects.count() == 0


@pytest.mark.django_db
def test_same_cause_gives_the_first_mail_back() -> None:
    first = queued("approval:1")
    again = queued("approval:1", to="other@b.org")
    assert (again.pk, again.recipient, OutboxMail.objects.count()) == (first.pk, "a@b.org", 1)


@pytest.mark.django_db
def test_quiet_mail_tells_nothing_but_an_address() -> None:
    made = queued(context={**QUIET, "title": "canary-title"})
    letter = str(mail.letter(made, NOW))
    assert ("canary-title" in letter, QUIET["url"] in letter, "Underrose" in letter) == (False, True, False)


@pytest.mark.django_db
def test_quiet_mail_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="address of the page"):
        queued(context={})


@pytest.mark.django_db
def test_letter_has_one_recipient_a_stable_id_and_says_it_is_automatic() -> None:
    made = queued("x", to="Ann Example <a@b.org>")
    one, two = (mail.letter(made, NOW + timedelta(hours=hour)) for hour in (0, 5))
    assert one["Message-ID"] == two["Message-ID"] == f"<{made.key}@localhost>"
    assert (one["Auto-Submitted"], one["To"], one.get_content_type()) == (
        "auto-generated",
        "Ann Example <a@b.org>",
        "text/plain",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["", "nobody", "a@b.org, c@d.org", "a@b.org\nBcc: c@d.org"])
def test_anything_but_one_address_is_refused(to: str) -> None:
    with pytest.raises(Refused):
        queued(to=to)


@pytest.mark.django_db
def test_mail_of_django_goes_through_the_outbox_one_recipient_each(settings: Any) -> None:
    settings.EMAIL_BACKEND = "underrose.kit.mail.OutboxBackend"
    assert send_mail("Code", "123456", None, ["a@b.org", "c@d.org"]) == 1
    assert sorted(one.recipient for one in OutboxMail.objects.all()) == ["a@b.org", "c@d.org"]
    assert {one.body for one in OutboxMail.objects.all()} == {"123456"}


@pytest.mark.django_db
def test_held_mail_waits_until_somebody_presses_send() -> None:
    made = queued(is_held=True)
    assert post.take(uuid4(), NOW) is None
    mail.release(made)
    assert post.take(uuid4(), NOW) == made


@pytest.mark.django_db
def test_mail_not_before_its_hour() -> None:
    made = queued(after=NOW)
    assert post.take(uuid4(), NOW - timedelta(seconds=1)) is None
    mail.release(made)
    assert post.take(uuid4(), NOW - timedelta(days=1)) == made


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(MailState))
def test_acts_follow_the_transition_table(state: MailState) -> None:
    acts = {
        MailState.HELD: mail.hold,
        MailState.CANCELLED: lambda one: mail.cancel(one, today=NOW.date()),
    }
    for wanted, act in acts.items():
        made = queued()
        OutboxMail.objects.filter(pk=made.pk).update(state=state)
        if wanted in TRANSITIONS[state]:
            assert act(made).state == wanted
        else:
            with pytest.raises(Refused, match="cannot become"):
                act(made)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MailState.SENT, MailState.CANCELLED, MailState.SENDING])
def test_release_of_what_is_finished_or_under_way_is_refused(state: MailState) -> None:
    made = queued()
    OutboxMail.objects.filter(pk=made.pk).update(state=state)
    if state == MailState.SENDING:
        with pytest.raises(Refused):
            mail.hold(made)
    else:
        with pytest.raises(Refused):
            mail.release(made)


@pytest.mark.django_db
def test_second_copy_has_an_id_of_its_own() -> None:
    made = queued()
    OutboxMail.objects.filter(pk=made.pk).update(state=MailState.SENT, finished_on=NOW.date())
    again = mail.send_again(made)
    assert (again.state, mail.message_id(again)) == (MailState.QUEUED, f"<{made.key}.2@localhost>")


@pytest.mark.django_db
def test_sending_again_what_still_waits_changes_nothing_and_what_is_under_way_is_refused() -> None:
    made = queued(is_held=True)
    assert (mail.send_again(made).state, mail.send_again(made).copies) == ("held", 1)
    OutboxMail.objects.filter(pk=made.pk).update(state=MailState.QUEUED)
    with pytest.raises(Refused):
        mail.send_again(made)


@pytest.mark.django_db
def test_delivery_writes_down_only_the_day(other_side: tuple[Answering, str], tmp_path: Path) -> None:
    made = queued(after=NOW)
    with Carrier(other_side[1]) as carrier:
        post.carry(post.take(uuid4(), NOW), carrier, NOW)  # type: ignore[arg-type]
    made.refresh_from_db()
    assert (made.state, made.finished_on, made.after, made.worker) == ("sent", NOW.date(), None, None)
    [arrived] = sink.letters(tmp_path / "sink")
    assert arrived["Message-ID"] == mail.message_id(made)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state", "tries"), [("550 No such person", "refused", 0), ("451 Come back later", "queued", 1)]
)
def test_what_the_other_side_says_is_kept_as_its_code(
    other_side: tuple[Answering, str], answer: str, state: str, tries: int
) -> None:
    other_side[0].answer = answer
    made = queued()
    with Carrier(other_side[1]) as carrier:
        post.carry(post.take(uuid4(), NOW), carrier, NOW)  # type: ignore[arg-type]
    made.refresh_from_db()
    assert (made.state, made.answer, made.tries) == (state, answer[:3], tries)
    assert (made.after is not None) == (state == "queued")


@pytest.mark.django_db
def test_mail_that_is_never_taken_is_given_up_after_many_tries() -> None:
    class Never:
        def carry(self, _letter: object, _way_back: str) -> None:
            raise NotNow(451)

    made, moment = queued(), NOW
    for _ in range(post.TRIES):
        moment += timedelta(hours=7)
        post.carry(post.take(uuid4(), moment), Never(), moment)  # type: ignore[arg-type]
    made.refresh_from_db()
    assert (made.state, made.tries, made.after) == ("refused", post.TRIES, None)


@pytest.mark.django_db
def test_server_that_cannot_be_reached_costs_no_try() -> None:
    made = queued()
    with Carrier("smtp://127.0.0.1:9") as carrier, pytest.raises(NoWay):
        post.carry(post.take(uuid4(), NOW), carrier, NOW)  # type: ignore[arg-type]
    made.refresh_from_db()
    assert (made.state, made.tries, made.worker) == ("queued", 0, None)


@pytest.mark.django_db
def test_mail_whose_key_was_destroyed_is_not_sent() -> None:
    made = queued(meeting_code="WP1")
    keys.ring(_folder()).destroy("WP1", "mail")
    with Carrier("smtp://127.0.0.1:9") as carrier:
        post.carry(post.take(uuid4(), NOW), carrier, NOW)  # type: ignore[arg-type]
    made = OutboxMail.objects.get(pk=made.pk)
    assert (made.state, made.answer) == ("cancelled", "key gone")


@pytest.mark.django_db
def test_worker_that_lost_its_mail_to_another_says_nothing_of_it() -> None:
    class Taken:
        def carry(self, _letter: object, _way_back: str) -> None:
            OutboxMail.objects.update(worker=uuid4())

    made = queued()
    post.carry(post.take(uuid4(), NOW), Taken(), NOW)  # type: ignore[arg-type]
    assert OutboxMail.objects.get(pk=made.pk).state == "sending"


@pytest.mark.django_db
def test_finished_mail_is_forgotten_after_thirty_days() -> None:
    kept, gone, waiting = queued(), queued(), queued()
    for made, days in ((kept, 30), (gone, 31)):
        OutboxMail.objects.filter(pk=made.pk).update(
            state="sent", finished_on=NOW.date() - timedelta(days=days)
        )
    assert mail.forget_finished(NOW) == 1
    assert set(OutboxMail.objects.values_list("pk", flat=True)) == {kept.pk, waiting.pk}


@pytest.mark.django_db(transaction=True)
def test_embedded_worker_carries_the_mail_and_takes_its_leave(
    other_side: tuple[Answering, str], tmp_path: Path
) -> None:
    made = queued()
    with jobs.embedded(mail_url=other_side[1], interval=0.02):
        until = time.monotonic() + 10
        while OutboxMail.objects.filter(state="sent").count() == 0 and time.monotonic() < until:
            time.sleep(0.02)
    assert [one["Message-ID"] for one in sink.letters(tmp_path / "sink")] == [mail.message_id(made)]
    assert Worker.objects.count() == 0


@pytest.mark.django_db
def test_worker_asked_to_stop_before_it_begins_leaves_nothing() -> None:
    stop = Event()
    stop.set()
    queued()
    labourer = jobs.Labourer(mail_url="smtp://127.0.0.1:9")
    assert labourer.turn(Carrier(""), lambda: NOW) is True  # the duties were due
    assert OutboxMail.objects.get().state == "queued"


@pytest.mark.parametrize(
    ("url", "port", "is_tls"),
    [("smtp://h", 25, False), ("smtps://n:w%21@h", 465, True), ("smtp://h:2525?starttls=yes", 2525, False)],
)
def test_mail_address_of_the_house(url: str, port: int, is_tls: bool) -> None:
    found = delivery.server(url)
    assert (found.host, found.port, found.is_tls) == ("h", port, is_tls)
    assert "w!" not in repr(found)


def test_password_of_the_mail_server_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("secret\n")
    found = delivery.server(f"smtps://n@h?password_file={tmp_path / 'word'}")
    assert (found.name, found.word) == ("n", "secret")


@pytest.mark.parametrize("url", ["", "http://h", "smtp://"])
def test_address_that_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp"):
        delivery.server(url)


def test_codes_from_500_are_for_good() -> None:
    assert [type(delivery._judged(code)) for code in (421, 499, 500, 550)] == [
        NotNow,
        NotNow,
        OtherSideRefuses,
        OtherSideRefuses,
    ]


def _folder() -> Path:
    from django.conf import settings

    folder: Path = settings.KEY_FOLDER
    return folder
