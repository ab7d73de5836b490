"""What the page of one person shows, and what whoever looks may do there. It never opens what is sealed."""

from datetime import date
from typing import Any

from underrose.access.holders import Holder
from underrose.people import choices, rules
from underrose.people.actions.merging import may_be_undone
from underrose.people.differences import held_in_words
from underrose.people.models import INVITING, ContactDetail, Gender, Person, Purpose
from underrose.people.particulars import PostHeld, held


def told(person: Person, holder: Holder, today: date) -> dict[str, Any]:
    posts = [
        _post(held(row), today) | {"organisation": row.organisation}
        for row in person.posts.select_related("organisation")
    ]
    codes = rules.codes_that_may_open(person, holder) if person.is_sealed else frozenset()
    return {
        "person": person,
        "languages": [choices.language_name(code) for code in person.languages],
        "country": choices.country_name(person.country) if person.country else "",
        "gender": str(Gender(person.gender).label) if person.gender in Gender.values else "",
        "posts_now": [post for post in posts if post["is_now"]],
        "posts_before": [post for post in posts if not post["is_now"]],
        "mails": person.contact_details.filter(kind=ContactDetail.Kind.mail),
        "telephones": person.contact_details.filter(kind=ContactDetail.Kind.telephone),
        "forms": [
            {"language": choices.language_name(form.language), "form": form}
            for form in person.forms_of_address.all()
        ],
        "consents": _consents(person),
        "history": person.history.filter(meeting_code__in=holder.codes_within(*INVITING)),
        "merges": [
            merge for merge in person.merges.filter(undone_on=None) if not may_be_undone(merge, today)
        ],
        "codes": sorted(codes),
        "other_codes": sorted(holder.codes_for(*INVITING) - codes) if codes else [],
        "may_note": not rules.may_be_acted_on(person, holder),
        "may_know": rules.may_know_of(person, holder),
        "may_unseal": person.is_sealed and not rules.may_unseal(person, holder),
    }


def _post(post: PostHeld, today: date) -> dict[str, Any]:
    return {
        "post": post,
        "is_now": post.is_held_on(today),
        "country": choices.country_name(post.country) if post.country else "",
        "sector": choices.sector_name(post.sector),
        "when": held_in_words(post),
    }


def _consents(person: Person) -> list[dict[str, Any]]:
    """Every purpose, also those of which nothing was said."""
    said = {consent.purpose: consent for consent in person.consents.all()}
    return [
        {"purpose": purpose.value, "label": purpose.label, "said": said.get(purpose.value)}
        for purpose in Purpose
    ]
