"""The frame of a chart: grid, axis, ticks and places for tick labels, drawn once by Matplotlib and then filled.

A frame is described by an `AxisFrame`, whose ticks sit at shares of the axis, never at values; so few frames serve
all charts. Drawn, it is a short piece of SVG with `{0}`, `{1}`, … where the tick labels go.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct, json

from okrsite.charts.svg import escape

FRAME_FORMAT = 1
"""Raise when frames are drawn differently, so that stored ones are not used again."""

Anchor = Literal["start", "middle", "end"]


class Canvas(Struct, frozen=True):
    """A canvas and the plot on it, in units: y grows downwards, as in SVG."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float


class Tick(Struct, frozen=True):
    """One tick at a share (0…1) of the axis; a minor one's label goes when the column is narrow."""

    at: float
    labelled: bool = True
    minor: bool = False
    anchor: Anchor = "middle"


class AxisFrame(Struct, frozen=True):
    """One axis of a chart, at the left (grid lines) or the bottom (spine and tick marks).

    `gap` is how far labels stand from the plot: to their end at the left, to their baseline at the bottom.
    """

    canvas: Canvas
    side: Literal["left", "bottom"]
    ticks: tuple[Tick, ...]
    gap: float


class FrameStore(Protocol):
    """Where drawn frames are kept from build to build. Both calls are frequent: answer from memory."""

    def get(self, key: str) -> str | None:
        """Return what was put under the key, or None."""

    def put(self, key: str, frame: str) -> None:
        """Keep a frame under a key that names everything it was drawn from."""


class MemoryFrames:
    """Frames kept in memory, in front of another store where one is given."""

    def __init__(self, behind: FrameStore | None = None) -> None:
        self._frames: dict[str, str] = {}
        self._behind = behind

    def get(self, key: str) -> str | None:
        """Return the frame from memory, else from the store behind."""
        found = self._frames.get(key)
        if found is None and self._behind is not None:
            found = self._behind.get(key)
            if found is not None:
                self._frames[key] = found
        return found

    def put(self, key: str, frame: str) -> None:
        """Keep the frame here and behind."""
        self._frames[key] = frame
        if self._behind is not None:
            self._behind.put(key, frame)


_IN_PROCESS = MemoryFrames()


@lru_cache(maxsize=1)
def edition() -> str:
    """Return what frames depend on beside their description: our format and Matplotlib's version."""
    from importlib.metadata import version  # 10 ms that only drawing should pay

    return f"{FRAME_FORMAT}/{version('matplotlib')}"


@lru_cache(maxsize=1024)
def frame_key(frame: AxisFrame) -> str:
    """Return the digest under which a drawn frame is kept, made without importing Matplotlib."""
    named = json.encode([edition(), frame])
    return hashlib.sha256(named).hexdigest()


# A stored frame goes into pages as it is, so only what we draw ourselves is let in.
_SHAPE = re.compile(
    r'(?:<path class="okr-chart__(?:grid|axis)" d="[MHVL0-9. -]*"/>)*'
    r'(?:<text x="[0-9.-]+" y="[0-9.-]+"(?: text-anchor="(?:middle|end)")?'
    r'(?: class="okr-chart__minor")?>\{\d+\}</text>)*\Z'
)


@lru_cache(maxsize=1024)
def _sound(drawn: str, labels: int) -> bool:
    wanted = [str(n) for n in range(labels)]
    return _SHAPE.match(drawn) is not None and re.findall(r"\{(\d+)\}", drawn) == wanted


def drawn(frame: AxisFrame, frames: FrameStore | None) -> str:
    """Return the frame as a template, from the store if it has a sound one, else drawn by Matplotlib."""
    store = _IN_PROCESS if frames is None else frames
    key = frame_key(frame)
    labels = sum(tick.labelled for tick in frame.ticks)
    found = store.get(key)
    if found is not None and _sound(found, labels):
        return found
    from okrsite.charts.drawing import draw_axis  # imports Matplotlib, half a second

    found = draw_axis(frame)
    store.put(key, found)
    return found


def filled(frame: AxisFrame, labels: Sequence[str], frames: FrameStore | None) -> str:
    """Return the frame's SVG with its labels, one for each labelled tick in order, escaped."""
    return drawn(frame, frames).format(*map(escape, labels))
