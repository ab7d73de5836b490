import json

from underrose.methods.attribution.brought import Brought, opened
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.sarif import as_sarif
from underrose.methods.attribution.tests.room import room

GUARD = Guard(room(), key=b"a key of the test")


def test_sarif_has_a_rule_a_place_and_a_replacement_for_every_finding():
    text = "A report.\n\nDr Otieno warned of it. A lawyer from Peru agreed."
    scan = GUARD.scan(text)
    log = as_sarif([(Brought("a report.txt", text), scan.findings)], scan.not_applied)
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert [result["ruleId"] for result in run["results"]] == ["D1", "Q1"]
    assert {result["ruleId"] for result in run["results"]} <= rules
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20report.txt"
    assert (place["region"]["startLine"], place["region"]["startColumn"], place["region"]["endColumn"]) == (
        3,
        1,
        10,
    )
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["deletedRegion"]["charOffset"] == 11
    assert first["partialFingerprints"]["underrose/v1"] == scan.findings[0].mark
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == list(scan.not_applied)
    assert log["version"] == "2.1.0"


def test_sarif_names_nobody():
    text = "Dr Otieno warned of it."
    scan = GUARD.scan(text)
    said = json.dumps(as_sarif([(Brought("report.txt", text), scan.findings)], scan.not_applied))
    assert "Otieno" not in said
    assert "Amina" not in said


def test_opened_text_keeps_its_lines():
    file = opened("Title\r\nDr Otieno".encode("utf-16"), "report.txt")
    assert file.place(file.text.index("Otieno")) == "line 2, column 4"
