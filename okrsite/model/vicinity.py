"""Which documents bear on the findings in some of them, told from their text before any is read.

All that is generous is allowed here, for a document too many costs a moment and one too few a finding. Where that
can't be told, the answer is None: everything has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from okrsite.model.cycle import CycleRules, parse_cycle
from okrsite.settings import Settings
from okrsite.source.file import SourceFile

IN_CYCLES = frozenset({"objectives", "roadmap", "review", "retrospective"})
COUNTING = frozenset({"checkin", "retrospective", "roadmap"})
"""The kinds of documents that change the numbers of what others hold."""
MANY = 12
"""From how many documents on it takes no longer to read them all."""
UNCERTAIN = frozenset({"unknown-reference"})
"""Findings in what is near that a document which was not read could explain."""
UNCERTAIN_HERE = frozenset(
    {"duplicate-id", "undocumented-team", "too-safe", "average-outside-ideal", "split-attention"}
)
"""Findings in what was asked about that a document which was not read could take away: it may come first or last."""

_OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\n")
_VALUE = re.compile(rb"[ \t]*:[ \t]*[\"']?([^\s\"'#][^\"'#\n]*)")
# It begins with plain letters, as such a pattern is looked for ten times as fast.
_ID = re.compile(rb"id[\"']?[ \t]*:[ \t]*[\"']?([a-z0-9][a-z0-9._-]*)")
_ALIASES = re.compile(rb"aliases[\"']?[ \t]*:([^\n]*(?:\n[ \t]*-[^\n]*)*)")
_AGREED = re.compile(rb"acknowledged_by[\"']?[ \t]*:([^\n]*(?:\n[ \t]*-[^\n]*)*)")
_BETWEEN_NAMES = re.compile(rb"[,\[\]\n\"']|[ \t]#|(?:^|(?<=\n))[ \t]*-[ \t]")
_WORD = re.compile(rb"[a-z0-9][a-z0-9._-]*")
_ORIGIN = re.compile(rb"\bcarried_from[ \t]*:[^\n,}]*")
_BLOCK = re.compile(rb"^[ \t]*(?:`{3,}|~{3,})[ \t]*okr[ \t]*$", re.MULTILINE)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What the text of a file tells at a glance: its kind, team and days where they are plain, the ids in it.

    `text` is in small letters, `front` the part of it that is front matter.
    """

    file: SourceFile
    text: bytes
    front: bytes
    kind: str
    team: str
    days: Days | None
    ids: frozenset[bytes]

    @property
    def everywhere(self) -> bool:
        """Whether it bears on all others, or may; an ordinary page bears on none."""
        return self.days is None and b"okr" in self.front

    @property
    def asks_of_all(self) -> bool:
        """Whether anything at all may bear on it."""
        marked_page = b"okr" not in self.front and b"[[" in self.text
        strange = any(not name.isascii() for name in self.agreeing)
        return self.everywhere or marked_page or strange or _BLOCK.search(self.text) is not None

    @property
    def agreeing(self) -> frozenset[bytes]:
        """The names in `acknowledged_by`, which speak for a team by what they own elsewhere."""
        pieces = (piece for names in _AGREED.findall(self.front) for piece in _BETWEEN_NAMES.split(names))
        return frozenset(piece.strip(b" \t-") for piece in pieces) - {b""}


@dataclass(frozen=True, slots=True)
class Vicinity:
    """The files that bear on what is asked about, in their order, and the paths of those that are `close` to it."""

    files: tuple[SourceFile, ...]
    close: frozenset[str]


def sketch(file: SourceFile, rules: CycleRules) -> Sketch:
    """What a file tells at a glance."""
    text = file.raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lower()
    front = _front(text)
    kind, team = _said(front, b"okr"), _said(front, b"team")
    ids = {*_ID.findall(front), *(word for names in _ALIASES.findall(front) for word in _WORD.findall(names))}
    return Sketch(file, text, front, kind, team, _days(kind, front, rules), frozenset(ids))


def _front(text: bytes) -> bytes:
    """The front matter of a file, with the line that opens it; all of it where it is never closed."""
    if not _OPENING.match(text):
        return b""
    ends = [at for at in (text.find(b"\n---"), text.find(b"\n...")) if at > 0]
    return text[: min(ends)] if ends else text


def _said(front: bytes, key: bytes) -> str:
    """What stands behind a key at the top, empty where that is not plain."""
    found, at = None, front.find(b"\n" + key)
    while at >= 0 and found is None:
        found, at = _VALUE.match(front, at + 1 + len(key)), front.find(b"\n" + key, at + 1)
    return found[1].decode("utf-8", "replace").strip().lower() if found else ""


def _days(kind: str, front: bytes, rules: CycleRules) -> Days | None:
    """The days that a document is about, None where they can't be told."""
    if kind in IN_CYCLES:
        cycle = parse_cycle(_said(front, b"cycle"), rules)
        return (cycle.start, cycle.end) if cycle else None
    try:
        day = date.fromisoformat(_said(front, b"date")) if kind == "checkin" else None
    except ValueError:
        day = None
    return (day, day) if day else None


def near(files: Iterable[SourceFile], asked: Callable[[str], bool], settings: Settings) -> Vicinity | None:
    """The files that may bear on the findings in what is asked about, as `asked` tells of a path; None for all."""
    rules = CycleRules(settings.fiscal_year_start, settings.named_cycles)
    sketches = [sketch(file, rules) for file in files]
    wanted = [one for one in sketches if asked(one.file.path)]
    if len(wanted) > MANY or any(one.asks_of_all for one in wanted):
        return None
    around = _Around(sketches, settings)
    around.begin(wanted)
    around.follow()
    found = [one for one in sketches if one in around.found]
    return Vicinity(tuple(one.file for one in found), frozenset(one.file.path for one in found if around.found[one]))


@dataclass(slots=True)
class _Around:
    """What has been found to bear on what is asked about, and what it speaks of."""

    sketches: Sequence[Sketch]
    settings: Settings
    found: dict[Sketch, bool] = field(default_factory=dict)
    by_id: dict[bytes, list[Sketch]] = field(default_factory=dict)

    def begin(self, wanted: Sequence[Sketch]) -> None:
        """Find what is of the same days, what speaks of the same ids, and what those ids' numbers come from."""
        for one in self.sketches:
            for id in one.ids:
                self.by_id.setdefault(id, []).append(one)
        own = [one for one in self.sketches if any(_of_one_team(one, other) for other in wanted)]
        own = [*wanted, *(one for one in own if one not in wanted)]
        self.found.update((one, True) for one in own)
        self.found.update((one, True) for one in self.speaking_of(own))
        named = [other for one in own for other in self.named_in(one.text)]
        self.found.update((one, True) for one in named)
        self.found.update((one, True) for one in self.speaking_of(named) if one.kind in COUNTING)
        days = [one.days for one in wanted if one.days]
        names = {name for one in wanted for name in one.agreeing}
        for one in self.sketches:
            of_all = one.everywhere or one.team == self.settings.root.lower()
            if of_all or any(self.meet(one, other) for other in days) or any(name in one.text for name in names):
                self.found.setdefault(one, False)

    def follow(self) -> None:
        """Find all that is named by what was found, and so on; origins only of what is near."""
        queue = list(self.found)
        for one in queue:
            text = one.front if self.found[one] else _ORIGIN.sub(b"", one.front)
            for other in self.named_in(text):
                if other not in self.found:
                    self.found[other] = self.found[one]
                    queue.append(other)

    def named_in(self, text: bytes) -> Iterator[Sketch]:
        """The files that bear an id which stands in a text, alone or before a dot."""
        for word in set(_WORD.findall(text)):
            parts = word.split(b".")
            for end in range(1, len(parts) + 1):
                yield from self.by_id.get(b".".join(parts[:end]).rstrip(b"-"), ())

    def speaking_of(self, several: Sequence[Sketch]) -> Iterator[Sketch]:
        """The files in whose text an id of some others stands."""
        ids: list[bytes] = []
        for id in sorted({id for one in several for id in one.ids}, key=len):
            if not any(shorter in id for shorter in ids):
                ids.append(id)
        yield from (one for one in self.sketches if any(id in one.text for id in ids))

    def meet(self, one: Sketch, days: Days) -> bool:
        """Whether a document is of some days, or brings readings of them late."""
        late = timedelta(days=self.settings.grace if one.kind == "checkin" else 0)
        return one.days is not None and one.days[0] <= days[1] + late and days[0] <= one.days[1]


def _of_one_team(one: Sketch, other: Sketch) -> bool:
    """Whether two documents are of the same team at the same time."""
    if not one.days or not other.days or one.team != other.team:
        return False
    return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]
