"""Words as the index knows them."""

from __future__ import annotations

import pickle

import pytest

from archive.search.words import Words, indexed


def stems(text: str) -> list[str]:
    return [stem for stem, _, _, _ in Words().cut(indexed("", text).strip("\x1e"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan’s bases", ["japan", "base"]),
        ("based, basing; a base", ["based", "basing", "base"]),
        ("the United States, one unit", ["united", "state", "on", "unit"]),
        ("U.S. and US", ["us", "us"]),
        ("34,134 votes, 2.5 years", ["34134", "vote", "2.5", "year"]),
        ("Kōno met Yoon Suk-yeol", ["kono", "met", "yoon", "suk", "yeol"]),
        ("March 8.US officials", ["march", "8", "us", "offici"]),
        ("2½ year", ["2½", "year"]),
        ("x" * 100, ["x" * 48]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_stems(text: str, expected: list[str]) -> None:
    assert stems(text) == expected


def test_common_words_keep_their_place() -> None:
    assert [(stem, at) for stem, at, _, _ in Words().cut("statement on nuclear arms")] == [
        ("statement", 0),
        ("nuclear", 2),
        ("arm", 3),
    ]


def test_offsets_are_those_of_the_text() -> None:
    text = "Kishi's plan"
    assert [text[start:end] for _, _, start, end in Words().cut(text)] == ["Kishi's", "plan"]


def test_headline_and_body_are_apart() -> None:
    assert [(stem, at) for stem, at, _, _ in Words().cut(indexed("Drill ends", "Rain fell"))] == [
        ("drill", 0),
        ("end", 1),
        ("drill", 1000),
        ("end", 1001),
        ("rain", 2000),
        ("fell", 2001),
    ]


def test_it_can_be_pickled_and_forgets() -> None:
    words = Words()
    list(words.cut("drill"))
    assert pickle.loads(pickle.dumps(words)).seen == {}
