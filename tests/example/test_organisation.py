"""The example organisation is as large, as varied and as carefully written as it is said to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from okrsite.compute.needs import open_needs
from okrsite.diagnostics import Severity
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResultType
from okrsite.report import Report

DRAWN = {KeyResultType.METRIC, KeyResultType.CHANGE, KeyResultType.RANGE, KeyResultType.MAINTAIN}


def sentences(example: Report) -> Iterator[str]:
    """Every sentence that explains something; a need may stand in several check-ins, until it is met."""
    graph = example.graph
    texts: list[str | None] = []
    for objective in graph.objectives.values():
        texts += [objective.context, objective.hand_score.reason if objective.hand_score else None]
        for part in objective.key_results:
            texts += [reading.note for reading in part.readings]
            texts += [revision.reason for revision in part.revisions]
            texts += [part.cancelled.reason if part.cancelled else None]
    for close in graph.retrospectives:
        texts += [*close.worked, *close.failed, *close.next, *(lesson.text for lesson in close.lessons)]
        texts += [step.reason for step in close.carry_over]
    for checkin in graph.checkins:
        texts += [*checkin.wins, *checkin.challenges, *checkin.next, *(answer for _question, answer in checkin.answers)]
    for review in graph.reviews:
        texts += [*review.learnings, *review.adjustments, *review.next]
    for text in texts:
        yield from (one.strip().lower() for one in re.split(r"(?<=[.!?])\s+", text or "") if len(one.strip()) > 12)


def test_no_sentence_stands_in_the_example_twice(example: Report) -> None:
    assert [text for text, count in Counter(sentences(example)).items() if count > 1] == []


def test_the_example_has_no_error_and_few_warnings(example: Report) -> None:
    found = Counter(diagnostic.severity for diagnostic in example.findings)
    assert found[Severity.ERROR] == 0
    assert 0 < found[Severity.WARNING] < 25


def test_the_organisation_has_ten_teams_on_three_levels_and_five_cycles(example: Report) -> None:
    graph, states = example.graph, Counter(example.card.states.values())
    assert len(graph.teams) >= 10
    assert {team.level for team in graph.teams.values()} >= {0, 1, 2}
    assert states[CycleState.CLOSED] >= 4 and states[CycleState.OPEN] >= 1


def test_there_are_eighty_objectives_and_260_key_results_of_every_type(example: Report) -> None:
    graph = example.graph
    assert len(graph.objectives) >= 80
    assert len(graph.key_results) >= 260
    assert {part.type for part in graph.key_results.values()} == set(KeyResultType)


def test_nearly_every_key_result_that_is_read_has_six_readings(example: Report) -> None:
    drawn = [part for part in example.graph.key_results.values() if part.type in DRAWN and not part.cancelled]
    short = [part.id for part in drawn if sum(one.counts for one in part.readings) < 6]
    assert len(short) <= 5, short


def test_every_team_with_objectives_closed_its_cycle_with_lessons(example: Report) -> None:
    graph, card = example.graph, example.card
    closed = {(one.team, one.cycle) for one in graph.objectives.values() if card.states[one.cycle] == CycleState.CLOSED}
    written = {(one.team, one.cycle) for one in graph.retrospectives if len(one.lessons) >= 1}
    assert closed <= written


def test_the_example_shows_what_the_format_can_say(example: Report) -> None:
    graph = example.graph
    objectives, parts = graph.objectives.values(), graph.key_results.values()
    assert any(one.carried_from for one in objectives) and any(one.shared_with for one in objectives)
    assert any(one.state == "proposed" for one in objectives) and any(one.depends_on for one in objectives)
    assert any(one.hand_score for one in (*objectives, *parts)) and any(part.cancelled for part in parts)
    assert any(part.revisions for part in parts) and any(part.leading for part in parts)
    assert any(move.impact for one in graph.initiatives.values() for move in one.moves)
    assert len(graph.pillars) >= 3 and len(graph.reviews) >= 5 and len(graph.checkins) >= 6


def test_every_question_is_answered_somewhere_and_needs_are_open_and_closed(example: Report) -> None:
    graph = example.graph
    answered = {question for checkin in graph.checkins for question, _answer in checkin.answers}
    assert answered == {"moved", "shipped", "leaking", "hidden", "doubted"}
    assert any(len({question for question, _answer in checkin.answers}) == 5 for checkin in graph.checkins)
    assert any(len(checkin.answers) < 4 for checkin in graph.checkins)
    named = {need for checkin in graph.checkins for need in checkin.needs}
    needs = open_needs(graph, example.card)
    assert {need.text for need in needs} < named
    assert max(need.times for need in needs) >= 3 and len({need.team for need in needs}) >= 3
    assert any(set(checkin.wins) & named for checkin in graph.checkins)
