"""What was reached in a cycle, and what misses of the last closed one taught: by team, never by person."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from okrsite.compute.reached import first_met
from okrsite.model.chronicle import Retrospective
from okrsite.model.cycle import Cycle
from okrsite.views.context import Context, kept
from okrsite.views.lessons import split_claim, theme_link
from okrsite.views.marks import team
from okrsite.views.onward import last_closed
from okrsite.views.parts import Prose, Ref
from okrsite.views.selection import current_cycle
from okrsite.views.weeklines import Line, reached_line
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_MOST_REACHED = 8
_MOST_TAUGHT = 4
_LESSONS = 2


class Told(Struct, frozen=True):
    """What there is to say of one team."""

    team: Ref
    lines: tuple[Line, ...]


class ToldOf(Struct, frozen=True):
    """What there is to say of some teams of a cycle; `more` leads to the rest, `none` says that there is nothing."""

    head: str
    sub: str
    teams: tuple[Told, ...]
    more: Ref | None = None
    none: str = ""


def reached_in(context: Context, cycle: Cycle) -> ToldOf:
    """Return the key results of a cycle whose target was met, the newest first, by team."""
    found = []
    for objective in context.index.of_cycle.get(cycle.id, ()):
        for part in objective.key_results if objective.counts else ():
            day = first_met(part, context.card.key_results[part.id])
            if day:
                found.append((day, objective.team, part.id))
    found.sort(key=lambda entry: (-entry[0].toordinal(), entry[2]))
    groups: dict[str, list[Line]] = {}
    for day, whose, id in found[:_MOST_REACHED]:
        groups.setdefault(whose, []).append(reached_line(context, id, day))
    rest = len(found) - _MOST_REACHED
    more = ngettext("{n} more in {cycle}", "{n} more in {cycle}", rest).format(cycle=cycle.id)
    return ToldOf(
        head=_("Reached"),
        sub=_("targets met in {cycle}, newest first").format(cycle=cycle.id),
        teams=tuple(Told(team(context, whose), tuple(lines)) for whose, lines in groups.items()),
        more=Ref(more, context.urls.cycle(cycle)) if rest > 0 else None,
        none=_("No target of {cycle} is met yet.").format(cycle=cycle.id),
    )


@kept
def taught_last(context: Context) -> dict[str, ToldOf]:
    """Return what was taught in the closed cycle before the one that counts today, by its id, if anything was."""
    cycle = current_cycle(context)
    before = last_closed(context, cycle) if cycle else None
    told = taught_in(context, before) if before else None
    return {before.id: told} if before and told else {}


def taught_in(context: Context, cycle: Cycle) -> ToldOf | None:
    """Return the lessons of a closed cycle's retrospectives that say what failed, lowest scores first.

    None where no retrospective does.
    """
    told = [one for one in context.graph.retrospectives if one.cycle == cycle.id and one.failed and one.lessons]
    if not told:
        return None
    told.sort(key=lambda one: (_score(context, one), context.team_name(one.team).lower()))
    return ToldOf(
        head=_("What a miss taught"),
        sub=_("from the retrospectives of {cycle}").format(cycle=cycle.id),
        teams=tuple(_taught(context, cycle, one) for one in told[:_MOST_TAUGHT]),
        more=Ref(_("All lessons"), context.urls.archive()),
    )


def _score(context: Context, one: Retrospective) -> Fraction:
    group = context.card.teams.get((one.team, one.cycle))
    return group.score if group and group.score is not None else Fraction(1)


def _taught(context: Context, cycle: Cycle, one: Retrospective) -> Told:
    lessons = [
        Line(
            theme_link(context, lesson.theme) if lesson.theme else Ref(""),
            note=Prose(split_claim(lesson.text)[0], one.uri),
        )
        for lesson in one.lessons[:_LESSONS]
    ]
    missed = Line(Ref(_("What did not work")), note=Prose(one.failed[0], one.uri), below=tuple(lessons))
    return Told(Ref(context.team_name(one.team), context.urls.retrospective(cycle, one.team)), (missed,))
