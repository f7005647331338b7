"""The example closes its open cycle from end to end: scores, retrospectives, drafts, seal, next cycle."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import Struct
from projects import Folder
from reports import CONTENT

from okrsite.cli.main import commands
from okrsite.compute.scorecard import Status
from okrsite.diagnostics import Severity
from okrsite.model.cycle import CycleState
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.report import Report

CYCLE, NEXT, DAY = "2026-Q3", "2026-Q4", "2026-10-20"
BOOKING = "content/teams/booking/2026-q3.md"


class Closed(Struct, frozen=True):
    """The example before and after its close."""

    folder: Folder
    before: Report
    after: Report
    said: Result


def report_of(root: Path) -> Report:
    press = Press(read_project(root / "mkdocs.yml"))
    return press.report(press.project.documents())


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Closed]:
    """The example, closed once for all tests of this file."""
    root = tmp_path_factory.mktemp("example")
    shutil.copytree(CONTENT, root / "content")
    config = (CONTENT.parent / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(config.replace("as_of: 2026-08-14", f"as_of: {DAY}"), "utf-8")
    before = report_of(root)
    said = run(root, "close", CYCLE, "--unmeasured", "zero")
    yield Closed(Folder(root), before, report_of(root), said)


def run(root: Path, *words: str) -> Result:
    config = str(root / "mkdocs.yml")
    return CliRunner().invoke(commands, [words[0], "-f", config, *words[1:]], catch_exceptions=False)


def test_every_number_of_the_closed_cycle_is_the_same_as_before(closed: Closed) -> None:
    assert closed.said.exit_code == 0
    before, after = closed.before.card, closed.after.card
    assert after.states[CYCLE] is CycleState.CLOSED
    assert after.cycles[CYCLE].score == before.cycles[CYCLE].score is not None
    own = [one for one in closed.before.graph.objectives.values() if one.cycle == CYCLE]
    for objective in own:
        was, now = before.objectives[objective.id], after.objectives[objective.id]
        assert (now.score, now.status, now.score_source) == (was.score, was.status, was.score_source)
        for key_result in objective.key_results:
            assert after.key_results[key_result.id].score == before.key_results[key_result.id].score
    assert {id: group.score for id, group in after.teams.items() if id[1] == CYCLE} == {
        id: group.score for id, group in before.teams.items() if id[1] == CYCLE
    }


def test_each_team_has_a_retrospective_with_the_scores_that_the_data_has(closed: Closed) -> None:
    after = closed.after
    recorded = {id: hand for one in after.graph.retrospectives if one.cycle == CYCLE for id, hand in one.scores}
    counted = {
        id for id, one in after.card.objectives.items() if one.counted and after.graph.objectives[id].cycle == CYCLE
    }
    assert counted <= set(recorded)
    for id, hand in recorded.items():
        reckoned = after.card.objectives.get(id) or after.card.key_results[id]
        assert reckoned.score is not None and float(hand.score) == float(reckoned.score)
        assert hand.reason


def test_what_was_not_reached_has_a_draft_in_the_next_cycle(closed: Closed) -> None:
    graph, card = closed.after.graph, closed.after.card
    missed = {
        id
        for id, one in card.objectives.items()
        if graph.objectives[id].cycle == CYCLE and one.counted and one.status is not Status.ACHIEVED
    }
    drafts = [one for one in graph.objectives.values() if one.cycle == NEXT]
    assert missed and {one.carried_from for one in drafts} == missed
    for draft in drafts:
        assert not draft.counts
        for key_result in draft.key_results:
            origin = card.key_results[key_result.carried_from or ""]
            assert not key_result.readings
            if key_result.baseline and origin.current:
                assert key_result.baseline.text == origin.current.text
    assert card.cycles[NEXT].objectives == 0


def test_nothing_that_the_close_wrote_has_an_error(closed: Closed) -> None:
    new = set(closed.after.documents) - set(closed.before.documents)
    paths = {closed.after.documents[uri].path for uri in new}
    found = [one for one in closed.after.findings if one.where.path in paths]
    assert new and not [one for one in found if one.severity is Severity.ERROR]
    warnings = {one.name for one in found if one.severity is Severity.WARNING}
    assert warnings <= {"undecided-carry-over", "no-owner", "no-kind"}
    assert closed.before.worst == closed.after.worst or closed.after.worst is not Severity.ERROR


def test_the_seal_holds_every_document_of_the_cycle(closed: Closed) -> None:
    seal = closed.after.seals.of(CYCLE)
    assert seal and str(seal.closed) == DAY
    assert {uri for uri in closed.before.documents if uri.endswith("2026-q3.md")} <= set(seal.documents)
    assert all(uri.endswith("2026-q3-retrospective.md") for uri in seal.open)
    assert "reviews/2026-08-03-company.md" in seal.documents


def test_closing_twice_is_refused(closed: Closed) -> None:
    again = run(closed.folder.root, "close", CYCLE)
    assert again.exit_code == 1
    assert "--amend" in again.stderr


@pytest.mark.slow
def test_an_edit_is_found_and_an_amendment_is_recorded_and_shown(closed: Closed) -> None:
    place = closed.folder.root / BOOKING
    place.write_text(place.read_text("utf-8").replace("target: 72%", "target: 71%"), "utf-8")
    checked = run(closed.folder.root, "check", "--select", "edited-archive")
    assert f"{BOOKING}:2:1: OKR703 [edited-archive]" in checked.stdout
    assert run(closed.folder.root, "close", CYCLE, "--amend", "--reason", "A misprint <b>").exit_code == 0
    assert "OKR703" not in run(closed.folder.root, "check").stdout
    outcome = closed.folder.build()
    assert outcome.failure is None
    page = closed.folder.page("cycles/2026-q3/index.html")
    assert "since 20 October 2026" in page
    assert "A misprint &lt;b&gt;" in page
    assert 'href="../../teams/booking/2026-q3/"' in page
    assert "sealed on 20 October 2026" in closed.folder.page("archive/index.html")
    assert "Recorded as" in closed.folder.page("okr/bkg-2026q3-1/index.html")
    assert "cycles/2026-q4/index.html" in closed.folder.site()
