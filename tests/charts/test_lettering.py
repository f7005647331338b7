"""Labels: short enough, and apart."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from okrsite.charts.lettering import EndLabel, shorten, spread, width

labels = st.lists(
    st.builds(EndLabel, st.floats(20, 260), st.integers(1, 2), st.booleans(), st.just(False)), min_size=1, max_size=4
)


@given(st.text(max_size=60), st.floats(20, 300))
def test_shortened_text_fits(words: str, room: float) -> None:
    assert width(shorten(words, room)) <= max(room, width("…")) + 1e-6


def test_text_that_fits_is_left_as_it_is() -> None:
    assert shorten("Target 85\u2009%", 200) == "Target 85\u2009%"


def test_bold_is_wider() -> None:
    assert width("Target", bold=True) > width("Target")


@given(labels)
def test_labels_stand_14_units_apart_in_the_order_of_their_wishes(found: list[EndLabel]) -> None:
    places = sorted(zip(spread(found, 13, 270), found, strict=True), key=lambda pair: pair[0])
    for (above, label), (below, _) in pairwise(places):
        assert below - above >= 14 * label.lines - 1e-6
        assert above >= 13 - 1e-6
    assert [label.wish for _, label in places] == sorted(label.wish for label in found)
    assert places[-1][0] <= 270 + 1e-6


def test_the_target_keeps_its_place_and_the_others_make_way() -> None:
    found = spread(
        [EndLabel(100, 1, True, True), EndLabel(99, 1, False, False), EndLabel(103, 1, False, False)], 13, 270
    )
    assert found == [100, 86, 114]


def test_labels_that_stay_in_narrow_columns_have_room_at_their_larger_size() -> None:
    assert spread([EndLabel(100, 1, True, True), EndLabel(101, 1, True, False)], 13, 270) == [100, 123]
