"""BibTeX entries that classic BibTeX, BibLaTeX and reference managers read alike.

An item is an `@article` (magazine and newsletter pieces are), an issue a `@periodical` (BibLaTeX: "a complete issue of
a periodical"). `date` is for BibLaTeX, which reads this much of EDTF: days, months, years, seasons, `~` for circa and
ranges with open ends; `year` and `month` are for classic BibTeX, and say only what is certain. Letters beyond ASCII
stay as they are; what TeX takes for commands is escaped. BibTeX counts braces even where they are escaped, so those
that do not balance are written by their names, which fewer readers know. Titles stand in a second pair of braces, or
styles would print "kishi meets hayashi in tokyo".
"""

from __future__ import annotations

import re

from archive.cite import dating
from archive.cite.work import Work
from archive.model import Interval

SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{one: f"\\{one}" for one in "&%$#_{}"},
}
NAMED = SPECIAL | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
MONTHS = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros that every BibTeX style defines; they stand without braces."""
PLAIN = re.compile(r"\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-\d{2})?)?~?|\d{3}X~?")
"""An end of a date that BibLaTeX reads: 2022, 2022-01, 2022-21 (spring), 2022-01-29, 201X, each with or without ~."""


def entry(work: Work) -> str:
    """One entry with its line break."""
    fields: dict[str, str] = {}
    series, issue = work.series, work.issue
    if work.item is None:
        kind = "periodical"
        fields["title"] = f"{{{escaped(series.title)}}}"
        if not work.is_numbered:
            fields["issuetitle"] = f"{{{escaped(work.title)}}}"
    else:
        kind = "article"
        fields["title"] = f"{{{escaped(work.title)}}}"
        fields["journal"] = escaped(series.title)
    if work.is_numbered:
        fields |= {"volume": str(issue.volume), "number": str(issue.number)}
    fields |= _dates(work.published.when)
    if work.publisher:
        fields["publisher"] = escaped(work.publisher)
    fields["url"] = work.address
    position = f"Item {work.item.position}." if work.item else ""
    notes = [position, dating.note(work.published), "Sample text." if work.sample else ""]
    if said := " ".join(filter(None, notes)):
        fields["note"] = escaped(said)
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items()]
    return f"@{kind}{{{work.key},\n{''.join(lines)}}}\n"


def escaped(text: str) -> str:
    """The text as TeX reads it literally."""
    signs = SPECIAL if _balanced(text) else NAMED
    return "".join(signs.get(one, one) for one in text)


def _balanced(text: str) -> bool:
    """Whether every brace of the text opens or closes a pair."""
    depth = 0
    for one in text:
        depth += (one == "{") - (one == "}")
        if depth < 0:
            return False
    return not depth


def _dates(when: Interval) -> dict[str, str]:
    found = {"date": date} if (date := readable(when)) else {}
    parts = dating.certain(when)
    if not parts and when.earliest and when.latest:  # December of one year or January of the next
        found["year"] = f"{when.earliest.year}--{when.latest.year}"
    if parts:
        found["year"] = str(parts[0])
    if len(parts) > 1:
        found["month"] = MONTHS[parts[1]]
    return found


def readable(when: Interval) -> str:
    """The date as BibLaTeX reads it; quarters and halves, which it does not, as their first and last day."""
    ends = ["" if end == ".." else end for end in when.edtf.split("/")]
    if all(not end or PLAIN.fullmatch(end) for end in ends) and any(ends):
        return "/".join(ends)
    if not dating.is_known(when):
        return ""
    return "/".join(end.isoformat() if end else "" for end in (when.earliest, when.latest))
