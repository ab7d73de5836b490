"""Every page of the concept: who gets in, what stands there, and what it costs."""

import pytest
from django.urls import reverse

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.actions import note, publishing
from underrose.concept.models import Contact, Footnote, Meeting, Objective, Partner, Quotation, Section

from .conftest import TODAY

WRITING = [
    "particulars",
    "lists",
    "add_part",
]
READING = ["concept", "versions", "approvals", "page_against_note", "note_pdf", "note_word", "note_markdown"]


def _url(name):
    return reverse(name, args=["AB12", "partner"] if name == "add_part" else ["AB12"])


@pytest.mark.parametrize("name", READING)
def test_reading_pages_open_to_the_team(name, written, colleague, browser_of):
    assert browser_of(colleague(Role.RAPPORTEUR)).get(_url(name)).status_code == 200


@pytest.mark.parametrize("name", ["concept", "note_pdf", "note_word", "note_markdown"])
def test_partner_reads_what_participants_read(name, written, director, colleague, browser_of):
    section = written.sections.get(kind="communications")
    note.write_section(section, by=director, revision=1, today=TODAY, body="CANARYteam")
    note.write_part(Quotation(meeting=written), by=director, today=TODAY, words="CANARYteam", speaker="A")
    response = browser_of(colleague(Role.PARTNER)).get(_url(name))
    assert response.status_code == 200
    assert b"CANARYteam" not in response.content


@pytest.mark.parametrize("name", ["versions", "approvals", "page_against_note", "switches"])
def test_partner_finds_no_page_of_the_team(name, written, colleague, browser_of):
    assert browser_of(colleague(Role.PARTNER)).get(_url(name)).status_code == 404


@pytest.mark.parametrize("name", [*READING, *WRITING, "switches", "announce", "move", "cancel", "clone"])
def test_pages_do_not_exist_for_a_stranger(name, written, browser_of, db):
    account = Account.objects.create(name="Stranger", email="stranger@house.example")
    Grant.objects.create(account=account, role=Role.PROGRAMME_DIRECTOR, meeting_code="ZZ99")
    Grant.objects.create(account=account, role=Role.ADMINISTRATOR)
    from underrose.access.holders import holder_of

    assert browser_of(holder_of(account)).get(_url(name)).status_code == 404


@pytest.mark.parametrize("name", WRITING)
def test_writing_pages_are_for_those_who_write(name, written, colleague, browser_of):
    assert browser_of(colleague(Role.POLICY_TEAM)).get(_url(name)).status_code == 200
    assert browser_of(colleague(Role.RAPPORTEUR)).get(_url(name)).status_code == 404


@pytest.mark.parametrize("name", ["announce", "postpone", "move", "cancel"])
def test_plans_are_changed_by_the_director_alone(name, written, colleague, browser_of, director):
    assert browser_of(director).get(_url(name)).status_code == 200
    assert browser_of(colleague(Role.POLICY_TEAM)).get(_url(name)).status_code == 404


def test_overview_shows_words_switch_and_findings(written, director, browser_of):
    section = written.sections.get(kind="context")
    words = "The twin resolutions, see [@A/RES/70/262].[^1]"
    note.write_section(section, by=director, revision=1, today=TODAY, body=words)
    note.write_part(Footnote(meeting=written), by=director, today=TODAY, number="1", text="Read [here](#).")
    html = browser_of(director).get(_url("concept")).content.decode()
    assert "Three days on rivers." in html
    assert '<a href="https://docs.un.org/en/A/RES/70/262"' in html
    assert "leads nowhere" in html
    assert "Participants" in html


def _fill(meeting, director, rows):
    for index in range(rows):
        note.add_section(
            meeting, heading=f"Part {index}", kind="other", body=f"Words {index}.", by=director, today=TODAY
        )
        note.write_part(Partner(meeting=meeting), by=director, today=TODAY, name=f"Partner {index}")
        note.write_part(Contact(meeting=meeting), by=director, today=TODAY, role=f"Role {index}")
        note.write_part(Footnote(meeting=meeting), by=director, today=TODAY, number=str(index), text="There.")
        note.write_part(Quotation(meeting=meeting), by=director, today=TODAY, words="Yes.", speaker="A")
    note.write_lines(meeting, Objective, [f"Aim {i}" for i in range(rows)], by=director, today=TODAY)


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_costs_the_same_for_any_number_of_parts(
    rows, written, director, browser_of, django_assert_num_queries
):
    _fill(written, director, rows)
    browser = browser_of(director)
    browser.get(_url("concept"))
    with django_assert_num_queries(15):
        assert browser.get(_url("concept")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_versions_cost_the_same_for_any_number(
    rows, written, director, browser_of, django_assert_num_queries
):
    from underrose.concept.actions import versions

    for index in range(rows):
        summary = written.sections.get(kind="summary")
        note.write_section(
            summary, by=director, revision=summary.revision, today=TODAY, body=f"Words {index}"
        )
        versions.keep(written, by=director, reason="", today=TODAY)
    browser = browser_of(director)
    with django_assert_num_queries(7):
        html = browser.get(_url("versions")).content.decode()
    assert html.count("/versions/") >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_approvals_cost_the_same_for_any_number(
    rows, written, director, browser_of, django_assert_num_queries
):
    from underrose.concept.actions import approvals

    from .conftest import NOW

    for index in range(rows):
        partner = note.write_part(Partner(meeting=written), by=director, today=TODAY, name=f"Partner {index}")
        approvals.ask(partner, by=director, name="Y", mail_address=f"y{index}@norrvind.example", now=NOW)
    browser = browser_of(director)
    with django_assert_num_queries(9):
        assert browser.get(_url("approvals")).status_code == 200


def test_section_is_saved_by_the_form(written, director, browser_of):
    section = written.sections.get(kind="context")
    response = browser_of(director).post(
        reverse("section", args=["AB12", section.key]),
        {"heading": "Context", "body": "Line one.\r\nLine two.", "audience": "public", "version": 1},
    )
    assert response.status_code == 302
    assert Section.objects.get(key=section.key).body == "Line one.\nLine two."


def test_section_saved_by_a_colleague_meanwhile_shows_both_texts(written, director, browser_of):
    section = written.sections.get(kind="context")
    note.write_section(section, by=director, revision=1, today=TODAY, body="Hers.")
    browser, address = browser_of(director), reverse("section", args=["AB12", section.key])
    mine = {"heading": "Context", "body": "Mine.", "audience": "public", "version": 1}
    response = browser.post(address, mine)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Hers." in html
    assert "Mine." in html
    assert Section.objects.get(key=section.key).body == "Hers."
    assert browser.post(address, {**mine, "version": 2}).status_code == 302
    assert Section.objects.get(key=section.key).body == "Mine."


def test_section_saves_as_one_types(written, director, browser_of):
    section = written.sections.get(kind="context")
    address = reverse("save_section", args=["AB12", section.key])
    sent = {"heading": "Context", "body": "Typed.", "audience": "public", "version": 1}
    answer = browser_of(director).post(address, sent)
    assert answer.json() == {"version": 2, "saved_at_words": "Saved"}
    late = browser_of(director).post(address, {**sent, "body": "Late."})
    assert (late.status_code, late.json()["text"]) == (409, {"body": "Typed."})


def test_part_removed_is_put_back_from_the_next_page(written, director, browser_of):
    partner = note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")
    browser = browser_of(director)
    browser.post(reverse("remove_part", args=["AB12", "partner", partner.key]))
    assert Partner.objects.count() == 0
    assert "Put it back" in browser.get(_url("concept")).content.decode()
    browser.post(reverse("put_back_part", args=["AB12"]))
    assert Partner.objects.get().name == "Norrvind Foundation"


def test_opening_a_meeting_twice_with_one_form_opens_one(director, browser_of):
    browser = browser_of(director)
    form = {"title": "Rivers", "code": "AB20", "once": "one-key"}
    first, second = browser.post(reverse("open_meeting"), form), browser.post(reverse("open_meeting"), form)
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Meeting.objects.count() == 1


def test_opening_with_a_reference_that_exists_keeps_what_was_typed(meeting, director, browser_of):
    html = (
        browser_of(director)
        .post(reverse("open_meeting"), {"title": "Rivers", "code": "AB12"})
        .content.decode()
    )
    assert "Choose another reference" in html
    assert 'value="Rivers"' in html


def test_switches_hide_a_field_from_the_public_preview(written, director, browser_of):
    from underrose.concept.audiences import FIELD_WORDS

    switches = {**dict.fromkeys(FIELD_WORDS, "public"), "venue": "team", "dates_wording": "Spring 2027"}
    browser = browser_of(director)
    assert browser.post(_url("switches"), switches).status_code == 302
    html = browser.get(_url("switches")).content.decode()
    assert "Spring 2027" in html
    assert "3 – Friday 5 March 2027" not in html


def test_announcing_moving_and_cancelling_by_the_pages(written, director, browser_of):
    browser = browser_of(director)
    assert browser.post(_url("announce"), {}).status_code == 302
    dates = {"start_on": "2027-04-07", "end_on": "2027-04-09"}
    preview = browser.post(_url("move"), dates)
    assert "instead of 3–5 March 2027" in preview.content.decode()
    assert Meeting.objects.get().start_on.month == 3
    assert browser.post(_url("move"), {**dates, "sure": "yes"}).status_code == 302
    assert Meeting.objects.get().start_on.month == 4
    assert browser.post(_url("cancel"), {"words": ""}).status_code == 302
    assert Meeting.objects.get().state == "cancelled"


def test_clone_by_the_page(written, director, browser_of):
    response = browser_of(director).post(_url("clone"), {"code": "AB13", "start_on": "2028-03-01"})
    assert response.url == reverse("concept", args=["AB13"])


def test_version_page_compares_word_by_word(written, director, browser_of):
    from underrose.concept.actions import versions

    versions.keep(written, by=director, reason="", today=TODAY)
    summary = written.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=2, today=TODAY, body="Four days on rivers.")
    html = browser_of(director).get(reverse("version", args=["AB12", 1])).content.decode()
    assert "<del>" in html
    assert "Three" in html
    assert "Four" in html


def test_note_in_a_script_without_font_is_refused_with_its_letters(written, director, browser_of):
    summary = written.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=2, today=TODAY, body="A word in ᚠᚢᚦ.")
    response = browser_of(director).get(_url("note_pdf"))
    assert response.status_code == 422
    assert "ᚠ" in response.content.decode()


def test_published_page_and_record_of_it(written, director, client):
    assert client.get("/meetings/AB12/").status_code == 404
    publishing.announce(written, by=director, today=TODAY)
    assert client.get("/meetings/AB12/").status_code == 200


def test_announce_page_says_what_is_open(written, director, browser_of):
    from underrose.concept.actions import approvals

    from .conftest import NOW

    asked = note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")
    note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Aster Fund")
    approval = approvals.ask(asked, by=director, name="Y", mail_address="y@norrvind.example", now=NOW)
    approvals.answer(approval, by=director, is_approved=True, comment="", today=TODAY)
    summary = written.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=2, today=TODAY, body="Four days, see [here](#).")
    html = browser_of(director).get(_url("announce")).content.decode()
    assert "One partner was never asked to approve." in html
    assert "Norrvind Foundation approved version 1; the note has changed since." in html
    assert "of the careful reading" in html
