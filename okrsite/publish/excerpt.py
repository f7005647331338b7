"""What an edit changed, told from the documents around it alone: they are reported on as they were and as they are.

Whatever both reports tell alike has not changed; whatever they tell otherwise is believed as far as the first one
tells what all documents told then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from okrsite.model.around import around
from okrsite.model.glance import seen as seen_before
from okrsite.publish import git
from okrsite.publish.last import BeyondError, BuildInputs, Last
from okrsite.publish.listing import Listed
from okrsite.publish.past import read_past
from okrsite.publish.press import Press
from okrsite.publish.reading import Reader
from okrsite.publish.sketches import Sketches
from okrsite.publish.sums import with_findings
from okrsite.report import Report
from okrsite.source.file import SourceFile

PAYS = 0.4
"""Up to this share of all documents it takes less to look at them twice than at all of them."""


class Excerpt(Struct, frozen=True):
    """Reports of some documents as they were at the last build and as they are, with the findings in all documents.

    `edited` are the uris of the files that are not what they were, `others` those of the documents that are left out,
    `commit` is the one that was checked out then.
    """

    before: Report
    after: Report
    edited: frozenset[str]
    others: frozenset[str]
    commit: str | None


def excerpt(
    press: Press, files: Sequence[Listed], last: Last, inputs: BuildInputs, docs: Path, also: Collection[str]
) -> Excerpt:
    """The excerpt around all that was edited since the last build, in which the documents `also` named are, too.

    `files` are all Markdown files of the site, `inputs` what a build depends on now. Raises BeyondError where it could
    not tell all that changed.
    """
    here = press.checkout or git.checkout_of(docs)
    then = replace(here, head=last.inputs.commits[1]) if here else None
    reader, were = Reader(press.cache), last.inputs.documents
    edited = {uri for uri, digest in inputs.documents.items() if were.get(uri) != digest}
    edited |= _committed(press, then, here) & {one.uri for one in files}
    texts = {uri: reader.text(were.get(uri, "")) for uri in edited}
    before = {uri: text for uri, text in texts.items() if text is not None}
    if were.keys() != inputs.documents.keys():
        raise BeyondError("a document is new, gone or renamed")
    if not before.keys() == edited <= {one.uri for one in files}:
        raise BeyondError("the cache does not hold what was written before the edit")
    chosen, others = _around(press, files, before, docs, also)
    now = [one.file for one in chosen]
    earlier = [replace(file, raw=before.get(file.uri, file.raw)) for file in now]
    if any(file.fault for file in now):
        raise BeyondError("a document cannot be read")
    read = dict(reader(dict.fromkeys((*now, *earlier))))

    def report(checkout: git.Checkout | None, these: Iterable[SourceFile]) -> Report:
        known = replace(press, checkout=checkout)
        return known.report(these, docs, reader=lambda asked: ((file, read[file]) for file in asked)).without_sources()

    reports = with_findings(report(then, earlier), report(here, now), last.outcome.findings)
    return Excerpt(*reports, frozenset(edited), others, last.inputs.commits[0])


def _committed(press: Press, then: git.Checkout | None, here: git.Checkout | None) -> set[str]:
    """The documents whose last commit is another one now."""
    if then == here:
        return set()
    past, earlier = read_past(here, press.cache), read_past(then, press.cache)
    if past.day != earlier.day or past.commits.keys() != earlier.commits.keys():
        raise BeyondError("git knows other days or documents")
    return {uri for uri, commit in past.commits.items() if earlier.commits[uri] != commit}


def _around(
    press: Press, files: Sequence[Listed], before: Mapping[str, bytes], docs: Path, also: Collection[str]
) -> tuple[list[Listed], frozenset[str]]:
    """The files to be read, and the uris of the documents that are not."""
    sketches = Sketches(press.cache, press.settings)
    seen = dict(zip(sketches.seen(files), files, strict=True))
    edited = [one for one, listed in seen.items() if listed.uri in before]
    earlier = [seen_before(replace(seen[one].file, raw=before[seen[one].uri]), sketches.rules) for one in edited]
    found = around(list(seen), edited, earlier, press.settings, press.as_of(docs), sketches.mentions)
    if found is None:
        raise BeyondError("what was edited may bear on any document")
    near = {*found, *(one for one, listed in seen.items() if listed.uri in also)}
    chosen = [listed for one, listed in seen.items() if one in near]
    if len(chosen) > PAYS * len(files):
        raise BeyondError(f"{len(chosen)} of {len(files)} documents are around the edit")
    return chosen, frozenset(listed.uri for one, listed in seen.items() if one.sketch.kind and one not in near)
