"""Issues that were numbered anew: their old addresses lead on, and the log says what they were called."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import issue_text
from staffed import ISSUE, SERIES, Browser, said

from archive import Archive
from importers.batch import import_paths

OLD = f"/issues/{SERIES}/1.13"


def renumber(mori: Browser, desk: Archive, address: str, number: str) -> None:
    """Give the issue of a page another number in volume 1."""
    answer = mori.press(mori.get(address), "number", volume="1", number=number)
    assert answer.status_code == 200 and said(desk)[-1]["number"] == int(number)


def leads(mori: Browser, address: str) -> tuple[int, str]:
    answer = mori.get(address)
    return answer.status_code, answer.location or ""


@pytest.mark.parametrize("form", ["", ".json"])
def test_the_old_number_leads_to_the_new_one(mori: Browser, desk: Archive, form: str) -> None:
    renumber(mori, desk, ISSUE, "14")
    assert leads(mori, OLD + form) == (302, f"/issues/{SERIES}/1.14{form}")
    renumber(mori, desk, f"/staff/issues/{SERIES}/1.14", "15")
    for old in ("1.13", "1.14"):  # the number of its own, and the one that was set by hand before
        assert leads(mori, f"/issues/{SERIES}/{old}{form}") == (302, f"/issues/{SERIES}/1.15{form}")
    assert leads(mori, f"/issues/{SERIES}/1.16{form}") == (404, "")
    assert leads(mori, f"/issues/another-series/1.13{form}") == (404, "")


def test_the_number_that_was_taken_back_leads_home(mori: Browser, desk: Archive) -> None:
    renumber(mori, desk, ISSUE, "14")
    mori.post("/staff/undo", judgement=desk.judged.all()[-1].id, to="/staff/")
    assert leads(mori, f"/issues/{SERIES}/1.14") == (302, OLD)
    assert mori.get(OLD).status_code == 200


def test_the_pages_of_the_staff_lead_on_too_and_a_form_that_was_open_still_counts(mori: Browser, desk: Archive) -> None:
    page = mori.get(ISSUE)
    renumber(mori, desk, ISSUE, "14")
    assert leads(mori, f"{ISSUE}?done=1") == (302, f"/staff/issues/{SERIES}/1.14?done=1")
    late = mori.press(page, "confirm denny-tamaki", "Denny Tamaki")
    assert (late.status_code, late.request.path) == (200, f"/staff/issues/{SERIES}/1.14")
    assert said(desk)[-1]["kind"] == "confirm"


@pytest.mark.parametrize("form", ["", ".json"])
def test_a_number_that_another_issue_has_by_now_shows_that_one(
    mori: Browser, desk: Archive, tmp_path: Path, form: str
) -> None:
    renumber(mori, desk, ISSUE, "14")
    path = tmp_path / "digest-vol-1.13.txt"
    told = "A ferry line between Naha and Keelung opened on March 3, 2023, after four years of talks about the port."
    path.write_text(issue_text("1.13", ("Ferry line opens", told), ("Ferry line full", told[::-1])), "utf-8")
    import_paths(desk, [path])
    answer = mori.get(OLD + form)
    assert answer.status_code == 200 and "Ferry line opens" in answer.text
    assert mori.get(f"/issues/{SERIES}/1.14{form}").status_code == 200


def test_an_issue_is_called_by_its_name_in_the_log(mori: Browser, desk: Archive, numberless: str) -> None:
    mori.press(mori.get(ISSUE), "date", edtf="2022-07-14")
    renumber(mori, desk, ISSUE, "14")
    mori.press(mori.get(f"/staff/issues/{numberless}"), "date", edtf="2023-03-08")
    text = mori.get("/staff/log").text
    assert "dates the issue “US-Japan Alliance Digest” March 8, 2023" in text
    mori.press(mori.get(f"/staff/issues/{numberless}"), "number", volume="2", number="5")
    text = mori.get("/staff/log").text
    assert "numbers Vol 1.13 as Vol 1.14" in text and "dates Vol 1.14 July 14, 2022" in text
    assert "numbers the issue “US-Japan Alliance Digest” as Vol 2.5" in text
    assert "original" not in text.split("entries")[1]
