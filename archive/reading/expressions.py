"""Periods and relative dates: "in October", "late last year", "fiscal 2023", "two days later", "the following week"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from archive.model import Interval
from archive.reading import clock as calendar
from archive.reading import edtf
from archive.reading.clock import Clock
from archive.reading.cues import is_american
from archive.reading.literal import FULL_MONTH, MONTH, TO, YEAR, Expression, Reading, month_and_day
from archive.reading.parts import part

_SEASON = "(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
_SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}
_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)} | {"a": 1, "an": 1}
_NUMBERS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_SHIFTS = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
_BY_YEAR = {"last": -1, "this": 0, "next": 1}
_COUNTED = (  # "2022 troops" is a number, "2022 summit" a year
    r"(?!\s+(?:people|persons|troops|personnel|soldiers|sailors|marines|votes|voters|members|units|missiles|aircraft|ships|homes"
    r"|households|yen|dollars|euros|tons|km|kilometers|meters|miles|hectares|cases|deaths|jobs|companies|percent|or more)\b)"
)

# --- periods, which a part ("early", "end of") may stand before ------------------------------------

_FISCAL = re.compile(
    rf"\b(?:[Ff]iscal\s+(?:years?\s+)?|(?:JFY|FY)\s*'?)(?P<year>20\d\d|19\d\d|\d\d)(?!\d)"
    rf"(?:{TO}(?:FY\s*)?(?P<to>20\d\d|\d\d)(?![\d/]))?|\b(?P<before>{YEAR})\s+fiscal\s+year\b"
)
_FISCAL_NOW = re.compile(r"\b(?:(?:[Tt]he\s+)?(?P<which>[Tt]his|[Nn]ext|[Ll]ast|current|coming|new|previous)|[Tt]he)\s+fiscal\s+year\b")
_MONTH = re.compile(
    rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?:(?P<full>{FULL_MONTH})|(?P<short>{MONTH})(?=\s+{YEAR}))\b"
    rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<rel>last|this|next)\s+year\b)?(?!\s*\d{{1,2}}\b)"
)
_SEASON_YEAR = re.compile(
    rf"\b(?P<season>{_SEASON})(?:\s+of|,)?\s+(?:(?P<year>{YEAR})|(?P<rel>last|this|next)\s+year\b)"
    rf"|\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+(?P<season2>{_SEASON})\b"
)
_SEASON_BARE = re.compile(rf"(?P<lead>\b(?:[Tt]he|[Ii]n|[Bb]y|[Uu]ntil|[Ss]ince|[Tt]his|[Ff]rom|[Dd]uring)\s+)(?P<season>{_SEASON.lower()})\b(?!\s+of\b|-)")
_YEAR = re.compile(rf"(?<![\w.,$/+-])(?P<year>{YEAR})(?!\s*[-/]\s*\w){_COUNTED}|(?<=\bmid-)(?P<mid>{YEAR})")
_DECADE = re.compile(r"\b(?:the\s+)?(?P<decade>(?:19|20)\d)0s\b|(?<=\bthe )'(?P<short>\d)0s\b")
_PERIOD = re.compile(
    r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he\s+(?:previous|coming|current|same|following|next)|[Tt]hat)\s+(?P<unit>week|month|year|decade)(?:end)?\b"
)
_ONLY_AFTER = re.compile(r"\bthe\s+(?P<unit>week|month|year|decade)\b")  # "the end of the year"

_PART = re.compile(
    r"\b(?P<adverb>[Ee]arl(?:ier|y)|[Ll]ater?|[Mm]id|[Mm]iddle|[Bb]eginning|[Ss]tart|[Ee]nd|[Cc]lose"
    r"|(?:[Ff]irst|[Ss]econd|[Ll]atter|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal)\s+(?:half|quarter|week|(?:\w+\s+)?days))"
    r"(?:-|\s+of\s+|\s+in\s+|\s+)(?:the\s+(?=20|19|spring|summer|fall|autumn|winter|new))?"
)
_YEAR_END = re.compile(r"\byear(?:-|'s\s|\s)end\b|\b(?:the\s+)?end\s+of\s+year\b")


def periods(text: str) -> Iterator[Expression]:
    """Months, seasons, years, fiscal years, decades, weeks, and parts of them; spans may overlap."""
    whole = [it for pattern, build in _PERIODS for match in pattern.finditer(text) if (it := build(match))]
    yield from whole
    starts = {it.start: it for it in sorted(whole, key=lambda it: it.end)}
    for match in _ONLY_AFTER.finditer(text):
        starts.setdefault(match.start(), Expression(*match.span(), _current(match["unit"], 0)))
    for match in _PART.finditer(text):
        period = starts.get(match.end()) or starts.get(match.end() - 4)
        if not period:
            continue
        start = match.start()
        which = re.sub(r"\s+", " ", match["adverb"].lower())
        if which in ("earlier", "later"):
            yield Expression(start, period.end, period.read, period.fixed)
        else:
            yield Expression(start, period.end, _part(which, period.read), period.fixed)
    for match in _YEAR_END.finditer(text):
        yield Expression(*match.span(), _part("end", _current("year", 0)))
