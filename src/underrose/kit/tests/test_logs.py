import logging
import logging.config
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory

from underrose.kit.logs import Discreet

TOKEN = "r" + "Xy_-" * 10 + "abc"


def _record(*said: object, **extra: object) -> logging.LogRecord:
    message, *given = said or ("%s: %s", "Not Found", "/links/cSECRET/")
    record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, str(message), tuple(given), None)
    record.__dict__.update(extra)
    return record


def _raised(words: str) -> Any:
    try:
        int(words)
    except ValueError:
        return sys.exc_info()


def test_log_of_a_request_names_no_address():
    request = RequestFactory().get("/links/cSECRET/?q=SECRET")
    assert Discreet().format(_record(request=request, status_code=404)) == "404 no page of ours"


@pytest.mark.parametrize("extra", [{"request": RequestFactory().get("/"), "status_code": 500}, {}])
def test_log_of_an_error_keeps_places_and_no_values(extra: dict[str, Any]) -> None:
    record = _record(
        "500 no page of ours", exc_info=_raised("SECRET"), exc_text="SECRET kept earlier", **extra
    )
    written = Discreet().format(record)
    assert "SECRET" not in written
    assert written.splitlines()[:2] == ["500 no page of ours", "ValueError"]
    assert written.splitlines()[2].endswith(" _raised")


def test_log_of_anything_else_is_left_alone():
    assert Discreet().format(_record("%s jobs given back", 3)) == "3 jobs given back"


def test_token_is_taken_out_of_a_line_that_names_an_address_without_its_request():
    line = _record("Not Found: %s", f"/links/{TOKEN}/")
    assert [Discreet().format(line), Discreet().format(_record("Not Found: %s", "/desk/"))] == [
        "Not Found: /links/…/",
        "Not Found: /desk/",
    ]
    assert line.getMessage() == f"Not Found: /links/{TOKEN}/"


def test_every_handler_of_the_house_is_discreet():
    written = {name: handler.get("formatter") for name, handler in settings.LOGGING["handlers"].items()}
    assert written == {"console": "discreet"}
    made = logging.config.DictConfigurator(settings.LOGGING)
    assert type(made.configure_formatter(settings.LOGGING["formatters"]["discreet"])) is Discreet
    bypassing = [name for name, one in settings.LOGGING["loggers"].items() if one.get("handlers")]
    assert bypassing == []
