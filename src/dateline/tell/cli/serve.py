"""`dateline serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline import settings
from dateline.tell.cli.options import BaselineDay, BaselineFile, StoreUrl

__all__ = ["serve"]


def serve(  # noqa: PLR0913 - a command's parameters are its options
    host: Annotated[str, typer.Option(metavar="H", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="0 takes any that is free.")
    ] = 8642,
    token: Annotated[
        str | None,
        typer.Option(metavar="T", help="What writing needs; default $DATELINE_TOKEN, else a new one."),
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further name of this host; may be repeated.")
    ] = None,
    scenarios: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of scenarios.", file_okay=False)
    ] = None,
    theatre: Annotated[
        str | None, typer.Option(metavar="T", help="The war; default: whose sides hold the places.")
    ] = None,
    baseline: BaselineFile = None,
    baseline_day: BaselineDay = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Read addresses of this machine and its network too.")
    ] = False,
    store: StoreUrl = None,
) -> None:
    """Serve the page and the API, on this machine alone unless --host says otherwise. Ctrl-C ends it.

    Anybody who reaches the address may read; writing needs the token that is printed at the start.
    """
    from dateline.tell.ending import guarded

    with guarded():
        import secrets

        from dateline.tell.api import Serving
        from dateline.tell.api import serve as serve_page
        from dateline.tell.control import Charting, checked_charting

        serve_page(
            Serving(
                store=store or settings.default_store(),
                token=token or settings.serve_token() or secrets.token_urlsafe(24),
                host=host,
                port=port,
                names=tuple(allow_host or ()),
                scenarios=scenarios,
                theatre=theatre,
                charting=checked_charting(Charting(baseline=baseline, baseline_day=baseline_day)),
                allow_private=allow_private,
            )
        )
