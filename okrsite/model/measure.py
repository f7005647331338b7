"""What a key result is measured by: its kind, where it starts and what it wants (contract §1, §2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.key_result import POINTS, Amount, Bounds, KeyResultType
from okrsite.model.quantity import Comparator, Unit, render_value
from okrsite.model.reading import Reading
from okrsite.model.readings import RawReading
from okrsite.model.terms import Place, terms_of
from okrsite.source.entries import KeyResultEntry
from okrsite.source.placeholders import placeholder_in

_KINDS = ("target", "change", "maintain", "milestones", "done")


class Measure(Struct):
    """What the quantities of a key result amount to, in `unit`; `fault` says why its numbers are unknown."""

    type: KeyResultType | None
    unit: Unit | None
    readings: tuple[Reading, ...]
    baseline: Amount | None = None
    start: Amount | None = None
    target: Amount | None = None
    change: Amount | None = None
    level: Amount | None = None
    bounds: Bounds | None = None
    comparator: Comparator | None = None
    fault: str | None = None
    findings: list[Diagnostic] = field(default_factory=list)

    def blame(self, name: str, where: Where, message: str, hint: str, subject: str) -> None:
        """Make the numbers unknown, with a finding."""
        self.fault = self.fault or message
        self.findings.append(finding(name, where, message, hint, subject))


def measure(written: KeyResultEntry, raw: Sequence[RawReading], place: Place) -> Measure:
    """The kind of a key result and all its quantities in its unit, with the findings about them."""
    terms = terms_of(written, raw, place)
    amounts = terms.amounts
    result = Measure(
        _kind(written),
        terms.unit,
        terms.readings,
        baseline=amounts.get("baseline"),
        start=amounts.get("start"),
        target=amounts.get("target"),
        change=amounts.get("change"),
        level=amounts.get("maintain"),
        bounds=terms.bounds,
    )
    if written.faults:
        keys = " and ".join(f"`{key}`" for key in written.faults)
        result.fault = f"{keys} could not be read"
    _refuse_two_kinds(written, place, result)
    result.findings += terms.findings
    result.fault = result.fault or terms.fault
    if result.fault is None:
        _define(place, result, terms.refused)
    return result


def _kind(written: KeyResultEntry) -> KeyResultType | None:
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
    present = [key for key in _KINDS if getattr(written, key) is not None]
    if len(present) > 1:
        keys = " and ".join(f"`{key}`" for key in present)
        message = f"`{place.id}` has the keys of two kinds of key result: {keys}"
        result.blame("conflicting-kinds", place.where(present[1]), message, f"Keep one of {keys}.", place.id)


def _define(place: Place, result: Measure, refused: Collection[str]) -> None:
    if result.type is KeyResultType.CHANGE:
        _define_change(place, result)
    if result.type in POINTS and result.fault is None:
        _define_start(place, result, refused)
        _refuse_reached(place, result)
    if result.type is KeyResultType.RANGE:
        result.start = _numeric(result.start) or _numeric(result.baseline)
    if result.type is KeyResultType.MAINTAIN:
        _define_level(place, result, refused)


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


def _define_start(place: Place, result: Measure, refused: Collection[str]) -> None:
    target = result.target
    if target is None or target.value is None:
        _blame_target(place, result, refused)
        return
    if result.type is KeyResultType.METRIC and target.quantity is not None:
        result.comparator = target.quantity.comparator
    unstarted = _unstarted(result)
    result.start = _numeric(result.start) or _numeric(result.baseline)
    if result.start is not None or target.quantity is None or _is_blank(result.baseline):
        return
    if _starts_at_zero(target):
        zero = render_value(Fraction(0), target.quantity)
        result.start = Amount(zero, Fraction(0), target.quantity, None, assumed=True)
        message = f"`{place.id}` has {unstarted or 'neither baseline nor start'}; its way is counted from an assumed 0"
        hint = "Write `start: 0` if that is right, else a `baseline` that is a number."
        result.findings.append(finding("assumed-start", place.where("target"), message, hint, place.id))
        return
    message = f"`{place.id}` has {unstarted or 'no baseline'}, so nobody can tell how far it has come"
    hint = "Add the figure it starts from as `baseline`."
    result.findings.append(finding("no-baseline", place.where("target"), message, hint, place.id))


def _unstarted(result: Measure) -> str:
    """What a key result has in place of a number to start from, empty where there is nothing."""
    written = [("baseline", result.baseline), ("start", result.start)]
    said = [f"a {key}, `{amount.text}`, that holds no number" for key, amount in written if amount is not None]
    return said[0] if said else ""


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


def _blame_target(place: Place, result: Measure, refused: Collection[str]) -> None:
    if result.target is None:
        what, key = f"`{place.id}` has no target", "key_result"
    else:
        what, key = f"the target `{result.target.text}` of `{place.id}` holds no number", "target"
    result.fault = what
    if "target" in refused or _is_blank(result.target):
        return
    hint = "Write the number to reach as `target`, such as `85%`."
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


def _define_level(place: Place, result: Measure, refused: Collection[str]) -> None:
    level = result.level
    if level is None:
        return
    if level.quantity is None:
        result.fault = f"the level `{level.text}` of `{place.id}` holds no number"
        if "maintain" not in refused:
            hint = "Write the level to hold like `>= 99.9%`, or a range like `[30, 40]`."
            where = place.where("maintain")
            result.findings.append(finding("target-without-number", where, result.fault, hint, place.id))
    elif level.quantity.comparator is None:
        message = f"the level `{level.text}` of `{place.id}` doesn't say which side is good"
        hint = f"Write `>= {level.text}` or `<= {level.text}`."
        result.blame("level-without-side", place.where("maintain"), message, hint, place.id)
    else:
        result.comparator = level.quantity.comparator
