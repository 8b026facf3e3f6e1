"""`python -m eval.gold.check [pass_a …]`: is every piece in its text and every value one of the guideline's?

Prints what is wrong, one line a claim, then counts. Ends with 1 if anything was wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from eval.gold.passes import FOLDER, GoldClaim, hidden, read_claims, stems, text_of

__all__ = ["check", "main"]

_WORDS = (80, 220)


def main(names: Sequence[str]) -> int:
    """Checks the passes of those names, all there are without one; the exit code."""
    names = names or sorted(path.name for path in FOLDER.glob("pass_*"))
    faults = [*_texts(), *(fault for name in names for fault in check(name))]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


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
        faults += wrong + [f"{name}/{stem}: {text}" for text in _repeated(claims[stem])]
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


def _print_counts(name: str, by_text: dict[str, list[GoldClaim]]) -> None:
    claims = [claim for of_text in by_text.values() for claim in of_text]
    behind = sum(len(of_text) for stem, of_text in by_text.items() if hidden(stem))
    print(f"{name}: {len(by_text)} texts, {len(claims)} claims, {behind} of them in the hidden half")
    counts = {
        "stance": Counter(claim.stance for claim in claims),
        "factuality": Counter(str(claim.factuality) for claim in claims),
        "manner": Counter(claim.by[0].manner for claim in claims),
        "links": Counter(str(len(claim.by)) for claim in claims),
        "innermost": Counter(_kind(claim) for claim in claims),
    }
    for what, counted in counts.items():
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
