"""Over generated documents in any style, mending changes the intended lines only, and nothing the second time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from okrsite.authoring.mending import Mending, mend
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.mojibake import mended as turned_back
from okrsite.source.read import SourceFile

SIGNS = [">= 99.9%", "@lead", "%lead", "&co", "*all", "!now", "[22%]", "{{ x }}", "`x`", "| pipes", ">8", "@café"]
WORDS = ["share: of all", '"best" of all', "'tis: so", "[x] done", "donâ€™t: ask", "a: b: c", '"a" \\ b: c']
TRAPS = st.sampled_from([*SIGNS, *WORDS])
PLAIN = st.sampled_from(
    ["68%", "12,000", '">= 5"', "'it''s'", "10 days # later", "Leave on time", "CafÃ©", "x #1", "~"]
)
COMMENTS = st.sampled_from(["", "  # why", " # okr: allow no-owner: so", "\t# x"])
KEYS = ("owner", "measurement", "baseline", "target", "window", "cohort", "proxy")


@st.composite
def key_results(draw: st.DrawFn, pad: str) -> list[str]:
    """The lines of a key result in a list that is indented by `pad`."""
    form = draw(st.sampled_from(["block", "block", "block", "alone", "flow", "text"]))
    if form == "flow":
        return [f"{pad}- {{key_result: Punctual boats, baseline: 10%, target: 20%}}{draw(COMMENTS)}"]
    if form == "text":
        return [f"{pad}- Punctual boats{draw(COMMENTS)}"]
    gap = draw(st.sampled_from([" ", "   "]))
    inner = f"{pad} {' ' * len(gap)}"
    names = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    keys = [f"key_result: {draw(st.one_of(TRAPS, PLAIN))}{draw(COMMENTS)}"]
    keys += [f"{name}: {draw(st.one_of(TRAPS, PLAIN))}{draw(COMMENTS)}" for name in names]
    if draw(st.booleans()):
        keys.append(draw(st.sampled_from(["id: .own", "id:", "id: ~", "# a comment", "note: |\n  > five"])))
    keys = draw(st.permutations(keys))
    first = f"{pad}-" if form == "alone" else f"{pad}-{gap}{keys[0]}"
    rest = keys if form == "alone" else keys[1:]
    lines = [first, *(f"{inner}{line}" for line in rest)]
    return [part for line in lines for part in line.replace("\n  ", f"\n{inner}  ").split("\n")]


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A document of some objectives, with traps, without ids, in any style."""
    lines = ["---", "# above", "okr: objectives", "team: crew", "cycle: 2026-Q3", "objectives:"]
    for _ in range(draw(st.integers(1, 2))):
        lines.append(f"  - objective: {draw(st.one_of(TRAPS, PLAIN))}{draw(COMMENTS)}")
        lines += draw(st.sampled_from([[], ["    id: A-1"], ["    context: >", "      a: b", "      > 5", ""]]))
        lines.append(f"    stakeholders: {draw(st.sampled_from(['[12,000 people, all]', 'crews', '[@a, b]', '[]']))}")
        pad = draw(st.sampled_from(["    ", "      "]))
        lines += ["    key_results:", *draw(key_results(pad)), *draw(key_results(pad))]
    lines += [draw(st.sampled_from(["---", "..."])), "# Body", "text: > 5", draw(st.sampled_from(["", "naÃ¯ve", "é"]))]
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return (draw(st.sampled_from(["", "\ufeff"])) + end.join(lines)).encode()


def reported(raw: bytes) -> Report:
    return report([SourceFile("a.md", "a.md", raw)], Settings(root="crew"), date(2026, 8, 14))


def mended(found: Report, raw: bytes) -> Mending:
    return mend(raw, [one for one in found.findings if one.where.path == "a.md"])


def said(found: Report) -> list[tuple[str | None, ...]]:
    """What key results say, with nothing encoded twice."""
    texts = [(key.id, key.title, key.owner, key.measurement) for key in found.graph.key_results.values()]
    return [tuple(text and (turned_back(text) or text) for text in several) for several in texts]


def lines_of(raw: bytes) -> list[str]:
    return raw.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")


def pairs(before: list[str], after: list[str], added: set[int]) -> Iterator[tuple[int, str, str]]:
    """Each old line by its number, with what became of it, where a line was added below those of some numbers."""
    at = 0
    for number, line in enumerate(before, 1):
        yield number, line, after[at]
        at += 2 if number in added else 1
    assert at == len(after)


@settings(max_examples=300, deadline=None)
@given(documents())
def test_mending_changes_the_intended_lines_only(raw: bytes) -> None:
    before = reported(raw)
    if before.unreadable:
        assert mended(before, raw) == Mending(raw)
        return
    made = mended(before, raw)
    ids = [one for one in made.done if one.finding.name == "derived-id"]
    text = raw.decode().removeprefix("\ufeff")
    added = {len(lines_of(text[: one.start].encode())) for one in ids if one.text[0] in "\r\n"}
    changed = {len(lines_of(text[: one.start].encode())) for one in made.done if one.text[0] not in "\r\n"}
    for number, old, new in pairs(lines_of(raw), lines_of(made.raw), added):
        assert old == new or number in changed or turned_back(old) == new
    after = reported(made.raw)
    assert not after.unreadable
    assert said(after) == said(before)
    left = [one.finding.name for one in made.refused]
    assert sum(one.name == "derived-id" for one in after.findings) == left.count("derived-id")
    assert sum(one.name == "misread-value" for one in after.findings) == left.count("misread-value")
    assert mended(after, made.raw).raw == made.raw
