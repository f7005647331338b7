"""Front matter of another tool: what it says of team, cycle and title, and everything else as it stands."""

from __future__ import annotations

import re

from msgspec import Struct, field

from okrsite.importers.cycles import cycle_in
from okrsite.importers.found import Placed
from okrsite.importers.labels import field_name
from okrsite.importers.placeholders import is_placeholder

_FRONT = re.compile(r"\A---[ \t]*\n(?P<inside>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"(?P<key>[\w -]{1,40}):[ \t]+(?P<value>\S.*)")


class Front(Struct, frozen=True):
    """The text with blank lines in the place of its front matter, and what that said.

    `ours` tells that it is that of an OKR document.
    """

    body: str
    title: Placed | None = None
    said: dict[str, Placed] = field(default_factory=dict)
    rest: tuple[Placed, ...] = ()
    ours: bool = False


def split_front(text: str) -> Front:
    """Front matter told apart from the text.

    >>> split_front("---\\nteam: Crew\\n---\\nText").said["team"].text
    'Crew'
    """
    found = _FRONT.match(text)
    if found is None:
        return Front(text)
    said: dict[str, Placed] = {}
    title, left = None, []
    for line, written in enumerate(found["inside"].split("\n")[:-1], start=2):
        pair = _PAIR.fullmatch(written.strip())
        value = pair["value"].strip(" \"'") if pair else ""
        key = field_name(pair["key"]) if pair else None
        if pair and pair["key"] == "title" and not is_placeholder(value):
            title = Placed(value, line)
            continue
        if key == "team" and not is_placeholder(value):
            said["team"] = Placed(value, line)
        elif key == "cycle" and (cycle := cycle_in(value)):
            said["cycle"] = Placed(cycle, line)
        left.append(written)
    body = "\n" * found[0].count("\n") + text[found.end() :]
    rest = (Placed("```yaml\n" + "\n".join(left).replace("```", "'''") + "\n```", 2),) if any(left) else ()
    return Front(body, title, said, rest, ours=re.search(r"^okr[ \t]*:", found["inside"], re.MULTILINE) is not None)
