"""What happens here to people of whom something changes elsewhere: protected, forgotten."""

from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from underrose.participation.models import Brief, Candidate, Clearance, Conflict, Nomination, Standing
from underrose.people.actions.forgetting import Foreseen, also_forgets, foretells
from underrose.people.actions.sealing import also_seals, says_before_sealing
from underrose.people.models import Person
from underrose.people.particulars import Particulars


@also_seals("candidates")
@transaction.atomic
def take_out_names(person: Person, before: Particulars) -> None:  # noqa: ARG001 - what is sealed is taken out whatever it was
    """Who named them and what was written tells who they are, and so may a country, a gender and an organisation together.

    The team places a protected person anew by hand, as narrowly as it dares. A partner that was asked has seen the name:
    where it stood, the other name must not stand on the same page. How far the candidate has come stays.
    """
    found = Candidate.objects.filter(person=person)
    meetings = list(found.values_list("meeting", flat=True))
    Standing.objects.filter(candidate__person=person).delete()
    Clearance.objects.filter(candidate__person=person).delete()
    _close_pages(person)
    found.update(named_as=None, nomination=None, is_taken_back=False)
    for candidate in _with_a_word(found):
        candidate.why = ""
        candidate.save(update_fields=["why"])
    for pair in _apart_for_a_reason(person):
        pair.reason = ""
        pair.save(update_fields=["reason"])
    Brief.objects.filter(meeting__in=meetings).update(revision=F("revision") + 1)


@says_before_sealing("candidates")
def foretell_sealing(person: Person) -> list[tuple[int, str]]:
    found = Candidate.objects.filter(person=person)
    named = found.filter(Q(nomination__isnull=False) | Q(named_as__isnull=False))
    return [
        (
            Standing.objects.filter(candidate__person=person).count(),
            _(
                "What they stand for in meetings is taken away, because it may tell who they are; the team places them anew by hand. Marks taken away"
            ),
        ),
        (
            _naming(person).count(),
            _(
                "The page on which an organisation named them closes, and no name stands on it any more. If further names are needed, please ask anew. Pages"
            ),
        ),
        (named.count(), _("Who named them, and in what words, is deleted. Lists on which they were named")),
        (
            Clearance.objects.filter(candidate__person=person).count(),
            _(
                "What partners were asked and said about them is deleted, because a partner that saw the name would see the other one in its place; they stay as far as they had come. Answers and open questions"
            ),
        ),
        (
            len(_with_a_word(found)) + len(_apart_for_a_reason(person)),
            _("Notes on why they should come, or should not meet somebody, are emptied. Notes"),
        ),
    ]


def _naming(person: Person) -> QuerySet[Nomination]:
    """The pages on which they were named, and to which somebody could still write."""
    named = Nomination.objects.filter(candidates__person=person, is_closed=False)
    return Nomination.objects.filter(key__in=named.values("key")).select_related("meeting")


def _close_pages(person: Person) -> None:
    """On an open page whoever named them would see the row gone, and write the name once more beside the other one."""
    for nomination in _naming(person):
        nomination.is_closed = True
        nomination.save(update_fields=["is_closed"])


def _with_a_word(found: QuerySet[Candidate]) -> list[Candidate]:
    return [one for one in found.select_related("meeting") if one.why]


def _apart_for_a_reason(person: Person) -> list[Conflict]:
    theirs = Conflict.objects.filter(Q(one__person=person) | Q(other__person=person))
    return [row for row in theirs.select_related("brief") if row.reason]


@also_forgets("candidates")
@transaction.atomic
def forget_candidate(person: Person, today: date) -> None:  # noqa: ARG001 - on whatever day
    """A candidate who was never invited goes; one who was keeps counting, without a word."""
    keys = list(Candidate.objects.filter(person=person).values_list("key", flat=True))
    Conflict.objects.filter(Q(one__in=keys) | Q(other__in=keys)).delete()
    Candidate.objects.filter(key__in=keys, invitation__isnull=True).delete()
    for candidate in Candidate.objects.filter(key__in=keys):
        candidate.why, candidate.named_as, candidate.nomination = "", None, None
        candidate.save(update_fields=["why", "named_as", "nomination"])
    for clearance in Clearance.objects.filter(candidate__in=keys).select_related("round"):
        clearance.reason = ""
        clearance.save(update_fields=["reason"])


@foretells("candidates")
def foretold(person: Person) -> Foreseen:
    number = person.candidates.count()
    if not number:
        return Foreseen()
    goes = _("Lists of candidates they stand on, with reasons and what partners said: %(number)s")
    stays = _("Where they were invited, the number of people who were asked.")
    return Foreseen((goes % {"number": number},), (stays,))
