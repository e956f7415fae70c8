"""Folding that keeps offsets, and sentence bounds: the ground every other reading stands on."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {
    "'": "‘’‚‛′ʼʻ`´＇",
    '"': "“”„‟″«»＂",
    "-": "‐‑‒–—―−﹣－\u00ad",  # the soft hyphen included: printers leave it in broken words
}
_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}  # no decomposition in Unicode


class _Folding(dict[int, str]):
    """A translation table that fills itself: each code point is looked at once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.decomposition(character).startswith("<wide>"):
        return unicodedata.normalize("NFKD", character)[0]
    base, marks = (letters := unicodedata.normalize("NFD", character))[0], letters[1:]
    # Only Latin letters lose their marks: "が" without its mark is another letter.
    return base if base.isascii() and all(unicodedata.combining(mark) for mark in marks) else character


_TABLE = _Folding(
    {ord(sign): plain for plain, signs in _SIGNS.items() for sign in signs}
    | {ord(letter): plain for letter, plain in _LETTERS.items()}
)


def fold(text: str) -> str:
    """The text with plain quotes, dashes, spaces and letters, one code point for one code point.

    Offsets in the result are offsets in the text. Letter case stays; signs
    that would need two characters ("½", "ﬁ", "…") stay as they are.
    """
    return text if text.isascii() else text.translate(_TABLE)


_STOP = re.compile(
    r"""(?P<stop>[.!?…]+) (?P<closing>["')\]]*) (?P<space>\s*) (?=(?P<next>["'(\[$#]*\w+)) | \n\s*\n""", re.VERBOSE
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+\Z")  # "Gen", "U.S", "8"; the stop itself is cut off

_TITLE = re.compile(  # a name or number always follows: "Amb. Emanuel", "Lt. Gen. Rupp", "Fig. 3"
    "Amb|Gen|Lt|Col|Maj|Capt|Cmdr|Cdr|Adm|Radm|Sgt|Brig|Sen|Reps?|Gov|Dr|Mrs?|Ms|Messrs|Prof|Hon|Rev|Pres|Sec|Dep|Asst"
    "|St|Mt|Ft|Fig|Art|Vol|Ph|[Ee]\\.g|[Ii]\\.e|vs?|cf"
)
_BEFORE_NUMBER = re.compile("Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?|pp|[Pp]ara|ca")  # "Jan. 6", "No. 3"
_MAYBE_LAST = re.compile("[JS]r|Inc|Corp|Ltd|Co|Dept|Bros|etc")
_STARTER = re.compile(  # after "U.S." or "Inc." only such a word certainly opens a sentence
    "an?|the|th(?:is|at|[eo]se|eirs?|ey|ere)|its?|s?he|his|her|we|our|[io]n|at|as|after|before|al?though|while|when|if|for"
    "|from|with|under|since|during|following|but|and|or|so|yet|also|however|meanwhile|moreover|both|some|many|most"
    "|several|such|another|other|one|two|three|here|what|who|why|how|despite|because|by|to|according|earlier|later"
    "|last|next|n?either",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The bounds of each sentence, in order, without the white space between them.

    Survives "Amb. Emanuel", "Lt. Gen.", "F.E. Warren", "the U.S. and", "Jan. 6" and decimals;
    splits "March 8.US Assistant Secretary" (no space after the stop) and after closing quotes.
    """
    plain, cuts = fold(text), [0]
    for match in _STOP.finditer(plain):
        if match["stop"] is None:
            cuts.append(match.end())
        elif _ends_sentence(plain[max(cuts[-1], match.start() - 12) : match.start()], match):
            cuts.append(match.end("closing"))
    cuts.append(len(plain))
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        start += len(plain[start:end]) - len(plain[start:end].lstrip())
        end = start + len(plain[start:end].rstrip())
        if start < end:
            found.append((start, end))
    return tuple(found)


def _ends_sentence(before: str, match: re.Match[str]) -> bool:
    """Whether a stop after the text `before` closes a sentence."""
    opening = match["next"].lstrip("\"'([$#")
    if not opening or opening[0].islower():
        return False
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    if not match["space"] and not match["closing"]:
        # "March 8.US Assistant" and "votes.Toguchi" end a sentence; "3.5", "F.E." and "U.S" do not.
        if match["stop"] != "." or not opening[0].isupper() or len(opening) < 2:
            return False
        return bool(re.search(r"\d|[a-z]{2}|[A-Z]{2}", word[-2:])) and not _TITLE.fullmatch(word)
    if match["stop"] != "." or match["closing"]:
        return True
    if _TITLE.fullmatch(word):
        return False
    if _BEFORE_NUMBER.fullmatch(word):
        return not opening[0].isdigit()
    initials = "." in word or (len(word) == 1 and word.isupper() and word.isascii())
    if initials or _MAYBE_LAST.fullmatch(word):
        return bool(_STARTER.fullmatch(opening))
    return True
