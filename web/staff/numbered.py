"""What an issue was called before it was numbered by hand, and where its old address leads."""

from __future__ import annotations

from collections.abc import Iterator

from archive import Archive
from archive.curation.judgement import Place, SetNumber
from archive.model import Numbering
from archive.reading.identity import claim_of
from archive.reading.numbering import number_in_address, number_in_name


def numbered_now(archive: Archive, id: str) -> str | None:
    """The issue that had this id before a judgement, or the undoing of one, gave it another; None if one has it now."""
    if "/x-" in id:
        return archive.ask.numbered_by_now(id)
    if archive.ask.headings([id]):
        return None
    series, _, number = id.partition("/")
    by_hand: dict[Place, set[str]] = {}
    for one in archive.judged.all():
        if isinstance(decision := one.decision, SetNumber):
            by_hand.setdefault(decision.place, set()).add(f"{decision.volume}.{decision.number}")
    for place, numbers in by_hand.items():
        now = issue_at(archive, place)
        if now and now.startswith(f"{series}/") and number in numbers | set(_own_numbers(archive, now)):
            return now
    return None


def issue_at(archive: Archive, place: Place) -> str | None:
    """The issue that a place of an original belongs to, None where there is no such place."""
    issues = archive.ask.issues_from(place.original)
    return issues[place.position - 1] if 0 < place.position <= len(issues) else None


def own_name(archive: Archive, place: Place) -> str:
    """What an original itself calls the issue: "Vol 1.13", or “its title” where it has no number."""
    if claim := own_number(archive, place):
        return f"Vol {claim.volume}.{claim.number}"
    drafts, receipts = archive.ask.as_received(place.original)
    draft = next((one for one in drafts if one.position == place.position), None)
    name = (draft and draft.title) or (receipts[0][0] if receipts else "")
    return f"the issue “{name}”" if name else "an issue that is not here"


def own_number(archive: Archive, place: Place) -> Numbering | None:
    """The number that an original itself gives the issue, in its text or by its address or file name."""
    drafts, receipts = archive.ask.as_received(place.original)
    draft = next((one for one in drafts if one.position == place.position), None)
    series = next((one for one in archive.series if draft and one.id == draft.series), None)
    if draft is None or series is None:
        return None
    elsewhere = []
    if len(drafts) == 1:  # the address of a page with several issues says nothing of any one
        elsewhere += [number_in_address(url, series) for _, url, _ in receipts]
        elsewhere += [number_in_name(name, series) for name, _, _ in receipts]
    return claim_of(draft, [one for one in elsewhere if one])


def _own_numbers(archive: Archive, issue: str) -> Iterator[str]:
    for original in archive.ask.originals(issue):
        for position, part in enumerate(archive.ask.issues_from(original.sha256), 1):
            if part == issue and (claim := own_number(archive, Place(original.sha256, position))):
                yield f"{claim.volume}.{claim.number}"
