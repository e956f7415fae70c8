"""The pages in a real browser: light and dark, wide and at 320 px, quiet, self-contained and accessible."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import serving
from playwright.sync_api import Page

from archive import Archive
from web import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (1280, 320)
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")
PAGES = (
    "/",
    "/search",
    "/search?q=Futenma",
    "/search?q=leader:nobuo-kishi+after:2022&sort=newest",
    "/search?q=Japan&view=table&sort=newest&in=base",
    "/search?q=Japan&group=issue&not=denny-tamaki&base=mcas-futenma",
    "/search?q=event:2022&dates=told&year=2022&volume=1&per_page=1&page=2",
    "/search?q=Kishi",
    "/search?q=Kishi&exact=1",
    "/search?q=Futemna",
    "/search?q=Futenma+date:yesterdayish",
    "/search?q=zeppelin",
    "/search?q=leader:nobody-at-all",
    "/search?q=%22",
    "/search/many",
    "/api/",
    "/issues/",
    "/issues/us-japan-alliance-digest/1.13",
    "/issues/us-japan-alliance-digest/1.13/2",
    "/search/many",
    "/entities/",
    "/entities/?kind=office",
    "/entities/nobuo-kishi",
    "/entities/mcas-futenma",
    "/entities/japan-defense-minister",
    "/graph/between",
    "/graph/between?a=Kishy&b=zzz",
    "/graph/between/kanoya/nobuo-kishi",
    "/graph/between/yoshimasa-hayashi/antony-blinken",
    "/graph/evidence/yoshimasa-hayashi/antony-blinken",
    "/nowhere",
)

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="Chromium is missing: apt-get install chromium fonts-noto-cjk runs the browser tests.",
    ),
    # pytest-base-url, which pytest-playwright needs, is behind the newest pytest.
    pytest.mark.filterwarnings("ignore:Session-scoped fixtures defined as instance methods"),
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which must not talk to anyone."""
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: apt-get install chromium fonts-noto-cjk.")
    return {"executable_path": CHROMIUM, "args": list(FLAGS)}


@pytest.fixture(scope="module")
def site(filled: Path) -> Iterator[str]:
    """The address of a running site over the three small issues."""
    archive = Archive(filled)
    with serving(create_app(archive, notice="These are samples.")) as address:
        yield address
    archive.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_quiet_fits_and_is_accessible(page: Page, site: str, address: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(site + address)
    assert answer is not None
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, f"{width} px: {over} px too wide"
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}})
            assert found.violations_count == 0, f"{width} px, {scheme}: {found.generate_report()}"
    # The browser itself notes that a page came with an error status; that is no mistake of the page.
    assert [line for line in said if answer.ok or "Failed to load resource" not in line] == []
    assert [url for url in asked if not url.startswith(site)] == []


def test_the_keyboard_reaches_the_text_first(page: Page, site: str) -> None:
    page.goto(f"{site}/issues/us-japan-alliance-digest/1.13")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_reader_gets_from_search_to_the_place_and_on_to_a_name(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("Search the archive").fill("Henoko")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Work at Henoko goes on").click()
    assert page.url.endswith("/issues/us-japan-alliance-digest/1.13#2")
    page.locator("article:target .text").get_by_role("link", name="Denny Tamaki").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Denny Tamaki")


def test_print_leaves_the_text_and_no_furniture(page: Page, site: str) -> None:
    page.goto(f"{site}/issues/us-japan-alliance-digest/1.13")
    page.emulate_media(media="print")
    assert page.locator(".story .text").first.is_visible()
    assert not page.locator(".top nav").is_visible()
    assert not page.locator("input").first.is_visible()
    assert page.locator(".masthead details ul").is_visible()  # the evidence of the date, though nobody opened it
    name, side = page.locator(".story .text > p").first, page.locator(".story aside li").first
    assert float(name.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) > float(
        side.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    )
    page.goto(f"{site}/entities/nobuo-kishi")
    assert page.locator(".sources").is_visible()


def test_a_name_that_wraps_stays_beside_its_sign(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{site}/entities/yasukazu-hamada")
    sign = page.locator(".neighbours .sign").first.bounding_box()
    lines = page.locator(".neighbours th a").evaluate_all(
        "all => all.flatMap(e => [...e.getClientRects()].map(r => r.left))"
    )
    assert sign is not None
    assert min(lines) >= sign["x"] + sign["width"]
