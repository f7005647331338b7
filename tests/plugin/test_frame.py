"""The frame around pages: made once where pages share it, and the same as if it had been made for each."""

from __future__ import annotations

from projects import CONFIG, Folder, tree

NAV = """site_url: https://okr.test/
nav:
  - Home: index.md
  - Crew: [crew/team.md, crew/2026-q3.md, "Our quarter": cycles/2026-q3/index.md]
  - An objective: okr/crew-1/
"""
NAME = "  name: material\n"
LOOKS = f"{NAME}  logo: crew/logo.svg\n  features: [navigation.tabs, navigation.indexes, toc.integrate]\n"
PAGES = {
    "docs/index.md": "# Home\n",
    "docs/crew/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "docs/crew/sub/page.md": "# Deep\n",
    "docs/crew/sub/second.md": "# Deeper\n",
}
EACH_ANEW = """
import sys
import okrsite_mkdocs.plugin as plugin
plugin.keep_frame = lambda env: None
from mkdocs.__main__ import cli
cli(["build", "-q", "-d", "anew"])
"""


def test_pages_are_the_same_as_with_a_frame_made_for_each(harbour: Folder) -> None:
    harbour.write({**PAGES, "mkdocs.yml": CONFIG.replace(NAME, LOOKS) + NAV}).build()
    done = harbour.run_code(EACH_ANEW)
    assert done.returncode == 0, done.stderr
    assert tree(harbour.root / "anew") == harbour.site()


def test_an_authors_own_partials_are_made_for_each_page(harbour: Folder) -> None:
    config = CONFIG.replace(NAME, f"{NAME}  custom_dir: mine\n")
    own = {f"mine/partials/{name}.html": f"<p>{name} of {{{{ page.title }}}}</p>" for name in ("nav", "search")}
    harbour.write({**PAGES, **own, "mkdocs.yml": config}).build()
    for page, title in (("crew/sub/page", "Deep"), ("crew/sub/second", "Deeper")):
        written = harbour.page(f"{page}/index.html")
        assert f"<p>nav of {title}</p>" in written
        assert f"<p>search of {title}</p>" in written


def test_no_page_asks_the_host_of_the_repository(harbour: Folder) -> None:
    harbour.write({**PAGES, "mkdocs.yml": CONFIG + "repo_url: https://github.com/harbour/okrs\n"}).build()
    for name in ("crew/sub/page/index.html", "okr/crew-1/index.html", "404.html"):
        written = harbour.page(name)
        assert written.count('href="https://github.com/harbour/okrs"') == 2
        assert 'data-md-component="source"' not in written
