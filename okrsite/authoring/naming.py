"""Ids that were derived from a position, written down where they belong."""

from __future__ import annotations

from okrsite.authoring.stretches import Seat, Seats, Stretch
from okrsite.diagnostics import Diagnostic
from okrsite.source import emit
from okrsite.source.edit import LINE_END, Edit
from okrsite.source.marks import Key, Places
from okrsite.source.nodes import Mapping, Mark, Node, Scalar


def written_id(edit: Edit, finding: Diagnostic, placed: Seats) -> Stretch | None:
    """The line with the id, below the title of what it names; None where there is no room for one."""
    seat = entry_seat(finding, placed)
    if seat is None or not isinstance(seat.node, Mapping):
        return None
    node, name = seat.node, own_id(finding, seat)
    told = f"`id: {name}` written"
    for key, value in node.entries:
        if key.text == "id":
            return _filled(value, name, finding, told)
    if node.flow:
        start = node.mark.start + 1
        return Stretch(start, start, f"id: {emit.scalar(name, flow=True)}, ", finding, told) if node.entries else None
    above = _title(node)
    if above is None:
        return None
    ends = LINE_END.search(edit.text, above.mark.end)
    at = ends.start() if ends else len(edit.text)
    line = f"{edit.line_end}{' ' * (node.entries[0][0].mark.column - 1)}id: {emit.scalar(name)}"
    return Stretch(at, at, line, finding, told)


def entry_seat(finding: Diagnostic, placed: Seats) -> Seat | None:
    """What a finding about an id speaks of."""
    found = placed.get((finding.where.line, finding.where.column), ())
    return next((seat for seat in found if isinstance(seat.node, Mapping)), found[0] if found else None)


def own_id(finding: Diagnostic, seat: Seat) -> str:
    """The id as it is written: that of a key result is joined to its objective's by its dot."""
    whole = finding.subject or ""
    return f".{whole.rpartition('.')[2]}" if seat.key == "key_results" else whole


def paths_of(marks: Places) -> dict[Mark, tuple[Key, ...]]:
    """The path of the entry at each mark, of the innermost one where several stand there."""
    found: dict[Mark, tuple[Key, ...]] = {}
    queue: list[tuple[tuple[Key, ...], Places]] = [((), marks)]
    for path, one in queue:
        if one.value not in found or len(path) > len(found[one.value]):
            found[one.value] = path
        queue.extend(((*path, key), inner) for key, inner in one.children.items())
    return found


def _filled(value: Node, name: str, finding: Diagnostic, told: str) -> Stretch | None:
    """The id in the place of one that says nothing."""
    if not isinstance(value, Scalar) or not value.is_null:
        return None
    gap = " " if value.mark.start == value.mark.end else ""
    return Stretch(value.mark.start, value.mark.end, gap + emit.scalar(name), finding, told)


def _title(node: Mapping) -> Node | None:
    """The value on one line below which the id goes: the title, else the first."""
    lines = [(key.text, value) for key, value in node.entries if _on_one_line(value)]
    titles = [value for key, value in lines if key in ("objective", "key_result", "name")]
    return next(iter(titles or [value for _, value in lines]), None)


def _on_one_line(value: Node) -> bool:
    if value.mark.line != value.mark.end_line:
        return False
    return (value.style not in ("|", ">") and not value.is_null) if isinstance(value, Scalar) else value.flow
