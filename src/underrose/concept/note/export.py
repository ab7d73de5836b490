"""A reading as plain JSON values, for `--json` and for whoever works with notes elsewhere."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from underrose.concept.note.checks.offers import offers
from underrose.concept.note.model import AreaNamed, Finding, FootnoteRead, Group, NoteReading
from underrose.concept.note.plain import plain


def as_json(reading: NoteReading, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """What was understood, with the findings; codes are empty where a name was not known."""
    dates = reading.dates
    series, window = reading.series, reading.follow_up
    return {
        "reference": reading.reference.value,
        "title": reading.title.value,
        "start": _iso(dates.start if dates else None),
        "end": _iso(dates.end if dates else None),
        "dates_as_written": dates.as_written if dates else "",
        "venue": reading.venue.value,
        "summary": reading.summary,
        "series": {"name": series.name, "ordinal": series.ordinal} if series else None,
        "partners": [partner.name for partner in reading.partners],
        "partner_countries": [partner.code for partner in reading.partners],
        "sections": [
            {"heading": one.heading, "kind": one.kind.value, "place": one.place, "markdown": one.markdown}
            for one in reading.sections
        ],
        "objectives": list(reading.objectives),
        "lenses": list(reading.lenses),
        "themes": list(reading.themes),
        "cap": reading.cap,
        "groups": [_group(group) for group in reading.groups],
        "footnotes": [_footnote(note) for note in reading.footnotes],
        "citations": list(reading.citations),
        "quotations": [
            {
                "speaker": one.speaker,
                "role": one.role,
                "place": one.occasion,
                "year": one.year,
                "words": one.words,
            }
            for one in reading.quotations
        ],
        "contacts": [
            {
                "role": one.role,
                "name": one.name,
                "telephone": one.telephone,
                "mail": one.mail,
                "telephone_as_written": one.telephone_as_written,
            }
            for one in reading.contacts
        ],
        "follow_up": {"from": _iso(window.starts), "to": _iso(window.ends)} if window else None,
        **_proposed(reading),
        "is_plausible": reading.is_plausible,
        "reason": reading.reason,
        "not_understood": [
            {"place": block.place, "text": plain(block.text) or _cells(block.rows)}
            for block in reading.not_understood
        ],
        "left_out": list(reading.left_out),
        "findings": [
            {"kind": one.kind, "place": one.place, "message": one.message, "remedy": one.remedy}
            for one in findings
            if not one.offer
        ],
        "offers": [
            {
                "kind": one.kind,
                "place": one.place,
                "message": one.message,
                "remedy": one.remedy,
                "symbols": list(one.offered),
            }
            for one in offers(reading)
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cells(rows: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join(" | ".join(plain(cell) for cell in row) for row in rows)


def _area(area: AreaNamed) -> dict[str, Any]:
    return {"as_written": area.as_written, "code": area.code, "name": area.name, "is_region": area.is_region}


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "as_written": group.as_written,
        "kind": group.kind,
        "areas": [_area(area) for area in group.areas],
        "places": list(group.places),
        "is_open": group.is_open,
    }


def _footnote(note: FootnoteRead) -> dict[str, Any]:
    return {
        "number": note.number,
        "text": note.text,
        "areas": [{"as_written": area.as_written, "code": area.code} for area in note.areas],
    }


def _proposed(reading: NoteReading) -> dict[str, Any]:
    """The proposals at a glance, and each with its sentence."""
    return {
        "regime": next(iter(reading.proposed("regime")), ""),
        "is_invitation_only": bool(reading.proposed("invitation_only")),
        "formats": list(reading.proposed("format")),
        "report_parts": [one.words for one in reading.proposals if one.kind == "report_part"],
        "has_questionnaire_in_meeting": bool(reading.proposed("questionnaire")),
        "initiatives": list(reading.proposed("initiative")),
        "proposals": [
            {
                "kind": one.kind,
                "value": one.value,
                "words": one.words,
                "sentence": one.sentence,
                "place": one.place,
            }
            for one in reading.proposals
        ],
    }
