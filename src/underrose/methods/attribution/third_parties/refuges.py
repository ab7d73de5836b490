"""Where people at risk were lodged, told without a word for a refuge: "the girls sleep in the storeroom above the bakery".

Whoever is lodged must be somebody to whom such a thing happens (a family, a witness, girls), and the place must be one that
somebody can go to: beside something, or of a name.
"""

import re
from collections.abc import Iterator, Sequence

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.third_parties.cues import Cue
from underrose.methods.attribution.third_parties.descriptions import Description

_NEEDY = frozenset({"kin", "sufferer", "witness", "source"})
_LODGED = re.compile(
    r"\b(?:(?:moved|brought|evacuated|relocated|transferred|smuggled|carried) (?:\w+ )?(?:to|into)|(?:housed|lodged|hidden|sheltered|hosted|kept|put up|taken in|staying|sleeping|hiding|living"
    r"|sheltering|safe) (?:\w+ )?(?:in|at|by|with|above|behind|under)|(?:sleeps?|slept|stays?|stayed|hides?|hid|lives?|lived|shelters?) (?:\w+ )?(?:in|at|with|above|behind|under)"
    r"|(?:keeps?|kept|hides?|hid|houses|housed|lodges|lodged|shelters|sheltered|puts? up|took in) (?:\w+ ){1,4}?(?:in|at|above|behind|under)"
    r"|found (?:refuge|shelter|a bed|beds|a roof) (?:in|at|with))"
    r" (?P<place>(?:the|an?|our|his|her|their|one) (?:[\w'-]+ ){0,3}?[\w'-]+)(?P<where>[^.;:!?()]{0,90})"
)
_BESIDE = re.compile(
    r" (?:behind|opposite|next to|beside|across from|above|below|beneath|beyond|under|outside|near|by|at the (?:back|edge|end|foot|top) of)"
    r" (?:the|an?|our|old|his|her|their|[a-z])| in the (?:[\w-]+ )?(?:town|quarter|street|village|valley|hills|suburbs?|alley|lane|square|docks)\b"
)
_NAMED = re.compile(r" (?:in|at|near|of|outside|by|on) (?:the )?[A-Z][\w’'-]+")
_ROUTINE = frozenset(
    [
        "hotel",
        "country",
        "city",
        "capital",
        "region",
        "town",
        "state",
        "world",
        "district",
        "province",
        "house",
        "home",
        "countryside",
        "present",
        "past",
        "future",
        "same",
        "list",
        "floor",
        "agenda",
        "hospital",
        "prison",
        "court",
        "cell",
        "jail",
        "custody",
        "room",
        "table",
        "programme",
        "front",
        "back",
        "next",
    ]
)
_PLURAL = frozenset({"families", "girls", "boys", "women", "children", "mothers", "men", "people"})


def refuges(passage: Passage, start: int, end: int, found: Sequence[Cue]) -> Iterator[Description]:
    """Such places in a span of the folded text. `found` are its cues."""
    if not any(_is_needy(cue) for cue in found):
        return
    for match in _LODGED.finditer(passage.folded, start, end):
        words = match["place"].split()
        if not any(_is_needy(cue) and cue.end <= match.start("place") for cue in found):
            continue
        first, last = passage.original(match.start("place"), match.end())
        is_named = _NAMED.search(passage.text, first, last) is not None
        beside = _BESIDE.search(passage.folded, match.start("place"), match.end())
        if words[-1] in _ROUTINE and not (is_named and beside):
            continue
        tells = {"lodged", *(["place"] if is_named else ()), *(["located"] if beside else ())}
        head = Cue(match.end("place") - len(words[-1]), match.end("place"), words[-1], frozenset({"refuge"}))
        general = {group for cue in found for group in cue.groups & {"duty", "all", "meeting"}}
        stop = match.end() - len(match["where"]) + len(match["where"].rstrip())
        yield Description(head, "refuge", match.start("place"), stop, frozenset(tells | general))


def _is_needy(cue: Cue) -> bool:
    return bool(cue.groups & _NEEDY) or cue.word in _PLURAL or ("plural" in cue.groups and not cue.is_title)
