"""What `okrsite check --fix` changes: what has one right answer, in the fewest lines, and never a word of prose.

Every stretch that changes is known before anything does; the file is read again afterwards and has to say the same.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, to_builtins

from okrsite.authoring.naming import entry_seat, own_id, paths_of, written_id
from okrsite.authoring.stretches import Seats, Stretch, quoted, seats, turned_back, without_overlaps
from okrsite.codes import MENDABLE
from okrsite.diagnostics import Diagnostic
from okrsite.source import emit
from okrsite.source.edit import Edit, SpliceRefused
from okrsite.source.mojibake import mended
from okrsite.source.nodes import Mapping, Scalar
from okrsite.source.read import Document, SourceFile, read


class Refused(Struct, frozen=True):
    """A finding that can't be mended safely, and what to do about it by hand."""

    finding: Diagnostic
    reason: str
    hint: str


class Mending(Struct, frozen=True):
    """A file as it is to be, with what was mended in it and what was not."""

    raw: bytes
    done: tuple[Stretch, ...] = ()
    refused: tuple[Refused, ...] = ()


def mend(raw: bytes, findings: Iterable[Diagnostic]) -> Mending:
    """The file with those of its findings mended that have one right answer.

    >>> from okrsite.codes import finding
    >>> from okrsite.diagnostics import Where
    >>> mend(b"---\\nokr: team\\nname: @home\\n---\\n", [finding("misread-value", Where("a.md", 3, 7), "")]).raw
    b'---\\nokr: team\\nname: "@home"\\n---\\n'
    """
    wanted = [finding for finding in findings if finding.name in MENDABLE]
    if not wanted:
        return Mending(raw)
    try:
        workpiece = _Workpiece(raw)
    except SpliceRefused as refused:
        return Mending(raw, (), tuple(Refused(one, refused.message, refused.hint or "") for one in wanted))
    return workpiece.mended(wanted)


class _Workpiece:
    """A document on the bench: what stands where, and what it said when it was read."""

    def __init__(self, raw: bytes) -> None:
        self.edit = Edit(raw)
        self.seats: Seats = seats(self.edit.written.root)

    def mended(self, wanted: Sequence[Diagnostic]) -> Mending:
        planned: dict[tuple[int, int], Stretch] = {}
        refused = []
        for finding in wanted:
            found = self.stretches(finding)
            planned |= {(one.start, one.end): one for one in found}
            if not found:
                refused.append(self.refusal(finding, "what is to change can't be told for sure"))
        stretches = without_overlaps(planned.values())
        raw = self.changed(stretches)
        if raw is not None:
            return Mending(raw, tuple(stretches), tuple(refused))
        return self.one_by_one(stretches, refused)

    def one_by_one(self, stretches: Sequence[Stretch], refused: list[Refused]) -> Mending:
        """Those of several changes that leave the meaning as it is, where not all of them do."""
        kept: list[Stretch] = []
        for one in stretches:
            if self.changed([*kept, one]) is None:
                refused.append(self.refusal(one.finding, "the document would say something else"))
            else:
                kept.append(one)
        return Mending(self.changed(kept) or self.edit.raw, tuple(kept), tuple(refused))

    def stretches(self, finding: Diagnostic) -> list[Stretch]:
        if finding.name == "derived-id":
            found = written_id(self.edit, finding, self.seats)
        elif finding.name == "misread-value":
            found = quoted(self.edit, finding, self.seats)
        else:
            return list(turned_back(self.edit.text, finding))
        return [found] if found else []

    def changed(self, stretches: Sequence[Stretch]) -> bytes | None:
        """The new bytes, None where they would not say the same but for what is meant to change."""
        text, at, pieces = self.edit.text, 0, []
        for one in stretches:
            if one.start < at:
                return None
            pieces += [text[at : one.start], one.text]
            at = one.end
        bom = codecs.BOM_UTF8 if self.edit.raw.startswith(codecs.BOM_UTF8) else b""
        raw = bom + "".join([*pieces, text[at:]]).encode()
        again = read(SourceFile("", "", raw))
        if again.document is None or _said(again.document) != self.expected(stretches):
            return None
        return raw if _misreadings(again.diagnostics) <= self.misread(stretches) else None

    def expected(self, stretches: Iterable[Stretch]) -> Any:
        """What the document says once it bears the ids that are written into it."""
        document = self.edit.document
        content = to_builtins(document.content)
        paths = paths_of(document.marks)
        for one in stretches:
            seat = entry_seat(one.finding, self.seats) if one.finding.name == "derived-id" else None
            path = paths.get(seat.node.mark) if seat else None
            if seat and path:
                entry: Any = content
                for key in path:
                    entry = entry[key]
                entry["id"] = own_id(one.finding, seat)
        return _said(document, content)

    def misread(self, stretches: Iterable[Stretch]) -> int:
        """How many values YAML may still misread."""
        before = read(SourceFile("", "", self.edit.raw)).diagnostics
        places = {(one.start, one.end) for one in stretches if one.finding.name == "misread-value"}
        return _misreadings(before) - len(places)

    def refusal(self, finding: Diagnostic, reason: str) -> Refused:
        """Why a finding stays, with the line as it is to be where that is known."""
        seat = entry_seat(finding, self.seats) if finding.name == "derived-id" else None
        if seat is None or isinstance(seat.node, Mapping) or not isinstance(seat.node, Scalar):
            return Refused(finding, reason, f"Change line {finding.where.line} by hand: {finding.hint or ''}".strip())
        pad = " " * (seat.node.mark.column - 1)
        title = emit.block_entry(_titled(seat.key), seat.node.text, 0)[0]
        lines = [f"{pad[:-2]}- {title}", f"{pad}id: {own_id(finding, seat)}"]
        hint = "\n".join([f"Write in place of line {finding.where.line}:", *lines])
        return Refused(finding, "it is written as one text, which has no room for an id", hint)


def _titled(key: str) -> str:
    """The key of the title in a list.

    >>> _titled("key_results"), _titled("initiatives")
    ('key_result', 'name')
    """
    return key.removesuffix("s") if key in ("objectives", "key_results") else "name"


def _said(document: Document, content: Any = None) -> Any:
    """All that a document says, with nothing encoded twice."""
    whole = (content or to_builtins(document.content), dict(document.page_keys), document.body)
    return _turned_back((whole, [(one.names, one.reason) for one in document.allowances]))


def _turned_back(said: Any) -> Any:
    if isinstance(said, str):
        return mended(said) or said
    if isinstance(said, dict):
        return {key: _turned_back(value) for key, value in said.items()}
    return [_turned_back(value) for value in said] if isinstance(said, list | tuple) else said


def _misreadings(diagnostics: Iterable[Diagnostic]) -> int:
    return sum(one.name == "misread-value" for one in diagnostics)
