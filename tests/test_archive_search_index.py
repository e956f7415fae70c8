"""The index on disk: brought up, added to, healed, never half there."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from whoosh import query as whoosh_query
from whoosh.searching import Searcher

from archive import Archive
from archive.errors import StorageFailed
from archive.model import DateMention, DraftItem, Interval, Item, Mention, Published
from archive.search import Index
from archive.search.postings import Reading
from archive.search.ranking import counted, phrase
from archive.search.sidecar import Sidecar
from archive.search.whooshing import Apart, whoosh_reader
from archive.store.catalog import Catalog
from archive.store.derived import Derived, IssueRow
from archive.store.meaning import put_meaning
from archive.store.questions import Questions
from importers.batch import import_paths

WORDS = "base drill treaty summit talks survey patrol budget vote rain marine runway".split()  # noqa: SIM905


class Shelf:
    """A catalog filled by hand, issue by issue, and an index beside it."""

    def __init__(self, home: Path) -> None:
        self.catalog = Catalog(home / "catalog.db")
        self.ask = Questions(self.catalog)
        self.index = Index(home / "index")
        self.revision = 0

    def put(self, number: int, *bodies: str, day: date = date(2022, 1, 10), entity: str | None = None) -> str:
        """Write an issue in a new revision."""
        id = f"digest/1.{number}"
        self.revision += 1
        when = Interval(day.isoformat(), day, day)
        with self.catalog.transaction() as db:
            desk = Derived(db)
            desk.drop_issues([id])
            row = IssueRow(id, "digest", 1, number, "title", "", f"Vol 1.{number}", None, {})
            desk.put_issue(row, [(DraftItem(f"Headline {number}", body), "0" * 64) for body in bodies], [])
            for position, body in enumerate(bodies, 1):
                mention = Mention("body", 0, 4, body[:4], entity, "base", "alias", 1.0)
                told = DateMention("body", 0, 4, body[:4], when)
                item = Item(id, position, f"Headline {number}", body, (), (mention,), (told,))
                put_meaning(db, item, [], [], [], [])
            desk.put_published(id, Published(when, "stated"), self.revision)
            Derived(db).set_state("revision", str(self.revision))
        return id

    def drop(self, number: int) -> None:
        """Remove an issue in a new revision."""
        self.revision += 1
        with self.catalog.transaction() as db:
            Derived(db).drop_issues([f"digest/1.{number}"])
            Derived(db).set_state("revision", str(self.revision))

    def bring_up(self) -> None:
        self.index.bring_up(self.ask, self.revision)

    def found(self, *stems: str) -> set[str]:
        """The items with a word, or with a phrase."""
        opened = self.index.current()
        reading = Reading(opened)
        if len(stems) == 1:
            documents = reading.postings(stems[0]).documents
        else:
            documents = counted(phrase(reading, [(stem, at) for at, stem in enumerate(stems)])).documents
        return {"#".join(map(str, opened.sidecar.key(int(one)))) for one in documents}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.index.close()
    shelf.catalog.close()


def folders(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in shelf.index.home.iterdir())


def test_a_new_index_finds_items(shelf: Shelf) -> None:
    shelf.put(1, "A base was built.", "A drill ended.", entity="mcas-futenma")
    shelf.bring_up()
    assert shelf.found("base") == {"digest/1.1#1"}
    assert shelf.found("headlin") == {"digest/1.1#1", "digest/1.1#2"}
    sidecar = shelf.index.current().sidecar
    assert (sidecar.revision, sidecar.size) == (1, 2)
    assert sidecar.entity_ids[sidecar.mentioned].tolist() == ["mcas-futenma"] * 2
    assert sidecar.told_in.tolist() == [0, 1]
    assert set(sidecar.told_earliest.tolist()) == {(date(2022, 1, 10) - date(1970, 1, 1)).days}


def test_nothing_happens_at_the_same_revision(shelf: Shelf) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    before = shelf.index.current()
    shelf.bring_up()
    assert shelf.index.current() is before


def test_a_few_changes_are_one_commit_in_place(shelf: Shelf) -> None:
    for number in range(1, 4):
        shelf.put(number, f"A base, number{number}.", "A drill.")
    shelf.bring_up()
    first = shelf.index.current()
    shelf.put(2, "A treaty instead.")
    shelf.put(4, "A summit.")
    shelf.drop(3)
    shelf.bring_up()
    now = shelf.index.current()
    assert (now.folder, now.generation) == (first.folder, first.generation + 1)
    assert shelf.found("base") == {"digest/1.1#1"}
    assert shelf.found("treati") == {"digest/1.2#1"}
    assert shelf.found("summit") == {"digest/1.4#1"}
    assert now.sidecar.living.sum() == 4
    assert {"summit", "base"} < lexicon(now.sidecar).keys()


def test_an_open_index_stays_as_it_was(shelf: Shelf) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    before = Reading(shelf.index.current())
    shelf.put(2, "Another base.")
    shelf.bring_up()
    assert before.postings("base").documents.tolist() == [0]
    assert shelf.found("base") == {"digest/1.1#1", "digest/1.2#1"}


def test_many_changes_build_anew(shelf: Shelf) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    first = shelf.index.current().folder
    shelf.put(2, *["A drill."] * 101)
    shelf.bring_up()
    assert shelf.index.current().folder != first
    assert len(shelf.found("drill")) == 101


def test_many_pieces_are_joined(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.index.PARTS", 3)
    shelf.put(1, *["A base of bases."] * 40)
    shelf.bring_up()
    folder = shelf.index.current().folder
    for number in range(2, 12):
        shelf.put(number, f"A base, number{number}.", "Two drills.")
        if number == 7:
            shelf.put(5, "A treaty instead.", "No drill.")
            shelf.drop(3)
        shelf.bring_up()
        now = shelf.index.current()
        assert now.folder == folder and len(now.parts) <= 3
        assert now.sidecar.sizes[0] == 40, "what is large is left alone"
        with closing(whoosh_reader(folder)) as reader:
            assert [leaf.doc_count_all() for leaf, _ in reader.leaf_readers()] == now.sidecar.sizes.tolist()
        same_as_whoosh(shelf)
    assert shelf.found("number4") == {"digest/1.4#1"} and not shelf.found("number3") and not shelf.found("number5")
    assert shelf.found("treati") == {"digest/1.5#1"}
    assert shelf.found("drill") == {f"digest/1.{number}#2" for number in (2, 4, *range(5, 12))}


def test_pieces_of_which_nothing_is_left_are_joined_too(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put(1, *["A base of bases."] * 40)
    shelf.bring_up()
    for number in (2, 3):
        shelf.put(number, "A drill.")
        shelf.bring_up()
    shelf.drop(2)
    shelf.drop(3)
    shelf.bring_up()
    monkeypatch.setattr("archive.search.index.PARTS", 3)
    for number in range(4, 9):
        shelf.put(number, f"A treaty, number{number}.")
        shelf.bring_up()
        now = shelf.index.current()
        with closing(whoosh_reader(now.folder)) as reader:
            assert [leaf.doc_count_all() for leaf, _ in reader.leaf_readers()] == now.sidecar.sizes.tolist()
        same_as_whoosh(shelf)
    assert now.folder.name.endswith(".1") and not shelf.found("drill")


def test_two_builds_are_kept_at_most(shelf: Shelf) -> None:
    for number in range(1, 5):
        shelf.put(number, *["A drill."] * 101)
        shelf.bring_up()
    assert folders(shelf) == ["r00000003.3", "r00000004.4"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves damaged files open
@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: shutil.rmtree(folder),
        lambda folder: [path.unlink() for path in folder.glob("sidecar-*")],
        lambda folder: [path.write_bytes(b"noise") for path in folder.glob("sidecar-*")],
        lambda folder: [path.write_bytes(b"noise") for path in folder.glob("*.seg")],
        lambda folder: [path.write_bytes(b"noise") for path in folder.glob("*.toc")],
        lambda folder: [path.unlink() for path in folder.glob("*.toc")],
        lambda folder: [path.unlink() for path in folder.glob("postings-*.npz")],
        lambda folder: [path.write_bytes(path.read_bytes()[:-40]) for path in folder.glob("postings-*.npy")],
    ],
    ids=["no folder", "no sidecar", "damaged sidecar", "damaged words", "damaged contents", "no contents"]
    + ["no postings", "shortened postings"],
)
def test_damage_is_said_and_healed(shelf: Shelf, harm: object) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    harm(shelf.index.current().folder)  # type: ignore[operator]
    after = Index(shelf.index.home)
    assert "digest rebuild" in (after.problem(shelf.revision) or "")
    after.bring_up(shelf.ask, shelf.revision)
    assert after.problem(shelf.revision) is None
    after.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves damaged files open
def test_what_cannot_be_added_to_is_built_anew(shelf: Shelf) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    before = shelf.index.current().folder
    for path in before.glob("*.toc"):
        path.write_bytes(b"noise")
    shelf.put(2, "Another base.")
    shelf.bring_up()
    assert shelf.index.current().folder != before
    assert shelf.found("base") == {"digest/1.1#1", "digest/1.2#1"}


def test_words_of_later_issues_stand_among_the_others(shelf: Shelf) -> None:
    shelf.put(1, "Bases and drills.")
    shelf.bring_up()
    shelf.put(2, "An extraordinarily long base, aardvark zebras.")
    shelf.bring_up()
    sidecar = shelf.index.current().sidecar
    assert sidecar.words.tolist() == sorted(sidecar.words.tolist())
    assert lexicon(sidecar) == {
        **{"aardvark": "aardvark", "base": "base", "bases": "base", "drills": "drill", "zebras": "zebra"},
        **{"extraordinarily": "extraordinarili", "long": "long", "headline": "headlin", "1": "1", "2": "2"},
    }


def test_an_older_catalog_is_followed(shelf: Shelf, tmp_path: Path) -> None:
    for number in range(1, 4):
        shelf.put(number, "A base.")
    shelf.bring_up()
    other = Shelf(tmp_path / "other")
    other.put(9, "A drill.")
    other.index = shelf.index
    other.bring_up()
    assert other.found("drill") == {"digest/1.9#1"} and not other.found("base")
    other.catalog.close()


def test_an_index_of_another_catalog_at_the_same_revision_is_replaced(shelf: Shelf, tmp_path: Path) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    other = Shelf(tmp_path / "other")
    other.put(2, "A drill.")
    other.index = shelf.index
    other.bring_up()
    assert other.found("drill") == {"digest/1.2#1"}
    other.catalog.close()


def test_an_empty_catalog_has_an_index(shelf: Shelf) -> None:
    shelf.bring_up()
    assert shelf.found("base") == set()
    assert shelf.index.problem(0) is None
    shelf.put(1, "A base.")
    shelf.bring_up()
    assert shelf.found("base") == {"digest/1.1#1"}
    shelf.drop(1)
    shelf.bring_up()
    assert shelf.found("base") == set()


@pytest.mark.parametrize(
    "moment",
    [
        "archive.search.sidecar.Growing.add",
        "archive.search.sidecar.Sidecar.save",
        "archive.search.parts.Part.save",
        "whoosh.writing.SegmentWriter._flush_segment",
        "whoosh.writing.SegmentWriter._commit_toc",
    ],
)
@pytest.mark.parametrize("size", [1, 150], ids=["in place", "anew"])
def test_a_kill_leaves_the_index_as_it_was(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, moment: str, size: int
) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    shelf.put(2, *["A drill."] * size)
    child = os.fork()
    if not child:
        monkeypatch.setattr(moment, lambda *_, **__: os._exit(9))
        Index(shelf.index.home).bring_up(Questions(Catalog(shelf.catalog.path)), 2)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    later = Index(shelf.index.home)
    assert later.current().sidecar.revision == 1
    assert "revision 1, the catalog at 2" in (later.problem(2) or "")
    later.close()
    shelf.bring_up()
    assert len(shelf.found("drill")) == size
    assert not [name for name in folders(shelf) if name.startswith("building")]


def lexicon(sidecar: Sidecar) -> dict[str, str]:
    """Every written word with its stem."""
    written = zip(sidecar.words.tolist(), sidecar.stems.tolist(), strict=True)
    return {word.decode(): stem.decode() for word, stem in written}


def same_as_whoosh(shelf: Shelf) -> None:
    """Every word, and many phrases, are found where Whoosh finds them itself."""
    opened, dice = shelf.index.current(), random.Random(5)
    reading, stems = Reading(opened), sorted(set(lexicon(opened.sidecar).values()))
    with closing(whoosh_reader(opened.folder)) as reader:
        searcher = Searcher(reader)
        for stem in (*stems, "nowhere"):
            documents = reading.postings(stem).documents.tolist()
            assert documents == sorted(searcher.docs_for_query(whoosh_query.Term("text", stem)))
            assert reading.places(stem).size >= len(documents)
            assert reading.frequency(stem) >= len(documents)
        for _ in range(200):
            asked = dice.choices(stems, k=dice.randint(2, 3))
            got = counted(phrase(reading, [(stem, at) for at, stem in enumerate(asked)])).documents.tolist()
            assert got == sorted(searcher.docs_for_query(whoosh_query.Phrase("text", asked))), asked


def test_postings_and_phrases_are_those_of_whoosh(shelf: Shelf) -> None:
    dice = random.Random(3)
    for number in range(1, 41):
        shelf.put(number, *[" ".join(dice.choices(WORDS, k=dice.randint(2, 30))) for _ in range(3)])
        if number in (20, 30, 40):
            shelf.bring_up()
    shelf.put(7, "base drill")  # a deleted document or two
    shelf.bring_up()
    assert len(shelf.index.current().parts) > 1
    same_as_whoosh(shelf)


def test_two_processes_write_the_index_of_one(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 60):
        shelf.put(number, *[f"{word} drill {number}" for word in WORDS])
    shelf.bring_up()
    alone = shelf.index.current()
    monkeypatch.setattr("archive.search.commits.ALONE", 10)
    shelf.index.bring_up(shelf.ask, shelf.revision, anew=True)
    together = shelf.index.current()
    assert together.folder != alone.folder and lexicon(together.sidecar) == lexicon(alone.sidecar)
    for mine, other in zip(alone.parts, together.parts, strict=True):
        assert np.array_equal(mine.data, other.data) and np.array_equal(mine.stems, other.stems)
    same_as_whoosh(shelf)
    assert shelf.index.problem(shelf.revision) is None


@pytest.mark.parametrize("documents", [3, 5000], ids=["when it commits", "while it is sent documents"])
def test_an_error_of_the_writing_process_is_told(tmp_path: Path, documents: int) -> None:
    writing = Apart(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="No such file or directory"):
        for number in range(documents):
            writing.add(f"digest/1.1#{number}", {"base": [0, 1]})
        writing.commit()
    writing.cancel()


def test_a_killed_writing_process_leaves_the_index_as_it_was(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put(1, "A base.")
    shelf.bring_up()
    shelf.put(2, *["A drill."] * 150)
    monkeypatch.setattr("archive.search.commits.ALONE", 0)
    monkeypatch.setattr("archive.search.whooshing.Apart.commit", lambda self: (self.process.kill(), self._end()))
    with pytest.raises(StorageFailed, match="digest rebuild"):
        shelf.bring_up()
    assert shelf.index.current().sidecar.revision == 1
    monkeypatch.undo()
    shelf.bring_up()
    assert len(shelf.found("drill")) == 150
    assert not [name for name in folders(shelf) if name.startswith("building")]


def test_words_near_each_other_are_found_in_any_order(shelf: Shelf) -> None:
    shelf.put(1, "base one two drill", "drill base", "base one two three four drill", "base")
    shelf.bring_up()
    places = phrase(Reading(shelf.index.current()), [("base", 0), ("drill", 1)], near=3)
    assert counted(places).documents.tolist() == [0, 1]


def test_decoded_postings_are_kept_within_bounds(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.postings.BUDGET", 100)
    shelf.put(1, *["base drill rain"] * 20)
    shelf.bring_up()
    reading = Reading(shelf.index.current())
    for _ in range(3):
        for stem in ("base", "drill", "rain"):
            assert np.array_equal(reading.postings(stem).documents, np.arange(20))
    assert len(reading.kept) == 1


def test_a_changed_byte_in_a_segment_is_noticed_and_a_rebuild_mends_it(folder: Path, empty: Archive) -> None:
    import_paths(empty, [folder])
    assert empty.check() == []
    segment = next((empty.home / "index").glob("r*/*.seg"))
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 0xFF
    empty.index.close()
    segment.write_bytes(data)
    [sentence] = empty.check()
    assert segment.name in sentence and "digest rebuild" in sentence
    empty.rebuild()
    assert empty.check() == []
