"""A view need not be made again where all that it asked is answered as before: tried on changed examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from reports import AS_OF, CONTENT

from okrsite.report import Report, report
from okrsite.rules.registry import pages as rule_texts
from okrsite.settings import Settings
from okrsite.source.read import SourceFile
from okrsite.views.answers import Answers, about, digest
from okrsite.views.asking import Question, asked_context
from okrsite.views.context import Context, Site
from okrsite.views.page import Page
from okrsite.views.pages import document_page, pages

DRIFTS = 6
"""How many changed examples are tried; forty took a minute and found the same."""
_GUIDE = "guide/"

Texts = dict[str, str]


def texts() -> Texts:
    """The documents of the example by their uri; the guide is no OKR."""
    uris = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md"))
    return {uri: (CONTENT / uri).read_text(encoding="utf-8") for uri in uris if not uri.startswith(_GUIDE)}


def reported(documents: Mapping[str, str]) -> Report:
    files = [SourceFile(f"content/{uri}", uri, text.encode()) for uri, text in documents.items()]
    return report(files, Settings(), AS_OF)


def context_of(found: Report, **others: Any) -> Context:
    return Context(found.graph, found.card, found.settings, found.findings, Site("OKRs"), rules=rule_texts(), **others)


def all_pages(context: Context) -> dict[str, Page]:
    """Every page that a build makes, those of documents by their uri."""
    found = {page.address: page for page in pages(context)}
    own = {f"{uri}#own": document_page(context, uri) for uri in context.graph.pages}
    return found | {name: page for name, page in own.items() if page}


@pytest.fixture(scope="module")
def before() -> dict[str, tuple[tuple[Question, ...], bytes | None, str]]:
    """What each page of the example asked, the digest of the answers, and its view."""
    context = context_of(reported(texts()))
    asked, notes = asked_context(context)
    answers = Answers(context)
    found = {}
    for name, page in all_pages(asked).items():
        view, questions = notes.taken(page.made)
        told = tuple(questions)
        found[name] = (told, about(page) and answers.digest(about(page), told), repr(view))
    return found


def test_views_are_the_same_whether_their_questions_are_taken_down_or_not(
    before: dict[str, tuple[tuple[Question, ...], bytes | None, str]],
) -> None:
    plain = all_pages(context_of(reported(texts())))
    assert {name: repr(page.made()) for name, page in plain.items()} == {name: told[2] for name, told in before.items()}


def test_almost_every_page_of_an_objective_asks_for_less_than_all_objectives(
    before: dict[str, tuple[tuple[Question, ...], bytes | None, str]],
) -> None:
    own = {name: told for name, told in before.items() if name.startswith("okr/") and told[1]}
    assert len(own) > 80
    assert not [name for name, told in own.items() if ("graph.objectives", None) in told[0]]


def drifted(seed: int) -> Texts:
    """The example with one to three changes of the kinds that people make."""
    random, changed = Random(seed), texts()
    for _ in range(random.randint(1, 3)):
        random.choice(CHANGES)(random, changed)
    return changed


def _another_number(random: Random, documents: Texts) -> None:
    uri = random.choice([uri for uri, text in documents.items() if re.search(r"(?m)value: \S*\d", text)])
    places = list(re.finditer(r"(?m)value: \S*?(\d)", documents[uri]))
    at = random.choice(places).start(1)
    documents[uri] = documents[uri][:at] + str(random.randint(1, 9)) + documents[uri][at + 1 :]


def _another_title(random: Random, documents: Texts) -> None:
    uri = random.choice([uri for uri, text in documents.items() if "objective: " in text])
    documents[uri] = documents[uri].replace("objective: ", "objective: Now ", 1)


def _another_line(random: Random, documents: Texts) -> None:
    uri = random.choice(list(documents))
    documents[uri] = documents[uri].replace("---\n", "---\n# why\n", 1)


def _another_id(random: Random, documents: Texts) -> None:
    uri = random.choice([uri for uri, text in documents.items() if re.search(r"(?m)^ *- id: [A-Z]", text)])
    documents[uri] = re.sub(r"(?m)^( *- id: [A-Z][\w-]*)", r"\1x", documents[uri], count=1)


def _gone(random: Random, documents: Texts) -> None:
    del documents[random.choice([uri for uri in documents if uri.count("/") > 1])]


def _another_team(random: Random, documents: Texts) -> None:
    uri = random.choice([uri for uri, text in documents.items() if "okr: team" in text])
    documents[uri] = re.sub(r"(?m)^name: ", "name: New ", documents[uri])


CHANGES: tuple[Callable[[Random, Texts], None], ...] = (
    _another_number,
    _another_number,
    _another_title,
    _another_line,
    _another_id,
    _gone,
    _another_team,
)


@pytest.mark.parametrize("seed", range(DRIFTS))
def test_a_page_whose_answers_are_the_same_has_the_same_view(
    before: dict[str, tuple[tuple[Question, ...], bytes | None, str]], seed: int
) -> None:
    context = context_of(reported(drifted(seed)))
    answers = Answers(context)
    same, wrong = 0, []
    for name, page in all_pages(context).items():
        questions, digest, view = before.get(name, ((), None, ""))
        if digest is not None and answers.digest(about(page), questions) == digest:
            same += 1
            if repr(page.made()) != view:
                wrong.append(name)
    assert wrong == []
    assert same > 0


def test_a_new_reading_is_a_new_answer(
    before: dict[str, tuple[tuple[Question, ...], bytes | None, str]],
) -> None:
    documents = texts()
    uri = next(uri for uri, text in documents.items() if "okr: objectives" in text and "value: " in text)
    documents[uri] = re.sub(r"value: \S+", "value: 1", documents[uri], count=1)
    context = context_of(reported(documents))
    answers = Answers(context)
    own = {f"okr/{one.id.lower()}/" for one in context.graph.objectives.values() if one.uri == uri}
    changed = {
        name
        for name, page in all_pages(context).items()
        if name in own and answers.digest(about(page), before[name][0]) != before[name][1]
    }
    assert changed == own


@pytest.mark.parametrize(
    "way", ["subprocess:run", "okrsite.views.pages:pages", "graph.nothing", "card.__class__.get", ""]
)
def test_a_question_that_no_view_asks_has_no_answer(way: str) -> None:
    context = context_of(reported({"team.md": "---\nokr: team\nid: company\n---\n"}))
    page = next(page for page in pages(asked_context(context)[0]) if page.address == "quality/metrics/")
    assert Answers(context).digest(about(page), (("graph.root", None),)) is not None
    assert Answers(context).digest(about(page), (("graph.root", None), (way, "key"))) is None


def test_everything_that_a_view_may_hold_has_a_digest_of_its_own() -> None:
    long = Fraction(10**30, 7)
    values: list[Any] = [
        0,
        "0",
        10**30,
        -(10**30),
        long,
        -long,
        1 / long,
        Fraction(1, 3),
        "\udce9",
        "é",
        None,
        [],
        [None],
    ]
    assert len({digest([value]) for value in values}) == len(values)
    assert digest({"b": 1, "a": long}) == digest({"a": long, "b": 1})
    with pytest.raises(TypeError):
        digest(object())
