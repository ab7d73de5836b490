"""Every component of the kit in every state, for whoever designs a page. All people and meetings in it are invented."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team
from underrose.kit import text
from underrose.kit.forms import FileInput, Form

SHOWN = {
    "kit": "pages/showcase/kit.html",
    "note": "pages/showcase/note.html",
    "meeting": "pages/showcase/meeting.html",
    "editor": "pages/showcase/editor.html",
    "confirm": "pages/showcase/confirm.html",
    "wrong": "pages/showcase/wrong.html",
}
HEADINGS = ("Context and key policy issues", "Format and objectives", "Who should participate?")
NOTES = {
    "keepers": "*The Keeping of Records*, working paper of the standing group of archivists, 2026, pp. 3–9.",
    "offices": (
        "The nine offices are those of the upper valley, the two ports, the lake towns, the plateau, the islands, "
        "and the four river commissions that have signed since 2021."
    ),
}


class SampleForm(Form):
    """One question of each kind."""

    title = forms.CharField(label=gettext_lazy("Title"), help_text=gettext_lazy("As it stands on the note."))
    starts = forms.DateField(label=gettext_lazy("First day"))
    place = forms.CharField(label=gettext_lazy("Place"), required=False)
    tone = forms.ChoiceField(
        label=gettext_lazy("Tone of letters"),
        choices=[
            ("full", gettext_lazy("Full: names the meeting")),
            ("quiet", gettext_lazy("Quiet: names nothing")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A quiet letter says only that there is a message."),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"),
        required=False,
        choices=[("trust", gettext_lazy("Public trust")), ("water", gettext_lazy("Shared water"))],
        widget=forms.CheckboxSelectMultiple,
    )
    series = forms.ChoiceField(
        label=gettext_lazy("Series"), choices=[("", "—"), ("records", "Records and rivers")]
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary"), widget=forms.Textarea(attrs={"rows": 4, "class": "words"})
    )
    file = forms.FileField(
        label=gettext_lazy("Concept note"),
        required=False,
        help_text=gettext_lazy("Word, PDF or plain text, up to 20 MB."),
        widget=FileInput(accept=".docx,.pdf,.txt,.md"),
    )
    is_announced = forms.BooleanField(
        label=gettext_lazy("Show on the public page"),
        required=False,
        help_text=gettext_lazy("From then on anyone may read it."),
    )


@for_team()
@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """The kit, or with `?show=` one of the sample pages that are built from it."""
    shown = request.GET.get("show", "kit")
    shown = shown if shown in SHOWN else "kit"
    return render(request, SHOWN[shown], {"shown": shown, "samples": list(SHOWN), **_sample(request)})


def _sample(request: HttpRequest) -> dict[str, Any]:
    rows = _rows(55)
    page = Paginator(rows, 20).get_page(request.GET.get("page", "1"))
    return {
        "form": SampleForm(initial={"title": "Rivers, Registers and Trust", "starts": date(2027, 5, 12)}),
        "wrong_form": SampleForm(
            {"title": "", "starts": "2027-02-30", "tone": "loud", "summary": "Kept as written."},
            auto_id="wrong_%s",
        ),
        "starts": date(2027, 5, 12),
        "ends": date(2027, 5, 14),
        "page": page,
        "rows": page.object_list[:8],
        "stages": _stages(),
        "figures": [
            {"number": 31, "of": 45, "label": _("accepted")},
            {"number": 6, "label": _("awaiting a reply")},
            {"number": 2, "label": _("places to fill")},
        ],
        "facts": [
            (_("Venue"), "The Old Ferry House, Lower Quay"),
            (_("Series"), "Records and rivers, 4th"),
            (_("Partners"), "Ministry of Waters of the Upper Valley; Lake Towns Foundation"),
        ],
        "findings": _findings(),
        "hunks": _hunks(),
        "columns": [
            {"name": "state", "label": _("State"), "is_shown": True},
            {"name": "nights", "label": _("Nights"), "is_shown": False},
        ],
        "bulk_acts": [
            {"value": "remind", "label": _("Remind")},
            {"value": "withdraw", "label": _("Withdraw")},
        ],
        "follows": [
            _("41 people have been invited; a letter to each will wait in the outbox."),
            _("The calendar file changes its days and keeps its name."),
            _("The questionnaire moves with the meeting."),
        ],
        "written": _written(),
        "navigation": _navigation(),
    }


def _rows(count: int) -> list[SimpleNamespace]:
    names = (
        "Amara Okonjo-Lind",
        "Ilse van der Merck",
        "Óscar Peñaranda",
        "Nguyễn Thị Sample",
        "سميرة النجار",
    )
    states = (
        ("done", _("Accepted")),
        ("plain", _("Not yet asked")),
        ("held", _("Awaiting clearance")),
        ("warning", _("Mail returned")),
    )
    return [
        SimpleNamespace(
            key=number,
            name=names[number % len(names)],
            office=("Archive of the Two Ports", "River Commission")[number % 2],
            state=states[number % len(states)][0],
            word=states[number % len(states)][1],
            asked=date(2027, 1, 4 + number % 20),
            nights=number % 4,
        )
        for number in range(1, count + 1)
    ]


def _stages() -> list[dict[str, str]]:
    labels = (
        (_("Concept"), "done", ""),
        (_("Participation"), "now", _("6 replies due Friday")),
        (_("Programme"), "held", _("waits for a speaker")),
        (_("Room"), "later", ""),
        (_("Outcomes"), "later", ""),
        (_("Evaluation"), "later", ""),
        (_("Communications"), "later", _("strategy by 1 March")),
    )
    return [{"label": label, "url": f"#{state}", "state": state, "due": due} for label, state, due in labels]


def _findings() -> list[dict[str, str]]:
    return [
        {
            "kind": "count",
            "place": _("Context, second paragraph"),
            "message": _("The text says 9 offices; its footnote lists 8."),
            "remedy": _("Correct the number, or add the office that is missing."),
            "state": "warning",
            "url": "#context",
        },
        {
            "kind": "telephone",
            "place": _("Enquiries"),
            "message": _("“+44 (0)” cannot be dialled from abroad as written."),
            "remedy": _("Leave out the zero in brackets."),
            "state": "held",
        },
        {
            "kind": "link",
            "place": _("Summary"),
            "message": _("The link of “Ferry House” now leads somewhere."),
            "remedy": "",
            "state": "done",
        },
    ]


def _hunks() -> list[dict[str, Any]]:
    return [
        {
            "title": _("Summary"),
            "parts": [
                {"kind": "same", "text": "This roundtable asks how "},
                {"kind": "removed", "text": "governments"},
                {"kind": "added", "text": "public offices and the people they serve"},
                {"kind": "same", "text": " can keep shared records that both banks of a river believe."},
            ],
        }
    ]


def _written() -> dict[str, Any]:
    texts = render_to_string("pages/showcase/note.md").split("\n----\n")
    drawn = text.pieces(texts, offset=2, notes=NOTES)
    return {"sections": list(zip(HEADINGS, drawn.texts, strict=True)), "endnotes": drawn.endnotes}


def _navigation() -> list[dict[str, Any]]:
    sections = (_("Overview"), _("Concept note"), _("Participation"), _("Programme"), _("Outbox"))
    here = [
        {"label": label, "url": f"#{place}", "is_here": place == 0} for place, label in enumerate(sections)
    ]
    return [
        {"label": "Rivers, Registers and Trust", "url": "#", "is_here": False, "children": here},
        {"label": "Ports after the Flood", "url": "#", "is_here": False},
        {
            "label": _("House"),
            "url": "",
            "children": [{"label": _("Components"), "url": "?show=kit", "is_here": False}],
        },
    ]
