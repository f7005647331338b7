"""Trends over the closed cycles, of a team or of all together and never of a person, as small multiples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.share import Share
from okrsite.compute.track_record import TrackRecord, track_records
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.multiples import Multiples, Panel, drawn, height
from okrsite.views.overtime import ended_cycles, message
from okrsite.views.parts import Bit, Cell, Column, Paragraph, Ref, Row, Table, Why
from okrsite.views.sentence import IDEAL
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

ANCHOR = "over-time"


class _Measure(Struct, frozen=True):
    """One measure of a record: its name, its share, and in words of what it is one."""

    name: str
    share: Callable[[TrackRecord], Share]
    meaning: str


@kept
def records_of(context: Context) -> Mapping[tuple[str | None, str], TrackRecord]:
    """Return the records of all closed cycles, by (team id or None, cycle id), made once."""
    return track_records(context.graph, context.card)


def trends(context: Context, team: str | None) -> Multiples | None:
    """Return the records of the closed cycles of the most usual length, oldest first; None for fewer than two."""
    records = [
        records_of(context)[team, cycle.id]
        for cycle, _group in ended_cycles(context, team)
        if (team, cycle.id) in records_of(context)
    ]
    if len(records) < 2:
        return None
    name = context.team_name(team) if team else _("All teams")
    as_of = numbers.day(max(context.day_of(one.cycle) for one in records))
    count = ngettext("{n} closed cycle, as of {day}", "{n} closed cycles, as of {day}", len(records))
    return Multiples(
        caption=message([(one.cycle, one.score or Fraction()) for one in records]),
        measures=_("{name}, every measure from 0 to 1 on the same scale").format(name=name),
        panels=(_score_panel(records), *(_panel(one, records) for one in _measures())),
        first=records[0].cycle,
        last=records[-1].cycle,
        source=(Ref(count.format(day=as_of)), Ref(_("Link to these charts"), f"#{ANCHOR}")),
        table=_table(name, records),
        why=_why(records[-1]),
    )


def has_trends(context: Context, team: str | None) -> bool:
    """Whether trends returns anything."""
    return len(ended_cycles(context, team)) > 1


def _measures() -> tuple[_Measure, ...]:
    return (
        _Measure(_("Key results at success"), lambda one: one.hit, _("key results with a score that reached success")),
        _Measure(_("Objectives at 1.0"), lambda one: one.full, _("aspirational objectives that ended at 1.0")),
        _Measure(_("Objectives below 0.4"), lambda one: one.low, _("aspirational objectives that ended below 0.4")),
        _Measure(_("Targets revised"), lambda one: one.revised, _("key results whose target was changed on the way")),
        _Measure(
            _("Check-ins made"),
            lambda one: one.checkins,
            _(
                "check-ins that the cadences asked for: one for each key result and week, fortnight or month, "
                "the last one up to the end of the days of grace"
            ),
        ),
    )


def _score_panel(records: Sequence[TrackRecord]) -> Panel:
    scores = [one.score for one in records]
    line, dots = drawn(scores)
    top, low = height(IDEAL[1]), height(IDEAL[0])
    return Panel(
        name=_("Score"),
        now=numbers.score(scores[-1]),
        more=_("ideal 0.6 to 0.7"),
        label=_said(_("Score"), [(one.cycle, numbers.score(one.score)) for one in records]),
        line=line,
        dots=dots,
        ideal=(top, f"{float(low) - float(top):.1f}"),
    )


def _panel(measure: _Measure, records: Sequence[TrackRecord]) -> Panel:
    shares = [measure.share(one) for one in records]
    line, dots = drawn([share.value for share in shares])
    return Panel(
        name=measure.name,
        now=numbers.percent(shares[-1].value),
        more=_of(shares[-1]),
        label=_said(
            measure.name,
            [(one.cycle, numbers.percent(share.value)) for one, share in zip(records, shares, strict=True)],
        ),
        line=line,
        dots=dots,
    )


def _said(name: str, values: Sequence[tuple[str, str]]) -> str:
    listed = ", ".join(f"{cycle} {value}" for cycle, value in values)
    return _("{name}: {values}").format(name=name, values=listed)


def _of(share: Share) -> str:
    return _("{n} of {all}").format(n=share.n, all=share.of) if share.of else _("nothing to count")


def _table(name: str, records: Sequence[TrackRecord]) -> Table:
    measures = _measures()
    columns = (
        Column(_("Cycle")),
        Column(_("Score"), number=True),
        *(Column(measure.name, number=True) for measure in measures),
    )
    rows = tuple(
        Row((Cell(one.cycle), Cell(numbers.score(one.score)), *(_cell(measure.share(one)) for measure in measures)))
        for one in records
    )
    return Table(_("{name}, cycle by cycle").format(name=name), columns, rows)


def _cell(share: Share) -> Cell:
    if not share.of:
        return Cell(numbers.UNKNOWN)
    return Cell(f"{numbers.percent(share.value)} ({_of(share)})")


def _why(last: TrackRecord) -> Why:
    score: Paragraph = (
        Bit(_("Score in {cycle}: ").format(cycle=last.cycle)),
        Bit(numbers.score(last.score, 3), "number"),
        Bit(_(", the weighted mean of the objectives’ final scores, as on the cycle's own page.")),
    )
    shares = tuple(_how(measure, measure.share(last), last.cycle) for measure in _measures())
    nobody: Paragraph = (Bit(_("Drafts and what was cancelled are in none of them, and no person has any.")),)
    return Why(_("How these numbers come about"), (), (score, *shares, nobody))


def _how(measure: _Measure, share: Share, cycle: str) -> Paragraph:
    return (
        Bit(_("{name} in {cycle}: ").format(name=measure.name, cycle=cycle)),
        Bit(f"{share.n} ÷ {share.of} = " if share.of else "", "formula"),
        Bit(numbers.percent(share.value, 1), "number"),
        Bit(_(" of the {things}.").format(things=measure.meaning)),
    )
