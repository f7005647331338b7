"""Bytes as text: UTF-8, UTF-16 with its mark, and what older Windows programs write."""

from __future__ import annotations

from okrsite.errors import OkrsiteError
from okrsite.importers.found import Doubt

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decoded(raw: bytes, name: str) -> tuple[str, list[Doubt]]:
    r"""The text of a file with `\n` as its line end, and a doubt where its encoding is a guess.

    Raises OkrsiteError for bytes that are no text.

    >>> decoded("Gr\u00f6\u00dfe\r\n".encode("cp1252"), "okrs.md")[0]
    'Größe\n'
    """
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "utf-8")
    doubts: list[Doubt] = []
    try:
        text = raw.decode(marked)
    except UnicodeDecodeError:
        text = _older(raw, name)
        doubts.append(Doubt(1, "the file is not UTF-8; it is read as Windows-1252, so look at its accents"))
    if "\x00" in text:
        raise _no_text(name)
    return text.replace("\r\n", "\n").replace("\r", "\n"), doubts


def _older(raw: bytes, name: str) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise _no_text(name) from None


def _no_text(name: str) -> OkrsiteError:
    return OkrsiteError(f"`{name}` is in an encoding that nobody names", "Save it as UTF-8, then import it again.")
