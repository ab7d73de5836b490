"""What an edit by hand costs: reckoned before it is made, and said before and after in the same words."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.methods.allocation.breakouts.edits import CostOfEdit, cost_of_edit
from underrose.programme.in_numbers import Numbered
from underrose.programme.sentences import Speaker, listed, readable, violations

NAMED = 3
"""Pairs who meet again, by name; of more the number is told."""


def price(numbered: Numbered, number: int, to: Mapping[int, int]) -> CostOfEdit:
    """People of a round to other groups. What was set for them by hand before does not count: it is set anew."""
    firm = numbered.pinned
    pins = tuple(
        one
        for one in numbered.problem.pins
        if one.round != number or one.person not in to or (number, one.person) not in firm
    )
    row = tuple(to.get(person, group) for person, group in enumerate(numbered.seats[number]))
    after = (*numbered.seats[:number], row, *numbered.seats[number + 1 :])
    return cost_of_edit(replace(numbered.problem, pins=pins), numbered.seats, after)


def told(speaker: Speaker, cost: CostOfEdit) -> CostOfEdit:
    """As far as the reader may know it: prices of many choices would else say who is kept apart from whom."""
    return replace(cost, broken=readable(speaker, cost.broken), mended=readable(speaker, cost.mended))


def rank(cost: CostOfEdit) -> tuple[int, int, int, int]:
    """The cheapest first, in the order of what matters."""
    return len(cost.broken) - len(cost.mended), cost.off_quota, cost.encounters, cost.disappointment


def sentence(cost: CostOfEdit) -> str:
    parts = _parts(cost)
    if not parts:
        return _(
            "This costs nothing: nobody meets again who did not before, and the groups are as mixed as before."
        )
    return _("What it does: %(what)s.") % {"what": _("; ").join(parts)}


def briefly(cost: CostOfEdit) -> str:
    """Beside a choice."""
    return listed(_parts(cost)) or _("costs nothing")


def all_of_it(speaker: Speaker, cost: CostOfEdit) -> list[str]:
    """The price, each rule that holds no more, and who meets again, as far as the reader may know them."""
    said = [sentence(cost), *violations(speaker, cost.broken), again(speaker, cost)]
    return [one for one in said if one]


def again(speaker: Speaker, cost: CostOfEdit) -> str:
    """Who meets again by it, if they are few."""
    if not 0 < len(cost.newly_again) <= NAMED:
        return ""
    pairs = [speaker.names(one) for one in cost.newly_again]
    return _("They meet again: %(pairs)s.") % {"pairs": _("; ").join(pairs)}


def _parts(cost: CostOfEdit) -> list[str]:
    found = (
        (len(cost.broken), _broken),
        (len(cost.mended), _mended),
        (cost.encounters, _more_again),
        (-cost.encounters, _fewer_again),
        (cost.off_quota, _less_mixed),
        (-cost.off_quota, _better_mixed),
        (cost.disappointment, lambda _count: _("topics are further from what was wished")),
        (-cost.disappointment, lambda _count: _("topics are nearer to what was wished")),
    )
    return [words(count) % {"count": count} for count, words in found if count > 0]


def _broken(count: int) -> str:
    return ngettext("%(count)s rule more is broken", "%(count)s rules more are broken", count)


def _mended(count: int) -> str:
    return ngettext("%(count)s rule holds again", "%(count)s rules hold again", count)


def _more_again(count: int) -> str:
    return ngettext("%(count)s repeated meeting more", "%(count)s repeated meetings more", count)


def _fewer_again(count: int) -> str:
    return ngettext("%(count)s repeated meeting fewer", "%(count)s repeated meetings fewer", count)


def _less_mixed(count: int) -> str:
    return ngettext(
        "groups are less mixed by %(count)s person", "groups are less mixed by %(count)s people", count
    )


def _better_mixed(count: int) -> str:
    return ngettext(
        "groups are better mixed by %(count)s person", "groups are better mixed by %(count)s people", count
    )
