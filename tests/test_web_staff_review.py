"""The review queue by a client without script: every action of every queue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import issue_text
from staffed import ISSUE, SERIES, Browser, judged_by, mention, said, waiting, words_of

from archive import Archive
from archive.curation.judgement import Confirm, Reject, Relink, Undo
from archive.review import QUEUES, Review
from importers.batch import import_paths


@pytest.fixture
def unsure(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every link of the archive is thought unsure, so that the queue has something."""
    monkeypatch.setattr("archive.review.DOUBTFUL", 1.0)


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize("verb, kind", [("confirm", "confirm"), ("reject", "reject")])
def test_a_link_is_judged_and_the_case_behind_it_comes(mori: Browser, desk: Archive, verb: str, kind: str) -> None:
    first, second, third, *_ = waiting(mori, "links")
    case = desk.review.case("links", second)
    page = mori.get(f"/staff/review?queue=links&case={second}").text
    assert f'value="{verb} {case.entity}"' in page
    answer = mori.post("/staff/review", queue="links", case=second, do=f"{verb} {case.entity}", reason="it  says so")
    assert f'name="case" value="{third}"' in answer.text
    assert "Done: mori" in answer.text
    only = said(desk)
    assert [(one["kind"], one["actor"], one["reason"]) for one in only] == [(kind, "mori", "it says so")]
    assert second not in waiting(mori, "links")
    item = next(one for one in desk.ask.issue(case.evidence[0].words.issue).items if second.startswith(one.id))
    left = [one for one in item.mentions if one.method == "judgement"]
    assert [one.entity for one in left] == ([case.entity] if verb == "confirm" else [None])
    assert "by mori on" in left[0].reason


@pytest.mark.usefixtures("unsure")
def test_a_link_is_led_to_another_by_key_or_by_name(mori: Browser, desk: Archive) -> None:
    first, second, *_ = waiting(mori, "links")
    mori.post("/staff/review", queue="links", case=first, do="choose denny-tamaki")
    mori.post("/staff/review", queue="links", case=second, do="other", other="Rahm Emanuel")
    assert [(one["kind"], one["entity"]) for one in said(desk)] == [
        ("relink", "denny-tamaki"),
        ("relink", "rahm-emanuel"),
    ]


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize(
    "other, says", [("Nobuo Kishy", "Did you mean nobuo-kishi"), ("", "No name was written"), ("Mori", "several go by")]
)
def test_a_name_that_means_nobody_keeps_the_case(mori: Browser, desk: Archive, other: str, says: str) -> None:
    first = waiting(mori, "links")[0]
    answer = mori.post("/staff/review", queue="links", case=first, do="other", other=other, reason="kept")
    assert answer.status_code == 422
    assert says in answer.text
    assert f'name="case" value="{first}"' in answer.text and 'name="reason" value="kept"' in answer.text
    assert said(desk) == []


@pytest.mark.usefixtures("unsure")
def test_skipping_goes_on_to_the_end_and_says_what_is_left(mori: Browser, desk: Archive) -> None:
    cases = waiting(mori, "links")
    for case, behind in zip(cases, [*cases[1:], ""], strict=True):
        answer = mori.post("/staff/review", queue="links", case=case, do="skip")
        assert (f'name="case" value="{behind}"' in answer.text) == bool(behind)
    assert f"{len(cases)} cases that were skipped still wait" in answer.text
    assert said(desk) == []


@pytest.mark.usefixtures("unsure")
def test_an_undo_takes_the_last_act_back_and_returns_to_its_case(mori: Browser, desk: Archive) -> None:
    first, second, *_ = waiting(mori, "links")
    for case in (first, second):
        entity = desk.review.case("links", case).entity
        page = mori.post("/staff/review", queue="links", case=case, do=f"confirm {entity}").text
    for case in (second, first):
        form = page.split('<form class="said', 1)[1].split("</form>")[0]
        fields = dict(re.findall(r'name="(queue|back|judgement)" value="([^"]*)"', form))
        page = mori.post("/staff/undo", **fields).text
        assert "Undone: mori confirms" in page
        assert case in waiting(mori, "links")
        if case == second:
            assert f'name="case" value="{second}"' in page
    assert waiting(mori, "links")[:2] == [first, second]
    assert [one["kind"] for one in said(desk)] == ["confirm", "confirm", "undo", "undo"]


@pytest.mark.usefixtures("unsure")
def test_a_case_that_another_judged_meanwhile_is_not_judged_twice(mori: Browser, desk: Archive) -> None:
    first, second, *_ = waiting(mori, "links")
    case = desk.review.case("links", first)
    judged_by(desk, "sato", Confirm(case.evidence[0].words, case.entity or ""))
    answer = mori.post("/staff/review", queue="links", case=first, do=f"reject {case.entity}")
    assert "is judged by now" in answer.text
    assert [one["actor"] for one in said(desk)] == ["sato"]


@pytest.fixture
def unnamed(desk: Archive, tmp_path: Path) -> str:
    """An issue with a surname that several have, left open by the program; the id of its case."""
    path = tmp_path / "vol 1.21.txt"
    items = (
        ("Talks on ports", "The two sides spoke of ports on November 2, 2022, and Mori left before the end."),
        (
            "More talks",
            "The delegations met once more on November 4, 2022, to speak of harbors and of shipping.",
        ),
    )
    path.write_text(issue_text("1.21", *items), "utf-8")
    import_paths(desk, [path])
    return next(one.id for one in desk.review.waiting("open") if one.name == "Mori")


def test_an_open_name_is_none_of_those_shown_and_one_undo_takes_all_back(
    mori: Browser, desk: Archive, unnamed: str
) -> None:
    shown = [one.entity.id for one in desk.review.case("open", unnamed).candidates]
    assert len(shown) > 1
    page = mori.post("/staff/review", queue="open", case=unnamed, do="none").text
    assert sorted(one["entity"] for one in said(desk)) == sorted(shown)
    assert {one["kind"] for one in said(desk)} == {"reject"}
    assert unnamed not in waiting(mori, "open")
    form = page.split('<form class="said', 1)[1].split("</form>")[0]
    mori.post("/staff/undo", queue="open", judgement=re.findall(r'name="judgement" value="([^"]*)"', form))
    assert unnamed in waiting(mori, "open")


def test_an_open_name_is_linked_to_a_candidate(mori: Browser, desk: Archive, unnamed: str) -> None:
    chosen = desk.review.case("open", unnamed).candidates[0].entity
    assert f'value="choose {chosen.id}"' in mori.get(f"/staff/review?queue=open&case={unnamed}").text
    mori.post("/staff/review", queue="open", case=unnamed, do=f"choose {chosen.id}")
    assert [(one["kind"], one["entity"]) for one in said(desk)] == [("relink", chosen.id)]
    text = mori.get(f"/issues/{SERIES}/1.21").text
    assert re.search(rf'href="/entities/{chosen.id}" title="linked by mori on [-\d]+">Mori</a>', text)


def test_a_suggestion_becomes_a_record_with_its_form_filled_in(mori: Browser, desk: Archive, suggested: str) -> None:
    page = mori.get(f"/staff/review?queue=suggestions&case={suggested}").text
    filled = dict(re.findall(r'id="new-(\w+)" name="\w+" value="([^"]*)"', page))
    assert (filled["id"], filled["name"]) == ("zelda-oquill", suggested)
    assert filled["office"] == "japan-defense-minister"
    fields = {"id": "zelda-oquill", "kind": "leader", "name": suggested, "aliases": "Z. O’Quill; ZOQ"}
    refused = mori.post(
        "/staff/review", queue="suggestions", case=suggested, do="create", **fields | {"id": "Not An Id"}
    )
    assert (refused.status_code, said(desk)) == (422, [])
    assert 'value="Z. O’Quill; ZOQ"' in refused.text
    fields |= {"office": "United States Secretary of Nothing"}
    assert mori.post("/staff/review", queue="suggestions", case=suggested, do="create", **fields).status_code == 422
    fields |= {"office": "japan-defense-minister", "since": "2022-11"}
    mori.post("/staff/review", queue="suggestions", case=suggested, do="create", **fields)
    made = desk.knowledge.entities["zelda-oquill"]
    assert [alias.text for alias in made.aliases] == ["Z. O’Quill", "ZOQ"]
    assert mention(desk, suggested, "1.22").entity == "zelda-oquill"
    assert "zelda-oquill" in [one.person for one in desk.knowledge.tenures_by_office["japan-defense-minister"]]


@pytest.mark.parametrize("do, more", [("choose denny-tamaki", {}), ("other", {"other": "Denny Tamaki"})])
def test_a_suggestion_is_another_way_of_writing(
    mori: Browser, desk: Archive, suggested: str, do: str, more: dict[str, str]
) -> None:
    mori.post("/staff/review", queue="suggestions", case=suggested, do=do, **more)
    assert [(one["kind"], one["entity"], one["text"]) for one in said(desk)] == [("alias", "denny-tamaki", suggested)]
    assert mention(desk, suggested, "1.22").entity == "denny-tamaki"


def test_a_suggestion_is_dismissed(mori: Browser, desk: Archive, suggested: str) -> None:
    mori.post("/staff/review", queue="suggestions", case=suggested, do="dismiss")
    assert [(one["kind"], one["name"]) for one in said(desk)] == [("dismiss", suggested)]
    assert suggested not in waiting(mori, "suggestions")


@pytest.mark.parametrize("do, left", [("first", "confirm"), ("second", "reject")])
def test_a_conflict_is_shown_and_one_side_upheld(mori: Browser, desk: Archive, do: str, left: str) -> None:
    words = words_of(desk, "Denny Tamaki")
    judged_by(desk, "mori", Confirm(words, "denny-tamaki"), "the text says so")
    judged_by(desk, "sato", Reject(words, "denny-tamaki"), "another Tamaki")
    (case,) = waiting(mori, "conflicts")
    page = mori.get("/staff/review?queue=conflicts").text
    sides = page.split('<ol class="sides">')[1].split("</ol>")[0]
    assert re.findall(r"<strong>(\w+)</strong>", sides) == ["mori", "sato"]
    assert "the text says so" in sides and "another Tamaki" in sides
    assert "Stands, contradicted by sato, who says that “Denny Tamaki” in Vol 1.13 #2 is not Denny Tamaki" in sides
    assert "Contradicts mori, who confirms that “Denny Tamaki” in Vol 1.13 #2 is Denny Tamaki" in sides
    mori.post("/staff/review", queue="conflicts", case=case, do=do)
    assert waiting(mori, "conflicts") == []
    standing = [one.judgement.kind for one in desk.judged.rulings() if one.stands]
    assert standing == [left, "undo"]


def test_an_orphan_is_shown_kept_and_withdrawn(mori: Browser, desk: Archive) -> None:
    gone = words_of(desk, "Denny Tamaki", text="Zzyzx", before="here", after="there")
    judged_by(desk, "sato", Relink(gone, "denny-tamaki"))
    (case,) = waiting(mori, "orphans")
    assert "the words are no longer in" in mori.get("/staff/review?queue=orphans").text
    assert "the words are no longer in" in mori.get("/staff/log?status=orphan").text
    assert "Orphan: the words are no longer in" in mori.get(ISSUE).text
    mori.post("/staff/review", queue="orphans", case=case, do="skip")
    assert waiting(mori, "orphans") == [case]
    mori.post("/staff/review", queue="orphans", case=case, do="withdraw")
    assert waiting(mori, "orphans") == []
    assert "Undone by mori on" in mori.get("/staff/log").text


def test_an_issue_gets_its_number_and_its_old_address_leads_there(
    mori: Browser, desk: Archive, numberless: str
) -> None:
    assert numberless in waiting(mori, "issues")
    address = f"/issues/{numberless}"
    assert mori.get(address).status_code == mori.get(f"/staff{address}").status_code == 200
    sha256 = desk.ask.originals(numberless)[0].sha256
    fields = {"queue": "issues", "case": numberless, "original": sha256, "volume": "2"}
    assert mori.post("/staff/review", do="number", **fields, number="five").status_code == 422
    mori.post("/staff/review", do="number", **fields, number="5")
    assert waiting(mori, "issues") == []
    for asked, to in ((address, "2.5"), (f"{address}.json", "2.5.json"), (f"/staff{address}", "2.5")):
        answer = mori.get(asked)
        assert (answer.status_code, answer.location.rpartition("/")[2]) == (302, to)


def test_the_latest_says_who_undid_it(mori: Browser, desk: Archive) -> None:
    judged_by(desk, "mori", Relink(words_of(desk, "Denny Tamaki"), "quad"))
    told = "Your latest: mori links “Denny Tamaki” in Vol 1.13 #2 to"
    assert told in mori.get(ISSUE).text
    judged_by(desk, "sato", Undo(desk.judged.all()[0].id))
    text = mori.get(ISSUE).text
    assert told not in text
    assert re.search(r"Your latest, undone by sato on [-\d]+: mori links “Denny Tamaki”", text)


@pytest.mark.usefixtures("unsure")
@pytest.mark.parametrize("address", ["/staff/review", "/staff/review?queue=open", "/staff/review.json?queue=links"])
def test_every_tab_has_its_count_and_each_queue_is_counted_once(
    mori: Browser, desk: Archive, unnamed: str, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    counts = desk.review.counts()
    asked: list[str] = []
    waiting = Review.waiting
    monkeypatch.setattr(Review, "waiting", lambda self, queue: asked.append(queue) or waiting(self, queue))
    page = mori.get(address)
    assert sorted(asked) == sorted(QUEUES)
    if page.json:
        assert page.json["counts"] == counts
    else:
        tabs = re.findall(r'queue=(\w+)"[^>]*>[^<]+<span class="count">(\d+)<', page.text)
        assert {queue: int(count) for queue, count in tabs} == counts
        assert counts["links"] > 1 and counts["open"] > 0
