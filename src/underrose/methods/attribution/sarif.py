"""Findings as SARIF, for editors and for whatever runs checks: places, rules and other wordings, never who is meant.

Source: Static Analysis Results Interchange Format 2.1.0 (OASIS standard, 2020).
"""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from underrose.methods.attribution.brought import Brought
from underrose.methods.attribution.sentences import FOUND
from underrose.methods.attribution.values import Finding, Fix, Leak, Words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_WARNINGS = frozenset({Leak.third_party, Leak.property, Leak.document, Leak.own_wording})


def as_sarif(
    scans: Iterable[tuple[Brought, Sequence[Finding]]], notes: Sequence[str], words: Words = str
) -> dict[str, Any]:
    """One run over some files. `notes` say what was not looked for. The result is plain: `json.dumps` takes it."""
    results: list[dict[str, Any]] = []
    for file, findings in scans:
        results += (_result(file, one) for one in findings)
        results += (_carried(file, place, words) for place in range(len(file.carried)))
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(words)},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {"level": "note", "message": {"text": note}} for note in notes
                        ],
                    }
                ],
                "results": results,
            }
        ],
    }


def _driver(words: Words) -> dict[str, Any]:
    rules = [
        {"id": leak.value, "name": leak.name, "shortDescription": {"text": words(said)}}
        for leak, said in FOUND.items()
    ]
    return {"name": "Underrose guard", "rules": rules}


def _result(file: Brought, one: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.leak.value,
        "level": _level(one.leak),
        "message": {"text": f"{one.sentence} {one.why}".strip()},
        "locations": [{"physicalLocation": {**_file(file), "region": _region(file, one.start, one.end)}}],
        "partialFingerprints": {"underrose/v1": one.mark},
        "properties": {"k": one.k},
    }
    if one.fixes:
        result["fixes"] = [_fix(file, fix) for fix in one.fixes]
    return result


def _carried(file: Brought, place: int, words: Words) -> dict[str, Any]:
    carried = file.carried[place]
    return {
        "ruleId": carried.leak.value,
        "level": _level(carried.leak),
        "message": {"text": f"{words(FOUND[carried.leak])} {carried.part.where}".strip()},
        "locations": [
            {"physicalLocation": _file(file), "logicalLocations": [{"fullyQualifiedName": carried.part.path}]}
        ],
    }


def _fix(file: Brought, fix: Fix) -> dict[str, Any]:
    described = "" if fix.k is None else f" (k = {fix.k})"
    return {
        "description": {"text": f"{fix.wording or '—'}{described}"},
        "artifactChanges": [
            {
                **_file(file),
                "replacements": [
                    {
                        "deletedRegion": _region(file, fix.start, fix.end),
                        "insertedContent": {"text": fix.wording},
                    }
                ],
            }
        ],
    }


def _level(leak: Leak) -> str:
    return "warning" if leak in _WARNINGS else "error"


def _file(file: Brought) -> dict[str, Any]:
    return {"artifactLocation": {"uri": quote(file.name)}}


def _region(file: Brought, start: int, end: int) -> dict[str, Any]:
    """Lines and columns are those of the text as it was read; for Word and PDF a message says the paragraph or page."""
    line, column = file.line_and_column(start)
    last, until = file.line_and_column(end)
    region: dict[str, Any] = {
        "startLine": line, "startColumn": column, "endLine": last, "endColumn": until,
        "charOffset": start, "charLength": end - start,
    }  # fmt: skip
    if file.starts:
        region["message"] = {"text": file.place(start)}
    return region
