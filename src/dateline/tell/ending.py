"""How a command ends: one line for each failure on standard error, and an exit code.

0 done; 1 something could not be read; 2 wrong usage; 130 interrupted; 141 nobody reads the output any more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from dateline.errors import DatelineError, UsageError
from dateline.read import Failure
from dateline.tell.words import clean

__all__ = ["BROKEN_PIPE", "FAILED", "INTERRUPTED", "WRONG_USAGE", "complain", "guarded", "silence_output"]

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def complain(about: Failure | str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"dateline: {_line(about)}\n")
    sys.stderr.flush()


def _line(about: Failure | str) -> str:
    if isinstance(about, str):
        return clean(about)
    source, cause = clean(about.source), clean(about.cause)
    # Causes are sentences that may begin with the source; it is named once.
    rest = cause.removeprefix(source).lstrip(" :")
    return f"{source}: {rest or cause}"


@contextmanager
def guarded() -> Iterator[None]:
    """Turns what goes wrong in a command into a line and an exit code."""
    try:
        yield
        sys.stdout.flush()
    except UsageError as error:
        complain(str(error))
        raise typer.Exit(WRONG_USAGE) from None
    except DatelineError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from None
    except BrokenPipeError:
        silence_output()
        raise typer.Exit(BROKEN_PIPE) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def silence_output() -> None:
    """Nobody reads standard output any more: what is still in its buffer goes nowhere."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
