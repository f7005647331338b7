"""XLSX workbooks, written by openpyxl here."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from okrsite.errors import OkrsiteError
from okrsite.importers.columns import asked
from okrsite.importers.found import Found
from okrsite.importers.sheets import MOST_LINES
from okrsite.importers.workbook import read

TITLES = ["Objective", "Key result", "Baseline", "Target", "Current", "Notes"]


def saved(fill: Callable[[Any], None]) -> bytes:
    """A workbook whose first sheet was filled in."""
    book = Workbook()
    fill(book.active)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def rows(*lines: list[Any]) -> Callable[[Any], None]:
    def fill(sheet: Any) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def found(raw: bytes, *columns: str) -> Found:
    return read(raw, "okrs.xlsx", [asked(column) for column in columns])


def key_results(found: Found) -> list[Any]:
    return [kr for one in found.objectives for kr in one.key_results]


def said(found: Found) -> list[dict[str, str]]:
    return [{key: one.text for key, one in kr.said.items()} for kr in key_results(found)]


def test_cells_are_what_people_see() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(TITLES)
        sheet.append(["Grow", "Completion", 0.68, 0.85, 0.125, 12])
        sheet.append([None, "Revenue", 12000, 50000, 0.1 + 0.2, True])
        sheet.append([None, "Wait", timedelta(hours=2), timedelta(minutes=15), None, date(2026, 7, 13)])
        for cell in ("C2", "D2", "E2"):
            sheet[cell].number_format = "0%"
        sheet["C3"].number_format = sheet["D3"].number_format = '"$"#,##0'
        sheet["C4"].number_format = sheet["D4"].number_format = "[h]:mm"
        sheet["F2"].number_format = '0" berths"'

    one = found(saved(fill))
    assert said(one) == [
        {"baseline": "68%", "target": "85%", "current": "12.5%"},
        {"baseline": "$12000", "target": "$50000", "current": "0.3"},
        {"baseline": "2h", "target": "15m"},
    ]
    assert [kr.rest[0].text for kr in key_results(one)] == ["Notes: 12 berths", "Notes: true", "Notes: 2026-07-13"]


def test_merged_cells_hold_for_all_their_lines() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Objective", "Key result", "Target", "Score", "Owner"])
        sheet.append(["Grow", "Boats", 5, 0.4, "mate"])
        sheet.append([None, "Guests", 6, None, None])
        sheet.append(["Shrink", "Waits", 7, 0.6, "cook"])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("D2:D3")

    one = found(saved(fill))
    assert [(objective.title.text, len(objective.key_results)) for objective in one.objectives] == [
        ("Grow", 2),
        ("Shrink", 1),
    ]
    assert one.objectives[0].said["score"].text == "0.4"
    assert [set(kr) for kr in said(one)] == [{"target", "owner"}, {"target"}, {"target", "score", "owner"}]


def test_a_value_that_is_merged_over_key_results_is_told() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(TITLES)
        sheet.append(["Grow", "Boats", None, 5])
        sheet.append([None, "Guests", None, None])
        sheet.merge_cells("D2:D3")

    one = found(saved(fill))
    assert [kr["target"] for kr in said(one)] == ["5", "5"]
    assert any("merged over lines 2 to 3" in doubt.message for doubt in one.doubts)


def test_titles_in_two_lines_are_read_together() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Objective", "Key result", None, None])
        sheet.append([None, "Name", "Baseline", "Target"])
        sheet.append(["Grow", "Boats", 5, 6])
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:D1")

    assert said(found(saved(fill))) == [{"baseline": "5", "target": "6"}]


def test_formulas_without_values_are_named_with_their_cell() -> None:
    one = found(saved(rows(TITLES, ["Grow", "Boats", 5, "=C2*2"])))
    assert said(one) == [{"baseline": "5"}]
    assert [(doubt.line, doubt.message) for doubt in one.doubts] == [
        (2, "the cell D2 has the formula `=C2*2` without its value")
    ]


def test_links_and_comments_are_kept() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(TITLES)
        sheet.append(["Grow", "Boats", 5, 6, 5.5, "plan"])
        sheet.append(["Grow", "Guests", 5, 6, 5.5, '=HYPERLINK("https://example.org/why","why")'])
        sheet["F2"].hyperlink = "https://example.org/plan"
        sheet["D2"].comment = Comment("Asked *twice*", "mate")

    first, second = key_results(found(saved(fill)))
    assert [(link.url, link.name) for link in first.links] == [("https://example.org/plan", "plan")]
    assert r"Comment on D2: Asked \*twice\*" in [piece.text for piece in first.rest]
    assert second.links[0].url == "https://example.org/why"


def test_sheets_are_teams_or_cycles_by_their_names() -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "Quay"
        other = sheet.parent.create_sheet("Office")
        for one in (sheet, other):
            one.append(["Objective", "Key result"])
            one.append([f"Grow {one.title}", "Boats"])

    one = found(saved(fill))
    assert [objective.team and objective.team.text for objective in one.objectives] == ["Quay", "Office"]
    assert not one.surely and {column.sheet for column in one.columns} == {"Quay", "Office"}

    def quarters(sheet: Any) -> None:
        fill(sheet)
        sheet.title, sheet.parent["Office"].title = "2026 Q2", "Q3 2026"

    again = found(saved(quarters))
    assert [one.cycle and one.cycle.text for one in again.objectives] == ["2026-Q2", "2026-Q3"]


def test_hidden_sheets_are_told_and_not_read() -> None:
    def fill(sheet: Any) -> None:
        rows(["Objective", "Key result"], ["Grow", "Boats"])(sheet)
        hidden = sheet.parent.create_sheet("Lists")
        rows(["Objective", "Key result"], ["Choose", "One"])(hidden)
        hidden.sheet_state = "hidden"

    one = found(saved(fill))
    assert [objective.title.text for objective in one.objectives] == ["Grow"]
    assert [doubt.message for doubt in one.doubts] == ["the sheet `Lists` is hidden and was not read"]


def test_days_in_titles_are_readings() -> None:
    one = found(saved(rows(["Objective", "Key result", date(2026, 7, 13)], ["Grow", "Boats", 5])))
    assert [(checkin.day, checkin.value) for checkin in key_results(one)[0].checkins] == [("2026-07-13", "5")]


def test_mistakes_are_told() -> None:
    one = found(saved(rows(TITLES, ["Grow", "Boats", "#N/A", 5])))
    assert said(one) == [{"target": "5"}]
    assert one.doubts[0].message == "the cell C2 holds the mistake `#N/A`"


def test_a_sheet_beyond_all_measure_is_left_out_by_name() -> None:
    def fill(sheet: Any) -> None:
        rows(["Objective", "Key result"], ["Grow", "Boats"])(sheet)
        other = sheet.parent.create_sheet("Dump")
        for number in range(MOST_LINES + 1):
            other.append([number])

    one = found(saved(fill))
    assert len(one.objectives) == 1
    assert "the sheet `Dump` was not read" in one.doubts[0].message and "20,000 lines" in one.doubts[0].message


def test_empty_lines_cost_nothing() -> None:
    def fill(sheet: Any) -> None:
        rows(["Objective", "Key result"], ["Grow", "Boats"])(sheet)
        sheet["A100000"] = "Shrink"
        sheet["B100000"] = "Waits"

    assert [one.title.line for one in found(saved(fill)).objectives] == [2, 100000]


def archive(parts: dict[str, str]) -> bytes:
    raw = io.BytesIO()
    with ZipFile(raw, "w") as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
    return raw.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "is no workbook"),
        (b"Objective,Key result\n", "is no workbook"),
        (saved(rows(TITLES))[:3000], "is no workbook"),
        (saved(rows(TITLES)).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x63"), "is no workbook"),
        (archive({"a.txt": "x"}), "is a zip archive and no XLSX workbook"),
        (archive({"mimetype": "x", "content.xml": "<x/>"}), "is a document of another office program"),
        (archive({"[Content_Types].xml": "<x/>"}), "can't be read as a workbook"),
        (OLD, "is a workbook of an old format"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (saved(rows()), "is empty"),
        (saved(rows(["name", "size"], ["boat", 5])), "its first line is `name`, `size`"),
    ],
)
def test_what_is_no_workbook_with_okrs_is_said(raw: bytes, told: str) -> None:
    with pytest.raises(OkrsiteError) as refused:
        found(raw)
    assert told in refused.value.message
    assert refused.value.exit_code == 1 and refused.value.hint


def test_a_broken_part_is_no_traceback() -> None:
    raw = saved(rows(TITLES, ["Grow", "Boats", 5, 6]))
    with ZipFile(io.BytesIO(raw)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for name in parts:
        broken = io.BytesIO()
        with ZipFile(broken, "w") as zipped:
            for part, content in parts.items():
                zipped.writestr(part, content[: len(content) // 2] if part == name else content)
        try:
            found(broken.getvalue())
        except OkrsiteError as refused:
            assert "okrs.xlsx" in refused.message


def test_columns_can_be_told_by_their_letters() -> None:
    one = found(
        saved(rows(["Aim", "What", "Who"], ["Grow", "Boats", "mate"])), "objective=A", "key_result=B", "owner=C"
    )
    assert said(one) == [{"owner": "mate"}]
