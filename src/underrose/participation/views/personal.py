"""The page of one guest, without an account: the answer, and what is held about them. Looking changes nothing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_link
from underrose.access.doorstep import bound
from underrose.access.holders import Asking, Holder
from underrose.access.models import Link
from underrose.kit import once
from underrose.kit.asked import Question
from underrose.participation import guest_needs, held_about, letter_page, personal_page
from underrose.participation.actions import corrections, participants, replies
from underrose.participation.actions import needs as needs_actions
from underrose.participation.forms.needs import GuestNeeds
from underrose.participation.forms.replies import Answer, Details, HowListed, ProposeSubstitute
from underrose.participation.models import Invitation, Listing, Participant, Place
from underrose.participation.views.asking import posted, today, tried

ANYTHING = ["GET", "HEAD", "POST"]
SEE_OTHER = 303
_ANSWERING = Question(
    lambda subject, code: Invitation.objects.visible_to(
        Holder(link=Link(subject=subject, meeting_code=code))
    ).only("meeting_id"),
    UUID,
    str,
)


def invitation_of(request: Asking) -> Invitation:
    """The one invitation this address was sent for."""
    found = Invitation.objects.visible_to(request.holder)
    return get_object_or_404(
        found.select_related("meeting__venue", "meeting__brief", "candidate__person"),
        key=request.link.subject,
    )


def answering(request: Asking) -> Invitation:
    """The same for a form that was sent: the act reads it anew, with nobody else changing it meanwhile."""
    found = _ANSWERING.first(request.link.subject, request.link.meeting_code)
    if found is None:
        raise Http404
    return found


def participant_of(invitation: Invitation) -> Participant | None:
    return Participant.objects.filter(invitation=invitation).select_related("person", "meeting").first()


def front(request: Asking) -> HttpResponse:
    return HttpResponseRedirect(request.link_path, status=SEE_OTHER)


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def invitation(request: Asking) -> HttpResponse:
    """The letter, the question, and after it the answer restated."""
    form = Answer(posted(request))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _answer(request, form)):
        return front(request)
    found = invitation_of(request)
    form.initial = personal_page.answer_given(found)
    told = personal_page.told(found, participant_of(found), today())
    return render(request, "participation/personal/invitation.html", {"page": told, "form": form})


def _answer(request: Asking, form: Answer) -> None:
    found = answering(request)
    said, reason = form.cleaned_data["answer"], form.cleaned_data["reason"]
    acts: dict[str, Callable[[], Any]] = {
        "accept": lambda: replies.accept(found, by=request.holder, today=today()),
        "tentative": lambda: replies.say_tentative(found, by=request.holder, today=today()),
        "decline": lambda: replies.decline(found, by=request.holder, today=today(), reason=reason),
    }
    acts[said]()


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def take_back_answer(request: Asking) -> HttpResponse:
    found = invitation_of(request)
    form = personal_page.Sure(posted(request))
    if request.method == "POST" and tried(
        form, lambda: replies.take_back(found, by=request.holder, today=today())
    ):
        return front(request)
    context = {"page": personal_page.told(found, participant_of(found), today()), "form": form}
    return render(request, "participation/personal/take_back.html", context)


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def propose_substitute(request: Asking) -> HttpResponse:
    """Somebody else could come; they need to be cleared like any other guest."""
    found = invitation_of(request)
    form = ProposeSubstitute(posted(request))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _propose(request, found, form)):
        return front(request)
    return render(request, "participation/personal/substitute.html", {"form": form})


def _propose(request: Asking, found: Invitation, form: ProposeSubstitute) -> None:
    said = form.cleaned_data
    replies.propose_substitute(
        found,
        by=request.holder,
        proposed=replies.Proposed(said["name"], said["mail_address"], said["words"]),
        today=today(),
    )


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def how_listed(request: Asking) -> HttpResponse:
    """How my name may appear, in the list for participants and in public."""
    found = invitation_of(request)
    participant = get_object_or_404(Participant, invitation=found)
    form = HowListed(posted(request), initial=personal_page.listing_of(participant))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: _list(request, participant, form))
    ):
        return front(request)
    return render(request, "participation/personal/how_listed.html", {"form": form})


def _list(request: Asking, participant: Participant, form: HowListed) -> None:
    said = form.cleaned_data
    participants.say_how_listed(
        participant,
        by=request.holder,
        listed=participants.Listed(
            Listing(said["to_participants"]), Listing(said["in_public"]), said["alias"], said["role_words"]
        ),
        today=today(),
    )


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def correct_details(request: Asking) -> HttpResponse:
    found = invitation_of(request)
    form = Details(posted(request), initial=corrections.as_known(found, today()))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _correct(request, found, form)):
        return front(request)
    return render(request, "participation/personal/details.html", {"form": form})


def _correct(request: Asking, found: Invitation, form: Details) -> None:
    corrections.correct(found, by=request.holder, said=form.cleaned_data, today=today())


@for_link("invitation")
@require_safe
@bound
def held(request: Asking) -> HttpResponse:
    """What is held about me, why, and until when."""
    found = invitation_of(request)
    context = {"parts": held_about.parts(found, participant_of(found)), "invitation": found}
    return render(request, "participation/personal/held.html", context)


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def step_back(request: Asking) -> HttpResponse:
    """Give back the place, or ask not to be written to again: said once more before it is done."""
    found = invitation_of(request)
    form = personal_page.StepBack(posted(request))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _step_back(request, found, form)):
        return front(request)
    return render(request, "participation/personal/step_back.html", {"form": form})


def _step_back(request: Asking, found: Invitation, form: personal_page.StepBack) -> None:
    corrections.step_back(
        found,
        by=request.holder,
        is_not_written_to_again=form.cleaned_data["is_not_written_to_again"],
        today=today(),
    )


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
def needs(request: Asking) -> HttpResponse:
    """Journey, room, meals and needs: one question at a time, each of which may stay empty."""
    found = invitation_of(request)
    participant = get_object_or_404(
        Participant.objects.select_related("meeting"), invitation=found, place=Place.confirmed
    )
    step = guest_needs.step(request)
    kept = guest_needs.kept(participant)
    days = (found.meeting.start_on, found.meeting.end_on)
    form = GuestNeeds(posted(request), content=kept.content, step=step.name, around=days)

    def act() -> None:
        needs_actions.save_needs(
            participant,
            by=request.holder,
            content=form.content(),
            revision=guest_needs.revision_said(request),
            today=today(),
        )

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return HttpResponseRedirect(guest_needs.after(request, step), status=SEE_OTHER)
    context = {"form": form, "revision": kept.revision, **guest_needs.around(request, step)}
    return render(request, "participation/personal/needs.html", context)


@for_link("invitation")
@require_safe
@bound
def invitation_letter(request: Asking) -> HttpResponse:
    """The letter as PDF, for those who need to show it to somebody."""
    return letter_page.as_file(invitation_of(request), "pdf", today())


@for_link("invitation")
@require_safe
@bound
def invitation_note(request: Asking) -> HttpResponse:
    """The concept note as participants may read it."""
    return personal_page.note_file(invitation_of(request).meeting, today())


@for_link("invitation")
@require_safe
@bound
def invitation_calendar(request: Asking) -> HttpResponse:
    """The entry for a calendar. A protected person is offered none: calendars are shared and searched."""
    found = invitation_of(request)
    participant = get_object_or_404(
        Participant.objects.select_related("person", "meeting__venue"),
        invitation=found,
        place=Place.confirmed,
    )
    entry = personal_page.calendar_entry(participant, today())
    if entry is None:
        return HttpResponse(status=404)
    answer = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer
