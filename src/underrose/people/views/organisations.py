"""Organisations: the list, and one with those who are there now and were before."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.kit.refusals import Refused
from underrose.people import choices, search_words
from underrose.people.actions.organisations import COLUMNS, revise_organisation
from underrose.people.differences import held_in_words
from underrose.people.forms.lists import Filters
from underrose.people.forms.organisations import OrganisationForm
from underrose.people.models import INVITING, Organisation, Post
from underrose.people.particulars import held
from underrose.people.views.asking import posted, today

PAGE = 55


@for_team(*INVITING)
@require_safe
def organisations(request: Asking) -> HttpResponse:
    filters = Filters(request.GET)
    asked = filters.asked()
    found = _matching(asked.query)
    for name in ("country", "sector"):
        if getattr(asked, name):
            found = found.filter(**{name: getattr(asked, name)})
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    keys = [house.key for house in page.object_list]
    here = Q(person__merged_into__isnull=True, person__is_forgotten=False)
    counted = Post.objects.held_on(today()).filter(here, organisation__in=keys).order_by()
    numbers = dict(counted.values_list("organisation").annotate(Count("person", distinct=True)))
    context = {
        "page": page,
        "rows": [_row(house, numbers.get(house.key, 0)) for house in page.object_list],
        "query": asked.query,
        "filters": [filters["country"], filters["sector"]],
        "is_narrow": asked.is_narrow,
    }
    return render(request, "people/organisations.html", context)


def _matching(query: str) -> QuerySet[Organisation]:
    spellings = search_words.looked_for(query) if query else ()
    found = Organisation.objects.all()
    if query and not spellings:
        return found.none()
    wanted = Q()
    for spelling in spellings:
        words = Q()
        for word in spelling.split():
            words &= Q(search_words__contains=word)
        wanted |= words
    return found.filter(wanted)


def _row(house: Organisation, number: int) -> dict[str, Any]:
    return {
        "house": house,
        "number": number,
        "country": choices.country_name(house.country) if house.country else "",
        "sector": choices.sector_name(house.sector),
    }


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: Asking, key: str) -> HttpResponse:
    """Who is there now and was before, and what is said of the organisation."""
    found = get_object_or_404(Organisation, key=key)
    form = OrganisationForm(posted(request), initial={name: getattr(found, name) for name in COLUMNS})
    if request.method == "POST" and form.is_valid():
        try:
            revise_organisation(found, form.cleaned_data, by=request.holder, today=today())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation", key=found.key)
    visible = Post.objects.filter(
        organisation=found, person__merged_into__isnull=True, person__is_forgotten=False
    )
    posts = [
        {
            "post": post,
            "person": post.person,
            "when": held_in_words(held(post)),
            "is_now": held(post).is_held_on(today()),
        }
        for post in visible.select_related("person", "organisation").order_by(
            "person__family_name", "person__full_name"
        )
    ]
    context = _row(found, 0) | {
        "form": form,
        "now": [post for post in posts if post["is_now"]],
        "before": [post for post in posts if not post["is_now"]],
    }
    return render(request, "people/organisation.html", context)
