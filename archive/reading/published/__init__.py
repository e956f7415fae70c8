"""The publication date of an issue, with its evidence: first from its own text, then from its neighbours.

The footer's year is never evidence: items alone are read. What does not decide stays a range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive.model import Interval
from archive.reading import edtf
from archive.reading.dates.cues import Tense
from archive.reading.published.dating import Dating, Holding, Window
from archive.reading.published.evidence import Clue, Season, gather, names_days_near, season
from archive.reading.published.neighbours import solve
from archive.reading.published.years import candidates, fit, in_office, tenure_words
from archive.reference import Series

__all__ = ["Dating", "Holding", "date_alone", "solve"]

STATED = "stated:"
"""How the words of a hint begin that is a date printed as the issue's own."""

_ANY_YEAR = 2024  # a leap year
_OPEN_YEARS = 2.0  # a year that fits worse than the best by more than this is out
_KEPT_YEARS, _KEPT = 12.0, 6  # years kept for the neighbours to choose among: so much worse, so many
_USUAL_LAG = timedelta(days=1)  # from the newest past event to publication
_BEFORE_POSTING, _NEAR = timedelta(days=14), timedelta(days=3)  # a page is posted on the day or soon after


def date_alone(
    items: Sequence[tuple[str, str]],
    holdings: Sequence[Holding],
    hints: Sequence[tuple[date, str]],
    series: Series | None,
    volume: int | None,
) -> Dating:
    """Date an issue from its own text (headline and body of each item), its holders of office and its metadata.

    The volume only chooses between years that the text leaves open; it never overrules the text.
    """
    stated = sorted(hint for hint in hints if hint[1].startswith(STATED))
    if stated:
        day, words = stated[0]
        said = words.removeprefix(STATED).strip()
        return Dating(edtf.day(day), (Window(day, day, day, 0.0),), "stated", (f"“{said}”: the issue's own date",))
    clues = gather(items)
    evidence: list[str] = []
    expected = series.first_year + volume - 1 if series and volume else None
    years = candidates(clues, holdings)
    if years and expected and expected not in years:
        years.append(expected)
    if not years and expected:
        years = [expected]
        evidence.append(f"Volume {volume} is of {expected}; the text names no year")
    years = years or sorted({day.year for day, _ in hints})
    weighed = sorted(_windows(clues, holdings, years), key=lambda w: (-w.score, w.first))
    if not weighed:
        where = season(clues, _ANY_YEAR)
        unsure = [*_season_evidence(where), "nothing says which year"] if where else []
        return Dating(None, (), "inferred", tuple(unsure))
    open_ = [w for w in weighed if w.score > weighed[0].score - _OPEN_YEARS]
    posted = next((fit for window in open_ if (fit := _posted(window, hints))), None)
    if posted:
        chosen, window, said = posted
        weighed = [window, *(w for w in weighed if w is not chosen)]
        evidence.append(said)
        open_ = [window]
    else:
        evidence += [
            f"{_own_date(*hint)}; that does not fit the text, perhaps a later posting" for hint in sorted(hints)
        ]
    if len(open_) > 1 and (by_volume := [w for w in open_ if w.first.year == expected]):
        evidence.append(f"Volume {volume} is of {expected}; the text alone leaves several years open")
        open_, weighed = by_volume, by_volume + [w for w in weighed if w not in by_volume]
    where = season(clues, open_[0].first.year)
    evidence = _season_evidence(where) + _year_evidence(clues, holdings, open_) + evidence
    kept = [w for w in weighed if w.score > weighed[0].score - _KEPT_YEARS][:_KEPT]
    when = _range(open_)
    return Dating(when, tuple(kept), "metadata" if posted else "inferred", tuple(evidence))


def _windows(clues: Sequence[Clue], holdings: Sequence[Holding], years: Sequence[int]) -> Iterator[Window]:
    """The days of each year on which the issue may have appeared, and how well that year fits."""
    usual = season(clues, _ANY_YEAR)
    for year in years:
        where = season(clues, year) if names_days_near(clues, year) or not usual else _moved(usual, year)
        if where:
            likely = min(where.newest + _USUAL_LAG, where.last)
            yield Window(where.newest, likely, where.last, fit(clues, holdings, where.newest, where.last))
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
            yield Window(first, date(year, 7, 1), last, fit(clues, holdings, first, last))


def _moved(usual: Season, year: int) -> Season:
    """The season of one year in another that names no day of its own."""
    leap_day = (usual.newest.month, usual.newest.day) == (2, 29)
    newest = date(year, 3, 1) - timedelta(days=1) if leap_day else usual.newest.replace(year=year)
    return replace(usual, newest=newest, last=newest + (usual.last - usual.newest))


def _range(windows: Sequence[Window]) -> Interval:
    first, last = min(w.first for w in windows), max(w.last for w in windows)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return edtf.interval(f"{first.year}" if first.year == last.year else f"{first.year}/{last.year}")
    return edtf.around(first, last, windows[0].likely) if len(windows) == 1 else edtf.between(first, last)


def _posted(window: Window, hints: Sequence[tuple[date, str]]) -> tuple[Window, Window, str] | None:
    """The window, and it narrowed by a metadata date that fits; a date elsewhere may be the day of a site migration."""
    for day, words in sorted(hints):
        if window.first <= day <= window.last + _NEAR:
            last = min(window.last, day)
            narrow = Window(max(window.first, day - _BEFORE_POSTING), last, last, window.score)
            return window, narrow, f"{_own_date(day, words)}; that fits the text"
    return None


def _own_date(day: date, words: str) -> str:
    return f"the page gives {edtf.wording(edtf.day(day))} as its own date (“{words}”)"


def _season_evidence(where: Season | None) -> list[str]:
    if where is None:
        return []
    said = f"“{where.newest_quote}”: the newest past event, so not before {edtf.wording(edtf.day(where.newest))}"
    if where.ahead_quote:
        return [said, f"“{where.ahead_quote}”: announced, so it appeared before that was past"]
    return [
        said,
        f"a number appears within {(where.last - where.newest).days} days of its newest event, mostly a day after",
    ]


def _year_evidence(clues: Sequence[Clue], holdings: Sequence[Holding], windows: Sequence[Window]) -> list[str]:
    """The words that the years stand on: the newest past and the next announced year named, and offices held."""
    first, last = min(w.first for w in windows), max(w.last for w in windows)
    fixed = [clue for clue in clues if not clue.yearly]
    past = [(day, c.quote) for c in fixed if c.tense is Tense.PAST and (day := c.when.earliest) and day <= last]
    ahead = [(day, c.quote) for c in fixed if c.tense is Tense.AHEAD and (day := c.when.latest) and day >= first]
    said = [f"“{max(past)[1]}”: the newest past year named"] if past else []
    said += [f"“{min(ahead)[1]}”: the next announced year named"] if ahead else []
    held = {
        holding.words: tenure_words(holding, first, last) for holding in holdings if in_office(holding, first, last)
    }
    narrow = sorted(held.items(), key=lambda pair: (" to " not in pair[1], pair))[:2]
    return said + [f"“{words}”: {tenure}" for words, tenure in narrow]
