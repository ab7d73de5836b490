"""The pictures of a text that goes out: nobody but a person reads the words in them, so they are shown to one, and kept nowhere.

They travel in the page and come back with its form, under a key of the meeting: what was not drawn here is not shown.
That somebody looked at one stands in the same page alone, by a mark; with the page it is gone.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from hmac import compare_digest

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.dialogue.beside_the_text import Beside
from underrose.kit import keys
from underrose.kit.middleware import shows_pictures_of_its_own
from underrose.methods.inspection import Drawing

MOST = 100
"""Pictures of one page, those of both files together."""
MOST_MARKS = 400
_NAMED = 10
"""Parts that are told by name, of those that are not drawn."""
_MARK = 16
"""Bytes of a mark."""
_WHERE_A_PNG_SAYS_ITS_SIZE = (16, 20)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as the page shows it; several in one where they are not drawn."""

    field: str
    """With which file it came: "file" or "beside"."""
    name: str
    """Of its part or page, blank where it stands on none; of those that are not drawn all names, or a sentence."""
    png: str
    """In base64; blank where it is not drawn."""
    width: int
    height: int
    is_smaller: bool
    """Whether it is drawn smaller than it is, so that small print may be lost."""
    mark: str
    sealed: str = ""
    """All of this, and a digest with a key of the meeting, as the form carries it."""
    is_looked_at: bool = False

    @property
    def is_of_page(self) -> bool:
        return self.name.isdecimal()


def drawn(meeting: Meeting, field: str, brought: Beside) -> list[Picture]:
    """The pictures of a file that was just brought, and in one place what has none, as a chart."""
    key = _key(meeting)
    seen = [one for one in brought.drawings if one.png and not one.is_plain]
    unseen = [one for one in brought.drawings if not one.png]
    pictures = [_shown(key, field, one) for one in seen]
    names = [*brought.undrawn, *_names(unseen)]
    if names:
        digest = "\n".join([brought.digest if brought.undrawn else "", *(one.digest for one in unseen)])
        pictures.append(_undrawn(field, " ".join(names), _keyed(key, digest)))
    return [_sealed(key, one) for one in pictures]


def sent(meeting: Meeting, said: QueryDict, *, without: Iterable[str] = ()) -> list[Picture]:
    """Those that came back with the form, but for the files in `without`; what was changed on its way is not shown."""
    key, left = _key(meeting), set(without)
    found = [_opened(key, one) for one in said.getlist("picture")[:MOST]]
    return [one for one in found if one.field not in left]


def with_looks(pictures: Iterable[Picture], said: QueryDict) -> list[Picture]:
    """With the ticks of the page. One button ticks all it showed, and none of a file that was brought since."""
    looked = _looked(said)
    return [replace(one, is_looked_at=one.mark in looked) for one in pictures]


def looked_before(pictures: Iterable[Picture], said: QueryDict) -> list[str]:
    """Marks of others that were looked at in this page: a logo is not asked about again in the next draft."""
    shown = {one.mark for one in pictures}
    return sorted(_looked(said) - shown)[:MOST_MARKS]


def unread(pictures: Iterable[Picture], field: str) -> tuple[str, ...]:
    """Above which nothing is called clean."""
    return not_looked_at(sum(1 for one in pictures if one.field == field and not one.is_looked_at))


def not_looked_at(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    said = ngettext(
        "%(number)d picture is still to be looked at. Nobody but you reads the words in it.",
        "%(number)d pictures are still to be looked at. Nobody but you reads the words in them.",
        number,
    )
    return (said % {"number": number},)


def number_to_look_at(said: QueryDict) -> int:
    """How many pictures of the text itself are without a tick, by the marks of the page alone."""
    return len(set(said.getlist("to_look_at")[:MOST_MARKS]) - _looked(said))


def _looked(said: QueryDict) -> set[str]:
    looked = set(said.getlist("looked")[:MOST_MARKS])
    return looked | set(said.getlist("shown")[:MOST_MARKS]) if "looked_at_all" in said else looked


def shown_in(response: HttpResponse, pictures: Iterable[Picture]) -> HttpResponse:
    """The one answer that may show what stands in itself, and only where it does."""
    return shows_pictures_of_its_own(response) if any(one.png for one in pictures) else response


def _names(unseen: list[Drawing]) -> list[str]:
    several = list(dict.fromkeys(_name(one) for one in unseen))
    said = [", ".join(several[:_NAMED])] if several else []
    if (more := len(several) - _NAMED) > 0:
        told = ngettext("and %(number)d more", "and %(number)d more", more)
        said += [told % {"number": more}]
    return said


def _name(one: Drawing) -> str:
    if one.name.isdecimal():
        return _("page %(number)s") % {"number": one.name}
    return one.name or _("a picture that stands on no page")


def _shown(key: bytes, field: str, one: Drawing) -> Picture:
    width, height = (int.from_bytes(one.png[at : at + 4]) for at in _WHERE_A_PNG_SAYS_ITS_SIZE)
    return Picture(
        field=field,
        name=one.name,
        png=base64.b64encode(one.png).decode(),
        width=width,
        height=height,
        is_smaller=width * height < one.width * one.height,
        mark=_keyed(key, one.digest),
    )


def _undrawn(field: str, name: str, mark: str) -> Picture:
    return Picture(field, name, png="", width=0, height=0, is_smaller=False, mark=mark)


def _sealed(key: bytes, one: Picture) -> Picture:
    words = json.dumps([one.field, one.name, one.png, one.width, one.height, one.is_smaller, one.mark])
    return replace(one, sealed=_keyed(key, words) + words)


def _opened(key: bytes, sealed: str) -> Picture:
    seal, words = sealed[: 2 * _MARK], sealed[2 * _MARK :]
    if not compare_digest(seal.encode(), _keyed(key, words).encode()):
        return _sealed(
            key, _undrawn("file", _("A picture that could not be shown again."), _keyed(key, sealed))
        )
    field, name, png, width, height, is_smaller, mark = json.loads(words)
    return Picture(field, name, png, width, height, is_smaller, mark, sealed)


def _keyed(key: bytes, words: str) -> str:
    return blake2b(words.encode(), key=key, digest_size=_MARK).hexdigest()


def _key(meeting: Meeting) -> bytes:
    return keys.derived(settings.KEY_FOLDER, f"pictures of texts {meeting.pk}")
