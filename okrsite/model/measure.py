"""The written quantities of one key result in one unit: its kind, start, target and readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.key_result import Amount, Bounds, KeyResultType
from okrsite.model.quantity import (
    Comparator,
    NotANumber,
    Quantity,
    Role,
    Unit,
    parse_quantity,
    render_value,
    unify,
)
from okrsite.model.reading import Reading
from okrsite.model.readings import RawReading
from okrsite.source.entries import KeyResultEntry
from okrsite.source.placeholders import placeholder_in


class Locates(Protocol):
    """What knows where each key of a key result stands: its document."""

    def where(self, *key_path: str | int, value: bool = False) -> Where:
        """The place of a key, or of its value."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key result is written, and what it is called in findings."""

    document: Locates
    key: tuple[str | int, ...]
    id: str

    def where(self, *inner: str | int) -> Where:
        """The place of the value of one of its keys."""
        return self.document.where(*self.key, *inner, value=True)


@dataclass(slots=True)
class Measure:
    """What the quantities of a key result amount to; `fault` says why its numbers are unknown."""

    type: KeyResultType | None = None
    unit: Unit | None = None
    like: Quantity | None = None
    baseline: Amount | None = None
    start: Amount | None = None
    target: Amount | None = None
    change: Amount | None = None
    level: Amount | None = None
    bounds: Bounds | None = None
    comparator: Comparator | None = None
    readings: list[Reading] = field(default_factory=list)
    fault: str | None = None
    findings: list[Diagnostic] = field(default_factory=list)

    def blame(self, name: str, where: Where, message: str, hint: str, subject: str) -> None:
        """Make the numbers unknown, with an error."""
        self.fault = self.fault or message
        self.findings.append(finding(name, where, message, hint, subject))


_KINDS = ("target", "change", "maintain", "milestones", "done")
_POINT = {KeyResultType.METRIC, KeyResultType.CHANGE}


def measure(written: KeyResultEntry, raw: Sequence[RawReading], place: Place) -> Measure:
    """All quantities of a key result in its unit, with the findings about them (contract §1, §2)."""
    result = Measure(type=_kind(written, place))
    if written.faults:
        keys = " and ".join(f"`{key}`" for key in written.faults)
        result.fault = f"{keys} could not be read"
    _refuse_two_kinds(written, place, result)
    _Scale(written, place, result).apply(raw)
    if result.fault is None:
        _define(written, place, result)
    return result


def _present(written: KeyResultEntry) -> list[str]:
    return [key for key in _KINDS if getattr(written, key) is not None]


def _kind(written: KeyResultEntry, place: Place) -> KeyResultType | None:
    if written.change is not None:
        return KeyResultType.CHANGE
    if written.maintain is not None:
        return KeyResultType.MAINTAIN
    if written.milestones is not None:
        return KeyResultType.MILESTONES
    if written.done is not None:
        return KeyResultType.BINARY
    if isinstance(written.target, tuple):
        return KeyResultType.RANGE
    metric = written.target is not None or written.baseline is not None or written.start is not None
    return KeyResultType.METRIC if metric else None


def _refuse_two_kinds(written: KeyResultEntry, place: Place, result: Measure) -> None:
    present = _present(written)
    if len(present) > 1:
        keys = " and ".join(f"`{key}`" for key in present)
        message = f"`{place.id}` has the keys of two kinds of key result: {keys}"
        result.blame("conflicting-kinds", place.where(present[1]), message, f"Keep one of {keys}.", place.id)


@dataclass(slots=True)
class _Term:
    """One written quantity on its way to the key result's unit."""

    key: str
    role: Role
    text: str
    where: Where
    quantity: Quantity | None = None
    value: Fraction | None = None

    def amount(self) -> Amount:
        return Amount(self.text, self.value, self.quantity, self.where)


class _Scale:
    """Brings all values of a key result into one unit."""

    def __init__(self, written: KeyResultEntry, place: Place, result: Measure) -> None:
        self.written, self.place, self.result = written, place, result
        self.terms: dict[str, _Term] = {}

    def apply(self, raw: Sequence[RawReading]) -> None:
        self._collect()
        readings = [
            _Term(f"reading {index}", Role.READING, reading.text, reading.where)
            for index, reading in enumerate(raw)
            if reading.text is not None
        ]
        self._parse([*self.terms.values(), *readings])
        self._unify([*self.terms.values(), *readings])
        values = {term.key: term.value for term in readings}
        self.result.readings = [reading.measured(values.get(f"reading {index}")) for index, reading in enumerate(raw)]
        for key in ("baseline", "start", "target", "change", "level"):
            if key in self.terms:
                setattr(self.result, key, self.terms[key].amount())
        self._bound()

    def _collect(self) -> None:
        written = self.written
        self._term("target", "target", Role.TARGET, written.target)
        self._term("level", "maintain", Role.TARGET, written.maintain)
        if written.change is not None:
            relative = written.baseline is None or _number(written.baseline) is None
            self._term("change", "change", Role.TARGET if relative else Role.READING, written.change)
        self._term("baseline", "baseline", Role.BASELINE, written.baseline)
        self._term("start", "start", Role.START, written.start)

    def _term(self, name: str, key: str, role: Role, text: str | tuple[str, str] | None) -> None:
        if isinstance(text, tuple):
            for side, part in zip(("low", "high"), text, strict=True):
                self.terms[side] = _Term(key, role, part, self.place.where(key))
        elif text is not None:
            self.terms[name] = _Term(key, role, text, self.place.where(key))

    def _parse(self, terms: Sequence[_Term]) -> None:
        for term in terms:
            parsed = parse_quantity(term.text)
            if isinstance(parsed, Quantity):
                term.quantity = parsed
            elif parsed.reason is not None:
                self._refused(term, parsed)

    def _refused(self, term: _Term, parsed: NotANumber) -> None:
        message = f"`{term.text}` is no number: {parsed.reason}"
        self.result.findings.append(finding("refused-number", term.where, message, parsed.hint, self.place.id))

    def _unify(self, terms: Sequence[_Term]) -> None:
        absolute = self.result.type == KeyResultType.CHANGE and self.terms["change"].role == Role.READING
        measured = [term for term in terms if term.quantity is not None and not (absolute and term.key == "change")]
        agreement = unify([(term.role, term.quantity) for term in measured if term.quantity is not None])
        self.result.unit = agreement.unit if measured else None
        self.result.like = agreement.like
        for index, term in enumerate(measured):
            term.quantity, term.value = agreement.quantities[index], agreement.values[index]
            if index in agreement.incomparable:
                self._incomparable(term, agreement.unit)
        if absolute and (change := self.terms["change"]).quantity is not None:
            change.value = change.quantity.value
        for index in agreement.mislabelled:
            self._mislabelled(measured[index], agreement.label)

    def _incomparable(self, term: _Term, unit: Unit) -> None:
        found = term.quantity.unit if term.quantity else None
        message = f"`{term.text}` can't be compared with the other values of `{self.place.id}`, which are in `{unit}`"
        hint = f"Write it in `{unit}`." if str(unit) else "Write it without a unit, or give the target the same unit."
        if term.role == Role.READING:
            self.result.findings.append(finding("incomparable-units", term.where, message, hint, self.place.id))
        elif found is not None:
            self.result.blame("incomparable-units", term.where, message, hint, self.place.id)

    def _mislabelled(self, term: _Term, label: str) -> None:
        found = term.quantity.label if term.quantity else ""
        message = f"`{term.text}` counts `{found}` where the other values of `{self.place.id}` count `{label}`"
        self.result.findings.append(
            finding(
                "differing-labels",
                term.where,
                message,
                "Use the same words for the same thing.",
                self.place.id,
            )
        )

    def _bound(self) -> None:
        if "low" not in self.terms:
            return
        low, high = self.terms["low"], self.terms["high"]
        if low.value is None or high.value is None:
            self.result.fault = self.result.fault or f"the range `{low.text}` to `{high.text}` holds no two numbers"
            return
        if low.value >= high.value:
            message = f"the range `[{low.text}, {high.text}]` of `{self.place.id}` is empty"
            self.result.blame("empty-range", low.where, message, "Write the lower bound first.", self.place.id)
            return
        self.result.bounds = Bounds(low.value, high.value, low.text, high.text)


def _number(text: str | None) -> Quantity | None:
    parsed = parse_quantity(text) if text is not None else None
    return parsed if isinstance(parsed, Quantity) else None


def _define(written: KeyResultEntry, place: Place, result: Measure) -> None:
    if result.type == KeyResultType.CHANGE:
        _define_change(place, result)
    if result.type in _POINT and result.fault is None:
        _define_start(place, result)
        _refuse_reached(place, result)
    if result.type == KeyResultType.RANGE:
        result.start = result.start or _numeric(result.baseline)
    if result.type == KeyResultType.MAINTAIN:
        _define_level(place, result)


def _numeric(amount: Amount | None) -> Amount | None:
    return amount if amount is not None and amount.value is not None else None


def _define_change(place: Place, result: Measure) -> None:
    """Target = baseline × (1 + change); without a baseline the readings are changes too, from exactly 0."""
    change = result.change
    if change is None or change.quantity is None or not change.quantity.unit.is_percentage:
        text = change.text if change else ""
        message = f"the change `{text}` of `{place.id}` is no percentage"
        hint = "Write it like `-50%`, or use `baseline` and `target`."
        result.blame("change-without-percentage", place.where("change"), message, hint, place.id)
        return
    baseline, result.comparator = _numeric(result.baseline), change.quantity.comparator
    if baseline is None or baseline.value is None or baseline.quantity is None:
        result.start = Amount("0%", Fraction(0), change.quantity, None, assumed=False)
        result.target = Amount(change.text, change.quantity.value, change.quantity, change.where)
        return
    if result.comparator and baseline.value < 0:
        # The larger share of a number below 0 is the smaller number.
        result.comparator = result.comparator.turned
    value = baseline.value * (1 + change.quantity.value / 100)
    result.target = Amount(render_value(value, baseline.quantity), value, baseline.quantity, change.where)


def _define_start(place: Place, result: Measure) -> None:
    target = result.target
    if target is None or target.value is None:
        _blame_target(place, result)
        return
    if result.type == KeyResultType.METRIC and target.quantity is not None:
        result.comparator = target.quantity.comparator
    result.start = _numeric(result.start) or _numeric(result.baseline)
    if result.start is not None or target.quantity is None or _is_blank(result.baseline):
        return
    if _starts_at_zero(target):
        zero = render_value(Fraction(0), target.quantity)
        result.start = Amount(zero, Fraction(0), target.quantity, None, assumed=True)
        message = f"`{place.id}` has neither baseline nor start; its way is counted from an assumed 0"
        hint = "Write `start: 0` if that is right, else a `baseline`."
        result.findings.append(finding("assumed-start", place.where("target"), message, hint, place.id))
        return
    message = f"`{place.id}` has no baseline, so nobody can tell how far it has come"
    result.findings.append(
        finding(
            "no-baseline",
            place.where("target"),
            message,
            "Add the figure it starts from as `baseline`.",
            place.id,
        )
    )


def _is_blank(amount: Amount | None) -> bool:
    """Whether a template's blank stands where a number should, which has a finding of its own."""
    return amount is not None and amount.value is None and placeholder_in(amount.text) is not None


def _starts_at_zero(target: Amount) -> bool:
    """Whether the target is a count or money above 0 to be reached or exceeded (contract §2)."""
    quantity = target.quantity
    if quantity is None or target.value is None or target.value <= 0:
        return False
    upward = quantity.comparator is None or quantity.comparator.upward
    return upward and quantity.unit.kind in ("number", "money", "data") and quantity.unit.per is None


def _blame_target(place: Place, result: Measure) -> None:
    text = result.target.text if result.target else None
    what = f"the target `{text}` of `{place.id}` holds no number" if text else f"`{place.id}` has no target"
    result.fault = what
    key = "target" if text else "key_result"
    hint = "Write the number to reach as `target`, such as `85%`."
    if _is_blank(result.target):
        return
    result.findings.append(finding("target-without-number", place.where(key), what, hint, place.id))


def _refuse_reached(place: Place, result: Measure) -> None:
    start, target, comparator = result.start, result.target, result.comparator
    if start is None or target is None or start.value is None or target.value is None:
        return
    key, wanted = ("change", result.change) if result.change else ("target", target)
    where = start.where or place.where(key)
    if start.value == target.value:
        message = f"`{place.id}` starts where it ends, at `{target.text}`"
        hint = "Set a target that differs from the start, or use `maintain` for a level to hold."
        result.blame("baseline-equals-target", where, message, hint, place.id)
    elif comparator is not None and comparator.admits(start.value, target.value):
        message = f"the start `{start.text}` of `{place.id}` already meets the {key} `{wanted.text}`"
        hint = "Turn the comparator round, or use `maintain` for a level to hold."
        result.blame("start-meets-target", where, message, hint, place.id)


def _define_level(place: Place, result: Measure) -> None:
    if result.bounds is not None:
        return
    level = result.level
    if level is None or level.quantity is None:
        text = level.text if level else ""
        result.fault = f"the level `{text}` of `{place.id}` holds no number"
        hint = "Write the level to hold like `>= 99.9%`, or a range like `[30, 40]`."
        result.findings.append(finding("target-without-number", place.where("maintain"), result.fault, hint, place.id))
    elif level.quantity.comparator is None:
        message = f"the level `{level.text}` of `{place.id}` doesn't say which side is good"
        hint = f"Write `>= {level.text}` or `<= {level.text}`."
        result.blame("level-without-side", place.where("maintain"), message, hint, place.id)
    else:
        result.comparator = level.quantity.comparator
