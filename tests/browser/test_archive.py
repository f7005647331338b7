"""A reader two years later: each answer within three clicks from the archive."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


class Reader:
    """Somebody who clicks, and counts it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.clicks = page, 0
        page.goto(f"{address}archive/", wait_until="networkidle")

    def click(self, name: str, below: str = "article") -> None:
        """Follow a link by its words, within the part of the page that a reader looks at."""
        self.page.locator(below).get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state("networkidle")
        self.clicks += 1

    def reads(self, text: str) -> bool:
        """Whether a text is on the page and to be seen."""
        return self.page.locator("article").get_by_text(text).first.is_visible()


@pytest.fixture
def reader(browser: Browser, address: str):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Reader(context.new_page(), address)
    context.close()


def test_what_was_learned_about_a_theme(reader: Reader) -> None:
    reader.click("Pricing", "#theme-pricing")
    assert reader.page.url.endswith("/archive/themes/pricing/")
    assert reader.reads("You sell what the price list shows first.")
    assert reader.clicks == 1


def test_why_a_target_moved_by_its_team(reader: Reader) -> None:
    reader.click("Booking", "#teams + ul")
    assert reader.reads("With the drawing alone we would be there in June")
    assert reader.page.locator("#targets").is_visible()
    reader.click("all changes", "#targets + ul")
    assert "/okr/bkg-2026q2-1/#what-changed" in reader.page.url
    assert reader.page.locator("#what-changed").is_visible()
    assert reader.clicks == 2


def test_why_a_target_moved_by_its_cycle(reader: Reader) -> None:
    reader.click("2026-Q2", "#cycle-2026-q2")
    assert "all changes" in reader.page.locator("#targets + ul").inner_text()
    assert reader.clicks == 1


def test_what_became_of_an_objective_that_was_dropped(reader: Reader) -> None:
    reader.click("Booking", "#teams + ul")
    assert reader.reads("Cannot be measured in winter")
    reader.click("A refund without a form", "#gone + ul")
    assert reader.page.url.endswith("/okr/bkg-2026q2-2/")
    assert reader.reads("Decided at the close")
    assert reader.clicks == 2


def test_what_a_cycle_carried_on(reader: Reader) -> None:
    reader.click("2025-Q4", "#cycle-2025-q4")
    reader.page.locator("#carried + ul").get_by_role("link").first.click()
    reader.page.wait_for_load_state("networkidle")
    assert "/okr/" in reader.page.url
