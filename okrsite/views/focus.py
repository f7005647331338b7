"""What teams spend their capacity on: primary, secondary and exploration against 70, 20 and 10 percent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from okrsite.model.initiative import Initiative
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import team
from okrsite.views.parts import Cell, Column, Row, Stat, Table
from okrsite.views.parts import Ref as Words
from okrsite.views.values import tree_order
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

WANTED = {"primary": Fraction(70, 100), "secondary": Fraction(20, 100), "exploration": Fraction(10, 100)}
_ZERO = Fraction(0)


def effort_of(bet: Initiative) -> Fraction | None:
    """Return the share of its team's capacity that a bet takes; None where it is not said as a percentage.

    >>> from okrsite.diagnostics import Where
    >>> bet = Initiative("I-1", "Tour", "one", None, Where("a.md"), "a.md", effort="20%")
    >>> effort_of(bet)
    Fraction(1, 5)
    """
    typed = parse_quantity(bet.effort or "")
    if not isinstance(typed, Quantity) or typed.value < 0 or not (typed.unit.is_percentage or typed.bare):
        return None
    return typed.value / 100


def focus_shares(bets: Iterable[Initiative]) -> dict[str, Fraction] | None:
    """Return how effort is divided among the three; None where no bet says both its effort and its focus."""
    efforts = dict.fromkeys(WANTED, _ZERO)
    for bet in bets:
        effort = effort_of(bet)
        if bet.focus in efforts and effort and bet.state != "dropped":
            efforts[bet.focus] += effort
    whole = sum(efforts.values(), _ZERO)
    return {name: effort / whole for name, effort in efforts.items()} if whole else None


def focus_stat(bets: Sequence[Initiative]) -> Stat:
    """Return the division of all teams' effort as a value box."""
    shares = focus_shares(bets)
    if shares is None:
        return Stat(_("Focus"), value=numbers.UNKNOWN, more=(Words(_("no bet says its effort and its focus")),))
    value = " / ".join(numbers.rounded(shares[name] * 100) for name in WANTED)
    return Stat(_("Focus"), value=value, more=(Words(_("primary, secondary, exploration; wanted 70 / 20 / 10")),))


def focus_table(context: Context, bets: Iterable[Initiative]) -> Table | None:
    """Return each team's division of effort beside the one wanted; None where no team says any."""
    own: dict[str, list[Initiative]] = defaultdict(list)
    for bet in bets:
        if bet.state != "dropped":
            own[bet.team].append(bet)
    rows = [_row(context, id, own[id]) for id in tree_order(context) if own.get(id) and _says(own[id])]
    if not rows:
        return None
    columns = (
        Column(_("Team")),
        Column(_("Primary"), number=True),
        Column(_("Secondary"), number=True),
        Column(_("Exploration"), number=True),
        Column(_("Capacity planned"), number=True, extra=True),
    )
    return Table(_("Effort by focus"), columns, tuple(rows))


def _says(bets: Sequence[Initiative]) -> bool:
    return any(effort_of(bet) for bet in bets)


def _row(context: Context, id: str, bets: Sequence[Initiative]) -> Row:
    shares, whose = focus_shares(bets), team(context, id)
    whole = sum((effort_of(bet) or _ZERO for bet in bets), _ZERO)
    silent = sum(1 for bet in bets if not effort_of(bet))
    text = numbers.percent(whole)
    if silent:
        text = _("{share}, {rest}").format(share=text, rest=ngettext("{n} not said", "{n} not said", silent))
    cells = [Cell(numbers.percent(shares[name]) if shares else numbers.UNKNOWN) for name in WANTED]
    return Row((Cell(whose.text, whose.address), *cells, Cell(text)))
