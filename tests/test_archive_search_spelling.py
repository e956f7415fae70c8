"""Did you mean: what is corrected, what is left alone, and letters compared with many words at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from conftest import issue_text
from sampled import counted

from archive import Archive
from archive.search import SearchRequest, spelling
from archive.search.letters import distances, letters_of, signature, slip
from archive.search.names import Names
from archive.search.postings import Reading
from archive.search.spelling import PLENTY, Speller
from importers.batch import import_paths


@pytest.fixture(scope="module")
def speller(sampled_reading: Reading, sampled_names: Names) -> Speller:
    return Speller(sampled_reading, sampled_names)


def meant(speller: Speller, query: str) -> str:
    """The query with its corrections."""
    for one in reversed(speller.corrections(query)):
        query = query[: one.start] + one.right + query[one.end :]
    return query


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("Futema", "Futenma"),
        ("Okinwa", "Okinawa"),
        ("Kishda", "Kishida"),
        ("kisida", "kishida"),
        ("aliance", "alliance"),
        ("Hennoko", "Henoko"),
        ("Futnema", "Futenma"),  # two swapped
        ("Oknaiwa", "Okinawa"),
        ("relocatoin", "relocation"),
        ("nuclaer", "nuclear"),
        ("semicondutor", "semiconductor"),
        ("Ishba", "Ishiba"),
        ("HENNOKO", "HENOKO"),
        ("Hókkado", "Hokkaido"),
        ("alliance Futema noise Okinwa", "alliance Futenma noise Okinawa"),
        ("MCAS Futema", "MCAS Futenma"),
        ('"base relocaton" OR (kadena NOT Futema)', '"base relocation" OR (kadena NOT Futenma)'),
        ("leader:fumio-kishida aliance", "leader:fumio-kishida alliance"),
        ("  Futema  ", "  Futenma  "),
        ("defensespending", "defense spending"),
    ],
)
def test_what_is_mistyped_is_corrected_and_nothing_else(speller: Speller, query: str, better: str) -> None:
    assert meant(speller, query) == better


@pytest.mark.parametrize(
    "query",
    [
        "Futenma",
        "relocations",  # never written so, but of a stem that items have
        "Kadena",  # in one item, and a name
        "Zelensky",  # in none, but a name
        "Barracks",  # so is this, of Schofield Barracks; a letter or two from Barack
        "Denny Tamaki",
        "KISHIDA Fumio",
        "leader:kishda",  # the field's own message says more
        "alianc*",
        "aliance~",
        "1.1",
        "FY2032",
        "the of",
        "xqzwv",
        "relocationrelocatinrelocation",  # too long to be a slip
        "普天間",
        "",
    ],
)
def test_what_is_known_or_no_word_is_left_alone(speller: Speller, query: str) -> None:
    assert speller.corrections(query) == ()


def test_a_correction_says_where_and_finds_what_it_says(sampled: Archive, speller: Speller) -> None:
    (one,) = speller.corrections("noise at Futema")
    assert (one.start, one.end, one.wrong, one.right) == (9, 15, "Futema", "Futenma")
    assert one.items == sampled.search(SearchRequest(q='"Futenma"')).total == 8


def test_a_rare_word_is_only_questioned_for_a_far_more_frequent_one_that_it_is_a_usual_slip_of(
    speller: Speller,
) -> None:
    vocabulary = speller.vocabulary
    rare = [vocabulary.word(number) for number in range(len(vocabulary.words)) if vocabulary.items[number] < PLENTY]
    assert {"laid", "crime", "warhead", "stage"} < set(rare)  # a letter from "said", "prime" and "state"; two words
    assert [word for word in rare if speller.corrections(word)] == []


@pytest.mark.parametrize(("rarer", "better"), [(2, "alliance talks Okinwa"), (3, "aliance talks Okinwa")])
def test_a_slip_that_an_item_has_itself_is_questioned(
    tmp_path: Path, empty: Archive, monkeypatch: pytest.MonkeyPatch, rarer: int, better: str
) -> None:
    items = [
        ("Hamada visits Nago", "Hamada visited Nago and spoke of the alliance for an hour."),
        ("Tariffs on steel stay", "Duties on steel hurt the alliance, said a union of workers in Ohio."),
        ("Misprint of a week", "The misprint aliance stood beside one week of Okinwa talks."),
    ]
    (tmp_path / "digest-vol-1.1.txt").write_text(issue_text("1.1", *items), "utf-8")
    import_paths(empty, [tmp_path / "digest-vol-1.1.txt"])
    monkeypatch.setattr(spelling, "RARER", rarer)
    speller = Speller(Reading(empty.index.current()), counted(empty))
    assert [speller.reading.frequency(stem) for stem in ("allianc", "alianc", "okinwa")] == [2, 1, 1]
    assert meant(speller, "aliance talks Okinwa") == better  # there is nothing better for the last


def test_of_words_equally_near_the_one_that_goes_with_the_others_is_meant(speller: Speller) -> None:
    assert [word for word, _ in speller.near("bauks")[:2]] == ["backs", "banks"]
    assert (meant(speller, "bauks"), meant(speller, "April bauks")) == ("backs", "April banks")


def test_words_of_names_are_known_although_no_item_has_them(archive: Archive) -> None:
    speller = Speller(Reading(archive.index.current()), counted(archive))
    assert speller.vocabulary.find("airfield") is None  # "Futenma Airfield", in the small issues only MCAS
    assert meant(speller, "Futenma Airfeild") == "Futenma Airfield"


def test_an_empty_archive_corrects_nothing(empty: Archive) -> None:
    import_paths(empty, [])
    empty.derive()
    assert Speller(Reading(empty.index.current()), counted(empty)).corrections("Futema alliance") == ()


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        ("futema", "futenma", 1),
        ("futenma", "futema", 1),
        ("futnema", "futenma", 1),
        ("kisida", "kishida", 1),
        ("base", "base", 0),
        ("base", "case", 1),
        ("ab", "ba", 1),
        ("abc", "xyz", 3),
        ("a", "", 1),
    ],
)
def test_letters_put_in_left_out_changed_and_swapped_are_counted(one: str, other: str, away: int) -> None:
    others = np.array([other.encode(), b"filling"], np.bytes_)
    typed = np.frombuffer(one.encode(), np.uint8)
    assert distances(typed, letters_of(others), np.array([len(other), 7], np.int32))[0] == away
    assert np.bitwise_count(signature(letters_of(others[:1])) ^ signature(typed[None, :]))[0] <= 2 * away


def test_likely_slips_come_first() -> None:
    assert slip("aliance", "alliance") > slip("aliance", "appliance") > slip("aliance", "dalliance")
