"""What a title says: work or a wish, a number, a means, the name of a metric; by words, so at times wrongly."""

from __future__ import annotations

import re
from functools import lru_cache

from okrsite.rules.vocabulary import (
    ARTEFACTS,
    FINISHED,
    FITS_ANYONE,
    MAKING,
    METRICS,
    PEOPLE,
    REACHING,
    SHIPPING,
    WANTING,
    WORKING,
    among,
    either,
)

_KEPT = either("daily weekly monthly quarterly yearly early only supply apply reply rely family assembly friendly")
_LEAD = re.compile(
    rf"^(?:(?:and|then|also|we|we'll|will|to|please|further|the|our|an?)\s+|(?!{_KEPT}\b)[a-z]+ly,?\s+)*"
)
_QUOTES = "*_`\"'“”[](){}#-–—:. "
# A noun compound that begins like a verb names a metric: `release cadence`, `test coverage`.
_OUTPUT = (
    rf"{either(SHIPPING, MAKING, WORKING)}(?=\s)(?!\s+(?:[\w-]+\s+){{0,2}}{either(METRICS)}\b)"
    rf"|{either(SHIPPING, MAKING)}(?=\s+(?:an?|the|our|all)\b)"
)
_DONE = (
    r"\b(?:is|are|been|be|have|has|we've|fully|get|gets)\s+(?:now\s+|all\s+)?"
    rf"({either(FINISHED, 'built written live complete done deprecated')})\b(?!\s+within)|\s({either(FINISHED)})\W*$"
)
_WON = re.compile(rf"\b{either(PEOPLE, 'opportunities deals')}\b")
_WANTING = re.compile(rf"{either(WANTING)}\b")
_NUMBER = re.compile(r"\d|\b(?:double|triple|halve|half|twice|zero|one|two|three|four|five|ten|all|every|no|none)\b")
_MADE = either("tools integrations features articles posts interviews pages modules endpoints languages")
_COUNTED = (
    rf"{either(SHIPPING, MAKING, 'conduct run hold host organi[sz]e attend produce add draft')}\s+"
    r"(?:at least\s+|over\s+|more than\s+)?(?:[>≥]=?\s*)?\d+\+?\s+"
    rf"(?!(?:\S+\s+)?{either(PEOPLE, 'days hours percent')}\b)"
    rf"|{either(SHIPPING, 'conduct')}\s+(?:\S+\s+){{1,5}}(?:supporting|with|of|for)\s+\d+\+?\s+(?:\w+\s+)?{_MADE}\b"
)
_NO_OBJECT = either(
    "on in at with without before after by for within",
    "faster more less often quickly safely every daily when as and to into",
    "value quality joy confidence best okrs okr's",
)
_MAKES = re.compile(
    rf"{either(SHIPPING)}\s+(?!{_NO_OBJECT}\b)(?:[\w/-]+\s*){{1,4}}"
    rf"|{either(MAKING, 'design introduce add')}\s+(?:[\w/-]+,?\s+){{0,6}}?{either(ARTEFACTS)}\b"
    r"(?!\s+(?:the|our|their|an?|that\s+people|indispensable|delightful)\b)"
)
_LOOSE_END = re.compile(r"(?:\s+(?:that|which|we|where|for|with|and|to|of|in|on|at|a|an|the|being|regular))+$")
_MEANS = re.compile(r"\b(?:by|through|via)\s+(?:\w+ly\s+)?([a-z]+ing)\b(?:\s+[\w-]+){0,4}", re.IGNORECASE)
_NO_MEANS = among("being having morning evening spring king string sibling ceiling building anything everything")
_MEASURING = re.compile(
    r"(?<![\w.])(?:from\s+)?[$€£]?\d[\d.,]*\s?(?:%|percent\b|[KMB]\b(?!\+?[\s-]*(?:user|seat|employee|person)\b)|million\b|thousand\b|x\b)"
    r"|[$€£]\s?\d[\d.,]*\s?[KMB]?\b|\bfrom\s+\d[\d.,]*\s+to\s+\d[\d.,]*"
    r"|(?<![\w-])(?!(?:19|20)\d\d\b)\d[\d.,]*\+?\s+(?:\w+\s+){0,2}?"
    rf"{either(PEOPLE, 'sales downloads orders deals countries markets points')}\b",
    re.IGNORECASE,
)
_FITS_ANYONE = among(FITS_ANYONE)
_MOST_WORDS = 9
LONGEST = 400
"""So many signs of a title, or of what is said beside it, are looked at; nobody writes longer ones."""
_TOWARDS = re.compile(rf"^(?:{either(WANTING, REACHING)}\b\s*)?(?:(?:up|down|our|the|an?)\b\s*)*")
_AMOUNT = re.compile(
    r"\b(?:(?:from|to|by|of|at|above|below|over|under|than)\s+)+[<>≥≤]?=?\s*[+−-]?[$€£]?\d[\d.,]*\s*%?[KMB]?\b%?"
    r"|[$€£]?\b\d[\d.,]*\s*%|^[<>≥≤]?=?\s*[$€£]?\d[\d.,]*\s*%?|\s[<>≥≤]=?\s*[$€£]?\d[\d.,]*\s*%?",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def spoken(title: str) -> str:
    """A title in lower case, without the words in front of its verb.

    >>> spoken("Successfully launch the editor"), spoken("Weekly users")
    ('launch the editor', 'weekly users')
    """
    lowered = " ".join(title[:LONGEST].casefold().replace("’", "'").split()).lstrip(_QUOTES)
    return _LEAD.sub("", lowered)


@lru_cache(maxsize=8192)
def output_verb(title: str) -> str | None:
    """The verb of a title that tells of work to be done, None for any other title.

    A noun that merely looks like the verb is none: `Launch-day crash rate`, `Release cadence`, `Test coverage`.

    >>> output_verb("Launch the new onboarding"), output_verb("Launch-day crash rate below 0.2 %")
    ('launch', None)
    >>> output_verb("Test coverage of the editor"), output_verb("The core API is finalized and released")
    (None, 'finalized')
    >>> output_verb("We've rolled out the new flows"), output_verb("All tests are complete within two days")
    ('rolled out', None)
    """
    text = spoken(title).partition(" =>")[0]
    found = re.match(_OUTPUT, text)
    if found:
        return None if found[0] == "add" and _WON.search(text) else found[0]
    done = re.search(_DONE, text)
    return (done[1] or done[2]) if done else None


def wish_verb(title: str) -> str | None:
    """The verb of a title that wants more or less of something and names no number, None for any other.

    >>> wish_verb("Improve retention"), wish_verb("Improve retention by 15 %"), wish_verb("Retention")
    ('improve', None, None)
    """
    text = spoken(title)
    found = _WANTING.match(text)
    return found[0] if found and not _NUMBER.search(text) else None


def holds_number(title: str) -> bool:
    """Whether a title has a digit in it, or a word that counts."""
    return _NUMBER.search(spoken(title)) is not None


def direction_verb(title: str) -> str | None:
    """The verb of a title that wants more or less of something, None for any other.

    >>> direction_verb("Enhance the experience"), direction_verb("Be easy to find")
    ('enhance', None)
    """
    found = _WANTING.match(spoken(title))
    return found[0] if found else None


def counts_work(title: str) -> bool:
    """Whether a title counts what the team itself makes or holds.

    >>> counts_work("Conduct 20+ user interviews"), counts_work("Host 500 customers"), counts_work("Calls per week")
    (True, False, False)
    """
    return re.match(_COUNTED, spoken(title)) is not None


def feature_in(title: str) -> str | None:
    """The words of an objective that tell of something to be made, None for any other.

    >>> feature_in("Launch user profile redesign"), feature_in("Make our analytics dashboard indispensable for teams")
    ('launch user profile redesign', None)
    >>> feature_in("Ship on any day, take it back in minutes"), feature_in("Deliver core platform features that matter")
    (None, 'deliver core platform features')
    """
    found = _MAKES.match(spoken(title))
    return _LOOSE_END.sub("", found[0].strip()) if found else None


def solution_in(title: str) -> str | None:
    """The words of an objective that tell by which means, None where it keeps to the aim.

    >>> solution_in("Increase engagement by optimizing the onboarding flow"), solution_in("Home by morning")
    ('by optimizing the onboarding flow', None)
    """
    found = next((one for one in _MEANS.finditer(title[:LONGEST]) if one[1].casefold() not in _NO_MEANS), None)
    return found[0] if found else None


def number_in(title: str) -> str | None:
    """The number of an objective that measures something, None without one; years, versions and names are none.

    >>> number_in("Reach 50,000 users"), number_in("Cut churn by 3%"), number_in("Be SOC 2 ready in 2026, 24/7, in Q3")
    ('50,000 users', '3%', None)
    """
    found = _MEASURING.search(title[:LONGEST])
    return found[0].strip() if found else None


def vague_in(title: str) -> str | None:
    """The verb of an objective all whose words would fit any team, None for any other.

    >>> vague_in("Improve user experience"), vague_in("Improve the first hour of new accounts")
    ('improve', None)
    """
    verb = direction_verb(title)
    if verb is None:
        return None
    words = re.findall(r"[\w&'’]+", spoken(title)[len(verb) :])
    return verb if 0 < len(words) <= _MOST_WORDS and _FITS_ANYONE.issuperset(words) else None


@lru_cache(maxsize=8192)
def metric_name(title: str) -> str:
    """What a key result's title calls its metric: without its verb, the way it is to go, and its punctuation.

    >>> metric_name("Raise the onboarding completion from 68% to 85%"), metric_name("Onboarding completion")
    ('onboarding completion', 'onboarding completion')
    >>> metric_name("Raise 30-day retention"), metric_name("P1 incidents"), metric_name("Cut churn by 2 %")
    ('30 day retention', 'p1 incidents', 'churn')
    """
    bare = _TOWARDS.sub("", _AMOUNT.sub(" ", title[:LONGEST].casefold()).strip())
    return " ".join(re.findall(r"\w+", bare))
