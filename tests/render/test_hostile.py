"""Whatever people type shows as text: no field brings in markup, a script or an address of its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from time import process_time

import pytest
from contexts import context_of
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.render.inline import inline
from okrsite.render.renderer import Renderer
from okrsite.views.pages import document_page, pages

THEME = Path(__file__).parents[2] / "theme" / "okrsite_theme"
RENDERER = Renderer((THEME,))
OUR_SCRIPT = r"\[\('type', 'module'\), \('src', '(\.\./)*assets/okr/map\.js'\)\]"
VOID = {"br", "img", "input", "hr", "meta", "link"}
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "[click](javascript:alert(1)) [me](//example.org/x) <https://example.org/'>",
    "</h1></div></details><!-- {{ 7*7 }} {% raw %}",
    "`<b>` **<i>x</i>** _<u>_ &lt;b&gt; &#60;",
)


class Page(HTMLParser):
    """The tags and attributes of a fragment, and whether each tag is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and re.fullmatch(OUR_SCRIPT, str(attrs)):
            self.open.append(tag)
            return
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words += data


def checked(text: str) -> Page:
    """The fragment, once it is known to be harmless."""
    page = Page(text)
    assert not page.open
    assert not page.tags & {"script", "img", "style", "iframe", "object", "i", "u", "form"}
    for name, value in page.attributes:
        assert not name.startswith("on") and name not in ("style", "srcdoc", "src"), name
        if name == "href":
            assert not value.lower().startswith(("javascript:", "data:", "//")), value
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    return page


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def documents(text: str) -> dict[str, str]:
    """An organisation in which every free text is the same."""
    t = quoted(text)
    return {
        "team.md": f"""
            okr: team
            id: sales
            name: {t}
            parent: company
            lead: {t}
            champion: {t}
            mission: {t}
            links:
              - name: {t}
                url: {t}
            """,
        "strategy.md": f"""
            okr: strategy
            vision: {t}
            horizon: {t}
            pillars:
              - id: TRUST
                name: {t}
                why: {t}
                owner: {t}
            """,
        "goals.md": f"""
            okr: objectives
            team: sales
            cycle: 2026-Q3
            objectives:
              - id: S-1
                objective: {t}
                context: {t}
                owner: {t}
                stakeholders: [{t}]
                category: {t}
                supports: TRUST
                links:
                  - {t}
                key_results:
                  - id: .a
                    key_result: {t}
                    owner: {t}
                    category: {t}
                    measurement: {t}
                    window: {t}
                    cohort: {t}
                    proxy: {t}
                    baseline: 10
                    target: 20
                    checkins:
                      2026-07-20:
                        value: 12
                        note: {t}
                      2026-08-10:
                        value: 14
                        note: {t}
                    revisions:
                      - date: 2026-07-21
                        field: target
                        from: {t}
                        to: "20"
                        reason: {t}
                    leading:
                      - name: {t}
                        checkins:
                          2026-08-01: {t}
                  - id: .b
                    key_result: {t}
                    target: {t}
                    checkins:
                      2026-08-10: {t}
                  - id: .c
                    key_result: {t}
                    milestones:
                      - name: {t}
                        done: 2026-08-01
                      - name: {t}
                  - id: .d
                    key_result: {t}
                    maintain: ">= 99%"
                    cancelled:
                      date: 2026-08-01
                      reason: {t}
            """,
        "roadmap.md": f"""
            okr: roadmap
            team: sales
            cycle: 2026-Q3
            initiatives:
              - id: BET-1
                name: {t}
                owner: {t}
                moves:
                  - kr: S-1.a
                    impact: {t}
                releases:
                  - name: {t}
                    url: {t}
            """,
        "checkin.md": f"""
            okr: checkin
            team: sales
            date: 2026-08-12
            health: amber
            readings:
              S-1.a:
                value: 15
                note: {t}
            wins: {t}
            challenges: {t}
            needs: {t}
            next: {t}
            answers:
              moved: {t}
            """,
        "retrospective.md": f"""
            okr: retrospective
            team: sales
            cycle: 2026-Q3
            worked: {t}
            failed: {t}
            lessons:
              - text: {t}
                theme: {t}
            carry_over:
              - id: S-1
                decision: continue
                reason: {t}
            """,
    }


def rendered(text: str) -> dict[str, Page]:
    context = context_of(documents(text))
    own = [document_page(context, uri) for uri in context.graph.pages]
    everything = [*pages(context), *(page for page in own if page)]
    return {f"{page.template} {page.address}": checked(RENDERER.render(page)) for page in everything}


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_text_brings_in_markup_on_any_page(text: str) -> None:
    found = rendered(text)
    assert {name.split()[0] for name in found} >= {"objective.html", "document.html"}
    title = found["objective.html okr/s-1/"]
    assert text in title.words


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>&\"'`*_[]()\\/:! abjavscript#.\n\x00\u202e", max_size=60))
def test_inline_markdown_writes_only_its_own_tags(text: str) -> None:
    page = Page(str(inline(text)))
    assert not page.open
    assert page.tags <= {"a", "em", "strong", "code"}
    assert all(name == "href" for name, _value in page.attributes)
    assert not any("javascript:" in value.lower() for _name, value in page.attributes)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("a `code` and *em* and **strong**", "a <code>code</code> and <em>em</em> and <strong>strong</strong>"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[the plan](../plan.md#a)", '<a href="plan.md#a">the plan</a>'),
        ("<https://example.org>", '<a href="https://example.org">https://example.org</a>'),
        ("[x](data:text/html,x)", "x"),
        ("1. not a list\n# no heading", "1. not a list\n# no heading"),
        (r"\*kept\*", "*kept*"),
        ("`` a`b ``", "<code>a`b</code>"),
        ("**[a](https://example.org)**", '<strong><a href="https://example.org">a</a></strong>'),
    ],
)
def test_inline_markdown(text: str, html: str) -> None:
    assert str(inline(text, "teams/a.md")) == html


def test_a_long_run_of_signs_takes_no_time() -> None:
    for sign in ("*", "_", "[", "`", "**a", "[a](", "<"):
        inline(sign * 3000)


@pytest.mark.parametrize(
    "piece", ["`", "**a ", " __a", "``a `b ", "[a](b(", "<http://a", "**a`b*c_d[e ", "\\", "*a _b "]
)
def test_the_work_for_a_text_grows_with_its_length_and_not_faster(piece: str) -> None:
    begun = process_time()
    shown = inline((piece * 40_000)[:40_000])
    assert process_time() - begun < 5
    assert len(shown) >= 20_000
