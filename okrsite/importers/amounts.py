"""The numbers of a key result: from a field of their own, from the middle of its sentence, or from the title."""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.importers.entry import Entry, shortened
from okrsite.importers.found import Placed
from okrsite.importers.numerals import Numerals
from okrsite.importers.placeholders import is_placeholder
from okrsite.importers.quantities import alike, numbers_in, quantity_of
from okrsite.importers.titles import Told
from okrsite.model.quantity import Quantity, comparable
from okrsite.source.emit import Value

_AMOUNTS = ("target", "change", "baseline", "start", "current")


def put_amounts(entry: Entry, said: Mapping[str, Placed], told: Told, numerals: Numerals) -> None:
    """Put target, baseline, start and current value into an entry, from what is said of them or from the title."""
    measure: Quantity | None = None
    written: dict[str, Value] = {}
    for key in _AMOUNTS:
        one = said.get(key)
        text = numerals.english(one.text, entry.doubt) if one else ""
        value, measure = _amount(entry, key, one, text, told, measure)
        if value:
            written[key] = value
    if "change" in written and "target" in written:
        entry.keep("change", Placed(str(written.pop("change")), entry.line))
    entry.keys.update(
        {key: written[key] for key in ("baseline", "start", "target", "change", "current") if key in written}
    )
    if told.several and not ({"target", "change"} & written.keys()):
        entry.doubt("the title holds several numbers, and none is taken for the target")


def _amount(
    entry: Entry, key: str, said: Placed | None, text: str, told: Told, measure: Quantity | None
) -> tuple[str, Quantity | None]:
    """The value of one key, and the quantity that the others are to be like."""
    of_title = told.numbers.get(key)
    if said is None or not text or is_placeholder(text):
        if said is not None and text:
            entry.keep(key, said)
        if (
            of_title is None
            or (key == "change" and measure is not None)
            or (key == "target" and "target" in entry.keys)
        ):
            return "", measure
        return _from_title(entry, key, of_title, measure)
    whole = quantity_of(text)
    if whole is not None and (measure is None or alike(whole, measure)):
        return text, measure or whole
    if whole is not None:
        entry.keep(key, said)
        entry.doubt(f"the {_spoken(key)} `{text}` can't be compared with the target, so it stays text", said.line)
        return "", measure
    return _in_prose(entry, key, said, text, of_title, measure)


def _from_title(entry: Entry, key: str, text: str, measure: Quantity | None) -> tuple[str, Quantity | None]:
    quantity = quantity_of(text)
    if quantity is None or (measure is not None and key != "change" and not alike(quantity, measure)):
        return "", measure
    entry.doubt(f"the {_spoken(key)} `{text}` is taken from the title `{shortened(entry.title)}`")
    return text, measure if key == "change" else measure or quantity


def _in_prose(
    entry: Entry, key: str, said: Placed, text: str, of_title: str | None, measure: Quantity | None
) -> tuple[str, Quantity | None]:
    """A number from the middle of a sentence, else the title's; a sentence with neither stays what it is."""
    titled = quantity_of(of_title) if of_title else None
    like = measure or titled
    fitting = [one for one in numbers_in(text) if like is None or comparable(one.quantity.unit, like.unit)]
    if len(fitting) == 1 and (like is not None or key == "target"):
        entry.keep(key, said)
        entry.doubt(f"the {_spoken(key)} is taken as `{fitting[0].text}` from `{shortened(text)}`", said.line)
        return fitting[0].text, measure or fitting[0].quantity
    if of_title and titled and key in ("target", "baseline", "change"):
        entry.keep(key, said)
        entry.doubt(
            f"the {_spoken(key)} `{of_title}` is taken from the title, for `{shortened(text)}` holds no number",
            said.line,
        )
        return of_title, measure or titled
    if key == "start":
        entry.keep(key, said)
        return "", measure
    return said.text, measure


def _spoken(key: str) -> str:
    return "current value" if key == "current" else key
