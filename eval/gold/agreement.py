"""`python -m eval.gold.agreement [PASS PASS]`: how far two passes of annotation agree.

Without names those of claims are compared, then those of events and figures (`events events_b`) on the
dispatches that both have, by the measures that the program is scored with.

Claims of one dispatch are paired by their content, the pairs with the largest overlap (shared
characters by all characters of both) first; of equal overlaps the ones with the same innermost source.
Pairs under a half overlap are told apart as loose. Cohen's kappa is agreement beyond what the two
annotators' own frequencies would give by chance: (observed - chance) / (1 - chance).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dateline.measure.scores import Counts
from eval.gold import happenings
from eval.gold.events import OVERCOUNTED, Happened, compare
from eval.gold.happenings import Told, annotated
from eval.gold.passes import FOLDER, GoldClaim, Half, Link, Piece, read_claims, split, text_of

__all__ = ["Half", "Pair", "agreement", "align", "kappa", "of_events", "same_source", "split"]
# The passes that were made of the same dispatches.
_PAIRED = (("pass_a", "pass_b"), happenings.PASSES)


class Pair(NamedTuple):
    """Two annotations of one claim. `overlap` is the share of their content in common, 0..1."""

    a: GoldClaim
    b: GoldClaim
    overlap: float


def _characters(pieces: Sequence[Piece]) -> set[int]:
    return {at for piece in pieces for at in range(piece.start, piece.end)}


def align(first: Sequence[GoldClaim], second: Sequence[GoldClaim]) -> list[Pair]:
    """Each claim in at most one pair, the best pairs first."""
    covered_b = [_characters(b.content) for b in second]
    ranked: list[tuple[float, int, int, int]] = []
    for i, a in enumerate(first):
        covered_a = _characters(a.content)
        for j, b in enumerate(second):
            shared = len(covered_a & covered_b[j])
            if shared:
                overlap = shared / len(covered_a | covered_b[j])
                ranked.append((-overlap, -_likeness(a, b), i, j))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs: list[Pair] = []
    for negative, _, i, j in sorted(ranked):
        if i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            pairs.append(Pair(first[i], second[j], -negative))
    return pairs


def _likeness(a: GoldClaim, b: GoldClaim) -> int:
    return 2 * same_source(a.by[0], b.by[0]) + (a.stance == b.stance)


def same_source(a: Link, b: Link) -> bool:
    """Whether two links mean one claimant: the same name, or sources that overlap in the text."""
    if a.stands_for is not None and b.stands_for is not None and _plain(a.stands_for) == _plain(b.stands_for):
        return True
    if a.source is None or b.source is None:
        return a.source is b.source and a.stands_for is b.stands_for
    return a.source.start < b.source.end and b.source.start < a.source.end


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")


def kappa(pairs: Sequence[tuple[str | None, str | None]]) -> float | None:
    """Cohen's kappa of paired labels; None where chance alone gives full agreement."""
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / len(pairs) ** 2
    return None if chance == 1.0 else (observed - chance) / (1.0 - chance)


_SAME: dict[str, Callable[[Pair], bool]] = {
    "same innermost source": lambda pair: same_source(pair.a.by[0], pair.b.by[0]),
    "same chain length": lambda pair: len(pair.a.by) == len(pair.b.by),
    "same manner": lambda pair: pair.a.by[0].manner == pair.b.by[0].manner,
    "same stance": lambda pair: pair.a.stance == pair.b.stance,
    "same factuality": lambda pair: pair.a.factuality == pair.b.factuality,
    "same trigger": lambda pair: pair.a.trigger == pair.b.trigger,
    "same content": lambda pair: pair.overlap == 1.0,
    "content over a half": lambda pair: pair.overlap >= 0.5,
}


def agreement(first: str, second: str, half: Half) -> tuple[dict[str, float | None], list[Pair]]:
    """The figures, in percent but for the kappas, and the pairs they rest on."""
    pairs: list[Pair] = []
    count_a = count_b = 0
    for stem in split(half):
        (a, _), (b, _) = read_claims(stem, first), read_claims(stem, second)
        count_a, count_b = count_a + len(a), count_b + len(b)
        pairs += align(a, b)
    figures: dict[str, float | None] = {
        f"claims in {first}": count_a,
        f"claims in {second}": count_b,
        "pairs": len(pairs),
        "claims found (F1)": _percent(2 * len(pairs), count_a + count_b),
    }
    for name, same in _SAME.items():
        figures[name] = _percent(sum(map(same, pairs)), len(pairs))
    figures["kappa of stance"] = kappa([(p.a.stance, p.b.stance) for p in pairs])
    figures["kappa of factuality"] = kappa([(p.a.factuality, p.b.factuality) for p in pairs])
    return figures, pairs


def of_events(first: str, second: str, half: Half) -> tuple[dict[str, float | None], Happened]:
    """How far two passes of events and figures agree on the dispatches that both have; what it rests on."""
    tally, strict = Happened(), Happened()
    both = [
        stem for stem in split(half) if all((FOLDER / n / f"{stem}.yaml").exists() for n in (first, second))
    ]
    for stem in both:
        (a, _), (b, _) = annotated(stem, first), annotated(stem, second)
        compare(stem, text_of(stem), a, b, tally)
        compare(stem, text_of(stem), _all_asked(a), _all_asked(b), strict)
    figures: dict[str, float | None] = {"dispatches in both": len(both)}
    counted: dict[str, Counts] = {
        "events of one type (F1)": tally.events,
        "… optional ones asked for (F1)": strict.events,
        "triggers (F1)": tally.triggers,
        **{f"{name} (F1)": counts for name, counts in tally.parties.items()},
        "figures found (F1)": tally.counts,
    }
    for name, counts in counted.items():
        figures[name] = _percent(2 * counts.right, counts.predicted + counts.wanted)
    for name, share in tally.shares.items():
        if name != OVERCOUNTED:
            figures[name] = _percent(share.right, share.of)
    figures["kappa of type"] = kappa(list(tally.types_given.elements()))
    figures["kappa of event factuality"] = kappa(list(tally.confused.elements()))
    return figures, tally


def _all_asked(told: Told) -> Told:
    """The same with nothing optional."""
    return Told(
        tuple(replace(deed, optional=False) for deed in told.deeds),
        tuple(replace(amount, optional=False) for amount in told.amounts),
    )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the agreement; with `--differences` the pairs that differ in what is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("passes", nargs="*")
    parser.add_argument("--half", choices=("hidden", "open", "all"), default="all")
    parser.add_argument("--differences", choices=sorted(_SAME), metavar="WHAT", help=", ".join(sorted(_SAME)))
    options = parser.parse_args(arguments)
    if len(options.passes) not in (0, 2):
        parser.error(f"wanted two passes, came {len(options.passes)}: {' '.join(options.passes)}")
    for first, second in [tuple(options.passes)] if options.passes else _PAIRED:
        try:
            if first in happenings.PASSES:
                _print(of_events(first, second, options.half)[0])
                continue
            figures, pairs = agreement(first, second, options.half)
        except FileNotFoundError as error:
            print(f"a dispatch is missing from a pass: {error.filename}", file=sys.stderr)
            return 1
        _print(figures)
        if options.differences:
            same = _SAME[options.differences]
            print(*(_told(pair) for pair in pairs if not same(pair)), sep="\n")
    return 0


def _print(figures: Mapping[str, float | None]) -> None:
    for name, value in figures.items():
        print(f"{name:30} {_shown(name, value)}")


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    if name.startswith("kappa"):
        return f"{value:.2f}"
    return f"{value:.0f}" if name.startswith(("claims in", "pairs", "dispatches")) else f"{value:.1f} %"


def _told(pair: Pair) -> str:
    def one(claim: GoldClaim) -> str:
        chain = " < ".join(str(link.stands_for) for link in claim.by)
        words = " // ".join(piece.text for piece in claim.content)
        return f"    {claim.stance}, {claim.factuality}, {chain}: {words}"

    return "\n".join((f"{pair.a.id} ({pair.overlap:.2f})", one(pair.a), one(pair.b)))


if __name__ == "__main__":
    sys.exit(main())
