"""Whether a name that other documents print stands as it does there: on a list or a programme, and not in a sentence of its own.

A printed name tells that somebody was there. Beside words it tells who said or did what: "Otieno: the wells were closed",
"the wells were closed (Otieno)", "it was Otieno who asked". What a programme says of sessions is no such word: "moderated
by Amina Otieno" may be printed again. Case is what tells titles from sentences; in scripts without it a full stop behind several
words does.
"""

import re
import unicodedata

from underrose.methods.attribution.passages import Passage

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FREE = re.compile(
    r"a|an|and|as|at|by|de|du|for|from|in|into|la|le|les|des|et|par|avec|of|on|or|over|the|their|to|und"
    r"|under|von|with|y|el|who|whose|which|this|that|these|all|both|new|first|second|third|last|am|pm|h"
    r"|followed|ten|noon"
)
"""Words that say nothing by themselves."""
_FINITE = re.compile(
    r"is|are|was|were|be|been|has|have|had|does|did|do|will|would|could|should|can|cannot|must|may|might|i"
    r"|we|he|she|they|not|never|comes?|came|stands?|stood|means?|meant|belongs?|belonged|refers?|equals?|goes|went|says?|said"
    r"|told|spoke"
)
"""With one of these, and something beside it, a line is a sentence."""
_OF_A_PROGRAMME = re.compile(
    r"open|clos|chair|co-?chair|moderat|facilitat|present|speak|welcom|introduc|host|join|particip|attend|regist|start|begin|end"
    r"|led$|leads?$|conven|session|panel|keynote|remark|address|discuss|conversation|lunch|coffee|tea$|dinner|reception|break"
    r"|room|plenar|group|workshop|day|morning|afternoon|evening|rapporteur|questions?$|answers?$|director|minister|professor"
    r"|doctor|judge|programme|agenda|speech|talk|dialogue|roundtable|intervention|thank|grateful|acknowledg"
)
_FEW = 2
"""Words of its own that make a line with a full stop, or with the name in brackets, a sentence."""
_LONGEST = 500
"""Letters to both sides that are looked at, so that a line of a hundred thousand names is read in linear time."""
_KEY = re.compile(
    r"(?:\b(?:speaker|participant|interviewee|person|guest|voice|respondent|source|witness|quote|quotation|point|intervention)"
    r"(?:s? ?(?:no\.? ?)?\d+| [a-z])|\b[a-z]{1,2}\d+)\s*[:=–-]\s*$|=\s*$",
    re.IGNORECASE,
)
"""A sign that stands for somebody in the text: "Speaker 3: Amina Otieno", "S3 = Amina Otieno"."""
_IS = re.compile(
    r"\b(?:is|was|are|were|means?|meant|stands?|stood|(?:comes?|came|stems?) from|belongs? to|refers? to)\s+$"
)
"""Directly before a name: "Interviewee A is Amina Otieno". In a title it stands with a capital."""
_COLON = re.compile(r"\s*:\s*[\"“«‘]?")
_CAPITALS_UNKNOWN = re.compile(
    "[\u0590-\u07ff\u0900-\u109f\u10d0-\u10ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
_SEVERAL, _MANY = 3, 10
"""Words beside a name that make a sentence of them where no case tells; letters, where no blanks part the words."""
_STOPPED = re.compile(r"[.!?…؟۔।。！？։][\"”»’)\]」]*\s*$")
_CLOSED = re.compile(r"[.!?…][\"”»’)\]]*\s*$")


def stands_as_printed(passage: Passage, start: int, end: int) -> bool:
    """Whether a name at a place of the original is on a list there."""
    begin, until = line_of(passage, start)
    before, after = passage.text[begin:start], passage.text[end:until]
    if _CAPITALS_UNKNOWN.search(passage.text, start, end):
        beside = f"{before} {after}"
        is_long = len(beside.split()) >= _SEVERAL or len(beside) > _MANY
        return not (is_long and _STOPPED.search(passage.text[start:until]))
    if _KEY.search(before):
        return False
    own = [word for word in _WORD.findall(f"{before} {after}") if _is_own(word)]
    if not own:
        return not _says_who(before)
    if any(_FINITE.fullmatch(word.lower()) for word in _WORD.findall(f"{before} {after}")):
        return False
    if len(own) >= _FEW and (_CLOSED.search(after) or _is_in_brackets(before, after)):
        return False
    return not _is_followed(after)


def _says_who(before: str) -> bool:
    """Whether somebody is said to be somebody else, who is no chair and no speaker of a programme."""
    words = [word.lower() for word in _WORD.findall(before)]
    is_programme = any(_OF_A_PROGRAMME.match(word) and not word.startswith("participant") for word in words)
    return _IS.search(before) is not None and not is_programme


def line_of(passage: Passage, position: int) -> tuple[int, int]:
    """The sentence a place of the original stands in, as far as its line goes: what stands on a programme has no full stops."""
    begin, until = passage.sentence_of(position)
    begin, until = max(begin, position - _LONGEST), min(until, position + _LONGEST)
    begin = max(begin, passage.text.rfind("\n", begin, position) + 1)
    ends = passage.text.find("\n", position, until)
    return begin, until if ends < 0 else ends


def _is_own(word: str) -> bool:
    """A word in small letters that is neither empty nor of a programme."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))
    is_empty = any(words.fullmatch(plain) for words in (_FREE, _FINITE))
    return plain[0].islower() and not is_empty and _OF_A_PROGRAMME.match(plain) is None


def _is_in_brackets(before: str, after: str) -> bool:
    return before.rstrip().endswith(("(", "[", "–", "—")) and after.lstrip()[:1] in {")", "]", "", "."}


def _is_followed(after: str) -> bool:
    """Whether the words right after the name go on with what it did, or are put in its mouth."""
    if colon := _COLON.match(after):
        return after[colon.end() : colon.end() + 1].islower()
    word = _WORD.match(after.removeprefix("'s").removeprefix("’s").lstrip())
    return word is not None and _is_own(word.group())
