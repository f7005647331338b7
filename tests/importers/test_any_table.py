"""Properties of tables of any content: never a traceback, and every cell is somewhere in what is written."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from okrsite.errors import OkrsiteError
from okrsite.importers import csv_file, json_file, workbook
from okrsite.importers.found import Found
from okrsite.importers.writing import Wish, write_documents

DAY = date(2026, 8, 14)
TITLES = (
    *(
        "Objective",
        "Key result",
        "KR1",
        "KR2",
        "KR 1 Target",
        "Owner",
        "Objective owner",
        "Target",
        "Baseline",
        "Current",
    ),
    *("Notes", "Type", "Parent", "ID", "Score", "Unit", "Date", "2026-07-13", "Description", "Title", "Metric"),
    *("Progress (%)", "Confidence", "Weight", "Mood", "目標"),
)
PLAIN = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\\")
TEXTS = st.one_of(
    st.sampled_from(
        (
            *(
                "",
                "Grow",
                "Objective 1: Grow",
                "KR 1.1: Win",
                "5%",
                "0.7",
                "=A1*2",
                "#N/A",
                "1,5",
                "12,000",
                "mate",
                "P0",
            ),
            *(
                "<b>bold</b>",
                "*a* _b_",
                "Total",
                "[Goal]",
                "TBD",
                "- dash",
                "# hash",
                "1. one",
                "one\ntwo",
                "---",
                "~~~",
            ),
            *(
                "okr: x",
                "https://example.org/a",
                "{{ x }}",
                "[[ID]]",
                "`code`",
                "2026-07-20",
                "O-1",
                "1.1",
                "Team: Quay",
            ),
        )
    ),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\\"), max_size=12
    ),
)
GRIDS = st.tuples(
    st.lists(st.sampled_from(TITLES), min_size=1, max_size=6, unique=True),
    st.lists(st.lists(TEXTS, max_size=7), max_size=6),
)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_LABELS = {"kr", "key", "result", "results", "objective", "o", "x", "team"}


def words(text: str) -> set[str]:
    """The words of a text, without its labels; numbers of one digit may be part of an id."""
    return {word for word in re.findall(r"\w+", text.casefold()) if word not in _LABELS and len(word) > 1}


def written(reader: Callable[[bytes, str], Found], raw: bytes, name: str) -> str | None:
    """All that a file becomes, with the doubts about it; None where it is refused."""
    try:
        imported = write_documents(reader(raw, name), Wish(name, DAY, team="crew", cycle="2026-Q3"))
    except OkrsiteError as refused:
        assert refused.message
        return None
    texts = [one.raw.decode() for one in imported.documents]
    return "\n".join([*texts, *(doubt.message for doubt in imported.doubts)])


def assert_holds(text: str | None, cells: Iterable[str]) -> None:
    if text is None:
        return
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text.replace("\\n", " "))
    shown = words(plain.replace("\\", "")) | words(html.unescape(plain.replace("\\", "")))
    for cell in cells:
        assert words(cell) <= shown, cell


def delimited(titles: list[str], lines: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([titles, *lines])
    return text.getvalue().encode()


def saved(titles: list[str], lines: list[list[str]]) -> bytes:
    book, raw = Workbook(), io.BytesIO()
    for line in (titles, *lines):
        book.active.append(line)  # type: ignore[union-attr]
    book.save(raw)
    return raw.getvalue()


@QUIET
@given(GRIDS)
@example((["Objective", "Key result"], [["Grow", "Boats"], ["", "", "beyond"]]))
def test_every_cell_of_a_csv_file_is_kept(grid: tuple[list[str], list[list[str]]]) -> None:
    titles, lines = grid
    headed = [title for title in ["Objective", "Key result", *titles] if title]
    text = written(csv_file.read, delimited(list(dict.fromkeys(headed)), lines), "okrs.csv")
    assert_holds(text, (cell for line in lines for cell in line))


@settings(QUIET, max_examples=25)
@given(GRIDS)
def test_every_cell_of_a_workbook_is_kept(grid: tuple[list[str], list[list[str]]]) -> None:
    titles, lines = grid
    headed = list(dict.fromkeys(["Objective", "Key result", *titles]))
    text = written(workbook.read, saved(headed, lines), "okrs.xlsx")
    assert_holds(text, (cell for line in lines for cell in line))


@QUIET
@given(GRIDS)
def test_every_value_of_json_rows_is_kept(grid: tuple[list[str], list[list[str]]]) -> None:
    titles, lines = grid
    headed = list(dict.fromkeys(["Objective", "Key result", *titles]))
    value = [dict(zip(headed, line, strict=False)) for line in lines]
    text = written(json_file.read, json.dumps(value).encode(), "okrs.json")
    assert_holds(text, (cell for one in value for cell in one.values()))


NAMES = (
    "objectives",
    "keyResults",
    "results",
    "title",
    "name",
    "owner",
    "target",
    "teams",
    "quarter",
    "checkins",
    "why",
)
TREES = st.recursive(
    st.one_of(TEXTS, st.integers(), st.floats(), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=4)),
    max_leaves=12,
)


@QUIET
@given(TREES)
def test_no_json_is_a_traceback(tree: object) -> None:
    written(
        json_file.read, json.dumps({"objectives": [{"title": "Grow", "keyResults": tree}, tree]}).encode(), "a.json"
    )


@QUIET
@given(st.binary(max_size=300), st.sampled_from([csv_file.read, workbook.read, json_file.read]))
def test_no_bytes_are_a_traceback(raw: bytes, reader: Callable[[bytes, str], Found]) -> None:
    written(reader, raw, "okrs.bin")


@QUIET
@given(st.lists(st.lists(st.text("ab,;\t|\"'\n 1%O:K", max_size=8), max_size=5), max_size=6))
def test_no_ragged_text_is_a_traceback(lines: list[list[str]]) -> None:
    written(csv_file.read, "\n".join(",".join(line) for line in lines).encode(), "okrs.csv")
