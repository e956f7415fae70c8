"""A staffed archive for the tests of the staff pages: who judges, with what browser, and what was judged."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from archive import Archive
from archive.curation.judgement import Judgement, Words
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

    def _seen(self, answer: TestResponse) -> TestResponse:
        if found := re.search(r'name="csrf_token" value="([^"]+)"', answer.text):
            self.token = found[1]
        return answer


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
