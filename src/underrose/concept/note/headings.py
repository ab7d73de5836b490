"""What a heading promises, whatever it is called: "Background" is context, "Aims" belong to the format."""

import re

from underrose.concept.note.model import SectionKind
from underrose.concept.note.plain import folded, plain

_WORDS = {
    SectionKind.summary: r"summary|abstract|overview|in brief|at a glance|résumé|resumen|synthèse|ملخص",
    SectionKind.context: (
        r"context|background|policy issues?|key issues?|key questions|guiding questions|questions (?:for|to)|rationale|introduction"
        r"|why (?:this|now|we|are we|is this)|problem statement|setting the scene|framing|contexte|antecedentes|contexto|introducción|الخلفية|السياق"
    ),
    SectionKind.form: (
        r"format|to achieve|objectives?|aims?|goals?|purpose|agenda|programme|program|structure|methodology|approach|working methods?"
        r"|how we will work|cross[- ]cutting|themes?|ground rules|house rules|rules of the (?:room|house)|objectifs?|objetivos?"
        r"|déroulement|programa|formato|thèmes|temas|الأهداف"
    ),
    SectionKind.participation: (
        r"participants?|participate|participation|participating|who should|who will|who is|invitees|invited|audience|attend(?:ees|ance)?"
        r"|around the table|participantes|المشاركون"
    ),
    SectionKind.outcomes: (
        r"outcomes?|outputs?|results?|deliverables?|report|reporting|next steps|what (?:happens|comes|follows) (?:next|afterwards|after|then)|products?|what will come|résultats|resultados|النتائج"
    ),
    SectionKind.evaluation: (
        r"monitoring|evaluation|evaluating|follow[- ]?up|m&e|learning|survey|impact|suivi|évaluation|seguimiento|evaluación|المتابعة"
    ),
    SectionKind.communications: r"communications?|media|publicity|outreach|press|comunicación|الاتصالات",
    SectionKind.enquiries: (
        r"enquir(?:y|ies)|inquir(?:y|ies)|contacts?|contact us|further information|more information|any questions|questions\?"
        r"|renseignements|contactos?|consultas|للاستفسار"
    ),
}
_PATTERNS = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w])") for kind, words in _WORDS.items()}
_NUMBERING = re.compile(
    r"^(?:(?:section|part|§)\s*)?(?:\(?(?:\d+(?:\.\d+)*|[ivx]+|[a-h])[.):]\s*|\d+(?:\.\d+)*\s+)",
    re.IGNORECASE,
)
_RUN_IN = re.compile(
    r"^(?:\*\*|__)(?P<strong>[^*_]{2,60}?)(?P<inner>[.:—–-]?)\s*(?:\*\*|__)\s*(?P<outer>[.:—–-]?)\s*(?P<strong_rest>\S.*)?$"
    r"|^(?P<plain>[^\W\d_][^:.\n]{1,50}):\s+(?P<plain_rest>\S.*)$",
    re.DOTALL,
)
_RUN_IN_WORDS, _MOST_WORDS, _LONGEST = 4, 12, 90
_LABELS = re.compile(
    r"^(?:title|dates?|when|venue|place|location|where|ref(?:erence)?|our ref|to|from|subject|re|cc|language|time|fecha|lugar|lieu|objet"
    r"|t|e|m|tel|telephone|phone|e-?mail|mail|mobile|note|nb|titre|título)$",
)


def unnumbered(heading: str) -> str:
    """The heading without "1.", "II." or "a)" before it."""
    return _NUMBERING.sub("", plain(heading)).strip()


def kind_of(heading: str) -> SectionKind:
    """The known heading that comes first in the words; `other` when none does."""
    words = folded(unnumbered(heading))
    first = {kind: found.start() for kind, pattern in _PATTERNS.items() if (found := pattern.search(words))}
    return min(first, key=lambda kind: first[kind]) if first else SectionKind.other


def run_in(text: str) -> tuple[str, str]:
    """A heading at the start of its own paragraph ("Objectives: to ..."), and the rest; empty when there is none.

    Words in bold may be any heading; plain words before a colon must be a short known one.
    """
    found = _RUN_IN.match(text)
    if not found:
        return "", text
    if found["strong"]:
        has_mark = bool(found["inner"] or found["outer"] or not found["strong_rest"])
        heading, rest = found["strong"].strip(), (found["strong_rest"] or "").strip()
        return (heading, rest) if has_mark and not _LABELS.match(folded(heading)) else ("", text)
    heading = found["plain"].strip()
    is_short = len(unnumbered(heading).split()) <= _RUN_IN_WORDS
    is_known = kind_of(heading) is not SectionKind.other and not _LABELS.match(folded(heading))
    return (heading, found["plain_rest"].strip()) if is_short and is_known else ("", text)


def is_headlike(text: str) -> bool:
    """Whether a paragraph of plain text stands as a heading: short, on its own line, not a sentence."""
    words = plain(text)
    if "\n" in words or not words or len(words) > _LONGEST or len(words.split()) > _MOST_WORDS:
        return False
    if words[-1] in ".;,!" or "@" in words or words[0].islower():
        return False
    return not re.search(r"\d[\d ()]{6,}", words)


def promises(heading: str, words: str) -> bool:
    """Whether the heading holds one of these words (a pattern)."""
    return bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", folded(heading)))
