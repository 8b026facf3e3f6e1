"""Packs as checked data: the loader names what is wrong, and every entry's example comes out as stated.

`known_misses.yaml` lists, by pack and list, the entries whose example does not come out yet. An example that
misses without standing there fails, and so does one that stands there and comes out.
`python tests/lore/test_packs.py` prints all misses with their reasons; with `--drop` it removes from the
file what comes out, and never adds to it; names of lists narrow it to these.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from dateline.codify.clause import Scene
from dateline.codify.factuality import factuality_of_noun, factuality_of_verb
from dateline.errors import LoreError
from dateline.lore import Lore, Pack, load_pack, normal
from dateline.lore.checks import check_pack
from dateline.lore.packs import core_folder, theatre_folders
from dateline.lore.schema import FrameExample
from dateline.model import Document, Found, Happening, Sentence
from dateline.parse import Parser
from dateline.settings import cache_folder
from examples import Example, bare, document, overlaps, read_example, unmarked

FOLDERS = (core_folder(), *theatre_folders())
MISSES = Path(__file__).parent / "known_misses.yaml"
CORE = "core"


# --- the packs themselves -----------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_nothing_is_wrong_with_a_shipped_pack(folder: Path) -> None:
    assert check_pack(load_pack(folder), load_pack(core_folder())) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_pack_is_kept_and_read_again(folder: Path, tmp_path: Path) -> None:
    first = load_pack(folder, tmp_path)
    (kept,) = tmp_path.glob("pack-*.msgpack")
    assert load_pack(folder, tmp_path) == first == load_pack(folder)
    kept.write_bytes(b"half a fi")
    assert load_pack(folder, tmp_path) == first


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "units.yaml").write_text("units: []", encoding="utf-8")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder is wanted", encoding="utf-8")
    assert load_pack(tmp_path / "pack", blocked) == Pack()


GROUP = "{key: dawn, name: Dawn Front, kind: group, sector: REB, example: 'The *Dawn Front* left.'}"
FRAME = (
    "{key: seize, label: Seizure, root: ASSAULT, description: x, verbs: [seize], "
    "examples: [{text: 'They *seized* it.'}]}"
)
# (file, its text, words of the message)
BROKEN = {
    "no file": (None, "", ("wanted a pack", "found none")),
    "bad YAML": ("groups.yaml", "groups: [", ("groups.yaml", "not YAML")),
    "a tab": ("groups.yaml", "groups:\n\t- key: dawn", ("groups.yaml", "not YAML")),
    "no mapping": ("groups.yaml", "- key: dawn", ("groups.yaml", "wanted a mapping", "list")),
    "empty": ("groups.yaml", "", ("groups.yaml", "wanted a mapping")),
    "entry is no mapping": ("groups.yaml", "groups: [dawn]", ("groups.yaml", "'dawn'")),
    "unknown key": (
        "groups.yaml",
        f"groups: [{GROUP[:-1]}, colour: red}}]",
        ("groups.yaml", "'dawn'", "colour"),
    ),
    "nothing to count": (
        "items.yaml",
        "items: [{key: pie, name: pie, words: [pie], counts: pies, example: 'Two *pies*'}]",
        ("items.yaml", "'pie'", "'pies'"),
    ),
    "no example": (
        "groups.yaml",
        "groups: [{key: dawn, name: Dawn, kind: group, sector: REB}]",
        ("groups.yaml", "'dawn'", "example"),
    ),
    "no key": (
        "groups.yaml",
        "groups: [{name: Dawn, kind: group, sector: REB, example: 'A *Dawn*'}]",
        ("groups.yaml", "'?'", "key"),
    ),
    "wrong type": (
        "areas.yaml",
        "areas: [{key: bog, name: Bog, kind: area, lat: north, lon: 1, example: 'The *Bog*'}]",
        ("areas.yaml", "'bog'", "lat"),
    ),
    "unknown kind": (
        "groups.yaml",
        f"groups: [{GROUP.replace('kind: group', 'kind: club')}]",
        ("groups.yaml", "'dawn'", "club"),
    ),
    "a frame's root": (
        "frames/x.yaml",
        f"frames: [{FRAME.replace('ASSAULT', 'SCOLD')}]",
        ("x.yaml", "'seize'", "SCOLD"),
    ),
    "a light verb": (
        "light_verbs.yaml",
        "light_verbs: [{lemma: launch}]",
        ("light_verbs.yaml", "'launch'", "noun_is"),
    ),
    "a theatre's head": ("theatre.yaml", "key: war", ("theatre.yaml", "'war'", "name")),
}


def write(folder: Path, name: str | None, text: str) -> Path:
    if name is not None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("name", "text", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pack_is_refused_by_file_and_key(
    name: str | None, text: str, words: Sequence[str], tmp_path: Path
) -> None:
    with pytest.raises(LoreError) as caught:
        load_pack(write(tmp_path, name, text))
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


LEADER = "{key: balde, name: Ana Balde, surname: Balde, example: '*Balde* left.', offices: [%s]}"
HEAD = (
    "{key: war, name: War, description: x, since: '2001', until: null, countries: [], signs: [], "
    "version: '1', sides: ["
    "{key: north, name: North, countries: [ZZZ], example: 'The *North* won.'}]}"
)
# (file, its text, list and key that the finding starts with, words of it)
UNSOUND = {
    "the key twice": ("groups.yaml", f"groups: [{GROUP}, {GROUP}]", "groups: dawn:", "2 times"),
    "nothing marked": (
        "groups.yaml",
        f"groups: [{GROUP.replace('*', '')}]",
        "groups: dawn:",
        "one *marked* name",
    ),
    "another name marked": (
        "groups.yaml",
        f"groups: [{GROUP.replace('*Dawn', '*Dusk')}]",
        "groups: dawn:",
        "'Dusk Front'",
    ),
    "no trigger": (
        "frames/x.yaml",
        f"frames: [{FRAME.replace('verbs: [seize]', 'verbs: []')}]",
        "frames: seize:",
        "wanted a verb",
    ),
    "no frame example": (
        "frames/x.yaml",
        f"frames: [{FRAME.partition('examples')[0]}examples: []}}]",
        "frames: seize:",
        "at least one example",
    ),
    "no class": (
        "frames/x.yaml",
        f"frames: [{FRAME[:-1]}, object: [cheese]}}]",
        "frames: seize:",
        "'cheese'",
    ),
    "no marked trigger": (
        "frames/x.yaml",
        f"frames: [{FRAME.replace('*', '')}]",
        "frames: seize:",
        "one *marked* trigger",
    ),
    "a role that is not there": (
        "frames/x.yaml",
        f"frames: [{FRAME.replace('{text', '{actor: Rebels, text')}]",
        "frames: seize:",
        "'Rebels'",
    ),
    "no factuality": (
        "frames/x.yaml",
        f"frames: [{FRAME.replace('{text', '{factuality: rumoured, text')}]",
        "frames: seize:",
        "'rumoured'",
    ),
    "no role": (
        "leaders.yaml",
        f"leaders: [{LEADER % '{role: tsar, of: dawn}'}]",
        "leaders: balde:",
        "'tsar'",
    ),
    "nothing to preside": (
        "leaders.yaml",
        f"leaders: [{LEADER % '{role: chief, of: dusk}'}]",
        "leaders: balde:",
        "'dusk'",
    ),
    "a term the wrong way round": (
        "leaders.yaml",
        f"leaders: [{LEADER % '{role: chief, of: dawn, since: 2009-01, until: 2008-01}'}]",
        "leaders: balde:",
        "ends (2008-01)",
    ),
    "no side": (
        "groups.yaml",
        f"parties: [{GROUP[:-1]}, side: South}}]",
        "parties or leaders: dawn:",
        "'South'",
    ),
    "no country of a side": ("theatre.yaml", HEAD, "theatre: north:", "'ZZZ'"),
    "no probability": (
        "likelihood.yaml",
        "likelihood: [{key: odd, words: [odd], low: 0.5, high: 1.5, source: x, example: 'It is *odd*.'}]",
        "likelihood: odd:",
        "1.5",
    ),
    "no point": (
        "areas.yaml",
        "areas: [{key: bog, name: Bog, kind: area, lat: 91, lon: 1, example: 'The *Bog*'}]",
        "areas: bog:",
        "91",
    ),
}


@pytest.mark.parametrize(("name", "text", "start", "words"), UNSOUND.values(), ids=UNSOUND)
def test_an_unsound_pack_is_found_out_by_list_and_key(
    name: str, text: str, start: str, words: str, tmp_path: Path
) -> None:
    write(
        tmp_path,
        "roles.yaml",
        "roles: [{key: chief, words: [chief], sector: GOV, example: 'The *chief* left.'}]",
    )
    write(tmp_path, "dawn.yaml", f"organisations: [{GROUP}]")
    if name != "theatre.yaml":
        write(tmp_path, "theatre.yaml", HEAD.replace("[ZZZ]", "[]"))
    findings = check_pack(load_pack(write(tmp_path, name, text)))
    assert len(findings) == 1, findings
    assert findings[0].startswith(start)
    assert words in findings[0]


def test_no_finding_about_a_sound_pack(tmp_path: Path) -> None:
    write(tmp_path, "groups.yaml", f"groups: [{GROUP}]")
    write(tmp_path, "frames/x.yaml", f"frames: [{FRAME}]")
    assert check_pack(load_pack(tmp_path)) == []


# --- what an example must come out as -----------------------------------------------------------------
# Each judge gives the reason of a miss, or None.


def marked(read: Example, found: Sequence[Found[Any]]) -> list[Any]:
    """What was found on the words between the asterisks."""
    mark = read.marks["*"]
    return [f.thing for f in found if overlaps((f.thing.start or 0, f.thing.end or 0), mark)]


def country(entry: Any, read: Example, lore: Lore) -> str | None:
    found = marked(read, (*read.actors, *read.places))
    if any(thing.country == entry.key or thing.key == f"country:{entry.key}" for thing in found):
        return None
    return f"found {[(thing.text, thing.key, thing.country) for thing in found]}"


def actor(entry: Any, read: Example, lore: Lore) -> str | None:
    """An organisation, group, person or outlet: an actor on the marked words has its key."""
    found = marked(read, read.actors)
    if any(thing.key == entry.key for thing in found):
        return None
    places = [thing.key for thing in marked(read, read.places)]
    return f"found {[(thing.text, thing.key) for thing in found]} {places}"


def area(entry: Any, read: Example, lore: Lore) -> str | None:
    """The area itself, or the settlement or region that bears the same name."""
    found = marked(read, read.places)
    names = {normal(name) for name in (entry.name, *entry.aliases)}
    for thing in found:
        if thing.key == f"area:{entry.key}":
            return None
        if thing.kind in ("settlement", "region", "country") and normal(thing.name or "") in names:
            return None
        if entry.today is not None and thing.geonameid == entry.geonameid:
            return None
    actors = [thing.key for thing in marked(read, read.actors)]
    return f"found {[(thing.text, thing.key, thing.name) for thing in found]} {actors}"


def role(entry: Any, read: Example, lore: Lore) -> str | None:
    found = marked(read, read.actors)
    return (
        None if any(thing.role == entry.words[0] for thing in found) else f"found {[t.role for t in found]}"
    )


def cue(entry: Any, read: Example, lore: Lore) -> str | None:
    """An attribution with the marked cue, source and content.

    "In a speech, the king said that …": a noun that may stand beside a clause of its own leaves
    the cue to the verb.
    """
    beside = entry.form == "noun" and "none" in entry.takes
    found = [
        a
        for a in read.attributions
        if a.cue and (beside or overlaps((a.cue.start, a.cue.end), read.marks["*"]))
    ]
    if not found:
        return f"no attribution with this cue: {[(a.cue and a.cue.text) for a in read.attributions]}"
    reasons = [_cue_reason(entry, read, attribution) for attribution in found]
    return None if None in reasons else reasons[0]


def _cue_reason(entry: Any, read: Example, found: Any) -> str | None:
    source, content = read.marks.get("{"), read.marks.get("[")
    if source and not (
        found.source_span and overlaps((found.source_span.start, found.source_span.end), source)
    ):
        return f"source {found.source_span}"
    if content and not any(overlaps((span.start, span.end), content) for span in found.content):
        return f"content {found.content}"
    return None if found.stance == entry.stance else f"stance {found.stance}, wanted {entry.stance}"


def embedder(entry: Any, read: Example, lore: Lore) -> str | None:
    """What the marked event's word is said to be, whether or not a frame knows the word."""
    sentence, head = _head(read, read.marks["["])
    scene = _scene(read, sentence, lore)
    token = sentence.tokens[head]
    if token.pos in ("VERB", "AUX") or token.tag.startswith("VB"):
        found = factuality_of_verb(scene, head)
    else:
        found = factuality_of_noun(scene, head, None)
    return (
        None
        if found == entry.effect
        else f"{token.text} ({token.tag} {token.dep}) {found}, wanted {entry.effect}"
    )


def _head(read: Example, mark: tuple[int, int]) -> tuple[Sentence, int]:
    """The token of the marked words whose head lies outside them."""
    for sentence in read.sentences:
        inside = [t.i for t in sentence.tokens if overlaps((t.start, t.end), mark)]
        for i in inside:
            if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i:
                return sentence, i
    raise AssertionError(f"no token on {read.text[slice(*mark)]!r}")


def _scene(read: Example, sentence: Sentence, lore: Lore) -> Scene:
    return Scene(
        sentence,
        lore,
        {f.head: f.thing for f in read.actors if f.sentence == sentence.index},
        {f.head: f for f in read.places if f.sentence == sentence.index},
        (),
        tuple(f for f in read.quantities if f.sentence == sentence.index),
    )


def unit(entry: Any, read: Example, lore: Lore) -> str | None:
    found = marked(read, read.quantities)
    reason = f"found {[(thing.text, thing.unit, thing.counts, thing.of) for thing in found]}"
    return None if any(thing.unit == entry.key for thing in found) else reason


def item(entry: Any, read: Example, lore: Lore) -> str | None:
    """A count of the right kind; materiel is called by its catalogue name."""
    found = marked(read, read.quantities)
    for thing in found:
        if thing.counts == entry.counts and (
            entry.counts not in ("materiel", "vehicles") or thing.of == entry.name
        ):
            return None
    return f"found {[(q.text, q.counts, q.of) for q in found]}, wanted {entry.counts} of {entry.name}"


def likelihood(entry: Any, read: Example, lore: Lore) -> str | None:
    """The longest wording that starts on the marked words is this entry's."""
    for sentence in read.sentences:
        for token in sentence.tokens:
            if not overlaps((token.start, token.end), read.marks["*"]):
                continue
            for words, found in lore.lexicon.likelihood.get(token.lower, ()):
                if tuple(t.lower for t in sentence.tokens[token.i : token.i + len(words)]) == words:
                    return None if found.key == entry.key else f"found {found.key}"
    return "found none"


def noun(entry: Any, read: Example, lore: Lore) -> str | None:
    sentence, head = _head(read, read.marks["*"])
    found = lore.lexicon.noun_classes.get(sentence.tokens[head].lemma, frozenset())
    return None if entry.key in found else f"{sentence.tokens[head].lemma}: {sorted(found)}"


def word(entry: Any, read: Example, lore: Lore) -> str | None:
    sentence, head = _head(read, read.marks["*"])
    token = sentence.tokens[head]
    listed = {word.partition("=")[0] for word in entry.words}
    start, end = read.marks["*"]
    # A class may list phrases, too.
    known = listed.intersection((token.lower, token.lemma, read.text[start:end].lower()))
    return None if known else f"{token.lower!r}, {token.lemma!r} not listed"


def frame(entry: Any, stated: FrameExample, read: Example, lore: Lore) -> str | None:
    """The frame, or another of its root; the roles as stated; whether it happened."""
    found = [e for e in read.events if overlaps((e.trigger.start, e.trigger.end), read.marks["*"])]
    if not found:
        return f"no event: {[(e.frame, e.trigger.text) for e in read.events]}"
    event = next((e for e in found if e.frame == entry.key), found[0])
    if event.root != entry.root:
        return f"frame {event.frame}"
    if event.factuality != stated.factuality:
        return f"{event.factuality}, wanted {stated.factuality}"
    return _roles(event, stated)


def _roles(event: Happening, stated: FrameExample) -> str | None:
    for role, wanted, things in (
        ("actor", stated.actor, event.actors),
        ("target", stated.target, event.targets),
        ("place", stated.place, event.places),
    ):
        texts = [bare(thing.text) for thing in things if thing.text]
        if wanted and not any(bare(wanted) in text or text in bare(wanted) for text in texts):
            return f"{role} {texts}, wanted {wanted}"
    return None


def deed(entry: Any, read: Example, lore: Lore) -> str | None:
    found = [e.frame for e in read.events if overlaps((e.trigger.start, e.trigger.end), read.marks["*"])]
    return None if set(found) & set(entry.frames) else f"found {found}"


Judge = Callable[[Any, Example, Lore], str | None]
JUDGES: dict[str, Judge] = {
    "countries": country,
    "organisations": actor,
    "groups": actor,
    "parties": actor,
    "leaders": actor,
    "outlets": actor,
    "areas": area,
    "roles": role,
    "cues": cue,
    "embedders": embedder,
    "likelihood": likelihood,
    "units": unit,
    "items": item,
    "nouns": noun,
    "words": word,
    "deeds": deed,
}


# --- reading them -------------------------------------------------------------------------------------


class Parsed:
    """A parser that has parsed all examples in one go; called, it gives what it has of a text."""

    def __init__(self, parser: Parser, marked: Sequence[str], lore: Lore) -> None:
        texts = list(dict.fromkeys(unmarked(text)[0] for text in marked))
        self._found: dict[str, list[Sentence]] = {text: [] for text in texts}
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text) + 1)
        at = 0
        for sentence in parser(document("\n".join(texts)), lore.is_place):
            while sentence.start >= starts[at + 1]:
                at += 1
            held = self._found[texts[at]]
            held.append(_moved(sentence, len(held), starts[at]))

    def __call__(self, doc: Document, is_place: Callable[[str], bool]) -> tuple[Sentence, ...]:
        return tuple(self._found[doc.text])


def _moved(sentence: Sentence, index: int, by: int) -> Sentence:
    """The sentence as the `index`th of a document that starts at offset `by`."""
    tokens = tuple(replace(t, start=t.start - by, end=t.end - by) for t in sentence.tokens)
    return replace(
        sentence, index=index, paragraph=0, start=sentence.start - by, end=sentence.end - by, tokens=tokens
    )


def stated(pack: Pack, name: str) -> Iterator[tuple[str, str, Callable[[Example, Lore], str | None]]]:
    """A list's examples: (key, marked sentence, judge); a frame's are numbered from 1."""
    for entry in getattr(pack, name):
        if name == "frames":
            for number, example in enumerate(entry.examples, 1):
                yield f"{entry.key}/{number}", example.text, partial(frame, entry, example)
        else:
            yield entry.key, entry.example, partial(JUDGES[name], entry)


def misses_of(pack: Pack, name: str, lore: Lore, parser: Parser) -> dict[str, str]:
    """Key -> sentence and reason of each example of a list that does not come out."""
    examples = list(stated(pack, name))
    parsed = Parsed(parser, [text for _, text, _ in examples], lore)
    found = {}
    for key, text, judge in examples:
        reason = judge(read_example(text, lore, parsed), lore)
        if reason is not None:
            found[key] = f"{text} | {reason}"
    return found


@cache
def packs() -> Mapping[str, Pack]:
    """Every pack by its key, the core's first."""
    loaded = [load_pack(folder, cache_folder()) for folder in FOLDERS]
    return {pack.head.key if pack.head else CORE: pack for pack in loaded}


def lists() -> list[tuple[str, str]]:
    """(pack, list) of all lists with examples."""
    names = (*JUDGES, "frames")
    return [(key, name) for key, pack in packs().items() for name in names if getattr(pack, name)]


def known_misses() -> dict[str, dict[str, list[str]]]:
    """Pack -> list -> keys."""
    return yaml.safe_load(MISSES.read_text(encoding="utf-8")) if MISSES.exists() else {}


def view(lore: Lore, pack: str) -> Lore:
    return lore.within(None if pack == CORE else pack)


@pytest.mark.parametrize(("pack", "name"), lists(), ids=lambda part: part)
def test_examples_come_out_as_stated(pack: str, name: str, lore: Lore, parser: Parser) -> None:
    missed = misses_of(packs()[pack], name, view(lore, pack), parser)
    known = set(known_misses().get(pack, {}).get(name, ()))
    assert {key: why for key, why in missed.items() if key not in known} == {}, "does not come out as stated"
    assert sorted(known - set(missed)) == [], f"no miss: take it off {MISSES.name}"


def test_known_misses_are_of_lists_that_are_read() -> None:
    listed = {(pack, name) for pack, by_list in known_misses().items() for name in by_list}
    assert listed <= set(lists())


def main(arguments: Sequence[str]) -> None:
    """Print every miss; with `--drop`, take off the file what comes out by now."""
    lore, parser = Lore.open(cache_folder()), Parser()
    known, kept = known_misses(), dict[str, dict[str, list[str]]]()
    only = [argument for argument in arguments if not argument.startswith("-")]
    for pack, name in lists():
        if only and name not in only:
            continue
        missed = misses_of(packs()[pack], name, view(lore, pack), parser)
        listed = known.get(pack, {}).get(name, [])
        for key, why in missed.items():
            print(f"{pack} {name} {key}{'' if key in listed else ' (new)'} | {why}")
        print(f"-- {pack} {name}: {len(missed)} missed of {sum(1 for _ in stated(packs()[pack], name))}")
        still = [key for key in listed if key in missed]
        if still:
            kept.setdefault(pack, {})[name] = still
    if not only and "--drop" in arguments:
        head = "".join(line for line in MISSES.read_text("utf-8").splitlines(True) if line.startswith("#"))
        MISSES.write_text(head + yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
