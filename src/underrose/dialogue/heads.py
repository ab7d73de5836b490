"""Hours and speakers that stand in a point, as findings: whoever brings notes is told of them, and so is whoever lets them out."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from underrose.dialogue import line_marks
from underrose.dialogue.line_marks import Head, Told
from underrose.methods import disclosure
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Finding, Fix, Leak, Policy, Way
from underrose.methods.disclosure import Disclosure
from underrose.methods.names import fold


def found(words: str, others: Sequence[Finding], policy: Policy) -> Iterator[Finding]:
    """What leads to whoever spoke or to a moment, where the guard has found nothing in the same place. Linear.

    A speaker is told only where the rule lets no speaker be named; an hour always, for none is kept.
    """
    names_speakers = disclosure.may(Disclosure.speaker_name, regimes=policy.regimes).is_allowed
    for one in line_marks.told(words):
        start = words.find(one.quoted)
        if start < 0 or (one.head is Head.label and names_speakers):
            continue
        end = start + len(one.quoted)
        if not any(other.start < end and start < other.end for other in others):
            yield _finding(words, one, start)


def found_in_text(text: str, others: Sequence[Finding], policy: Policy) -> Iterator[Finding]:
    """Initials before what was said, in a text for those outside, where the guard has found nothing. Linear.

    An hour is none there: programmes and letters are full of them.
    """
    if disclosure.may(Disclosure.speaker_name, regimes=policy.regimes).is_allowed:
        return
    taken = bytearray(len(text))
    for other in others:
        taken[other.start : other.end] = b"x" * (other.end - other.start)
    for one in line_marks.initials(text):
        if any(taken[one.start : one.end]):
            continue
        start, until = text.index(one.quoted, one.start), text.find("\n", one.end)
        line = text[start : until if until >= 0 else len(text)]
        yield Finding(
            start=start,
            end=start + len(one.quoted),
            leak=Leak.speaks,
            k=None,
            sentence=_said(Head.label),
            why="",
            fixes=(Fix(one.start, one.end + 1, text[one.end].upper(), way=Way.head),),
            mark="|".join((Head.label.value, fold(one.quoted), fold(line))),
        )


def _finding(words: str, one: Told, start: int) -> Finding:
    made = passage(words)
    begins, until = made.sentence_of(start)
    return Finding(
        start=start,
        end=start + len(one.quoted),
        leak=Leak.speaks,
        k=None,
        sentence=_said(one.head),
        why="",
        fixes=(_left_out(words, one.without),),
        mark="|".join((one.head.value, fold(one.quoted), fold(words[begins:until]))),
    )


def _said(head: Head) -> str:
    if head is Head.hour:
        return _(
            "This looks like an hour. No exact time of a point is kept, so leave it out if it tells when this was said."
        )
    return _(
        "This stands before the words as the name of whoever speaks does. Leave it out if it leads to somebody."
    )


def _left_out(words: str, without: str) -> Fix:
    """Only what changes: the head, and the letter behind it that becomes a capital."""
    same, shorter = 0, min(len(words), len(without))
    while same < shorter and words[same] == without[same]:
        same += 1
    after = 0
    while after < shorter - same and words[-1 - after] == without[-1 - after]:
        after += 1
    return Fix(same, len(words) - after, without[same : len(without) - after], way=Way.head)
