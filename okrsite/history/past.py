"""Commits in their order to the past of every field that leads to what is checked out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from okrsite.history.commits import Commit, Touched
from okrsite.history.facts import KEY_RESULT, OBJECTIVE, Facts, Item, facts_of
from okrsite.model.past import Change, Past, PastValue

Items = Mapping[str, tuple[Item, ...] | None]
"""What each blob holds, by its id; None for one that can't be read."""

_FIELDS = tuple(dict.fromkeys((*OBJECTIVE, *KEY_RESULT)))


class _Step(NamedTuple):
    """A field got a value in a commit; `base` is the step that had the value before, -1 for none."""

    value: str | None
    commit: int
    base: int
    born: bool
    draft: bool


def past_of(
    commits: Iterable[Commit],
    items: Items,
    head: Mapping[str, str],
    day: date | None = None,
    shallow: bool = False,
    cut: Collection[str] = (),
) -> Past:
    """What commits, parents before children, say of the values and changes that led to `head`.

    `head` has the blob of each document that is checked out, by its path. A commit's changes are found by comparing
    all that it touched before and after, so that moving something is no change. What a merge left aside leads
    nowhere and is no past; where it wrote something new, its first parent is what it changed. A blob that can't be
    read hides nothing: its items are compared with what was known. Of the commits in `cut` the parents are lacking, so
    nobody knows what they changed.
    """
    story = _Story(items)
    for commit in commits:
        story.add(commit)
    told = story.told(head, day, shallow)
    return replace(told, commits=_last_changes(story.commits, head, cut))


def _last_changes(
    commits: Sequence[Commit], head: Mapping[str, str], cut: Collection[str]
) -> dict[str, tuple[int, str]]:
    """The last commit that made each document what it is; one that a merge left aside made something else."""
    found: dict[str, tuple[int, str]] = {}
    for place, commit in enumerate(commits):
        for touched in commit.touched:
            if touched.after and head.get(touched.path) == touched.after:
                found[touched.path] = place, commit.id
    return {path: last for path, last in sorted(found.items()) if last[1] not in cut}


class _Story:
    """What is known of each item while commits are read."""

    def __init__(self, items: Items) -> None:
        self.items = items
        self.commits: list[Commit] = []
        self.known: dict[str, Facts] = {}
        self.homes: dict[str, str] = {}
        self.births: dict[str, tuple[int, Facts]] = {}
        self.steps: dict[tuple[str, str], list[_Step]] = {}
        self.read: dict[tuple[str, str], Mapping[str, Facts]] = {}

    def add(self, commit: Commit) -> None:
        self.commits.append(commit)
        for touched in commit.touched:
            if touched.path != touched.before_path:
                self._rename(touched)
        before, after = self._before(commit.touched), self._after(commit.touched)
        left = {touched.path for touched in commit.touched}
        for key in {key for facts in before for key in facts} - after.keys():
            if self.homes.get(key) in left:
                del self.homes[key]
        for key, (path, facts) in after.items():
            olds = [facts_before[key] for facts_before in before if key in facts_before]
            # Somebody else bears this id already: a copy, which is an error of its own.
            if olds or self.homes.get(key) is None or self.homes[key] in left:
                self.homes[key] = path
                self._compare(key, facts, olds)

    def told(self, head: Mapping[str, str], day: date | None, shallow: bool) -> Past:
        now: dict[str, Facts] = {}
        for path, blob in sorted(head.items()):
            for key, facts in self._facts(blob, path).items():
                now.setdefault(key, facts)
        values: dict[str, tuple[PastValue, ...]] = {}
        changes: dict[str, list[tuple[int, Change]]] = {}
        for key, (_, facts) in self.births.items():
            if "current" in facts.fields:
                self._steps(key, "current")
        for (key, name), steps in sorted(self.steps.items()):
            facts = now.get(key, self.known[key])
            if name in facts.unknown:
                facts = self.known[key]
            adopted = _adopted(steps, facts.fields.get(name))
            if name == "current":
                values[key] = tuple(self._values(adopted))
            else:
                changes.setdefault(key, []).extend(self._changes(name, adopted))
        ordered = {key: tuple(change for _, change in sorted(found, key=_by_commit)) for key, found in changes.items()}
        kept = {key: found for key, found in ordered.items() if found}
        return Past({key: found for key, found in values.items() if found}, kept, day, shallow)

    def _values(self, adopted: Sequence[_Step]) -> Iterator[PastValue]:
        for step in adopted:
            if step.value is not None:
                commit = self.commits[step.commit]
                yield PastValue(commit.date, step.value, commit.author, commit.id)

    def _changes(self, name: str, adopted: Sequence[_Step]) -> Iterator[tuple[int, Change]]:
        before: str | None = None
        for step in adopted:
            if not step.born:
                commit = self.commits[step.commit]
                change = Change(commit.date, commit.id, commit.author, name, before, step.value, step.draft)
                yield step.commit, change
            before = step.value

    def _rename(self, touched: Touched) -> None:
        """Follow items without an id, whose key is their place."""
        items = next((self.items.get(blob) for blob in touched.before if blob), None) or ()
        pairs = zip(facts_of(items, touched.before_path), facts_of(items, touched.path), strict=True)
        for old, new in pairs:
            if old != new and old in self.known:
                self.known[new] = self.known.pop(old)
                self.births[new] = self.births.pop(old)
                self.homes[new] = touched.path
                self.homes.pop(old, None)
                for name in _FIELDS:
                    if (old, name) in self.steps:
                        self.steps[new, name] = self.steps.pop((old, name))

    def _before(self, touched: Sequence[Touched]) -> list[dict[str, Facts]]:
        """The facts before a commit, one set for each parent that it is compared with."""
        found: list[dict[str, Facts]] = [{} for _ in range(max((len(one.before) for one in touched), default=0))]
        for one in sorted(touched, key=lambda one: one.before_path):
            for facts, blob in zip(found, one.before, strict=False):
                if blob:
                    facts.update({**self._facts(blob, one.path), **facts})
        return found

    def _after(self, touched: Sequence[Touched]) -> dict[str, tuple[str, Facts]]:
        found: dict[str, tuple[str, Facts]] = {}
        for one in sorted(touched, key=lambda one: one.path):
            if one.after:
                for key, facts in self._facts(one.after, one.path).items():
                    found.setdefault(key, (one.path, facts))
        return found

    def _facts(self, blob: str, path: str) -> Mapping[str, Facts]:
        if (blob, path) not in self.read:
            self.read[blob, path] = facts_of(self.items.get(blob) or (), path)
        return self.read[blob, path]

    def _compare(self, key: str, facts: Facts, olds: list[Facts]) -> None:
        known = self.known.get(key) or self._under_another_id(key, facts)
        olds = olds or ([known] if known else [])
        if known and facts.unknown:
            lost = {name: known.fields[name] for name in facts.unknown if name in known.fields}
            facts = replace(facts, fields={**facts.fields, **lost})
        if olds != [facts]:
            self._note(key, facts, olds, known)
        self.known[key] = facts

    def _under_another_id(self, key: str, facts: Facts) -> Facts | None:
        """What is known of an item that got a new id and kept the old one as an alias."""
        for alias in facts.aliases:
            if alias in self.known:
                self.births[key] = self.births[alias]
                for name in _FIELDS:
                    if (alias, name) in self.steps:
                        self.steps[key, name] = list(self.steps[alias, name])
                return self.known[alias]
        return None

    def _note(self, key: str, facts: Facts, olds: Sequence[Facts], known: Facts | None) -> None:
        commit = len(self.commits) - 1
        if not olds:
            self.births[key] = commit, facts
            return
        draft = all(old.draft for old in olds)
        for name in dict.fromkeys((*facts.fields, *(name for old in olds for name in old.fields))):
            now, before = facts.fields.get(name), _values_before(name, olds, known)
            if now not in before:
                steps = self._steps(key, name)
                steps.append(_Step(now, commit, _latest(steps, before), False, draft))

    def _steps(self, key: str, name: str) -> list[_Step]:
        """The steps of a field so far, the first of which is its birth if it was written then."""
        steps = self.steps.get((key, name))
        if steps is None:
            steps = self.steps[key, name] = []
            commit, facts = self.births.get(key, (0, None))
            if facts and name in facts.fields:
                steps.append(_Step(facts.fields[name], commit, -1, True, facts.draft))
        return steps


def _values_before(name: str, olds: Sequence[Facts], known: Facts | None) -> list[str | None]:
    readable = [old.fields.get(name) for old in olds if name not in old.unknown]
    return readable or [known.fields.get(name) if known else None]


def _latest(steps: Sequence[_Step], values: Sequence[str | None]) -> int:
    """The last of the steps to the first value that any led to; else the last of all, -1 where there is none."""
    last = len(steps) - 1
    found = (index for value in values for index in range(last, -1, -1) if steps[index].value == value)
    return next(found, last)


def _adopted(steps: Sequence[_Step], value: str | None) -> list[_Step]:
    """The steps that led to a value, oldest first."""
    path, index = [], _latest(steps, [value])
    while index >= 0:
        path.append(steps[index])
        index = steps[index].base
    return path[::-1]


def _by_commit(found: tuple[int, Change]) -> int:
    return found[0]
