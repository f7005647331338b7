"""A walk over a project on disk: where it stands, and what all steps need to change it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml
from msgspec import Struct, field
from repositories import Repository
from walks.documents import CONFIG, DOCUMENTS
from walks.fresh import Wish
from walks.twins import SITE

FIRST, LAST = date(2026, 7, 1), date(2026, 11, 2)
_TEXT = "Calm boats <i>keep</i> & carry *all* travellers home, 7 of 8: “früh” | spät 🟢 [[CREW-3]] `now`"
_WORDS = _TEXT.split()
_COLOURS = ["red", "indigo", "teal", "black"]
Kind = Callable[["Walk"], Iterator[str]]
"""A step changes something and tells it; after each telling both sites must be the same."""


class Walk(Struct):
    """A project in `root` on some day; its steps are drawn from `random`, and `run` runs commands of ours."""

    root: Path
    random: Random
    run: Executor
    day: date = date(2026, 8, 14)
    audience: str | None = None
    strict: bool = False
    gone: dict[str, bytes] = field(default_factory=dict)
    count: int = 0

    def begin(self) -> None:
        """Write the organisation, in which the first two cycles are some commits old."""
        self.write({"mkdocs.yml": CONFIG, ".gitignore": ".cache/\nsite/\nclean/\n"})
        self.git("init", "-q", "-b", "main")
        self.write({f"docs/{name}": text for name, text in DOCUMENTS.items() if "q3" not in name})
        self.commit(date(2026, 7, 2))
        self.write({f"docs/{name}": text for name, text in DOCUMENTS.items()})
        self.commit(date(2026, 8, 3))

    @property
    def wish(self) -> Wish:
        """The build that is asked for at this moment."""
        return Wish(self.root, SITE, self.day, self.audience, self.strict)

    @property
    def docs(self) -> Path:
        """The folder of documents."""
        return self.root / "docs"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their path below the project."""
        for name, content in files.items():
            place = self.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def git(self, *words: str) -> str:
        """The output of a git command whose names and days are always the same."""
        return Repository(self.root).git(*words, day=self.day.isoformat())

    def commit(self, day: date | None = None) -> None:
        """Commit all that there is."""
        self.git("add", "-A")
        Repository(self.root).git(
            "commit", "-q", "--allow-empty", "-m", "Change", day=(day or self.day).isoformat(), author="Ada"
        )

    def new(self) -> int:
        """A number that no step had before."""
        self.count += 1
        return self.count

    def phrase(self) -> str:
        """A few words, some of which mean something to HTML, Markdown or YAML."""
        return " ".join(self.random.sample(_WORDS, self.random.randint(2, 5)))

    def quoted(self) -> str:
        """Such words as a text in YAML."""
        return json.dumps(self.phrase(), ensure_ascii=False)

    def some_day(self) -> date:
        """A day not long before the walk's own."""
        return self.day - timedelta(days=self.random.randint(-1, 20))

    def colour(self) -> str:
        """A colour of Material's."""
        return self.random.choice(_COLOURS)

    def pages(self) -> list[str]:
        """The paths of all Markdown files below `docs`."""
        return sorted(path.relative_to(self.docs).as_posix() for path in self.docs.rglob("*.md"))

    def page(self, *, plain: bool | None = None) -> str:
        """One of them; `plain` asks for one that is no document of ours, or is one."""
        pages = self.pages()
        if plain is not None:
            fitting = [name for name in pages if ("\nokr: " not in self.text(name)) == plain]
            pages = fitting or pages
        return self.random.choice(pages)

    def text(self, name: str) -> str:
        """The text of a file below `docs`."""
        return (self.docs / name).read_text(encoding="utf-8", errors="replace")

    def edit(self, pattern: str, new: Callable[[re.Match[str]], str], *, quietly: bool = False) -> str:
        """Change one of the places that fit a pattern, and tell where; `quietly` keeps the file's time.

        Not even the file's size then tells that something was changed, if what is new is as long.
        """
        places = [
            (name, found) for name in self.pages() for found in re.finditer(pattern, self.text(name), re.MULTILINE)
        ]
        if not places:
            return "nothing fits"
        name, found = self.random.choice(places)
        text, words = self.text(name), new(found)
        place = self.docs / name
        about = place.stat()
        place.write_text(text[: found.start()] + words + text[found.end() :], encoding="utf-8")
        if quietly:
            os.utime(place, ns=(about.st_atime_ns, about.st_mtime_ns))
        return f"{name}: {found[0].strip()!r} is now {words.strip()!r}"

    def config(self) -> dict[str, Any]:
        """The configuration as it stands."""
        read: dict[str, Any] = yaml.safe_load((self.root / "mkdocs.yml").read_text(encoding="utf-8"))
        return read

    def configure(self, change: Callable[[dict[str, Any], dict[str, Any]], None]) -> None:
        """Change the configuration; `change` gets all of it and our own section."""
        config = self.config()
        ours = next(entry["okrsite"] for entry in config["plugins"] if isinstance(entry, dict) and "okrsite" in entry)
        change(config, ours)
        self.write({"mkdocs.yml": yaml.safe_dump(config, sort_keys=False, allow_unicode=True)})
