"""Front matter as a person would write it: long texts folded, with comments that teach."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

from okrsite.source import emit
from okrsite.source.emit import Value

WIDTH = 100
_WORD = r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+"
_FOLDABLE = re.compile(f"{_WORD}(?: {_WORD})*")


def printable(text: str) -> str:
    r"""Text in one line, with nothing in it that could end a comment or start a key.

    >>> printable("a\n  b\x1b")
    'a b\ufffd'
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))


def one_line(text: str) -> str:
    """Text that can stand in a comment, and allows nothing there.

    >>> one_line("okr: allow")
    'okr : allow'
    """
    return printable(text).replace("okr:", "okr :")


def comment(text: str, indent: int = 0, deeper: int = 0) -> list[str]:
    """A comment over as many lines as it takes, those behind the first by two columns further in if it is `deeper`.

    >>> comment("Decide.", 2), comment("2026-08-10: late", deeper=2)
    (['  # Decide.'], ['#   2026-08-10: late'])
    """
    lead = " " * indent + "# " + " " * deeper
    rest = lead + " " * min(deeper, 2)
    return textwrap.wrap(
        one_line(text), WIDTH + 10, initial_indent=lead, subsequent_indent=rest, break_on_hyphens=False
    )


def entry(key: str, value: Value, indent: int = 0) -> list[str]:
    """A key with its value in block style; a long text is folded, an empty value left out.

    >>> entry("owner", "crew-lead"), entry("worked", ["A", "B"]), entry("owner", "")
    (['owner: crew-lead'], ['worked:', '  - A', '  - B'], [])
    """
    if isinstance(value, str):
        return _text(" " * indent + emit.scalar(key) + ":", value, indent + 2) if value else []
    if isinstance(value, bool):
        return emit.block_entry(key, value, indent)
    if not value:
        return []
    head = " " * indent + emit.scalar(key) + ":"
    if isinstance(value, Mapping):
        return [head, *(line for name, inner in value.items() for line in entry(name, inner, indent + 2))]
    return [head, *(line for inner in value for line in item(inner, indent + 2))]


def item(value: Value, indent: int) -> list[str]:
    """An item of a list in block style.

    >>> item({"id": "A", "decision": "drop"}, 2)
    ['  - id: A', '    decision: drop']
    """
    if isinstance(value, str):
        return _text(" " * indent + "-", value, indent + 4)
    if isinstance(value, Mapping):
        lines = [line for name, inner in value.items() for line in entry(name, inner, indent + 2)]
        return [" " * indent + "- " + lines[0].lstrip(" "), *lines[1:]]
    return emit.block_item(value, indent)


def _text(head: str, text: str, indent: int) -> list[str]:
    """A text on the line of its key, or folded below it."""
    line = f"{head} {emit.scalar(text)}"
    if len(line) <= WIDTH or " " not in text or _FOLDABLE.fullmatch(text) is None:
        return [line]
    pad = " " * indent
    wrapped = textwrap.wrap(
        text, WIDTH, initial_indent=pad, subsequent_indent=pad, break_long_words=False, break_on_hyphens=False
    )
    return [f"{head} >-", *wrapped]


def document(lines: Sequence[str], body: str = "") -> bytes:
    """A file of front matter and body."""
    return "\n".join(["---", *lines, "---", *([body] if body else []), ""]).encode()
