"""The search page in a real browser: live, by keyboard, with suggestions, without script, narrow and for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect
from test_web_browser import AXE_TAGS, WIDTHS, browser_type_launch_args, pytestmark, site  # noqa: F401

LABEL = "Words, names, dates"
ASKED = re.compile(r"/search\?")
"""The address of any search."""


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def box_of(page: Page) -> Locator:
    return page.get_by_label(LABEL)


def is_clean(page: Page) -> None:
    """Nothing for axe to say in either colour scheme, and nothing to scroll sideways for."""
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0, f"{over} px too wide"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"


# --- live ------------------------------------------------------------------------------------------


def test_results_follow_the_typing_and_the_box_keeps_focus_and_caret(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=%22")  # refused: its page lacks what a page of results has
    page.evaluate("window.same = true")
    box_of(page).fill("")
    box_of(page).press_sequentially("Henoko", delay=20)
    expect(page.locator("[data-said]")).to_have_text("1 item for “Henoko”")
    assert page.url == f"{site}/search?q=Henoko"
    assert page.title().startswith("Henoko")
    assert page.evaluate("window.same")  # the page was not loaded anew
    expect(box_of(page)).to_be_focused()
    assert box_of(page).evaluate("box => [box.value, box.selectionStart]") == ["Henoko", 6]
    expect(page.locator("#announced")).to_have_text("1 item for “Henoko”")
    twins = page.locator("[data-follows]").evaluate_all(
        "all => all.map(one => one.href).filter(a => a.includes('json'))"
    )
    assert twins == [f"{site}/search.json?q=Henoko"] * 2


def test_filters_stay_while_one_types(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?base=mcas-futenma&sort=oldest")
    box_of(page).press_sequentially("noise", delay=20)
    expect(page.locator("[data-said]")).to_have_text("1 item for “noise”")
    assert page.url == f"{site}/search?base=mcas-futenma&sort=oldest&q=noise"


def test_an_answer_that_comes_too_late_is_not_shown(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/search\?q=Futenma$"), hold)
    box_of(page).press_sequentially("Futenma", delay=20)
    page.wait_for_timeout(500)
    assert len(held) == 1
    box_of(page).press_sequentially(" noise", delay=20)
    expect(page.locator("[data-said]")).to_have_text("1 item for “Futenma noise”")
    held[0].continue_()
    page.wait_for_timeout(500)
    assert page.url.endswith("q=Futenma+noise")


def test_where_no_answer_comes_nothing_happens_and_enter_still_asks(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    said = page.locator("[data-said]").inner_text()
    page.route(ASKED, lambda route: route.abort())
    box_of(page).fill("Henoko")
    page.wait_for_timeout(800)
    assert page.locator("[data-said]").inner_text() == said
    assert page.url.endswith("q=Futenma")
    page.unroute(ASKED)
    box_of(page).press("Enter")
    expect(page.locator("[data-said]")).to_have_text("1 item for “Henoko”")


@pytest.mark.parametrize("half", ['"', "Futenma date:", '"Futenma noi'])
def test_a_half_written_query_is_not_called_wrong_at_once(page: Page, site: str, half: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    box_of(page).fill(half)
    page.wait_for_timeout(600)
    assert page.locator(".problem").count() == 0
    expect(page.locator(".problem")).to_be_visible()


def test_letters_still_being_composed_ask_nothing(page: Page, site: str) -> None:  # noqa: F811
    asked: list[str] = []
    page.goto(f"{site}/search")
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "fetch" else None)
    box_of(page).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "きし", "selectionStart": 2, "selectionEnd": 2})
    page.wait_for_timeout(500)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "岸信夫"})
    page.wait_for_url(re.compile(r"q=%E5%B2%B8"))


def test_what_stands_out_comes_later_and_is_a_link_without_script(page: Page, plain: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    expect(page.locator(".related")).to_have_text("Nothing stands out in these.")  # in two items nothing can
    assert page.url.endswith("q=Futenma")
    plain.goto(f"{site}/search?q=Futenma")
    plain.get_by_role("link", name="What stands out in these?").click()
    assert plain.url.endswith("related=1")


# --- keys ------------------------------------------------------------------------------------------


def test_keys_lead_to_the_box_through_the_items_and_into_one(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    items = page.locator("[data-hit]")
    page.keyboard.press("j")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(items.nth(0)).to_be_focused()
    assert items.nth(0).evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("ArrowUp")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(box_of(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(box_of(page)).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/issues/" in page.url


def test_keys_are_letters_where_one_types(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    box_of(page).fill("")
    page.keyboard.type("jk/?")
    assert box_of(page).input_value() == "jk/?"
    assert not page.locator("#page-keys").is_visible()
    page.get_by_label("Search within these").focus()
    page.keyboard.type("j/")
    assert page.get_by_label("Search within these").input_value() == "j/"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Search within these")).to_be_focused()


def test_the_box_of_any_page_is_a_key_away(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/issues/us-japan-alliance-digest/1.13")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the archive")).to_be_focused()


def test_help_tells_the_keys_and_turns_them_off_for_good(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    page.keyboard.press("?")
    expect(page.locator("#page-keys")).to_be_visible()
    is_clean(page)
    page.get_by_label("Keys that are mere letters").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    expect(box_of(page)).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hit]").first).to_be_focused()  # arrows are no letters
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Keys that are mere letters").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(box_of(page)).to_be_focused()


# --- suggestions -----------------------------------------------------------------------------------


def test_suggestions_are_a_combobox(page: Page, site: str) -> None:  # noqa: F811
    page.goto(site)
    box = page.get_by_role("combobox", name="Search the archive")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("fut", delay=20)
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    is_clean(page)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_be_focused()
    assert box.input_value() == "fut"
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()


@pytest.mark.parametrize("how", ["keyboard", "mouse"])
def test_a_suggestion_chosen_is_searched(page: Page, site: str, how: str) -> None:  # noqa: F811
    page.goto(site)
    page.get_by_label("Search the archive").press_sequentially("MCAS Fut", delay=20)
    option = page.get_by_role("option").filter(has_text="MCAS Futenma").first
    expect(option).to_be_visible()
    with page.expect_navigation():
        if how == "mouse":
            option.click()
        else:
            while option.get_attribute("aria-selected") != "true":
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
    assert "/search?q=" in page.url
    assert page.locator("[data-hit]").count() == 2


def test_enter_without_a_choice_asks_for_what_was_typed(page: Page, site: str) -> None:  # noqa: F811
    page.goto(site)
    page.get_by_label("Search the archive").press_sequentially("fut", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{site}/search?q=fut"


# --- without script, narrow, for everyone ----------------------------------------------------------


def test_all_of_it_works_without_script(plain: Page, site: str) -> None:  # noqa: F811
    plain.goto(f"{site}/search")
    box_of(plain).fill("Futenma")
    with plain.expect_navigation():
        plain.keyboard.press("Enter")
    assert plain.url == f"{site}/search?q=Futenma"
    assert not plain.get_by_role("button", name="Keys").is_visible()  # there are none
    plain.get_by_label("Search within these").fill("noise")
    with plain.expect_navigation():
        plain.keyboard.press("Enter")
    assert plain.locator("[data-hit]").count() == 1
    plain.locator(".filters a", has_text="remove").first.click()
    assert plain.locator("[data-hit]").count() == 2
    plain.locator(".without", has_text="Denny Tamaki").click()
    assert plain.locator("[data-hit]").count() == 1
    plain.locator(".switch a", has_text="table").click()
    assert plain.get_by_role("table").is_visible()


def test_narrowing_is_folded_at_320_px_and_beside_the_items_where_there_is_room(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    facet = page.locator(".facet a.value").first
    for width, seen in zip(WIDTHS, (True, False), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        assert facet.is_visible() is seen
    page.get_by_text("Narrow down").click()
    assert facet.is_visible()
    is_clean(page)
    box_of(page).fill("Futenma noise")
    expect(page.locator("[data-said]")).to_have_text("1 item for “Futenma noise”")
    assert facet.is_visible()  # what was opened stays open


def test_the_way_past_the_narrowing_shows_when_it_is_reached(page: Page, site: str) -> None:  # noqa: F811
    page.goto(f"{site}/search?q=Futenma")
    skip = page.get_by_role("link", name="To the items found")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[data-hit]").first).to_be_focused()
