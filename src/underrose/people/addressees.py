"""The door for those who write to many: who agreed to it, without protected people and those not to be contacted."""

from typing import NamedTuple

from underrose.people.models import ContactDetail, Person


class Addressee(NamedTuple):
    name: str
    mail: str
    language: str


def for_purpose(purpose: str) -> tuple[Addressee, ...]:
    """Each who agreed to this purpose and has an address that takes mail, in two queries."""
    people = (
        Person.objects.present()
        .filter(consents__purpose=purpose, consents__is_given=True, is_sealed=False, do_not_contact=False)
        .distinct()
    )
    mails: dict[object, str] = {}
    details = ContactDetail.objects.filter(kind=ContactDetail.Kind.mail, has_bounced=False)
    for detail in details.filter(person__in=people.values("key").order_by()):
        mails.setdefault(detail.person_id, detail.value)
    return tuple(
        Addressee(person.full_name, mails[person.key], person.language)
        for person in people
        if person.key in mails
    )
