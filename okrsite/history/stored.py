"""Facts and pasts as plain lists that JSON can hold, and back; what does not fit is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import astuple

from okrsite.history.facts import Facts, Item
from okrsite.model.past import Change, Past, PastValue


def items_out(items: tuple[Item, ...] | None) -> list[Any] | None:
    """What a blob holds as a list."""
    return None if items is None else [_item_out(item) for item in items]


def _item_out(item: Item) -> list[Any]:
    facts = item.facts
    return [item.id, dict(facts.fields), facts.unknown, facts.aliases, facts.draft, items_out(item.parts)]


def items_in(kept: Any) -> tuple[Item, ...] | None:
    """What a blob holds, from `items_out`; ValueError or TypeError for anything else."""
    return None if kept is None else tuple(_item_in(*entry) for entry in kept)


def _item_in(id: Any, fields: Any, unknown: Any, aliases: Any, draft: Any, parts: Any) -> Item:
    facts = Facts(dict(fields), tuple(unknown), tuple(aliases), bool(draft))
    return Item(id, facts, items_in(parts) or ())


def past_out(past: Past) -> dict[str, Any]:
    """A past as plain values."""
    return {
        "values": {key: [astuple(value) for value in values] for key, values in past.values.items()},
        "changes": {key: [astuple(change) for change in changes] for key, changes in past.changes.items()},
        "day": past.day,
        "shallow": past.shallow,
        "commits": {uri: list(commit) for uri, commit in past.commits.items()},
    }


def past_in(kept: Any) -> Past:
    """A past, from `past_out`; ValueError, TypeError or KeyError for anything else."""
    values = {key: tuple(PastValue(_day(day), *rest) for day, *rest in found) for key, found in kept["values"].items()}
    changes = {key: tuple(Change(_day(day), *rest) for day, *rest in found) for key, found in kept["changes"].items()}
    commits = {uri: (int(place), str(id)) for uri, (place, id) in kept["commits"].items()}
    return Past(values, changes, _day(kept["day"]) if kept["day"] else None, bool(kept["shallow"]), commits)


def _day(text: str) -> date:
    return date.fromisoformat(text)
