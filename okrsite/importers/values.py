"""What is said of a key result as the values of a document; a number is only there if it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okrsite.importers.amounts import put_amounts
from okrsite.importers.entry import Entry
from okrsite.importers.found import FoundKeyResult, FoundObjective, Placed
from okrsite.importers.numerals import Numerals
from okrsite.importers.placeholders import is_placeholder
from okrsite.importers.titles import Told, stated_progress, told_by
from okrsite.model.characters import plain
from okrsite.source.emit import Value
from okrsite.source.fields import MisreadError, read_share, read_weight

CATEGORIES = ("business", "usage", "satisfaction")
_GREEN = ("on track", "on target", "green", "good", "healthy", "🟢", "no prazo", "順調")
_AMBER = ("at risk", "needs attention", "amber", "yellow", "slipping", "🟡", "🟠", "em risco")
_RED = ("off track", "behind", "blocked", "delayed", "red", "🔴", "atrasado")
_HEALTH = {word: colour for colour, words in (("green", _GREEN), ("amber", _AMBER), ("red", _RED)) for word in words}
_DONE = ("done", "complete", "completed", "achieved", "finished", "shipped", "✅", "☑", "x", "✓", "concluído", "完了")
_PERCENT = re.compile(r"-?\d+(?:\.\d+)?\s?%")


def key_result_entry(found: FoundKeyResult, source: str, numerals: Numerals, categories: Iterable[str] = ()) -> Entry:
    """The entry of a key result; `source` is the name of the file."""
    entry = Entry(found.title.text, found.title.line, {"key_result": found.title.text}, list(found.rest))
    said = {key: _without_progress(entry, key, one, found) for key, one in found.said.items()}
    told = told_by(numerals.english(found.title.text, lambda note: None))
    put_amounts(entry, said, told, numerals)
    _progress(entry, said, told)
    _score(entry, said, told, source)
    _words(entry, said, (*CATEGORIES, *categories))
    _status(entry, said)
    _checkins(entry, found)
    entry.link(found.links)
    entry.sort()
    return entry


def _without_progress(entry: Entry, key: str, said: Placed, found: FoundKeyResult) -> Placed:
    """A current value without the progress beside it, which becomes one of its own."""
    split = stated_progress(plain(said.text)) if key == "current" else None
    if split is None or "progress" in found.said:
        return said
    entry.keys["stated_progress"] = split[1]
    return Placed(split[0] or said.text, said.line)


def _progress(entry: Entry, said: dict[str, Placed], told: Told) -> None:
    one = said.get("progress")
    text = plain(one.text).strip() if one else told.numbers.get("progress", "")
    if _PERCENT.fullmatch(text):
        entry.keys["stated_progress"] = text
    elif one is not None:
        entry.keep("progress", one)


def _score(entry: Entry, said: dict[str, Placed], told: Told, source: str) -> None:
    one = said.get("score")
    if one is None and "score" in told.numbers:
        one = Placed(told.numbers["score"], entry.line)
        entry.doubt(f"`{one.text}` at the end of the title is taken for its score")
    if one is None:
        return
    if _is_share(one.text):
        entry.keys["score"] = plain(one.text).strip()
        entry.keys["score_reason"] = f"As it stands in {source}, line {one.line}"
    else:
        entry.keep("score", one)


def _words(entry: Entry, said: dict[str, Placed], categories: tuple[str, ...]) -> None:
    """What is taken as it is typed, where a document may say it."""
    for key in ("owner", "measurement", "window", "cohort"):
        if (one := said.get(key)) is not None:
            text = one.text.lstrip("@").strip() if key == "owner" else one.text
            if is_placeholder(text) or (key == "owner" and text == "OWNER"):
                entry.keep(key, one)
            else:
                entry.keys[key] = text
    if (one := said.get("category")) is not None:
        if one.text.strip().casefold() in categories:
            entry.keys["category"] = one.text.strip().casefold()
        else:
            entry.keep("category", one)
    if (one := said.get("confidence")) is not None:
        if _is_share(one.text):
            entry.keys["confidence"] = plain(one.text).strip()
        else:
            entry.keep("confidence", one)
    if (one := said.get("weight")) is not None:
        if _is_weight(one.text):
            entry.keys["weight"] = one.text.strip()
        else:
            entry.keep("weight", one)
    for key in ("priority", "context"):
        if (one := said.get(key)) is not None:
            entry.keep(key, one)


def health_of(text: str) -> str | None:
    """The health that a word or sign of a status reports, or None.

    >>> health_of("On Track"), health_of("🟡"), health_of("Started")
    ('green', 'amber', None)
    """
    return _HEALTH.get(" ".join(plain(text).replace("-", " ").casefold().strip(" .\ufe0f").split()))


def _status(entry: Entry, said: dict[str, Placed]) -> None:
    status, done = said.get("status"), said.get("done")
    if status is not None:
        health = health_of(status.text)
        if health:
            entry.keys["health"] = health
        if health is None or status.text.casefold().strip() not in _HEALTH:
            entry.keep("status", status)
    finished = done is not None and done.text.strip().casefold() in _DONE
    finished = finished or (status is not None and plain(status.text).casefold().strip(" .") in _DONE)
    if finished and not ({"baseline", "start", "target", "change"} & entry.keys.keys()):
        entry.keys["done"] = True
        entry.doubt("it is reported as done and has no number, so it becomes a yes or no")
    elif finished:
        entry.doubt("it is reported as done; add the value that it reached", (status or done or said["status"]).line)


def _checkins(entry: Entry, found: FoundKeyResult) -> None:
    days: dict[str, Value] = {}
    for one in found.checkins:
        if one.day in days:
            entry.rest.append(Placed(f"{one.day}: {one.value} {one.note}".strip(), one.line))
        else:
            days[one.day] = {"value": one.value, "note": one.note} if one.note else one.value
    if days:
        entry.keys["checkins"] = days


def _is_share(text: str) -> bool:
    return _reads(read_share, text)


def _is_weight(text: str) -> bool:
    return _reads(read_weight, text)


def _reads(reader: object, text: str) -> bool:
    assert callable(reader)
    try:
        reader(plain(text).strip())
    except MisreadError:
        return False
    return True


def objective_entry(found: FoundObjective, source: str) -> Entry:
    """The entry of an objective; `source` is the name of the file."""
    entry = Entry(found.title.text, found.title.line, {"objective": found.title.text}, list(found.rest))
    said = dict(found.said)
    if (context := said.pop("context", None)) is not None:
        entry.keys["context"] = " ".join(context.text.split())
    priority = said.pop("priority", None)
    if priority is not None and priority.text.strip().upper() in ("P0", "P1", "P2"):
        entry.keys["priority"] = priority.text.strip().upper()
    elif priority is not None:
        entry.keep("priority", priority)
    _score(entry, said, Told({}), source)
    _words(entry, {key: one for key, one in said.items() if key in ("owner", "category", "weight")}, CATEGORIES)
    status = said.get("status")
    health = health_of(status.text) if status else None
    if health:
        entry.keys["health"] = health
    for key, one in said.items():
        if key not in ("score", "owner", "category", "weight") and not (key == "status" and health):
            entry.keep(key, one)
    entry.link(found.links)
    return entry
