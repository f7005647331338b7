"""A deterministic generator of organisations: the same size gives the same files, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from msgspec import Struct

WORDS = (
    "harbour",
    "ferry",
    "timetable",
    "booking",
    "crossing",
    "season",
    "deck",
    "crew",
    "berth",
    "ticket",
    "queue",
    "gangway",
    "tide",
    "report",
    "signal",
    "channel",
    "lamp",
    "route",
    "island",
    "buoy",
    "market",
    "parcel",
    "ledger",
    "weather",
    "engine",
    "window",
    "morning",
    "winter",
    "summer",
    "traveller",
)
VERBS = ["Raise", "Cut", "Grow", "Halve", "Steady", "Lift", "Lower", "Widen", "Shorten", "Deepen"]
CHECKINS = 6


class Size(Struct, frozen=True):
    """An organisation of `teams` teams over `cycles` quarters: that many documents are their product."""

    teams: int
    cycles: int

    @property
    def documents(self) -> int:
        """How many objectives documents there are."""
        return self.teams * self.cycles

    @property
    def as_of(self) -> date:
        """The middle of the last quarter."""
        return quarter(self.cycles - 1)[1] + timedelta(days=44)


def quarter(index: int) -> tuple[str, date, date]:
    """The id, first and last day of the quarter `index` after 2020-Q1."""
    year, number = 2020 + index // 4, index % 4
    first = date(year, 3 * number + 1, 1)
    after = date(year + (number == 3), (3 * number + 3) % 12 + 1, 1)
    return f"{year}-Q{number + 1}", first, after - timedelta(days=1)


def write(size: Size, folder: Path) -> None:
    """Write the organisation's documents into `folder`."""
    for name, text in files(size):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def files(size: Size) -> Iterator[tuple[str, str]]:
    """Path and text of every file: a start page, one document a team, one a team and cycle."""
    yield "index.md", "# Start\n\nThe organisation of the bench.\n"
    for team in range(size.teams):
        name = team_id(team)
        parent = "" if team == 0 else "parent: company\n"
        yield f"{name}/team.md", f"---\nokr: team\nid: {name}\nname: {name.title()}\n{parent}---\n\nWho we are.\n"
        for cycle in range(size.cycles):
            yield path(team, cycle), document(team, cycle)


def path(team: int, cycle: int) -> str:
    """Where a team's document of a cycle lies."""
    return f"{team_id(team)}/{quarter(cycle)[0].lower()}.md"


def team_id(team: int) -> str:
    """The id of the team `team`; the first one is the company."""
    return "company" if team == 0 else f"team-{team:03}"


def document(team: int, cycle: int, checkins: int = CHECKINS) -> str:
    """One team's objectives of a cycle: 3 objectives with 3 or 4 key results each, and 60 lines of prose."""
    random = Random(f"{team}/{cycle}")
    label, first, _ = quarter(cycle)
    lines = ["---", "okr: objectives", f"team: {team_id(team)}", f"cycle: {label}", "objectives:"]
    for number in range(1, 4):
        lines += objective(random, team, label, first, number, checkins)
    return "\n".join([*lines, "---", "", *prose(random), ""])


def objective(random: Random, team: int, label: str, first: date, number: int, checkins: int) -> list[str]:
    """The lines of one objective."""
    name = f"{prefix(team)}-{label.replace('-', '')}-{number}"
    lines = [
        f"  - id: {name}",
        f"    objective: {phrase(random, 7).capitalize()}",
        f"    context: {phrase(random, 16).capitalize()}.",
        f"    owner: {team_id(team)}-lead",
        f"    priority: P{number - 1}",
    ]
    if team:
        lines.append(f"    supports: CO-{label.replace('-', '')}-{number}")
    lines.append("    key_results:")
    for part in range(3 + (number == 3)):
        lines += key_result(random, team, first, part, checkins)
    return lines


def prefix(team: int) -> str:
    """What the ids of a team's objectives begin with."""
    return "CO" if team == 0 else f"T{team:03}"


def key_result(random: Random, team: int, first: date, part: int, checkins: int) -> list[str]:
    """The lines of one key result with its check-ins."""
    baseline = random.randint(10, 60)
    target = baseline + random.randint(8, 35)
    lines = [
        f"      - id: .kr{part + 1}",
        f"        key_result: {random.choice(VERBS)} {phrase(random, 4)}",
        f"        owner: {team_id(team)}-analyst",
        "        category: usage",
        f"        baseline: {baseline}%",
        f"        target: {target}%",
        f"        measurement: {phrase(random, 8).capitalize()}",
    ]
    if not checkins:
        return lines
    lines.append("        checkins:")
    way = 0.0
    for week in range(checkins):
        way = min(1.2, max(-0.2, way + random.uniform(-0.05, 0.32)))
        day = first + timedelta(days=7 * week + 6)
        lines.append(f"          {day}:")
        lines.append(f"            value: {baseline + way * (target - baseline):.1f}%")
        lines.append(f"            confidence: 0.{random.randint(3, 9)}")
    lines.append(f"            note: {phrase(random, 9).capitalize()}")
    return lines


def prose(random: Random) -> list[str]:
    """60 lines of Markdown."""
    lines = [f"# {phrase(random, 4).capitalize()}", ""]
    while len(lines) < 60:
        kind = random.random()
        if kind < 0.15:
            lines += [f"## {phrase(random, 3).capitalize()}", ""]
        elif kind < 0.4:
            lines += [*(f"- {phrase(random, 8).capitalize()}" for _ in range(3)), ""]
        else:
            lines += [f"{phrase(random, 12).capitalize()}, *{phrase(random, 3)}* and **{phrase(random, 2)}**.", ""]
    return lines[:60]


def phrase(random: Random, words: int) -> str:
    """Some words in a row."""
    return " ".join(random.choice(WORDS) for _ in range(words))
