"""Whole pages of results, over the three small issues and the real one."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import CHECKOUT, SEEDS

from archive import Archive
from archive.errors import BadQuery, IndexMissing
from archive.search import ResultPage, SearchRequest
from archive.search.asked import Limit
from importers.batch import import_paths

FUTENMA = "MCAS Futenma"
ONE = "us-japan-alliance-digest/1."


@pytest.fixture(scope="module")
def archive(filled: Path) -> Iterator[Archive]:
    """The three small issues, opened once for all searches."""
    archive = Archive(filled)
    yield archive
    archive.close()


def ask(archive: Archive, q: str = "", **args: object) -> ResultPage:
    return archive.search(SearchRequest.from_args({"q": q, **args}))


def numbers(page: ResultPage) -> list[str]:
    """The items found, as "13#2"."""
    return [hit.item.removeprefix(ONE) for hit in page.hits]


@pytest.mark.parametrize(
    ("q", "items"),
    [
        ("noise", {"20#2"}),
        ("Hayashi Blinken", {"13#1"}),
        ('"noise suit"', {"20#2"}),
        ('"suit noise"', set()),
        ('"noise suit"~3', {"20#2"}),
        ("drill OR suit", {"12#1", "20#2"}),
        ("tokyo -quad", set()),
        ("NOT (drill OR suit)", {"12#2", "13#1", "13#2", "20#1"}),
        ("patrol*", {"20#1"}),
        ("patrool~", {"20#1"}),
        ("headline:emanuel", {"12#2"}),
        ("headline:thanked", set()),
        ('headline:"noise suit"', {"20#2"}),
        ("leader:nobuo-kishi", {"12#1"}),
        ("base:mcas-futenma", {"13#2", "20#2"}),
        ("issue:1.13", {"13#1", "13#2"}),
        ("date:2022-10..2022-11 -kishi", {"20#1", "20#2"}),
        ("before:2022-09 quad", {"13#1"}),
        ("event:2022-07-11", {"13#1", "12#1"}),  # "until the fall of 2022" may be so
        ("event:2022-10-25 -leader:nobuo-kishi", {"20#1"}),
        ("event:2022-11-30", {"12#1"}),  # the fall's last day
        ("event:2022-12-01", set()),
        ("event:2022-06-27", set()),  # nor does "until the fall" reach to before the issue
        ("base:Iwakuni", {"12#2"}),
        ("base:普天間", {"13#2", "20#2"}),
        ("普天間", {"13#2", "20#2"}),
        ("岸　信夫 kadena", {"12#1"}),
        ('"普天間"', set()),
        ("base:mcas-futenma NOT before:2022-09", {"20#2"}),
    ],
)
def test_a_query_finds_its_items(archive: Archive, q: str, items: set[str]) -> None:
    page = ask(archive, q)
    assert set(numbers(page)) == items
    assert page.total == len(items)


def test_a_name_finds_what_goes_by_another(archive: Archive) -> None:
    page = ask(archive, "MCAS Futenma")
    assert set(numbers(page)) == {"13#2", "20#2"}
    (widened,) = page.widened
    assert (widened.words, widened.entity.id, widened.added) == ("MCAS Futenma", "mcas-futenma", 1)
    assert "Futenma" in widened.forms
    assert numbers(page)[0] == "20#2"
    exact = archive.search(SearchRequest.from_args(page.exact_args))
    assert numbers(exact) == ["20#2"] and not exact.widened
    assert numbers(ask(archive, '"MCAS Futenma"')) == ["20#2"]


def test_orders(archive: Archive) -> None:
    newest = [item.partition("#")[0] for item in numbers(ask(archive, sort="newest"))]
    assert newest == ["20", "20", "13", "13", "12", "12"]
    assert numbers(ask(archive, sort="oldest"))[:2] == ["12#1", "12#2"]
    assert numbers(ask(archive)) == numbers(ask(archive, sort="newest"))
    assert numbers(ask(archive, "futenma OR noise"))[0] == "20#2"


def test_pages(archive: Archive) -> None:
    first, second = ask(archive, per_page=4), ask(archive, per_page=4, page=2)
    assert (len(first.hits), len(second.hits), first.pages) == (4, 2, 2)
    assert not set(numbers(first)) & set(numbers(second))
    assert ask(archive, per_page=4, page=9).hits == ()
    assert first.page_args(2) == {"per_page": "4", "page": "2"}


def test_facets_count_and_narrow(archive: Archive) -> None:
    page = ask(archive)
    assert [(one.id, one.count) for one in page.facets["year"]] == [("2022", 6)]
    futenma = next(one for one in page.facets["base"] if one.id == "mcas-futenma")
    assert (futenma.name, futenma.count, futenma.chosen) == (FUTENMA, 2, False)
    narrowed = archive.search(SearchRequest.from_args(futenma.args))
    assert set(numbers(narrowed)) == {"13#2", "20#2"}
    again = next(one for one in narrowed.facets["base"] if one.id == "mcas-futenma")
    assert again.chosen and again.args == {}
    assert {(one.sentence, json.dumps(one.args)) for one in narrowed.filters} == {(f"mentions {FUTENMA}", "{}")}
    assert ask(archive, year="2021").total == 0


def test_a_bar_finds_what_it_counts(archive: Archive) -> None:
    page = ask(archive, "futenma OR kishi")
    assert {bar.edtf[:4] for bar in page.histogram} == {"2022"}
    assert sum(bar.count for bar in page.histogram) >= page.total
    for bar in page.histogram:
        assert archive.search(SearchRequest.from_args(bar.args)).total == bar.count


def test_filters_are_sentences_that_can_be_taken_out(archive: Archive) -> None:
    page = ask(archive, "drills leader:kishi after:2022-06 -base:mcas-futenma issue:1.12", year=["2022"])
    assert [(one.sentence, one.args["q"]) for one in page.filters] == [
        ("mentions Nobuo Kishi", "drills after:2022-06 -base:mcas-futenma issue:1.12"),
        ("published on or after June 1, 2022", "drills leader:kishi -base:mcas-futenma issue:1.12"),
        (f"does not mention {FUTENMA}", "drills leader:kishi after:2022-06 issue:1.12"),
        ("stands in issue 1.12", "drills leader:kishi after:2022-06 -base:mcas-futenma"),
        ("published in 2022", page.request.q),
    ]
    assert [one.args for one in ask(archive, "the AND date:2022").filters] == [{}]
    assert [one.args for one in ask(archive, "drill AND date:2022 AND (a OR b)").filters] == [{"q": "drill (a OR b)"}]
    assert "year" not in page.filters[-1].args


def test_uncertain_dates_are_told_apart(archive: Archive) -> None:
    published = ask(archive, "issue:1.20").hits[0].published
    assert published.earliest and published.latest
    sure = ask(archive, f"issue:1.20 date:{published.earliest}..{published.latest}")
    assert all(hit.certain for hit in sure.hits) and sure.possibly == 0
    maybe = ask(archive, f"issue:1.20 date:{published.latest}")
    assert maybe.total == 2 and maybe.possibly == (2 if published.earliest != published.latest else 0)
    assert [hit.certain for hit in maybe.hits] == [maybe.possibly == 0] * 2


@pytest.mark.parametrize(
    "q",
    [
        "event:2022-06-24 OR event:2022-08-05",  # without words, newest first
        "event:2022-06-24 OR (event:2022-08-05 (henoko OR kadena))",  # the certain one has no score
    ],
)
def test_what_certainly_fits_comes_first_by_relevance(archive: Archive, q: str) -> None:
    page = ask(archive, q)
    assert [hit.certain for hit in page.hits] == [True, False, False]
    assert numbers(page)[0] == "12#2" and set(numbers(page)[1:]) == {"12#1", "13#2"}
    assert [number for one in (1, 2, 3) for number in numbers(ask(archive, q, per_page=1, page=one))] == numbers(page)
    assert numbers(ask(archive, q, sort="newest")) == ["13#2", "12#1", "12#2"]


@pytest.mark.parametrize(
    ("q", "years", "said"),
    [
        ("event:2022-07-11", [], "1 of them only possibly fits: the day it tells of is known as a range."),
        ("event:2022-08-05", [], "All of them only possibly fit: the day they tell of is known as a range."),
        ("before:2022-07-02", [], "All of them only possibly fit: when they appeared is known as a range."),
        ("before:2022-07-02 kadena", [], "It only possibly fits: when it appeared is known as a range."),
        ("-date:2022-06", [], "2 of them only possibly fit: when they appeared is known as a range."),
        ("date:2022-07 event:2022-08-05 kishi", [], "when it appeared or the day it tells of"),
        ("kadena", ["2022"], ""),
        ("event:2022-06-24", [], ""),
    ],
)
def test_the_note_names_what_is_uncertain(archive: Archive, q: str, years: list[str], said: str) -> None:
    page = ask(archive, q, year=years)
    assert page.total and said in page.uncertain
    assert bool(page.uncertain) == bool(page.possibly) == bool(said)
    assert page.as_dict()["uncertain"] == page.uncertain


def test_items_of_two_bars_are_counted(archive: Archive) -> None:
    two_months = ask(archive, "kadena")
    assert ([bar.count for bar in two_months.histogram], two_months.doubled, two_months.total) == ([1, 1], 1, 1)
    everything = ask(archive)
    assert everything.doubled == sum(bar.count for bar in everything.histogram) - everything.total == 4
    assert everything.as_dict()["doubled"] == 4
    assert ask(archive, "issue:1.13").doubled == 0


@pytest.mark.parametrize(
    ("q", "args", "first"),
    [
        ("base:kadena-air-base", {}, ["kadena-air-base"]),
        ("event:2022-06-28", {"base": ["kadena"]}, ["kadena-air-base"]),
        ("okinawa futenma", {}, ["mcas-futenma", "okinawa"]),  # both were asked: in the order of the text
        ("tamaki", {}, ["denny-tamaki", "henoko"]),
        ("protested", {}, ["henoko", "mcas-futenma"]),
    ],
)
def test_what_was_asked_for_comes_first_among_the_entities(
    archive: Archive, q: str, args: dict[str, list[str]], first: list[str]
) -> None:
    (hit,) = ask(archive, q, **args).hits
    assert [one.id for one in hit.entities][: len(first)] == first


def test_a_page_is_plain_json(archive: Archive) -> None:
    page = ask(archive, "futenma").as_dict()
    assert json.loads(json.dumps(page)) == page
    hit = page["hits"][0]
    assert hit["issue"] in hit["item"] and hit["title"] and hit["published"]["words"]
    assert {one["id"] for one in hit["entities"]} >= {"mcas-futenma"}


def test_a_prefix_of_very_many_words_is_cut_and_says_so(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.matching.MOST_EXPANDED", 2)
    assert ask(archive, "pa*").total > 0
    (note,) = ask(archive, "pa*").notes
    assert "the 2 most frequent were searched" in note


@pytest.mark.parametrize(
    ("asked", "offered"), [("9.9", "1.12"), ("1.11", "1.12"), ("1.14", "1.13"), ("0.99", "1.20"), ("x", "1.20")]
)
def test_an_unknown_issue_is_answered_with_one_that_is_there(archive: Archive, asked: str, offered: str) -> None:
    with pytest.raises(BadQuery, match=f"no such issue is in the archive.*such as issue:{offered};"):
        ask(archive, f"issue:{asked}")
    assert ask(archive, f"issue:{offered}").total


def test_an_unknown_entity_is_said(archive: Archive) -> None:
    with pytest.raises(BadQuery, match="leader=nobody.*no leader of that name"):
        ask(archive, leader="nobody")


def test_no_index_is_said(empty: Archive) -> None:
    with pytest.raises(IndexMissing, match="digest rebuild"):
        ask(empty, "base")


def test_check_notices_an_index_that_is_behind(empty: Archive, folder: Path) -> None:
    import_paths(empty, [folder])
    assert empty.check() == []
    for path in (empty.home / "index").iterdir():
        path.rename(path.with_name("gone"))
    assert any("there is no index" in problem for problem in empty.check())
    empty.derive()
    assert empty.check() == []


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    if not SEEDS.exists():
        pytest.skip("the real issue is not here")
    archive = Archive(tmp_path_factory.mktemp("real"))
    import_paths(archive, [SEEDS])
    yield archive
    archive.close()


@pytest.mark.parametrize(
    ("q", "positions"),
    [("Reaper", [5]), ('"test-ban"', [2]), ("leader:nobuo-kishi", [5]), ("after:2022-01-22 base", [3, 5])],
)
def test_the_real_issue_answers(real: Archive, q: str, positions: list[int]) -> None:
    assert sorted(hit.position for hit in ask(real, q).hits) == positions


def test_searching_loads_nothing_it_does_not_need() -> None:
    code = "import sys, archive.search; print(*{'networkx', 'dateparser', 'bs4', 'flask'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


def test_the_archive_alone_loads_no_numpy() -> None:
    code = "import sys, archive; print(*{'numpy', 'whoosh'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == []


def test_limits_come_from_arguments(archive: Archive) -> None:
    request = SearchRequest.from_args({"leader": ["Nobuo Kishi"], "base": "kadena-air-base"})
    assert request.limits == (Limit("leader", "Nobuo Kishi"), Limit("base", "kadena-air-base"))
    assert numbers(archive.search(request)) == ["12#1"]


PIECES = [
    *('"', "(", ")", "AND", "OR", "NOT", "-", "*", "~", ":", "..", "/", "'", "~5", "\x00", "\x1e", "½", "\u3000", "İ"),
    *("futenma", "Kishi", "the", "base:", "date:", "event:", "headline:", "issue:", "after:", "2022", "1.12", "-1"),
    *("<script>", "%00", "日本", "🗾", "a", "e\u0301", "199X", "2022-40", "2022-02-30", "last March", "pa*"),
    *("leader:nobuo-kishi", "\\"),
]


def test_no_query_breaks_a_search(archive: Archive) -> None:
    dice = random.Random(5)
    answered = 0
    for _ in range(1500):
        q = "".join(dice.choice(PIECES) + dice.choice(["", " "]) for _ in range(dice.randint(1, 7)))
        try:
            page = ask(archive, q)
        except BadQuery as error:
            assert str(error)
        else:
            answered += 1
            json.dumps(page.as_dict())
            for hit in page.hits:
                for marked in (hit.headline, hit.snippet):
                    ends = [at for span in marked.spans for at in (span.start, span.end)]
                    assert ends == sorted(ends) and all(0 <= at <= len(marked.text) for at in ends)
            for one in page.filters:
                archive.search(SearchRequest.from_args(one.args))
    assert answered > 300


def test_many_threads_search_one_index(archive: Archive) -> None:
    archive.index.current().cache.clear()
    asked = ["futenma", "kishi OR hamada", '"noise suit"', "pa*", "base:mcas-futenma", "suit NOT rain"] * 20
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda q: tuple(numbers(ask(archive, q))), asked))
    assert found[:6] * 20 == found
