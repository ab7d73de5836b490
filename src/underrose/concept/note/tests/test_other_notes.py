"""Notes of other shapes: what is found equals what stands in them, and right ones raise nothing."""

from datetime import date

import pytest

from underrose.concept.note import NoteReading, as_json, lint, offers
from underrose.context import gazetteer


def test_retreat_with_numbered_headings(retreat: NoteReading) -> None:
    said = as_json(retreat)
    assert (said["title"], said["reference"], said["venue"]) == (
        "Shared rivers, shared data",
        "",
        "Larkmoor Lodge, Vermont",
    )
    assert (said["start"], said["end"], said["cap"]) == ("2026-03-09", "2026-03-11", 32)
    assert [(section.heading, section.kind.value) for section in retreat.sections] == [
        ("1. Background", "context"),
        ("2. Aims", "format"),
        ("3. Participants", "participation"),
        ("4. How we will work", "format"),
        ("5. Results", "outcomes"),
        ("6. Follow-up", "evaluation"),
        ("7. Logistics", "other"),
        ("8. Contacts", "enquiries"),
    ]
    assert [objective.split()[0] for objective in retreat.objectives] == [
        "Agree",
        "Compare",
        "Sketch",
        "Find",
    ]
    assert retreat.lenses == ("gender", "voices of indigenous peoples", "cost")
    assert said["series"] == {"name": "winter retreats on water diplomacy", "ordinal": 12}


def test_retreat_people(retreat: NoteReading) -> None:
    assert [(group.name, group.places, [area.code for area in group.areas]) for group in retreat.groups] == [
        ("hydrologists and data engineers", (), []),
        ("diplomats", ("Vienna", "Nairobi"), []),
        ("riparian countries", (), ["BOL", "LAO", "SSD"]),
        ("two river-keepers from community organisations", (), []),
    ]
    assert [(one.role, one.name, one.telephone, one.mail) for one in retreat.contacts] == [
        ("Convenor", "Maribel Ostrander", "+1 202 555 0143", "maribel@larkmoor.example.org"),
        ("Travel desk", "Teodor Quill", "+1 202 555 0178", "travel@larkmoor.example.org"),
    ]
    assert [(one.speaker, one.occasion, one.year) for one in retreat.quotations] == [
        ("Ottilie Brandvold", "Basin Forum", 2024)
    ]


def test_retreat_proposals(retreat: NoteReading) -> None:
    assert [(one.kind, one.value) for one in retreat.proposals] == [
        ("regime", "chatham_house_rule"),
        ("invitation_only", "invitation_only"),
        ("format", "plenary"),
        ("format", "breakout"),
        ("report_part", "key_points"),
        ("report_part", "recommendations"),
        ("report_part", "proposed_actions"),
        ("questionnaire", "in_meeting"),
    ]
    assert retreat.follow_up
    assert (retreat.follow_up.starts, retreat.follow_up.ends) == (date(2026, 9, 11), date(2026, 9, 11))
    assert [offer.offered for offer in offers(retreat)] == [("S/RES/2417 (2018)",)]


def test_letter_with_run_in_heads(dialogue: NoteReading) -> None:
    said = as_json(dialogue)
    assert (said["title"], said["reference"], said["venue"]) == (
        "Courts and the climate",
        "2025/17",
        "Saltgate Hall, Bergen",
    )
    assert (said["start"], said["end"], said["cap"]) == ("2025-09-28", "2025-10-01", 24)
    assert said["series"] == {"name": "Lantern Street Dialogues", "ordinal": 3}
    assert said["partners"] == ["Ministry of Justice and Public Security of Norway", "University of Saltgate"]
    assert said["partner_countries"] == ["NOR", ""]
    assert [section["heading"] for section in said["sections"]] == [
        "", "Objectives", "Participants", "Format", "Outcomes", "Evaluation",
    ]  # fmt: skip
    assert said["objectives"] == [
        "to let judges and scientists hear each other without an audience",
        "to collect the questions that courts cannot answer alone",
        "to prepare a short guide for court registries",
    ]
    assert said["lenses"] == ["Youth", "disability"]
    assert [entry["text"] for entry in said["not_understood"]] == [
        "LANTERN STREET FOUNDATION",
        "Dear colleague,",
    ]


def test_letter_people(dialogue: NoteReading) -> None:
    assert [(group.as_written, [area.code for area in group.areas]) for group in dialogue.groups] == [
        ("judges and court registrars", []),
        ("climate scientists", []),
        ("legal scholars", []),
        ("government lawyers from Chile, Kenya, the Philippines and Viet Nam", ["CHL", "KEN", "PHL", "VNM"]),
    ]
    assert [(one.role, one.name, one.telephone, one.mail) for one in dialogue.contacts] == [
        ("Project Officer", "Ingrid Solvang-Amadi", "+47 22 55 01 99", "ingrid@lantern.example.org"),
        ("secretariat", "", "", "office@lantern.example.org"),
    ]
    assert [(one.speaker, one.role, one.occasion, one.year) for one in dialogue.quotations] == [
        ("Henrike Valdstad", "Judge", "Nordic Legal Assembly", 2023)
    ]


def test_letter_proposals(dialogue: NoteReading) -> None:
    assert dialogue.proposed("regime") == ("off_the_record",)
    assert dialogue.proposed("format") == ("plenary", "breakout", "margins")
    assert dialogue.proposed("report_part") == ("conclusions", "recommendations")
    assert dialogue.follow_up
    assert (dialogue.follow_up.starts, dialogue.follow_up.ends) == (date(2026, 1, 1), date(2026, 4, 1))


def test_french_note(atelier: NoteReading) -> None:
    said = as_json(atelier)
    assert (said["title"], said["reference"]) == ("Mémoire des villes, villes de mémoire", "MV-2026/04")
    assert (said["start"], said["end"], said["venue"], said["cap"]) == (
        "2026-11-03", "2026-11-05", "Maison des Tilleuls, Lausanne", 40,
    )  # fmt: skip
    assert said["series"] == {"name": "Rencontres des Tilleuls", "ordinal": 4}
    assert said["partners"] == ["Fondation des Trois Ponts", "Ministère de la Culture du Sénégal"]
    assert said["partner_countries"] == ["", "SEN"]
    assert [section["kind"] for section in said["sections"]] == [
        "summary", "context", "format", "participation", "outcomes", "evaluation", "enquiries",
    ]  # fmt: skip
    assert (said["regime"], said["is_invitation_only"], said["follow_up"]) == (
        "chatham_house_rule", True, {"from": "2027-05-05", "to": "2027-05-05"},
    )  # fmt: skip
    assert said["report_parts"] == ["conclusions", "recommandations", "mesures proposées"]
    assert said["contacts"][0]["name"] == "Aïssatou Berthelot"


def test_labelled_note_with_questions_for_headings(seeds: NoteReading) -> None:
    said = as_json(seeds)
    assert (said["title"], said["reference"], said["venue"]) == (
        "Seeds, states and the sea", "SSS/27-3", "Villa Morwenna, Trieste",
    )  # fmt: skip
    assert (said["start"], said["end"], said["cap"]) == ("2027-05-12", "2027-05-14", 25)
    assert [section["kind"] for section in said["sections"]] == [
        "context", "context", "participation", "format", "outcomes", "enquiries",
    ]  # fmt: skip
    assert said["partners"] == ["Embassy of Portugal in Rome", "Salt Marsh Trust", "UNESCO"]
    assert said["series"] == {"name": "Tidewater Forum", "ordinal": 7}
    assert said["objectives"] == [
        "find five varieties worth sharing", "agree on who keeps the seed", "draft a letter to the three ministries",
    ]  # fmt: skip
    assert [(group["as_written"], [area["code"] for area in group["areas"]]) for group in said["groups"]] == [
        ("seed breeders", []),
        ("officials from Bangladesh, the Netherlands and Tuvalu", ["BGD", "NLD", "TUV"]),
        ("journalists", []),
        ("two poets", []),
    ]
    assert [(one["speaker"], one["role"], one["place"], one["year"]) for one in said["quotations"]] == [
        ("Marisol Etcheverry", "Minister of Agriculture", "FAO Conference in Rome", 2021)
    ]
    assert said["report_parts"] == ["conclusions", "action points"]
    assert said["follow_up"] == {"from": "2027-08-14", "to": "2027-11-14"}


@pytest.mark.parametrize("name", ["retreat", "dialogue", "atelier", "seeds"])
def test_right_notes_raise_nothing(name: str, request: pytest.FixtureRequest) -> None:
    reading = request.getfixturevalue(name)
    assert reading.is_plausible
    assert lint(reading, gazetteer.load()) == ()


def test_recipe_is_no_note(recipe: NoteReading) -> None:
    assert not recipe.is_plausible
    assert recipe.reason.startswith("This does not read as a concept note: it has no dates")
    assert (recipe.dates, recipe.groups, recipe.proposals, recipe.contacts) == (None, (), (), ())
    assert [section.heading for section in recipe.sections] == ["Ingredients", "What to do"]
    assert [block.text for block in recipe.not_understood] == ["Serves up to 8 people"]
