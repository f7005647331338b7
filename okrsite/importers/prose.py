"""The reader of prose: Markdown in any of the notations in which people write OKRs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from okrsite.errors import OkrsiteError
from okrsite.importers import headed, implied, labelled
from okrsite.importers.assembly import Assembly
from okrsite.importers.cycles import cycle_in
from okrsite.importers.drafts import ObjectiveDraft, taken
from okrsite.importers.encoding import decoded
from okrsite.importers.found import Doubt, Found, Placed
from okrsite.importers.front import split_front
from okrsite.importers.inline import plain_text
from okrsite.importers.labels import objective_label
from okrsite.importers.leftovers import leftovers
from okrsite.importers.outline import Outline, outline
from okrsite.importers.tags import Role, Tags, objectives_in

_LONGEST_ALONE = 200


def read(raw: bytes, name: str) -> Found:
    """What a Markdown file holds; OkrsiteError where its encoding is unknown."""
    text, doubts = decoded(raw, name)
    front = split_front(text)
    if front.ours:
        raise OkrsiteError(
            f"`{name}` is an OKR document already", "Leave it below `docs_dir`; there is nothing to import."
        )
    parts = outline(front.body)
    assembly = Assembly(parts, tags_of(parts))
    objectives = list(_kept(assembly.objectives, doubts))
    surely = _settle(objectives, front.said, name, doubts)
    places = {id(one): index for index, one in enumerate(objectives)}
    rest = [
        *front.rest,
        *sorted(
            [*leftovers(parts, taken(objectives) | assembly.used), *assembly.headings.kept], key=lambda one: one.line
        ),
    ]
    return Found(
        objectives=tuple(one.found(places) for one in objectives),
        title=front.title or _title(parts),
        rest=tuple(rest),
        doubts=tuple(sorted([*doubts, *assembly.doubts], key=lambda one: one.line)),
        surely=surely,
    )


def tags_of(parts: Outline) -> Tags:
    """What the blocks of a file are, by the first notation that knows an objective among them."""
    known = labelled.tags(parts)
    if objectives_in(known) or _tabled(parts):
        return known
    for notation in (implied, headed):
        found = notation.tags(parts, known)
        if found:
            return {**known, **found}
    return {at: tag for at, tag in known.items() if tag.role is Role.AIM}


def _tabled(parts: Outline) -> bool:
    """Whether a table has rows that are objectives by their label."""
    cells = (row.cells[0] for block in parts.blocks for row in block.rows if row.cells)
    return any(objective_label(plain_text(cell, parts.references)) for cell in cells)


def _title(parts: Outline) -> Placed | None:
    first = next((block for block in parts.blocks if block.kind == "heading"), None)
    return Placed(first.plain, first.line) if first and first.level == 1 and first.plain else None


def _kept(drafts: Sequence[ObjectiveDraft], doubts: list[Doubt]) -> Iterator[ObjectiveDraft]:
    """The objectives that somebody has written, each of them once."""
    seen: dict[tuple[object, ...], set[str]] = {}
    for one in drafts:
        titles = {_simple(key_result.title) for key_result in one.key_results}
        key = (_simple(one.title), one.cycle and one.cycle.text, _where(one))
        if one.template:
            doubts.append(Doubt(one.line, "the objective here is a form to be filled in; it is kept as text"))
        elif not titles and len(one.title) > _LONGEST_ALONE:
            doubts.append(
                Doubt(one.line, "what is labelled as an objective here has no key results and is too long for one")
            )
        elif key in seen and titles <= seen[key]:
            doubts.append(Doubt(one.line, f"the objective `{one.title}` is told again; it is imported once"))
        else:
            seen[key] = titles
            _doubt_key_results(one, doubts)
            yield one


def _where(one: ObjectiveDraft) -> str:
    place = one.team or one.group
    return place.text if place else ""


def _simple(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _doubt_key_results(one: ObjectiveDraft, doubts: list[Doubt]) -> None:
    if not one.title:
        one.title = f"Objective {one.number}".strip()
        doubts.append(Doubt(one.line, "the objective has no title; its label stands for it"))
    if not one.key_results:
        doubts.append(Doubt(one.line, f"no key results are found for `{one.title}`"))


def _settle(objectives: list[ObjectiveDraft], said: dict[str, Placed], name: str, doubts: list[Doubt]) -> bool:
    """Give each objective the team and cycle that the file names elsewhere; whether its teams are named as such."""
    stem = PurePath(name).stem
    named = cycle_in(stem.replace("_", " "))
    for one in objectives:
        one.cycle = one.cycle or said.get("cycle") or (Placed(named, 1) if named else None)
        one.team = one.team or said.get("team")
    if any(one.team for one in objectives):
        return True
    groups = {one.group.text for one in objectives if one.group}
    if len(groups) > 1 and all(one.group for one in objectives):
        for one in objectives:
            one.team = one.group
        return False
    return True
