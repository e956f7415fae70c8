"""CSL-JSON, which citation processors and reference managers read.

An issue is an `article-magazine` like its items: `periodical` is a type only since CSL 1.0.2, and a reader that does
not know a type refuses the whole file. A likely or inferred date is `circa`; one of several days is a range of two
`date-parts`. What no field has room for, how the date is known, stands in `note`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from archive.cite import dating
from archive.cite.work import Work
from archive.model import Published

PLAIN = re.compile(r"(?P<year>\d{4})(-(?P<part>0[1-9]|1[0-2]|2[1-4]))?~?")
"""A year, month or season (`2022-21` is spring, which CSL counts as 1)."""


def entry(work: Work) -> dict[str, Any]:
    """One work."""
    issue = work.issue
    found: dict[str, Any] = {
        "id": work.key,
        "type": "article-magazine",
        "title": work.title,
        "container-title": work.series.title,
    }
    if work.is_numbered:
        found |= {"volume": str(issue.volume), "issue": str(issue.number)}
    if issued := _issued(work.published):
        found["issued"] = issued
    if work.publisher:
        found["publisher"] = work.publisher
    found |= {"URL": work.address, "language": "en"}
    notes = [f"Item {work.item.position}." if work.item else "", dating.note(work.published)]
    if said := " ".join(filter(None, [*notes, "Sample text." if work.sample else ""])):
        found["note"] = said
    return found


def listed(works: Iterable[Work]) -> str:
    """A file of works."""
    return json.dumps([entry(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _issued(published: Published) -> dict[str, Any] | None:
    when = published.when
    if not dating.is_known(when):
        return None
    circa = {"circa": True} if dating.is_about(when) or _is_wide(published) else {}
    if day := dating.likely(when):
        return {"date-parts": [[day.year, day.month, day.day]], **circa}
    if plain := PLAIN.fullmatch(when.edtf):
        season = int(plain["part"] or 0) - 20
        if season > 0:
            return {"date-parts": [[int(plain["year"])]], "season": season, **circa}
        return {"date-parts": [[int(part) for part in plain.group("year", "part") if part]], **circa}
    ends = [[end.year, end.month, end.day] for end in (when.earliest, when.latest) if end]
    if len(ends) == 1:
        return {"literal": dating.words(when)[0]}
    return {"date-parts": ends, **circa}


def _is_wide(published: Published) -> bool:
    """Whether the date was inferred, but not to the day."""
    return dating.is_inferred(published) and published.when.earliest != published.when.latest
