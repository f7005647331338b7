"""The quantities of one key result as they are written, read and brought into one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.key_result import Amount, Bounds
from okrsite.model.quantity import Quantity, Role, Unit, parse_quantity, unify
from okrsite.model.reading import Reading
from okrsite.model.readings import RawReading
from okrsite.source.entries import KeyResultEntry
from okrsite.source.placeholders import placeholder_in


class Locates(Protocol):
    """What knows where each key of a key result stands."""

    def where(self, *key_path: str | int, value: bool = False) -> Where:
        """The place of a key, or of its value."""


class Place(Struct, frozen=True):
    """Where a key result is written, and what it is called in findings."""

    spot: Locates
    id: str

    def where(self, *inner: str | int) -> Where:
        """The place of the value of one of its keys."""
        return self.spot.where(*inner, value=True)


class Terms(Struct):
    """The quantities of a key result in its `unit`; `fault` says why they can't all be.

    `amounts` are by the key that holds them; a range is in `bounds` instead, once both its ends are numbers. `refused`
    are the keys whose text is a number written in a way that can be read in two, which has a finding.
    """

    unit: Unit | None = None
    amounts: dict[str, Amount] = field(default_factory=dict)
    bounds: Bounds | None = None
    readings: tuple[Reading, ...] = ()
    refused: set[str] = field(default_factory=set)
    fault: str | None = None
    findings: list[Diagnostic] = field(default_factory=list)

    def blame(self, found: Diagnostic) -> None:
        """Add an error that makes the numbers unknown."""
        self.fault = self.fault or found.message
        self.findings.append(found)


class _Term(Struct):
    """One written quantity on its way to the key result's unit; without a `role` it stays in one of its own."""

    key: str
    role: Role | None
    text: str
    where: Where
    quantity: Quantity | None = None
    value: Fraction | None = None


def terms_of(written: KeyResultEntry, raw: Sequence[RawReading], place: Place) -> Terms:
    """All quantities of a key result and its readings in one unit, with the findings about them (contract §1)."""
    own = list(_terms(written, place))
    readings = [_Term("", Role.READING, one.text, one.where) for one in raw if one.text is not None]
    terms = Terms()
    _read([*own, *readings], place, terms)
    _unify([*own, *readings], place, terms)
    values = iter([term.value for term in readings])
    terms.readings = tuple([one.measured(next(values) if one.text is not None else None) for one in raw])
    for key in dict.fromkeys(term.key for term in own):
        ends = [term for term in own if term.key == key]
        if len(ends) == 2:
            _bound(ends[0], ends[1], place, terms)
        else:
            terms.amounts[key] = Amount(ends[0].text, ends[0].value, ends[0].quantity, ends[0].where)
    return terms


def _terms(written: KeyResultEntry, place: Place) -> Iterator[_Term]:
    roles: dict[str, Role | None] = {
        "target": Role.TARGET,
        "maintain": Role.TARGET,
        # A share of a baseline is in none of the key result's units; without one the readings are such shares too.
        "change": None if _is_share(written) else Role.TARGET,
        "baseline": Role.BASELINE,
        "start": Role.START,
    }
    for key, role in roles.items():
        text: str | tuple[str, str] | None = getattr(written, key)
        if text is not None:
            for part in text if isinstance(text, tuple) else (text,):
                yield _Term(key, role, part, place.where(key))


def _is_share(written: KeyResultEntry) -> bool:
    """Whether there is a change, and a baseline that is a number."""
    if written.change is None or written.baseline is None:
        return False
    return isinstance(parse_quantity(written.baseline), Quantity)


def _read(some: Sequence[_Term], place: Place, terms: Terms) -> None:
    for term in some:
        read = parse_quantity(term.text)
        if isinstance(read, Quantity):
            term.quantity = read
        elif read.reason is not None:
            terms.refused.add(term.key)
            message = f"`{term.text}` is no number: {read.reason}"
            terms.findings.append(finding("refused-number", term.where, message, read.hint, place.id))


def _unify(some: Sequence[_Term], place: Place, terms: Terms) -> None:
    measured = [(term, term.role, term.quantity) for term in some if term.role and term.quantity]
    agreement = unify([(role, quantity) for _, role, quantity in measured])
    terms.unit = agreement.unit if measured else None
    for index, (term, _, _) in enumerate(measured):
        term.quantity, term.value = agreement.quantities[index], agreement.values[index]
        if index in agreement.incomparable:
            _incomparable(term, agreement.unit, place, terms)
    for term in some:
        if term.role is None and term.quantity:
            term.value = term.quantity.value
    for index in agreement.mislabelled:
        terms.findings.append(_mislabelled(measured[index][0], agreement.label, place))


def _incomparable(term: _Term, unit: Unit, place: Place, terms: Terms) -> None:
    others = f"in `{unit}`" if str(unit) else "plain numbers"
    message = f"`{term.text}` can't be compared with the other values of `{place.id}`, which are {others}"
    hint = f"Write it in `{unit}`." if str(unit) else "Write it without a unit, or give the target the same unit."
    found = finding("incomparable-units", term.where, message, hint, place.id)
    if term.role is Role.READING:
        terms.findings.append(found)
    else:
        terms.blame(found)


def _mislabelled(term: _Term, label: str, place: Place) -> Diagnostic:
    found = term.quantity.label if term.quantity else ""
    message = f"`{term.text}` counts `{found}` where the other values of `{place.id}` count `{label}`"
    return finding("differing-labels", term.where, message, "Use the same words for the same thing.", place.id)


def _bound(low: _Term, high: _Term, place: Place, terms: Terms) -> None:
    """Make a range of its ends, if they are two numbers in their order."""
    written = f"the range `[{low.text}, {high.text}]` of `{place.id}`"
    if low.value is not None and high.value is not None:
        if low.value < high.value:
            terms.bounds = Bounds(low.value, high.value, low.text, high.text)
        else:
            hint = "Write the lower bound first."
            terms.blame(finding("empty-range", low.where, f"{written} is empty", hint, place.id))
    elif terms.fault is None:
        terms.fault = f"{written} holds no two numbers"
        if low.key not in terms.refused and not any(placeholder_in(end.text) for end in (low, high)):
            hint = "Write a number at both ends, such as `[30, 40]`."
            terms.findings.append(finding("target-without-number", low.where, terms.fault, hint, place.id))
