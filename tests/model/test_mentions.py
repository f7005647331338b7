"""The words of texts tell which of them hold an id, as a look at each of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.mentions import Mentions

TEXTS = st.lists(st.text("ab1-._ \n:[é", max_size=12).map(str.encode), max_size=6)
IDS = st.from_regex(r"[ab1][ab1._-]{0,3}", fullmatch=True).map(str.encode)


def holding(texts: list[bytes], sought: bytes) -> set[int]:
    return {number for number, text in enumerate(texts) if sought in text}


@given(TEXTS, IDS)
def test_the_words_tell_the_texts_that_hold_an_id(texts: list[bytes], sought: bytes) -> None:
    assert Mentions().with_more(texts).holding(sought) == holding(texts, sought)


@given(TEXTS, st.text("ab1-._ é", min_size=1, max_size=4).map(str.encode))
def test_no_text_is_left_out_that_holds_what_is_no_id(texts: list[bytes], sought: bytes) -> None:
    assert Mentions().with_more(texts).holding(sought) >= holding(texts, sought)


@given(TEXTS, TEXTS, IDS)
def test_texts_that_come_later_have_the_next_numbers(texts: list[bytes], more: list[bytes], sought: bytes) -> None:
    assert Mentions().with_more(texts).with_more(more).holding(sought) == holding([*texts, *more], sought)
