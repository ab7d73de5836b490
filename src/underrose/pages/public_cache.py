"""The public pages as they were last made, kept in memory, so that many readers cost hardly more than one.

What is kept is the whole answer with its headers, made by the chain of all other middleware. It serves only whoever shows no
session, and dies with the next change to anything public (`concept.public_pages`) or after a minute.
"""

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from underrose.concept import public_pages
from underrose.kit.middleware import PRIVATE

Next = Callable[[HttpRequest], HttpResponse]
Stamp = tuple[int, int, int]

SECONDS = 60
MOST_PAGES = 500
MOST_BYTES = 32 * 1024 * 1024
LARGEST_PAGE = 2 * 1024 * 1024
# Whatever a page says of itself: what is private to caches elsewhere is so here too.
NEVER = (*PRIVATE, "/demo/", "/language/", settings.STATIC_URL)
# Asks for something other than the plain page: a part of it, a partial of htmx, or by somebody known to the server.
UNUSUAL = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")
VARIES_BY = frozenset({"accept-language", "cookie", "accept-encoding"})
OF_ONE_ENCODING = frozenset({"content-length", "content-encoding", "content-type"})
WRITTEN = re.compile(r"text/|application/(?:[a-z.]+\+)?(?:json|xml)\b|image/svg\+xml")
NO_WEIGHT = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer, plain and compressed, with the moment it stops being good."""

    stamp: Stamp
    until: float
    mark: str
    headers: Mapping[str, str]
    plain: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed or b"")


@dataclass(slots=True)
class Shelf:
    """Kept answers, the least asked for first to go. Never more than so many, nor more than so many bytes."""

    pages: OrderedDict[Hashable, Kept] = field(default_factory=OrderedDict)
    bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: Hashable, stamp: Stamp, now: float) -> Kept | None:
        with self._lock:
            kept = self.pages.get(key)
            if kept is None:
                return None
            if kept.stamp != stamp or kept.until <= now:
                self._drop(key)
                return None
            self.pages.move_to_end(key)
            return kept

    def keep(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            self.pages[key] = kept
            self.bytes += kept.size
            while len(self.pages) > MOST_PAGES or self.bytes > MOST_BYTES:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: Hashable) -> None:
        gone = self.pages.pop(key, None)
        if gone is not None:
            self.bytes -= gone.size


def public_cache(get_response: Next) -> Next:
    """First of all middleware: a public page that is known is given before anything else is asked."""
    if not settings.PUBLIC_CACHE:
        raise MiddlewareNotUsed
    shelf, file = Shelf(), public_pages.stamp()

    def answer(request: HttpRequest) -> HttpResponse:
        if not may_be_asked(request):
            return get_response(request)
        # The stamp is read before the page is made: a change in between makes the page old at once.
        stamp, key = stamp_of(file), key_of(request)
        kept = shelf.find(key, stamp, time.monotonic())
        if kept is None:
            response = get_response(request)
            if not may_be_kept(request, response):
                return response
            kept = made_of(response, stamp, time.monotonic())
            shelf.keep(key, kept)
        return given(kept, request)

    return answer


def may_be_asked(request: HttpRequest) -> bool:
    """A plain address, asked for by somebody who shows no session."""
    return (
        request.method in {"GET", "HEAD"}
        and not request.path.startswith(NEVER)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not any(name in request.META for name in UNUSUAL)
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """A whole page marked for everybody, which was made without a cookie's help and gives none."""
    match = request.resolver_match
    audience = getattr(match.func, "audience", None) if match else None
    return (
        request.method == "GET"
        and response.status_code == HTTPStatus.OK
        and audience is not None
        and audience.kind == "public"
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and _is_public(response)
        and len(response.content) <= LARGEST_PAGE
    )


def _is_public(response: HttpResponse) -> bool:
    allowed = {part.strip() for part in response.headers.get("Cache-Control", "").lower().split(",")}
    varies = {part.strip() for part in response.headers.get("Vary", "").lower().split(",") if part.strip()}
    return "public" in allowed and varies <= VARIES_BY and not response.has_header("Content-Encoding")


def made_of(response: HttpResponse, stamp: Stamp, now: float) -> Kept:
    plain = response.content
    mark = hashlib.sha256(plain).hexdigest()[:32]
    patch_vary_headers(response, ["Accept-Encoding"])
    # Weak, because one mark stands for the plain and the compressed page.
    response.headers["ETag"] = f'W/"{mark}"'
    headers = {name: words for name, words in response.headers.items() if name.lower() != "content-length"}
    return Kept(stamp, now + SECONDS, mark, headers, plain, _packed(plain, response.headers["Content-Type"]))


def _packed(plain: bytes, kind: str) -> bytes | None:
    """Compressed once for all readers. There is nothing secret on a public page that its length could betray."""
    if not WRITTEN.match(kind):
        return None
    packed = gzip.compress(plain, mtime=0)
    return packed if len(packed) < len(plain) else None


def given(kept: Kept, request: HttpRequest) -> HttpResponse:
    if kept.mark in request.META.get("HTTP_IF_NONE_MATCH", ""):
        remaining = {n: words for n, words in kept.headers.items() if n.lower() not in OF_ONE_ENCODING}
        return HttpResponseNotModified(headers=remaining)
    is_packed = kept.packed is not None and takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    content = (kept.packed if is_packed else None) or kept.plain
    encoding = {"Content-Encoding": "gzip"} if is_packed else {}
    return HttpResponse(content, headers={**kept.headers, **encoding, "Content-Length": str(len(content))})


def takes_gzip(accepted: str) -> bool:
    """`gzip;q=0` is a refusal; a browser that says nothing gets the plain page."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() == "gzip":
            return not NO_WEIGHT.fullmatch(weight)
    return False


def key_of(request: HttpRequest) -> Hashable:
    """Host, path and language. A host that is not ours never gets an answer worth keeping."""
    return request.scheme, request.META.get("HTTP_HOST", ""), request.path, get_language_from_request(request)


def stamp_of(file: Path) -> Stamp:
    try:
        found = file.stat()
    except FileNotFoundError:
        return (0, 0, 0)
    return (found.st_ino, found.st_mtime_ns, found.st_size)
