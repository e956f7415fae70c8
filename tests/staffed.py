"""A staffed archive for the tests of the staff pages: who judges, with what browser, and what was judged."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import issue_text
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from archive import Archive
from archive.curation.judgement import Judgement, Words
from archive.model import Suggestion
from importers.batch import import_paths
from web import create_app
from web.staff.attempts import Attempts

PASSWORD = "four plain small words"
SECRET = generate_password_hash(PASSWORD, "scrypt:1024:8:1")
"""Scrypt at a cost that tests can bear."""
SERIES = "us-japan-alliance-digest"
ISSUE = f"/staff/issues/{SERIES}/1.13"


@dataclass
class Browser:
    """A client that fills in the forms of pages: the token of the last page goes with each."""

    client: FlaskClient
    token: str = ""

    def get(self, address: str, **more: Any) -> TestResponse:
        return self._seen(self.client.get(address, **more))

    def post(self, address: str, **fields: Any) -> TestResponse:
        sent = {"csrf_token": self.token, **fields}
        return self._seen(self.client.post(address, data=sent, follow_redirects=True))

    def log_in(self, name: str = "mori", password: str = PASSWORD, next: str = "") -> TestResponse:
        self.get("/staff/login")
        return self._seen(
            self.client.post(
                "/staff/login", data={"csrf_token": self.token, "name": name, "password": password, "next": next}
            )
        )

    def press(self, page: TestResponse, do: str, holding: str = "", **filled: str) -> TestResponse:
        """Fill in the form of a page that has a button (its value or words) and holds a value, send it as it is."""
        for form in forms(page):
            if do in form.buttons and (not holding or holding in form.fields.values()):
                assert filled.keys() <= form.fields.keys() | form.boxes.keys(), (
                    f"{form.action} has no such fields: {filled}"
                )
                chosen = {"do": do} if form.buttons[do] else {}
                sent = form.fields | filled | chosen
                return self._seen(
                    self.client.open(
                        form.action,
                        method=form.method,
                        follow_redirects=True,
                        **{"data" if form.method == "POST" else "query_string": sent},
                    )
                )
        raise AssertionError(f"{page.request.path} has no form with {do} and {holding}")

    def _seen(self, answer: TestResponse) -> TestResponse:
        if found := re.search(r'name="csrf_token" value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer


@dataclass(frozen=True)
class Form:
    """A form as a page serves it: its fields as filled in, the first box of each name, its buttons by value or words.

    Of each button is kept whether it has a value, which is sent as `do`.
    """

    action: str
    method: str
    fields: dict[str, str]
    boxes: dict[str, str]
    buttons: dict[str, bool]


def forms(page: TestResponse) -> list[Form]:
    """The forms of a page, in order."""
    assert page.status_code < 500, page.text
    return [
        _form(one, page.request.path) for one in BeautifulSoup(page.text, "lxml").select("form:not([method=dialog])")
    ]


def _form(form: Tag, path: str) -> Form:
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]:not([type=checkbox])")}
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        fields[str(select["name"])] = str(chosen["value"]) if chosen else ""
    boxes = {str(one["name"]): str(one["value"]) for one in reversed(form.select("input[type=checkbox]"))}
    buttons = {str(one.get("value") or one.get_text(" ", strip=True)): one.has_attr("value") for one in form("button")}
    return Form(
        urljoin(path, str(form.get("action", ""))), str(form.get("method", "get")).upper(), fields, boxes, buttons
    )


class Clock:
    """Seconds that pass when told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Archive]:
    """The archive with the three small issues, to write in, with two people on the staff."""
    shutil.copytree(filled, tmp_path / "home")
    archive = Archive(tmp_path / "home")
    for name in ("mori", "sato"):
        archive.judged.set_password(name, SECRET)
    yield archive
    archive.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visitor(desk: Archive, clock: Clock) -> Browser:
    """Somebody who is not logged in."""
    return Browser(create_app(desk, attempts=Attempts(clock)).test_client())


@pytest.fixture
def mori(visitor: Browser) -> Browser:
    """A member of staff, logged in."""
    assert visitor.log_in().status_code == 303
    visitor.get("/staff/log")
    return visitor


@pytest.fixture
def numberless(desk: Archive, tmp_path: Path) -> str:
    """The id of an issue without a number."""
    path = tmp_path / "found in a drawer.txt"
    told = ("Ferry line opens", "A ferry line between Naha and Keelung opened on March 3, 2023, after four years.")
    other = ("Snow stops trains", "Snow stopped the trains in Niigata on March 5, 2023; 200 people slept in them.")
    path.write_text(issue_text("", told, other).replace(" Vol ", ""), "utf-8")
    import_paths(desk, [path])
    return next(one.id for one in desk.ask.issues() if one.number is None)


@pytest.fixture
def suggested(desk: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A name that the knowledge lacks."""

    def suggest(item: Any, knowledge: Any) -> tuple[Suggestion, ...]:
        known = {alias.text for one in knowledge.entities.values() for alias in one.aliases}
        known |= {one.name for one in knowledge.entities.values()}
        name, at = "Zelda O’Quill", item.body.find("Zelda O’Quill")
        office = "japan-defense-minister"
        found = Suggestion("body", at, at + len(name), name, name, "leader", office, "follows “Minister”")
        return (found,) if at >= 0 and name not in known else ()

    monkeypatch.setattr("archive.deriving.suggest", suggest)
    path = tmp_path / "vol 1.22.txt"
    told = "Minister Zelda O’Quill spoke of ports in Tokyo on November 20, 2022, and left the same evening."
    path.write_text(
        issue_text("1.22", ("Talks on ports", told), ("More talks", told.replace("ports", "cars"))), "utf-8"
    )
    import_paths(desk, [path])
    return "Zelda O’Quill"


def mention(archive: Archive, text: str, issue: str = "1.13") -> Any:
    items = archive.ask.issue(f"{SERIES}/{issue}").items
    return next(one for item in items for one in item.mentions if one.text == text)


def judged_by(archive: Archive, actor: str, decision: Any, reason: str = "") -> Judgement:
    judgement = Judgement(actor, datetime.now(UTC), reason, decision)
    archive.take_judgements([judgement])
    return judgement


def said(archive: Archive) -> list[dict[str, Any]]:
    """All judgements, in order, without their times."""
    return [{key: value for key, value in one.as_dict().items() if key != "time"} for one in archive.judged.all()]


def words_of(archive: Archive, mentioned: str, **changes: Any) -> Any:
    """The words of a mention as a judgement hangs on them, with changes."""
    found = archive.ask.issue(f"{SERIES}/1.13")
    item, one = next((item, one) for item in found.items for one in item.mentions if one.text == mentioned)
    source = archive.ask.sources({(found.id, item.position)})[found.id, item.position]
    return replace(Words.of(item, source, one.field, one.start, one.end), **changes)


def waiting(browser: Browser, queue: str) -> list[str]:
    return [one["case"] for one in browser.get(f"/staff/review.json?queue={queue}").json["waiting"]]  # type: ignore[index]
