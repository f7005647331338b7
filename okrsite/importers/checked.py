"""Documents laid out line by line, read and reckoned by our own check, until it finds no error in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from okrsite.codes import CODES
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.errors import OkrsiteError
from okrsite.importers.entry import Entry
from okrsite.importers.found import Placed
from okrsite.report import report
from okrsite.rules.named import is_limit
from okrsite.rules.too_many_objectives import SETTINGS
from okrsite.settings import Settings
from okrsite.source.drafting import document, entry
from okrsite.source.emit import Value
from okrsite.source.read import SourceFile

_KEY = re.compile(r"\s*(?:- )?([a-z_]+):")
_NEEDED = ("id", "objective", "key_result")


class Laid(Struct, frozen=True):
    """A document before it is written: its name, the keys at its top, its objectives with their key results.

    `rest` is what the file says beside them, `placed` what stands in a document already.
    """

    name: str
    head: Mapping[str, Value]
    objectives: tuple[tuple[Entry, tuple[Entry, ...]], ...]
    rest: tuple[Placed, ...] = ()
    placed: tuple[str, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """The objectives, each before its key results."""
        for objective, results in self.objectives:
            yield objective
            yield from results

    def ids(self) -> Iterator[str]:
        """The ids of the objectives and their key results."""
        for objective, results in self.objectives:
            yield str(objective.keys["id"])
            yield from (f"{objective.keys['id']}{one.keys['id']}" for one in results)


def without_errors(
    laid: Laid, settings: Settings, as_of: date, body: Callable[[Laid], str], elsewhere: int = 0
) -> bytes:
    """The bytes of a document in which our check finds no error; what would be one stays text, with a doubt.

    `elsewhere` is how many agreed objectives its team has in its cycle in other documents.

    Raises OkrsiteError where the document has an error that is none of its values'.
    """
    if elsewhere:
        _make_room(laid, _most(settings), elsewhere)
    while True:
        lines, owners = _lines(laid)
        raw = document(lines, body(laid))
        wrong = _errors(raw, laid.name, settings, as_of)
        if not wrong:
            return raw
        mended = [_mend(one, laid, lines, owners, settings) for one in wrong]
        if not any(mended):
            told = f"{wrong[0].message} ({wrong[0].name})"
            raise OkrsiteError(f"`{laid.name}` would have an error: {told}", wrong[0].hint)


def _errors(raw: bytes, name: str, settings: Settings, as_of: date) -> list[Diagnostic]:
    made = report([SourceFile(name, name, raw)], settings, as_of)
    return [one for one in made.findings if one.severity is Severity.ERROR]


def _lines(laid: Laid) -> tuple[list[str], list[tuple[Entry, int] | None]]:
    """The lines of the front matter, and for each the entry that it belongs to, with the indentation of its keys."""
    lines = [line for key, value in laid.head.items() for line in entry(key, value)] + ["objectives:"]
    owners: list[tuple[Entry, int] | None] = [None] * len(lines)
    for objective, results in laid.objectives:
        _add(lines, owners, objective, 2)
        if results:
            lines.append("    key_results:")
            owners.append(None)
        for one in results:
            _add(lines, owners, one, 6)
    return lines, owners


def _add(lines: list[str], owners: list[tuple[Entry, int] | None], one: Entry, indent: int) -> None:
    inner = [line for key, value in one.keys.items() for line in entry(key, value, indent + 2)]
    inner[0] = f"{' ' * indent}- {inner[0].lstrip(' ')}"
    lines += inner
    owners += [(one, indent + 2)] * len(inner)


def _mend(
    wrong: Diagnostic, laid: Laid, lines: list[str], owners: list[tuple[Entry, int] | None], settings: Settings
) -> bool:
    """Do something about an error; whether anything could be done."""
    if wrong.name == "too-many-objectives":
        return _put_off(wrong, laid, _most(settings))
    return _drop(wrong, lines, owners)


def _most(settings: Settings) -> int:
    """How many objectives a team may have in a cycle without an error."""
    every = settings.rules.settings
    written = {**every.get(CODES["too-many-objectives"][0], {}), **every.get("too-many-objectives", {})}
    limit = written.get("error_above")
    return int(limit) if limit is not None and is_limit(limit) else SETTINGS["error_above"]


def _put_off(wrong: Diagnostic, laid: Laid, most: int) -> bool:
    """Let those objectives wait as drafts that are too many for one team, the last ones in the file first."""
    agreed = _agreed(laid)
    waiting = agreed[most:] or agreed[-1:]
    _let_wait(waiting, wrong.message)
    return bool(waiting)


def _make_room(laid: Laid, most: int, elsewhere: int) -> None:
    """Let those objectives wait as drafts that are too many beside those that the team has in other documents."""
    team, cycle = laid.head["team"], laid.head["cycle"]
    has = f"{team} has {elsewhere} {'objective' if elsewhere == 1 else 'objectives'} in {cycle} already"
    _let_wait(_agreed(laid)[max(most - elsewhere, 0) :], has)


def _agreed(laid: Laid) -> list[Entry]:
    return [objective for objective, _ in laid.objectives if "state" not in objective.keys]


def _let_wait(waiting: list[Entry], why: str) -> None:
    for one in waiting:
        one.keys["state"] = "draft"
        one.sort()
        one.doubt(f"`{one.title}` waits as a draft: {why}. Choose, and take `state` out")


def _drop(wrong: Diagnostic, lines: list[str], owners: list[tuple[Entry, int] | None]) -> bool:
    """Take the value that an error is about out of its entry; whether there is one to be taken out."""
    at = wrong.where.line - 2  # the line of `---` comes first
    owner = owners[at] if 0 <= at < len(owners) else None
    if owner is None:
        return False
    one, indent = owner
    while at >= 0 and len(lines[at]) - len(lines[at].lstrip(" -")) != indent:
        at -= 1
    key = found[1] if at >= 0 and (found := _KEY.match(lines[at])) else ""
    if key in _NEEDED or key not in one.keys:
        key = next((name for name in ("baseline", "start", "change", "current", "target") if name in one.keys), "")
    if not key:
        return False
    one.drop(key, wrong.message)
    return True
