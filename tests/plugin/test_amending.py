"""After an edit only the documents around it are looked at, where these can tell all that it changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from okrsite_mkdocs import serving
from okrsite_mkdocs.driver import amending
from okrsite_mkdocs.host import MkDocsHost
from okrsite_mkdocs.running import run_amend
from projects import Folder, tree
from repositories import Repository
from walks.archive import CONFIG, CYCLES, DOCUMENTS, TEAMS

from okrsite.publish import excerpt, shared
from okrsite.publish.build import Published, publish
from okrsite.publish.host import Order
from okrsite.publish.outcome import Outcome
from okrsite.publish.press import CACHE, Press
from okrsite.publish.project import read_project

DAY = date(2026, 8, 14)
CREW = "crew/2026-q3.md"
FILES = {"mkdocs.yml": CONFIG, **{f"docs/{name}": text for name, text in DOCUMENTS.items()}}


class Project(Folder):
    """A project with an archive that is built as `okrsite build` does, and beside it clean."""

    def build(self, *, strict: bool = False) -> Published:
        """How a build went, after which the site, and what was told of it, is that of a clean one."""
        published = publish(MkDocsHost(), *self._ordered("site", strict))
        shutil.rmtree(self.root / "clean", ignore_errors=True)
        clean = MkDocsHost().build(self._ordered("clean", strict)[1])
        assert _told(published.outcome) == _told(clean)
        assert clean.failure or self.site() == self.site("clean")
        return published

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Write another text into a document, which has to be another one."""
        place = self.root / "docs" / name
        before = place.read_text(encoding="utf-8")
        assert change(before) != before
        place.write_text(change(before), encoding="utf-8")

    def _ordered(self, site: str, strict: bool) -> tuple[Press, Order]:
        press = Press(read_project(self.root / "mkdocs.yml"), DAY)
        return press, Order(press.project.config_file, self.root / site, strict, press.as_of(), press.settings.audience)


def _told(outcome: Outcome) -> object:
    return outcome.failure, outcome.findings, outcome.complaints


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in git that was built once."""
    root = tmp_path_factory.mktemp("built")
    project = Project(root)
    project.write({**FILES, ".gitignore": ".cache/\nsite/\nclean/\n"})
    Repository(root).git("init", "-q", "-b", "main")
    Repository(root).git("add", "-A")
    Repository(root).git("commit", "-q", "-m", "Begin", day="2026-08-14")
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """That project in a place of its own, where so few documents are not looked at all at once."""
    monkeypatch.setattr(excerpt, "PAYS", 1)
    root = tmp_path / "project"
    shutil.copytree(built, root)
    made = Project(root)
    made.build()
    return made


def looked_at(published: Published) -> set[str] | None:
    """The files of the site that were looked at, None where all were."""
    pages = published.outcome.pages
    assert pages is not None
    assert (published.beyond is None) == (len(pages.inputs) < pages.total)
    return set(pages.inputs) if published.beyond is None else None


def replaced(old: str, new: str) -> Callable[[str], str]:
    """Write a text in the place of another."""
    return lambda text: text.replace(old, new, 1)


EDITS = {
    "a number": (CREW, replaced("target: 80%", "target: 70%")),
    "a reading": (CREW, replaced("2026-08-10: 61%", "2026-08-10: 61%\n          2026-08-12: 66%")),
    "a title": (CREW, replaced("Promises kept", "Words kept")),
    "an aim": (CREW, replaced("Aim of CREW", "Another aim of CREW")),
    "an owner": (CREW, replaced("crew-lead", "quay-lead")),
    "prose": (CREW, lambda text: f"{text}\n## Why\n\nBecause.\n"),
    "a check-in": ("shore/2026-08-10.md", replaced("57%", "58%")),
    "the company's aim": ("company/2026-q3.md", replaced("target: 60%", "target: 61%")),
}


@pytest.mark.parametrize("what", EDITS)
def test_after_an_edit_in_an_open_cycle_few_files_are_looked_at(project: Project, what: str) -> None:
    project.edit(*EDITS[what])
    published = project.build()
    looked = looked_at(published)
    assert looked is not None
    assert published.outcome.pages and len(looked) < published.outcome.pages.total / 4
    assert f"{EDITS[what][0].removesuffix('.md')}/index.html" in looked
    project.edit(EDITS[what][0], lambda _text: DOCUMENTS[EDITS[what][0]])
    assert looked_at(project.build()) == looked


FAR = {
    "a closed cycle": ("crew/2025-q4.md", replaced("target: 80%", "target: 70%")),
    "a team": ("crew/team.md", replaced("name: Crew", "name: The crew")),
    "the strategy": ("strategy.md", replaced("each hour", "each minute")),
    "an id": (CREW, replaced("id: CREW-2026-Q3", "id: CREW-NOW")),
    "a retrospective": ("crew/2026-q2-retrospective.md", replaced("The rota", "The plan")),
    "marks on a page": ("guide.md", lambda text: f"{text}\n[[MAST-2026-Q3]]\n"),
    "a goal that goes on from a closed cycle": ("mast/2026-q3.md", replaced("Aim of MAST", "New aim of MAST")),
}


@pytest.mark.parametrize("what", FAR)
def test_after_an_edit_that_may_show_anywhere_all_files_are_looked_at(project: Project, what: str) -> None:
    project.edit(*FAR[what])
    assert looked_at(project.build()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"docs/crew/2026-q4.md": DOCUMENTS[CREW].replace("2026-Q3", "2026-Q4")},
        {"mkdocs.yml": CONFIG.replace("Harbour", "Port")},
        {"mkdocs.yml": CONFIG.replace("Harbour", "Port"), f"docs/{CREW}": DOCUMENTS[CREW].replace("80%", "70%")},
        {"docs/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n'},
    ],
)
def test_after_more_than_an_edit_all_files_are_looked_at(project: Project, change: Mapping[str, str]) -> None:
    project.write(change)
    assert looked_at(project.build()) is None


def test_where_most_documents_are_around_an_edit_all_files_are_looked_at(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excerpt, "PAYS", 0.1)
    project.edit(*EDITS["a number"])
    assert looked_at(project.build()) is None


def test_an_edit_that_brings_a_warning_fails_a_strict_build(project: Project) -> None:
    project.edit("guide.md", lambda _text: "# Guide\n")
    assert project.build(strict=True).outcome.failure is None
    project.edit(CREW, replaced("    owner: crew-lead\n", ""))
    assert project.build(strict=True).outcome.failure is not None


def test_a_page_with_marks_shows_what_was_edited(project: Project) -> None:
    project.edit(CREW, replaced("Aim of CREW", "Another aim of CREW"))
    assert "guide/index.html" in (looked_at(project.build()) or ())
    project.edit("quay/2026-q3.md", replaced("Aim of QUAY", "Another aim of QUAY"))
    assert "guide/index.html" in (looked_at(project.build()) or ())
    page = (project.root / "site" / "guide" / "index.html").read_text(encoding="utf-8")
    assert "Another aim of CREW" in page and "Another aim of QUAY" in page


def test_the_search_finds_new_words(project: Project) -> None:
    project.edit(CREW, lambda text: f"{text}\n## Weather\n\nCalm seas.\n")
    assert looked_at(project.build())
    index = json.loads((project.root / "site" / "search" / "search_index.json").read_bytes())
    assert [one["text"] for one in index["docs"] if one["title"] == "Weather"] == ["<p>Calm seas.</p>"]


def test_a_commit_of_an_edit_is_named_by_the_pages_that_it_changed(project: Project) -> None:
    project.edit(*EDITS["a number"])
    project.build()
    Repository(project.root).git("commit", "-q", "-a", "-m", "Edit", day="2026-08-14")
    looked = looked_at(project.build())
    assert looked and {"crew/2026-q3/index.html", "build.json"} <= looked
    assert not any(name.startswith(("crew/2025", "teams/dock", "okr/dock")) for name in looked)


def test_a_commit_that_changes_no_document_makes_the_data_that_name_it(project: Project) -> None:
    project.write({"README.md": "Read me.\n"})
    Repository(project.root).git("add", "-A")
    Repository(project.root).git("commit", "-q", "-m", "More", day="2026-08-14")
    assert "build.json" in (looked_at(project.build()) or ())


def test_several_edits_between_two_builds_are_seen(project: Project) -> None:
    for team in TEAMS[:3]:
        project.edit(f"{team}/2026-q3.md", replaced("target: 80%", "target: 70%"))
    looked = looked_at(project.build())
    assert looked and {f"teams/{team}/index.html" for team in TEAMS[:3]} <= looked


def test_documents_that_are_left_out_of_the_site_do_not_matter(project: Project) -> None:
    project.write({"mkdocs.yml": f"{CONFIG}exclude_docs: drafts/\n", "docs/drafts/crew.md": DOCUMENTS[CREW]})
    project.build()
    project.edit(*EDITS["a number"])
    assert looked_at(project.build())
    project.edit("drafts/crew.md", replaced("80%", "70%"))
    assert looked_at(project.build()) is None


def test_a_file_of_the_site_that_somebody_changed_is_mended(project: Project) -> None:
    (project.root / "site" / "cycles" / CYCLES[0].lower() / "index.html").write_text("mine", encoding="utf-8")
    project.edit(*EDITS["a number"])
    assert looked_at(project.build()) is None


@pytest.mark.parametrize("folder", ["documents", "pages", "sketches", "sites", "stamps", "history"])
def test_without_a_part_of_the_cache_the_site_is_the_same(project: Project, folder: str) -> None:
    shutil.rmtree(project.root / CACHE / folder, ignore_errors=True)
    project.edit(*EDITS["a number"])
    project.build()


def test_a_document_that_breaks_and_is_mended_leaves_no_trace(project: Project) -> None:
    project.edit(CREW, replaced("team: crew", "team: ["))
    assert looked_at(project.build()) is None
    project.edit("quay/2026-q3.md", replaced("target: 80%", "target: 70%"))
    project.build()
    project.edit(CREW, lambda _text: DOCUMENTS[CREW])
    project.build()


def test_what_fails_on_the_way_leaves_a_whole_build(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amending, "read_pages", lambda *_words: {}["beyond"])
    project.edit(*EDITS["a number"])
    assert project.build().beyond == "the documents around the edit do not tell it: KeyError('beyond')"


def test_of_many_pages_that_fail_the_same_one_is_named_whichever_process_comes_to_its_own_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    foot = "{% macro foot(it) %}{{ it.nothing.at_all }}{% endmacro %}"
    project.write(
        {"mkdocs.yml": CONFIG.replace("theme:", "theme:\n  custom_dir: own"), "own/partials/okr/foot.html": foot}
    )
    told = set()
    for count in (1, 2):
        monkeypatch.setattr(shared, "cores", lambda count=count: count)
        told |= {_told(project.build().outcome)}
    assert len(told) == 1 and None not in {failure for failure, *_rest in told}


def test_a_server_looks_at_few_files_after_an_edit(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    amended = []

    def noted(*words: Any, **named: Any) -> Outcome:
        amended.append(run_amend(*words, **named))
        return amended[-1]

    monkeypatch.setattr(serving, "run_amend", noted)
    order = Order(project.root / "mkdocs.yml", project.root / "unused", as_of=DAY)
    with closing(serving.Serving(order, None)) as server:
        server.build()
        for change in (replaced("target: 80%", "target: 70%"), replaced("Aim of CREW", "Another aim of CREW")):
            project.edit(CREW, change)
            server.build()
        served = tree(Path(server.server.root))
    assert len(amended) == 2
    with closing(serving.Serving(order, None)) as other:
        other.build()
        assert served == tree(Path(other.server.root))
