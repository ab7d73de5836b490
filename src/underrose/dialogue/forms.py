"""What is typed about points, and what a page hands in closed."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _lazy

from underrose.dialogue.actions.capture import Facts, Taken
from underrose.dialogue.models import Agreement, Kind, Voices
from underrose.dialogue.plain_words import clean
from underrose.dialogue.rules import may_write
from underrose.kit.forms import Form

Choices = Sequence[tuple[str, Any]]
LONGEST_BODY = 512 * 1024
MOST_POINTS = 200
ID_LENGTH = 32


class PointFacts(Form):
    """One point, in words. What it is about may be left out."""

    kind = forms.ChoiceField(label=_lazy("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_lazy("What was said"),
        widget=forms.Textarea(
            attrs={
                "class": "words",
                "rows": 2,
                "autocomplete": "off",
                "spellcheck": "false",
                "dir": "auto",
                "enterkeyhint": "send",
                "placeholder": _lazy("One point, in one sentence: what was said, never who said it"),
            }
        ),
        error_messages={"required": _lazy("There are no words in this line yet.")},
    )
    theme = forms.ChoiceField(label=_lazy("Theme"), required=False)
    agreement = forms.ChoiceField(label=_lazy("Agreement"), required=False)
    voices = forms.ChoiceField(label=_lazy("Voices"), required=False)
    lens = forms.ChoiceField(label=_lazy("Lens"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, themes: Choices = (), lenses: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("theme", [(key, f"{at}. {words}".strip()) for at, (key, words) in enumerate(themes, 1)])
        self._offer("lens", lenses)
        self._offer("agreement", Agreement.choices)
        self._offer("voices", Voices.choices)

    def clean_words(self) -> str:
        words = clean(whole(self.cleaned_data["words"]))
        if refusal := may_write(words):
            raise forms.ValidationError(refusal)
        return words

    def facts(self) -> Facts:
        said = self.cleaned_data
        return Facts(
            **{name: said[name] for name in ("kind", "words", "theme", "lens", "agreement", "voices")}
        )

    def catch_up(self, revision: int) -> None:
        """After a refusal: saving again is meant."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["revision"] = str(revision)
        self.data = data

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *choices]


def envelopes_in(body: bytes) -> dict[str, str] | None:
    """Envelopes by the ids their page drew; None for anything our page does not send."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    rows = sent.get("points") if isinstance(sent, dict) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_POINTS:
        return None
    found = {row["id"]: row["envelope"] for row in rows if _is_ours(row)}
    return found if len(found) == len(rows) else None


def taken(
    drawn: str, content: dict[str, Any], themes: Collection[str], lenses: Collection[str]
) -> Taken | None:
    """A point as it came out of its envelope; None where the envelope bears another id than is inside.

    A theme or lens that was taken out of the note meanwhile is left out: the words are worth more.
    """
    said = {name: value if isinstance(value := content.get(name, ""), str) else "" for name in _NAMES}
    if content.get("id") != drawn:
        return None
    said["theme"] = said["theme"] if said["theme"] in themes else ""
    said["lens"] = said["lens"] if said["lens"] in lenses else ""
    return Taken(id=drawn, **{**said, "words": whole(said["words"])})


_NAMES = ("kind", "words", "theme", "lens", "agreement", "voices")


def whole(words: str) -> str:
    """Half a character, which no script has and no file can keep, becomes a question mark."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _is_ours(row: Any) -> bool:
    if not isinstance(row, dict):
        return False
    drawn, envelope = row.get("id"), row.get("envelope")
    return (
        isinstance(envelope, str) and isinstance(drawn, str) and len(drawn) == ID_LENGTH and drawn.isalnum()
    )
