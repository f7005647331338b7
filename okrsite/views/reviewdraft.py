"""A new review as a document: the numbers of its day, what check-ins called hard, and room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.source.drafting import comment, printable
from okrsite.source.emit import scalar
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.parts import Table
from okrsite.views.review import heard_before, stood
from okrsite.views.reviewnumbers import numbers_table
from okrsite.views.words import gettext as _

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LEARNINGS = (
    "What do you know now that you did not know when the cycle began? A learning says what happened and what that "
    "means for what you do next; how hard it was is no learning. One a line, behind a dash."
)
_ADJUSTMENTS = (
    "What do you do differently from tomorrow on: a bet dropped, somebody moved, a target revised? A revised target "
    "also goes into `revisions` of its key result, with the reason."
)
_NEXT = "Who does what by when, so that the next review can ask?"


class Draft(Struct, frozen=True):
    """A new document: where it goes below the folder of documents, and its text."""

    uri: str
    text: str


def review_draft(context: Context, team: str, cycle: Cycle, day: date, kind: str) -> Draft:
    """Return a team's review of a cycle on a day; `kind` is monthly or mid-cycle."""
    title = _("{team}, {kind} review of {day}").format(team=context.team_name(team), kind=kind, day=numbers.day(day))
    lines = [
        "---",
        "okr: review",
        f"title: {scalar(title)}",
        f"team: {scalar(team)}",
        f"date: {day.isoformat()}",
        f"cycle: {scalar(cycle.id)}",
        f"kind: {kind}",
        "",
        *_material(context, team, cycle, day, kind),
        "",
        *comment(_LEARNINGS),
        "learnings:",
        *comment(_ADJUSTMENTS),
        "adjustments:",
        *comment(_NEXT),
        "next:",
        "---",
        "",
        *_body(context, team, cycle, day),
    ]
    return Draft(_place(context, team, day), "\n".join(lines) + "\n")


def _place(context: Context, team: str, day: date) -> str:
    """Beside the team's latest review, else anybody's, else in a folder of its own."""
    reviews = context.graph.reviews
    beside = next((one.uri for own in (True, False) for one in reversed(reviews) if not own or one.team == team), "")
    folder = PurePosixPath(beside).parent if beside else PurePosixPath("reviews")
    name = re.sub(r"[^\w.-]+", "-", team.lower()).strip("-.") or "team"
    return (folder / f"{day.isoformat()}-{name}.md").as_posix()


def _material(context: Context, team: str, cycle: Cycle, day: date, kind: str) -> Iterator[str]:
    """What check-ins called hard since the last review of this kind, as comments."""
    since, heard = heard_before(context, team, cycle, day, kind)
    hard = [(one.date, text) for one in heard for text in one.challenges]
    words = numbers.day(since) if since else cycle.id
    if not hard:
        yield from comment(_("No check-in since {since} names a challenge.").format(since=words))
        return
    yield from comment(
        _(
            "Challenges of the check-ins since {since}, newest first, as material; take this out when you are done:"
        ).format(since=words)
    )
    for when, text in hard:
        yield from comment(f"{when.isoformat()}: “{text}”", deeper=2)


def _body(context: Context, team: str, cycle: Cycle, day: date) -> Iterator[str]:
    then = stood(context, team, cycle, day)
    name = context.team_name(team)
    if not then.objectives:
        words = _("{team} has no agreed objectives in {cycle}.").format(team=name, cycle=cycle.id)
        yield _escaped(words)
        return
    words = _("The numbers as they were known when this review was prepared, as of {day}:")
    yield words.format(day=numbers.day(then.as_of))
    yield ""
    yield from _rows(numbers_table(context, then, cycle, since=False))


def _rows(table: Table) -> Iterator[str]:
    """A table in Markdown; nothing in it is markup."""
    yield f"| {' | '.join(column.name for column in table.columns)} |"
    yield f"| {' | '.join('---:' if column.number else '---' for column in table.columns)} |"
    for row in table.rows:
        cells = [one.text or (one.status.word if one.status else "") for one in row.cells]
        first = f"**{_escaped(cells[0])}**" if row.cells[0].strong else _escaped(cells[0])
        yield f"| {' | '.join([first, *map(_escaped, cells[1:])])} |"


def _escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> _escaped("a|b <i> [[X]] {{ y }}")
    'a&#124;b &lt;i> &#91;&#91;X&#93;&#93; &#123;&#123; y &#125;&#125;'
    """
    return _MARKUP.sub(lambda found: _NAMED.get(found[0]) or f"\\{found[0]}", printable(text))


_NAMED = {"|": "&#124;", "<": "&lt;", ">": ">", "&": "&amp;", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"}
