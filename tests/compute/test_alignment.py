"""Alignment of cycles and teams (contract §2: alignment)."""

from __future__ import annotations

from fractions import Fraction

from reports import example_report, reported

from okrsite.compute.alignment import Alignment, alignments, team_alignments


def document(team, *objectives, cycle="2026-Q3"):
    """Objectives of a team: each `id key: value; key: value`, a key result `.x` is added with keys behind a slash."""
    text = f"okr: objectives\nteam: {team}\ncycle: {cycle}\nobjectives:\n"
    for entry in objectives:
        whole, _, part = entry.partition(" / ")
        id, _, keys = whole.partition(" ")
        text += f"  - id: {id}\n    objective: The {id}\n"
        text += "".join(f"    {key.strip()}\n" for key in keys.split(";") if key.strip())
        text += "    key_results:\n      - id: .x\n        key_result: X\n        baseline: 1\n        target: 2\n"
        text += "".join(f"        {key.strip()}\n" for key in part.split(";") if key.strip())
    return text


PILLAR = "okr: strategy\nvision: Far\npillars:\n  - id: CALM\n    name: Calm\n"


def of(*texts, team=None):
    made = reported(*texts)
    if team:
        return team_alignments(made.graph, made.card)[team, "2026-Q3"]
    return alignments(made.graph, made.card)["2026-Q3"]


def test_a_chain_over_other_teams_and_key_results_counts():
    found = of(
        document("onboarding", "CO"),
        document("a", "A supports: CO.x"),
        document("b", "B supports: A"),
        document("c", "C / supports: B.x"),
        document("d", "D"),
    )
    assert (found.share, found.orphans) == (Fraction(3, 4), ("D",))
    assert (found.aligned, found.total) == (3, 4)


def test_a_pillar_is_as_good_as_the_company():
    assert of(PILLAR, document("onboarding", "CO"), document("a", "A supports: CALM")).orphans == ()


def test_supporting_an_objective_supports_none_of_its_key_results():
    found = of(document("onboarding", "CO"), document("a", "A supports: CO"))
    assert found.unsupported == ("CO.x",)


def test_supporting_a_key_result_supports_its_objective():
    found = of(document("onboarding", "CO"), document("a", "A supports: CO.x"))
    assert found.unsupported == ()


def test_an_objective_that_nobody_supports_is_told_with_its_key_results():
    assert of(document("onboarding", "CO")) == Alignment(None, (), ("CO", "CO.x"), 0, 0)


def test_what_is_cancelled_is_left_out_and_supports_nobody():
    gone = "cancelled: {date: 2026-07-10, reason: No}"
    found = of(document("onboarding", "CO"), document("a", f"A supports: CO.x; {gone}"), document("b", "B supports: A"))
    assert (found.orphans, found.total) == (("B",), 1)
    assert found.unsupported == ("CO", "CO.x")


def test_a_cancelled_key_result_supports_nothing():
    gone = "supports: CO.x; cancelled: {date: 2026-07-10, reason: No}"
    found = of(document("onboarding", "CO"), document("a", f"A / {gone}"))
    assert (found.orphans, found.unsupported) == (("A",), ("CO", "CO.x"))


def test_a_cancelled_key_result_is_no_step_of_a_chain():
    company = document("onboarding", "CO / cancelled: 2026-08-01")
    assert of(company, document("a", "A supports: CO.x")).orphans == ("A",)
    assert of(company, document("a", "A supports: CO")).orphans == ()


def test_a_draft_counts_in_nothing_and_can_be_supported():
    found = of(
        document("onboarding", "CO"), document("a", "A state: draft; supports: CO.x"), document("b", "B supports: A")
    )
    assert (found.share, found.total) == (1, 1)
    assert found.unsupported == ("CO", "CO.x")


def test_each_team_has_its_own_share_and_only_the_root_has_what_is_unsupported():
    texts = document("onboarding", "CO"), document("a", "A1 supports: CO", "A2"), document("b", "B")
    assert of(*texts, team="a") == Alignment(Fraction(1, 2), ("A2",), (), 1, 2)
    assert of(*texts, team="b").share == 0
    assert of(*texts, team="onboarding") == Alignment(None, (), ("CO.x",), 0, 0)


def test_the_teams_of_a_cycle_add_up_to_it():
    made = example_report()
    teams = team_alignments(made.graph, made.card)
    for cycle, whole in alignments(made.graph, made.card).items():
        own = [found for (_, other), found in teams.items() if other == cycle]
        assert sum(found.total for found in own) == whole.total
        assert sum(found.aligned for found in own) == whole.aligned
        assert {id for found in own for id in (*found.orphans, *found.unsupported)} == {
            *whole.orphans,
            *whole.unsupported,
        }
