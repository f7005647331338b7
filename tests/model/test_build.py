"""What documents mean: ids, references, units, kinds of key results, readings."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import permutations
from textwrap import indent

import pytest
from reports import reported, source_file

from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.report import Report, report
from okrsite.settings import Settings


def objectives(body: str, cycle: str = "2026-Q3") -> str:
    return f"okr: objectives\nteam: onboarding\ncycle: {cycle}\nobjectives:\n{indent(body, '  ')}"


def key_result(keys: str) -> tuple[KeyResult, Report]:
    """The key result with these keys, and the report that it stands in."""
    head = "- id: ONB-1\n  objective: First hour\n  owner: lead\n  key_results:\n    - id: .a\n      key_result: A\n"
    made = reported(objectives(head + indent(keys, "      ")))
    return made.graph.key_results["ONB-1.a"], made


def names(made: Report) -> list[str]:
    return [diagnostic.name for diagnostic in made.findings if diagnostic.name != "undocumented-team"]


def test_the_order_in_which_documents_come_makes_no_difference() -> None:
    texts = {
        "b.md": objectives("- id: ONB-1\n  objective: B\n  supports: ONB-2"),
        "a.md": objectives("- id: onb-1\n  objective: A\n- objective: Unnamed"),
        "c.md": objectives("- id: ONB-2\n  objective: C\n- objective: Unnamed too"),
    }
    made = [
        report([source_file(uri, texts[uri]) for uri in order], Settings(), date(2026, 8, 14))
        for order in permutations(texts)
    ]
    assert all(one.graph == made[0].graph and one.findings == made[0].findings for one in made)
    assert made[0].graph.objectives["onb-1"].title == "A"


def test_of_two_equal_ids_the_first_by_path_keeps_it_and_the_other_lives_on() -> None:
    made = reported(objectives("- id: ONB-1\n  objective: First"), objectives("- id: onb-1\n  objective: Second"))
    assert {one.title for one in made.graph.objectives.values()} == {"First", "Second"}
    assert made.graph.objectives["ONB-1"].title == "First"
    assert "duplicate-id" in names(made)


def test_an_id_joined_to_its_objective_s_keeps_it_before_an_equal_one_of_a_later_document() -> None:
    made = reported(
        objectives("- id: ONB-1\n  objective: A\n  key_results:\n    - id: .x\n      key_result: First"),
        objectives("- id: ONB-1.x\n  objective: Second"),
    )
    assert made.graph.key_results["ONB-1.x"].title == "First"
    assert [one.where.path for one in made.findings if one.name == "duplicate-id"] == ["content/1.md"]


def test_a_missing_id_is_derived_from_team_cycle_and_position() -> None:
    made = reported(objectives("- id: ONB-1\n  objective: A\n- objective: B\n  key_results:\n    - key_result: C"))
    assert "onboarding-2026-Q3-2" in made.graph.objectives
    assert "onboarding-2026-Q3-2.1" in made.graph.key_results


def test_an_explicit_id_is_never_lost_to_a_derived_one() -> None:
    made = reported(objectives("- objective: A"), objectives("- id: onboarding-2026-Q3-1\n  objective: B"))
    assert made.graph.objectives["onboarding-2026-Q3-1"].title == "B"
    assert made.graph.objectives["onboarding-2026-Q3-1-2"].title == "A"


def test_ids_are_text_and_aliases_lead_to_them() -> None:
    made = reported(objectives("- id: 1.10\n  objective: A\n  aliases: [OLD-1]\n- objective: B\n  supports: old-1"))
    assert made.graph.objectives["1.10"].aliases == ("OLD-1",)
    assert made.graph.supported_by["1.10"] == ("onboarding-2026-Q3-2",)


def test_a_reference_to_something_of_another_kind_says_what_it_is_and_what_to_name() -> None:
    made = reported(
        objectives("- id: ONB-1\n  objective: A\n  supports: tour\n  carried_from: CALM"),
        "okr: roadmap\nteam: onboarding\ninitiatives:\n  - id: tour\n    name: Tour",
        "okr: strategy\npillars:\n  - id: CALM\n    name: Calm",
    )
    assert [one.hint for one in made.findings if one.name == "unknown-reference"] == [
        "`tour` is an initiative; name an objective or a key result or a pillar.",
        "`CALM` is a pillar; name an objective or a key result.",
    ]


def test_an_unknown_reference_is_dropped_and_names_the_nearest_id() -> None:
    made = reported(objectives("- id: ONB-1\n  objective: A\n- id: ONB-2\n  objective: B\n  supports: OBN-1"))
    (found,) = [one for one in made.findings if one.name == "unknown-reference"]
    assert found.hint == "Did you mean `ONB-1`?"
    assert made.graph.objectives["ONB-2"].supports == ()


def test_every_circle_of_support_is_cut_and_told_with_its_path() -> None:
    body = "\n".join(f"- id: O{n}\n  objective: O{n}\n  supports: O{n % 5 + 1}" for n in range(1, 6))
    body += "\n- id: P1\n  objective: P\n  supports: P1"
    made = reported(objectives(body))
    circles = [one for one in made.findings if one.name == "circular-support"]
    assert len(circles) == 2
    assert "`O5` → `O1` → `O2` → `O3` → `O4` → `O5`" in circles[0].message
    assert sum(len(one.supports) for one in made.graph.objectives.values()) == 4


def test_supporting_a_key_result_of_an_objective_that_supports_one_back_is_a_circle() -> None:
    part = "\n  key_results:\n    - id: .a\n      key_result: A"
    body = f"- id: O1\n  objective: O\n  supports: O2.a{part}\n- id: O2\n  objective: P\n  supports: O1.a{part}"
    assert names(reported(objectives(body))).count("circular-support") == 1


@pytest.mark.parametrize(
    ("keys", "kind", "start", "target"),
    [
        ("baseline: 68%\ntarget: 85%", "metric", 68, 85),
        ("baseline: 5 interviews\nstart: 0\ntarget: 20 interviews", "metric", 0, 20),
        ("baseline: 24 hours\ntarget: 15 minutes", "metric", 1440, 15),
        ("target: 20+ interviews", "metric", 0, 20),
        ("baseline: 400 tickets\nchange: -50%", "change", 400, 200),
        ("baseline: 400\nchange: -75%", "change", 400, 100),
        ("change: -50%", "change", 0, -50),
        ("baseline: 4.2/5\ntarget: 4.5", "metric", Fraction("4.2"), Fraction("4.5")),
    ],
)
def test_start_and_target_follow_from_the_keys(keys: str, kind: str, start: object, target: object) -> None:
    made, _ = key_result(keys)
    assert made.type == kind and made.fault is None
    assert made.start is not None and made.start.value == start
    assert made.target is not None and made.target.value == target


def test_a_count_without_a_start_starts_at_an_assumed_0_and_says_so() -> None:
    made, whole = key_result("target: 20 interviews")
    assert made.start is not None and made.start.assumed
    assert "assumed-start" in names(whole)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("baseline: many\ntarget: 20 interviews", "has a baseline, `many`, that holds no number; its way is counted"),
        ("start: many\ntarget: 20 interviews", "has a start, `many`, that holds no number; its way is counted"),
        ("baseline: few\ntarget: 85%", "has a baseline, `few`, that holds no number, so nobody can tell"),
        ("target: 20 interviews", "has neither baseline nor start; its way is counted"),
        ("target: 85%", "has no baseline, so nobody can tell"),
    ],
)
def test_what_stands_where_a_start_should_is_told_as_it_is(keys: str, said: str) -> None:
    _, whole = key_result(keys)
    told = [one.message for one in whole.findings if one.name in ("assumed-start", "no-baseline")]
    assert len(told) == 1 and said in told[0]


@pytest.mark.parametrize("target", ["85%", '"< 4 hours"', "4.5/5", "$40 per month", '"<= 3"'])
def test_no_start_is_guessed_where_the_contract_says_not_to(target: str) -> None:
    made, whole = key_result(f"target: {target}")
    assert made.start is None and made.fault is None
    assert "no-baseline" in names(whole)


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ("baseline: 85%\ntarget: 85%", "baseline-equals-target"),
        ('baseline: 90%\ntarget: ">= 85%"', "start-meets-target"),
        ("baseline: 24 hours\ntarget: 15%", "incomparable-units"),
        ("baseline: 68%\ntarget: 85%\ndone: false", "conflicting-kinds"),
        ("change: -200", "change-without-percentage"),
        ("maintain: 99.9%", "level-without-side"),
        ("target: [40, 30]", "empty-range"),
        ("milestones:\n  - name: A\n    weight: 0", "weightless"),
    ],
)
def test_a_key_result_with_an_error_is_unknown_and_the_error_is_told(keys: str, finding: str) -> None:
    made, whole = key_result(keys)
    assert made.fault is not None
    assert finding in names(whole)
    assert whole.card.key_results[made.id].score is None
    assert whole.card.objectives["ONB-1"].score is None


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("target: [low, high]", "target-without-number"),
        ("target: [30, high]\nbaseline: 10", "target-without-number"),
        ("maintain: high", "target-without-number"),
        ("baseline: 3\ntarget: '4,5'", "refused-number"),
        ("maintain: '99,5'", "refused-number"),
        ("target: ['4,5', 6]", "refused-number"),
    ],
)
def test_a_target_without_a_number_is_told_once(keys: str, told: str) -> None:
    found, made = key_result(keys)
    assert found.fault
    assert [name for name in names(made) if name in ("target-without-number", "refused-number")] == [told]


def test_a_mistyped_key_costs_only_itself() -> None:
    made, whole = key_result("baseline: 68%\ntarget: 85%\nwieght: 3")
    assert made.weight == 1 and made.fault is None
    assert "unknown-key" in names(whole)


CHANGES = [
    ("change: '> 20%'", "20%", (False, 1)),
    ("change: '>= 20%'", "20%", (True, 1)),
    ("change: under -50%\nbaseline: 100", "50", (False, 1)),
    ("change: at most -50%\nbaseline: 100", "50", (True, 1)),
    ("change: '> 50%'\nbaseline: -100", "-150", (False, 1)),
    ("change: '>= 50%'\nbaseline: -100", "-150", (True, 1)),
    ("change: -50%\nbaseline: 100", "50", (True, 1)),
]


@pytest.mark.parametrize(("keys", "reading", "told"), CHANGES)
def test_the_comparator_of_a_change_says_whether_equality_meets_the_target(
    keys: str, reading: str, told: tuple[bool, int]
) -> None:
    numbers = key_result(f"{keys}\ncheckins:\n  2026-07-20: {reading}")[1].card.key_results["ONB-1.a"]
    assert (numbers.met, numbers.score) == told


@pytest.mark.parametrize("keys", ["change: at least -50%\nbaseline: 100", "change: '<= 50%'"])
def test_a_change_that_the_start_meets_already_is_an_error(keys: str) -> None:
    found, made = key_result(keys)
    assert found.fault
    assert "start-meets-target" in names(made)


CANCELLED_LATER = """
- id: ONB-1
  objective: A
  key_results:
    - {id: .a, key_result: A, baseline: 1, target: 2, weight: 0}
    - {id: .b, key_result: B, baseline: 1, target: 3, current: 2, cancelled: {date: 2026-09-01, reason: Late}}
"""


def test_weights_sum_to_0_only_once_what_weighs_is_cancelled() -> None:
    before = reported(objectives(CANCELLED_LATER))
    assert before.card.objectives["ONB-1"].score == Fraction(1, 2)
    assert "weightless" not in names(before)
    after = reported(objectives(CANCELLED_LATER), as_of=date(2026, 9, 1))
    assert after.card.objectives["ONB-1"].score is None
    assert "weightless" in names(after)


def test_a_team_whose_objectives_weigh_nothing_is_told() -> None:
    light = "- id: {}\n  objective: A\n  weight: 0\n"
    made = reported(objectives(light.format("ONB-1") + light.format("ONB-2")))
    assert [one.subject for one in made.findings if one.name == "weightless"] == ["ONB-1"]
    assert made.card.teams["onboarding", "2026-Q3"].score is None
    draft = "- id: ONB-2\n  objective: B\n  state: draft\n"
    assert "weightless" in names(reported(objectives(light.format("ONB-1") + draft)))
    assert "weightless" not in names(reported(objectives(light.format("ONB-1") + "- id: ONB-2\n  objective: B")))


def test_a_reading_that_cannot_be_compared_is_kept_as_text() -> None:
    made, whole = key_result("baseline: 68%\ntarget: 85%\ncheckins:\n  2026-07-13: 3 hours")
    assert made.readings[0].value is None and made.readings[0].text == "3 hours"
    assert "incomparable-units" in names(whole) and made.fault is None


def test_a_range_and_a_level_between_two_bounds_are_told_apart() -> None:
    wanted, _ = key_result("target: [30, 40]")
    held, _ = key_result("maintain: [30, 40]")
    assert (wanted.type, held.type) == (KeyResultType.RANGE, KeyResultType.MAINTAIN)
    assert wanted.bounds == held.bounds


def test_of_two_sources_for_a_day_the_inline_one_counts_and_both_are_kept() -> None:
    inline = objectives(
        "- id: ONB-1\n  objective: A\n  key_results:\n    - id: .a\n      key_result: A\n      baseline: 68%\n"
        "      target: 85%\n      checkins:\n        2026-07-13: 70%"
    )
    checkin = "okr: checkin\nteam: onboarding\ndate: 2026-07-13\nreadings:\n  ONB-1.a: 75%"
    made = reported(inline, checkin)
    readings = made.graph.key_results["ONB-1.a"].readings
    assert [(one.text, one.counts, one.superseded) for one in readings] == [
        ("70%", True, False),
        ("75%", False, True),
    ]


def test_readings_count_from_the_first_day_to_the_days_of_grace() -> None:
    days = ("2026-06-30", "2026-07-01", "2026-10-14", "2026-10-15")
    keys = "baseline: 68%\ntarget: 85%\ncheckins:\n" + "\n".join(f"  {day}: 70%" for day in days)
    made, whole = key_result(keys)
    assert [one.counts for one in made.readings] == [False, True, True, False]
    assert names(whole).count("reading-outside-cycle") == 2


def test_current_is_dated_by_the_day_of_the_site_but_never_after_the_cycle() -> None:
    body = "- id: ONB-1\n  objective: A\n  key_results:\n    - id: .a\n      key_result: A\n      baseline: 68%\n"
    body += "      target: 85%\n      current: 74%"
    now = reported(objectives(body)).graph.key_results["ONB-1.a"]
    later = reported(objectives(body), as_of=date(2027, 1, 1)).graph.key_results["ONB-1.a"]
    assert [now.readings[0].date, later.readings[0].date] == [date(2026, 8, 14), date(2026, 9, 30)]


def test_a_team_without_a_document_exists_below_the_root() -> None:
    made = reported("okr: objectives\nteam: growth\ncycle: 2026-Q3")
    assert made.graph.teams["growth"].parent == "onboarding"
    assert [one.subject for one in made.findings if one.name == "undocumented-team"] == ["growth", "onboarding"]


def test_teams_that_lie_below_themselves_are_put_below_the_root() -> None:
    made = reported("okr: team\nid: a\nparent: b", "okr: team\nid: b\nparent: c", "okr: team\nid: c\nparent: a")
    assert names(made) == ["circular-teams"]
    assert sorted(team.level for team in made.graph.teams.values()) == [0, 1, 2, 3]


def test_the_team_at_the_top_has_no_parent_and_one_that_is_written_is_told() -> None:
    made = reported("okr: team\nid: onboarding\nparent: a", "okr: team\nid: a\nparent: onboarding")
    assert [one.message for one in made.findings] == ["`onboarding` is the team at the top, and has the parent `a`"]
    assert (made.graph.teams["onboarding"].level, made.graph.teams["a"].level) == (0, 1)


@pytest.mark.parametrize(
    ("team", "hint"),
    [
        ("growth", "Write a document with `okr: team` and `id: growth`."),
        ("onbording", "Did you mean `onboarding`? Or write a document with `okr: team` and `id: onbording`."),
        ("../x", "Name a team by its id, which has letters, digits, `.`, `_`, `-`."),
    ],
)
def test_the_hint_for_a_team_without_a_document_can_be_followed(team: str, hint: str) -> None:
    made = reported("okr: team\nid: onboarding", f"okr: roadmap\nteam: {team}\ncycle: 2026-Q3")
    assert [one.hint for one in made.findings if one.name == "undocumented-team"] == [hint]


def test_what_has_no_words_is_called_by_its_id() -> None:
    made = reported(
        objectives("- id: ONB-1\n  context: Why\n  key_results:\n    - id: .a\n      baseline: 1\n      target: 2")
    )
    assert (made.graph.objectives["ONB-1"].title, made.graph.key_results["ONB-1.a"].title) == ("ONB-1", "ONB-1.a")


@pytest.mark.parametrize("length", [13, 2000])
def test_a_long_circle_is_told_in_a_line_that_can_be_read(length: int) -> None:
    body = "\n".join(f"- id: O{n}\n  objective: O\n  supports: O{(n + 1) % length}" for n in range(length))
    (circle,) = (one for one in reported(objectives(body)).findings if one.name == "circular-support")
    assert " → … → " in circle.message and len(circle.message) < 150


def test_a_value_of_a_hundred_thousand_digits_does_not_fill_the_screen() -> None:
    _, made = key_result(f"baseline: 1\ntarget: {'1' * 100_000}")
    assert made.findings and all(len(one.message) + len(one.hint or "") < 500 for one in made.findings)


def test_the_retrospective_wins_over_a_score_on_the_item_and_says_so() -> None:
    item = objectives("- id: ONB-1\n  objective: A\n  score: 0.5\n  score_reason: Felt right", cycle="2026-Q2")
    close = (
        "okr: retrospective\nteam: onboarding\ncycle: 2026-Q2\nscores:\n  ONB-1:\n    score: 0.6\n    reason: Agreed"
    )
    made = reported(item, close)
    assert made.card.objectives["ONB-1"].score == Fraction(3, 5)
    assert "conflicting-scores" in names(made)


@pytest.mark.parametrize("visibility", ["internal", "confidential"])
def test_anything_that_is_not_public_withholds_the_whole_site(visibility: str) -> None:
    made = reported(objectives(f"- id: ONB-1\n  objective: A\n  visibility: {visibility}"))
    assert len(made.withheld) == 1


def test_a_thousand_teams_in_a_row_do_not_exhaust_the_stack() -> None:
    made = reported(*(f"okr: team\nid: t{n}\nparent: t{n + 1}" for n in range(1200)))
    assert max(team.level for team in made.graph.teams.values()) > 1000


def test_a_chain_of_two_thousand_supports_is_no_circle() -> None:
    body = "\n".join(f"- id: O{n}\n  objective: O\n  supports: O{n + 1}" for n in range(2000))
    made = reported(objectives(f"{body}\n- id: O2000\n  objective: O"))
    assert "circular-support" not in names(made)
