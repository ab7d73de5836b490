import logging
import sys

from django.test import RequestFactory

from underrose.kit.logs import Discreet


def _record(**extra: object) -> logging.LogRecord:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "x.py", 1, "%s: %s", ("Not Found", "/links/cSECRET/"), None
    )
    record.__dict__.update(extra)
    return record


def test_log_of_a_request_names_no_address():
    request = RequestFactory().get("/links/cSECRET/?q=SECRET")
    assert Discreet().format(_record(request=request, status_code=404)) == "404 no page of ours"


def test_log_of_an_error_keeps_places_and_no_values():
    try:
        raise ValueError("SECRET")
    except ValueError:
        record = _record(request=RequestFactory().get("/"), status_code=500)
        record.exc_info = sys.exc_info()
    written = Discreet().format(record)
    assert "SECRET" not in written
    assert written.splitlines()[:2] == ["500 no page of ours", "ValueError"]
    assert "test_log_of_an_error_keeps_places_and_no_values" in written


def test_log_of_anything_else_is_left_alone():
    record = logging.LogRecord(
        "underrose.worker", logging.WARNING, "x.py", 1, "%s jobs given back", (3,), None
    )
    assert Discreet().format(record) == "3 jobs given back"
