"""A check of what was asked about, in which nothing is read that can't bear on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from okrsite.codes import CODES
from okrsite.diagnostics import Diagnostic
from okrsite.publish import git
from okrsite.publish.asked import Asked
from okrsite.publish.collector import held_back
from okrsite.publish.digests import FileDigests
from okrsite.publish.kept import KeptFindings
from okrsite.publish.listing import Listed, given, listed
from okrsite.publish.press import Press
from okrsite.source.file import SourceFile

if TYPE_CHECKING:
    from okrsite.model.glance import Seen
    from okrsite.model.mentions import Mentions
    from okrsite.model.vicinity import Narrow, Vicinity
    from okrsite.report import Report
    from okrsite.source.read import Document

Found = tuple[tuple[Diagnostic, ...], tuple[str, ...]]


class Checked(Struct, frozen=True):
    """What a check found in what it was asked about, and of how many documents that is."""

    findings: tuple[Diagnostic, ...]
    documents: int


def check(press: Press, asked: Asked, files: Sequence[SourceFile] | None = None) -> Checked:
    """The findings in what was asked about, which are those that a check of everything has there.

    `files` are all of the project, where they have been fetched already.
    """
    with held_back():
        press = _settled(press)
        digests = FileDigests(press.cache)

        def all_files() -> list[Listed]:
            return list(listed(press.project, asked, digests) if files is None else map(given, files))

        here = all_files()
        kept = _kept(press, here, asked)
        found = kept.get()
        if found is None:
            found = _some(press, here, asked) or _all(press, here, asked)
            # What is typed is seldom typed twice; and somebody may have written to a file meanwhile.
            if asked.typed is None and _kept(press, all_files(), asked).key == kept.key:
                kept.put(*found)
        digests.keep()
    return Checked(found[0], len(found[1]))


def _kept(press: Press, files: Sequence[Listed], asked: Asked) -> KeptFindings:
    return KeptFindings(press, (file.content for file in files), asked.paths)


def _settled(press: Press) -> Press:
    """The press with what it would ask of git at every turn."""
    return replace(press, day=press.as_of(), checkout=press.checkout or git.checkout_of(press.project.docs_dir))


def _all(press: Press, files: Sequence[Listed], asked: Asked) -> Found:
    """The findings, and the paths of documents, where everything is read."""
    read = [one.file for one in files]
    return _found(press.report(read, asked=asked.covers), read, asked)


def _some(press: Press, files: Sequence[Listed], asked: Asked) -> Found | None:
    """The same where only that is read which bears on what is asked about; None where that could tell less."""
    if not asked.paths:
        return None
    from okrsite.model.vicinity import Narrow
    from okrsite.publish.sketches import Sketches
    from okrsite.rules.titles import metric_name

    sketches = Sketches(press.cache, press.settings)
    seen = sketches.seen(files)
    return _near(press, seen, sketches.mentions, asked, Narrow(metric_name, press.as_of()))


def _near(press: Press, files: Sequence[Seen], mentions: Mentions, asked: Asked, narrow: Narrow | None) -> Found | None:
    from okrsite.model.vicinity import near

    chosen = near(files, asked.covers, press.settings, narrow, mentions)
    if chosen is None:
        return None
    report = press.report(chosen.files, asked=asked.covers)
    if narrow and chosen.metrics is not None and _is_too_narrow(report, asked, chosen, narrow.metric_name):
        return _near(press, files, mentions, asked, None)
    return None if _is_uncertain(report, asked, chosen.close) else _found(report, chosen.files, asked)


def _is_too_narrow(report: Report, asked: Asked, chosen: Vicinity, metric_name: Callable[[str], str]) -> bool:
    """Whether something is otherwise than its text made believe, or a finding is about more than was read."""
    from okrsite.model.cycle import CycleState
    from okrsite.rules.average_outside_ideal import averaged

    graph, states = report.graph, report.card.states
    own = [one for one in graph.objectives.values() if asked.covers(one.where.path)]
    planned = [one for one in own if states[one.cycle] is not CycleState.CLOSED]
    bearing = any(asked.covers(every[0].where.path) for every in averaged(graph, report.card).values())
    shared = {one.cycle for one in graph.objectives.values() if one.team != graph.root}
    alone = any(one.team == graph.root and one.cycle not in shared for one in planned)
    aimless = not chosen.aims and not graph.pillars and not graph.objectives_of(graph.root)
    metrics = chosen.metrics or ()
    unseen = any(metric_name(part.title) not in metrics for one in planned for part in one.key_results)
    return bearing or alone or unseen or (aimless and bool(own))


def _is_uncertain(report: Report, asked: Asked, close: Collection[str]) -> bool:
    """Whether a document that was not read could add to the findings, or take one away."""
    from okrsite.model.vicinity import CIRCLES, UNCERTAIN, UNCERTAIN_HERE

    here = [one for one in report.documents.values() if asked.covers(one.path)]
    return _allows_any(UNCERTAIN_HERE, here) or any(
        one.name in CIRCLES
        or (one.name in UNCERTAIN and one.where.path in close)
        or (one.name in UNCERTAIN_HERE and asked.covers(one.where.path))
        for one in report.findings
    )


def _allows_any(rules: Collection[str], documents: Iterable[Document]) -> bool:
    """Whether a comment in some documents allows findings of any of some rules, so that they would not be seen."""
    written = {name for document in documents for allowance in document.allowances for name in allowance.names}
    return any(rule == name or CODES[rule][0].startswith(name.upper()) for rule in rules for name in written)


def _found(report: Report, files: Sequence[SourceFile], asked: Asked) -> Found:
    uris = {*report.documents, *report.unreadable}
    documents = tuple(file.path for file in files if file.uri in uris and asked.covers(file.path))
    return asked.among(report.findings), documents
