"""What an organisation wrote of somebody it named: kept as it wrote it, so that it sees its own words and no others."""

import json
from dataclasses import asdict, dataclass

from underrose.participation.models import Candidate
from underrose.people.particulars import Particulars, PostHeld


@dataclass(frozen=True, slots=True)
class Named:
    full_name: str
    native_name: str = ""
    position: str = ""
    organisation: str = ""
    country: str = ""
    mail: str = ""
    gender: str = ""
    language: str = ""
    # The person who was introduced by it, and their revision then: another shows that the house has taken it up.
    person: str = ""
    revision: int = 1
    # How far the candidate was whom these words joined; blank where they introduced a person.
    joined: str = ""

    def __repr__(self) -> str:
        return "<Named>"


def of(candidate: Candidate) -> Named | None:
    """Nothing where the person has become protected, or was forgotten."""
    return Named(**json.loads(candidate.named_as)) if candidate.named_as else None


def how_far(candidate: Candidate) -> str:
    """What changes as soon as the team does anything with a candidate."""
    return f"{candidate.stage}:{candidate.revision}"


def as_text(named: Named) -> str:
    return json.dumps(asdict(named), ensure_ascii=False)


def as_particulars(named: Named) -> Particulars:
    post = PostHeld(title=named.position, organisation=named.organisation, country=named.country)
    has_post = any((named.position, named.organisation, named.country))
    return Particulars(
        full_name=named.full_name,
        native_name=named.native_name,
        gender=named.gender,
        languages=(named.language,) if named.language else (),
        mails=(named.mail,) if named.mail else (),
        posts=(post,) if has_post else (),
    )
