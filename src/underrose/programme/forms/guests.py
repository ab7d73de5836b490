"""What guests choose on a page of their own."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.programme.rules import chosen as rules
from underrose.programme.topics_offered import RoundOffered

RANKS = (
    _("What you would like most"),
    _("Your second choice"),
    _("Your third choice"),
    _("Your fourth choice"),
    _("Your fifth choice"),
)
WORDS_LENGTH = 500


class RankTopics(Form):
    """For each round one list for each rank; every list may stay empty."""

    def __init__(self, data: Any, rounds: Sequence[RoundOffered]) -> None:
        super().__init__(data)
        self.rounds = [one for one in rounds if not one.closed]
        for one in self.rounds:
            choices = [("", _t("No preference")), *((str(key), title) for key, title in one.topics)]
            for rank in range(one.ranks):
                said = one.said[rank] if rank < len(one.said) else ""
                self.fields[_name(one, rank)] = forms.ChoiceField(
                    label=RANKS[rank], choices=choices, required=False, initial=str(said)
                )

    def in_rounds(self) -> Iterator[tuple[RoundOffered, list[forms.BoundField]]]:
        for one in self.rounds:
            yield one, [self[_name(one, rank)] for rank in range(one.ranks)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.rounds:
            seen: set[str] = set()
            for rank in range(one.ranks):
                said = cleaned.get(_name(one, rank), "")
                if said and said in seen:
                    self.add_error(
                        _name(one, rank), _t("You have chosen this topic already. Please choose another.")
                    )
                seen.add(said)
        return cleaned

    def wishes(self) -> dict[UUID, list[UUID]]:
        """By round, what was chosen, the dearest first; a rank left empty between two is passed over."""
        said = self.cleaned_data
        return {
            one.key: [UUID(key) for rank in range(one.ranks) if (key := said.get(_name(one, rank), ""))]
            for one in self.rounds
        }


def _name(one: RoundOffered, rank: int) -> str:
    return f"{one.key.hex}-{rank + 1}"


class Introduce(Form):
    """By which themes others find you, and what you would tell them."""

    themes = forms.MultipleChoiceField(label=_("What your work touches"), widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label=_("What you work on, in a sentence or two"),
        help_text=_("Those who opted in as well read it. Please write nothing that may not be passed on."),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, themes: Sequence[tuple[str, str]], has_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["themes"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = themes
        chosen.error_messages["required"] = rules.has_theme(0)
        if not has_words:
            del self.fields["words"]
