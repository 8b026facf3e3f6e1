"""Serving until somebody ends it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any

from dateline.errors import UsageError
from dateline.tell.api.preparing import first_map, prepare
from dateline.tell.collecting import never
from dateline.tell.ending import complain

if TYPE_CHECKING:
    import uvicorn

    from dateline.tell.api.desk import Desk
    from dateline.tell.api.terms import Serving

__all__ = ["running", "serve"]

# Seconds between looks at whether the server has started; it takes some tens of milliseconds.
_TICK_S = 0.01


def serve(serving: Serving) -> None:
    """Serve until interrupted; address and token go to standard error. Raises DatelineError."""
    with _listening(serving, _warm_and_settle) as (server, listening, address):
        complain(f"serving {serving.store} at {address}/ (Ctrl-C ends it)")
        complain(f"writing needs the token {serving.token}")
        with suppress(KeyboardInterrupt):
            server.run(sockets=listening)


def _warm(desk: Desk) -> None:
    desk.warm()


def _warm_and_settle(desk: Desk) -> None:
    """Makes ready what takes long the first time, and keeps the collector of garbage away from it.

    For a process that only serves. The map of a hundred thousand claims is two million objects that stay as
    long as the server does: looking through them took a third of the time of making them, and afterwards
    held all answers up for seconds now and then.
    """
    with never():
        first_map(desk)
        desk.warm()
        gc.freeze()
    prepare(desk)


@contextmanager
def running(serving: Serving) -> Iterator[str]:
    """Serve in a thread of this process until the block is left; gives the address. Raises DatelineError."""
    with _listening(serving, _warm) as (server, listening, address):
        thread = Thread(target=lambda: server.run(sockets=listening), name="dateline-serve", daemon=True)
        thread.start()
        try:
            while thread.is_alive() and not server.started:
                sleep(_TICK_S)
            yield address
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def _listening(
    serving: Serving, warm: Callable[[Desk], None]
) -> Iterator[tuple[uvicorn.Server, list[Any], str]]:
    """A server that has its port and is not running yet: it, its socket, its address."""
    import uvicorn

    from dateline.tell.api.app import application

    if serving.scenarios is not None and not serving.scenarios.is_dir():
        raise UsageError(f"--scenarios: there is no folder {serving.scenarios}")
    app = application(serving)
    config = uvicorn.Config(
        app,
        host=serving.host,
        port=serving.port,
        log_level="critical",
        access_log=False,
        server_header=False,
        # Browsers keep a line open between looks, and mind when it is cut as they ask.
        timeout_keep_alive=75,
        # Open streams end when the server does; what else is being answered gets this long.
        timeout_graceful_shutdown=2,
        ws="none",
    )
    server = uvicorn.Server(config)
    app.state.desk.stopping = lambda: server.should_exit
    try:
        listening = config.bind_socket()
    except SystemExit:
        app.state.desk.close()
        raise UsageError(
            f"cannot listen at {serving.host}, port {serving.port}: it is taken or not of this machine"
        ) from None
    # The map of a large store takes some seconds the first time; whoever asks meanwhile waits for this one.
    Thread(target=warm, args=(app.state.desk,), name="dateline-warm", daemon=True).start()
    # Whoever reads the address may ask at once, and waits until all is open.
    listening.listen()
    shown = f"[{serving.host}]" if ":" in serving.host else serving.host
    with closing(listening):
        yield server, [listening], f"http://{shown}:{listening.getsockname()[1]}"
