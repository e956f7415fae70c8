"""The door of the staff pages: login, limits, tokens, cookies; visitors notice nothing of it."""

from __future__ import annotations

import time

import pytest
from staffed import ISSUE, PASSWORD, SERIES, Browser, Clock, said
from werkzeug.security import generate_password_hash

from archive import Archive
from web import create_app
from web.staff.attempts import MOST, WITHIN
from web.staff.ended import Ended

PAGES = ("/staff/", "/staff/review", "/staff/log", ISSUE, "/staff/names/nobuo-kishi")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_staff_asks_for_a_login_and_comes_back(visitor: Browser, address: str) -> None:
    answer = visitor.get(address)
    assert (answer.status_code, answer.location) == (302, f"/staff/login?next={address}")
    assert visitor.log_in(next=address).location == address
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/staff/review", "/staff/undo", ISSUE, "/staff/names/nobuo-kishi", "/staff/logout"]
)
def test_nothing_is_done_for_visitors(visitor: Browser, desk: Archive, address: str) -> None:
    visitor.get("/staff/login")
    answer = visitor.post(address, do="alias", text="Kishi the Younger")
    assert (answer.status_code, said(desk)) == (403, [])
    assert "/staff/login" in answer.text


def test_json_of_the_staff_is_refused_as_json(visitor: Browser) -> None:
    answer = visitor.get("/staff/log.json")
    assert (answer.status_code, answer.mimetype) == (403, "application/json")


@pytest.mark.parametrize("name, password", [("mori", "wrong"), ("nobody", PASSWORD), ("n" * 500, "x" * 5000)])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(visitor: Browser, name: str, password: str) -> None:
    answer = visitor.log_in(name, password)
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    assert visitor.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    "next, to",
    [
        ("/staff/log?page=2", "/staff/log?page=2"),
        ("//evil.example/", "/staff/"),
        ("https://evil.example/", "/staff/"),
        ("/\\evil.example", "/staff/"),
        ("/\t/evil.example", "/staff/"),
        ("", "/staff/"),
    ],
)
def test_a_login_leads_only_to_our_own_pages(visitor: Browser, next: str, to: str) -> None:
    assert visitor.log_in(next=next).location == to


def test_guessing_is_stopped_for_a_name_and_for_an_address(visitor: Browser, clock: Clock) -> None:
    for _ in range(MOST):
        assert visitor.log_in(password="wrong").status_code == 401
    clock.now += 60
    for name in ("mori", "sato"):
        answer = visitor.log_in(name)
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == str(WITHIN - 60)
        assert "Try again in 14 minutes" in answer.text
    visitor.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert visitor.log_in("mori").status_code == 429
    assert visitor.log_in("sato").status_code == 303
    visitor.client.delete_cookie("digest-staff")
    clock.now += WITHIN
    assert visitor.log_in("mori").status_code == 303


def test_a_right_password_lets_the_name_start_afresh(visitor: Browser) -> None:
    addresses = iter(range(1, 200))
    for _ in range(2):
        for password in ["wrong"] * (MOST - 1) + [PASSWORD]:
            visitor.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{next(addresses)}"
            status = visitor.log_in(password=password).status_code
        assert status == 303
        visitor.post("/staff/logout")


def test_a_login_ends_with_a_log_out_a_new_password_and_a_removal(mori: Browser, desk: Archive) -> None:
    assert ">mori</span>" in mori.get("/").text
    mori.post("/staff/logout")
    assert mori.get("/staff/").status_code == 302
    mori.log_in()
    desk.judged.set_password("mori", generate_password_hash(PASSWORD, "scrypt:1024:8:1"))
    assert mori.get("/staff/").status_code == 302
    mori.log_in()
    assert mori.get("/staff/").status_code == 200
    desk.judged.remove_staff("mori")
    assert mori.get("/staff/").status_code == 302
    assert mori.post("/staff/undo", judgement="x").status_code == 403


def test_a_copied_cookie_is_dead_after_the_log_out_and_other_sessions_live(mori: Browser, desk: Archive) -> None:
    copied = mori.client.get_cookie("digest-staff")
    assert copied is not None
    thief, elsewhere = (Browser(mori.client.application.test_client()) for _ in range(2))
    thief.client.set_cookie("digest-staff", copied.value)
    assert thief.get("/staff/").status_code == 200
    assert elsewhere.log_in().status_code == 303
    mori.post("/staff/logout")
    assert thief.get("/staff/").status_code == 302
    assert thief.post("/staff/names/nobuo-kishi", do="alias", text="Kishi the Younger").status_code == 403
    assert said(desk) == []
    assert elsewhere.get("/staff/").status_code == 200


def test_a_second_login_ends_the_first_session(mori: Browser) -> None:
    copied = mori.client.get_cookie("digest-staff")
    assert copied is not None
    mori.client.post("/staff/login", data={"csrf_token": mori.token, "name": "sato", "password": PASSWORD})
    thief = Browser(mori.client.application.test_client())
    thief.client.set_cookie("digest-staff", copied.value)
    assert thief.get("/staff/").status_code == 302


def test_ended_sessions_are_forgotten_when_their_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Ended()
    begun = time.time()
    ended.add("first", begun + 60)
    ended.add("second", begun + 600)
    assert "first" in ended and len(ended) == 2
    monkeypatch.setattr(time, "time", lambda: begun + 61)
    ended.add("third", begun + 660)
    assert "first" not in ended and "second" in ended and len(ended) == 2


def test_a_login_ends_after_twelve_hours_however_it_is_used(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.log_in()
    begun = time.time()
    for hours, status in ((11.0, 200), (11.9, 200), (12.1, 302)):
        monkeypatch.setattr(time, "time", lambda now=begun + hours * 3600: now)
        assert visitor.get("/staff/").status_code == status


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Browser, desk: Archive) -> None:
    secure = visitor.client.get("/staff/login", base_url="https://localhost/").headers["Set-Cookie"]
    cookie = visitor.log_in().headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    assert "Secure" in secure
    key = desk.home / "session.key"
    assert (key.stat().st_mode & 0o777, len(key.read_bytes())) == (0o600, 32)
    assert [path.name for path in desk.home.glob("session.key*")] == ["session.key"]


def test_a_cookie_signed_with_another_key_is_none(mori: Browser, desk: Archive) -> None:
    (desk.home / "session.key").write_bytes(b"k" * 32)
    mori.client.application.secret_key = None
    assert mori.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    "address", ["/", "/search?q=Kishi", f"/issues/{SERIES}/1.13", "/entities/nobuo-kishi", "/nowhere"]
)
def test_visitors_get_no_cookie_and_no_way_to_judge(visitor: Browser, desk: Archive, address: str) -> None:
    answer = visitor.get(address)
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "/staff" not in answer.text
    assert not (desk.home / "session.key").exists()


@pytest.mark.parametrize("address", [*PAGES, "/", f"/issues/{SERIES}/1.13", "/entities/nobuo-kishi"])
def test_what_staff_see_is_not_stored(mori: Browser, address: str) -> None:
    assert mori.get(address).headers["Cache-Control"] == "no-store"


def test_staff_find_the_way_from_the_public_pages(mori: Browser) -> None:
    assert f'href="{ISSUE}">Judge names here' in mori.get(f"/issues/{SERIES}/1.13").text
    assert 'href="/staff/names/nobuo-kishi">Judge names here' in mori.get("/entities/nobuo-kishi").text


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_a_form_from_elsewhere_does_nothing_and_says_what_to_do(mori: Browser, desk: Archive, token: str) -> None:
    answer = mori.post("/staff/names/nobuo-kishi", csrf_token=token, do="alias", text="Kishi the Younger")
    assert (answer.status_code, said(desk)) == (400, [])
    assert "Go back, reload the page and send it again." in answer.text


def test_every_form_has_its_token(mori: Browser) -> None:
    for address in PAGES:
        text = mori.get(address).text
        assert text.count('method="post"') == text.count('name="csrf_token"') > 0


def test_without_staff_the_login_says_how_to_add_one(empty: Archive) -> None:
    browser = Browser(create_app(empty).test_client())
    assert "digest staff add NAME" in browser.get("/staff/login").text
    assert not empty.exists()
    assert "Nobody is on the staff yet" in browser.log_in().text
    assert not empty.exists()
