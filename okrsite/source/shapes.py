"""What each key of each model holds, told by the models themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from okrsite.source.documents import KINDS
from okrsite.source.entries import Entry
from okrsite.source.fields import Written


class Slot(Struct, frozen=True):
    """What a key holds: a value (`written`), several ids, one entry or several (`model`, `many`)."""

    key: str
    field: str
    required: bool
    written: Written | None = None
    model: type[Entry] | None = None
    many: bool = False


@cache
def slots(model: type[Entry]) -> dict[str, Slot]:
    """The keys that people write in an entry of this model, in the model's order."""
    found: dict[str, Slot] = {}
    for field in fields(model):
        if field.name != "faults":
            found[field.encode_name] = _slot(field.encode_name, field.name, field.required, field.type)
    return found


@cache
def needed(model: type[Entry]) -> tuple[str, ...]:
    """The keys without which an entry of this model is a finding, in alphabetical order."""
    required = (slot.key for slot in slots(model).values() if slot.required)
    return tuple(sorted({*required, *model.needed}))


def _slot(key: str, name: str, required: bool, annotation: Any) -> Slot:
    inner = _without_none(annotation)
    if get_origin(inner) is Annotated:
        _, written = get_args(inner)
        return Slot(key, name, required, written)
    if get_origin(inner) is Literal:
        return Slot(key, name, required, Written("choice", get_args(inner)))
    if get_origin(inner) is tuple:
        element = get_args(inner)[0]
        if get_origin(element) is Annotated:
            _, written = get_args(element)
            return Slot(key, name, required, Written("ids", read=written.read), many=True)
        return Slot(key, name, required, model=element, many=True)
    return Slot(key, name, required, model=inner)


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        rest = [part for part in get_args(annotation) if part is not NoneType]
        return rest[0] if len(rest) == 1 else annotation
    return annotation


@cache
def all_models() -> tuple[type[Entry], ...]:
    """Every model that a document can hold, documents first."""
    found: dict[type[Entry], None] = dict.fromkeys(KINDS.values())
    queue: list[type[Entry]] = list(KINDS.values())
    while queue:
        for slot in slots(queue.pop()).values():
            if slot.model is not None and slot.model not in found:
                found[slot.model] = None
                queue.append(slot.model)
    return tuple(found)


def _all_slots() -> Iterator[Slot]:
    for model in all_models():
        yield from slots(model).values()


@cache
def value_keys() -> frozenset[str]:
    """Every key that holds a value somewhere, beside the page's own title and description."""
    return frozenset(slot.key for slot in _all_slots() if slot.written) | {"title", "description"}


@cache
def list_keys() -> frozenset[str]:
    """Every key that may hold a list of plain texts."""
    texts = {slot.key for slot in _all_slots() if slot.written and slot.written.form in ("texts", "ids")}
    return frozenset(texts | {"lessons", "links", "milestones", "releases", "leading"})
