"""The last look at what was found: nothing that the file says may be missing."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from okrsite.importers.found import Found, FoundKeyResult, FoundObjective, Placed
from okrsite.importers.gathered import kept
from okrsite.importers.labels import field_name, is_section, key_result_label, objective_label

_WORD = re.compile(r"\w+")


class Spoken(Struct, frozen=True):
    """A text of the file, its line, and what it stands below; `exact` tells that what was found has the same line."""

    text: str
    line: int
    name: str = ""
    exact: bool = True


def missing(found: Found, spoken: Iterable[Spoken]) -> Iterator[Placed]:
    """Those texts, as Markdown, of which a word is neither found in their line nor in any title, team or cycle."""
    anywhere: set[str] = set()
    of_line: defaultdict[int, set[str]] = defaultdict(set)
    for placed in _everything(found):
        of_line[placed.line].update(_words(html.unescape(placed.text.replace("\\", ""))))
    for one in found.objectives:
        for title in (one.title, one.team, one.cycle, *(result.title for result in one.key_results)):
            anywhere.update(_words(title.text) if title else ())
    everywhere = set().union(*of_line.values())
    for told in spoken:
        words = _words(_unlabelled(told.text)) - anywhere
        if not words <= (of_line[told.line] if told.exact else everywhere):
            yield kept(told.name, told.text, told.line)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _unlabelled(text: str) -> str:
    """A text without the label at its beginning."""
    if is_section(text) or field_name(text):
        return ""
    label = objective_label(text) or key_result_label(text)
    return label.text if label else text


def _everything(found: Found) -> Iterator[Placed]:
    yield from found.rest
    if found.title:
        yield found.title
    for one in found.objectives:
        yield from _of(one)
        for result in one.key_results:
            yield from _of(result)
            for checkin in result.checkins:
                yield Placed(f"{checkin.value} {checkin.note} {checkin.day}", checkin.line)


def _of(one: FoundObjective | FoundKeyResult) -> Iterator[Placed]:
    yield one.title
    yield Placed(one.number, one.title.line)
    yield from one.said.values()
    yield from one.rest
    yield from (Placed(f"{link.url} {link.name}", link.line) for link in one.links)
