"""Which commit changed each document last, and what of a site a commit changes, with real repositories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from repositories import AS_OF, Repository, goal, new_repository

from okrsite.history import stored
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.publish.site import context_of, site_of
from okrsite.views.context import Context
from okrsite.views.pages import document_page, pages

CREW = "---\nokr: team\nid: crew\nname: Crew\nparent: sales\n---\n"
MEASURE = ("baseline: 20%", "target: 80%")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository without a commit."""
    return new_repository(tmp_path)


def named(repository: Repository) -> dict[str, str]:
    """The commit of each document."""
    return {uri: id for uri, (_place, id) in repository.past().commits.items()}


def test_a_document_bears_the_last_commit_that_changed_it(repository: Repository) -> None:
    first = repository.commit("2026-07-06", {"q3.md": goal(*MEASURE)})
    second = repository.commit("2026-07-13", {"q3.md": goal(*MEASURE, "current: 30%"), "crew.md": CREW})
    repository.commit("2026-07-20", {"notes.txt": "No document"})
    assert named(repository) == {"team.md": first, "q3.md": second, "crew.md": second}


def test_later_commits_have_later_places(repository: Repository) -> None:
    repository.commit("2026-07-20", {"q3.md": goal(*MEASURE)})
    repository.commit("2026-07-13", {"crew.md": CREW})
    places = repository.past().commits
    assert places["team.md"][0] == places["q3.md"][0] < places["crew.md"][0]


def test_a_file_that_moved_was_changed(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": goal(*MEASURE)})
    moved = repository.commit("2026-07-13", {"q3.md": None, "sales/q3.md": goal(*MEASURE)})
    found = named(repository)
    assert (found["sales/q3.md"], "q3.md" in found) == (moved, False)


def test_a_change_that_was_taken_back_is_a_change_each_time(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": goal(*MEASURE)})
    repository.commit("2026-07-13", {"q3.md": goal(*MEASURE, "current: 30%")})
    back = repository.commit("2026-07-20", {"q3.md": goal(*MEASURE)})
    assert named(repository)["q3.md"] == back


def test_a_merge_is_named_only_where_it_wrote_something_of_its_own(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": goal(*MEASURE), "crew.md": CREW})
    repository.git("checkout", "-q", "-b", "side")
    side = repository.commit("2026-07-13", {"q3.md": goal(*MEASURE, "current: 70%"), "crew.md": CREW + "\nMore.\n"})
    repository.git("checkout", "-q", "main")
    repository.commit("2026-07-14", {"q3.md": goal(*MEASURE, "current: 40%")})
    repository.git("merge", "-q", "side", "-m", "Merge", check=False)
    merge = repository.commit("2026-07-21", {"q3.md": goal(*MEASURE, "current: 55%")})
    found = named(repository)
    assert (found["q3.md"], found["crew.md"]) == (merge, side)


def test_what_a_merge_left_aside_is_not_named(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": goal(*MEASURE), "crew.md": CREW})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("2026-07-20", {"q3.md": goal(*MEASURE, "current: 70%"), "crew.md": CREW + "\nMore.\n"})
    repository.git("checkout", "-q", "main")
    ours = repository.commit("2026-07-13", {"q3.md": goal(*MEASURE, "current: 40%")})
    repository.git("merge", "-q", "-X", "ours", "side", "-m", "Keep ours")
    assert named(repository)["q3.md"] == ours


def test_of_a_document_without_a_commit_none_is_known(repository: Repository) -> None:
    assert not repository.past().commits
    repository.commit("2026-07-06", {})
    repository.write({"q3.md": goal(*MEASURE)})
    assert "q3.md" not in named(repository)


def test_a_shallow_clone_names_only_what_it_has(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-07-06", {"q3.md": goal(*MEASURE)})
    repository.commit("2026-07-13", {"notes.txt": "No document"})
    last = repository.commit("2026-07-20", {"crew.md": CREW})
    repository.git("clone", "-q", "--depth=2", f"file://{repository.root}", str(tmp_path / "clone"))
    assert named(Repository(tmp_path / "clone")) == {"crew.md": last}


def test_what_is_kept_says_the_same(repository: Repository) -> None:
    repository.commit("2026-07-06", {"q3.md": goal(*MEASURE)})
    past = repository.past()
    assert past.commits and repository.past() == past
    assert stored.past_in({**stored.past_out(past), "day": "2026-07-06"}).commits == past.commits


def context(repository: Repository, as_of: date = AS_OF) -> Context:
    press = Press(read_project(repository.root / "mkdocs.yml"), as_of)
    return context_of(repository.report(as_of), site_of(press))


def views(context: Context) -> dict[str, Any]:
    """Every view by the address of its page; that of a document by its uri."""
    found = {page.address: page.made() for page in pages(context)}
    documents = {uri: document_page(context, uri) for uri in context.graph.pages}
    return {**found, **{uri: page.made() for uri, page in documents.items() if page}}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def written(repository: Repository) -> str:
    """Commit two teams with a running objective each, and one of a closed cycle."""
    own = goal(*MEASURE, "checkins:", "  2026-07-13: 40%")
    closed = goal(*MEASURE, "checkins:", "  2026-02-10: 70%", id="S-0", cycle="2026-Q1")
    theirs = own.replace("team: sales", "team: crew").replace("id: S-1", "id: C-1")
    retrospective = "---\nokr: retrospective\nteam: sales\ncycle: 2026-Q1\nworked: Asking\n---\n"
    files = {"q3.md": own, "q1.md": closed, "told.md": retrospective, "crew.md": CREW, "crew-q3.md": theirs}
    return repository.commit("2026-07-13", files)


def test_a_commit_changes_no_page_of_other_teams_objectives_or_of_closed_cycles(repository: Repository) -> None:
    written(repository)
    before = views(context(repository))
    text = (repository.root / "docs" / "crew-q3.md").read_text()
    repository.commit(
        "2026-07-20", {"crew-q3.md": text.replace("  2026-07-13: 40%", "  2026-07-13: 40%\n          2026-07-20: 45%")}
    )
    touched = changed(before, views(context(repository)))
    assert {"okr/c-1/", "crew-q3.md", "cycles/2026-q3/", "teams/crew/", ""} <= touched
    same = {
        "okr/s-1/",
        "okr/s-0/",
        "q3.md",
        "q1.md",
        "told.md",
        "updates/2026-w07/",
        "alignment/2026-q1/",
    }
    assert same <= before.keys()
    assert touched & same == set()
    assert not any(name.startswith(("cycles/2026-q1/", "rules/")) for name in touched)


def test_a_commit_of_no_document_changes_no_page(repository: Repository) -> None:
    written(repository)
    before = context(repository)
    repository.commit("2026-07-20", {"notes.txt": "No document"})
    after = context(repository)
    assert before.site.commit != after.site.commit
    assert changed(views(before), views(after)) == set()


def test_pages_name_the_last_commit_of_their_own_documents(repository: Repository) -> None:
    first = written(repository)[:7]
    text = (repository.root / "docs" / "crew-q3.md").read_text()
    last = repository.commit("2026-07-20", {"crew-q3.md": text.replace("C-1", "C-2")})[:7]
    shown = {name: view.foot.commit for name, view in views(context(repository)).items() if hasattr(view, "foot")}
    assert [shown[name] for name in ("okr/s-1/", "cycles/2026-q1/", "teams/sales/", "q1.md")] == [first] * 4
    assert [shown[name] for name in ("okr/c-2/", "cycles/2026-q3/", "teams/crew/", "quality/")] == [last] * 4


def test_without_git_no_commit_is_named(repository: Repository) -> None:
    written(repository)
    (repository.root / ".git").rename(repository.root / "away")
    assert {view.foot.commit for view in views(context(repository)).values() if hasattr(view, "foot")} == {""}
