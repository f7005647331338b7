"""The top level of a document: its kind, its own keys beside those of the page, a single objective's keys."""

from __future__ import annotations

from typing import Any

import yaml

from okrsite.source.documents import KINDS, ObjectivesDocument
from okrsite.source.entries import ObjectiveEntry
from okrsite.source.findings import shown
from okrsite.source.marks import Marks
from okrsite.source.nodes import Mapping, Node, Scalar
from okrsite.source.shapes import slots
from okrsite.source.walk import Raw, Walk

_PAGE_WORDS = """
author authors boost canonical categories comments cover created date description draft edit_url hide icon
image keywords lang language layout license links locale nav_order pin publish readtime redirect
redirect_from render_macros revision_date robots search slug social status subtitle summary tags template
title toc updated url
"""
PAGE_KEYS = frozenset(_PAGE_WORDS.split())


def kind_of(root: Mapping) -> tuple[Scalar, Node]:
    """The key `okr` with its value."""
    return next(entry for entry in root.entries if entry[0].text == "okr")


def read_top(root: Mapping, kind: str, walk: Walk) -> tuple[Raw, Marks, dict[str, object]]:
    """What a document says, in its model's shape, with its marks and the keys that belong to the page."""
    model = KINDS[kind]
    raw: Raw = {"okr": kind}
    marks = Marks(root.mark)
    keys = {key.text for key, _ in root.entries}
    single = model is ObjectivesDocument and "objectives" not in keys
    inner: Raw = {}
    inner_marks = Marks(root.mark)
    page: dict[str, object] = {}
    for key, value, cut in walk.pairs(root, None):
        if cut:
            continue
        name = key.text
        if name == "okr":
            marks.children[name] = Marks(value.mark, key.mark)
            continue
        if single and name in slots(ObjectiveEntry):
            walk.key(key, value, slots(ObjectiveEntry)[name], ObjectiveEntry, inner, inner_marks)
            if name not in ("visibility", "cadence"):
                continue
            marks.children[name] = inner_marks.children[name]
            if name in inner:
                raw[name] = inner[name]
        elif name in slots(model):
            walk.key(key, value, slots(model)[name], model, raw, marks)
        else:
            _foreign(key, value, kind, single, walk, page)
    if single:
        _add_single(root, inner, inner_marks, raw, marks, walk)
    walk.complete(root, model, raw, marks)
    return raw, marks, page


def _add_single(root: Mapping, inner: Raw, inner_marks: Marks, raw: Raw, marks: Marks, walk: Walk) -> None:
    """Make the keys of a single objective the one entry of the document."""
    if not inner.keys() - {"visibility", "cadence"}:
        message = "`objectives` is missing"
        walk.findings.add("missing-key", root.entries[0][0].mark, message, "Add `objectives:` with a list.")
        return
    walk.complete(root, ObjectiveEntry, inner, inner_marks)
    raw["objectives"] = [inner]
    marks.children["objectives"] = Marks(root.mark, None, {0: inner_marks})


def _foreign(key: Scalar, value: Node, kind: str, single: bool, walk: Walk, page: dict[str, object]) -> None:
    """A key that is not the document's: the page's, another plugin's, or a mistyped one of ours."""
    name, model = key.text, KINDS[kind]
    known: dict[str, Any] = dict(slots(model))
    if single:
        known.update(slots(ObjectiveEntry))
    if name not in PAGE_KEYS:
        elsewhere = model is ObjectivesDocument and name in slots(ObjectiveEntry)
        close = None if elsewhere else walk.findings.nearest(name, known)
        if elsewhere:
            message = f"`{name}` stands beside `objectives`, but speaks of one objective"
            walk.findings.add("unknown-key", key.mark, message, f"Move `{name}` below its objective.")
        elif close:
            message = f"`{shown(name)}` is no known key here"
            walk.findings.add("unknown-key", key.mark, message, f"Did you mean `{close}`?")
            return
        else:
            message = f"`{shown(name)}` is no key of a document of the kind `{kind}`"
            walk.findings.add("foreign-key", key.mark, message, "Begin its name with `x-` to keep it silent.")
    page[name] = as_yaml_means(value)


def as_yaml_means(node: Node) -> object:
    """A value of the page as a reader of plain YAML gets it, with numbers and booleans; dates stay text."""
    if isinstance(node, Scalar):
        return _typed(node)
    if isinstance(node, Mapping):
        return {key.text: as_yaml_means(value) for key, value in node.entries}
    return [as_yaml_means(item) for item in node.items]


def _typed(node: Scalar) -> object:
    if node.style:
        return node.text
    try:
        typed: object = yaml.safe_load(node.text)
    except (yaml.YAMLError, ValueError):
        return node.text
    return typed if isinstance(typed, bool | int | float | None) else node.text
