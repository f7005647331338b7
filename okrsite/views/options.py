"""What a fenced `okr` block says: a key and a value a line, values as lists where there are several."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from okrsite.diagnostics import nearest
from okrsite.views.words import gettext as _

FILTERS = ("id", "team", "cycle", "owner", "status")


class Options(Struct, frozen=True):
    """What to `show` and the filters; `doubts` say in sentences what can't be followed."""

    show: str
    filters: Mapping[str, tuple[str, ...]]
    doubts: tuple[str, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a filter, none where it is not given."""
        return self.filters.get(name, ())


def read_options(text: str, shows: Mapping[str, tuple[str, ...]]) -> Options:
    """Return the options in the body of a block; `shows` are the views that exist, with their filters.

    >>> read_options("show: card\\nteam: [sales, support]", {"card": ("team",)}).filters
    {'team': ('sales', 'support')}
    >>> read_options("show: cart", {"card": ()}).doubts
    ('There is no view `cart`; did you mean `card`?',)
    """
    written: dict[str, tuple[str, ...]] = {}
    doubts = []
    for line in text.splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        key, colon, value = bare.partition(":")
        name = key.strip().lower()
        if colon and name in written:
            doubts.append(_("`{key}` stands there twice; keep one of the two.").format(key=name))
        elif colon:
            written[name] = _values(value)
        else:
            doubts.append(_("`{line}` is no option; write a key, a colon and a value.").format(line=bare))
    show = " ".join(written.pop("show", ("dashboard",)))
    if show not in shows:
        return Options(show, {}, (*doubts, _unknown(_("There is no view `{word}`"), show, shows)))
    known = shows[show]
    doubts += [_unknown(_("`{show}` has no filter `{word}`"), key, known, show) for key in written if key not in known]
    return Options(show, {key: value for key, value in written.items() if key in known}, tuple(doubts))


def _values(text: str) -> tuple[str, ...]:
    """Return the values of one line, without quotes and brackets.

    >>> _values(' "2026-Q3" '), _values("[a, 'b']"), _values("a, b")
    (('2026-Q3',), ('a', 'b'), ('a', 'b'))
    """
    bare = text.strip()
    inside = bare[1:-1] if bare.startswith("[") and bare.endswith("]") else bare
    values = (part.strip().strip("\"'").strip() for part in inside.split(","))
    return tuple(value for value in values if value)


def _unknown(message: str, word: str, known: Mapping[str, object] | tuple[str, ...], show: str = "") -> str:
    close = nearest(word, known)
    if close:
        ending = _("; did you mean `{close}`?").format(close=close)
    elif known:
        ending = _("; there are {words}.").format(words=", ".join(f"`{one}`" for one in known))
    else:
        ending = "."
    return message.format(word=word, show=show) + ending
