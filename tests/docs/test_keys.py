"""The page about documents names every key of every kind of document, and none that does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import yaml

from okrsite.source import entries
from okrsite.source.documents import KINDS
from okrsite.source.entries import Entry
from okrsite.source.shapes import all_models, slots

EVERYWHERE = {"okr", "visibility", "aliases"}
PLACES: dict[type[Entry], str] = {
    KINDS["team"]: "Team",
    entries.LinkEntry: "Links",
    KINDS["strategy"]: "Strategy",
    entries.PillarEntry: "A pillar",
    KINDS["objectives"]: "Objectives",
    entries.ObjectiveEntry: "An objective",
    entries.KeyResultEntry: "A key result",
    entries.CheckinEntry: "A check-in",
    entries.MilestoneEntry: "A milestone",
    entries.LeadingEntry: "A leading indicator",
    entries.CancelledEntry: "Cancelled, revised, carried over",
    entries.RevisionEntry: "Cancelled, revised, carried over",
    KINDS["roadmap"]: "Roadmap",
    entries.InitiativeEntry: "An initiative",
    entries.MoveEntry: "An initiative",
    entries.ReleaseEntry: "An initiative",
    KINDS["checkin"]: "Check-in",
    entries.ReadingEntry: "A reading",
    entries.AnswersEntry: "The five answers",
    KINDS["review"]: "Review",
    KINDS["retrospective"]: "Retrospective",
    entries.LessonEntry: "Retrospective",
    entries.ScoreEntry: "Retrospective",
    entries.CarryOverEntry: "Retrospective",
}
"""Under which heading each model's table stands; several below one heading are told apart by their keys."""


def tables_of_keys(page: Any) -> Iterator[Any]:
    return (table for table in page.tables() if table.titles[0] == "Key")


def keys_in(table: Any) -> list[str]:
    return [row[0].strip("`") for row in table.rows]


def table_of(model: type[Entry], page: Any) -> Any:
    """The table below the model's heading that names its keys; the one with most of them."""
    wanted = set(slots(model))
    below = [table for table in tables_of_keys(page) if table.heading == PLACES[model]]
    return max(below, key=lambda table: len(wanted & set(keys_in(table))) - len(set(keys_in(table)) - wanted))


def test_every_model_has_a_place_in_the_guide() -> None:
    assert set(all_models()) == set(PLACES)


@pytest.mark.parametrize("model", PLACES, ids=lambda model: model.__name__)
def test_the_guide_names_every_key_and_no_other(model: type[Entry], guide: Callable[[str], Any]) -> None:
    page = guide("documents")
    everywhere = EVERYWHERE if model in KINDS.values() else set()
    named = keys_in(table_of(model, page))
    assert len(named) == len(set(named))
    assert set(named) == set(slots(model)) - everywhere


def test_no_table_of_keys_is_left_over(guide: Callable[[str], Any]) -> None:
    page = guide("documents")
    used = {table_of(model, page).line for model in PLACES}
    left = [table.heading for table in tables_of_keys(page) if table.line not in used]
    assert left == ["Every document"]


def test_keys_of_every_document_stand_at_the_top(guide: Callable[[str], Any]) -> None:
    first = next(tables_of_keys(guide("documents")))
    assert set(keys_in(first)) == EVERYWHERE | {"x-…"}
    for kind in KINDS:
        assert f"`{kind}`" in first.rows[0][1]


@pytest.mark.parametrize("model", PLACES, ids=lambda model: model.__name__)
def test_the_guide_names_every_word_that_a_key_knows(model: type[Entry], guide: Callable[[str], Any]) -> None:
    rows = {row[0].strip("`"): row[1] for row in table_of(model, guide("documents")).rows}
    for key, slot in slots(model).items():
        if key in rows and slot.written and slot.written.form == "choice":
            missing = [word for word in slot.written.choices if f"`{word}`" not in rows[key]]
            assert not missing, f"{key}: {missing}"


def test_needed_keys_are_said_to_be_needed(guide: Callable[[str], Any]) -> None:
    for model in PLACES:
        rows = {row[0].strip("`"): row[1] for row in table_of(model, guide("documents")).rows}
        for key in model.needed:
            assert "Needed" in rows[key], f"{model.__name__}: {key}"


def test_the_example_of_a_key_is_that_key_with_a_value(guide: Callable[[str], Any]) -> None:
    for table in tables_of_keys(guide("documents")):
        for row in table.rows:
            key, example = row[0].strip("`"), row[2].strip("`")
            if example and key != "x-…":
                assert list(yaml.safe_load(example)) == [key], example


def example_keys(shown: Any, models: Sequence[type[Entry]]) -> Iterator[tuple[type[Entry], str]]:
    """Every key that an example uses, with the model that it belongs to."""
    for model in models:
        for key in shown if isinstance(shown, dict) else ():
            slot = slots(model).get(str(key))
            if slot is None:
                continue
            yield model, slot.key
            if slot.model:
                for value in inner_values(shown[key]):
                    yield from example_keys(value, [slot.model])


def inner_values(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [value, *(value.values() if isinstance(value, dict) else ())]


def test_the_examples_use_every_kind_of_entry(guide: Callable[[str], Any]) -> None:
    used: set[type[Entry]] = set()
    for block in guide("documents").blocks():
        if block.is_document:
            front = block.text.removeprefix("---\n").split("\n---\n")[0]
            shown = yaml.safe_load(front)
            kind = KINDS[shown["okr"]]
            models = [kind, entries.ObjectiveEntry] if "objective" in shown else [kind]
            used |= {model for model, _ in example_keys(shown, models)}
    assert set(PLACES) - used <= {entries.LeadingEntry, entries.LessonEntry}
