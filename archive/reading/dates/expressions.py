"""Periods: "in October", "last fall", "late 2022", "the first half of fiscal 2023", "earlier this month", "the 2010s".

Patterns see folded text. Each yields spans that may overlap; the longest is kept by `dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from archive.model import Interval
from archive.reading import edtf
from archive.reading.dates import clock as calendar
from archive.reading.dates.clock import Clock
from archive.reading.dates.cues import Tense, is_american
from archive.reading.dates.literal import FULL_MONTH, MONTH, SEASONS, TO, YEAR, Expression, Reading, month_and_day
from archive.reading.dates.parts import part

_SEASON = "(?:[Ss]pring|[Ss]ummer|[Ff]all|[Aa]utumn|[Ww]inter)"
_SHIFTS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "that": 0,
    "same": 0,
    "new": 0,
}  # all others: 1
_COUNTED = (  # "2022 troops" is a number, "the 2022 summit" names a year
    r"(?!\s+(?:people|persons|troops|personnel|soldiers|sailors|marines|votes|voters|members|units|missiles|aircraft"
    r"|ships|homes|households|yen|dollars|tons|km|kilometers|meters|miles|hectares|cases|deaths|jobs|companies|percent)\b)"
)
_WHICH = r"(?:[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)"

# "fiscal 2022", "FY2023", "fiscal years 2023-2027", "the 2024 fiscal year"; "the next fiscal year"
_FISCAL = re.compile(
    rf"\b(?:[Ff]iscal\s+(?:years?\s+)?|J?FY\s*'?)(?P<year>20\d\d|19\d\d|\d\d)(?!\d)(?:{TO}(?:FY\s*)?(?P<to>20\d\d|\d\d)(?![\d/]))?"
    rf"|\b(?P<before>{YEAR})\s+fiscal\s+year\b"
)
_FISCAL_NOW = re.compile(
    r"\b(?:(?P<which>[Tt]his|[Nn]ext|[Ll]ast)|(?<=the )(?P<that>current|coming|new|previous|next))"
    r"\s+fiscal\s+year\b(?!\s*\d)"
)
_DOTTED = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\."
# "October", "Nov. 2021", "in Sept.", "April of this year", "last October"
_MONTH = re.compile(
    rf"\b(?:(?P<which>{_WHICH})\s+)?(?:(?P<full>{FULL_MONTH})\b|(?P<short>{MONTH})(?=\s+{YEAR})|(?P<dotted>{_DOTTED}))"
    rf"(?:,?\s+(?:of\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<rel>last|this|next)\s+year\b)?(?!\s*\d{{1,2}}(?!\d|%))"
)
# "March" and "May" are also a verb each, "Jan." a name: bare, they need one of these before them.
_NEEDS_LEAD = re.compile(rf"March|May|{_DOTTED}")
_MONTH_LEAD = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|to|and|or|through|for|during|before|after|early|mid|late|between|around"
    r"|the|an?)\s+|-|,\s*)\Z",
    re.IGNORECASE,
)
_RECURRING = re.compile(r"\b(?:every|each)\s+\Z", re.IGNORECASE)  # "every April" is no date
# "fall 2021", "summer of 2023", "spring of next year"; "last fall"; "in the fall" (not "the fall of Kabul")
_SEASON_YEAR = re.compile(
    rf"\b(?P<season>{_SEASON})(?:\s+of|,)?\s+(?:(?P<year>{YEAR})|(?P<rel>last|this|next)\s+year\b)"
)
_SEASON_NAMED = re.compile(
    rf"\b(?P<which>{_WHICH})\s+(?P<season>{_SEASON})\b"
    rf"|\b(?:[Tt]he|[Ii]n|[Bb]y|[Uu]ntil|[Ss]ince|[Ff]rom|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id)[\s-]+(?P<bare>{_SEASON.lower()})\b(?!\s+of\b|-)"
)
_YEARS = re.compile(r"(?<![\w.,$/+-])(?P<from>(?:19|20)\d\d)-(?P<to>(?:19|20)?\d\d)(?![\w-]|,\d|\.\d)")
_YEAR = re.compile(
    rf"(?:(?<![\w.,$/+-])|(?<=\b[Mm]id-)|(?<=[Ee]arly-)|(?<=[Ll]ate-)|(?<=[Ee]nd-)){YEAR}(?![-/]\d){_COUNTED}"
)
_DECADE = re.compile(r"\b(?P<decade>(?:19|20)\d)0s\b|(?<=\bthe )'(?P<short>\d)0s\b")
# "this month", "last week", "next year"
_NOW = re.compile(
    rf"\b(?:(?P<which>{_WHICH})|(?<=[Tt]he )(?P<that>current|coming))\s+(?P<unit>weekend|week|month|year|decade)\b"
)
_ONLY_AFTER_PART = re.compile(
    r"(?:(?<=\bthe )|(?<=\b[Mm]id-))(?:(?P<fiscal>fiscal\s+year)|(?P<unit>week|month|year|decade))\b"
)  # "the end of the year"

# "early January", "late in 2022", "mid-to-late March", "end of 2022", "first half of March"; not "will end in 2024"
_PART = re.compile(
    r"\b(?:(?P<part>[Ee]arlier|[Ll]ater|(?P<from>[Ee]arly|[Mm]id)[- ]to[- ](?P<to>mid|late)|[Ee]arly|[Mm]id|[Ll]ate)"
    r"(?:-|\s+(?:in\s+)?)"
    r"|(?P<edge>[Bb]eginning|[Mm]iddle|[Ss]tart|[Ee]nd|[Cc]lose)(?:-|\s+of\s+)"
    r"|(?P<share>(?:[Ff]irst|[Ss]econd|[Ll]atter|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal)\s+(?:half|quarter|week)"
    r"|(?:[Ff]irst|[Oo]pening|[Ll]ast|[Ff]inal|[Cc]losing)\s+(?:days|"
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven)\s+(?:days|weeks|months|years)))\s+(?:of|in)\s+)"
    r"(?:the\s+(?=\d|'|[a-z]))?"
)
# "over the weekend"
_WEEKEND = re.compile(r"\b(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring)\s+the\s+(?P<weekend>weekend)\b(?!\s+of\b)")
_YEAR_END = re.compile(r"\b(?:year-end|year's\s+end|end\s+of\s+year)\b")


def periods(text: str, told: Iterable[Expression] = ()) -> Iterator[Expression]:
    """Months, seasons, years, fiscal years, decades, weeks and parts of them, in folded text.

    A part may also stand before one of the expressions `told` ("later that year").
    """
    low = text.lower()
    whole = [
        it
        for hints, pattern, build in _BUILDERS
        if any(hint in low for hint in hints)
        for match in pattern.finditer(text)
        if (it := build(match))
    ]
    yield from whole
    after_part = {it.start: it for it in sorted([*whole, *told], key=lambda it: it.end)}
    for match in _ONLY_AFTER_PART.finditer(text):
        whole_now = _fiscal_now(match) if match["fiscal"] else Expression(*match.span(), _now(match["unit"], 0))
        after_part.setdefault(match.start(), whole_now)
    for match in _PART.finditer(text):
        if period := after_part.get(match.end()):
            yield _part_of(match, period)
    for match in _YEAR_END.finditer(text):
        yield Expression(*match.span(), _narrowed("end", "end", _now("year", 0)))
    for match in _WEEKEND.finditer(text):
        yield Expression(*match.span("weekend"), _weekend)


def _part_of(match: re.Match[str], period: Expression) -> Expression:
    which = re.sub(r"\s+", " ", (match["part"] or match["edge"] or match["share"]).lower())
    if which in ("earlier", "later"):
        return Expression(match.start(), period.end, period.read, period.fixed, lean=which)
    first, last = (match["from"] or which).lower(), match["to"] or which
    return Expression(match.start(), period.end, _narrowed(first, last, period.read), period.fixed)


def _narrowed(first: str, last: str, read: Reading) -> Reading:
    def reading(clock: Clock) -> Interval | None:
        whole = read(clock)
        start, end = (part(first, whole), part(last, whole)) if whole else (None, None)
        if not start or not end or start == end:
            return start
        return edtf.interval(f"{start.edtf.partition('/')[0]}/{end.edtf.rpartition('/')[2]}")

    return reading


# --- one builder a pattern --------------------------------------------------------------------------


def _fiscal(match: re.Match[str]) -> Expression:
    number = _full_year(match["year"] or match["before"], "2000")
    american = not match[0].startswith("J") and is_american(match.string, match.start())
    when = calendar.fiscal_year(number, american)
    if match["to"] and (last := _full_year(match["to"], str(number))) > number:
        ending = calendar.fiscal_year(last, american)
        when = edtf.interval(f"{when.edtf.partition('/')[0]}/{ending.edtf.rpartition('/')[2]}")
    return Expression(*match.span(), lambda _: when, fixed=True, budget=True)


def _fiscal_now(match: re.Match[str]) -> Expression:
    groups = match.groupdict()
    american = is_american(match.string, match.start())
    shift = _shift(groups.get("which") or groups.get("that") or "this")

    def read(clock: Clock) -> Interval:
        started = clock.now.month >= (10 if american else 4)
        return calendar.fiscal_year(clock.now.year + shift - (not started) + american, american)

    return Expression(*match.span(), read)


def _month(match: re.Match[str]) -> Expression | None:
    name = match["full"] or match["short"] or match["dotted"]
    known = month_and_day(f"{name.rstrip('.')} 1")
    before = match.string[max(0, match.start() - 12) : match.start()]
    bare = not (match["which"] or match["year"] or match["rel"])
    if (
        not known
        or _RECURRING.search(before)
        or (bare and _NEEDS_LEAD.fullmatch(name) and not _MONTH_LEAD.search(before))
    ):
        return None
    return _yearly(match, lambda year: edtf.interval(f"{year:04}-{known[0]:02}"))


def _season(match: re.Match[str]) -> Expression:
    index = SEASONS[match["season"].lower()]
    return _yearly(match, lambda year: calendar.season(year, index))


def _season_named(match: re.Match[str]) -> Expression:
    index = SEASONS[(match["season"] or match["bare"]).lower()]
    named = _yearly(match, lambda year: calendar.season(year, index))
    return named if match["which"] else replace(named, start=match.start("bare"))


def _yearly(match: re.Match[str], at: Callable[[int], Interval]) -> Expression:
    """What comes once a year: in the year named; in last, this or next year; the last or next one; or the nearest."""
    groups = match.groupdict()
    if groups.get("year"):
        fixed = at(int(groups["year"]))
        return Expression(*match.span(), lambda _: fixed, fixed=True)
    if groups.get("rel"):
        years = _shift(groups["rel"])
        return Expression(*match.span(), lambda clock: at(clock.now.year + years))
    shift = _shift(groups["which"]) if groups.get("which") else None

    def read(clock: Clock) -> Interval | None:
        if shift is None:
            return clock.nearest(at)
        now = edtf.day(clock.now)
        around = [at(clock.now.year + shift) for shift in (-2, -1, 0, 1, 2)]
        if shift == 0:  # "this winter" in January began last year
            return around[1] if now.within(around[1]) else around[2]
        if shift < 0:
            return [it for it in around if it.latest and it.latest < clock.now][-1]
        return next(it for it in around if it.earliest and it.earliest > clock.now)

    return Expression(*match.span(), read)


def _years(match: re.Match[str]) -> Expression | None:
    first, last = int(match["from"]), _full_year(match["to"], match["from"])
    if last <= first:
        return None
    when = edtf.interval(f"{first}/{last}")
    return Expression(*match.span(), lambda _: when, fixed=True)


def _year(match: re.Match[str]) -> Expression:
    when = edtf.interval(match[0])
    return Expression(*match.span(), lambda _: when, fixed=True)


def _decade(match: re.Match[str]) -> Expression:
    when = edtf.interval(f"{match['decade'] or '19' + match['short']}X")
    return Expression(*match.span(), lambda _: when, fixed=True)


def _relative(match: re.Match[str]) -> Expression:
    return Expression(*match.span(), _now(match["unit"], _shift(match["which"] or match["that"])))


def _weekend(clock: Clock) -> Interval:
    """The weekend of this week where it is announced or has begun, else the one before."""
    begun = clock.now.weekday() >= 5 or clock.tense is Tense.AHEAD
    return calendar.shifted("weekend", clock.now, 0 if begun else -1)


def _shift(word: str) -> int:
    return _SHIFTS.get(_last_word(word), 1)


def _last_word(words: str) -> str:
    """ "past" of "This past"."""
    return words.lower().split()[-1]


def _full_year(digits: str, like: str) -> int:
    """ "27" in the century of "2023"."""
    return int(digits if len(digits) == 4 else like[:2] + digits)


def _now(unit: str, shift: int) -> Reading:
    return lambda clock: calendar.shifted(unit, clock.now, shift)


_ANY, _FISCAL_HINTS, _SEASON_HINTS = ("",), ("fiscal", "fy"), ("spring", "summer", "fall", "autumn", "winter")
_YEAR_HINTS, _NOW_HINTS = ("19", "20"), ("week", "month", "year", "decade")
_BUILDERS: tuple[tuple[Sequence[str], re.Pattern[str], Callable[[re.Match[str]], Expression | None]], ...] = (
    (_FISCAL_HINTS, _FISCAL, _fiscal),
    (_FISCAL_HINTS, _FISCAL_NOW, _fiscal_now),
    (_ANY, _MONTH, _month),
    (_SEASON_HINTS, _SEASON_YEAR, _season),
    (_SEASON_HINTS, _SEASON_NAMED, _season_named),
    (_YEAR_HINTS, _YEARS, _years),
    (_YEAR_HINTS, _YEAR, _year),
    (_ANY, _DECADE, _decade),
    (_NOW_HINTS, _NOW, _relative),
)
"""Each pattern with what reads it, and words without one of which it cannot match: most texts have few of them."""
