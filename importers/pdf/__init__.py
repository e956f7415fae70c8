"""Text PDFs: measured in a limited child process, read here; each kind that cannot be read gets its own sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive.errors import UnreadableSource
from archive.model import Draft, Source
from archive.reference import Series
from importers.blocks import Document, plain
from importers.layout import read_layout
from importers.pdf.geometry import Page, page_of, read_blocks
from importers.pdf.process import PROCESS, ChildFailed

NAME, VERSION, MEDIA_TYPE = "pdf", 1, "application/pdf"

CHARACTERS_A_PAGE = 200
"""What a page of text holds at least: damaged files and pictures of text give 0 to 46 in silence (FINDINGS, PDF)."""
_NEAR_START, _NEAR_END = 1024, 4096
"""Where the first and last signs of a PDF may stand; mailers put some lines before and after."""
_SENTENCES = {
    "password": ("it is protected by a password.", "Save a copy without one and import that."),
    "security": ("it is encrypted in a way that cannot be opened.", "Print it to a new PDF and import that."),
    "damaged": ("it is damaged and cannot be opened.", "Download or save it again."),
    "memory": ("opening it took more memory than a back issue needs.", "Print it to a new PDF and import that."),
}


def recognises(data: bytes) -> bool:
    """Whether the bytes start as a PDF."""
    return b"%PDF-" in data[:_NEAR_START]


def read(source: Source, series: Sequence[Series]) -> tuple[Draft, ...]:
    """Read the issues of a PDF with text in it.

    :raises UnreadableSource: it is cut off, damaged, locked, too long, or a picture of text
    :raises LayoutChanged: no issue was found in it
    """
    measured = _measured(source)
    pages = [page_of(page) for page in measured["pages"]]
    _check_text(source, pages)
    title = plain(measured["title"] or "")
    return read_layout(Document("pdf", tuple(read_blocks(pages)), (title,) if title else ()), series, source.name)


def _measured(source: Source) -> dict[str, Any]:
    if b"%%EOF" not in source.data[-_NEAR_END:]:
        raise UnreadableSource(source.name, "the PDF is cut off: its end is missing.", "Download or save it again.")
    try:
        answer = PROCESS.measure(source.data)
    except ChildFailed as error:
        took = "time" if error.late else "time or memory"
        what = f"opening it took more {took} than a back issue needs, and was stopped."
        raise UnreadableSource(source.name, what, "Print it to a new PDF and import that.") from error
    if answer.get("error") == "pages":
        what = f"it has {answer['count']} pages, more than any issue."
        raise UnreadableSource(source.name, what, "Is it the right file? Split it if it holds many issues.")
    if "error" in answer:
        raise UnreadableSource(source.name, *_SENTENCES[answer["error"]])
    return answer


def _check_text(source: Source, pages: Sequence[Page]) -> None:
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if characters < CHARACTERS_A_PAGE * len(pages) or not pages:
        raise UnreadableSource(
            source.name,
            f"it holds {characters} characters on {len(pages)} page{'s' * (len(pages) != 1)}: "
            "a picture of text, or damaged.",
            "Import the issue's page or a PDF with text in it.",
        )
