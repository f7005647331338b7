"""New documents on the disk; what is there already is never touched."""

from __future__ import annotations

from pathlib import Path

from okrsite.errors import OkrsiteError


def write_new(place: Path, named: str, text: str) -> None:
    """Write a file that does not exist yet; OkrsiteError where it does, or can't be written. `named` is its path."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        if isinstance(error, FileExistsError) and place.exists():
            raise _taken(named) from None
        hint = "Check that the folder may be written, then run the command again."
        raise OkrsiteError(f"`{named}` can't be written: {error.strerror or error}", hint) from error


def _taken(named: str) -> OkrsiteError:
    hint = "Name another with `-o`, or another day with `--date`."
    return OkrsiteError(f"`{named}` exists already; nothing was written", hint)
