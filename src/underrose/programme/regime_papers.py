"""The rule of a session on paper: a card for the table, and what the chair reads out before it begins."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import override

from underrose.concept.models import Meeting
from underrose.kit import house
from underrose.kit.templatetags.kit import day
from underrose.methods import disclosure
from underrose.methods.disclosure import Disclosure, Regime
from underrose.methods.documents.rule_cards import RuleCard, RuleWords, rule_cards_pdf
from underrose.methods.documents.sheets import Block, Facts, Prose, Sheet
from underrose.programme.announcements import regimes_of
from underrose.programme.kept_until import latest
from underrose.programme.models import Session
from underrose.programme.regime_words import holding, on_paper, spoken_in, words
from underrose.programme.table_words import hours

ALWAYS = ("en", "ar")
"""Beside the language of the meeting; the one is understood by most, the other runs from right to left."""


def card(meeting: Meeting, regimes: Iterable[str]) -> RuleCard:
    """The rule in the language of the meeting, in English and in Arabic."""
    rules = holding(regimes)
    return RuleCard(tuple(_face(one, rules) for one in dict.fromkeys((spoken_in(meeting.language), *ALWAYS))))


def _face(language: str, rules: Sequence[Regime]) -> RuleWords:
    said = on_paper(language, rules)
    return RuleWords(language, " · ".join(one["name"] for one in said), " ".join(one["card"] for one in said))


def cards_pdf(
    meeting: Meeting, rules: Iterable[Sequence[str]], today: date, *, page_size: str = "a4"
) -> bytes:
    """One sheet for each rule that differs from the others."""
    found = {holding(regimes): card(meeting, regimes) for regimes in rules}
    language = spoken_in(meeting.language)
    title = " · ".join(dict.fromkeys(one.words[0].name for one in found.values()))
    return rule_cards_pdf(
        list(found.values()), title=title, dated=today, language=language, page_size=page_size
    )


def opening_words(meeting: Meeting, session: Session, today: date, *, page_size: str = "a4") -> Sheet:
    """What the chair reads out, with a head that says of which session."""
    language = spoken_in(meeting.language)
    furniture, rules = words()[language]["paper"], holding(regimes_of(meeting, session))
    with override(language):
        facts = [
            (furniture["when"], f"{day(session.day.on)}, {hours(session.begins, session.ends)}"),
            (furniture["where"], session.room.name if session.room else ""),
            (furniture["rule"], " · ".join(one["name"] for one in on_paper(language, rules))),
        ]
        spoken = paragraphs(meeting, rules, language)
    blocks: list[Block] = [
        Facts(tuple((term, said) for term, said in facts if said)),
        Prose("\n\n".join(spoken), is_spoken=True),
    ]
    return Sheet(
        kind=furniture["kind"],
        title=furniture["title"],
        subtitle=session.title,
        note=furniture["note"],
        blocks=tuple(blocks),
        dated=today,
        reference=meeting.code,
        foot=house.name(),
        language=language,
        page_size=page_size,
        labels={"page": furniture["page"], "of": furniture["of"]},
    )


def paragraphs(meeting: Meeting, rules: Sequence[Regime], language: str) -> list[str]:
    """Three: the rule, the notes, and how to object."""
    known = words()[language]
    said, paper = known["words"], known["paper"]
    end_on = meeting.end_on
    until = paper["dated"].format(day=day(latest(end_on))) if end_on else paper["undated"]
    return [
        " ".join([said["begin"], *(known[rule]["spoken"] for rule in rules)]),
        " ".join([said["notes"], said[_leaving(rules)], said["until"].format(until=until)]),
        said["object"],
    ]


def _leaving(rules: Sequence[Regime]) -> str:
    """Whether points may leave at all, and how many people read them before."""
    if disclosure.may(Disclosure.content, regimes=rules).is_allowed is False:
        return "never_leave"
    return "read_by_two" if disclosure.needs_second_person(rules) else "read_by_one"
