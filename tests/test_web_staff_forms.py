"""Every form of the staff pages, sent as the page serves it: to its own address, with its own hidden fields."""

from __future__ import annotations

import pytest
from staffed import ISSUE, Browser, forms, judged_by, mention, said, words_of

from archive import Archive
from archive.curation.judgement import Alias, Confirm, Reject, Relink

NAME = "/staff/names/denny-tamaki"
LOG, DESK = "/staff/log", "/staff/"
PAGES = (
    DESK,
    LOG,
    ISSUE,
    NAME,
    f"{NAME}/merge?into=rahm-emanuel",
    "/staff/review?queue=links",
    "/staff/review?queue=conflicts",
    "/staff/review?queue=orphans",
)


@pytest.fixture
def busy(mori: Browser, desk: Archive, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Something waits in the queues, and something can be undone on every page."""
    monkeypatch.setattr("archive.review.DOUBTFUL", 1.0)
    judged_by(desk, "sato", Confirm(words_of(desk, "Denny Tamaki"), "denny-tamaki"))
    judged_by(desk, "mori", Reject(words_of(desk, "Denny Tamaki"), "denny-tamaki"))
    judged_by(desk, "sato", Relink(words_of(desk, "Denny Tamaki", text="Zzyzx", before="x", after="y"), "quad"))
    judged_by(desk, "mori", Alias("denny-tamaki", "Tamaki of the Isles"))
    return mori


@pytest.mark.parametrize("address", PAGES)
def test_every_form_leads_to_an_address_that_there_is(busy: Browser, address: str) -> None:
    found = forms(busy.get(address))
    assert len(found) > 1
    for form in found:
        sent = {key: value for key, value in form.fields.items() if key == "csrf_token"}
        if form.method == "POST" and form.action != "/staff/logout":
            assert busy.post(form.action, **sent).status_code in (200, 422), form  # no button was pressed
        elif form.method == "GET":
            assert busy.get(form.action).status_code in (200, 422), form
        if to := form.fields.get("to"):
            assert busy.get(to).request.path == to.partition("?")[0]
            assert busy.get(to).status_code == 200, form


@pytest.mark.parametrize("address", PAGES)
def test_the_log_out_of_every_page_logs_out(mori: Browser, address: str) -> None:
    page = mori.get(address if "queue" not in address else "/staff/review")
    assert mori.press(page, "Log out").status_code == 200
    assert mori.get(DESK).status_code == 302


@pytest.mark.parametrize(
    "do, fields, now",
    [
        ("confirm denny-tamaki", {}, "denny-tamaki"),
        ("reject denny-tamaki", {}, None),
        ("other", {"other": "Rahm Emanuel", "reason": "so it says"}, "rahm-emanuel"),
    ],
)
def test_a_mention_is_judged_on_the_issue(
    mori: Browser, desk: Archive, do: str, fields: dict[str, str], now: str | None
) -> None:
    answer = mori.press(mori.get(ISSUE), do, "Denny Tamaki", **fields)
    assert (answer.status_code, answer.request.path) == (200, ISSUE)
    assert [(one["kind"], one["reason"]) for one in said(desk)] == [
        ({"other": "relink"}.get(do, do.split()[0]), fields.get("reason", ""))
    ]
    assert (mention(desk, "Denny Tamaki").entity, mention(desk, "Denny Tamaki").method) == (now, "judgement")
    back = mori.press(answer, "Undo u")
    assert (back.status_code, back.request.path) == (200, ISSUE)
    assert mention(desk, "Denny Tamaki").method != "judgement"


def test_words_are_linked_dated_and_numbered_on_the_issue(mori: Browser, desk: Archive) -> None:
    page = mori.press(mori.get(ISSUE), "other", "add", position="2", words="a hearing", other="denny-tamaki")
    assert page.status_code == 200 and mention(desk, "a hearing").entity == "denny-tamaki"
    page = mori.press(page, "date", edtf="2022-07-14", reason="the masthead")
    assert page.status_code == 200
    page = mori.press(page, "number", volume="1", number="14")
    assert (page.status_code, page.request.path) == (200, ISSUE.replace("1.13", "1.14"))
    assert [one["kind"] for one in said(desk)] == ["relink", "date", "number"]
    page = mori.press(page, "Undo it", desk.judged.all()[-1].id, reason="a slip")
    assert (page.status_code, page.request.path) == (200, ISSUE)
    assert (said(desk)[-1]["kind"], said(desk)[-1]["reason"]) == ("undo", "a slip")


def test_a_name_gets_another_way_of_writing_by_its_form(mori: Browser, desk: Archive) -> None:
    page = mori.press(mori.get(NAME), "alias", text="Tamaki of the Isles", ambiguous="1")
    assert (page.status_code, page.request.path) == (200, NAME)
    assert [(one["kind"], one["text"], one["ambiguous"]) for one in said(desk)] == [
        ("alias", "Tamaki of the Isles", True)
    ]
    page = mori.press(page, "Undo it", desk.judged.all()[-1].id)
    assert (page.status_code, page.request.path) == (200, NAME)
    assert said(desk)[-1]["kind"] == "undo"


def test_a_name_is_merged_by_its_forms(mori: Browser, desk: Archive) -> None:
    compared = mori.press(mori.get(NAME), "Compare them", into="Rahm Emanuel")
    assert (compared.status_code, compared.request.path) == (200, f"{NAME}/merge")
    merged = mori.press(compared, "merge", reason="one man")
    assert (merged.status_code, merged.request.path) == (200, "/staff/names/rahm-emanuel")
    assert [(one["kind"], one["into"], one["reason"]) for one in said(desk)] == [("merge", "rahm-emanuel", "one man")]
    assert mori.press(merged, "Undo u").request.path == "/staff/names/rahm-emanuel"
    assert mori.get(NAME).status_code == 200


def test_a_name_is_split_by_its_form(mori: Browser, desk: Archive) -> None:
    page = mori.get(NAME)
    (ticked,) = [form.boxes["mention"] for form in forms(page) if "split" in form.buttons]
    made = mori.press(page, "split", id="tamaki-the-other", name="Tamaki the Other", mention=ticked)
    assert (made.status_code, made.request.path) == (200, "/staff/names/tamaki-the-other")
    assert mention(desk, "Denny Tamaki").entity == "tamaki-the-other"


@pytest.mark.parametrize("do", ["confirm", "reject", "other", "skip"])
def test_a_link_of_the_queue_is_judged_and_undone_by_its_forms(busy: Browser, desk: Archive, do: str) -> None:
    kept, address = len(said(desk)), "/staff/review?queue=links"
    case = desk.review.waiting("links")[0]
    value = f"{do} {case.entity}" if do in ("confirm", "reject") else do
    answer = busy.press(busy.get(address), value, **({"other": "Denny Tamaki"} if do == "other" else {}))
    assert (answer.status_code, answer.request.path) == (200, "/staff/review")
    made = [one["kind"] for one in said(desk)[kept:]]
    assert made == {"other": ["relink"], "skip": []}.get(do, [do])
    if made:
        back = busy.press(answer, "Undo u")
        assert back.status_code == 200
        assert any(form.fields.get("case") == case.id for form in forms(back))


@pytest.mark.parametrize("queue, do", [("conflicts", "first"), ("conflicts", "second"), ("orphans", "withdraw")])
def test_a_judgement_in_question_is_settled_by_its_form(busy: Browser, desk: Archive, queue: str, do: str) -> None:
    earlier, later, orphan, _ = desk.judged.all()
    assert busy.press(busy.get(f"/staff/review?queue={queue}"), do).status_code == 200
    undone = {"first": later, "second": earlier, "withdraw": orphan}[do]
    assert [(one["kind"], one["judgement"]) for one in said(desk)[4:]] == [("undo", undone.id)]


@pytest.mark.parametrize("address", [LOG, f"{LOG}?actor=sato&kind=relink"])
def test_the_log_takes_back_what_was_asked_and_stays_where_it_was(busy: Browser, desk: Archive, address: str) -> None:
    orphan = desk.judged.all()[2]
    answer = busy.press(busy.get(address), "Undo it", orphan.id, reason="gone")
    assert (answer.status_code, answer.request.path) == (200, LOG)
    assert answer.request.args.get("actor", "") == ("sato" if "actor" in address else "")
    assert [(one["judgement"], one["reason"]) for one in said(desk)[4:]] == [(orphan.id, "gone")]


def test_the_desk_and_the_log_ask_by_their_forms(busy: Browser) -> None:
    assert busy.press(busy.get(DESK), "Open", name="Denny Tamaki").request.path == NAME
    shown = busy.press(busy.get(LOG), "Show", status="orphan")
    assert (shown.status_code, shown.request.args["status"]) == (200, "orphan")
    assert "Zzyzx" in shown.text and "of the Isles" not in shown.text.split("entries")[1]
