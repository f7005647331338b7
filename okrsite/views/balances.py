"""The balance of a cycle's key results over business, usage, satisfaction and categories of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.balance import CATEGORIES, CategoryNumbers, balance
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.bars import score_bar, shared_scale
from okrsite.views.context import Context
from okrsite.views.parts import Bit, Cell, Column, Paragraph, Row, Table, Why
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext


class Balance(Struct, frozen=True):
    """Key results by category: what is missing in words, the numbers, and how the means came about."""

    note: str
    table: Table
    why: Why


def balance_of(context: Context, cycle: Cycle) -> Balance | None:
    """Return the balance of a cycle's agreed key results, None without any."""
    objectives = context.index.of_cycle.get(cycle.id, ())
    found = balance(context.graph, context.card, objectives, context.settings.categories)
    return Balance(_note(found), _table(cycle, found), _why(found)) if found else None


def _note(found: Sequence[CategoryNumbers]) -> str:
    every = sum(one.key_results for one in found)
    empty = [_name(one.category).lower() for one in found if one.category in CATEGORIES and not one.key_results]
    counted = ngettext("{n} key result", "{n} key results", every)
    if not empty:
        return _("{results} by category").format(results=counted)
    return _("none of {results} is about {categories}").format(results=counted, categories=listed(empty))


def _table(cycle: Cycle, found: Sequence[CategoryNumbers]) -> Table:
    every = sum(one.key_results for one in found)
    bars = [score_bar(_name(one.category), None, one.score, None) for one in found]
    columns = (
        Column(_("Category")),
        Column(_("Key results"), number=True),
        Column(_("Share"), number=True, extra=True),
        Column(_("Mean score"), number=True),
        Column(_("Mean score"), scale=shared_scale(bars, inside=True)),
    )
    rows = tuple(
        Row(
            (
                Cell(_name(one.category)),
                Cell(str(one.key_results)),
                Cell(numbers.percent(Fraction(one.key_results, every))),
                Cell(numbers.score(one.score), strong=True),
                Cell(bar=bar) if one.key_results else Cell(),
            )
        )
        for one, bar in zip(found, bars, strict=True)
    )
    return Table(_("Key results of {cycle} by category").format(cycle=cycle.id), columns, rows)


def _name(category: str) -> str:
    """Return a category as it is shown.

    >>> _name("usage"), _name("")
    ('Usage', 'None given')
    """
    return _(category[:1].upper() + category[1:]) if category else _("None given")


def _why(found: Sequence[CategoryNumbers]) -> Why:
    rule = _(
        "The plain mean of the scores of a category's key results, each counting once; cancelled ones, drafts and "
        "those without a score are left out."
    )
    return Why(_("How these means came about"), (), ((Bit(rule),), *(_mean(one) for one in found if one.measured)))


def _mean(one: CategoryNumbers) -> Paragraph:
    return (
        Bit(_("{category}: ").format(category=_name(one.category))),
        Bit(f"{numbers.rounded(one.total, 2)} ÷ {one.measured} = ", "formula"),
        Bit(numbers.score(one.score, 3), "number"),
    )
