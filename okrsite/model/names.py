"""The one name space of objectives, key results, initiatives, pillars and their aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Located, nearest
from okrsite.model.graph import Name

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
KIND_WORDS = {
    "objective": "objective",
    "key_result": "key result",
    "initiative": "initiative",
    "pillar": "pillar",
    "document": "document",
}
"""What messages call each kind of thing that bears a name."""


def is_id(text: str) -> bool:
    """Whether `text` can be an id.

    >>> is_id("ONB-2026Q3-1.completion"), is_id(".completion"), is_id("a b")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


def as_id(text: str) -> str:
    """The nearest thing to `text` that can be an id.

    >>> as_id("Big Launch / 2026")
    'Big-Launch-2026'
    """
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-._") or "x"


def joined(text: str, objective: str) -> str:
    """An id as written, where one that begins with a dot is joined to its objective's.

    >>> joined(".completion", "ONB-1"), joined("ONB-1.completion", "ONB-1")
    ('ONB-1.completion', 'ONB-1.completion')
    """
    return objective + text if text.startswith(".") else text


def path_told(steps: Sequence[str]) -> str:
    """The ids along a path with arrows between them, those in the middle of a long one left out.

    >>> path_told(["A", "B", "A"]), path_told([f"A{step}" for step in range(3000)])
    ('`A` → `B` → `A`', '`A0` → `A1` → `A2` → `A3` → `A4` → `A5` → … → `A2998` → `A2999`')
    """
    named = [f"`{step}`" for step in steps]
    return " → ".join([*named[:6], "…", *named[-2:]] if len(named) > 12 else named)


class NameSpace(Struct):
    """Who bears which name; the first to claim an id keeps it, later ones get another and a finding."""

    names: dict[str, Name] = field(default_factory=dict)
    places: dict[str, Located] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def claim(self, kind: str, wanted: str, where: Located) -> str | None:
        """`wanted` when it is a free, well-formed id, else None with a finding."""
        if not is_id(wanted):
            hint = "Use letters, digits, dots, hyphens and underscores; begin with a letter or digit."
            message = f"`{wanted}` can't be the id of {a_kind(kind)}"
            self.findings.append(finding("invalid-id", where(), message, hint, wanted))
            return None
        if wanted.lower() in self.names:
            self._taken(kind, wanted, where, "id")
            return None
        self._enter(Name(kind, wanted), wanted, where)
        return wanted

    def derive(self, kind: str, wanted: str, where: Located) -> str:
        """A free id made from `wanted`; for documents that name none."""
        derived, count = wanted, 1
        while derived.lower() in self.names:
            count += 1
            derived = f"{wanted}-{count}"
        self._enter(Name(kind, derived), derived, where)
        return derived

    def alias(self, name: Name, alias: str, where: Located) -> str | None:
        """`alias` when it is free and well formed, else None with a finding."""
        if not is_id(alias):
            message = f"`{alias}` can't be an alias of `{name.id}`"
            hint = "Use letters, digits, dots, hyphens and underscores; begin with a letter or digit."
            self.findings.append(finding("invalid-id", where(), message, hint, name.id))
            return None
        held = self.names.get(alias.lower())
        if held is not None:
            if held.id != name.id:
                self._taken(name.kind, alias, where, "alias")
            return None
        self._enter(Name(name.kind, name.id, alias=True), alias, where)
        return alias

    def find(self, text: str, kinds: Iterable[str] = tuple(KIND_WORDS)) -> Name | None:
        """What `text` names among the given kinds, regardless of case, or None."""
        name = self.names.get(text.lower())
        return name if name and name.kind in tuple(kinds) else None

    def suggest(self, text: str, kinds: Iterable[str] = tuple(KIND_WORDS)) -> str | None:
        """The known id of these kinds that is closest to `text`, or None."""
        allowed = tuple(kinds)
        return nearest(text, [name.id for name in self.names.values() if name.kind in allowed])

    def _enter(self, name: Name, spelling: str, where: Located) -> None:
        self.names[spelling.lower()] = name
        self.places[spelling.lower()] = where

    def _taken(self, kind: str, wanted: str, where: Located, role: str) -> None:
        first = self.places[wanted.lower()]()
        holder = self.names[wanted.lower()]
        message = f"the {role} `{wanted}` of this {KIND_WORDS[kind]} is taken by {a_kind(holder.kind)}"
        hint = f"Choose another; the first one stands in {first.path}, line {first.line}."
        self.findings.append(finding("duplicate-id", where(), message, hint, wanted))


def a_kind(kind: str) -> str:
    """The word for a kind with its article.

    >>> a_kind("key_result"), a_kind("initiative")
    ('a key result', 'an initiative')
    """
    word = KIND_WORDS[kind]
    return f"an {word}" if word[0] in "aeio" else f"a {word}"
