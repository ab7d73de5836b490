import pytest
from django.core.management import call_command
from django.urls import reverse

from underrose.access import actions
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
