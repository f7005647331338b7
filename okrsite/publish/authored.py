"""Edits of documents at the edge: made of what is there, judged by the whole pipeline, then written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.errors import OkrsiteError
from okrsite.publish import as_of
from okrsite.publish.closing import File
from okrsite.publish.files import shown
from okrsite.publish.press import Press
from okrsite.report import Report
from okrsite.source.read import SourceFile


def day_of_writing(press: Press) -> date:
    """The day that something written now bears: the one that is asked for or that the site is pinned to, else today."""
    wish = press.settings.as_of if press.day is None else press.day
    return wish if isinstance(wish, date) else as_of.today()


def refuse_coming(day: date, usual: date) -> None:
    """Refuse readings of a day to come, which is after today and after the day that writing usually bears."""
    if day > max(as_of.today(), usual):
        raise OkrsiteError(f"{day} is still to come", "A reading says what was found; name its day with `--date`.")


class Desk(Struct, frozen=True):
    """The documents as they are, and what they amount to on a day."""

    press: Press
    sources: Mapping[str, SourceFile]
    report: Report

    def raw(self, uri: str) -> bytes:
        """The bytes of a document."""
        return self.sources[uri].raw

    def path(self, uri: str) -> str:
        """A document's path as people see it, whether it is there or not."""
        return shown(self.press.project.docs_dir / uri, self.press.project.root)


class Edited(Struct, frozen=True):
    """An edit that may be written: the files, the report as it will be, and findings that are new with it."""

    files: tuple[File, ...]
    before: Report
    after: Report
    findings: tuple[Diagnostic, ...]


def desk_of(press: Press, day: date) -> Desk:
    """All documents, and their report as of a day."""
    press = replace(press, day=day)
    sources = {file.uri: file for file in press.project.documents()}
    return Desk(press, sources, press.report(sources.values(), asked=_no_page))


def _no_page(_path: str) -> bool:
    """No page's links and blocks are looked at: what is edited here is front matter."""
    return False


def edited(desk: Desk, texts: Mapping[str, bytes]) -> Edited:
    """An edit of some documents by uri, new or changed; OkrsiteError where an error would come of it."""
    docs = desk.press.project.docs_dir
    made = {uri: SourceFile(desk.path(uri), uri, raw) for uri, raw in texts.items()}
    after = desk.press.report({**desk.sources, **made}.values(), asked=_no_page)
    new = tuple(_new(desk.report, after))
    for one in new:
        if one.severity is Severity.ERROR:
            raise OkrsiteError(f"{one.message}; nothing was written", one.hint)
    _refuse_units(desk.report, after)
    before = {uri: desk.sources[uri].raw if uri in desk.sources else None for uri in texts}
    files = tuple(File(docs / uri, desk.path(uri), before[uri], raw) for uri, raw in texts.items())
    return Edited(files, desk.report, after, new)


def _refuse_units(before: Report, after: Report) -> None:
    """Refuse a unit where the values had none: from then on all of them would be taken to have it."""
    for one in before.graph.key_results.values():
        then = after.graph.key_results.get(one.id)
        if then is None or one.unit in (None, then.unit) or then.unit is None:
            continue
        like = one.target or one.baseline or one.level
        hint = f"Write it as the others are, such as `{like.text}`." if like else "Write it without a unit."
        message = f"a value is in `{then.unit}`, and the other values of `{one.id}` are not; nothing was written"
        raise OkrsiteError(message, hint)


def _new(before: Report, after: Report) -> list[Diagnostic]:
    """Findings that were not there before, whatever their lines; of one that only counts on, no word."""
    known = {(one.code, one.subject) for one in before.findings if one.severity is not Severity.ERROR}
    known_errors = {(one.code, one.subject, one.message) for one in before.findings}
    return [
        one
        for one in after.findings
        if (one.code, one.subject, one.message) not in known_errors and (one.code, one.subject) not in known
    ]
