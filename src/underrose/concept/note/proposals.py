"""What a note seems to promise, put to a person as proposals with the sentence they come from."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from underrose.concept.note import numbers
from underrose.concept.note.dates import months_after
from underrose.concept.note.headings import promises
from underrose.concept.note.model import FollowUp, Proposal, Section, SectionKind, Sentence
from underrose.concept.note.plain import listed, plain, sentences, straight
from underrose.methods.documents.model import Kind

_REGIMES = (
    ("chatham_house_rule", r"chatham house rules?|règle de chatham house|regla de chatham house"),
    (
        "off_the_record",
        r"off[- ]the[- ]record|non[- ]attributable|non[- ]attribution|not (?:be )?attribut(?:able|ed)|without attribution|not for attribution",
    ),
    (
        "private",
        r"private and confidential|strictly confidential|in strict confidence|closed[- ]door|huis clos",
    ),
    ("on_the_record", r"on[- ]the[- ]record"),
)
_FORMATS = (
    ("plenary", r"plenar(?:y|ies)|plénières?|plenarias?"),
    ("breakout", r"break-?out (?:groups?|sessions?|rounds?|rooms?)|break-?outs?|(?:small|smaller|working) groups|groupes de travail|grupos de trabajo"),
    ("margins", r"(?:in|on|at) the margins|informal (?:exchanges?|conversations?|discussions?|time)|time for (?:walks?|conversation)|en marge|échanges informels|al margen"),
    ("panel", r"panels?|panel discussions?|tables rondes"),
    ("bilateral", r"bilaterals?|bilateral (?:meetings|conversations)"),
    ("keynote", r"keynotes?|keynote (?:address|speech)"),
)  # fmt: skip
_INVITED = re.compile(
    r"\b(?:invitation[- ]only|by (?:personal )?invitation(?: only)?|invitees only|sur invitation|por invitación)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|nor|never|without|neither|rather than)\s+(?:an?\s+|be\s+|in\s+)?$", re.IGNORECASE
)
_REPORT = re.compile(r"\b(?:report|summary|paper|communiqué|rapport|informe|note)\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"\b(?:summari[sz](?:ing|es?)|setting out|sets? out|captur(?:ing|es?)|contain(?:ing|s)?|cover(?:ing|s)?|includ(?:ing|es?)|record(?:ing|s)|with|of"
    r"|made up of|consist(?:ing|s) of|describing|listing|lists?|résumant|présentant|reprenant|présentera|recogerá)\s+"
    r"(?P<list>[^.;:]+?)(?=\s+(?:will|is|are|which|that|to be|for|of the)\b|[.;:]|$)",
    re.IGNORECASE,
)
_PARTS = (
    ("proposed_actions", r"actions?|action points|next steps|commitments?|mesures|acciones"),
    ("recommendations", r"recommendations?|recommandations|recomendaciones|advice"),
    ("conclusions", r"conclusions?|conclusiones|findings"),
    ("discussions", r"discussions?|debates?|deliberations|proceedings|conversations?|débats|échanges"),
    ("key_points", r"key (?:points|messages)|main points|takeaways|summary"),
)
_ASKING = re.compile(
    r"\b(?:questionnaires?|surveys?|evaluation forms?|feedback forms?|encuestas?|cuestionarios?|enquête|sondage)\b",
    re.IGNORECASE,
)
_IN_ROOM = re.compile(
    r"\b(?:during|at the (?:end|close) of|before (?:leaving|departure|they leave)|(?:in|at|on|closes|ends) the (?:last|final|closing)"
    r"|pendant|à la fin|durante|al final)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<![\w-])(?P<name>(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:[A-ZÀ-Ý][\w'’-]*\s+(?:(?:of|on|for|the|and|de|du)\s+(?=[A-ZÀ-Ý]))?){1,7}?"
    r"(?:Appeal|Initiative|Pledge|Call|Coalition|Alliance|Compact|Platform|Process|Statement|Declaration|Roadmap|Charter|Appel|Iniciativa))\b"
    r"(?!\s+(?:of|on)\s+(?:[A-Z]|the\s+[A-Z]))",
)
_CARRIED = re.compile(
    r"\b(?:builds? (?:up)?on|building (?:up)?on|supported by|endorsed by|signed by|led by|launched (?:by|in)|joined by|takes? forward|follows? up|s['’]appuie)\b"
    r"|-led\b",
    re.IGNORECASE,
)
_SOME = rf"(?P<first>{numbers.NUMBER})(?:\s*(?:-|to|and|or|à|a)\s*(?P<last>{numbers.NUMBER}))?"
_LATER = re.compile(
    rf"(?P<within>within\s+|dans les\s+)?\b{_SOME}\s+(?:months?|mois|meses)\s+(?:after|later|following|on\b|from the (?:end|close)|après|plus tard|después)"
    rf"|(?P<after>after)\s+(?P<first_b>{numbers.NUMBER})(?:\s*(?:-|to|and|or)\s*(?P<last_b>{numbers.NUMBER}))?\s+months?\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:survey|follow|questionnaire|evaluat|ask|contact|review|check|call|monitor|impact|progress|asses|interview|write to|suivi|enquête|encuesta"
    r"|recontact|learn|reach|return)\w*",
    re.IGNORECASE,
)
_LONGEST_WAIT = 60


def proposals(sections: Sequence[Section], said: Sequence[Sentence]) -> tuple[Proposal, ...]:
    """Every proposal, kind by kind, in the order of the note."""
    return (
        *_regimes(said),
        *_invitation(said),
        *_formats(said),
        *_report_parts(sections, said),
        *_questionnaires(said),
        *_initiatives(said),
    )


def _first_of(
    kind: str, table: Sequence[tuple[str, str]], said: Sequence[Sentence], *, every: bool
) -> Iterator[Proposal]:
    for value, words in table:
        pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
        for sentence in said:
            found = pattern.search(sentence.text)
            if found and not _DENIED.search(sentence.text[: found.start()]):
                yield Proposal(kind, value, found[0], sentence.text, sentence.place)
                if not every:
                    break


def _regimes(said: Sequence[Sentence]) -> list[Proposal]:
    found = list(_first_of("regime", _REGIMES, said, every=True))
    order = {sentence.text: at for at, sentence in enumerate(said)}
    return sorted(found, key=lambda one: order[one.sentence])


def _invitation(said: Sequence[Sentence]) -> list[Proposal]:
    for sentence in said:
        if found := _INVITED.search(sentence.text):
            return [Proposal("invitation_only", "invitation_only", found[0], sentence.text, sentence.place)]
    return []


def _formats(said: Sequence[Sentence]) -> list[Proposal]:
    """Where the note describes its format, if it does so anywhere; else wherever the words stand."""
    about = [sentence for sentence in said if sentence.kind is SectionKind.form]
    kept = [
        sentence
        for sentence in said
        if sentence.kind in (SectionKind.form, SectionKind.summary, SectionKind.other)
    ]
    return list(_first_of("format", _FORMATS, about, every=False)) or list(
        _first_of("format", _FORMATS, kept, every=False)
    )


def _report_parts(sections: Sequence[Section], said: Sequence[Sentence]) -> list[Proposal]:
    for sentence in said:
        report = _REPORT.search(sentence.text)
        if sentence.kind is not SectionKind.outcomes or not report:
            continue
        found = _HOLDS.search(sentence.text, report.end())
        parts = [part for part in map(_part, listed(found["list"])) if part[0]] if found else []
        if len(parts) > 1:
            return [
                Proposal("report_part", value, words, sentence.text, sentence.place) for value, words in parts
            ]
    for section in sections:
        if section.kind is SectionKind.outcomes and promises(
            section.markdown.split("\n\n")[0], r"report|rapport|informe"
        ):
            items = [block for block in section.blocks if block.kind is Kind.item]
            named = [(*_part(plain(block.text)), block) for block in items]
            return [
                Proposal("report_part", value, words, plain(block.text), block.place)
                for value, words, block in named
                if value
            ]
    return []


def _part(words: str) -> tuple[str, str]:
    words = re.sub(r"^(?:the|its|an?|les?|las?|los)\s+", "", words.strip(" .;"))
    value = next(
        (value for value, pattern in _PARTS if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)), ""
    )
    return value, words


def _questionnaires(said: Sequence[Sentence]) -> list[Proposal]:
    found: list[Proposal] = []
    for sentence in said:
        for clause in re.split(r"\b(?:and|while|et)\b|;", sentence.text):
            asking = _ASKING.search(clause)
            if asking and _IN_ROOM.search(clause) and not found:
                found.append(
                    Proposal("questionnaire", "in_meeting", asking[0], sentence.text, sentence.place)
                )
    return found


def _initiatives(said: Sequence[Sentence]) -> list[Proposal]:
    found: dict[str, Proposal] = {}
    for sentence in said:
        if _CARRIED.search(sentence.text):
            for one in _NAMED.finditer(sentence.text):
                name = re.sub(r"^(?:The|This|Our|In|Its)\s+", "", one["name"])
                if " " in name:
                    found.setdefault(
                        name, Proposal("initiative", name, one["name"], sentence.text, sentence.place)
                    )
    return list(found.values())


def follow_up(said: Sequence[Sentence], last_day: date | None) -> FollowUp | None:
    """The months after the meeting in which the note promises to ask again."""
    wanted = sorted(said, key=lambda sentence: sentence.kind is not SectionKind.evaluation)
    for sentence in wanted:
        found = _LATER.search(straight(sentence.text))
        if not found or not _AGAIN.search(sentence.text):
            continue
        first = numbers.number(found["first"] or found["first_b"])
        last = numbers.number(found["last"] or found["last_b"] or str(first))
        if found["within"]:
            first = 0
        if max(first, last) > _LONGEST_WAIT:
            continue
        starts = months_after(last_day, first) if last_day else None
        ends = months_after(last_day, last) if last_day else None
        return FollowUp(first, last, starts, ends, sentence.text, sentence.place)
    return None


def all_sentences(sections: Sequence[Section]) -> tuple[Sentence, ...]:
    """Every sentence of every section with its place; headings are not sentences, cells of tables are."""
    said: list[Sentence] = []
    for section in sections:
        for at, block in enumerate(section.blocks):
            if at == 0 and section.heading and section.heading == plain(block.text):
                continue
            texts = [block.text] if block.text else [cell for row in block.rows for cell in row]
            said += [
                Sentence(" ".join(plain(raw).split()), raw, block.place, section.kind)
                for text in texts
                for raw in sentences(text)
                if plain(raw)
            ]
    return tuple(said)
