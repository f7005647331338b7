"""Sums of all documents are kept, and changed by what a few documents tell otherwise after an edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from walks.archive import DOCUMENTS

from okrsite.codes import finding
from okrsite.diagnostics import Where
from okrsite.publish.last import BeyondError
from okrsite.publish.press import Press
from okrsite.publish.project import Project
from okrsite.publish.site import context_of
from okrsite.publish.sums import SUMS, Sums, merged, with_findings
from okrsite.report import Report
from okrsite.source.read import SourceFile
from okrsite.views.context import Context, Site

FACTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3))


def files(among: str = "", **edits: str) -> Iterator[SourceFile]:
    for name, text in DOCUMENTS.items():
        if among in name or "-q" not in name:  # teams and strategy are around every edit
            for old, new in edits.items():
                text = text.replace(old, new)
            yield SourceFile(f"docs/{name}", name, text.encode())


def report(among: str = "", **edits: str) -> Report:
    press = Press(Project(Path("mkdocs.yml"), {}, ()), date(2026, 8, 14))
    return press.report(files(among, **edits), Path("docs"))


def context(among: str = "", **edits: str) -> Context:
    return context_of(report(among, **edits), Site("Harbour"))


def told(sums: Sums, whole: Context) -> dict[str, object]:
    return {"cycles": dict(whole.card.cycles), **{one.__name__: dict(one(whole)) for one in SUMS}}


def test_what_is_written_is_read() -> None:
    whole = context()
    sums = Sums.of(whole)
    before, after = Sums.read(sums.written()).completed(whole, whole)
    assert told(sums, before) == told(sums, after) == told(sums, whole)


@pytest.mark.parametrize("raw", [b"", b"\x80", b"\xff" * 9, b"\x81\xa6cycles\xc4\x01\x80", b"null"])
def test_anything_else_is_beyond_what_is_known(raw: bytes) -> None:
    with pytest.raises(BeyondError):
        Sums.read(raw)


def test_after_an_edit_the_sums_are_those_of_all_documents() -> None:
    edit = {"Aim of CREW-2026-Q3": "Another aim", "supports: CO-2026-Q3": "supports: CALM"}
    whole, later = context(), context(**edit)
    before, after = Sums.of(whole).completed(context("2026-q3"), context("2026-q3", **edit))
    for one in SUMS:
        assert dict(one(before)) == dict(one(whole))
        assert dict(one(after)) == dict(one(later))


def test_a_sum_that_few_documents_tell_otherwise_before_an_edit_is_beyond_them() -> None:
    sums = Sums.of(context())
    with pytest.raises(BeyondError):
        sums.completed(context("crew/"), context("crew/", **{"owner: crew-lead": "owner: mast-lead"}))


@given(FACTS, FACTS, FACTS)
def test_what_is_merged_is_told_by_all_or_by_the_edit(
    whole: dict[str, int], before: dict[str, int], after: dict[str, int]
) -> None:
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    if any(before.get(key) != whole.get(key) for key in changed):
        with pytest.raises(BeyondError):
            merged(whole, before, after)
        return
    found = merged(whole, before, after)
    for key in whole.keys() | before.keys() | after.keys():
        assert found.get(key) == (after if key in changed else whole).get(key)


def test_findings_that_an_edit_brings_and_takes_are_told_beside_all_others() -> None:
    one, other, new = (finding("no-owner", Where(f"{name}.md", 1, 1), "nobody", "Name one.") for name in "abc")
    before, after = replace(report("crew/"), findings=(one,)), replace(report("crew/"), findings=(new,))
    reports = with_findings(before, after, (one, other))
    assert [found.findings for found in reports] == [(one, other), (other, new)]
    with pytest.raises(BeyondError):
        with_findings(before, after, (other,))
