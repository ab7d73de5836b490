"""What is to be said of groups, in sentences with names: what does not hold, and who meets again.

Protected people stand by their alias, since that is the label they come with. Who may not sit with whom is told to those
alone who may know it; others read that something is wrong, and whom to ask.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel import Locale
from django.utils.translation import (
    get_language,
    get_language_bidi,
    get_language_info,
    ngettext,
    to_locale,
)
from django.utils.translation import gettext as _

from underrose.methods.allocation.breakouts.bounds import Bounds
from underrose.methods.allocation.breakouts.verification import Report, Rule, Violation
from underrose.programme import attendance, standing
from underrose.programme.in_numbers import Numbered
from underrose.programme.models import Group, Task

LONGEST = 8
"""Names in one sentence; of more the number is told."""
BETWEEN_PEOPLE = (Rule.apart, Rule.together)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts names to numbers, for a reader who may or may not know who is kept apart."""

    numbered: Numbered
    may_know_pairs: bool

    def name(self, person: int) -> str:
        return own(self.numbered.people[person].label)

    def names(self, people: Sequence[int]) -> str:
        return shortened_names([self.name(one) for one in people])

    def round(self, number: int) -> str:
        return own(self.numbered.rounds[number].title)

    def group(self, number: int, group: int) -> str:
        return own(group_name(self.numbered.groups[number][group]))

    def value(self, feature: str, value: str) -> str:
        for one in self.numbered.features:
            if one.name == feature:
                return own(one.values.get(value, value))
        return own(value)


def own(words: str) -> str:
    """Words of somebody's own within a sentence that may run the other way."""
    return f"\u2068{words}\u2069" if get_language_bidi() else words


def listed(words: Sequence[str]) -> str:
    """Ada, Bo, Cy: with what stands between two of a list in the language of whoever reads."""
    return _(", ").join(words)


def both(words: Sequence[str]) -> str:
    """Ada, Bo and Cy."""
    if len(words) < 2:  # noqa: PLR2004 - one needs no "and"
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": listed(words[:-1]), "last": words[-1]}


def shortened_names(names: Sequence[str]) -> str:
    """All of a few; of many the first, and how many more."""
    said = list(names[:LONGEST])
    if more := len(names) - len(said):
        said.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return both(said)


def group_name(group: "object") -> str:
    """Its name, or its number."""
    name, number = getattr(group, "name", ""), getattr(group, "number", 0)
    return str(name) or _("Group %(number)s") % {"number": number}


def language_name(code: str) -> str:
    """In the language of whoever reads; Django knows the names of few languages."""
    reader = Locale.parse(to_locale(get_language() or "en"))
    if found := reader.languages.get(to_locale(code)):
        return str(found)
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def languages_in_words(codes: Iterable[str]) -> str:
    """Arabic, French or Spanish."""
    said = sorted(language_name(one) for one in codes)
    if len(said) < 2:  # noqa: PLR2004 - one needs no "or"
        return "".join(said)
    return _("%(first)s or %(last)s") % {"first": listed(said[:-1]), "last": said[-1]}


def language_of(group: Group, held_in: str) -> str:
    """What it is held in, where it says so, and into what it is interpreted."""
    return heard_in(group.language or (held_in if group.interpreted else ""), group.interpreted)


def heard_in(held: str, interpreted: Sequence[str]) -> str:
    """English, interpreted into Arabic and French."""
    said = [language_name(held)] if held else []
    if interpreted:
        into = both([language_name(one) for one in interpreted])
        said.append(_("interpreted into %(languages)s") % {"languages": into})
    return listed(said)


def sizes(least: int, most: int) -> str:
    return str(least) if least == most else "–".join((str(least), str(most)))


def readable(speaker: Speaker, found: Iterable[Violation]) -> tuple[Violation, ...]:
    """What may stand beside a group or a price. Whoever may not know pairs, and read beside which group or after which move
    a rule was broken, would know the pair: they are told once for the whole meeting.
    """
    return tuple(one for one in found if speaker.may_know_pairs or one.rule not in BETWEEN_PEOPLE)


def violations(speaker: Speaker, found: Iterable[Violation]) -> list[str]:
    """One sentence for each rule that is broken; of pairs kept apart only for who may know them."""
    said, hidden = [], 0
    for one in found:
        if one.rule in BETWEEN_PEOPLE and not speaker.may_know_pairs:
            hidden += 1
        else:
            said.append(_violation(speaker, one))
    if hidden:
        said.append(
            _(
                "People sit together, or apart, who should not. The programme director or the project manager sees who."
            )
        )
    return said


def _violation(speaker: Speaker, one: Violation) -> str:
    told = {
        "round": speaker.round(one.round),
        "group": speaker.group(one.round, one.group) if one.group >= 0 else "",
        "names": speaker.names(one.people),
        "count": one.count,
        "name": one.name,
    }
    if one.rule is Rule.size:
        asked = speaker.numbered.problem.rounds[one.round].groups[one.group]
        told["sizes"] = sizes(asked.smallest, asked.largest)
    if one.rule is Rule.duty:
        told["task"] = Task(one.name).label.lower()
        return _duty(one.count) % told
    if one.rule is Rule.language:
        told["language"] = languages_in_words(speaker.numbered.languages(one.round, one.group))
    return _BROKEN[one.rule]() % told


def _duty(count: int) -> str:
    if not count:
        return _("%(group)s of “%(round)s” has no %(task)s.")
    return _("%(group)s of “%(round)s” has %(count)s people for one task, %(task)s: %(names)s.")


_BROKEN = {
    Rule.seated: lambda: _("No seat in “%(round)s” yet: %(names)s."),
    Rule.size: lambda: _("%(group)s of “%(round)s” has %(count)s people; %(sizes)s were asked for."),
    Rule.apart: lambda: _("%(names)s sit together in %(group)s of “%(round)s”, and are to be kept apart."),
    Rule.together: lambda: _("%(names)s do not sit together in “%(round)s”, and are to."),
    Rule.pin: lambda: _("%(names)s is set down for %(group)s of “%(round)s”, and sits elsewhere."),
    Rule.language: lambda: _(
        "%(group)s of “%(round)s” can be followed in %(language)s, which is not known of %(names)s."
    ),
    Rule.held: lambda: _("“%(round)s” is over; %(names)s sat elsewhere."),
}


def meet_again(report: Report) -> int:
    """Pairs who share more than one round."""
    return sum(report.rounds_shared[2:])


def quality(numbered: Numbered, report: Report) -> list[str]:
    """Who meets whom over all rounds, and how far that is from the best there can be."""
    bounds = standing.bounds_of(numbered, report)
    said = [
        _("%(met)s of %(pairs)s pairs meet; %(most)s is the most that arithmetic allows.")
        % {
            "met": report.distinct,
            "pairs": attendance.pairs(numbered),
            "most": bounds.distinct,
        },
        _again(meet_again(report)),
        _distance(report, bounds),
    ]
    if numbered.colleagues:
        words = ngettext(
            "%(count)s pair who works for the same organisation counts as having met once.",
            "%(count)s pairs who work for the same organisation count as having met once.",
            numbered.colleagues,
        )
        said.append(words % {"count": numbered.colleagues})
    if numbered.met_before:
        words = ngettext(
            "%(count)s pair who met at an earlier meeting counts as having met once.",
            "%(count)s pairs who met at an earlier meeting count as having met once.",
            numbered.met_before,
        )
        said.append(words % {"count": numbered.met_before})
    return said


def _again(pairs: int) -> str:
    if not pairs:
        return _("Nobody sits with the same person twice.")
    words = ngettext("%(count)s pair meets more than once.", "%(count)s pairs meet more than once.", pairs)
    return words % {"count": pairs}


def _distance(report: Report, bounds: Bounds) -> str:
    over = report.encounters - bounds.encounters
    if report.is_proven:
        return _("No plan can do better: this is proven.")
    if not over:
        return _(
            "No plan can have fewer repeated meetings: this is proven. Other wishes could not all be met."
        )
    words = ngettext(
        "That is %(count)s repeated meeting more than arithmetic demands of any plan; whether a better one exists is not known.",
        "That is %(count)s repeated meetings more than arithmetic demands of any plan; whether a better one exists is not known.",
        over,
    )
    return words % {"count": over}
