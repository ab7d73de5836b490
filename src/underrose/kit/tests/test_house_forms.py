"""Forms of the house: what is wrong stands beside the question and once more on top."""

from datetime import date

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import html

from underrose.kit.forms import DateInput, FileInput, Form


class Question(Form):
    name = forms.CharField(help_text="As on the letter.")
    day = forms.DateField(required=False)
    note = forms.CharField(widget=forms.Textarea)
    answer = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    file = forms.FileField(required=False, widget=FileInput(accept=".docx"))


def drawn(form: Form) -> html.HtmlElement:
    with override("en-gb"):
        return html.fromstring(
            render_to_string("kit/form.html", {"form": form, "submit": "Ask", "csrf_token": "x"})
        )


def test_a_date_is_asked_by_the_calendar_of_the_browser() -> None:
    form = Question(initial={"day": date(2020, 1, 15)})
    assert isinstance(form.fields["day"].widget, DateInput)
    assert drawn(form).xpath("//input[@name='day']/@type | //input[@name='day']/@value") == [
        "date",
        "2020-01-15",
    ]


def test_only_what_is_optional_is_marked() -> None:
    marked = drawn(Question()).xpath("//*[@class='optional']/ancestor::label/@for")
    assert marked == ["id_day", "id_file"]


def test_help_is_tied_to_its_question() -> None:
    assert drawn(Question()).xpath("//input[@name='name']/@aria-describedby") == ["id_name_helptext"]


def test_an_error_stands_beside_its_question() -> None:
    page = drawn(Question({}))
    assert page.xpath("//input[@name='name']/@aria-describedby") == ["id_name_helptext id_name_error"]
    assert page.xpath("normalize-space(//*[@id='id_name_error'])") == "“Name” is empty. Please fill it in."
    assert page.xpath("//fieldset/@aria-describedby") == ["id_answer_error"]


def test_errors_are_summed_up_with_links_to_their_questions() -> None:
    page = drawn(Question({}))
    links = page.xpath("//*[@class='error-summary']//a/@href")
    assert links == ["#id_name", "#id_note", "#id_answer_0"]
    assert [len(page.xpath(f"//*[@id='{link[1:]}']")) for link in links] == [1, 1, 1]


def test_nothing_is_summed_up_where_nothing_is_wrong() -> None:
    assert drawn(Question()).xpath("//*[@class='error-summary']") == []


def test_the_browser_does_not_speak_in_our_place() -> None:
    page = drawn(Question())
    assert page.xpath("//@required") == []
    assert page.xpath("//form/@novalidate") == [""]


def test_a_form_with_a_file_is_sent_whole() -> None:
    assert drawn(Question()).xpath("//form/@enctype") == ["multipart/form-data"]
    assert drawn(Question()).xpath("//input[@type='file']/@accept") == [".docx"]


def test_words_take_their_own_direction() -> None:
    assert drawn(Question()).xpath("//*[@dir='auto']/@name") == ["name", "note"]
