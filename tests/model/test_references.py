"""What is said of ids that nobody bears."""

from __future__ import annotations

from reports import reported

GOALS = """
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-2026Q3-1
    objective: Be the one
  - id: ONB-2026Q3-2
    objective: Be there
    supports: {target}
"""
BROKEN = "---\nokr: objectives\nteam: [\n---\n"


def hint_of(target: str, *others: str) -> str | None:
    (found,) = (
        one for one in reported(GOALS.format(target=target), *others).findings if one.name == "unknown-reference"
    )
    return found.hint


def test_the_nearest_known_id_is_named():
    assert hint_of("ONB-2026Q3-11") == "Did you mean `ONB-2026Q3-1`?"


def test_a_document_that_could_not_be_read_is_named_too():
    assert hint_of("ZZZ", BROKEN) == "It may stand in a document that can't be read: content/1.md."
    close = hint_of("ONB-2026Q3-11", BROKEN)
    assert close == "Did you mean `ONB-2026Q3-1`? It may stand in a document that can't be read: content/1.md."


def test_of_many_such_documents_three_are_named():
    hint = hint_of("ZZZ", *[BROKEN] * 5)
    assert hint == "It may stand in a document that can't be read: content/1.md, content/2.md, content/3.md and 2 more."


def test_where_nothing_is_close_and_all_was_read_the_id_is_to_be_mended():
    assert hint_of("ZZZ") == "Correct the id, or remove the reference."
