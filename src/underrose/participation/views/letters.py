"""The words of letters, how each looks to one guest, and the same on paper."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import letter_page, letter_words
from underrose.participation.actions import letters
from underrose.participation.forms.invitations import WriteLetter
from underrose.participation.models import Invitation, Letter
from underrose.participation.views.asking import meeting_of, posted, today, tried
from underrose.people.actions import sealing
from underrose.people.models import INVITING

ANYTHING = ["GET", "HEAD", "POST"]


@for_team(*INVITING)
@require_safe
def letters_of(request: Asking, code: str) -> HttpResponse:
    """Every kind of letter in every language, and whose words it has."""
    meeting = meeting_of(request, code)
    context = {"meeting": meeting, "rows": letter_page.kinds(meeting)}
    return render(request, "participation/letters.html", context)


@for_team(*INVITING)
@require_http_methods(ANYTHING)
def write_letter(request: Asking, code: str, kind: str, language: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    letter_page.require_known(kind, language)
    shown = letter_words.letter(meeting, kind, language)
    initial = {
        name: getattr(shown, name) for name in ("subject", "body", "signatory_name", "signatory_title")
    }
    revision = shown.revision if shown.language == language and not shown._state.adding else 0
    form = WriteLetter(posted(request), initial={**initial, "revision": revision})

    def act() -> None:
        said = dict(form.cleaned_data)
        before = said.pop("revision") or 0
        written = Letter(meeting=meeting, kind=kind, language=language, **said)
        letters.write_letter(written, by=request.holder, revision=before, today=today())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The words are kept. Letters that wait already keep theirs."))
        return redirect("letters", code=code)
    context = {
        "meeting": meeting,
        "form": form,
        "kind": Letter.Kind(kind).label,
        "language": letter_page.language_name(language),
        "placeholders": letter_words.PLACEHOLDERS,
        "preview": letter_page.preview(meeting, kind, language),
        "is_own": revision > 0,
        "lay_aside": (kind, language),
    }
    return render(request, "participation/write_letter.html", context)


@for_team(*INVITING)
@require_POST
def use_words_of_the_house(request: Asking, code: str, kind: str, language: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    letters.use_words_of_the_house(meeting, kind, language, by=request.holder, today=today())
    messages.success(request, _("The words of the house are used again."))
    return redirect("letters", code=code)


@for_team(*INVITING)
@require_safe
def letter_preview(request: Asking, code: str, key: UUID) -> HttpResponse:
    """One letter as its reader will see it, before it leaves or after."""
    meeting = meeting_of(request, code)
    found = get_object_or_404(OutboxMail, key=key, meeting_code=meeting.code)
    context = {
        "meeting": meeting,
        "mail": found,
        "parts": found.parts.defer("body"),
        "body": letter_page.formatted(found),
        "words": letter_page.without_address(found.body),
    }
    return render(request, "participation/letter_preview.html", context)


@for_team(*INVITING)
@require_safe
def invitation_paper(request: Asking, code: str, key: UUID, paper: str) -> HttpResponse:
    """The same words on a sheet of paper, as PDF or Word, for those who are written to by post."""
    found = _invitation(request, code, key)
    try:
        letter_page.require_clear(found)
        return letter_page.as_file(found, paper, today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("invitation_page", code=code, key=key)


@for_team(*INVITING)
@fresh
@require_POST
def open_invitation_paper(request: Asking, code: str, key: UUID, paper: str) -> HttpResponse:
    """A protected person's letter on paper shows who they are: it is an opening, and stands in the record as one."""
    found = _invitation(request, code, key)
    person = found.candidate.person
    try:
        with transaction.atomic():
            sealing.open_particulars(person, by=request.holder, meeting_code=code, today=today())
            answer = letter_page.as_file(found, paper, today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("invitation_page", code=code, key=key)
    answer["Cache-Control"] = "no-store"
    return answer


def _invitation(request: Asking, code: str, key: UUID) -> Invitation:
    found = Invitation.objects.visible_to(request.holder).select_related(
        "meeting__venue", "candidate__person"
    )
    return get_object_or_404(found, key=key, meeting__code=code)


@for_team(*INVITING)
@require_safe
def wave_papers(request: Asking, code: str, number: int) -> HttpResponse:
    """The letters of a wave in one PDF, for the post. Those of protected people are opened one by one, or not at all."""
    meeting = meeting_of(request, code)
    found = Invitation.objects.visible_to(request.holder).filter(meeting=meeting, wave__number=number)
    rows = list(found.select_related("meeting__venue", "candidate__person").order_by("number"))
    clear = [one for one in rows if not one.candidate.person.is_sealed]
    try:
        if left_out := len(rows) - len(clear):
            messages.info(request, letter_page.left_out(left_out))
        return letter_page.as_one_file(clear, f"{code}-{number}", today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("invitations", code=code)
