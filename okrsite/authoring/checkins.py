"""A reading put into the document where it belongs, in as few lines as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from okrsite.errors import OkrsiteError
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.report import Report
from okrsite.source import emit
from okrsite.source.documents import CheckinDocument, ObjectivesDocument
from okrsite.source.emit import Value
from okrsite.source.entries import KeyResultEntry
from okrsite.source.marks import Key, Places
from okrsite.source.read import Document
from okrsite.source.splice import SpliceRefused, insert, splice, widen

Path = tuple[Key, ...]


class NewReading(Struct, frozen=True):
    """What somebody wants to record of a day; without a value it says that somebody looked."""

    date: date
    value: str | None
    confidence: str | None = None
    note: str | None = None
    health: str | None = None

    @property
    def keys(self) -> dict[str, str]:
        """What is said, by the key of a check-in.

        >>> NewReading(date(2026, 7, 20), "73%", note="The shorter form went live").keys
        {'value': '73%', 'note': 'The shorter form went live'}
        """
        said = {"value": self.value, "confidence": self.confidence, "note": self.note, "health": self.health}
        return {key: text for key, text in said.items() if text}

    @property
    def written(self) -> Value:
        """As it stands behind its date: the value alone where nothing else is said."""
        keys = self.keys
        return keys["value"] if set(keys) == {"value"} else keys


class Place(Struct, frozen=True):
    """Where a reading goes: below `path` of a document, under `key`, its date or the key result's id.

    `index` is the entry that is there already, None where there is none; `text` is its value. `blank` tells that
    nothing stands behind its key.
    """

    document: Document
    path: Path
    key: str
    index: int | None = None
    text: str | None = None
    blank: bool = False

    @property
    def line(self) -> int:
        """The line of the entry, or of what it goes below."""
        found = self.path if self.index is None else (*self.path, self.index)
        return self.document.where(*found).line


def refuse_text(key_result: KeyResult, value: str) -> None:
    """Refuse a reading that is no number, with an example of the key result's own."""
    parsed = parse_quantity(value)
    if isinstance(parsed, NotANumber):
        like = key_result.target or key_result.baseline or key_result.level
        example = f", as in `{like.text}`" if like else ""
        reason = f": {parsed.reason}" if parsed.reason else "; a reading begins with its number"
        raise OkrsiteError(f"`{value}` is no number{reason}", parsed.hint or f"Write it with its unit{example}.")


def place_of(report: Report, key_result: KeyResult, day: date) -> Place:
    """Where a reading of `day` goes: where that day has one; else into the key result's own document.

    A check-in document of the team on that very day takes it where the key result has no check-ins of its own.
    """
    document, path = written_at(report, key_result)
    inline = (*path, "checkins")
    entry = entry_at(document, path)
    for index, checkin in enumerate(entry.checkins):
        if checkin.date == day:
            return Place(document, inline, day.isoformat(), index, checkin.value)
    weekly = list(_weekly(report, report.graph.objective_of(key_result).team, day))
    for one, written in weekly:
        for index, reading in enumerate(written.readings):
            if _meant(report, reading.kr) == key_result.id:
                return Place(one, ("readings",), reading.kr, index, reading.value, reading.is_nothing)
    if weekly and not entry.checkins:
        return Place(weekly[-1][0], ("readings",), key_result.id)
    return Place(document, inline, day.isoformat())


def written_at(report: Report, key_result: KeyResult) -> tuple[Document, Path]:
    """The document of a key result, and its path there."""
    document = report.documents[report.graph.objective_of(key_result).uri]
    content = document.content
    assert isinstance(content, ObjectivesDocument)
    for number, objective in enumerate(content.objectives):
        for index in range(len(objective.key_results)):
            path: Path = ("objectives", number, "key_results", index)
            if document.where(*path) == key_result.where:
                return document, path
    raise OkrsiteError(f"`{key_result.id}` is not where it was read", "Run the command again.")


def put(raw: bytes, place: Place, reading: NewReading, *, replace: bool = False) -> bytes:
    """The file with the reading in its place; OkrsiteError where that day has one, SpliceRefused where it is unsafe.

    With `replace` the reading that is there is written over, and what is not said anew stays.
    """
    if place.index is None:
        try:
            return _added(raw, place, reading)
        except SpliceRefused as refused:
            raise SpliceRefused(refused.message, _by_hand(place, reading)) from None
    if not (replace or place.blank):
        held = f": `{place.text}`" if place.text else ""
        message = f"there is a reading of {reading.date} already, at {place.document.path}:{place.line}{held}"
        raise OkrsiteError(message, "Write it over with `--replace`, or name another day with `--date`.")
    return _replaced(raw, place, reading)


def _added(raw: bytes, place: Place, reading: NewReading) -> bytes:
    document, path = place.document, place.path
    if document.marks.at(*path) is None:
        return insert(raw, path[:-1], str(path[-1]), {place.key: reading.written})
    if path[-1] == "readings":
        return insert(raw, path, place.key, reading.written)
    days = [checkin.date for checkin in entry_at(document, path[:-1]).checkins]
    return insert(raw, path, place.key, reading.written, turn(days, reading.date))


def _by_hand(place: Place, reading: NewReading) -> str:
    """What to write where the file can't be edited safely."""
    document, path = place.document, place.path
    there = document.marks.at(*path)
    lines = emit.block_entry(place.key, reading.written, 2)
    head = f"Write by hand into `{path[-1]}`" if there else f"Write by hand, with a line `{path[-1]}:` above it"
    return "\n".join([f"{head}, at {document.path}:{document.where(*path).line}:", *lines])


def turn(days: Sequence[date], day: date) -> int | None:
    """Before which of some days, oldest or newest first, another belongs; None for the end.

    >>> turn([date(2026, 7, 6), date(2026, 7, 20)], date(2026, 7, 13))
    1
    >>> turn([date(2026, 7, 20), date(2026, 7, 6)], date(2026, 7, 27))
    0
    """
    falling = len(days) > 1 and days[0] > days[-1]
    later = (index for index, other in enumerate(days) if (other < day if falling else other > day))
    return next(later, None)


def _replaced(raw: bytes, place: Place, reading: NewReading) -> bytes:
    assert place.index is not None
    path = (*place.path, place.index)
    marks = place.document.marks.at(*path)
    name = "kr" if place.path[-1] == "readings" else "date"
    if marks is not None and marks.key is not None and all(one.key is None for one in _beside(marks, name)):
        said = reading.written
        return splice(raw, path, said) if isinstance(said, str) else widen(raw, path, reading.keys)
    for key, text in reading.keys.items():
        known = marks is not None and key in marks.children
        raw = splice(raw, (*path, key), text) if known else insert(raw, path, key, text)
    return raw


def _beside(marks: Places, name: str) -> Iterable[Places]:
    """What an entry holds beside its date or id; a value that stands alone has no key."""
    return (inner for key, inner in marks.children.items() if key != name)


def _weekly(report: Report, team: str, day: date) -> Iterable[tuple[Document, CheckinDocument]]:
    """The check-in documents of a team on a day."""
    written = (*report.graph.checkins, *report.graph.empty_checkins)
    uris = [one.uri for one in written if one.team == team and one.date == day]
    for uri in uris:
        content = report.documents[uri].content
        if isinstance(content, CheckinDocument):
            yield report.documents[uri], content


def entry_at(document: Document, path: Path) -> KeyResultEntry:
    content = document.content
    assert isinstance(content, ObjectivesDocument)
    return content.objectives[int(path[1])].key_results[int(path[3])]


def _meant(report: Report, text: str) -> str | None:
    name = report.graph.names.get(text.lower())
    return name.id if name else None
