"""Pages that draw on several sections: the front page, the desk, one meeting at a glance, the language."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import F, OrderBy, Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_public, for_team, fresh_file
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.concept.models import Meeting, State
from underrose.kit import tables
from underrose.pages import at_a_glance, navigation

PAGE = 55


@for_public
@require_safe
def home(request: Asking) -> HttpResponse:
    """What the house has announced: what is to come first, then what was."""
    today = timezone.localdate()
    announced = Meeting.objects.published().select_related("published")
    context = {
        "coming": at_a_glance.announced(announced.coming(today)[:PAGE]),
        "past": at_a_glance.announced(announced.filter(end_on__lt=today)[:PAGE]),
    }
    response = render(request, "pages/home.html", context)
    patch_cache_control(response, public=True, no_cache=True)
    return response


@for_public
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: Asking) -> HttpResponse:
    """Choose the language of the pages. The choice is a cookie that says nothing else."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    if request.method == "POST" and wanted in dict(settings.LANGUAGES):
        response = redirect(back)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=365 * 24 * 3600,
            secure=settings.IS_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    context = {"languages": settings.LANGUAGES, "chosen": get_language(), "next": back}
    return render(request, "pages/language.html", context)


@for_public
@require_safe
def icon(request: Asking) -> HttpResponse:  # noqa: ARG001 - the same answer for everybody
    """Browsers ask for /favicon.ico by habit; the mark of the house is elsewhere."""
    response = redirect(static("kit/rose.svg"))
    patch_cache_control(response, public=True, max_age=24 * 3600)
    return response


@for_team()
@require_safe
def desk(request: Asking) -> HttpResponse:
    """The meetings of this person, those that are near first."""
    words, state, sort = _asked(request)
    ordered = _matching(Meeting.objects.visible_to(request.holder), words, state).order_by(*_order(sort))
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    first = (page.number - 1) * PAGE
    rows = list(ordered.values(*at_a_glance.LISTED)[first : first + PAGE])
    is_front = page.number == 1 and not words and not state and sort == USUAL
    context = {
        "page": page,
        "meetings": at_a_glance.listed(rows),
        # The side shows the same meetings as the top of the whole list: no need to ask for them twice.
        "navigation": navigation.entries(request, rows if is_front else None),
        "words": words,
        "state": state,
        "columns": at_a_glance.columns(sort),
        "states": State.choices,
        "has_any": request.holder.has_meetings,
        "may_open": request.holder.may(Role.PROGRAMME_DIRECTOR),
        "needs": at_a_glance.needs_of_all(request.holder, timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "pages/desk.html", context)


@for_team()
@fresh_file
@require_safe
def meetings_export(request: Asking, suffix: str) -> HttpResponseBase:
    """The list as it is shown, all pages of it, for a spreadsheet."""
    words, state, sort = _asked(request)
    found = _matching(Meeting.objects.visible_to(request.holder), words, state).order_by(*_order(sort))
    rows = found.values(*at_a_glance.LISTED)
    return tables.response(at_a_glance.COLUMNS, rows, kind=suffix, name="meetings", title=_("Meetings"))


USUAL = "-dates"
SORTS = {"title": "title", "reference": "code", "dates": "start_on", "venue": "venue__name", "state": "state"}


def _asked(request: Asking) -> tuple[str, str, str]:
    """The words searched, the state chosen, the column sorted by; anything unknown is as if it was not asked."""
    sort = request.GET.get("sort", USUAL)
    known = sort.removeprefix("-") in SORTS
    return request.GET.get("q", "").strip(), request.GET.get("state", ""), sort if known else USUAL


def _order(sort: str) -> list[OrderBy | str]:
    """What has no date or venue yet stands last either way."""
    field = F(SORTS[sort.removeprefix("-")])
    return [field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True), "code"]


def _matching(found: QuerySet[Meeting], words: str, state: str) -> QuerySet[Meeting]:
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(code__icontains=words) | Q(venue__name__icontains=words)
        )
    return found.filter(state=state) if state in State.values else found


@for_team(*(role for role in Role if role is not Role.ADMINISTRATOR))
@require_safe
def meeting(request: Asking, code: str) -> HttpResponse:
    """One meeting on one page: its stages, what needs attention today, and three figures."""
    found = get_object_or_404(
        Meeting.objects.visible_to(request.holder).select_related("venue", "published", "edition__series"),
        code=code,
    )
    return render(request, "pages/meeting.html", at_a_glance.of(found, request.holder, timezone.localdate()))
