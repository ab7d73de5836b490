"""Who should participate: the groups a note names, each in its own words, and how many people in all."""

import re
from collections.abc import Sequence
from datetime import date

from underrose.concept.note import numbers
from underrose.concept.note.areas import area_named, names_in
from underrose.concept.note.model import AreaNamed, Cap, Group, Section, SectionKind, Sentence
from underrose.concept.note.plain import listed, outside_brackets, plain, sentences
from underrose.context.gazetteer import Gazetteer
from underrose.methods.documents.model import Kind

_PEOPLE = (
    r"(?:people|persons?|participants?|experts?|guests?|delegates?|invitees?|places?|seats?|attendees?|members?|practitioners?|leaders?"
    r"|personnes|participantes?|invités|personas|expertes)"
)
_CAP = re.compile(
    rf"\b(?:up to|(?:a |with a |the )?maximum(?: of)?|max\.?|no more than|not more than|at most|(?:is |are |be )?limited to|capped at|jusqu['’]à"
    rf"|au maximum|un maximum de|hasta|no more than|fewer than)\s+(?P<number>{numbers.NUMBER})(?!\s*(?:%|per cent|percent))"
    rf"(?P<after>(?:\s+[\w'’-]+){{0,5}})",
    re.IGNORECASE,
)
_CAP_AFTER = re.compile(
    rf"(?P<number>{numbers.NUMBER})\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\s+(?:at (?:the )?most|maximum|in all|in total|au maximum|como máximo)",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\b(?:most|maximum|in all|in total|máximo)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"\b(?:between\s+)?{numbers.NUMBER}\s*(?:-|–|to|and)\s*(?P<number>{numbers.NUMBER})\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\b",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\s+(?:minutes?|hours?|days?|weeks?|months?|years?|pages?|words?|per ?cent|sessions?|groups?|euros?|dollars?|pounds?|questions?|times|km)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:drawn from(?: among)?|bring(?:s|ing)? together|compris(?:e|es|ing)|composed of|made up of|gather(?:s|ing)?|we (?:will )?invite"
    r"|(?:will )?(?:be )?invited? (?:are|from)|attended by|open to|come from|coming from|participants? (?:will |should |are |is )?(?:include|be|from|are)"
    r"|who (?:will|should) (?:attend|participate)|(?:will|should|expected to) include|includes?|(?:participants?|people|guests),? including|among them|réunira|rassemblera|composé de|reunirá)\b\s*:?",
    re.IGNORECASE,
)
_KINDS = (
    ("donor_countries", r"donors?"),
    ("affected_countries", r"affected|fragile|conflict[- ]affected|host countr"),
    ("policy_makers", r"polic(?:y|ies)[- ]?makers?|decision[- ]?makers?|parliamentarians?|legislators?|officials|diplomats?|ministers?|décideurs|diplomates"),
    ("defenders", r"defenders?|activists?|défenseur"),
    ("civil_society", r"civil society|ngos?|non-governmental|grassroots|community|société civile|youth|women'?s (?:groups|organi[sz]ations)"),
    ("practitioners", r"practitioners?|mediators?|frontline|field|engineers?|praticien"),
    ("business", r"business|private sector|compan(?:y|ies)|industry|firms|entreprises|investors?"),
    ("international_bodies", r"international|regional|united nations|un (?:agencies|entities|system)|multilateral|organisations internationales|bodies"),
    ("academics", r"academi(?:cs?|a)|scholars?|universit\w+|researchers?|think[- ]tanks?|scientists?|chercheurs|universitaires"),
    ("media", r"media|journalists?|editors?|press|journalistes"),
    ("countries", r"countr(?:y|ies)|states?|governments?|nations|gouvernements|pays"),
    ("experts", r"experts?|specialists?|advis[eo]rs?|analysts?|lawyers?"),
)  # fmt: skip
_EXAMPLES = re.compile(
    r",?\s*\(?\b(?P<mark>(?:including|included|among them)(?:,?\s*but not (?:limited|restricted|confined) to,?)?|such as|for example|e\.?g\.?,?|for instance"
    r"|notably|in particular|namely|inter alia|dont|notamment|par exemple|tels que)\b[\s,:]*",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"^(?:the\s+)?(?:(?:representatives?|people|participants?|officials?|delegates?|voices)\s+(?:from|of)\s+)?(?:e\.?g\.?|for example|such as)?[\s,:]*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"not (?:limited|restricted|confined) to|\be\.?g\b|such as|for example|for instance|inter alia|among others|including|notamment|par exemple|etc",
    re.IGNORECASE,
)
_COUNTRIES = frozenset({"donor_countries", "affected_countries", "countries"})


def caps(sentences_read: Sequence[Sentence]) -> tuple[Cap, ...]:
    """Every limit on the number of people, the ones about participation first."""
    found = [cap for sentence in sentences_read for cap in _caps_of(sentence)]
    found = found or [
        cap for sentence in sentences_read if _about_people(sentence) for cap in _ranges_of(sentence)
    ]
    first = {sentence.text for sentence in sentences_read if _about_people(sentence)}
    return tuple(sorted(found, key=lambda cap: cap.sentence not in first))


def _about_people(sentence: Sentence) -> bool:
    return sentence.kind is SectionKind.participation


def _caps_of(sentence: Sentence) -> list[Cap]:
    found = []
    for one in _CAP.finditer(sentence.text):
        is_of_people = re.search(rf"\b{_PEOPLE}\b", one["after"], re.IGNORECASE)
        is_bare = _about_people(sentence) or re.search(
            rf"\b{_PEOPLE}\b", sentence.text[: one.start()], re.IGNORECASE
        )
        if is_of_people or (is_bare and not _NOT_PEOPLE.match(one["after"])):
            found.append(one["number"])
    if _IN_ALL.search(sentence.text):
        found += [one["number"] for one in _CAP_AFTER.finditer(sentence.text)]
    return [
        Cap(numbers.number(each), sentence.text, sentence.place)
        for each in dict.fromkeys(found)
        if numbers.number(each) > 1
    ]


def _ranges_of(sentence: Sentence) -> list[Cap]:
    return [
        Cap(numbers.number(one["number"]), sentence.text, sentence.place)
        for one in _BETWEEN.finditer(sentence.text)
    ]


def groups(sections: Sequence[Section], gazetteer: Gazetteer, on: date | None) -> tuple[Group, ...]:
    """The groups of the participation section: its bullets, or the parts of its sentence."""
    found: list[Group] = []
    for section in sections:
        if section.kind is SectionKind.participation:
            parts = _bullets(section) or _parts(section, gazetteer)
            found += [_group(words, place, gazetteer, on) for words, place in parts]
    return tuple(found)


def _bullets(section: Section) -> list[tuple[str, str]]:
    return [
        (_trimmed(block.text), block.place)
        for block in section.blocks
        if block.kind is Kind.item and block.level == 1
    ]


def _parts(section: Section, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """A list with semicolons, wherever it starts; else what follows "drawn from", "will include"."""
    said = [
        (plain(each), block.place)
        for block in section.blocks
        for each in sentences(block.text)
        if block.kind is Kind.paragraph
    ]
    for text, place in said:
        if len(parts := outside_brackets(text, ";")) > 1:
            parts[0] = _after_lead(parts[0])
            return [(_trimmed(part), place) for part in parts if _trimmed(part)]
    for text, place in said:
        if found := _LEAD.search(text):
            return [(part, place) for part in _with_their_countries(text[found.end() :], gazetteer)]
    return []


def _with_their_countries(text: str, gazetteer: Gazetteer) -> list[str]:
    """The words "lawyers from Chile, Kenya and Fiji" are one group, although commas stand between the countries."""
    parts: list[str] = []
    at = 0
    for part in filter(None, map(_trimmed, listed(text))):
        start = text.find(part, at)
        is_country = (
            parts and all(one.code for one in names_in(part, gazetteer)) and any(gazetteer.find(parts[-1]))
        )
        if is_country and start >= 0:
            parts[-1] = text[text.find(parts[-1]) : start + len(part)]
        else:
            parts.append(part)
        at = max(at, start)
    return parts


def _after_lead(text: str) -> str:
    if ":" in text:
        return text.split(":", 1)[1]
    found = _LEAD.search(text)
    return text[found.end() :] if found else text


def _trimmed(text: str) -> str:
    return re.sub(
        r"^(?:and|or|as well as|et|y)\s+|[;,.]?\s+(?:and|or)$", "", plain(text).strip(" .;,")
    ).strip(" .;,")


def _group(words: str, place: str, gazetteer: Gazetteer, on: date | None) -> Group:
    name = re.sub(r"\s*\([^()]*\)", "", words)
    examples = _EXAMPLES.search(words)
    if examples:
        name = words[: examples.start()].strip(" ,(")
    kind = next(
        (kind for kind, pattern in _KINDS if re.search(rf"\b(?:{pattern})", name, re.IGNORECASE)), "other"
    )
    return Group(
        as_written=words,
        name=name or words,
        kind=kind,
        areas=_areas(words, examples, kind, gazetteer, on),
        places=_places(words, gazetteer, on),
        is_open=bool(_OPEN.search(words)),
        place=place,
    )


def _areas(
    words: str, examples: re.Match[str] | None, kind: str, gazetteer: Gazetteer, on: date | None
) -> tuple[AreaNamed, ...]:
    """The countries and regions named as members; in a group of countries unknown names are kept too."""
    if examples and kind in _COUNTRIES:
        listing = _INNER.sub("", words[examples.end() :]).strip(" )")
        return tuple(
            one for one in names_in(listing, gazetteer, on) if one.code or one.as_written[:1].isupper()
        )
    return tuple(area_named(words[one.start : one.end], gazetteer, on) for one in gazetteer.find(words))


def _places(words: str, gazetteer: Gazetteer, on: date | None) -> tuple[str, ...]:
    """Cities and seats: capitalised words in brackets that are no country."""
    inside = [part for found in re.findall(r"\(([^()]*)\)", words) for part in listed(_INNER.sub("", found))]
    inside += list(
        re.findall(
            r"\b(?:based in|in)\s+((?:[A-ZÀ-Ý][\w'’-]+\s?)+(?:and\s+(?:[A-ZÀ-Ý][\w'’-]+\s?)+)?)", words
        )
    )
    cities = [city for part in inside for city in listed(part)]
    is_name = re.compile(r"(?:[A-ZÀ-Ý][\w'’.-]*)(?:\s[A-ZÀ-Ý][\w'’.-]*)*")
    return tuple(
        dict.fromkeys(
            city
            for city in cities
            if is_name.fullmatch(city) and not area_named(city, gazetteer, on).code and not city.isupper()
        )
    )
