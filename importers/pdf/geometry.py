"""From lines with places on pages to blocks: running lines dropped, bullets found, wrapped lines and words joined."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from archive.model import Block
from importers.blocks import BULLET, Kind, Piece, block
from importers.layout.furniture import section

_BULLET_REACH = 32.0
"""Points between a bullet and its text at most (FINDINGS, PDF)."""
_EDGE = 0.09
"""The share of a page's height at top and bottom where running lines stand; a margin of 25 mm is 0.085 of A4."""
_SAME_PLACE = 3.0
"""Points within which two lines start at the same place."""
_GAP = 1.4
"""A step to the next line larger than this times the usual one opens a paragraph."""
_SAME_SIZE = 0.12
_LONG_RUN, _NEAR = 6, 8
"""A run of so many lines shows its column's width; a shorter one needs so many lines around it."""
_LARGE = 1.2
_PAGE_LINE = re.compile(  # "3", "Page 3 of 4", "1/2", "1/28/22, 9:39 AM US-Japan …", "https://… 1/2", "- 2 -"
    r"(?:page\s*)?[-–\s]*\d{1,3}[-–\s]*(?:(?:of|/)\s*\d{1,3})?|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d.*|(?:file|https?)://\S+(?:\s+\d+/\d+)?",
    re.IGNORECASE,
)
_SOFT_HYPHENS = "\u2010\u00ad"  # WeasyPrint breaks words with the first
_AFTER_OPEN_HYPHEN = re.compile(r"(?:and|or|to)\b")  # "mid- and long-term"
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\0": None}
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words and box in points from the lower left; `broken` if a hyphen ended it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    broken: bool = False
    marked: bool = False
    links: tuple[tuple[int, int, str], ...] = ()

    @property
    def height(self) -> float:
        """The height of its font's box, which tells a heading from text."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in points and its lines in the order in which pdfium gives them."""

    width: float
    height: float
    lines: tuple[Line, ...]


def page_of(measured: dict[str, Any]) -> Page:
    """A page from what the child measured, each line with a bullet to its left marked."""
    marks = measured["marks"]
    lines = tuple(_line(line, marks) for line in measured["lines"])
    return Page(measured["width"], measured["height"], lines)


def _line(line: dict[str, Any], marks: Sequence[Sequence[float]]) -> Line:
    left, bottom, right, top = line["box"]
    marked = bool(BULLET.match(line["text"])) or any(_heads(mark, line["box"]) for mark in marks)
    links = tuple((start, end, address) for start, end, address in line["links"])
    return Line(line["text"], left, bottom, right, top, line["broken"], marked, links)


def _heads(mark: Sequence[float], box: Sequence[float]) -> bool:
    """Whether a bullet stands to the left of a line, at its height."""
    middle = (mark[1] + mark[3]) / 2
    return box[1] <= middle <= box[3] and -1 <= box[0] - mark[2] <= _BULLET_REACH


def read_blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """The blocks of the pages in reading order, paragraphs that run over a column or page end joined."""
    lines = _without_running_lines(pages)
    words = Counter(word.lower() for _, line in lines for word in _WORD.findall(line.text))
    usual = statistics.median(line.height for _, line in lines) if lines else 0.0
    for paragraph in _paragraphs(lines):
        kind: Kind = "bullet" if paragraph[0].marked else "paragraph"
        if kind == "paragraph" and paragraph[0].height > _LARGE * usual:
            kind = "heading"
        if made := block(kind, _pieces(paragraph, words)):
            yield made


def _without_running_lines(pages: Sequence[Page]) -> list[tuple[int, Line]]:
    """The lines with their page, without page numbers and what is printed at the edge of several pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_fold_numbers(line) for line in page.lines if _at_edge(line, page)})
    kept = []
    for place, page in enumerate(pages):
        for line in page.lines:
            if _at_edge(line, page) and (edges[_fold_numbers(line)] > 1 or _PAGE_LINE.fullmatch(line.text.strip())):
                continue
            kept.append((place, line))
    return kept


def _fold_numbers(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.strip())


def _at_edge(line: Line, page: Page) -> bool:
    middle = (line.bottom + line.top) / 2
    return middle > (1 - _EDGE) * page.height or middle < _EDGE * page.height


def _paragraphs(lines: Sequence[tuple[int, Line]]) -> Iterator[list[Line]]:
    """Runs of lines that belong together."""
    pitch = _pitch(lines)
    edges = _edges(lines, pitch)
    paragraph: list[Line] = []
    for place, (_, line) in enumerate(lines):
        if paragraph and (
            _apart(lines[place - 1], lines[place], pitch) or not _goes_on(paragraph, lines, place, edges[place - 1])
        ):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _edges(lines: Sequence[tuple[int, Line]], pitch: float) -> list[float]:
    """For each line how far to the right its column goes: the longest line of its run or, of a short run, near it."""
    starts = [
        place
        for place in range(len(lines))
        if place == 0 or _moved(lines[place - 1], lines[place]) or _apart(lines[place - 1], lines[place], pitch)
    ]
    found: list[float] = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        run = [line for _, line in lines[start:end]]
        if not run[0].marked and len(run) < _LONG_RUN:
            near = [line for _, line in lines[max(0, start - _NEAR) : end + _NEAR]]
            run += [line for line in near if abs(line.left - run[0].left) < _SAME_PLACE]
        found += [max(line.right for line in run)] * (end - start)
    return found


def _moved(before: tuple[int, Line], after: tuple[int, Line]) -> bool:
    """Whether the next line stands on another page or atop another column."""
    return before[0] != after[0] or after[1].top > before[1].top + before[1].height / 2


def _apart(before: tuple[int, Line], after: tuple[int, Line], pitch: float) -> bool:
    """Whether two lines never belong together: a bullet, another size, a section word, or a gap between them."""
    (_, one), (_, other) = before, after
    if (
        other.marked
        or section(one.text)
        or section(other.text)
        or abs(other.height - one.height) > _SAME_SIZE * one.height
    ):
        return True
    return not _moved(before, after) and one.bottom - other.bottom > _GAP * pitch


def _pitch(lines: Sequence[tuple[int, Line]]) -> float:
    """The usual step from one line to the next, in points."""
    steps = [
        before.bottom - line.bottom
        for (page, before), (next_page, line) in zip(lines, lines[1:], strict=False)
        if page == next_page and abs(before.left - line.left) < _SAME_PLACE and 0 < before.bottom - line.bottom < 40
    ]
    return statistics.median_low(steps) if steps else 14.0


def _goes_on(paragraph: Sequence[Line], lines: Sequence[tuple[int, Line]], place: int, edge: float) -> bool:
    """Whether a line goes on with a paragraph: a word or sentence is not at its end, or the line before was full."""
    before, line = paragraph[-1], lines[place][1]
    if before.broken or before.text.rstrip().endswith(("-", *_SOFT_HYPHENS)):
        return True
    ended = bool(_STOP.search(before.text))
    if _moved(lines[place - 1], lines[place]) or (paragraph[0].marked and not ended):
        return not ended
    if line.left - before.left > _SAME_PLACE and not (len(paragraph) == 1 and before.marked):  # a first line's indent
        return False
    first = line.text.split(None, 1)[0]
    room = (line.right - line.left) / max(1, len(line.text)) * (len(first) + 1)
    return before.right + room > edge - _SAME_PLACE  # the next word had no room


def _pieces(paragraph: Sequence[Line], words: Counter[str]) -> list[Piece]:
    """The words of a paragraph with their links; words broken at a line's end are mended."""
    pieces: list[Piece] = []
    for place, line in enumerate(paragraph):
        text, place_in = line.text, 0
        following = paragraph[place + 1].text if place + 1 < len(paragraph) else ""
        soft = text.rstrip()[-1:] in _SOFT_HYPHENS and bool(following)
        cut = text.rstrip()[:-1] if soft or text.rstrip().endswith("-") else text.rstrip()
        for start, end, address in line.links:
            pieces.append((_printed(cut[place_in:start]), None))
            pieces.append((_printed(cut[start:end]), address))
            place_in = max(place_in, end)
        pieces.append((_printed(cut[place_in:]), None))
        if following and not soft:
            pieces.append((_joint(line, cut, following, words), None))
        elif not following and cut != text.rstrip():
            pieces.append((text.rstrip()[-1], None))
    return pieces


def _joint(line: Line, cut: str, following: str, words: Counter[str]) -> str:
    """What stands between two lines: a space; at a hyphen nothing if the whole word stands elsewhere, else it."""
    if not line.broken and cut == line.text.rstrip():
        return " "
    first, second = re.search(r"[^\W\d_]+$", cut), re.match(r"[^\W\d_]+", following)
    if first and second and words[(first[0] + second[0]).lower()]:
        return ""
    return "- " if _AFTER_OPEN_HYPHEN.match(following) else "-"


def _printed(text: str) -> str:
    """The text with ligatures as letters."""
    return text.translate(_LIGATURES)
