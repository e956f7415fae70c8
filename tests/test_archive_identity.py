"""Which drafts are one issue, whatever the order they came in."""

from __future__ import annotations

from itertools import permutations

import pytest

from archive.model import Draft, DraftItem, Form, KnownBy, Numbering
from archive.reading.identity import Candidate, best_items, claim_of, containment, groups, name_groups, shingles

SERIES = "us-japan-alliance-digest"
TALKS = "Ministers met in Tokyo to speak of bases, of budgets and of the long road to a new agreement on costs."
DRILLS = "Ships of both navies trained for a week in rough seas off Okinawa before they returned to their ports."
COURT = "A court in Naha heard arguments about noise from helicopters that residents say keeps children awake."


def candidate(
    sha: str, *bodies: str, number: tuple[int, int] | None = (1, 4), known_by: KnownBy = "title", form: Form = "page"
) -> Candidate:
    claim = Numbering(*number, known_by, "words") if number else None
    items = tuple(DraftItem(f"About {body.split()[0]}", body) for body in bodies)
    return Candidate(sha, Draft(1, SERIES, form, "", items, claim), claim)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(candidate("a", TALKS, DRILLS), candidate("b", TALKS, DRILLS), True, id="the same words"),
        pytest.param(
            candidate("a", TALKS, DRILLS), candidate("b", TALKS, COURT), True, id="same number, half the words"
        ),
        pytest.param(candidate("a", TALKS), candidate("b", COURT), False, id="same number, other words"),
        pytest.param(
            candidate("a", TALKS, DRILLS), candidate("b", TALKS, COURT, number=(1, 5)), False, id="half, other number"
        ),
        pytest.param(
            candidate("a", TALKS, DRILLS), candidate("b", TALKS, DRILLS, number=None), True, id="all, no number"
        ),
    ],
)
def test_two_drafts_are_one_issue(one: Candidate, other: Candidate, same: bool) -> None:
    assert (len(groups([one, other])) == 1) is same


def test_identity_does_not_depend_on_order() -> None:
    drafts = [
        candidate("d", TALKS, DRILLS, COURT),
        candidate("b", TALKS, DRILLS, number=None),
        candidate("c", COURT, number=(1, 5)),
        candidate("a", DRILLS, number=(1, 4), known_by="address"),
    ]
    outcomes = {
        str([(issue, [one.sha256 for one in group], problem) for issue, (group, problem) in named.items()])
        for order in permutations(drafts)
        for named in [name_groups(SERIES, groups(order))]
    }
    assert len(outcomes) == 1


def test_two_texts_that_claim_one_number_are_a_conflict_for_a_person() -> None:
    trusted, other = candidate("b", TALKS), candidate("a", COURT, known_by="name")
    named = name_groups(SERIES, groups([trusted, other]))
    assert named[f"{SERIES}/1.4"] == ([trusted], None)
    group, problem = named[f"{SERIES}/x-a"]
    assert group == [other]
    assert problem is not None and "Vol 1.4" in problem and "by hand" in problem


def test_an_issue_without_a_number_gets_none_by_guess() -> None:
    named = name_groups(SERIES, groups([candidate("abcdef0123", TALKS, number=None)]))
    assert list(named) == [f"{SERIES}/x-abcdef01"]


def test_originals_that_disagree_on_the_number_are_not_numbered() -> None:
    named = name_groups(SERIES, groups([candidate("a", TALKS), candidate("b", TALKS, number=(1, 5))]))
    assert list(named) == [f"{SERIES}/x-a"]
    assert "Vol 1.4 and Vol 1.5" in str(named[f"{SERIES}/x-a"][1])


def test_the_draft_itself_is_trusted_before_its_address_and_name() -> None:
    own = candidate("a", TALKS).draft
    bare = candidate("a", TALKS, number=None).draft
    address, name = Numbering(2, 1, "address", "vol-2-1"), Numbering(2, 2, "name", "Vol 2.2.pdf")
    assert claim_of(own, [address, name]) == own.numbering
    assert claim_of(bare, [name, address]) == address
    assert claim_of(bare, [address, Numbering(2, 3, "address", "vol-2-3"), name]) is None


def test_best_text_is_the_page_and_what_only_the_pdf_has_is_added() -> None:
    page = candidate("b", TALKS, COURT)
    pdf = candidate("a", TALKS.replace("Tokyo", "Toyko"), COURT, DRILLS, form="pdf")
    chosen = best_items([pdf, page])
    assert [(item.body, sha) for item, sha in chosen] == [(TALKS, "b"), (COURT, "b"), (DRILLS, "a")]


def test_shingles_see_words_not_typography() -> None:
    assert containment(shingles(["“Joint-use”  of the base"]), shingles(['"joint use" of the base'])) == 1.0
    assert containment(frozenset(), shingles([TALKS])) == 0.0
