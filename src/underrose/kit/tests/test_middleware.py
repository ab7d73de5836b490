import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from underrose.kit import middleware

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def answered(
    path: str, *, cookie: str = "", method: str = "get", sets: str = "", status: int = 200
) -> HttpResponse:
    def view(request: object) -> HttpResponse:
        response = HttpResponse("x", status=status)
        if sets:
            response.set_cookie(sets, "1")
        return response

    factory = RequestFactory()
    factory.cookies["session" if cookie else "other"] = cookie
    return middleware.policy(view)(getattr(factory, method)(path))


@pytest.mark.parametrize("path", ["/", "/desk/", "/nowhere/"])
def test_every_answer_bears_the_policy(path: str) -> None:
    response = answered(path)
    assert response["Content-Security-Policy"] == CSP
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_answer_that_draws_pictures_may_show_them_and_nothing_else() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return middleware.shows_pictures_of_its_own(HttpResponse())

    response = middleware.policy(view)(RequestFactory().get("/desk/"))
    assert response["Content-Security-Policy"] == CSP.replace("img-src 'self';", "img-src 'self' data:;")
    assert answered("/desk/")["Content-Security-Policy"] == CSP


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/links/x/", "/invitations/x/", "/clearances/x/", "/questionnaires/x/", "/accounts/login/"],
)
def test_private_pages_are_kept_by_nobody(path: str) -> None:
    assert answered(path)["Cache-Control"] == "no-store"


def test_public_page_may_be_kept_for_those_without_a_cookie() -> None:
    response = answered("/meetings/WP1725/")
    assert (response["Cache-Control"], response["Vary"]) == ("public, max-age=60", "Cookie")


@pytest.mark.parametrize(
    "asked", [{"cookie": "abc"}, {"method": "post"}, {"sets": "language"}, {"status": 404}]
)
def test_anything_else_is_asked_for_anew(asked: dict[str, object]) -> None:
    assert answered("/", **asked)["Cache-Control"] == "private, no-cache"  # type: ignore[arg-type]


def test_view_that_says_who_may_keep_it_is_heard() -> None:
    def view(request: object) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "no-store"})

    assert middleware.policy(view)(RequestFactory().get("/"))["Cache-Control"] == "no-store"


def test_page_that_calls_itself_public_is_kept_once_for_each_language() -> None:
    def view(request: object) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "public, max-age=60", "Vary": "Accept-Language"})

    assert middleware.policy(view)(RequestFactory().get("/"))["Vary"] == "Accept-Language, Cookie"
