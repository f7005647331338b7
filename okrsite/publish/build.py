"""One whole build: nothing if nothing changed, else beside the last site and then in its place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from okrsite.publish.alone import alone
from okrsite.publish.digests import FileDigests
from okrsite.publish.host import Host, Order
from okrsite.publish.last import BeyondError, BuildInputs, Last
from okrsite.publish.outcome import Outcome, Pages
from okrsite.publish.press import CACHE, Press
from okrsite.publish.record import amend_record, record_place, write_record
from okrsite.publish.stamp import Stamp, build_inputs, last_build, stamp_place, write_stamp
from okrsite.publish.standing import Standing, restanding, standing
from okrsite.publish.swap import building, move_in, put_in_place, update

_Done = tuple[Outcome, Standing | None, str | None]
"""How a build went, what stands there now, and why it can't be recorded."""


class Published(Struct, frozen=True):
    """How a build went, and whether the site that stood there was the very one already.

    `fault` says in a sentence why the build could not be remembered, None where it was or need not be. `beyond` tells
    why everything had to be looked at, None where it had not; it goes on behind "for".
    """

    outcome: Outcome
    unchanged: bool = False
    fault: str | None = None
    beyond: str | None = None


def publish(host: Host, press: Press, order: Order) -> Published:
    """Build the site of an order into its folder, which keeps the last whole site if anything goes wrong.

    Waits for another build into that folder. Raises OkrsiteError where the folder is not ours to write.
    """
    site = order.site_dir.resolve()
    with alone(press.cache, site):
        return _published(host, press, order, site)


def _published(host: Host, press: Press, order: Order, site: Path) -> Published:
    if not host.repeats(press.project.written):
        return Published(_built(host, order, site)[0])
    digests = FileDigests(press.cache)

    def now() -> BuildInputs:
        return build_inputs(press, order, host.versions(), digests)

    place = stamp_place(press.cache, site)
    inputs, stamp = last_build(place, site, now)
    digests.keep()
    if stamp and stamp.last.inputs == inputs:
        return Published(stamp.last.outcome, unchanged=True)
    beyond = None
    try:
        outcome, stands, fault = _amended(host, press, order, stamp, inputs)
    except BeyondError as error:
        beyond = error.why
        outcome, stands, fault = _built_anew(host, press, order, site)
    # What was written meanwhile may be in the site or not, so a build during which anything changed is not remembered.
    if outcome.failure or not stands or now() != inputs:
        return Published(outcome, fault=fault, beyond=beyond)
    whole = outcome.pages.whole if outcome.pages else None
    fault = _remembered(place, Stamp(Last(inputs, outcome, whole), stands)) or digests.store.fault or fault
    return Published(outcome, fault=fault, beyond=beyond)


def _amended(host: Host, press: Press, order: Order, stamp: Stamp | None, inputs: BuildInputs) -> _Done:
    """What an edit changed, put into the site that stands; BeyondError where everything has to be looked at."""
    if stamp is None:
        raise BeyondError("no site stands that was built with this configuration, on this day")
    if order.elsewhere:
        raise BeyondError("a cluster is asked to render it")
    site = order.site_dir.resolve()
    with building(site) as new:
        outcome = host.amend(replace(order, site_dir=new, last=site), stamp.last, inputs)
        if outcome.pages is None:
            raise BeyondError
        moved = move_in(site, new)
    stands = restanding(stamp.site, site, moved)
    fault = _recorded(press, site, partial(amend_record, told=outcome.pages.inputs))
    return outcome, stands, fault


def _built_anew(host: Host, press: Press, order: Order, site: Path) -> _Done:
    outcome, stands = _built(host, order, site)
    pages = outcome.pages
    if pages is None or not pages.inputs:
        return outcome, stands, None
    return outcome, stands, _recorded(press, site, partial(write_record, frame=pages.frame, told=pages.inputs))


def _built(host: Host, order: Order, site: Path) -> tuple[Outcome, Standing | None]:
    """How a build into a folder went, and what stands there now, None where that can't be told."""
    with building(site) as new:
        outcome = host.build(replace(order, site_dir=new, last=site))
        if outcome.failure is not None:
            return outcome, None
        pages = outcome.pages or Pages()
        if pages.stand:
            update(site, new, pages.stand)
            number = site.stat().st_ino
        else:
            number = new.stat().st_ino
            put_in_place(new, site)
    return outcome, _standing(site, number)


def _standing(site: Path, number: int) -> Standing | None:
    """What stands in a site, None where another build has put its own there meanwhile."""
    try:
        found = standing(site)
    except OSError:
        return None
    return found if found.number == number else None


def _recorded(press: Press, site: Path, write: Callable[[Path, Path], None]) -> str | None:
    """Record what the files of a site were made from; the sentence that says why that can't be done."""
    try:
        write(record_place(press.cache, site), site)
    except OSError as error:
        return _unwritable(error)
    return None


def _unwritable(error: OSError) -> str:
    return f"the cache `{CACHE.as_posix()}` cannot be written: {error.strerror}"


def _remembered(place: Path, stamp: Stamp) -> str | None:
    """Write a stamp; the sentence that says why it can't be written."""
    try:
        write_stamp(place, stamp)
    except OSError as error:
        return _unwritable(error)
    return None
