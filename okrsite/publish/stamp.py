"""Whether anything changed since the last build: the digest of all its inputs, and the files that it wrote."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, convert, to_builtins

from okrsite.diagnostics import restored
from okrsite.publish import git
from okrsite.publish.code import code_stamp
from okrsite.publish.digests import FileDigests, files_below
from okrsite.publish.files import is_markdown
from okrsite.publish.host import Order
from okrsite.publish.last import BuildInputs, Last
from okrsite.publish.looking import Look
from okrsite.publish.outcome import Outcome, Whole
from okrsite.publish.press import Press
from okrsite.publish.seals import seal_files
from okrsite.publish.standing import Standing
from okrsite.publish.store import keep_latest, name_for, write_whole

FORMAT = "okrsite-stamp/3"
MOST = 8
"""How many folders' stamps are kept; beyond them those that were written longest ago go."""
_BELOW_DOCS = "docs:"
_MISFITS = (OSError, ValueError, KeyError, TypeError, RecursionError)


class Stamp(Struct, frozen=True):
    """The last build into a folder, and what stood there afterwards."""

    last: Last
    site: Standing


def build_inputs(
    press: Press, order: Order, versions: Mapping[str, str], digests: FileDigests | None = None
) -> BuildInputs:
    """What a build depends on now; `digests` tell those of its files."""
    project = press.project
    digests = digests or FileDigests(press.cache)
    commit, checkout = git.standing_of(project.root, project.docs_dir)
    about = {
        "written": by_text(project.written),
        "versions": dict(versions),
        "python": sys.version,
        "code": code_stamp(),
        "history": [checkout.prefix, checkout.cut] if checkout else None,
        "order": [str(order.as_of), order.audience, order.strict],
    }
    rest = sha256(json.dumps(about, sort_keys=True, default=str).encode("utf-8"))
    documents = {}
    for path, digest in _digested(press, digests):
        if path.startswith(_BELOW_DOCS) and is_markdown(path):
            documents[path.removeprefix(_BELOW_DOCS)] = digest
        else:
            rest.update(f"{path}\0{digest}\0".encode("utf-8", "surrogateescape"))
    return BuildInputs(rest.hexdigest(), (commit, checkout.head if checkout else None), documents)


def stamp_place(cache: Path, site: Path) -> Path:
    """Where the stamp of a site's folder is kept."""
    return cache / "stamps" / f"{name_for(site)}.stamp"


def last_build(place: Path, site: Path, inputs: Callable[[], BuildInputs]) -> tuple[BuildInputs, Stamp | None]:
    """The inputs now, and the last build into `site` if that still stands; it may have been from other documents.

    The site is looked at while the inputs are.
    """
    stamp = read_stamp(place)
    if stamp is None:
        return inputs(), None
    with Look(site, stamp.site) as look:
        now = inputs()
        return now, stamp if stamp.last.inputs.rest == now.rest and look.holds() else None


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
        outcome = Outcome(findings, tuple(map(str, kept["complaints"])))
        last = Last(convert(kept["inputs"], BuildInputs), outcome, convert(kept["whole"], Whole | None))
        return Stamp(last, site)
    except _MISFITS:
        return None


def write_stamp(place: Path, stamp: Stamp) -> None:
    """Remember a build, and forget those of folders that were built longest ago; OSError where it can't be written."""
    last, site = stamp.last, stamp.site
    kept = {
        "format": FORMAT,
        "inputs": to_builtins(last.inputs),
        "whole": to_builtins(last.whole),
        "complaints": list(last.outcome.complaints),
        "findings": [to_builtins(finding) for finding in last.outcome.findings],
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
                way = _BELOW_DOCS if folder == project.docs_dir else os.sep
                yield way + path[len(str(folder)) + 1 :], digests.of_known(path, about) if about else ""


def by_text(value: Any) -> Any:
    """A configuration whose keys are all text, so that they have an order."""
    if isinstance(value, Mapping):
        return {f"{type(key).__name__} {key}": by_text(inner) for key, inner in value.items()}
    return [by_text(inner) for inner in value] if isinstance(value, list) else value
