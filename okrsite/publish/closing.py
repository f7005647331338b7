"""Closing a cycle at the edge: what is read for it, and all files written or none."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from okrsite.closing import checks
from okrsite.closing.plan import Change, Desk, plan
from okrsite.closing.refusal import Refusal
from okrsite.closing.sealing import amended, seal_text
from okrsite.closing.team_close import Close, close_of
from okrsite.compute import compute
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.archive import Drift, drift_of
from okrsite.model.cycle import Cycle, CycleRules, next_cycle, parse_cycle
from okrsite.model.seal import Seal
from okrsite.publish.files import shown
from okrsite.publish.press import Press
from okrsite.publish.seals import FOLDER
from okrsite.report import Report
from okrsite.source.edit import SpliceRefused
from okrsite.source.read import SourceFile
from okrsite.source.write import write


class Wish(Struct, frozen=True):
    """How a cycle is to be closed; `following` names the next one, None the one of the same length."""

    cycle: str
    command: str
    now: bool = False
    zero: bool = False
    carry_over: bool = True
    following: str | None = None
    strict: bool = False


class File(Struct, frozen=True):
    """A file to be written: as people see its path, what it held (None: it is new), and what it will hold."""

    path: Path
    shown: str
    before: bytes | None
    after: bytes


class Prepared(Struct, frozen=True):
    """All that is to be written, and the seal that comes of it; `drift` is what an amendment declares."""

    files: tuple[File, ...]
    seal: Seal
    report: Report
    drift: Drift | None = None


def prepare_close(press: Press, wish: Wish) -> Prepared:
    """Make everything that closing a cycle writes; Refusal where it is not to be closed."""
    sources = {file.uri: file for file in press.project.documents()}
    report = press.report(sources.values())
    cycle = _cycle(wish.cycle, report)
    place = press.project.root / FOLDER / f"{cycle.slug}.yml"
    _refuse_sealed(cycle, report, place, press)
    checks.refuse_early(cycle, report, wish.now)
    close = _close(cycle, report, wish)
    checks.refuse_faulty(close, wish.strict)
    if not wish.zero:
        checks.refuse_unmeasured(close, wish.command)
    docs, root = press.project.docs_dir, press.project.root
    raw = {uri: file.raw for uri, file in sources.items()}
    desk = Desk(raw, lambda uri: (docs / uri).exists(), lambda uri: shown(docs / uri, root))
    changes, seal = plan(close, desk, shown(place, root))
    after = _after(press, sources, changes, seal)
    checks.refuse_changed(close, after, frozenset(desk.path(one.uri) for one in changes))
    files = [File(docs / one.uri, desk.path(one.uri), one.before, one.after) for one in changes]
    return Prepared((*files, File(place, seal.where.path, None, seal_text(seal))), seal, report)


def _cycle(text: str, report: Report) -> Cycle:
    cycle = parse_cycle(text, _rules(report))
    if cycle is not None and cycle.id in report.graph.cycles:
        return cycle
    close = nearest(text, report.graph.cycles)
    hint = f"Did you mean `{close}`?" if close else "Name a cycle that has objectives, such as 2026-Q3."
    raise Refusal(f"no document speaks of a cycle `{text}`", hint)


def _rules(report: Report) -> CycleRules:
    return CycleRules(report.settings.fiscal_year_start, report.settings.named_cycles)


def _refuse_sealed(cycle: Cycle, report: Report, place: Path, press: Press) -> None:
    seal = report.seals.of(cycle.id)
    if seal is not None:
        hint = f"To declare an edit, or to seal what was open, run `{seal.amending}`."
        raise Refusal(f"{cycle.id} was closed on {seal.closed}", hint)
    if place.exists():
        message = f"there is a seal already, `{shown(place, press.project.root)}`, that does not hold on {report.as_of}"
        raise Refusal(message, "Run `okrsite check` to see what is wrong with it.")


def _close(cycle: Cycle, report: Report, wish: Wish) -> Close:
    """What is to be closed, with the numbers that it will have."""
    card = compute(report.graph, report.settings, report.as_of, report.seals.cycles | {cycle.id})
    close = close_of(report, cycle, card)
    parts = list(close.teams())
    if not parts:
        raise Refusal(f"{cycle.id} has no objectives that count", "Only cycles with agreed objectives are closed.")
    if not wish.carry_over or not any(part.missed() for part in parts):
        return close
    return close_of(report, cycle, card, _following(cycle, report, wish.following))


def _following(cycle: Cycle, report: Report, asked: str | None) -> Cycle:
    rules = _rules(report)
    following = parse_cycle(asked, rules) if asked else next_cycle(cycle, rules)
    if following is None and asked:
        raise Refusal(
            f"`{asked}` is no cycle", "Name one such as 2026-Q4, or one that the configuration gives dates to."
        )
    if following is None:
        message = f"{cycle.id} has a name of its own, so nobody can tell which cycle comes next"
        raise Refusal(message, "Name it with `--next`, or leave out the drafts with `--no-carry-over`.")
    if following.end <= cycle.end:
        raise Refusal(f"{following.id} does not end after {cycle.id}", "Name a later cycle with `--next`.")
    return following


def _after(press: Press, sources: dict[str, SourceFile], changes: Iterable[Change], seal: Seal) -> Report:
    """The report as it will be."""
    docs, root = press.project.docs_dir, press.project.root
    made = {one.uri: SourceFile(shown(docs / one.uri, root), one.uri, one.after) for one in changes}
    return press.report({**sources, **made}.values(), seal=seal)


def prepare_amendment(press: Press, text: str, reason: str | None) -> Prepared:
    """Make a seal that holds the documents as they are now; Refusal where nothing may be declared.

    An edit needs a reason; what the close left open is sealed without one.
    """
    report = press.report(press.project.documents())
    cycle = _cycle(text, report)
    seal = report.seals.of(cycle.id)
    if seal is None:
        raise Refusal(f"{cycle.id} is not sealed on {report.as_of}", "Close it first.")
    close = close_of(report, cycle, report.card)
    checks.refuse_faulty(close, strict=False)
    drift = drift_of(seal, report.documents, close.belonging, report.unreadable)
    declared = (*drift.edited, *drift.added, *drift.missing)
    if declared and not reason:
        message = f"{len(declared)} document{'s' if len(declared) > 1 else ''} of {cycle.id} changed since the close"
        raise Refusal(message, f'Say why: `{seal.amending} --reason "…"`.', tuple(declared))
    new = amended(seal, drift, report, reason or "")
    place = press.project.root / seal.where.path
    files = [File(place, seal.where.path, place.read_bytes(), seal_text(new))] if new != seal else []
    return Prepared(tuple(files), new, report, drift)


def write_all(files: Iterable[File]) -> None:
    """Write all files or none; OkrsiteError where one can't be written, or was changed meanwhile."""
    done: list[File] = []
    folders: list[Path] = []
    try:
        for file in files:
            _write(file, folders)
            done.append(file)
    except BaseException as error:
        _undo(done, folders)
        if isinstance(error, OSError):
            message = f"`{file.shown}` can't be written: {error.strerror or error}; nothing was changed"
            raise OkrsiteError(message, "Check that the folder may be written, then run the command again.") from error
        raise


def _write(file: File, folders: list[Path]) -> None:
    if file.before is not None:
        write(file.path, file.before, file.after)
        return
    for folder in reversed([one for one in file.path.parents if not one.exists()]):
        folder.mkdir()
        folders.append(folder)
    with file.path.open("xb") as new:
        try:
            new.write(file.after)
        except BaseException:
            file.path.unlink()
            raise


def _undo(done: list[File], folders: list[Path]) -> None:
    """Take back what was written, as far as nobody else has changed it since."""
    for file in reversed(done):
        with suppress(OSError, SpliceRefused):
            if file.before is None:
                file.path.unlink()
            else:
                write(file.path, file.after, file.before)
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()
