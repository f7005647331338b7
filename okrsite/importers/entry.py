"""An objective or a key result on its way into a document: its keys, what is left beside them, what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from okrsite.importers.escaping import escaped
from okrsite.importers.found import Doubt, FoundLink, Placed
from okrsite.source.emit import Value

NAMES = {
    "baseline": "Baseline",
    "start": "Start",
    "target": "Target",
    "change": "Change",
    "current": "Current",
    "progress": "Progress",
    "stated_progress": "Progress",
    "score": "Score",
    "confidence": "Confidence",
    "status": "Status",
    "health": "Status",
    "done": "Done",
    "owner": "Owner",
    "priority": "Priority",
    "measurement": "Measurement",
    "window": "Window",
    "cohort": "Cohort",
    "category": "Category",
    "weight": "Weight",
    "context": "Context",
    "checkins": "Check-ins",
    "supports": "Supports",
    "links": "Links",
}
"""How what is said is called where it stays text."""


_ORDER = (
    *(
        "id",
        "state",
        "objective",
        "key_result",
        "context",
        "owner",
        "priority",
        "category",
        "measurement",
        "window",
        "cohort",
    ),
    *("baseline", "start", "target", "change", "done", "current", "checkins", "confidence", "stated_progress"),
    *("supports", "weight", "health", "score", "score_reason", "links"),
)


class Entry(Struct):
    """The keys of an entry of a document as they will be written, in order; `line` is where the file has it."""

    title: str
    line: int
    keys: dict[str, Value] = field(default_factory=dict)
    rest: list[Placed] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def sort(self) -> None:
        """Put the keys in the order in which people write them."""
        self.keys = {key: self.keys[key] for key in sorted(self.keys, key=_ORDER.index)}

    def doubt(self, message: str, line: int | None = None) -> None:
        """Note something to be looked at."""
        self.doubts.append(Doubt(line or self.line, message))

    def keep(self, key: str, said: Placed) -> None:
        """Keep what is said as text, under its name."""
        text = escaped(f"{NAMES.get(key, key)}: {said.text}")
        if all(piece.text != text for piece in self.rest):
            self.rest.append(Placed(text, said.line))

    def drop(self, key: str, why: str) -> None:
        """Take a key out again; what it said stays as text."""
        value = self.keys.pop(key)
        shown = value if isinstance(value, str) else ", ".join(_texts(value))
        self.keep(key, Placed(shown, self.line))
        self.doubt(f"`{key}` stays text: {why}")

    def link(self, links: Iterable[FoundLink]) -> None:
        """Add links to other hosts; addresses within the old place are kept as text."""
        known: list[Value] = []
        for one in links:
            entry: Value = {"name": one.name, "url": one.url} if one.name else one.url
            if not one.url.startswith(("http://", "https://")):
                self.rest.append(Placed(f"[{one.name or one.url}]({one.url})", one.line))
            elif entry not in known:
                known.append(entry)
        if known:
            self.keys["links"] = known


def shortened(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= 70 else f"{text[:69].rstrip()}…"


def _texts(value: Value) -> list[str]:
    if isinstance(value, bool | str):
        return [str(value)]
    parts = value.values() if hasattr(value, "values") else value
    return [text for part in parts for text in _texts(part)]
