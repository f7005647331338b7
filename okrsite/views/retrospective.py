"""A team's retrospective of a cycle: what came out, what worked, what was learned, what went on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from okrsite.compute.scorecard import Status
from okrsite.model.chronicle import CarryOver, Retrospective
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers, sentence
from okrsite.views.context import Context
from okrsite.views.lessons import note, others
from okrsite.views.marks import foot, reference
from okrsite.views.opening import mean_of_aspirational
from okrsite.views.overtime import has_trend, over_cycles
from okrsite.views.page import Deferred, Found, Heading, Page
from okrsite.views.parts import (
    Empty,
    Figure,
    Foot,
    LessonNote,
    Prose,
    Ref,
)
from okrsite.views.provenance import from_close
from okrsite.views.results import Result, result
from okrsite.views.sentence import Sentence
from okrsite.views.told import start_text, wanted_text
from okrsite.views.words import gettext as _


class Carried(Struct, frozen=True):
    """What became of an objective or key result: the decision, where it went, and why."""

    decision: str
    what: Ref
    to: Ref | None
    reason: Prose | None
    text: str


class RetrospectiveView(Struct, frozen=True):
    """The page of a team's retrospective."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    deck: Prose | None
    empty: Empty | None
    results: tuple[Result, ...]
    worked: tuple[Prose, ...]
    failed: tuple[Prose, ...]
    lessons: tuple[LessonNote, ...]
    next: tuple[Prose, ...]
    carried: tuple[Carried, ...]
    trend: Figure | None
    foot: Foot


def retrospective_pages(context: Context) -> Iterator[Page]:
    """Return a page for every team and closed cycle in which it had objectives, and for all that are written."""
    for cycle in context.graph.cycles.values():
        over = context.card.states[cycle.id] in (CycleState.CLOSED, CycleState.CLOSING)
        having = {one.team for one in context.index.of_cycle.get(cycle.id, ()) if one.counts and over}
        written = {one.team for one in context.graph.retrospectives if one.cycle == cycle.id}
        for team in sorted(having | written):
            yield _page(context, cycle, team)


def _page(context: Context, cycle: Cycle, team: str) -> Page:
    retrospective = context.index.retrospectives.get((team, cycle.id))
    name = context.team_name(team)
    return Page(
        address=context.urls.retrospective(cycle, team),
        title=_("{team}, {cycle} retrospective").format(team=name, cycle=cycle.id),
        description=_("How {team} closed {cycle}, and what it learned.").format(team=name, cycle=cycle.id),
        template="retrospective.html",
        view=Deferred(partial(retrospective_view, context, cycle, team)),
        edit=retrospective.uri if retrospective else None,
        toc=tuple(_headings(context, cycle, team, retrospective)),
        found=tuple(_found(retrospective, f"{name}, {cycle.id}")),
    )


def _found(written: Retrospective | None, title: str) -> Iterator[Found]:
    """What the search knows: the page by its title, each part by what was written; objectives have their own page."""
    yield Found("", _("Retrospective: {title}").format(title=title))
    if written is None:
        return
    lessons = [f"{one.text} ({one.theme})" if one.theme else one.text for one in written.lessons]
    parts = (
        ("worked", _("What worked"), written.worked),
        ("failed", _("What did not"), written.failed),
        ("lessons", _("What we learned"), lessons),
        ("input", _("For the next cycle"), written.next),
    )
    for anchor, words, texts in parts:
        if texts:
            yield Found(anchor, words, " · ".join(texts))


def _headings(context: Context, cycle: Cycle, team: str, written: Retrospective | None) -> Iterator[Heading]:
    if _own(context, cycle, team):
        yield Heading("results", _("Results"))
    if written is not None:
        parts = (
            (written.worked, "worked", _("What worked")),
            (written.failed, "failed", _("What did not")),
            (written.lessons, "lessons", _("What we learned")),
            (written.next, "input", _("For the next cycle")),
            (written.carry_over, "next", _("Carried over")),
        )
        yield from (Heading(anchor, title) for shown, anchor, title in parts if shown)
    if has_trend(context, team, until=cycle):
        yield Heading("over-time", _("Over the cycles"))


def _own(context: Context, cycle: Cycle, team: str) -> list[Objective]:
    return [one for one in context.index.objectives.get((team, cycle.id), ()) if one.counts]


def retrospective_view(context: Context, cycle: Cycle, team: str) -> RetrospectiveView:
    """Return the page of one team's cycle."""
    written = context.index.retrospectives.get((team, cycle.id))
    uri = written.uri if written else ""
    says = _opening(context, cycle, team, written)
    links = [Ref(_("{team} in all cycles").format(team=context.team_name(team)), context.urls.team(team))]
    if written:
        links.append(Ref(_("The document as written"), context.urls.document(written.uri)))
    return RetrospectiveView(
        eyebrow=(
            Ref(context.team_name(team), context.urls.team(team)),
            Ref(cycle.id, context.urls.cycle(cycle)),
            Ref(_("retrospective")),
        ),
        fact=says.fact,
        act=says.act,
        deck=Prose(written.summary, uri) if written and written.summary else None,
        empty=None if written else _unwritten(context, cycle, team),
        results=tuple(result(context, one) for one in _own(context, cycle, team)),
        worked=_prose(written.worked if written else (), uri),
        failed=_prose(written.failed if written else (), uri),
        lessons=tuple(
            note(one, uri, others(context, one.theme) if one.theme else None)
            for one in (written.lessons if written else ())
        ),
        next=_prose(written.next if written else (), uri),
        carried=tuple(_carried(context, one, uri) for one in (written.carry_over if written else ())),
        trend=over_cycles(context, team, until=cycle),
        foot=foot(context, written.where if written else None, *links, origin=from_close(context, team, cycle.id, uri)),
    )


def _prose(texts: tuple[str, ...], uri: str) -> tuple[Prose, ...]:
    return tuple(Prose(text, uri) for text in texts)


def _opening(context: Context, cycle: Cycle, team: str, written: Retrospective | None) -> Sentence:
    """Return how the team closed; a title that is a sentence of its own comes first."""
    group = context.card.teams.get((team, cycle.id))
    name = context.team_name(team)
    if group is None or not group.objectives:
        return Sentence(_("{team} had no objectives in {cycle}.").format(team=name, cycle=cycle.id))
    if context.card.states[cycle.id] is not CycleState.CLOSED:
        score = numbers.score(group.score)
        return Sentence(_("{team} stands at {score}; final readings still count.").format(team=name, score=score))
    mean, mixed = mean_of_aspirational(context, context.index.objectives[team, cycle.id])
    closed = sentence.closed_at(name, group.score, mean, mixed)
    if written and written.finding:
        return Sentence(written.finding, closed)
    reached = group.statuses.get(Status.ACHIEVED, 0)
    return Sentence(closed, f"{sentence.reached_success(reached, sentence.total(group.statuses))}.")


def _unwritten(context: Context, cycle: Cycle, team: str) -> Empty:
    name = context.team_name(team)
    return Empty(
        _("{team} has not written a retrospective of {cycle} yet.").format(team=name, cycle=cycle.id),
        _("Without one, nobody can learn from it: a document with `okr: retrospective` closes the cycle."),
    )


def _carried(context: Context, one: CarryOver, uri: str) -> Carried:
    words = {"continue": _("Continue"), "change": _("Change"), "drop": _("Drop")}
    return Carried(
        decision=words.get(one.decision or "", _("Not decided yet")),
        what=reference(context, one.id),
        to=reference(context, one.to) if one.to else None,
        reason=Prose(one.reason, uri) if one.reason else None,
        text=_renewed(context, one.to),
    )


def _renewed(context: Context, id: str | None) -> str:
    """Return where a key result that goes on starts and what it wants now."""
    key_result = context.graph.key_results.get(id or "")
    if key_result is None or not start_text(key_result):
        return ""
    words = _("New start {start}, new target {target}")
    return words.format(start=start_text(key_result), target=wanted_text(key_result))
