"""Steps that change what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from walks.documents import key_result, objectives
from walks.fresh import close
from walks.walk import FIRST, LAST, Kind, Walk

_NUMBER = r"^( *(?:- )?(?:value|target|baseline|current|impact|\d{4}-\d\d-\d\d): [+>= \"]*)(\d+)(?=%)"
_TITLE = r"^( *(?:- )?(?:objective|key_result|name|title|mission|vision|context|note|wins|needs|reason): )(.+)$"
_ID = r"^( *)(- )?id: (\S+)$"


def number(walk: Walk) -> Iterator[str]:
    """Another number."""
    yield walk.edit(_NUMBER, lambda found: f"{found[1]}{walk.random.randint(0, 130)}")


def quiet_number(walk: Walk) -> Iterator[str]:
    """Another number by an edit that neither the size nor the time of the file tells."""
    last = {digit: str((int(digit) + 1) % 10) for digit in "0123456789"}
    done = walk.edit(_NUMBER, lambda found: found[1] + found[2][:-1] + last[found[2][-1]], quietly=True)
    yield f"{done}, in a file as old and large as before"


def title(walk: Walk) -> Iterator[str]:
    """Another title or note."""
    yield walk.edit(_TITLE, lambda found: found[1] + walk.quoted())


def id(walk: Walk) -> Iterator[str]:
    """Another id, followed or not by those who name it, remembered or not."""

    def renamed(found: re.Match[str]) -> str:
        old, new = found[3], f"{'.' * found[3].startswith('.')}n{walk.new()}"
        line = f"{found[1]}{found[2] or ''}id: {new}"
        if walk.random.random() < 0.5:
            return line
        indent = found[1] + " " * len(found[2] or "")
        return f"{line}\n{indent}aliases: {old}"

    yield walk.edit(_ID, renamed)


def reference(walk: Walk) -> Iterator[str]:
    """Something supported, continued or needed is something else."""
    ids = ["CO-3", "CO-3.tickets", "CREW-3", "SHORE-3.held", "CREW-2", "CALM", "NOBODY"]
    pattern = r"^( *(?:supports|depends_on|carried_from|parent|to): )(\S+)$"
    yield walk.edit(pattern, lambda found: found[1] + walk.random.choice(ids))


def alias(walk: Walk) -> Iterator[str]:
    """An old address that leads to something."""
    yield walk.edit(r"^( *)objective: .*$", lambda found: f"{found[0]}\n{found[1]}aliases: old-{walk.new()}")


def prose(walk: Walk) -> Iterator[str]:
    """A paragraph more, or another last one."""
    name = walk.page()
    text = walk.text(name).rstrip("\n")
    if walk.random.random() < 0.4 and not text.endswith("---"):
        text = text.rpartition("\n\n")[0] or text
    walk.write({f"docs/{name}": f"{text}\n\n## {walk.phrase()}\n\n{walk.phrase()}.\n"})
    yield f"other prose in {name}"


def marks(walk: Walk) -> Iterator[str]:
    """A mark, a block or a link on a page, to what is there or not."""
    name, random = walk.page(plain=either(walk)), walk.random
    ids = sorted({found for page in walk.pages() for found in re.findall(r"id: ([A-Za-z]\S*)", walk.text(page))})
    target, id = random.choice([*walk.pages(), "missing.md"]), random.choice([*ids, "crew-now", "NOBODY"])
    up = "../" * name.count("/")
    show = random.choice(["table", "chart", "tree", "bridge", "updates", "alignment", "nonsense"])
    more = random.choice(
        [
            *(f"[[{id}]]", f"[[{id}|these *words*]]", f"[there]({up}{target})", f"[part]({up}{target}#why)"),
            *(f"```okr\nshow: {show}\nid: {id}\n```", f"```okr\nshow: {show}\nteam: crew\n```"),
        ]
    )
    walk.write({f"docs/{name}": f"{walk.text(name)}\n{more}\n"})
    yield f"{more!r} in {name}"


def either(walk: Walk) -> bool:
    """Yes or no."""
    return walk.random.random() < 0.5


def add(walk: Walk) -> Iterator[str]:
    """A document of some kind more, or one that was deleted."""
    new, random = walk.new(), walk.random
    team, cycle = random.choice(["company", "crew", "shore"]), random.choice(["2026-Q2", "2026-Q3", "2026-Q4"])
    aim = objectives(team, cycle, f"N{new}", key_result("more", walk.quoted(), 10, 60, ("2026-07-20", 30)))
    written = {
        f"{team}/added-{new}.md": aim,
        f"team-{new}.md": f"---\nokr: team\nid: new-{new}\nname: {walk.quoted()}\nparent: {team}\n---\n",
        f"guide/page-{new}.md": f"# {walk.phrase()}\n\nSee [[CREW-3]] and [the guide](index.md).\n",
        "guide/quay.md": f"# {walk.phrase()}\n\n[[CO-3]]\n",
        "index.md": f"# {walk.phrase()}\n\n[[CREW-3.punctual]]\n",
        "teams/crew.md": f"# {walk.phrase()}\n\nStands where a page of ours would.\n",
        f"broken-{new}.md": "---\nokr: objectives\nteam: [\n---\n",
        f"double-{new}.md": objectives("shore", "2026-Q3", "CREW-3", key_result("punctual", "Twice", 1, 2)),
        f"assets/picture-{new}.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n',
    }
    if walk.gone and either(walk):
        name = random.choice(sorted(walk.gone))
        walk.write({f"docs/{name}": walk.gone.pop(name)})
        yield f"{name} is back"
    else:
        name = random.choice(list(written))
        walk.write({f"docs/{name}": written[name]})
        yield f"{name} is new"


def delete(walk: Walk) -> Iterator[str]:
    """A document less, as long as there are enough."""
    name = walk.page()
    if len(walk.pages()) > 10:
        walk.gone[name] = (walk.docs / name).read_bytes()
        (walk.docs / name).unlink()
        yield f"{name} is deleted"


def rename(walk: Walk) -> Iterator[str]:
    """Another name for a file."""
    name = walk.page()
    new = (walk.docs / name).with_name(f"renamed-{walk.new()}.md")
    (walk.docs / name).rename(new)
    yield f"{name} is now {new.name}"


def move(walk: Walk) -> Iterator[str]:
    """Another folder for a file."""
    name = walk.page()
    folder = walk.docs / walk.random.choice(["crew", "shore", "guide", f"new-{walk.new()}", "."])
    folder.mkdir(exist_ok=True)
    new = folder / f"moved-{walk.new()}.md"
    (walk.docs / name).rename(new)
    yield f"{name} is now {new.relative_to(walk.docs)}"


def reading(walk: Walk) -> Iterator[str]:
    """A reading beside the others."""
    day, value = walk.some_day(), walk.random.randint(20, 110)
    note = f"\n            note: {walk.quoted()}\n            confidence: 0.4"
    told = f"          {day}:\n            value: {value}%{note}"
    yield walk.edit(r"^        checkins:$", lambda found: f"{found[0]}\n{told}")


def check_in(walk: Walk) -> Iterator[str]:
    """A check-in of a team."""
    team, day = walk.random.choice(["crew", "shore"]), walk.some_day()
    measured = {"crew": "CREW-3.punctual", "shore": "SHORE-3.held"}[team]
    name = f"{team}/{day}-checkin.md"
    text = f"---\nokr: checkin\nteam: {team}\ndate: {day}\nreadings:\n  {measured}: {walk.random.randint(60, 99)}%\n"
    walk.write({f"docs/{name}": f"{text}wins: {walk.quoted()}\nchallenges: {walk.quoted()}\n---\n"})
    yield f"{name} is written"


def retrospective(walk: Walk) -> Iterator[str]:
    """A retrospective of a team, with a score and a decision."""
    team, cycle, id = walk.random.choice([("crew", "2026-Q2", "CREW-2"), ("shore", "2026-Q2", "SHORE-2")])
    name, decision = f"{team}/{cycle.lower()}-retrospective.md", walk.random.choice(["continue", "change", "drop"])
    score = f"scores:\n  {id}:\n    score: 0.{walk.random.randint(1, 9)}\n    reason: {walk.quoted()}\n"
    going = f"carry_over:\n  - id: {id}\n    decision: {decision}\n    reason: {walk.quoted()}\n"
    body = f"\n## Lessons\n\n- {walk.phrase()}, [[{id}]]\n"
    head = f"---\nokr: retrospective\nteam: {team}\ncycle: {cycle}\nworked: {walk.quoted()}\n"
    walk.write({f"docs/{name}": f"{head}{score}{going}---\n{body}"})
    yield f"{name} is written"


def seal(walk: Walk) -> Iterator[str]:
    """A cycle is closed; or a seal is damaged, or gone."""
    seals = sorted((walk.root / "seals").glob("*.yml"))
    if seals and either(walk):
        place = walk.random.choice(seals)
        if either(walk):
            place.unlink()
            yield f"the seal {place.name} is gone"
        else:
            place.write_text(place.read_text(encoding="utf-8").replace("closed:", "closed_on:", 1), encoding="utf-8")
            yield f"the seal {place.name} is broken"
    cycle = walk.random.choice(["2026-Q1", "2026-Q2"])
    yield walk.run.submit(close, walk.root, cycle, walk.day).result()


def asset(walk: Walk) -> Iterator[str]:
    """Another picture and another style sheet."""
    walk.write({"docs/assets/own.css": f".own {{ color: #{walk.new():06} }}\n"})
    yield "other bytes in assets/own.css"


def cloned(walk: Walk) -> Iterator[str]:
    """Files that bear another time, as those of a fresh clone do."""
    for name in walk.pages():
        place = walk.docs / name
        place.write_bytes(place.read_bytes())
    yield "every file is as it was, and new"


def days(walk: Walk) -> Iterator[str]:
    """Days pass; beyond the end of the cycle and its grace they begin again."""
    walk.day += timedelta(days=walk.random.choice([1, 3, 7, 14, 35]))
    walk.day = FIRST if walk.day > LAST else walk.day
    yield f"it is {walk.day}"


KINDS: tuple[Kind, ...] = (
    *(number, quiet_number, title, id, reference, alias, prose, marks, add, delete, rename, move),
    *(reading, check_in, retrospective, seal, asset, cloned, days),
)
