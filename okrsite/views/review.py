"""A review: the numbers as of its day, what was learned, what is adjusted, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from msgspec import Struct

from okrsite.compute.needs import cycle_on
from okrsite.compute.standing import Standing, standing
from okrsite.model.chronicle import CheckIn, Review
from okrsite.model.cycle import Cycle
from okrsite.views import numbers, sentence
from okrsite.views.context import Context
from okrsite.views.marks import foot, health_mark, on
from okrsite.views.page import Deferred, Found, Page
from okrsite.views.parts import Entry, Foot, Prose, Ref, Table
from okrsite.views.provenance import from_close
from okrsite.views.reviewnumbers import numbers_table
from okrsite.views.reviews import kind_of
from okrsite.views.selection import cycles_at_work
from okrsite.views.sentence import Sentence
from okrsite.views.urls import page_of
from okrsite.views.words import gettext as _

_MOST = 6


class ReviewView(Struct, frozen=True):
    """The page of a review; `heard` are the check-ins since the review before it, or since the cycle began."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    sub: str
    table: Table | None
    learned: tuple[Prose, ...]
    adjusted: tuple[Prose, ...]
    next: tuple[Prose, ...]
    heard_sub: str
    heard: tuple[Entry, ...]
    foot: Foot


def review_page(context: Context, review: Review, title: str) -> Page:
    """Return the page of a review, at the address of its document."""
    kind = kind_of(review)
    return Page(
        address=page_of(review.uri),
        title=title,
        description=_("The numbers of {day}, and what {team} learned.").format(
            day=numbers.day(review.date), team=context.team_name(review.team)
        ),
        template="review.html",
        view=Deferred(partial(review_view, context, review)),
        edit=review.uri,
        found=tuple(_found(review, title, kind)),
    )


def _found(review: Review, title: str, kind: str) -> Iterator[Found]:
    yield Found("", title, kind)
    parts = (
        ("learned", _("What was learned"), review.learnings),
        ("adjusted", _("What is adjusted"), review.adjustments),
        ("next", _("Next"), review.next),
    )
    for anchor, words, texts in parts:
        if texts:
            yield Found(anchor, words, " · ".join(texts))


def reviewed_cycle(context: Context, team: str, day: date, cycle: str | None = None) -> Cycle | None:
    """Return the cycle that a review is about: the one it names, else the team's shortest one that holds its day."""
    if cycle:
        return context.graph.cycles.get(cycle)
    return cycle_on(cycles_at_work(context), team, day)


def stood(context: Context, team: str, cycle: Cycle, day: date) -> Standing:
    """Return how a team's agreed objectives of a cycle stood on a day, today at the latest."""
    own = [one for one in context.index.objectives.get((team, cycle.id), ()) if one.counts]
    return standing(own, cycle, context.settings, min(day, context.as_of))


def heard_before(
    context: Context, team: str, cycle: Cycle | None, day: date, kind: str
) -> tuple[date | None, list[CheckIn]]:
    """Return the check-ins that a review on `day` looks back on, newest first, and the day since which.

    That is the day of the team's last review of this kind in the cycle, which is past then, or the cycle's first.
    """
    reviews = [one.date for one in context.graph.reviews if (one.team, one.kind) == (team, kind) and one.date < day]
    earlier = [one for one in reviews if cycle is None or cycle.start <= one]
    since = max(earlier, default=cycle.start if cycle else None)
    first = since + timedelta(days=1) if since and earlier else since
    own = (one for one in reversed(context.graph.checkins) if one.team == team and one.date <= day)
    heard = [one for one in own if first is None or first <= one.date]
    return since, heard


def review_view(context: Context, review: Review) -> ReviewView:
    """Return the page of one review."""
    cycle = reviewed_cycle(context, review.team, review.date, review.cycle)
    then = stood(context, review.team, cycle, review.date) if cycle else None
    says = _opening(context, review, cycle, then)
    since, heard = heard_before(context, review.team, cycle, review.date, review.kind)
    day = numbers.day(since, context.as_of) if since else ""
    uri = review.uri
    origin = from_close(context, review.team, cycle.id if cycle else None, uri)
    return ReviewView(
        eyebrow=tuple(_eyebrow(context, review, cycle)),
        fact=says.fact,
        act=says.act,
        sub=_sub(context, then, cycle) if then and cycle else "",
        table=numbers_table(context, then, cycle) if then and cycle and then.objectives else None,
        learned=tuple(Prose(text, uri) for text in review.learnings),
        adjusted=tuple(Prose(text, uri) for text in review.adjustments),
        next=tuple(Prose(text, uri) for text in review.next),
        heard_sub=_("since {day}").format(day=day) if day else "",
        heard=tuple(_entry(context, one) for one in heard[:_MOST]),
        foot=foot(context, review.where, *_onward(context, review), origin=origin),
    )


def _eyebrow(context: Context, review: Review, cycle: Cycle | None) -> Iterator[Ref]:
    yield Ref(context.team_name(review.team), context.urls.team(review.team))
    yield Ref(kind_of(review))
    yield Ref(numbers.day(review.date, context.as_of))
    if cycle:
        yield Ref(cycle.id, context.urls.cycle(cycle))


def _opening(context: Context, review: Review, cycle: Cycle | None, then: Standing | None) -> Sentence:
    """Return how the team stood that day: its score beside the expected one, then the count of its objectives."""
    name, day = context.team_name(review.team), numbers.day(min(review.date, context.as_of), context.as_of)
    if cycle is None or then is None or not then.group.objectives:
        where = cycle.id if cycle else day
        return Sentence(_("{team} had no agreed objectives in {cycle}.").format(team=name, cycle=where))
    if then.group.score is None:
        return Sentence(_("{team} had measured nothing by {day}.").format(team=name, day=day))
    words = {"team": name, "score": numbers.score(then.group.score), "day": day}
    if then.group.pace is None:
        return Sentence(_("{team} stood at {score} on {day}.").format(**words))
    fact = _("{team} stood at {score} on {day}, where {expected} was expected.").format(
        expected=numbers.score(then.group.expected), **words
    )
    return Sentence(fact, sentence.count_then(then.group.statuses))


def _sub(context: Context, then: Standing, cycle: Cycle) -> str:
    """What has to be said of the numbers: that later readings don't enter, and which targets do."""
    revised = [
        revision
        for id in then.objectives
        for part in context.graph.objectives[id].key_results
        for revision in part.revisions
        if revision.date and revision.date > then.as_of
    ]
    words = _("by the readings up to that day")
    return _("{words}; targets as they were revised since").format(words=words) if revised else words


def _entry(context: Context, one: CheckIn) -> Entry:
    said = one.challenges or one.wins or one.next
    return Entry(
        day=on(one.date, context.as_of),
        mark=health_mark(one.health),
        prose=tuple(Prose(text, one.uri) for text in said[:1]),
        by=(Ref(_("the whole check-in"), context.urls.document(one.uri)),),
    )


def _onward(context: Context, review: Review) -> Iterator[Ref]:
    own = [one for one in context.graph.reviews if one.team == review.team]
    at = own.index(review)
    for words, other in (
        (_("The review before"), own[at - 1] if at else None),
        (_("The review after"), own[at + 1] if at + 1 < len(own) else None),
    ):
        if other:
            yield Ref(words, context.urls.document(other.uri))
    yield Ref(_("All updates"), context.urls.updates())
