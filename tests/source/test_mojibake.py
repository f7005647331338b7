"""Doubly encoded text is turned back, and what people write is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.source.mojibake import garbled, mended

SIGNS = "äöüßéèêëàçñøåÅÄÖÜ€£“”‘’–—…•→✅❌🟢🟡🔴🎉≥≤−×½°«»ł"


def encoded_twice(text: str) -> str:
    """A text as a program leaves it that takes UTF-8 for Windows-1252, and keeps what that doesn't know."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("sign", SIGNS)
def test_a_single_sign_is_turned_back(sign: str) -> None:
    assert mended(f"Kaf{encoded_twice(sign)} x") == f"Kaf{sign} x"


@pytest.mark.parametrize("text", ["Привет мир", "Ελληνικά", "日本語テスト", "한국어", "हिन्दी", "zażółć gęślą"])
def test_other_scripts_are_turned_back(text: str) -> None:
    assert mended(encoded_twice(text)) == text


def test_text_that_was_encoded_three_times_is_turned_back_at_once() -> None:
    assert mended(encoded_twice(encoded_twice("naïve – 🟢"))) == "naïve – 🟢"


def test_signs_of_which_a_byte_was_dropped_are_known() -> None:
    assert mended("âŒ **Don't:**") == "❌ **Don't:**"
    assert mended("â€œso it goesâ€.") == "“so it goes”."


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "«CAFÉ» – naïve Straße, pâté",
        "»Spaß« und „Groß“",
        "SÃO PAULO, Ñandú, Ångström…",
        "12 °C ± 3 µm, 40 €, £5, ½",
        "«MANHû",
        "été”… où ’",
        "✅ 🟢 日本語 Привет",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert mended(text) is None


@given(st.text(alphabet=st.sampled_from("aé ü–“”…€ßÃÂâ ✅\n"), max_size=30))
def test_mending_ends(text: str) -> None:
    """What is mended can't be mended once more beyond the rounds that programs need."""
    result = mended(text)
    assert result is None or result != text


def test_places_are_told() -> None:
    (found,) = garbled("health: ðŸŸ¢ now")
    assert (found.start, found.end, found.meant) == (8, 12, "🟢")
