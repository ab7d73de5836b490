"""What a browser may do with our pages, and who may keep a copy of them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_OWN = ("script", "style", "img", "font", "manifest", "worker", "connect")
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in _OWN),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
WITH_PICTURES_OF_ITS_OWN = CONTENT_SECURITY_POLICY.replace("img-src 'self'", "img-src 'self' data:")
_SENSES = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope "
    "magnetometer microphone midi payment picture-in-picture screen-wake-lock usb xr-spatial-tracking"
)
PERMISSIONS_POLICY = ", ".join(f"{sense}=()" for sense in _SENSES.split())
PRIVATE = ("/desk/", "/links/", "/invitations/", "/clearances/", "/questionnaires/", "/accounts/")
PUBLIC_SECONDS = 60

Next = Callable[[HttpRequest], HttpResponse]


def policy(get_response: Next) -> Next:
    """Every answer bears the content security policy; private pages are kept by nobody."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        draws = getattr(response, "draws_pictures", False)
        response.headers["Content-Security-Policy"] = (
            WITH_PICTURES_OF_ITS_OWN if draws else CONTENT_SECURITY_POLICY
        )
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Referrer-Policy"] = "same-origin"
        _say_who_may_keep_it(request, response)
        return response

    return answer


def shows_pictures_of_its_own(response: HttpResponse) -> HttpResponse:
    """This one answer holds pictures that are kept nowhere and have no address; see decision 0036."""
    response.draws_pictures = True  # type: ignore[attr-defined]  # read by `policy`
    return response


def _say_who_may_keep_it(request: HttpRequest, response: HttpResponse) -> None:
    is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies)
    is_plain = request.method in {"GET", "HEAD"} and response.status_code == 200  # noqa: PLR2004 - the usual answer
    if request.path.startswith(PRIVATE):
        response.headers["Cache-Control"] = "no-store"
    elif "Cache-Control" not in response.headers:
        may_keep = is_plain and not is_personal
        response.headers["Cache-Control"] = (
            f"public, max-age={PUBLIC_SECONDS}" if may_keep else "private, no-cache"
        )
    if "public" in response.headers["Cache-Control"]:
        # The language cookie changes the words of a public page, so caches keep one copy for each cookie;
        # visitors without any cookie share one.
        patch_vary_headers(response, ["Cookie"])
