"""Which issue is this? Drafts of one issue are found by their words and their numbers, in any order of arrival.

The rule (FINDINGS, "The same issue twice"): the same volume and number and at least half of the three-word
shingles shared, or at least 0.8 shared whatever the number says. Issues are the connected groups under
that rule, so the outcome does not depend on which draft came first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from archive.model import FORMS, KNOWN_BY, Draft, DraftItem, Numbering
from archive.reading.text import fold

WORD = re.compile(r"\w+")
SAME_NUMBER, ANY_NUMBER, SAME_ITEM = 0.5, 0.8, 0.5
SAMPLE = 16
"""One shingle in so many is indexed: about 30 an issue, so that twins at 0.8 never go unseen."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft with its original's SHA-256, what claims its number, and when it was fetched (ISO, or empty)."""

    sha256: str
    draft: Draft
    claim: Numbering | None
    retrieved: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """Names the draft: its original and its place in it."""
        return self.sha256, self.draft.position


def shingles(texts: Iterable[str]) -> frozenset[int]:
    """The three-word shingles of the texts as 63-bit numbers, the same on every machine."""
    found: set[int] = set()
    for text in texts:
        words = WORD.findall(fold(text).lower())
        for at in range(max(1, len(words) - 2)):
            digest = blake2b(" ".join(words[at : at + 3]).encode(), digest_size=8).digest()
            found.add(int.from_bytes(digest, "big") >> 1)
    return frozenset(found)


def sampled(hashes: frozenset[int]) -> list[int]:
    """The fixed part of the shingles that the catalog indexes to find twins."""
    return sorted(value for value in hashes if value % SAMPLE == 0)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the smaller set the other holds, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def claim_of(draft: Draft, elsewhere: Sequence[Numbering]) -> Numbering | None:
    """What number a draft claims: its own title or link, else its receipts' addresses and names.

    Receipts that disagree at the same level of trust decide nothing.
    """
    if draft.numbering:
        return draft.numbering
    for known_by in KNOWN_BY:
        said = [claim for claim in elsewhere if claim.known_by == known_by]
        if len({(claim.volume, claim.number) for claim in said}) == 1:
            return min(said, key=lambda claim: claim.words)
        if said:
            return None
    return None


def groups(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """The candidates in groups, one group an issue, each in a fixed order."""
    ordered = sorted(candidates, key=lambda candidate: candidate.key)
    words = [shingles(item.body for item in candidate.draft.items) for candidate in ordered]
    leader = list(range(len(ordered)))

    def root(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for at, other_at in _pairs(ordered, words):
        one, other = ordered[at], ordered[other_at]
        if one.draft.series != other.draft.series or one.sha256 == other.sha256:
            continue
        same_number = one.claim and other.claim and _number(one.claim) == _number(other.claim)
        if containment(words[at], words[other_at]) >= (SAME_NUMBER if same_number else ANY_NUMBER):
            leader[root(at)] = root(other_at)
    gathered: dict[int, list[Candidate]] = {}
    for at, candidate in enumerate(ordered):
        gathered.setdefault(root(at), []).append(candidate)
    return sorted(gathered.values(), key=lambda group: group[0].key)


def enough_shared(samples: int) -> int:
    """How many sampled shingles a twin of a draft with so many samples shares at the least.

    A twin at 0.8 shares about 24 of 30; a quarter leaves room for chance, and stock phrases do not reach it.
    """
    return max(1, samples // 4)


def name_groups(series: str, found: Sequence[list[Candidate]]) -> dict[str, tuple[list[Candidate], str | None]]:
    """Give each group of one series its issue id, with the problem a person must solve, if there is one.

    A group without a number, or whose number another group claims with better right, gets a
    provisional id from its hash: never a number by guess.
    """
    named: dict[str, tuple[list[Candidate], str | None]] = {}
    claims = [(group, *_claim_of_group(group)) for group in found]
    for group, claim, problem in sorted(claims, key=lambda row: _right(row[0], row[1])):
        issue = f"{series}/{claim.volume}.{claim.number}" if claim else ""
        if claim and issue not in named:
            named[issue] = group, problem
            continue
        if claim:
            problem = (
                f"also says it is Vol {claim.volume}.{claim.number}, but its text is another than that of {issue}: "
                "compare the two and number this one by hand."
            )
        sha256, position = group[0].key
        named[f"{series}/x-{sha256[:8]}" + ("" if position == 1 else f"-{position}")] = group, problem
    return named


def best_numbering(group: Sequence[Candidate]) -> Numbering | None:
    """The group's most trusted claim, the one its id is made from."""
    return _claim_of_group(group)[0]


def best_title(group: Sequence[Candidate]) -> str:
    """The title as its best form prints it."""
    return next((one.draft.title for one in _by_form(group) if one.draft.title), "")


def best_items(group: Sequence[Candidate]) -> list[tuple[DraftItem, str]]:
    """The best text of each item with the SHA-256 it came from, in the order of the best original.

    Per item: form (page before PDF before OCR), completeness, time fetched, hash; an item that
    only a lesser original has is added at the end.
    """
    ranked = _by_form(group)
    chosen: list[tuple[DraftItem, str]] = []
    seen: list[frozenset[int]] = []
    for candidate in ranked:
        for item in candidate.draft.items:
            words = shingles([item.body])
            twin = next((at for at, other in enumerate(seen) if containment(words, other) >= SAME_ITEM), None)
            if twin is None:
                chosen.append((item, candidate.sha256))
                seen.append(words)
            elif not chosen[twin][0].headline and item.headline:
                chosen[twin] = (item, candidate.sha256)
    return chosen


def _pairs(ordered: Sequence[Candidate], words: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """The pairs worth comparing: enough sampled shingles in common, or the same number."""
    holders: dict[int, list[int]] = {}
    numbered: dict[tuple[str, int, int], list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for at, candidate in enumerate(ordered):
        sample = sampled(words[at])
        shared = Counter(other for value in sample for other in holders.get(value, ()))
        near = {other for other, count in shared.items() if count >= enough_shared(len(sample))}
        if candidate.claim:
            claimed = numbered.setdefault((candidate.draft.series, *_number(candidate.claim)), [])
            near.update(claimed)
            claimed.append(at)
        pairs.extend((at, other) for other in sorted(near))
        for value in sample:
            holders.setdefault(value, []).append(at)
    return pairs


def _by_form(group: Sequence[Candidate]) -> list[Candidate]:
    def rank(one: Candidate) -> tuple[int, int, str, str, int]:
        return FORMS.index(one.draft.form), -len(one.draft.items), _newest_first(one.retrieved), *one.key

    return sorted(group, key=rank)


def _newest_first(iso: str) -> str:
    """ISO time turned so that plain sorting puts the newest first and none last."""
    return "".join(chr(0x10000 - ord(letter)) for letter in iso) or "\U0010ffff"


def _number(claim: Numbering) -> tuple[int, int]:
    return claim.volume, claim.number


def _claim_of_group(group: Sequence[Candidate]) -> tuple[Numbering | None, str | None]:
    for known_by in KNOWN_BY:
        said = [one.claim for one in group if one.claim and one.claim.known_by == known_by]
        numbers = sorted({_number(claim) for claim in said})
        if len(numbers) == 1:
            return min(said, key=lambda claim: claim.words), None
        if numbers:
            listed = " and ".join(f"Vol {volume}.{number}" for volume, number in numbers)
            return None, f"its originals disagree on the number ({listed}): number it by hand."
    return None, (
        "no volume and number was found in its title, links, address or file name: number it by hand, by importing it "
        "again under a name that says it, such as “Alliance Digest Vol 1.13.pdf”."
    )


def _right(group: Sequence[Candidate], claim: Numbering | None) -> tuple[int, int, int, tuple[str, int]]:
    """Sorts the claims to one number, best first."""
    trust = KNOWN_BY.index(claim.known_by) if claim else len(KNOWN_BY)
    form = min(FORMS.index(one.draft.form) for one in group)
    return trust, form, -max(len(one.draft.items) for one in group), group[0].key


def by_series(candidates: Iterable[Candidate]) -> Mapping[str, list[Candidate]]:
    """The candidates of each series."""
    parted: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        parted.setdefault(candidate.draft.series, []).append(candidate)
    return parted
