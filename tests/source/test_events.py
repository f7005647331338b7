"""Nodes are texts with places, the same from the C library and from Python alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.source import events
from okrsite.source.events import parse
from okrsite.source.faults import YamlError
from okrsite.source.nodes import Mapping, Node, Scalar, Sequence
from okrsite.source.read import SourceFile, read

TEXT = "a: [1, 'b']  # c\nd:\n- e: |\n    f\n  g: \"h\n    i\"\nk:\n"


def test_marks_hold_lines_columns_and_offsets_of_the_file() -> None:
    root, _ = parse(TEXT, first_line=2, offset=4)
    assert isinstance(root, Mapping)
    key, value = root.entries[0]
    assert (key.mark.line, key.mark.column, key.mark.start) == (2, 1, 4)
    assert isinstance(value, Sequence)
    assert value.flow
    assert [TEXT[item.mark.start - 4 : item.mark.end - 4] for item in value.items] == ["1", "'b'"]
    assert (value.mark.line, value.mark.column, value.mark.end_column) == (2, 4, 12)
    assert (root.entries[1][1].mark.line, root.entries[1][1].mark.column) == (4, 1)


def test_an_empty_value_is_null_and_a_quoted_one_is_not() -> None:
    root, _ = parse("a:\nb: ''\nc: ~\nd: 'null'")
    assert isinstance(root, Mapping)
    assert [isinstance(value, Scalar) and value.is_null for _, value in root.entries] == [True, False, True, False]


def test_python_alone_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast, _ = parse(TEXT)
    monkeypatch.setattr(events, "_PARSER", events._PurePythonParser)
    slow, _ = parse(TEXT)
    assert said(slow) == said(fast)


def said(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return (node.text, node.style, node.mark.line, node.mark.column)
    if isinstance(node, Mapping):
        return [(said(key), said(value)) for key, value in node.entries]
    return [said(item) for item in node.items] if node else None


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab:- \n\t#'\"[]{},&*!|>%@`~?=\\\u2028é🟢019\r"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except YamlError as error:
        assert error.line >= 1
        assert error.column >= 1
        assert error.hint.endswith(".")


WORDS = """
id objective owner key_results objectives target checkins readings milestones wins lessons scores health x-a 12
aliases cancelled links 2026-07-13
"""
KEYS = st.sampled_from(WORDS.split())


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["team", "strategy", "objectives", "roadmap", "checkin", "review", "retrospective"]),
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(["", "- "]),
            KEYS,
            st.sampled_from(
                ["", "x", "[a, b]", "{a: b}", "{value: 12,000}", ">= 5", "@a", "|", "a: b", "{{ x }}", "- 5"]
            ),
        ),
        max_size=12,
    ),
)
def test_any_arrangement_of_keys_is_read_or_reported(kind: str, lines: list[tuple[int, str, str, str]]) -> None:
    text = "".join(f"{'  ' * depth}{dash}{key}: {value}\n" for depth, dash, key, value in lines)
    result = read(SourceFile("a.md", "a.md", f"---\nokr: {kind}\n{text}---\n".encode()))
    assert result.kind in ("document", "unreadable")
    assert all(1 <= found.where.line <= len(lines) + 3 for found in result.diagnostics)
