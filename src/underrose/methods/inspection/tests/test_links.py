import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.inspection.links import may_stay


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/about",
        "http://undocs.example.int/A/RES/60/1",
        "https://example.org/find?symbol=A/1#p2",
    ],
)
def test_page_of_the_open_web_may_stay(address):
    assert may_stay(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///C:/Users/someone/list.docx",
        "mailto:someone@example.org",
        r"\\server\share",
        "https://someone:secret@example.org/",
        "https://place.sharepoint.com/personal/someone/list",
        "https://example.org/~someone/",
        "https://example.org/?email=a%40b.org",
        "http://intranet/list",
        "http://10.0.0.7/list",
        "http://server.local/list",
        "https://example.org/u/someone",
        "javascript:alert(1)",
        "https://[",
        "",
    ],
)
def test_address_that_names_somebody_may_not(address):
    assert not may_stay(address)


@given(st.text(max_size=80))
def test_any_text_is_answered(address):
    assert may_stay(address) in {True, False}
