"""Charts as SVG, drawn by the server: pure functions from numbers to markup.

Colours and fonts come from the style sheet through class names (`bar`, `missing`, `axis`, `grid`); sizes are
user units in a viewBox, so that a chart scales with its column. Each has a title and, for those who cannot see it, a
description; the page holds the same figures as a table.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence
from math import ceil

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 150
LEFT, RIGHT, TOP, BOTTOM = 30, 6, 14, 24
STATES = {"present": "", "missing": ": not in the archive", "problem": ": something is unclear"}
"""What a cell of the coverage strip says besides its number."""


def over_time(points: Sequence[tuple[str, int, int]], label: str) -> Markup:
    """Mentions by month: (ISO month, mentions, issues published that month, whether or not they mention it).

    A month without an issue is hatched, so that "nothing was said" and "nothing is known" look different.
    """
    if not points:
        return Markup("")
    top = _nice(max(count for _, count, _ in points))
    step = (WIDTH - LEFT - RIGHT) / len(points)
    parts = [*_frame(top), _hatching()]
    for at, (month, count, issues) in enumerate(points):
        x = LEFT + at * step
        if month.endswith("-01") or at == 0:
            parts.append(
                Markup('<line class="grid" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>').format(x, TOP, _base())
            )
            # The first label yields where January follows too closely.
            if month.endswith("-01") or not any(one[0].endswith("-01") for one in points[1 : 1 + round(40 / step)]):
                parts.append(_text(x + 2, HEIGHT - 8, month[:4]))
        if not issues and not count:
            parts.append(
                Markup('<rect class="missing" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
                    x, TOP, step, _base() - TOP
                )
            )
        elif count:
            said = f"{_month(month)}: {_many(count, 'mention')}; {_many(issues, 'issue')} published"
            parts.append(_bar(x + step * 0.12, step * 0.76, count, top, said))
    described = (
        f"{sum(count for _, count, _ in points)} mentions from {_month(points[0][0])} to {_month(points[-1][0])}."
    )
    return _svg(label, described, parts)


def histogram(bars: Sequence[tuple[str, int, str | None]], label: str) -> Markup:
    """Counts side by side: (label, count, address that narrows to it or None)."""
    if not bars:
        return Markup("")
    top = _nice(max(count for _, count, _ in bars))
    step = (WIDTH - LEFT - RIGHT) / len(bars)
    # A letter is about 6.2 units wide; where labels would touch only every n-th bar is named.
    every = max(1, ceil((max(len(name) for name, _, _ in bars) * 6.2 + 8) / step))
    parts = list(_frame(top))
    for at, (name, count, href) in enumerate(bars):
        x = LEFT + at * step
        if count:
            bar = _bar(x + step * 0.1, step * 0.8, count, top, f"{name}: {_many(count, 'item')}")
            parts.append(
                Markup(f'<a href="{escape(href)}" aria-label="{escape(name)}: {_many(count, "item")}">{bar}</a>')
                if href
                else bar
            )
        if at % every == 0:
            parts.append(_text(x + step / 2, HEIGHT - 8, name, "middle"))
    return _svg(label, ", ".join(f"{name}: {count}" for name, count, _ in bars if count), parts)


def coverage(cells: Sequence[tuple[str, str, str | None]]) -> Markup:
    """A strip with a cell a number: (label, "present", "missing" or "problem", address or None)."""
    if not cells:
        return Markup("")
    size, gap, row = 16, 4, 36
    lines = -(-len(cells) // row)
    parts = [_hatching()]
    for at, (name, state, href) in enumerate(cells):
        x, y = (at % row) * (size + gap), (at // row) * (size + gap)
        cell = Markup(
            '<rect class="cell {0}" x="{1}" y="{2}" width="{3}" height="{3}" rx="2"><title>{4}</title></rect>'
        ).format(state, x, y, size, f"Vol {name}{STATES[state]}")
        parts.append(Markup('<a href="{}" aria-label="Vol {}">{}</a>').format(href, name, cell) if href else cell)
    missing = sum(state == "missing" for _, state, _ in cells)
    described = f"In the archive: {_many(len(cells) - missing, 'number')}; not in it: {missing}."
    box = f"0 0 {row * (size + gap)} {lines * (size + gap)}"
    return _svg("Numbers in the archive", described, parts, box)


def _svg(label: str, described: str, parts: Sequence[Markup], box: str = f"0 0 {WIDTH} {HEIGHT}") -> Markup:
    drawn = Markup("").join(parts)
    role = "group" if "<a " in drawn else "img"  # the links of a picture would be lost in an `img`
    return Markup('<svg class="chart" viewBox="{}" role="{}"><title>{}</title><desc>{}</desc>{}</svg>').format(
        box, role, label, described, drawn
    )


def _hatching() -> Markup:
    return Markup(
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="hatch" x1="0" x2="0" y1="0" y2="6"/></pattern></defs>'
    )


def _frame(top: int) -> tuple[Markup, ...]:
    line = Markup('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>')
    right = WIDTH - RIGHT
    return (
        line.format("grid", LEFT, right, TOP, TOP),
        _text(LEFT - 6, TOP + 4, str(top), "end"),
        line.format("axis", LEFT, right, _base(), _base()),
        _text(LEFT - 6, _base() + 4, "0", "end"),
    )


def _bar(x: float, width: float, count: int, top: int, said: str) -> Markup:
    height, drawn = (_base() - TOP) * count / top, min(width, 48)
    place = f'x="{x + (width - drawn) / 2:.1f}" y="{_base() - height:.1f}" width="{drawn:.1f}" height="{height:.1f}"'
    return Markup(f'<rect class="bar" {place}><title>{escape(said)}</title></rect>')  # `format` takes ten times as long


def _text(x: float, y: float, text: str, anchor: str = "start") -> Markup:
    return Markup(f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>')


def _base() -> int:
    return HEIGHT - BOTTOM


def _nice(top: int) -> int:
    """A round number at or above the highest count, so that the axis reads easily."""
    for size in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        if top <= size:
            return size
    return -(-top // 1000) * 1000


def _month(iso: str) -> str:
    return f"{month_name[int(iso[5:7])]} {iso[:4]}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
