"""Related terms: what stands out in what was found."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from archive import Archive
from archive.search import SearchRequest
from archive.search.matching import Matcher
from archive.search.names import Names
from archive.search.postings import Reading
from archive.search.query import parse
from archive.search.related import Relating, Term, likelihood
from archive.search.subjects import PLAIN, outside_names, plain_form, tells
from archive.search.words import Words


@pytest.fixture(scope="module")
def relating(sampled_reading: Reading, sampled_names: Names) -> Relating:
    return Relating(sampled_reading, sampled_names, Words())


def related(archive: Archive, relating: Relating, query: str, limit: int = 10) -> tuple[Term, ...]:
    """Related terms as a search page asks for them."""
    matcher = Matcher(relating.reading, relating.names)
    node = parse(query, relating.names, date(2026, 1, 15))
    assert node
    found = matcher.found(node).possible
    hits = archive.search(SearchRequest(q=query, per_page=20)).hits
    keys = [(hit.issue, hit.position) for hit in hits]
    stems = {stem for chain in matcher.traces.chains for stem, _ in chain}
    items = list(archive.ask.items(keys).values())
    return relating.terms(found, items, stems, matcher.traces.entities, limit)


@pytest.mark.parametrize(
    ("query", "entities", "words"),
    [
        ("Futenma", {"henoko", "nago", "okinawa", "denny-tamaki"}, {"landfill", "seabed"}),
        ("tariffs", {"donald-trump", "howard-lutnick"}, {"steel", "aluminum"}),
        ("missile launch", {"kim-jong-un", "north-korea"}, {"test"}),
        ("Osprey", {"us-marine-corps", "mcas-futenma"}, {"accident", "aircraft"}),
    ],
)
def test_what_belongs_to_a_subject_is_related(
    sampled: Archive, relating: Relating, query: str, entities: set[str], words: set[str]
) -> None:
    terms = related(sampled, relating, query)
    assert entities <= {one.id for one in terms}
    assert words <= {one.text for one in terms if one.kind == "word"}
    assert [one.kind for one in terms] == sorted(one.kind for one in terms)  # entities first


@pytest.mark.parametrize(
    "query", ["Futenma", "Kishida", "Taiwan", "tariffs", "base", "Economic 2+2", "leader:denny-tamaki"]
)
def test_neither_what_was_asked_nor_what_says_nothing_is_related(
    sampled: Archive, relating: Relating, query: str
) -> None:
    asked = {word.lower().removesuffix("s") for word in query.replace(":", " ").replace("-", " ").split()}
    for one in related(sampled, relating, query):
        words = one.text.lower().split()
        assert one.kind == "entity" or (not asked & {words[0], words[0].removesuffix("s")} and words[0] not in PLAIN)
        assert one.id not in ("mcas-futenma", "fumio-kishida", "taiwan") or one.text.split()[-1] != query


def test_a_term_finds_what_it_says_in_what_was_found(sampled: Archive, relating: Relating) -> None:
    for one in related(sampled, relating, "Futenma"):
        total = sampled.search(SearchRequest(q=f"Futenma {one.query}")).total
        assert total >= one.count >= 2, one
        assert one.as_dict()["count"] == one.count


@pytest.mark.parametrize(("query", "least"), [("Kishida", 6), ("base", 3), ("Futenma", 2)])
def test_of_many_items_more_must_have_a_term(sampled: Archive, relating: Relating, query: str, least: int) -> None:
    assert min(one.count for one in related(sampled, relating, query, 20)) >= least


def test_nothing_stands_out_in_everything_or_nothing(sampled: Archive, relating: Relating) -> None:
    living = relating.sidecar.living
    assert relating.terms(living, []) == relating.terms(np.zeros_like(living), []) == ()


def test_the_limit_is_kept_and_words_need_items(sampled: Archive, relating: Relating) -> None:
    assert len(related(sampled, relating, "Futenma", 3)) == 3
    found = Matcher(relating.reading, relating.names).mentioning("mcas-futenma")
    assert {one.kind for one in relating.terms(found, [])} == {"entity"}


def test_likelihood_grows_with_the_surprise_and_is_none_for_what_is_rarer_here() -> None:
    scores = likelihood(np.array([9, 5, 1, 0]), 10, np.array([10, 10, 500, 10]), 1000)
    assert scores[0] > scores[1] > 6.63 and scores[2] == scores[3] == 0
    # Dunning's own way: 2 Σ seen ln(seen / expected)
    assert likelihood(np.array([2]), 4, np.array([2]), 8)[0] == pytest.approx(
        2 * (2 * np.log(2) + 2 * np.log(2 / 3) + 4 * np.log(4 / 3))
    )


def test_telling_words_stand_outside_of_names(archive: Archive) -> None:
    item = archive.ask.issue("us-japan-alliance-digest/1.20").items[1]
    found = outside_names(item, Words())
    assert {"suit", "nois", "claim"} <= set(found) and found["suit"] == (2, "suit")
    assert not {"futenma", "defens"} & set(found)
    assert [tells(plain_form(form)) for form in ("suit’s", "October", "would", "21", "US")] == [True] + [False] * 4
