"""Documents that are begun with what is known: one kind a module, all of them in `KINDS`."""

from __future__ import annotations

from collections.abc import Mapping

from okrsite.authoring.drafts import checkin, objective, retrospective, review, roadmap, team
from okrsite.authoring.drafts.conversation import Kind

KINDS: Mapping[str, Kind] = {
    module.KIND.name: module.KIND for module in (objective, team, roadmap, checkin, review, retrospective)
}
"""Every kind of document that can be begun, by its name."""
