"""Living with other plugins: redirects, awesome-nav, macros, git-revision-date, tags."""

from __future__ import annotations

import os
import subprocess

from projects import CONFIG, DOCS, OBJECTIVES, Folder


def with_plugin(text: str) -> str:
    return CONFIG + text


def navigation(page: str) -> str:
    return page.partition('<div class="md-sidebar md-sidebar--primary"')[2].partition('data-md-type="toc"')[0]


def test_redirects_may_lead_to_our_pages(harbour: Folder) -> None:
    redirects = "  - redirects:\n      redirect_maps:\n        old.md: cycles/2026-q3/index.md\n"
    assert harbour.write({"mkdocs.yml": with_plugin(redirects)}).build(strict=True).failure is None
    assert "cycles/2026-q3/" in harbour.page("old/index.html")
    assert "url=" in harbour.page("okr/crew-1.punctual/index.html")


def test_awesome_nav_shows_ours_only_by_name(harbour: Folder) -> None:
    named = "nav:\n  - guide.md\n  - Our cycles: cycles/index.md\n  - crew\n"
    below = "nav:\n  - The crew: team.md\n"
    harbour.write({"docs/guide.md": "# Guide\n", "docs/.nav.yml": named, "docs/crew/.nav.yml": below})
    outcome = harbour.write({"mkdocs.yml": with_plugin("  - awesome-nav\n")}).build(strict=True)
    assert (outcome.failure, outcome.complaints) == (None, ())
    shown = navigation(harbour.page("guide/index.html"))
    assert "Our cycles" in shown
    assert "The crew" in shown
    assert 'href="../crew/2026-q3/"' not in shown


def test_awesome_nav_without_names_shows_ordinary_pages(harbour: Folder) -> None:
    harbour.write({"docs/guide.md": "# Guide\n", "mkdocs.yml": with_plugin("  - awesome-nav\n")})
    assert harbour.build(strict=True).failure is None
    shown = navigation(harbour.page("guide/index.html"))
    assert "Guide" in shown
    assert "crew" not in shown


def test_macros_work_in_prose_and_never_on_texts_of_okrs(harbour: Folder) -> None:
    calls = OBJECTIVES.replace("Every ferry leaves on time", "Sail {{ 6 * 7 }} times")
    calls = calls.replace("The new roster holds", "{% raise %} holds").replace("The plan in prose", "Plan {{ 6 * 7 }}")
    team = DOCS["docs/crew/team.md"].replace("okr: team", "okr: team\ntitle: Crew {{ 6 * 7 }}")
    harbour.write({"docs/crew/2026-q3.md": calls, "docs/crew/team.md": team, "docs/page.md": "# Page {{ 6 * 7 }}\n"})
    outcome = harbour.write({"mkdocs.yml": with_plugin("  - macros:\n      on_error_fail: true\n")}).build()
    assert outcome.failure is None
    assert "Page 42" in harbour.page("page/index.html")
    assert "Plan 42" in harbour.page("crew/2026-q3/index.html")
    assert "Sail {{ 6 * 7 }} times" in harbour.page("okr/crew-1/index.html")
    assert "{% raise %} holds" in harbour.page("okr/crew-1/index.html")
    assert "<title>Crew {{ 6 * 7 }} - " in harbour.page("crew/team/index.html")
    assert not any(b"Sail 42" in content for content in harbour.site().values())


def test_revision_dates_stand_on_authors_pages_only(harbour: Folder) -> None:
    when = "2026-03-04T05:06:07+00:00"
    names = {f"GIT_{role}_{part}": "somebody" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "Write it down")):
        subprocess.run(["git", *words], cwd=harbour.root, env=environment, check=True, capture_output=True)
    dates = "  - git-revision-date-localized:\n      type: iso_date\n      enable_parallel_processing: false\n"
    outcome = harbour.write({"mkdocs.yml": with_plugin(dates)}).build(strict=True)
    assert (outcome.failure, outcome.complaints) == (None, ())
    assert "2026-03-04" in harbour.page("crew/2026-q3/index.html")
    assert "git-revision-date" not in harbour.page("okr/crew-1/index.html")


def test_tags_list_documents_with_their_titles(harbour: Folder) -> None:
    tagged = OBJECTIVES.replace("okr: objectives", "okr: objectives\ntitle: Third <b>quarter</b>\ntags: [ferries]")
    harbour.write({"docs/crew/2026-q3.md": tagged, "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n"})
    assert harbour.write({"mkdocs.yml": with_plugin("  - tags\n")}).build(strict=True).failure is None
    listing = harbour.page("tags/index.html")
    assert 'href="../crew/2026-q3/"' in listing
    assert "Third &lt;b&gt;quarter&lt;/b&gt;" in listing
