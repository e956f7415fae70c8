"""Each tie stands on sentences one can read; chains lead through what means something."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import issue_text

from archive import Archive
from archive.errors import NotFound
from importers.batch import import_paths


@pytest.fixture
def told(tmp_path: Path) -> Archive:
    """An archive in which Kanoya and Biden share no sentence, but a chain and Japan lead from one to the other."""
    items = (
        (
            "Biden and Kishida talk",
            "President Joe Biden and Prime Minister Fumio Kishida spoke of Japan on May 3, 2022.",
        ),
        ("Kishida on drones", "Prime Minister Fumio Kishida welcomed the MQ-9 Reaper on May 4, 2022."),
        ("Drones at Kanoya", "The MQ-9 Reaper will fly from JMSDF Kanoya Air Base in Japan."),
        ("Alone", "Nago is quiet."),
    )
    (tmp_path / "issue.txt").write_text(issue_text("1.9", *items), "utf-8")
    archive = Archive(tmp_path / "home")
    import_paths(archive, [tmp_path / "issue.txt"])
    return archive


def test_a_tie_is_the_sentences_that_mention_both(archive: Archive) -> None:
    [passage] = archive.graph.evidence("yasukazu-hamada", "south-china-sea")
    assert passage.item == "us-japan-alliance-digest/1.20#1"
    assert passage.text.startswith("Defense Minister Yasukazu Hamada") and passage.text.endswith("had helped.")
    assert {one.entity for one in passage.mentions} >= {"yasukazu-hamada", "south-china-sea", "us-navy"}
    for one in passage.mentions:
        assert passage.text[one.start : one.end] == one.text
    assert archive.graph.evidence("yasukazu-hamada", "kadena-air-base") == []


def test_around_has_the_neighbours_and_the_ties_among_them(archive: Archive) -> None:
    picture = archive.graph.around("yoshimasa-hayashi")
    shared = {node.id: node.shared for node in picture.neighbours}
    assert shared["antony-blinken"] == 2 and shared["tokyo"] == 2 and shared["shinzo-abe"] == 1
    assert picture.total == len(picture.neighbours)
    assert ("antony-blinken", "tokyo", 2) in {(tie.one, tie.other, tie.weight) for tie in picture.ties}
    assert len(archive.graph.around("yoshimasa-hayashi", limit=1).neighbours) == 1


def test_what_is_told_of_everywhere_ranks_behind(told: Archive) -> None:
    ranked = [node.id for node in told.graph.around("fumio-kishida").neighbours]
    assert ranked == ["joe-biden", "japan", "mq-9-reaper"]  # one shared sentence each; told of in 1, 2 and 2 items
    assert [node.id for node in told.graph.around("fumio-kishida", limit=1).neighbours] == ["joe-biden"]
    told.close()


def test_a_chain_avoids_countries_where_it_can(told: Archive) -> None:
    steps = told.graph.between("jmsdf-kanoya-air-base", "joe-biden")
    ids = [steps[0].one.id, *(step.other.id for step in steps)]
    assert ids == ["jmsdf-kanoya-air-base", "mq-9-reaper", "fumio-kishida", "joe-biden"]
    for step in steps:
        mentioned = {one.entity for one in step.passages[0].mentions}
        assert {step.one.id, step.other.id} <= mentioned
    told.close()


def test_no_chain_and_no_such_entity_are_told_apart(told: Archive) -> None:
    assert told.graph.between("nago", "joe-biden") == ()
    assert told.graph.between("taro-kono", "joe-biden") == ()
    with pytest.raises(NotFound, match="no such name"):
        told.graph.between("nobody-at-all", "joe-biden")
    told.close()


def test_the_graph_follows_the_catalog(told: Archive, tmp_path: Path) -> None:
    assert told.graph.between("nago", "joe-biden") == ()
    text = issue_text("1.10", ("Biden in Nago", "President Joe Biden visited Nago on May 20, 2022."))
    (tmp_path / "more.txt").write_text(text, "utf-8")
    import_paths(told, [tmp_path / "more.txt"])
    assert [step.other.id for step in told.graph.between("nago", "joe-biden")] == ["joe-biden"]
    told.close()


def test_mentions_come_in_order_of_publication(archive: Archive) -> None:
    passages = archive.graph.mentions("mcas-futenma")
    assert [passage.item.split("/")[1] for passage in passages] == ["1.13#2", "1.20#2", "1.20#2"]
    assert [passage.field for passage in passages] == ["body", "headline", "body"]
