"""Authors' files: what is read before MkDocs, what is left to it, what never reaches it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from projects import CONFIG, DOCS, OBJECTIVES, Folder

HOSTILE = {
    "never closed": b"---\nokr: team\nid: a\n",
    "invalid": b"---\nokr: team\nid: [a\n---\n",
    "nested": b"---\nokr: team\nid: " + b"[" * 50_000 + b"\n---\n",
    "huge": b"---\nokr: team\nid: a\nmission: " + b"m" * 5_000_000 + b"\n---\n",
    "an alias bomb": b"---\nokr: team\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
    "twice the same key": b"---\nokr: team\nid: a\nid: b\n---\n",
    "rubbish": bytes(range(256)) * 20,
    "no UTF-8": b"# Caf\xe9\n",
}


def article(page: str) -> str:
    return page.partition("<article")[2].rpartition("</article>")[0]


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_cannot_be_read_is_reported_and_left_out(harbour: Folder, kind: str) -> None:
    outcome = harbour.write({"docs/bad.md": HOSTILE[kind]}).build()
    assert outcome.failure is None
    found = [finding for finding in outcome.findings if finding.where.path == "docs/bad.md"]
    assert [finding.name for finding in found] == ["unreadable-document"]
    assert not any(name.startswith("bad") for name in harbour.site())
    assert "Every ferry" in harbour.page("okr/crew-1/index.html")


def test_strict_fails_for_a_finding(harbour: Folder) -> None:
    outcome = harbour.write({"docs/bad.md": HOSTILE["never closed"]}).build(strict=True)
    assert outcome.failure is not None
    assert "strict" in outcome.failure


def test_a_sound_site_is_strictly_sound(harbour: Folder) -> None:
    outcome = harbour.build(strict=True)
    assert (outcome.failure, outcome.complaints) == (None, ())


def test_anything_that_is_not_public_stops_the_build(harbour: Folder) -> None:
    private = OBJECTIVES.replace("okr: objectives", "okr: objectives\nvisibility: confidential")
    outcome = harbour.write({"docs/crew/2026-q3.md": private}).build()
    assert outcome.failure is not None
    assert "restricted-visibility" in [finding.name for finding in outcome.findings]
    assert not any(b"Every ferry" in content for content in harbour.site().values())


def test_ordinary_pages_are_left_alone(harbour: Folder) -> None:
    page = dedent("""\
        ---
        title: "Ours & <em>theirs</em>"
        okrs: no key of ours
        ---
        # Heading

        A [link](crew/team.md), `[[CREW-1]]` and {{ braces }}.
        """)
    plain = CONFIG.partition("  - okrsite")[0]
    harbour.write({"docs/page.md": page}).build()
    ours = harbour.page("page/index.html")
    harbour.write({"mkdocs.yml": plain})
    assert harbour.mkdocs("build", "-q").returncode == 0
    assert article(ours) == article(harbour.page("page/index.html"))


def test_a_body_is_kept_and_shown_as_it_is_meant(harbour: Folder) -> None:
    body = "Note: this looks like a key\n\n## More\n\n* a list\n"
    front = "---\nokr: team\nid: crew\nname: Crew\nparent: company\n---\n"
    harbour.write({"docs/crew/team.md": front + body}).build()
    shown = article(harbour.page("crew/team/index.html"))
    assert "<p>Note: this looks like a key</p>" in shown
    assert '<h2 id="more">More' in shown
    assert "okr: team" not in shown


def test_what_yaml_would_misread_does_not_show_the_front_matter(harbour: Folder) -> None:
    tricky = OBJECTIVES.replace("target: 85%", "target: >= 85%").replace("note: The new", "note: 12:30 held: the new")
    outcome = harbour.write({"docs/crew/2026-q3.md": tricky}).build()
    assert outcome.failure is None
    shown = article(harbour.page("crew/2026-q3/index.html"))
    assert "okr: objectives" not in shown
    assert "The plan in prose." in shown
    assert "12:30 held: the new roster holds" in harbour.page("okr/crew-1/index.html")


def test_the_pages_own_keys_reach_the_theme(harbour: Folder) -> None:
    keyed = OBJECTIVES.replace(
        "okr: objectives", "okr: objectives\ntitle: The crew's third quarter\nhide: [toc]\ntags: [ferries]"
    )
    harbour.write({"docs/crew/2026-q3.md": keyed, "mkdocs.yml": CONFIG + "  - tags\n"}).build()
    page = harbour.page("crew/2026-q3/index.html")
    assert "<title>The crew&#x27;s third quarter - Harbour OKRs</title>" in page
    assert 'class="md-tag"' in page
    assert 'data-md-type="toc" hidden' in page


def test_a_byte_order_mark_and_windows_lines_change_nothing(harbour: Folder) -> None:
    harbour.build()
    before = harbour.site()
    raw = b"\xef\xbb\xbf" + OBJECTIVES.replace("\n", "\r\n").encode()
    harbour.write({"docs/crew/2026-q3.md": raw}).build()
    assert harbour.site() == before


def test_excluded_documents_count_in_nothing(harbour: Folder) -> None:
    harbour.write({"mkdocs.yml": CONFIG + "exclude_docs: crew/2026-*\n"}).build()
    assert "okr/crew-1/index.html" not in harbour.site()


def test_a_site_without_documents_is_built(folder: Folder) -> None:
    outcome = folder.write({"docs/guide.md": "# Guide\n"}).build()
    assert outcome.failure is None
    assert "index.html" in folder.site()


def test_what_an_author_wrote_stands_above_the_foot_and_leaves_the_page_one_title(harbour: Folder) -> None:
    team = DOCS["docs/crew/team.md"] + "\n# Our own title\n\nMore words.\n"
    harbour.write({"docs/crew/team.md": team}).build()
    page = harbour.page("crew/team/index.html")
    assert page.count("<h1") == 1
    assert ">Our own title" in page
    assert page.index("More words.") < page.index("okr-foot")
