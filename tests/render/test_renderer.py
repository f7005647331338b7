"""The renderer: a page is a pure function of its view and its templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from contexts import context_of, objective
from jinja2 import UndefinedError

from okrsite.render.address import link
from okrsite.render.renderer import Renderer
from okrsite.views.objective import objective_page
from okrsite.views.page import Page

THEME = Path(__file__).parents[2] / "theme" / "okrsite_theme"
KEY_RESULT = """
- id: .a
  key_result: Signed contracts
  owner: sales-lead
  baseline: 10
  target: 20
  checkins:
    2026-07-20: 12
    2026-08-10:
      value: 14
      note: A partner helped
"""


def page_of_objective() -> Page:
    context = context_of(objective(KEY_RESULT))
    return objective_page(context, context.graph.objectives["S-1"])


def test_the_same_view_gives_the_same_bytes() -> None:
    one, other = Renderer((THEME,)), Renderer((THEME,))
    assert one.render(page_of_objective()) == other.render(page_of_objective())


def test_a_user_replaces_one_component_and_keeps_the_rest(tmp_path: Path) -> None:
    foot = tmp_path / "partials" / "okr" / "foot.html"
    foot.parent.mkdir(parents=True)
    foot.write_text("{% macro foot(it) %}<p>ours, {{ it.as_of.text }}</p>{% endmacro %}", encoding="utf-8")
    theirs = Renderer((tmp_path, THEME))
    page = page_of_objective()
    assert "<p>ours, 14 August 2026</p>" in theirs.render(page)
    assert "Signed contracts" in theirs.render(page)


def test_a_name_that_a_view_lacks_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "okr").mkdir()
    (tmp_path / "okr" / "objective.html").write_text("{{ view.nothing }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        Renderer((tmp_path, THEME)).render(page_of_objective())


def test_links_lead_from_the_page_to_the_address() -> None:
    text = Renderer((THEME,)).render(page_of_objective())
    assert '<a href="../../teams/sales/">Sales</a>' in text
    assert '<a href="../../owners/#sales-lead">sales-lead</a>' in text
    flat = Renderer((THEME,)).render(page_of_objective(), directory_urls=False)
    assert '<a href="../../teams/sales/index.html">Sales</a>' in flat


@pytest.mark.parametrize(
    ("address", "here", "expected"),
    [
        ("", "", "./"),
        ("", "okr/a/", "../../"),
        ("okr/a/#b", "okr/a/", "../../okr/a/#b"),
        ("teams/index.md", "", "teams/"),
        ("#b", "okr/a/", "#b"),
        ("https://example.org/x", "okr/a/", "https://example.org/x"),
        ("api/okrs.json", "quality/", "../api/okrs.json"),
    ],
)
def test_an_address_becomes_a_link(address: str, here: str, expected: str) -> None:
    assert link(address, here) == expected


def test_an_objective_is_searchable_once_by_title_names_owners_and_notes() -> None:
    text = Renderer((THEME,)).render(page_of_objective())
    indexed = re.sub(r"<(\w+)[^>]*data-search-exclude.*?</\1>", "", text, flags=re.DOTALL)
    assert '<h1 class="okr-lede">Sell what helps</h1>' in indexed
    assert 'id="a"' in indexed
    for words in ("Signed contracts", "sales-lead", "A partner helped"):
        assert words in indexed


def test_charts_are_drawn_by_whom_the_host_says_with_an_id_of_their_own() -> None:
    drawn: list[str] = []

    def draw(_chart: object, uid: str) -> str:
        drawn.append(uid)
        return f"<svg id={uid}></svg>"

    assert "<svg id=over-time-a></svg>" in Renderer((THEME,)).render(page_of_objective(), svg=draw)
    assert drawn == ["over-time-a"]


def test_no_template_holds_an_inline_style_an_inline_script_or_another_host() -> None:
    ours = r"""<script(?: type="module")? src="{{ ["']assets/okr/\w+\.js["'] \| url }}"></script>"""
    for template in THEME.rglob("*.html"):
        text = re.sub(ours, "", template.read_text(encoding="utf-8"))
        assert " style=" not in text and "<script" not in text and "://" not in text, template.name
        assert text.startswith("{#"), f"{template.name} does not say what it shows"


def test_the_script_is_small_and_works_under_a_strict_policy() -> None:
    script = (THEME / "assets" / "okr" / "map.js").read_text(encoding="utf-8")
    assert len(script) <= 24_000
    assert not re.search(r"innerHTML|insertAdjacent|\beval\b|Function\(|\.style\b|cssText|import|fetch\(|://", script)


def test_the_stylesheet_is_small_and_asks_no_other_host() -> None:
    sheet = (THEME / "assets" / "okr" / "okr.css").read_bytes()
    assert len(sheet) <= 14_000
    assert b"url(" not in sheet and b"@import" not in sheet and b"://" not in sheet
