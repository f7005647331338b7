"""What closing a cycle writes: names, scores, retrospectives, drafts of what goes on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from reports import reported

from okrsite.closing import carrying, retrospectives
from okrsite.closing.scores import score_text
from okrsite.closing.team_close import Close, TeamClose, close_of
from okrsite.compute import compute
from okrsite.compute.key_results import records
from okrsite.diagnostics import Severity
from okrsite.model.cycle import CycleRules, next_cycle
from okrsite.model.naming import respelled
from okrsite.source.documents import ObjectivesDocument, RetrospectiveDocument
from okrsite.source.drafting import comment, document, entry
from okrsite.source.entries import ObjectiveEntry
from okrsite.source.read import SourceFile, read

AFTER = date(2026, 10, 20)
HEAD = """\
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-2026Q3-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
"""


def closing(key_results: str = "", more: str = "", *others: str) -> TeamClose:
    """The close of the onboarding team, whose one objective has these key results."""
    text = HEAD + indent(more, "    ") + ("    key_results:\n" + indent(key_results, "      ") if key_results else "")
    made = reported(text, *others, as_of=AFTER)
    cycle = made.graph.cycles["2026-Q3"]
    card = compute(made.graph, made.settings, AFTER, frozenset({"2026-Q3"}))
    (part,) = close_of(made, cycle, card, next_cycle(cycle, CycleRules())).teams()
    return part


def drafted(part: TeamClose) -> tuple[str, ObjectiveEntry]:
    """The draft of the objective: its text, and what it says."""
    close: Close = part.close
    assert close.following
    raw = carrying.draft(part, carrying.carried_of(close, close.following), "content/retrospective.md")
    again = read(SourceFile("content/new.md", "new.md", raw))
    assert again.document and not again.diagnostics
    content = again.document.content
    assert isinstance(content, ObjectivesDocument) and content.cycle == "2026-Q4"
    assert not [
        one for one in reported(raw.decode()).findings if one.severity is Severity.ERROR and "113" not in one.code
    ]
    return raw.decode(), content.objectives[0]


METRIC = """\
- id: .done
  key_result: Raise onboarding completion
  baseline: 68%
  target: 85%
  measurement: Share of new accounts that finish setup in 14 days
  checkins:
    2026-07-13: 70%
    2026-09-28: 79%
"""


@pytest.mark.parametrize(
    ("text", "cycle", "following", "named"),
    [
        ("a/2026-q3.md", "2026-Q3", "2026-Q4", "a/2026-q4.md"),
        ("a/Q3-2026.md", "2026-Q3", "2026-Q4", "a/Q4-2026.md"),
        ("2026/q4/a.md", "2026-Q4", "2027-Q1", "2027/q1/a.md"),
        ("roadmap_2026_07.md", "2026-07", "2026-08", "roadmap_2026_08.md"),
        ("CO-2026-1", "2026", "2027", "CO-2027-1"),
        ("CO-2026Q3-1", "2026", "2027", None),
        ("ONB-FY27Q4-2", "FY27-Q4", "FY28-Q1", "ONB-FY28Q1-2"),
        ("big-launch.md", "Big Launch", "2026-Q4", "2026-q4.md"),
        ("12026-Q3", "2026-Q3", "2026-Q4", None),
        ("goals.md", "2026-Q3", "2026-Q4", None),
    ],
)
def test_names_follow_the_spelling_of_the_old_ones(text: str, cycle: str, following: str, named: str | None) -> None:
    assert respelled(text, cycle, following) == named


@given(st.fractions(min_value=0, max_value=1))
def test_a_recorded_score_is_the_computed_one_to_the_last_digit(score: Fraction) -> None:
    assert records(Fraction(score_text(score)), score)


READABLE = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\n\t#:->|"
)


@given(st.text(READABLE, min_size=1))
def test_whatever_people_wrote_stands_in_a_comment_and_in_a_value_without_harm(text: str) -> None:
    lines = [*entry("okr", "review"), *comment(text), *entry("learnings", [text])]
    again = read(SourceFile("a.md", "a.md", document(lines)))
    assert again.document and not again.document.allowances
    said = getattr(again.document.content, "learnings", ())
    assert [one.strip() for one in said] == [text.strip()] * bool(text.strip())


def test_a_draft_starts_from_the_last_reading_and_keeps_the_target() -> None:
    text, objective = drafted(closing(METRIC, "context: Half of them never come back.\nsupports: CO-1\n"))
    (key_result,) = objective.key_results
    assert (objective.id, objective.state, objective.carried_from) == ("ONB-2026Q4-1", "draft", "ONB-2026Q3-1")
    assert (key_result.id, key_result.baseline, key_result.target) == (".done", "79%", "85%")
    assert key_result.carried_from == "ONB-2026Q3-1.done"
    assert not key_result.checkins
    assert objective.context == "Half of them never come back."
    assert "lessons of the retrospective" in text


@pytest.mark.parametrize(
    ("key_result", "wanted"),
    [
        (
            "baseline: 400 tickets per month\nchange: -50%\ncheckins:\n  2026-09-28: 320",
            ("320", "200 tickets per month"),
        ),
        ("change: -50%\ncheckins:\n  2026-09-28: -20%", (None, None)),
        ("start: 0\nbaseline: 412,000\ntarget: 540,000\ncheckins:\n  2026-09-28: 240,000", ("240,000", "540,000")),
        (
            "baseline: 50 days\ntarget:\n  - 30 days\n  - 40 days\ncheckins:\n  2026-09-28: 45",
            ("45", ("30 days", "40 days")),
        ),
        ('baseline: 9 hours\ntarget: "<4 hours"\ncheckins:\n  2026-09-28: 5 hours', ("5 hours", "<4 hours")),
        ("baseline: 68%\ntarget: 85%", ("68%", "85%")),
        ("target: 12,000", (None, "12,000")),
    ],
)
def test_every_kind_of_way_goes_on_from_where_it_stands(key_result: str, wanted: tuple[str | None, object]) -> None:
    missed = "- id: .missed\n  key_result: Never read\n  baseline: 1\n  target: 2\n"
    _, objective = drafted(closing("- id: .a\n  key_result: Get better\n" + indent(key_result, "  ") + "\n" + missed))
    first = objective.key_results[0]
    assert (first.baseline, first.target) == wanted
    assert (first.start, first.change) == (
        "0" if "start" in key_result else None,
        "-50%" if "baseline" not in key_result and "change" in key_result else None,
    )


def test_a_level_is_held_on_and_only_open_milestones_go_on() -> None:
    text = """\
- id: .up
  key_result: Keep it up
  maintain: ">= 99.9%"
  checkins:
    2026-09-28: 99.5%
- id: .steps
  key_result: Get it proven
  milestones:
    - name: First
      done: 2026-08-01
    - name: Second
      weight: 2
      due: 2026-09-25
- id: .law
  key_result: Be certified
  done: false
"""
    _, objective = drafted(closing(text))
    held, steps, law = objective.key_results
    assert held.maintain == ">= 99.9%"
    assert [(step.name, step.weight, step.due, step.done) for step in steps.milestones or ()] == [
        ("Second", 2, None, False)
    ]
    assert law.done is False


@pytest.mark.parametrize("reading", ["85%", "90%"])
def test_a_target_that_is_reached_is_left_behind_with_a_word(reading: str) -> None:
    other = (
        "- id: .calls\n  key_result: Fewer calls\n  baseline: 400\n  target: 100\n  checkins:\n    2026-09-28: 390\n"
    )
    text, objective = drafted(closing(METRIC.replace("79%", reading) + other))
    assert [one.id for one in objective.key_results] == [".calls"]
    assert (
        f"Not carried over: ONB-2026Q3-1.done, Raise onboarding completion; its target is reached with {reading}"
        in (" ".join(text.replace("#", "").split()))
    )


def test_what_is_cancelled_or_reached_or_only_a_draft_is_not_carried_over() -> None:
    assert [one.id for one in closing(METRIC).missed()] == ["ONB-2026Q3-1"]
    assert not closing(METRIC.replace("79%", "84%")).missed()
    other = HEAD.replace("Q3-1", "Q3-2") + "    state: draft\n" + "  - id: ONB-2026Q3-3\n    objective: Given up\n"
    cancelled = other + "    cancelled:\n      date: 2026-08-01\n      reason: Nobody asked\n"
    part = closing(METRIC, "", cancelled)
    assert [one.id for one in part.missed()] == ["ONB-2026Q3-1"]


def test_what_somebody_has_carried_over_already_gets_no_draft() -> None:
    next_one = HEAD.replace("Q3", "Q4") + "    carried_from: ONB-2026Q3-1\n"
    part = closing(METRIC, "", next_one)
    assert part.close.following
    carried = carrying.carried_of(part.close, part.close.following)
    assert not carrying.drafted(part, carried)
    assert carried.successors == {"ONB-2026Q3-1": "ONB-2026Q4-1"}


def test_an_id_that_is_taken_gets_the_next_number() -> None:
    part = closing(METRIC, "", HEAD.replace("Q3", "Q4"))
    assert drafted_ids(part) == {"ONB-2026Q3-1": "ONB-2026Q4-2", "ONB-2026Q3-1.done": "ONB-2026Q4-2.done"}


def drafted_ids(part: TeamClose) -> dict[str, str]:
    assert part.close.following
    return dict(carrying.carried_of(part.close, part.close.following).ids)


def test_what_it_supports_goes_on_under_its_new_id_and_what_has_ended_is_told() -> None:
    company = HEAD.replace("onboarding", "company").replace("ONB", "CO")
    reached = company.replace("Q3-1", "Q3-2") + "    key_results:\n      - key_result: A law\n        done: true\n"
    year = company.replace("2026-Q3", "2026").replace("CO-2026Q3-1", "CO-2026-1")
    text = HEAD + "    supports:\n      - CO-2026Q3-1\n      - CO-2026Q3-2\n      - CO-2026-1\n"
    made = reported(text, company, reached, year, as_of=AFTER)
    cycle = made.graph.cycles["2026-Q3"]
    close = close_of(made, cycle, compute(made.graph, made.settings, AFTER), next_cycle(cycle, CycleRules()))
    part = next(one for one in close.teams() if one.team == "onboarding")
    said, objective = drafted(part)
    assert objective.supports == ("CO-2026Q4-1", "CO-2026-1")
    assert "# supports: CO-2026Q3-2 ended with 2026-Q3." in said


def test_a_draft_cites_the_lessons_that_are_written() -> None:
    told = "okr: retrospective\nteam: onboarding\ncycle: 2026-Q3\nlessons:\n  - text: Ask first.\n    theme: Trust\n"
    _, objective = drafted(closing(METRIC, "context: Half of them leave.\n", told))
    assert objective.context == "Half of them leave. The retrospective of 2026-Q3 taught: “Ask first.” (Trust)."


CHECKIN = """\
okr: checkin
team: onboarding
date: 2026-08-10
wins: The calls stopped on Thursday
challenges: "The bank: slow, as ever"
next: Ask the bank
answers:
  doubted: Fifteen minutes, as long as a bank has to answer
  moved: Nothing
"""


def retrospective_of(part: TeamClose) -> tuple[str, RetrospectiveDocument]:
    assert part.close.following
    successors = carrying.carried_of(part.close, part.close.following).successors
    raw = retrospectives.draft(part, successors)
    again = read(SourceFile("content/new.md", "new.md", raw))
    assert again.document and not again.diagnostics
    assert isinstance(again.document.content, RetrospectiveDocument)
    return raw.decode(), again.document.content


def test_a_retrospective_draft_holds_what_the_check_ins_said_and_the_final_scores() -> None:
    text, told = retrospective_of(closing(METRIC, "", CHECKIN))
    assert told.worked == ("The calls stopped on Thursday",)
    assert told.failed == ("The bank: slow, as ever",)
    assert not (told.lessons or told.next)
    assert "# 2026-08-10, doubted: Fifteen minutes, as long as a bank has to answer" in text
    assert "# 2026-08-10, next: Ask the bank" in text
    assert [(one.id, str(one.score), one.reason) for one in told.scores] == [
        ("ONB-2026Q3-1", "0.6470588235294118", "Computed on 2026-10-20 from its key result"),
        ("ONB-2026Q3-1.done", "0.6470588235294118", "Computed on 2026-10-20 from 79%, read on 2026-09-28"),
    ]
    (question,) = told.carry_over
    assert (question.id, question.to, question.decision, question.reason) == (
        "ONB-2026Q3-1",
        "ONB-2026Q4-1",
        None,
        None,
    )


def test_a_score_set_by_hand_stays_with_its_reason() -> None:
    _, told = retrospective_of(closing(METRIC + "  score: 0.5\n  score_reason: Pilots only\n"))
    assert [(str(one.score), one.reason) for one in told.scores] == [
        ("0.5", "Computed on 2026-10-20 from its key result"),
        ("0.5", "Pilots only"),
    ]


def test_a_retrospective_is_named_as_the_earlier_ones_of_its_team() -> None:
    part = closing(METRIC)
    assert retrospectives.retrospective_path(part) == "2026-q3-retrospective.md"
    moved = replace(part, objectives=(replace(part.objectives[0], uri="crew/2026/q3.md"),))
    assert retrospectives.retrospective_path(moved) == "crew/2026/2026-q3-retrospective.md"


WRITTEN = """\
---
okr: retrospective
team: onboarding   # ours
cycle: 2026-Q3
scores:
  ONB-2026Q3-1.done:
    score: 0.5
    reason: Pilots only
worked: A day in the harbour office
---

Our words.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_written_retrospective_keeps_all_its_words_and_gets_what_it_lacks(end: str) -> None:
    part = closing(METRIC, "", WRITTEN)
    raw = WRITTEN.replace("\n", end).encode()
    after = retrospectives.completed(raw, part, {"ONB-2026Q3-1": "ONB-2026Q4-1"})
    kept = iter(after.decode().split(end))
    assert all(line in kept for line in WRITTEN.splitlines())
    again = read(SourceFile("a.md", "a.md", after)).document
    assert again and isinstance(again.content, RetrospectiveDocument)
    assert [(one.id, str(one.score)) for one in again.content.scores] == [
        ("ONB-2026Q3-1.done", "0.5"),
        ("ONB-2026Q3-1", "0.5"),
    ]
    assert [one.to for one in again.content.carry_over] == ["ONB-2026Q4-1"]
    assert retrospectives.completed(WRITTEN.encode(), closing(METRIC, "", after.decode()), {}) != after
