"""Our marks in Markdown: `[[ID]]`, `[[ID|words]]` and fenced blocks called `okr`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor

from okrsite.publish.edition import Edition
from okrsite.publish.outcome import Mark
from okrsite.publish.record import digest

NAME = "okrsite_mkdocs.marks"
_MENTION = r"\[\[([A-Za-z0-9][A-Za-z0-9._-]*)(?:\|([^\[\]|]+))?\]\](?![(\[])"
_FENCE = re.compile(r"^(?P<indent>\s*)(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*?)\s*$")
_AFTER_SNIPPETS_BEFORE_FENCES = 27
_AFTER_CODE_BEFORE_LINKS = 175


class Bridge:
    """What answers marks on the page that is being converted; without an edition they stay as they are.

    `used` records, for the address of each page, the marks that it holds, in their order.
    """

    edition: Edition | None = None
    here: str = ""

    def __init__(self) -> None:
        """Know of no page yet."""
        self.used: dict[str, list[Mark]] = {}

    def turn_to(self, here: str) -> None:
        """Answer for the page at the address `here` from now on."""
        self.here = here
        self.used.pop(here, None)

    def mention(self, id: str, words: str | None) -> str | None:
        """A link to what an id or alias stands for, None where it is unknown."""
        html = self.edition.mention(id, words, self.here) if self.edition else None
        self._note(Mark(id, words, digest(html or "")))
        return html

    def block(self, text: str) -> str:
        """The view that a fenced block describes."""
        again = sum(one.again is not None and one.text == text for one in self.used.get(self.here, ()))
        html = self.edition.block(text, self.here, again) if self.edition else ""
        self._note(Mark(text, None, digest(html), again))
        return html

    def _note(self, mark: Mark) -> None:
        self.used.setdefault(self.here, []).append(mark)


def shown_by(edition: Edition, mark: Mark, here: str) -> str:
    """The digest of the HTML that a mark on the page at an address stands for in an edition."""
    if mark.again is None:
        return digest(edition.mention(mark.text, mark.words, here) or "")
    return digest(edition.block(mark.text, here, mark.again))


class Mentions(InlineProcessor):
    """Links to objectives and the like; an unknown id stays as it is written."""

    def __init__(self, md: Markdown, bridge: Bridge) -> None:
        """Ask `bridge` for the links."""
        super().__init__(_MENTION, md)
        self.bridge = bridge

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Markdown's
        self, match: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """The link's HTML in a safe place, with the span that it stands for."""
        link = self.bridge.mention(match[1], match[2])
        if link is None:
            return None, None, None
        return self.md.htmlStash.store(link), match.start(0), match.end(0)


class Blocks(Preprocessor):
    """Fenced blocks called `okr`; fences of other names, and what stands in them, are left alone."""

    def __init__(self, md: Markdown, bridge: Bridge) -> None:
        """Ask `bridge` for the views."""
        super().__init__(md)
        self.bridge = bridge

    def run(self, lines: list[str]) -> list[str]:
        """The lines with each block replaced by a placeholder for its HTML."""
        kept: list[str] = []
        waiting = iter(lines)
        for line in waiting:
            opening = _FENCE.match(line)
            if opening is None:
                kept.append(line)
                continue
            inside, closing = _until_closed(waiting, opening["fence"])
            if opening["info"] == "okr" and closing is not None:
                html = self.bridge.block("\n".join(part.removeprefix(opening["indent"]) for part in inside))
                kept += ["", opening["indent"] + self.md.htmlStash.store(html), ""]
            else:
                kept += [line, *inside, *([] if closing is None else [closing])]
        return kept


class Marks(Extension):
    """Adds our marks to Markdown; the option `bridge` answers them."""

    def __init__(self, **options: Any) -> None:
        """Take the bridge."""
        self.config = {"bridge": ["", "What turns marks into HTML"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Register both marks."""
        bridge = self.getConfig("bridge")
        md.preprocessors.register(Blocks(md, bridge), "okr_blocks", _AFTER_SNIPPETS_BEFORE_FENCES)
        md.inlinePatterns.register(Mentions(md, bridge), "okr_mentions", _AFTER_CODE_BEFORE_LINKS)


def makeExtension(**options: Any) -> Marks:  # noqa: N802 - the name is Markdown's
    """The extension, for Markdown to find."""
    return Marks(**options)


def _until_closed(waiting: Iterator[str], fence: str) -> tuple[list[str], str | None]:
    """The lines up to the one that closes a fence, and that line; None where nothing closes it."""
    inside: list[str] = []
    for line in waiting:
        end = line.strip()
        if len(end) >= len(fence) and set(end) == {fence[0]}:
            return inside, line
        inside.append(line)
    return inside, None
