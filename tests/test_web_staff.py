"""Judging on an issue and on a name, and the log with undo."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from staffed import ISSUE, SERIES, Browser, mention, said

from archive import Archive
from archive.curation.judgement import Dismiss, Judgement
from archive.reading import edtf
from web.facts import Held
from web.staff.showing import offices_in_words, option


def test_each_mention_of_an_issue_can_be_judged_there(mori: Browser, desk: Archive) -> None:
    page = mori.get(ISSUE).text
    for item in desk.ask.issue(f"{SERIES}/1.13").items:
        for one in item.mentions:
            assert f'id="m-{item.position}-{one.field}-{one.start}"' in page
    words = {"position": "2", "field": "body", "words": "Denny Tamaki", "occurrence": "1"}
    mori.post(ISSUE, do="reject denny-tamaki", **words)
    assert mention(desk, "Denny Tamaki").entity is None
    mori.post(ISSUE, do="confirm denny-tamaki", **words)
    assert mention(desk, "Denny Tamaki").reason.startswith("confirmed by mori")
    mori.post(ISSUE, do="other", other="Rahm Emanuel", **words)
    page = mori.get(ISSUE).text
    assert mention(desk, "Denny Tamaki").entity == "rahm-emanuel"
    assert "<strong>mori</strong> links “Denny Tamaki” in Vol 1.13 #2 to Rahm Emanuel." in page
    assert "confirms that" not in page.split('id="judgements"')[1]  # replaced by a later one of the same person


def test_words_without_a_mention_are_linked(mori: Browser, desk: Archive) -> None:
    fields = {"position": "2", "field": "body", "words": "a hearing", "occurrence": "1", "other": "denny-tamaki"}
    mori.post(ISSUE, do="other", **fields)
    assert mention(desk, "a hearing").entity == "denny-tamaki"
    refused = mori.post(ISSUE, do="other", **fields | {"occurrence": "2"})
    assert refused.status_code == 422 and "does not stand in the body of item 2 that often" in refused.text


@pytest.mark.parametrize(
    "fields, edtf",
    [
        ({"edtf": "2022-07-14"}, "2022-07-14"),
        ({"edtf": "2022-07"}, "2022-07"),
        ({"first": "2022-07-14", "last": "2022-07-16"}, "2022-07-14/2022-07-16"),
        ({"first": "2022-07-14"}, "2022-07-14"),
        ({"edtf": "last week"}, None),
        ({"first": "2022-07-16", "last": "2022-07-14"}, None),
        ({"edtf": "2022-07-14", "original": "0" * 64}, None),
    ],
)
def test_a_date_is_set_by_hand(mori: Browser, desk: Archive, fields: dict[str, str], edtf: str | None) -> None:
    original = desk.ask.originals(f"{SERIES}/1.13")[0].sha256
    answer = mori.post(ISSUE, do="date", **{"original": original} | fields)
    published = desk.ask.issue(f"{SERIES}/1.13").published
    assert answer.status_code == (200 if edtf else 422)
    assert (published.when.edtf, published.basis) == (edtf, "judgement") if edtf else published.basis != "judgement"


def test_a_number_is_set_by_hand_and_the_page_moves_with_it(mori: Browser, desk: Archive) -> None:
    original = desk.ask.originals(f"{SERIES}/1.13")[0].sha256
    answer = mori.post(ISSUE, do="number", original=original, volume="1", number="14")
    assert answer.request.path == f"/staff/issues/{SERIES}/1.14"
    assert "numbers Vol 1.13 as Vol 1.14" in answer.text


def test_a_name_gets_another_way_of_writing(mori: Browser, desk: Archive) -> None:
    answer = mori.post("/staff/names/denny-tamaki", do="alias", text="a  hearing", ambiguous="1")
    assert "adds “a hearing” as another way of writing Denny Tamaki, only with a cue" in answer.text
    assert (said(desk)[0]["text"], said(desk)[0]["ambiguous"]) == ("a hearing", True)


def test_a_merge_is_compared_made_and_leads_on(mori: Browser, desk: Archive) -> None:
    page = mori.get("/staff/names/nobuo-kishi/merge?into=Yasukazu+Hamada").text
    assert "nobuo-kishi</code>" in page and "yasukazu-hamada</code>" in page
    assert mori.get("/staff/names/nobuo-kishi/merge?into=quad").status_code == 422
    mori.post("/staff/names/nobuo-kishi", do="merge", into="yasukazu-hamada")
    for form in ("", ".json"):
        answer = mori.get(f"/entities/nobuo-kishi{form}")
        assert (answer.status_code, answer.location) == (301, f"/entities/yasukazu-hamada{form}")
    assert "mori merges Nobuo Kishi (nobuo-kishi) into Yasukazu Hamada" in re.sub(
        r"</?strong>", "", mori.get("/staff/names/yasukazu-hamada").text
    )
    undone = desk.judged.all()[-1].id
    mori.post("/staff/undo", judgement=undone, to="/staff/log")
    assert mori.get("/entities/nobuo-kishi").status_code == 200


def test_a_split_takes_the_mentions_that_are_ticked(mori: Browser, desk: Archive) -> None:
    page = mori.get("/staff/names/denny-tamaki").text
    (value,) = re.findall(r'name="mention" value="([^"]+)"', page)
    fields = {"do": "split", "id": "tamaki-the-other", "kind": "leader", "name": "Tamaki the Other"}
    assert mori.post("/staff/names/denny-tamaki", **fields).status_code == 422
    answer = mori.post("/staff/names/denny-tamaki", **fields, mention=value)
    assert answer.request.path == "/staff/names/tamaki-the-other"
    assert mention(desk, "Denny Tamaki").entity == "tamaki-the-other"


# --- the log ------------------------------------------------------------------------------------------


def test_the_log_tells_who_what_when_why_and_what_became_of_it(mori: Browser, desk: Archive) -> None:
    for text in ("Tamaki of Okinawa", "Governor of the Isles"):
        mori.post("/staff/names/denny-tamaki", do="alias", text=text, reason="seen in print")
    first = desk.judged.all()[0]
    text = mori.get("/staff/log").text
    assert text.index("Governor of the Isles") < text.index("Tamaki of Okinawa")
    assert "“seen in print”" in text and f"{first.time:%Y-%m-%d %H:%M} UTC" in text
    mori.post("/staff/undo", judgement=first.id, to="/staff/log", reason="misread")
    found = mori.get("/staff/log.json?status=undone").json
    assert [one["judgement"] for one in found["judgements"]] == [first.id]  # type: ignore[index]
    kinds = mori.get("/staff/log.json?kind=undo&actor=mori").json["judgements"]  # type: ignore[index]
    assert [one["decision"]["reason"] for one in kinds] == ["misread"]
    assert mori.get("/staff/log.json?kind=merge").json["total"] == 0  # type: ignore[index]
    assert mori.post("/staff/undo", judgement=first.id).status_code == 422


def test_the_log_turns_its_pages(mori: Browser, desk: Archive) -> None:
    made = [Judgement("sato", datetime(2026, 1, 1, 0, 0, n % 60, n, UTC), "", Dismiss(f"Name {n}")) for n in range(120)]
    desk.take_judgements(made)
    first, second = (mori.get(f"/staff/log.json?page={page}").json["judgements"] for page in (1, 2))  # type: ignore[index]
    assert (len(first), len(second)) == (100, 20)
    assert 'rel="next" href="/staff/log?page=2"' in mori.get("/staff/log").text


def test_markup_in_what_staff_write_is_text(mori: Browser) -> None:
    answer = mori.post("/staff/names/denny-tamaki", do="alias", text="<b>Tamaki</b>", reason="<script>x</script>")
    for text in (answer.text, mori.get("/staff/log").text):
        assert "&lt;b&gt;Tamaki" in text
        assert "<b>Tamaki" not in text and "<script>x" not in text


# --- candidates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "terms, words",
    [
        (("2022 to ", "2009 to 2021"), "Prime Minister, 2022 to today and 2009 to 2021"),
        (("2022 to 2023",), "Prime Minister, 2022 to 2023"),
        ((), ""),
    ],
)
def test_an_office_held_twice_is_named_once(desk: Archive, terms: tuple[str, ...], words: str) -> None:
    known = desk.knowledge.entities
    office = replace(known["japan-prime-minister"], name="Prime Minister")
    held = [Held(known["nobuo-kishi"], office, *term.split(" to "), "", False, None) for term in terms]
    assert offices_in_words(held) == words


def test_the_line_of_a_candidate_says_its_office_once(desk: Archive) -> None:
    def what(id: str, when: str) -> str:
        return option(desk, desk.knowledge.entities[id], "is written so", edtf.interval(when)).what

    assert "Defense minister of Japan" in desk.knowledge.entities["nobuo-kishi"].about
    assert what("nobuo-kishi", "2022-07-14").startswith("Minister of Defense of Japan, ")
    assert "Defense minister" not in what("nobuo-kishi", "2022-07-14")
    assert what("nobuo-kishi", "1990-07-14") == desk.knowledge.entities["nobuo-kishi"].about
