"""What a notation says of a file's blocks: which of them are objectives, which key results."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


class Role(StrEnum):
    """What a block is; RESULTS only announces that key results follow, AIM that an objective does."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key result"
    RESULTS = "results"
    AIM = "aim"


class Tag(Struct, frozen=True):
    """The role of a block, with its words without the label, its number as typed, and whose it says it is."""

    role: Role
    text: str = ""
    number: str = ""
    owner: str = ""


Tags: TypeAlias = Mapping[int, Tag]
"""The tags of blocks, by their `at`."""


def objectives_in(tags: Tags) -> int:
    """How many blocks are objectives."""
    return sum(tag.role is Role.OBJECTIVE for tag in tags.values())
