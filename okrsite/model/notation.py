"""Reading quantities: every notation of a number that people may type, and nothing beyond."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from okrsite.model.amount import Comparator, NotANumber, Quantity, Style
from okrsite.model.characters import HARD_SPACE, plain
from okrsite.model.refusal import refused_lead, refused_number, refused_tail
from okrsite.model.unit import DOLLARS, MONEY, NUMBER, Unit, factor, unit_named
from okrsite.model.wording import read_wording

MAGNITUDES = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "mn": 10**6, "mln": 10**6, "bn": 10**9}
MAGNITUDES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_MOST_DIGITS = 30
_LONGEST = 500
_ENDLESS = re.compile(rf"(?:[0-9][.,_' {HARD_SPACE}]?){{{_MOST_DIGITS + 1}}}")
_SIGNS = {">=": Comparator.GE, "≥": Comparator.GE, "<=": Comparator.LE, "≤": Comparator.LE}
_SIGNS |= {">": Comparator.GT, "<": Comparator.LT}
_PHRASES = {
    Comparator.GE: ("at least", "no less than", "not less than", "no fewer than"),
    Comparator.LE: ("at most", "no more than", "not more than", "up to"),
    Comparator.GT: ("over", "above", "more than", "greater than"),
    Comparator.LT: ("under", "below", "less than", "fewer than"),
}
_COMPARATORS = _SIGNS | {phrase: comparator for comparator, all_ in _PHRASES.items() for phrase in all_}
_PHRASE = "|".join(phrase.replace(" ", r"\s+") for phrases in _PHRASES.values() for phrase in phrases)
_AVERAGE = r"(?:(?:avg|average|mean|median)\b\.?\s*)?"
_GROUPED = rf"[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}})+|(?:{HARD_SPACE}[0-9]{{3}})+)(?![0-9])"
_DIGITS = rf"(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?"
_CURRENCY = "|".join(re.escape(name) for name in sorted(MONEY, key=len, reverse=True))

_QUANTITY = re.compile(
    rf"""\s*(?i:{_AVERAGE}(?P<comparator>[<>]=?|≥|≤|(?:{_PHRASE})\b)?\s*{_AVERAGE})
    (?P<sign>[-+])?\s?(?P<currency>{_CURRENCY})?\s?(?P<inner>[-+])?
    (?P<number>{_DIGITS}|\.[0-9]+)
    (?P<magnitude>[kKMBb](?!\w)|m(?!\w|\s+[0-9])|(?i:mn|mln|bn)(?!\w)
        |\s?(?i:thousand|million|billion|trillion)\b)?
    (?P<plus>\+(?!\s*[0-9]))?
    (?P<scale>(?:\s?/\s?|\s+(?:out\s+)?of\s+)(?P<top>{_DIGITS}))?
    (?P<gap>\s*)(?P<word>%[ -]?points?\b|[%‰]|per\s+cent\b|percentage\s+points?\b|[^\W\d_]+|[$€£¥₹₩])?""",
    re.VERBOSE,
)
_PART = re.compile(r"\s*(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<gap>\s*)(?P<word>[^\W\d_]+)")
_LESS = ("less", "fewer", "lower", "below", "under")
_BEHIND = re.compile(
    rf"\s?\+(?=\s*$)|\+(?!\s*[0-9])|\s+or\s+(?P<side>more|higher|above|over|{'|'.join(_LESS)})\b",
    re.IGNORECASE,
)
_SPACED_MAGNITUDE = re.compile(r"\s[kKmMBb](?![\w&-])")
_MINUTES = Unit("time", "minute")
# Values of one key result mostly look alike; sharing their style saves a fifth of the reading.
_shared_style = lru_cache(maxsize=1024)(Style)


class _Measure(Struct, frozen=True):
    """The unit of a number and where it ends; of `1h 30m` also the total, and how each part is spelled."""

    unit: Unit
    end: int
    total: Fraction | None = None
    decimals: int = 0
    parts: tuple[tuple[str, str], ...] = ()


def parse_quantity(text: str, *, minutes: bool = False) -> Quantity | NotANumber:
    """Return the quantity that `text` is, or why it counts as no number; never raises.

    `m` right behind digits is a million, and with `minutes` it is minutes: where another value is a time.

    >>> quantity = parse_quantity("$41 per month")
    >>> quantity.value, str(quantity.unit)
    (Fraction(41, 1), '$ per month')
    >>> parse_quantity("4,5").hint, parse_quantity("[22%]").reason
    ('Write `4.5`.', None)
    """
    return _parse(text, minutes) if len(text) <= _LONGEST else _too_long(text)


def _too_long(text: str) -> NotANumber:
    if _QUANTITY.match(plain(text[:_LONGEST])) is None:
        return NotANumber(text)
    return NotANumber(text, f"it is longer than {_LONGEST} characters", "Write the number with a short label.")


@lru_cache(maxsize=8192)
def _parse(text: str, minutes: bool) -> Quantity | NotANumber:
    line = plain(text)
    match = _QUANTITY.match(line)
    if match is None:
        return refused_lead(text, line)
    if match["number"] == "24" and match["top"] == "7":
        return NotANumber(text)
    if len(line) > _MOST_DIGITS and _ENDLESS.search(line):
        hint = "Write K, M or B behind fewer digits."
        return NotANumber(text, f"it has more than {_MOST_DIGITS} digits", hint)
    measure = _measure(line, match, minutes)
    if measure is None:
        return refused_number(text, line, match.start("number"), match.end("word"))
    behind = _BEHIND.match(line, measure.end)
    end = behind.end() if behind else measure.end
    if end < len(line) and refused_tail(line[end:], aside=measure.unit.kind not in ("number", "time")):
        return refused_number(text, line, match.start("number"), end)
    comparators = _comparators(match, behind)
    refusal = _contradiction(text, match, comparators)
    return refusal or _quantity(text, match, measure, end, comparators.pop() if comparators else None)


def _comparators(match: re.Match[str], behind: re.Match[str] | None) -> set[Comparator]:
    """Return the comparators that are written before, inside and behind a number; one at most makes sense."""
    found = set()
    if match["comparator"]:
        found.add(_COMPARATORS[" ".join(match["comparator"].lower().split())])
    if behind:
        found.add(Comparator.LE if (behind["side"] or "").lower() in _LESS else Comparator.GE)
    return found | {Comparator.GE} if match["plus"] else found


def _contradiction(text: str, match: re.Match[str], comparators: set[Comparator]) -> NotANumber | None:
    """Return the refusal of a number whose parts are each sound but don't go together."""
    top = match["top"]
    if match["sign"] and match["inner"]:
        return NotANumber(text, "two signs stand before it", "Write one sign.")
    if top and not top.strip("0.,"):
        return NotANumber(text, "its scale ends at 0", "Write the scale's top behind the slash.")
    if len(comparators) > 1:
        return NotANumber(text, "it has two comparators", "Write one comparator, before the number.")
    return _two_units(text, match) if match["currency"] else None


def _two_units(text: str, match: re.Match[str]) -> NotANumber | None:
    behind = unit_named(match["word"], glued=False) if match["word"] else None
    if not match["scale"]:
        currency = MONEY[match["currency"]]
        if behind is None or behind.kind not in ("money", "percent"):
            return None
        if behind.symbol == currency or (currency == "$" and behind.symbol in DOLLARS):
            return None
    return NotANumber(text, "it has two units", "Write either the currency or the other unit.")


def _measure(line: str, match: re.Match[str], minutes: bool) -> _Measure | None:
    """Return the unit and where it ends, None where what follows makes no sense."""
    number_end = max(match.end("number"), match.end("magnitude"), match.end("plus"))
    if match["scale"]:
        return _Measure(Unit("scale", f"/{_scale_top(match['top'])}"), match.end("top"))
    if minutes and match["magnitude"] == "m" and not match["currency"]:
        return _Measure(_MINUTES, match.end("magnitude"))
    unit = unit_named(match["word"], glued=not match["gap"]) if match["word"] else None
    if match["currency"] and (unit is None or unit.kind != "money"):
        unit = None
    if unit is None:
        if _SPACED_MAGNITUDE.match(line, number_end):
            return None
        return _Measure(Unit("money", MONEY[match["currency"]]) if match["currency"] else NUMBER, number_end)
    return _compound(line, match, unit, match.end("word"))


def _scale_top(digits: str) -> str:
    whole, _, rest = digits.replace(",", "").replace(HARD_SPACE, "").partition(".")
    return (whole.lstrip("0") or "0") + (f".{rest}".rstrip("0").rstrip(".") if rest else "")


def _compound(line: str, match: re.Match[str], unit: Unit, end: int) -> _Measure | None:
    """Return the measure of a number in `unit`, with the further parts of a duration like `1h 30m`."""
    part = _PART.match(line, end) if unit.kind == "time" else None
    if part is None:
        return _Measure(unit, end)
    whole = match["number"].isdecimal() and not match["magnitude"] and not match["plus"]
    total, decimals = Fraction(match["number"]) if whole else None, 0
    parts = [(unit.symbol, line[match.end("number") : end])]
    while part:
        shorter = unit_named(part["word"], glued=not part["gap"])
        ratio = factor(unit, shorter) if shorter else None
        if shorter is None or ratio is None or ratio <= 1 or total is None:
            return None if len(parts) > 1 or total is None else _Measure(unit, end)
        total = total * ratio + Fraction(part["number"])
        decimals = len(part["number"].partition(".")[2])
        parts.append((shorter.symbol, part["gap"] + part["word"]))
        unit, end = shorter, part.end()
        part = _PART.match(line, end)
    return _Measure(unit, end, total, decimals, tuple(parts))


def _quantity(text: str, match: re.Match[str], measure: _Measure, end: int, comparator: Comparator | None) -> Quantity:
    wording = read_wording(text[end:], match.string[end:])
    unit = replace(measure.unit, per=wording.per) if wording.per else measure.unit
    value = _value(match, _magnitude(match, measure)) if measure.total is None else measure.total
    negative = "-" in (match["sign"], match["inner"])
    style = _style(text, match, measure, wording.rate)
    return Quantity(-value if negative else value, unit, comparator, wording.label, text, style)


def _magnitude(match: re.Match[str], measure: _Measure) -> str:
    """Return the magnitude as matched; an `m` that means minutes is none."""
    as_minutes = measure.unit.kind == "time" and match.end("magnitude") == measure.end
    return "" if as_minutes else match["magnitude"] or ""


def _value(match: re.Match[str], magnitude: str) -> Fraction:
    whole, _, rest = match["number"].replace(",", "").replace(HARD_SPACE, "").partition(".")
    return Fraction(int(whole + rest) * MAGNITUDES[magnitude.lower().strip()], 10 ** len(rest))


def _style(text: str, match: re.Match[str], measure: _Measure, rate: str) -> Style:
    whole, _, rest = match["number"].partition(".")
    magnitude = _magnitude(match, measure)
    start = match.start("number")
    number_end = match.end("number")
    if magnitude == (match["magnitude"] or ""):
        number_end = max(number_end, match.end("magnitude"), match.end("plus"))
    before = text[match.start("currency") : match.end("currency")] if match["currency"] else ""
    if before and match["inner"] is None:
        before = text[match.start("currency") : start]
    # Three digits say nothing of grouping, so computed numbers that are longer get a comma.
    grouping = "," if len(whole) <= 3 or "," in whole else HARD_SPACE if HARD_SPACE in whole else ""
    decimals = len(rest) if measure.total is None else measure.decimals
    signed = "+" in (match["sign"], match["inner"])
    after = text[number_end : measure.end]
    return _shared_style(decimals, grouping, magnitude, signed, before, after, rate, measure.parts)
