"""The letter about a new version: what changes for this one guest, and the way to their page. Nobody else is named."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.methods.documents import placeholders
from underrose.programme import change_words
from underrose.programme.comparison import Change
from underrose.programme.models import ProgrammeVersion

MOST = 12
"""A first version is new as a whole: a letter that names every session of it is read by nobody."""


def words_for(version: ProgrammeVersion, changes: Sequence[Change]) -> Callable[[str], tuple[str, str]]:
    """Subject and text, once the address of the guest's page is known and their language is in force."""
    meeting = version.meeting

    def words(address: str) -> tuple[str, str]:
        said = {"title": meeting.title, "number": version.number}
        if version.number == 1:
            subject = _("%(title)s: the programme") % said
            first = _("The programme of **%(title)s** is ready.") % {"title": _as_words(meeting.title)}
            lines = [] if len(changes) > MOST else _lines(changes)
        else:
            subject = _("%(title)s: the programme has changed") % said
            first = _("The programme of **%(title)s** has changed. This concerns you:") % {
                "title": _as_words(meeting.title)
            }
            lines = _lines(changes[:MOST])
            more = len(changes) - MOST
            if more > 0:
                lines.append(
                    ngettext("- and %(count)s further change", "- and %(count)s further changes", more)
                    % {"count": more}
                )
        last = _("The whole programme, version %(number)s, is on your page:") % said
        note = [_as_words(version.note)] if version.note else []
        parts = [first, "\n".join(lines), *note, f"{last}\n<{address}>"]
        return subject, "\n\n".join(part for part in parts if part) + "\n"

    return words


def _lines(changes: Sequence[Change]) -> list[str]:
    return [
        f"- **{_as_words(one.title)}** ({one.at}): {_as_words(' '.join(one.sentences))}"
        for one in change_words.told(changes)
    ]


def _as_words(text: str) -> str:
    """Nothing in a title or a note acts as a mark."""
    return placeholders.merge_markdown("{words}", {"words": text})
