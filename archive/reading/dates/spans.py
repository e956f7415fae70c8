"""Which spans of a field say when: the longest of all wordings, joined ("March to May"), opened ("until the fall")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model import Field, Interval
from archive.reading import edtf
from archive.reading.dates.clock import Clock, shifted
from archive.reading.dates.cues import Tense, tense
from archive.reading.dates.expressions import periods
from archive.reading.dates.literal import MONTH, TO, WEEKDAY, YEAR, Expression, Reading, literal_days, span
from archive.reading.dates.steps import counted_from, steps
from archive.reading.text import fold, sentences

_JOINT = re.compile(rf"{TO}(?:the\s+)?")
_OF_YEAR = re.compile(r"\s+(?:quarter|period|term|session)\s+of\s+")  # "the July-September quarter of 2022"
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_BETWEEN = re.compile(r"\b[Bb]etween\s+(?:the\s+)?\Z")
_LISTED = re.compile(r"(?:,\s*(?:and\s+)?|\s+(?:and|or)\s+)(?:on\s+)?")  # "October 4 and October 31, 2021"
# "signed on January 19, 1960, and came into force on June 23"
_SAME_SUBJECT = re.compile(r",?\s+and\s+(?:[a-z]+\s+){1,5}(?:on|in)\s+")
_WEEK_OF = re.compile(r"\b(?P<unit>week(?:end)?)\s+of\s+\Z")  # "the week of January 10"
_OPENING = re.compile(
    r"\b(?:(?P<until>until|till|through|up\s+to|by|before|prior\s+to|(?:no|not)\s+later\s+than)"
    r"|(?P<since>since|after|beyond|not\s+before|(?:no|not)\s+earlier\s+than))"
    r"\s+(?:(?:about|around|at\s+least|as\s+(?:late|early)\s+as)\s+)?(?P<the>the\s+)?\Z",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|never|no|cannot|n't)\b(?:\s+\w+){0,4}\s+\Z")  # "not due until October" is in October
# "called a meeting for September", "a duty of 25% from March 12": what starts then was announced before
_PLANNED = re.compile(r"\b(?:for|from|starting|beginning|effective)\s+(?:on\s+)?(?:the\s+)?\Z")
_A_YEAR = re.compile(YEAR)
_MONTH = re.compile(MONTH)
_WEEKDAY = re.compile(WEEKDAY)
_WHOLE = re.compile(rf"(?:{MONTH}\s+)?{YEAR}|\d{{3}}0s|{MONTH}|spring|summer|fall|autumn|winter")
_ADJECTIVE = re.compile(rf"\d{{4}}\Z|{MONTH}|{WEEKDAY}")  # "since the 2018 guidelines", "after the January 23 election"


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in its place and the tense of the verb that it belongs to."""

    expression: Expression
    tense: Tense


def find_expressions(text: str, field: Field, masked: Sequence[tuple[int, int]] = ()) -> tuple[Found, ...]:
    """The expressions of a field that say when, in order, none overlapping, none touching a masked span."""
    plain = fold(text)
    beside = list(steps(plain))
    candidates = [*beside, *literal_days(plain), *periods(plain, beside)]
    taken = bytearray(len(plain))
    for start, end in masked:
        taken[start:end] = b"\x01" * (end - start)
    bounds, place, found = sentences(text), 0, []
    for it in _joined(plain, _longest(candidates, taken)):
        while place + 1 < len(bounds) and bounds[place][1] <= it.start:
            place += 1
        start, end = bounds[place]
        verb = tense(plain[start:end], it.start - start, it.end - start, headline=field == "headline")
        found.append(_opened(plain, Found(it, verb)))
    return tuple(found)


def _longest(candidates: Sequence[Expression], taken: bytearray) -> list[Expression]:
    """The longest first, none on a place that is taken; `taken` marks each character."""
    chosen: list[Expression] = []
    for it in sorted(candidates, key=lambda it: (it.start - it.end, it.start)):
        if not any(taken[it.start : it.end]):
            taken[it.start : it.end] = b"\x01" * (it.end - it.start)
            chosen.append(it)
    return sorted(chosen, key=lambda it: it.start)


def _joined(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Ranges made one, and the year of "October 4 and October 31, 2021" shared; from the right, as years stand last."""
    done: list[Expression] = []
    for it in reversed(expressions):
        if done and done[-1].start >= it.end:
            after, between = done[-1], text[it.end : done[-1].start]
            if _JOINT.fullmatch(between) or (
                _AND.fullmatch(between)
                and not (it.fixed and after.fixed)  # "between 2019 and 2021" names two years
                and _BETWEEN.search(text, max(0, it.start - 16), it.start)
            ):
                done[-1] = span(it, after)
                continue
            if not it.fixed and _A_YEAR.fullmatch(text, after.start, after.end) and _OF_YEAR.fullmatch(between):
                done[-1] = replace(it, end=after.end, read=_before(it.read, after.read), fixed=True)
                continue
            if after.fixed and not it.fixed and _MONTH.match(text, after.start) and _LISTED.fullmatch(between):
                it = replace(it, read=_before(it.read, after.read), fixed=True)
        if (
            done
            and it.fixed
            and it.daily
            and not done[-1].fixed
            and _SAME_SUBJECT.fullmatch(text[it.end : done[-1].start])
        ):
            done[-1] = replace(done[-1], read=_after(done[-1].read, it.read))
        if it.daily and (week := _WEEK_OF.search(text, max(0, it.start - 12), it.start)):
            it = replace(it, start=week.start(), read=_week_of(it.read, week["unit"]), daily=False)
        done.append(counted_from(text, it) or it)
    return done[::-1]


def _before(read: Reading, later: Reading) -> Reading:
    def reading(clock: Clock) -> Interval | None:
        end = later(clock)
        return read(replace(clock, ceiling=end.latest)) if end else read(clock)

    return reading


def _after(read: Reading, earlier: Reading) -> Reading:
    def reading(clock: Clock) -> Interval | None:
        start = earlier(clock)
        return read(replace(clock, floor=start.latest)) if start else read(clock)

    return reading


def _week_of(read: Reading, unit: str) -> Reading:
    def reading(clock: Clock) -> Interval | None:
        when = read(clock)
        return shifted(unit, when.earliest, 0) if when and when.earliest else None

    return reading


def _opened(text: str, found: Found) -> Found:
    """With "since", "until", "by", "no later than", "before" or "after" directly before it: open at one end."""
    it = found.expression
    opening = _OPENING.search(text, max(0, it.start - 30), it.start)
    if not opening or (opening["the"] and _ADJECTIVE.match(text[it.start : it.end])):
        planned = (
            it.one and not _WEEKDAY.match(text, it.start) and _PLANNED.search(text, max(0, it.start - 24), it.start)
        )
        return Found(it, Tense.AHEAD) if planned else found
    if opening["until"] and _NEGATED.search(text, max(0, opening.start() - 60), opening.start()):
        return Found(it, Tense.AHEAD)
    word = (opening["until"] or opening["since"]).lower()
    if word == "through" and found.tense is Tense.PAST and _WHOLE.fullmatch(text, it.start, it.end):
        return found  # "tests ordered through 2022": all that time
    verb = Tense.PAST if word == "since" else found.tense if word in ("before", "after") else Tense.AHEAD
    return Found(
        replace(it, start=opening.start(), read=_open_end(it.read, "until" if opening["until"] else "since")), verb
    )


def _open_end(read: Reading, side: str) -> Reading:
    """The reading open before ("until") or after it ("since")."""

    def reading(clock: Clock) -> Interval | None:
        when = read(clock)
        if not when or not when.earliest or not when.latest:
            return when
        if side == "until":
            return edtf.interval(f"../{when.edtf.rpartition('/')[2]}")
        return edtf.interval(f"{when.edtf.partition('/')[0]}/..")

    return reading
