"""What the text of a file tells before it is read, which is unknown, or too much, where it isn't plain."""

from __future__ import annotations

import pytest

from okrsite.model.cycle import CycleRules
from okrsite.model.glance import Seen
from okrsite.model.glance import seen as seen_file
from okrsite.rules.titles import metric_name
from okrsite.source.file import SourceFile

TOP = "---\nokr: objectives\nteam: Deck Crew\ncycle: q3 2026\n"


def seen(more: str, top: str = TOP) -> Seen:
    return seen_file(SourceFile("a.md", "a.md", f"{top}{more}---\n\nkey_result: In prose\n".encode()), CycleRules())


def test_what_derived_ids_begin_with_is_told_from_team_and_cycle() -> None:
    assert seen("").sketch.box == b"deck-crew-2026-q3"
    assert seen("", TOP.replace("objectives", "review")).sketch.box == b""


@pytest.mark.parametrize("end", ["---\n", "...\n", "--- \t\n", "---\r\n", "...\n---\n"])
def test_front_matter_ends_where_it_does_for_who_reads_it(end: str) -> None:
    written = f"{TOP}a: |\n  ---\n--- b\n...c\n----\n  - id: A-1\n"
    one = seen_file(SourceFile("a.md", "a.md", f"{written}{end}id: b-1\n".encode()), CycleRules())
    assert one.text.front == written.lower().rstrip("\n").encode()
    assert b"a-1" in one.sketch.ids


@pytest.mark.parametrize(
    "top",
    [
        TOP.replace("Deck Crew", ">-\n  Crew"),
        TOP.replace("Deck Crew", "Deck\n  Crew"),
        TOP + "team: other\n",
        TOP.replace("team", "'team'"),
    ],
)
def test_a_team_that_is_not_plain_is_unknown(top: str) -> None:
    assert (seen("", top).sketch.team, seen("", top).sketch.obscure) == ("", True)


@pytest.mark.parametrize(
    "text", ['a: "\\x41"\n', "? a\n", "a: x\u2028b: y\n", "  - id:\n      A-1\n", "  - id: >\n      A\n"]
)
def test_what_may_hide_an_id_is_obscure(text: str) -> None:
    assert seen(text).sketch.obscure
    assert not seen("objectives:\n  - id: A-1\n    context: >-\n      Why? So.\n").sketch.obscure


def test_lists_of_names_may_be_written_in_any_way() -> None:
    lists = (" [One,\n  two]", "\n  - One\n\n  # why\n  - 'two'", " One, two")
    for written in lists:
        one = seen(f"acknowledged_by:{written}\naliases:{written}\n  - id: A-1\n")
        assert one.text.agreeing - {b"why"} == {b"one", b"two"}, written
        assert {b"one", b"two", b"a-1"} <= one.sketch.ids, written
        assert b"id" not in one.sketch.ids, written


@pytest.mark.parametrize(
    "written",
    [
        "key_result: Raise ferry bookings",
        "key_result: Bookings\n  of the ferry\n",
        "key_result: 'Ferry''s own bookings' # by hand",
        'key_result: "Ferry\n\n  bookings"',
        "key_result: |\n  Ferry",
        "key_results:\n    - Ferry bookings\n",
        "key_results:\n    - Sales of us: ferry bookings\n",
        "key_results: [Queue]",
        "- {id: .a, key_result: Queue}",
        "  - id: FERRY\n    key_results:\n      - id: .bookings\n        target: 5",
    ],
)
def test_a_document_may_measure_what_its_titles_or_ids_speak_of(written: str) -> None:
    assert seen(f"{written}\nowner: x\n").text.may_measure({"ferry bookings"}, b"")


@pytest.mark.parametrize(
    "written",
    [
        "context: ferry bookings\nkey_result: Queue\n",
        "key_result: Ferry\nkey_result: Bookings\n",
        "key_results: # all of them\n  - key_result: Queue\n    measurement: bookings of the ferry\n",
        "key_result: 'Queue'\ncontext: |\n  ferry bookings\n",
    ],
)
def test_a_document_does_not_measure_what_other_words_of_it_speak_of(written: str) -> None:
    assert not seen(written).text.may_measure({"ferry bookings"}, b"")


def test_metrics_are_told_by_titles_without_quotes_and_comments() -> None:
    text = "  - key_result: 'Raise bookings'\n  - id: .b\n    key_result: Queue # by hand\n  - \"Sales: of us\"\n"
    assert seen(text).text.metrics(metric_name) == {"bookings", "queue", "sales of us"}
