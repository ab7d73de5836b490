"""The register of letters for consulates: who needs one, by when, and letters as PDF and Word."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.methods.documents.letter_pdf import letters_pdf
from underrose.methods.documents.letter_word import letter_docx
from underrose.participation import logistics
from underrose.participation.actions import visas as actions
from underrose.participation.forms.logistics import AskForLetter
from underrose.participation.models import LOGISTICS, Participant, VisaLetter
from underrose.participation.models.participants import VisaLetterQuerySet
from underrose.participation.rules.logistics import latest_erasure
from underrose.participation.views.asking import done, meeting_of, posted, today, tried
from underrose.participation.views.logistics_asking import PDF, WORD, attached, made, page
from underrose.participation.working_papers import reference, visa_letter
from underrose.people.actions import sealing

PASSPORT_KEPT = timedelta(days=30)


@for_team(*LOGISTICS)
@require_safe
def register(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    letters = _letters(request, meeting).select_related("participant__person")
    settled = logistics.arrangements_of(meeting)
    context = {
        "waiting": logistics.without_letter(settled, logistics.of(meeting), today()),
        "lead": settled.visa_lead_days,
        "letters": [_row(meeting, letter) for letter in letters],
    }
    return page(request, "visas", meeting, **context)


def _letters(request: Asking, meeting: Meeting) -> VisaLetterQuerySet:
    return VisaLetter.objects.visible_to(request.holder).filter(meeting=meeting).told()


def _row(meeting: Meeting, letter: Any) -> dict[str, object]:
    """The register names the guest as every list does; the passport is not opened for it."""
    if letter.sent_on:
        word, state = _("Sent"), "done"
    elif letter.issued_on:
        word, state = _("Made, to be sent"), "held"
    else:
        word, state = _("To be made"), "held"
    if not letter.has_passport and not letter.sent_on:
        word, state = _("Passport erased"), "plain"
    return {
        "letter": letter,
        "reference": reference(meeting, letter),
        "name": letter.participant.person.full_name if letter.participant else _("Somebody since forgotten"),
        "is_sealed": bool(letter.participant and letter.participant.person.is_sealed),
        "has_passport": letter.has_passport,
        "word": word,
        "state": state,
    }


@for_team(*LOGISTICS)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def ask(request: Asking, code: str, key: str) -> HttpResponse:
    """A letter for one guest enters the register, with the passport as long as it is needed."""
    meeting = meeting_of(request, code)
    rows = Participant.objects.with_logistics_for(request.holder).select_related("person", "meeting")
    participant = get_object_or_404(rows, meeting=meeting, key=key)
    initial = {
        "signatory": logistics.arrangements_of(meeting).visa_signatory,
        "passport_until": _usually_until(meeting),
    }
    serials = actions.serials_of(participant)
    form = AskForLetter(posted(request), initial=initial, has_letter=bool(serials))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _ask(request, participant, form)):
        messages.success(request, _("The letter stands in the register. Make it now and send it."))
        return redirect("logistics_visas", code=code)
    return page(request, "ask_letter", meeting, form=form, participant=participant, serials=serials)


def _ask(request: Asking, participant: Participant, form: AskForLetter) -> None:
    actions.ask_for_letter(
        participant,
        by=request.holder,
        passport=form.passport(),
        signatory=form.cleaned_data["signatory"],
        passport_until=form.cleaned_data["passport_until"],
        today=today(),
        is_another=form.cleaned_data.get("is_another", False),
    )


def _usually_until(meeting: Meeting) -> date:
    usual, latest = today() + PASSPORT_KEPT, latest_erasure(meeting)
    return latest if latest is not None and today() < latest < usual else usual


@for_team(*LOGISTICS)
@require_POST
def make_letter(request: Asking, code: str, key: str) -> HttpResponse:
    found = get_object_or_404(_letters(request, meeting_of(request, code)), key=key)
    done(
        request,
        lambda: actions.issue(found, by=request.holder, today=today()),
        _("The letter is made. Print it, send it, and say here that it is sent."),
    )
    return redirect("logistics_visas", code=code)


@for_team(*LOGISTICS)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: Asking, code: str, key: str, suffix: str) -> HttpResponseBase:
    """The letter on paper or in Word, as long as its passport is kept.

    Of a protected person it says who they are: no address alone shows it, a button does, and the record says so.
    """
    meeting = meeting_of(request, code)
    letters = _letters(request, meeting).select_related("participant__person")
    found = get_object_or_404(letters, key=key)
    person = found.participant.person if found.participant else None
    back = reverse("logistics_visas", args=[code])
    if person is None or not person.is_sealed:
        return made(request, meeting, lambda: _letter(meeting, found, suffix), back=back)
    return made(request, meeting, lambda: _opened(request, meeting, found, suffix), back=back)


def _opened(request: Asking, meeting: Meeting, found: VisaLetter, suffix: str) -> HttpResponse:
    assert found.participant is not None
    if request.method != "POST":
        raise Refused(
            _("This letter says who a protected person is. Please open it with the button in the register.")
        )
    with transaction.atomic():
        sealing.open_particulars(
            found.participant.person, by=request.holder, meeting_code=meeting.code, today=today()
        )
        answer = _letter(meeting, found, suffix)
    answer["Cache-Control"] = "no-store"
    return answer


def _letter(meeting: Meeting, found: VisaLetter, suffix: str) -> HttpResponse:
    if suffix not in {"pdf", "docx"}:
        raise Http404
    written = visa_letter(meeting, found, actions.passport_of(found), today())
    name = f"{meeting.code}-V{found.serial:03d}.{suffix}"
    if suffix == "pdf":
        return attached(letters_pdf([written]), PDF, name)
    return attached(letter_docx(written), WORD, name)


@for_team(*LOGISTICS)
@require_POST
def letter_sent(request: Asking, code: str, key: str) -> HttpResponse:
    found = get_object_or_404(_letters(request, meeting_of(request, code)), key=key)
    done(
        request,
        lambda: actions.say_sent(found, by=request.holder, today=today()),
        _("Noted as sent. The passport has been erased."),
    )
    return redirect("logistics_visas", code=code)


@for_team(*LOGISTICS)
@require_POST
def erase_passport(request: Asking, code: str, key: str) -> HttpResponse:
    found = get_object_or_404(_letters(request, meeting_of(request, code)), key=key)
    done(
        request,
        lambda: actions.erase_passport(found, by=request.holder, today=today()),
        _("The passport has been erased. The number stays in the register."),
    )
    return redirect("logistics_visas", code=code)
