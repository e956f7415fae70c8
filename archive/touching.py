"""Which originals new judgements reach: only their issues are derived anew, and the result is that of a rebuild."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive.curation.judgement import Judgement, SetDate, SetNumber
from archive.curation.knowing import Affected, changed
from archive.curation.replay import Replay, concerned
from archive.curation.standing import Ruling
from archive.curation.words import Anchored, anchored, locate
from archive.reading.knowledge import Knowledge
from archive.store.derived import Derived


def reached(desk: Derived, judgements: Sequence[Judgement], knowledge: Knowledge, replay: Replay) -> set[str]:
    """The originals whose issues read differently after the judgements that are not yet weighed.

    For words and set dates and numbers these are the originals they hang on; for records, those of every issue
    whose text has a form of a record that changed, or that mentions it.
    """
    weighed = desk.weighed()
    fresh = concerned(judgements, [one.id for one in judgements if one.id not in weighed])
    hashes: set[str] = set()
    issues: set[str] = set()
    for one in fresh:
        if isinstance(one.decision, SetDate | SetNumber):
            hashes.add(one.decision.place.original)
        for anchor in anchored(Ruling(one)):
            hashes.add(anchor.words.original)
            issues.add(anchor.words.issue)
    before = Replay.of(knowledge, [one for one in judgements if one.id in weighed]).knowledge
    if before is not replay.knowledge and (ids := changed(before, replay.knowledge)):
        affected = Affected.by(ids, before, replay.knowledge)
        issues |= {issue for issue, *texts in desk.texts() if any(map(affected.reads_differently, texts))}
        issues |= desk.issues_mentioning(ids)
    return hashes | {sha256 for sha256, _ in desk.drafts_of_issues(sorted(issues))}


def at_home(desk: Derived, anchors: Sequence[Anchored]) -> tuple[dict[str, list[Anchored]], list[Ruling]]:
    """The judged words of each issue, and the rulings of those whose issue is not in the archive.

    The original that the words were read in says which issue it is, whatever that is numbered by now; an original
    with several issues leaves it to the words.
    """
    holding = desk.holding(anchor.words.original for anchor in anchors)
    homes: dict[str, list[Anchored]] = {}
    homeless = []
    for anchor in anchors:
        words = anchor.words
        issues = holding.get(words.original) or desk.existing([words.issue])
        if words.issue in issues:
            home = words.issue
        else:
            home = next((one for one in issues if locate(words, desk.items_of(one))), issues[0] if issues else "")
        if home:
            homes.setdefault(home, []).append(anchor)
        else:
            note = f"{words.issue} is not in the archive"
            homeless.append(replace(anchor.ruling, status="orphan", note=note))
    return homes, homeless
