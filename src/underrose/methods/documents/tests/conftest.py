"""An invented note that uses everything a paper can hold."""

from datetime import date

import pytest

from underrose.methods.documents.model import Footnote, Paper, PaperContact, Passage

OBJECTIVES = """The hosts hope to:

- compare how harbours **keep their records**
- agree on [three first steps](https://example.org/steps)
  1. one this year
  2. one the year after

> Water remembers where it has been.[^a]

## How the days run

| Day | Session | Places |
|---|---|--:|
| Monday | Opening and *welcome* | 40 |
| Tuesday | Groups[^b] | 12 |

#### In the evenings

Nothing is planned, on purpose. The first source again.[^a]
"""


@pytest.fixture
def paper() -> Paper:
    return Paper(
        kind="Concept note",
        title="Small Harbours & the Law of Open Water",
        reference="ER2031",
        when="Monday 3 – Wednesday 5 March 2031",
        place="Larkmoor Hall",
        organiser="Larkmoor Dialogues",
        passages=(
            Passage("Summary", "Keepers of small harbours meet the people who write the rules.[^b]"),
            Passage("Objectives", OBJECTIVES),
            Passage("Outcomes", "A short report will be sent to all who came."),
        ),
        footnotes=(
            Footnote("a", "See the *Register of Tides*, [second volume](https://example.org/tides), p. 4."),
            Footnote("b", "Places are few."),
            Footnote("c", "Nothing calls this note."),
        ),
        contacts=(
            PaperContact("Programme director", "Ines Okafor", "+44 20 7946 0018", "ines@example.org"),
            PaperContact("Rapporteur", "Teodor Lind", "+44 (0) 020 7946", "teodor@example.org"),
            PaperContact("Project manager", "Aroha Vance", "", "aroha@example.org"),
        ),
        contacts_heading="Enquiries",
        partners=("Ministry of Estuaries", "Pilots’ Foundation"),
        language="en-gb",
        dated=date(2030, 11, 4),
        labels={"partners": "In partnership with"},
    )
