"""The page of letters: kinds and languages, a preview for an invented guest, and files for the post."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.kit.letters import masked
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.methods.documents.letter_pdf import letters_pdf
from underrose.methods.documents.letter_word import letter_docx
from underrose.methods.documents.letters import Letter as Paper
from underrose.participation import letter_words
from underrose.participation.models import Candidate, Invitation, Letter
from underrose.people.models import Person
from underrose.people.particulars import Form, Particulars, PostHeld

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "pt", "de")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Row:
    """One kind of letter, and for each language whose words it has."""

    kind: str
    label: str
    languages: tuple[tuple[str, str, str], ...]


def kinds(meeting: Meeting) -> list[Row]:
    """In two questions, however many letters were written."""
    own = set(meeting.letters.values_list("kind", "language"))
    return [
        Row(
            kind.value,
            str(kind.label),
            tuple((code, language_name(code), _whose(kind.value, code, own)) for code in LANGUAGES),
        )
        for kind in Letter.Kind
    ]


def require_known(kind: str, language: str) -> None:
    if kind not in Letter.Kind.values or language not in LANGUAGES:
        raise Http404


def language_name(code: str) -> str:
    """The language in the reader's own."""
    here = Locale.parse((get_language() or "en").partition("-")[0])
    return str(Locale.parse(code).get_display_name(here))


def preview(meeting: Meeting, kind: str, language: str) -> tuple[str, SafeString] | None:
    """How it looks to an invented guest; None as long as it cannot be filled in."""
    if meeting.start_on is None:
        return None
    letter = letter_words.letter(meeting, kind, language)
    today = timezone.localdate()
    candidate = Candidate(meeting=meeting, person=Person(full_name=_("Professor Amara Vale")))
    shown = Invitation(meeting=meeting, candidate=candidate, number=1, language=language, prepared_on=today)
    values = letter_words.values(
        shown,
        _invented_guest(language),
        letter,
        link="https://…",
        reply_by=today + timedelta(days=14),
    )
    try:
        words = letter_words.signed(letter_words.filled(letter, values), letter)
    except Refused:
        return None
    return words.subject, masked.html(words.body)


def formatted(found: OutboxMail) -> SafeString | None:
    """The HTML of a letter that has any."""
    return masked.html(found.body) if found.is_formatted else None


def without_address(words: str) -> str:
    """Whoever opens a guest's page first is taken for the guest, so the team reads the letter without its address."""
    return masked.words(words)


def as_file(invitation: Invitation, suffix: str, today: date) -> HttpResponse:
    """One letter on paper. A protected person's name stands on it: for them alone, or as an opening (`views.letters`)."""
    paper = _paper(invitation, today)
    name = f"{invitation.meeting.code}-{invitation.number}"
    if suffix == "docx":
        return _file(_made(lambda: letter_docx(paper)), WORD, f"{name}.docx")
    return _file(_made(lambda: letters_pdf([paper])), "application/pdf", f"{name}.pdf")


def as_one_file(invitations: Sequence[Invitation], name: str, today: date) -> HttpResponse:
    """Many letters in one PDF, in the order of their numbers."""
    if not invitations:
        raise Refused(_("There is no letter in this wave that could go into one file."))
    papers = [_paper(one, today) for one in invitations]
    return _file(_made(lambda: letters_pdf(papers, title=name)), "application/pdf", f"{name}.pdf")


def require_clear(invitation: Invitation) -> None:
    """A link is followed by chance, also by a machine: it shows nobody who a protected person is."""
    if invitation.candidate.person.is_sealed:
        raise Refused(
            _(
                "The real name of a protected person stands on this letter. It was not made; to open it, press its button under “Letters” below."
            )
        )


def left_out(number: int) -> str:
    """Said beside a file that lacks letters."""
    sentence = ngettext(
        "One letter is for a protected person and is not in the file; open it from its invitation.",
        "%(count)s letters are for protected people and are not in the file; open each from its invitation.",
        number,
    )
    return sentence % {"count": number}


def _paper(invitation: Invitation, today: date) -> Paper:
    return letter_words.on_paper(invitation, Letter.Kind.invitation, today=today)


def _made(make: Callable[[], bytes]) -> bytes:
    """What cannot be set on paper is said in a sentence."""
    try:
        return make()
    except ValueError as fault:
        raise Refused(str(fault)) from None


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _whose(kind: str, language: str, own: set[tuple[str, str]]) -> str:
    if (kind, language) in own:
        return _("your own words")
    return _("words of the house") if kind in letter_words.of_the_house().get(language, {}) else ""


def _invented_guest(language: str) -> Particulars:
    return Particulars(
        full_name=_("Professor Amara Vale"),
        mails=("amara.vale@example.org",),
        posts=(PostHeld(title=_("Head of research"), organisation=_("Institute for Quiet Rivers")),),
        forms=(Form(language, _("Professor Amara Vale"), _("Dear Professor Vale")),),
    )
