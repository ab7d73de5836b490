"""What befell somebody, what they ask to be kept, and where they were lodged: patterns that no list of words can hold.

Each is looked for in a few words beside the head, or in its sentence; all text is folded.
"""

import re
from collections.abc import Sequence
from functools import cache

from underrose.methods.attribution.third_parties.cues import HEADS, Cue, lexicon

# Right behind the head: what was done to the person, in verbs that say something else of things.
_BETWEEN = r"(?:,? *(?:aged? )?\(?\d{1,2}\)?,?)?(?: (?:at|in|from|of|on) [\w' -]{2,45}?)?(?:,? (?:who|she|he|they))?(?: (?:was|were|had been|has been|got))?"
_BEFELL = re.compile(
    _BETWEEN
    + r",? (?:taken (?:from|at|off|away|by|in|on|to|out|during|last|one|two|the (?:night|day|week)|before|after)"
    r"|picked up (?:by|at|from|in|on|after|outside)|(?:seized|grabbed|stopped|marched|dragged|carried) (?:by|at|from|off|out|away|in|through|to)"
    r"|locked (?:up|in|out)|tied (?:to|up)|thrown (?:into|out|from|off|down)|pushed (?:off|from|under|out|down)|pulled (?:from|out|off)"
    r"|found (?:in|at|on|near|by|behind|under|dead|hanged|outside)|hit by|struck by|left (?:for dead|to die|behind))\b"
    r"|,?(?: whom?| that)? (?:they|soldiers|policemen|gunmen|the (?:police|army|soldiers|militia|guards|gang)|men in \w+)"
    r" (?:had )?(?:took|taken|beat|beaten|shot|arrested|dragged|hanged|killed|burnt|burned|drowned|blinded|raped)\b"
)
_MAIMED = re.compile(
    r"\b(?:lost|lose|loses|losing) (?:both |an? |one |two |three |four |her |his |their |the use of (?:her |his |their |an? |both )?)"
    r"(?:\w+ )?(?:hands?|arms?|legs?|fingers?|feet|foot|eyes?|sight|hearing|toes?|teeth|tongue|thumbs?|limbs?|baby)\b"
    r"|\bnot (?:been )?(?:seen|heard of|heard from)\b|\b(?:never|not) (?:been )?(?:found|returned|come back|come home|spoken)\b|\bwent (?:overboard|missing)\b"
)
_TOLD_US = re.compile(
    r"\b(?:passed|handed|sold|gave|slipped|showed|lent|left|read) (?:us|them|me|the lawyers) (?:the|an?|his|her|their|two|three|copies|photos?|pictures|lists)\b"
    r"|\b(?:passed|handed|smuggled) (?:the|an?|his|her|their|two|three) (?:[\w-]+ ){1,2}(?:on|over|out|to (?:us|me|them))\b|\bleft the [\w-]+ (?:open|unlocked|ajar|unguarded)\b"
)
_SECRECY = re.compile(
    r"\b(?:asks?|asked|wish(?:es|ed)?|wants?|wanted|begs?|begged|prefers?|preferred) (?:not to be|that (?:nobody|no one)|to (?:remain|keep|stay)|nobody|no one"
    r"|(?:us|me|them) not)\b|\bnot to be (?:named|mentioned|minuted|quoted|thanked|noted|printed|contacted|circulated|approached|traced|shown)|\bnot to (?:circulate|leave the room|come out|get out)\b\b"
    r"|\b(?:don't|do not|never|please not) (?:mention|name|thank|print|quote|contact|approach|ring|forward|share|post|photograph|visit)\b|\b(?:we|i) (?:cannot|can't|must not|may not|shall not|will not) (?:name|mention|identify|thank)\b|\bcannot be (?:public|named|thanked|published|printed)\b|\bno (?:visits|visitors|calls|names|photos?|pictures|letters),? ?(?:please|pls|$|[.;])|\bchanged (?:his|her|their) (?:number|name|address|telephone|phone|sim)\b"
    r"|\b(?:would|could|might|will|to) lose (?:his|her|their|more than (?:his|her|their)) (?:jobs?|posts?|licen[cs]e|places?|pension|work|li(?:fe|ves)|heads?)\b|\bkeep (?:his|her|their) jobs?\b"
    r"|\b(?:should|if) (?:this|that|it) (?:ever |comes? |came )*(?:come|comes|came) out\b|\bmust not come out\b|\bfears? for (?:his|her|their)\b"
)
_BESIDE = re.compile(
    r"\b(?:behind|opposite|next to|beside|across from|above|below|beneath|beyond|under) (?:the|an?|our|her|his|their|old) \w+"
    r"|(?<!ed)(?<!en) by the (?:river|canal|lake|bridge|sea|shore|port|harbour|mill|gate|market|station|church|mosque|well|road|railway)\b"
)
_POSTED = re.compile(
    r" (?:at|in) (?:the|line|number|no|ward|unit) (?!(?:room|group|audience|meeting|plenary|hall|panel|back|end|time|table|middle|case|way|region|world|session|front|field"
    r"|first|second|third|next|same)\b)[\w'-]+"
)
_NO_LOSS = re.compile(
    r" (?:voice|way|temper|place|turn|seat|glasses|keys?|thread|patience|bags?|luggage|badge|phone|count|balance|nerve|notes|words|appetite|interest|vote|bet|seat"
    r"|hat|umbrella|train|smile|audience|footing|bearings)\b"
)
DOES = frozenset(
    [
        "found",
        "held",
        "searched",
        "stopped",
        "followed",
        "released",
        "questioned",
        "fired",
        "dismissed",
        "attacked",
        "threatened",
        "sued",
        "shot",
        "freed",
        "recognised",
    ]
)
_TO_THINGS = re.compile(
    r" (?:the|an?|his|her|their|its|that|it|no|some|any|out|this|these|those|my|our|your|whether|how|what|all|two|three) "
)
_IS_DONE = re.compile(
    r"\b(?:was|were|been|be|being|is|are|got|gets|had|has|have)(?: \w+ly| not| then| also)? $"
)
_MATTERS = frozenset({"source", "contact", "general", "parent"})
_OF_WHOM = re.compile(
    r" of (?:the|an?|our|his|her|their) (?:[\w-]+ ){1,3}?(?:killed|shot|arrested|abducted|detained|murdered|wounded|injured|beaten|kidnapped|sacked|dismissed|missing|jailed)\b"
)
_ADDRESS = re.compile(
    r" (?:at|in|from) (?:the )?(?:number|no|flat|house|block|apartment|hut|tent|barrack) \d+"
)
_WARNING = re.compile(
    r" (?:warnings?|alarms?|brigade|insurance|risks?|relief|management|maps?|lines?|extinguishers?|drills?|doors?|escapes?|plains?|waters?"
    r"|defences?|control|season|prevention|preparedness|protection|safety|engine|station|levels?|gauges?)\b"
)
_IDENTITY = re.compile(r" (?:is|was) (?:the|an?|one|his|her|their|our|my) ")
_DEFINITE = re.compile(r"\b(?:the|our|their|his|her|my|your) (?:[\w-]+ )?$")
_ALL_DAY = re.compile(
    r" (?:day|night|morning|evening|week|winter|summer|spring|autumn|year|along|through|the (?:time|way|while|same))\b"
)
_MONTH = re.compile(r"\b(?:last|this|in|since|of|by|until|next|early|late|every|mid|\d) $")
_LOST = {"lost her": _NO_LOSS, "lost his": _NO_LOSS, "lost their": _NO_LOSS, "all": _ALL_DAY}
"""What may follow words that then tell nothing."""
_HEARERS = re.compile(
    r" (?:the )?(?:plenary|room|meeting|group|session|table|participants|panel|audience|others|rest|chair|moderator|rapporteur|committee|gathering)\b"
)
_LEADS_IN = re.compile(
    r"\b(?:you|we|one|readers?|it) (?:may|might|should|must|need to) (?:also |well )?(?:wish|want|like|care|recall|remember|know|be (?:told|aware)|have (?:heard|read))\b"
)
_IF = re.compile(r"\bshould (?:this|that|it|he|she|they|his|her|their|anything|anyone|anybody)\b")
_MANY_PLACES = re.compile(r"\bin (?:many|most|some|several|all|every|each|certain) \w+")
_THE_DEAD = re.compile(
    r"\bthe (?:dead|wounded|missing|injured|disappeared|displaced|detained|imprisoned|killed|executed)(?= *(?:$|[.,;:)]|\b(?:and|or|by|of|in|at|are|were|have|had|has|is|was|will|can|often|never|always|also|rarely|must|should|from|to|who|on|before|after|for)\b))"
)


def befallen(before: str, after: str, *, has_trade: bool) -> set[str]:
    """Tells of the words right around a head; where somebody is to be found counts of those told by their trade."""
    told = {
        "address": _ADDRESS.match(after),
        "identity": has_trade and _IDENTITY.match(after) and _DEFINITE.search(before),
        "incident": _BEFELL.match(after),
        "posted": has_trade and _POSTED.match(after),
    }
    return {name for name, found in told.items() if found}


def is_beside(after: str) -> bool:
    """Whether what follows says beside what somebody or something is."""
    return _BESIDE.search(after) is not None


def is_driver(word: str, after: str) -> bool:
    """Whether a word that is rather something else before "of" is a person here: "the driver of the team killed in May"."""
    return word not in _MATTERS and _OF_WHOM.match(after) is not None


def anywhere(sentence: str) -> set[str]:
    """Tells of a sentence, wherever they stand in it."""
    told = {
        "incident": _MAIMED.search(sentence),
        "testimony": _TOLD_US.search(sentence),
        "secrecy": _SECRECY.search(sentence),
        "beside": _BESIDE.search(sentence),
        "anywhere": _MANY_PLACES.search(sentence),
    }
    return {name for name, found in told.items() if found}


def is_done(text: str, cue: Cue, found: Sequence[Cue]) -> bool:
    """Whether somebody did it, and to a thing: "the caretaker found the scarf" tells nothing of what befell him."""
    if cue.word not in DOES or _TO_THINGS.match(text, cue.end) is None:
        return False
    if _IS_DONE.search(text, max(0, cue.start - 24), cue.start):
        return False
    return not any(_PEOPLE & one.groups and 0 < one.start - cue.end < _OBJECT for one in found)


_PEOPLE = frozenset({*HEADS, "plural"})
_OBJECT = 30
"""Letters behind a verb in which its object stands."""


@cache
def may_be_idle() -> frozenset[str]:
    """The words of the lexicon that `is_idle` may say so of."""
    book = lexicon()
    return frozenset(
        word
        for word, groups in zip(book.words, book.groups, strict=True)
        if groups & {"testimony", "duty", "disaster", "incident"} or word in _LOST
    )


def is_idle(text: str, cue: Cue) -> bool:
    """Whether a word of the lexicon tells nothing where it stands in the folded text.

    “Told the plenary", "you may wish to know", "counted the dead", "a flood warning".
    """
    if "testimony" in cue.groups and cue.word.startswith("told"):
        return _HEARERS.match(text, cue.end - 4 if cue.word.endswith(" the") else cue.end) is not None
    if "duty" in cue.groups:
        return _is_no_duty(text, cue)
    following = _LOST.get(cue.word) or (_WARNING if "disaster" in cue.groups else None)
    if following is not None:
        return following.match(text, cue.end) is not None
    return "incident" in cue.groups and _THE_DEAD.match(text, max(0, cue.start - len("the "))) is not None


def _is_no_duty(text: str, cue: Cue) -> bool:
    if cue.word == "may" and _MONTH.search(text, max(0, cue.start - 8), cue.start):
        return True
    near = text[max(0, cue.start - 12) : cue.end + 40]
    return _LEADS_IN.search(near) is not None or _IF.match(text, cue.start) is not None
