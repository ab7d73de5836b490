"""Bodies told by their kind, whose posts are told by them, and whoever is told by tools. Sentences of our own, for a small room."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.values import Person, Roster

_ROWS = (
    ("NO", "M", "official", "Secretary", "Northern Herring Commission", "quotas"),
    ("IS", "F", "official", "Secretary", "Joint Herring and Cod Commission", "quotas"),
    ("CA", "M", "official", "Chair", "Salmon Board", "rivers"),
    ("PT", "F", "buyer", "Traceability Lead", "Conservas do Cabo", "labels"),
    ("PT", "M", "photographer", "Staff Photographer", "Harbour Pictures", ""),
    ("ES", "M", "lawyer", "Legal Director", "Deckhands' Federation", "wages"),
    ("ES", "F", "editor", "Fisheries Editor", "Diario del Muelle", "sonar"),
    ("GB", "M", "banker", "Adviser", "Coastal Development Bank", "loans"),
    ("GB", "F", "surgeon", "Consultant", "Seamen's Hospital", "burns"),
)
LAYER = QuasiIdentifiers(
    Roster(
        tuple(
            Person(
                key=str(number), countries=(country,), gender=gender, roles=(role,), posts=(post,),
                bodies=(body,), works_on=(subject,) if subject else (),
            )
            for number, (country, gender, role, post, body, subject) in enumerate(_ROWS)
        )
    )
)  # fmt: skip
TOLD = [
    ("The two herring commissions wanted the counts weekly.", {0, 1}),
    ("Both herring commissions refused to share them.", {0, 1}),
    ("The development bank objected to the wording.", {7}),
    ("The coastal bank asked for collateral.", {7}),
    ("The Portuguese group's traceability lead wanted it in writing.", {3}),
    ("The deckhands' legal director spoke twice.", {5}),
    ("The fisheries pages' editor would not print it.", {6}),
    ("Whoever edits the fisheries pages should read line four.", {6}),
    ("The sonar woman said that ten years were left.", {6}),
    ("The man behind the camera said that the light was bad.", {4}),
    ("Whoever carries the camera said that the light was bad.", {4}),
    ("The one with the scalpel said that water came first.", {8}),
]
QUIET = [
    "The two herring commissions were founded after the war.",
    "Herring commissions seldom publish what they count.",
    "The commission published its counts in 2019.",
    "From the banks came a stream of letters.",
    "The bank said no.",
    "Almost all herring commissions agreed on it.",
    "The Portuguese group's website was down.",
    "Whoever edits a newspaper needs patience.",
    "Whoever carries a camera must ask first.",
    "The steel man said that ten years were left.",
]


def _who(text: str) -> list[set[int]]:
    hits = LAYER.find(passage(text))
    return [{place for place in range(len(_ROWS)) if (hit.who or 0) >> place & 1} for hit in hits]


@pytest.mark.parametrize(("text", "who"), TOLD)
def test_who_is_told_by_a_kind_of_body_its_post_or_a_tool_is_found(text, who):
    assert _who(text) == [who]


@pytest.mark.parametrize("text", QUIET)
def test_what_bodies_do_elsewhere_and_what_is_of_anybody_tells_of_few(text):
    assert [found for found in _who(text) if len(found) < 3] == []
