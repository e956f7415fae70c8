"""The process that opens PDFs: a script of its own, so that a hostile file can only hurt this process.

It sets its own limits, imports nothing but pdfium, reads many files and ends with its parent. It only measures:
lines, bullets and links with their places on the page, in points from the lower left; `pdf.py` gives them meaning.
A request is eight bytes of length and the file; the answer is eight bytes of length and JSON.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import struct
import sys
import threading
import time
from typing import Any, BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_MEMORY = 768 * 1024 * 1024
"""Address space in bytes: Python and pdfium take 200 MB of it, a file of 30 MB with what is made of it the rest."""
MOST_CPU = 15
"""Seconds of processor time for one file; the slowest real one takes a tenth of one."""
MOST_PAGES = 200
Box = tuple[float, float, float, float]
_ERRORS = {raw.FPDF_ERR_PASSWORD: "password", raw.FPDF_ERR_SECURITY: "security"}
_BREAKS = (2, 0xFFFE)
"""What pdfium gives for a hyphen at a line's end, and then no line break."""
_SPACES = (32, 0xA0)
_SPACE = 0.08
"""A gap wider than this share of the font's height is a space: real ones measure 0.12 to 0.22, kerning at most 0.03."""
_LETTERSPACED = 0.25
"""More gaps than this share of a line's characters are letterspacing, not spaces."""
_MARKS = frozenset("•●◦○▪■□‣⁃➢➤►\uf0b7\uf0a7")
_SMALLEST_MARK, _LARGEST_MARK = 1.5, 8.0
"""Points: Chromium draws bullets as paths of 3 to 6 (FINDINGS, PDF)."""
_FORM_DEPTH = 3
"""How deep drawings are looked for in forms within forms."""


def measure(data: bytes) -> dict[str, Any]:
    """Everything with a place on the pages of one PDF, or `{"error": why}`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"error": _ERRORS.get(getattr(error, "err_code", None), "damaged")}
    try:
        if len(document) > MOST_PAGES:
            return {"error": "pages", "count": len(document)}
        return {"title": document.get_metadata_value("Title"), "pages": [_page(page) for page in document]}
    except pdfium.PdfiumError:
        return {"error": "damaged"}
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> dict[str, Any]:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        count = max(0, raw.FPDFText_CountChars(text))
        codes = [raw.FPDFText_GetUnicode(text, place) for place in range(count)]
        boxes, links = _boxes(text, count), _links(page)
        lines, marks = [], _drawn(page)
        for start, end, broken in _lines(codes):
            line = _line(codes, boxes, start, end, broken, links)
            if line["text"].strip() in _MARKS:
                marks.append(line["box"])
            else:
                lines.append(line)
        return {"width": width, "height": height, "lines": lines, "marks": marks}
    finally:
        text.close()
        page.close()


def _lines(codes: list[int]) -> list[tuple[int, int, bool]]:
    """Start, end and whether a hyphen broke a word there, of each line that holds something."""
    found, start = [], 0
    for place, code in enumerate([*codes, 10]):
        if code in (10, 13) or code in _BREAKS:
            while start < place and codes[start] in _SPACES:
                start += 1
            if start < place:
                found.append((start, place, code in _BREAKS))
            start = place + 1
    return found


def _line(
    codes: list[int], boxes: list[Box], start: int, end: int, broken: bool, links: list[tuple[Box, str]]
) -> dict[str, Any]:
    """One line: its words, its box, and the spans of it that are links."""
    while codes[end - 1] in _SPACES:
        end -= 1
    wide = {
        place
        for place in range(start + 1, end)
        if codes[place] not in _SPACES and codes[place - 1] not in _SPACES and _apart(boxes[place - 1], boxes[place])
    }
    if len(wide) > _LETTERSPACED * (end - start):
        wide = set()
    words, middles = "", list[float]()
    for place in range(start, end):
        added = (" " if place in wide else "") + (chr(codes[place]) if codes[place] else "")
        words += added
        middles += [(boxes[place][0] + boxes[place][2]) / 2] * len(added)
    left, bottom, _, top = boxes[start]
    spans = []
    for area, address in links:
        if area[1] < (bottom + top) / 2 < area[3]:
            inside = [place for place, middle in enumerate(middles) if area[0] <= middle <= area[2]]
            if inside:
                spans.append((inside[0], inside[-1] + 1, address))
    return {
        "text": words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "box": (left, bottom, max(box[2] for box in boxes[start:end]), top),
        "broken": broken,
        "links": sorted(spans),
    }


def _boxes(text: Any, count: int) -> list[Box]:
    """Each character's box, as high as its font and as wide as its step to the next."""
    box, found = raw.FS_RECTF(), []
    for place in range(count):
        raw.FPDFText_GetLooseCharBox(text, place, box)
        found.append((box.left, box.bottom, box.right, box.top))
    return found


def _apart(before: Box, after: Box) -> bool:
    """Whether there is a space between two characters that pdfium took for none."""
    return after[0] - before[2] > _SPACE * (after[3] - after[1])


def _drawn(page: pdfium.PdfPage) -> list[Box]:
    """The boxes of small squarish paths: list bullets as Chromium draws them."""
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_FORM_DEPTH):
        left, bottom, right, top = item.get_bounds()
        wide, high = right - left, top - bottom
        if (
            _SMALLEST_MARK <= wide <= _LARGEST_MARK
            and _SMALLEST_MARK <= high <= _LARGEST_MARK
            and 0.5 < wide / high < 2
        ):
            found.append((left, bottom, right, top))
    return found


def _links(page: pdfium.PdfPage) -> list[tuple[Box, str]]:
    """The areas of a page that lead to an address."""
    found, place, link = [], ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        area = raw.FS_RECTF()
        action = raw.FPDFLink_GetAction(link)
        if not action or not raw.FPDFLink_GetAnnotRect(link, area):
            continue
        size = raw.FPDFAction_GetURIPath(page.pdf, action, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(page.pdf, action, buffer, size)
        if buffer.value:
            box = (area.left, min(area.bottom, area.top), area.right, max(area.bottom, area.top))
            found.append((box, buffer.value.decode("utf-8", "replace")))
    return found


def _limit_memory() -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor() -> None:
    """Give the next file its own share: the limit counts from the start of the process, so it is raised each time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + MOST_CPU, hard))


def _end_with_parent(parent: int) -> None:
    """Watch the parent; a closed pipe alone would not tell, as the parent's other children may hold it open."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.stack_size(256 * 1024)
    threading.Thread(target=watch, daemon=True).start()


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:  # the parent is gone
        raise SystemExit(0)
    return data


def main() -> None:
    """Answer requests until the parent ends."""
    _limit_memory()
    _end_with_parent(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        (size,) = struct.unpack(">Q", _exactly(requests, 8))
        data = _exactly(requests, size)
        _limit_processor()
        try:
            answer = measure(data)
        except MemoryError:
            answer = {"error": "memory"}
        said = json.dumps(answer).encode()
        answers.write(struct.pack(">Q", len(said)) + said)
        answers.flush()


if __name__ == "__main__":
    main()
