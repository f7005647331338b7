"""Which column of a table means what: guessed from the titles, or said by the person who imports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from okrsite.diagnostics import nearest
from okrsite.errors import ConfigError
from okrsite.importers.found import SAYABLE
from okrsite.importers.headers import LEVELS, MEANINGS, Level, Meaning, meaning_of
from okrsite.importers.labels import key_result_label, objective_label
from okrsite.importers.sheets import Line, column_of
from okrsite.importers.vocabulary import KEY_RESULTS, OBJECTIVES, SECTIONS
from okrsite.model.characters import plain

_AMBIGUOUS = ("okr", "metric", "goal", "description")
_ASKED = re.compile(r"(?:(?P<of>objective|key_result)(?P<which>\d{0,2})\.)?(?P<key>[\w-]+?)(?P<number>\d{0,2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BARE = re.compile(r"#?[0-9]{1,3}(?:[.-][0-9]{1,3}){0,3}[a-z.)]?")
_VALUES = ("baseline", "start", "target", "current", "progress", "score")
_SHARED = frozenset({"owner", "weight", "priority", "status", "score", "progress", "confidence", "category", "context"})
_OBJECTIVE_KINDS = frozenset({*OBJECTIVES, "objectives", "o", "obj", "goal"})
_RESULT_KINDS = frozenset({*KEY_RESULTS, *SECTIONS})
_SAMPLE = 500


class Asked(Struct, frozen=True):
    """What somebody says that a column holds: its title, or its letters, and the meaning."""

    title: str
    meaning: Meaning


class Column(Struct, frozen=True):
    """A column: its place counted from 0, its title, and what it holds."""

    index: int
    title: str
    meaning: Meaning


def asked(text: str) -> Asked:
    """What `meaning=title` says; ConfigError where the meaning is none.

    >>> asked("key_result.owner=Who does it")
    Asked(title='Who does it', meaning=Meaning(key='owner', of='key_result', which='', unit=''))
    """
    name, sign, title = (part.strip() for part in text.partition("="))
    if not sign or not title or not name:
        raise ConfigError(f"`{text}` says no column", 'Write what the column holds and its title, "target=Aim".')
    if _DAY.fullmatch(name):
        return Asked(title, Meaning(name))
    found = _ASKED.fullmatch(name.casefold().replace(" ", "_"))
    key = found["key"] if found else ""
    if found is None or key not in MEANINGS or not _fits(found):
        close = nearest(name.rpartition(".")[2], MEANINGS)
        hint = f"Did you mean `{close}`?" if close else f"Write one of {', '.join(MEANINGS)}, or a date."
        raise ConfigError(f"`{name}` is nothing that a column can hold", hint)
    level: Level = "objective" if found["of"] == "objective" else "key_result" if found["of"] else ""
    return Asked(title, Meaning(key, level, found["which"] or found["number"] or ""))


def _fits(found: re.Match[str]) -> bool:
    """Whether what stands before the point and behind the word may stand there."""
    if found["of"]:
        sayable = found["key"] in SAYABLE or found["key"] in ("number", "unit", "date", "team", "cycle")
        return sayable and not found["number"] and not (found["which"] and found["of"] == "objective")
    return not found["number"] or found["key"] == "key_result"


def kind_of(text: str) -> Level:
    """What a cell of the column `kind` calls its line; empty for everything that is neither.

    >>> kind_of("Objective"), kind_of("keyResult"), kind_of("Initiative")
    ('objective', 'key_result', '')
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", plain(text)).casefold().strip(" :*")
    return "objective" if words in _OBJECTIVE_KINDS else "key_result" if words in _RESULT_KINDS else ""


def is_header(line: Line, share: Fraction = Fraction(1, 4)) -> bool:
    """Whether a line holds the titles of columns, of a table that may be about OKRs; `share` of them must be known."""
    meanings = [meaning_of(line.cells[column]) for column in line.filled]
    known = {str(meaning) for meaning in meanings if meaning.key and not _DAY.fullmatch(meaning.key)}
    titled = any(meaning.title or meaning.key in ("okr", "goal") for meaning in meanings)
    if not titled or any(len(line.cells[column]) > 80 for column in line.filled):
        return False
    return len(known) >= 2 and sum(bool(one.key) for one in meanings) >= len(meanings) * share


def places(wanted: Iterable[Asked], line: Line) -> dict[int, Meaning]:
    """The columns of a line of titles that somebody spoke of; letters count where no title is the same."""
    titles = {simple(title): column for column, title in reversed(list(enumerate(line.cells))) if title}
    found = {}
    for one in wanted:
        column = titles.get(simple(one.title))
        column = column_of(one.title) if column is None else column
        if column is not None:
            found[column] = one.meaning
    return found


def simple(title: str) -> str:
    """A title of a column, as it is compared."""
    return " ".join(plain(title).casefold().split())


def columns_of(header: Line, below: Sequence[Line], told: Mapping[int, Meaning]) -> tuple[Column, ...]:
    """What the columns below a line of titles hold; `told` is what somebody said, by column."""
    return _Columns(header, below[:_SAMPLE], told).settled()


class _Columns:
    """The columns of a table while their meanings settle."""

    def __init__(self, header: Line, below: Sequence[Line], told: Mapping[int, Meaning]) -> None:
        self.header, self.below, self.told = header, below, told
        width = max([len(header.cells), *(column + 1 for column in told)])
        self.found = [told.get(column) or meaning_of(header.cell(column)) for column in range(width)]

    def settled(self) -> tuple[Column, ...]:
        """All columns; those that mean nothing are `body`."""
        self._numbers("objective")
        self._numbers("key_result")
        self._objective()
        self._key_result()
        self._starts()
        self._dates()
        self._several()
        self._shared()
        self._once()
        for column, meaning in enumerate(self.found):
            if not meaning.key or (meaning.key in _AMBIGUOUS and meaning.key != "okr"):
                self.found[column] = Meaning("body")
        return tuple(Column(column, self.header.cell(column), one) for column, one in enumerate(self.found))

    def values(self, column: int) -> list[str]:
        """What stands in a column, without its empty cells."""
        return [text for line in self.below if (text := line.cell(column))]

    def _of(self, *keys: str) -> list[int]:
        return [column for column, meaning in enumerate(self.found) if meaning.key in keys]

    def _become(self, column: int, meaning: Meaning) -> None:
        if column not in self.told:
            self.found[column] = meaning

    def _numbers(self, level: Level) -> None:
        """A column of titles that holds nothing but `KR 1.1` and `2` numbers what a column behind it holds."""
        named = self._of(level)
        if not named or named[0] in self.told or self.found[named[0]].which:
            return
        cells = self.values(named[0])
        if not cells or not all(_is_bare(cell, level) for cell in cells):
            return
        spare = [column for column in self._of(*_AMBIGUOUS, "", "target") if column > named[0]]
        following = named[1:] or [column for column in spare if self._holds_words(column)]
        if following:
            self._become(named[0], Meaning("number", level))
            self._become(following[0], Meaning(level))

    def _holds_words(self, column: int) -> bool:
        cells = self.values(column)
        return bool(cells) and sum(" " in cell for cell in cells) * 2 >= len(cells)

    def _objective(self) -> None:
        """A goal is an objective where nothing else is and key results are named, else a target."""
        named = bool(self._of("objective"))
        for column in self._of("goal"):
            if not named and (self._of("key_result") or self._of("metric")):
                self._become(column, Meaning("objective"))
                named = True
            elif not self._of("target"):
                self._become(column, Meaning("target"))
        for column in self._of("parent"):
            if not named and self._of("key_result") and not self._of("kind", "okr"):
                self._become(column, Meaning("objective"))
                named = True
        objectives = self._of("objective")
        if objectives and not self._of("context"):
            behind = [column for column in self._of("description") if column == objectives[0] + 1]
            for column in behind:
                self._become(column, Meaning("context", "objective"))

    def _key_result(self) -> None:
        """Which column has the key results where none says so, and whether lines tell themselves what they are."""
        kinds = [column for column in self._of("kind") if any(kind_of(cell) for cell in self.values(column))]
        separate = bool(self._of("objective") and self._of("key_result"))
        for column in self._of("kind"):
            if column not in kinds[:1] or separate:
                self._become(column, Meaning("body"))
        if self._of("kind"):
            if not self._of("okr") and (titles := self._of("objective", "key_result")):
                self._become(titles[0], Meaning("okr"))
        elif self._of("objective") and not self._of("key_result"):
            behind = [column for key in ("okr", "metric") for column in self._of(key)]
            if behind:
                self._become(behind[0], Meaning("key_result"))
        elif self._of("key_result"):
            for column in self._of("okr"):
                self._become(column, Meaning("body"))
        for column in self._of("metric")[:1]:
            if not self._of("measurement"):
                self._become(column, Meaning("measurement"))
        for column in self._of("description")[:1]:
            if self._of("kind") and not self._of("context"):
                self._become(column, Meaning("context"))

    def _starts(self) -> None:
        for column in self._of("start"):
            if not self._of("baseline"):
                self._become(column, replace(self.found[column], key="baseline"))

    def _dates(self) -> None:
        """Dates are no values, whatever stands above them."""
        for column in self._of(*_VALUES):
            cells = self.values(column)
            if cells and sum(_DAY.match(cell) is not None for cell in cells) * 2 > len(cells):
                self._become(column, Meaning("body"))

    def _several(self) -> None:
        """Number several key results in a line, and give each what stands between it and the next."""
        named = self._of("key_result")
        alike = Counter(self.header.cell(column).casefold() for column in named)
        if len(named) < 2 or not (
            all(self.found[column].which or column in self.told for column in named) or len(alike) == 1
        ):
            return
        for count, column in enumerate(named, start=1):
            self.found[column] = replace(self.found[column], which=self.found[column].which or str(count))
        repeated = self._repeated(named)
        which = ""
        for column in range(named[0], len(self.found)):
            meaning = self.found[column]
            if meaning.key == "key_result":
                which = meaning.which
            elif meaning.key in repeated and not meaning.of:
                self._become(column, replace(meaning, of="key_result", which=which))

    def _repeated(self, named: Sequence[int]) -> set[str]:
        """What is said more than once behind the first key result."""
        keys = Counter(one.key for one in self.found[named[0] :] if one.key in (*SAYABLE, "unit") and not one.of)
        return {key for key, count in keys.items() if count > 1}

    def _shared(self) -> None:
        """What stands between the objective and its key result is said of the objective."""
        objectives, results = self._of("objective"), self._of("key_result")
        if objectives and results and objectives[0] < results[0]:
            for column in range(objectives[0] + 1, results[0]):
                if self.found[column].key in _SHARED and not self.found[column].of:
                    self._become(column, replace(self.found[column], of="objective"))

    def _once(self) -> None:
        """The first of several columns with one meaning has it, unless somebody said otherwise."""
        seen = {str(meaning) for meaning in self.told.values()}
        for column, meaning in enumerate(self.found):
            if column in self.told or not meaning.key:
                continue
            if str(meaning) in seen and meaning.key != "body":
                self.found[column] = Meaning("body")
            seen.add(str(meaning))


def _is_bare(cell: str, level: Level) -> bool:
    label = objective_label(cell) if level == LEVELS[0] else key_result_label(cell)
    return (label is not None and not label.text) or _BARE.fullmatch(cell) is not None
