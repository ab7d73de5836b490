import time

import pytest
from django.core.management import call_command
from django.urls import reverse

from underrose.access import actions, institution
from underrose.access.holders import holder_of
from underrose.access.models import Institution, RecordEntry
from underrose.access.roles import Role
from underrose.kit import house
from underrose.kit.refusals import Refused


def test_administrator_names_the_house(make, browser_of):
    browser = browser_of(make("Ada", Role.ADMINISTRATOR))
    response = browser.post(reverse("institution"), {"name": "Alder House", "logo_words": "", "contact": ""})
    assert response.status_code == 302
    assert house.name() == "Alder House"
    assert RecordEntry.objects.filter(verb="renamed", noun="institution").count() == 1


def test_name_is_asked_for_once_until_it_changes(
    db, monkeypatch, django_assert_num_queries, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(house, "KNOWN_SECONDS", 60.0)
    house.told_by(institution.name)
    actions.found_institution("Alder House")
    with django_assert_num_queries(1):
        assert [house.name(), house.name()] == ["Alder House", "Alder House"]
    with django_capture_on_commit_callbacks(execute=True):
        actions.found_institution("Birch House")
        assert house.name() == "Alder House"
    assert house.name() == "Birch House"
    house.told_by(institution.name)


def test_name_changed_on_another_machine_is_known_after_a_while(db, monkeypatch):
    house.told_by(institution.name)
    monkeypatch.setattr(house, "KNOWN_SECONDS", 0.02)
    actions.found_institution("Alder House")
    assert house.name() == "Alder House"
    Institution.objects.update(name="Birch House")
    time.sleep(0.03)
    assert house.name() == "Birch House"


def test_naming_twice_keeps_one_house(make, browser_of):
    browser = browser_of(make("Ada", Role.ADMINISTRATOR))
    for name in ("Alder House", "Birch House"):
        browser.post(reverse("institution"), {"name": name, "logo_words": "", "contact": ""})
    assert list(Institution.objects.values_list("name", flat=True)) == ["Birch House"]


def test_director_does_not_name_the_house(make, browser_of):
    director = make("Dan", Role.PROGRAMME_DIRECTOR)
    assert browser_of(director).get(reverse("institution")).status_code == 404
    with pytest.raises(Refused, match="Only an administrator"):
        actions.rename_institution(by=holder_of(director), name="Mine")


def test_command_names_the_house(db, capsys):
    call_command("institution", "Alder House", "--contact", "office@alder.example")
    assert capsys.readouterr().out == "The house is called Alder House.\n"
    assert Institution.objects.get().contact == "office@alder.example"
