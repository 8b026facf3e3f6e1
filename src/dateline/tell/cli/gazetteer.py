"""`dateline gazetteer`: the places that names are looked up in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.tell.cli.options import (
    group,
)

__all__ = ["gazetteer_app"]

gazetteer_app = group("The places that names are looked up in.")


@gazetteer_app.command("list")
def list_gazetteer() -> None:
    """What the gazetteer holds and where it lies."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.gazetteer import tell_gazetteer

        tell_gazetteer()


Codes = Annotated[list[str], typer.Argument(metavar="CODE...", help="Countries, ISO 3166-1 alpha-2: UA SY.")]


@gazetteer_app.command("add")
def add_to_gazetteer(
    codes: Codes,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="GeoNames' CODE.zip or CODE.txt, or a folder of them."),
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Where CODE.zip lies; default GeoNames' export.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its network too.")
    ] = False,
) -> None:
    """Add all places of a country, villages, rivers and stations among them, from its GeoNames file.

    A file that is not sound changes nothing; a country that is there already is replaced.
    """
    from dateline.tell.ending import FAILED, guarded

    if source is not None and address is not None:
        raise typer.BadParameter("give one of --from and --address", param_hint="--address")
    with guarded():
        from dateline.tell.gazetteer import ADDRESS, Wanted, add_countries

        failures = add_countries(
            Wanted(codes=tuple(codes), source=source, address=address or ADDRESS, allow_private=allow_private)
        )
    if failures:
        raise typer.Exit(FAILED)


@gazetteer_app.command("remove")
def remove_from_gazetteer(codes: Codes) -> None:
    """Remove countries that were added; their places of over 500 people stay."""
    from dateline.tell.ending import guarded

    with guarded():
        from dateline.tell.gazetteer import remove_countries

        remove_countries(codes)
