"""What a form says of an answer that cannot be taken: which question, and what to do; never Django's own words."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from underrose.kit.forms import Form

CHOICES = [("a", "A")]


class Question(Form):
    short = forms.CharField(label="Short 100% name", max_length=3)
    long = forms.CharField(label="Long", min_length=3, required=False)
    number = forms.IntegerField(label="Places", min_value=1, max_value=9, required=False)
    share = forms.DecimalField(label="Share", required=False)
    day = forms.DateField(label="First day", required=False)
    time = forms.TimeField(label="Start", required=False)
    one = forms.ChoiceField(label="Mode", choices=CHOICES)
    many = forms.MultipleChoiceField(label="Days", choices=CHOICES, required=False)
    is_read = forms.BooleanField(label="I have read it")
    mail = forms.EmailField(label="E-mail", required=False)
    page = forms.URLField(label="Web page", required=False, assume_scheme="https")
    file = forms.FileField(label="Your list")
    own = forms.CharField(label="Own", error_messages={"required": "A person needs a name."})


def _said(sent, files=None):
    with override("en-gb"):
        form = Question(sent, MultiValueDict({"file": [files]} if files else {}))
        return {name: errors[0] for name, errors in form.errors.items()}


def test_what_is_missing_is_named_with_what_to_do():
    assert _said({}) == {
        "short": "“Short 100% name” is empty. Please fill it in.",
        "one": "Nothing is chosen for “Mode”. Please choose.",
        "is_read": "Please tick “I have read it”.",
        "file": "No file is chosen for “Your list”. Please choose one.",
        "own": "A person needs a name.",
    }


@pytest.mark.parametrize(
    ("name", "answer", "sentence"),
    [
        (
            "short",
            "abcd",
            "“Short 100% name” is too long: it has 4 letters of at most 3. Please shorten it.",
        ),
        ("short", "a\0", "“Short 100% name” holds a letter that cannot be kept. Please write it anew."),
        ("long", "ab", "“Long” is too short: it needs 3 letters or more."),
        ("number", "12", "“Places” is too large: at most 9. Please write a smaller number."),
        ("number", "0", "“Places” is too small: at least 1. Please write a larger number."),
        ("number", "many", "“Places” is no whole number. Please write it in digits."),
        ("share", "much", "“Share” is no number. Please write it in digits."),
        ("day", "soon", "“First day” is no day that can be read. Please write it as 2027-03-05."),
        ("time", "noon", "“Start” is no time that can be read. Please write it as 14:30."),
        ("one", "z", "What was chosen for “Mode” is not offered. Please choose again."),
        ("many", ["z"], "What was chosen for “Days” is not offered. Please choose again."),
        ("mail", "noor@", "“E-mail” is no e-mail address. Please write it as name@example.org."),
        ("page", "::", "“Web page” is no address of a page. Please write it as https://example.org."),
    ],
)
def test_what_cannot_be_taken_is_named_with_what_to_do(name, answer, sentence):
    assert _said({name: answer})[name] == sentence


def test_an_empty_file_is_told():
    said = _said({}, SimpleUploadedFile("people.csv", b""))
    assert said["file"] == "The file chosen for “Your list” is empty. Please choose another."


def test_a_question_that_was_added_later_is_worded_too_and_once():
    form = Question({})
    form.fields["late"] = forms.CharField()
    with override("en-gb"):
        assert form.errors["late"] == ["“Late” is empty. Please fill it in."]
        form.full_clean()
        assert form.errors["late"] == ["“Late” is empty. Please fill it in."]
