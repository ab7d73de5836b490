"""Names as they were typed, without what no name holds: control characters, line breaks, and marks that turn the text around it.

A mark that reverses the direction of a line makes a list say something else than it holds. Joiners and marks for one
letter's side (U+200C–U+200F), which Persian, Arabic and Indic names need, stay.
"""

import re
from dataclasses import replace

from underrose.people.particulars import Form, Particulars, PostHeld

_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")
_TURNS_AND_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def name(text: str) -> str:
    """On one line, and otherwise as it was typed."""
    return _TURNS_AND_CONTROLS.sub("", _BREAKS.sub(" ", text))


def tidied(facts: Particulars) -> Particulars:
    """Every name in it: of the person, of their posts and houses, of how they are addressed."""
    return replace(
        facts,
        full_name=name(facts.full_name),
        native_name=name(facts.native_name),
        given_name=name(facts.given_name),
        family_name=name(facts.family_name),
        posts=tuple(map(_post, facts.posts)),
        forms=tuple(
            Form(form.language, name(form.form_of_address), name(form.salutation)) for form in facts.forms
        ),
        list_note="\n".join(map(name, facts.list_note.splitlines())),
    )


def _post(post: PostHeld) -> PostHeld:
    return replace(
        post,
        title=name(post.title),
        organisation=name(post.organisation),
        department=name(post.department),
        duty_station=name(post.duty_station),
    )
