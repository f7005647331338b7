"""When the findings of alignment and roadmap are made, and when they keep quiet."""

from __future__ import annotations

from datetime import date
from textwrap import indent

import pytest
from reports import AS_OF, reported

COMPANY = """okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: CO-1
    objective: Be the one
    key_results:
      - id: .x
        key_result: Completion
        baseline: 68%
        target: 85%
"""


def goals(team="a", cycle="2026-Q3", id="A-1", on="", result="", title="Something else", ends=("1", "2")):
    """An objective with one key result; `on` and `result` are lines of keys for the two."""
    return (
        f"okr: objectives\nteam: {team}\ncycle: {cycle}\nobjectives:\n  - id: {id}\n    objective: The {id}\n"
        f"{indent(on, '    ')}\n    key_results:\n      - id: .x\n        key_result: {title}\n"
        f"        baseline: {ends[0]}\n        target: {ends[1]}\n{indent(result, '        ')}\n"
    )


def road(*bets, team="a", cycle="2026-Q3"):
    """A roadmap; each bet is lines of keys."""
    text = f"okr: roadmap\nteam: {team}\ncycle: {cycle}\ninitiatives:\n"
    for number, bet in enumerate(bets, 1):
        text += f"  - id: I-{number}\n    name: Bet {number}\n{indent(bet, '    ')}\n"
    return text


def moves(impact, kr="A-1.x", state="planned"):
    return f'state: {state}\nmoves:\n  - kr: {kr}\n    impact: "{impact}"\n'


def messages(name, *texts, as_of=AS_OF):
    return [found.message for found in reported(*texts, as_of=as_of).findings if found.name == name]


def hints(name, *texts):
    return [found.hint for found in reported(*texts).findings if found.name == name]


class TestOrphans:
    def test_one_without_a_way_up_is_told(self):
        assert messages("orphan-objective", COMPANY, goals()) == [
            "`The A-1` leads to no objective of the company and to no pillar"
        ]

    @pytest.mark.parametrize("state", ["state: draft", "cancelled:\n  date: 2026-07-10\n  reason: No"])
    def test_drafts_and_cancelled_ones_are_not(self, state):
        assert messages("orphan-objective", COMPANY, goals(on=state)) == []

    def test_an_objective_may_support_a_draft(self):
        draft = COMPANY.replace("    objective:", "    state: proposed\n    objective:")
        assert messages("orphan-objective", draft, goals(on="supports: CO-1")) == []

    def test_nobody_stands_alone_where_there_is_nothing_to_lead_to(self):
        assert messages("orphan-objective", goals()) == []

    def test_what_is_closed_can_t_be_mended(self):
        assert messages("orphan-objective", COMPANY, goals(), as_of=date(2027, 1, 1)) == []


class TestUnsupported:
    def test_an_objective_that_nobody_supports_is_told_once(self):
        found = messages("unsupported", COMPANY, goals())
        assert found == ["no team supports `Be the one`, nor any of its key results"]

    def test_a_key_result_is_told_where_only_the_objective_is_supported(self):
        assert messages("unsupported", COMPANY, goals(on="supports: CO-1")) == ["no team supports `Completion`"]

    def test_a_bet_on_the_key_result_is_support(self):
        texts = COMPANY, goals(on="supports: CO-1"), road(moves("+5%", "CO-1.x"))
        assert messages("unsupported", *texts) == []

    def test_a_year_that_its_quarters_support_is_carried_by_them(self):
        year = COMPANY.replace("2026-Q3", "2026").replace("CO-1", "YEAR-1")
        quarter = COMPANY.replace("    objective:", "    supports: YEAR-1\n    objective:")
        texts = year, quarter, goals(on="supports: CO-1.x"), goals(cycle="2026", id="B-1", on="supports: CO-1")
        assert messages("unsupported", *texts) == []

    def test_a_company_of_one_team_asks_nobody(self):
        assert messages("unsupported", COMPANY) == []


class TestAcrossCycles:
    def test_support_of_another_quarter_is_told(self):
        found = messages("support-across-cycles", COMPANY, goals(cycle="2026-Q4", on="supports: CO-1"))
        assert found == ["`The A-1` supports `CO-1` of 2026-Q3, and is itself of 2026-Q4"]

    def test_support_by_and_of_key_results_is_looked_at_too(self):
        assert len(messages("support-across-cycles", COMPANY, goals(cycle="2026-Q4", result="supports: CO-1.x"))) == 1

    def test_a_quarter_may_support_its_year(self):
        assert messages("support-across-cycles", COMPANY.replace("Q3", "H2"), goals(on="supports: CO-1")) == []


class TestDependencies:
    OFF = "checkins:\n  2026-08-10: 1\n"

    def test_off_track_cancelled_and_dropped_are_failing(self):
        off = goals("b", id="B-1", result=self.OFF)
        assert messages("failing-dependency", off, goals(on="depends_on: B-1.x")) == [
            "`The A-1` depends on `B-1.x`, which is off track"
        ]
        gone = goals("b", id="B-1", on="cancelled:\n  date: 2026-07-10\n  reason: No")
        assert "was cancelled" in messages("failing-dependency", gone, goals(on="depends_on: B-1"))[0]
        dropped = road("state: dropped", team="b")
        assert "was dropped" in messages("failing-dependency", dropped, goals(on="depends_on: I-1"))[0]

    def test_who_has_arrived_or_is_no_longer_counted_waits_for_nobody(self):
        off = goals("b", id="B-1", result=self.OFF)
        there = goals(on="depends_on: B-1", result="checkins:\n  2026-08-10: 2\n")
        assert messages("failing-dependency", off, there) == []
        assert messages("failing-dependency", off, goals(on="depends_on: B-1\nstate: draft")) == []

    def test_nobody_has_said_yes(self):
        texts = goals("b", id="B-1"), goals(on="depends_on: B-1")
        assert messages("unacknowledged-dependency", *texts) == [
            "`The A-1` depends on `B-1`, and nobody of b has acknowledged it"
        ]
        assert hints("unacknowledged-dependency", *texts) == ["Ask b, and write who agreed into `acknowledged_by`."]

    def test_a_yes_of_one_s_own_is_none(self):
        own = goals(on="depends_on: B-1\nacknowledged_by: a-lead\nowner: a-lead")
        assert hints("unacknowledged-dependency", goals("b", id="B-1"), own) == [
            "Add somebody who speaks for b to `acknowledged_by`; `a-lead` does not."
        ]

    def test_within_a_team_nobody_has_to_say_anything(self):
        assert messages("unacknowledged-dependency", goals("a", id="B-1"), goals(on="depends_on: B-1")) == []


class TestSameMetric:
    def both(self, first="Raise the onboarding completion", second="Onboarding completion", **second_fields):
        return goals("a", title=first), goals("b", id="B-1", title=second, **second_fields)

    def test_names_are_compared_without_verbs_numbers_and_punctuation(self):
        assert messages("same-metric", *self.both()) == [
            "`Onboarding completion` has the same name, window and unit as `A-1.x` of a"
        ]
        assert messages("same-metric", *self.both("Cut churn from 3% to 2%", "Churn."))
        assert messages("same-metric", *self.both("Raise completion", "Raise retention")) == []

    def test_another_window_cohort_or_unit_is_another_metric(self):
        assert messages("same-metric", *self.both(result="window: 30 days")) == []
        assert messages("same-metric", *self.both(result="cohort: new accounts")) == []
        assert messages("same-metric", *self.both(ends=("1%", "2%"))) == []

    def test_hours_and_minutes_are_one_unit(self):
        hours = goals("a", title="Time to repair", ends=("9 hours", "3 hours"))
        minutes = goals("b", id="B-1", title="Time to repair", ends=("90 minutes", "60 minutes"))
        assert len(messages("same-metric", hours, minutes)) == 1

    def test_teams_that_support_each_other_or_share_know_of_each_other(self):
        assert messages("same-metric", *self.both(on="supports: A-1.x")) == []
        assert messages("same-metric", *self.both(on="shared_with: a")) == []

    def test_another_cycle_and_the_same_team_are_no_second_owner(self):
        assert messages("same-metric", goals(title="Churn"), goals("b", "2026-Q4", "B-1", title="Churn")) == []
        assert messages("same-metric", goals(title="Churn"), goals("a", id="B-1", title="Churn")) == []

    def test_three_owners_are_two_findings(self):
        texts = [goals(team, id=f"{team.upper()}-1", title="Churn") for team in "abc"]
        assert len(messages("same-metric", *texts)) == 2


class TestBets:
    def test_what_moves_nothing_is_told_unless_it_enables_or_was_dropped(self):
        texts = goals(), road("state: planned", "enables: A-1.x", "state: dropped", moves("1"), "supports: A-1")
        assert messages("moves-nothing", *texts) == ["`Bet 1` moves no key result", "`Bet 5` moves no key result"]

    def test_a_key_result_without_a_bet_is_told_where_its_team_has_a_roadmap(self):
        other = goals(id="A-2")
        assert messages("no-bet", goals(), other, road(moves("1"))) == ["nothing on a roadmap moves `Something else`"]
        assert messages("no-bet", goals(), other) == []
        assert messages("no-bet", goals(), other, road(moves("1"), team="b")) == []
        assert messages("no-bet", goals(), other, road(moves("1"), cycle="2026-Q4")) == []

    def test_a_bet_of_another_team_or_one_that_enables_will_do(self):
        own = goals(), goals(id="A-2"), road(moves("1"))
        theirs = road(moves("1", "A-2.x"), team="b").replace("I-1", "J-1")
        assert messages("no-bet", *own, theirs) == []
        assert messages("no-bet", *own, theirs.replace("moves:\n", "enables: A-2.x\n").partition("      - kr")[0]) == []

    def test_what_is_met_needs_no_bet(self):
        met = goals(id="A-2", result="checkins:\n  2026-08-10: 2\n")
        assert messages("no-bet", goals(), met, road(moves("1"))) == []

    def test_a_wrong_sign_is_told_with_the_right_one(self):
        down = goals(ends=("24 hours", "15 minutes"))
        assert messages("wrong-sign", down, road(moves("6 hours"))) == [
            "`Bet 1` moves `Something else` by `6 hours`, and it is to fall"
        ]
        assert hints("wrong-sign", down, road(moves("6 hours"))) == ["Write the estimate with a minus."]
        assert messages("wrong-sign", down, road(moves("6 hours", state="dropped"))) == []

    def test_a_plan_that_ends_short_says_where(self):
        down = goals(ends=("24 hours", "15 minutes"))
        bets = road(moves("-6 hours"), moves("-2 hours"))
        assert messages("short-plan", down, bets) == [
            "the bets on `Something else` add up to 8 of 23.75 hours: the plan ends at 16 hours"
        ]
        assert hints("short-plan", down, bets) == ["Find bets for the missing 15.75 hours, or revise the target."]

    def test_a_reading_beyond_the_plan_moves_its_end(self):
        ahead = goals(ends=("10", "20"), result="checkins:\n  2026-08-10: 14\n")
        assert messages("short-plan", ahead, road(moves("2", state="done"), moves("3"))) == [
            "the bets on `Something else` add up to 5 of 10: the plan ends at 15, and at 17 from the latest reading, 14"
        ]
        assert messages("short-plan", ahead, road(moves("2", state="done"))) == [
            "the bets on `Something else` add up to 2 of 10: the plan ends at 12; "
            "it stands at 14 already, and no bet is still to come"
        ]

    @pytest.mark.parametrize(
        ("reading", "bets"),
        [
            ("1", (moves("4"), moves("6"))),
            ("14", (moves("6"),)),
            ("20", (moves("1"),)),
            ("1", (moves("1"), "moves: A-1.x")),
            ("1", (moves("-1"),)),
            ("1", ()),
        ],
        ids=["reaches it", "reaches it from the reading", "met", "one is not estimated", "wrong sign", "no bets"],
    )
    def test_a_plan_is_not_called_short_where_it(self, reading, bets):
        texts = (
            goals(ends=("10", "20"), result=f"checkins:\n  2026-08-10: {reading}\n"),
            *([road(*bets)] if bets else []),
        )
        assert messages("short-plan", *texts) == []

    def test_no_plan_can_be_changed_after_its_cycle(self):
        texts = goals(ends=("10", "20")), goals(id="A-2"), road(moves("1"))
        assert messages("short-plan", *texts, as_of=date(2026, 10, 2)) == []
        assert messages("no-bet", *texts, as_of=date(2026, 10, 2)) == []

    @pytest.mark.parametrize(
        ("ends", "impact", "message"),
        [
            (
                ("68%", "85%"),
                "6 hours",
                "the estimate `6 hours` can't be compared with `A-1.x`, which is measured in `%`",
            ),
            (("1", "2"), "6 hours", "the estimate `6 hours` can't be compared with `A-1.x`, which is a plain number"),
            (("1", "2"), "a lot", "the estimate `a lot` is no number"),
        ],
    )
    def test_an_estimate_that_counts_in_nothing_is_told(self, ends, impact, message):
        assert messages("unusable-impact", goals(ends=ends), road(moves(impact))) == [message]

    def test_a_share_of_no_baseline_is_told(self):
        without = goals().replace("        baseline: 1\n", "").replace("target: 2", "target: 500 tickets")
        assert messages("unusable-impact", without, road(moves("10%"))) == [
            "the estimate `10%` is a share of a baseline that `A-1.x` doesn't have"
        ]

    def test_an_estimate_that_nobody_wrote_is_no_mistake(self):
        assert messages("unusable-impact", goals(), road("moves: A-1.x")) == []
