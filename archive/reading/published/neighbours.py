"""The dates of a whole series at once: volumes and numbers order the issues, and bound the days between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from archive.model import Published
from archive.reading import edtf
from archive.reading.edtf import wording
from archive.reading.published.dating import UNKNOWN, Dating, Window
from archive.reference import Series

# Of 34 real numbers, consecutive ones lie 14, sometimes 21 days apart, about 24 to a volume of one year.
_SHORTEST, _LONGEST = 0.5, 2.0  # times the series' usual days from one number to the next
_NUMBERS_A_YEAR = (20, 28)  # the last number of a volume is not known, only about where it lies
_KEPT = 25.0  # what an issue in order is worth: above what the worst year loses (see `years`)
_A_MONTH = 31  # days: where an own range is longer, it is the neighbours that date the issue
_STEPS_BACK = 6  # so many issues may be out of order between two that agree


@dataclass(frozen=True, slots=True)
class _Issue:
    id: str
    volume: int
    number: int
    dating: Dating


@dataclass(frozen=True, slots=True)
class _Placed:
    """An issue with the window chosen for it, narrowed, and the neighbours that narrowed either end."""

    issue: _Issue
    window: Window
    after: str = ""
    before: str = ""


def solve(datings: Mapping[str, tuple[int, int, Dating]], series: Series) -> dict[str, Published]:
    """Date every numbered issue (id -> volume, number, own dating) of a series by all of them together.

    The largest set of datings that the order allows is kept; its ranges bound each other and fill the issues without
    evidence. A dating that contradicts them keeps its own range, says so, and moves nobody. The result does not
    depend on the order of the mapping.
    """
    issues = sorted((_Issue(i, *row) for i, row in datings.items()), key=lambda it: (it.volume, it.number, it.id))
    chain = _narrowed(_chain(issues, series), series)
    solved = {}
    for place, one in enumerate(chain):
        before = chain[place - 1] if place else None
        after = chain[place + 1] if place + 1 < len(chain) else None
        solved[one.issue.id] = _settled(one, before, after, series)
    return {issue.id: solved.get(issue.id) or _beside(issue, chain, series) for issue in issues}


def days_apart(earlier: tuple[int, int], later: tuple[int, int], usual: int) -> tuple[int, int]:
    """The fewest and the most days between two (volume, number); `usual` days from one number to the next."""
    volumes, numbers = later[0] - earlier[0], later[1] - earlier[1]
    fewest = max(volumes * _NUMBERS_A_YEAR[0] + numbers, 1 if volumes or numbers else 0)
    most = max(volumes * _NUMBERS_A_YEAR[1] + numbers, 1)
    return int(fewest * usual * _SHORTEST), int(most * usual * _LONGEST)


def _bounds(earlier: _Issue, later: _Issue, series: Series) -> tuple[timedelta, timedelta]:
    places = (earlier.volume, earlier.number), (later.volume, later.number)
    fewest, most = days_apart(*places, usual=series.days_between)
    return timedelta(days=fewest), timedelta(days=most)


def _chain(issues: Sequence[_Issue], series: Series) -> list[_Placed]:
    """The best set of windows, at most one an issue, that keep order and distance from each to the next."""
    own = [issue for issue in issues if issue.dating.windows]
    best: list[list[tuple[float, tuple[int, int] | None]]] = []
    for place, issue in enumerate(own):
        row: list[tuple[float, tuple[int, int] | None]] = []
        for window in issue.dating.windows:
            worth: tuple[float, tuple[int, int] | None] = (0.0, None)
            for back in range(place - 1, max(-1, place - 1 - _STEPS_BACK), -1):
                bounds = _bounds(own[back], issue, series)
                for index, earlier in enumerate(own[back].dating.windows):
                    if best[back][index][0] > worth[0] and _follows(earlier, window, bounds):
                        worth = best[back][index][0], (back, index)
            # An issue kept is worth more than any year's better fit.
            row.append((worth[0] + _KEPT + window.score, worth[1]))
        best.append(row)
    at = max(
        ((p, i) for p, row in enumerate(best) for i in range(len(row))), key=lambda k: best[k[0]][k[1]][0], default=None
    )
    chain = []
    while at is not None:
        place, index = at
        chain.append(_Placed(own[place], own[place].dating.windows[index]))
        at = best[place][index][1]
    return chain[::-1]


def _narrowed(chain: Sequence[_Placed], series: Series) -> list[_Placed]:
    """Each window cut by the order and distance to its neighbours, forth and back."""
    done = list(chain)
    for place in range(1, len(done)):
        shortest, longest = _bounds(done[place - 1].issue, done[place].issue, series)
        earlier = done[place - 1]
        done[place] = _cut(done[place], earlier.window.first + shortest, earlier.window.last + longest, earlier, True)
    for place in range(len(done) - 2, -1, -1):
        shortest, longest = _bounds(done[place].issue, done[place + 1].issue, series)
        later = done[place + 1]
        done[place] = _cut(done[place], later.window.first - longest, later.window.last - shortest, later, False)
    return done


def _cut(placed: _Placed, low: date, high: date, by: _Placed, earlier: bool) -> _Placed:
    window = placed.window
    first, last = max(window.first, low), min(window.last, high)
    if first > last or (first, last) == (window.first, window.last):
        return placed  # no day left: two neighbours allow it one by one, all together do not
    window = replace(window, first=first, last=last, likely=min(max(window.likely, first), last))
    if earlier:
        return replace(placed, window=window, after=_name(by))
    return replace(placed, window=window, before=_name(by))


def _name(placed: _Placed) -> str:
    issue, window = placed.issue, placed.window
    when = edtf.around(window.first, window.last, window.likely)
    return f"Vol {issue.volume}.{issue.number} is dated {wording(when)}"


def _settled(placed: _Placed, before: _Placed | None, after: _Placed | None, series: Series) -> Published:
    """The date of an issue in the chain: its own if the neighbours leave it, else what they make of it."""
    dating, window = placed.issue.dating, placed.window
    alone = dating.when
    open_ = [w for w in dating.windows if alone and edtf.between(w.first, w.last).within(alone)]
    left = [w for w in open_ if _fits(w, placed.issue, before, after, series)]
    narrowed = " and ".join(words for words in (placed.after, placed.before) if words)
    if alone and (len(left) > 1 or (len(open_) == 1 and left and not narrowed)):
        return Published(alone, dating.basis, dating.evidence)
    when = edtf.around(window.first, window.last, window.likely)
    if len(open_) == 1 and left and (open_[0].last - open_[0].first).days <= _A_MONTH:
        return Published(when, dating.basis, (*dating.evidence, f"{narrowed}, which bounds this one"))
    said = " and ".join(_name(one) for one in (before, after) if one)
    return Published(when, "neighbours", (*dating.evidence, f"{said}, which dates this one"))


def _fits(window: Window, issue: _Issue, before: _Placed | None, after: _Placed | None, series: Series) -> bool:
    if before and not _follows(before.window, window, _bounds(before.issue, issue, series)):
        return False
    return after is None or _follows(window, after.window, _bounds(issue, after.issue, series))


def _follows(earlier: Window, later: Window, bounds: tuple[timedelta, timedelta]) -> bool:
    """Whether some day of each lies as far apart as the numbers between them allow."""
    shortest, longest = bounds
    return later.last >= earlier.first + shortest and later.first <= earlier.last + longest


def _beside(issue: _Issue, chain: Sequence[_Placed], series: Series) -> Published:
    """An issue outside the chain: one without evidence lies between its neighbours, one against the order stays."""
    place = (issue.volume, issue.number)
    before = next((one for one in reversed(chain) if (one.issue.volume, one.issue.number) <= place), None)
    after = next((one for one in chain if (one.issue.volume, one.issue.number) >= place), None)
    if issue.dating.when is not None:
        against = " and ".join(_name(one) for one in (before, after) if one)
        return Published(
            issue.dating.when,
            issue.dating.basis,
            (*issue.dating.evidence, f"but {against}, which the order contradicts"),
        )
    lows, highs, said = [], [], []
    if before:
        shortest, longest = _bounds(before.issue, issue, series)
        lows.append(before.window.first + shortest)
        highs.append(before.window.last + longest)
        said.append(_name(before))
    if after:
        shortest, longest = _bounds(issue, after.issue, series)
        lows.append(after.window.first - longest)
        highs.append(after.window.last - shortest)
        said.append(_name(after))
    if not lows or max(lows) > min(highs):
        return Published(UNKNOWN, issue.dating.basis, issue.dating.evidence or ("nothing dates this issue",))
    evidence = (*issue.dating.evidence, f"{' and '.join(said)}; nothing in the text dates this issue")
    return Published(edtf.between(max(lows), min(highs)), "neighbours", evidence)
