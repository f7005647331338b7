"""Numbers that the site computes, written in the unit and style of what people typed."""

from __future__ import annotations

from fractions import Fraction

from okrsite.model.amount import Quantity, Style
from okrsite.model.characters import plain
from okrsite.model.notation import MAGNITUDES
from okrsite.model.unit import Unit, factor

_MINUS = "\u2212"
_PERCENT = "\u2009%"
_SMALLER = {"b": "m", "m": "k", "k": "", "trillion": "billion", "billion": "million", "million": "thousand"}
_SMALLER |= {"thousand": "", "bn": "mn", "mn": "k", "mln": "k"}
_PLURALS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")


def render_value(value: Fraction, like: Quantity, *, signed: bool = False, decimals: int | None = None) -> str:
    """Return `value`, a number in the unit of `like`, in the style of `like`.

    It is rounded half away from zero to the decimals of `like`, or to `decimals`. With `signed` (or where
    `like` has one) a plus stands before numbers above 0. A thin space stands before `%`.

    >>> from okrsite.model.notation import parse_quantity
    >>> fifty = parse_quantity("$50K")
    >>> render_value(Fraction(-42500), fifty), render_value(Fraction(400), fifty)
    ('−$43K', '$400')
    """
    style = like.style
    places = style.decimals if decimals is None else decimals
    if style.parts:
        amount = _parts(abs(value), style.parts, places)
        digits, after = amount.lstrip("0"), ""
    else:
        magnitude = _fitting(abs(value), style.magnitude)
        digits = _digits(abs(value) / _multiplier(magnitude), places, style.grouping)
        amount, after = digits + magnitude, _after(style.after, digits + magnitude)
    sign = _sign(value, signed or style.signed) if any(digit in "123456789" for digit in digits) else ""
    return f"{sign}{style.before}{amount}{after}{style.rate}"


def to_float(value: Fraction) -> float:
    """Return the double nearest to `value`, whose shortest decimal is what data shows.

    >>> to_float(Fraction(29, 100))
    0.29
    """
    return value.numerator / value.denominator


def style_of(unit: Unit, style: Style) -> Style:
    """Return `style` with the affixes of `unit`, for a bare number that takes it over."""
    rate = f" per {unit.per}" if unit.per else ""
    before, after = "", ""
    if unit.kind == "money":
        before = unit.symbol + (" " if unit.symbol.isalpha() else "")
    elif unit.kind == "scale":
        after = unit.symbol
    elif unit.kind != "number":
        after = ("\u2009" if unit.symbol in "%‰" else " ") + unit.symbol
    return Style(style.decimals, style.grouping, style.magnitude, style.signed, before, after, rate)


def _multiplier(magnitude: str) -> int:
    return MAGNITUDES[magnitude.strip().lower()]


def _fitting(size: Fraction, magnitude: str) -> str:
    """Return `magnitude`, or the next smaller one in which `size` is at least 1 (zero keeps it)."""
    while magnitude and 0 < size < _multiplier(magnitude):
        smaller = _SMALLER[magnitude.strip().lower()]
        space = magnitude[: -len(magnitude.lstrip())]
        magnitude = space + (smaller.upper() if magnitude.isupper() else smaller) if smaller else ""
    return magnitude


def _digits(size: Fraction, places: int, grouping: str) -> str:
    units = (size * 10**places * 2 + 1) // 2
    whole, rest = divmod(units, 10**places)
    figures = f"{whole:,}".replace(",", grouping)
    return f"{figures}.{rest:0{places}}" if places else figures


def _after(after: str, amount: str) -> str:
    """Return the unit behind `amount`, a written-out time unit in its right number."""
    word = after.strip()
    if plain(word) == "%":
        return _PERCENT
    singular = word.removesuffix("s").lower()
    if singular not in _PLURALS:
        return after
    plural = after.removesuffix("s") + "s"
    return after.removesuffix("s") if amount == "1" else plural


def _parts(size: Fraction, parts: tuple[tuple[str, str], ...], places: int) -> str:
    """Return a duration in several units; `size` counts in the last of them."""
    smallest = Unit("time", parts[-1][0])
    left = Fraction((size * 10**places * 2 + 1) // 2, 10**places)
    written = []
    for name, spelling in parts[:-1]:
        length = factor(Unit("time", name), smallest) or Fraction(1)
        count, left = divmod(left, length)
        written.append(f"{count}{_after(spelling, str(count))}" if count else "")
    digits = _digits(left, places, "")
    written.append(f"{digits}{_after(parts[-1][1], digits)}" if left or not any(written) else "")
    return " ".join(filter(None, written))


def _sign(value: Fraction, signed: bool) -> str:
    if value < 0:
        return _MINUS
    return "+" if signed else ""
