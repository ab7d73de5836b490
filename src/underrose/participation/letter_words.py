"""The words of a letter: those a team wrote, or the house's own, filled in for one guest."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.kit import house
from underrose.kit.asked import Question
from underrose.kit.languages import HOUSE_LANGUAGE
from underrose.kit.refusals import Refused
from underrose.kit.templatetags.kit import day, days
from underrose.methods.documents import letters as paper
from underrose.methods.documents import placeholders
from underrose.participation.models import Invitation, Letter
from underrose.people import particulars
from underrose.people.particulars import Form, Particulars

REFERENCE = Path(__file__).parent / "reference" / "letters.toml"
# The words in braces, in the order in which a help text names them.
PLACEHOLDERS = (
    "salutation", "form_of_address", "full_name", "position", "organisation", "title", "days", "venue",
    "town", "reference", "number", "reply_by", "rule", "link", "house", "signatory_name", "signatory_title",
)  # fmt: skip
# Letters that ask for an answer, and so must say where it is given.
ASKS = frozenset({Letter.Kind.invitation, Letter.Kind.reminder})
OWN_SCRIPT = frozenset({"ar", "ru", "zh"})
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
# An address is put in as it stands: none of its signs is to be escaped, and none acts as a mark.
_STANDS_FOR_LINK = "theaddressofthepersonalpage"
_WRITTEN = Question(lambda meeting, kind: Letter.objects.filter(meeting=meeting, kind=kind), UUID, str)


@dataclass(frozen=True)
class Words:
    """One letter as one guest reads it."""

    subject: str
    body: str

    def __repr__(self) -> str:
        return "<words of a letter>"


@cache
def of_the_house() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Language, kind, and the words the house uses until a team writes its own."""
    return tomllib.loads(REFERENCE.read_text(encoding="utf-8"))


def letter(meeting: Meeting, kind: str, language: str) -> Letter:
    """The team's words in the guest's language, else the house's, else in the language of the house."""
    wanted = [language, language.partition("-")[0], HOUSE_LANGUAGE]
    written = {one.language: one for one in _WRITTEN(meeting.key, str(kind)) if one.language in wanted}
    for code in dict.fromkeys(wanted):
        if code in written:
            return written[code]
        if kind in of_the_house().get(code, {}):
            return _unwritten(meeting, kind, code)
    return _unwritten(meeting, kind, HOUSE_LANGUAGE)


def filled(letter: Letter, values: Mapping[str, str]) -> Words:
    """The words with everything in braces filled in, for one guest; what cannot be filled in is refused by name."""
    spelt = {**values, "link": _STANDS_FOR_LINK}
    try:
        subject = placeholders.merge(letter.subject, values, where=_("the subject"))
        body = placeholders.merge_markdown(letter.body, spelt, where=_("the words"))
    except placeholders.Unmerged as unmerged:
        raise Refused(str(unmerged)) from None
    return Words(subject, body.replace(_STANDS_FOR_LINK, _as_link(values["link"])).strip() + "\n")


def _as_link(link: str) -> str:
    """An address stands between angle brackets; words in its place stand as they are."""
    return f"<{link}>" if "://" in link or link.startswith("#") else link


def faults(letter: Letter) -> str:
    """Which word in braces nobody can fill in, where it stands, and what may have been meant; empty if none."""
    found = [
        *placeholders.faults(letter.subject, PLACEHOLDERS, where=_("the subject")),
        *placeholders.faults(letter.body, PLACEHOLDERS, where=_("the words")),
    ]
    named = {one.name.strip() for one in placeholders.placeholders(letter.body)}
    if letter.kind in ASKS and "link" not in named:
        found.append(
            _(
                "There is no “{link}” in the words, so a guest could not answer. Put it where the address of their page belongs."
            )
        )
    return " ".join(found)


def values(
    invitation: Invitation, guest: Particulars, letter: Letter, *, link: str, reply_by: date | None
) -> dict[str, str]:
    """What stands for each word in braces, in the language of the letter."""
    meeting, form = invitation.meeting, form_in(guest, letter.language)
    post = guest.post_on(invitation.prepared_on)
    with override(letter.language):
        apart = _isolated if get_language_bidi() else str
        return {
            "salutation": form.salutation or _salutation(guest, form),
            "form_of_address": form.form_of_address or guest.full_name,
            "full_name": apart(guest.full_name),
            "position": apart(post.title if post else ""),
            "organisation": apart(post.organisation if post else ""),
            "title": apart(meeting.title),
            "days": days(meeting.start_on, meeting.end_on),
            "venue": apart(meeting.venue.name if meeting.venue else frame(letter.language)["venue"]),
            "town": apart(meeting.venue.town if meeting.venue else ""),
            "reference": meeting.code,
            "number": f"{meeting.code}/{invitation.number}",
            "reply_by": day(reply_by) if reply_by else day(meeting.start_on),
            "rule": rule(meeting, letter.language),
            "link": link,
            "house": house.name(),
            "signatory_name": letter.signatory_name,
            "signatory_title": letter.signatory_title,
        }


def _isolated(words: str) -> str:
    """A name in another script keeps its own direction, and draws no figure beside it along: what `bdi` is on a page."""
    return f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}" if words else ""


def rule(meeting: Meeting, language: str) -> str:
    """What the regime means for what is said, in the language of the letter."""
    known = of_the_house()["rule"]
    said = known.get(language.partition("-")[0], known[HOUSE_LANGUAGE])
    return str(said[meeting.regime])


def frame(language: str) -> Mapping[str, str]:
    """What the house puts around the words of a letter, in its language: a catalogue of the pages may lack it."""
    known = of_the_house()["frame"]
    said: Mapping[str, str] = known.get(language.partition("-")[0], known[HOUSE_LANGUAGE])
    return said


def _salutation(guest: Particulars, form: Form) -> str:
    """Where the house has no letters in a language it begins none: a name is at home in every one of them."""
    begins = frame(form.language).get("salutation", "")
    if begins:
        return begins.format(name=_name(guest, form.language))
    return form.form_of_address or _name(guest, form.language)


def _name(guest: Particulars, language: str) -> str:
    """In a language with a script of its own, the name as it is written there."""
    is_written_there = language.partition("-")[0] in OWN_SCRIPT and bool(guest.native_name)
    return guest.native_name if is_written_there else guest.full_name


def signed(words: Words, letter: Letter, number: str = "") -> Words:
    """As a mail ends: name and title of whoever signs, the house, and the number under which to answer."""
    ends = [line for line in signature(letter) if line]
    last = frame(letter.language)["our_reference"].format(number=number) if number else ""
    closing = "\n".join(ends) + (f"\n\n{last}" if last else "")
    return Words(words.subject, words.body.rstrip() + "\n\n" + closing + "\n")


def signature(letter: Letter) -> tuple[str, str, str]:
    return letter.signatory_name, letter.signatory_title, house.name()


def on_paper(invitation: Invitation, kind: str, *, today: date) -> paper.Letter:
    """The same words for a sheet of paper: a reference number, the day, and whom it is for."""
    guest = particulars.of(invitation.candidate.person)
    written = letter(invitation.meeting, kind, invitation.language)
    around = frame(written.language)
    filled_in = values(invitation, guest, written, link=around["link_on_paper"], reply_by=invitation.reply_by)
    words = filled(written, filled_in)
    with override(written.language):
        return paper.Letter(
            house=house.name(),
            body=words.body,
            dated=today,
            reference=filled_in["number"],
            day=day(today),
            addressee=_addressee(guest, filled_in),
            subject=words.subject,
            signatory=written.signatory_name,
            signatory_title=written.signatory_title,
            language=written.language,
            labels={name: around[name] for name in ("reference", "page", "of")},
        )


def _addressee(guest: Particulars, filled_in: Mapping[str, str]) -> tuple[str, ...]:
    lines = (filled_in["form_of_address"], filled_in["position"], filled_in["organisation"])
    return tuple(line for line in lines if line) or (guest.full_name,)


def form_in(guest: Particulars, language: str) -> Form:
    """How the guest is addressed in this language. A form in another language is not mixed in."""
    wanted = language.partition("-")[0]
    found = (form for form in guest.forms if form.language.partition("-")[0] == wanted)
    return next(found, Form(language))


def _unwritten(meeting: Meeting, kind: str, language: str) -> Letter:
    words = of_the_house()[language][kind]
    return Letter(
        meeting=meeting, kind=kind, language=language, subject=words["subject"], body=words["body"].strip()
    )
