"""A team: who they are, whom to ask, what they are there for."""

from __future__ import annotations

import re

from okrsite.authoring.drafts import places
from okrsite.authoring.drafts.asking import not_an_id
from okrsite.authoring.drafts.conversation import Begun, Conversation, Kind, Occasion, Option, Question
from okrsite.authoring.drafts.patterns import STRUCTURES
from okrsite.errors import OkrsiteError
from okrsite.model.names import as_id
from okrsite.model.naming import free_path
from okrsite.source.drafting import comment, document, entry

_MISSION = "What is better for whom because this team is there? One sentence."
_STRUCTURES = {
    "feature": "A feature team changes what customers do.",
    "cross-functional": "A cross-functional team owns an outcome that takes several crafts.",
    "platform": "A platform team serves other teams: its outcomes are theirs.",
    "leadership": "Leadership looks after the portfolio: what all teams together change.",
}


def begin(occasion: Occasion) -> Conversation:
    """Ask for a team, and begin its document beside the others'."""
    graph = occasion.context.graph
    name = yield Question("name", "Name")
    usual = as_id(name).lower() if re.search("[A-Za-z0-9]", name) else None
    id = yield Question("id", "Id, for links and other documents", usual, objection=not_an_id)
    known = graph.teams.get(next((one for one in graph.teams if one.lower() == id.lower()), ""))
    if known is not None and known.uri is not None:
        raise OkrsiteError(f"there is a team `{known.id}` already, `{known.uri}`", "Give the new one another `--id`.")
    parent = yield Question("parent", "Which team is it part of", graph.root, tuple(graph.teams))
    lead = yield Question("lead", "Who leads it, by role", f"{id}-lead")
    structure = yield Question("structure", "How is it set up", "feature", STRUCTURES)
    mission = yield Question("mission", "Mission, in one sentence", optional=True)
    lines = [
        *entry("okr", "team"),
        *entry("id", id),
        *entry("name", name),
        *(entry("parent", parent) if parent.lower() != id.lower() else []),
        *comment(
            "The role that is asked about all of it, never a committee; a champion looks after how you write OKRs."
        ),
        *entry("lead", lead),
        *comment("champion: " + f"{id}-analyst"),
        *comment(f"{_STRUCTURES[structure]} `okrsite new objective` begins with key results for that."),
        *entry("structure", structure),
        *comment("How often you check in: weekly, biweekly or monthly."),
        *entry("cadence", occasion.context.settings.cadence),
        *(entry("mission", mission) if mission else [*comment(_MISSION), "# mission:"]),
    ]
    place = free_path(places.team_place(graph, id), occasion.taken)
    return Begun(place, document(lines, f"\nWhat {name} is there for, and how it works."))


KIND = Kind(
    "team",
    "a team: whom to ask, what it is part of, how it is set up",
    (
        Option("name", "What it is called."),
        Option("id", "Its id.  [default: the name in small letters]", "ID"),
        Option("parent", "The team that it is part of.  [default: the one at the top]", "TEAM"),
        Option("lead", "Who leads it, by role.  [default: ID-lead]", "ROLE"),
        Option("structure", "How it is set up.  [default: feature]", choices=STRUCTURES),
        Option("mission", "What it is there for."),
    ),
    begin,
)
