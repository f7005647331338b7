"""From a bet to its pillar and back, one click a level: by mouse and by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BET, KEY_RESULT, OBJECTIVE, PILLAR = "#onb-r32", "okr/onb-2026q3-1/#completion", "okr/onb-2026q3-1/", "strategy/#dayone"
DOCUMENT = "teams/onboarding/roadmap-2026-q3/"
UP = (KEY_RESULT, PILLAR)
DOWN = (OBJECTIVE, DOCUMENT + BET)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def follow(page: Page, address: str, where: str, *, keys: bool) -> None:
    """Follow the first link to a place that can be seen in the page's content."""
    link = page.locator(f'article a[href$="{where}"]').locator("visible=true").first
    if keys:
        link.focus()
        page.keyboard.press("Enter")
    else:
        link.click()
    page.wait_for_url(address + where)


@pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keyboard"])
def test_a_bet_leads_to_its_pillar_and_back_without_scripts(plain: Page, address: str, keys: bool) -> None:
    plain.goto(f"{address}okr/onb-r32/")
    plain.wait_for_url(f"{address}{DOCUMENT}{BET}")
    for where in (*UP, *DOWN):
        follow(plain, address, where, keys=keys)
    assert plain.locator(BET).is_visible()


def test_the_roadmap_leads_to_objectives_and_they_to_their_bridges(plain: Page, address: str) -> None:
    plain.goto(f"{address}roadmap/")
    follow(plain, address, "okr/onb-2026q3-1/#bridge-first-ticket", keys=False)
    bridge = plain.locator("#bridge-first-ticket")
    assert "the plan ends at" in bridge.locator("figcaption").inner_text()
    assert bridge.locator(".okr-chart__gap").count() == 1


def test_what_is_done_opens_without_scripts(plain: Page, address: str) -> None:
    plain.goto(f"{address}roadmap/")
    done = plain.locator("#done + details")
    assert not done.locator(".okr-bets").is_visible()
    done.locator("summary").click()
    assert done.locator(".okr-bets").is_visible()
