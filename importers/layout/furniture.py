"""What stands around the stories: titles, section words, downloads, captions, sign-up, related lists, footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archive.model import Block, Numbering
from archive.reading.numbering import name_pattern, number_in_title
from archive.reading.text import fold
from archive.reference import Series

Role = Literal["download", "section", "aside", "stop", "story"]

# "Headlines", "Details:", "Happy New Year Headlines:", "Biden-Kishida Summit Headlines:"; lower case is prose
SECTION = re.compile(r"(?P<lead>(?:\S+ ){0,6})(?P<word>Headlines?|HEADLINES?|Details?|DETAILS?)\s*:?")
# "Image Source: Kyodo", "fImage Source: AP" glued to what stands before it, "Photo credit: Kantei"
CAPTION = re.compile(
    r"\(?(?:f(?=Image))?(?:Image|Photo|Picture)\s+(?:Source|Credit|Courtesy)s?\s*:.{0,150}$", re.IGNORECASE
)
_DOWNLOAD = re.compile(  # "Download this publication (PDF)", "To download as a PDF, please click here."
    r"""^(?:click\ here\ to\ )?download\b.{0,120}$ | \bto\ download\b.{0,60}\bclick\ here\b
    | ^(?:view|open|read|print)\b.{0,40}\bpdf\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SIGN_UP = re.compile(  # "To receive “Alliance Digest” via email, contact", "Subscribe to our newsletter"
    r"""^to\ (?:receive|subscribe\ to)\b.{0,80}\b(?:via|by)\ e-?mail\b | ^(?:sign\ up|subscribe)\ (?:for|to)\b.{0,80}$
    | ^you\ (?:are\ receiving|received)\ this\ (?:e-?mail|message)\b
    | ^(?:unsubscribe|manage\ (?:your\ )?preferences)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_IS_A_SUMMARY = re.compile(r"\bis an? (?:bi-?|semi-?)?(?:weekly|monthly|quarterly|fortnightly)\b", re.IGNORECASE)
_RELATED = re.compile(  # "Related Publications", "You may also like", "Share this:", "3 comments"
    r"""(?:related|recent|latest|more|other|similar|featured|popular|upcoming|past|previous|next|all)\s+
        (?:publications?|posts?|articles?|news|content|events?|reading|issues?|stories|research|commentary|items|digests?)
    | you\ (?:may|might)\ also\ (?:like|enjoy|be\ interested\ in) | see\ also | keep\ reading | read\ next
    | more\ from(?:\ \S+){1,4} | more\ (?:in|on|about)\ this\b.*
    | share(?:\ this\b.*|\ on\b.*)? | leave\ a\ (?:comment|reply)
    | (?:no\ |\d+\ )?comments?
    | about\ the\ authors? | follow\ us\b.* | connect\ with\ us | tags? | categories | archives? | filed\ under
    | post\ navigation | contact(?:\ us)? | newsletters? | stay\ (?:informed|connected|in\ touch)""",
    re.IGNORECASE | re.VERBOSE,
)
_BUTTON = re.compile(  # "Read more »", "Back to top", "View this email in your browser": links in and around a story
    r"""(?:read|learn|see|show|view)\ more(?:\ here)? | continue\ reading
    | (?:read\ )?(?:the\ )?full\ (?:story|article|text) | (?:back|return|go)\ to\ (?:the\ )?(?:top|headlines)
    | (?:view|open|read)\ (?:this\ )?(?:e-?mail\ |it\ )?in\ (?:your|a)\ browser
    | sign\ in | log\ in | print(?:\ this(?:\ page)?)? | listen""",
    re.IGNORECASE | re.VERBOSE,
)
_GREETING = re.compile(  # "Dear readers,", "Hello all,", "Best regards,"
    r"""(?:dear|hello|hi)\b.{0,60}, | (?:(?:best|kind|warm|with\ best)\ )?(?:regards|wishes),
    | sincerely(?:\ yours)?,""",
    re.IGNORECASE | re.VERBOSE,
)
_FOOTER = re.compile(  # "© 2024 Sasakawa USA", "2024 Sasakawa USA | Privacy Policy | Sitemap"
    r"""^\W*(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4})) | ©\s*\d{4} | \ball\ rights\ reserved\b
    | ^(?:privacy\ policy|sitemap|terms\ of\ (?:use|service))\b | \|\s*(?:privacy\ policy|sitemap)\b
    | \bpowered\ by\ wordpress\b | ^custom\ wordpress\ design\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_BYLINE = re.compile(  # "Posted on January 28, 2022 by the editors", "By Jane Roe", "5 min read"
    rf"""(?:(?:posted|published|updated|date|written)\b\W*(?:on\ |by\ )?)?
        (?:{_MONTH}\ \d{{1,2}},?\ \d{{4}} | \d{{1,2}}\ {_MONTH}\ \d{{4}}) (?:\ (?:by|in)\b.*)?
    | by:?\ (?-i:[A-Z][\w.'-]+\ ?){{2,4}} | \d+\ min(?:ute)?s?\ read | page\ \d+(?:\ of\ \d+)?
    | skip\ to\ (?:main\ )?content""",
    re.IGNORECASE | re.VERBOSE,
)
EVENT = re.compile(  # "RSVP", "Register here", "Location: 1819 L Street": lines of an event announcement
    r"""(?:rsvp|register\ (?:now|here|today|online|to\ attend)|add\ to\ calendar
        |event\ (?:details|date|information)|doors\ open)
        \b.{0,25}
    | (?:speakers?|moderators?|panell?ists?|register)\W*
    | (?:venue|when|where|time|date|location|agenda|livestream):.{0,150}""",
    re.IGNORECASE | re.VERBOSE,
)
_CRUMBS = re.compile(
    r"(?:(?:home|publications?|programs?|research|news|blog|commentary)\s*[>›»/|:·]*\s*)+(?=\S)", re.IGNORECASE
)
_SHORT = 200
"""Furniture is short; a pattern that stands in a longer text stands in a story."""


@dataclass(frozen=True, slots=True)
class Title:
    """A line that names an issue; a `crumb` only shows the way ("Publications US-Japan Alliance Digest Vol 1.2")."""

    text: str
    series: Series
    numbering: Numbering | None
    crumb: bool = False


def role(block: Block, series: Sequence[Series]) -> Role:
    """What a block that is no title is to an issue; from a `stop` on nothing belongs to it."""
    text = fold(block.text)
    if is_sign_up(text, series):
        return "stop"
    if len(text) > _SHORT:
        return "story"
    if section(text):
        return "section"
    if _DOWNLOAD.search(text):
        return "download"
    if block.kind != "bullet" and (_RELATED.fullmatch(text.rstrip(": ")) or _FOOTER.search(text)):
        return "stop"
    if _BUTTON.fullmatch(text.strip(' ."›»→>[]()')):
        return "stop" if block.kind == "heading" else "aside"  # "Read more" over a list of other pages
    if _GREETING.fullmatch(text) or _BYLINE.fullmatch(text.rstrip(". ")) or not any(map(str.isalnum, text)):
        return "aside"
    return "story"


def is_sign_up(text: str, series: Sequence[Series]) -> bool:
    """Whether this is the closing paragraph: '"US-Japan Alliance Digest" is a bi-weekly summary of …'."""
    text = fold(text)
    return bool(_SIGN_UP.search(text)) or (
        bool(_IS_A_SUMMARY.search(text[:160])) and named(text[:160], series) is not None
    )


def section(text: str) -> Literal["headlines", "details"] | None:
    """Which section a line opens, if it is a section word."""
    found = SECTION.fullmatch(text.strip())
    if found is None:
        return None
    return "headlines" if found["word"].lower().startswith("headline") else "details"


def named(text: str, series: Sequence[Series]) -> Series | None:
    """The series that a text names; of several the one with the longest words."""
    found = [(len(match[0]), one) for one in series if (match := _names(one).search(text))]
    return max(found, key=lambda pair: (pair[0], pair[1].id))[1] if found else None


def title(text: str, series: Sequence[Series]) -> Title | None:
    """The issue title that a line is, number or not; None for prose, downloads and other lines."""
    if len(text) > _SHORT:
        return None
    crumbs = _CRUMBS.match(text)
    for one in sorted(series, key=lambda each: (-len(each.title), each.id)):
        start = crumbs.end() if crumbs and not _titles(one).match(text) else 0
        found = _titles(one).match(text, start)
        if found is None:
            continue
        numbering = number_in_title(text, one)
        rest = text[start:] if numbering is None else text[text.index(numbering.words) + len(numbering.words) :]
        if numbering is None:
            rest = text[found.end() :]
        if "pdf" in rest.lower() or not _ends_title(rest, one, bool(numbering)):
            continue
        return Title(text[start:].strip(), one, numbering, crumb=start > 0)
    return None


def _ends_title(rest: str, series: Series, numbered: bool) -> bool:
    """Whether nothing but signs, the publisher or, behind a number, a subtitle follows (": Summit")."""
    rest = fold(rest).strip()
    bare = rest.strip(" -|:·.,()[]*#\"'")
    if not bare or fold(series.publisher).lower() == bare.lower():
        return True
    return numbered and rest[0] in "-|:(,·" and not bare.endswith(".")


@lru_cache(maxsize=64)
def _names(series: Series) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{name_pattern(series)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _titles(series: Series) -> re.Pattern[str]:
    """The start of a title line: 'US-Japan Alliance Digest', 'Sasakawa USA's Alliance Digest', '“Alliance Digest”'."""
    publisher = re.escape(fold(series.publisher))
    return re.compile(
        rf"[\W_]*(?:the\s+)?(?:{publisher}(?:['’]s)?[\W_]*)?(?:{name_pattern(series)})(?!\w)", re.IGNORECASE
    )
