"""After each step of a random walk, the site built beside its cache equals the one of a clean build, byte for byte.

`make soak` takes three hundred steps, `make unit` forty. A failure tells the seed and all steps up to it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from walks import archive, damage, surroundings, writing
from walks.fresh import Told, processes
from walks.twins import Twins, difference, telling
from walks.walk import Kind, Walk

from okrsite.codes import finding
from okrsite.diagnostics import Where

STEPS = int(os.environ.get("OKRSITE_STEPS", "40"))
SEED = int(os.environ.get("OKRSITE_SEED", "6"))
KINDS: tuple[Kind, ...] = (*writing.KINDS, *surroundings.KINDS, *damage.KINDS)


def kinds(random: Random, known: Sequence[Kind] = KINDS) -> Iterator[Kind]:
    """Every kind of step once in some order, then any."""
    yield from random.sample(known, len(known))
    while True:
        yield random.choice(known)


def told(walk: Walk, known: Sequence[Kind] = KINDS) -> Iterator[str]:
    """The steps of a walk as they are taken."""
    for number, kind in enumerate(kinds(walk.random, known), 1):
        for step in kind(walk):
            yield f"{number}. {kind.__name__}: {step}"


@pytest.mark.slow
def test_after_each_step_the_site_equals_that_of_a_clean_build(tmp_path: Path) -> None:
    with processes() as run:
        _walk(Walk(tmp_path, Random(SEED), run), Twins(tmp_path, run), STEPS, KINDS)


@pytest.mark.slow
def test_after_each_edit_beside_an_archive_the_site_equals_that_of_a_clean_build(tmp_path: Path) -> None:
    steps = STEPS // 2
    with processes() as run:
        twins = Twins(tmp_path, run)
        _walk(archive.Archive(tmp_path, Random(SEED), run), twins, steps, archive.KINDS)
    assert twins.amended >= steps // 3


def _walk(walk: Walk, twins: Twins, most: int, known: Sequence[Kind]) -> None:
    """Take so many steps, and fail where two builds differ after one of them."""
    walk.begin()
    steps = ["0. the first build"]
    failed = twins.differ(walk.wish)
    for step in told(walk, known):
        if failed or int(step.partition(".")[0]) > most:
            break
        steps.append(step)
        failed = twins.differ(walk.wish)
    failed = failed or twins.differ(walk.wish, pool=False)
    ours, theirs = (sum(seconds) for seconds in zip(*twins.seconds, strict=True))
    print(f"seed {SEED}: {len(steps)} times, {twins.amended} amended, {ours:.0f} s here and {theirs:.0f} s clean")
    if failed:
        lines = [f"OKRSITE_SEED={SEED} OKRSITE_STEPS={STEPS}, after these steps:", *steps, failed]
        pytest.fail("\n".join(lines), pytrace=False)


def test_every_kind_of_step_is_taken_among_the_first_forty() -> None:
    taken = kinds(Random(SEED))
    assert len({next(taken) for _ in range(40)}) == len(KINDS)


def test_a_byte_a_file_too_many_and_one_too_few_are_told() -> None:
    site = {"index.html": b"<p>One</p><p>Two</p>", "data.gz": b"\x1f\x8b\xff"}
    assert difference(site, dict(site)) is None
    changed = difference({**site, "index.html": b"<p>One</p><p>Tho</p>"}, site)
    assert changed and changed.startswith("`index.html` differs") and "-<p>Two</p>\n+<p>Tho</p>" in changed
    assert "+1f8bfe" in (difference({**site, "data.gz": b"\x1f\x8b\xfe"}, site) or "")
    assert difference({**site, "more": b""}, site) == "`more` should not be there"
    assert difference({}, site) == "`data.gz` is missing, and 1 more: index.html"


def test_a_finding_or_a_complaint_of_one_build_alone_is_told() -> None:
    note = finding("no-owner", Where("a.md", 3, 1), "nobody answers for it", "Name somebody.")
    one = Told((note,), ("mkdocs is unhappy",))
    assert telling(one, replace(one, unchanged=True, seconds=3)) is None
    assert (
        telling(replace(one, complaints=(*one.complaints, "the cache `charts` cannot be written: full")), one) is None
    )
    for other in (Told((), one.complaints), Told((replace(note, where=Where("a.md", 4, 1)),), one.complaints)):
        assert "the builds tell different things" in (telling(other, one) or "")
    assert "-mkdocs: mkdocs is unhappy" in (telling(replace(one, complaints=()), one) or "")
    assert "+failure: full" in (telling(replace(one, failure="full"), one) or "")


class Tampering(Executor):
    """Runs what is asked for, and then changes a byte of the site that was built beside its cache."""

    def __init__(self, behind: Executor) -> None:
        self.behind = behind

    def submit(self, what: Any, /, *words: Any, **named: Any) -> Future[Any]:
        done = self.behind.submit(what, *words, **named)
        done.result()
        page = words[0].root / "site" / "teams" / "crew" / "index.html"
        page.write_bytes(page.read_bytes().replace(b"Harbour", b"Harvour", 1))
        return done


@pytest.mark.slow
def test_a_site_of_which_one_byte_is_wrong_is_told(tmp_path: Path) -> None:
    with processes() as run:
        walk = Walk(tmp_path, Random(SEED), run)
        walk.begin()
        told = Twins(tmp_path, Tampering(run)).differ(walk.wish)
    assert told and told.startswith("`teams/crew/index.html` differs\n") and "Harvour" in told
