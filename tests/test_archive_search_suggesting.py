"""What a search box is completed to, and that each completion finds what it promises."""

from __future__ import annotations

from datetime import date

import pytest
from sampled import counted

from archive import Archive
from archive.search import SearchRequest
from archive.search.beginnings import Beginnings
from archive.search.names import Names
from archive.search.numbered import Numbered
from archive.search.postings import Reading
from archive.search.suggesting import LONGEST_TEXT, Suggester, Suggestion
from archive.search.usage import Usage
from archive.search.vocabulary import Vocabulary
from importers.batch import import_paths


def today() -> date:
    return date(2026, 1, 15)


@pytest.fixture(scope="module")
def suggester(sampled: Archive, sampled_reading: Reading, sampled_names: Names) -> Suggester:
    return Suggester(sampled_reading, sampled_names, sampled.ask, today)


@pytest.fixture
def small(archive: Archive) -> Suggester:
    return Suggester(Reading(archive.index.current()), counted(archive), archive.ask, today)


def ids(found: tuple[Suggestion, ...]) -> list[str | None]:
    return [one.id for one in found]


@pytest.mark.parametrize(
    ("typed", "id", "query"),
    [
        ("futen", "mcas-futenma", "MCAS Futenma"),
        ("FUTENMA", "mcas-futenma", "MCAS Futenma"),
        ("mcas fut", "mcas-futenma", "MCAS Futenma"),
        ("kishida f", "fumio-kishida", "Fumio Kishida"),
        ("fumio k", "fumio-kishida", "Fumio Kishida"),
        ("kishi nob", "nobuo-kishi", "Nobuo Kishi"),
        ("shin abe", "shinzo-abe", "Shinzo Abe"),
        ("岸田", "fumio-kishida", "Fumio Kishida"),
        ("普天間", "mcas-futenma", "MCAS Futenma"),
        ("Tōky", "tokyo", "Tokyo"),
        ("toky", "tokyo", "Tokyo"),
        ("econ 2+2", "economic-policy-consultative-committee", "US-Japan Economic Policy Consultative Committee"),
        ("us-ja sec", "us-japan-2-plus-2", "US-Japan Security Consultative Committee"),
        ("camp sch", "camp-schwab", "Camp Schwab"),
    ],
)
def test_the_beginning_of_a_name_is_completed(suggester: Suggester, typed: str, id: str, query: str) -> None:
    first = suggester.suggest(typed)[0]
    assert (first.kind, first.id, first.query) == ("entity", id, query)


def test_an_entity_says_its_kind_and_how_many_items_mention_it(sampled: Archive, suggester: Suggester) -> None:
    first = suggester.suggest("futen")[0]
    assert first.as_dict() == {
        "kind": "entity",
        "text": "MCAS Futenma",
        "detail": "base · 8 items",
        "query": "MCAS Futenma",
        "id": "mcas-futenma",
        "count": len(sampled.ask.mentioning("mcas-futenma")),
    }
    assert suggester.suggest("kadena")[0].detail == "base · 1 item"
    assert suggester.suggest("econ 2+2")[0].text.endswith("(Economic 2+2)")  # why it is offered


def test_the_most_mentioned_comes_first_but_for_a_whole_name(suggester: Suggester) -> None:
    assert ids(suggester.suggest("kish"))[:3] == ["fumio-kishida", "nobuo-kishi", "yohei-kishimoto"]
    assert ids(suggester.suggest("kishi"))[:2] == ["nobuo-kishi", "fumio-kishida"]


def test_who_held_an_office_while_the_archive_tells_of_it_is_offered_by_its_title(suggester: Suggester) -> None:
    found = ids(suggester.suggest("defense minis"))
    assert {"nobuo-kishi", "yasukazu-hamada", "minoru-kihara"} <= set(found)
    assert "shigeru-ishiba" not in found  # in 2007


def test_nothing_is_offered_that_nobody_finds(suggester: Suggester, small: Suggester) -> None:
    assert "mcas-futenma" in ids(small.suggest("futen"))
    assert "camp-schwab" in suggester.names.forms["camp schwab"][0].entity
    assert small.suggest("camp sch") == ()  # known, but in no item
    assert suggester.suggest("kisida") == suggester.suggest("xyzzy") == ()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("reloc", "relocation"),
        ("defense spe", "defense spending"),
        ("Raimondo reloc", None),
        ("headline:visi", "headline:visit"),
        ('"prime mini', '"prime minister"'),
        ('Kishida "prime mini', 'Kishida "prime minister"'),
        ("allia", "alliance"),
        ("short-ra", "short-range"),
        ("U.S", None),
        ("alliance", None),  # is all that is typed
        ("amphibious gr", "amphibious group"),
    ],
)
def test_a_word_is_completed_to_a_written_one(suggester: Suggester, typed: str, completed: str | None) -> None:
    words = [one.query for one in suggester.suggest(typed) if one.kind == "word"]
    assert words[:1] == ([completed] if completed else [])


def test_a_word_is_counted_among_what_stands_before(sampled: Archive, suggester: Suggester) -> None:
    alone, after = (
        next(one for one in suggester.suggest(typed) if "spending" in one.text) for typed in ("spend", "Japan spend")
    )
    assert alone.count > after.count == sampled.search(SearchRequest(q="Japan spending")).total > 0


@pytest.mark.parametrize(
    ("typed", "issues"),
    [
        ("1.1", ["1.1", "1.10", "1.15", "1.16"]),
        ("issue 1.1", ["1.1", "1.10", "1.15", "1.16"]),
        ("issue:1.1", ["1.1", "1.10", "1.15", "1.16"]),
        ("Vol. 1, No 4", ["1.4"]),
        ("vol 1", ["1", "1.1", "1.3", "1.4", "1.5", "1.10", "1.15", "1.16"]),
        ("alliance digest 2.1", ["2.1", "2.11", "2.16", "2.18"]),
        ("troops 2", []),
        ("vol 9", []),
    ],
)
def test_issues_are_found_by_their_numbers(suggester: Suggester, typed: str, issues: list[str]) -> None:
    found = [one for one in suggester.suggest(typed) if one.kind == "issue"]
    assert [one.query for one in found] == [f"issue:{number}" for number in issues]
    assert all(one.count == 5 and one.id.endswith(f"/{one.text[6:]}") for one in found if one.id)


def test_an_issue_of_two_series_is_asked_by_its_id() -> None:
    numbered = Numbered({"one-digest/1.2": 5, "other/1.2": 3, "other/1.3": 4, "other/x-0a1b2c3d": 1})
    asked = numbered.asked("one digest 1.2")
    assert asked and [numbered.field(id) for id in numbered.found(asked, 8)] == [
        "issue:one-digest/1.2",
        "issue:other/1.2",
    ]
    assert numbered.field("other/1.3") == "issue:1.3"


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("leader:tamaki futen", "leader:tamaki MCAS Futenma"),
        ("leader:kish", "leader:fumio-kishida"),
        ('leader:"fumio k', "leader:fumio-kishida"),
        ("base:", "base:mcas-futenma"),
        ("office:defense-min", "office:japan-defense-minister"),
        ("noise -futen", "noise -base:mcas-futenma"),
        ("NOT futen", "NOT base:mcas-futenma"),
        ("(tamak", "(Denny Tamaki"),
        ("kadena OR tamak", "kadena OR Denny Tamaki"),
        ("protest tamak", "protest Denny Tamaki"),
    ],
)
def test_the_language_is_kept(suggester: Suggester, typed: str, query: str) -> None:
    assert query in [one.query for one in suggester.suggest(typed)]


TYPED = (
    "headline:visi",
    "headline:japan",
    "short-ra",
    "no-co",
    "five-y",
    "defense-sp",
    "Kishida spe",
    "office:prime",
    "futen",
    "kish",
    "us ",
    "econ",
    "press conf",
    "okinawa b",
    "japan",
    "leader:ab",
    "1.2",
    "missi",
    '"air b',
    "組",
)


@pytest.mark.parametrize("typed", TYPED)
def test_every_suggestion_finds_as_many_items_as_it_says(sampled: Archive, suggester: Suggester, typed: str) -> None:
    for one in suggester.suggest(typed):
        total = sampled.search(SearchRequest(q=one.query)).total
        assert total >= one.count > 0, one  # a name finds its words besides what mentions it
        assert total == one.count or one.kind != "issue", one


@pytest.mark.parametrize(
    "typed", ["", "  ", '"', "(", "-", "AND ", "leader:", "date:2022", "nofield:x", "*", "a" * 300]
)
def test_odd_beginnings_are_no_mistake(suggester: Suggester, typed: str) -> None:
    assert len(suggester.suggest(typed)) <= 8
    assert suggester.suggest("kishida " * (LONGEST_TEXT // 8 + 1)) == ()


def test_an_entity_that_nothing_is_known_of_any_more_is_not_offered(archive: Archive) -> None:
    names = Names(archive.knowledge).counting({"gone": 9, "mcas-futenma": 2})
    suggester = Suggester(Reading(archive.index.current()), names, archive.ask, today)
    assert ids(suggester.suggest("entity:")) == ["mcas-futenma"]
    assert suggester.suggest("entity:gon") == ()


def test_the_limit_is_kept(suggester: Suggester) -> None:
    assert [len(suggester.suggest("s", limit)) for limit in (1, 3, 20)] == [1, 3, 20]


def test_an_empty_archive_suggests_nothing(empty: Archive) -> None:
    import_paths(empty, [])
    empty.derive()
    suggester = Suggester(Reading(empty.index.current()), counted(empty), empty.ask, today)
    assert suggester.suggest("futenma") == suggester.suggest("1.1") == suggester.suggest("base:") == ()


def test_words_are_shown_as_they_are_usually_written() -> None:
    usage = Usage(["Relocation began. The relocation of Tokyo's US base relocates nobody."])
    assert usage.best(["relocated", "relocates", "relocation"]) == "relocation"
    assert usage.best(["deploys", "deployment", "deploy"]) == "deployment"  # none is usual: a noun
    assert [usage.shown(word) for word in ("relocation", "tokyo", "us", "unseen")] == [
        "relocation",
        "Tokyo",
        "US",
        "unseen",
    ]


def test_the_vocabulary_counts_items_by_stem(archive: Archive) -> None:
    opened = archive.index.current()
    vocabulary = Vocabulary.of(opened)
    assert Vocabulary.of(opened) is vocabulary
    at = vocabulary.begun("futen")
    assert [vocabulary.word(number) for number in range(at.start, at.stop)] == ["futenma"]
    assert vocabulary.items[at].tolist() == [2]
    assert vocabulary.find("futenm") is None and vocabulary.stem("relocations") == "reloc"


def test_names_begin_in_any_word_and_in_order(sampled_names: Names) -> None:
    beginnings = Beginnings(sampled_names)

    def called(*typed: str, alone: bool = True) -> set[str]:
        return {one.entity for one in beginnings.called(typed, alone)}

    assert "us-marine-corps" in called("marine", "co") and "us-marine-corps" not in called("co", "marine")
    assert "us-marine-corps" in called("u", "m", "c") and not called("u", "m", "c", alone=False)
    assert called("kishi", "k") & {"nobuo-kishi"} == set()  # each word typed needs one of its own
