"""Pasts without git: versions of documents, each of which a commit wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsite.history import Commit, Touched, items_of, past_of
from okrsite.model.past import Past

AUTHOR = "Ada"


def past_of_versions(uri: str, versions: Iterable[tuple[date, str]]) -> Past:
    """The past of one file that was committed several times."""
    blobs: list[bytes] = []
    commits = []
    for index, (day, text) in enumerate(versions):
        blobs.append(text.encode())
        before = str(index - 1) if index else None
        commits.append(Commit(f"{index:040x}", day, AUTHOR, (Touched(uri, uri, (before,), str(index)),)))
    items = {str(index): items_of(raw) for index, raw in enumerate(blobs)}
    return past_of(commits, items, {uri: str(len(blobs) - 1)}, commits[-1].date if commits else None)
