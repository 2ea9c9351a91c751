"""What is written to a terminal: whatever it came from, no line of it does more than be read."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

from vos import visible
from vos.log import TRACEBACK_LINES


def say(line: str) -> None:
    """A line on stdout, at once."""
    print(visible.line(line), flush=True)


def complain(line: str) -> None:
    """A line on stderr, at once."""
    print(visible.line(line), file=sys.stderr, flush=True)


def complain_of_an_error(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """The traceback of what nobody has caught, line by line: for `sys.excepthook`."""
    told = "".join(traceback.format_exception(kind, error, trace)).rstrip("\n")
    for each in visible.lines(told, TRACEBACK_LINES):
        complain(each)


def list_rows(rows: Iterable[tuple[str, str]], above: str = "") -> None:
    """Names, in bold where the terminal has that, and what there is to say of each."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    if above:
        console.print(Text(visible.line(above)), soft_wrap=True)
    for name, said in rows:
        line = Text.assemble((f"{visible.line(name):13}", "bold"), visible.line(said))
        console.print(line, soft_wrap=True)
    sys.stdout.flush()
