"""What a version of a document says, read the quick way and the careful one."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from okrsite.history.facts import carefully, facts_of, items_of, plainly
from okrsite.source.front_matter import Written, recognise

CONTENT = Path(__file__).parents[2] / "content"
DOCUMENTS = sorted(path for path in CONTENT.rglob("*.md") if path.read_bytes().startswith(b"---\nokr: objectives"))
PLAIN = """\
    - id: A-1
      objective: One
      key_results:
        - id: .kr
          key_result: First
          target: >= 85%
          current: 70%
"""


def document(objectives: str) -> bytes:
    lines = "".join(f"{line[2:]}\n" for line in objectives.splitlines())
    return f"---\nokr: objectives\nteam: a\ncycle: 2026-Q3\nobjectives:\n{lines}---\n".encode()


def fields(raw: bytes) -> dict[str, dict[str, str]]:
    return {key: dict(facts.fields) for key, facts in facts_of(items_of(raw) or (), "q3.md").items()}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_both_ways_read_the_same(path: Path) -> None:
    found = recognise(path.read_bytes())
    assert isinstance(found, Written)
    quick = plainly(found.root)
    names = {"id", "objective", "key_result", "owner", "target", "baseline", "start", "current", "state", "commitment"}
    careful = carefully(found)
    if quick is not None:
        for one, other in zip(quick, careful, strict=True):
            parts = zip(one.get("key_results", ()), other.get("key_results", ()), strict=True)
            for ours, theirs in ((one, other), *parts):
                assert {name: ours.get(name) for name in names} == {name: theirs.get(name) for name in names}


def test_values_are_taken_as_they_were_meant() -> None:
    assert fields(document(PLAIN))["a-1.kr"]["target"] == ">= 85%"


def test_a_range_and_a_cancellation_are_one_text() -> None:
    more = "          baseline: 20\n          cancelled:\n            date: 2026-08-01\n            reason: No time\n"
    found = fields(document(PLAIN.replace(">= 85%", "[30, 40]") + more))["a-1.kr"]
    assert (found["target"], found["cancelled"]) == ("30 to 40", "2026-08-01")


def test_a_value_that_a_comma_cut_is_unknown_and_not_missing() -> None:
    [objective] = items_of(document(PLAIN.replace(">= 85%", "[12,000, 3]"))) or ()
    assert objective.parts[0].facts.unknown == ("target",)


def test_a_single_objective_at_the_top_is_read_like_one_in_a_list() -> None:
    top = """\
    ---
    okr: objectives
    team: a
    cycle: 2026-Q3
    id: A-1
    objective: One
    key_results:
      - id: .kr
        key_result: First
        target: 5
    ---
    """
    assert fields(dedent(top).encode()) == {
        "a-1": {"objective": "One"},
        "a-1.kr": {"key_result": "First", "target": "5"},
    }


def test_what_has_no_id_is_called_by_its_place() -> None:
    nameless = PLAIN.replace("- id: A-1\n      objective", "- objective").replace("- id: .kr\n          key", "- key")
    assert list(fields(document(nameless))) == ["q3.md#1", "q3.md#1.1"]


def test_other_documents_say_nothing_and_broken_ones_cannot_be_read() -> None:
    assert items_of(b"# A page\n") == items_of(b"---\nokr: team\nid: a\n---\n") == ()
    assert items_of(b"---\nokr: objectives\n\t: [\n---\n") is None
    assert items_of(b"\xff\xfe") is None
