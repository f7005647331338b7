"""Keys that nobody meant: what a comma in a number, or a missing key, makes of a value."""

from __future__ import annotations

from collections.abc import Container

from okrsite.source.entries import Entry
from okrsite.source.findings import Findings, shown
from okrsite.source.nodes import Mapping, Node, Scalar
from okrsite.source.shapes import slots
from okrsite.source.values import written_text

Pair = tuple[Scalar, Node]


def meant_pairs(
    node: Mapping, model: type[Entry] | None, text: str, findings: Findings
) -> list[tuple[Scalar, Node, bool]]:
    """The keys that are meant as such, each with whether a stray key behind it cut its value.

    `model` knows the keys that may stand here; None where any may. Keys that begin with `x-` are left out.
    """
    entries = [entry for entry in node.entries if entry[0].text[:2] != "x-"]
    known = slots(model) if model is not None else None
    stray = [_is_stray(key, value, node.flow, known) for key, value in entries]
    if True not in stray:
        return [(key, value, False) for key, value in entries]
    found: list[tuple[Scalar, Node, bool]] = []
    for number, (key, value) in enumerate(entries):
        if stray[number]:
            _report(key, entries[number - 1] if number and node.flow else None, text, findings)
        else:
            found.append((key, value, node.flow and stray[number + 1 : number + 2] == [True]))
    return found


def _is_stray(key: Scalar, value: Node, flow: bool, known: Container[str] | None) -> bool:
    """Whether a key is none: digits or nothing, or the rest of a value that a comma cut in braces."""
    if known is not None and key.text in known:
        return False
    if key.is_null or (known is not None and not key.style and key.text.isdigit()):
        return True
    empty = flow and isinstance(value, Scalar) and not value.style and not value.text
    return empty and (known is not None or key.text.isdigit())


def _report(key: Scalar, before: Pair | None, text: str, findings: Findings) -> None:
    """The finding of a stray key, with the value that it is the rest of."""
    if before is None:
        message = f"`{shown(key.text)}` is no key" if key.text else "a key is missing before the `:`"
        findings.drop("stray-key", key.mark, message, "Write `key: value`.")
        return
    cut = written_text(before[1], text)
    written = f"{cut},{text[before[1].mark.end + 1 : key.mark.end]}"
    message = f"YAML cuts `{shown(written)}` at its comma and makes `{shown(key.text)}` a key of its own"
    findings.drop("stray-key", key.mark, message, "Quote the value, or write one key a line.")
