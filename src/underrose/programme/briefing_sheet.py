"""What somebody with a task takes to a session: when and where, who else is there, what they should know."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.kit import house
from underrose.kit.templatetags.kit import day as written
from underrose.methods.documents.sheets import Block, Column, Facts, Prose, Sheet, Table
from underrose.programme import outline
from underrose.programme.models import Assignment
from underrose.programme.outline import Assigned, Outline, Session
from underrose.programme.rules.days import label
from underrose.programme.table_words import hour


def of(assignment: Assignment, draft: Outline, today: date, *, page_size: str = "a4") -> Sheet:
    """One sheet for one task."""
    session = next(one for one in draft.sessions() if one.key == assignment.session_id)
    mine = next(one for one in session.assignments if one.key == assignment.key)
    return Sheet(
        kind=_("Briefing"),
        title=_("%(task)s: %(title)s") % {"task": mine.task.label, "title": session.title},
        subtitle=draft.title,
        blocks=tuple(_blocks(session, mine, str(assignment.briefing or ""))),
        dated=today,
        note=_("For you alone. Please do not pass it on."),
        reference=draft.code,
        foot=house.name(),
        language=get_language() or "en",
        page_size=page_size,
        labels={"page": _("Page"), "of": _("of")},
    )


def _blocks(session: Session, mine: Assigned, briefing: str) -> list[Block]:
    found: list[Block] = [Facts(tuple(_facts(session, mine)))]
    if briefing:
        found.append(Prose(briefing, heading=_("What you should know")))
    if session.words:
        found.append(Prose(session.words, heading=_("What the session is about")))
    others = tuple((str(one.task.label), one.label) for one in session.assignments if one.key != mine.key)
    columns = (Column(_("Task"), is_narrow=True), Column(_("Name")))
    found.append(
        Table(columns, others, heading=_("Who else has a task"), empty=_("Nobody else has a task yet."))
    )
    return found


def _facts(session: Session, mine: Assigned) -> list[tuple[str, str]]:
    hours = _("%(day)s, %(begins)s to %(ends)s") % {
        "day": written(session.on),
        "begins": hour(session.begins),
        "ends": hour(session.ends),
    }
    group = next((one for one in session.groups if one.key == mine.group), None)
    facts = [
        (_("Name"), mine.label),
        (_("When"), hours),
        (_("Where"), _place(session, group)),
        (_("Group"), (group.name or str(group.number)) if group else ""),
        (_("Theme"), session.theme_words),
        (_("Lenses"), "; ".join(words for _key, words in session.lenses)),
        (_("Disclosure regime"), label(session.regime)),
    ]
    return [(term, words) for term, words in facts if words]


def _place(session: Session, group: outline.Grouped | None) -> str:
    if group is not None and group.room:
        return group.room
    return ", ".join(words for words in (session.room_name, session.access) if words)
