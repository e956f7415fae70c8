"""How pages word things: dates, counts, kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from flask import Flask

from archive.model import KINDS, Basis, Form, Interval, Issue, Original
from archive.reading.edtf import day, wording
from archive.reference import Series
from web.marking import pieces_of_passage

KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "leader": "People",
        "base": "Bases",
        "agreement": "Agreements",
        "organization": "Organizations",
        "office": "Offices",
        "place": "Places",
        "programme": "Programmes",
    }
)
KIND_NAME: Mapping[str, str] = MappingProxyType({kind: kind for kind in KINDS} | {"leader": "person"})

HOW_DATED: Mapping[Basis, str] = MappingProxyType(
    {
        "stated": "stated in the issue itself",
        "metadata": "from the original’s metadata",
        "inferred": "inferred from what the text tells, as the issue states no date",
        "neighbours": "inferred from the text and the numbers before and after, as the issue states no date",
        "judgement": "decided by the archive’s staff",
    }
)
FORM_NAMES: Mapping[Form, str] = MappingProxyType(
    {"page": "web page", "text": "plain text", "pdf": "PDF", "ocr": "scan, read by machine"}
)


def register(app: Flask) -> None:
    """Give the templates these words."""
    app.jinja_env.filters.update(words=date_words, many=many, host=host, issue_label=issue_label, issue_name=issue_name)
    app.jinja_env.filters.update(day=day_words, brief=brief_words, opens=opens)
    app.jinja_env.filters.update(capitalize_first=lambda text: text[:1].upper() + text[1:])
    app.jinja_env.filters.update(pieces_of_passage=pieces_of_passage)
    app.jinja_env.tests.update(html_date=is_html_date)
    app.jinja_env.globals.update(
        kinds=KINDS,
        kind_names=KIND_NAMES,
        kind_name=KIND_NAME,
        how_dated=HOW_DATED,
        form_names=FORM_NAMES,
    )


def date_words(when: Interval | None) -> str:
    """A date in words, "date unknown" where nothing is known."""
    return wording(when) if when and (when.earliest or when.latest) else "date unknown"


def brief_words(when: Interval) -> str:
    """The days between which a date lies, short enough for a table: "Jan 12–17, 2022"; open ends are dots."""
    first, last = when.earliest, when.latest
    if not first or not last:
        return f"{_brief(first)}–{_brief(last)}" if first or last else "unknown"
    if first == last:
        return _brief(first)
    if first.year != last.year:
        return f"{_brief(first)}–{_brief(last)}"
    end = last.day if first.month == last.month else f"{last:%b} {last.day}"
    return f"{first:%b} {first.day}–{end}, {last.year}"


def _brief(one: date | None) -> str:
    return f"{one:%b} {one.day}, {one.year}" if one else "…"


def day_words(one: date | None) -> str:
    """ "January 28, 2022", "unknown" where a range has no such end."""
    return wording(day(one)) if one else "unknown"


def opens(original: Original) -> str:
    """As what an original opens: all but PDFs are shown as text, so that nothing in them runs."""
    shown = {"application/pdf": "PDF", "text/plain": "plain text"}
    return f"opens as {shown.get(original.media_type, 'source text')}"


def many(count: int, noun: str, plural: str = "") -> str:
    """ "1 item", "1,204 items", "2 boxes" (with `plural`)."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def issue_label(id: str) -> str:
    """ "Vol 1.2" from the id of an issue or of an item in it; a provisional id is "unnumbered issue"."""
    number = id.partition("#")[0].rpartition("/")[2]
    return "unnumbered issue" if number.startswith("x-") else f"Vol {number}"


def issue_name(issue: Issue, series: Series) -> str:
    """What an issue is called: the series with its number, whatever its own title; or its title, unnumbered."""
    if issue.volume is None or issue.number is None:
        return issue.title or "An unnumbered issue"
    return f"{series.title} Vol {issue.volume}.{issue.number}"


def host(url: str) -> str:
    """The host that an address leads to."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def is_html_date(edtf: str) -> bool:
    """Whether HTML's `datetime` attribute can hold it: "2022-01-21", "2022-01", "2022"; no halves, seasons, ranges."""
    return re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", edtf) is not None
