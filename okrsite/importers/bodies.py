"""The body of a document: every sentence that found no key, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from okrsite.importers.cycles import is_only_cycle
from okrsite.importers.entry import Entry
from okrsite.importers.escaping import escaped
from okrsite.importers.found import Found, Placed
from okrsite.importers.inline import plain_text

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|mailto:|#)([^)\s]+)")


def body_of(pieces: Sequence[Placed], entries: Iterable[Entry], title: str, placed: Iterable[str]) -> str:
    """The body: `pieces` of the file, then what was said beside each entry.

    The heading that became the `title` is left out, and headings that say what is `placed` where nothing follows them.
    """
    others = [one for one in pieces if not (title and _is_heading_of(one, title))]
    kept = _without_rulers(list(_without_empty(others, {_simple(text) for text in placed})))
    beside = [line for entry in entries for line in _beside(entry)]
    blocks = [piece.text for piece in kept]
    if beside:
        blocks += ["## Beside the key results" if kept else "Beside the key results:", "\n".join(beside)]
    return "\n" + "\n\n".join(blocks) if blocks else ""


def share_out(found: Found, documents: Sequence[int]) -> list[list[Placed]]:
    """The pieces of a file by document; `documents` has the document of each objective.

    A heading goes with the objectives below it. What follows the last objective goes to the first document.
    """
    shared: list[list[Placed]] = [[] for _ in range(max(documents, default=0) + 1)]
    places = [(one.title.line, document) for one, document in zip(found.objectives, documents, strict=True)]
    last = max((line for line, _ in places), default=0)
    for index, piece in enumerate(found.rest):
        before = [document for line, document in places if line <= piece.line]
        after = [(line, document) for line, document in places if line > piece.line]
        if not after or not before:
            shared[before[-1] if before and piece.line <= last else 0].append(piece)
            continue
        line, following = after[0]
        between = [one for one in found.rest[index:] if one.line < line]
        headed = any(_HEADING.match(one.text) for one in between[1:])
        onward = not headed and _HEADING.match(piece.text) is not None
        shared[following if onward else before[-1]].append(piece)
    return shared


def _without_empty(pieces: Sequence[Placed], placed: set[str]) -> Iterator[Placed]:
    """The pieces without those headings that stand above nothing, and say nothing that stands nowhere else."""
    for index, piece in enumerate(pieces):
        heading = _HEADING.fullmatch(piece.text)
        if heading is None or not _is_placed(heading[2], placed):
            yield piece
            continue
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        below = _HEADING.fullmatch(following.text) if following else None
        if following is not None and (below is None or len(below[1]) > len(heading[1])):
            yield piece


def _is_heading_of(piece: Placed, title: str) -> bool:
    heading = _HEADING.fullmatch(piece.text)
    return heading is not None and plain_text(heading[2]) == title


def _without_rulers(pieces: Sequence[Placed]) -> list[Placed]:
    """The pieces without those rulers that part nothing."""
    found: list[Placed] = []
    for piece in pieces:
        ruler, last = _is_ruler(piece), found[-1] if found else None
        if not (ruler and (last is None or _is_ruler(last) or _HEADING.fullmatch(last.text))):
            found.append(piece)
    return found[:-1] if found and _is_ruler(found[-1]) else found


def _is_ruler(piece: Placed) -> bool:
    return re.fullmatch(r"(?:[-*_]\s*){3,}", piece.text) is not None


def _is_placed(text: str, placed: set[str]) -> bool:
    return is_only_cycle(plain_text(text)) or _simple(plain_text(text)) in placed


def _simple(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _beside(entry: Entry) -> Iterator[str]:
    """What was said beside an entry, below its title."""
    if not entry.rest:
        return
    title = escaped(entry.title)
    if len(entry.rest) == 1 and "\n" not in (only := entry.rest[0].text) and not _starts_block(only):
        yield f"- **{title}** {only}"
        return
    yield f"- **{title}**"
    for piece in entry.rest:
        lines = piece.text.split("\n")
        head = "" if _starts_block(piece.text) else "- "
        yield f"    {head}{lines[0]}"
        yield from (f"    {' ' * len(head)}{line}".rstrip() for line in lines[1:])


def _starts_block(text: str) -> bool:
    return re.match(r"(?:[-*+]|\d+[.)])\s|```|~~~|\||>|#", text) is not None


def relative_links(pieces: Iterable[Placed]) -> Iterator[tuple[int, str]]:
    """The links that lead to places beside the old file, with their lines."""
    for piece in pieces:
        for number, line in enumerate(piece.text.split("\n")):
            yield from ((piece.line + number, found[1]) for found in _LINK.finditer(line))
