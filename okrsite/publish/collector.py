"""Python's collector of cycles, held back while much is built that will stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Build without collecting; what was built is not looked at again afterwards.

    Reading an organisation makes millions of objects, all of which are kept: looking through them again and again
    takes as long as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@contextmanager
def let_loose() -> Iterator[None]:
    """Collect what is made from now on, though nothing that is there already.

    Rendering leaves circles behind with every page, which nobody asks for again.
    """
    was_on = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()
