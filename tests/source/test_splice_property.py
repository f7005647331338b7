"""Over generated documents, an edit changes the intended lines and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins

from okrsite.source.documents import ObjectivesDocument
from okrsite.source.read import Document, SourceFile, read
from okrsite.source.splice import insert, splice

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\t"), min_size=1, max_size=12
).filter(lambda text: text.strip() == text != "")
TEXTS = st.one_of(
    WORDS,
    st.sampled_from(["no", "010", "12:30", ">= 5", "@a", "a: b", "x #1", "it's", '"q"', "12,000", "- 5", "[22%]", "~"]),
)
COMMENTS = st.sampled_from(["", "  # why", " # okr: allow no-owner: so", "\t#x"])


def quoted(text: str, style: str) -> str:
    """The text in a style that can hold it."""
    if style == "'" and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\u2028", "\\L") + '"'


@st.composite
def key_results(draw: st.DrawFn) -> tuple[list[str], int]:
    """The lines of a key result, below a list indented by four, and its number of check-ins."""
    gap = draw(st.sampled_from([" ", "   "]))
    pad = " " * 4 + " " + " " * len(gap)
    style = st.sampled_from(["'", '"'])
    lines = [f"    -{gap}key_result: {quoted(draw(TEXTS), draw(style))}{draw(COMMENTS)}"]
    keys = {
        "owner": f"owner: {quoted(draw(TEXTS), draw(style))}{draw(COMMENTS)}",
        "baseline": f"baseline: {draw(st.sampled_from(['68%', '12,000', '>= 5', '24 hours']))}{draw(COMMENTS)}",
        "context": "measurement: |" + draw(st.sampled_from(["", "-", "+"])) + f"\n{pad}  one\n\n{pad}  two: x\n",
        "comment": "# a comment",
    }
    for name in draw(st.permutations(sorted(keys))):
        lines += [pad + keys[name] if line == 0 else text for line, text in enumerate(keys[name].split("\n"))]
    dates = [f"2026-07-{day:02}" for day in range(1, 1 + draw(st.integers(1, 3)))]
    form = draw(st.sampled_from(["mapping", "list", "flow", "pairs"]))
    deeper = pad + " " * draw(st.sampled_from([2, 3, 4]))
    if form == "mapping":
        lines += [f"{pad}checkins:{draw(COMMENTS)}", *(f"{deeper}{day}: 5{draw(COMMENTS)}" for day in dates)]
    elif form == "list":
        lines.append(f"{pad}checkins:")
        for day in dates:
            lines += [f"{deeper}- date: {day}", f"{deeper}  value: 5{draw(COMMENTS)}"]
    elif form == "flow":
        lines.append(f"{pad}checkins: {{{', '.join(f'{day}: 5' for day in dates)}}}{draw(COMMENTS)}")
    else:
        lines.append(f"{pad}checkins:")
        for day in dates:
            lines += [
                f"{deeper}{day}:",
                f"{deeper}  value: 5",
                f"{deeper}  # between",
                f"{deeper}  note: a{draw(COMMENTS)}",
            ]
    return lines, len(dates)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A document of one objective with some key results, in any style."""
    lines = ["---", "# above", "okr: objectives", "team: a", "cycle: 2026-Q3"]
    lines += ["objectives:", "  - objective: X", "    key_results:"]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(key_results())[0]
    lines += [draw(st.sampled_from(["---", "..."])), "# Body", "text: > 5", ""]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return (draw(st.sampled_from(["", "\ufeff"])) + end.join("\n".join(lines).split("\n"))).encode()


def document(raw: bytes) -> Document:
    found = read(SourceFile("a.md", "a.md", raw)).document
    assert found is not None, read(SourceFile("a.md", "a.md", raw)).diagnostics
    return found


def lines_of(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")


def content(raw: bytes) -> ObjectivesDocument:
    found = document(raw).content
    assert isinstance(found, ObjectivesDocument)
    return found


def with_key(found: ObjectivesDocument, index: int, change: Callable[[dict[str, object]], None]) -> object:
    whole: dict[str, Any] = to_builtins(found)
    change(whole["objectives"][0]["key_results"][index])
    return whole


@settings(max_examples=200, deadline=None)
@given(documents(), TEXTS, st.data())
def test_changing_a_value_changes_its_line_and_no_other(raw: bytes, text: str, choice: st.DataObject) -> None:
    index = choice.draw(st.integers(0, len(content(raw).objectives[0].key_results) - 1))
    key = choice.draw(st.sampled_from(["owner", "baseline", "key_result"]))
    path = ("objectives", 0, "key_results", index, key)
    new = splice(raw, path, text)
    line = document(raw).where(*path).line - 1
    before, after = lines_of(raw), lines_of(new)
    assert before[:line] == after[:line]
    assert before[line + 1 :] == after[line + 1 :]
    assert to_builtins(content(new)) == with_key(content(raw), index, lambda entry: entry.update({key: text}))


@settings(max_examples=200, deadline=None)
@given(documents(), TEXTS, st.booleans(), st.data())
def test_adding_a_check_in_adds_its_lines_and_changes_no_other(
    raw: bytes, text: str, with_note: bool, choice: st.DataObject
) -> None:
    index = choice.draw(st.integers(0, len(content(raw).objectives[0].key_results) - 1))
    value = {"value": "12,000", "note": text} if with_note else text
    new = insert(raw, ("objectives", 0, "key_results", index, "checkins"), "2026-08-01", value)
    checkins = content(new).objectives[0].key_results[index].checkins
    assert checkins[:-1] == content(raw).objectives[0].key_results[index].checkins
    assert (checkins[-1].value, checkins[-1].note) == (("12,000", text) if with_note else (text, None))
    before, after = lines_of(raw), lines_of(new)
    at = next((line for line, (old, now) in enumerate(zip(before, after, strict=False)) if old != now), None)
    assert at is not None
    added = len(after) - len(before)
    in_flow = added == 0
    assert before[at + in_flow :] == after[at + added + in_flow :]
    assert added <= 3
    assert raw.startswith(b"\xef\xbb\xbf") == new.startswith(b"\xef\xbb\xbf")


@settings(max_examples=100, deadline=None)
@given(documents())
def test_a_value_that_stays_leaves_every_byte(raw: bytes) -> None:
    assert splice(raw, ("team",), "a") == raw
