"""Findings about marks in authors' pages."""

from __future__ import annotations

from time import process_time

import pytest

from okrsite.views.marked import doubtful_marks

PAGE = """\
See [[A-1]], [[A-1.speed|words]] and [[A-11]].

`[[CODE]]` and \\[[ESCAPED]] and [[1]](page.md) are left alone.

```yaml
[[FENCED]]
```

```okr
show: cards
```

~~~
```okr
show: nothing
```
~~~
"""


@pytest.fixture
def context(told, goal, result):
    return told({"a.md": goal("A-1", result("speed", {"2026-08-12": "60"}))})


def test_unknown_ids_and_views_are_found_at_their_place(context):
    found = doubtful_marks(context, PAGE, "content/wiki.md", first_line=5)
    assert [(one.name, one.where.line, one.where.column) for one in found] == [
        ("unknown-reference", 5, 38),
        ("unknown-choice", 13, 1),
    ]
    assert found[0].hint == "Did you mean `A-1`?"
    assert (found[1].message, found[1].hint) == ("there is no view `cards`", "Did you mean `card`?")


def test_a_fence_that_never_ends_hides_nothing(context):
    assert len(doubtful_marks(context, "```okr\n[[NOPE]]\n", "wiki.md")) == 1


HOSTILE = {
    "fences without an end": "```x\n" * 20_000,
    "fences of two kinds without an end": "```x\n~~~~y\n" * 10_000,
    "backticks": "`" * 50_000 + " x",
    "spans that grow": " ".join("`" * length for length in range(1, 300)),
    "links to nowhere": "[[Z-1]] [[Y-1]]\n" * 5_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_work_grows_with_the_page_and_not_faster(context, kind):
    begun = process_time()
    doubtful_marks(context, HOSTILE[kind] + "\n[[A-1]]\n", "page.md")
    assert process_time() - begun < 5


def test_what_follows_a_fence_without_an_end_is_read(context):
    page = "```x\n```y\n[[NOPE]]\n~~~\n[[CODE]]\n~~~\n[[NADA]]\n"
    assert [one.where.line for one in doubtful_marks(context, page, "page.md")] == [3, 7]
