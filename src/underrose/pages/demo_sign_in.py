"""In the demonstration, one button for each role. Nowhere else."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from underrose.access import actions
from underrose.access.audience import for_public
from underrose.access.models import Account


@for_public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_ins(request: HttpRequest) -> HttpResponse:
    _only_in_the_demo()
    if request.method == "POST":
        account = _chosen(request.POST.get("account", ""))
        actions.sign_in_demo(request, account)
        return redirect("desk")
    accounts = Account.objects.active().filter(email__endswith=".example").prefetch_related("grants")
    return render(request, "pages/demo.html", {"accounts": accounts.order_by("name")})


def _chosen(key: str) -> Account:
    """One of the invented colleagues; anything else is no address of ours."""
    try:
        return get_object_or_404(Account, pk=UUID(key), email__endswith=".example")
    except ValueError as error:
        raise Http404 from error


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
