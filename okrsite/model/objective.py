"""An objective: the qualitative goal and the key results that show whether it was reached."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from okrsite.diagnostics import Where
from okrsite.model.key_result import KeyResult
from okrsite.model.organization import Link
from okrsite.model.reading import Cancelled, HandScore


class Objective(Struct, frozen=True):
    """What one objective means; `supports` and its like hold canonical ids that exist.

    `state` is draft, proposed or agreed; only agreed ones count. `uri` is the document it is written in.
    `fault` says in a sentence why its numbers are unknown (weights that sum to 0).
    """

    id: str
    title: str
    team: str
    cycle: str
    where: Where
    uri: str
    key_results: tuple[KeyResult, ...] = ()
    derived: bool = False
    context: str | None = None
    owner: str | None = None
    stakeholders: tuple[str, ...] = ()
    state: str = "agreed"
    priority: str | None = None
    commitment: str = "aspirational"
    category: str | None = None
    supports: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    acknowledged_by: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    weight: Fraction = Fraction(1)
    health: str | None = None
    cancelled: Cancelled | None = None
    hand_score: HandScore | None = None
    carried_from: str | None = None
    aliases: tuple[str, ...] = ()
    cadence: str = "weekly"
    links: tuple[Link, ...] = ()
    fault: str | None = None

    @property
    def goals(self) -> tuple[Objective | KeyResult, ...]:
        """Itself and then its key results."""
        return (self, *self.key_results)

    @property
    def counts(self) -> bool:
        """Whether it enters any number: drafts and proposals do not."""
        return self.state == "agreed"
