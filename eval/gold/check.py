"""`python -m eval.gold.check [settled …]`: is every piece in its text and every value one of the guideline's?

Passes of claims, those of events and figures (`events`), the scenes of reports (`incidents`), what is
predicted (`forecasts`, all its passes) and who answers whom (`disputes`) are checked.
Prints what is wrong, one line an entry, then counts. Ends with 1 if anything was wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import get_args

from eval.gold import dispute_texts, forecast_passages, happenings
from eval.gold.happenings import Told, annotated
from eval.gold.passes import FOLDER, GoldClaim, hidden, read_claims, stems, text_of
from eval.gold.scenes import PARTS, Scene, scenes

__all__ = [
    "check",
    "check_disputes",
    "check_events",
    "check_forecasts",
    "check_scenes",
    "main",
    "misrelated",
    "passes",
]

_WORDS = (80, 220)
_SCENES = "incidents"
_FORECASTS = "forecasts"
_DISPUTES = "disputes"


def main(names: Sequence[str]) -> int:
    """Checks what bears those names, all there is without one; the exit code."""
    names = names or [*passes(), *happenings.PASSES, _SCENES, _FORECASTS, _DISPUTES]
    faults = [*_texts(), *(fault for name in names for fault in _checked(name))]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


def _checked(name: str) -> list[str]:
    if name == _SCENES:
        return check_scenes()
    if name == _FORECASTS:
        return check_forecasts()
    if name == _DISPUTES:
        return check_disputes()
    return check_events(name) if name in happenings.PASSES else check(name)


def passes() -> list[str]:
    """The passes of claims there are, the settled one among them: folders of files that hold no events."""
    return sorted({path.parent.name for path in FOLDER.glob("*/*.yaml")} - set(happenings.PASSES))


def _texts() -> Iterator[str]:
    sizes = {stem: len(text_of(stem).split()) for stem in stems()}
    low, high = _WORDS
    for stem, size in sizes.items():
        if not low <= size <= high:
            yield f"texts/{stem}: {size} words, wanted {low} to {high}"
    print(f"{len(sizes)} texts, {sum(sizes.values())} words, {sum(map(hidden, sizes))} in the hidden half")


def check(name: str) -> list[str]:
    """What is wrong with a pass; its counts are printed."""
    faults: list[str] = []
    claims: dict[str, list[GoldClaim]] = {}
    for stem in stems():
        if not (FOLDER / name / f"{stem}.yaml").exists():
            faults.append(f"{name}/{stem}: missing")
            continue
        claims[stem], wrong = read_claims(stem, name)
        found = (*_repeated(claims[stem]), *misrelated(claims[stem]))
        faults += wrong + [f"{name}/{stem}: {text}" for text in found]
    _print_counts(name, claims)
    return faults


def _repeated(claims: Sequence[GoldClaim]) -> Iterator[str]:
    """A claim stands once; two sources of one content are two claims."""
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        key = (claim.content, claim.stance, tuple(link.stands_for for link in claim.by))
        if key in seen:
            yield f"claim {claim.id} stands twice"
        seen.add(key)


def misrelated(claims: Sequence[GoldClaim]) -> Iterator[str]:
    """A relation is between chains that differ, told once; what contradicts stands later than the other."""
    at = {claim.id: (number, claim) for number, claim in enumerate(claims)}
    if len(at) < len(claims):
        yield "an id stands twice"
    for number, claim in enumerate(claims):
        to = [answer.to for answer in claim.answers]
        if len(set(to)) < len(to):
            yield f"claim {claim.id} answers a claim twice"
        for answer in claim.answers:
            place, other = at.get(answer.to, (number, claim))
            if other is not claim and _chain(claim) == _chain(other):
                yield f"claim {claim.id} {answer.how} {other.id}, which has the same sources"
            if answer.how == "contradicts" and place > number:
                yield f"claim {claim.id} contradicts {other.id}, which is the later one"


def _chain(claim: GoldClaim) -> tuple[object, ...]:
    return tuple(link.stands_for or link.source for link in claim.by)


def check_events(name: str) -> list[str]:
    """What is wrong with a pass of events and figures; its counts are printed. `events` has all texts."""
    faults: list[str] = []
    told: dict[str, Told] = {}
    for stem in stems():
        if (FOLDER / name / f"{stem}.yaml").exists():
            told[stem], wrong = annotated(stem, name)
            faults += wrong
        elif name == happenings.PASSES[0]:
            faults.append(f"{name}/{stem}: missing")
    _print_events(name, told)
    return faults


def _print_events(name: str, told: dict[str, Told]) -> None:
    deeds = [deed for one in told.values() for deed in one.deeds]
    amounts = [amount for one in told.values() for amount in one.amounts]
    optional = sum(deed.optional for deed in deeds)
    print(f"{name}: {len(told)} texts, {len(deeds)} events, {optional} optional; {len(amounts)} figures")
    counts = {
        "types": Counter(deed.type for deed in deeds),
        "factuality": Counter(str(deed.factuality) for deed in deeds),
        "counts": Counter(amount.counts for amount in amounts),
    }
    for what, counted in counts.items():
        print(f"  {what}: " + ", ".join(f"{value} {n}" for value, n in counted.most_common()))


def check_scenes() -> list[str]:
    """What is wrong with the scenes of reports; their counts are printed."""
    faults: list[str] = []
    for part in PARTS:
        found, wrong = scenes(part)
        faults += wrong
        _print_scenes(part, found)
    return faults


def _print_scenes(part: str, found: Sequence[Scene]) -> None:
    reports = sum(len(scene.reports) for scene in found)
    pairs = [same for scene in found for _, _, same in scene.pairs()]
    copies = sum(report.copy_of is not None for scene in found for report in scene.reports)
    print(f"incidents/{part}: {len(found)} scenes, {reports} reports, {copies} of them copies")
    print(f"  pairs: {len(pairs)}, {sum(pairs)} of one incident")
    why = Counter(miss.why for scene in found for miss in scene.near_misses)
    print("  near misses: " + ", ".join(f"{value} {n}" for value, n in why.most_common()))


def check_forecasts() -> list[str]:
    """What is wrong with the passages of what is predicted, in each pass; their counts are printed."""
    faults: list[str] = []
    for name in forecast_passages.PASSES:
        for part in get_args(forecast_passages.Part):
            found, wrong = forecast_passages.read(name, part)
            faults += wrong
            _print_forecasts(f"forecasts/{name}, {part}", found)
    return faults


def _print_forecasts(name: str, found: Sequence[forecast_passages.Annotated]) -> None:
    forecasts = [one for passage in found for one in passage.forecasts]
    links = sum(len(one.follows) for one in forecasts)
    held = sum(one.condition is not None for one in forecasts)
    print(
        f"{name}: {len(found)} passages, {len(forecasts)} forecasts, {held} with a condition, {links} links"
    )
    counts = {
        "kinds": Counter(one.kind for one in forecasts),
        "negatives": Counter(miss.why for passage in found for miss in passage.negatives),
    }
    for what, counted in counts.items():
        print(f"  {what}: " + ", ".join(f"{value} {n}" for value, n in counted.most_common()))


def check_disputes() -> list[str]:
    """What is wrong with the dispatches in which sources dispute; their counts are printed."""
    faults: list[str] = []
    for part in get_args(dispute_texts.Part):
        found, wrong = dispute_texts.read(part)
        faults += wrong
        counted = Counter(one.how for dispatch in found for one in dispatch.relations)
        kinds = ", ".join(f"{how} {n}" for how, n in counted.most_common())
        print(f"disputes, {part}: {len(found)} texts, {counted.total()} relations: {kinds}")
    return faults


def _print_counts(name: str, by_text: dict[str, list[GoldClaim]]) -> None:
    claims = [claim for of_text in by_text.values() for claim in of_text]
    behind = sum(len(of_text) for stem, of_text in by_text.items() if hidden(stem))
    print(f"{name}: {len(by_text)} texts, {len(claims)} claims, {behind} of them in the hidden half")
    counts: dict[str, Counter[str]] = {
        "stance": Counter(claim.stance for claim in claims),
        "factuality": Counter(str(claim.factuality) for claim in claims),
        "manner": Counter(claim.by[0].manner for claim in claims),
        "links": Counter(str(len(claim.by)) for claim in claims),
        "innermost": Counter(_kind(claim) for claim in claims),
        "relations": Counter(str(answer.how) for claim in claims for answer in claim.answers),
    }
    for what, counted in counts.items():
        if not counted:
            continue
        print(f"  {what}: " + ", ".join(f"{value} {n}" for value, n in counted.most_common()))


def _kind(claim: GoldClaim) -> str:
    inner = claim.by[0]
    if len(claim.by) == 1:
        return "the outlet"
    if inner.source is None:
        return "nobody named" if inner.stands_for is None else "named elsewhere"
    return "named in place"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
