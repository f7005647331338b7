"""What the archive counts: check-ins made, targets revised, ambition, categories, chains, phases."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from contexts import context_of
from hypothesis import given
from hypothesis import strategies as st

from okrsite.compute.balance import balance
from okrsite.compute.chains import chains, passages
from okrsite.compute.discipline import checkins_made, expected_periods, made_lately
from okrsite.compute.phase import team_steps
from okrsite.compute.share import Share
from okrsite.compute.track_record import track_records
from okrsite.model.cycle import CADENCES, Cycle

SPRING = Cycle("2026-Q2", date(2026, 4, 1), date(2026, 6, 30))
TEAM = "okr: team\nid: {0}\nname: {0}\nparent: company\n"


def objectives(id, *key_results, cycle="2026-Q2", team="crew", more=""):
    return (
        f"okr: objectives\nteam: {team}\ncycle: {cycle}\nid: {id}\nobjective: Title of {id}\n{more}key_results:\n"
        + ("".join(key_results))
    )


def key_result(name, readings=None, target="100", more=""):
    lines = [f"  - id: .{name}", f"    key_result: Raise {name}", '    baseline: "0"', f'    target: "{target}"']
    lines += [f"    {line}" for line in more.splitlines()]
    if readings:
        lines += ["    checkins:", *(f'      {day}: "{value}"' for day, value in readings.items())]
    return "\n".join(lines) + "\n"


def spring(*documents):
    texts = {"crew.md": TEAM.format("crew"), "desk.md": TEAM.format("desk")}
    return context_of({**texts, **{f"{at}.md": text for at, text in enumerate(documents)}})


def record(context, team=None, cycle="2026-Q2"):
    return track_records(context.graph, context.card)[team, cycle]


def test_each_week_of_a_cycle_asks_for_one_checkin():
    mondays = [date.fromordinal(date(2026, 4, 6).toordinal() + 7 * week) for week in range(13)]
    assert checkins_made(mondays, SPRING, "weekly", date(2026, 8, 14)) == Share(13, 13)
    assert checkins_made(mondays[:4], SPRING, "weekly", date(2026, 5, 5)) == Share(4, 5)
    assert checkins_made([], SPRING, "monthly", date(2026, 8, 14)) == Share(0, 3)


def test_a_checkin_before_the_first_stretch_counts_for_none():
    assert checkins_made([date(2026, 3, 30)], SPRING, "weekly", date(2026, 8, 14)).n == 0


@given(
    st.lists(st.dates(date(2026, 3, 1), date(2026, 7, 31)), max_size=40),
    st.sampled_from(sorted(CADENCES)),
    st.dates(date(2026, 3, 1), date(2026, 8, 31)),
)
def test_never_more_checkins_are_made_than_expected(days, cadence, until):
    made = checkins_made(days, SPRING, cadence, until)
    assert 0 <= made.n <= made.of == len(expected_periods(SPRING, cadence, until))


def test_a_cycle_shorter_than_its_cadence_expects_one_checkin():
    week = Cycle("Sprint", date(2026, 6, 1), date(2026, 6, 5))
    assert checkins_made([date(2026, 6, 3)], week, "monthly", date(2026, 8, 1)) == Share(1, 1)


def test_in_the_first_days_nobody_is_late():
    assert made_lately([], SPRING, "weekly", date(2026, 4, 7)) is None
    assert made_lately([], SPRING, "weekly", date(2026, 4, 8)) is False


def test_ambition_is_told_by_aspirational_objectives_alone():
    context = spring(
        objectives("A-1", key_result("a", {"2026-06-20": 100})),
        objectives("A-2", key_result("b", {"2026-06-20": 39})),
        objectives("A-3", key_result("c", {"2026-06-20": 40})),
        objectives("A-4", key_result("d", {"2026-06-20": 100}), more="commitment: committed\n"),
        objectives("A-5", key_result("e", {"2026-06-20": 10}), more="state: draft\n"),
    )
    found = record(context)
    assert (found.full, found.low) == (Share(1, 3), Share(1, 3))
    assert found.hit == Share(2, 4)


def test_a_key_result_whose_target_moved_twice_is_revised_once():
    log = (
        'revisions:\n  - date: 2026-05-01\n    field: target\n    from: "120"\n    to: "110"\n'
        '  - date: 2026-05-09\n    field: target\n    from: "110"\n    to: "100"\n    reason: Still fewer\n'
        "  - date: 2026-05-09\n    field: owner\n    from: x\n    to: y\n"
    )
    context = spring(objectives("A-1", key_result("a", {"2026-06-20": 50}, more=log), key_result("b")))
    assert record(context).revised == Share(1, 2)


def test_a_team_has_a_record_of_its_own_and_the_cycle_that_of_all():
    context = spring(
        objectives("A-1", key_result("a", {"2026-06-20": 80})),
        objectives("B-1", key_result("b", {"2026-06-20": 20}), team="desk"),
        objectives("C-1", key_result("c", {"2026-08-10": 20}), cycle="2026-Q3"),
    )
    found = track_records(context.graph, context.card)
    assert set(found) == {(None, "2026-Q2"), ("crew", "2026-Q2"), ("desk", "2026-Q2")}
    assert (found["crew", "2026-Q2"].score, found[None, "2026-Q2"].score) == (Fraction(4, 5), Fraction(1, 2))
    assert found["crew", "2026-Q2"].checkins == Share(1, 13)
    assert found[None, "2026-Q2"].checkins == Share(2, 26)


def test_categories_count_key_results_and_tell_what_is_missing():
    context = spring(
        objectives(
            "A-1",
            key_result("a", {"2026-06-20": 80}, more="category: usage\n"),
            key_result("b", {"2026-06-20": 40}, more="category: Usage\n"),
            key_result("c", {"2026-06-20": 10}, more="category: growth\n"),
            key_result("d", more="cancelled:\n  date: 2026-05-01\ncategory: business\n"),
            key_result("e"),
        )
    )
    own = context.index.of_cycle["2026-Q2"]
    found = {one.category: (one.key_results, one.score) for one in balance(context.graph, context.card, own)}
    assert list(found) == ["business", "usage", "satisfaction", "growth", ""]
    assert found["usage"] == (2, Fraction(3, 5)) and found["business"] == (0, None) and found[""] == (1, 0)
    assert balance(context.graph, context.card, ()) == ()


RETROSPECTIVE = """\
okr: retrospective
team: crew
cycle: 2026-Q2
carry_over:
  - id: A-1
    decision: continue
    to: B-1
    reason: Half way
  - id: A-2
    decision: drop
    reason: Nobody asked
"""


def carried(*more):
    return spring(
        objectives("A-1", key_result("a", {"2026-06-20": 50})),
        objectives("A-2", key_result("a", {"2026-06-20": 50})),
        objectives("B-1", key_result("b"), cycle="2026-Q3", more="carried_from: A-1\n"),
        RETROSPECTIVE,
        *more,
    )


def test_a_chain_joins_what_was_carried_over():
    context = carried(objectives("C-1", key_result("c"), cycle="2026-Q4", more="carried_from: B-1\n"))
    found = passages(context.graph)
    assert [(one.subject, one.decision, one.to) for one in found] == [
        ("A-1", "continue", "B-1"),
        ("A-2", "drop", None),
        ("B-1", "carried", "C-1"),
    ]
    assert chains(context.graph, found) == (("A-1", "B-1", "C-1"),)


def test_a_chain_that_bites_its_tail_is_told_once():
    context = spring(
        objectives("A-1", key_result("a"), more="carried_from: B-1\n"),
        objectives("B-1", key_result("b"), cycle="2026-Q3", more="carried_from: A-1\n"),
        objectives("C-1", key_result("c"), more="carried_from: C-1\n"),
    )
    assert chains(context.graph, passages(context.graph)) == (("A-1", "B-1"),)


def test_an_objective_that_becomes_two_is_one_story():
    context = carried(objectives("B-2", key_result("c"), cycle="2026-Q3", more="carried_from: A-1\n"))
    assert chains(context.graph, passages(context.graph)) == (("A-1", "B-1", "B-2"),)


def test_steps_name_teams_that_have_done_nothing():
    context = spring(
        objectives("B-1", key_result("b", {"2026-08-12": 10}), key_result("c", {"2026-07-20": 1}), cycle="2026-Q3"),
        objectives("B-2", key_result("b"), cycle="2026-Q3", more="state: draft\n"),
    )
    own = context.index.of_cycle["2026-Q3"]
    found = team_steps(own, (), context.card, context.graph.cycles["2026-Q3"], ["desk"])
    assert [(one.team, one.drafted, one.agreed, one.checkins) for one in found] == [
        ("desk", 0, 0, Share(0, 0)),
        ("crew", 2, 1, Share(1, 2)),
    ]
