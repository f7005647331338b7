"""Which distributions are installed, told by the names of their folders: quicker than reading what is in them."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from pathlib import Path

_ENDING = ".dist-info"


@cache
def installed() -> dict[str, tuple[str, Path]]:
    """The version and the folder of each distribution that lies unpacked on Python's path, by its plain name.

    Others, such as those in an archive, are missing here.
    """
    found: dict[str, tuple[str, Path]] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")  # noqa: PTH208 - a Path for each of many names is slow
        except OSError:
            continue
        for name in names:
            if name.endswith(_ENDING):
                title, _, version = name.removesuffix(_ENDING).partition("-")
                found.setdefault(plain(title), (version, Path(place, name)))
    return found


def plain(name: str) -> str:
    """A distribution's name as all its spellings have it.

    >>> plain("mkdocs_material"), plain("Jinja2")
    ('mkdocs-material', 'jinja2')
    """
    return re.sub(r"[-_.]+", "-", name).lower()
