"""What everybody may read: the page of a meeting, its papers and dates, its series, and what is new."""

from datetime import UTC, date, datetime, time

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from underrose.access.audience import for_public
from underrose.access.holders import Asking
from underrose.concept import calendar_file, concept_note, note_pages, paper, public_pages
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting, Series, State
from underrose.concept.views.papers import pdf_response
from underrose.kit import house


def _published(code: str) -> Meeting | None:
    return _announced(code).first()


def _announced(code: str) -> QuerySet[Meeting]:
    return Meeting.objects.published().select_related("published").filter(code=code)


def _shown(meeting: Meeting) -> concept_note.ConceptNote:
    """What was announced, not what is being written now."""
    assert meeting.published is not None
    return concept_note.from_json(meeting.published.content).for_reader(Audience.public)


@for_public
@require_safe
def meeting(request: Asking, code: str) -> HttpResponse:
    """The public page. Before it is announced, its own team sees a preview that no search engine keeps."""
    found = public_pages.with_ways(_announced(code)).first()
    if found is None:
        return _elsewhere(code) or _preview(request, code)
    page = note_pages.of(_shown(found))
    house_name = house.name()
    context = {
        "meeting": found,
        "page": page,
        "ways": public_pages.ways(found),
        "house_name": house_name,  # asked once for the page and for what machines read of it
        "event": note_pages.as_event(page, found.state, house_name),
        "address": request.build_absolute_uri(request.path),
    }
    return _kept_fresh(render(request, "concept/meeting.html", context))


def _elsewhere(code: str) -> HttpResponse | None:
    """An address typed in other letters leads to the one true address."""
    found = Meeting.objects.published().filter(code__iexact=code).first()
    return redirect("meeting", code=found.code) if found else None


def _preview(request: Asking, code: str) -> HttpResponse:
    holder = request.holder
    if holder.account is None:
        raise Http404
    found = get_object_or_404(Meeting.objects.visible_to(holder), code=code)
    page = note_pages.of(concept_note.of(found).for_reader(Audience.public))
    response = render(request, "concept/meeting.html", {"meeting": found, "page": page, "is_preview": True})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _kept_fresh(response: HttpResponse) -> HttpResponse:
    """Anybody may keep it and asks each time whether it still holds: a cancelled meeting is cancelled at once."""
    patch_cache_control(response, public=True, no_cache=True)
    return response


@for_public
@require_safe
def meeting_pdf(request: Asking, code: str) -> HttpResponse:  # noqa: ARG001 - every view is given the request
    """The public part of the note as a paper."""
    found = _published(code)
    if found is None or found.published is None:
        raise Http404
    return _kept_fresh(
        pdf_response(
            paper.of(_shown(found), organiser=house.name(), dated=found.published.kept_on), name=f"{code}.pdf"
        )
    )


@for_public
@require_safe
def meeting_calendar(request: Asking, code: str) -> HttpResponse:
    found = _published(code)
    note = _shown(found) if found else None
    if found is None or note is None or not (note.start_on and note.end_on):
        raise Http404
    address = request.build_absolute_uri(reverse("meeting", args=[found.code]))
    content = calendar_file.of(found, note, address=address)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.ics"'
    return _kept_fresh(response)


@for_public
@require_safe
def series(request: Asking, slug: str) -> HttpResponse:
    """A series with the editions that have a public page; the others are only counted by their number."""
    found = get_object_or_404(Series, slug=slug)
    editions = found.editions.select_related("meeting__published").filter(
        meeting__published__isnull=False, meeting__is_undisclosed=False
    )
    announced = [(edition.meeting, _shown(edition.meeting)) for edition in editions if edition.meeting]
    # Only what its own page says in public: a switch, or a change not yet announced, keeps an edition off this page.
    shown = [{"meeting": meeting, "note": note} for meeting, note in announced if note.series_slug == slug]
    if not shown:
        raise Http404
    return _kept_fresh(render(request, "concept/series.html", {"series": found, "editions": shown}))


@for_public
@require_safe
def feed(request: Asking) -> HttpResponse:
    """Announced meetings, newest dates first, as an Atom feed. Days only, no times."""
    atom = Atom1Feed(
        title=_("Meetings of %(house)s") % {"house": house.name()},
        link=request.build_absolute_uri("/"),
        description="",
        feed_url=request.build_absolute_uri(request.path),
    )
    for found in Meeting.objects.published().select_related("published").order_by("-start_on", "code")[:50]:
        assert found.published is not None
        page = note_pages.of(_shown(found))
        atom.add_item(
            title=f"{page.note.title} ({page.note.code})",
            link=request.build_absolute_uri(reverse("meeting", args=[found.code])),
            description=f"{_state_words(found)}{page.when}. {page.description}",
            unique_id=f"urn:uuid:{found.key}",
            updateddate=_at_the_start_of(found.published.kept_on),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    atom.write(response, "utf-8")
    return _kept_fresh(response)


def _at_the_start_of(day: date) -> datetime:
    """Feeds want a moment; a day is all we say."""
    return datetime.combine(day, time(), tzinfo=UTC)


def _state_words(meeting: Meeting) -> str:
    return f"{State(meeting.state).label}. " if meeting.state != State.announced else ""
