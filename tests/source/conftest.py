"""Front matter in, what was read out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from okrsite.source.read import Document, Read, SourceFile, read

Reader = Callable[[str], Read]


def read_text(text: str) -> Read:
    return read(SourceFile("docs/a.md", "a.md", text.encode()))


@pytest.fixture
def of_kr() -> Callable[[str], Read]:
    """Reads the keys of one key result."""

    def of_kr(keys: str) -> Read:
        lines = "".join(f"        {line}\n" for line in keys.strip("\n").split("\n"))
        head = "okr: objectives\nteam: a\ncycle: 2026-Q3\nobjectives:\n  - objective: X\n    key_results:\n"
        return read_text(f"---\n{head}      - key_result: K\n{lines}---\n")

    return of_kr


@pytest.fixture
def of_kind() -> Callable[..., Read]:
    """Reads the keys of a document of a kind."""

    def of_kind(kind: str, keys: str, body: str = "") -> Read:
        needs = {"team": "id: a\n", "strategy": "", "objectives": "team: a\ncycle: 2026-Q3\n"}
        dated = "team: a\ndate: 2026-07-13\n"
        needs |= {"roadmap": "team: a\n", "checkin": dated, "review": dated, "retrospective": needs["objectives"]}
        return read_text(f"---\nokr: {kind}\n{needs[kind]}{keys.strip(chr(10))}\n---\n{body}")

    return of_kind


def document_of(result: Read) -> Document:
    assert result.document is not None, result.diagnostics
    return result.document
