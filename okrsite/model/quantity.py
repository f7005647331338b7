"""Quantities, as the rest of the library uses them; the parts live in the modules beside this one."""

from __future__ import annotations

from okrsite.model.agreement import Agreement, Role, adopt, unify
from okrsite.model.amount import Comparator, NotANumber, Quantity, Style, convert
from okrsite.model.figure import render_value, to_float
from okrsite.model.notation import parse_quantity
from okrsite.model.unit import NUMBER, IncomparableUnits, Unit, comparable, factor

__all__ = [
    "NUMBER",
    "Agreement",
    "Comparator",
    "IncomparableUnits",
    "NotANumber",
    "Quantity",
    "Role",
    "Style",
    "Unit",
    "adopt",
    "comparable",
    "convert",
    "factor",
    "parse_quantity",
    "render_value",
    "to_float",
    "unify",
]
