"""Documents in every style of YAML that people write, made from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from msgspec import Struct, field

TEXTS = (
    "Fewer calls",
    "no",
    "010",
    "12:30",
    ">= 5",
    "@a",
    "a: b",
    "x #1",
    "it's",
    'the "new" one',
    "- 5",
    "[22%]",
    "~",
    "Größe – 20 %",
    "日本語",
    "a, b",
    "*bold*",
    "50% of all",
    "trailing colon:",
    "C:\\temp",
)
QUANTITIES = ("70%", "12,000", ">= 5", "24 hours", "+12", "−40", "$50K", "4.2/5", "1h 30m", "7", "80%+")
DAYS = tuple(date(2026, 7, 1) + timedelta(days=7 * week) for week in range(8))
_COMMENTS = ("", "", "", "  # why", " # okr: allow no-owner: so", "\t#x", "   # it's {odd]: yes")
_GAPS = ("", "", "", "", "# between", "  # deeper", "   ", "# key: value")


class Style(Struct):
    """How one document is written; every choice comes from the seed."""

    random: Random
    step: int = 2
    list_indent: int = 2
    gap: str = " "
    line_end: str = "\n"
    lines: list[str] = field(default_factory=list)

    def comment(self) -> str:
        """Something behind a value, or nothing."""
        return self.random.choice(_COMMENTS)

    def between(self) -> None:
        """Perhaps a blank line or a comment on a line of its own."""
        if self.random.random() < 0.15:
            self.lines.append(self.random.choice(_GAPS))

    def quoted(self, text: str) -> str:
        """The text in quotes of one kind or the other."""
        if self.random.random() < 0.5:
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def key(self, name: str) -> str:
        """A key, plain as a rule."""
        return self.quoted(name) if self.random.random() < 0.1 else name

    def text(self, indent: int) -> str:
        """A text: quoted, or on several lines."""
        text, pad = self.random.choice(TEXTS), " " * (indent + self.step)
        form = self.random.randrange(8)
        if form == 0:
            head = self.random.choice(["|", "|-", "|+", ">", ">-", "|  # c"])
            return f"{head}\n{pad}{text}\n\n{pad}two: {text}" + self.random.choice(["", "\n"])
        if form == 1:
            return f"one word\n{pad}and another # behind"
        if form == 2:
            return f'"first\n{pad}second line"'
        return self.quoted(text) + self.comment()

    def quantity(self) -> str:
        """A quantity, mostly as people type it."""
        text = self.random.choice(QUANTITIES)
        return (self.quoted(text) if self.random.random() < 0.3 or text[0] == ">" else text) + self.comment()

    def put(self, indent: int, text: str) -> None:
        """Lines at an indentation, the first of a text of several."""
        first, *rest = text.split("\n")
        self.between()
        self.lines += [" " * indent + first, *rest]


def of_key_results(seed: int) -> bytes:
    """A document of one or two objectives with key results and check-ins."""
    style = _style(seed)
    style.lines += ["# above", "okr: objectives  # kind"] if seed % 3 else ["okr: objectives"]
    head = ["team: a", "cycle: 2026-Q3", f"title: {style.text(0)}"]
    style.random.shuffle(head)
    for line in head:
        style.put(0, line)
    if style.random.random() < 0.1:
        style.put(0, "id: K0")
        _rest_of_objective(style, 0)
        return _file(style)
    style.put(0, "objectives:")
    for number in range(style.random.randint(1, 2)):
        style.put(style.list_indent, f"-{style.gap}id: K{number}")
        _rest_of_objective(style, style.list_indent + 1 + len(style.gap))
    return _file(style)


def of_check_ins(seed: int) -> bytes:
    """A check-in document with some readings of the key results K0.0 and so on."""
    style = _style(seed)
    style.lines += ["okr: checkin", "team: a", f"date: {DAYS[2]}"]
    style.put(0, f"wins: {style.text(0)}")
    known = style.random.sample(["K0.0", "K0.1", "K1.0"], style.random.randint(0, 2))
    if style.random.random() < 0.2:
        style.put(0, "readings: {" + ", ".join(f"{one}: 70%" for one in known) + "}" + style.comment())
    elif known:
        style.put(0, "readings:" + style.comment())
        for one in known:
            _reading(style, style.step, one)
    elif style.random.random() < 0.5:
        style.put(0, "readings:" + style.comment())
    style.put(0, f"next: {style.text(0)}")
    return _file(style)


def _style(seed: int) -> Style:
    random = Random(seed)
    return Style(
        random,
        step=random.choice([1, 2, 2, 2, 3, 4]),
        list_indent=random.choice([0, 2, 2, 4]),
        gap=random.choice([" ", " ", " ", "   "]),
        line_end=random.choice(["\n", "\n", "\r\n", "\r"]),
    )


def _file(style: Style) -> bytes:
    random = style.random
    opening, closing = random.choice(["---", "---", "---  "]), random.choice(["---", "---", "...", "---\t"])
    body = random.choice([[], [""], ["# Body", "checkins: 5", "---", "text: > 5", ""], ["", "No end"]])
    text = "\n".join([opening, *style.lines, closing, *body]).replace("\n", style.line_end)
    return random.choice([b"", b"", b"\xef\xbb\xbf"]) + text.encode()


def _rest_of_objective(style: Style, inner: int) -> None:
    style.put(inner, f"objective: {style.text(inner)}")
    style.put(inner, "key_results:" + style.comment())
    for index in range(style.random.randint(1, 3)):
        if style.random.random() < 0.1:
            pairs = f"id: .{index}, key_result: x, target: 80%, checkins: {{{DAYS[0]}: 70%}}"
            style.put(inner + style.list_indent, f"-{style.gap}{{{pairs}}}{style.comment()}")
        else:
            _key_result(style, inner + style.list_indent, index)


def _key_result(style: Style, indent: int, index: int) -> None:
    inner = indent + 1 + len(style.gap)
    style.put(indent, f"-{style.gap}id: .{index}")
    keys = [
        f"key_result: {style.text(inner)}",
        f"owner: {style.quoted(style.random.choice(TEXTS))}{style.comment()}",
        f"measurement: {style.text(inner)}",
        f"baseline: {style.quantity()}",
        f"target: {style.quantity()}",
    ]
    place = style.random.randint(0, len(keys))
    style.random.shuffle(keys)
    for line in keys[:place]:
        style.put(inner, line)
    _checkins(style, inner)
    for line in keys[place:]:
        style.put(inner, line)


def _checkins(style: Style, indent: int) -> None:
    random = style.random
    form = random.choice(["none", "empty", "mapping", "mapping", "mapping", "list", "items", "flow", "lines"])
    days = sorted(random.sample(DAYS, random.randint(1, 4)), reverse=random.random() < 0.3)
    if form == "none":
        return
    if form == "flow":
        style.put(indent, f"checkins: {{{', '.join(f'{day}: 70%' for day in days)}}}{style.comment()}")
        return
    if form == "lines":
        pad = " " * (indent + style.step)
        inside = f",\n{pad}".join(f"{day}: {{value: 70%, note: x}}" for day in days)
        style.put(indent, f"checkins: {{\n{pad}{inside}{random.choice(['', ','])}\n{pad}}}")
        return
    style.put(indent, "checkins:" + style.comment())
    if form == "list":
        deeper = indent + random.choice([0, 2, 3])
        for day in days:
            style.put(deeper, f"-{style.gap}date: {style.quoted(str(day)) if random.random() < 0.2 else day}")
            style.put(deeper + 1 + len(style.gap), f"value: {style.quantity()}")
    elif form == "items":
        deeper = indent + random.choice([0, 2, 3])
        for day in days:
            pairs = random.choice(
                [f"date: {day}, value: 70%", f"value: '70%', date: '{day}'", f'"date": {day}, note: x']
            )
            style.put(deeper, f"-{style.gap}{{{pairs}}}{style.comment()}")
    elif form == "mapping":
        for day in days:
            _reading(style, indent + style.step, str(day))


def _reading(style: Style, indent: int, key: str) -> None:
    if style.random.random() < 0.5:
        style.put(indent, f"{style.key(key)}: {style.quantity()}")
        return
    style.put(indent, f"{style.key(key)}:{style.comment()}")
    for line in _story(style, indent + style.step):
        style.put(indent + style.step, line)


def _story(style: Style, indent: int) -> Iterator[str]:
    keys = [f"value: {style.quantity()}", f"note: {style.text(indent)}", "confidence: 0.7" + style.comment()]
    style.random.shuffle(keys)
    yield from keys[: style.random.randint(1, 3)]
