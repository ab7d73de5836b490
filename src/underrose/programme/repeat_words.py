"""Why some meet again, and who meets the fewest, in sentences."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.methods.allocation.breakouts.explanation import Again, Explanation, Repeat
from underrose.programme.sentences import LONGEST, Speaker


def reasons(speaker: Speaker, found: Sequence[Repeat]) -> list[str]:
    """How many of those who meet again do so because of what was asked. Who sits together is not for everybody."""
    why = Counter(one.why for one in found)
    said = []
    if fixed := why[Again.fixed]:
        words = ngettext(
            "For %(count)s pair seats set by hand, or rounds that are over, left no choice.",
            "For %(count)s pairs seats set by hand, or rounds that are over, left no choice.",
            fixed,
        )
        said.append(words % {"count": fixed})
    if speaker.may_know_pairs and (together := why[Again.together]):
        words = ngettext(
            "%(count)s pair meets again because they are to sit together.",
            "%(count)s pairs meet again because they are to sit together.",
            together,
        )
        said.append(words % {"count": together})
    return said


def fewest(speaker: Speaker, why: Explanation) -> str:
    """Who meets the fewest others, where that is said of a few alone."""
    there = [one.distinct for one in why.people if one.rounds]
    if not there or min(there) == max(there) or len(why.worst_off) > LONGEST:
        return ""
    return _("The fewest others, %(count)s, are met by %(names)s.") % {
        "count": min(there),
        "names": speaker.names(why.worst_off),
    }
