"""The organisation that a walk begins in: three teams, three cycles, and a guide that speaks of them."""

from __future__ import annotations

CONFIG = """\
site_name: Harbour
site_url: https://okr.test/harbour/
theme:
  name: material
  font: false
plugins:
  - search
  - okrsite:
      cadence: biweekly
"""

GUIDE = """\
# How we work

[[CREW-3]] leads to [[CO-3.tickets|tickets]], nothing to [[NOWHERE-1]]. See [the crew](../crew/2026-q3.md),
[how we read](reading.md) and [the quay](quay.md).

```okr
show: table
cycle: 2026-Q3
```

```okr
show: chart
id: CREW-3.punctual
```
"""

READING = """\
---
title: How we read
tags:
  - guide
---

## Every second week

Back to [the guide](index.md), on to [the company](../company.md#nowhere) and [[SHORE-3]].
"""


def _team(id: str, name: str, more: str = "") -> str:
    return f"---\nokr: team\nid: {id}\nname: {name}\n{more}---\n\nWhat {name} is there for, see [[{id.upper()}-3]].\n"


def objectives(team: str, cycle: str, id: str, *parts: str, more: str = "", body: str = "The plan in prose.") -> str:
    """A document with one objective, whose key results are given as their lines."""
    key_results = "".join(f"      - {part.strip()}\n" for part in parts)
    return (
        f"---\nokr: objectives\nteam: {team}\ncycle: {cycle}\nobjectives:\n  - id: {id}\n"
        f"    objective: Aim of {id}\n    owner: {team}-lead\n{more}    key_results:\n{key_results}---\n\n{body}\n"
    )


def key_result(name: str, title: str, start: int, goal: int, *readings: tuple[str, int], more: str = "") -> str:
    """The lines of a key result in percent, with its readings by day."""
    days = "".join(f"\n          {day}: {value}%" for day, value in readings)
    checkins = f"\n        checkins:{days}" if days else ""
    return (
        f"id: .{name}\n        key_result: {title}\n        owner: crew-planner\n        baseline: {start}%\n"
        f"        target: {goal}%{more}{checkins}"
    )


_PUNCTUAL = key_result("punctual", "Ferries on time", 68, 85, ("2026-07-13", 70), ("2026-08-10", 74))
_STEPS = (
    "id: .steps\n        key_result: The new timetable\n        milestones:\n          - Draft\n"
    "          - name: Print\n            due: 2026-09-01"
)
_HELD = 'id: .held\n        key_result: Boats ready\n        maintain: ">= 95%"\n        current: 96%'

DOCUMENTS = {
    "company.md": _team("company", "Harbour"),
    "crew/team.md": _team("crew", "Crew", "parent: company\nlead: crew-lead\nmission: Boats that *sail*\n"),
    "shore/team.md": _team("shore", "Shore", "parent: company\ncadence: weekly\n"),
    "strategy.md": "---\nokr: strategy\nvision: A ferry each hour\npillars:\n  - id: CALM\n    name: Calm\n---\n",
    "company-q3.md": objectives(
        "company",
        "2026-Q3",
        "CO-3",
        key_result("tickets", "Tickets sold online", 40, 60, ("2026-08-03", 52)),
        more="    supports: CALM\n",
    ),
    "crew/2026-q1.md": objectives(
        "crew", "2026-Q1", "CREW-1", key_result("punctual", "Ferries on time", 50, 60, ("2026-03-23", 58))
    ),
    "crew/2026-q2.md": objectives(
        "crew",
        "2026-Q2",
        "CREW-2",
        key_result("punctual", "Ferries on time", 58, 75, ("2026-04-20", 61), ("2026-06-22", 68)),
        more="    carried_from: CREW-1\n",
    ),
    "crew/2026-q3.md": objectives(
        "crew",
        "2026-Q3",
        "CREW-3",
        _PUNCTUAL,
        _STEPS,
        more=(
            "    supports:\n      - CO-3.tickets\n    depends_on: SHORE-3\n    aliases: crew-now\n"
            "    carried_from: CREW-2\n"
        ),
        body="## Why\n\n[[CREW-2]] was [missed](2026-q2.md), and [[SHORE-3.held]] helps.",
    ),
    "crew/roadmap.md": (
        "---\nokr: roadmap\nteam: crew\ncycle: 2026-Q3\ninitiatives:\n  - id: CREW-R1\n    name: New roster\n"
        "    state: in progress\n    from: 2026-07-06\n    until: 2026-09-04\n    moves:\n"
        "      - kr: CREW-3.punctual\n        impact: +6%\n---\n"
    ),
    "crew/2026-q1-retrospective.md": (
        "---\nokr: retrospective\ntitle: Start earlier.\nteam: crew\ncycle: 2026-Q1\nworked: The roster\n"
        "carry_over:\n  - id: CREW-1\n    decision: continue\n    to: CREW-2\n    reason: Not there yet\n---\n\n"
        "## Lessons\n\n- Start a week earlier, says [[CREW-2]].\n"
    ),
    "shore/2026-q2.md": objectives(
        "shore", "2026-Q2", "SHORE-2", key_result("queue", "Short queues", 30, 70, ("2026-06-15", 71))
    ),
    "shore/2026-q3.md": objectives("shore", "2026-Q3", "SHORE-3", _HELD, more="    supports: CO-3\n"),
    "shore/2026-08-10.md": (
        "---\nokr: checkin\nteam: shore\ndate: 2026-08-10\nreadings:\n  SHORE-3.held:\n    value: 97%\n"
        "    confidence: 0.8\n    note: Two boats mended\nwins: Both boats\nneeds: Paint, see [[CREW-3]]\n---\n"
    ),
    "company-review.md": (
        "---\nokr: review\nteam: company\ndate: 2026-08-11\ncycle: 2026-Q3\nkind: mid-cycle\n"
        "learnings: Visits work\nnext: More of them\n---\n"
    ),
    "guide/index.md": GUIDE,
    "guide/reading.md": READING,
    "assets/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>\n',
    "assets/own.css": ".own { color: #123456; }\n",
}
