"""A build takes over what stands and makes the rest, and nobody can tell the site from that of a clean one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from pathlib import Path

import pytest
from okrsite_mkdocs.driver.templates import asks_far
from okrsite_mkdocs.host import MkDocsHost
from projects import CONFIG, DOCS, OBJECTIVES, Folder
from repositories import Repository

from okrsite.export.data import Exporter
from okrsite.export.values import Data
from okrsite.model.objective import Objective
from okrsite.publish import swap
from okrsite.publish.build import Published, publish
from okrsite.publish.host import Order
from okrsite.publish.outcome import Outcome, Pages
from okrsite.publish.press import CACHE, Press
from okrsite.publish.project import read_project
from okrsite.views.context import Context
from okrsite.views.objective import ObjectiveView, objective_view

PLAIN = CONFIG + "site_url: https://okr.test/\nnav:\n  - guide.md\n  - links.md\n"
GUIDE = "# Guide\n\nWords.\n"
BLOCK = "```okr\nshow: card\nid: CREW-1\n```\n"
LINKS = f"# Links\n\nSee [[CREW-1]], [the crew](crew/team.md) and [the guide](guide.md).\n\n{BLOCK}"
PAST = (
    OBJECTIVES.replace("2026-Q3", "2026-Q1").replace("CREW-1", "CREW-0").replace("-07-", "-01-").replace("-08-", "-02-")
)
FILES = {
    **DOCS,
    "mkdocs.yml": PLAIN,
    "docs/guide.md": GUIDE,
    "docs/links.md": LINKS,
    "docs/crew/2026-q1.md": PAST,
    ".gitignore": ".cache/\nsite/\nclean/\n",
}
HOOK = "def on_page_content(html, **_):\n    return html\n"
DAY = date(2026, 8, 14)
SHARED = "the configuration, the navigation, a template or a version changed"
OWN = "what its author wrote, its title or its place changed"
SHOWN = "what it shows changed"


class Project(Folder):
    """A project that is built as `okrsite build` does, and beside it clean."""

    def build_again(self, day: date = DAY, *, strict: bool = False) -> Pages:
        """What a build that goes well made, after which the site is that of a clean one."""
        outcome = self.published(day, strict=strict).outcome
        assert outcome.failure is None
        clean = self.clean(day, strict=strict)
        assert outcome.complaints == clean.complaints
        assert self.differing() == []
        return outcome.pages or Pages()

    def published(self, day: date = DAY, *, strict: bool = False) -> Published:
        """How a build went."""
        press, order = self._order("site", day, strict)
        return publish(MkDocsHost(), press, order)

    def clean(self, day: date = DAY, *, strict: bool = False) -> Outcome:
        """How a build into an empty folder went, which takes over nothing."""
        shutil.rmtree(self.root / "clean", ignore_errors=True)
        return MkDocsHost().build(self._order("clean", day, strict)[1])

    def differing(self) -> list[str]:
        """The files that are not the same in both sites."""
        ours, theirs = self.site(), self.site("clean")
        return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))

    def _order(self, site: str, day: date, strict: bool) -> tuple[Press, Order]:
        press = Press(read_project(self.root / "mkdocs.yml"), day)
        return press, Order(press.project.config_file, self.root / site, strict, press.as_of(), press.settings.audience)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in git that was built once."""
    root = tmp_path_factory.mktemp("built")
    Project(root).write(FILES)
    Repository(root).git("init", "-q", "-b", "main")
    Repository(root).git("add", "-A")
    Repository(root).git("commit", "-q", "-m", "Begin", day="2026-07-01")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CI", "true")  # so that the pages of a first build are kept
        Project(root).published()
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    """That project in a place of its own, where the site is restored from the cache once."""
    root = tmp_path / "project"
    shutil.copytree(built, root, ignore=shutil.ignore_patterns("site", "stamps", "sites"))
    made = Project(root)
    assert pages_of(why(made.published().outcome.pages)) == set()
    return made


def test_pages_of_a_first_build_are_kept_where_the_site_will_be_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else they are kept from the second build on that has to make them."""
    monkeypatch.delenv("CI", raising=False)
    project = Project(tmp_path)
    project.write(FILES)
    restored = []
    for _ in range(3):
        outcome = project.published().outcome
        restored.append(outcome.pages is not None and outcome.pages.restored > 0)
        shutil.rmtree(project.root / "site")
    assert restored == [False, False, True]


def pages_of(paths: Iterable[str]) -> set[str]:
    """Those that are pages, and neither data nor redirects, which are made in no time."""
    return {path for path in paths if path.endswith(".html") and ".punctual" not in path}


def why(pages: Pages | None) -> dict[str, str]:
    """Why each file was made that was."""
    return {made.path: made.why for made in (pages or Pages()).made}


def test_after_an_edit_of_one_number_only_what_shows_it_is_made(project: Project) -> None:
    project.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("value: 74%", "value: 75%")})
    made = why(project.build_again())
    expected = {"okr/crew-1/index.html", "cycles/2026-q3/index.html", "teams/crew/index.html", "links/index.html"}
    assert expected | {"crew/2026-q3/index.html", "index.html", "api/cycles/2026-q3.json"} <= made.keys()
    untold = ("guide/", "quality/rules/", "okr/crew-0", "cycles/2026-q1", "crew/2026-q1", "company/", "crew/team")
    assert not [path for path in made if path.startswith(untold)]
    assert made.pop("links/index.html") == OWN
    assert set(made.values()) == {SHOWN}


def test_after_an_edit_only_views_are_made_that_asked_for_what_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    @wraps(objective_view)
    def noted(context: Context, objective: Objective) -> ObjectiveView:
        made.append(objective.id)
        return objective_view(context, objective)

    monkeypatch.setattr("okrsite.views.objective.objective_view", noted)
    project.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("value: 74%", "value: 75%")})
    project.published()
    assert made == ["CREW-1"]
    project.write({"docs/guide.md": GUIDE + "\nMore words.\n"})
    project.published()
    assert made == ["CREW-1"]


def test_after_an_edit_only_data_are_made_that_asked_for_what_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    everything = Exporter.everything

    def noted(self: Exporter, cycles: Sequence[str] | None = None) -> Data:
        made.append(tuple(cycles or ()))
        return everything(self, cycles)

    monkeypatch.setattr(Exporter, "everything", noted)
    project.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("value: 74%", "value: 75%")})
    project.published()
    assert set(made) == {("2026-Q3",)}
    made.clear()
    project.write({"docs/guide.md": GUIDE + "\nMore words.\n"})
    project.published()
    assert made == []


def test_after_an_edit_of_words_only_their_page_is_made(project: Project) -> None:
    project.write({"docs/guide.md": GUIDE + "\nMore words.\n"})
    assert why(project.build_again()) == {"guide/index.html": OWN}
    project.write({"docs/guide.md": GUIDE})
    again = project.build_again()
    assert (again.made, again.restored) == ((), 1)


def test_a_commit_that_changes_no_document_makes_nothing_but_the_data_that_name_it(project: Project) -> None:
    project.write({"README.md": "Read me.\n"})
    Repository(project.root).git("add", "-A")
    Repository(project.root).git("commit", "-q", "-m", "More", day="2026-08-01")
    made = why(project.build_again())
    assert pages_of(made) == set()
    assert "build.json" in made


def test_a_day_that_passes_makes_no_page_of_a_closed_cycle(project: Project) -> None:
    made = why(project.build_again(date(2026, 8, 15)))
    assert "index.html" in made
    assert not [path for path in made if "q1" in path or "crew-0" in path or path.startswith("guide/")]


def test_with_the_cache_alone_everything_is_restored_and_nothing_made(project: Project) -> None:
    shutil.rmtree(project.root / "site")
    pages = project.build_again()
    assert (pages_of(why(pages)), pages.stand, pages.restored > 100) == (set(), frozenset(), True)


@pytest.mark.parametrize(
    "change",
    [
        {"mkdocs.yml": PLAIN.replace("Harbour OKRs", "Harbour")},
        {"mkdocs.yml": PLAIN.replace("font: false", "font: false\n  palette:\n    primary: teal")},
        {"mkdocs.yml": PLAIN.replace("  - guide.md\n", "  - The guide: guide.md\n")},
        {"docs/guide.md": GUIDE.replace("# Guide", "# The guide")},
        {
            "mkdocs.yml": PLAIN.replace("font: false", "font: false\n  custom_dir: own"),
            "own/main.html": '{% extends "base.html" %}{% block announce %}{{ page.content | length }}{% endblock %}\n',
        },
    ],
    ids=["configuration", "colour", "navigation", "a title in the navigation", "template"],
)
def test_what_all_pages_share_makes_all_of_them(project: Project, change: Mapping[str, str]) -> None:
    made = why(project.write(change).build_again())
    assert len(made) > 100
    assert {reason for path, reason in made.items() if path.endswith(".html")} == {SHARED}


def test_templates_behind_a_link_are_among_what_all_pages_share(project: Project) -> None:
    config = PLAIN.replace("font: false", "font: false\n  custom_dir: own")
    project.write({"mkdocs.yml": config, "shared/copyright.html": "<p>one</p>\n", "own/a.txt": ""})
    (project.root / "own" / "partials").symlink_to(project.root / "shared")
    project.published()
    project.write({"shared/copyright.html": "<p>two</p>\n"})
    assert why(project.build_again())["guide/index.html"] == SHARED
    assert "<p>two</p>" in project.page("guide/index.html")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {
                "mkdocs.yml": PLAIN.replace("font: false", "font: false\n  custom_dir: own"),
                "own/main.html": '{% extends "base.html" %}{% block announce %}{{ pages | length }}{% endblock %}\n',
            },
            "the template `main.html` may show other pages",
        ),
        ({"mkdocs.yml": PLAIN.replace("- search", "- search\n  - tags")}, "the plugin `tags` may look at every page"),
        ({"mkdocs.yml": PLAIN + "markdown_extensions: [pymdownx.snippets]\n", "word.txt": "one"}, "may read other"),
        (
            {
                "mkdocs.yml": PLAIN + "hooks: [hook.py]\n",
                "hook.py": HOOK,
            },
            "may read other files",
        ),
    ],
    ids=["template", "tags", "extension", "hook"],
)
def test_where_pages_may_depend_on_others_all_are_made(project: Project, change: dict[str, str], reason: str) -> None:
    project.write({**change, "docs/guide.md": GUIDE + '\n--8<-- "word.txt"\n'}).published()
    project.write({"word.txt": "another word", "docs/links.md": f"{LINKS}More.\n"})
    pages = project.build_again()
    assert reason in (pages.why_all or "")
    assert pages.stand == frozenset()


@pytest.mark.parametrize(
    ("template", "far"),
    [
        ("{% for one in pages %}{% endfor %}", True),
        ('{{ "{}".format(build_date_utc) }}', True),
        ("{% set all = {'a': {}} %}{{ {'b': {'c': pages}} }}", True),
        ("{{ page['update_date'] }} {{ nav.homepage.url }}", True),
        ("{{ nav.homepage.content }}", True),
        ("{{ page.next_page.toc }}", True),
        ("{{ nav.items | map(attribute='content') | join }}", True),
        ("{{ config.docs_dir }}", True),
        ("{% if pages", True),
        ("<p>All pages of content</p>{# pages #}{{ page.content }}{{ page.toc }}", False),
        ('{% extends "base.html" %}{% block content %}{{ super() }}{% endblock %}{{ content }}', False),
        ('{% include "partials/content.html" %}{% include "partials/toc.html" %}', False),
    ],
)
def test_templates_that_may_show_more_than_their_page_are_known(template: str, far: bool) -> None:
    assert asks_far(template.encode()) is far


def test_a_page_with_marks_and_links_is_right_after_their_targets_changed(project: Project) -> None:
    project.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("Every ferry leaves", "Each boat leaves")})
    assert why(project.build_again())["links/index.html"] == OWN
    assert "Each boat leaves" in project.page("links/index.html")
    project.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("CREW-1", "CREW-2")})
    project.build_again()
    assert "[[CREW-1]]" in project.page("links/index.html")
    (project.root / "docs/crew/team.md").rename(project.root / "docs/team.md")
    project.write({"docs/crew/2026-q3.md": OBJECTIVES, "docs/links.md": LINKS.replace("(crew/team", "(team")})
    project.build_again()
    assert 'href="../team/"' in project.page("links/index.html")
    assert "[[CREW-1]]" not in project.page("links/index.html")


def test_complaints_are_told_in_each_build_and_end_when_they_are_mended(project: Project) -> None:
    project.write({"docs/links.md": LINKS + "\n[later](later.md)\n\n[there](guide.md#nowhere)\n"})
    for text in ("One.\n", "Two.\n"):
        project.write({"docs/guide.md": GUIDE + text})
        assert "links/index.html" not in why(project.build_again()) or text == "One.\n"
        assert any("later.md" in complaint for complaint in project.published().outcome.complaints)
    failed = project.published(strict=True).outcome
    assert failed.failure is not None
    assert failed == project.clean(strict=True)
    project.write({"docs/later.md": "# Later\n"})
    project.build_again(strict=True)
    assert 'href="../later/"' in project.page("links/index.html")


def test_the_search_finds_the_same_as_after_a_clean_build(project: Project) -> None:
    project.write({"docs/guide.md": GUIDE + "\n## Another place\n\nAnchors away.\n"})
    project.build_again()
    found = json.loads(project.page("search/search_index.json"))["docs"]
    assert [one["text"] for one in found if one["location"] == "guide/#another-place"] == ["<p>Anchors away.</p>"]
    assert [one["location"] for one in found if one["location"].startswith("okr/crew-1")]


def _torn(place: Path) -> None:
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def _foreign(place: Path) -> None:
    place.write_bytes(b'{"format": "okrsite-record/3", "paths": 7}')


@pytest.mark.parametrize("damage", [_torn, _foreign, Path.unlink])
@pytest.mark.parametrize("folder", ["pages", "sites", "stamps"])
def test_damage_of_the_cache_changes_no_byte(project: Project, folder: str, damage: Callable[[Path], object]) -> None:
    places = [place for place in (project.root / CACHE / folder).iterdir() if place.is_file()]
    for place in places:
        damage(place)
    project.write({"docs/guide.md": GUIDE + "\nMore.\n", "docs/crew/2026-q3.md": OBJECTIVES.replace("74%", "76%")})
    assert places
    project.published()
    assert "76%" in project.page("okr/crew-1/index.html")
    assert "More." in project.page("guide/index.html")


def test_an_author_s_file_takes_the_place_of_a_page_of_ours_and_gives_it_back(project: Project) -> None:
    own = {
        "docs/teams/crew/index.md": "# Our own words\n",
        "docs/okr/crew-1.punctual/index.html": "<p>Our own file</p>\n",
        "docs/api/okrs.json": "{}\n",
    }
    before = project.site()
    project.write(own).build_again()
    assert "Our own words" in project.page("teams/crew/index.html")
    assert project.page("okr/crew-1.punctual/index.html") == "<p>Our own file</p>\n"
    for name in own:
        (project.root / name).unlink()
    project.build_again()
    assert project.site() == before


def test_of_two_files_for_one_place_the_same_one_is_seen_after_each_build(project: Project) -> None:
    config = PLAIN.replace("site_url", "use_directory_urls: false\nexclude_docs: |\n  !.well-known\nsite_url")
    pages = {"docs/404.md": "# Our own page\n", "docs/.well-known/security.txt": "one\n"}
    project.write({"mkdocs.yml": config, **pages}).published()
    for text in ("One.", "Two."):
        project.write({"docs/guide.md": GUIDE + text, "docs/.well-known/security.txt": text}).build_again()
        assert "Our own page" in project.page("404.html")
        assert project.page(".well-known/security.txt") == text


@pytest.mark.parametrize("moves", [0, 3])
def test_a_build_that_died_while_it_moved_files_leaves_nothing_wrong_for_the_next(
    project: Project, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    real, done = swap._move, list[str]()

    def dying(file: Path, place: Path, site: Path) -> None:
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(place.name)
        real(file, place, site)

    monkeypatch.setattr(swap, "_move", dying)
    project.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("74%", "75%").replace("CREW-1", "CREW-3")})
    with pytest.raises(KeyboardInterrupt):
        project.published()
    monkeypatch.undo()
    project.write({"docs/crew/2026-q3.md": OBJECTIVES})
    assert pages_of(why(project.build_again())) == set()
