"""Whatever a file holds: no traceback, no sentence lost, no error written, no number invented."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrsite.diagnostics import Severity
from okrsite.errors import OkrsiteError
from okrsite.importers.inline import plain_text
from okrsite.importers.prose import read
from okrsite.importers.writing import Imported, Wish, write_documents

WORDS = ("harbour", "ferry", "pier", "lamp", "rope", "gull", "tide", "crane", "buoy", "anchor", "mast", "deck")
SIGNS = ("40%", "5+", "from 2% to 9%", "3 → 8", "12,000", "by 25%", "(58% progress)", "Q3 2026", "=> 0.7", "[x]", "$5M")
PIECES = (
    *(
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "    * ",
        "1. ",
        "   1. ",
        "> ",
        "| ",
        "|",
        " | ",
        "**",
        "_",
        "`",
        "```\n",
        "---\n",
    ),
    *("Objective 1: ", "O2. ", "KR1.1: ", "**Key Result:** ", "Key results:\n", "Baseline: ", "Target: ", "Current: "),
    *(
        "Team: ",
        "2026 Q3\n",
        "P0 @crew - ",
        "🟢 ",
        "[",
        "](",
        ")",
        "<",
        ">",
        "{{ ",
        "\t",
        "\u2028",
        "：",
        "目標 ",
        "OKRs ",
    ),
    *(
        "|-|-|\n",
        "| KR | Target |\n",
        "Score: 0.4",
        "Status: ",
        "\n",
        "\n\n",
        "  \n",
        "okr: team\n",
        "\\",
        "%",
        "0",
        "---\n",
    ),
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """A sentence that no other text holds, with or without a number."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5))
    end = draw(st.one_of(st.just(""), st.sampled_from(SIGNS)))
    return f"Let {' '.join(words)} {end}".strip()


LAYOUTS = (
    "## {0}",
    "### Objective 1: {0}",
    "- {0}",
    "  - {0}",
    "**{0}**",
    "- **KR1:** {0}",
    "O1. {0}",
    "- P0 @crew - {0}",
)
LAYOUTS += ("Objective: {0}", "- Key result: {0}", "  - Baseline: {0}", "  - Target: {0}", "  - Current: {0}", "> {0}")
LAYOUTS += ("| KR | Status |\n|---|---|\n| {0} | Started |", "1. {0}", "\n{0}\n", "**Context:** {0}", "  - Status: {0}")
LAYOUTS += (
    "# OKRs 2026 Q3",
    "#### Key results",
    "## Team: crew",
    "\n",
    "Key results:",
    "- [x] {0}",
    "KR2: {0}",
    "- {0} [p1]",
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A file in any mixture of notations, and the sentences that it holds."""
    layouts = draw(st.lists(st.sampled_from(LAYOUTS), min_size=1, max_size=14))
    said = [draw(sentences()) for _ in layouts]
    lines = [layout.format(sentence) for layout, sentence in zip(layouts, said, strict=True)]
    return "\n".join(lines) + "\n", [one for layout, one in zip(layouts, said, strict=True) if "{0}" in layout]


def imported(text: str, source: str = "okrs.md") -> Imported | None:
    """The documents of a text, None where it is refused."""
    wish = Wish(source, date(2026, 8, 14), team="crew", cycle="2026-Q3")
    try:
        return write_documents(read(text.encode(), source), wish)
    except OkrsiteError as refusal:
        assert refusal.message and "\n" not in refusal.message
        return None


def plain(text: str) -> str:
    """All words and numbers of a text."""
    return " ".join(re.findall(r"\w+", plain_text(text.replace("\n", " "))))


def words_of(found: Imported) -> str:
    """All words of the documents."""
    lines = "\n".join(one.raw.decode() for one in found.documents).split("\n")
    return plain(" ".join(line.strip(" -") for line in lines))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_every_sentence_is_somewhere_in_the_documents(given_text: tuple[str, list[str]]) -> None:
    text, said = given_text
    found = imported(text)
    if found is not None:
        written = words_of(found)
        for sentence in said:
            for part in re.split(r"\(58% progress\)|=> 0\.7|\[x\]", sentence):
                assert plain(part) in written, sentence


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_no_document_has_an_error_and_no_number_is_invented(
    given_text: tuple[str, list[str]],
) -> None:
    from okrsite.report import report
    from okrsite.settings import Settings
    from okrsite.source.documents import ObjectivesDocument
    from okrsite.source.read import SourceFile

    text, _ = given_text
    found = imported(text)
    if found is None:
        return
    files = [SourceFile(one.name, one.name, one.raw) for one in found.documents]
    made = report(files, Settings(), date(2026, 8, 14))
    assert [one for one in made.findings if one.severity is Severity.ERROR] == []
    digits = set(re.findall(r"\d+", text))
    for document in made.documents.values():
        if isinstance(document.content, ObjectivesDocument):
            for objective in document.content.objectives:
                for one in objective.key_results:
                    values = (one.baseline, one.start, one.target, one.change, one.current, one.stated_progress)
                    assert set(re.findall(r"\d+", " ".join(str(value) for value in values if value))) <= digits


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), sentences(), st.text(max_size=12)), max_size=40))
def test_no_text_ends_in_a_traceback_and_the_same_text_gives_the_same(parts: list[str]) -> None:
    text = "".join(parts).encode("utf-8", "replace").decode()
    assert imported(text) == imported(text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_end_in_a_traceback(raw: bytes) -> None:
    try:
        read(raw, "okrs.md")
    except OkrsiteError as refusal:
        assert refusal.hint
