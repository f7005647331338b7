"""Which documents bear on the findings in some of them, told from their text before any is read.

All that is generous is allowed here, for a document too many costs a moment and one too few a finding. Where that
can't be told, the answer is None: everything has to be read.

What another team writes about the same days bears on a document

- by an id or an alias that one of the two names, along any number of steps upward, or that both claim; what has no
  id of its own gets one from team and cycle, which counts like a written one;
- by its readings, where what it reads is named by the document, or has the same metric as a key result in it;
- `same-metric`: by a key result whose title holds the words of the metric of one in the document;
- `unacknowledged-dependency`: by whom it says to own something, where the document says that this one agreed;
- `unsupported`: merely by being there, where the document is the root team's: any that is of the same cycle will do;
- `orphan-objective`: the root team's, merely by being there, be it of other days;
- `average-outside-ideal`: by its scores, where the document is the first of the last closed cycle, which bears it;
- by naming a team that no document describes, before the document does (`undocumented-team`).

The first document by path may bear a finding for several, and what was sealed is only missing if all was read, so
that some findings are believed only after everything was read. Strategies, teams and whatever can't be dated bear
on all, documents of the same team and days on each other; no other finding looks beyond a document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from okrsite.model.glance import Days, Seen, Sketch, words_in
from okrsite.model.mentions import NO_MENTIONS, Mentions
from okrsite.settings import Settings
from okrsite.source.file import SourceFile

COUNTING = frozenset({"checkin", "retrospective", "roadmap"})
"""The kinds of documents that change the numbers of what others hold."""
MANY = 12
"""From how many documents on it takes no longer to read them all."""
UNCERTAIN = frozenset({"unknown-reference"})
"""Findings in what is near that a document which was not read could explain."""
CIRCLES = frozenset({"circular-support", "circular-succession", "circular-dependency"})
"""Findings of which another one may stand there, or elsewhere, once more is read."""
UNCERTAIN_HERE = frozenset(
    {
        "duplicate-id",
        "undocumented-team",
        "too-safe",
        "average-outside-ideal",
        "split-attention",
        "missing-archive",
    }
)
"""Findings in what was asked about that a document which was not read could take away: it may come first or last."""

_ORIGIN = re.compile(rb"\bcarried_from[ \t]*:[^\n,}]*")


class Vicinity(Struct, frozen=True):
    """The files that bear on what is asked about, in their order, and the paths of those that are `close` to it.

    `metrics` are the names of metrics that were looked for in what other teams write, None where all of theirs that is
    of the same days is there. `aims` tells whether all objectives of the root team are there.
    """

    files: tuple[SourceFile, ...]
    close: frozenset[str]
    metrics: frozenset[str] | None = None
    aims: bool = True


class Narrow(Struct, frozen=True):
    """What it takes to leave out other teams: how a title names its metric, and the day that the numbers are of."""

    metric_name: Callable[[str], str]
    day: date


def near(
    files: Sequence[Seen],
    asked: Callable[[str], bool],
    settings: Settings,
    narrow: Narrow | None = None,
    mentions: Mentions = NO_MENTIONS,
) -> Vicinity | None:
    """The files that may bear on the findings in what is asked about, as `asked` tells of a path; None for all.

    Without `narrow` all that any team wrote about the same days is among them. `mentions` are the words of those that
    have a number, as far as they stand in front matter.
    """
    wanted = [one for one in files if asked(one.path)]
    if not wanted or len(wanted) > MANY or any(one.sketch.everywhere or one.text.asks_of_all for one in wanted):
        return None
    around = Around(files, settings, mentions, _metrics(wanted, settings, narrow))
    around.begin(wanted)
    if narrow and (bearer := _bearer(files, wanted, settings, narrow.day)):
        around.found.setdefault(bearer, False)
    around.follow()
    aims = around.top()
    found = [one for one in files if one in around.found]
    close = frozenset(one.path for one in found if around.found[one])
    return Vicinity(tuple(one.file for one in found), close, around.metrics, aims)


def _metrics(wanted: Sequence[Seen], settings: Settings, narrow: Narrow | None) -> frozenset[str] | None:
    """The names of the metrics in what is asked about; None where it takes more to leave out other teams."""
    if narrow is None or any(_concerns_all(one.sketch, settings, narrow.day) for one in wanted):
        return None
    planned = (one for one in wanted if not _is_closed(one.sketch, settings, narrow.day))
    names: frozenset[str] = frozenset().union(*(one.text.metrics(narrow.metric_name) for one in planned))
    return None if "" in names else names


def _concerns_all(one: Sketch, settings: Settings, day: date) -> bool:
    """Whether findings may stand in it that are about all teams of its days, or where its ids can't be told."""
    ended = one.kind == "objectives" and one.days is not None and one.days[1] < day
    return (ended and not _is_closed(one, settings, day)) or (one.days is not None and one.obscure)


def _is_closed(one: Sketch, settings: Settings, day: date) -> bool:
    """Whether it holds objectives of a cycle that is closed, be it sealed or not."""
    return one.kind == "objectives" and one.days is not None and one.days[1] + timedelta(settings.grace) < day


def _bearer(files: Iterable[Seen], wanted: Iterable[Seen], settings: Settings, day: date) -> Seen | None:
    """The document that bears what is found in the last closed cycle, if what is asked about is of a closed one."""
    if not any(_is_closed(one.sketch, settings, day) for one in wanted):
        return None
    closed = [one for one in files if one.sketch.days and _is_closed(one.sketch, settings, day)]
    last = max(one.sketch.days[1] for one in closed if one.sketch.days)
    of_last = [one for one in closed if one.sketch.days and one.sketch.days[1] == last]
    return min(of_last, key=lambda one: (one.sketch.team != settings.root.lower(), one.path))


class Around(Struct):
    """What has been found to bear on what is asked about, and what it speaks of."""

    files: Sequence[Seen]
    settings: Settings
    mentions: Mentions
    metrics: frozenset[str] | None
    found: dict[Seen, bool] = field(default_factory=dict)
    by_id: dict[bytes, list[Seen]] = field(default_factory=dict)
    by_box: dict[bytes, list[Seen]] = field(default_factory=dict)

    def begin(self, wanted: Sequence[Seen]) -> None:
        """Find what is of the same days, what speaks of the same ids, and what those ids' numbers come from."""
        for one in self.files:
            for id in one.sketch.ids:
                self.by_id.setdefault(id, []).append(one)
            if one.sketch.box:
                self.by_box.setdefault(one.sketch.box, []).append(one)
        own = [one for one in self.files if any(_of_one_team(one, other) for other in wanted)]
        own = [*wanted, *(one for one in own if one not in wanted)]
        self.found.update((one, True) for one in own)
        self.found.update((one, True) for one in self.speaking_of(own))
        named = [other for one in own for other in self.named_in(one.text.whole)]
        self.found.update((one, True) for one in named)
        self.found.update((one, True) for one in self.speaking_of(named) if one.sketch.kind in COUNTING)
        self.begin_around(wanted)

    def begin_around(self, wanted: Sequence[Seen]) -> None:
        """Find what bears on all, what speaks for a team, and what is of the same days and matters there."""
        days, teams = [one.sketch.days for one in wanted if one.sketch.days], {one.sketch.team for one in wanted}
        names = {name for one in wanted for name in one.text.agreeing}
        agreeing = [(name, self.mentions.holding(name)) for name in names]
        wide, alike = self.metrics is None, []
        for one in self.files:
            meets = any(self.meet(one, other) for other in days)
            of_all = one.sketch.everywhere or (wide and self.of_root(one))
            same = meets and (wide or one.sketch.team in teams or one.sketch.obscure)
            if of_all or same or any(_speaks_of(one, name, known) for name, known in agreeing):
                self.found.setdefault(one, False)
            if meets and self.metrics and one.text.may_measure(self.metrics, one.sketch.box):
                alike += self.by_box.get(one.sketch.box, [one])
        for one in (*alike, *self.speaking_of(alike)):
            self.found.setdefault(one, False)

    def of_root(self, one: Seen) -> bool:
        """Whether a document is the root team's, or may hold objectives of it."""
        return one.sketch.team == self.settings.root.lower() or (
            not one.sketch.team and one.sketch.kind == "objectives"
        )

    def top(self) -> bool:
        """Find what the root team aims at, where nothing of it was found; return whether all of it is there now."""
        roots = [one for one in self.files if one.sketch.kind == "objectives" and self.of_root(one)]
        if not any(one in self.found for one in roots):
            self.found.update((one, False) for one in roots)
        return all(one in self.found for one in roots)

    def follow(self) -> None:
        """Find all that is named by what was found, and so on; origins only of what is near."""
        queue = list(self.found)
        for one in queue:
            text = one.text.front if self.found[one] else _ORIGIN.sub(b"", one.text.front)
            for other in self.named_in(text):
                if other not in self.found or (self.found[one] and not self.found[other]):
                    self.found[other] = self.found[one]
                    queue.append(other)

    def named_in(self, text: bytes) -> Iterator[Seen]:
        """The files that bear an id which stands in a text, alone or before a dot, or may bear it without saying so."""
        for word in words_in(text):
            yield from self.by_id.get(word, ())
            while b"-" in word:
                word = word.rpartition(b"-")[0]
                yield from self.by_box.get(word, ())

    def speaking_of(self, several: Sequence[Seen]) -> Iterator[Seen]:
        """The files in whose front matter an id of some others stands, or which may bear it without saying so.

        What is said of it elsewhere in them has findings there only.
        """
        boxes = {one.sketch.box for one in several if one.sketch.box}
        ids: list[bytes] = []
        for id in sorted({id for one in several for id in one.sketch.ids} | boxes, key=len):
            if not any(other in id for other in ids):
                ids.append(id)
        known = set().union(*map(self.mentions.holding, ids))
        longer, shorter = tuple(boxes), {box[:end] for box in boxes for end in range(1, len(box))}
        for one in self.files:
            box = one.sketch.box
            alike = box and (box.startswith(longer) or box in shorter)
            if alike or (any(id in one.text.front for id in ids) if one.number is None else one.number in known):
                yield one

    def meet(self, one: Seen, days: Days) -> bool:
        """Whether a document is of some days, or brings readings of them late."""
        late = timedelta(days=self.settings.grace if one.sketch.kind == "checkin" else 0)
        return one.sketch.days is not None and one.sketch.days[0] <= days[1] + late and days[0] <= one.sketch.days[1]


def _speaks_of(one: Seen, name: bytes, known: Collection[int]) -> bool:
    """Whether a name stands in a file, or may; `known` are the numbers of those of which that is known."""
    return one.text.speaks_of(name) if one.number is None else one.number in known


def _of_one_team(one: Seen, other: Seen) -> bool:
    """Whether two documents are of the same team at the same time."""
    if not one.sketch.days or not other.sketch.days or one.sketch.team != other.sketch.team:
        return False
    return one.sketch.days[0] <= other.sketch.days[1] and other.sketch.days[0] <= one.sketch.days[1]
