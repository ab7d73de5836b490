"""Who did not get their first wish for a topic, and what keeps them from it, in a sentence each."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from underrose.methods.allocation.breakouts.wishes import Barred, Disappointed
from underrose.programme.sentences import Speaker

_WHY = {
    Barred.pinned: lambda: _("their seat was set by hand"),
    Barred.language: lambda: _("its language is not known of them"),
    Barred.together: lambda: _("they sit with somebody who sits elsewhere"),
    Barred.apart: lambda: _("somebody sits there from whom they are kept apart"),
    Barred.full: lambda: _("it is full"),
    Barred.small: lambda: _("their own group would be too small without them"),
    Barred.duty: lambda: _("one of the two groups would lack somebody for a task"),
    Barred.quota: lambda: _("the groups would be less evenly mixed"),
    Barred.encounters: lambda: _("more people would meet again"),
    Barred.search: lambda: _("no better plan was found"),
}

OPEN = frozenset({Barred.pinned, Barred.language})
"""Looked for before anything is asked of pairs, so they tell of none. Whoever may not know pairs reads one and the same word
for all other reasons: were only a pair hidden, that word would stand for it, beside a group that is full for everybody else.
"""


def not_met(speaker: Speaker, found: Iterable[Disappointed]) -> list[str]:
    """One sentence for each, with the dearest of the groups they would rather sit in."""
    return [_sentence(speaker, one) for one in found if one.better]


def _sentence(speaker: Speaker, one: Disappointed) -> str:
    dearest = one.better[0]
    why = dearest.why if speaker.may_know_pairs or dearest.why in OPEN else Barred.search
    return _("%(name)s would rather sit in %(better)s of “%(round)s” than in %(group)s: %(why)s.") % {
        "name": speaker.name(one.person),
        "better": speaker.group(one.round, dearest.group),
        "round": speaker.round(one.round),
        "group": speaker.group(one.round, one.group),
        "why": _WHY[why](),
    }
