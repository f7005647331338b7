"""Whatever else an author wrote about an item, under its name, so that nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from okrsite.model.key_result import KeyResult, Leading, Milestone
from okrsite.model.objective import Objective
from okrsite.model.organization import Link
from okrsite.model.reading import Cancelled, Reading
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.decisions import Decision, decided_of, decision
from okrsite.views.marks import reference, whom
from okrsite.views.parts import Bit, Fact, Paragraph, Ref
from okrsite.views.plans import said_of
from okrsite.views.urls import followed
from okrsite.views.words import gettext as _


def link(it: Link, uri: str) -> Ref:
    """Return an author's link; its words alone where its address must not be followed."""
    address = followed(it.url, uri)
    if address:
        return Ref(it.name or it.url, address)
    return Ref(f"{it.name} ({it.url})" if it.name and it.name != it.url else it.url)


def references(context: Context, name: str, ids: Iterable[str]) -> list[Fact]:
    """Return ids as links by title under a name, nothing without any."""
    links = tuple(reference(context, id) for id in ids)
    return [Fact(name, links=links)] if links else []


def texts(name: str, *values: str | None) -> list[Fact]:
    """Return written texts under a name, nothing without any."""
    return [Fact(name, value) for value in values if value]


def listed(name: str, prose: Sequence[str], uri: str) -> list[Fact]:
    """Return texts with inline Markdown under a name, nothing without any."""
    return [Fact(name, lines=tuple((Bit(text, "prose", uri),) for text in prose))] if prose else []


def key_result_facts(context: Context, key_result: KeyResult) -> tuple[Fact, ...]:
    """Return all that is written about a key result and shown nowhere else in its row."""
    uri = context.uri(key_result.where)
    graph, index = context.graph, context.index
    baseline = key_result.baseline
    compared = baseline.text if baseline and key_result.start and baseline.text != key_result.start.text else None
    return (
        *texts(_("Measured as"), key_result.measurement),
        *texts(_("Window"), key_result.window),
        *texts(_("Cohort"), key_result.cohort),
        *texts(_("Stands in for"), key_result.proxy),
        *texts(_("Last cycle"), compared),
        *texts(_("Change wanted"), key_result.change.text if key_result.change else None),
        *_milestones(key_result.milestones, context.as_of),
        *(_leading(indicator, context.as_of, uri) for indicator in key_result.leading),
        *_weight(key_result),
        *references(context, _("Supports"), key_result.supports),
        *references(context, _("Supported by"), graph.supported_by.get(key_result.id, ())),
        *references(context, _("Depends on"), key_result.depends_on),
        *references(context, _("Needed by"), index.used_by.get(key_result.id, ())),
        *_teams(context, _("Shared with"), key_result.shared_with),
        *texts(_("Covered by bets"), said_of(context, key_result)),
        *references(context, _("Moved by"), graph.moved_by.get(key_result.id, ())),
        *references(context, _("Made measurable by"), [bet.id for bet in index.enablers.get(key_result.id, ())]),
        *carried(context, key_result.id, key_result.carried_from),
        *texts(_("Also known as"), ", ".join(key_result.aliases)),
        *links(key_result.links, uri),
    )


def objective_facts(context: Context, objective: Objective) -> tuple[Fact, ...]:
    """Return what is written about an objective and shown nowhere else on its page."""
    return (
        *texts(_("Category"), objective.category),
        *_teams(context, _("Acknowledged by"), objective.acknowledged_by),
        *_teams(context, _("Shared with"), objective.shared_with),
        *_weight(objective),
        *carried(context, objective.id, objective.carried_from),
        *texts(_("Also known as"), ", ".join(objective.aliases)),
        *links(objective.links, objective.uri),
    )


def carried(context: Context, id: str, origin: str | None) -> list[Fact]:
    """Return where an objective or key result came from, what was decided of it at the end, and where it went on."""
    return [
        *references(context, _("Carried over from"), [origin] if origin else []),
        *[_decided(decision(context, one)) for one in decided_of(context, id) if one.uri],
        *references(context, _("Carried on as"), context.index.carried_to.get(id, ())),
    ]


def _decided(made: Decision) -> Fact:
    words: list[Bit] = [Bit(made.words)]
    if made.reason:
        words += [Bit(": "), Bit(made.reason.text, "prose", made.reason.base)]
    return Fact(_("Decided at the close"), links=made.source, lines=(tuple(words),))


def links(them: Sequence[Link], uri: str) -> list[Fact]:
    """Return the author's links."""
    return [Fact(_("Links"), links=tuple(link(it, uri) for it in them))] if them else []


def _teams(context: Context, name: str, ids: Sequence[str]) -> list[Fact]:
    return [Fact(name, links=tuple(whom(context, id) for id in ids))] if ids else []


def _weight(goal: KeyResult | Objective) -> list[Fact]:
    return [] if goal.weight == 1 else [Fact(_("Weight"), numbers.exact(goal.weight))]


def _milestones(steps: Sequence[Milestone], as_of: date) -> list[Fact]:
    return [Fact(_("Milestones"), lines=tuple((Bit(_step(step, as_of)),) for step in steps))] if steps else []


def _step(step: Milestone, as_of: date) -> str:
    """Return a milestone with its weight, its date, and whether it is done or late."""
    said = []
    if step.weight != 1:
        said.append(_("weight {weight}").format(weight=numbers.exact(step.weight)))
    if isinstance(step.done, date):
        said.append(
            (_("done on {day}") if step.done <= as_of else _("to be done on {day}")).format(
                day=numbers.day(step.done, as_of)
            )
        )
    elif step.done:
        said.append(_("done"))
    if step.due:
        late = step.done is False and step.due < as_of
        said.append((_("was due on {day}") if late else _("due on {day}")).format(day=numbers.day(step.due, as_of)))
    return f"{step.name}: {', '.join(said)}" if said else step.name


def _leading(indicator: Leading, as_of: date, uri: str) -> Fact:
    lines = tuple(_indicated(reading, as_of, uri) for reading in reversed(indicator.readings))
    return Fact(_("Leading indicator"), indicator.name, lines=lines)


def _indicated(reading: Reading, as_of: date, uri: str) -> Paragraph:
    value = Bit(f"{numbers.day(reading.date, as_of)}: {reading.text or numbers.UNKNOWN}")
    return (value, Bit(", "), Bit(reading.note, "prose", uri)) if reading.note else (value,)


def cancellation(cancelled: Cancelled, as_of: date) -> str:
    """Return since when something is cancelled and why."""
    day = _("Cancelled on {day}").format(day=numbers.day(cancelled.date, as_of)) if cancelled.date else _("Cancelled")
    return f"{day}: {cancelled.reason}" if cancelled.reason else f"{day}."
