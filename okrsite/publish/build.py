"""One whole build: nothing if nothing changed, else beside the last site and then in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from okrsite.publish.host import Host, Order, Outcome
from okrsite.publish.press import Press
from okrsite.publish.stamp import Stamp, inputs_digest, read_stamp, write_stamp
from okrsite.publish.swap import building, put_in_place


@dataclass(frozen=True, slots=True)
class Published:
    """How a build went, and whether the site that stood there was the very one already."""

    outcome: Outcome
    unchanged: bool = False


def publish(host: Host, press: Press, order: Order) -> Published:
    """Build the site of an order into its folder, which keeps the last whole site if anything goes wrong.

    Raises OkrsiteError where the folder is not ours to write.
    """
    site = order.site_dir.resolve()
    repeats = host.repeats(press.project.written)
    digest = inputs_digest(press, order, host.versions()) if repeats else ""
    place = _stamp_place(press, site)
    last = read_stamp(place, site) if repeats else None
    if last and last.inputs == digest:
        return Published(last.outcome, unchanged=True)
    with building(site) as new:
        outcome = host.build(replace(order, site_dir=new))
        if outcome.failure is None:
            put_in_place(new, site)
    if outcome.failure is None and repeats:
        write_stamp(place, site, Stamp(digest, outcome))
    return Published(outcome)


def _stamp_place(press: Press, site: Path) -> Path:
    name = sha256(str(site).encode("utf-8", "surrogateescape")).hexdigest()
    return press.cache / "stamps" / f"{name[:16]}.json"
