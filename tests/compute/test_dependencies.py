"""Dependencies between teams, and who may say yes to them."""

from __future__ import annotations

import pytest
from reports import reported

from okrsite.compute.dependencies import Dependency, dependencies

TEAMS = [
    "okr: team\nid: onboarding\nname: Tideline\nlead: chief-executive\n",
    "okr: team\nid: tech\nname: Engineering\nparent: onboarding\nlead: engineering-director\n",
    "okr: team\nid: rails\nname: Platform\nparent: tech\nlead: platform-lead\nchampion: platform-champion\n",
    "okr: team\nid: shop\nname: Booking\nparent: onboarding\nlead: booking-lead\n",
]
RAILS = """
okr: objectives
team: rails
cycle: 2026-Q3
objectives:
  - id: R-1
    objective: Carry it
    owner: platform-engineer
    key_results:
      - id: .x
        key_result: X
        owner: platform-analyst
        baseline: 1
        target: 2
"""
ROAD = (
    "okr: roadmap\nteam: rails\ncycle: 2026-Q3\ninitiatives:\n  - id: R-B\n    name: Bet\n    owner: platform-writer\n"
)


def shop(on="R-1", by=""):
    acknowledged = f"    acknowledged_by: {by}\n" if by else ""
    return (
        "okr: objectives\nteam: shop\ncycle: 2026-Q3\nobjectives:\n  - id: S-1\n    objective: Sell it\n"
        f"    owner: booking-manager\n    depends_on: {on}\n{acknowledged}"
    )


def found(*texts):
    return dependencies(reported(*TEAMS, RAILS, ROAD, *texts).graph)


@pytest.mark.parametrize("on", ["R-1", "R-1.x", "R-B"])
def test_what_is_depended_on_belongs_to_its_team(on):
    assert found(shop(on)) == (Dependency("S-1", "shop", on, "rails", None),)
    assert found(shop(on))[0].between_teams


@pytest.mark.parametrize(
    "name",
    [
        "rails",
        "Platform",
        "platform-lead",
        "PLATFORM-CHAMPION",
        "platform-engineer",
        "platform-analyst",
        "platform-writer",
        "engineering-director",
        "somebody-new",
    ],
)
def test_the_other_side_its_superiors_and_names_that_nobody_knows_acknowledge(name):
    assert found(shop(by=name))[0].acknowledged == name


@pytest.mark.parametrize("name", ["booking-lead", "booking-manager", "shop", "chief-executive"])
def test_nobody_acknowledges_for_the_other_side_who_speaks_for_one_s_own_or_for_both(name):
    assert found(shop(by=name))[0].acknowledged is None


def test_one_of_several_names_is_enough():
    assert found(shop(by="[booking-lead, platform-lead]"))[0].acknowledged == "platform-lead"


def test_within_a_team_there_is_nobody_to_ask():
    goals = "  - id: R-2\n    objective: It\n    depends_on: R-1\n"
    (own,) = found(f"okr: objectives\nteam: rails\ncycle: 2026-Q3\nobjectives:\n{goals}")
    assert not own.between_teams
