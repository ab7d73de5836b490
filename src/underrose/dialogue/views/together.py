"""Points in which nothing was found, cleared together: each is shown in full, and read before the one press."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_team, words_stay_in_the_browser
from underrose.access.holders import Asking
from underrose.dialogue import review_page, rules
from underrose.dialogue.actions import releasing
from underrose.dialogue.held_regimes import under_what_holds
from underrose.dialogue.models import WHOLE
from underrose.dialogue.views.asking import place_of


@for_team(*WHOLE, second_factor=True)
@words_stay_in_the_browser
@require_http_methods(["GET", "HEAD", "POST"])
def clear_together(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Those that are ticked leave as they were taken; all others are read one by one, as before."""
    place = place_of(request, code, key)
    under_what_holds([place.note])
    if refusal := rules.may_clear(place.note, request.holder):
        messages.error(request, refusal)
        return redirect("review", code=code, key=key)
    if request.method == "POST":
        read = set(request.POST.getlist("read"))
        points = review_page.standing(place.note)
        ticked = [(one, one.revision) for one in points if review_page.as_read(one) in read]
        number = releasing.clear_together(place.note, ticked, by=request.holder)
        sentence = ngettext("%(number)d point was cleared.", "%(number)d points were cleared.", number)
        if number or not read:
            messages.success(request, sentence % {"number": number})
        if left := len(read) - number:
            said = ngettext(
                "%(number)d was decided or changed meanwhile, or has a finding by now. It stays as it is.",
                "%(number)d were decided or changed meanwhile, or have findings by now. They stay as they are.",
                left,
            )
            messages.warning(request, said % {"number": left})
        return redirect("review", code=code, key=key)
    context = {"place": place, "meeting": place.meeting, "note": place.note}
    return render(request, "dialogue/together.html", context | review_page.together(place))
