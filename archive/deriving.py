"""From what is kept to what is shown: identity, dating, linking, in one transaction.

`derive` takes the originals that wait, finds which issues they touch, and writes just those anew; a rebuild is
the same with everything waiting. Because each step depends on the *set* of what is kept and never on its
order, both come out the same (DESIGN section 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from archive.curation.replay import Replay
from archive.curation.standing import Ruling
from archive.curation.words import Anchored, locate, with_judgements
from archive.current import is_current, stamp
from archive.model import FIELDS, Item, Published, Sentence
from archive.reading import identity, relations
from archive.reading.dates import find_dates
from archive.reading.knowledge import Knowledge
from archive.reading.linking import holdings, link, sight
from archive.reading.numbering import number_in_address, number_in_name
from archive.reading.published import Dating, date_alone, solve
from archive.reading.suggesting import suggest
from archive.reading.text import sentences
from archive.reference import Series
from archive.store.catalog import Catalog
from archive.store.derived import Derived, IssueRow, slices
from archive.store.judged import Judged
from archive.store.meaning import put_meaning
from archive.store.moments import REVISED
from archive.touching import at_home, reached


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a derivation changed: issue ids that are new, changed (text or date), and gone."""

    revision: int
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


def derive(
    catalog: Catalog, judged: Judged, knowledge: Knowledge, series: Sequence[Series], whole: bool = False
) -> Outcome:
    """Bring everything derived up to what is kept; all of it or nothing.

    `knowledge` is that of `data/` alone; the judgements on records are put into it here. `whole` throws the derived
    state away first, which also happens by itself when the rules or the reference data changed.
    """
    if not whole and is_current(catalog, judged, knowledge, series):
        return Outcome(catalog.revision())
    known = {one.id: one for one in series}
    whole = whole or catalog.state("made_from") != stamp(knowledge, series)
    with catalog.transaction() as db:
        desk = Derived(db)
        judgements = judged.all()
        replay = Replay.of(knowledge, judgements)
        before = {row[0] for one in series for row in desk.datings(one.id)} if whole else set()
        if whole:
            desk.empty()
            waiting = desk.all_read()
        else:
            waiting = sorted({*catalog.waiting(), *reached(desk, judgements, knowledge, replay)})
        revision = catalog.revision() + 1
        touched, written = _settle_identity(desk, waiting, known, replay)
        relink = _settle_dates(desk, {known[issue.split("/")[0]] for issue in touched.keys() | written}, written)
        homes, homeless = at_home(desk, replay.anchors)
        rulings = [*replay.elsewhere, *homeless]
        for issue, published in relink.items():
            desk.put_published(issue, published, revision)
            rulings += _read_issue(desk, issue, published, replay, homes.get(issue, ()), known[issue.split("/")[0]])
        desk.put_rulings(rulings, relink)
        for part in slices(waiting):
            desk.forget_waiting(part)
        now = desk.contents(touched)
        same = {issue for issue, was in touched.items() if was == now.get(issue)}
        desk.set_state("revision", str(revision))
        desk.set_state(f"{REVISED}{revision}", datetime.now(UTC).isoformat(timespec="seconds"))  # for harvesters
        desk.set_state("judgements", str(len(judgements)))
        desk.set_state("made_from", stamp(knowledge, series))
    existed = before | touched.keys()
    changed = frozenset(relink) & existed - same
    return Outcome(revision, frozenset(relink) - existed, changed, frozenset(existed - written))


def _settle_identity(
    desk: Derived, waiting: Sequence[str], known: Mapping[str, Series], replay: Replay
) -> tuple[dict[str, list[Any]], set[str]]:
    """Write every issue that the waiting originals touch; what was on record before, and the ids that are now."""
    fresh = _candidates(desk, waiting, known, replay)
    recorded = set(desk.drafts_in(waiting))
    issues = desk.issues_of(sorted(recorded))
    samples = {one.key: identity.sampled(identity.shingles(i.body for i in one.draft.items)) for one in fresh}
    near: set[tuple[str, int]] = set()
    for claim in desk.claims(recorded):  # a number given up may be another's now
        near |= desk.claiming(*claim)
    for one in fresh:
        near |= desk.twins(samples[one.key]) | _rivals(desk, one)
    desk.drop_drafts(recorded - samples.keys())
    for one in fresh:
        desk.put_draft(one, samples[one.key])
    gathered = {one.key: one for one in fresh}
    seen = set(gathered)
    while near := (near | desk.drafts_of_issues(issues)) - seen:
        seen |= near
        issues |= desk.issues_of(sorted(near))
        hashes = sorted({key[0] for key in near})
        found = [one for one in _candidates(desk, hashes, known, replay) if one.key in near]
        gathered |= {one.key: one for one in found}
        near = {key for one in found for key in _rivals(desk, one)}
    touched = desk.contents(issues)
    desk.drop_issues(issues)
    written: set[str] = set()
    for name, members in identity.by_series(gathered.values()).items():
        for issue, (group, problem) in identity.name_groups(name, identity.groups(members)).items():
            _write_issue(desk, issue, known[name], group, problem, replay)
            written.add(issue)
    return touched, written


def _rivals(desk: Derived, one: identity.Candidate) -> set[tuple[str, int]]:
    """The drafts on record that claim the same number."""
    claim = one.claim
    return desk.claiming(one.draft.series, claim.volume, claim.number) if claim else set()


def _candidates(
    desk: Derived, hashes: Iterable[str], known: Mapping[str, Series], replay: Replay
) -> list[identity.Candidate]:
    """The drafts of the originals with what they claim to be; series no longer in `data/series.yaml` are left out."""
    found: list[identity.Candidate] = []
    for part in slices(hashes):
        receipts = desk.receipts_of(part)
        for sha256, drafts in desk.drafts_of(part).items():
            retrieved = max(row[2] for row in receipts[sha256])
            for draft in drafts:
                if draft.series not in known:
                    continue
                elsewhere = []
                if len(drafts) == 1:  # the address of a page with several issues says nothing of any one
                    for name, url, _ in receipts[sha256]:
                        elsewhere += [number_in_address(url, known[draft.series])] if url else []
                        elsewhere += [number_in_name(name, known[draft.series])]
                by_hand = replay.numbers.get((sha256, draft.position))
                claim = by_hand or identity.claim_of(draft, [one for one in elsewhere if one])
                found.append(identity.Candidate(sha256, draft, claim, retrieved))
    return sorted(found, key=lambda one: one.key)


def _write_issue(
    desk: Derived,
    issue: str,
    series: Series,
    group: list[identity.Candidate],
    problem: str | None,
    replay: Replay,
) -> None:
    """Choose the best text, date it from itself alone, and write it."""
    items = identity.best_items(group)
    claim = None if "/x-" in issue else identity.best_numbering(group)
    texts = [(item.headline, item.body) for item, _ in items]
    dating = replay.dating([one.key for one in group])
    if dating is None:
        held = [one for pair in texts for text in pair for one in holdings(text, replay.knowledge)]
        hints = sorted({hint for one in group for hint in one.draft.hints})
        dating = date_alone(texts, held, hints, series, claim.volume if claim else None)
    row = IssueRow(
        id=issue,
        series=series.id,
        volume=claim.volume if claim else None,
        number=claim.number if claim else None,
        known_by=claim.known_by if claim else None,
        known_words=claim.words if claim else None,
        title=identity.best_title(group)
        or (f"{series.title} Vol {claim.volume}.{claim.number}" if claim else series.title),
        problem=problem,
        dating=dating.as_dict(),
    )
    desk.put_issue(row, items, [one.key for one in group])


def _settle_dates(desk: Derived, series: Iterable[Series], written: set[str]) -> dict[str, Published]:
    """Solve each series once over all first-pass datings; the issues to read again with their dates."""
    relink: dict[str, Published] = {}
    for one in series:
        rows = desk.datings(one.id)
        numbered = {row[0]: (row[1], row[2], Dating.from_dict(row[3])) for row in rows if row[1] and row[2]}
        solved = solve(numbered, one)
        for issue, _, _, dating, before in rows:
            own = Dating.from_dict(dating).published()
            now = own if own.basis == "judgement" else solved.get(issue, own)
            if issue in written or now != before:
                relink[issue] = now
    return dict(sorted(relink.items()))


def _read_issue(
    desk: Derived, issue: str, published: Published, replay: Replay, anchors: Sequence[Anchored], series: Series
) -> list[Ruling]:
    """Read every item of an issue at its publication date, and write what was found; what became of judged words."""
    knowledge, items = replay.knowledge, desk.items_of(issue)
    places = [(one, locate(one.words, items)) for one in anchors]
    note = f"the words are no longer in {issue}"
    rulings = [replace(one.ruling, status="orphan", issue=issue, note=note) for one, place in places if not place]
    for bare in items:
        item = read_item(bare, published, knowledge, series)
        here = [one for one, place in places if place and place[0] == item.position]
        if here:
            mentions, ruled = with_judgements(item, here, knowledge)
            item, rulings = replace(item, mentions=mentions), rulings + ruled
        bounds = [Sentence(field, *span) for field in FIELDS for span in sentences(item.text(field))]
        found = relations.relate(item.headline, item.body, item.mentions, item.dates, published.when, knowledge)
        happened = relations.events(item.headline, item.body, item.mentions, item.dates)
        put_meaning(desk.db, item, bounds, found, happened, suggest(item, knowledge))
    return rulings


def read_item(item: Item, published: Published, knowledge: Knowledge, series: Series) -> Item:
    """The item with its dates and mentions; pure."""
    dates = tuple(
        found
        for field in FIELDS
        for found in find_dates(
            item.text(field),
            field,
            published.when,
            [(seen.start, seen.end) for seen in sight(item.text(field), knowledge, field)],
        )
    )
    mentions = link(item.headline, item.body, published.when, dates, knowledge, series)
    return replace(item, dates=dates, mentions=mentions)
