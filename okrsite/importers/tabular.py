"""Sheets as what was found: the objectives of all of them, and what their columns were taken for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from msgspec.structs import replace

from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.importers.cells import Table
from okrsite.importers.columns import Asked, simple
from okrsite.importers.complete import Spoken, missing
from okrsite.importers.cycles import cycle_in
from okrsite.importers.escaping import escaped
from okrsite.importers.found import Doubt, Found, FoundColumn, Placed
from okrsite.importers.gathered import GatheredObjective, GatheredResult, in_order, one_line
from okrsite.importers.grid import gather
from okrsite.importers.opening import Gathering
from okrsite.importers.placeholders import is_placeholder
from okrsite.importers.sheets import Sheet, column_of

_NO_NAME = re.compile(
    r"(?:sheet|tabelle|feuil|hoja|planilha|foglio|лист|シート|工作表)?\s*\d*|.*\b(?:okrs?|template|objectives?|goals|export|data)\b.*",
    re.IGNORECASE,
)


_OTHER_WORDS = ("kind", "unit", "cycle", "year", "done", "parent")


def found_in(sheets: Sequence[Sheet], name: str, wanted: Sequence[Asked]) -> Found:
    """What the sheets of a file hold; OkrsiteError where none has a column that `wanted` speaks of."""
    _refuse_unknown(sheets, name, wanted)
    stem = PurePath(name).stem
    gathered = [(sheet, gather(sheet, _of_sheet(sheet, wanted), sheet.name or stem)) for sheet in sheets]
    found = found_of(gathered, name)
    if not found.objectives:
        raise _refusal(sheets, name, found.doubts)
    return completed(found, [text for sheet, one in gathered for text in _spoken(sheet, one)])


def completed(found: Found, spoken: Iterable[Spoken]) -> Found:
    """What was found, with those texts of the file that found no other place."""
    rest = tuple(missing(found, spoken))
    return replace(found, rest=(*found.rest, *rest)) if rest else found


def _spoken(sheet: Sheet, one: Gathering) -> Iterator[Spoken]:
    """The cells of a sheet, without titles of columns and what is taken up in other words."""
    headers = {table.header.number: table for table in one.tables}
    upper = {table.above for table in one.tables}
    table: Table | None = None
    for line in sheet.lines:
        if line.number in headers or line.number in upper:
            table = headers.get(line.number, table)
            continue
        for column in line.filled:
            again = sheet.merged.get((line.number, column), (line.number,))[0] != line.number
            if not again and (table is None or table.meaning(column) not in _OTHER_WORDS):
                yield Spoken(line.cells[column], line.number, table.title(column) if table else "")


def _refusal(sheets: Sequence[Sheet], name: str, doubts: Sequence[Doubt]) -> OkrsiteError:
    """What is said of a file without OKRs, and what could be done about it."""
    first = next((line for sheet in sheets for line in sheet.lines), None)
    if first is None:
        hidden = f": {doubts[0].message}" if doubts else ""
        return OkrsiteError(f"`{name}` is empty{hidden}", "Save the sheet with the OKRs, then import it again.")
    titles = ", ".join(f"`{one_line(first.cells[column])[:40]}`" for column in first.filled[:8])
    return OkrsiteError(
        f"`{name}` holds no OKRs: no column is called like an objective or a key result, its first line is {titles}",
        "Say which columns hold them with `--column objective=TITLE` and `--column key_result=TITLE`.",
    )


def found_of(gathered: Sequence[tuple[Sheet, Gathering]], name: str) -> Found:
    """What was gathered, as what was found; the name of the file may say a cycle."""
    telling = [(sheet, one) for sheet, one in gathered if one.objectives]
    several = sum(bool(sheet.lines) for sheet, _ in gathered) > 1
    doubts = [doubt for sheet, one in gathered for doubt in _named(sheet, one.doubts, several)]
    surely = _settle(telling, PurePath(name).stem)
    objectives = [one for _, gathering in telling for one in gathering.objectives]
    names = {key: one for _, gathering in reversed(telling) for key, one in gathering.names.items()}
    forms = {id(one) for one in objectives if _is_form(one, doubts)}
    kept = [one for one in objectives if id(one) not in forms]
    for _, gathering in telling:
        gathering.rest += [piece for one in gathering.objectives if id(one) in forms for piece in _form(one)]
        gathering.rest.sort(key=lambda piece: piece.line)
    rest = [piece for sheet, one in gathered for piece in _rest(sheet, one, several)]
    for one in kept:
        if not one.key_results:
            doubts.append(Doubt(one.line, f"no key results are found for `{one.title}`"))
    return Found(
        objectives=in_order(kept, names, doubts),
        title=next((one.title for _, one in telling if one.title), None),
        rest=tuple(rest),
        doubts=tuple(sorted(doubts, key=lambda one: one.line)),
        surely=surely,
        columns=tuple(column for sheet, one in telling for column in _columns(sheet.name if several else "", one)),
    )


def _of_sheet(sheet: Sheet, wanted: Sequence[Asked]) -> Sequence[Asked]:
    """What somebody said that is about a sheet: all, where it has one of the titles, or where no sheet needs one."""
    titles = {simple(cell) for line in sheet.lines[:50] for cell in line.cells}
    return wanted if any(simple(one.title) in titles or column_of(one.title) is not None for one in wanted) else ()


def _refuse_unknown(sheets: Sequence[Sheet], name: str, wanted: Sequence[Asked]) -> None:
    cells = {simple(cell): cell for sheet in sheets for line in sheet.lines[:50] for cell in line.cells if cell}
    width = max((len(line.cells) for sheet in sheets for line in sheet.lines[:50]), default=0)
    for one in wanted:
        place = column_of(one.title)
        if simple(one.title) not in cells and (place is None or place >= width):
            close = nearest(one.title, [cell for cell in cells.values() if len(cell) < 80])
            hint = f"Did you mean `{close}`?" if close else "Give the title of a column as it stands in the file."
            raise OkrsiteError(f"`{name}` has no column `{one.title}`", hint)


def _named(sheet: Sheet, doubts: Sequence[Doubt], several: bool) -> list[Doubt]:
    """Doubts with the name of their sheet, where there are several."""
    if not several or not sheet.name:
        return list(doubts)
    return [replace(one, message=f"sheet `{sheet.name}`: {one.message}") for one in doubts]


def _settle(telling: Sequence[tuple[Sheet, Gathering]], stem: str) -> bool:
    """Give objectives the team and cycle that names of sheets and headings say; whether teams are named as such."""
    of_file = cycle_in(stem.replace("_", " "))
    everything = [(sheet, one) for sheet, gathering in telling for one in gathering.objectives]
    for sheet, one in everything:
        named = cycle_in(sheet.name) or of_file
        one.cycle = one.cycle or (Placed(named, one.line) if named else None)
    if any(one.team for _, one in everything):
        return True
    groups = [one.group or _team_of(sheet, one, len(telling)) for sheet, one in everything]
    if len({group.text for group in groups if group}) > 1 and all(groups):
        for (_, one), group in zip(everything, groups, strict=True):
            one.team = group
        return False
    return True


def _team_of(sheet: Sheet, one: GatheredObjective, sheets: int) -> Placed | None:
    """The name of a sheet, where there is one for each of several teams."""
    if sheets < 2 or _NO_NAME.fullmatch(sheet.name) or cycle_in(sheet.name):
        return None
    return Placed(sheet.name, one.line)


def _is_form(one: GatheredObjective, doubts: list[Doubt]) -> bool:
    """Whether nobody has filled in an objective; key results that nobody has filled in become text."""
    blank = [result for result in one.key_results if is_placeholder(result.title) and not result.said]
    for result in blank:
        one.key_results.remove(result)
        one.rest += _blank(result)
    if is_placeholder(one.title) and not one.key_results:
        doubts.append(Doubt(one.line, "the objective here is a form to be filled in; it is kept as text"))
        return True
    return False


def _blank(result: GatheredResult) -> list[Placed]:
    """What stands in the line of a key result that nobody has filled in."""
    days = [Placed(escaped(f"{one.day}: {one.value}"), one.line) for one in result.checkins]
    number = [Placed(escaped(result.number), result.line)] if result.number else []
    return [Placed(escaped(result.title), result.line), *number, *days, *result.rest]


def _form(one: GatheredObjective) -> list[Placed]:
    said = [Placed(escaped(f"{key.capitalize()}: {text.text}"), text.line) for key, text in one.said.items()]
    around = [Placed(escaped(text.text), text.line) for text in (one.team, one.cycle, one.above) if text]
    return [Placed(escaped(one.title), one.line), *around, *said, *one.rest]


def _rest(sheet: Sheet, one: Gathering, several: bool) -> list[Placed]:
    """What belongs to no objective, below the name of its sheet."""
    if not several or not one.rest:
        return one.rest
    return [Placed(f"## {escaped(sheet.name)}", one.rest[0].line), *one.rest]


def _columns(sheet: str, one: Gathering) -> list[FoundColumn]:
    """What the columns were taken for, each as often as it was taken for something else."""
    found = [
        FoundColumn(column.title, str(column.meaning), sheet)
        for table in one.tables
        for column in table.columns
        if column.title
    ]
    return list(dict.fromkeys(found))
