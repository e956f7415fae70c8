"""Citations as plain text in the manner of the Chicago Manual (notes), of APA (7th edition) and of MLA (9th edition).

Titles stay as they are printed: recasing one in a language of names would break the names. Nobody signs the items, so
APA names the publisher as author; sample text has none, and its title moves to the front. A date that the issue does
not state stands in brackets, a likely one with "ca." (APA) or "circa" (MLA), and all three say at the end how it is
known.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date

from archive.cite import dating
from archive.cite.work import Work, flat
from archive.model import Interval

MLA_MONTHS = ("", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
"""MLA shortens the names of months with more than four letters."""


def chicago(work: Work) -> str:
    """`“Toguchi wins,” item 3, US-Japan Alliance Digest 1, no. 2 (Sasakawa USA, January 29, 2022), https://….`"""
    issue = work.issue
    title = f"{work.series.title} {issue.volume}, no. {issue.number}" if work.is_numbered else _unnumbered(work)
    dated, notes = dating.words(work.published.when)[0], _notes(work)
    dated += f" [{notes}]" if notes else ""
    imprint = f"({', '.join(filter(None, (work.publisher, dated)))})"
    imprint = f"[sample text] {imprint}" if work.sample else imprint
    whole = f"{title} {imprint}, {work.address}."
    if work.item is None:
        return whole
    return f"“{inner(work.headline)},” {_place(work)}, {whole}" if work.headline else f"{_place(work, True)}, {whole}"


def apa(work: Work) -> str:
    """`Sasakawa USA. (2022, January 29). Toguchi wins. US-Japan Alliance Digest, 1(2), Item 3. https://…`"""
    when, issue = work.published.when, work.issue
    sample = " [Sample text]" if work.sample else ""
    numbered = f"{work.series.title}, {issue.volume}({issue.number})" if work.is_numbered else _unnumbered(work)
    source = f"{numbered}, {_place(work, True)}" if work.item else numbered
    known = f" [{said}]" if (said := _known(work)) else ""
    dated = _apa_date(when)
    if dating.is_about(when):
        dated = f"[ca. {dated}]"
    elif dating.is_inferred(work.published):
        dated = f"[{dated}]"
    else:
        dated = f"({dated})"
    title = work.headline if work.item else ""
    if not title:
        front = f"{work.publisher}. {dated}. {source}" if work.publisher else f"{source}{sample}. {dated}"
    elif work.publisher:
        front = f"{work.publisher}. {dated}. {stopped(title)} {source}"
    else:
        front = f"{title}{sample}. {dated}. {source}"
    return f"{front}{known}. {work.address}"


def mla(work: Work) -> str:
    """`“Toguchi wins.” US-Japan Alliance Digest, vol. 1, no. 2, Sasakawa USA, 29 Jan. 2022, item 3, https://….`"""
    issue, when = work.issue, work.published.when
    numbered = f"{work.series.title}, vol. {issue.volume}, no. {issue.number}" if work.is_numbered else ""
    dated = _mla_date(when)
    dated = f"circa {dated}" if dating.is_about(when) else dated
    dated = f"[{dated}]" if dating.is_inferred(work.published) and dated else dated
    place = _place(work) if work.item else ""
    whole = ", ".join(
        part for part in (numbered or _unnumbered(work), work.publisher, dated, place, work.address) if part
    )
    said = [part for part in (whole, "Sample text" if work.sample else "", _known(work)) if part]
    opening = f"“{stopped(inner(work.headline))}” " if work.headline else ""
    return f"{opening}{'. '.join(said)}."


def inner(text: str) -> str:
    """A title for use within quotation marks: its own become single ones."""
    return re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’")


def stopped(text: str) -> str:
    """The text with a full stop, if it ends with no mark of its own."""
    return text if text.rstrip("’”'\"").endswith((".", "?", "!", "…")) else f"{text}."


def _place(work: Work, capital: bool = False) -> str:
    position = work.item.position if work.item else 0
    return f"{'Item' if capital else 'item'} {position}"


def _unnumbered(work: Work) -> str:
    title = flat(work.issue.title)
    return f"{title}, unnumbered" if title else work.title


def _notes(work: Work) -> str:
    """What is to be said of the date: "between January 28 and February 3; date inferred from the text"."""
    bounds = dating.words(work.published.when)[1]
    return "; ".join(filter(None, (bounds, dating.how(work.published))))


def _known(work: Work) -> str:
    said = _notes(work)
    return said[:1].upper() + said[1:]


def _apa_date(when: Interval) -> str:
    """ "2022, January 29"; "2022, January 28–February 3"; "n.d." where nothing is known."""
    if not dating.is_known(when):
        return "n.d."
    if day := dating.likely(when):
        return f"{day.year}, {month_name[day.month]} {day.day}"
    first, last = when.earliest, when.latest
    if _is_days(when) and first and last:
        return f"{first.year}, {month_name[first.month]} {first.day}–{_apa_end(first, last)}"
    parts = dating.certain(when)
    return f"{parts[0]}, {month_name[parts[1]]}" if len(parts) == 2 else dating.words(when)[0]


def _apa_end(first: date, last: date) -> str:
    if first.year != last.year:
        return f"{last.year}, {month_name[last.month]} {last.day}"
    return str(last.day) if first.month == last.month else f"{month_name[last.month]} {last.day}"


def _mla_date(when: Interval) -> str:
    """ "29 Jan. 2022"; "28 Jan.–3 Feb. 2022"; nothing where nothing is known, as MLA has no word for it."""
    if not dating.is_known(when):
        return ""
    if day := dating.likely(when):
        return _mla_day(day)
    first, last = when.earliest, when.latest
    if _is_days(when) and first and last:
        opening = _mla_day(first) if first.year != last.year else f"{first.day} {MLA_MONTHS[first.month]}"
        if (first.year, first.month) == (last.year, last.month):
            opening = str(first.day)
        return f"{opening}–{_mla_day(last)}"
    parts = dating.certain(when)
    return f"{MLA_MONTHS[parts[1]]} {parts[0]}" if len(parts) == 2 else dating.words(when)[0]


def _mla_day(one: date) -> str:
    return f"{one.day} {MLA_MONTHS[one.month]} {one.year}"


def _is_days(when: Interval) -> bool:
    """Whether it is written as days from and to: `2022-01-28/2022-02-03`."""
    return len(when.edtf) == len("2022-01-28/2022-02-03") and when.edtf[10:11] == "/"
