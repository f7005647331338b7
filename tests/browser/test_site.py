"""The example site in a browser: every kind of page, nothing wrong on the console, nothing from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

PAGES = {
    "dashboard": "",
    "objective": "okr/onb-2026q3-1/",
    "objective of a closed cycle": "okr/onb-2026q2-1/",
    "cycles": "cycles/",
    "open cycle": "cycles/2026-q3/",
    "closed cycle": "cycles/2026-q2/",
    "retrospective": "cycles/2026-q2/onboarding/",
    "alignment": "alignment/",
    "teams": "teams/",
    "team": "teams/onboarding/",
    "archive": "archive/",
    "theme": "archive/themes/trust/",
    "team in the archive": "archive/teams/booking/",
    "owners": "owners/",
    "quality": "quality/",
    "metrics": "quality/metrics/",
    "rule": "quality/rules/okr301/",
    "check-in": "teams/onboarding/checkins/2026-w33/",
    "roadmap": "teams/onboarding/roadmap-2026-q3/",
    "strategy": "strategy/",
    "document of objectives": "teams/onboarding/2026-q3/",
    "roadmap of the cycle": "roadmap/",
    "roadmap of a closed cycle": "roadmap/2026-q2/",
    "updates": "updates/",
    "week": "updates/2026-w33/",
    "first week": "updates/2025-w27/",
    "review": "reviews/2026-08-11-onboarding/",
    "guide": "guide/",
}
INDEX = "search/search_index.json"
WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")


class Watched:
    """A page with what went wrong on it, and what it asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.trouble: list[str] = []
        self.fetched: list[str] = []
        page.on("console", lambda said: self.trouble.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("requestfailed", lambda request: self.trouble.append(f"{request.url} failed"))
        page.on("request", lambda request: self.note(request.url))
        page.on("response", lambda answer: self.trouble.append(answer.url) if answer.status >= 400 else None)

    def note(self, url: str) -> None:
        self.fetched.append(url.removeprefix(self.address))
        if not url.startswith((self.address, "data:", "blob:")):
            self.trouble.append(f"{url} is elsewhere")

    def go(self, where: str) -> Page:
        self.page.goto(self.address + where, wait_until="networkidle")
        return self.page


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A fresh page of a wide window."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Watched(context.new_page(), address)
    context.close()


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES.keys())
def test_a_page_shows_without_trouble(watched: Watched, where: str) -> None:
    page = watched.go(where)
    assert watched.trouble == []
    assert page.locator("article h1").count() >= 1
    assert page.locator("article [style]").count() == 0
    doubled = "ids => [...ids].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)"
    assert page.locator("[id]").evaluate_all(doubled) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    watched = Watched(context.new_page(), address)
    wide = []
    for name, where in PAGES.items():
        page = watched.go(where)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(name)
        assert page.locator("body").get_attribute("data-md-color-scheme") == (
            "slate" if scheme == "dark" else "default"
        )
    context.close()
    assert wide == []
    assert watched.trouble == []


def test_a_key_result_is_found_by_its_words(watched: Watched) -> None:
    page = watched.go("")
    page.keyboard.press("/")
    page.keyboard.type("onboarding completion", delay=20)
    first = page.locator(".md-search-result__link").first
    first.wait_for(timeout=20_000)
    links = page.locator(".md-search-result__link").evaluate_all("all => all.map(one => one.pathname)")
    assert "/okr/onb-2026q3-1/" in links
    page.locator('.md-search-result__link[href*="okr/onb-2026q3-1/"]').first.click()
    page.wait_for_url("**/okr/onb-2026q3-1/**")
    assert "first hour" in page.locator("article h1").inner_text()
    assert watched.trouble == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_index_is_fetched_by_who_turns_to_the_search(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    watched = Watched(context.new_page(), address)
    page = watched.go("okr/onb-2026q3-1/")
    assert INDEX not in watched.fetched
    page.locator('.md-header [for="__search"], .md-search__form').locator("visible=true").first.click()
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.type("onboarding completion", delay=20)
    page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
    assert watched.fetched.count(INDEX) == 1
    assert watched.trouble == []
    context.close()


def test_what_is_typed_before_the_index_is_there_is_found(watched: Watched) -> None:
    def late(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()

    page = watched.go("okr/onb-2026q3-1/")
    page.route(f"**/{INDEX}", late)
    page.locator(".md-search__input").click()
    page.keyboard.type("onboarding completion", delay=20)
    page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
    assert watched.trouble == []


def test_a_link_to_a_search_shows_what_it_finds(watched: Watched) -> None:
    watched.go("?q=onboarding+completion").locator(".md-search-result__link").first.wait_for(timeout=20_000)
    assert watched.trouble == []


def test_an_old_address_leads_to_the_key_result(watched: Watched) -> None:
    page = watched.go("okr/onb-2026q3-1.completion/")
    page.wait_for_url("**/okr/onb-2026q3-1/#completion")
    assert page.locator("#completion").is_visible()


def test_addresses_lead_on_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}okr/onb-2026q3-1.completion/")
    page.wait_for_url("**/okr/onb-2026q3-1/#completion")
    context.close()


def test_the_site_works_from_a_folder(browser: Browser, example: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((example / "okr" / "onb-2026q3-1" / "index.html").as_uri())
    assert page.locator("article h1").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.okr-stats')).display") != "block"
    context.close()


def test_on_paper_only_those_proofs_are_open_that_the_reader_opened(watched: Watched) -> None:
    page = watched.go(PAGES["objective"])
    open_ones = "() => document.querySelectorAll('.okr details[open]').length"
    page.locator(".okr details summary").first.click()
    before = page.evaluate(open_ones)
    assert 0 < before < page.locator(".okr details").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.wait_for_timeout(300)
    assert page.evaluate(open_ones) == before
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(open_ones) == before
