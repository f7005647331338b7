"""Python's collector works where circles are left behind, and looks at nothing that stays."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from okrsite.publish.collector import held_back, let_loose


class Circle:
    """What nobody can reach but itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def _collecting_afterwards() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_circles_that_are_left_behind_are_collected_while_it_is_let_loose_and_only_then() -> None:
    gc.disable()
    with let_loose():
        assert gc.isenabled()
        left = weakref.ref(Circle())
        gc.collect(0)
        assert left() is None
    assert not gc.isenabled()


def test_what_was_there_before_is_not_looked_at() -> None:
    gc.disable()
    before = weakref.ref(Circle())
    with let_loose():
        gc.collect()
        assert before() is not None


def test_within_a_command_that_collects_it_goes_on_doing_so() -> None:
    with held_back():
        assert not gc.isenabled()
        with let_loose():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
