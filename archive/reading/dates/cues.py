"""What the words around a date say about it: told or announced, and whose fiscal year."""

from __future__ import annotations

import re
from enum import Enum

from archive.reading.text import sentences


class Tense(Enum):
    """Whether a date is told ("met on"), announced ("will meet on") or neither."""

    PAST = "past"
    OPEN = "open"
    AHEAD = "ahead"


_VERB = re.compile(
    r"""(?P<ahead>
        \b(?:will|would|shall|should|can|could|may|might|must|cannot)\s+(?:(?!\d)\w+\s+){0,2}?(?:be\s+)?(?!\d)\w+
        |\b(?:is|are|was|were|been|being)?\s*(?:now\s+|also\s+|still\s+)?
            (?:scheduled|planned|expected|slated|due|set\s+(?:to|for)|likely|poised|projected|tentatively)\b
            (?:\s+to\s+(?:be\s+)?\w+)?
        |\b(?:is|are)\s+(?:to|about\s+to)\s+(?:be\s+)?\w+
        |\b(?:ahead\s+of|anticipation|convening|upcoming|deadline|planning|pending)\b
        |\b(?:plans?|aims?|hopes?|intends?|expects?|seeks?|wants?)\s+(?:to\s+(?:be\s+)?\w+|for)
        |\b(?:goes|go|comes?|takes?|enters?)\s+(?:in)?to\s+(?:effect|force)
        |\bif\s+(?:\w+\s+){1,3}?\w+s\b
        |\b(?:once|unless|if|until)\s+(?:\w+\s+){1,6}?(?:has|have)\s+\w+)
      |(?P<present>
        \btakes?\s+(?:effect|office|over|place)\b
        |\b(?:begins?|starts?|opens?|convenes?|expires?|ends|resumes?|arrives|visits|hosts|travels|meets|departs|leaves
            |returns|faces|assumes|retires|closes|continues|lasts|holds|runs|joins|becomes|flies|sails|goes|comes|attends
            |receives|speaks|heads\s+(?:to|for)|steps\s+down)\b)
      |(?P<infinitive>
        \bto\s+(?!the\b|an?\b|its?\b|his\b|her\b|their\b|this\b|that\b)
            (?:be\s+|have\s+(?:been\s+)?)?(?:\w+ly\s+)?[a-z]+)
      |(?P<past>
        \b(?:was|were|had|has|have|did|met|held|told|said|took|began|made|went|came|won|lost|became|gave|got|left|sent
            |spoke|saw|stood|wrote|flew|fell|rose|led|built|brought|bought|caught|chose|drew|drove|fought|found|heard
            |kept|paid|ran|sank|sought|shot|sold|spent|struck|swore|threw|withdrew|broke|grew|overtook)\b
        |(?<!-)\b(?!\w*-)(?!(?:need|exceed|proceed|speed|indeed|embed|succeed|united|bed|red|feed|seed|wed|shed|bid)\b)
            [a-z]{2,}ed\b)
    """,
    re.VERBOSE,
)
_CLAUSE = re.compile(r"[,;:]|\b(?:and|but|that|who|which)\b")
# "crews must train and that the talks in January called for more": the date stands between a subject and its verb
_NEW_SUBJECT = re.compile(
    r"(?:\bthat|;|\band|\bbut|\bwhile|\bbecause|\bas)\s+(?:[Tt]he|[Aa]n?|its|his|their)\s+(?:[\w+'-]+\s+){1,4}(?:of|in|on)\s+\Z"
)
_REACH = 500  # characters: longer than any sentence of a digest, and a bound on noise
_READINGS = {"ahead": Tense.AHEAD, "present": Tense.AHEAD, "infinitive": Tense.OPEN, "past": Tense.PAST}


def tense(sentence: str, start: int, end: int, headline: bool = False) -> Tense:
    """The tense of the verb a date belongs to: the last one before it in its sentence, else the first after it.

    Offsets of the date count in the sentence. "Kishi said on January 28 that they will meet in March" is past for
    January 28 and ahead for March; an infinitive ("agreed to meet on March 3") leaves it open, but for one that
    goes on with what lies ahead ("flies to Hawaii to see them on March 3"). A body's "begins his duties on
    February 3" lies ahead; a headline's present tells what happened as often, and leaves it open.
    """
    before = list(_VERB.finditer(sentence, max(0, start - _REACH), start))
    if len(before) > 1 and before[-1].lastgroup == "infinitive":
        clause = sentence[before[-2].end() : before[-1].start()]
        if before[-2].lastgroup in ("ahead", "present") and not _CLAUSE.search(clause):
            before.pop()
    verb = before[-1] if before else None
    if not verb or _NEW_SUBJECT.search(sentence, verb.end(), start):
        after = _VERB.search(sentence, end, end + _REACH)
        verb = after if not verb or (after and not _CLAUSE.search(sentence, end, after.start())) else verb
    if not verb or not verb.lastgroup or (headline and verb.lastgroup == "present"):
        return Tense.OPEN
    return _READINGS[verb.lastgroup]


_AMERICA = (  # its forces in Japan are no sign of its budget
    r"\bU\.?S\.?(?=\W)(?!\s+(?:forces|troops|bases|personnel|Marines|ambassador|envoy|ships))|\bAmerican?\b"
    r"|\bUnited States\b|\bBiden\b|\bTrump\b|\$"
)
_BUDGETS = (
    r"\bCongress|\bSenat|\bHouse\b(?! of (?:Representatives|Councillors))|\bPentagon\b|\bNDAA\b"
    r"|\bNational Defense Authorization\b|\bAuthorization Act\b|\bappropriations\b"
)
_AMERICAN = re.compile(f"{_AMERICA}|{_BUDGETS}")
_AMERICAN_BUDGET = re.compile(_BUDGETS)
_JAPANESE = re.compile(
    r"\bJapan|\bTokyo\b|\bDiet\b|\byen\b|¥|\b[Cc]abinet\b|\bMinist(?:ry|er)\b|\bMOD\b|\bLDP\b|\b[GMA]?SDF\b|\bSelf-Defense"
    r"|\bJFY"
)


def is_american(text: str, position: int) -> bool:
    """Whether a fiscal year named at that place of a text is the American one; Japan's unless the words say so.

    The nearest cue before it in its sentence decides ("the Pentagon's budget for fiscal 2024"), then the nearest after
    it; a cue on both sides at once ("US-Japan") is none. Of other sentences only what makes America's budget counts.
    """
    start, end = next(((s, e) for s, e in reversed(sentences(text)) if s <= position), (0, len(text)))
    american = _distances(_AMERICAN, text, position, start, end)
    japanese = _distances(_JAPANESE, text, position, start, end)
    if american != japanese:
        return american < japanese
    near = max(0, position - _REACH), position + _REACH
    return _distances(_AMERICAN_BUDGET, text, position, *near) < _distances(_JAPANESE, text, position, *near)


def _distances(cue: re.Pattern[str], text: str, position: int, start: int, end: int) -> tuple[int, int]:
    """How far the nearest cue is before and after the position, from start to end; a large number for none."""
    none = len(text) + 1
    before, after = none, none
    for match in cue.finditer(text, start, end):
        if match.end() <= position:
            before = position - match.end()
        elif match.start() > position and after == none:
            after = match.start() - position
    return before, after
