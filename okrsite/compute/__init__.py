"""Graph and as-of date to numbers: progress, score, pace, status; pure and exact."""

from okrsite.compute.key_results import key_result_numbers
from okrsite.compute.portfolio import compute
from okrsite.compute.rollup import objective_numbers
from okrsite.compute.scorecard import (
    Band,
    GroupNumbers,
    KeyResultNumbers,
    ObjectiveNumbers,
    Point,
    Scorecard,
    Status,
    Stretch,
)
from okrsite.compute.stage import Stage, stage_of
from okrsite.compute.trend import DayScore, WeekScore, objective_days, team_weeks

__all__ = [
    "Band",
    "DayScore",
    "GroupNumbers",
    "KeyResultNumbers",
    "ObjectiveNumbers",
    "Point",
    "Scorecard",
    "Stage",
    "Status",
    "Stretch",
    "WeekScore",
    "compute",
    "key_result_numbers",
    "objective_days",
    "objective_numbers",
    "stage_of",
    "team_weeks",
]
