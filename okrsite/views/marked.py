"""What is wrong with the `okr` blocks and `[[ID]]` links of a Markdown page, as findings with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity, Where, nearest
from okrsite.views.blocks import doubts
from okrsite.views.context import Context

_SUGGESTIONS = 50  # a page; looking for the nearest id takes time in a large site
_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*?)\s*$")
_CODE_SPAN = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_MENTION = re.compile(r"(?<!\\)\[\[([A-Za-z0-9][A-Za-z0-9._-]*)(?:\|[^\[\]|]+)?\]\](?![(\[])")


def doubtful_marks(context: Context, markdown: str, path: str, first_line: int = 1) -> tuple[Diagnostic, ...]:
    """Return a warning for every link to an unknown id and every block that can't be shown.

    `first_line` is the line of the file on which `markdown` begins. Code is left alone.
    """
    return tuple(_doubtful(context, markdown.splitlines(), path, first_line))


def _doubtful(context: Context, lines: list[str], path: str, first_line: int) -> Iterator[Diagnostic]:
    at, left = 0, _SUGGESTIONS
    endless: set[str] = set()
    while at < len(lines):
        opening = _FENCE.match(lines[at])
        fence = opening["fence"] if opening else ""
        end = None if fence in endless else _closing(lines, at, fence) if fence else at
        where = Where(path, first_line + at, 1)
        if opening is None or end is None:
            endless.add(fence)
            found = list(_mentions(context, lines[at], where, left))
            yield from found
            left = max(0, left - len(found))
            end = at
        elif opening["info"] == "okr":
            yield from _block(context, "\n".join(lines[at + 1 : end]), where)
        at = end + 1


def _closing(lines: list[str], opening: int, fence: str) -> int | None:
    """Return the line that closes a fence, None where nothing does."""
    for at in range(opening + 1, len(lines)):
        end = lines[at].strip()
        if len(end) >= len(fence) and set(end) == {fence[0]}:
            return at
    return None


def _mentions(context: Context, line: str, where: Where, guesses: int) -> Iterator[Diagnostic]:
    names = context.graph.names
    plain = _CODE_SPAN.sub(lambda span: " " * len(span[0]), line)
    for mention in _MENTION.finditer(plain):
        if mention[1].lower() in names:
            continue
        close = nearest(mention[1], (name.id for name in names.values())) if guesses > 0 else None
        guesses -= 1
        yield finding(
            "unknown-reference",
            Where(where.path, where.line, mention.start() + 1),
            f"`[[{mention[1]}]]` names nothing in this site",
            f"Did you mean `{close}`?" if close else "Correct the id, or write plain words.",
            severity=Severity.WARNING,
        )


def _block(context: Context, text: str, where: Where) -> Iterator[Diagnostic]:
    for sentence in doubts(context, text):
        said, _semicolon, rest = sentence.rstrip(".").partition("; ")
        hint = f"{rest[:1].upper()}{rest[1:]}" if rest else "Correct the block, or remove it."
        yield finding(
            "unknown-choice",
            where,
            f"{said[:1].lower()}{said[1:]}",
            hint if hint.endswith(("?", ".")) else f"{hint}.",
            severity=Severity.WARNING,
        )
