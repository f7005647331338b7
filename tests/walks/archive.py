"""An organisation with an archive, of which most documents are far from any edit; and the edits of its open cycle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from walks import documents, writing
from walks.documents import GUIDE, key_result, objectives
from walks.walk import Kind, Walk

TEAMS = ("crew", "shore", "quay", "dock", "mast")
CYCLES = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")
OPEN = CYCLES[-1].lower()
_OWNED = r"^( +(?:owner|lead): )(\S+)$"
_SAID = r"^( +(?:note|confidence|context|measurement|supports): ).+\n"


def _days(cycle: str) -> list[str]:
    month = 3 * int(cycle[-1]) - 2
    return [f"{cycle[:4]}-{month:02}-{day:02}" for day in (6, 13, 20, 27)] + [f"{cycle[:4]}-{month + 1:02}-10"]


def _written() -> Iterator[tuple[str, str]]:
    yield "company.md", "---\nokr: team\nid: company\nname: Harbour\n---\n"
    yield "strategy.md", "---\nokr: strategy\nvision: A ferry each hour\npillars:\n  - id: CALM\n    name: Calm\n---\n"
    for cycle in CYCLES:
        read = [(day, 40 + 4 * at) for at, day in enumerate(_days(cycle))]
        aim = key_result("tickets", "Tickets sold online", 40, 60, *read)
        id = f"CO-{cycle}"
        yield f"company/{cycle.lower()}.md", objectives("company", cycle, id, aim, more="    supports: CALM\n")
    for team in TEAMS:
        yield f"{team}/team.md", f"---\nokr: team\nid: {team}\nname: {team.title()}\nparent: company\n---\n"
        for number, cycle in enumerate(CYCLES):
            yield f"{team}/{cycle.lower()}.md", _document(team, cycle, number)
        yield f"{team}/2026-q2-retrospective.md", _retrospective(team)
    yield "guide.md", GUIDE.replace("CREW-3", "CREW-2026-Q3").replace("../crew/2026-q3.md", "crew/2026-q3.md")
    yield (
        "shore/2026-08-10.md",
        (
            "---\nokr: checkin\nteam: shore\ndate: 2026-08-10\nreadings:\n  SHORE-2026-Q3.kept:\n    value: 57%\n"
            "    note: Two boats mended\nwins: Both boats\nneeds: Paint\n---\n"
        ),
    )


def _document(team: str, cycle: str, number: int) -> str:
    days = _days(cycle)
    kept = key_result("kept", f"Promises kept by {team}", 20, 80, *((day, 25 + 9 * at) for at, day in enumerate(days)))
    late = key_result("late", f"Fewer late {team} starts", 50, 10, *((day, 48 - 6 * at) for at, day in enumerate(days)))
    carried = 0 < number < len(CYCLES) - 1 or team == "mast"
    before = f"    carried_from: {team.upper()}-{CYCLES[number - 1]}\n" if number and carried else ""
    more = f"    supports: CO-{cycle}\n{before}    context: Boats that *sail*\n"
    return objectives(team, cycle, f"{team.upper()}-{cycle}", kept, late, more=more)


def _retrospective(team: str) -> str:
    return (
        f"---\nokr: retrospective\nteam: {team}\ncycle: 2026-Q2\nfailed: The rota of {team}\n---\n\n"
        f"## Lessons\n\n- Trust: start {team} a week earlier.\n"
    )


CONFIG = documents.CONFIG.replace("plugins:", "nav:\n  - guide.md\nplugins:").replace("      cadence: biweekly\n", "")
DOCUMENTS = dict(_written())


class Archive(Walk):
    """A walk over this organisation, nearly all of whose steps are taken in the open cycle."""

    def begin(self) -> None:
        """Write the organisation."""
        self.write({"mkdocs.yml": CONFIG, ".gitignore": ".cache/\nsite/\nclean/\n"})
        self.write({f"docs/{name}": text for name, text in DOCUMENTS.items()})
        self.git("init", "-q", "-b", "main")
        self.commit()

    def pages(self) -> list[str]:
        """The paths of all Markdown files, mostly only of those of the open cycle."""
        every = super().pages()
        return [name for name in every if OPEN in name] if self.random.random() < 0.9 else every


def owner(walk: Walk) -> Iterator[str]:
    """Somebody else answers for it."""
    yield walk.edit(_OWNED, lambda found: found[1] + walk.random.choice(["quay-lead", "crew-lead", "new-lead"]))


def silence(walk: Walk) -> Iterator[str]:
    """A line less."""
    yield walk.edit(_SAID, lambda found: "")


def committed(walk: Walk) -> Iterator[str]:
    """What was written is committed, on the same day."""
    walk.commit()
    yield "all is committed"


def again(walk: Walk) -> Iterator[str]:
    """A document is what it was when it was committed last."""
    name = walk.page()
    walk.git("checkout", "HEAD", "--", f"docs/{name}")
    yield f"{name} is as it was committed"


def fresh(walk: Walk) -> Iterator[str]:
    """A reading as it is taken on a Monday."""
    day = f"2026-08-{walk.random.randint(11, 14)}"

    def told(found: re.Match[str]) -> str:
        return f"{found[0]}\n          {day}:\n            value: {walk.random.randint(0, 99)}%\n            note: Calm"

    yield walk.edit(r"^        checkins:(?=\n +2026-07)", told)


KINDS: tuple[Kind, ...] = (
    *(writing.number, writing.title, writing.prose, writing.quiet_number, writing.reading, fresh, owner, silence),
    *(committed, again, writing.reference, writing.id),
)
