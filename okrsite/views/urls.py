"""The one place that knows addresses.

Addresses are relative to the site's root, without a leading slash, and end with one (`okr/onb-1/#completion`).
One that ends in `.md` is an author's file and stands for the page that its path gives it; whoever renders
turns it into that page's address.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct, field

from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult
from okrsite.model.week import Week

_SCHEMES = ("http", "https", "mailto")
_LONGEST = 200
_OTHER_THAN_WORDS = re.compile(r"[^\w.-]+")


def slug(text: str) -> str:
    """Return `text` as a part of an address or an anchor: lower case, everything but words joined by hyphens.

    >>> slug("ONB-2026Q3-1"), slug("Head of Sales / EMEA"), slug("<b>")
    ('onb-2026q3-1', 'head-of-sales-emea', 'b')
    """
    return _OTHER_THAN_WORDS.sub("-", text.lower()).strip("-") or "-"


@lru_cache(maxsize=4096)
def _part(text: str) -> str:
    return quote(slug(text), safe="")


@lru_cache(maxsize=4096)
def _folder(text: str) -> str:
    """A text as one folder of an address: no other text's, never `..`, no longer than file systems allow."""
    own = slug(text)
    if own == text.lower() and own.strip(".") and len(own.encode()) <= _LONGEST:
        return quote(own, safe="")
    start = own.strip(".")[: _LONGEST // 8]
    return quote(f"{start}-{sha256(text.lower().encode()).hexdigest()[:8]}", safe="")


class Urls(Struct, frozen=True):
    """The addresses of the site; `paths` holds other names for the folders."""

    paths: Mapping[str, str] = field(default_factory=dict)

    def _below(self, folder: str, *parts: str) -> str:
        return "/".join([self.paths.get(folder, folder), *map(_folder, parts), ""])

    def home(self) -> str:
        """The dashboard."""
        return ""

    def objective(self, id: str) -> str:
        """The permanent page of an objective.

        >>> Urls().objective("ONB-2026Q3-1"), Urls({"okr": "goals"}).objective("ONB-2026Q3-1")
        ('okr/onb-2026q3-1/', 'goals/onb-2026q3-1/')
        """
        return self._below("okr", id)

    def key_result(self, key_result: KeyResult) -> str:
        """A key result's place on its objective's page."""
        return f"{self.objective(key_result.objective)}#{quote(key_result.anchor, safe='')}"

    def bridge(self, key_result: KeyResult) -> str:
        """The drawing of a key result's bets on its objective's page."""
        return f"{self.objective(key_result.objective)}#bridge-{quote(key_result.anchor, safe='')}"

    def teams(self) -> str:
        """The organisation."""
        return self._below("teams")

    def team(self, id: str) -> str:
        """A team with all its cycles."""
        return self._below("teams", id)

    def cycles(self) -> str:
        """All cycles."""
        return self._below("cycles")

    def cycle(self, cycle: Cycle) -> str:
        """One cycle's scoreboard."""
        return self._below("cycles", cycle.slug)

    def retrospective(self, cycle: Cycle, team: str) -> str:
        """A team's retrospective of a cycle."""
        return self._below("cycles", cycle.slug, team)

    def archive(self) -> str:
        """The retrospectives of all closed cycles and their lessons."""
        return self._below("archive")

    def theme(self, key: str, year: int | None = None) -> str:
        """The lessons of a theme, by its key, or of one year; without a key those that have no theme.

        >>> Urls().theme("customer trust"), Urls().theme("", 2024)
        ('archive/themes/customer-trust/', 'archive/themes/-/2024/')
        """
        return self._below("archive", "themes", key.replace(" ", "-") or "-", *([str(year)] if year else []))

    def team_archive(self, id: str) -> str:
        """What a team has learned and carried over, in all its cycles."""
        return self._below("archive", "teams", id)

    def forecasts(self, cycle: Cycle | None = None) -> str:
        """How good forecasts of closed cycles were, and one cycle's place among them.

        >>> Urls({"archive": "past"}).forecasts()
        'past/forecasts/'
        """
        return self._below("archive", "forecasts") + (f"#cycle-{cycle.slug}" if cycle else "")

    def updates(self) -> str:
        """The check-ins, newest first, and what teams ask for."""
        return self._below("updates")

    def week(self, week: Week) -> str:
        """What moved in one week, and what teams say about it.

        >>> from datetime import date
        >>> from okrsite.model.week import week_of
        >>> Urls().week(week_of(date(2026, 8, 14)))
        'updates/2026-w33/'
        """
        return self._below("updates", week.id)

    def alignment(self, cycle: Cycle | None = None) -> str:
        """The map from strategy to bets of the cycle that counts today, or of the one given."""
        return self._below("alignment", cycle.slug) if cycle else self._below("alignment")

    def roadmap(self, cycle: Cycle | None = None) -> str:
        """The bets of the cycle that counts today, or of the one given."""
        return self._below("roadmap", cycle.slug) if cycle else self._below("roadmap")

    def strategy(self) -> str:
        """Vision and pillars."""
        return self._below("strategy")

    def pillar(self, id: str) -> str:
        """A pillar's place in the strategy.

        >>> Urls().pillar("TRUST")
        'strategy/#trust'
        """
        return f"{self.strategy()}#{_part(id)}"

    def owners(self) -> str:
        """Whom to ask."""
        return self._below("owners")

    def owner(self, name: str) -> str:
        """What one role answers for.

        >>> Urls().owner("Onboarding lead")
        'owners/#onboarding-lead'
        """
        return f"{self.owners()}#{_part(name)}"

    def quality(self) -> str:
        """The findings."""
        return self._below("quality")

    def metrics(self) -> str:
        """Every metric with its source.

        >>> Urls({"quality": "care"}).metrics()
        'care/metrics/'
        """
        return self._below("quality") + "metrics/"

    def rule(self, code: str) -> str:
        """What a rule means."""
        return f"{self._below('quality')}rules/{_part(code)}/"

    def data(self, name: str) -> str:
        """A file of published data, such as `okrs.json`."""
        return f"{self._below('api')}{name}"

    def document(self, uri: str, anchor: str = "") -> str:
        """An author's file, and a place on its page.

        >>> Urls().document("teams/a b.md", "INIT-7")
        'teams/a%20b.md#init-7'
        """
        return quote(uri) + (f"#{_part(anchor)}" if anchor else "")


def page_of(uri: str) -> str:
    """Return the address of the page that the path of an author's file gives it.

    >>> page_of("teams/a.md"), page_of("teams/index.md"), page_of("README.md")
    ('teams/a/', 'teams/', '')
    """
    folder, name = posixpath.split(uri)
    stem = name.removesuffix(".md")
    inside = [folder] if stem in ("index", "README") else [folder, stem]
    return "".join(f"{part}/" for part in inside if part)


def followed(url: str, uri: str = "") -> str:
    """Return the address that an author's link leads to, empty where it must not be one.

    Allowed are http, https, mailto and paths relative to the document `uri`.

    >>> followed("https://example.org/a?b"), followed("javascript:alert(1)"), followed("//example.org")
    ('https://example.org/a?b', '', '')
    >>> followed("../strategy.md#trust", "teams/a.md"), followed("../../x", "teams/a.md")
    ('strategy.md#trust', '')
    """
    address = url.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme:
        return address if parts.scheme in _SCHEMES else ""
    if parts.netloc or not address or "\\" in address or not address.isprintable():
        return ""
    if address.startswith("#"):
        return address
    folder = "" if address.startswith("/") else posixpath.dirname(uri)
    path = posixpath.normpath(posixpath.join(folder, unquote(parts.path).lstrip("/")))
    if path.split("/")[0] == ".." or ":" in path.split("/")[0]:
        return ""
    slash = "/" if parts.path.endswith("/") else ""
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return ("" if path == "." else quote(path) + slash) + tail
