"""A table of queries: what it may be, what is wrong with it, and that a bad row stops no other."""

from __future__ import annotations

import csv
import io

import pytest

from archive import Archive
from archive.errors import BadQuery
from archive.many import COLUMNS, MOST_BYTES, MOST_ROWS, Answer, answers, as_csv, read
from archive.search import SearchRequest


def asked(text: str) -> list[tuple[int, dict[str, list[str]]]]:
    return [(row.number, dict(row.args)) for row in read(text.encode())]


def answered(archive: Archive, text: str, hits: int = 3) -> list[Answer]:
    return list(answers(read(text.encode()), archive.search, lambda item: f"A/{item}", hits))


@pytest.mark.parametrize(
    ("line", "query"),
    [
        ("Futenma", "Futenma"),
        ('"base relocation"~5', '"base relocation"~5'),
        ('"drills" OR "patrols"', '"drills" OR "patrols"'),
        ("Kadena, noise", "Kadena, noise"),
        ('"Kadena, noise"', "Kadena, noise"),
        ('"""base relocation"" Henoko"', '"base relocation" Henoko'),
    ],
)
def test_a_list_of_queries_needs_no_quoting_but_takes_that_of_spreadsheets(line: str, query: str) -> None:
    assert asked(f"q\n{line}\n") == [(2, {"q": [query]})]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_columns_in_any_order_with_any_separator(separator: str, line_break: str) -> None:
    rows = (["year", " Q "], ["2022", "Futenma"], ["", '"""a b"""'])
    text = line_break.join(separator.join(row) for row in rows)
    assert asked(text) == [(2, {"year": ["2022"], "q": ["Futenma"]}), (3, {"q": ['"a b"']})]


def test_several_values_stand_in_one_cell() -> None:
    assert asked("q,year,leader,not\nx,2022; 2023,,a;b;\n") == [
        (2, {"q": ["x"], "year": ["2022", "2023"], "not": ["a", "b"]})
    ]
    assert asked("q,year\na;b,\n") == [(2, {"q": ["a;b"]})]


def test_empty_rows_are_passed_over_and_numbers_are_those_of_the_file() -> None:
    assert [number for number, _ in asked("\nq,year\n\nx,\n,\n\n y ,\n")] == [4, 7]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_spreadsheets_write(encoding: str) -> None:
    (row,) = read("q\nTōkyō 岸田\n".encode(encoding))
    assert row.query == "Tōkyō 岸田"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "there is nothing in it"),
        (b" \n,,\n", "there is nothing in it"),
        (b"q\n", "no row below the names"),
        (b"query,year\nx,2022\n", "“query” is none that a search has"),
        (b"Futenma\nKadena\n", "“futenma” is none that a search has"),
        (b"q,,year\nx,,\n", "a column has no name"),
        (b"q,q\nx,y\n", "two columns “q”"),
        ("q\nFüssen\n".encode("latin-1"), "not in UTF-8 (byte 4 "),
        (b"q\nPK\x03\x00\n", "it is no text"),
        (b"q\n" + b"x\n" * (MOST_ROWS + 1), "it has 1,001 queries; the limit is 1,000"),
        (b"q\n" + b"x" * MOST_BYTES, "the limit is 400,000"),
    ],
)
def test_what_is_no_such_table(data: bytes, what: str) -> None:
    with pytest.raises(BadQuery) as caught:
        read(data, "“a.csv”")
    assert what in caught.value.what
    assert caught.value.subject == "“a.csv”"
    assert caught.value.todo


def test_a_thousand_queries_are_taken() -> None:
    assert len(read(b"q\n" + b"x\n" * MOST_ROWS)) == MOST_ROWS


def test_a_bad_row_is_told_and_stops_no_other(archive: Archive) -> None:
    text = (
        'q,year,leader\nFutenma,,\n"open,2022,\nFutenma,20x2,\nx,,nobody-at-all\nHenoko,2022,a,b\n"a ""b",,\nHenoko,,\n'
    )
    found = answered(archive, text)
    assert [one.row.number for one in found] == [2, 3, 4, 5, 6, 7, 8]
    assert [one.total for one in found] == [2, None, None, None, None, 0, 1]
    problems = [one.problem for one in found]
    assert problems[0] == problems[6] == ""
    for problem, part in zip(
        problems[1:6], ("not closed", "no year", "no leader", "4 cells", "never closed"), strict=True
    ):
        assert part in problem


def test_totals_and_hits_are_those_of_the_search(archive: Archive) -> None:
    (one,) = answered(archive, "q,sort\nKishi OR Hamada OR Emanuel,oldest\n", hits=2)
    page = archive.search(SearchRequest.from_args({"q": "Kishi OR Hamada OR Emanuel", "sort": "oldest"}))
    assert one.total == page.total > 2
    assert one.hits == tuple((f"A/{hit.item}", hit.headline.text) for hit in page.hits[:2])
    (none,) = answered(archive, "q\nKishi\n", hits=0)
    assert (none.total, none.hits) == (1, ())


def test_a_row_answered_in_part_says_so(archive: Archive) -> None:
    (one,) = answered(archive, "q\nFutenma leader:nobody-at-all\n")
    assert one.total == 2
    assert "no leader" in one.problem
    assert one.problem.endswith("It was left out.")


def test_the_answer_is_a_table_of_even_rows(archive: Archive) -> None:
    text = "".join(as_csv(answered(archive, "q,year\nFutenma,2022\n=1+1 zeppelin,\nx,20x2\n", hits=2), hits=2))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0] == [
        "row",
        "query",
        "total",
        "hit_1_address",
        "hit_1_headline",
        "hit_2_address",
        "hit_2_headline",
        "error",
    ]
    assert {len(row) for row in rows} == {8}
    assert rows[1][:3] == ["2", "Futenma year=2022", "2"]
    assert rows[2][:3] == ["3", "'=1+1 zeppelin", "0"]
    assert rows[3][2] == ""
    assert "no year" in rows[3][-1]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_an_argument_of_a_search(column: str) -> None:
    value = {"year": "2022", "volume": "1", "dates": "told", "sort": "newest", "exact": "1"}.get(column, "mcas-futenma")
    assert column in SearchRequest.from_args({column: [value]}).as_args()
