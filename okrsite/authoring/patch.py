"""What changes in a file, as a patch that `git apply` takes."""

from __future__ import annotations

import difflib
import re

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def patch(path: str, before: bytes, after: bytes) -> str:
    r"""A unified difference of a file; nothing where nothing changes.

    >>> print(patch("a.md", b"one\ntwo", b"one\n2"))
    --- a/a.md
    +++ b/a.md
    @@ -1,2 +1,2 @@
     one
    -two
    \ No newline at end of file
    +2
    \ No newline at end of file
    <BLANKLINE>
    """
    old, new = _lines(before), _lines(after)
    lines = difflib.unified_diff(old, new, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(raw: bytes) -> list[str]:
    return [line.decode("utf-8", "replace") for line in _LINE.findall(raw)]
