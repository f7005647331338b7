"""`[[ID]]` and fenced `okr` blocks in any page (contract §4)."""

from __future__ import annotations

import re

import pytest
from projects import CONFIG, Folder


def article(page: str) -> str:
    return page.partition("<article")[2].rpartition("</article>")[0]


def built(folder: Folder, text: str, config: str = CONFIG) -> str:
    """The article of a page with some text."""
    assert folder.write({"mkdocs.yml": config, "docs/guide/page.md": text}).build().failure is None
    return article(folder.page("guide/page/index.html"))


def test_an_id_becomes_a_link_with_title_and_state(harbour: Folder) -> None:
    shown = built(harbour, "# Page\n\nSee [[crew-1]] and [[CREW-1.punctual|the **roster**]].\n")
    assert 'href="../../okr/crew-1/"' in shown
    assert "Every ferry leaves on time" in shown
    assert "on_track" in shown or "On track" in shown
    assert 'href="../../okr/crew-1/#punctual"' in shown
    assert "[[" not in shown


@pytest.mark.parametrize(
    "text", ["`[[CREW-1]]`", "    [[CREW-1]]", "```\n[[CREW-1]]\n```", r"\[[CREW-1]]", "[[CREW-1]](https://okr.test)"]
)
def test_code_and_other_links_stay_as_they_are(harbour: Folder, text: str) -> None:
    shown = built(harbour, f"# Page\n\n{text}\n")
    assert "Every ferry leaves on time" not in shown


def test_an_unknown_id_stands_as_it_was_written(harbour: Folder) -> None:
    assert "[[NO-SUCH-1]]" in built(harbour, "# Page\n\nSee [[NO-SUCH-1]].\n")


def test_words_of_a_link_are_text(harbour: Folder) -> None:
    assert "<script>" not in built(harbour, "# Page\n\n[[CREW-1|<script>alert(1)</script>]]\n")


@pytest.mark.parametrize("fence", ["```", "~~~~"])
@pytest.mark.parametrize("superfences", [True, False])
def test_a_block_places_a_view(harbour: Folder, fence: str, superfences: bool) -> None:
    more = "markdown_extensions: [pymdownx.superfences]\n" if superfences else ""
    text = f"# Page\n\nBefore.\n{fence} okr\nshow: card\nid: CREW-1\n{fence}\nAfter.\n"
    shown = built(harbour, text, CONFIG + more)
    assert "<p>Before.</p>" in shown
    assert "<p>After.</p>" in shown
    assert "show: card" not in shown
    assert "Every ferry leaves on time" in shown


def test_a_block_stands_in_a_list_or_an_admonition(harbour: Folder) -> None:
    text = "# Page\n\n!!! note\n\n    Inside.\n\n    ```okr\n    show: card\n    id: CREW-1\n    ```\n"
    shown = built(harbour, text, CONFIG + "markdown_extensions: [admonition]\n")
    assert "Every ferry leaves on time" in shown.partition('class="admonition note"')[2]


@pytest.mark.parametrize(
    "text",
    [
        "````md\n```okr\nshow: card\nid: CREW-1\n```\n````",
        "```text\nshow: card\nid: CREW-1\n```",
        "```okr-like\nshow: card\nid: CREW-1\n```",
        "```okr\nshow: card\nid: CREW-1\n",
    ],
)
def test_other_fences_are_left_alone(harbour: Folder, text: str) -> None:
    shown = built(harbour, f"# Page\n\n{text}\n")
    assert "show: card" in shown
    assert "Every ferry leaves on time" not in shown


def test_blocks_on_one_page_have_their_own_ids(harbour: Folder) -> None:
    block = "```okr\nshow: chart\nid: CREW-1.punctual\n```\n\n```okr\nshow: card\nid: CREW-1\n```\n\n"
    shown = built(harbour, f"# Page\n\n{block}{block}")
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids)), ids


def test_an_own_index_places_the_dashboard(harbour: Folder) -> None:
    harbour.write({"docs/index.md": "# Welcome\n\n```okr\nshow: dashboard\n```\n"}).build(strict=True)
    shown = article(harbour.page("index.html"))
    assert "Welcome" in shown
    assert 'href="teams/crew/"' in shown


def test_a_block_that_asks_for_nonsense_says_so_in_the_page(harbour: Folder) -> None:
    shown = built(harbour, "# Page\n\n```okr\nshow: [unicorns\n```\n\n```okr\nshow: unicorns\n```\n")
    assert "unicorns" in shown


def test_marks_work_in_the_body_of_a_document(harbour: Folder) -> None:
    body = "---\nokr: team\nid: crew\nname: Crew\nparent: company\n---\nWe look after [[CREW-1]].\n"
    harbour.write({"docs/crew/team.md": body}).build()
    assert "We look after <span" in harbour.page("crew/team/index.html")
