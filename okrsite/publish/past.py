"""The past of the documents from git: one log, one reading of its blobs, and what is kept of both."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from msgspec.structs import replace

from okrsite.history import Commit, Item, items_of, past_of, read_log, stored
from okrsite.history.commits import FORMAT
from okrsite.model.past import NO_PAST, Past
from okrsite.publish.code import code_digest
from okrsite.publish.files import MARKDOWN
from okrsite.publish.git import Checkout, environment, git
from okrsite.publish.store import TextStore

Items = dict[str, tuple[Item, ...] | None]

LIMIT = 64 * 1024 * 1024
"""The most bytes that are kept of pasts and facts."""
_SPECIAL = re.compile(r"[\\*?\[\]:]")
_LOG = ("log", "-z", "--raw", "--no-abbrev", "-M", "-c", "--reverse", "--topo-order", "--date=raw", "--encoding=UTF-8")
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-decorate", "--no-notes")
_PATIENCE = 600
_LARGEST = 4_000_000
_MISFITS = (ValueError, TypeError, KeyError, AttributeError)


def read_past(checkout: Checkout | None, cache: Path) -> Past:
    """What git knows of the documents in a folder that stands so, nothing without git; results are kept below `cache`.

    A past is kept by its commit, so history that was rewritten is simply read again.
    """
    if checkout is None:
        return NO_PAST
    store = TextStore(cache / "history", LIMIT)
    key = f"past {code_digest()} {checkout.head} {checkout.prefix} {checkout.cut}"
    kept = _kept_past(store, key)
    if kept is not None:
        return kept
    past = _asked(checkout, store)
    if past is None:
        return NO_PAST
    store.put(key, json.dumps(stored.past_out(past), ensure_ascii=True, default=str))
    store.trim()
    return past


def _kept_past(store: TextStore, key: str) -> Past | None:
    try:
        return stored.past_in(json.loads(store.get(key) or "null"))
    except _MISFITS:
        return None


def _asked(checkout: Checkout, store: TextStore) -> Past | None:
    """The past as git tells it, None where it stops halfway."""
    top, commit = checkout.top, checkout.head
    below = _SPECIAL.sub(r"\\\g<0>", checkout.prefix)
    patterns = [f"{below}*{suffix.decode()}" for suffix in MARKDOWN]
    log = git(top, *_LOG, *_PLAIN, f"--format={FORMAT}", commit, "--", *patterns, seconds=_PATIENCE)
    tree = git(top, "ls-tree", "-r", "-z", f"{commit}:{checkout.prefix}") if log else b""
    if log is None or tree is None:
        return None
    commits = [_below(commit, checkout.prefix) for commit in read_log(log)]
    head = dict(_checked_out(tree))
    blobs = {blob for commit in commits for one in commit.touched for blob in (*one.before, one.after) if blob}
    items = _items(top, blobs | set(head.values()), store)
    last = git(top, "log", "-1", *_PLAIN, "--date=raw", "--encoding=UTF-8", f"--format={FORMAT}", commit) or b""
    day = next((commit.date for commit in read_log(last)), None)
    lacking = bool(checkout.cut) or not items.keys() >= blobs
    return past_of(commits, items, head, day, lacking, frozenset(checkout.cut.split()))


def _below(commit: Commit, prefix: str) -> Commit:
    """A commit whose paths are seen from the documents' folder."""
    if not prefix:
        return commit
    touched = (
        replace(one, path=one.path.removeprefix(prefix), before_path=one.before_path.removeprefix(prefix))
        for one in commit.touched
    )
    return replace(commit, touched=tuple(touched))


def _checked_out(tree: bytes) -> Iterator[tuple[str, str]]:
    """Path and blob of every Markdown file that a listing of the checked-out commit has."""
    for entry in tree.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if path.endswith(MARKDOWN) and b" blob " in about:
            yield path.decode("utf-8", "surrogateescape"), about.rpartition(b" ")[2].decode("ascii")


def _items(top: Path, blobs: set[str], store: TextStore) -> Items:
    """What each of the blobs holds, and keep it; only new ones are read."""
    key = f"facts {code_digest()}"
    kept = _kept_items(store, key)
    found = {blob: kept[blob] for blob in blobs if blob in kept}
    missing = sorted(blobs - found.keys())
    if missing:
        found.update((blob, items_of(raw)) for blob, raw in _contents(top, missing))
        out = {blob: stored.items_out(items) for blob, items in sorted({**kept, **found}.items())}
        store.put(key, json.dumps(out, ensure_ascii=True, separators=(",", ":")))
    return found


def _kept_items(store: TextStore, key: str) -> Items:
    try:
        return {blob: stored.items_in(items) for blob, items in json.loads(store.get(key) or "{}").items()}
    except _MISFITS:
        return {}


def _contents(top: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of each blob that is there; what is larger than any document is empty."""
    wanted = "".join(f"{blob}\n" for blob in blobs).encode("ascii")
    try:
        asked = subprocess.Popen(
            ["git", "cat-file", "--batch"],
            cwd=top,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return
    assert asked.stdin and asked.stdout
    # Git stops reading while nobody reads its answers, so asking and reading must not wait for each other.
    asking = Thread(target=_ask, args=(asked.stdin, wanted), daemon=True)
    asking.start()
    with asked:
        yield from _answers(asked.stdout)
        asking.join()


def _ask(stream: IO[bytes], wanted: bytes) -> None:
    with suppress(OSError), stream:
        stream.write(wanted)


def _answers(stream: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    while header := stream.readline():
        blob, *about = header.decode("ascii").split()
        if len(about) == 2:
            raw = stream.read(int(about[1]) + 1)[:-1]
            yield blob, raw if len(raw) <= _LARGEST else b""
