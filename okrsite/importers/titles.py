"""What the title of a key result says of its numbers: `from 45% to 65%`, `30 → 50`, `by 25%`, `=> 0.7`, `5+`."""

from __future__ import annotations

import re

from msgspec import Struct

from okrsite.importers.quantities import alike, numbers_in, quantity_at
from okrsite.model.characters import plain

_FROM = re.compile(
    r"\b(?:from|de|von|da|del)\s+(?:around\s+|about\s+|(?:an?\s+|the\s+)?(?:current\s+)?baseline\s+of\s+)?(?=[\d$€£<>.~+-])",
    re.IGNORECASE,
)
_TO = re.compile(r"[^.;:\d]{0,40}?\s*(?:\b(?:to|para|auf|till|a)\b|→|->|=>)\s*(?=[\d$€£<>≥≤.+-])", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:→|->|=>|➜|➔)\s*(?=[\d$€£<>≥≤.+-])")
_RESULT = re.compile(r"\s(?:=>|→|->)\s*(?P<share>0?\.\d+|0|1(?:\.0+)?|(?:\d|10)/10)\s*$")
_CURRENT = re.compile(
    r"(?:\(|[,;]\s|\s[-\u2013\u2014]\s)\s*(?:current(?:ly)?|now|today|so far|atual(?:mente)?|aktuell)\s*"
    r"(?:is|at|:)?\s*(?=[\d$€£.])",
    re.IGNORECASE,
)
_STATED = re.compile(r"\(\s*(?P<share>-?\d+(?:\.\d+)?\s*%)\s*(?:progress|complete|completed|done)?\s*\)", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_BY = re.compile(r"\bby\s+(?P<share>\d+(?:\.\d+)?\s*%)", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:(?P<less>(?:reduc|decreas|cut|lower|shrink|drop|minimi[sz]|fewer|less)\w*)"
    r"|(?:increas|grow|rais|improv|lift|boost|expand|more|higher)\w*)",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?<![\w.])(?P<share>\d+(?:\.\d+)?\s*%)\s+(?:(?P<less>reduction|decrease|drop|less|fewer|lower)"
    r"|(?:improvement|increase|growth|rise|more|higher))\b",
    re.IGNORECASE,
)


class Told(Struct, frozen=True):
    """The numbers of a title, by what they are; `several` where it holds more than can be told apart."""

    numbers: dict[str, str]
    several: bool = False


def told_by(title: str) -> Told:
    """What a title says of numbers, each as it is typed.

    >>> told_by("Cut waiting from 3 days to <4 hours").numbers, told_by("NPS 30 → 50").numbers
    ({'baseline': '3 days', 'target': '<4 hours'}, {'baseline': '30', 'target': '50'})
    >>> told_by("Support 5+ tools").numbers, told_by("Reduce queues by 25%").numbers
    ({'target': '5+'}, {'change': '-25%'})
    """
    text = plain(title)
    found: dict[str, str] = {}
    if result := _RESULT.search(text):
        found["score"] = result["share"]
        text = text[: result.start()]
    if (current := _CURRENT.search(text)) and (value := quantity_at(text, current.end())):
        found["current"] = value.text
        text = text[: current.start()] + " " * (value.end - current.start()) + text[value.end :]
    if stated := _progress(text):
        found["progress"] = stated
    way = _way(text) or _change(text)
    if way:
        return Told({**way, **found})
    numbers = numbers_in(_BY.sub(lambda by: " " * len(by[0]), text))
    if len(numbers) == 1:
        found = {"target": numbers[0].text, **found}
    return Told(found, several=len(numbers) > 1)


def stated_progress(text: str) -> tuple[str, str] | None:
    """A text without the progress that stands in brackets at its end, and that progress.

    >>> stated_progress("14,500 DAU (58% progress)"), stated_progress("14,500 DAU")
    (('14,500 DAU', '58%'), None)
    """
    found = _STATED.search(text)
    if found is None or (not found[0].strip("( )").endswith(("progress", "complete", "completed", "done"))):
        return None
    return (text[: found.start()] + text[found.end() :]).strip(), found["share"].replace(" ", "")


def _progress(text: str) -> str | None:
    found = stated_progress(text)
    return found[1] if found else None


def _way(text: str) -> dict[str, str] | None:
    """Baseline and target of a way from one to the other."""
    for start in _FROM.finditer(text):
        first = quantity_at(text, start.end())
        onward = _TO.match(text, first.end) if first else None
        second = quantity_at(text, onward.end()) if onward else None
        if first and second and alike(first.quantity, second.quantity):
            return {"baseline": first.text, "target": second.text}
    for first in numbers_in(text):
        arrow = _ARROW.match(text, first.end)
        second = quantity_at(text, arrow.end()) if arrow else None
        if second and alike(first.quantity, second.quantity):
            return {"baseline": first.text, "target": second.text}
    arrowed = re.search(r"(?<![\w.])[-+$€£]?\d[\d.,]*\s?%?(?=\s*(?:→|->|=>|➜|➔)\s*[\d$€£<>≥≤.+-])", text)
    if arrowed and (first := quantity_at(text, arrowed.start())) and (arrow := _ARROW.match(text, first.end)):
        second = quantity_at(text, arrow.end())
        return {"baseline": first.text, "target": second.text} if second else None
    return None


def _change(text: str) -> dict[str, str] | None:
    """A change relative to what is there, where the nearest verb says in which direction."""
    found = _BY.search(text)
    verbs = list(_VERB.finditer(text, 0, found.start())) if found else []
    way = verbs[-1] if verbs else None
    if way is None:
        found = way = _NOUN.search(_ASIDE.sub(lambda aside: " " * len(aside[0]), text))
    if found is None or way is None:
        return None
    return {"change": ("-" if way["less"] else "+") + found["share"].replace(" ", "")}
