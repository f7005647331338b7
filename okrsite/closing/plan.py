"""What closing a cycle writes, all of it made before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from okrsite.closing import carrying, retrospectives
from okrsite.closing.refusal import Refusal
from okrsite.closing.team_close import Close, TeamClose
from okrsite.diagnostics import Where
from okrsite.model.naming import free_path
from okrsite.model.seal import Seal
from okrsite.source.edit import SpliceRefused
from okrsite.source.front_matter import decoded
from okrsite.source.seals import digest_of


class Change(Struct, frozen=True):
    """A document that is written: its path below docs_dir, what it held (None: it is new) and what it will hold."""

    uri: str
    before: bytes | None
    after: bytes


class Desk(Struct, frozen=True):
    """What a plan is made with: bytes by uri, whether a file is there, and how people see its path."""

    raw: Mapping[str, bytes]
    there: Callable[[str], bool]
    path: Callable[[str], str]
    changes: dict[str, Change] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def create(self, wanted: str, made: Callable[[str], bytes]) -> str:
        """Plan a new document; returns its uri, which nothing else has."""
        uri = free_path(wanted, lambda uri: self.there(uri) or uri in self.changes)
        self.changes[uri] = Change(uri, None, made(uri))
        return uri

    def complete(self, uri: str, completed: Callable[[bytes], bytes]) -> None:
        """Plan an addition to a document, unless there is nothing to add; a refusal is noted."""
        before = self.raw[uri]
        try:
            after = completed(before)
        except SpliceRefused as refused:
            self.refused.append(f"{self.path(uri)}: {refused.message}. {refused.hint}")
            return
        if after != before:
            self.changes[uri] = Change(uri, before, after)


def plan(close: Close, desk: Desk, seal: str) -> tuple[tuple[Change, ...], Seal]:
    """The documents that closing writes, and the seal, whose path is `seal`.

    Raises Refusal where a retrospective can't be completed.
    """
    carried = carrying.carried_of(close, close.following) if close.following else None
    successors = carried.successors if carried else {}
    still_open = set()
    for part in close.teams():
        uri = _retrospective(part, successors, desk)
        if _leaves_open(part):
            still_open.add(uri)
        if carried and carrying.drafted(part, carried):
            _carry(part, carried, uri, desk)
    if desk.refused:
        message = f"{close.cycle.id} is not closed: some retrospectives can't be completed by a command"
        raise Refusal(message, "Write this by hand, then close again.", tuple(desk.refused))
    changes = tuple(desk.changes.values())
    return changes, _seal(close, changes, still_open, Where(seal))


def _retrospective(part: TeamClose, successors: dict[str, str], desk: Desk) -> str:
    written = part.retrospective
    if written is None:
        return desk.create(retrospectives.retrospective_path(part), lambda _: retrospectives.draft(part, successors))
    desk.complete(written.uri, lambda raw: retrospectives.completed(raw, part, successors))
    return written.uri


def _leaves_open(part: TeamClose) -> bool:
    """Whether a retrospective is still to be written, or something in it to be decided."""
    written = part.retrospective
    if written is None:
        return True
    told = {one.id: one.decided for one in written.carry_over}
    return not all(told.values()) or any(one.id not in told for one in part.missed())


def _carry(part: TeamClose, carried: carrying.Carried, retrospective: str, desk: Desk) -> None:
    """Plan the drafts of a team for the next cycle, in a document of their own."""
    wanted = carrying.carried_path(part, carried.following)
    if desk.there(wanted):
        wanted = f"{wanted.removesuffix('.md')}-carried-over.md"
    desk.create(wanted, lambda _: carrying.draft(part, carried, desk.path(retrospective)))


def _seal(close: Close, changes: tuple[Change, ...], still_open: set[str], where: Where) -> Seal:
    after = {change.uri: decoded(change.after) for change in changes}
    documents = close.report.documents
    digests = {uri: digest_of(after.get(uri) or documents[uri].text) for uri in close.uris() if uri not in still_open}
    return Seal(close.cycle.id, close.day, digests, where, tuple(sorted(still_open)))
