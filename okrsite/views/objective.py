"""The permanent page of an objective: its state, its key results, what it leans on, what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from okrsite.compute.scorecard import Status
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.changes import Changes, changes
from okrsite.views.context import Context
from okrsite.views.editing import is_open, objective_checkin
from okrsite.views.facts import cancellation, objective_facts
from okrsite.views.leaning import Section, sections
from okrsite.views.log import objective_log
from okrsite.views.marks import BAND_WORDS, foot, person, reference, status_mark, team, whom
from okrsite.views.page import Deferred, Found, Page
from okrsite.views.parts import Empty, Entry, Fact, Figure, Foot, KrList, Prose, Ref, Stat, Why
from okrsite.views.provenance import from_objective
from okrsite.views.rows import kr_list
from okrsite.views.trajectories import figure
from okrsite.views.whys import objective_why
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

_RECENT = 8
_ORDER = (
    Status.ACHIEVED,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.MISSED,
    Status.NO_DATA,
    Status.NOT_STARTED,
    Status.CANCELLED,
)
_COUNTED = {
    Status.ACHIEVED: "{n} achieved",
    Status.ON_TRACK: "{n} on track",
    Status.AT_RISK: "{n} at risk",
    Status.OFF_TRACK: "{n} off track",
    Status.MISSED: "{n} missed",
    Status.NO_DATA: "{n} without data",
    Status.NOT_STARTED: "{n} not started",
    Status.CANCELLED: "{n} cancelled",
}


class ObjectiveView(Struct, frozen=True):
    """What the page shows; `notice` says what sets the objective apart (draft, proposed, cancelled, a fault)."""

    eyebrow: tuple[Ref, ...]
    title: str
    notice: str
    context: Prose | None
    stats: tuple[Stat, ...]
    why: Why
    measured: str
    key_results: KrList | None
    empty: Empty | None
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    changes: Changes | None
    recent: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    earlier_words: str
    checkin: tuple[Ref, ...]
    foot: Foot


def objective_pages(context: Context) -> Iterator[Page]:
    """Return the page of every objective."""
    for objective in context.graph.objectives.values():
        yield objective_page(context, objective)


def objective_page(context: Context, objective: Objective) -> Page:
    """Return the page of one objective."""
    return Page(
        address=context.urls.objective(objective.id),
        title=objective.title,
        description=_("{team}, {cycle}: {title}").format(
            team=context.team_name(objective.team), cycle=objective.cycle, title=objective.title
        ),
        template="objective.html",
        view=Deferred(partial(objective_view, context, objective)),
        edit=objective.uri,
        found=tuple(_found(objective)),
    )


def _found(objective: Objective) -> Iterator[Found]:
    """What the search knows: the objective by its words and owner, each key result by its own and its notes."""
    yield Found("", objective.title, _words(objective.id, objective.owner, objective.context, *objective.stakeholders))
    for part in objective.key_results:
        notes = [reading.note for reading in part.readings if reading.note]
        yield Found(part.anchor, part.title, _words(part.id, part.owner, part.measurement, *notes))


def _words(*texts: str | None) -> str:
    return " · ".join(text for text in texts if text)


def objective_view(context: Context, objective: Objective) -> ObjectiveView:
    """Return all that is shown of an objective."""
    log = objective_log(context, objective)
    checkin = objective_checkin(context, objective)
    figures = (figure(context, objective, key_result) for key_result in objective.key_results)
    return ObjectiveView(
        eyebrow=_eyebrow(context, objective),
        title=objective.title,
        notice=_notice(context, objective),
        context=Prose(objective.context, objective.uri) if objective.context else None,
        stats=_stats(context, objective),
        why=objective_why(context, objective),
        measured=_measured(context, objective),
        key_results=kr_list(context, objective.key_results, at_home=True) if objective.key_results else None,
        empty=None if objective.key_results else _without_key_results(),
        figures=tuple(drawn for drawn in figures if drawn),
        sections=sections(context, objective),
        facts=objective_facts(context, objective),
        changes=changes(context, objective),
        recent=log[:_RECENT],
        earlier=log[_RECENT:],
        earlier_words=ngettext("{n} earlier day", "{n} earlier days", len(log[_RECENT:])),
        checkin=checkin,
        foot=foot(
            context,
            objective.where,
            *checkin,
            edit=_("Edit this objective") if is_open(context, objective) else "",
            origin=from_objective(context, objective),
        ),
    )


def _eyebrow(context: Context, objective: Objective) -> tuple[Ref, ...]:
    cycle = Ref(objective.cycle, context.urls.cycle(context.cycle(objective.cycle)))
    words = [objective.id, objective.priority or "", _(objective.commitment)]
    return (team(context, objective.team), cycle, *(Ref(word) for word in words if word))


def _notice(context: Context, objective: Objective) -> str:
    if objective.cancelled and context.card.objectives[objective.id].cancelled:
        return cancellation(objective.cancelled, context.as_of)
    if objective.state == "draft":
        return _("This is a draft: it counts in no score until it is agreed.")
    if objective.state == "proposed":
        return _("This is proposed: it counts in no score until it is agreed.")
    return ""


def _without_key_results() -> Empty:
    return Empty(
        _("No key result yet."),
        _("Without one nobody can tell whether this objective was reached."),
        Ref(_("Write down what would have changed, as a number.")),
    )


def _measured(context: Context, objective: Objective) -> str:
    reckoned = context.card.objectives[objective.id]
    text = ngettext("{measured} of {n} measured", "{measured} of {n} measured", reckoned.total)
    scale = _("each bar runs from its start to its target")
    return f"{text.replace('{measured}', str(reckoned.measured))}; {scale}"


def _stats(context: Context, objective: Objective) -> tuple[Stat, ...]:
    return (
        _score(context, objective),
        _status(context, objective),
        _owner(context, objective),
        _serves(context, objective),
    )


def _score(context: Context, objective: Objective) -> Stat:
    reckoned = context.card.objectives[objective.id]
    state = context.card.states[objective.cycle]
    value = numbers.score(reckoned.score)
    if state is CycleState.UPCOMING:
        first = numbers.day(context.cycle(objective.cycle).start, context.as_of)
        return Stat(_("Score"), value=value, more=(Ref(_("begins on {day}").format(day=first)),))
    if state is not CycleState.CLOSED:
        expected = numbers.score(reckoned.expected)
        return Stat(_("Score"), value=value, more=(Ref(_("expected by now {expected}").format(expected=expected)),))
    words = [_(BAND_WORDS[reckoned.band]).lower()] if reckoned.band else []
    words.append(_("success is {success}").format(success=numbers.score(reckoned.success)))
    if reckoned.score_source == "hand":
        words.append(_("set by hand, computed {score}").format(score=numbers.score(reckoned.score_computed)))
    return Stat(_("Final score"), value=value, more=(Ref("; ".join(words)),))


def _status(context: Context, objective: Objective) -> Stat:
    reckoned = context.card.objectives[objective.id]
    counts = Counter(context.card.key_results[key_result.id].status for key_result in objective.key_results)
    parts = [_(_COUNTED[status]).format(n=counts[status]) for status in _ORDER if counts[status]]
    text = listed(parts)
    if reckoned.health:
        reported = _("The team reports {health}").format(health=reckoned.health)
        text = f"{text}. {reported}" if text else reported
    return Stat(_("Status"), status=status_mark(reckoned.status), more=(Ref(text),) if text else ())


def _owner(context: Context, objective: Objective) -> Stat:
    words = (person(context, objective.owner),) if objective.owner else (Ref(_("nobody yet")),)
    with_them: list[Ref] = []
    for name in objective.stakeholders:
        with_them += [Ref(", " if with_them else _("with ")), whom(context, name)]
    return Stat(_("Owner"), words=words, more=tuple(with_them))


def _serves(context: Context, objective: Objective) -> Stat:
    ids = objective.supports
    if not ids:
        at_top = objective.team == context.graph.root
        return Stat(_("Serves"), words=(Ref(_("the company") if at_top else _("nothing above it yet")),))
    more = [Ref(reference(context, ids[0]).text)]
    for id in ids[1:]:
        more += [Ref("; "), reference(context, id)]
    return Stat(_("Serves"), words=(reference(context, ids[0], ids[0]),), more=tuple(more))
