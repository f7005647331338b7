"""From tagged blocks to objectives: who stands below whom, and what is said of them."""

from __future__ import annotations

from okrsite.importers.details import describe, last_line, say
from okrsite.importers.drafts import KeyResultDraft, ObjectiveDraft
from okrsite.importers.found import Doubt
from okrsite.importers.headings import Headings
from okrsite.importers.inline import links_in, plain_text
from okrsite.importers.labels import field_label
from okrsite.importers.marks import marked
from okrsite.importers.outline import Block, Outline
from okrsite.importers.table_rows import gather_rows
from okrsite.importers.tables import read_table
from okrsite.importers.tags import Role, Tag, Tags

_DIRECT, _SECTION, _ONCE, _SUB, _CLOSED = "direct", "section", "once", "sub", "closed"


class Assembly:
    """Goes through the blocks of a file in order; `objectives` are those that it came across."""

    def __init__(self, outline: Outline, tags: Tags) -> None:
        self.outline, self.tags = outline, tags
        self.objectives: list[ObjectiveDraft] = []
        self.doubts: list[Doubt] = []
        self.used: set[int] = set()
        self.headings = Headings()
        self.objective: ObjectiveDraft | None = None
        self.key_result: KeyResultDraft | None = None
        self.mode, self.section_level, self.awaiting = _CLOSED, 0, False
        self.last = 0
        for block in outline.blocks:
            getattr(self, f"_{block.kind}")(block)
            self.last = last_line(block)

    # Blocks of the file itself

    def _heading(self, block: Block) -> None:
        tag = self.tags.get(block.at)
        self.key_result, self.awaiting = None, False
        if tag is None:
            self._leave(block.level)
            self.headings.enter(block)
        elif tag.role is Role.OBJECTIVE:
            self.headings.make_room(block.level)
            self._open(block, tag, block.level)
        elif tag.role is Role.KEY_RESULT and self.objective:
            self.key_result = self._key_result(block, tag.text, tag)
            self.objective.add("labelled", self.key_result)
        elif tag.role is Role.RESULTS and self.objective and block.level >= self.objective.level:
            self.mode, self.section_level = _SECTION, block.level
            self.objective.take(block.line, block.end)

    def _leave(self, level: int) -> None:
        """What a heading of a level ends that is none of ours."""
        if self.objective and level < self.objective.level:
            self.objective = None
        if self.objective is None or level == self.objective.level:
            self.mode = _CLOSED
        elif not (self.mode == _SECTION and level > self.section_level):
            self.mode = _SUB

    def _paragraph(self, block: Block) -> None:
        tag = self.tags.get(block.at)
        role = tag.role if tag else None
        if tag and role is Role.OBJECTIVE:
            self._open(block, tag, self.headings.level)
        elif self.awaiting and self.objective:
            self._entitle(block)
        elif self.objective is None:
            self.headings.hear(block)
        elif tag and role is Role.KEY_RESULT and self.mode != _CLOSED:
            self.key_result = self._key_result(block, tag.text, tag)
            self.objective.add("labelled", self.key_result)
        elif role is Role.RESULTS and self.mode != _CLOSED:
            self.mode, self.key_result = _ONCE, None
            self.objective.take(block.line, block.end) if block.plain.count(" ") < 3 else None
        else:
            self._prose(block, self.objective)

    def _prose(self, block: Block, objective: ObjectiveDraft) -> None:
        """A paragraph within an objective: about its key result, its context, or something else."""
        said = field_label(block.plain)
        if self.key_result and (said or not self.key_result.title or self._goes_on(block)):
            if not self.key_result.title and not said:
                self.key_result.title = block.plain
                self.key_result.take(block.line, block.end)
            else:
                describe(self.key_result, [block], self.outline)
        elif said and self.mode in (_DIRECT, _ONCE):
            say(objective, block, self.headings, self.outline)
        elif self.mode == _DIRECT and not objective.buckets and "context" not in objective.said:
            objective.say("context", " ".join(block.text.split()), block.line)
            objective.take(block.line, block.end)
        elif self.mode == _ONCE:
            self.mode = _DIRECT

    def _goes_on(self, block: Block) -> bool:
        """Whether a paragraph belongs to the key result before it: it follows its heading or its broken line."""
        assert self.key_result
        return block.line == self.last + 1 or (self.mode == _DIRECT and self.headings.level < 0)

    def _list(self, block: Block) -> None:
        if self.awaiting and self.objective and block.children and block.children[0].at not in self.tags:
            self._entitle(block.children[0])
            if len(block.children) == 1:
                return
        self._items(block, None)
        if self.mode == _ONCE:
            self.mode = _DIRECT

    def _other(self, block: Block) -> None:
        self.awaiting = False

    # Lists

    def _items(self, block: Block, above: ObjectiveDraft | None) -> None:
        """The items of a list; `above` is the objective in whose item it stands."""
        named = any(self._role(item) is Role.OBJECTIVE for item in block.children)
        for item in block.children:
            if self.objective and item.line in self.objective.lines:
                continue
            self._item(item, above, named)

    def _role(self, block: Block) -> Role | None:
        tag = self.tags.get(block.at)
        return tag.role if tag else None

    def _item(self, item: Block, above: ObjectiveDraft | None, named: bool) -> None:
        tag, objective = self.tags.get(item.at), above or self.objective
        role = tag.role if tag else None
        if tag and role is Role.OBJECTIVE:
            self._objective_item(item, tag, above)
        elif objective is None:
            self.headings.hear(item)
        elif tag and role is Role.KEY_RESULT and self.mode != _CLOSED:
            objective.add("labelled", self._described(item, tag.text, tag))
        elif role is Role.RESULTS and self.mode != _CLOSED:
            self._results_item(item, objective)
        elif field_label(item.plain) and self.mode != _CLOSED and self.mode not in (_SECTION, _ONCE):
            self._field_item(item, objective)
        elif self.key_result and above is None and self.mode not in (_SECTION, _ONCE, _CLOSED):
            describe(self.key_result, [_as_list(item)], self.outline)
        else:
            self._plain_item(item, objective, named)

    def _objective_item(self, item: Block, tag: Tag, above: ObjectiveDraft | None) -> None:
        opened = self._open(item, tag, self.headings.level)
        opened.parent = above
        for block in item.children:
            if block.kind == "list":
                if self.awaiting and block.children and block.children[0].at not in self.tags:
                    self._entitle(block.children[0])
                self._items(block, opened)
            elif block.kind == "paragraph":
                self._paragraph(block)
            elif block.kind == "table":
                self._table(block)
        self.objective, self.key_result, self.mode, self.awaiting = opened, None, _DIRECT, False

    def _results_item(self, item: Block, objective: ObjectiveDraft) -> None:
        objective.take(item.line, item.end)
        for block in item.children:
            for below in block.children if block.kind == "list" else ():
                objective.add("section", self._described(below, below.plain))

    def _field_item(self, item: Block, objective: ObjectiveDraft) -> None:
        if self.key_result:
            describe(self.key_result, [_as_list(item)], self.outline)
        else:
            say(objective, item, self.headings, self.outline)

    def _plain_item(self, item: Block, objective: ObjectiveDraft, named: bool) -> None:
        if self.mode in (_SECTION, _ONCE):
            objective.add("section", self._described(item, item.plain))
        elif self.mode == _DIRECT and not named and item.plain:
            objective.add("direct", self._described(item, item.plain))
        if self.mode != _SECTION:
            for block in item.children:
                if block.kind == "list" and any(self._role(one) is Role.OBJECTIVE for one in block.children):
                    self._items(block, None)

    # Tables

    def _table(self, block: Block) -> None:
        words = lambda cell: plain_text(cell, self.outline.references)  # noqa: E731
        reading = read_table(block.rows, words)
        if reading is None:
            self.headings.hear_rows(block.rows, words)
            return
        own = any(row.kind == "objective" for row in reading.rows)
        if own or (self.objective and (self.mode not in (_CLOSED, _SUB) or (reading.surely and self.mode == _SUB))):
            bucket = "section" if self.mode in (_SECTION, _ONCE) else "labelled" if reading.surely else "table"
            mode = self.mode
            gathered = gather_rows(block, reading, bucket, self.objective, self.headings, self.outline)
            for opened in gathered.opened:
                self._enter(opened)
            self.used |= gathered.used
            if reading.scores:
                message = f"the column `{reading.scores}` is taken for the scores"
                self.doubts.append(Doubt(block.line, message))
            self.mode = mode if mode != _CLOSED else _DIRECT

    # Objectives and key results

    def _open(self, block: Block, tag: Tag, level: int) -> ObjectiveDraft:
        found = marked(tag.text)
        opened = ObjectiveDraft(found.text, block.line, tag.number, level=level)
        opened.say_all(found.said, block.line)
        opened.links.extend(links_in(block.text, block.line, self.outline.references))
        opened.take(block.line, block.end)
        self.headings.place(opened)
        self._enter(opened)
        self.awaiting = not opened.title
        return opened

    def _enter(self, opened: ObjectiveDraft) -> None:
        self.objectives.append(opened)
        self.objective, self.key_result, self.mode, self.awaiting = opened, None, _DIRECT, False

    def _entitle(self, block: Block) -> None:
        """Give an objective that has only a label so far its title."""
        assert self.objective
        self.objective.title = marked(block.plain).text
        self.objective.links.extend(links_in(block.text, block.line, self.outline.references))
        self.objective.take(block.line, block.end)
        self.awaiting = False

    def _key_result(self, block: Block, text: str, tag: Tag | None = None) -> KeyResultDraft:
        found = marked(text)
        key_result = KeyResultDraft(found.text, block.line, tag.number if tag else "")
        key_result.say_all(found.said, block.line)
        if tag and tag.owner:
            key_result.say("owner", tag.owner, block.line)
        key_result.links.extend(links_in(block.text, block.line, self.outline.references))
        key_result.take(block.line, block.end)
        return key_result

    def _described(self, item: Block, text: str, tag: Tag | None = None) -> KeyResultDraft:
        """A key result with all that stands below its item."""
        key_result = self._key_result(item, text, tag)
        describe(key_result, item.children, self.outline)
        return key_result


def _as_list(item: Block) -> Block:
    return Block("list", item.at, item.line, item.end, children=(item,))
