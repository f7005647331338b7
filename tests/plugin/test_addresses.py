"""Addresses hold: everything in a site is renamed and moved, and every old address still leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import join, normpath

from projects import CONFIG, Folder, tree

BEFORE = {
    "docs/company.md": "---\nokr: team\nid: company\n---\n",
    "docs/strategy.md": "---\nokr: strategy\npillars:\n  - id: CALM\n    name: Calm\n---\n",
    "docs/crew/2026-q3.md": """\
---
okr: objectives
team: company
cycle: 2026-Q3
objectives:
  - id: CREW-1
    objective: Every ferry leaves on time
    aliases: FERRY-0
    supports: CALM
    key_results:
      - id: .punctual
        key_result: Departures within five minutes
        baseline: 68%
        target: 85%
      - id: CREW-KR
        key_result: Crossings that are cancelled
        baseline: 12
        target: 4
---
""",
    "docs/crew/roadmap.md": """\
---
okr: roadmap
team: company
cycle: 2026-Q3
initiatives:
  - id: BET-1
    name: A second gangway
    moves:
      - kr: CREW-1.punctual
        impact: +5%
---
""",
}
AFTER = {
    "docs/company.md": BEFORE["docs/company.md"],
    "docs/moved/aims.md": "---\nokr: strategy\npillars:\n  - id: CALM\n    name: Calm\n---\n",
    "docs/moved/goals.md": """\
---
okr: objectives
team: company
cycle: 2026-Q3
objectives:
  - id: TIME-9
    objective: Every ferry and bus leaves on time
    aliases: [CREW-1, FERRY-0]
    supports: CALM
    key_results:
      - id: .cancelled
        key_result: Crossings that are cancelled
        aliases: CREW-KR
        baseline: 12
        target: 4
      - id: .on-time
        key_result: Departures within five minutes
        aliases: CREW-1.punctual
        baseline: 68%
        target: 85%
---
""",
    "docs/moved/bets.md": """\
---
okr: roadmap
team: company
cycle: 2026-Q3
initiatives:
  - id: GANGWAY
    name: A second gangway
    aliases: BET-1
    moves:
      - kr: TIME-9.on-time
        impact: +5%
---
""",
}
_REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


def addresses(site: dict[str, bytes]) -> set[str]:
    """Every address below `/okr/`."""
    return {name.removesuffix("index.html") for name in site if name.startswith("okr/")}


def followed(site: dict[str, bytes], address: str) -> tuple[str, str]:
    """The page and the anchor that an address leads to in the end; an address that leads nowhere is a failure."""
    for _ in range(3):
        page = site[f"{address}index.html"].decode()
        lead = _REFRESH.search(page)
        if lead is None:
            return page, ""
        path, _sign, anchor = lead[1].partition("#")
        address = f"{normpath(join(address, path))}/"
        target = site[f"{address}index.html"].decode()
        if _REFRESH.search(target) is None:
            return target, anchor
    raise AssertionError(f"{address} leads on and on")


def built(root: Path, documents: dict[str, str]) -> dict[str, bytes]:
    folder = Folder(root).write({"mkdocs.yml": CONFIG, **documents})
    assert folder.build().failure is None
    return tree(root / "site")


def test_every_old_address_is_found_after_everything_was_renamed_and_moved(tmp_path: Path) -> None:
    before, after = built(tmp_path / "before", BEFORE), built(tmp_path / "after", AFTER)
    old = addresses(before)
    assert {"okr/crew-1/", "okr/crew-1.punctual/", "okr/crew-kr/", "okr/bet-1/", "okr/calm/", "okr/ferry-0/"} <= old
    for address in sorted(old):
        page, anchor = followed(after, address)
        assert not anchor or f'id="{anchor}"' in page, (address, anchor)


def test_what_is_followed_is_the_same_thing_under_its_new_name(tmp_path: Path) -> None:
    site = built(tmp_path, AFTER)
    page, anchor = followed(site, "okr/crew-1.punctual/")
    assert anchor == "on-time" and "Every ferry and bus leaves on time" in page
    page, anchor = followed(site, "okr/bet-1/")
    assert anchor == "gangway" and "A second gangway" in page


def test_addresses_that_lead_on_need_no_script(tmp_path: Path) -> None:
    site = built(tmp_path, AFTER)
    page = site["okr/crew-1.punctual/index.html"].decode()
    assert "<script" not in page and '<a href="../../okr/time-9/#on-time">' in page
