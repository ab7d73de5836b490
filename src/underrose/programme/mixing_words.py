"""How evenly groups are mixed, why not more evenly, and what it would buy to ask for less, in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.methods.allocation.breakouts.evenness import Gap, Uneven
from underrose.programme.sentences import Speaker, listed, own, sizes

_WHY = {
    Gap.loosened: lambda: _("one more or fewer is allowed"),
    Gap.sizes: lambda: _("the group is too small for an even share of all"),
    Gap.pinned: lambda: _("seats set by hand and languages leave no other way"),
    Gap.together: lambda: _("people who sit together bring more than an even share"),
    Gap.search: lambda: _("no better plan was found"),
}


def here(speaker: Speaker, one: Uneven) -> str:
    """Beside the group it is about."""
    told = _told(speaker, one)
    if one.is_arithmetic:
        return _("Nobody for “%(value)s”: %(people)s for %(groups)s groups.") % told
    if not one.count:
        return _("Nobody for “%(value)s”: %(why)s.") % told
    return _("%(count)s of “%(value)s”; evenly spread it would be %(sizes)s: %(why)s.") % told


def of_rounds(speaker: Speaker, found: Iterable[Uneven]) -> list[str]:
    """Each with its round. Groups that go without for the same reason share a sentence."""
    without: dict[tuple[int, str, str, Gap], list[Uneven]] = {}
    said = []
    for one in found:
        if one.count:
            words = _("%(group)s: %(count)s of “%(value)s”; evenly spread it would be %(sizes)s: %(why)s.")
            said.append((one.round, words % _told(speaker, one)))
        else:
            without.setdefault((one.round, one.attribute, one.value, one.why), []).append(one)
    said += [(key[0], _without(speaker, those)) for key, those in without.items()]
    return [
        _("“%(round)s”: %(words)s") % {"round": speaker.round(number), "words": words}
        for number, words in sorted(said, key=lambda one: one[0])
    ]


def _without(speaker: Speaker, found: list[Uneven]) -> str:
    first = found[0]
    told = _told(speaker, first) | {"names": listed([speaker.group(one.round, one.group) for one in found])}
    if first.is_arithmetic:
        return _("%(value)s: %(people)s for %(groups)s groups. None in %(names)s.") % told
    return _("%(value)s: none in %(names)s, since %(why)s.") % told


def _told(speaker: Speaker, one: Uneven) -> dict[str, Any]:
    # Whoever may not know who sits together must not read it from a reason either.
    is_hidden = one.why is Gap.together and not speaker.may_know_pairs
    why = Gap.search if is_hidden else one.why
    people = ngettext("only %(count)s person", "only %(count)s people", one.there) % {"count": one.there}
    return {
        "group": speaker.group(one.round, one.group),
        "value": speaker.value(one.attribute, one.value),
        "people": people,
        "groups": one.groups,
        "count": one.count,
        "sizes": sizes(one.least, one.most),
        "why": _WHY[why]() if why in _WHY else "",
    }


def loosened(speaker: Speaker, found: Mapping[str, Mapping[str, int]]) -> list[str]:
    """What one more or fewer of a feature in each group would buy, as it was worked out with the groups."""
    labels = {one.name: own(one.label) for one in speaker.numbered.features}
    asked = {one.name for one in speaker.numbered.problem.attributes if not one.slack}
    tried = {name: one for name, one in found.items() if name in labels and name in asked}
    said = [_bought(labels[name], one) for name, one in tried.items() if one["bought"] > 0]
    if vain := [labels[name] for name, one in tried.items() if one["bought"] <= 0]:
        said.append(
            _("To allow one more or fewer in each group would save no repeated meeting: %(features)s.")
            % {"features": listed(vain)}
        )
    return said


def _bought(label: str, one: Mapping[str, int]) -> str:
    """Region: one more or fewer in each group would save 3 repeated meetings; 4 people would then sit outside."""
    saved = ngettext("%(count)s repeated meeting", "%(count)s repeated meetings", one["bought"])
    words = ngettext(
        "%(feature)s: to allow one more or fewer in each group would save %(saved)s; %(count)s person more would sit outside the even spread.",
        "%(feature)s: to allow one more or fewer in each group would save %(saved)s; %(count)s people more would sit outside the even spread.",
        max(one["paid"], 0),
    )
    return words % {
        "feature": label,
        "saved": saved % {"count": one["bought"]},
        "count": max(one["paid"], 0),
    }
