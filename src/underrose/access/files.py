"""Files that are asked for before it is clear who asks: the page from which they come once it is."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

DESK = "/desk/"


def page_for(request: HttpRequest) -> str:
    """The address of the page from which this file comes, and which leads back to where it was asked for."""
    before = urlsplit(request.headers.get("Referer", ""))
    back = before.path + (f"?{before.query}" if before.query else "")
    return f"{reverse('take_file')}?{urlencode({'file': request.get_full_path(), 'back': back})}"


def is_file(address: str) -> bool:
    """Whether it is an address of ours that gives a file: the page sends a browser nowhere else."""
    if not _is_ours(address):
        return False
    try:
        return getattr(resolve(urlsplit(address).path).func, "is_file", False)
    except Resolver404:
        return False


def back_to(address: str) -> str:
    """Where the file was asked for, if that is a page of the desk, else the desk."""
    return address if _is_ours(address) and not is_file(address) else DESK


def _is_ours(address: str) -> bool:
    path = urlsplit(address).path
    return (
        url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        and path.startswith(DESK)
        and ".." not in path.split("/")
    )
