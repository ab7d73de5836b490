"""People who stand in the list twice: the offers, two side by side, and making one of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.kit.refusals import Refused
from underrose.people import differences, duplicates, particulars
from underrose.people.actions import merging
from underrose.people.merging_rules import foretold, may_be_merged
from underrose.people.models import INVITING, Merge, NotTheSame, Person
from underrose.people.views.asking import today, tried

PAGE = 55
LATEST = 10


@for_team(*INVITING)
@require_safe
def offers(request: Asking) -> HttpResponse:
    found = duplicates.offers(request.holder, today())
    shown = Person.objects.visible_to(request.holder).filter(is_sealed=False)
    apart = NotTheSame.objects.filter(one__in=shown, other__in=shown).select_related("one", "other")
    context = {
        "page": Paginator(found.found, PAGE).get_page(request.GET.get("page")),
        "is_cut": found.is_cut,
        "apart": apart[:LATEST],
    }
    return render(request, "people/duplicates.html", context)


def _two(request: Asking, one: str, other: str) -> tuple[Person, Person]:
    """Both in the clear: protected people are never laid beside others."""
    clear = Person.objects.visible_to(request.holder).filter(is_sealed=False)
    return get_object_or_404(clear, key=one), get_object_or_404(clear, key=other)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: Asking, one: str, other: str) -> HttpResponse:
    """Side by side; of each thing said differently one chooses what stays. The button makes one of two."""
    kept, absorbed = _two(request, one, other)
    mine, theirs = particulars.of(kept), particulars.of(absorbed)
    refusal = may_be_merged(kept, absorbed, request.holder, today())
    if request.method == "POST" and not refusal:
        taken = {name: request.POST.get(f"keep-{name}", "one") for name in differences.LABELS}
        facts = differences.together(mine, theirs, taken)
        try:
            merging.merge(kept, absorbed, facts=facts, by=request.holder, today=today())
        except Refused as refused:
            refusal = refused.sentence
        else:
            messages.success(
                request,
                _("The two are one person now. For thirty days they can be made two again on this page."),
            )
            return redirect("person", key=kept.key)
    context = {
        "kept": kept,
        "absorbed": absorbed,
        "differences": differences.between(mine, theirs),
        "refusal": refusal,
        "foretold": [] if refusal else foretold(kept, absorbed, request.holder),
    }
    return render(request, "people/compare.html", context)


@for_team(*INVITING)
@require_POST
def not_the_same(request: Asking, one: str, other: str) -> HttpResponse:
    two = _two(request, one, other)
    said = _("They are not offered again. Below they can be compared again.")
    tried(request, lambda: merging.say_not_the_same(*two, by=request.holder, today=today()), said)
    return redirect("duplicates")


@for_team(*INVITING)
@require_POST
def compare_again(request: Asking, key: str) -> HttpResponse:
    shown = Person.objects.visible_to(request.holder).filter(is_sealed=False)
    said = get_object_or_404(NotTheSame, key=key, one__in=shown, other__in=shown)
    merging.take_back_not_the_same(said, by=request.holder, today=today())
    return redirect("duplicates")


@for_team(*INVITING)
@require_POST
def undo(request: Asking, key: str) -> HttpResponse:
    merge = get_object_or_404(Merge, key=key, kept__in=Person.objects.visible_to(request.holder))
    said = _("They are two people again.")
    tried(request, lambda: merging.undo_merge(merge, by=request.holder, today=today()), said)
    return redirect("person", key=merge.kept_id)
