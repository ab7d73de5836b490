"""Who a person really is, in memory alone: for programs that address or compare, never for a page or a job.

For a protected person this opens what is sealed. Showing it to somebody is another matter: that is an opening, which
stands in the record (`actions.sealing.open_particulars`). `tests/house/test_particulars.py` lists who may import this.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NoReturn
from uuid import UUID

from underrose.kit.asked import Question
from underrose.people.models import ContactDetail, FormOfAddress, Person, Post

LONGEST_NOTE = 2_000
NAMES = ("full_name", "native_name", "given_name", "family_name", "gender", "country", "time_zone")


class _Discreet:
    """Shows nothing of itself in an error, a log or a job."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __reduce_ex__(self, protocol: Any, /) -> NoReturn:
        raise TypeError("Particulars stay in memory: they enter no job, cache or session.")


@dataclass(frozen=True, slots=True, repr=False)
class PostHeld(_Discreet):
    """What somebody does, where, and from when until when. The organisation is named, not linked."""

    title: str = ""
    organisation: str = ""
    department: str = ""
    country: str = ""
    sector: str = ""
    duty_station: str = ""
    start_on: date | None = None
    end_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        return (self.start_on is None or self.start_on <= day) and (self.end_on is None or self.end_on >= day)


@dataclass(frozen=True, slots=True, repr=False)
class Form(_Discreet):
    """How a person is addressed in one language."""

    language: str
    form_of_address: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Particulars(_Discreet):
    """Names exactly as typed, how to reach them, what they do. The first mail address is the one that is written to."""

    full_name: str
    native_name: str = ""
    given_name: str = ""
    family_name: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    country: str = ""
    time_zone: str = ""
    mails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    posts: tuple[PostHeld, ...] = ()
    forms: tuple[Form, ...] = ()
    # What an address or number is, for instance "office", beside the address or number.
    labels: tuple[tuple[str, str], ...] = ()
    # What a list said besides, line by line, because somebody chose to keep it.
    list_note: str = ""

    @property
    def mail(self) -> str:
        return self.mails[0] if self.mails else ""

    @property
    def language(self) -> str:
        """The language to write in; English where none is known."""
        return self.languages[0] if self.languages else "en"

    def form(self, language: str) -> Form:
        """How to address them in this language; blank where nobody said."""
        return next((form for form in self.forms if form.language == language), Form(language))

    def post_on(self, day: date) -> PostHeld | None:
        """The latest post held on that day."""
        held = [post for post in self.posts if post.is_held_on(day)]
        return max(held, key=lambda post: post.start_on or date.min, default=None)

    def label_of(self, value: str) -> str:
        return dict(self.labels).get(value, "")


def of(person: Person) -> Particulars:
    """One person, in four queries; one that is sealed, in none."""
    return of_many([person])[person.key]


def of_many(persons: Iterable[Person]) -> dict[UUID, Particulars]:
    """Many people in a constant number of queries."""
    found = list(persons)
    clear = [person.key for person in found if not person.is_sealed]
    rows = _Rows(clear) if clear else None
    return {
        person.key: _sealed(person) if person.is_sealed or rows is None else rows.told_of(person)
        for person in found
    }


_DETAILS = Question(lambda key: ContactDetail.objects.filter(person=key), UUID)
_POSTS = Question(lambda key: Post.objects.filter(person=key).select_related("organisation"), UUID)
_FORMS = Question(lambda key: FormOfAddress.objects.filter(person=key), UUID)


class _Rows:
    """The rows around people whose particulars stand in the clear."""

    def __init__(self, keys: list[UUID]) -> None:
        self.details: dict[UUID, list[ContactDetail]] = defaultdict(list)
        self.posts: dict[UUID, list[Post]] = defaultdict(list)
        self.forms: dict[UUID, list[FormOfAddress]] = defaultdict(list)
        if len(keys) == 1:  # a letter to one guest: asked as often as guests answer
            self.details[keys[0]] = _DETAILS(keys[0])
            self.posts[keys[0]] = _POSTS(keys[0])
            self.forms[keys[0]] = _FORMS(keys[0])
            return
        for detail in ContactDetail.objects.filter(person__in=keys):
            self.details[detail.person_id].append(detail)
        for post in Post.objects.filter(person__in=keys).select_related("organisation"):
            self.posts[post.person_id].append(post)
        for form in FormOfAddress.objects.filter(person__in=keys):
            self.forms[form.person_id].append(form)

    def told_of(self, person: Person) -> Particulars:
        details = self.details[person.key]
        return Particulars(
            **{name: getattr(person, name) for name in NAMES},
            languages=tuple(person.languages),
            mails=_values(details, ContactDetail.Kind.mail),
            telephones=_values(details, ContactDetail.Kind.telephone),
            posts=tuple(map(held, self.posts[person.key])),
            forms=tuple(
                Form(form.language, form.form_of_address, form.salutation) for form in self.forms[person.key]
            ),
            labels=tuple((detail.value, detail.label) for detail in details if detail.label),
            list_note=person.list_note or "",
        )


def _values(details: list[ContactDetail], kind: str) -> tuple[str, ...]:
    return tuple(detail.value for detail in details if detail.kind == kind)


def held(post: Post) -> PostHeld:
    return PostHeld(
        title=post.title,
        organisation=post.organisation.name if post.organisation else "",
        department=post.department,
        country=post.country,
        sector=post.sector,
        duty_station=post.duty_station,
        start_on=post.start_on,
        end_on=post.end_on,
    )


def _sealed(person: Person) -> Particulars:
    return from_text(person.particulars) if person.particulars else Particulars(person.full_name)


def as_text(facts: Particulars) -> str:
    """As it is sealed."""
    return json.dumps(asdict(facts), ensure_ascii=False, default=date.isoformat)


def from_text(kept: str) -> Particulars:
    said: dict[str, Any] = json.loads(kept)
    told: dict[str, Any] = {name: said[name] for name in NAMES}
    told |= {name: tuple(said[name]) for name in ("languages", "mails", "telephones")}
    return Particulars(
        **told,
        posts=tuple(PostHeld(**{**post, **_days(post)}) for post in said["posts"]),
        forms=tuple(Form(**form) for form in said["forms"]),
        labels=tuple((value, label) for value, label in said["labels"]),
        list_note=said.get("list_note", ""),
    )


def _days(post: dict[str, Any]) -> dict[str, date | None]:
    return {name: date.fromisoformat(post[name]) if post[name] else None for name in ("start_on", "end_on")}
