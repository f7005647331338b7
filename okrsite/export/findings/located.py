"""Findings with what a forge needs to place them: the path from the repository's root, and the line itself."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256

from msgspec import Struct

from okrsite.diagnostics import Diagnostic

Lines = Callable[[str], tuple[str, ...]]
"""From a finding's path to the lines of that file; none where it can't be read."""


class Located(Struct, frozen=True):
    """A finding with its `file`, a path from the repository's root, and `source`, the line that it speaks of.

    `fingerprint` stays the same while the finding does, though lines are added above it and days pass.
    """

    finding: Diagnostic
    file: str
    source: str
    fingerprint: str


def located(findings: Iterable[Diagnostic], lines: Lines, prefix: str = "") -> tuple[Located, ...]:
    """Findings as forges want them; `prefix` is the folder that their paths are relative to, seen from the root."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for finding in findings:
        where = finding.where
        text = lines(where.path)
        source = text[where.line - 1] if where.line <= len(text) else ""
        file = posixpath.normpath(posixpath.join(prefix, where.path))
        own = (finding.code, file, finding.subject or "", source.strip())
        found.append(Located(finding, file, source, _digest(*own, str(seen[own]))))
        seen[own] += 1
    return tuple(found)


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
