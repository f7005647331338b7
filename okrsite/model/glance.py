"""What the text of a file tells at a glance, before it is read: kind, team, days, ids, and what titles may be about.

Front matter has neither anchors nor tags (a file with one can't be read), so that what stands in it is meant. Where
something isn't plain it is told as unknown, or as more than there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct

from okrsite.model.cycle import Cycle, CycleRules, parse_cycle
from okrsite.model.names import as_id
from okrsite.source.file import SourceFile

IN_CYCLES = frozenset({"objectives", "roadmap", "review", "retrospective"})
Days = tuple[date, date]

_OPENING = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\n")
_REST = re.compile(rb"[ \t]*(?:\n|\Z)")
# A value that goes on in the next line is not told.
_VALUE = re.compile(rb"[ \t]*:[ \t]*[\"']?([^\s\"'#|>&*!{\[][^\"'#\n]*)(?![^\n]*\n[ \t]+[^\s#])")
# It begins with plain letters, as such a pattern is looked for ten times as fast.
_ID = re.compile(rb"id[\"']?[ \t]*:[ \t]*[\"']?([a-z0-9][a-z0-9._-]*)")
_ID_TEXT = re.compile(rb"id[\"']?[ \t]*:([^\n]*)")
_KEY = rb"(?:[\w-]+|\"[\w-]+\"|'[\w-]+')[ \t]*:(?:[ \t\n]|\Z)"
_LIST = rb"[\"']?[ \t]*:[ \t]*(\[[^\]]*\]|[^\n]*(?:\n[ \t]*(?:-[ \t]+(?!" + _KEY + rb")[^\n]*|#[^\n]*)?(?=\n|\Z))*)"
_ALIASES = re.compile(rb"aliases" + _LIST)
_AGREED = re.compile(rb"acknowledged_by" + _LIST)
_BETWEEN_NAMES = re.compile(rb"[,\[\]\n\"']|[ \t]#|(?:^|(?<=\n))[ \t]*-[ \t]")
WORD = re.compile(rb"[a-z0-9][a-z0-9._-]*")
"""What may be an id, as far as it goes."""
_BLOCK = re.compile(rb"^[ \t]*(?:`{3,}|~{3,})[ \t]*okr[ \t]*$", re.MULTILINE)
_ODD_KEY = re.compile(rb"\n[ \t]*(?:-[ \t]+)*\?[ \t\n]")
_UNTOLD_ID = re.compile(rb"id[\"']?[ \t]*:[ \t]*(?:[|>#\n]|\Z)")
_LINE_ENDS = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
# What is written, with the lines in which it may go on.
_GOING_ON = rb"([^\n]*(?:\n(?![ \t]*(?:-[ \t\n]|" + _KEY + rb"|---|\.\.\.))[^\n]*)*)"
_ITEM = rb"\n[ \t]*-[ \t]+(?:-[ \t]+)*(?!" + _KEY + rb")"
_TITLE = re.compile(rb"key_result(s?)[\"']?[ \t]*:" + _GOING_ON)
# An item of a list that is a mere text may be the title of a key result.
_SHORT_TITLE = re.compile(_ITEM + rb"()" + _GOING_ON)
_TITLE_LINE = re.compile(rb"key_result[\"']?[ \t]*:([^\n]*)|" + _ITEM + rb"([^\n]*)")
_UNTOLD = (b"|", b">", b"{", b"[", b"`")


class Sketch(Struct, frozen=True):
    """What is told of a file at a glance, by its bytes alone: its kind, team and days where they are plain, its ids.

    `box` is what ids begin with that are derived from its team and cycle, empty where there are none. `everywhere`
    tells whether it bears on all others, or may; an ordinary page bears on none. `obscure` tells whether its team or
    its ids can't be told for sure.
    """

    kind: str
    team: str
    days: Days | None
    ids: frozenset[bytes]
    box: bytes
    everywhere: bool
    obscure: bool


class Text(Struct, frozen=True, eq=False):
    """The text of a file in small letters, and the part of it that is front matter."""

    whole: bytes
    front: bytes

    @property
    def asks_of_all(self) -> bool:
        """Whether anything at all may bear on it."""
        marked_page = b"okr" not in self.front and b"[[" in self.whole
        strange = any(not name.isascii() for name in self.agreeing)
        return marked_page or strange or _BLOCK.search(self.whole) is not None

    @property
    def agreeing(self) -> frozenset[bytes]:
        """The names in `acknowledged_by`, which speak for a team by what they own elsewhere."""
        pieces = (piece for names in _AGREED.findall(self.front) for piece in _BETWEEN_NAMES.split(names))
        return frozenset(b" ".join(piece.strip(b" \t-").split()) for piece in pieces) - {b""}

    def speaks_of(self, name: bytes) -> bool:
        """Whether a name stands in its front matter, be it on two lines; who owns something is said nowhere else."""
        return name in self.front or (b" " in name and name in b" ".join(self.front.split()))

    def metrics(self, metric_name: Callable[[str], str]) -> frozenset[str]:
        """What its titles, where each stands on its line, call their metrics; and other texts that may be titles."""
        lines = (_bare(keyed or item) for keyed, item in _TITLE_LINE.findall(self.front))
        return frozenset(metric_name(line.decode("utf-8", "replace")) for line in lines)

    def may_measure(self, metrics: Collection[str], box: bytes) -> bool:
        """Whether a title in it may hold all words of one of some metrics.

        A key result without a title has its id for one, which may be derived and begins with `box` then.
        """
        if not metrics or b"key_result" not in self.front:
            return False
        titles = list(self._titles())
        if None in titles:
            return True
        whole = "\n".join(filter(None, titles))
        ids = b" ".join([box, *_ID_TEXT.findall(self.front)]).decode("utf-8", "replace").casefold()
        for words in (metric.split() for metric in metrics):
            if all(word in whole for word in words) and any(
                all(word in one for word in words) for one in titles if one
            ):
                return True
            if all(word.isdigit() or word in ids for word in words):
                return True
        return False

    def _titles(self) -> Iterator[str | None]:
        """Each text that may be a title, with what may belong to it; None for one that isn't told."""
        for several, written in (*_TITLE.findall(self.front), *_SHORT_TITLE.findall(self.front)):
            bare = written.strip()
            if several:
                told = not bare or bare.startswith(b"#")
            else:
                quoted = bare[:1] in (b"'", b'"')
                told = not bare.startswith(_UNTOLD) and bare.count(b'"') % 2 == 0
                told = told and (not quoted or bare.count(bare[:1]) % 2 == 0)
            yield written.decode("utf-8", "replace").casefold() if told else None


def _bare(line: bytes) -> bytes:
    """A title without the quotes around it, or the comment behind it."""
    line = line.strip()
    if line[:1] in (b'"', b"'"):
        return line[1:].partition(line[:1])[0]
    return line.partition(b" #")[0]


def words_in(text: bytes) -> Iterator[bytes]:
    """The words of a text that may be ids, each once, and what stands in them before a dot."""
    for word in set(WORD.findall(text)):
        parts = word.split(b".")
        for end in range(1, len(parts) + 1):
            yield b".".join(parts[:end]).rstrip(b"-")


class Seen(Struct, eq=False, dict=True):
    """A file at a glance; it is read only where its text is asked for.

    `number` is the one that it has among those whose words are known, None where it has to be looked at itself.
    """

    path: str
    sketch: Sketch
    load: Callable[[], SourceFile]
    number: int | None = None

    @cached_property
    def file(self) -> SourceFile:
        """The file with its bytes."""
        return self.load()

    @cached_property
    def text(self) -> Text:
        """What is written in it."""
        return text_of(self.file)


def seen(file: SourceFile, rules: CycleRules) -> Seen:
    """What a file tells at a glance that was read already."""
    return Seen(file.path, sketch(text_of(file), rules), lambda: file)


def text_of(file: SourceFile) -> Text:
    """The text of a file."""
    whole = file.raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").lower()
    return Text(whole, _front(whole))


def sketch(text: Text, rules: CycleRules) -> Sketch:
    """What a text tells at a glance; of nothing else does it depend but on how cycles are spelled."""
    front = text.front
    kind, team = _said(front, b"okr"), _said(front, b"team")
    ids = {*_ID.findall(front), *(word for names in _ALIASES.findall(front) for word in WORD.findall(names))}
    cycle = parse_cycle(_said(front, b"cycle"), rules) if kind in IN_CYCLES else None
    box = as_id(f"{team}-{cycle.id}").lower().encode() if cycle and kind in ("objectives", "roadmap") else b""
    days = _days(kind, front, cycle)
    everywhere = days is None and b"okr" in front
    return Sketch(kind, team, days, frozenset(ids), box, everywhere, not team or _hides(front))


def _hides(front: bytes) -> bool:
    """Whether front matter may hold ids that can't be told."""
    return (
        b"\\" in front
        or any(sign in front for sign in _LINE_ENDS)
        or _UNTOLD_ID.search(front) is not None
        or (b"?" in front and _ODD_KEY.search(front) is not None)
    )


def _front(text: bytes) -> bytes:
    """The front matter of a file, with the line that opens it; all of it where it is never closed."""
    return text[: min(_line(text, b"\n---"), _line(text, b"\n..."))] if _OPENING.match(text) else b""


def _line(text: bytes, sought: bytes) -> int:
    """Where the first line stands that holds nothing but some signs; the end of the text if there is none."""
    ends = (end for end in _behind(text, sought) if _REST.match(text, end))
    return next(ends, len(text) + len(sought)) - len(sought)


def _said(front: bytes, key: bytes) -> str:
    """What stands behind a key at the top, empty where that is not plain."""
    found = [one[1] for one in (_VALUE.match(front, at) for at in _behind(front, b"\n" + key)) if one]
    return found[0].decode("utf-8", "replace").strip().lower() if len(found) == 1 else ""


def _behind(text: bytes, sought: bytes) -> Iterator[int]:
    """The position behind each place at which a text holds another."""
    at = text.find(sought)
    while at >= 0:
        yield at + len(sought)
        at = text.find(sought, at + 1)


def _days(kind: str, front: bytes, cycle: Cycle | None) -> Days | None:
    """The days that a document is about, None where they can't be told."""
    try:
        day = date.fromisoformat(_said(front, b"date")) if kind == "checkin" else None
    except ValueError:
        day = None
    return (cycle.start, cycle.end) if cycle else (day, day) if day else None
