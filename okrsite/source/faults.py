"""Why a text is no YAML, in our words, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from yaml.reader import Reader

_LINE_END = re.compile(r"\r\n|\n|\r")


class YamlError(Exception):
    """Why a text cannot be read as YAML, with its place; never leaves this room."""

    def __init__(self, message: str, line: int, column: int, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def unreadable_character(text: str, error: Any, first_line: int) -> YamlError:
    """A character in `text` that YAML refuses, with its place."""
    found = Reader.NON_PRINTABLE.search(text)
    index = found.start() if found else 0
    starts = _line_starts(text)
    line = bisect_right(starts, index) - 1
    what = f"U+{ord(text[index]):04X}" if found else str(error.reason)
    message = f"the front matter has a control character ({what})"
    return YamlError(message, line + first_line, index - starts[line] + 1, "Remove the character.")


_TABBED = ("the line is indented with a tab", "Indent with spaces.")
_MISPLACED = ("the line does not fit the lines above it", "Check quotes and indentation.")
_EXPLANATIONS = (
    ("mapping values are not allowed", "a `: ` stands inside a value", "Quote the value."),
    ("\\t", *_TABBED),
    ("tab character", *_TABBED),
    ("cannot start any token", "a value begins with a character that YAML keeps", "Quote the value."),
    ("could not find expected ':'", "a key has no `:` behind it", "Write `key: value`."),
    ("unexpected end of stream", "a quote is never closed", "Close the quote."),
    ("',' or ']'", "a `[` is never closed", "Close the bracket, or quote the value."),
    ("',' or '}'", "a `{` is never closed", "Close the brace, or quote the value."),
    ("did not find expected key", *_MISPLACED),
    ("block end", *_MISPLACED),
    ("'-' indicator", *_MISPLACED),
)


def explained(error: Any, first_line: int) -> YamlError:
    """A fault in our words; the place is where the opening stands for what is never closed."""
    problem = str(error.problem or error.context or "")
    words = next((row for row in _EXPLANATIONS if row[0] in problem), None)
    mark = error.problem_mark or error.context_mark
    never_closed = words is not None and "never closed" in words[1]
    if never_closed and error.context_mark is not None:
        mark = error.context_mark
    what, hint = words[1:] if words else (problem, "Check quotes and indentation.")
    message = f"the front matter is no valid YAML: {what}"
    if mark is None:
        return YamlError(message, first_line, 1, hint)
    return YamlError(message, mark.line + first_line, mark.column + 1, hint)
