"""What beginning a document is made of: what is known, questions with their answers, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from okrsite.report import Report
from okrsite.views.context import Context


class Option(Struct, frozen=True):
    """How a script answers a question: `many` where it may be given more than once, `parts` how many words it takes."""

    name: str
    help: str
    metavar: str = "TEXT"
    choices: tuple[str, ...] = ()
    many: bool = False
    parts: int = 1

    @property
    def key(self) -> str:
        """Its name in a program.

        >>> Option("key-result", "").key
        'key_result'
        """
        return self.name.replace("-", "_")


def anything(_answer: str) -> str | None:
    """No objection to any answer."""
    return None


class Question(Struct, frozen=True):
    """A question that is asked on a terminal; in a script `option` answers it, or else the default does.

    One without a default has to be answered, unless it is `optional`. `objection` says why an answer won't do.
    """

    option: str
    text: str
    default: str | None = None
    choices: tuple[str, ...] = ()
    optional: bool = False
    objection: Callable[[str], str | None] = anything


class Begun(Struct, frozen=True):
    """A document that is begun, or one that got something more: its uri, and its text as it will be."""

    uri: str
    raw: bytes


Conversation: TypeAlias = Generator[Question, str, Begun]


class Occasion(Struct, frozen=True):
    """What is known when a document is begun.

    `given` are the answers that came as options, `asking` tells whether somebody is there to be asked; `raw` gives
    the bytes of a document, `taken` says of a uri whether a file has that place, `apart` that it goes
    into a file of its own.
    """

    context: Context
    report: Report
    day: date
    given: Mapping[str, object]
    asking: bool
    raw: Callable[[str], bytes]
    taken: Callable[[str], bool]
    apart: bool = False

    def rows(self, option: str) -> Sequence[tuple[str, ...]]:
        """What was given to an option that takes several words, each time."""
        rows = self.given.get(option.replace("-", "_")) or ()
        assert isinstance(rows, tuple)
        return rows


class Kind(Struct, frozen=True):
    """A kind of document that can be begun: what it is called, what the command says of it, how it is made.

    One `of_numbers` is of the day of the numbers unless another is named; the others are of the day they are written.
    One `of_past` says what was found, so it can't be of a day to come.
    """

    name: str
    does: str
    options: tuple[Option, ...]
    begin: Callable[[Occasion], Conversation]
    of_numbers: bool = False
    of_past: bool = False
