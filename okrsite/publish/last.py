"""The last build, for one that looks only at what changed since."""

from __future__ import annotations

from msgspec import Struct

from okrsite.publish.outcome import Outcome, Whole


class BuildInputs(Struct, frozen=True):
    """All that a build's bytes and findings depend on.

    `documents` are the digests of all Markdown files by uri, `commits` those that are checked out around the project
    and around its documents, and `rest` is the digest of everything else.
    """

    rest: str
    commits: tuple[str | None, str | None]
    documents: dict[str, str]


class Last(Struct, frozen=True):
    """The last build of a site, which stands as that left it: what it was made from, and how it went.

    `whole` is what it knew of all documents, None where that is no use.
    """

    inputs: BuildInputs
    outcome: Outcome
    whole: Whole | None


class BeyondError(Exception):
    """What an edit changes can't be told from the documents around it; `why` goes on behind "for"."""

    def __init__(self, why: str = "the documents around the edit do not tell what it changes") -> None:
        """Say why."""
        super().__init__(why)
        self.why = why
