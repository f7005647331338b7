"""What new documents and ids are called: as the old ones, with another cycle in their name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from okrsite.model.cycle import Cycle
from okrsite.model.names import as_id

_GAP = r"([-_. /]?)"
_NUMBERED = re.compile(r"(.*?[-_.])(\d+)")


def respelled(text: str, cycle: str, following: str) -> str | None:
    """`text` with another cycle's id where it names one, in its own spelling; None where it names none.

    >>> respelled("teams/2026-q4.md", "2026-Q4", "2027-Q1"), respelled("ONB-2026Q3-1", "2026-Q3", "2026-Q4")
    ('teams/2027-q1.md', 'ONB-2026Q4-1')
    >>> respelled("teams/2026/q3/crew.md", "2026-Q3", "2026-Q4"), respelled("CREW-1", "2026-Q3", "2026-Q4")
    ('teams/2026/q4/crew.md', None)
    """
    old, new = _tokens(cycle), _tokens(following)
    for order in (1, -1):
        found = _named(old[::order]).search(text)
        if found is not None:
            break
    else:
        return None
    alike = len(old) == len(new)
    gaps = [found[index + 1] for index in range(len(old) - 1)]
    said = _joined(new[::order], gaps) if alike else as_id(following)
    said = said.lower() if found[0] == found[0].lower() else said
    return text[: found.start()] + said + text[found.end() :]


def _tokens(id: str) -> list[str]:
    return [token for token in re.split(r"[^A-Za-z0-9]+", id) if token] or [id]


def _named(tokens: list[str]) -> re.Pattern[str]:
    part = r"|[-_. /]?[QH]\d" if len(tokens) == 1 else ""
    return re.compile(rf"(?<!\d){_GAP.join(map(re.escape, tokens))}(?!\d{part})", re.IGNORECASE)


def _joined(tokens: list[str], gaps: list[str]) -> str:
    return tokens[0] + "".join(gap + token for gap, token in zip(gaps, tokens[1:], strict=True))


def free_path(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or the same with a number that nobody has taken.

    >>> free_path("crew/2026-q4.md", {"crew/2026-q4.md"}.__contains__)
    'crew/2026-q4-2.md'
    """
    path, count = PurePosixPath(wanted), 1
    while taken(wanted):
        count += 1
        wanted = str(path.with_name(f"{path.stem}-{count}{path.suffix}"))
    return wanted


def free_id(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or the same with the next number that nobody has taken.

    >>> free_id("ONB-2026Q4-1", {"onb-2026q4-1"}.__contains__)
    'ONB-2026Q4-2'
    """
    numbered = _NUMBERED.fullmatch(wanted)
    stem, count = (numbered[1], int(numbered[2])) if numbered else (f"{wanted}-", 1)
    while taken(wanted.lower()):
        count += 1
        wanted = f"{stem}{count}"
    return wanted


def following_id(id: str, cycle: Cycle, following: Cycle, taken: Callable[[str], bool]) -> str:
    """A free id for what goes on in the cycle that follows.

    >>> from datetime import date
    >>> third, fourth = (Cycle(id, date(2026, 7, 1), date(2026, 9, 30)) for id in ("2026-Q3", "2026-Q4"))
    >>> following_id("CREW-1", third, fourth, set().__contains__)
    'CREW-1-2026-Q4'
    """
    named = respelled(id, cycle.id, following.id) or f"{id}-{as_id(following.id)}"
    return free_id(named, taken)
