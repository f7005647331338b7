"""A new repository: a company, two teams and a cycle that holds today, as texts by their path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from msgspec import Struct

from okrsite.model.cycle import Cycle, CycleRules, parse_cycle
from okrsite.source.emit import block_entry, scalar

FORGES = ("github", "gitlab", "none")
"""Where continuous integration may run."""
HOOK = "hooks/pre-commit"
"""The path of the git hook."""

_FILES = Path(__file__).parent / "files"
_PLACEHOLDER = re.compile(r"@([a-z_]+)@")
_CI = {"github": ("ci/github.yml", ".github/workflows/okrs.yml"), "gitlab": ("ci/gitlab.yml", ".gitlab-ci.yml")}
_PLAIN = {
    "mkdocs.yml": "mkdocs.yml",
    "readme.md": "README.md",
    "requirements.txt": "requirements.txt",
    "gitignore": ".gitignore",
    "hook.sh": HOOK,
    "pre-commit.yaml": ".pre-commit-config.yaml",
    "vscode-settings.json": ".vscode/settings.json",
    "vscode-extensions.json": ".vscode/extensions.json",
    "docs/strategy.md": "docs/strategy.md",
    "docs/company/index.md": "docs/company/index.md",
    "docs/company/cycle.md": "docs/company/@slug@.md",
    "docs/product/index.md": "docs/product/index.md",
    "docs/product/cycle.md": "docs/product/@slug@.md",
    "docs/product/roadmap.md": "docs/product/roadmap-@slug@.md",
    "docs/platform/index.md": "docs/platform/index.md",
    "docs/platform/cycle.md": "docs/platform/@slug@.md",
}
_WEEKLY = ("docs/product/checkins/week.md", "docs/product/checkins/@year@-w@week@.md")
_AMBITION = Fraction(3, 4)  # of the way at the end of the cycle, so that everything is on its track
_STORIES = (
    {
        "wins": "The first task is down from eleven fields to seven",
        "challenges": "We don't know yet why people stop at the third field",
        "next": "Sit beside five newcomers and watch",
    },
    {
        "wins": "Two of the five whom we watched finished without a word from us",
        "challenges": "Those who come from a search find the example last",
        "next": "Show an example before the first field",
    },
    {
        "wins": "Newcomers who see an example finish their own task the same day",
        "challenges": "The example takes four seconds to load",
        "next": "Ask Platform for an hour about those four seconds",
    },
)


class Starter(Struct, frozen=True):
    """What a new repository begins with; `folder` is its path in a git repository that is there, with a slash."""

    name: str
    day: date
    version: str
    ci: str = "github"
    folder: str = ""

    @property
    def cycle(self) -> Cycle:
        """The quarter that holds the day."""
        found = parse_cycle(f"{self.day.year:04}-Q{(self.day.month + 2) // 3}", CycleRules())
        assert found is not None
        return found

    @property
    def reading(self) -> tuple[str, str]:
        """The key result that a newcomer may try a check-in with, and a value for it."""
        value = _WAYS["company_renewal"].at(self.cycle.elapsed(self.day))
        return f"CO-{self.cycle.id.replace('-', '')}-1.renewal", value


class _Way(Struct, frozen=True):
    """The way of a key result: from where to where, by which steps, and how a value is written."""

    start: Fraction
    end: Fraction
    step: Fraction
    style: str

    def at(self, share: Fraction) -> str:
        """The value after a share of the way, rounded towards its end."""
        way = (self.end - self.start) * share / self.step
        value = self.start + self.step * (ceil(way) if way > 0 else floor(way))
        return self.style.format(int(value) if value.denominator == 1 else float(value))


_WAYS = {
    "company_active": _Way(Fraction(1200), Fraction(1500), Fraction(5), "{:,}"),
    "company_renewal": _Way(Fraction(82), Fraction(88), Fraction(1, 2), "{}%"),
    "activation": _Way(Fraction(42), Fraction(60), Fraction(1), "{}%"),
    "time": _Way(Fraction(72), Fraction(4), Fraction(1), "{} hours"),
    "rating": _Way(Fraction(36, 10), Fraction(43, 10), Fraction(1, 10), "{}/5"),
    "platform_lead": _Way(Fraction(48), Fraction(3), Fraction(1), "{} hours"),
    "platform_teams": _Way(Fraction(32, 10), Fraction(41, 10), Fraction(1, 10), "{}/5"),
}


def starter_files(starter: Starter) -> dict[str, str]:
    """The files of a new repository by their path, with slashes.

    >>> files = starter_files(Starter("Tideline", date(2026, 11, 22), "0.1.0"))
    >>> [path for path in files if "product" in path][:2]
    ['docs/product/index.md', 'docs/product/2026-q4.md']
    """
    days = _days(starter)
    said = _words(starter) | {name: _inline(way, starter.cycle, days) for name, way in _WAYS.items()}
    files = {_filled(path, said): _filled(_text(source), said) for source, path in _PLAIN.items()}
    for day, story in zip(days, _STORIES[len(_STORIES) - len(days) :], strict=True):
        weekly = said | story | _week(starter.cycle, day)
        files[_filled(_WEEKLY[1], weekly)] = _filled(_text(_WEEKLY[0]), weekly)
    if starter.ci in _CI:
        source, path = _CI[starter.ci]
        files[path] = _text(source)
    return files


def _text(source: str) -> str:
    return (_FILES / source).read_text(encoding="utf-8")


def _words(starter: Starter) -> dict[str, str]:
    cycle = starter.cycle
    return {
        "name": starter.name,
        "company": scalar(starter.name),
        "site_name": scalar(f"{starter.name} OKRs"),
        "title": scalar(f"{starter.name}, {cycle.id}"),
        "version": starter.version,
        "cycle": cycle.id,
        "slug": cycle.slug,
        "tag": cycle.id.replace("-", ""),
        "start": cycle.start.isoformat(),
        "end": cycle.end.isoformat(),
        "reading": " ".join(starter.reading),
        "horizon": str(starter.day.year + 2),
        "folder": starter.folder,
        "enter": f"cd {_shell(starter.folder)} || exit 1" if starter.folder else "",
    }


def _shell(folder: str) -> str:
    return "'" + folder.rstrip("/").replace("'", "'\\''") + "'"


def _days(starter: Starter) -> list[date]:
    """The days of the first check-ins, oldest first, none of them the day itself: that is left to its reader."""
    before = (starter.day - timedelta(days=1 + 7 * week) for week in reversed(range(len(_STORIES))))
    return [day for day in before if day >= starter.cycle.start]


def _inline(way: _Way, cycle: Cycle, days: list[date]) -> str:
    readings = {day.isoformat(): way.at(cycle.elapsed(day) * _AMBITION) for day in days}
    return "\n".join(block_entry("checkins", readings, 8)) if readings else ""


def _week(cycle: Cycle, day: date) -> dict[str, str]:
    year, week, _ = day.isocalendar()
    values = {name: _WAYS[name].at(cycle.elapsed(day) * _AMBITION) for name in ("activation", "time", "rating")}
    return {"year": str(year), "week": f"{week:02}", "date": day.isoformat(), **values}


def _filled(text: str, said: Mapping[str, str]) -> str:
    """The text with what is said in place of `@words@`; a line of nothing but an empty one is left out."""
    return "".join(_lines(text, said))


def _lines(text: str, said: Mapping[str, str]) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        alone = _PLACEHOLDER.fullmatch(line.strip())
        if alone and not said.get(alone[1], " "):
            continue
        yield _PLACEHOLDER.sub(lambda found: said.get(found[1], found[0]), line)
