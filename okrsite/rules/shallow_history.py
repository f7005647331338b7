"""The clone that the site is built from lacks a part of its history.

Why:
Then nobody can tell on which day a `current` was written that is older than the clone, earlier values and changes are
missing, and the numbers may differ from those of a whole clone. Continuous integration often clones the last
commit only. Without values in `current`, `history: off` is another way.

Bad:
steps:
  - uses: actions/checkout@v4

Good:
steps:
  - uses: actions/checkout@v4
    with:
      fetch-depth: 0
"""
