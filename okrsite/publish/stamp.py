"""Whether anything changed since the last build: the digest of all its inputs, and the files that it wrote."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from okrsite.diagnostics import Diagnostic, Severity, Where
from okrsite.publish import git
from okrsite.publish.code import code_digest
from okrsite.publish.files import leads_back
from okrsite.publish.host import Order, Outcome
from okrsite.publish.press import Press
from okrsite.publish.seals import seal_files
from okrsite.publish.store import write_whole

FORMAT = "okrsite-stamp/1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last build into a folder was made from, and how it went."""

    inputs: str
    outcome: Outcome


def inputs_digest(press: Press, order: Order, versions: Mapping[str, str]) -> str:
    """The digest of everything that a build's bytes and findings depend on."""
    project = press.project
    whole = sha256()
    about = {
        "written": _by_text(project.written),
        "versions": dict(versions),
        "python": sys.version,
        "code": code_digest(),
        "commit": git.head(project.root),
        "history": astuple(checkout)[1:] if (checkout := git.checkout_of(project.docs_dir)) else None,
        "order": [str(order.as_of), order.audience, order.strict],
    }
    whole.update(json.dumps(about, sort_keys=True, default=str).encode("utf-8"))
    for file in (*project.files, *seal_files(project.root)):
        _add(whole, file, os.path.relpath(file, project.root))
    for folder in (project.docs_dir, project.custom_dir):
        for file in _files(folder) if folder else ():
            _add(whole, file, os.path.relpath(file, project.root))
    return whole.hexdigest()


def read_stamp(place: Path, site: Path) -> Stamp | None:
    """The stamp at `place`, if there is one and every file that it lists stands in `site` as it was written."""
    try:
        kept = json.loads(place.read_bytes())
        if kept["format"] != FORMAT or kept["site"] != _manifest(site):
            return None
        findings = tuple(_finding(entry) for entry in kept["findings"])
        return Stamp(kept["inputs"], Outcome(findings, tuple(kept["complaints"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_stamp(place: Path, site: Path, stamp: Stamp) -> None:
    """Remember a build; without a place to write it simply is not remembered."""
    kept = {
        "format": FORMAT,
        "inputs": stamp.inputs,
        "complaints": list(stamp.outcome.complaints),
        "findings": [_entry(finding) for finding in stamp.outcome.findings],
        "site": _manifest(site),
    }
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, json.dumps(kept, ensure_ascii=False).encode("utf-8"))
    except OSError:
        return


def _by_text(value: Any) -> Any:
    """A configuration whose keys are all text, so that they have an order."""
    if isinstance(value, Mapping):
        return {f"{type(key).__name__} {key}": _by_text(inner) for key, inner in value.items()}
    return [_by_text(inner) for inner in value] if isinstance(value, list) else value


def _add(whole: Any, file: Path, name: str) -> None:
    try:
        content = file.read_bytes() if file.is_file() else b""
    except OSError:
        content = b""
    whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
    whole.update(content)


def _files(folder: Path) -> Iterator[Path]:
    for place, below, names in os.walk(folder, followlinks=True):
        circles = [name for name in below if leads_back(place, name, folder)]
        below[:] = sorted(name for name in below if name not in circles)
        for name in sorted([*names, *circles]):
            yield Path(place, name)


def _manifest(site: Path) -> list[list[Any]]:
    listed: list[list[Any]] = []
    for file in _files(site):
        about = file.stat()
        listed.append([file.relative_to(site).as_posix(), about.st_size, about.st_mtime_ns])
    return listed


def _entry(finding: Diagnostic) -> list[Any]:
    where = finding.where
    return [
        *(finding.code, finding.name, finding.severity.value, where.path, where.line, where.column),
        *(finding.message, finding.hint, finding.subject),
    ]


def _finding(entry: list[Any]) -> Diagnostic:
    code, name, severity, path, line, column, message, hint, subject = entry
    return Diagnostic(code, name, Severity(severity), Where(path, line, column), message, hint, subject)
