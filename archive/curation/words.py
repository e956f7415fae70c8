"""Judged words in an item: found again by what stands around them, and put into what the program reads there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.curation.judgement import Confirm, Reject, Relink, Split, Words
from archive.curation.standing import Ruling, settle
from archive.model import FIELDS, Item, Mention
from archive.reading.knowledge import Knowledge
from archive.reading.text import fold

ENOUGH = 20
"""Characters around the words, of sixty, that must be as they were."""

AT_THE_EDGE = 15
"""What a side counts at least that reaches the field's beginning or end, then as now, and is the same."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """One judged span of words with the decision in short: they mean `entity` (or, with `no`, they do not)."""

    ruling: Ruling
    words: Words
    entity: str
    no: bool = False


def anchored(ruling: Ruling) -> list[Anchored]:
    """The words that a judgement hangs on; most have none, a split may have many."""
    match ruling.judgement.decision:
        case Confirm(words=words, entity=entity) | Relink(words=words, entity=entity):
            return [Anchored(ruling, words, entity)]
        case Reject(words=words, entity=entity):
            return [Anchored(ruling, words, entity, no=True)]
        case Split(record=record, words=many):
            return [Anchored(ruling, words, record.id) for words in many]
    return []


def locate(words: Words, items: Iterable[Item]) -> tuple[int, str, int] | None:
    """Where the words stand now, as (position, field, start); None if they are gone.

    The words must be the same but for signs and spacing of the copy, and enough of what stands around them; of several
    places the likest counts, then the one that the judgement remembers.
    """
    places = [
        (score, at, item.position, field, start)
        for item in items
        for field in FIELDS
        for start in _starts(item.text(field), words.text)
        if (score := _likeness(item.text(field), start, words)) >= ENOUGH
        for at in [(item.position == words.position, field == words.field, -abs(start - words.start))]
    ]
    if not places:
        return None
    _, _, position, field, start = max(places)
    return position, field, start


def with_judgements(
    item: Item, found: Sequence[Anchored], knowledge: Knowledge
) -> tuple[tuple[Mention, ...], list[Ruling]]:
    """The item's mentions with the judgements on its words put in, and those rulings with their place and status.

    `found` are judgements whose words `locate` finds in this item.
    """
    placed = []
    for one in found:
        at = locate(one.words, [item])
        if at is None:
            raise ValueError(f"{item.id} does not have the words “{one.words.text}”")
        position, field, start = at
        ruling = replace(one.ruling, issue=item.issue, position=position, field=field, start=start)
        placed.append(replace(one, ruling=ruling, entity=knowledge.redirects.get(one.entity, one.entity)))
    known, rulings = [], []
    for one in placed:
        if one.entity in knowledge.entities:
            known.append(one)
        else:
            note = f"there is no name “{one.entity}” any more"
            rulings.append(replace(one.ruling, status="orphan", note=note))
    by_ruling = {one.ruling: one for one in known}
    settled = settle(list(by_ruling), lambda one, other: _clashing(by_ruling[one], by_ruling[other]))
    mentions = list(item.mentions)
    for one, ruling in zip(known, settled, strict=True):
        if ruling.stands:
            mentions = list(_with(mentions, one, item, knowledge))
    order = {field: place for place, field in enumerate(FIELDS)}
    mentions.sort(key=lambda one: (order[one.field], one.start))
    return tuple(mentions), rulings + settled


def _clashing(first: Anchored, second: Anchored) -> bool:
    """Whether two judgements on overlapping words cannot both be true; two rejections can."""
    if not _overlapping(first, second) or (first.no and second.no):
        return False
    same = first.entity == second.entity
    return same if first.no or second.no else not same


def _with(mentions: Sequence[Mention], one: Anchored, item: Item, knowledge: Knowledge) -> Iterator[Mention]:
    judgement, start = one.ruling.judgement, one.ruling.start
    field, end = one.ruling.field, start + len(one.words.text)
    by = judgement.said_by
    inside = [mention for mention in mentions if mention.field == field and mention.start < end and start < mention.end]
    yield from (mention for mention in mentions if mention not in inside)
    if one.no:
        for mention in inside:
            if mention.entity in (None, one.entity):
                reason = f"not {knowledge.entities[one.entity].name}, rejected {by}"
                mention = replace(mention, entity=None, method="judgement", confidence=1.0, reason=reason)
            yield mention
        return
    entity = knowledge.entities[one.entity]
    verb = "confirmed" if isinstance(judgement.decision, Confirm) else "linked"
    which = next(name for name in FIELDS if name == field)
    yield Mention(
        which, start, end, item.text(which)[start:end], entity.id, entity.kind, "judgement", 1.0, f"{verb} {by}"
    )


def _overlapping(first: Anchored, second: Anchored) -> bool:
    one, other = first.ruling, second.ruling
    return (
        (one.position, one.field) == (other.position, other.field)
        and one.start < other.start + len(second.words.text)
        and other.start < one.start + len(first.words.text)
    )


def _starts(text: str, words: str) -> Iterator[int]:
    plain, sought = fold(text), fold(words)
    at = plain.find(sought)
    while at >= 0:
        yield at
        at = plain.find(sought, at + 1)


def _likeness(text: str, start: int, words: Words) -> int:
    """How many characters before and after the words are as the judgement has them; all, where the field ends."""
    plain = fold(text)
    before, after = fold(words.before)[::-1], fold(words.after)
    left, right = plain[:start][::-1], plain[start + len(words.text) :]
    return _shared(before, left, len(words.before)) + _shared(after, right, len(words.after))


def _shared(kept: str, now: str, length: int) -> int:
    same = 0
    for one, other in zip(kept, now, strict=False):
        if one != other:
            break
        same += 1
    return max(same, AT_THE_EDGE) if same == length == len(now) else same
