"""References by id: found regardless of case, or a finding with the nearest known one; circles are cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.entries import Key, Placed
from okrsite.model.names import KIND_WORDS, NameSpace, a_kind, joined, path_told
from okrsite.source.read import Document

GOALS = ("objective", "key_result")
"""The kinds that are scored and carried over."""
SUPPORTABLE = (*GOALS, "pillar")
"""The kinds that `supports` may name."""
ANY = (*GOALS, "initiative", "pillar")
"""The kinds that `depends_on` may name."""
SUGGESTIONS = 200
"""How many unknown references get the nearest known id; looking for it takes time in a large site."""
NAMED = 3
"""How many documents that could not be read a hint names."""


class References(Struct):
    """Resolves what documents refer to; `left_out` are the paths of documents that could not be read."""

    space: NameSpace
    left_out: tuple[str, ...] = ()
    findings: list[Diagnostic] = field(default_factory=list)

    def one(self, text: str | None, document: Document, key: Key, kinds: tuple[str, ...], own: str = "") -> str | None:
        """The canonical id that `text` refers to, or None with a finding; `own` joins ids that begin with a dot."""
        if text is None:
            return None
        wanted = joined(text, own)
        name = self.space.find(wanted, kinds)
        if name is None:
            self._unknown(wanted, document.where(*key, value=True), kinds)
            return None
        return name.id

    def many(
        self, texts: Iterable[str], document: Document, key: Key, kinds: tuple[str, ...], own: str = ""
    ) -> tuple[str, ...]:
        """The canonical ids of several references, each once, in the order written."""
        found = (self.one(text, document, (*key, index), kinds, own) for index, text in enumerate(texts))
        return tuple(dict.fromkeys(name for name in found if name))

    def _unknown(self, wanted: str, where: Where, kinds: tuple[str, ...]) -> None:
        expected = " or ".join(KIND_WORDS[kind] for kind in kinds) if kinds != ANY else "id"
        other = self.space.find(wanted)
        close = self.space.suggest(wanted, kinds) if len(self.findings) < SUGGESTIONS else None
        if other is not None:
            hint = f"`{wanted}` is {a_kind(other.kind)}; name {' or '.join(map(a_kind, kinds))}."
        elif close is not None or self.left_out:
            hint = " ".join(filter(None, (f"Did you mean `{close}`?" if close else "", self._elsewhere())))
        else:
            hint = "Correct the id, or remove the reference."
        message = f"there is no {expected} `{wanted}`"
        self.findings.append(finding("unknown-reference", where, message, hint, wanted))

    def _elsewhere(self) -> str:
        """That the id may stand in a document that was left out, empty where none was."""
        named, more = ", ".join(self.left_out[:NAMED]), len(self.left_out) - NAMED
        rest = f" and {more} more" if more > 0 else ""
        return f"It may stand in a document that can't be read: {named}{rest}." if named else ""


def cut_circles(
    edges: Mapping[str, tuple[str, ...]],
    owners: Mapping[str, str],
    placed: Mapping[str, Placed],
    key: str,
    rule: str,
) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    """The edges without those that close a circle, and an error for each that was cut, with its path.

    `owners` maps a key result to its objective: supporting the one supports the other.
    """
    kept = {start: tuple(ends) for start, ends in edges.items() if ends}
    findings: list[Diagnostic] = []
    while circle := circle_in(kept, owners):
        written = [(start, end) for start, end in pairwise(circle) if end in kept.get(start, ())]
        start, end = max(written, key=lambda edge: _order(placed[edge[0]]))
        kept[start] = tuple(other for other in kept[start] if other != end)
        findings.append(_cut(placed[start], end, circle, key, rule))
    return kept, findings


def circle_in(edges: Mapping[str, tuple[str, ...]], owners: Mapping[str, str]) -> list[str]:
    """The ids along one circle, the first again at the end, empty without one; `owners` as for `cut_circles`."""
    graph = {start: set(ends) for start, ends in edges.items()}
    for ends in edges.values():
        for end in ends:
            if end in owners:
                graph.setdefault(end, set()).add(owners[end])
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found = list(reversed(error.args[1]))
        return [str(step) for step in found]
    return []


def _order(entry: Placed) -> tuple[str, int, int]:
    return (entry.where.path, entry.where.line, entry.where.column)


def _cut(entry: Placed, end: str, circle: list[str], key: str, rule: str) -> Diagnostic:
    path = path_told(_from(circle, entry.id))
    where = entry.document.where(*entry.key, key, value=True)
    message = f"`{key}` runs in a circle: {path}"
    return finding(rule, where, message, f"Remove `{end}` from `{key}` here, or another step.", entry.id)


def _from(circle: list[str], first: str) -> list[str]:
    ring = circle[:-1]
    at = ring.index(first)
    return [*ring[at:], *ring[:at], first]
