"""Over documents in every style, an edit changes the lines that it means, or is refused, and nothing else happens.

`make edits` runs ten thousand of them, `make unit` a few hundred.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import styled
from msgspec import Struct

from okrsite.authoring.checkins import NewReading, Place, place_of, put
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.append import append
from okrsite.source.drafting import entry
from okrsite.source.read import SourceFile
from okrsite.source.splice import SpliceRefused, insert, splice

EDITS = int(os.environ.get("OKRSITE_EDITS", "300"))
AS_OF = date(2026, 8, 28)
EMPTY = b"---\nokr: objectives\nteam: a\ncycle: 2026-Q3\nobjectives:\n  - id: K0\n    objective: O\n    key_results:\n"
_TWO = b"".join(b"      - id: .%d\n        key_result: K\n        target: 80%%\n" % number for number in range(2))
_ONE = b"  - id: K1\n    objective: P\n    key_results:\n      - id: .0\n        key_result: L\n        target: 9\n"
GOALS = EMPTY + _TWO + _ONE + b"---\n"


class Tried(Struct, frozen=True):
    """An edit: what was there, what came of it (None: it was refused), and how many lines may go and come."""

    what: str
    before: bytes
    after: bytes | None
    gone: int
    come: int
    expected: Any = None
    found: Any = None


def reported(files: dict[str, bytes]) -> Report:
    return report([SourceFile(uri, uri, raw) for uri, raw in files.items()], Settings(), AS_OF)


def content(raw: bytes, uri: str = "a.md") -> Any:
    """What a document says."""
    return plain(reported({uri: raw}).documents[uri].content)


def plain(said: Any) -> Any:
    """What an entry says with all that it leaves open, as JSON would have it."""
    if isinstance(said, Struct):
        return {name: plain(getattr(said, name)) for name in said.__struct_fields__}
    if isinstance(said, tuple):
        return [plain(one) for one in said]
    return str(said) if isinstance(said, date | Decimal) else said


def lines_of(raw: bytes) -> list[bytes]:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def hunk(before: list[bytes], after: list[bytes]) -> tuple[int, int]:
    """How many lines went and how many came, between what both begin and end with."""
    head = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    if head is None:
        head = min(len(before), len(after))
    before, after = before[head:], after[head:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return len(before), len(after)


def reading_of(random: Random, day: date) -> NewReading:
    note = random.choice([None, None, *styled.TEXTS])
    return NewReading(day, random.choice(styled.QUANTITIES), random.choice([None, "0.7", "70%"]), note)


def said(reading: NewReading, old: dict[str, Any], key: dict[str, Any]) -> dict[str, Any]:
    """A reading as the documents will have it, with what stays of an old one."""
    share = {"0.7": "0.7", "70%": "0.7"}.get(reading.confidence or "", old.get("confidence"))
    return {
        **key,
        "value": reading.value,
        "confidence": share,
        "note": reading.note or old.get("note"),
        "health": old.get("health"),
    }


def record(seed: int) -> Tried:
    """A reading put into the document of its key result."""
    random, raw = Random(seed), styled.of_key_results(seed)
    found = reported({"a.md": raw})
    key_result = random.choice(list(found.graph.key_results.values()))
    reading = reading_of(random, random.choice(styled.DAYS))
    place = place_of(found, key_result, reading.date)
    expected = content(raw)
    at: Any = expected
    for key in place.path[:-1]:
        at = at[key]
    days = at["checkins"]
    old = days[place.index] if place.index is not None else {}
    new = said(reading, old, {"date": str(reading.date)})
    at["checkins"] = sorted([*(one for one in days if one is not old), new], key=lambda one: one["date"])
    try:
        after = put(raw, place, reading, replace=True)
    except SpliceRefused:
        return Tried("record", raw, None, 0, 0)
    found_now = content(after)
    at = found_now
    for key in place.path[:-1]:
        at = at[key]
    in_order = [one["date"] for one in at["checkins"]] in _orders([one["date"] for one in at["checkins"]], days)
    assert in_order, after
    at["checkins"] = sorted(at["checkins"], key=lambda one: one["date"])
    for one, other in zip(at["checkins"], _at(expected, place.path[:-1])["checkins"], strict=True):
        one["confidence"], other["confidence"] = _share(one), _share(other)
    gone = old_lines(place)
    return Tried("record", raw, after, gone, len(reading.keys) + 2 + gone, expected, found_now)


def _at(whole: Any, path: Any) -> Any:
    for key in path:
        whole = whole[key]
    return whole


def _share(one: dict[str, Any]) -> float | None:
    return None if one["confidence"] is None else float(one["confidence"])


def _orders(days: list[str], before: list[dict[str, Any]]) -> list[list[str]]:
    """The orders that are right: as they were, oldest or newest first."""
    was = [one["date"] for one in before]
    return [sorted(days, reverse=len(was) > 1 and was[0] > was[-1])]


def old_lines(place: Place) -> int:
    """How many lines a reading has that is written over; one that is new may change the line that it goes into."""
    if place.index is None:
        return 1
    marks = place.document.marks.at(*place.path, place.index)
    assert marks is not None
    return marks.value.end_line - (marks.key or marks.value).line + 1


def check_in(seed: int) -> Tried:
    """A reading put into a check-in document."""
    random, raw = Random(seed), styled.of_check_ins(seed)
    found = reported({"g.md": GOALS, "a.md": raw})
    key_result = random.choice(list(found.graph.key_results.values()))
    reading = reading_of(random, styled.DAYS[2])
    place = place_of(found, key_result, reading.date)
    expected = content(raw)
    old = expected["readings"][place.index] if place.index is not None else {}
    new = said(reading, old, {"kr": key_result.id})
    if place.index is None:
        expected["readings"].append(new)
    else:
        expected["readings"][place.index] = new
    try:
        after = put(raw, place, reading, replace=True)
    except SpliceRefused:
        return Tried("check in", raw, None, 0, 0)
    now = content(after)
    for one, other in zip(now["readings"], expected["readings"], strict=True):
        one["confidence"], other["confidence"] = _share(one), _share(other)
    gone = old_lines(place)
    return Tried("check in", raw, after, gone, len(reading.keys) + 2 + gone, expected, now)


def change(seed: int) -> Tried:
    """Another value for a key."""
    random, raw = Random(seed), styled.of_key_results(seed)
    expected = content(raw)
    number = random.randrange(len(expected["objectives"]))
    index = random.randrange(len(expected["objectives"][number]["key_results"]))
    entry = expected["objectives"][number]["key_results"][index]
    key = random.choice([key for key in ("owner", "key_result", "measurement", "baseline", "target") if entry[key]])
    text = random.choice(styled.TEXTS if key in ("owner", "key_result", "measurement") else styled.QUANTITIES)
    entry[key] = text
    try:
        after = splice(raw, ("objectives", number, "key_results", index, key), text)
    except SpliceRefused:
        return Tried("change", raw, None, 0, 0)
    return Tried("change", raw, after, 5, 3, expected, content(after))


def extend(seed: int) -> Tried:
    """Another key, with a text or a list."""
    random, raw = Random(seed), styled.of_key_results(seed)
    expected = content(raw)
    number = random.randrange(len(expected["objectives"]))
    index = random.randrange(len(expected["objectives"][number]["key_results"]))
    text = random.choice(styled.TEXTS)
    value: Any = random.choice([text, [text, "b"]])
    deep = random.random() < 0.5
    path: tuple[str | int, ...] = ("objectives", number, "key_results", index) if deep else ("objectives", number)
    _at(expected, path)["supports"] = [text] if isinstance(value, str) else value
    try:
        after = insert(raw, path, "supports", value)
    except SpliceRefused:
        return Tried("extend", raw, None, 0, 0)
    return Tried("extend", raw, after, 1, 3, expected, content(after))


def begin(seed: int) -> Tried:
    """Another objective, with comments, as `okrsite new` puts it below the others."""
    random, raw = Random(seed), styled.of_key_results(seed)
    text = random.choice(styled.TEXTS)
    lines = ["# What gets better?", "- id: NEW", *(f"  {line}" for line in entry("objective", text)), "  # why?", ""]
    lines += ["  key_results:", *(f"    {line}" for line in ("- id: .a", "  # what", "  key_result: K", "  target: 5"))]
    expected = content(raw)
    try:
        after = append(raw, ("objectives",), lines)
    except SpliceRefused:
        return Tried("begin", raw, None, 0, 0)
    found = content(after)
    new = found["objectives"].pop()
    assert (new["id"], new["objective"], new["key_results"][0]["target"]) == ("NEW", text, "5")
    return Tried("begin", raw, after, 1, len(lines) + 1, expected, found)


KINDS: tuple[Callable[[int], Tried], ...] = (record, record, check_in, change, extend, begin)


def check(tried: Tried) -> None:
    """An edit says what was meant, in few lines, with the line ends and the mark of the file."""
    assert tried.after is not None
    assert tried.found == tried.expected
    gone, come = hunk(lines_of(tried.before), lines_of(tried.after))
    assert gone <= tried.gone and come <= tried.come, (gone, come)
    assert tried.before.startswith(b"\xef\xbb\xbf") == tried.after.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in tried.before:
        assert tried.after.count(b"\r\n") == tried.after.count(b"\n") == tried.after.count(b"\r")
    else:
        assert (b"\r" in tried.after, b"\n" in tried.after) == (b"\r" in tried.before, b"\n" in tried.before)
    assert tried.after.count(b"#") >= tried.before.count(b"#") - tried.before.count(b"x #1")


def test_edits_in_every_style_change_the_lines_that_they_mean() -> None:
    outcomes: Counter[tuple[str, bool]] = Counter()
    for seed in range(EDITS):
        tried = KINDS[seed % len(KINDS)](seed)
        outcomes[tried.what, tried.after is None] += 1
        if tried.after is not None:
            try:
                check(tried)
            except AssertionError:
                pytest.fail(f"seed {seed}, {tried.what}:\n{tried.before!r}\n{tried.after!r}")
    print("; ".join(f"{count} {what}{' refused' * was}" for (what, was), count in sorted(outcomes.items())))
    refused = {what for what, was in outcomes if was}
    assert refused <= {"begin"}, outcomes  # an objective that stands alone at the top has no others beside it
    assert outcomes["begin", True] < outcomes["begin", False] / 4
