"""CSV files as people export them."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.errors import ConfigError, OkrsiteError
from okrsite.importers.columns import asked
from okrsite.importers.csv_file import read
from okrsite.importers.found import Found
from okrsite.importers.writing import Wish, write_documents

HARBOUR = """Objective,Key result,Baseline,Target,Current
Boats leave on time,Departures on time,68%,85%,70%
,Wait at the quay,24 minutes,10 minutes,20 minutes
Guests come back,Guests who return,45%,60%,50%
"""


def found(text: str | bytes, *columns: str, name: str = "okrs.csv") -> Found:
    raw = text if isinstance(text, bytes) else text.encode()
    return read(raw, name, [asked(column) for column in columns])


def titles(found: Found) -> list[tuple[str, list[str]]]:
    return [(one.title.text, [kr.title.text for kr in one.key_results]) for one in found.objectives]


def said(found: Found) -> list[dict[str, str]]:
    return [{key: one.text for key, one in kr.said.items()} for one in found.objectives for kr in one.key_results]


def meant(found: Found) -> dict[str, str]:
    return {one.title: one.means for one in found.columns}


def refusal(raw: str | bytes, *columns: str) -> OkrsiteError:
    with pytest.raises(OkrsiteError) as refused:
        found(raw, *columns)
    return refused.value


def test_an_objective_holds_until_the_next_one() -> None:
    one = found(HARBOUR)
    assert titles(one) == [
        ("Boats leave on time", ["Departures on time", "Wait at the quay"]),
        ("Guests come back", ["Guests who return"]),
    ]
    assert said(one)[1] == {"baseline": "24 minutes", "target": "10 minutes", "current": "20 minutes"}
    assert [kr.title.line for one in one.objectives for kr in one.key_results] == [2, 3, 4]


def test_an_objective_that_is_repeated_in_each_line_is_one() -> None:
    text = HARBOUR.replace("\n,", "\nBoats leave on time,")
    assert titles(found(text)) == titles(found(HARBOUR))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~"])
def test_any_separator_is_known(separator: str) -> None:
    assert titles(found(HARBOUR.replace(",", separator))) == titles(found(HARBOUR))


def test_a_decimal_comma_is_no_separator() -> None:
    text = "Objective;Key result;Target\nGrow;Boats;4,5\nShrink;Waits;1,5\n"
    assert [one["target"] for one in said(found(text))] == ["4,5", "1,5"]


def test_the_separator_that_excel_names_is_taken() -> None:
    assert titles(found("sep=;\n" + HARBOUR.replace(",", ";"))) == titles(found(HARBOUR))
    assert found("sep=;\n" + HARBOUR.replace(",", ";")).objectives[0].title.line == 3


def test_quoted_cells_hold_separators_quotes_and_lines() -> None:
    text = 'Objective,Key result,Notes,Target\n"Grow, fast","Say ""aye""","one\ntwo",5\nNext,More,,6\n'
    one = found(text)
    assert titles(one) == [("Grow, fast", ['Say "aye"']), ("Next", ["More"])]
    assert one.objectives[0].key_results[0].rest[0].text == "Notes: one\ntwo"
    assert one.objectives[1].title.line == 4


def test_single_quotes_are_known() -> None:
    assert titles(found("'Objective','Key result'\n'Grow, fast','Boats'\n")) == [("Grow, fast", ["Boats"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_known(encoding: str) -> None:
    text = "Objetivo;Resultado-chave;Responsável;Meta\nCrescer já;Ganhar usuários;ana;50\n"
    one = found(text.encode(encoding))
    assert titles(one) == [("Crescer já", ["Ganhar usuários"])]
    assert said(one) == [{"owner": "ana", "target": "50"}]
    assert bool(one.doubts) == (encoding == "cp1252")


def test_japanese_titles_are_known() -> None:
    one = found("目標,主要な結果,目標値,現在値\n伸ばす,利用者,100,40\n")
    assert meant(one) == {"目標": "objective", "主要な結果": "key_result", "目標値": "target", "現在値": "current"}


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "is empty"),
        (b"\n\n,,\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "encoding that nobody names"),
        (b"PK\x03\x04whatever", "zip archive or a workbook"),
        ("цель;результат\nвырасти;больше\n".encode("cp1251"), "is no text, or in an encoding"),
        ("目標,結果\n伸ばす,増やす\n".encode("shift-jis"), "encoding that nobody names"),
        (b"x" * 1_500_000, "line 1 of `okrs.csv` is longer"),
        (b"x" * 21_000_000, "20,000,000 bytes"),
        (b'Objective,Key result\nGrow,"Boats\nmore,lines\n', "line 2 of `okrs.csv` opens a quotation mark"),
        (b"Objective,Key result\n" + b"a,b\n" * 20_001, "more than 20,000 lines"),
        (("," * 600 + "x\n").encode(), "more than 500 columns"),
        (b"name,size\nboat,5\n", "its first line is `name`, `size`"),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, told: str) -> None:
    one = refusal(raw)
    assert told in one.message
    assert one.exit_code == 1 and one.hint


def test_what_stands_between_objective_and_key_result_is_of_the_objective() -> None:
    text = "Objective,Owner,Key result,Owner\nGrow,captain,Boats,mate\n"
    one = found(text)
    assert meant(one)["Owner"] == "owner" and {column.means for column in one.columns} >= {"objective.owner", "owner"}
    assert one.objectives[0].said["owner"].text == "captain"
    assert said(one) == [{"owner": "mate"}]


def test_a_line_may_hold_several_key_results() -> None:
    text = "Objective,KR1,KR1 Target,KR2,KR 2 - Target\nGrow,Boats,5,Guests,60%\nShrink,Waits,1 hour,,\n"
    one = found(text)
    assert titles(one) == [("Grow", ["Boats", "Guests"]), ("Shrink", ["Waits"])]
    assert said(one) == [{"target": "5"}, {"target": "60%"}, {"target": "1 hour"}]


def test_unnumbered_key_results_in_a_line_have_what_stands_behind_them() -> None:
    text = "Objective,Key result,Target,Key result,Target\nGrow,Boats,5,Guests,60%\n"
    assert said(found(text)) == [{"target": "5"}, {"target": "60%"}]


EXPORT = """Type,ID,Parent ID,Title,Start value,Target value,Unit,Assignee
Key Result,K-1,O-1,Win users,10,20,%,mate
Objective,O-1,,Grow,,,,captain
Objective,O-2,O-1,Grow below,,,,captain
Key Result,K-2,O-2,Win more,10,20,USD,mate
Initiative,I-1,O-1,Paint the boats,,,,
"""


def test_lines_may_tell_what_they_are_and_whom_they_belong_to() -> None:
    one = found(EXPORT)
    assert titles(one) == [("Grow", ["Win users"]), ("Grow below", ["Win more"])]
    assert one.objectives[1].parent == 0
    assert said(one) == [
        {"baseline": "10%", "target": "20%", "owner": "mate"},
        {"baseline": "$10", "target": "$20", "owner": "mate"},
    ]
    assert any("Paint the boats" in piece.text for piece in one.objectives[0].rest)


def test_objectives_that_stand_above_each_other_are_told() -> None:
    one = found("Type,Title,Parent\nObjective,A,B\nObjective,B,A\nKey result,C,B\n")
    assert [objective.parent for objective in one.objectives].count(None) >= 1
    assert any("circle" in doubt.message for doubt in one.doubts)


def test_a_sheet_that_is_filled_in_by_labels_needs_no_titles() -> None:
    text = "Objective 1,Boats leave on time\nOwner,captain\nKR 1.1,Departures\nObjective 2,Guests\nKR 2.1,Returns\n"
    one = found(text)
    assert titles(one) == [("Boats leave on time", ["Departures"]), ("Guests", ["Returns"])]
    assert one.objectives[0].said["owner"].text == "captain"
    assert one.objectives[1].key_results[0].number == "2.1"


def test_a_cell_may_list_several_key_results() -> None:
    text = 'Objective,Key results\nGrow,"1. Boats from 2 to 5\n2. Guests from 10 to 20"\nShrink,"Waits\nat the quay"\n'
    assert titles(found(text)) == [
        ("Grow", ["Boats from 2 to 5", "Guests from 10 to 20"]),
        ("Shrink", ["Waits at the quay"]),
    ]


def test_labels_in_a_column_without_a_title_number_key_results() -> None:
    one = found("Objective 1,Grow,\n,Key result,Score\nKR 1,Boats,0.7\nKR 2,Guests,0.4\n")
    assert [(kr.title.text, kr.number) for kr in one.objectives[0].key_results] == [("Boats", "1"), ("Guests", "2")]


def test_an_objective_of_the_company_is_above_that_of_the_team() -> None:
    one = found("Company objective,Key result\nLead,Boats\n")
    assert titles(one) == [("Lead", ["Boats"])]
    one = found("Company objective,Team objective,Key result\nLead,Grow,Boats\n")
    assert titles(one) == [("Grow", ["Boats"])]
    assert any("`Lead`" in doubt.message for doubt in one.doubts)


def test_a_priority_and_a_status_behind_labels_are_known() -> None:
    one = found("Objective 1,Grow,P1\nKR 1.1,Boats,On track,soon\n")
    assert one.objectives[0].said["priority"].text == "P1"
    assert said(one) == [{"status": "On track"}]
    assert [piece.text for piece in one.objectives[0].key_results[0].rest] == ["soon"]


def test_titles_may_come_again_below_each_objective() -> None:
    block = "Objective: {},,\nKey Results,Baseline,Target\nKR1: {},1,2\n"
    one = found(block.format("Grow", "Boats") + "\n" + block.format("Shrink", "Waits"))
    assert titles(one) == [("Grow", ["Boats"]), ("Shrink", ["Waits"])]


def test_a_line_alone_above_objectives_is_a_heading() -> None:
    text = "Objective,Key result,Owner\nQUAY,,\nA,B,x\nOFFICE,,\nC,D,y\nLegend: green is good,,\n"
    one = found(text)
    assert titles(one) == [("A", ["B"]), ("C", ["D"])]
    assert [objective.team.text for objective in one.objectives if objective.team] == ["QUAY", "OFFICE"]
    assert not one.surely
    assert any("Legend" in piece.text for piece in one.rest)


def test_team_and_cycle_come_from_columns_and_from_above() -> None:
    text = "Harbour OKRs Q3 2026\nTeam:,Quay\n\nObjective,Key result\nGrow,Boats\n"
    one = found(text)
    assert one.title and one.title.text == "Harbour OKRs Q3 2026"
    objective = one.objectives[0]
    assert (objective.team and objective.team.text, objective.cycle and objective.cycle.text) == ("Quay", "2026-Q3")
    text = "Team,Quarter,Year,Objective,Key result\nQuay,Q3,2026,Grow,Boats\n,,,Shrink,Waits\n"
    first, second = found(text).objectives
    assert (first.team and first.team.text, first.cycle and first.cycle.text) == ("Quay", "2026-Q3")
    assert second.team and second.team.text == "Quay"


def test_columns_of_days_are_readings() -> None:
    text = "Objective,Key result,2026-07-13,20 Jul 2026,Last updated,Current\nGrow,Boats,5,6,2026-07-27,7\n"
    checkins = found(text).objectives[0].key_results[0].checkins
    assert sorted((one.day, one.value) for one in checkins) == [
        ("2026-07-13", "5"),
        ("2026-07-20", "6"),
        ("2026-07-27", "7"),
    ]


def test_a_day_that_may_be_two_is_none() -> None:
    one = found("Objective,Key result,Last updated,Current\nGrow,Boats,03/04/2026,7\n")
    assert one.objectives[0].key_results[0].checkins == ()
    assert one.objectives[0].key_results[0].rest[0].text == "Last updated: 03/04/2026"


def test_a_unit_in_the_title_is_that_of_the_numbers() -> None:
    text = "Objective,Key result,Baseline (%),Target (%),Current (hours)\nGrow,Boats,68,85%,9\n"
    assert said(found(text)) == [{"baseline": "68%", "target": "85%", "current": "9 hours"}]


def test_shares_below_a_percent_sign_are_taken_as_they_stand() -> None:
    one = found("Objective,Key result,Target (%)\nGrow,Boats,0.85\nShrink,Waits,0.4\n")
    assert [kr["target"] for kr in said(one)] == ["0.85", "0.4"]
    assert "shares of one" in one.doubts[0].message


@pytest.mark.parametrize("cell", ["=B4*2", "#N/A", "NaN"])
def test_formulas_and_mistakes_are_no_values(cell: str) -> None:
    kr = found(f"Objective,Key result,Target\nGrow,Boats,{cell}\n").objectives[0].key_results[0]
    assert kr.said == {} and cell in kr.rest[0].text.replace("\\", "")


def test_sums_are_no_objectives() -> None:
    one = found(HARBOUR + "Total,,,,55%\n")
    assert len(one.objectives) == 2
    assert "55%" in one.rest[-1].text


def test_a_key_result_that_is_told_again_is_one() -> None:
    text = "Objective,Key result,Target,Initiative\nGrow,Boats,5,Paint\nGrow,Boats,5,Row\nGrow,Boats,9,Sail\n"
    one = found(text)
    assert titles(one) == [("Grow", ["Boats", "Boats"])]
    assert [piece.text for piece in one.objectives[0].key_results[0].rest] == ["Initiative: Paint", "Initiative: Row"]
    assert one.doubts[0].line == 3


def test_a_line_that_is_too_long_is_told() -> None:
    one = found("Objective,Key result\nGrow, fast,Boats\n")
    assert any("3 cells below 2 titles" in doubt.message and doubt.line == 2 for doubt in one.doubts)


def test_key_results_without_an_objective_stand_below_the_title_of_the_file() -> None:
    one = found("Key result,Target\nBoats,5\nGuests,6\n", name="harbour.csv")
    assert [title for title, _ in titles(one)] in (["harbour"], ["Boats"])
    assert one.doubts


def test_a_form_that_nobody_filled_in_is_text() -> None:
    one = found("Objective,Key result,Target\n[Your objective],[Key result],\nGrow,Boats,5\n")
    assert titles(one) == [("Grow", ["Boats"])]
    assert any("Your objective" in piece.text for piece in one.rest)


def test_cells_are_never_html() -> None:
    one = found("Objective,Key result,Notes\nGrow,Boats,<script>alert(1)</script> *x*\n")
    assert one.objectives[0].key_results[0].rest[0].text == r"Notes: &lt;script>alert(1)&lt;/script> \*x\*"


def test_columns_can_be_told() -> None:
    text = "Aim;What;Who;When\nGrow;Boats;mate;soon\n"
    one = found(text, "objective=Aim", "key_result=what", "key_result.owner=C", "window=When")
    assert titles(one) == [("Grow", ["Boats"])]
    assert said(one) == [{"owner": "mate", "window": "soon"}]
    assert meant(one) == {"Aim": "objective", "What": "key_result", "Who": "key_result.owner", "When": "window"}


def test_what_is_told_goes_before_what_is_guessed() -> None:
    one = found(HARBOUR, "body=Baseline", "baseline=Current")
    assert said(one)[0] == {"target": "85%", "baseline": "70%"}
    assert one.objectives[0].key_results[0].rest[0].text == "Baseline: 68%"


def test_a_column_can_be_told_to_be_a_day() -> None:
    one = found("Objective,Key result,Week 28\nGrow,Boats,5\n", "2026-07-06=Week 28")
    assert one.objectives[0].key_results[0].checkins[0].day == "2026-07-06"


@pytest.mark.parametrize(
    ("column", "hint"),
    [("targt=Aim", "Did you mean `target`?"), ("key_result.ownr=Aim", "Did you mean `owner`?"), ("target", "Write")],
)
def test_what_no_column_can_hold_is_wrong_usage(column: str, hint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        asked(column)
    assert hint in (refused.value.hint or "")


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    one = refusal(HARBOUR, "target=Targets")
    assert "`Targets`" in one.message and one.hint == "Did you mean `Target`?"


def test_a_team_or_cycle_that_is_none_gives_way_to_the_one_that_is_given() -> None:
    text = "Team,Period,Objective,Key result\n開発,Ongoing,Grow,Boats\n"
    imported = write_documents(found(text), Wish("okrs.csv", date(2026, 8, 14), team="crew", cycle="2026-Q3"))
    assert [one.name for one in imported.documents] == ["crew/2026-q3.md"]
    assert {doubt.message for doubt in imported.doubts} == {
        "the team `開発` can't be made an id; `crew` is taken",
        "`Ongoing` is no cycle; `2026-Q3` is taken",
    }
    with pytest.raises(OkrsiteError):
        write_documents(found(text), Wish("okrs.csv", date(2026, 8, 14), cycle="2026-Q3"))


def test_another_cycle_than_that_of_the_objective_is_kept() -> None:
    one = found("Objective,Key result,Quarter\nGrow,Boats,Q3 2026\n,Guests,Q4 2026\n,Waits,2026 Q3\n")
    kept = [[piece.text for piece in kr.rest] for kr in one.objectives[0].key_results]
    assert kept == [[], ["Quarter: Q4 2026"], []]
