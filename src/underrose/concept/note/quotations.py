"""Public words in a note: who said them, where, in which year. Words nobody is named for are left alone."""

import re
from collections.abc import Sequence

from underrose.concept.note.dates import MONTHS
from underrose.concept.note.model import QuotationRead, Section
from underrose.concept.note.plain import plain, sentences, split_words
from underrose.methods.documents.model import Block, Kind

_QUOTED = re.compile(
    r'“(?P<curly>[^“”]+)”|"(?P<straight>[^"]+)"|«\s*(?P<angled>[^«»]+?)\s*»|„(?P<low>[^„“”]+)[“”]|‘(?P<single>(?:[^‘’]|’(?=\w))+)’(?!\w)'
)
_FEWEST_WORDS = 5
_NAME_WORDS = (2, 6)
_YEAR = r"(?:1[89]|20)\d\d"
_TITLES = frozenset(
    split_words(
        "secretary-general secretary general high commissioner president minister prime foreign"
        " ambassador professor prof dr mr mrs ms sir dame lord lady special rapporteur chair chairman"
        " chairwoman director director-general representative envoy poet judge justice archbishop bishop"
        " pope king queen prince princess chancellor senator governor mayor under-secretary-general"
        " assistant under commander former then un united nations deputy vice first nobel laureate"
        " president-elect historian philosopher jurist secrétaire général présidente président ministre"
        " madame monsieur the in during at as when according speaking addressing like what why how she he"
        " they we"
    ),
)
_NOT_NAMES = frozenset(
    split_words(
        "human rights council assembly session security conference house university report declaration"
        " universal summit forum commission committee court parliament congress department ministry"
        " office institute agenda charter goals development peace world international economic social"
        " european african american asian union league bank fund organisation organization world's global"
        " general"
    ),
) | frozenset(MONTHS)
_PARTICLES = frozenset(
    split_words("de da do dos das del della di van von der den bin bint ibn al el la le ter ten af av y e")
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_OCCASION = re.compile(
    rf"\b(?:during|at|before|to|addressing|opening|speaking (?:at|to|in)|told|devant|lors d[eu]|pendant|ante|durante)\s+(?:the\s+|la\s+|le\s+|l['’])?"
    rf"(?P<occasion>[^,.;:()\"“”]{{3,90}}?)(?:,?\s+(?:in|on|of|en|de)\s+(?:\d{{1,2}}\s+)?(?:[A-Z][a-z]+\s+)?(?P<year>{_YEAR})|\s+(?P<year_after>{_YEAR})|(?=[,;:.]|$))",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"\((?P<inside>[^()]*?)[,\s]*(?P<year>{_YEAR})?\)")
_AFTER = re.compile(
    r"^\s*(?:[-–—]|these words|this is how|so (?:said|wrote|spoke)|thus|said|says|wrote|with these words|the words (?:of|are)|in the words)",
    re.IGNORECASE,
)


def quotations(sections: Sequence[Section], opening: Sequence[Block]) -> tuple[QuotationRead, ...]:
    found: list[QuotationRead] = []
    blocks = [*opening, *(block for section in sections for block in section.blocks)]
    for at, block in enumerate(blocks):
        if block.kind is Kind.quote:
            found += _of_block_quote(block, blocks[at + 1] if at + 1 < len(blocks) else None)
        else:
            found += _of_paragraph(block)
    return tuple(found)


def _of_block_quote(block: Block, after: Block | None) -> list[QuotationRead]:
    """The name stands below the words, in the quotation itself or right after it."""
    text = plain(block.text)
    if text.startswith(("—", "–")):
        return []
    parts = re.split(r"\n?\s*[—–]\s*(?=[A-ZÀ-Ý][^—–]*$)", text, maxsplit=1)
    context = parts[1] if len(parts) > 1 else ""
    if not context and after and _AFTER.match(plain(after.text)):
        context = sentences(plain(after.text))[0]
    return _attributed(parts[0].strip(' \n"“”«»'), "", context, block.place)


def _of_paragraph(block: Block) -> list[QuotationRead]:
    text = plain(block.text)
    found: list[QuotationRead] = []
    for quoted in _QUOTED.finditer(text):
        words = next(part for part in quoted.groups() if part is not None).strip()
        if len(words.split()) < _FEWEST_WORDS:
            continue
        before = (sentences(text[: quoted.start()]) or [""])[-1]
        if before and before[-1] in ".!?" and text[: quoted.start()].rstrip().endswith(before):
            before = ""
        found += _attributed(words, before, _context_after(words, text[quoted.end() :]), block.place)
    return found


def _context_after(words: str, rest: str) -> str:
    """The rest of the sentence, or the next one when it speaks of these words."""
    is_closed = words[-1:] in ".!?…"
    parts = sentences(rest.strip()) if rest.strip() else []
    if not parts or (
        is_closed
        and not rest.lstrip()[:1].islower()
        and not _AFTER.match(parts[0])
        and rest.lstrip()[:1] not in ",–—-("
    ):
        return ""
    return parts[0] if rest.strip()[:1] != "." else ""


def _attributed(words: str, before: str, after: str, place: str) -> list[QuotationRead]:
    """A quotation only when a person is named beside it."""
    for context, nearest_last in ((after, False), (before, True)):
        people = _people(context)
        if people:
            role, speaker = people[-1 if nearest_last else 0]
            role = role or _office_after(context, speaker)
            role = re.sub(r"^(?:As|In|When|Like|With|Then)\s+", "", role)
            occasion, year = _occasion(context)
            return [QuotationRead(words, speaker, role, occasion, year, place)]
    return []


def _people(text: str) -> list[tuple[str, str]]:
    """Runs of capitalised words that can be a person's name, each with the office before it."""
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        is_near = bool(runs[-1]) and re.fullmatch(r"\s+", text[runs[-1][-1].end() : word.start()]) is not None
        capital = word[0][0].isupper()
        if (capital and (is_near or not runs[-1])) or (word[0] in _PARTICLES and is_near):
            runs[-1].append(word)
        elif capital:
            runs.append([word])
        else:
            runs.append([])
    people = []
    for run in runs:
        name = _name_of(run)
        if name:
            people.append(
                (
                    _office(text[: name[0].start()]),
                    text[name[0].start() : name[-1].end()].removesuffix("'s").removesuffix("’s").rstrip("."),
                )
            )
    return people


def _name_of(run: list[re.Match[str]]) -> list[re.Match[str]]:
    while run and (run[0][0].casefold().rstrip(".") in _TITLES or run[0][0] in _PARTICLES):
        run = run[1:]
    while run and run[-1][0] in _PARTICLES:
        run = run[:-1]
    words = [word[0].casefold() for word in run]
    is_name = _NAME_WORDS[0] <= len(run) <= _NAME_WORDS[1] and not any(
        word in _NOT_NAMES or word in _TITLES for word in words
    )
    return run if is_name and not all(word[0].isupper() and len(word[0]) > 1 for word in run) else []


def _office(before: str) -> str:
    """The words right before a name say what its bearer was ("the High Commissioner for Human Rights, ")."""
    found = re.search(
        r"(?:^|[\s,(])((?:[A-ZÀ-Ý][\w'’-]*)(?:\s+(?:(?:for|of|on|to|the|and|de|des|du|aux)\s+)*[A-ZÀ-Ý][\w'’-]*)*),?\s*$",
        before,
    )
    words = found[1].strip() if found else ""
    return (
        words
        if {word.casefold() for word in re.split(r"[\s]", words)}
        & _TITLES - {"in", "the", "during", "at", "as"}
        else ""
    )


def _office_after(text: str, name: str) -> str:
    """The words between commas after a name: "Ana Ruiz, then Minister of Agriculture, told ..."."""
    found = re.match(
        r",\s*(?:then\s+|now\s+)?(?:the\s+|an?\s+)?([^,.;:()]{3,80}),", text[text.find(name) + len(name) :]
    )
    is_office = found and {word.casefold() for word in found[1].split()} & _TITLES
    return found[1].strip() if found and is_office else ""


def _occasion(context: str) -> tuple[str, int | None]:
    bracket = _BRACKET.search(context)
    if bracket and (bracket["inside"].strip() or bracket["year"]):
        return bracket["inside"].strip(" ,"), int(bracket["year"]) if bracket["year"] else None
    for found in _OCCASION.finditer(context):
        words = found["occasion"].strip()
        if re.search(r"[A-ZÀ-Ý]", words) and not _people(words):
            year = found["year"] or found["year_after"]
            return words, int(year) if year else None
    trailing = re.search(rf",\s*(?P<occasion>[A-ZÀ-Ý][^,;()]*?),?\s+(?P<year>{_YEAR})\s*\.?$", context)
    if trailing and not _people(trailing["occasion"]):
        return trailing["occasion"], int(trailing["year"])
    year_only = re.search(rf"\b(?:in|,)\s*({_YEAR})\b", context)
    return "", int(year_only[1]) if year_only else None
