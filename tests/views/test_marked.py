"""Findings about marks in authors' pages."""

from __future__ import annotations

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
