"""YAML traps never shorten or change what somebody wrote in silence (contract §1, "YAML traps")."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from okrsite.source.documents import CheckinDocument, ObjectivesDocument
from okrsite.source.edit import plain
from okrsite.source.entries import KeyResultEntry
from okrsite.source.read import Read, SourceFile, read
from okrsite.source.traps import parse_as_meant

OfKr = Callable[[str], Read]
OfKind = Callable[..., Read]


def key_result(result: Read) -> KeyResultEntry:
    assert result.document is not None, result.diagnostics
    assert isinstance(result.document.content, ObjectivesDocument)
    return result.document.content.objectives[0].key_results[0]


def checkin(result: Read) -> CheckinDocument:
    assert result.document is not None, result.diagnostics
    assert isinstance(result.document.content, CheckinDocument)
    return result.document.content


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "010",
        "12:30",
        "1.10",
        "0x1F",
        "1e3",
        "12_000",
        "2026-07-13",
        ".5",
        "+12",
        "−40",
        "=",
        "<<",
        "1,000",
    ],
)
def test_what_yaml_would_take_for_something_else_stays_text(of_kr: OfKr, text: str) -> None:
    result = of_kr(f"baseline: {text}\nowner: {text}")
    assert key_result(result).baseline == key_result(result).owner == text
    assert result.diagnostics == ()


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "# nothing", "''", '""', '" "'])
def test_nothing_is_written_where_nothing_stands(of_kr: OfKr, text: str) -> None:
    result = of_kr(f"owner: {text}")
    assert key_result(result).owner is None
    assert result.diagnostics == ()


def test_quoted_words_for_nothing_are_text(of_kr: OfKr) -> None:
    assert key_result(of_kr("owner: 'null'")).owner == "null"


@pytest.mark.parametrize(
    "text",
    [
        "> 80%",
        ">80%",
        ">8",
        ">= 99.9%",
        "@team-lead",
        "*most* of them",
        "**all**",
        "&more",
        "! soon",
        "!important",
        "%80",
        "`code`",
        "`a: b`",
        "Grow: fast",
        "ends with a colon:",
        "a: b: c",
        "[Dashboard](https://example.org/a?b=c)",
        "[[ONB-1]] moved",
        "[[ONB-1]]",
        '"Done" means done',
        "'Done' means done",
        "- 5%",
        "| or",
        ", and",
        "] x",
        "} x",
        "? why",
        "Be: #1 in search",
    ],
)
@pytest.mark.parametrize("end", ["", "  ", "  # a comment", "\t# okr: allow no-owner: so"])
@pytest.mark.parametrize("key", ["measurement", "baseline"])
def test_a_misread_value_is_taken_as_meant_with_a_warning_at_its_place(
    of_kr: OfKr, text: str, end: str, key: str
) -> None:
    result = of_kr(f"{key}: {text}{end}\nowner: after")
    assert getattr(key_result(result), key) == text
    assert key_result(result).owner == "after"
    [found] = result.diagnostics
    assert (found.name, found.severity) == ("misread-value", "warning")
    assert (found.where.line, found.where.column) == (9, 9 + len(key) + 2)
    assert result.document is not None
    path = ("objectives", 0, "key_results", 0, key)
    assert result.document.where(*path, value=True) == found.where
    place = result.document.marks.find(*path).value
    assert result.document.text[place.start : place.end] == text


@pytest.mark.parametrize("text", ["{{ x }}", "{{ x }} per month", "[22%] of all", "[22%]"])
def test_a_blank_of_a_template_is_taken_as_written_and_left_to_its_own_rule(of_kr: OfKr, text: str) -> None:
    result = of_kr(f"baseline: {text}\nowner: after")
    assert (key_result(result).baseline, key_result(result).owner) == (text, "after")
    assert result.diagnostics == ()


def test_a_list_of_owners_in_brackets_is_left_to_its_own_rule(of_kr: OfKr) -> None:
    result = of_kr("owner: [sales-lead, crew-lead]")
    assert key_result(result).owner == "[sales-lead, crew-lead]"
    assert result.diagnostics == ()


@pytest.mark.parametrize("text", ["'> 5'", '">= 5"', '"a: b"', "'@x'", "a:b", "http://x.org/#a", "5 > 3", "C#", "-5%"])
def test_what_yaml_reads_rightly_gives_no_warning(of_kr: OfKr, text: str) -> None:
    result = of_kr(f"baseline: {text}")
    assert key_result(result).baseline == text.strip("'\"")
    assert result.diagnostics == ()


def test_block_texts_are_left_to_yaml(of_kr: OfKr) -> None:
    result = of_kr(
        "measurement: >-\n  owner: @x\n  target: > 5\nproxy: |\n  a: b\nwindow: >2\n    indented\ncohort: |+ # c\n  @y"
    )
    entry = key_result(result)
    assert entry.measurement == "owner: @x target: > 5"
    assert (entry.proxy, entry.window, entry.cohort) == ("a: b", "indented", "@y")
    assert result.diagnostics == ()


def test_long_quotes_are_left_to_yaml(of_kr: OfKr) -> None:
    result = of_kr("measurement: \"one\n  owner: @x\n  two\"\nproxy: 'it''s\n  target: > 5\n  so'")
    assert key_result(result).measurement == "one owner: @x two"
    assert key_result(result).proxy == "it's target: > 5 so"
    assert result.diagnostics == ()


def test_a_misread_value_may_go_on_below(of_kr: OfKr) -> None:
    result = of_kr("measurement: Share: new\n  accounts")
    assert key_result(result).measurement == "Share: new accounts"


def test_readings_and_list_items_are_taken_as_meant(of_kind: OfKind) -> None:
    result = of_kind(
        "checkin",
        "readings:\n  ONB-1.x: >= 5\n  2026.a:\n    value: > 6\nwins:\n  - @bob\n  - *much* better\n  - Budget: 50k\n"
        "  - [a](b)\n  - fine\nneeds: [Reached 12,000 users, ok]",
    )
    document = checkin(result)
    assert [entry.value for entry in document.readings] == [">= 5", "> 6"]
    assert document.wins == ("@bob", "*much* better", "Budget: 50k", "[a](b)", "fine")
    assert document.needs == ("Reached 12,000 users", "ok")
    assert [found.name for found in result.diagnostics] == ["misread-value"] * 7


def test_aliases_below_keys_that_hold_no_text_stay_unreadable(of_kr: OfKr) -> None:
    assert of_kr("checkins: *other").kind == "unreadable"
    assert of_kr("x-mine: *other").kind == "unreadable"


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("measurement: Be #1 in search", 25, "Be"),
        ("measurement: #1 in search", 22, None),
        ('measurement: "a" #2', 26, "a"),
    ],
)
def test_a_number_sign_before_a_digit_is_a_warning(of_kr: OfKr, line: str, column: int, value: str | None) -> None:
    result = of_kr(line)
    [found] = result.diagnostics
    assert (found.name, found.severity, found.where.line) == ("swallowed-comment", "warning", 9)
    assert found.where.column == column
    assert key_result(result).measurement == value


@pytest.mark.parametrize("line", ["measurement: a # 1", "measurement: a#1", "measurement: 'a #1'", "#1 is a comment"])
def test_other_comments_give_no_warning(of_kr: OfKr, line: str) -> None:
    assert of_kr(line).diagnostics == ()


def test_a_number_cut_by_its_comma_drops_the_reading(of_kr: OfKr) -> None:
    result = of_kr(
        "checkins:\n  2026-07-13: {value: 12,000}\n  2026-07-20: {value: 5, note: x}\n"
        "  2026-07-27: {value: 1,000, note: y}"
    )
    assert [entry.value for entry in key_result(result).checkins] == ["5"]
    assert [(found.name, found.where.line) for found in result.diagnostics] == [("stray-key", 10), ("stray-key", 12)]
    assert "12,000" in result.diagnostics[0].message
    assert key_result(result).faults == ()


def test_a_number_cut_in_a_mapping_of_readings_drops_the_reading_before_it(of_kind: OfKind) -> None:
    result = of_kind("checkin", "readings: {A: 12,000, B: 7, C: 3,000}")
    assert [(entry.kr, entry.value) for entry in checkin(result).readings] == [("B", "7")]
    assert [found.name for found in result.diagnostics] == ["stray-key"] * 2


def test_a_number_cut_in_a_key_result_makes_it_unknown(of_kind: OfKind) -> None:
    result = of_kind(
        "objectives",
        "objectives:\n  - objective: X\n    key_results:\n"
        "      - {key_result: K, baseline: 12,000, target: 18,000, owner: a}",
    )
    entry = key_result(result)
    assert (entry.baseline, entry.target, entry.owner) == (None, None, "a")
    assert entry.faults == ("baseline", "target")
    assert [found.name for found in result.diagnostics] == ["stray-key"] * 2


def test_words_cut_by_a_comma_are_no_shorter_note(of_kr: OfKr) -> None:
    result = of_kr("checkins:\n  2026-07-13: {value: 5, note: better, at last}")
    [reading] = key_result(result).checkins
    assert (reading.value, reading.note) == ("5", None)
    assert [found.name for found in result.diagnostics] == ["stray-key"]


@pytest.mark.parametrize("line", ["12: 5", "~: 5", "null: x"])
def test_a_stray_key_in_a_block_is_an_error(of_kr: OfKr, line: str) -> None:
    result = of_kr(f"owner: a\n{line}")
    assert key_result(result).owner == "a"
    assert [found.name for found in result.diagnostics] == ["stray-key"]


@pytest.mark.parametrize("text", ["[12,000, 18,000]", "[30,000]", "[1,000, 5]"])
def test_a_range_cut_at_commas_is_an_error(of_kr: OfKr, text: str) -> None:
    result = of_kr(f"target: {text}")
    assert key_result(result).target is None
    assert key_result(result).faults == ("target",)
    assert [found.name for found in result.diagnostics] == ["stray-key"]


@pytest.mark.parametrize("text", ["[30, 40]", "[30,40]", "[100,200]", "['30', \"40\"]", "\n  - 30\n  - 40"])
def test_a_range_has_two_ends(of_kr: OfKr, text: str) -> None:
    result = of_kr(f"target: {text}")
    assert key_result(result).target in (("30", "40"), ("100", "200"))
    assert result.diagnostics == ()


def test_commas_in_a_block_are_part_of_the_value(of_kr: OfKr) -> None:
    result = of_kr("baseline: 12,000\ncheckins:\n  2026-07-13: 14,500")
    assert key_result(result).baseline == "12,000"
    assert key_result(result).checkins[0].value == "14,500"
    assert result.diagnostics == ()


def test_a_value_with_a_hundred_thousand_spaces_is_read_at_once() -> None:
    begun = process_time()
    read(SourceFile("a.md", "a.md", f"---\nokr: team\nid: a\nmission: a{' ' * 100_000}b: c\n---\n".encode()))
    assert process_time() - begun < 5


@pytest.mark.parametrize(
    "text",
    [
        "checkins:  # as in: the tool\n  2026-07-13: 70%\n",
        "checkins: {\n  2026-07-13: {value: 70%},\n  2026-07-20: {value: 71%, note: '}'},\n  }\n",
        "links: [\n  {name: a, url: b},\n  [c]\n]\nnote: ok\n",
    ],
)
def test_what_is_sound_already_is_left_to_yaml(text: str) -> None:
    assert parse_as_meant(text + "target: >= 5\n", 1, 0) is not None


@pytest.mark.parametrize("dash", ["-", "- ", "-  # third"])
def test_an_item_below_its_dash_is_no_trap(dash: str) -> None:
    text = f'milestones:\n  - name: A\n  {dash}\n    name: "B: b"\n'
    root = parse_as_meant(text, 1, 0)
    assert root is not None
    assert plain(root) == {"milestones": [{"name": "A"}, {"name": "B: b"}]}
