"""The map of alignment in a browser: with a mouse, with keys, without scripts, and with 125 teams."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from okrsite_mkdocs.host import MkDocsHost
from playwright.sync_api import Browser, Locator, Page

from okrsite.publish.host import Order

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import organisation

pytestmark = pytest.mark.browser

PLACES = """all => Object.fromEntries(all.map(
  node => [node.dataset.id, node.classList.contains("is-off") ? "" : node.getAttribute("transform")]
))"""
SHAPES = "all => all.map(path => path.getAttribute('d') || '')"
NODES, PATHS = ".okr-map__node", ".okr-map__paths path"
CLICK = """async element => {
  const began = performance.now();
  element.dispatchEvent(new MouseEvent("click", {bubbles: true}));
  document.body.getBoundingClientRect();
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""

ABSOLUTE = """() => {
  "use strict";
  for (const element of document.querySelectorAll("[href], [src]")) for (const name of ["href", "src"]) {
    const value = element.getAttribute(name);
    if (!value || /^(?:[a-z]+:)?\\/\\//i.test(value)) continue;
    element[name] = element[name];
    break;
  }
}"""


class Map:
    """The page of a cycle's alignment, with all that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.trouble = page, address, list[str]()
        page.on("console", lambda said: self.trouble.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(address) else self.trouble.append(asked.url))

    def go(self, where: str = "alignment/", live: bool = True) -> Map:
        self.page.goto("about:blank")
        self.page.goto(self.address + where)
        self.page.locator(".okr-map.is-live" if live else ".okr-map").wait_for()
        return self

    def node(self, id: str) -> Locator:
        return self.page.locator(f'{NODES}[data-id="{id}"]')

    def click(self, id: str) -> None:
        """Click on a node beside its title."""
        box = self.node(id).locator(".okr-map__box")
        box.evaluate("box => box.scrollIntoView({block: 'center', inline: 'center'})")
        box.click(position={"x": 5, "y": 5}, force=True)

    def mark(self, id: str) -> Locator:
        return self.node(id).locator(".okr-map__more")

    def filter(self, name: str) -> Locator:
        return self.page.locator(f"select[data-filter={name}]")

    def on(self) -> set[str]:
        """The ids of the nodes that show through the veil."""
        return set((self.page.locator(".okr-map").get_attribute("data-on") or "").split())

    def places(self) -> dict[str, str]:
        return self.page.locator(NODES).evaluate_all(PLACES)

    def shown(self) -> set[str]:
        return {id for id, place in self.places().items() if place}

    def lines(self) -> dict[str, list[str]]:
        """Each initiative with its way up to a pillar, itself first."""
        up = self.page.locator(NODES).evaluate_all(
            "all => Object.fromEntries(all.map(n => [n.dataset.id, n.dataset.up]))"
        )
        bets = self.page.locator(f"{NODES}.okr-map__initiative").evaluate_all("all => all.map(n => n.dataset.id)")
        found = {}
        for bet in bets:
            line = [bet]
            while up[line[-1]]:
                line.append(up[line[-1]])
            if len(line) > 2:
                found[bet] = line
        return found


@pytest.fixture
def map(browser: Browser, address: str) -> Iterator[Map]:
    """The example's map in a wide window, with its script; nothing may have gone wrong at the end."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = Map(context.new_page(), address)
    yield made
    context.close()
    assert made.trouble == []


@pytest.fixture
def still(browser: Browser, address: str) -> Iterator[Map]:
    """The same without scripts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    yield Map(context.new_page(), address)
    context.close()


def test_one_click_shows_the_line_from_any_initiative_to_its_pillar_and_back(map: Map) -> None:
    map.go().page.get_by_role("button", name="Initiatives").click()
    lines = map.lines()
    assert len(lines) > 30
    for bet, line in lines.items():
        map.click(bet)
        assert set(line) <= map.on()
        map.click(line[-1])
        assert bet in map.on()


def test_one_key_shows_the_line_from_an_initiative_to_its_pillar_and_back(map: Map) -> None:
    map.go().page.get_by_role("button", name="Initiatives").press("Enter")
    for bet, line in list(map.lines().items())[::6]:
        map.node(bet).locator(".okr-map__link").press(" ")
        assert set(line) <= map.on()
        map.node(line[-1]).locator(".okr-map__link").press(" ")
        assert bet in map.on()


def test_one_click_a_level_leads_from_a_pillar_to_any_initiative(map: Map) -> None:
    lines = map.go().lines()
    map.page.get_by_role("button", name="Company, 2026-Q3").click()
    for bet, line in list(lines.items())[::6]:
        for above, below in zip(line[:0:-1], line[-2::-1], strict=True):
            if below not in map.shown():
                map.mark(above).click()
            assert below in map.shown()
        assert bet in map.shown()


def test_without_scripts_one_click_a_level_leads_from_pillar_to_initiative_and_the_way_back_is_in_sight(
    still: Map,
) -> None:
    still.go(live=False)
    for bet, line in list(still.lines().items())[::6]:
        rows = [still.page.locator(f'.okr-outline li[data-id="{id}"]') for id in line[::-1]]
        for row in rows[:-1]:
            details = row.locator("> details")
            if details.get_attribute("open") is None:
                details.locator("> summary").click(position={"x": 4, "y": 10})
        for row in rows:
            assert row.locator("a").first.is_visible(), bet


def test_without_scripts_the_mark_of_a_closed_node_leads_to_its_place_in_the_outline(still: Map) -> None:
    still.go(live=False)
    still.mark("ONB-2026Q3-1").click()
    assert still.page.url.endswith("#n-onb-2026q3-1")
    assert still.page.locator("#n-onb-2026q3-1").is_visible()


def test_without_scripts_keys_open_the_outline(still: Map) -> None:
    still.go(live=False)
    summary = still.page.locator("#n-onb-2026q3-1 > details > summary")
    summary.focus()
    still.page.keyboard.press("Enter")
    assert still.page.locator('.okr-outline li[data-id="ONB-R31"] a').first.is_visible()


def test_the_script_draws_what_the_build_drew(map: Map, still: Map) -> None:
    for cycle in ("2026-q3", "2026-q2", "2025-q4"):
        built, live = still.go(f"alignment/{cycle}/", live=False), map.go(f"alignment/{cycle}/")
        assert live.places() == built.places()
        assert live.page.locator(PATHS).evaluate_all(SHAPES) == built.page.locator(PATHS).evaluate_all(SHAPES)


def test_a_node_closes_and_opens_as_it_was(map: Map) -> None:
    before = map.go().places()
    map.mark("CO-2026Q3-3").click()
    assert "GTM-2026Q3-1" not in map.shown() and "CO-2026Q3-3.churn" in map.shown()
    assert map.mark("CO-2026Q3-3").get_attribute("aria-expanded") == "false"
    map.mark("CO-2026Q3-3").press("Enter")
    assert map.places() == before


def test_a_title_leads_to_the_page_of_its_objective(map: Map) -> None:
    map.go().node("ONB-2026Q3-1").locator(".okr-map__link").click()
    map.page.wait_for_url("**/okr/onb-2026q3-1/")


def test_instant_navigation_of_material_can_make_every_link_absolute(map: Map) -> None:
    map.go().page.evaluate(ABSOLUTE)
    map.node("ONB-2026Q3-1").locator(".okr-map__link").click()
    assert map.page.url.endswith("/okr/onb-2026q3-1/")


def test_a_filter_leaves_a_team_with_its_line_and_the_same_in_the_outline(map: Map) -> None:
    map.go().filter("team").select_option("onboarding")
    shown = map.shown()
    assert {"ONB-2026Q3-1", "ONB-R31", "CO-2026Q3-3", "ROOTS"} <= shown
    assert not {"SAL-2026Q3-1", "CALM"} & shown
    rows = map.page.locator(".okr-outline li[data-id]:not([hidden])")
    assert set(rows.evaluate_all("all => all.map(row => row.dataset.id)")) == shown
    map.filter("status").select_option("off_track")
    assert "ONB-2026Q3-1" in map.shown() and "ONB-2026Q3-2" not in map.shown()


def test_a_filter_by_department_holds_its_teams(map: Map) -> None:
    map.go().filter("team").select_option("engineering")
    assert {"ENG-2026Q3-1", "PLT-2026Q3-1", "DAT-2026Q3-2"} <= map.shown()


def test_the_address_restores_what_was_seen(map: Map, browser: Browser, address: str) -> None:
    map.go()
    map.mark("ONB-2026Q3-2").click()
    map.click("ONB-2026Q3-1")
    map.filter("status").select_option("off_track")
    map.page.get_by_role("button", name="Larger").click()
    seen = map.shown(), map.on(), map.page.locator(".okr-map__extent").get_attribute("width")
    where = map.page.url.removeprefix(address)
    assert "focus=ONB-2026Q3-1" in where and "status=off_track" in where
    map.go(where)
    assert (map.shown(), map.on(), map.page.locator(".okr-map__extent").get_attribute("width")) == seen
    map.go("alignment/#focus=NOBODY&team=nowhere&status=%22%3E&to=x&open=a,b&zoom=1e9")
    assert map.shown() and not map.on()


def test_escape_goes_back_step_by_step(map: Map) -> None:
    before = map.go().places()
    map.filter("team").select_option("onboarding")
    map.click("ONB-2026Q3-1")
    assert map.on()
    map.page.locator(".okr-map__frame").press("Escape")
    assert not map.on() and map.filter("team").input_value() == "onboarding"
    map.page.locator(".okr-map__frame").press("Escape")
    assert map.places() == before and "#" not in map.page.url


def test_the_map_moves_by_mouse_and_keys_and_grows(map: Map) -> None:
    map.go().page.get_by_role("button", name="Initiatives").click()
    frame, svg = map.page.locator(".okr-map__frame"), map.page.locator(".okr-map__extent")
    before = int(svg.get_attribute("width") or 0)
    frame.press("+")
    assert int(svg.get_attribute("width") or 0) > before
    box, at = frame.bounding_box(), frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]")
    assert box
    map.page.mouse.move(box["x"] + 700, box["y"] + 400)
    map.page.mouse.down()
    map.page.mouse.move(box["x"] + 500, box["y"] + 250, steps=4)
    map.page.mouse.up()
    assert frame.evaluate("frame => [frame.scrollLeft, frame.scrollTop]") == [at[0] + 200, at[1] + 150]
    assert not map.on()
    frame.press("ArrowDown")
    map.page.wait_for_function(f"document.querySelector('.okr-map__frame').scrollTop > {at[1] + 150}")
    frame.press("-")
    assert int(svg.get_attribute("width") or 0) == before


def test_paper_gets_the_outline_instead_of_the_map(map: Map) -> None:
    map.go().page.emulate_media(media="print")
    assert not map.page.locator(".okr-map").is_visible()
    assert map.page.locator("#n-onb-2026q3-1").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_keeps_to_its_frame_on_a_phone(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    made = Map(context.new_page(), address).go()
    assert made.page.evaluate("document.documentElement.scrollWidth") == 360
    assert made.page.locator("article [style]").count() == 0
    made.click("CO-2026-1")
    assert {"CO-2026-1", "ONEDESK"} <= made.on()
    context.close()
    assert made.trouble == []


def test_labels_fit_their_nodes(map: Map) -> None:
    map.go().page.get_by_role("button", name="Initiatives").click()
    over = """all => all.filter(node => {
      const room = node.querySelector('.okr-map__box').getBoundingClientRect();
      return [...node.querySelectorAll('text:not(.okr-map__more text)')].some(text => {
        const box = text.getBoundingClientRect();
        return box.right > room.right || box.bottom > room.bottom || box.left < room.left;
      });
    }).map(node => node.dataset.id)"""
    assert map.page.locator(f"{NODES}:not(.is-off)").evaluate_all(over) == []


# 125 teams


class Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where one cycle of the bench's organisation with 125 teams is served."""
    root, size = tmp_path_factory.mktemp("large"), organisation.Size(125, 1)
    organisation.write(size, root / "docs")
    (root / "mkdocs.yml").write_text(
        "site_name: Bench\ndocs_dir: docs\ntheme: {name: material, font: false}\nnav: [index.md]\n"
        f"plugins:\n  - search\n  - okrsite: {{as_of: {size.as_of}}}\n"
    )
    outcome = MkDocsHost().build(Order(root / "mkdocs.yml", root / "site"))
    assert outcome.failure is None
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(root / "site"))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_the_map_of_125_teams_is_light_and_answers_clicks(browser: Browser, large: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made, weights = Map(context.new_page(), large), dict[str, int]()
    made.page.on("response", lambda answer: weights.update({answer.url: len(gzip.compress(answer.body()))}))
    made.go()
    assert made.page.locator(NODES).count() == 375 + 10
    assert weights[f"{large}alignment/"] <= 300_000
    assert sum(weights.values()) <= 300_000, weights
    made.page.get_by_role("button", name="Teams").click()
    boxes = made.page.locator(f"{NODES}.okr-map__objective .okr-map__box")
    times = [boxes.nth(at).evaluate(CLICK) for at in (0, 1, 60, 124, 126, 200, 300, 374)]
    marks = [made.mark(f"CO-2020Q1-{number}").evaluate(CLICK) for number in (1, 2, 3, 1, 2, 3)]
    print(f"page {weights[f'{large}alignment/']} bytes, all {sum(weights.values())}; clicks {times}; marks {marks}")
    context.close()
    assert len(times) == 8 and len(marks) == 6
    assert made.trouble == []
