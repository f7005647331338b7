"""JSON with the line of everything in it: numbers as they are typed, no limit of the interpreter reached."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

from msgspec import Struct, field

from okrsite.errors import OkrsiteError
from okrsite.importers.sheets import LONGEST_CELL

DEEPEST = 100
_TOKEN = re.compile(
    r"""[ \t\n\ufeff]*([{}\[\],:]|"(?:[^"\\\n]|\\.)*"|(?:-?(?:Infinity|NaN)|true|false|null|-?\d[\d.eE+-]*)(?![\w.]))"""
)
_BLANK = re.compile(r"[ \t\n\ufeff]*")
_WORDS = {"null": "", "true": "true", "false": "false"}
_MOST_DIGITS = 400


class Leaf(Struct, frozen=True):
    """A text, a number as it is typed, `true`, `false`, or an empty text for null."""

    text: str
    line: int


class Many(Struct):
    """A list, or the values of a mapping with their keys; a key that comes twice is there twice."""

    line: int
    keyed: bool
    keys: list[str] = field(default_factory=list)
    values: list[Node] = field(default_factory=list)

    def pairs(self) -> list[tuple[str, Node]]:
        """The keys with their values; none for a list."""
        return list(zip(self.keys, self.values, strict=True)) if self.keyed else []


Node: TypeAlias = Leaf | Many


def parse(text: str, name: str) -> Many:
    """The values of a text, one or, as in JSON lines, several, as a list; OkrsiteError where it is no JSON."""
    return _Parser(text, name).parsed()


class _Parser:
    """Goes through a text token by token."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.at, self.line, self.counted = 0, 1, 0
        self.token = ""
        self._step("a value")

    def parsed(self) -> Many:
        """All values of the text, in a list."""
        top = Many(1, keyed=False)
        while self.token:
            top.values.append(self._value(1))
        return top

    def _value(self, depth: int) -> Node:
        token, line = self.token, self.line
        if depth > DEEPEST:
            message = f"line {line} of `{self.name}` is nested deeper than {DEEPEST} levels"
            raise OkrsiteError(message, "Export only the objectives, then import that file.")
        if token in ("{", "["):
            return self._many(Many(line, keyed=token == "{"), depth)
        if not token or token in "}],:":
            raise self._refusal("a value")
        value = self._string(token) if token[0] == '"' else self._bare(token)
        self._step("`,` or the end" if depth > 1 else "a value")
        return Leaf(value, line)

    def _many(self, many: Many, depth: int) -> Many:
        """A list or a mapping, whose first sign is the token."""
        end = "}" if many.keyed else "]"
        self._step("a value")
        while self.token != end:
            if many.values:
                self._expect(",", f"`,` or `{end}`")
            if many.keyed:
                if self.token[:1] != '"':
                    raise self._refusal("a name in quotation marks", many.line)
                many.keys.append(self._string(self.token))
                self._step("`:`")
                self._expect(":", "`:`")
            many.values.append(self._value(depth + 1))
            if not self.token:
                raise self._refusal("", many.line)
        self._step("`,` or the end")
        return many

    def _expect(self, sign: str, wanted: str) -> None:
        if self.token != sign:
            raise self._refusal(wanted)
        self._step("a value")

    def _step(self, wanted: str) -> None:
        """Go on to the next token, empty at the end."""
        found = _TOKEN.match(self.text, self.at)
        if found is not None:
            start = found.start(1)
            self.token, self.at = found[1], found.end()
        else:
            blank = _BLANK.match(self.text, self.at)
            self.at = start = blank.end() if blank else self.at
            self.token = self.text[start : start + 20].split("\n")[0]
        self.line += self.text.count("\n", self.counted, start)
        self.counted = start
        if found is None and self.token:
            raise self._refusal(wanted)

    def _string(self, token: str) -> str:
        if len(token) > LONGEST_CELL:
            message = f"a text in line {self.line} of `{self.name}` is longer than {LONGEST_CELL:,} characters"
            raise OkrsiteError(message, "Export only the objectives, then import that file.")
        if "\\" not in token:
            return token[1:-1]
        try:
            value = str(json.loads(token, strict=False))
        except ValueError:
            raise self._refusal("a text without unknown escapes") from None
        return value.encode("utf-8", "replace").decode()

    def _bare(self, token: str) -> str:
        if len(token) > _MOST_DIGITS:
            message = f"a number in line {self.line} of `{self.name}` has {len(token):,} digits"
            raise OkrsiteError(message, "No key result needs that many; look what went wrong when it was exported.")
        return _WORDS.get(token, token)

    def _refusal(self, wanted: str, opened: int = 0) -> OkrsiteError:
        hint = "Export it again, or mend that line."
        if not self.token:
            return OkrsiteError(f"`{self.name}` ends within what line {opened or self.line} opens", hint)
        column = self.counted - self.text.rfind("\n", 0, self.counted)
        found = f"line {self.line}, column {column} has `{self.token[:20]}`, expected {wanted}"
        return OkrsiteError(f"`{self.name}` is no JSON: {found}", hint)
