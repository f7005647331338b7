"""The bets of a cycle on a time line: a table whose bars run over the cycle and a little beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct

from okrsite.model.cycle import Cycle
from okrsite.model.initiative import Initiative
from okrsite.views import numbers
from okrsite.views.bars import place
from okrsite.views.bets import BetMark, bet_mark, grouped, time_of
from okrsite.views.context import Context
from okrsite.views.marks import reference
from okrsite.views.parts import Ref
from okrsite.views.words import gettext as _

_MONTHS_AT_MOST = 6
_ROOM_FOR_WORDS = Fraction(88, 100)


class Mark(Struct, frozen=True):
    """A place on the time line in percent, and its words; `anchor` says to which side of it they run."""

    x: str
    text: str
    anchor: str = "start"


class Lane(Struct, frozen=True):
    """One bet: from `x` for `width` percent of the time line; empty where no day is known.

    `before` and `after` tell that it goes on beyond that end, or that nobody said where it ends.
    """

    name: Ref
    mark: BetMark
    time: str
    x: str = ""
    width: str = ""
    before: bool = False
    after: str = ""


class LaneGroup(Struct, frozen=True):
    """The lanes of what one objective is served by."""

    name: Ref
    lanes: tuple[Lane, ...]


class Schedule(Struct, frozen=True):
    """All lanes over the same days: months, the cycle's own stretch, today where it lies within."""

    caption: str
    months: tuple[Mark, ...]
    x: str
    width: str
    today: Mark | None
    groups: tuple[LaneGroup, ...]


class _Days(Struct, frozen=True):
    first: date
    last: date

    def share(self, day: date) -> Fraction:
        """Where the morning of a day lies, 0 to 1."""
        found = Fraction((day - self.first).days, (self.last - self.first).days + 1)
        return min(Fraction(1), max(Fraction(0), found))


def schedule(context: Context, cycle: Cycle, bets: Sequence[Initiative]) -> Schedule | None:
    """Return the time line of a cycle's bets; None where none of them has a day."""
    going = [bet for bet in bets if bet.state != "dropped"]
    if not any(bet.start or bet.end for bet in going):
        return None
    days = _days(cycle, going)
    inside = days.first <= context.as_of <= days.last
    groups = tuple(
        LaneGroup(
            reference(context, id) if id else Ref(_("Serves no objective")),
            tuple(_lane(context, bet, days) for bet in sorted(them, key=_by_day)),
        )
        for id, them in grouped(context, going)
    )
    begin, end = days.share(cycle.start), days.share(cycle.end + timedelta(days=1))
    return Schedule(
        caption=_("When the bets of {cycle} are worked on").format(cycle=cycle.id),
        months=tuple(_months(days)),
        x=place(begin),
        width=place(end - begin),
        today=_today(context, days) if inside else None,
        groups=groups,
    )


def _by_day(bet: Initiative) -> tuple[date, date, str]:
    return bet.start or bet.end or date.max, bet.end or date.max, bet.id


def _days(cycle: Cycle, bets: Sequence[Initiative]) -> _Days:
    """Return the cycle, widened for bets that begin before it or end after it, by half of its days at most."""
    known = [day for bet in bets for day in (bet.start, bet.end) if day]
    most = timedelta(days=cycle.days // 2)
    first = max(cycle.start - most, min([cycle.start, *known]))
    last = min(cycle.end + most, max([cycle.end, *known]))
    return _Days(first, last)


def _months(days: _Days) -> Iterator[Mark]:
    count = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    stride = -(-count // _MONTHS_AT_MOST)
    for n in range(0, count, stride):
        month = days.first.month - 1 + n
        begin = date(days.first.year + month // 12, month % 12 + 1, 1)
        share = days.share(begin)
        if share <= _ROOM_FOR_WORDS:
            yield Mark(place(share), _(numbers.MONTHS[begin.month - 1]))


def _today(context: Context, days: _Days) -> Mark:
    share = days.share(context.as_of)
    anchor = "end" if share > Fraction(1, 2) else "start"
    return Mark(place(share), _("as of {day}").format(day=numbers.day(context.as_of, context.as_of)), anchor)


def _lane(context: Context, bet: Initiative, days: _Days) -> Lane:
    plain = Lane(reference(context, bet.id), bet_mark(bet), time_of(context, bet))
    if not (bet.start or bet.end) or (bet.start and bet.end and bet.start > bet.end):
        return plain
    start, end = bet.start or days.first, bet.end or days.last
    if end < days.first or start > days.last:
        side = "0%" if end < days.first else "100%"
        return Lane(plain.name, plain.mark, plain.time, side, "0%", end < days.first, "on" if start > days.last else "")
    left, right = days.share(start), days.share(min(end, days.last) + timedelta(days=1))
    after = "open" if bet.end is None else "on" if bet.end > days.last else ""
    before = bet.start is None or bet.start < days.first
    return Lane(plain.name, plain.mark, plain.time, place(left), place(right - left), before, after)
