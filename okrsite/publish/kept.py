"""What a check found, kept by all that it depends on, so that nothing is computed where nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import to_builtins
from msgspec.structs import astuple

from okrsite.diagnostics import Diagnostic, restored
from okrsite.publish import git
from okrsite.publish.code import code_stamp
from okrsite.publish.press import Press
from okrsite.publish.seals import seal_files
from okrsite.publish.store import TextStore

LIMIT = 32 * 1024 * 1024
"""The most bytes that are kept of findings."""
FORMAT = "okrsite-findings/2"
_MISFITS = (ValueError, TypeError, KeyError, AttributeError)


class KeptFindings:
    """The findings in some files on one day, as they were found before.

    Nothing in the folder is trusted: what is damaged or of another shape counts as missing, and where nothing can be
    written nothing is kept.
    """

    def __init__(self, press: Press, contents: Iterable[str], about: object = None) -> None:
        """Look for what depends on `contents`, on the project and on what a check was asked `about`."""
        self.store = TextStore(press.cache / "findings", LIMIT)
        self.key = _key(press, contents, about)

    def get(self) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]] | None:
        """The findings, and the paths of the documents; None where they have to be found."""
        try:
            kept = json.loads(self.store.get(self.key) or "null")
            return tuple(restored(one) for one in kept["findings"]), tuple(map(str, kept["documents"]))
        except _MISFITS:
            return None

    def put(self, findings: Iterable[Diagnostic], documents: Iterable[str]) -> None:
        """Keep what was found."""
        whole = {"findings": [to_builtins(one) for one in findings], "documents": list(documents)}
        self.store.put(self.key, json.dumps(whole, ensure_ascii=True, separators=(",", ":")))
        self.store.trim()


def _key(press: Press, contents: Iterable[str], about: object) -> str:
    project = press.project
    checkout = press.checkout or git.checkout_of(project.docs_dir)
    whole = sha256()
    parts = {
        "format": FORMAT,
        "code": code_stamp(),
        "written": repr(project.written),
        "options": repr(project.options),
        "day": press.as_of().isoformat(),
        "audience": press.audience,
        "history": astuple(checkout)[1:] if checkout else None,
        "about": repr(about),
    }
    whole.update(json.dumps(parts, sort_keys=True).encode())
    for place in (*project.files, *seal_files(project.root)):
        _add(whole, place.name, _content(place))
    for content in contents:
        whole.update(f"{content}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _add(whole: Any, name: str, content: bytes) -> None:
    whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
    whole.update(content)


def _content(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError:
        return b""
