"""One form above a list keeps what another has chosen."""

from django.template.loader import render_to_string
from django.test import RequestFactory


def drawn(name: str, query: str, **context) -> str:
    return render_to_string(f"kit/{name}.html", context, RequestFactory().get(f"/desk/?{query}"))


def test_choosing_columns_keeps_words_filters_and_order() -> None:
    page = drawn("columns", "q=amina&state=sent&sort=-name&page=3&column=a", columns=[])
    assert page.count('type="hidden"') == 3
    for field in ('name="q" value="amina"', 'name="state" value="sent"', 'name="sort" value="-name"'):
        assert field in page


def test_a_search_keeps_columns_and_order_and_begins_at_the_first_page() -> None:
    page = drawn("search", "q=amina&column=a&column=b&sort=name&page=3")
    assert page.count('name="column"') == 2
    assert 'name="page"' not in page
    assert page.count('name="q"') == 1


def test_what_the_address_says_is_escaped() -> None:
    page = drawn("columns", "x=%22%3E%3Cscript%3E", columns=[])
    assert "<script>" not in page
