"""Who may do what with people, and when. Each answer is empty or the sentence that refuses."""

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.kit.form_sentences import TOO_LONG
from underrose.people.differences import LABELS
from underrose.people.models import INVITING, Person
from underrose.people.particulars import NAMES, Particulars
from underrose.people.search_words import folded

_MOST = {field.name: field.max_length for field in Person._meta.fields}


def may_be_introduced(facts: Particulars) -> str:
    if not facts.full_name.strip():
        return _("A person needs a name. Please write the full name as they write it themselves.")
    answers = (_may_be_kept(name, getattr(facts, name), str(LABELS[name])) for name in NAMES)
    return next(filter(None, answers), "")


def _may_be_kept(name: str, text: str, label: str) -> str:
    """SQLite would keep any length, PostgreSQL would fail: here it is said in words, before either is asked."""
    most = _MOST[name]
    if most is None or len(text) <= most:
        return ""
    return _(TOO_LONG) % {"label": label, "show_value": len(text), "limit_value": most}


def may_be_revised(person: Person, by: Holder) -> str:
    """Who follows a personal link corrects their own particulars; the section that gave the link has looked."""
    if person.merged_into_id is not None or person.is_forgotten:
        return _("This person is no longer in the list. Nothing was saved.")
    return may_be_acted_on(person, by)


def may_be_acted_on(person: Person, by: Holder) -> str:
    """Whatever is noted of a protected person is noted by who needs to know them, or by the person with their own link."""
    if person.is_sealed and by.link is None and not codes_that_may_open(person, by):
        return needs_to_know()
    return ""


def needs_to_know() -> str:
    return _(
        "This is a protected person, and no meeting of yours needs to know who it is. Nothing was saved."
    )


def may_know_of(person: Person, by: Holder) -> bool:
    """Whether this colleague may be told what is held of a person, and how much of it."""
    if not person.is_sealed:
        return True
    return by.may(Role.PROGRAMME_DIRECTOR) or bool(codes_that_may_open(person, by))


def codes_that_may_open(person: Person, by: Holder) -> frozenset[str]:
    """The meetings of this colleague that need to know who a protected person is."""
    if by.account is None:
        return frozenset()
    codes = person.needs_to_know.filter(meeting_code__in=by.codes_within(*INVITING))
    return frozenset(codes.values_list("meeting_code", flat=True))


def may_open(person: Person, by: Holder, meeting_code: str) -> str:
    if not person.is_sealed:
        return _("This person is not protected: everything known stands on their page.")
    if meeting_code not in codes_that_may_open(person, by):
        return _("That meeting does not need to know who this is. Nothing was opened.")
    return ""


def may_seal(person: Person, alias: str, facts: Particulars) -> str:
    if person.is_sealed:
        return _("This person is protected already. Nothing was changed.")
    return may_be_called(person, alias, facts)


def may_be_called(person: Person, alias: str, facts: Particulars) -> str:
    """An alias that tells nothing, and belongs to nobody else."""
    wanted = folded(alias)
    if not wanted:
        return _("A protected person needs another name to stand in lists. Please write one.")
    if too_long := _may_be_kept("family_name", alias.strip(), _("The name they will stand by")):
        return too_long
    names = (facts.full_name, facts.native_name, facts.given_name, facts.family_name)
    told = {word for name in names for word in folded(name).split()}
    if told & set(wanted.split()):
        return _("This other name holds a part of the real one. Please choose a name that tells nothing.")
    others = Person.objects.present().filter(full_name__iexact=alias.strip()).exclude(key=person.key)
    if others.exists():
        return _("Somebody is called so already. Please choose another name.")
    return ""


def may_be_renamed(person: Person, alias: str, facts: Particulars) -> str:
    if not person.is_sealed:
        return _("This person is not protected. Nothing was changed.")
    if folded(alias) == folded(person.full_name):
        return _("They stand by this name already. Nothing was changed.")
    return may_be_called(person, alias, facts)


def may_unseal(person: Person, by: Holder) -> str:
    if not person.is_sealed:
        return _("This person is not protected. Nothing was changed.")
    if by.may(Role.PROGRAMME_DIRECTOR):
        return ""
    codes = codes_that_may_open(person, by)
    if any(by.may(Role.PROGRAMME_DIRECTOR, meeting_code=code) for code in codes):
        return ""
    return _("Only the programme director of a meeting that knows this person may end the protection.")
