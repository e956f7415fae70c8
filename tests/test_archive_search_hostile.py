"""Whatever is asked, the answer is a page or a sentence that says what is wrong with the question; never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hostile import Questions, strings

from archive import Archive
from archive.errors import BadQuery
from archive.model import KINDS
from archive.search import SearchRequest

QUESTIONS, PARTS = 10_000, 10
EVERY = 50
"""Of so many questions one is asked of the site as well."""

SHARE = 4
"""Each of the other arguments is given one in so many of the listed strings, another share than the one before it."""

ARGUMENTS = ("page", "per_page", "sort", "year", "volume", "in", "not", "dates", "group", "view", "exact", *KINDS)
FORMS = ("/search", "/search.json")


@pytest.fixture(scope="module")
def small(filled: Path) -> Iterator[Archive]:
    """The archive with the three small issues, opened once."""
    archive = Archive(filled)
    yield archive
    archive.close()


def asked(archive: Archive, **args: str) -> bool:
    """Whether all of it means something; if not, the message names the trouble and what to do."""
    try:
        page = archive.search(SearchRequest.from_args(args))
    except BadQuery as error:
        assert error.subject and error.what and error.todo, args
        return False
    assert page.as_dict()["total"] == page.total >= len(page.hits), args
    assert SearchRequest.from_args(page.request.as_args()) == page.request, args
    return page.problem is None


def visited(client: FlaskClient, path: str, **args: str) -> None:
    """The site answers in order: a page, or one that says what was wrong; nothing asked becomes markup."""
    sound = {name: value.encode("utf-8", "replace").decode() for name, value in args.items()}  # as a browser sends it
    page = client.get(path, query_string=sound)
    assert page.status_code in (200, 400), args
    if path == "/search":
        text = page.get_data(as_text=True)
        assert not any(markup in text for markup in ("<script>alert", "<img src=x", "<svg/onload", "<b>base")), args


@pytest.mark.parametrize("part", range(PARTS))
def test_no_random_question_crashes_the_search(small: Archive, client: FlaskClient, part: int) -> None:
    questions, sense = Questions(seed=part), 0
    for number in range(QUESTIONS // PARTS):
        q = questions.next()
        sense += asked(small, q=q)
        if number % EVERY == 0:
            visited(client, FORMS[number // EVERY % 2], q=q)
    assert 0.2 < sense / (QUESTIONS // PARTS) < 0.9, "the questions are all sense, or all nonsense"


def test_no_listed_string_crashes_the_search(small: Archive) -> None:
    for text in strings():
        asked(small, q=text)
        asked(small, q=f"(Futenma {text}) OR headline:{text}", exact="1")


def test_no_listed_string_crashes_the_page_or_its_twin(client: FlaskClient) -> None:
    for number, text in enumerate(strings()):
        visited(client, FORMS[number % 2], q=text)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_no_string_of_a_share_of_the_list_crashes_another_argument(
    small: Archive, client: FlaskClient, name: str
) -> None:
    for number, text in enumerate(strings()[ARGUMENTS.index(name) % SHARE :: SHARE]):
        asked(small, **{"q": "base", name: text})
        if number % EVERY == 0:
            visited(client, FORMS[number // EVERY % 2], **{"q": "base", name: text})
