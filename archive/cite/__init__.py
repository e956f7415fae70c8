"""Citations of an issue, or of one item in it: as text in three styles, and for BibTeX, RIS and CSL-JSON readers.

Each says how the date is known where it is not stated, and that sample text is sample text. Pure.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from archive.cite import as_bibtex, as_csl, as_ris, as_text
from archive.cite.work import Work
from archive.model import Issue, Item
from archive.reference import Series

__all__ = ["FORMS", "STYLES", "Form", "Style", "Work", "bibtex", "cited", "csl", "in_form", "in_style", "ris"]

Style = Literal["chicago", "apa", "mla"]
STYLES: tuple[Style, ...] = get_args(Style)
Form = Literal["bib", "ris", "csl.json", "txt"]
FORMS: tuple[Form, ...] = get_args(Form)


def cited(
    issue: Issue, series: Series, address: str, item: Item | None = None, style: Style = "chicago", sample: bool = False
) -> str:
    """A citation as plain text.

    `“New ambassador arrives,” item 4, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, January 29, 2022), https://….`
    Sample text is cited as such, and without the publisher: `… 1, no. 2 [sample text] (January 29, 2022), https://….`
    """
    return in_style(Work(issue, series, address, item, sample), style)


def in_style(work: Work, style: Style) -> str:
    """A work cited in one of the as_text."""
    return {"chicago": as_text.chicago, "apa": as_text.apa, "mla": as_text.mla}[style](work)


def csl(issue: Issue, series: Series, address: str, item: Item | None = None, sample: bool = False) -> dict[str, Any]:
    """An item of CSL-JSON; a file is a list of them."""
    return as_csl.entry(Work(issue, series, address, item, sample))


def bibtex(issue: Issue, series: Series, address: str, item: Item | None = None, sample: bool = False) -> str:
    """An entry of BibTeX, readable for BibLaTeX too."""
    return as_bibtex.entry(Work(issue, series, address, item, sample))


def ris(issue: Issue, series: Series, address: str, item: Item | None = None, sample: bool = False) -> str:
    """A record of RIS."""
    return as_ris.record(Work(issue, series, address, item, sample))


def in_form(work: Work, form: Form) -> str:
    """The whole text of a file that cites one work: `bib`, `ris`, `csl.json`, or `txt` with a line for each style."""
    if form == "bib":
        return as_bibtex.entry(work)
    if form == "ris":
        return as_ris.record(work)
    if form == "csl.json":
        return as_csl.listed([work])
    return "".join(f"{in_style(work, style)}\n" for style in STYLES)
