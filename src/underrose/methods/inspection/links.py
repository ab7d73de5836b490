"""Which addresses may stay in a clean copy: those of public pages that say nothing about who followed or shared them."""

import re
from urllib.parse import unquote, urlsplit

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})")
_INSIDE = re.compile(r"(?:.*\.)?(?:local|localhost|lan|internal|intranet|corp|home|onion)")
_OF_A_PERSON = re.compile(
    r"@|/~|/personal/|/(?:users?|profile|people|in|u)/|[?&](?:e?mail|user\w*|name|login|token|sig|auth\w*|share\w*|usp|cid|uid"
    r"|utm_\w+|fbclid|gclid|mc_eid)=",
    re.IGNORECASE,
)
_OF_A_CLOUD = re.compile(
    r"(?:.*\.)?(?:sharepoint\.com|onedrive\.live\.com|1drv\.ms|dropbox\.com|drive\.google\.com|docs\.google\.com|box\.com"
    r"|icloud\.com|teams\.microsoft\.com|zoom\.us|linkedin\.com|facebook\.com|wetransfer\.com|safelinks\.protection\.outlook\.com)"
)
_LONGEST = 500


def may_stay(address: str) -> bool:
    """Whether a link leads to a page of the open web and names nobody: no file, no mail, no shared folder, no account."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    return (
        parts.scheme.lower() in {"http", "https"}
        and len(address) <= _LONGEST
        and bool(_HOST.fullmatch(host))
        and not _INSIDE.fullmatch(host)
        and not _OF_A_CLOUD.fullmatch(host)
        and not _OF_A_PERSON.search(unquote(address))
        and address.isprintable()
    )
