"""The yardstick of history: what git knows of 1,000 documents over 3,000 commits, cold and when nothing is new.

`python tests/bench/history.py` prints how long a cold reading takes against parsing each changed front matter once
(processor seconds, with those of git), and how long a warm one takes (wall seconds).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import organisation

from okrsite.publish.collector import held_back
from okrsite.publish.git import checkout_of
from okrsite.publish.past import read_past
from okrsite.source.front_matter import recognise
from okrsite.source.read import SourceFile, read

SIZE = organisation.Size(125, 8)
COMMITS = 3000
_BEGIN = datetime(2020, 1, 1, 12, tzinfo=UTC)
_MARK = "        category: usage\n"


def versions(commits: int) -> Iterator[tuple[str, str]]:
    """Path and text of a document after each commit but the first, which wrote them all."""
    documents = [(path, text) for path, text in organisation.files(SIZE) if _MARK in text]
    for number in range(1, commits):
        path, text = documents[number * 7 % len(documents)]
        yield path, text.replace(_MARK, f"{_MARK}        current: {number % 97}.{number % 10}%\n", 1)


def imported(commits: int) -> Iterator[bytes]:
    """The repository as `git fast-import` reads it."""
    yield _commit(0) + b"".join(_file(path, text) for path, text in organisation.files(SIZE))
    for number, (path, text) in enumerate(versions(commits), start=1):
        yield _commit(number) + _file(path, text)


def _commit(number: int) -> bytes:
    when = int((_BEGIN + timedelta(hours=17 * number)).timestamp())
    person = f"analyst <analyst@example.org> {when} +0000"
    return f"commit refs/heads/main\nauthor {person}\ncommitter {person}\ndata 0\n".encode()


def _file(path: str, text: str) -> bytes:
    raw = text.encode()
    return f"M 100644 inline docs/{path}\ndata {len(raw)}\n".encode() + raw + b"\n"


def spent() -> float:
    """Processor seconds so far, with those of processes that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, default=COMMITS)
    options = parser.parse_args()
    with held_back():
        measure(options.commits)


def measure(commits: int) -> None:
    """Read the history of a repository with so many commits, twice, and its documents."""
    raws = {text.encode() for _, text in [*organisation.files(SIZE), *versions(commits)]}
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as name:
        folder = Path(name)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        stream = b"".join(imported(commits))
        subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
        start = spent()
        past = read_past(checkout_of(folder / "docs"), folder / "cache")
        cold = spent() - start
        begin = time.perf_counter()
        assert read_past(checkout_of(folder / "docs"), folder / "cache") == past
        warm = time.perf_counter() - begin
    start = spent()
    for raw in raws:
        recognise(raw)
    parsed = spent() - start
    start = spent()
    for raw in raws:
        read(SourceFile("", "", raw))
    whole = spent() - start
    values = sum(len(found) for found in past.values.values())
    print(f"{commits} commits, {len(raws)} versions of {SIZE.documents} documents, {values} values of `current`")
    print(f"parsing each front matter once {parsed:.1f} s, reading each document once {whole:.1f} s")
    print(f"cold {cold:.1f} s: {cold / parsed:.2f} × parsing, {cold / whole:.2f} × reading; warm {warm:.3f} s")


if __name__ == "__main__":
    main()
