"""The staff pages in a real browser: a queue worked with the keyboard alone, without script too, and for everyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import serving
from playwright.sync_api import Browser, Page, expect
from staffed import ISSUE, PASSWORD, judged_by, said, words_of
from test_web_browser import AXE_TAGS, WIDTHS, browser_type_launch_args, pytestmark  # noqa: F401

from archive import Archive
from archive.curation.judgement import Confirm, Reject, Relink
from web import create_app

PAGES = (
    "/staff/",
    "/staff/review?queue=links",
    "/staff/review?queue=links&end=1",
    "/staff/review?queue=open",
    "/staff/review?queue=suggestions",
    "/staff/review?queue=conflicts",
    "/staff/review?queue=orphans",
    "/staff/review?queue=issues",
    "/staff/log",
    ISSUE,
    "/staff/names/denny-tamaki",
    "/staff/names/nobuo-kishi/merge?into=yasukazu-hamada",
)


@dataclass(frozen=True)
class Site:
    """A running site over an archive."""

    url: str
    archive: Archive


@pytest.fixture
def site(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site over the three small issues, every link of which is thought unsure."""
    monkeypatch.setattr("archive.review.DOUBTFUL", 1.0)
    with serving(create_app(desk)) as address:
        yield Site(address, desk)


def enter(page: Page, site: Site, address: str = "/staff/") -> None:
    """Log in with the keyboard, and come to a page."""
    page.goto(site.url + address)
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("mori")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == site.url + address


def press(page: Page, *keys: str) -> None:
    """Press keys, the last of which sends a form."""
    for key in keys[:-1]:
        page.keyboard.press(key) if len(key) == 1 or key in ("Tab", "Enter", "Escape") else page.keyboard.type(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def shown(page: Page) -> str:
    return page.locator('input[name="case"]').input_value()


def test_a_queue_is_worked_with_the_keyboard_alone(page: Page, site: Site) -> None:
    cases = [one.id for one in site.archive.review.waiting("links")]
    assert len(cases) > 14
    enter(page, site, "/staff/review?queue=links")
    assert shown(page) == cases[0]
    for keys, behind in (
        (("y",), 1),
        (("n",), 2),
        (("r", "Denny Tamaki", "Enter"), 3),
        (("e", "I know yes", "Enter", "y"), 4),  # letters of keys in a field are letters
        (("e", "never mind", "Escape", "n"), 5),
        (("s",), 6),
        (("y",), 7),
        (("u",), 6),
        (("n",), 7),
        (("y",), 8),
        (("y",), 9),
        (("n",), 10),
        (("r", "denny-tamaki", "Enter"), 11),
        (("y",), 12),
        (("y",), 13),
    ):
        press(page, *keys)
        assert shown(page) == cases[behind], keys
        assert page.evaluate("document.activeElement.className") == "case-head"
    done = [one["kind"] for one in said(site.archive)]
    assert done.count("undo") == 1
    assert len(done) == 12 + 2  # twelve cases, one of them judged, undone and judged again
    assert [one["reason"] for one in said(site.archive) if one["reason"]] == ["I know yes", "never mind"]
    assert [one for one in cases[:13] if one in {case.id for case in site.archive.review.waiting("links")}] == [
        cases[5]
    ]


def test_candidates_have_their_number_and_the_keys_are_listed(page: Page, site: Site) -> None:
    enter(page, site, "/staff/review?queue=links")
    while not page.locator('button[data-key="1"]').count():
        press(page, "s")
    chosen = page.locator('button[data-key="1"]').get_attribute("value")
    assert not page.locator("#keys dl").is_visible()
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    press(page, "1")
    assert [f"choose {one['entity']}" for one in said(site.archive)] == [chosen]


@pytest.mark.parametrize("field", ["name", "id", "about", "aliases", "country", "office", "since", "until", "source"])
def test_enter_in_a_field_of_the_new_record_makes_it(page: Page, site: Site, suggested: str, field: str) -> None:
    enter(page, site, "/staff/review?queue=suggestions")
    page.keyboard.press("c")
    expect(page.locator("#new-name")).to_be_focused()
    page.locator("#new-office").fill("")
    page.locator(f"#new-{field}").focus()
    press(page, "Enter")
    assert [(one["kind"], one["record"]["name"]) for one in said(site.archive)] == [("create", suggested)]


def test_enter_in_another_field_or_box_of_a_suggestion_judges_nothing(page: Page, site: Site, suggested: str) -> None:
    enter(page, site, "/staff/review?queue=suggestions")
    page.keyboard.press("c")
    for field in ("#reason", "#ambiguous", "#new-kind"):
        page.locator(field).focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(150)
    assert said(site.archive) == []
    assert shown(page) == suggested


def test_after_an_error_the_focus_is_on_what_went_wrong(page: Page, site: Site) -> None:
    enter(page, site, "/staff/review?queue=links")
    for _ in range(2):
        press(page, "r", "Zzyzx the Nobody", "Enter")
        expect(page.locator('[role="alert"][tabindex="-1"]')).to_be_focused()
        assert "nobody and nothing known goes by that name" in page.locator(":focus").inner_text()
    press(page, "y")
    expect(page.locator(".case-head")).to_be_focused()


@pytest.mark.parametrize("width, height", [(1280, 400), (320, 640)])
def test_the_list_of_keys_opens_in_view_and_names_every_key(page: Page, site: Site, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    used: set[str] = set()
    judged_by(site.archive, "mori", Confirm(words_of(site.archive, "Denny Tamaki"), "denny-tamaki"))
    enter(page, site, "/staff/review?queue=links")
    for address in PAGES[1:8]:
        page.goto(site.url + address)
        used |= set(page.locator("[data-key]").evaluate_all("all => all.map(one => one.dataset.key)"))
        expect(page.locator("#keys dl")).to_be_hidden()
        page.keyboard.press("?")
        expect(page.locator("#keys summary")).to_be_focused()
        expect(page.locator("#keys dl kbd").first).to_be_in_viewport()
    listed = set(page.locator("#keys dt").all_inner_texts())
    assert {"q", "a", "s", "u", "y"} <= used
    assert {"1 to 9" if key.isdecimal() else key for key in used} <= listed


def test_q_leads_to_the_desk(page: Page, site: Site) -> None:
    for address in (PAGES[1], PAGES[2]):
        enter(page, site, address) if address == PAGES[1] else page.goto(site.url + address)
        press(page, "q")
        assert page.url == f"{site.url}/staff/"


def test_at_320_px_the_first_action_is_seen_at_once(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    enter(page, site, "/staff/review?queue=links")
    expect(page.locator(".actions button").first).to_be_in_viewport(ratio=1)
    press(page, "y")  # and so with the line that says what was done
    expect(page.locator(".actions button").first).to_be_in_viewport(ratio=1)
    expect(page.locator('.tabs [aria-current="true"]')).to_be_in_viewport(ratio=1)


def test_a_conflict_and_an_orphan_are_settled_by_keys(page: Page, site: Site) -> None:
    words = words_of(site.archive, "Denny Tamaki")
    first = judged_by(site.archive, "sato", Confirm(words, "denny-tamaki"))
    judged_by(site.archive, "mori", Reject(words, "denny-tamaki"))
    lost = words_of(site.archive, "Denny Tamaki", text="Zzyzx", before="here", after="there")
    orphan = judged_by(site.archive, "sato", Relink(lost, "denny-tamaki"))
    enter(page, site, "/staff/review?queue=conflicts")
    press(page, "2")
    page.goto(f"{site.url}/staff/review?queue=orphans")
    press(page, "w")
    assert "Nothing waits here" in page.inner_text("h1")
    assert [one["judgement"] for one in said(site.archive)[3:]] == [first.id, orphan.id]


def test_a_key_held_down_or_with_control_judges_nothing(page: Page, site: Site) -> None:
    enter(page, site, "/staff/review?queue=links")
    page.keyboard.press("Control+y")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'y', repeat: true, bubbles: true}))")
    page.wait_for_timeout(300)
    assert said(site.archive) == []


def test_without_script_the_first_action_is_one_tab_away(browser: Browser, site: Site) -> None:
    cases = [one.id for one in site.archive.review.waiting("links")]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, site, "/staff/review?queue=links")
    page.locator("#reason").focus()
    page.keyboard.type("Enter here sends nothing")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert shown(page) == cases[0]
    page.goto(f"{site.url}/staff/review?queue=links")
    expect(page.locator("h1")).to_be_focused()
    press(page, "Tab", "Enter")
    assert shown(page) == cases[1]
    assert [one["kind"] for one in said(site.archive)] == ["confirm"]
    context.close()


def test_every_page_of_the_staff_fits_and_is_accessible(page: Page, site: Site) -> None:
    words = words_of(site.archive, "Denny Tamaki")
    for actor, decision in (
        ("mori", Confirm(words, "denny-tamaki")),
        ("sato", Reject(words, "denny-tamaki")),
        ("sato", Relink(words_of(site.archive, "Denny Tamaki", text="Zzyzx", before="x", after="y"), "quad")),
    ):
        judged_by(site.archive, actor, decision, "the text says so")
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.goto(f"{site.url}/staff/login")
    _fits(page)
    enter(page, site)
    for address in PAGES:
        page.goto(site.url + address)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        _fits(page)
    assert noise == []


def _fits(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{page.url} at {width} px: {over} px too wide"
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
            assert found.violations_count == 0, f"{page.url}, {width} px, {scheme}: {found.generate_report()}"
