"""RIS records: a tag of two characters, two blanks, a dash, a blank and the value on each line, ended by CR LF.

`MGZN` is what reference managers read as a magazine article, with volume (`VL`) and issue (`IS`), which a newsletter
has; an issue is one, too, as they drop the title of a "whole journal". `DA` is year/month/day/other words, and any part
may be empty: the words carry what kind of date it is ("ca."), which a reader shows beside it. `PY` is the year alone.
"""

from __future__ import annotations

from archive.cite import dating
from archive.cite.work import Work


def record(work: Work) -> str:
    """One record, `TY` to `ER`, and the empty line after it."""
    issue = work.issue
    tags = [("TY", "MGZN"), ("TI", work.title), ("T2", work.series.title)]
    if work.is_numbered:
        tags += [("VL", str(issue.volume)), ("IS", str(issue.number))]
    tags += _dates(work)
    tags += [("PB", work.publisher), ("UR", work.address), ("ID", work.key), ("LA", "en")]
    if work.item:
        tags.append(("N1", f"Item {work.item.position}."))
    tags += [("N1", dating.note(work.published)), ("N1", "Sample text." if work.sample else "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value) + "ER  - \r\n\r\n"


def _dates(work: Work) -> list[tuple[str, str]]:
    when = work.published.when
    if not dating.is_known(when):
        return []
    day, parts = dating.likely(when), dating.certain(when)
    if day:
        parts, said = (day.year, day.month, day.day), "ca." if dating.is_about(when) else ""
    else:
        said = "" if dating.iso(parts) == when.edtf else dating.words(when)[0].replace("/", "-")
    year = f"{parts[0]:04}" if parts else ""
    rest = [f"{part:02}" for part in parts[1:]]
    return [("PY", year), ("DA", "/".join((*[year, *rest, "", ""][:3], said)))]
