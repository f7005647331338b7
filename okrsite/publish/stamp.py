"""Whether anything changed since the last build: the digest of all its inputs, and the files that it wrote."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import astuple

from okrsite.diagnostics import restored
from okrsite.publish import git
from okrsite.publish.code import code_stamp
from okrsite.publish.digests import FileDigests, files_below
from okrsite.publish.host import Order, Outcome
from okrsite.publish.looking import Look
from okrsite.publish.press import Press
from okrsite.publish.seals import seal_files
from okrsite.publish.standing import Standing
from okrsite.publish.store import keep_latest, name_for, write_whole

FORMAT = "okrsite-stamp/2"
MOST = 8
"""How many folders' stamps are kept; beyond them those that were written longest ago go."""
_MISFITS = (OSError, ValueError, KeyError, TypeError, RecursionError)


class Stamp(Struct, frozen=True):
    """What the last build into a folder was made from, how it went, and what stood there afterwards."""

    inputs: str
    outcome: Outcome
    site: Standing


def inputs_digest(press: Press, order: Order, versions: Mapping[str, str], digests: FileDigests | None = None) -> str:
    """The digest of everything that a build's bytes and findings depend on, told by `digests` of its files."""
    project = press.project
    digests = digests or FileDigests(press.cache)
    commit, checkout = git.standing_of(project.root, project.docs_dir)
    about = {
        "written": by_text(project.written),
        "versions": dict(versions),
        "python": sys.version,
        "code": code_stamp(),
        "commit": commit,
        "history": astuple(checkout)[1:] if checkout else None,
        "order": [str(order.as_of), order.audience, order.strict],
    }
    whole = sha256(json.dumps(about, sort_keys=True, default=str).encode("utf-8"))
    for path, digest in _digested(press, digests):
        whole.update(f"{path}\0{digest}\0".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def stamp_place(cache: Path, site: Path) -> Path:
    """Where the stamp of a site's folder is kept."""
    return cache / "stamps" / f"{name_for(site)}.stamp"


def last_outcome(place: Path, site: Path, digest: Callable[[], str]) -> tuple[str, Outcome | None]:
    """The digest of the inputs now, and how the last build into `site` went if it was from these and still stands.

    The site is looked at while the inputs are.
    """
    stamp = read_stamp(place)
    if stamp is None:
        return digest(), None
    with Look(site, stamp.site) as look:
        inputs = digest()
        return inputs, stamp.outcome if stamp.inputs == inputs and look.holds() else None


def read_stamp(place: Path) -> Stamp | None:
    """The stamp at `place`, None where there is none or it is damaged."""
    try:
        with place.open("rb") as file:
            digest, line = file.readline().strip(), file.readline()
            if digest != sha256(line).hexdigest().encode("ascii"):
                return None
            kept = json.loads(line)
            if kept["format"] != FORMAT:
                return None
            # What is listed proves itself: damage there is a file that does not stand as it is listed.
            site = Standing(kept["number"], tuple(kept["seen"]), file.read(kept["paths"]), file.read())
        findings = tuple(restored(entry) for entry in kept["findings"])
        return Stamp(kept["inputs"], Outcome(findings, tuple(map(str, kept["complaints"]))), site)
    except _MISFITS:
        return None


def write_stamp(place: Path, stamp: Stamp) -> None:
    """Remember a build, and forget those of folders that were built longest ago; OSError where it can't be written."""
    site = stamp.site
    kept = {
        "format": FORMAT,
        "inputs": stamp.inputs,
        "complaints": list(stamp.outcome.complaints),
        "findings": [to_builtins(finding) for finding in stamp.outcome.findings],
        "number": site.number,
        "seen": site.seen,
        "paths": len(site.paths),
    }
    line = json.dumps(kept).encode("ascii") + b"\n"
    digest = sha256(line).hexdigest().encode("ascii") + b"\n"
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, b"".join((digest, line, site.paths, site.times)))
    keep_latest(place.parent, MOST)


def _digested(press: Press, digests: FileDigests) -> Iterator[tuple[str, str]]:
    """Each file that a build reads, in a fixed order, by the path that leads there, with its digest."""
    project = press.project
    root = project.root
    for file in (*project.files, *seal_files(root)):
        yield os.path.relpath(file, root), digests.of(str(file))
    for folder in (project.docs_dir, project.custom_dir):
        if folder:
            yield os.path.relpath(folder, root), ""
            for path, about in files_below(folder):
                yield path[len(str(folder)) :], digests.of_known(path, about) if about else ""


def by_text(value: Any) -> Any:
    """A configuration whose keys are all text, so that they have an order."""
    if isinstance(value, Mapping):
        return {f"{type(key).__name__} {key}": by_text(inner) for key, inner in value.items()}
    return [by_text(inner) for inner in value] if isinstance(value, list) else value
