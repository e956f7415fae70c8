"""Passages around what was found: text and spans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.model import DateMention, Item, Mention
from archive.reading import edtf
from archive.search.snippets import LENGTH, Marked, Marker
from archive.search.words import Words

BODY = (
    "The minister spoke first of the weather. He then named Air Station Futenma as a base to close. "
    "Nobody asked a question. The base at Kadena will stay, he said."
)
FILLER = "Nothing was said that matters to anybody at all here. "


def marker(
    *words: str, entities: tuple[str, ...] = (), near: int = 0, called: tuple[str, ...] = (), told: str = ""
) -> Marker:
    """A marker for words; with `near` they are to stand so near each other."""
    cut = Words()
    chains, others = (
        [tuple((stem, at) for stem, at, _, _ in cut.cut(word)) for word in some] for some in (words, called)
    )
    nears = [(chain, near) for chain in chains] if near else []
    times = [edtf.interval(told)] if told else []
    return Marker.of([] if near else chains, entities, cut, nears, others, times)


def item(body: str, *named: tuple[str, str], headline: str = "Bases named") -> Item:
    mentions = tuple(
        Mention("body", body.index(text), body.index(text) + len(text), text, entity, "base", "alias", 1.0)
        for text, entity in named
    )
    return Item("digest/1.1", 1, headline, body, (), mentions)


def marks(marked: Marked) -> list[tuple[str, str]]:
    return [(marked.text[span.start : span.end], span.kind) for span in marked.spans]


def test_words_and_mentions_are_marked_differently() -> None:
    found = marker("bases", entities=("mcas-futenma",)).snippet(item(BODY, ("Air Station Futenma", "mcas-futenma")))
    assert marks(found) == [("Air Station Futenma", "entity"), ("base", "word"), ("base", "word")]


def test_a_word_that_was_asked_wins_over_the_mention_around_it() -> None:
    found = marker("Futenma", entities=("mcas-futenma",)).snippet(item(BODY, ("Air Station Futenma", "mcas-futenma")))
    assert marks(found) == [("Futenma", "word")]


def test_the_headline_is_marked() -> None:
    assert marks(marker("base").headline(item(BODY))) == [("Bases", "word")]


def test_of_a_phrase_only_the_phrase_is_marked() -> None:
    body = "The joint plan was read. A joint statement followed, a statement on the joint drill."
    assert marks(marker("joint statement").snippet(item(body))) == [("joint", "word"), ("statement", "word")]


def test_a_phrase_reaches_over_common_words() -> None:
    body = "A statement on the treaty."
    assert marks(marker("statement on the treaty").snippet(item(body))) == [("statement", "word"), ("treaty", "word")]


def test_words_are_marked_where_they_stand_near_each_other() -> None:
    told = item(BODY, headline="A base stays, nobody spoke of it again; a relocation of the whole old base began")
    assert marks(marker("base relocation", near=6).headline(told)) == [("relocation", "word"), ("base", "word")]
    assert marks(marker("base relocation", near=4).headline(told)) == []
    assert [text for text, _ in marks(marker("base relocation", near=9).headline(told))] == [
        "base",
        "relocation",
        "base",
    ]


def test_another_way_to_write_a_name_is_marked_after_its_mentions() -> None:
    body = "The base at Futenma. The Futenma era."
    marked = marker("Air Station Futenma", entities=("mcas-futenma",), called=("Futenma",)).snippet(
        item(body, ("Futenma", "mcas-futenma"))
    )
    assert marks(marked) == [("Futenma", "entity"), ("Futenma", "word")]


def test_a_date_that_was_asked_for_is_named_and_marked() -> None:
    when = [DateMention("body", 3, 12, "January 5", edtf.interval("2022-01-05"))]
    when.append(DateMention("body", 17, 21, "2023", edtf.interval("2023")))
    told = replace(item("On January 5 and 2023."), dates=tuple(when))
    asked = marker(told="2022-01")
    assert asked.dates(told, edtf.interval("2022-01-10")) == (when[0],)
    assert marks(asked.snippet(told, when[:1])) == [("January 5", "date")]
    assert marker().dates(told, edtf.interval("2022-01-10")) == ()


def test_the_best_passage_comes_first() -> None:
    body = "A drill began. " + FILLER * 5 + "A treaty was signed at a base. " + FILLER * 5
    found = marker("drill", "treaty", "base").snippet(item(body))
    assert found.text.startswith("A treaty was signed at a base. Nothing") and found.text.endswith("… A drill began.")
    assert [text for text, _ in marks(found)] == ["treaty", "base", "drill"]


def test_curly_quotes_keep_their_place() -> None:
    body = "The leaders’ “base” plan."
    assert marks(marker("base").snippet(item(body))) == [("base", "word")]


def test_the_best_passages_come_and_gaps_are_shown() -> None:
    body = "A drill began. " + FILLER * 5 + "The treaty was signed. " + FILLER * 5
    found = marker("drill", "treaty").snippet(item(body))
    assert found.text.startswith("A drill began. … The treaty was signed. Nothing")
    assert len(found.text) <= LENGTH + 10


def test_without_words_the_beginning_is_shown() -> None:
    assert marker().snippet(item(FILLER * 9)).text == (FILLER * 4).strip()


@pytest.mark.parametrize("before", [0, 40, 200])
def test_a_long_sentence_is_cut_between_words(before: int) -> None:
    body = "word " * before + "treaty " + "word " * 200 + "end."
    found = marker("treaty").snippet(item(body))
    assert marks(found) == [("treaty", "word")]
    assert found.text.endswith(" …") and found.text.startswith("… ") == bool(before > 20)
    assert len(found.text) <= LENGTH + 6
    assert set(found.text.replace("…", "").split()) == {"word", "treaty"} or not before


def test_markup_stays_text() -> None:
    body = "<b>base</b> & <script>alert(1)</script>"
    found = marker("base").snippet(item(body))
    assert found.text == body and marks(found) == [("base", "word")]


@pytest.mark.parametrize("body", ["", " ", "…", "one"])
def test_any_body_gives_a_snippet(body: str) -> None:
    assert marker("base").snippet(item(body)).text == body.strip()
