"""Small marks: statuses, bands, days, references, the foot of a page."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from okrsite.compute.scorecard import Band, Status
from okrsite.diagnostics import Where
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.parts import BandMark, Day, Foot, Ref, StatusMark
from okrsite.views.provenance import Origin, from_all
from okrsite.views.words import gettext as _

STATUS_WORDS = {
    Status.ACHIEVED: "Achieved",
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.OFF_TRACK: "Off track",
    Status.MISSED: "Missed",
    Status.NO_DATA: "No data",
    Status.NOT_STARTED: "Not started",
    Status.CANCELLED: "Cancelled",
}
BAND_WORDS = {
    Band.OFF: "Off",
    Band.SHORT: "Short",
    Band.DELIVERED: "Delivered",
    Band.EXCEEDED: "Exceeded",
}
# A reported health takes the shape and colour of the verdict nearest to it, but its own word.
HEALTH_TONES = {"green": "on_track", "amber": "at_risk", "red": "off_track"}


@lru_cache(maxsize=64)
def status_mark(status: Status) -> StatusMark:
    """Return the mark of a computed status.

    >>> status_mark(Status.AT_RISK)
    StatusMark(key='at_risk', word='At risk')
    """
    return StatusMark(status.value, _(STATUS_WORDS[status]))


def health_mark(health: str | None) -> StatusMark | None:
    """Return the mark of a reported health, None where nothing (known) is reported."""
    tone = HEALTH_TONES.get(health or "")
    return StatusMark(tone, _((health or "").capitalize())) if tone else None


def band_mark(band: Band | None) -> BandMark | None:
    """Return the mark of a band, None where the score is unknown."""
    return BandMark(band.value, _(BAND_WORDS[band])) if band else None


@lru_cache(maxsize=4096)
def on(when: date, as_of: date | None = None) -> Day:
    """Return a day with its year, which is left out when it is the year of `as_of`."""
    return Day(numbers.day(when, as_of), when.isoformat())


@lru_cache(maxsize=4096)
def age(when: date, as_of: date) -> Day:
    """Return the age of a day in words, with the date as its title."""
    return Day(numbers.ago(when, as_of), when.isoformat(), numbers.day(when))


def person(context: Context, name: str) -> Ref:
    """Return a role with the place that says what it answers for."""
    return context.once(f"person {name}", lambda: Ref(name, context.urls.owner(name)))


def team(context: Context, id: str) -> Ref:
    """Return a team by its name."""
    return context.once(f"team {id}", lambda: Ref(context.team_name(id), context.urls.team(id)))


def whom(context: Context, name: str) -> Ref:
    """Return a team by its name, or a role, whichever `name` is."""
    return team(context, name) if name in context.graph.teams else person(context, name)


def short_commit(id: str) -> str:
    """Return as much of a commit's id as tells it apart.

    >>> short_commit("4f2c9e1d0a7b33c1")
    '4f2c9e1d0'
    """
    return id[:9]


def reference(context: Context, id: str, words: str | None = None) -> Ref:
    """Return an objective, key result, initiative or pillar by its title or by other words."""
    if words is not None:
        return Ref(words, context.address(id))
    return context.once(f"reference {id}", lambda: Ref(context.title(id), context.address(id)))


def foot(
    context: Context, where: Where | None = None, *links: Ref, edit: str | None = None, origin: Origin | None = None
) -> Foot:
    """Return the foot of a page; `where` is the author's file that it speaks of, `edit` what the link to it says.

    An empty `edit` leaves that link out. `origin` is what the page is made from, all documents where it is not given.
    """
    made = origin or from_all(context)
    address = "" if edit == "" else context.edit(where)
    edits = (Ref(edit or _("Edit this page's source"), address),) if address else ()
    return Foot(
        as_of=on(made.day),
        audience=context.audience,
        commit=made.commit[:7],
        source=where.path if where else "",
        links=(*edits, *links),
    )
