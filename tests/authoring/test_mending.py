"""What `--fix` changes in a document, and what it leaves alone (issue: “what has one right answer, never prose”)."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.authoring.mending import Mending, mend
from okrsite.codes import MENDABLE
from okrsite.diagnostics import Diagnostic, Severity, Where
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

TEAM = SourceFile("docs/crew.md", "crew.md", b"---\nokr: team\nid: crew\nname: Crew\n---\n")
HEAD = "---\nokr: objectives\nteam: crew\ncycle: 2026-Q3\nobjectives:\n"


def reported(raw: bytes) -> Report:
    return report([TEAM, SourceFile("docs/a.md", "a.md", raw)], Settings(root="crew"), date(2026, 8, 14))


def mended(raw: bytes) -> Mending:
    return mend(raw, [one for one in reported(raw).findings if one.where.path == "docs/a.md"])


def changed_lines(before: bytes, after: bytes) -> list[tuple[bytes, bytes]]:
    """The lines that differ, where both have as many."""
    old, new = before.split(b"\n"), after.split(b"\n")
    assert len(old) == len(new)
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other]


def one_key(line: str) -> bytes:
    """A document with one key result that has one line of interest."""
    text = f"{HEAD}  - id: A-1\n    objective: Leave on time\n    owner: lead\n    key_results:\n"
    return f"{text}      - id: .one\n        key_result: Punctual boats\n        {line}\n---\n".encode()


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("maintain: >= 99.9%", 'maintain: ">= 99.9%"'),
        ("maintain: >= 99.9%  # agreed", 'maintain: ">= 99.9%"  # agreed'),
        ("measurement: share: of all", 'measurement: "share: of all"'),
        ("owner: @crew-lead", 'owner: "@crew-lead"'),
        ('measurement: "best" of all', "measurement: '\"best\" of all'"),
        ("measurement: {sales: all}", 'measurement: "{sales: all}"'),
        ("measurement: {a} of {b}", 'measurement: "{a} of {b}"'),
        ("owner:   %lead   # why", 'owner:   "%lead"   # why'),
    ],
)
def test_a_value_that_yaml_would_misread_is_quoted_and_its_line_else_stays(written: str, quoted: str) -> None:
    raw = one_key(written)
    made = mended(raw)
    assert changed_lines(raw, made.raw) == [(f"        {written}".encode(), f"        {quoted}".encode())]
    assert not made.refused
    assert "misread-value" not in {one.name for one in reported(made.raw).findings}


def test_a_number_that_brackets_would_cut_is_quoted() -> None:
    raw = (HEAD + "  - id: A-1\n    objective: A\n    stakeholders: [crews, 12,000,000 guests, all]\n---\n").encode()
    assert mended(raw).raw == raw.replace(b"12,000,000 guests", b'"12,000,000 guests"')


def test_a_sentence_in_which_yaml_sees_a_key_is_quoted() -> None:
    raw = b"---\nokr: retrospective\nteam: crew\ncycle: 2026-Q2\nlessons:\n  - We learned: ship early\n  - Rest\n---\n"
    assert changed_lines(raw, mended(raw).raw) == [(b"  - We learned: ship early", b'  - "We learned: ship early"')]


def test_an_id_from_a_position_is_written_below_the_title() -> None:
    raw = (HEAD + "  - objective: Leave on time # now\n    key_results:\n    - key_result: Punctual\n---\n").encode()
    after = (
        HEAD
        + "  - objective: Leave on time # now\n    id: crew-2026-Q3-1\n    key_results:\n"
        + "    - key_result: Punctual\n      id: .1\n---\n"
    )
    assert mended(raw).raw == after.encode()


def test_written_ids_are_those_that_were_derived() -> None:
    raw = (HEAD + "  - objective: A\n    key_results:\n      - key_result: B\n      - {key_result: C}\n---\n").encode()
    before, after = reported(raw), reported(mended(raw).raw)
    assert list(before.graph.objectives) == list(after.graph.objectives)
    assert list(before.graph.key_results) == list(after.graph.key_results)
    assert not [one for one in after.findings if one.name == "derived-id"]


def test_the_objective_at_the_top_of_a_document_gets_its_id_too() -> None:
    raw = b"---\ntitle: Plan\nokr: objectives\nteam: crew\ncycle: 2026-Q3\nobjective: Leave\nowner: lead\n---\n"
    assert mended(raw).raw == raw.replace(b"Leave\n", b"Leave\nid: crew-2026-Q3-1\n")


def test_an_empty_id_is_filled_in() -> None:
    raw = (HEAD + "  - id:\n    objective: A\n  - id: ~ # later\n    objective: B\n---\n").encode()
    after = HEAD + "  - id: crew-2026-Q3-1\n    objective: A\n  - id: crew-2026-Q3-2 # later\n    objective: B\n---\n"
    assert mended(raw).raw == after.encode()


def test_ids_of_initiatives_and_pillars_are_written() -> None:
    raw = b"---\nokr: roadmap\nteam: crew\ncycle: 2026-Q3\ninitiatives:\n  - name: New roster\n---\n"
    assert b"  - name: New roster\n    id: crew-2026-Q3-initiative-1\n" in mended(raw).raw
    raw = b"---\nokr: strategy\nvision: V\npillars:\n  - why: So\n    name: Be early\n---\n"
    assert b"    name: Be early\n    id: Be-early\n" in mended(raw).raw


def test_text_that_was_encoded_twice_is_turned_back_wherever_it_stands() -> None:
    raw = one_key("measurement: donâ€™t ask: CafÃ©") + "The naÃ¯ve plan\n".encode()
    after = one_key('measurement: "don’t ask: Café"') + "The naïve plan\n".encode()
    misread = [one for one in reported(raw).findings if one.name == "misread-value"]
    garbled = Diagnostic("OKR120", "garbled-text", Severity.WARNING, Where("docs/a.md", 12, 25), "")
    assert mend(raw, [*misread, garbled]).raw == after
    assert mend(raw, misread).raw == one_key('measurement: "donâ€™t ask: CafÃ©"') + "The naÃ¯ve plan\n".encode()


def test_one_text_in_a_list_is_refused_with_the_lines_to_write() -> None:
    raw = (HEAD + "  - id: A-1\n    objective: A\n    key_results:\n      - Punctual boats\n---\n").encode()
    made = mended(raw)
    assert made.raw == raw
    assert made.refused[0].hint == "Write in place of line 9:\n      - key_result: Punctual boats\n        id: .1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_bom_stay(end: str, bom: str) -> None:
    lines = [*HEAD.split("\n")[:-1], "  - objective: Leave: now", "    owner: lead", "---", "Body", ""]
    after = [*lines[:5], '  - objective: "Leave: now"', "    id: crew-2026-Q3-1", *lines[6:]]
    assert mended((bom + end.join(lines)).encode()).raw == (bom + end.join(after)).encode()


def test_mending_twice_changes_nothing_the_second_time() -> None:
    raw = one_key("maintain: >= 99.9%").replace(b"      - id: .one\n        key", b"      - key")
    once = mended(raw)
    assert len(once.done) == 2
    twice = mended(once.raw)
    assert (twice.raw, twice.done) == (once.raw, ())


def test_a_document_that_cannot_be_read_is_left_alone() -> None:
    raw = b"---\nokr: objectives\nteam: [\n---\nCaf\xc3\x83\xc2\xa9\n"
    assert mended(raw) == Mending(raw)


def test_nothing_but_rules_with_one_right_answer_is_mended() -> None:
    raw = one_key("basline: 68% #1")
    assert mended(raw).raw == raw
    assert set(MENDABLE) == {"misread-value", "derived-id", "garbled-text"}
