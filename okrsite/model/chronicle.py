"""What teams wrote along the way: check-ins, reviews and retrospectives."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from okrsite.diagnostics import Where
from okrsite.model.reading import HandScore, Revision


class CheckIn(Struct, frozen=True):
    """A team's check-in document; `readings` are the ids of the key results it reads."""

    team: str
    date: date
    where: Where
    uri: str
    health: str | None = None
    readings: tuple[str, ...] = ()
    wins: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    revisions: tuple[tuple[str, Revision], ...] = ()


class Review(Struct, frozen=True):
    """A monthly or mid-cycle review; `cycle` is None where it names none that there is."""

    team: str
    date: date
    cycle: str | None
    kind: str
    where: Where
    uri: str
    learnings: tuple[str, ...] = ()
    adjustments: tuple[str, ...] = ()
    next: tuple[str, ...] = ()


class Lesson(Struct, frozen=True):
    """One thing learned, with the theme it belongs to."""

    text: str
    theme: str | None
    where: Where


class CarryOver(Struct, frozen=True):
    """What becomes of an objective or key result: continue, change or drop; `to` is where it went.

    `decision` is None where nobody has written one yet.
    """

    id: str
    decision: str | None
    to: str | None
    reason: str | None
    where: Where

    @property
    def decided(self) -> bool:
        """Whether somebody decided, and said why."""
        return self.decision is not None and bool(self.reason)


class Retrospective(Struct, frozen=True):
    """The written close of a team's cycle; `summary` is the page's own description."""

    team: str
    cycle: str
    where: Where
    uri: str
    title: str | None = None
    summary: str | None = None
    worked: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    next: tuple[str, ...] = ()
    scores: tuple[tuple[str, HandScore], ...] = ()
    carry_over: tuple[CarryOver, ...] = ()

    @property
    def finding(self) -> str:
        """The title where it is a sentence, what the team found out; else empty."""
        title = (self.title or "").strip()
        return title if title.endswith((".", "!", "?")) else ""
