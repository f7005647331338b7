"""Seal files: what they say, and what makes one count for nothing."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.source.seals import Amendment, digest_of, read_seal

DIGEST = "0f" * 16
SEAL = f"""\
cycle: 2026-Q2
closed: 2026-07-15
documents:
  crew/2026-q2.md: {DIGEST}
open:
  - crew/2026-q2-retrospective.md
amended:
  - date: 2026-08-01
    path: crew/2026-q2.md
    reason: A misprint
"""


def faults(text: str | bytes) -> list[tuple[int, str]]:
    raw = text if isinstance(text, bytes) else text.encode()
    seal, found = read_seal("seals/2026-q2.yml", raw)
    assert seal is None
    assert all((one.name, one.where.path) == ("broken-seal", "seals/2026-q2.yml") for one in found)
    return [(one.where.line, one.message) for one in found]


def test_a_seal_says_what_was_closed_and_what_was_amended() -> None:
    seal, found = read_seal("seals/2026-q2.yml", SEAL.encode())
    assert seal and not found
    assert (seal.cycle, seal.closed, seal.documents) == ("2026-Q2", date(2026, 7, 15), {"crew/2026-q2.md": DIGEST})
    assert seal.open == ("crew/2026-q2-retrospective.md",)
    assert seal.amended == (Amendment(date(2026, 8, 1), "crew/2026-q2.md", "A misprint"),)
    assert seal.places["crew/2026-q2.md"].line == 4


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("closed: 2026-07-15", "closed: in July", 2),
        ("closed: 2026-07-15", "closed: 2026-02-30", 2),
        (DIGEST, "0f", 4),
        (DIGEST, DIGEST.upper(), 4),
        ("    reason: A misprint\n", "", 8),
        ("open:", "opne:", 5),
        ("cycle: 2026-Q2\n", "", 1),
        ("cycle: 2026-Q2", "<<<<<<< HEAD", 2),
        ("cycle: 2026-Q2", "cycle: 2026-Q2\ncycle: 2026-Q3", 2),
        ("  - crew/2026-q2-retrospective.md", "  crew/2026-q2-retrospective.md", 6),
        (f"documents:\n  crew/2026-q2.md: {DIGEST}", "documents: none", 3),
    ],
)
def test_a_fault_breaks_the_seal_and_is_told_at_its_line(old: str, new: str, line: int) -> None:
    assert line in {number for number, _ in faults(SEAL.replace(old, new, 1))}


def test_all_faults_are_told_at_once() -> None:
    assert len(faults("cycle:\nclosed: soon\ndocuments:\n  a.md: no\n")) == 3


@pytest.mark.parametrize("text", ["", "seal", "- a", b"\xff\xfe", "a: &x 1", "[" * 200])
def test_what_is_no_seal_is_told(text: str | bytes) -> None:
    assert faults(text)


def test_line_ends_and_a_bom_make_no_difference_to_a_digest() -> None:
    from okrsite.source.front_matter import decoded

    text = "---\nokr: team\nid: crew\n---\n\nWords.\n"
    forms = (text, text.replace("\n", "\r\n"), text.replace("\n", "\r"), f"\ufeff{text}")
    assert len({digest_of(decoded(form.encode())) for form in forms}) == 1
    assert digest_of(text) != digest_of(text.replace("crew", "crews"))
