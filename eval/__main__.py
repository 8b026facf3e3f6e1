"""`python -m eval`: ends with 1 when a document could not be read or a floor is broken."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dateline.lore import Lore
from dateline.parse import Parser
from dateline.settings import cache_folder, corpora_folder
from eval.corpora import FOLDERS, Yield, read_folder
from eval.keys import Share, example_shares, pack_shares
from eval.report import as_json, show_shares, show_yields
from eval.scores import Scored, score_all, show_scores


def _given() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        prog="python -m eval", description="Reads the corpora and scores examples."
    )
    options.add_argument("--sample", action="store_true", help="a fixed part of the corpora, for CI")
    options.add_argument("--only", choices=FOLDERS, action="append", help="this folder (may be repeated)")
    options.add_argument("--scores", action="store_true", help="the scores against answers alone")
    options.add_argument(
        "--update", action="store_true", help="raise the floors to what is reached; never lower one"
    )
    options.add_argument("--json", action="store_true", help="one JSON object on standard output")
    return options.parse_args()


def _yields(given: argparse.Namespace, lore: Lore, parser: Parser) -> list[Yield]:
    corpora = corpora_folder()
    found = []
    for folder in given.only or FOLDERS:
        if not (corpora / folder).is_dir():
            print(
                f"eval: {folder} is not read, there is no folder {_named(corpora / folder)}", file=sys.stderr
            )
            continue
        found.append(read_folder(corpora, folder, lore, parser, sample=given.sample))
        print(f"eval: {folder} read in {found[-1].seconds:.0f} s", file=sys.stderr)
    return found


def _named(folder: Path) -> str:
    return f"{folder}; set DATELINE_CORPORA to where the corpora lie"


def _wrong(yields: list[Yield], examples: list[Share], scored: list[Scored]) -> bool:
    return (
        any(one.failures for one in yields)
        or any(one.below for one in examples)
        or any(one.faults for one in scored)
    )


def main() -> None:
    """Measure, show, and say by the exit code whether all is well."""
    given = _given()
    lore, parser = Lore.open(cache_folder()), Parser()
    scored = score_all(corpora_folder(), lore, parser, sample=given.sample, update=given.update)
    if given.scores or given.update:
        if given.json:
            print(json.dumps({"scores": [one.plain() for one in scored]}, indent=1))
        else:
            show_scores(scored)
        sys.exit(1 if any(one.faults for one in scored) else 0)
    examples, packs = example_shares(lore, parser), pack_shares(lore, parser)
    yields = _yields(given, lore, parser)
    if given.json:
        print(as_json(yields, examples, packs, scored))
    else:
        show_scores(scored)
        show_shares(examples, "kind", "examples: entries of the keys that are found")
        show_shares(packs, "pack and list", "packs: examples that come out as stated")
        if yields:
            part = "sample" if given.sample else "all documents"
            show_yields(yields, f"corpora, {part}: records per 1,000 words")
    if _wrong(yields, examples, scored):
        sys.exit(1)


if __name__ == "__main__":
    main()
