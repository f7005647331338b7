"""What imported documents and their objectives are called: ids that nobody has taken, in the order of the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from okrsite.model.names import as_id


def team_id(name: str, teams: Mapping[str, str]) -> str | None:
    """The id of a team by its id or name; one made from its name where nobody knows it, None where none can be.

    >>> team_id("Crew", {"crew-1": "Crew"}), team_id("Équipe 2", {}), team_id("開発", {})
    ('crew-1', 'equipe-2', None)
    """
    wanted = name.strip().casefold()
    for id, known in teams.items():
        if wanted in (id.casefold(), known.casefold()):
            return id
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return as_id(latin).lower() if re.search(r"[A-Za-z0-9]", latin) else None


def objective_ids(team: str, cycle: str, numbers: Sequence[str], taken: Callable[[str], bool]) -> list[str]:
    """The ids of objectives as the file numbers them, or counted where it doesn't; each is free.

    >>> objective_ids("crew", "2026-Q3", ["", ""], {"crew-2026q3-1"}.__contains__)
    ['CREW-2026Q3-2', 'CREW-2026Q3-3']
    """
    stem = f"{as_id(team).upper()}-{as_id(cycle.replace('-', ''))}"
    used: set[str] = set()
    found = []
    for wanted in counted(numbers):
        count = wanted
        while taken(f"{stem}-{count}".lower()) or f"{stem}-{count}" in used:
            count += 1
        used.add(f"{stem}-{count}")
        found.append(f"{stem}-{count}")
    return found


def counted(numbers: Sequence[str]) -> Iterable[int]:
    """The numbers as the file has them, the last part of each, if they all differ; else 1, 2, 3.

    >>> list(counted(["1.1", "1.3"])), list(counted(["2", "2"])), list(counted(["", "4"]))
    ([1, 3], [1, 2], [1, 2])
    """
    last = [number.rpartition(".")[2] for number in numbers]
    if all(part.isdecimal() and part.isascii() and 0 < int(part) < 1000 for part in last) and len(set(last)) == len(
        last
    ):
        return [int(part) for part in last]
    return range(1, len(numbers) + 1)
