"""The cycle that a text speaks of, spelled as people spell it."""

from __future__ import annotations

import re

from okrsite.model.characters import plain

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_FISCAL = r"FY\s?-?(?P<fiscal>[0-9]{4}|[0-9]{2})"
_EDGE = r"(?<![\w.])"
_WORDS = r"(?:quarter|trimestre|trimester|quartal|kwartaal|квартал|季度)"
_PATTERNS = (
    rf"{_FISCAL}[\s_/-]*(?P<part>[QH][1-4])",
    rf"(?P<part>[QH][1-4])[\s_/,'-]*{_FISCAL}",
    rf"(?:CY\s?-?(?P<short>[0-9]{{2}})|{_YEAR})[\s_/-]*(?P<part>[QH][1-4])",
    rf"(?<![QH][1-4][-–/&])(?P<part>[QH][1-4])[\s_/,-]*(?:of\s+)?{_YEAR}",
    r"(?P<part>[QH][1-4])[\s_/-]*'(?P<short>[0-9]{2})",
    rf"(?P<number>[1-4])Q[\s_/-]?{_YEAR}",
    rf"{_WORDS}\s*(?P<number>[1-4])[\s,/-]*(?:of\s+|de\s+)?{_YEAR}",
    rf"(?P<number>[1-4])(?:st|nd|rd|th|º|°|er|\.)?\s*{_WORDS}\s*,?\s*(?:of\s+|de\s+)?{_YEAR}",
    rf"{_YEAR}年?\s*第\s*(?P<number>[1-4])\s*(?:四半期|季度)",
)
_CYCLE = tuple(re.compile(rf"{_EDGE}{pattern}(?![0-9])", re.IGNORECASE) for pattern in _PATTERNS)
_OKR = r"(?:OKRs?(?:['’]?s)?|objectives?(?:\s+(?:and|&)\s+key\s+results?)?|goals?|objetivos?|目標)"
_WHOLE_YEAR = re.compile(
    rf"{_OKR}\s*(?:for|of|in|[:,\u2014-])?\s*\(?(?P<y1>20[0-9]{{2}})\)?\W*$|^\W*(?P<y2>20[0-9]{{2}})\W+(?:\w+\s+)?{_OKR}\W*$",
    re.IGNORECASE,
)
_MENTIONS = re.compile(rf"(?<!\w){_OKR}(?!\w)|key\s+results?", re.IGNORECASE)
_OUR_NAME = re.compile(r"(?<!\w)OKR|(?<!\w)(?:objectives?|goals)\s*(?:and|&|\+)?\s*key\s+results?", re.IGNORECASE)


def cycle_in(text: str) -> str | None:
    """The cycle that a text names, or None.

    >>> [cycle_in(text) for text in ("DDC 2019 Q1 OKRs", "Quarter 1 2024", "CY19-Q4", "FY22Q4 plan", "1Q2018")]
    ['2019-Q1', '2024-Q1', '2019-Q4', 'FY22-Q4', '2018-Q1']
    >>> cycle_in("OKRs 2025"), cycle_in("Q2-Q3 2025"), cycle_in("since 2019")
    ('2025', None, None)
    """
    shape = plain(text)
    for pattern in _CYCLE:
        found = pattern.search(shape)
        if found:
            return _spelled(found.groupdict())
    year = _WHOLE_YEAR.search(shape)
    return (year["y1"] or year["y2"]) if year else None


def _spelled(parts: dict[str, str | None]) -> str:
    part = (parts.get("part") or f"Q{parts.get('number')}").upper()
    if parts.get("fiscal"):
        return f"FY{parts['fiscal']}-{part}"
    return f"{parts.get('year') or '20' + str(parts.get('short'))}-{part}"


def names_cycle(text: str) -> bool:
    """Whether a heading is there to name a cycle: it says one, and little else that is not about OKRs.

    >>> names_cycle("2019 Q4 - Objectives and Key Results"), names_cycle("Close the books of Q3 2024 by Monday noon")
    (True, False)
    """
    if cycle_in(text) is None:
        return re.fullmatch(rf"\W*20[0-9]{{2}}\W+{_OKR}\W*", plain(text), re.IGNORECASE) is not None
    left = text
    for pattern in _CYCLE:
        left = pattern.sub(" ", plain(left))
    return speaks_of_okrs(text) or len(re.findall(r"\w+", _MENTIONS.sub(" ", left))) <= 3


def speaks_of_okrs(text: str) -> bool:
    """Whether a heading speaks of OKRs by their name.

    >>> speaks_of_okrs("Quarterly Objectives & Key Results"), speaks_of_okrs("Our goals")
    (True, False)
    """
    return _OUR_NAME.search(plain(text)) is not None


def is_only_cycle(text: str) -> bool:
    """Whether a text says a cycle and nothing else: `2018 Q4`."""
    left = plain(text)
    for pattern in _CYCLE:
        left = pattern.sub("", left)
    return cycle_in(text) is not None and not re.search(r"\w", left)
