"""Judgements: kept for ever, replayed on rebuilds and re-imports, undone at will, never overwritten in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ISSUES, issue_text

from archive import Archive, export
from archive.curation.exchange import as_text, from_text
from archive.curation.judgement import (
    Alias,
    Confirm,
    Create,
    Decision,
    Judgement,
    Merge,
    Place,
    Record,
    Reject,
    Relink,
    SetDate,
    SetNumber,
    Split,
    Undo,
    Words,
)
from archive.errors import BadJudgement
from archive.model import Mention
from importers.batch import import_paths

SERIES = "us-japan-alliance-digest"
SOURCE = "00" * 32  # stands for an original that the test looks up
CLOCK = count()


def said(decision: Decision, actor: str = "mori", reason: str = "") -> Judgement:
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(seconds=next(CLOCK))
    return Judgement(actor, moment, reason, decision)


def words(archive: Archive, text: str, issue: str = f"{SERIES}/1.12", nth: int = 0) -> Words:
    """The n-th place of a text in an issue."""
    found = archive.ask.issue(issue)
    source = found.originals[0].sha256
    places = [
        Words.of(item, source, "body", at, at + len(text))
        for item in found.items
        for at in range(len(item.body))
        if item.body.startswith(text, at)
    ]
    return places[nth]


def mention(archive: Archive, text: str, issue: str = f"{SERIES}/1.12") -> Mention:
    """What the first such words in an issue's bodies are read as."""
    items = archive.ask.issue(issue).items
    return next(one for item in items for one in item.mentions if one.field == "body" and one.text == text)


def exported(archive: Archive) -> list[str]:
    return [line for what in ("archive", "events", "relations") for line in export.lines(archive, what)]


def statuses(archive: Archive) -> list[tuple[str, str]]:
    return [(one.judgement.kind, one.status) for one in archive.judged.rulings()]


@pytest.fixture
def filled_anew(folder: Path, empty: Archive) -> Iterator[Archive]:
    """An archive with the three small issues that a test may write to."""
    import_paths(empty, [folder])
    yield empty


def test_a_judgement_has_an_id_that_says_what_it_says_and_comes_back_from_its_file() -> None:
    place = Words(f"{SERIES}/1.12", "ab" * 32, 1, "body", 0, "Kishi", "", " said")
    record = Record("new-man", "leader", "New Man", aliases=("N. Man",), office="japan-prime-minister", since="2030")
    decisions: list[Decision] = [
        Confirm(place, "nobuo-kishi"),
        Reject(place, "nobuo-kishi"),
        Relink(place, "fumio-kishida"),
        Merge("a", "b"),
        Split("a", record, ("x",), (place,)),
        Alias("a", "“A” — ü", True),
        Create(record),
        SetDate(Place("cd" * 32, 1), "2022-01-28/2022-02-03"),
        SetNumber(Place("cd" * 32, 2), 1, 13),
    ]
    judgements = [said(decision, reason="it: says\nso") for decision in decisions]
    judgements.append(said(Undo(judgements[0].id)))
    assert from_text(as_text(judgements), "x.yaml") == judgements
    assert len({one.id for one in judgements}) == len(judgements)
    assert as_text(reversed(judgements)) == as_text(judgements)


def test_a_rejected_link_a_merge_and_a_set_date_survive_a_rebuild_and_a_new_import(
    filled_anew: Archive, folder: Path
) -> None:
    archive = filled_anew
    place = words(archive, "Kishi", nth=1)
    source = archive.ask.issue(f"{SERIES}/1.20").originals[0].sha256
    archive.judge(said(Reject(place, "nobuo-kishi"), reason="another Kishi"))
    archive.judge(said(Merge("jmsdf-kanoya-air-base", "mcas-iwakuni")), said(SetDate(Place(source, 1), "2022-11-01")))
    before = exported(archive)
    item = archive.ask.issue(place.issue).items[0]
    second = next(one for one in item.mentions if one.field == "body" and one.start == place.start)
    assert (second.entity, second.method) == (None, "judgement") and "rejected by mori" in second.reason
    first = next(one for one in item.mentions if one.field == "body" and one.text == "Nobuo Kishi")
    assert first.entity == "nobuo-kishi"
    published = archive.ask.issue(f"{SERIES}/1.20").published
    assert (published.when.edtf, published.basis) == ("2022-11-01", "judgement")
    assert archive.knowledge.redirects == {"jmsdf-kanoya-air-base": "mcas-iwakuni"}
    archive.rebuild()
    assert exported(archive) == before
    import_paths(archive, [folder])
    assert exported(archive) == before and archive.check() == []


def test_judgements_and_files_in_any_order_come_out_the_same(
    filled_anew: Archive, folder: Path, tmp_path: Path
) -> None:
    first = filled_anew
    first.judge(said(Relink(words(first, "Kishi", nth=1), "yohei-kishimoto")))
    first.judge(
        said(Alias("mcas-futenma", "noise suit")), said(Create(Record("east-sea-patrol", "programme", "joint patrols")))
    )
    other = Archive(tmp_path / "other")
    for path in reversed(sorted(folder.iterdir())):
        import_paths(other, [path])
        if path.name.endswith("1.20.txt"):
            assert other.take_judgements(first.judged.all()) == 3
            assert ("relink", "orphan") in statuses(other)
    assert exported(other) == exported(first)
    assert statuses(other) == statuses(first) and {status for _, status in statuses(first)} == {"stands"}
    other.close()


def test_an_undo_gives_back_what_was_and_an_undone_undo_does_not(filled_anew: Archive) -> None:
    archive = filled_anew
    before = exported(archive)
    archive.judge(reject := said(Reject(words(archive, "Kadena Air Base"), "kadena-air-base")))
    rejected = exported(archive)
    archive.judge(undo := said(Undo(reject.id)))
    assert exported(archive) == before
    archive.judge(said(Undo(undo.id), actor="sato"))
    assert exported(archive) == rejected
    assert statuses(archive) == [("reject", "stands"), ("undo", "undone"), ("undo", "stands")]


def test_two_people_who_disagree_are_shown_and_neither_is_overwritten(filled_anew: Archive) -> None:
    archive = filled_anew
    place = words(archive, "Kishi", nth=1)
    archive.judge(first := said(Relink(place, "yohei-kishimoto"), actor="mori"))
    archive.judge(second := said(Confirm(place, "nobuo-kishi"), actor="sato"))
    kept = {one.judgement.id: one for one in archive.judged.rulings()}
    assert kept[first.id].stands and kept[second.id].status == "contested" and kept[second.id].against == first.id
    assert [one.id for one in archive.review.waiting("conflicts")] == [second.id]
    archive.judge(said(Undo(first.id), actor="kato"))
    assert mention(archive, "Kishi").entity == "nobuo-kishi"
    assert archive.review.waiting("conflicts") == []


def test_ones_own_later_judgement_replaces_the_earlier(filled_anew: Archive) -> None:
    archive = filled_anew
    place = words(archive, "Kishi", nth=1)
    archive.judge(said(Relink(place, "yohei-kishimoto")))
    archive.judge(said(Relink(place, "fumio-kishida")))
    assert mention(archive, "Kishi").entity == "fumio-kishida"
    assert statuses(archive) == [("relink", "replaced"), ("relink", "stands")]


def test_words_that_a_better_copy_no_longer_has_leave_an_orphan(empty: Archive, tmp_path: Path) -> None:
    worse = issue_text("1.12", *ISSUES["1.12"]).replace("Kishi added", "Minister Kishi added")
    (tmp_path / "copy.txt").write_text(worse, "utf-8")
    import_paths(empty, [tmp_path / "copy.txt"])
    kept = said(Confirm(words(empty, "Kadena Air Base"), "kadena-air-base"))
    lost = said(Relink(words(empty, "Minister Kishi"), "fumio-kishida"))
    empty.judge(kept, lost)
    headlines, bodies = zip(*ISSUES["1.12"], strict=True)
    page = "<h1>US-Japan Alliance Digest Vol 1.12</h1><p>Headlines:</p><ul>{}</ul><p>Details:</p><ul>{}</ul>".format(
        *("".join(f"<li>{text}</li>" for text in texts) for texts in (headlines, bodies))
    )
    (tmp_path / "page.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    import_paths(empty, [tmp_path / "page.html"])
    assert "Minister Kishi added" not in empty.ask.issue(f"{SERIES}/1.12").items[0].body
    rulings = {one.judgement.id: one for one in empty.judged.rulings()}
    assert rulings[kept.id].stands and mention(empty, "Kadena Air Base").method == "judgement"
    assert rulings[lost.id].status == "orphan" and "no longer" in rulings[lost.id].note
    assert [one.id for one in empty.review.waiting("orphans")] == [lost.id]


def test_a_number_set_by_hand_names_the_issue_and_keeps_its_judgements(empty: Archive, tmp_path: Path) -> None:
    text = issue_text("1.12", *ISSUES["1.12"]).replace(" Vol 1.12", "")
    (tmp_path / "bare.txt").write_text(text, "utf-8")
    import_paths(empty, [tmp_path / "bare.txt"])
    (provisional,) = empty.ask.issue_ids()
    empty.judge(said(Relink(words(empty, "Kishi", provisional, nth=1), "yohei-kishimoto")))
    source = empty.ask.issue(provisional).originals[0].sha256
    empty.judge(said(SetNumber(Place(source, 1), 1, 12)))
    issue = empty.ask.issue(f"{SERIES}/1.12")
    assert (issue.known_by, issue.problem) == ("judgement", None) and empty.ask.issue_ids() == [issue.id]
    assert mention(empty, "Kishi").entity == "yohei-kishimoto"
    before = exported(empty)
    empty.rebuild()
    assert exported(empty) == before


def test_a_number_given_up_goes_back_to_who_had_it(filled_anew: Archive, tmp_path: Path) -> None:
    archive = filled_anew
    source = archive.ask.issue(f"{SERIES}/1.12").originals[0].sha256
    before = exported(archive)
    archive.judge(moved := said(SetNumber(Place(source, 1), 1, 14)))
    late = (
        "Pumps fail",
        "Pumps of a dry dock at Sasebo failed on June 20, 2022, and crews needed two days to mend them.",
    )
    (tmp_path / "late.txt").write_text(issue_text("1.12", late), "utf-8")
    import_paths(archive, [tmp_path / "late.txt"])
    assert archive.ask.issue(f"{SERIES}/1.12").items[0].headline == "Pumps fail"
    archive.judge(said(Undo(moved.id)))
    after = exported(archive)
    archive.rebuild()
    assert exported(archive) == after != before


def test_a_number_taken_by_force_comes_back_when_that_is_undone(filled_anew: Archive) -> None:
    archive = filled_anew
    before = exported(archive)
    source = archive.ask.issue(f"{SERIES}/1.12").originals[0].sha256
    forced = said(SetNumber(Place(source, 1), 1, 13))
    archive.take_judgements([forced])  # as from another archive, where 1.13 is free
    assert any(issue.problem for issue in archive.ask.issues())
    archive.judge(said(Undo(forced.id)))
    assert exported(archive) == before and archive.check() == []


def test_a_split_takes_aliases_and_words_with_it(filled_anew: Archive) -> None:
    archive = filled_anew
    place = words(archive, "MCAS Futenma", f"{SERIES}/1.20")
    record = Record("futenma-annex", "base", "Futenma Annex")
    archive.judge(said(Split("mcas-futenma", record, ("Futenma base",), (place,))))
    assert mention(archive, "MCAS Futenma", f"{SERIES}/1.20").entity == "futenma-annex"
    aliases = {one.text for one in archive.knowledge.entities["futenma-annex"].aliases}
    assert aliases == {"Futenma base"}
    assert "Futenma base" not in {one.text for one in archive.knowledge.entities["mcas-futenma"].aliases}


def test_a_created_leader_is_linked_wherever_he_is_named(filled_anew: Archive, tmp_path: Path) -> None:
    text = issue_text(
        "9.1",
        ("A new face", "The Defense Minister spoke on June 5, 2031. Taro Beispiel met the press on June 6, 2031."),
    )
    (tmp_path / "later.txt").write_text(text, "utf-8")
    import_paths(filled_anew, [tmp_path / "later.txt"])
    record = Record(
        "taro-beispiel", "leader", "Taro Beispiel", office="japan-defense-minister", since="2031-01-01", until="2032"
    )
    filled_anew.judge(said(Create(record)))
    assert mention(filled_anew, "Taro Beispiel", f"{SERIES}/9.1").entity == "taro-beispiel"
    before = exported(filled_anew)
    filled_anew.rebuild()
    assert exported(filled_anew) == before


@pytest.mark.parametrize(
    ("decision", "complaint"),
    [
        (Merge("nobuo-kishi", "nobuo-kishi"), "itself"),
        (Merge("nobuo-kishi", "mcas-futenma"), "leader and base"),
        (Merge("nobuo-kishi", "nobody-at-all"), "no such name"),
        (Alias("nobuo-kishi", " "), "no name"),
        (Alias("nobuo-kishi", "the"), "common word"),
        (Alias("mcas-futenma", "Futenma base"), "already"),
        (SetNumber(Place(SOURCE, 1), 1, 13), "another issue with another text"),
        (Alias("nobuo-kishi", "x" * 500), "no name"),
        (Create(Record("nobuo-kishi", "leader", "Nobuo Kishi")), "taken"),
        (Create(Record("Not An Id", "leader", "A B")), "no id"),
        (Create(Record("some-office", "office", "Some Office")), "no entity of that kind"),
        (Create(Record("a-b", "leader", "A B", office="mcas-futenma", since="2022")), "no such office"),
        (Create(Record("a-b", "leader", "A B", office="japan-prime-minister", since="soon")), "no date"),
        (Create(Record("a-b", "leader", "A B", source="javascript:alert(1)")), "no address"),
        (SetDate(Place("00" * 32, 1), "2022"), "no issue comes"),
        (Confirm(Words(f"{SERIES}/1.12", "00" * 32, 1, "body", 0, "no such words"), "nobuo-kishi"), "does not stand"),
        (Confirm(Words(f"{SERIES}/99.1", "00" * 32, 1, "body", 0, "Kishi"), "nobuo-kishi"), "no such issue"),
        (Undo("0123456789abcdef"), "no such judgement"),
    ],
)
def test_a_judgement_without_sense_is_refused_and_nothing_is_kept(
    archive: Archive, decision: Decision, complaint: str
) -> None:
    if isinstance(decision, SetNumber):
        source = archive.ask.issue(f"{SERIES}/1.12").originals[0].sha256
        decision = replace(decision, place=Place(source, 1))
    with pytest.raises(BadJudgement, match=complaint):
        archive.judge(said(Alias("nobuo-kishi", "N. Kishi")), said(decision))
    assert archive.judged.all() == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x: [1\n", "bad.yaml:2: this is no YAML"),
        ("just words\n", "bad.yaml: holds no list"),
        ("- kind: alias\n  actor: a\n- 3\n", "bad.yaml:1: cannot be understood"),
        ("- kind: marry\n  actor: a\n  time: 2026-11-23T12:00:00+00:00\n  reason: ''\n", "no kind of judgement"),
        ("- kind: undo\n  actor: a\n  time: 2026-11-23T12:00:00\n  reason: ''\n  judgement: x\n", "no time zone"),
    ],
)
def test_a_broken_file_names_its_line_and_takes_nothing_in(
    text: str, complaint: str, run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text(text, "utf-8")
    result = run("judgements", "import", tmp_path / "bad.yaml", "--home", tmp_path / "home")
    assert isinstance(result.exception, BadJudgement) and complaint in str(result.exception)


def test_judgements_go_out_and_come_in_on_the_command_line(
    filled_anew: Archive, run: Callable[..., Result], tmp_path: Path
) -> None:
    filled_anew.judge(said(Alias("mcas-futenma", "noise suit"), reason="as the desk writes it"))
    file = tmp_path / "judgements.yaml"
    assert run("judgements", "export", "-o", file, "--home", filled_anew.home).exit_code == 0
    assert "text: noise suit" in file.read_text("utf-8")
    for news in (1, 0):
        result = run("judgements", "import", file, "--home", tmp_path / "elsewhere")
        assert f"1 judgements read, {news} of them new." in result.output


def test_staff_are_added_listed_and_removed(run: Callable[..., Result], tmp_path: Path) -> None:
    from click.testing import CliRunner

    from importers.cli import digest

    home = str(tmp_path / "home")
    add = ["staff", "add", "mori", "--password-stdin", "--home", home]
    short = CliRunner().invoke(digest, add, input="short\n")
    assert short.exit_code == 1 and "too short" in short.output
    assert CliRunner().invoke(digest, add, input="a few longer words\n").exit_code == 0
    assert run("staff", "list", "--home", home).output.strip() == "mori"
    archive = Archive(Path(home))
    assert (archive.judged.secret("mori") or "").startswith("scrypt:")
    archive.close()
    assert run("staff", "remove", "mori", "--home", home).exit_code == 0
    assert run("staff", "remove", "mori", "--home", home).exit_code == 1
