"""Reference data is read whole and checked: every mistake is told with its file and line."""

import pickle
from datetime import date
from pathlib import Path

import pytest

from archive.errors import BadReferenceData
from archive.reading.knowledge import load, load_series
from archive.reference import Alias, Citation

SOURCES = """\
sources:
  list-of-ministers:
    title: List of ministers
    url: https://example.org/ministers
    seen: 2026-11-23
"""
GOOD = (
    SOURCES
    + """\
entities:
  japan:
    kind: place
    name: Japan
    adjectives: [Japanese]
    capital: tokyo
  tokyo: {kind: place, name: Tokyo, within: japan, coordinates: [35.68, 139.69]}
  japan-defense-minister:
    kind: office
    name: Minister of Defense of Japan
    titles: [Defense Minister]
    country: japan
    single: true
  nobuo-kishi:
    kind: leader
    name: Nobuo Kishi
    given: Nobuo
    family: Kishi
    country: japan
    native: 岸信夫
    aliases: [{text: Kishi-san, ambiguous: true}]
    sources: [list-of-ministers]
    tenures:
      - {office: japan-defense-minister, start: 2020-09-16, end: 2022-08-10, source: list-of-ministers}
  yasukazu-hamada:
    kind: leader
    name: Yasukazu Hamada
    family: Hamada
    tenures:
      - {office: japan-defense-minister, start: 2022-08-10, end: 2023-09}
  quad: {kind: agreement, name: Quad, form: dialogue, parties: [japan], signed: 2007}
"""
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(GOOD, "utf-8")
    return tmp_path


def test_records_become_entities_tenures_and_citations(folder: Path) -> None:
    knowledge = load(folder)
    kishi = knowledge.entities["nobuo-kishi"]
    assert (kishi.kind, kishi.name, kishi.native, kishi.country) == ("leader", "Nobuo Kishi", "岸信夫", "japan")
    assert kishi.aliases == (Alias("Kishi-san", ambiguous=True),)
    assert kishi.facts == {"given": "Nobuo", "family": "Kishi"}
    assert knowledge.entities["tokyo"].facts == {"within": "japan", "coordinates": (35.68, 139.69)}
    first, second = knowledge.tenures_by_office["japan-defense-minister"]
    assert (first.person, second.person) == ("nobuo-kishi", "yasukazu-hamada")
    assert first.surely_covers(date(2022, 8, 9)) and not first.may_cover(date(2022, 8, 10))
    assert second.may_cover(date(2023, 9, 29)) and not second.surely_covers(date(2023, 9, 29))
    assert knowledge.tenures_by_person["nobuo-kishi"] == (first,)
    page = Citation("list-of-ministers", "List of ministers", "https://example.org/ministers", date(2026, 11, 23))
    assert knowledge.citations == {"list-of-ministers": page}


def test_digest_follows_the_bytes_of_the_files(folder: Path) -> None:
    before = load(folder).digest
    assert load(folder).digest == before
    (folder / "base.yaml").write_text(GOOD + "# a comment\n", "utf-8")
    assert load(folder).digest != before


def test_knowledge_travels_to_another_process(folder: Path) -> None:
    knowledge = load(folder)
    assert knowledge.lexicon.capitals == {"tokyo"}
    assert pickle.loads(pickle.dumps(knowledge)).entities == knowledge.entities


@pytest.mark.parametrize(
    ("change", "line_of", "message"),
    [
        (("within: japan", "within: nippon"), "tokyo: {", "there is no place `nippon`"),
        (("capital: tokyo", "capital: nobuo-kishi"), "capital:", "there is no place `nobuo-kishi`"),
        (("sources: [list", "sources: [book"), "sources: [", "there is no source `book-of-ministers`"),
        (("end: 2023-09", "end: 2022-08-01"), "2022-08-10, end", "ends 2022-08-01, before it begins"),
        (("start: 2022-08-10", "start: 2022-08-09"), "2022-08-09", "but `nobuo-kishi` still is"),
        (("signed: 2007", "signed: 2007-02, in_force: 2006"), "quad:", "is in_force 2006 before it is signed 2007-02"),
        (("[35.68, 139.69]", "[135.68, 39.69]"), "tokyo: {", "no coordinates"),
        (("[35.68, 139.69]", "[35.68]"), "tokyo: {", "no coordinates"),
        (("[35.68, 139.69]", "[north, 139.69]"), "tokyo: {", "`north` is no number"),
        (("native:", "nativ:"), "nativ:", "leader `nobuo-kishi` knows no `nativ`"),
        (("kind: leader\n    name: Yas", "kind: lader\n    name: Yas"), "lader", "`lader` is no kind"),
        (("    family: Hamada\n", ""), "kind: leader\n    name: Yas", "leader `yasukazu-hamada` needs `family`"),
        (("single: true", "single: yes"), "single:", "`yes` is neither true nor false"),
        (("start: 2020-09-16", "start: 2020-13-16"), "2020-13-16", "`2020-13-16` is no date"),
        (("seen: 2026-11-23", "seen: 2026-11"), "seen:", "the day it was looked up is needed"),
        (("url: https://", "url: "), "url:", "is no address"),
        (("form: dialogue", "form: chat"), "quad:", "`chat` is no form of agreement"),
        (("titles: [Defense Minister]", "titles: Defense Minister"), "titles:", "this must be a list"),
        (("native: 岸信夫", "native:"), "native:", "`native` has no value"),
        (("  tokyo: {", "  tokyo: {kind: place, name: Edo}\n  tokyo: {"), "name: Tokyo", "`tokyo` stands twice"),
        (("title: List of", "title: List: of"), "title: List", "this is no YAML"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    folder: Path, change: tuple[str, str], line_of: str, message: str
) -> None:
    assert change[0] in GOOD
    text = GOOD.replace(*change, 1)
    (folder / "base.yaml").write_text(text, "utf-8")
    with pytest.raises(BadReferenceData) as raised:
        load(folder)
    line = text[: text.index(line_of)].count("\n") + 1
    assert raised.value.subject == f"{folder.name}/base.yaml:{line}"
    assert message in str(raised.value) and raised.value.todo


def test_all_mistakes_are_told_the_first_first(folder: Path) -> None:
    (folder / "base.yaml").write_text(GOOD.replace("capital: tokyo", "capital: edo"), "utf-8")
    (folder / "more.yaml").write_text("entities:\n  japan: {kind: place, name: Nippon}\n  x: {kind: base}\n", "utf-8")
    with pytest.raises(BadReferenceData) as raised:
        load(folder)
    first, *others = str(raised.value).splitlines()
    assert first.startswith(f"{folder.name}/base.yaml:") and "`edo`" in first
    assert [line.split(": ")[0] for line in others] == [f"{folder.name}/more.yaml:{n}" for n in (2, 3)]
    assert f"already given in {folder.name}/base.yaml" in others[0] and "needs `name`" in others[1]


def test_an_empty_folder_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(BadReferenceData, match="no knowledge here"):
        load(tmp_path)


SERIES = """\
digest:
  title: Digest
  publisher: Someone
  names: [Digest]
  home: [japan]
  first_year: 2022
  days_between: 14
"""


def test_series_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "series.yaml"
    path.write_text(SERIES + SERIES.replace("digest:", "weekly:").replace("14", "7"), "utf-8")
    one, two = load_series(path)
    assert (one.id, one.title, one.names, one.home, one.first_year) == (
        "digest",
        "Digest",
        ("Digest",),
        ("japan",),
        2022,
    )
    assert (one.days_between, two.id, two.days_between) == (14, "weekly", 7)


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("days_between: 14", "days_between: often"), 7, "`often` is no whole number"),
        (("  publisher: Someone\n", ""), 2, "needs `publisher`"),
        (("first_year", "first"), 6, "knows no `first`"),
    ],
)
def test_a_mistake_in_the_series_is_told(tmp_path: Path, change: tuple[str, str], line: int, message: str) -> None:
    path = tmp_path / "series.yaml"
    path.write_text(SERIES.replace(*change), "utf-8")
    with pytest.raises(BadReferenceData, match=message) as raised:
        load_series(path)
    assert f"series.yaml:{line}:" in str(raised.value)


def test_a_missing_series_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadReferenceData, match="cannot be read"):
        load_series(tmp_path / "series.yaml")
